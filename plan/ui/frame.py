"""The frame of every page: language, days, access, the view of the plan, and its problems."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st

from plan.edition.edition import Edition
from plan.edition.latest import LatestEdition
from plan.edition.view import View
from plan.locale.translation import LANGUAGES, Say, pick_language, say_in
from plan.model.quantities import Language
from plan.presentation.page_summary import page_heading, simulation_words, tab_title
from plan.presentation.selection import day_presets
from plan.server.serve import SERVER_NOTIFIES
from plan.ui import address, cache, choices, session, signin, text, theme, widgets
from plan.ui.buttons import answer
from plan.ui.date_field import pick_typed_day
from plan.ui.ending import stop
from plan.ui.sitemap import CREATE, DESK, OF_THE_FILE, PAGES

_HERE: Final = Path(__file__).parent
_POLL_EVERY: Final = "1.5s"
_MOST_PROBLEMS: Final = 12


def configure() -> None:
    """Set the page's icon and width; call it before any element is drawn."""
    st.set_page_config(page_icon=str(_HERE / "icon.svg"), layout="wide")


def script(name: str) -> Path:
    """The script of a page."""
    return _HERE.parent / "pages" / f"{name}.py"


def choose_language() -> Language:
    """Choose the language of the address, else of the browser; draw style and page script."""
    theme.style()
    address.recall()
    language = pick_language(address.read("lang") or st.context.locale)
    address.write("lang", language)
    granted = signin.access()
    may = "edit" if granted.may_edit else "read" if granted.may_read else "none"
    say = say_in(language)
    theme.declare(
        language,
        may,
        say("What you typed is not saved. Leave the page anyway?"),
        say("The connection to the server was reset: unsaved work may be lost. Check the form "
            "before you continue."),
    )  # fmt: skip
    return language


def admit(language: Language) -> None:
    """End the page with the reason and the buttons to sign in, unless it may be read."""
    granted = signin.access()
    if granted.may_read:
        return
    say = say_in(language)
    with st.container(key="bar", horizontal=True, horizontal_alignment="right"):
        signin.control(granted, say)
        choices.pick_code(say("Language"), "lang", LANGUAGES, language)
    text.heading(say("Restricted access"), 1)
    text.note(signin.why_not(granted, say))
    st.stop()


def starts_plan() -> bool:
    """Whether every page is the one that creates the plan, since there is none yet."""
    return cache.has_no_plan() or session.get().creating


def admit_to_desk(view: View, page: str) -> None:
    """End a page of the desk with the reason, unless the reader may edit."""
    if page not in DESK or signin.access().may_edit:
        return
    text.heading(view.say("This page is for editors"), 1)
    text.note(signin.why_not(signin.access(), view.say))
    text.bullets([(view.say("To the dashboard"), address.link(view, "overview"))])
    stop(view)


def open_view(language: Language, page: str) -> View:
    """The view that the address asks for; without a plan the page ends with the reason.

    A page of ``OF_THE_FILE`` goes on, with a view whose edition has no plan.
    """
    of_the_file = page in OF_THE_FILE
    say = say_in(language)
    mine = session.get()
    if mine.page != page:
        if mine.page:
            answer()  # a click on the other page does not count here
        mine.place, mine.page = "", page
    on_disk = cache.on_disk()
    notified = os.environ.get(SERVER_NOTIFIES)
    # Taken before the file is read, so that no change between the two is missed.
    before = None if notified else on_disk.stamp()
    now, sound = on_disk.look()
    if not notified:
        _rerun_when_changed(on_disk, before)
    with st.container(key="bar", horizontal=True, horizontal_alignment="right"):
        signin.control(signin.access(), say)
        on, known, simulate = _days(language, sound, page)
        choices.pick_code(say("Language"), "lang", LANGUAGES, language)
    for name in ("on", "known"):
        if (read := address.read(name)) and address.day(name) is None:
            text.note(say("“{read}”, in the address, is not a date.", read=read))
    if now.plan is None and not of_the_file:
        _banner(language, now, sound)
    if sound is None:
        view = View(now, on, known, language, simulate)
        mine.view = view
        if not of_the_file:
            if signin.access().may_edit:
                text.bullets([(say("Problems"), address.link(view, "problems"))])
            st.stop()
        return view
    _missing_articles(language, sound)
    view = cache.view_of(sound, on, known, simulate, language)
    mine.view = view
    return view


def _days(language: Language, edition: Edition | None, page: str) -> tuple[date, date, bool]:
    """Draw the choice of the days; the day shown, the day of knowledge, whether to simulate."""
    say = say_in(language)
    today = date.today()
    if page in CREATE:
        return today, today, False
    shown, read = address.day("on") or today, address.day("known")
    label = say("As of {day}", day=shown)
    if read is not None and read != shown:
        label = say("As of {on}, from what was published up to {known}", on=shown, known=read)
    simulate = edition is not None and edition.has_proposed_targets
    with widgets.popover(label):
        plan = edition.plan if edition is not None else None
        choices.pick_preset(say("The situation"), "on", day_presets(say, plan, today))
        on = pick_typed_day(
            say, say("As of"), "on", say("The date of the situation. Empty: today.")
        )
        known = pick_typed_day(
            say,
            say("Published up to"),
            "known",
            say("Only what was published by this date counts. Empty: the date of the situation."),
        )
        if not simulate:
            pass
        elif page == "overview":  # which has the switch in sight
            simulate = address.read("simulate") == "true"
        else:
            simulate = choices.switch(say("With proposed targets (simulation)"), "simulate")
    return on or today, known or on or today, simulate


@st.fragment(run_every=_POLL_EVERY)
def _rerun_when_changed(on_disk: LatestEdition, before: object) -> None:
    # Under plain ``streamlit run`` nothing notifies pages of a save: each polls.
    if on_disk.stamp() != before:
        st.rerun()


def _banner(language: Language, latest: Edition, sound: Edition | None) -> None:
    """Draw the errors of the file on disk, which is therefore not shown; to readers, only that."""
    say = say_in(language)
    errors = [problem for problem in latest.problems if problem.severity == "error"]
    first = (
        say("The indicators file cannot be read. The last valid version is shown.")
        if sound
        else say("The indicators file cannot be read.")
    )
    lines = [
        "{}:{}:{}: {}".format(
            latest.path.name, *latest.reading.place_of(problem), problem.message(say)
        )
        for problem in errors
    ]
    _alert(say, first, lines)


def _missing_articles(language: Language, sound: Edition) -> None:
    """Draw which articles cannot be read, since the evidence in them is not counted."""
    say = say_in(language)
    lines = [problem.message(say) for problem in sound.library.problems]
    if lines:
        first = say("Some articles cannot be read: what they prove is not counted.")
        _alert(say, first, lines)


def _alert(say: Say, first: str, lines: list[str]) -> None:
    """Draw an error, with its first details for those who can mend it."""
    if not signin.access().may_edit:
        lines = []
    more = len(lines) - _MOST_PROBLEMS
    if more > 0:
        lines = [*lines[:_MOST_PROBLEMS], say("… and {n} more.", n=more)]
    text.alert(first, lines)


def head(view: View, page: str) -> None:
    """Draw the head of every page: the plan's title, and a note while simulating.

    The title of the browser's tab is that of the first paint.
    """
    if view.edition.plan is not None and page in PAGES:
        heading = page_heading(view, page, view.say(PAGES[page]), st.query_params)
        st.set_page_config(page_title=widgets.plain_line(tab_title(view, heading)))
        text.plan_title(view.plan.head.title.in_language(view.language))
    granted = signin.access()
    if granted.reason == "no-link" and page not in DESK:
        text.small(signin.why_not(granted, view.say))
    if view.on > date.today():
        text.note(
            view.say("{day} is still to come: what is shown is what is known today.", day=view.on)
        )
    if view.simulate:
        text.note(simulation_words(view))
