"""The arithmetic of progress on bare numbers: the floor of ``plan.method.assessment``.

In: the numbers of an indicator. Out: the same results, by an independent method (all shortest paths
by Floyd and Warshall). It assumes what the made plans have: dates as day numbers, no contradiction,
no part of a rate, no change of definition, and only upward targets.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

from plan.evidence.dossier import Dossier
from plan.model.records import Indicator, Plan

_FIRST_DUE = Fraction(95, 100)
_FIRST_LATE = Fraction(60, 100)


class Numbers(NamedTuple):
    """An indicator as numbers, days as ordinals.

    Constraints are start, end, low and high; targets are day and value; ``plan`` is its first day
    and the day after its last.
    """

    nature: str
    constraints: tuple[tuple[int, int, Any, Any], ...]
    targets: tuple[tuple[int, Any], ...]
    base: Any
    top: int
    plan: tuple[int, int]
    now: int


def numbers_of(indicator: Indicator, dossier: Dossier, plan: Plan, on: date) -> Numbers:
    """The numbers of an indicator as known on a day."""
    constraints = []
    for observation, passages in zip(indicator.observations, dossier.observations, strict=True):
        if not any(passage.counts(on) for passage in passages):
            continue
        if observation.step:
            low = high = indicator.ranks[observation.step]
        else:
            assert observation.stated is not None
            kind, number = observation.stated
            low, high = number if isinstance(number, tuple) else (number, number)
            if kind == "at_least":
                high = inf
            elif kind == "at_most":
                low = 0
            elif kind == "about":
                low, high = low - Fraction(low, 20), high + Fraction(high, 20)
        start, end = observation.period
        high = inf if observation.part else high
        first = start.toordinal() if start else 0
        constraints.append((first, end.toordinal() + 1, low, high))
    base: Any = 0
    if indicator.baseline and indicator.baseline.stated:
        base = indicator.baseline.stated.number
    targets = tuple(
        (each.by.toordinal() + 1, indicator.ranks[each.step] if each.step else each.value)
        for each in indicator.targets
    )
    span = plan.start.toordinal(), plan.end.toordinal() + 1
    return Numbers(indicator.nature, tuple(constraints), targets, base, len(indicator.steps), span,
                 on.toordinal() + 1)  # fmt: skip


def bare(given: Numbers) -> tuple[Any, ...]:
    """Value, even reading, value at the horizon, progress, expected share, status, reason."""
    if not given.constraints:
        return None, None, None, None, None, None, "no-evidence"
    first, after = given.plan
    horizon = max(end for _, end, _, _ in given.constraints if end <= given.now)
    value = even = None
    if given.nature == "flow":
        points = sorted({day for start, end, _, _ in given.constraints for day in (start, end)})
        longest = _longest(points, given.constraints)
        value = _between(points, longest, first, min(given.now, after))
        even = _even(given, points, longest)
        at_horizon = _between(points, longest, first, min(horizon, after))
    else:
        latest = [each for each in given.constraints if each[1] <= given.now]
        if given.nature == "steps":
            rank = max(low for _, _, low, _ in latest)
            # Only an observation of a single day rules out a higher step.
            seen = max((end for start, end, low, _ in latest if low == rank and end == start + 1),
                       default=None)  # fmt: skip
            value = rank, rank if seen == given.now else given.top
            at_horizon = rank, rank if seen == horizon else given.top
        else:
            ends = [each for each in latest if each[1] == horizon]
            value = max(low for _, _, low, _ in ends), min(high for _, _, _, high in ends)
            at_horizon = value
    way = given.targets[-1][1] - given.base
    low, high = (
        inf if bound == inf else Fraction(bound - given.base) / way for bound in at_horizon
    )
    expected = _expected(given, horizon, way)
    status = _status(low, expected), _status(high, expected)
    reason = None
    lasting = given.nature in ("flow", "steps")  # a target once reached stays reached
    if low < 1 and any(
        horizon < day <= given.now and not (lasting and at_horizon[0] >= aim)
        for day, aim in given.targets
    ):
        reason = "no-evidence-since-due"
    elif status[1] == "reached" and status[0] in ("limited", "regression"):
        reason = "too-wide"
    return (value, even, at_horizon, (low, high), expected, None if reason else status, reason)


def _longest(points: list[int], constraints: Any) -> list[list[Any]]:
    """The least accrual between any two points: longest paths by Floyd and Warshall."""
    count = len(points)
    place = {day: number for number, day in enumerate(points)}
    least = [[0 if a <= b else -inf for b in range(count)] for a in range(count)]
    for start, end, low, high in constraints:
        a, b = place[start], place[end]
        least[a][b] = max(least[a][b], low)
        least[b][a] = max(least[b][a], -high)
    for k in range(count):
        for row in least:
            if (lead := row[k]) > -inf:
                through = least[k]
                for b in range(count):
                    if lead + through[b] > row[b]:
                        row[b] = lead + through[b]
    return least


def _between(points: list[int], least: list[list[Any]], start: int, end: int) -> tuple[Any, Any]:
    inside = [n for n, day in enumerate(points) if start <= day <= end]
    low = least[inside[0]][inside[-1]] if len(inside) > 1 else 0
    before = [n for n, day in enumerate(points) if day <= start]
    behind = [n for n, day in enumerate(points) if day >= end]
    return low, -least[behind[0]][before[-1]] if before and behind else inf


def _even(given: Numbers, points: list[int], least: list[list[Any]]) -> tuple[Any, Any]:
    cuts = sorted({*points, *given.plan, given.now})
    spans = [(start, end) for start, end, _, _ in given.constraints]
    added = []
    for start, end, low, high in given.constraints:
        free, covered, run = [], [], None
        for a, b in pairwise(cuts):
            if not start <= a < end:
                continue
            if any(s <= a and b <= e and e - s < end - start for s, e in spans):
                run = (run[0] if run else a), b
                continue
            covered += [run] if run else []
            run = None
            free.append((a, b))
        covered += [run] if run else []
        if (not covered and len(free) == 1) or (low == 0 and high == inf):
            continue
        for a, b in covered:
            least_part, most_part = _between(points, least, a, b)
            low = 0 if most_part == inf else max(0, low - most_part)
            high = inf if high == inf else max(0, high - least_part)
        days = sum(b - a for a, b in free)
        for a, b in free:
            share = Fraction(b - a, days)
            added.append((a, b, low * share, inf if high == inf else high * share))
    every = sorted({*points, *(day for a, b, _, _ in added for day in (a, b))})
    closer = _longest(every, (*given.constraints, *added))
    if any(closer[n][n] > 0 for n in range(len(every))):
        closer, every = least, points
    return _between(every, closer, given.plan[0], min(given.now, given.plan[1]))


def _expected(given: Numbers, horizon: int, way: Any) -> Any:
    at, share = given.plan[0], Fraction(0)
    for due, aim in given.targets:
        wanted = Fraction(aim - given.base) / way
        if horizon < due:
            if given.nature != "steps":
                share += (wanted - share) * Fraction(horizon - at, due - at)
            break
        at, share = due, wanted
    return share


def _status(progress: Any, expected: Any) -> str:
    if progress >= 1:
        return "reached"
    if progress < 0:
        return "regression"
    if expected <= 0 or progress >= _FIRST_DUE * expected:
        return "on-track"
    return "accelerate" if progress >= _FIRST_LATE * expected else "limited"
