"""Files of ``seeds`` that have no entry, such as one whose saving was cut off: both ways on."""

from __future__ import annotations

from typing import Final

import streamlit as st

from plan.desk.access import WHY_NOT, Forbidden
from plan.desk.article_folder import take_away, unnamed_articles
from plan.desk.saving import Unsaved
from plan.edition.view import View
from plan.ui import address, cache, signin, text
from plan.ui.buttons import answer, clicked

_MOST: Final = 5


def show_waiting(view: View) -> None:
    """Draw, for editors, which files await their entries, each with what can be done about it."""
    if not signin.access().may_edit:
        return
    say = view.say
    waiting = unnamed_articles(cache.latest())
    if not waiting:
        return
    text.note(
        say.plural(
            "{n} file of the folder seeds awaits its entry: it is shown nowhere and proves "
            "nothing.",
            "{n} files of the folder seeds await their entries: they are shown nowhere and prove "
            "nothing.",
            len(waiting),
        )
    )
    for name in waiting[:_MOST]:
        text.bullets([(say("Make the entry of {read}", read=name),
                       address.link(view, "add", way="folder", file=name))])  # fmt: skip
        away = say("Move {read} to the folder removed", read=name)
        if clicked(away, f"away-{name}", type="tertiary"):
            _take_away(view, name)


def _take_away(view: View, name: str) -> None:
    say = view.say
    try:
        take_away(cache.latest(), name, signin.access())
    except Unsaved as fault:
        why = say(fault.sentence, **fault.arguments)
    except Forbidden as forbidden:
        why = say(WHY_NOT[forbidden.reason])
    else:
        answer()
        st.rerun()
    answer()
    text.alert(say("Nothing was saved."), [why])
