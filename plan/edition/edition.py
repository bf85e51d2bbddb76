"""One version of a plan: the file read, its articles opened, its passages verified."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from plan.articles.library import Library, open_library
from plan.edition.rules import (
    RuleContext,
    RuleResults,
    check_indicator,
    check_passages,
    check_source,
)
from plan.evidence.dossier import Dossier, Passage, verify, verify_passages
from plan.file.reading import Reading, collector_off, read_file, read_text
from plan.model.records import Indicator, Plan
from plan.model.tree_address import Address
from plan.problems import Problem


@dataclass(frozen=True, eq=False)
class Edition:
    """The reading of a file, its articles, and the dossier of each indicator by the indicator's id.

    ``plan_passages`` are the verified passages of the plan as a whole, ``axis_passages`` those of
    each axis, by its id. ``dossiers``, passages and ``sound`` also serve a file that has errors,
    for the records that have none.
    An edition that was made from an earlier one shares with it the dossiers of what has not
    changed, and ``rule_results``, the cache of what the rules found. ``key`` is unique to it.
    """

    path: Path
    reading: Reading
    library: Library
    dossiers: Mapping[str, Dossier]
    plan_passages: tuple[Passage, ...] = ()
    axis_passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    rule_results: RuleResults = field(default_factory=RuleResults, repr=False)
    key: str = field(init=False, repr=False, default_factory=lambda: os.urandom(16).hex())

    @property
    def plan(self) -> Plan | None:
        """The plan, or None when an error prevents a faithful reading."""
        return None if any(each.severity == "error" for each in self.problems) else self.sound

    @property
    def sound(self) -> Plan | None:
        """The plan of the records that have no error."""
        return self.reading.sound

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of reading the file and of opening the articles."""
        in_file = self.reading.file_address
        opened = (Problem(p.code, in_file(p.address), p.args) for p in self.library.problems)
        return (*self.reading.problems, *opened)

    @cached_property
    def has_proposed_targets(self) -> bool:
        """Whether a target is only proposed, so that a simulation differs."""
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
        return _verified(path, read_file(path, before.reading if before else None), before, {})


def with_text(before: Edition, text: str, articles: Mapping[str, bytes] | None = None) -> Edition:
    """The edition of the same file with another text; nothing is written.

    ``articles`` are the contents of files, by name, that are read as if they were in ``seeds``.
    """
    with collector_off():
        reading = read_text(text, before.reading.name, before.reading)
        return _verified(before.path, reading, before, articles or {})


def _verified(
    path: Path, reading: Reading, before: Edition | None, articles: Mapping[str, bytes]
) -> Edition:
    results = before.rule_results if before else RuleResults()
    plan = reading.sound
    if plan is None:
        return Edition(path, reading, Library({}, {}), {}, rule_results=results)
    library = open_library(plan.sources, path.parent / "seeds", articles)
    kept: Mapping[str, Indicator] = {}
    if before is not None and before.sound is not None:
        # A dossier is reused only where nothing that a rule reads has changed.
        same_plan = before.sound.head == plan.head and before.sound.sources == plan.sources
        if same_plan and before.sound.bodies == plan.bodies and library.same_as(before.library):
            kept = before.sound.indicator
    dossiers = {
        indicator.id: before.dossiers[indicator.id]
        if before is not None and kept.get(indicator.id) is indicator
        else verify(indicator, plan.source, library)
        for _, _, indicator in plan.indicators()
    }
    return Edition(
        path,
        reading,
        library,
        dossiers,
        verify_passages(plan.head.evidence, plan.source, library),
        {axis.id: verify_passages(axis.evidence, plan.source, library) for axis in plan.axes},
        results,
    )


def check(edition: Edition, on: date) -> tuple[Problem, ...]:
    """All problems of an edition on a day, in the order of the file, at addresses of the file.

    Where errors prevent the load, the records that have none are checked all the same.
    """
    plan, in_file = edition.sound, edition.reading.file_address
    if plan is None:
        return edition.problems
    with collector_off():
        problems = list(edition.problems)
        for i, source in enumerate(plan.sources):
            problems += _at(in_file(("sources", i)), check_source(source))
        problems += _at(("plan",), check_passages(edition.plan_passages, edition.library))
        for i, axis in enumerate(plan.axes):
            passages = edition.axis_passages[axis.id]
            problems += _at(in_file(("axes", i)), check_passages(passages, edition.library))
        for address, _, indicator in plan.indicators():
            if found := indicator_problems(edition, indicator, on):
                problems += _at(in_file(address), found)
        problems.sort(key=lambda problem: edition.reading.place_of(problem))
        return tuple(problems)


def indicator_problems(edition: Edition, indicator: Indicator, on: date) -> tuple[Problem, ...]:
    """What the rules find in an indicator of ``edition.sound``, at addresses relative to it."""
    dossier = edition.dossiers[indicator.id]
    found = edition.rule_results.get(dossier, on)
    if found is None:
        assert edition.sound is not None
        context = RuleContext(edition.sound, edition.library, indicator, dossier, on)
        found = check_indicator(context)
        edition.rule_results.keep(dossier, on, found)
    return found


def _at(address: Address, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield Problem(problem.code, address + problem.address, problem.args)
