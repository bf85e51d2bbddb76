"""`bounds` against a linear programming solver, its properties, and the published examples."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from plan.cli.bounds import entailed_bounds
from plan.method.bounds import Constraint, Contradiction, System, spread, tighten
from plan.model.quantities import INF, Interval, read_interval

KINDS = ("exactly", "at_least", "at_most", "about", "between")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def over(first: str, last: str, low: int | Fraction, high: int | Fraction | float) -> Constraint:
    return Constraint.over(date.fromisoformat(first), date.fromisoformat(last), Interval(low, high))


# --- An independent oracle: linear programming ---------------------------------------------------


@dataclass
class Oracle:
    """S at each day as a variable; HiGHS says whether there is such an S, and how far it goes."""

    constraints: Sequence[Constraint]
    start: int
    end: int

    def _solve(self, sign: int) -> float | None:
        days = {0, self.start, self.end}
        days |= {d for c in self.constraints for d in (c.start or 0, c.end)}
        order = sorted(days)
        column = {d: n for n, d in enumerate(order)}
        rows, limits = [], []

        def at_most(later: int, earlier: int, sign: int, limit: float) -> None:
            row = [0.0] * len(order)
            row[column[later]] += sign
            row[column[earlier]] -= sign
            rows.append(row)
            limits.append(limit)

        for earlier, later in pairwise(order):
            at_most(later, earlier, -1, 0)
        for start, end, low, high in self.constraints:
            at_most(end, start or 0, -1, -float(low))
            if start is not None and high != INF:
                at_most(end, start, 1, float(high))
        aim = [0.0] * len(order)
        aim[column[self.end]] += sign
        aim[column[self.start]] -= sign
        solved = linprog(aim, A_ub=rows, b_ub=limits, bounds=(None, None), method="highs")
        if sign == 0:
            return solved.fun if solved.status == 0 else None
        return sign * solved.fun if solved.status == 0 else INF

    @property
    def feasible(self) -> bool:
        return self._solve(0) is not None

    @property
    def low(self) -> float | None:
        return self._solve(1)

    @property
    def high(self) -> float | None:
        return self._solve(-1)


def random_system(seed: int) -> tuple[list[Constraint], int, int]:
    """Overlapping periods of all kinds around a hidden history, which some systems contradict."""
    chance = random.Random(seed)
    rate = [chance.choice((0, 1, 2, 7)) for _ in range(20)]
    history = [0, *accumulate(rate)]
    constraints = []
    contradicting = chance.random() < 0.5
    for _ in range(chance.randint(1, 12)):
        start, end = sorted(chance.sample(range(1, 21), 2))
        true = history[end - 1] - history[start - 1]
        if contradicting and chance.random() < 0.6:
            true = chance.randint(0, 2 * true + 3)
        kind = chance.choice(KINDS)
        slack = chance.randint(0, 5)
        value = {"at_least": max(0, true - slack), "at_most": true + slack}.get(kind, true)
        stated = read_interval(
            kind, (max(0, true - slack), true + 3) if kind == "between" else value
        )
        constraints.append(Constraint(start if chance.random() < 0.9 else None, end, *stated))
    start, end = sorted(chance.sample(range(1, 21), 2))
    return constraints, start, end


@pytest.mark.parametrize("batch", range(8))
def test_bounds_and_contradictions_are_those_of_a_linear_programming_solver(batch: int) -> None:
    seen = {True: 0, False: 0}
    for seed in range(50 * batch, 50 * batch + 50):
        constraints, start, end = random_system(seed)
        system, oracle = System(constraints), Oracle(constraints, start, end)
        conflict = system.contradiction()
        assert oracle.feasible == (conflict is None), seed
        seen[conflict is None] += 1
        if conflict is None:
            bounds = system.between(start, end)
            assert float(bounds.low) == pytest.approx(oracle.low, abs=1e-6), seed
            assert float(bounds.high) == pytest.approx(oracle.high, abs=1e-6), seed
        else:
            assert_minimal(constraints, conflict)
    assert min(seen.values()) >= 5


def assert_minimal(constraints: Sequence[Constraint], conflict: tuple[int, ...]) -> None:
    assert list(conflict) == sorted(set(conflict))
    first = min(c.start or 1 for c in constraints)
    kept = [constraints[index] for index in conflict]
    assert not Oracle(kept, first, first + 1).feasible
    for left_out in range(len(kept)):
        assert Oracle(kept[:left_out] + kept[left_out + 1 :], first, first + 1).feasible


def test_long_chains_of_contradictions_are_reduced_to_the_few_that_matter() -> None:
    chance = random.Random(7)
    chain = [Constraint(n, n + 1, 1, 1) for n in range(1, 61)]
    chance.shuffle(chain)
    whole = Constraint(1, 61, 59, 59)
    part = Constraint(5, 8, 4, INF)
    assert System([*chain, whole]).contradiction() == tuple(range(61))
    inside = [n for n, c in enumerate(chain) if 5 <= (c.start or 0) < 8]
    found = System([*chain, part]).contradiction()
    assert found == (*sorted(inside), 60)
    either = System([*chain, part, whole]).contradiction()
    assert either is not None
    assert_minimal([*chain, part, whole], either)


# --- Properties ----------------------------------------------------------------------------------

DAYS = st.integers(1, 30)
AMOUNTS = st.integers(0, 40) | st.fractions(0, 40, max_denominator=12)
TWO_DAYS = st.lists(DAYS, min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def any_constraint(draw: st.DrawFn) -> Constraint:
    start, end = draw(TWO_DAYS)
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    return Constraint(
        draw(st.sampled_from((start, start, start, None))),
        end,
        draw(st.sampled_from((0, low))),
        draw(st.sampled_from((high, INF))),
    )


@st.composite
def truthful(draw: st.DrawFn) -> tuple[list[int], list[Constraint]]:
    """A history, S on the days 0 to 30, and observations that are all true of it."""
    history = [0, *accumulate(draw(st.lists(st.integers(0, 9), min_size=30, max_size=30)))]
    constraints = []
    for start, end in draw(st.lists(TWO_DAYS, max_size=7)):
        true = history[end] - history[start]
        low = draw(st.sampled_from((true, max(0, true - 3), Fraction(true, 3), 0)))
        high = draw(st.sampled_from((true, true + 4, Fraction(true * 4, 3), INF)))
        constraints.append(Constraint(start, end, low, high))
    return history, constraints


def bounds_of(constraints: Sequence[Constraint], start: int, end: int) -> Interval | None:
    try:
        return tighten(constraints, start, end)
    except Contradiction:
        return None


def within(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low <= inner.high <= outer.high


ANY_SYSTEM = st.lists(any_constraint(), max_size=6)


@given(truthful(), TWO_DAYS)
def test_true_constraints_are_consistent_and_bound_the_truth(
    truth: tuple[list[int], list[Constraint]], days: list[int]
) -> None:
    history, constraints = truth
    start, end = days
    bounds = tighten(constraints, start, end)
    assert within(Interval(*[history[end] - history[start]] * 2), bounds)


@given(ANY_SYSTEM, any_constraint(), TWO_DAYS)
def test_adding_an_observation_never_widens(
    constraints: list[Constraint], added: Constraint, days: list[int]
) -> None:
    before, after = bounds_of(constraints, *days), bounds_of([*constraints, added], *days)
    assert after is None or (before is not None and within(after, before))


@given(ANY_SYSTEM, st.randoms(use_true_random=False), TWO_DAYS)
def test_order_does_not_matter(
    constraints: list[Constraint], chance: random.Random, days: list[int]
) -> None:
    shuffled = chance.sample(constraints, len(constraints))
    assert bounds_of(shuffled, *days) == bounds_of(constraints, *days)


@given(ANY_SYSTEM, TWO_DAYS)
def test_repeating_a_constraint_changes_nothing(
    constraints: list[Constraint], days: list[int]
) -> None:
    assert bounds_of(constraints * 2, *days) == bounds_of(constraints, *days)


@given(truthful(), st.lists(DAYS, min_size=4, max_size=4).map(sorted))
def test_a_wider_period_never_has_smaller_bounds(
    truth: tuple[list[int], list[Constraint]], days: list[int]
) -> None:
    system = System(truth[1])
    a, b, c, d = days
    inner, outer = system.between(b, c), system.between(a, d)
    assert inner.low <= outer.low
    assert inner.high <= outer.high


@given(truthful(), st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_a_whole_is_bounded_at_least_as_tightly_as_its_two_parts(
    truth: tuple[list[int], list[Constraint]], days: list[int]
) -> None:
    system = System(truth[1])
    a, b, c = days
    first, second, whole = system.between(a, b), system.between(b, c), system.between(a, c)
    assert whole.low >= first.low + second.low
    assert whole.high <= first.high + second.high


@given(ANY_SYSTEM, st.fractions(Fraction(1, 9), 9, max_denominator=9), TWO_DAYS)
def test_scaling_all_amounts_scales_the_bounds(
    constraints: list[Constraint], factor: Fraction, days: list[int]
) -> None:
    scaled = [c._replace(low=c.low * factor, high=c.high * factor) for c in constraints]
    bounds, found = bounds_of(constraints, *days), bounds_of(scaled, *days)
    assert found == (bounds and Interval(bounds.low * factor, bounds.high * factor))
    assert System(scaled).contradiction() == System(constraints).contradiction()


@given(ANY_SYSTEM, TWO_DAYS)
def test_bounds_are_tight(constraints: list[Constraint], days: list[int]) -> None:
    bounds = bounds_of(constraints, *days)
    if bounds is None:
        return
    highest = bounds.low + 1 if bounds.high == INF else bounds.high
    for amount in (bounds.low, highest):
        assert bounds_of([*constraints, Constraint(*days, amount, amount)], *days) is not None
    if bounds.low > 0:
        too_low = Constraint(*days, 0, bounds.low - Fraction(1, 10**30))
        assert bounds_of([*constraints, too_low], *days) is None


@given(ANY_SYSTEM)
def test_a_contradictory_set_is_irreducible(
    constraints: list[Constraint],
) -> None:
    conflict = System(constraints).contradiction()
    for index in conflict or ():
        rest = [constraints[other] for other in conflict or () if other != index]
        assert System(rest).contradiction() is None


@given(ANY_SYSTEM)
def test_bounds_are_whole_numbers_as_ints_and_never_floats(constraints: list[Constraint]) -> None:
    for bound in bounds_of(constraints, 3, 20) or ():
        assert bound == INF or type(bound) is (int if bound % 1 == 0 else Fraction)


# --- If evenly spread ----------------------------------------------------------------------------


@given(truthful(), TWO_DAYS)
def test_the_even_spread_lies_within_the_certain_bounds(
    truth: tuple[list[int], list[Constraint]], days: list[int]
) -> None:
    certain = System(truth[1])
    even = spread(certain, days)
    assert even.contradiction() is None
    assert within(even.between(*days), certain.between(*days))


@given(st.lists(st.tuples(DAYS, AMOUNTS), max_size=6), TWO_DAYS)
def test_adjacent_periods_are_spread_in_proportion_to_days(
    lengths: list[tuple[int, int | Fraction]], days: list[int]
) -> None:
    ends = list(accumulate((length for length, _ in lengths), initial=1))
    periods = [(a, b, total) for (a, b), (_, total) in zip(pairwise(ends), lengths, strict=True)]
    start, end = days[0], min(days[1], max(ends[-1], days[0]))
    if start >= ends[-1]:
        return
    even = spread(System(Constraint(a, b, total, total) for a, b, total in periods), (start, end))
    shares = (
        Fraction(total) * max(0, min(end, b) - max(start, a)) / (b - a) for a, b, total in periods
    )
    assert even.between(start, end) == Interval(*[sum(shares)] * 2)


def test_spread_keeps_the_bounds_of_a_shorter_observation() -> None:
    certain = System(
        [
            over("2022-01-01", "2024-12-31", 1000 + 731, 1000 + 731),
            over("2023-01-01", "2023-12-31", 1000, 1000),
        ]
    )
    even = spread(certain, [day("2024-07-01")])
    assert even.between(day("2022-01-01"), day("2023-01-01")) == Interval(365, 365)
    assert even.between(day("2023-01-01"), day("2024-01-01")) == Interval(1000, 1000)
    assert even.between(day("2024-01-01"), day("2024-07-01")) == Interval(182, 182)
    assert certain.between(day("2022-01-01"), day("2023-01-01")) == Interval(0, 731)


def test_spread_never_shares_a_negative_remainder() -> None:
    certain = System([Constraint(1, 31, 30, 60), Constraint(11, 21, 0, 40), Constraint(5, 7, 1, 3)])
    even = spread(certain, [])
    # 30 - 40 - 3 is no less than 0; 60 - 0 - 1 is left for the 18 other days.
    assert even.between(21, 31) == Interval(0, Fraction(590, 18))


def test_spread_subtracts_adjacent_shorter_observations_together() -> None:
    known = [(1, 31, 90, 90), (5, 15, 0, INF), (12, 22, 0, INF), (5, 22, 60, 60)]
    certain = System(Constraint(*each) for each in known)
    # From 5 to 22 one run of 60 is taken: 30 are left for 4 and 9 days.
    even = spread(certain, [])
    assert even.between(1, 5) == Interval(Fraction(120, 13), Fraction(120, 13))
    assert even.between(22, 31) == Interval(Fraction(270, 13), Fraction(270, 13))


@pytest.mark.parametrize(
    "constraints",
    [
        [Constraint(1, 11, 100, 100), Constraint(6, 16, 10, 10)],
        [Constraint(1, 11, 100, 100), Constraint(2, 12, 100, 100), Constraint(6, 16, 0, 40)],
    ],
)
def test_spread_returns_the_system_itself_where_a_share_contradicts(
    constraints: list[Constraint],
) -> None:
    certain = System(constraints)
    assert certain.contradiction() is None
    assert spread(certain, [1, 6]) is certain


def test_spread_returns_the_system_itself_where_nothing_is_shared() -> None:
    for constraints in (
        [],
        [Constraint(5, 15, 0, INF)],
        [Constraint(None, 15, 10, INF)],
        [Constraint(1, 15, 3, 3)],
        [Constraint(3, 9, 5, 5), Constraint(3, 9, 6, 6)],
    ):
        certain = System(constraints)
        assert spread(certain, [1, 15]) is certain


def test_spread_ignores_an_observation_of_unknown_start() -> None:
    certain = System([Constraint(None, 21, 100, INF), Constraint(11, 31, 40, INF)])
    even = spread(certain, [1, 21])
    assert even.between(1, 21) == Interval(20, INF)


# --- The examples of the design ------------------------------------------------------------------

PLAN, END_OF_2024 = day("2023-01-01"), day("2025-01-01")
THREE_YEARS = over("2022-01-01", "2024-12-31", 100000, INF)
IN_2023 = over("2023-01-01", "2023-12-31", 13813, 13813)
IN_2024 = over("2024-01-01", "2024-12-31", 36000, INF)


def test_a_figure_from_before_the_plan_leaves_its_share_unknown() -> None:
    certain = System([THREE_YEARS])
    assert certain.between(PLAN, END_OF_2024).unknown
    even = spread(certain, [PLAN, END_OF_2024]).between(PLAN, END_OF_2024)
    assert even == Interval(Fraction(100000 * 731, 1096), INF)
    assert round(even.low) == 66697


def test_figures_by_year_give_equal_certain_and_even_bounds() -> None:
    certain = System([THREE_YEARS, IN_2023, IN_2024])
    assert certain.between(PLAN, END_OF_2024) == Interval(49813, INF)
    even = spread(certain, [PLAN, END_OF_2024])
    assert even.between(PLAN, END_OF_2024) == Interval(49813, INF)


def test_overlapping_periods_are_not_counted_twice() -> None:
    overlapping = [
        over("2023-01-01", "2023-12-31", 100, INF),
        over("2023-07-01", "2024-06-30", 80, INF),
    ]
    assert tighten(overlapping, PLAN, END_OF_2024) == Interval(100, INF)


def test_an_observation_that_ends_after_the_day_still_bounds_it() -> None:
    later = over("2023-01-01", "2025-12-31", 0, 500)
    assert tighten([later], PLAN, END_OF_2024) == Interval(0, 500)
    rest = over("2025-01-01", "2025-12-31", 200, 200)
    assert tighten([later, rest], PLAN, END_OF_2024) == Interval(0, 300)
    whole = over("2023-01-01", "2025-12-31", 450, INF)
    assert tighten([whole, rest], PLAN, END_OF_2024) == Interval(250, INF)


def test_an_unknown_start_bounds_no_period_with_a_known_one() -> None:
    unknown = Constraint.over(None, date(2024, 12, 31), Interval(100, 100))
    assert unknown.start is None
    assert tighten([unknown], PLAN, END_OF_2024).unknown
    assert tighten([unknown, IN_2023], PLAN, END_OF_2024) == Interval(13813, INF)


def test_no_day_has_no_amount_whatever_is_known() -> None:
    assert tighten([IN_2023], PLAN + 3, PLAN + 3) == Interval(0, 0)
    assert tighten([], PLAN, END_OF_2024).unknown


# --- Exactness -----------------------------------------------------------------------------------


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    tenths = [Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)]
    pieces = [Constraint(1, 2, tenths[0], tenths[0]), Constraint(2, 3, tenths[1], tenths[1])]
    assert tighten([*pieces, Constraint(1, 3, tenths[2], tenths[2])], 1, 3) == Interval(
        tenths[2], tenths[2]
    )
    more = tenths[2] + Fraction(1, 10**40)
    assert System([*pieces, Constraint(1, 3, more, INF)]).contradiction() == (0, 1, 2)


def test_amounts_beyond_the_reach_of_floats_stay_exact() -> None:
    huge = 10**400
    system = System(
        [Constraint(1, 5, huge, huge), Constraint(1, 3, Fraction(1, 3), Fraction(1, 3))]
    )
    assert system.between(3, 5) == Interval(huge - Fraction(1, 3), huge - Fraction(1, 3))
    assert System([Constraint(1, 5, huge + 1, INF), Constraint(1, 6, 0, huge)]).contradiction()


@pytest.mark.parametrize("inexact", [0.3, float("nan"), -INF])
def test_floats_are_refused(inexact: float) -> None:
    with pytest.raises(TypeError, match="int or a Fraction"):
        System([Constraint(1, 2, 0, inexact)])
    with pytest.raises(TypeError, match="int or a Fraction"):
        System([Constraint(1, 2, inexact, INF)])  # type: ignore[arg-type]


# --- Intervals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "low", "high"),
    [
        ("exactly", 13813, 13813, 13813),
        ("exactly", Fraction(-5, 2), Fraction(-5, 2), Fraction(-5, 2)),
        ("at_least", 100000, 100000, INF),
        ("at_least", -3, -3, INF),
        ("at_most", 7, 0, 7),
        ("about", 100, 95, 105),
        ("about", 10, Fraction(19, 2), Fraction(21, 2)),
        ("about", -100, -105, -95),
        ("about", 0, 0, 0),
        ("between", (3, 9), 3, 9),
        ("between", (-9, -3), -9, -3),
    ],
)
def test_a_figure_and_its_qualifier_are_an_interval(kind, value, low, high) -> None:
    interval = read_interval(kind, value)
    assert interval == Interval(low, high)
    assert [type(bound) for bound in interval] == [type(low), type(high)]


@pytest.mark.parametrize(
    ("kind", "value"), [("between", (9, 3)), ("between", 9), ("exactly", (3, 9)), ("at_most", -1)]
)
def test_an_invalid_interval_is_refused_with_what_to_write(kind, value) -> None:
    with pytest.raises(ValueError, match=r"write between: \[a, b\]"):
        read_interval(kind, value)


def test_intervals_that_exclude_each_other_intersect_in_nothing() -> None:
    assert Interval(3, 9).intersect(Interval(5, INF)) == Interval(5, 9)
    assert not Interval(3, 9).intersect(Interval(9, INF)).empty
    assert Interval(3, 9).intersect(Interval(10, INF)).empty


def test_an_interval_minus_a_part_is_never_negative() -> None:
    assert Interval(10, 20).without(Interval(3, 4)) == Interval(6, 17)
    assert Interval(10, 20).without(Interval(3, INF)) == Interval(0, 17)
    assert Interval(10, 20).without(Interval(30, 40)) == Interval(0, 0)
    assert Interval(10, INF).without(Interval(3, 4)) == Interval(6, INF)


def test_intervals_are_written_as_json() -> None:
    written = [Interval(5, INF).as_json(), Interval(Fraction(4, 2), Fraction(5, 2)).as_json()]
    assert json.dumps(written) == '[{"low": 5, "high": null}, {"low": 2, "high": 2.5}]'


def test_periods_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="constraint 1: its period has no day"):
        System([Constraint(1, 2, 0, 1), Constraint(2, 2, 0, 1)])
    with pytest.raises(ValueError, match="ends before it begins"):
        tighten([], 3, 2)


# --- The question of the command line ------------------------------------------------------------


def ask(*observations: object, **changed: object) -> dict[str, object]:
    question = {"plan_period": "2023-01-01/2027-12-31", "on": "2024-12-31"}
    return entailed_bounds({**question, "observations": list(observations), **changed})


def bounds_answer(low: object, high: object) -> dict[str, object]:
    return {"low": low, "high": high, "conflict": False, "conflicting": []}


def test_answers_the_examples_of_the_design() -> None:
    alone = {"period": "2022/2024", "at_least": 100000}
    by_year = ({"period": 2023, "exactly": 13813}, {"period": "2024", "at_least": "36000"})
    assert ask(alone) == bounds_answer(0, None)
    assert ask(alone, *by_year) == bounds_answer(49813, None)
    assert ask() == bounds_answer(0, None)


def test_answers_a_conflict_with_a_minimal_set_and_no_bounds() -> None:
    found = ask(
        {"period": "2023", "at_least": 1},
        {"period": "2023", "at_least": 50},
        {"period": "2024", "exactly": 7},
        {"period": "2023-03/2023-04", "about": 10},
        {"period": "2023/2024", "between": [0, 55]},
        id="1.1",
    )
    assert found == {
        "id": "1.1", "low": None, "high": None, "conflict": True, "conflicting": [1, 2, 4],
    }  # fmt: skip


def test_answers_give_back_any_identifier() -> None:
    assert ask(id=None)["id"] is None
    assert ask(id=[1, {"a": 2}])["id"] == [1, {"a": 2}]
    assert "id" not in ask()


def test_answers_nothing_before_the_plan_and_no_more_after_it() -> None:
    seen = ({"period": "2020/2028", "exactly": 90}, {"period": "2028", "exactly": 40})
    assert ask(*seen, on="2022-12-31") == bounds_answer(0, 0)
    assert ask(*seen, {"period": "2021", "exactly": 91}, on="2022-12-31")["conflict"]
    assert ask(*seen, on="2027-12-31") == ask(*seen, on="2031-01-01") == bounds_answer(0, 50)
    assert ask({"period": "2023-01-01", "exactly": 4}, on="2023-01-01") == bounds_answer(4, 4)


def test_answers_a_part_bounds_the_total_from_below_only() -> None:
    women = {"period": "2023", "exactly": 30, "part": {"sex": "female"}}
    assert ask(women) == bounds_answer(30, None)
    assert ask(women, {"period": "2023", "at_least": 50}) == bounds_answer(50, None)
    assert ask(women, {"period": "2023", "at_most": 20})["conflicting"] == [0, 1]
    assert ask({**women, "exactly": 30, "period": "../2024"}) == bounds_answer(0, None)


@pytest.mark.parametrize(
    ("number", "low"),
    [
        (100000, 100000), ("100000", 100000), ("100_000", 100000), ("2.9e9", 2_900_000_000),
        (2.5, 2.5), (Fraction(5, 2), 2.5), (Decimal("2.5"), 2.5), (Decimal("13.813"), 13.813),
        (1e5, 100000), (0, 0), (0.0, 0),
    ],
)  # fmt: skip
def test_answers_read_numbers_as_json_or_the_file_writes_them(number: object, low: object) -> None:
    assert ask({"period": "2023", "at_least": number}) == bounds_answer(low, None)


def test_answers_do_not_round_into_a_conflict() -> None:
    tenths = [{"period": p, "exactly": v} for p, v in (("2023", 0.1), ("2024", 0.2))]
    assert ask(*tenths, {"period": "2023/2024", "exactly": 0.3}) == bounds_answer(0.3, 0.3)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"plan_period": "../2027"}, "plan_period: .*write 2023-01-01/2027-12-31"),
        ({"plan_period": "2027/2023"}, "plan_period: .*write 2023/2027"),
        ({"plan_period": None}, "plan_period: None; write 2023-01-01/2027-12-31"),
        ({"on": "31/12/2024"}, "on: '31/12/2024'; write 2024-12-31"),
        ({"on": True}, "on: True; write 2024-12-31"),
        ({"observations": {}}, "observations: .*write \\[\\]"),
        ({"knwon": "2024-12-31"}, "question: unknown key 'knwon'; write one of plan_period"),
    ],
)
def test_a_malformed_question_is_refused_with_what_to_write(
    changed: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        ask(**changed)


def test_a_question_that_is_incomplete_or_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="question: write on too"):
        entailed_bounds({"plan_period": "2023", "observations": []})
    with pytest.raises(ValueError, match=r"question: .*write an object"):
        entailed_bounds([])


@pytest.mark.parametrize(
    ("observation", "message"),
    [
        ({"exactly": 3}, "write period too"),
        ({"period": "2023"}, "0 values; write one of exactly, at_least"),
        ({"period": "2023", "exactly": 3, "at_most": 4}, "2 values; write one of exactly"),
        ({"period": "2023", "atleast": 3}, "unknown key 'atleast'; write one of period"),
        ({"period": "2024/2023", "exactly": 3}, r"\.period: .*write 2023/2024"),
        ({"period": "2024/..", "exactly": 3}, r"\.period: '2024/..'; write 2024, 2024-03"),
        ({"period": "2023-02-30", "exactly": 3}, r"\.period: .*; write 2024, 2024-03"),
        ({"period": True, "exactly": 3}, r"\.period: True; write 2024"),
        ({"period": "2023", "exactly": -3}, r"\.exactly: -3; write a number from 0 up"),
        ({"period": "2023", "exactly": True}, r"\.exactly: True; write a number"),
        ({"period": "2023", "exactly": None}, r"\.exactly: None; write a number"),
        ({"period": "2023", "at_most": float("nan")}, r"\.at_most: nan; write a number"),
        ({"period": "2023", "at_most": INF}, r"\.at_most: inf; write a number"),
        ({"period": "2023", "at_most": Decimal("NaN")}, "write a number"),
        ({"period": "2023", "at_most": Decimal("1e999999999")}, "write a number"),
        ({"period": "2023", "at_most": 10**4000}, "write a number"),
        ({"period": "2023", "at_least": "100.000"}, "'100.000'; write 100000"),
        ({"period": "2023", "at_least": "2,9"}, "'2,9'; write 2.9"),
        ({"period": "2023", "between": [5, 3]}, r"\.between: \[5, 3\]; write \[a, b\], the lower"),
        ({"period": "2023", "between": [5]}, r"\.between: .*write \[a, b\]"),
        ({"period": "2023", "between": "35"}, r"\.between: .*write \[a, b\]"),
        ({"period": "2023", "between": [-1, 5]}, r"\.between: .*write \[a, b\]"),
        ({"period": "2023", "exactly": 5, "part": "sex"}, r"\.part: 'sex'; write"),
        ("2023", r"observations\[1\]: '2023'; write an object"),
    ],
)
def test_a_malformed_observation_is_refused_with_its_place_and_what_to_write(
    observation: object, message: str
) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        ask({"period": "2023", "exactly": 3}, observation)
    assert str(refused.value).startswith("observations[1]")


@settings(max_examples=50)
@given(st.lists(st.tuples(TWO_DAYS, st.sampled_from(KINDS), st.integers(0, 50)), max_size=6))
def test_answers_agree_with_the_system(said: list[tuple[list[int], str, int]]) -> None:
    observations, constraints = [], []
    for (first, last), kind, number in said:
        value = [number, number + 9] if kind == "between" else number
        observations.append({"period": f"2023-01-{first:02}/2023-01-{last:02}", kind: value})
        stated = read_interval(kind, tuple(value) if kind == "between" else value)
        constraints.append(Constraint.over(date(2023, 1, first), date(2023, 1, last), stated))
    found = ask(*observations, on="2023-01-15")
    system = System(constraints)
    assert found["conflicting"] == list(system.contradiction() or ())
    if not found["conflict"]:
        bounds = system.between(day("2023-01-01"), day("2023-01-16"))
        assert {"low": found["low"], "high": found["high"]} == bounds.as_json()
