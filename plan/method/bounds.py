"""The tightest bounds that several figures set on a flow: difference constraints, shortest paths.

An observation is an interval: "at least 100 000" is [100000, ∞). Of a quantity that adds up over
time (a *flow*), let S(t) be the total accrued before day t. S never decreases, and an observation
of [low, high] over the days A to B, both included, constrains S(B + 1) - S(A) to [low, high]. Each
constraint is a pair of edges in a graph whose nodes are days; the tightest bounds of S(b) - S(a)
are two shortest paths, and a negative cycle is a contradiction (Dechter, Meiri and Pearl, *Temporal
constraint networks*, Artificial Intelligence 49, 1991).

Nothing is assumed about the distribution of a total within its period, except by `spread`. Days are
ordinals (`date.toordinal`); a period is half-open, its end is the day after its last. Amounts are
exact: rounding can neither make nor hide a contradiction.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from plan.model.quantities import INF, Amount, Interval, as_amount


class Contradiction(ValueError):
    """Constraints that cannot hold together.

    `indexes` are the positions, ascending, of an irreducible infeasible subset of the sequence
    given: without any one of them, the others can hold together.
    """

    def __init__(self, indexes: tuple[int, ...]) -> None:
        """Take the positions of an irreducible infeasible subset."""
        super().__init__(f"these cannot hold together: {', '.join(map(str, indexes))}")
        self.indexes = indexes


class Constraint(NamedTuple):
    """S(end) - S(start) lies in [low, high].

    `start` is the first day, `end` the day after the last, as ordinals. A `start` of None is an
    unknown day, which may be earlier than any: this bounds S from below, and no period that begins
    on a known day.
    """

    start: int | None
    end: int
    low: Amount
    high: Amount | float

    @classmethod
    def over(cls, start: date | None, last: date, interval: Interval) -> Constraint:
        """Return the constraint of an interval on the days `start` to `last`, both included."""
        first = None if start is None else start.toordinal()
        return cls(first, last.toordinal() + 1, *interval)


class System:
    """The bounds that constraints on one flow set together: built once, asked often.

    Raises ValueError for a period without a day, TypeError for an amount that is not exact.
    """

    __slots__ = ("_conflict", "_distances", "_edges", "_points", "_scale", "constraints")

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        """Build the graph of the constraints and look for a contradiction."""
        self.constraints = tuple(constraints)
        # An unknown day would be a node without outgoing edges, on no path between known days.
        dated = [
            (index, start, end, low, high)
            for index, (start, end, low, high) in enumerate(self.constraints)
            if start is not None
        ]
        self._scale = math.lcm(*(_denominator(bound) for _, _, _, *both in dated for bound in both))
        self._points = sorted({day for _, start, end, _, _ in dated for day in (start, end)})
        self._distances: dict[int, list[int | None]] = {}
        place = {day: number for number, day in enumerate(self._points)}
        # An edge (tail, head, weight, index) says S(head) <= S(tail) + weight: monotony and lower
        # bounds lead back in time, upper bounds forward.
        back = [(later, later - 1, 0, -1) for later in range(1, len(place))]
        forward = []
        for index, start, end, low, high in dated:
            if start >= end:
                raise ValueError(f"constraint {index}: its period has no day")
            if low > 0:
                back.append((place[end], place[start], -int(low * self._scale), index))
            if high != INF:
                forward.append((place[start], place[end], int(high * self._scale), index))
        # In this order (Yen, 1970) one pass relaxes every path that goes back, then forward.
        self._edges = sorted(back, reverse=True) + sorted(forward)
        # Lower bounds alone never contradict each other.
        suspects = self._relax([0] * len(place)) if forward else ()
        self._conflict = self._irreducible(suspects) if suspects else None

    def contradiction(self) -> tuple[int, ...] | None:
        """Return the indexes, ascending, of an irreducible infeasible subset, or None."""
        return self._conflict

    def between(self, start: int, end: int) -> Interval:
        """Return the tightest bounds of S(end) - S(start) for any two days.

        Raises Contradiction when the constraints are contradictory, ValueError if `start` > `end`.
        """
        if self._conflict:
            raise Contradiction(self._conflict)
        if start > end:
            raise ValueError("the period ends before it begins")
        if start == end:
            return Interval(0, 0)
        # Between its points S is only known not to decrease: the lower bound is that between the
        # points within the period, the upper bound that between the points around it.
        points = self._points
        first, last = bisect_left(points, start), bisect_right(points, end) - 1
        low = -(self._distances_from(last)[first] or 0) if first < last else 0
        first, last = bisect_right(points, start) - 1, bisect_left(points, end)
        high = self._distances_from(first)[last] if first >= 0 and last < len(points) else None
        return Interval(
            as_amount(Fraction(low, self._scale)),
            INF if high is None else as_amount(Fraction(high, self._scale)),
        )

    def _distances_from(self, source: int) -> list[int | None]:
        """Return the lengths of the shortest paths from a point, None where none leads."""
        if source not in self._distances:
            distance: list[int | None] = [None] * len(self._points)
            distance[source] = 0
            self._relax(distance)
            self._distances[source] = distance
        return self._distances[source]

    def _relax(self, distance: list[int | None]) -> tuple[int, ...]:
        """Shorten distances in place until no edge shortens one (Bellman and Ford).

        Where a negative cycle keeps it from ending, return its constraints, ascending.
        """
        cause: dict[int, tuple[int, int]] = {}
        for _ in distance:
            changed = -1
            for tail, head, weight, index in self._edges:
                if (reached := distance[tail]) is None:
                    continue
                if (known := distance[head]) is None or reached + weight < known:
                    distance[head] = reached + weight
                    cause[head] = tail, index
                    changed = head
            if changed < 0:
                return ()
        # What still changes after as many passes as points follows from a cycle: as many steps
        # back lead into the cycle and all around it.
        steps = set()
        for _ in distance:
            changed, index = cause[changed]
            steps.add(index)
        return tuple(sorted(steps - {-1}))

    def _irreducible(self, suspects: tuple[int, ...]) -> tuple[int, ...]:
        """Reduce an infeasible set to an irreducible one (deletion filter)."""
        for suspect in suspects:
            rest = [index for index in suspects if index != suspect]
            if smaller := System(self.constraints[index] for index in rest).contradiction():
                return tuple(rest[place] for place in smaller)
        return suspects


def tighten(constraints: Iterable[Constraint], start: int, end: int) -> Interval:
    """Return the tightest bounds of S(end) - S(start); raises Contradiction."""
    return System(constraints).between(start, end)


def spread(certain: System, days: Iterable[int]) -> System:
    """Return the system with each figure spread evenly over its days: an estimate, to be labelled.

    Time is cut at every bound of an observation and at `days`: those of the plan and those to be
    queried. Within an observation, pieces that a strictly shorter one covers keep their own bounds;
    the rest is shared over the other pieces in proportion to their days. Where nothing is to be
    shared, or a share contradicts a constraint, `certain` itself is returned. Between two cuts S is
    only known not to decrease: give every day that will be queried.
    """
    if certain.contradiction():
        return certain
    dated = [
        (start, end, Interval(low, high))
        for start, end, low, high in certain.constraints
        if start is not None
    ]
    cuts = sorted({*days, *(day for start, end, _ in dated for day in (start, end))})
    pieces = [
        (a, b, min((end - start for start, end, _ in dated if start <= a and b <= end), default=0))
        for a, b in pairwise(cuts)
    ]
    shares: list[Constraint] = []
    for start, end, rest in dated:
        own = pieces[bisect_left(cuts, start) : bisect_left(cuts, end)]
        if len(own) == 1 or rest.unknown:
            continue
        free: list[tuple[int, int]] = []
        marked = [(a, b, shortest < end - start) for a, b, shortest in own]
        for covered, run in groupby(marked, itemgetter(2)):
            days_of_run = [(a, b) for a, b, _ in run]
            if covered:
                rest = rest.without(certain.between(days_of_run[0][0], days_of_run[-1][1]))
            else:
                free += days_of_run
        total = sum(b - a for a, b in free)
        shares += (Constraint(a, b, *rest.times(Fraction(b - a, total))) for a, b in free)
    even = System((*certain.constraints, *shares)) if shares else certain
    return certain if even.contradiction() else even


def _denominator(amount: Amount | float) -> int:
    if amount == INF:
        return 1
    if isinstance(amount, float):
        raise TypeError(f"{amount}: an amount is an int or a Fraction, as it was written")
    return amount.denominator
