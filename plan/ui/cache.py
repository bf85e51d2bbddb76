"""Caches shared by all sessions: editions of the plan, views, problems, articles read for it.

In: the file that the server shows. Out: values that depend on the edition, computed once for each.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st

from plan.articles.extraction import Refused
from plan.articles.limits import run_to_end
from plan.articles.near_duplicates import ArticleIndex
from plan.desk.journal import Journal, digest, journal_of, read_journal, with_outside
from plan.edition.edition import Edition, check, indicator_problems
from plan.edition.latest import LatestEdition
from plan.edition.view import View
from plan.method.assessment import Assessment
from plan.model.quantities import Language, Period
from plan.model.records import Indicator, Plan
from plan.presentation.comparison import IndicatorChange, changes
from plan.problems import Problem
from plan.server.readings import Readings, ReadingState
from plan.server.serve import PASSAGES_ONLY, PLAN_FILE
from plan.server.worker import Steps
from plan.suggestions.proposals import (
    ArticleRead,
    Examined,
    compare_with_record,
    index_articles,
    is_short,
    published_by_text,
    reading,
    text_digest,
    without_record,
)
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
    return not os.path.lexists(plan_file()) and on_disk().look()[1] is None


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


# --- Articles read for a plan --------------------------------------------------------------------


@dataclass(frozen=True)
class ArticleFile:
    """A file to read: its name, its size in bytes, a digest of them, and what reads them.

    ``data`` raises ``OSError``.
    """

    name: str
    size: int
    digest: str
    data: Callable[[], bytes]


def file_in_folder(edition: Edition, name: str) -> ArticleFile:
    """A file of the folder ``seeds``. Raises ``OSError``."""
    path = edition.path.parent / "seeds" / name
    stamp = path.stat()
    return ArticleFile(
        name, stamp.st_size, _digest_of(path, stamp.st_mtime_ns, stamp.st_size), path.read_bytes
    )


@lru_cache(maxsize=256)
def _digest_of(path: Path, changed: int, size: int) -> str:
    return digest(path.read_bytes())


@st.cache_resource(show_spinner=False)
def readings() -> Readings:
    """The long readings of this server."""
    return Readings()


@dataclass(frozen=True)
class _Words:
    """The words of a plan, their digest, and the reader made of them."""

    plan: Plan
    digest: str

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.plan)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=_BY_KEY)
def _words(edition: Edition) -> _Words:
    assert edition.sound is not None
    plan = without_record(edition.sound)
    return _Words(plan, text_digest(repr(plan)))


def read(edition: Edition, file: ArticleFile, given: date | None) -> tuple[str, ReadingState]:
    """The state of the reading of a file with the words of a plan, and its key in ``readings``.

    A short article is read here and now. A longer one is read in a process of its own, which
    begins now unless it was begun before. Raises ``OSError``.
    """
    words, dated = _words(edition), published_by_text(edition, file.name)
    key = digest(
        repr((file.name, file.digest, given, sorted(dated.items()), words.digest)).encode()
    )
    published = Period(given, given) if given else None

    def steps(reader: Reader | None = None) -> Steps:
        return partial(reading, words.plan, file.name, file.data(), published, dated, reader)

    if (known := readings().state(key)) is not None:
        return key, known
    if (at_once := _read_at_once(key, file, steps, words)) is not None:
        return key, ReadingState("finished", result=at_once)
    return key, readings().look(key, steps(), file.size)


@st.cache_resource(max_entries=32, show_spinner=False)
def _read_at_once(
    key: str, _file: ArticleFile, _steps: Callable[[Reader], Steps], _words: _Words
) -> ArticleRead | Refused | None:
    """What was read of a short article, or why it is refused; None for a longer one."""
    if not is_short(_file.name, _file.data()):
        return None
    try:
        return cast(ArticleRead, run_to_end(_steps(_words.reader)()))
    except Refused as refused:
        return refused


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=_BY_KEY)
def _index(edition: Edition) -> ArticleIndex:
    return index_articles(edition.library)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=_BY_KEY)
def compared(edition: Edition, name: str, key: str, _read: ArticleRead) -> Examined:
    """An article that was read, beside the record of an edition; ``key`` is that of its reading."""
    return compare_with_record(edition, name, _read, _index(edition))


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
