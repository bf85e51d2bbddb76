"""A plan on a day, as known on a day, in a language: the one argument of all that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

from plan.bounds import INF, Interval
from plan.coverage import Tally, elapsed, tally
from plan.edition import Edition
from plan.evidence import Dossier, Passage
from plan.locale import Say, say_in
from plan.model import Address, Amount, Axis, Indicator, Language, Period, Plan
from plan.progress import (
    Assessment,
    Solidity,
    StatusRange,
    Year,
    assess,
    by_year,
    carriers,
    solidity,
)

#: The part that an observation speaks of, in its period.
_Cell: TypeAlias = tuple[Period, tuple[tuple[str, str], ...]]

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Fact:
    """An observation of an indicator with its passages."""

    axis: Axis
    indicator: Indicator
    index: int
    passages: tuple[Passage, ...]

    @property
    def period(self) -> Period:
        """When it was true."""
        return self.indicator.observations[self.index].period


@dataclass(frozen=True)
class View:
    """Where a plan stands on ``on``, of what was published by ``known``.

    ``simulate`` also judges proposed targets; what shows it must say so.
    """

    edition: Edition
    on: date
    known: date
    language: Language
    simulate: bool = False

    @cached_property
    def plan(self) -> Plan:
        """The plan; the edition must be sound."""
        plan = self.edition.plan
        assert plan is not None
        return plan

    @property
    def say(self) -> Say:
        """The words of the reader's language."""
        return say_in(self.language)

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """Every indicator assessed, by its id."""
        frame = self.plan.head.period
        dossiers = self.edition.dossiers
        return {
            indicator.id: assess(
                indicator, dossiers[indicator.id], frame, self.on, self.known, self.simulate
            )
            for _, _, indicator in self.plan.indicators()
        }

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """Every axis counted, by its id."""
        return {
            axis.id: tally((self.assessments[each.id] for each in axis.indicators), self.simulate)
            for axis in self.plan.axes
        }

    @cached_property
    def whole(self) -> Tally:
        """All indicators counted."""
        return tally(self.assessments.values(), self.simulate)

    @cached_property
    def elapsed(self) -> Fraction:
        """The share of the plan's time that has elapsed."""
        return elapsed(self.plan.head.period, self.on)

    def told_in(self, language: Language) -> View:
        """The same view in a language; what was computed is shared."""
        twins = self.__dict__.setdefault("_twins", {})
        if language not in twins:
            twin = replace(self, language=language)
            own = ("language", "_twins", "_told")
            twin.__dict__.update({k: v for k, v in self.__dict__.items() if k not in own})
            twins[language] = twin
        return cast(View, twins[language])

    def of(self, edition: Edition) -> View:
        """The same view of another edition; what is the same in both is not assessed again."""
        twin = replace(self, edition=edition)
        if twin.plan.head == self.plan.head:
            mine, dossiers = self.assessments, (self.edition.dossiers, edition.dossiers)
            frame = twin.plan.head.period
            twin.__dict__["assessments"] = {
                each.id: mine[each.id]
                if self.plan.indicator.get(each.id) is each
                and dossiers[0][each.id] is dossiers[1][each.id]
                else assess(each, dossiers[1][each.id], frame, self.on, self.known, self.simulate)
                for _, _, each in twin.plan.indicators()
            }
        return twin

    def dossier(self, indicator: Indicator) -> Dossier:
        """The passages of an indicator."""
        return self.edition.dossiers[indicator.id]

    def solidity(self, indicator: Indicator) -> Solidity:
        """How well an indicator stands on its evidence."""
        dossier = self.dossier(indicator)
        return solidity(self.assessments[indicator.id], dossier, self.on, self.known)

    def proof(self, indicator: Indicator) -> tuple[Passage, ...]:
        """The verified passages on which the value of the day rests."""
        dossier = self.dossier(indicator)
        return tuple(
            passage
            for i in carriers(self.assessments[indicator.id])
            for passage in dossier.observations[i]
            if passage.counts(self.known)
        )

    def by_year(self, indicator: Indicator) -> tuple[Year, ...]:
        """What each year of the plan brought."""
        return by_year(self.assessments[indicator.id], self.plan.head.period, self.on)

    def address(self, indicator: Indicator) -> Address:
        """Where an indicator stands in the plan."""
        return self._addresses[indicator.id]

    @cached_property
    def _addresses(self) -> Mapping[str, Address]:
        return {each.id: address for address, _, each in self.plan.indicators()}

    @cached_property
    def known_sources(self) -> tuple[str, ...]:
        """The sources published by the day of knowledge, earliest first."""
        sources = [each for each in self.plan.sources if each.known <= self.known]
        return tuple(each.id for each in sorted(sources, key=lambda each: each.known))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The counted observations that ended by the day, the statements with them, by date."""
        found = []
        for _, axis, indicator in self.plan.indicators():
            standing = self.assessments[indicator.id].standing
            for i, observation in enumerate(indicator.observations):
                passages = self.dossier(indicator).observations[i]
                stated = observation.statement is not None and any(
                    passage.counts(self.known) for passage in passages
                )
                if (i in standing.counted or stated) and observation.period.end <= self.on:
                    found.append(Fact(axis, indicator, i, passages))
        return tuple(sorted(found, key=lambda fact: (fact.period.end, fact.indicator.id)))

    @cached_property
    def proven(self) -> tuple[Indicator, ...]:
        """The indicators that stand on verified passages."""
        return tuple(
            indicator
            for _, _, indicator in self.plan.indicators()
            if self.assessments[indicator.id].standing.counted
        )

    @cached_property
    def incomplete(self) -> tuple[Indicator, ...]:
        """The indicators of which an expected breakdown is missing."""
        return tuple(
            indicator
            for _, _, indicator in self.plan.indicators()
            if indicator.disaggregation
            and len(self.solidity(indicator).parts_present) < len(indicator.disaggregation)
        )

    @cached_property
    def cited(self) -> Mapping[str, tuple[tuple[Indicator, Passage], ...]]:
        """The passages of each source with the indicators they serve, by the source's id."""
        found: dict[str, list[tuple[Indicator, Passage]]] = {}
        for _, _, indicator in self.plan.indicators():
            dossier = self.dossier(indicator)
            for passages in (*dossier.observations, *dossier.targets, dossier.baseline):
                for passage in passages:
                    found.setdefault(passage.source.id, []).append((indicator, passage))
        return {source: tuple(several) for source, several in found.items()}

    def masked(self, indicator: Indicator) -> frozenset[int]:
        """The observations of parts of people too small to show, with what would betray them.

        Where one part of a breakdown is masked and its total and the other parts are shown, the
        smallest of the others is masked with it; of a breakdown by several dimensions, in each.
        """
        if not self.plan.counts_people(indicator):
            return frozenset()
        small = self.plan.head.small_counts
        cells: dict[_Cell, Amount] = {}
        held: dict[_Cell, list[int]] = {}
        for i, observation in enumerate(indicator.observations):
            if observation.part and observation.stated is not None:
                number = observation.stated.number
                low = number[0] if isinstance(number, tuple) else number
                cell = observation.period, tuple(sorted(observation.part.items()))
                cells[cell] = min(low, cells.get(cell, low))
                held.setdefault(cell, []).append(i)
        lines: dict[_Cell, list[_Cell]] = {}
        for period, part in cells:
            for dimension, category in part:
                rest = tuple(each for each in part if each != (dimension, category))
                lines.setdefault((period, (*rest, (dimension, ""))), []).append((period, part))
        hidden = {cell for cell, low in cells.items() if low < small}
        betrayed = True
        while betrayed:
            betrayed = False
            for line in lines.values():
                shown = [cell for cell in line if cell not in hidden]
                if shown and len(line) - len(shown) == 1:
                    hidden.add(min(shown, key=lambda cell: (cells[cell], cell)))
                    betrayed = True
        return frozenset(i for cell in hidden for i in held[cell])


def once(
    make: Callable[Concatenate[View, Asked], Made],
) -> Callable[Concatenate[View, Asked], Made]:
    """What is made of a view and of things that live as long, made once for each of them."""

    @wraps(make)
    def made(view: View, /, *args: Asked.args, **named: Asked.kwargs) -> Made:
        kept = view.__dict__.setdefault("_told", {})
        key = (make.__name__, *map(id, args))
        if key not in kept:
            kept[key] = make(view, *args, **named), args  # with what the identities stand for
        return cast(Made, kept[key][0])

    return made


def as_json(view: View) -> dict[str, Any]:
    """The view for machines, in the shape that ``status --format json`` promises."""
    return {
        "on": view.on.isoformat(),
        "known": view.known.isoformat(),
        "elapsed": float(view.elapsed),
        "axes": [
            {
                "id": axis.id,
                "counts": dict(view.tallies[axis.id].counts),
                "indicators": view.tallies[axis.id].indicators,
                "assessable": view.tallies[axis.id].assessable,
                "with_evidence": view.tallies[axis.id].with_evidence,
                "reached": {
                    "at_least": view.tallies[axis.id].reached_at_least,
                    "at_most": view.tallies[axis.id].reached_at_most,
                },
            }
            for axis in view.plan.axes
        ],
        "indicators": [
            _indicator_json(view, axis, indicator) for _, axis, indicator in view.plan.indicators()
        ],
    }


def _indicator_json(view: View, axis: Axis, indicator: Indicator) -> dict[str, Any]:
    each = view.assessments[indicator.id]
    address = view.address(indicator)
    conflicts = [
        [[*address, "observations", i] for i in conflict.members] for conflict in each.conflicts
    ]
    contested = [[[*address, "observations", i]] for i in each.standing.contested]
    return {
        "id": indicator.id,
        "axis": axis.id,
        "value": _range(each.value),
        "even": _range(each.even),
        "horizon": each.horizon.isoformat() if each.horizon else None,
        "at_horizon": _range(each.at_horizon),
        "progress": _range(each.progress),
        "expected": None if each.expected is None else float(each.expected),
        "status": _range(each.status),
        "reason": each.reason,
        "stale": each.stale,
        "conflicts": conflicts + contested,
        "origins": each.origins,
    }


def _range(span: Interval | StatusRange | None) -> dict[str, Any] | None:
    if span is None:
        return None
    if isinstance(span, StatusRange):
        return {"low": span.low, "high": span.high}
    return {"low": _bounded(span.low), "high": _bounded(span.high)}


def _bounded(number: int | float | Fraction) -> int | float | None:
    if isinstance(number, int):
        return number
    return None if number in (INF, -INF) else float(number)
