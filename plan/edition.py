"""A version of a plan as it stands on disk: read, its articles opened, its passages verified."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from plan.articles import Library, open_library
from plan.evidence import Dossier, verify
from plan.model import Address, Indicator, Plan
from plan.problems import Problem
from plan.rules import Matter, check_indicator, check_source
from plan.store import Reading, collector_off, read, read_text


@dataclass(frozen=True)
class Edition:
    """What was read, with the articles and the dossier of each indicator.

    ``dossiers`` and ``sound`` also serve a file that has errors, for the entries that have none.
    ``found`` remembers what the rules found in each indicator, and on which day.
    """

    path: Path
    reading: Reading
    library: Library
    dossiers: Mapping[str, Dossier]
    found: dict[str, tuple[date, tuple[Problem, ...]]] = field(default_factory=dict)

    @property
    def plan(self) -> Plan | None:
        """The plan, or None when an error prevents a faithful reading."""
        return None if any(each.severity == "error" for each in self.problems) else self.sound

    @property
    def sound(self) -> Plan | None:
        """The plan of the entries that have no error."""
        return self.reading.sound

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading the file and opening the articles found."""
        home = self.reading.at_home
        opened = (Problem(p.code, home(p.address), p.args) for p in self.library.problems)
        return (*self.reading.problems, *opened)

    @cached_property
    def has_proposals(self) -> bool:
        """Whether there is a proposed target, so that a simulation makes sense."""
        plan = self.sound
        return plan is not None and any(
            not target.judged for _, _, each in plan.indicators() for target in each.targets
        )


def load(path: Path | str, before: Edition | None = None) -> Edition:
    """Read an indicators file and the articles of the folder ``seeds`` beside it.

    Raises nothing: faults are among the problems. With ``before``, an earlier edition of the same
    file, what has not changed since is not read, searched or checked again.
    """
    path = Path(path)
    with collector_off():
        return _verified(path, read(path, before.reading if before else None), before, {})


def reworded(before: Edition, text: str, articles: Mapping[str, bytes] | None = None) -> Edition:
    """The edition that another text of the same file would be; nothing is written.

    ``articles`` are files of the folder ``seeds`` that would come with it.
    """
    with collector_off():
        reading = read_text(text, before.reading.name, before.reading)
        return _verified(before.path, reading, before, articles or {})


def _verified(
    path: Path, reading: Reading, before: Edition | None, articles: Mapping[str, bytes]
) -> Edition:
    plan = reading.sound
    if plan is None:
        return Edition(path, reading, Library({}, {}), {})
    library = open_library(plan.sources, path.parent / "seeds", articles)
    kept: Mapping[str, Indicator] = {}
    if before is not None and before.sound is not None:
        same_frame = before.sound.head == plan.head and before.sound.sources == plan.sources
        if same_frame and library.same_as(before.library):
            kept = before.sound.indicator
    dossiers: dict[str, Dossier] = {}
    found: dict[str, tuple[date, tuple[Problem, ...]]] = {}
    for _, _, indicator in plan.indicators():
        if before is not None and kept.get(indicator.id) is indicator:
            dossiers[indicator.id] = before.dossiers[indicator.id]
            if indicator.id in before.found:
                found[indicator.id] = before.found[indicator.id]
        else:
            dossiers[indicator.id] = verify(indicator, plan.source, library)
    return Edition(path, reading, library, dossiers, found)


def check(edition: Edition, on: date) -> tuple[Problem, ...]:
    """All problems of an edition on a day, in the order of the file, at addresses of the file.

    Where errors prevent the load, the entries that have none are checked all the same.
    """
    plan, home = edition.sound, edition.reading.at_home
    if plan is None:
        return edition.problems
    with collector_off():
        problems = list(edition.problems)
        for i, source in enumerate(plan.sources):
            problems += _at(home(("sources", i)), check_source(source))
        for address, _, indicator in plan.indicators():
            known = edition.found.get(indicator.id)
            if known is None or known[0] != on:
                dossier = edition.dossiers[indicator.id]
                matter = Matter(plan, edition.library, indicator, dossier, on)
                known = edition.found[indicator.id] = on, check_indicator(matter)
            if known[1]:
                problems += _at(home(address), known[1])
        problems.sort(key=lambda problem: edition.reading.place_of(problem))
        return tuple(problems)


def _at(address: Address, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield Problem(problem.code, address + problem.address, problem.args)


class Shelf:
    """The edition that is shown: the last sound one, however the file stands on disk meanwhile.

    ``latest`` is what the file says now; where it has errors, ``sound`` is the last edition that
    had none, or None when there never was one. Safe to share between threads.
    """

    def __init__(self, path: Path) -> None:
        """Show the plan of that file."""
        self.path = path
        self._lock = threading.Lock()
        self._stamp: object = None
        self._latest: Edition | None = None
        self._sound: Edition | None = None

    def look(self) -> tuple[Edition, Edition | None]:
        """The latest and the last sound edition, read again only if a file has changed."""
        with self._lock:
            stamp = self.stamp()
            if self._latest is None or stamp != self._stamp:
                self._latest = load(self.path, self._sound)
                self._stamp = stamp
                if self._latest.plan is not None:
                    self._sound = self._latest
            return self._latest, self._sound

    def stamp(self) -> object:
        """What changes when the plan or an article does."""
        return _stamp(self.path), _stamps(self.path.parent / "seeds")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    try:
        names = os.listdir(folder)
    except OSError:
        return frozenset()
    # One that leads nowhere, or goes meanwhile, hides no other.
    found = ((name, _stamp(folder / name)) for name in names)
    return frozenset((name, *stamp) for name, stamp in found if stamp is not None)
