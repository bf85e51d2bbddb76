"""An article that a page shows: read at once if it is short, else while the page says how far."""

from __future__ import annotations

from datetime import date
from typing import Final, NoReturn

import streamlit as st
from markupsafe import Markup

from plan.articles.extraction import Refused
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.presentation.reading_words import progress_words, stopped_words
from plan.server.readings import ReadingState
from plan.suggestions.proposals import ArticleRead, Examined
from plan.ui import cache, ending, text, widgets
from plan.ui.buttons import answer, clicked
from plan.ui.cache import ArticleFile

_LOOK_EVERY: Final = 1.0  # seconds


def examined(view: View, edition: Edition, file: ArticleFile, given: date | None) -> Examined:
    """An article read for an edition.

    Where there is none yet, the page ends: with how far the reading is, why the file is refused,
    or how the reading can be begun again. ``given``: the day of publication, as a person gives it.
    """
    say = view.say
    with widgets.spinner(say("Reading the article…")):
        key, state = cache.read(edition, file, given)
    if isinstance(state.result, ArticleRead):
        return cache.compared(edition, file.name, key, state.result)
    if isinstance(refused := state.result, Refused):
        text.finding(say(refused.sentence, **refused.arguments))
    elif state.ended:
        _ended(view, key, state)
    else:
        _under_way(view, key, file.name)
    ending.stop(view)


def missing(view: View, name: str) -> NoReturn:
    """End the page, since a file does not exist."""
    text.finding(view.say("The file “{read}” does not exist.", read=name))
    ending.stop(view)


def _under_way(view: View, key: str, name: str) -> None:
    say = view.say
    text.html(
        Markup('<p class="plan-finding" role="status">{}</p>').format(
            say("This article is long. It is being read: {read}.", read=name)
        )
    )
    _follow(view, key)
    text.paragraph(
        say("You can leave this page: the reading goes on, and what was read will be here.")
    )
    if clicked(say("Stop reading"), f"stop-{key}"):
        cache.readings().stop(key)
        answer()
        st.rerun()


@st.fragment(run_every=_LOOK_EVERY)
def _follow(view: View, key: str) -> None:
    """Draw how far a reading is, every second until it has ended."""
    state = cache.readings().state(key)
    if state is None or state.ended:
        st.rerun()
    say = view.say
    words = progress_words(say, state.progress)
    if state.phase == "waiting":
        words = say("Other articles are being read: this one is next.")
    share = Markup("")
    if state.progress is not None and state.progress.total:
        share = Markup(' value="{}"').format(round(state.progress.done / state.progress.total, 3))
    text.html(
        Markup(
            '<p class="plan-progress"><progress max="1"{} aria-label="{}"></progress>'
            "<span>{}</span></p>"
        ).format(share, say("What was read so far"), words)
    )


def _ended(view: View, key: str, state: ReadingState) -> None:
    """Draw how a reading ended without a result, and the button that begins it again."""
    say = view.say
    if state.phase == "stopped":
        text.finding(stopped_words(say, state.progress))
    else:
        text.finding(say("This article could not be read to its end: that took too much memory "
                         "or too long."))  # fmt: skip
        text.paragraph(say("Try again, or divide the article into shorter files and add those."))
    if clicked(say("Read it again from the beginning"), f"again-{key}"):
        cache.readings().forget(key)
        answer()
        st.rerun()
