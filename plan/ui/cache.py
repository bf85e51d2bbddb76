"""Caches shared by all sessions: editions of the plan, views, problems, articles read for it.

In: the file that the server shows. Out: values that depend on the edition, computed once for each.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import streamlit as st

from plan.articles.extraction import Refused
from plan.desk.journal import Journal, journal_of, read_journal, with_outside
from plan.edition.edition import Edition, check, indicator_problems
from plan.edition.latest import LatestEdition
from plan.edition.view import View
from plan.locale.translation import Say
from plan.method.assessment import Assessment
from plan.model.quantities import Language, Period
from plan.model.records import Indicator
from plan.presentation.comparison import IndicatorChange, changes
from plan.problems import Problem
from plan.server.serve import PASSAGES_ONLY, PLAN_FILE
from plan.suggestions.proposals import Examined, examine, index_articles
from plan.suggestions.reader import Reader

_BY_KEY: Final[dict[str | type, Callable[[Any], Any]]] = {Edition: attrgetter("key")}


def plan_file() -> Path:
    """The plan's file: the one given to the server, else the current folder's."""
    return Path(os.environ.get(PLAN_FILE) or Path.cwd() / "indicators.yaml")


def passages_only() -> bool:
    """Whether passages are shown with their sentence only, never whole articles."""
    return bool(os.environ.get(PASSAGES_ONLY))


def on_disk() -> LatestEdition:
    """The editions of the file to show, shared by all sessions."""
    return _on_disk(str(plan_file()))


@st.cache_resource
def _on_disk(path: str) -> LatestEdition:
    return LatestEdition(Path(path))


def has_no_plan() -> bool:
    """Whether there is no file to show, and was none since the server started."""
    return not plan_file().exists() and on_disk().look()[1] is None


def latest() -> Edition:
    """The edition on disk, with or without errors."""
    return on_disk().look()[0]


@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs=_BY_KEY)
def _assessments(
    edition: Edition, on: date, known: date, simulate: bool
) -> Mapping[str, Assessment]:
    return View(edition, on, known, "fr", simulate).assessments


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs=_BY_KEY)
def view_of(edition: Edition, on: date, known: date, simulate: bool, language: Language) -> View:
    """The view of an edition without errors; views in both languages share their assessments."""
    assessed = _assessments(edition, on, known, simulate)
    view = View(edition, on, known, language, simulate, assessed)
    _ = view.whole, view.tallies  # computed under the lock of the cache, once for all sessions
    return view


def earlier(view: View, day: date) -> View:
    """The view of the same plan on an earlier day, as known on that day."""
    return view_of(view.edition, day, day, view.simulate, view.language)


def changes_since(view: View, day: date) -> tuple[IndicatorChange, ...]:
    """What has changed between an earlier day, as known on that day, and the view."""
    return _changes(view.edition, view.on, view.known, view.simulate, view.language, day)


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs=_BY_KEY)
def _changes(
    edition: Edition, on: date, known: date, simulate: bool, language: Language, day: date
) -> tuple[IndicatorChange, ...]:
    view = view_of(edition, on, known, simulate, language)
    return changes(earlier(view, day), view)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=_BY_KEY)
def _problems(edition: Edition, today: date) -> tuple[Problem, ...]:
    return check(edition, today)


def problems(view: View) -> tuple[Problem, ...]:
    """The problems of the edition on screen, as of today."""
    return _problems(view.edition, date.today())


def problems_of(view: View, indicator: Indicator) -> tuple[Problem, ...]:
    """The problems of one indicator, as of today, at addresses relative to it."""
    return indicator_problems(view.edition, indicator, date.today())


def warnings(view: View, chosen: Iterable[Indicator]) -> dict[str, int]:
    """The number of warnings as of today, by the id of the indicator; none for 0."""
    counts = {
        each.id: sum(problem.severity == "warning" for problem in problems_of(view, each))
        for each in chosen
    }
    return {name: count for name, count in counts.items() if count}


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=_BY_KEY)
def _examiner(
    edition: Edition,
) -> Callable[[str, tuple[int, int], date | None], Examined]:
    """Make the function that reads articles for an edition; it keeps the last 16."""
    plan = edition.sound
    assert plan is not None
    reader, index = Reader(plan), index_articles(edition.library)

    @lru_cache(maxsize=16)
    def read(file: str, changed: tuple[int, int], given: date | None) -> Examined:
        data = (edition.path.parent / "seeds" / file).read_bytes()
        published = Period(given, given) if given else None
        return examine(edition, file, data, published, reader=reader, index=index)

    return read


def examined_data(
    edition: Edition, say: Say, name: str, data: bytes, given: date | None
) -> Examined | str:
    """Read an article that is not in the folder; a sentence with the reason if it is refused."""
    try:
        published = Period(given, given) if given else None
        return examine(edition, name, data, published)
    except Refused as refused:
        return say(refused.sentence, **refused.arguments)


def examined(edition: Edition, say: Say, file: str, given: date | None) -> Examined | str:
    """Read an article of the folder; a sentence with the reason if it cannot be read."""
    try:
        stamp = (edition.path.parent / "seeds" / file).stat()
        return _examiner(edition)(file, (stamp.st_mtime_ns, stamp.st_size), given)
    except OSError:
        return say("The file “{read}” does not exist.", read=file)
    except Refused as refused:
        return say(refused.sentence, **refused.arguments)


def journal() -> Journal:
    """The journal of the file, with an entry for changes made outside the dashboard since."""
    path = plan_file()
    return _journal(path, _stamp(journal_of(path)), _stamp(path), bool(latest().reading.text))


@st.cache_resource(max_entries=2, show_spinner=False)
def _journal(
    path: Path, journal: tuple[int, ...], file: tuple[int, ...], with_text: bool
) -> Journal:
    """The journal as of a stamp of it and of the file."""
    try:
        kept = read_journal(path)
    except OSError:
        return Journal((), damaged=1)
    if not kept.entries or not with_text:
        return kept
    with contextlib.suppress(OSError, UnicodeDecodeError):
        saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        return with_outside(kept, path.read_bytes().decode(), saved)
    return kept


def _stamp(path: Path) -> tuple[int, ...]:
    """What differs when a file has changed on disk; empty where it is missing."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
