"""Screening of observations, resolution of their conflicts, and the value that results.

An observation counts if a verified passage supports it. Of observations in conflict those of the
lowest source rank are set aside; where all rank alike, all are. Observations are given by their
index in the indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plan.evidence.dossier import Dossier, Passage, Rank
from plan.method.bounds import Constraint, System
from plan.model.quantities import INF, Interval, Period, read_interval
from plan.model.records import Indicator, MeasuredValue, Observation

ConflictRule = Literal["rank", "reliability", "date", "alike"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Observations that cannot all be true, those set aside, and the rule that decided."""

    members: tuple[int, ...]
    set_aside: tuple[int, ...]
    rule: ConflictRule


@dataclass(frozen=True, slots=True)
class Screening:
    """The observations of an indicator, by index, classified by their evidence as known on a day.

    ``counted`` have a verified passage that supports them, ``awaiting`` have none. ``contested``
    have a verified passage that refutes them, and may count all the same. ``not_yet_known`` are
    published later.
    """

    counted: tuple[int, ...]
    awaiting: tuple[int, ...]
    contested: tuple[int, ...]
    not_yet_known: tuple[int, ...]


def screen_observations(indicator: Indicator, dossier: Dossier, known: date) -> Screening:
    """Classify the observations of an indicator by their evidence as known on a day."""
    counted, awaiting, contested, later = [], [], [], []
    for i, (observation, passages) in enumerate(
        zip(indicator.observations, dossier.observations, strict=True)
    ):
        unpublished = bool(passages) and all(passage.source.known > known for passage in passages)
        if observation.statement is not None or observation.set_aside is not None:
            if unpublished:
                later.append(i)
            continue
        supports = False
        for passage in passages:
            if passage.source.known > known:
                continue
            if passage.green:
                if passage.supports:
                    supports = True
                elif i not in contested:
                    contested.append(i)
        if supports:
            counted.append(i)
        elif unpublished:
            later.append(i)
        else:
            awaiting.append(i)
    return Screening(tuple(counted), tuple(awaiting), tuple(contested), tuple(later))


def origins_of(dossier: Dossier, counted: Iterable[int], known: date) -> set[str]:
    """The independent origins of the passages that support the counted observations."""
    return {
        passage.origin
        for i in counted
        for passage in dossier.observations[i]
        if passage.counts(known)
    }


def best_rank(passages: tuple[Passage, ...], known: date) -> Rank:
    """The rank of the best passage that supports an observation, of which there must be one."""
    return min(passage.rank for passage in passages if passage.counts(known))


def series_breaks(indicator: Indicator, counted: list[int]) -> list[date]:
    """The days from which another definition holds: breaks in series (SDMX OBS_STATUS B)."""
    flagged = [i for i in counted if indicator.observations[i].flag == "B"]
    return sorted(_begins(indicator, i) for i in flagged)


def _begins(indicator: Indicator, i: int) -> date:
    """The first day that an observation covers: a flow its whole period, a level its last day."""
    start, end = indicator.observations[i].period
    return start if start is not None and indicator.nature == "flow" else end


def latest_end(indicator: Indicator, observations: list[int], on: date) -> date | None:
    """The latest end of some observations up to a day; None where none has ended."""
    ends = (indicator.observations[i].period.end for i in observations)
    return max((end for end in ends if end <= on), default=None)


def series_of(indicator: Indicator, counted: list[int], breaks: list[date], on: date) -> list[int]:
    """The counted observations that use the definition in force on the day."""
    if not breaks:
        return counted
    since = max((day for day in breaks if day <= on), default=date.min)
    until = min((day for day in breaks if day > on), default=date.max)
    return [
        i
        for i in counted
        if since <= _begins(indicator, i)
        and (until == date.max or indicator.observations[i].period.end < until)
    ]


def interval_of(indicator: Indicator, measure: MeasuredValue) -> Interval | None:
    """The interval that a measure gives for the total; None where it gives none.

    A part bounds the total from below; a step is its rank.
    """
    if measure.step is not None:
        rank = indicator.ranks[measure.step]
        return Interval(rank, rank)
    if measure.stated is None:
        return None
    stated = read_interval(*measure.stated)
    if isinstance(measure, Observation) and measure.part:
        return None if indicator.nature == "rate" else Interval(stated.low, INF)
    return stated


def is_lasting(indicator: Indicator) -> bool:
    """Whether a step of an indicator, once reached, cannot be lost."""
    return indicator.nature == "steps" and not indicator.reversible


def days_of(plan: Period, on: date) -> tuple[int, int, int]:
    """The plan's first day, the day after its last, and the day after ``on``, as ordinals."""
    assert plan.start is not None
    return plan.start.toordinal(), plan.end.toordinal() + 1, on.toordinal() + 1


def accrued(system: System, plan: Period, on: date) -> Interval:
    """What a flow has accrued from the plan's first day to the end of a day."""
    first, after, now = days_of(plan, on)
    return system.between(first, min(now, after)) if now > first else Interval(0, 0)


def resolve_flow(
    indicator: Indicator, series: list[int], ranks: Mapping[int, Rank]
) -> tuple[System, list[int], tuple[Conflict, ...]]:
    """The bounds of a flow, the observations retained, and the conflicts resolved."""
    retained, conflicts = list(series), list[Conflict]()

    def system(held: list[int]) -> System:
        return System(
            Constraint.over(*indicator.observations[i].period, interval)
            for i in held
            if (interval := interval_of(indicator, indicator.observations[i])) is not None
        )

    def contradiction(held: list[int]) -> list[int]:
        return [held[place] for place in system(held).contradiction() or ()]

    while (found := system(retained)).contradiction():
        conflict = _first_conflict(retained, ranks, contradiction)
        conflicts.append(conflict)
        if conflict.rule == "alike":
            return System(()), [], tuple(conflicts)
        retained = [i for i in retained if i not in conflict.set_aside]
    return found, retained, tuple(conflicts)


def resolve_levels(
    indicator: Indicator, series: list[int], ranks: Mapping[int, Rank], on: date
) -> tuple[list[int], tuple[Conflict, ...]]:
    """The observations of a level retained up to a day, and the conflicts resolved.

    Only observations of the same day can be in conflict.
    """
    by_day: dict[date, list[int]] = {}
    for i in series:
        if interval_of(indicator, indicator.observations[i]) is not None:
            by_day.setdefault(indicator.observations[i].period.end, []).append(i)
    retained: list[int] = []
    conflicts: list[Conflict] = []
    days = sorted(day for day in by_day if day <= on)

    def contradiction(held: list[int]) -> list[int]:
        return _extremes(indicator, held)

    for day in days:
        held = by_day[day]
        # A step that cannot be lost contradicts no lower one.
        while not is_lasting(indicator) and contradiction(held):
            conflict = _first_conflict(held, ranks, contradiction)
            conflicts.append(conflict)
            held = [] if conflict.rule == "alike" else [
                i for i in held if i not in conflict.set_aside
            ]  # fmt: skip
        if not held and day == days[-1]:
            return [], tuple(conflicts)
        retained += held
    return retained, tuple(conflicts)


def _extremes(indicator: Indicator, held: list[int]) -> list[int]:
    """Two observations that exclude each other, if any; intervals always conflict in pairs."""
    spans = {i: interval_of(indicator, indicator.observations[i]) for i in held}
    known = {i: span for i, span in spans.items() if span is not None}
    if not known:
        return []
    above = max(known, key=lambda i: (known[i].low, -i))
    below = min(known, key=lambda i: (known[i].high, i))
    return [below, above] if known[above].low > known[below].high else []


def _first_conflict(
    held: list[int], ranks: Mapping[int, Rank], contradiction: Callable[[list[int]], list[int]]
) -> Conflict:
    """The conflict to resolve first: that among the observations of the best ranks.

    Otherwise two of equal rank could set aside a third that outranks both.
    """
    better: list[int] = []
    for rank in sorted({ranks[i] for i in held}):
        alike = [i for i in held if ranks[i] == rank]
        for some in (*([i] for i in alike), alike):
            if members := contradiction([*better, *some]):
                return _resolve(members, ranks)
        better += alike
    raise AssertionError("nothing contradicts")


def _resolve(members: list[int], ranks: Mapping[int, Rank]) -> Conflict:
    """Set aside the lowest-ranking of a contradictory set; where all rank alike, all of it."""
    worst = max(ranks[i] for i in members)
    lowest = tuple(sorted(i for i in members if ranks[i] == worst))
    everything = tuple(sorted(members))
    if lowest == everything:
        return Conflict(everything, everything, "alike")
    next_worst = max(ranks[i] for i in members if ranks[i] != worst)
    differs = next(place for place in range(3) if worst[place] != next_worst[place])
    rules: tuple[ConflictRule, ...] = ("rank", "reliability", "date")
    return Conflict(everything, lowest, rules[differs])


def level_on(indicator: Indicator, retained: list[int], on: date) -> Interval | None:
    """The value of a stock, a rate or a ladder on a day, from observations that ended by then."""
    spans = {
        i: span
        for i in retained
        if indicator.observations[i].period.end <= on
        and (span := interval_of(indicator, indicator.observations[i])) is not None
    }
    if not spans:
        return None
    ends = {i: indicator.observations[i].period.end for i in spans}
    if is_lasting(indicator):
        rank = max(span.low for span in spans.values())
        # Only an observation of a single day states the step on that day.
        seen = any(
            indicator.observations[i].period.days == 1 and ends[i] == on
            for i in spans
            if spans[i].low == rank
        )
        return Interval(rank, rank if seen else len(indicator.steps))
    latest = max(ends.values())
    value: Interval | None = None
    for i, span in spans.items():
        if ends[i] == latest:
            value = span if value is None else value.intersect(span)
    return value
