"""`assessment` against a slow reference of the published method; its examples and boundaries."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import inf
from typing import Any

import pytest

from plan.evidence.dossier import Dossier, Passage
from plan.evidence.match import Match
from plan.method.assessment import Assessment, assess
from plan.method.coverage import STATUS_GROUPS, elapsed, tally
from plan.method.solidity import solidity
from plan.method.status import NO_STATUS_REASONS, STATUSES, code_of
from plan.method.targets import expected_share, judged_targets, needed
from plan.method.years import by_year
from plan.model.quantities import Interval, Period
from plan.model.records import Evidence, Indicator, Source

PLAN = Period(date(2023, 1, 1), date(2027, 12, 31))
LATE = date(2030, 1, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- Indicators and their passages, made by hand -------------------------------------------------


def source(
    name: str = "s", known: str = "2023-01-01", kind: str = "press", grade: str = "B", **more: Any
) -> Source:
    read = {"id": name, "file": f"{name}.txt", "kind": kind, "published": known}
    return Source.read({**read, "reliability": grade, **more})


def passage(
    where: Source | None = None, state: Any = "exact", stance: str = "supports", **more: Any
) -> Passage:
    where = where or source()
    evidence = Evidence.read(
        {"source": where.id, "quote": "mot pour mot", "stance": stance, **more}
    )
    return Passage(evidence, where, Match(state, 0, 12, "mot pour mot", ()), True)


def indicator(nature: str = "flow", **more: Any) -> Indicator:
    read: dict[str, Any] = {"id": "1", "name": {"fr": "Nom"}, "nature": nature}
    if nature == "steps":
        names = more.pop("steps", "abcd")
        read["steps"] = [{"id": name, "name": {"fr": name}} for name in names]
    else:
        read["unit"] = "percent" if nature == "rate" else "person"
    return Indicator.read({**read, **more})


def seen(
    made: Indicator,
    on: str,
    known: str | date = LATE,
    passages: list[list[Passage]] | None = None,
    plan: Period = PLAN,
    simulate: bool = False,
) -> Assessment:
    """The indicator on a day; each observation has one passage where none are given."""
    held = passages or [[passage()] for _ in made.observations]
    dossier = Dossier(tuple(map(tuple, held)))
    known = day(known) if isinstance(known, str) else known
    return assess(made, dossier, plan, day(on), known, simulate)


def flow(*observations: dict[str, Any], **more: Any) -> Indicator:
    return indicator("flow", observations=list(observations), **more)


def stock(*observations: dict[str, Any], **more: Any) -> Indicator:
    return indicator("stock", observations=list(observations), **more)


def ladder(*observations: tuple[str, str], **more: Any) -> Indicator:
    given = [{"period": period, "step": step} for period, step in observations]
    return indicator("steps", observations=given, **more)


def target(by: str, value: Any, basis: str = "derived") -> dict[str, Any]:
    return {"by": by, "step" if isinstance(value, str) else "value": value, "basis": basis}


# --- A slow reference implementation -------------------------------------------------------------

Bounds = tuple[Any, Any]


def stated(observation: dict[str, Any]) -> Bounds:
    """An observation is an interval."""
    for key, read in {
        "exactly": lambda v: (v, v),
        "at_least": lambda v: (v, inf),
        "at_most": lambda v: (0, v),
        "about": lambda v: (Fraction(95, 100) * v, Fraction(105, 100) * v),
        "between": lambda v: (v[0], v[1]),
    }.items():
        if key in observation:
            return read(observation[key])
    raise AssertionError(observation)


def every_bound(
    held: list[tuple[date | None, date, Bounds]], *asked: date
) -> dict[tuple[date, date], Any] | None:
    """The most that can have come between any two days; None when nothing can satisfy all."""
    dated = [(start, end + timedelta(1), bounds) for start, end, bounds in held if start]
    days = sorted({d for start, end, _ in dated for d in (start, end)} | set(asked))
    most = {(a, b): 0 if a >= b else inf for a in days for b in days}
    for start, end, (low, high) in dated:
        most[start, end] = min(most[start, end], high)
        most[end, start] = min(most[end, start], -low)
    for via in days:  # Floyd and Warshall
        for a in days:
            for b in days:
                most[a, b] = min(most[a, b], most[a, via] + most[via, b])
    return None if any(most[d, d] < 0 for d in days) else most


def accrued(
    held: list[tuple[date | None, date, Bounds]], plan: Period, on: date
) -> tuple[Any, Any] | None:
    """The least and the most that a flow can have brought within the plan by the end of a day."""
    assert plan.start
    end = min(on, plan.end) + timedelta(1)
    most = every_bound(held, plan.start, max(end, plan.start))
    if most is None:
        return None
    end = max(end, plan.start)
    return -most[end, plan.start], most[plan.start, end]


@dataclass
class Case:
    """An indicator as the file would have it, with its passages, and the days asked about."""

    made: Indicator
    given: dict[str, Any]
    passages: list[list[Passage]]
    on: date
    known: date

    @property
    def observations(self) -> list[dict[str, Any]]:
        return self.given["observations"]

    def period(self, i: int) -> Period:
        return self.made.observations[i].period

    def bounds(self, i: int) -> Bounds | None:
        observation = self.observations[i]
        if "step" in observation:
            rank = "abcd".index(observation["step"]) + 1
            return rank, rank
        low, high = stated(observation)
        if observation.get("part"):
            return None if self.given["nature"] == "rate" else (low, inf)
        return low, high

    def counted(self) -> list[int]:
        return [
            i
            for i, observation in enumerate(self.observations)
            if "statement" not in observation
            and "set_aside" not in observation
            and any(
                each.match.state in ("exact", "normalised")
                and each.evidence.stance == "supports"
                and each.source.published.end <= self.known
                for each in self.passages[i]
            )
        ]

    def consistent(self, some: list[int]) -> bool:
        """Whether all of them can be true of what they measure."""
        if self.given["nature"] == "flow":
            held = [(*self.period(i), bounds) for i in some if (bounds := self.bounds(i))]
            return every_bound(held) is not None
        if self.given["nature"] == "steps" and not self.given.get("reversible"):
            return True
        by_end: dict[date, list[Bounds]] = {}
        for i in some:
            if bounds := self.bounds(i):
                by_end.setdefault(self.period(i).end, []).append(bounds)
        return all(
            max(low for low, _ in held) <= min(high for _, high in held) for held in by_end.values()
        )

    def level(self, retained: list[int], on: date) -> Bounds | None:
        past = [i for i in retained if self.period(i).end <= on and self.bounds(i)]
        if not past:
            return None
        if self.given["nature"] == "steps" and not self.given.get("reversible"):
            top = max(self.bounds(i)[0] for i in past)
            today = any(self.period(i) == (on, on) and self.bounds(i)[0] == top for i in past)
            return top, top if today else 4
        last = max(self.period(i).end for i in past)
        spans = [self.bounds(i) for i in past if self.period(i).end == last]
        return max(low for low, _ in spans), min(high for _, high in spans)

    def value(self, retained: list[int], on: date) -> Bounds | None:
        if self.given["nature"] != "flow":
            return self.level(retained, on)
        held = [(*self.period(i), bounds) for i in retained if (bounds := self.bounds(i))]
        return accrued(held, PLAN, on) if retained else None

    def base(self) -> Bounds | None:
        if self.given["nature"] == "flow":
            return 0, 0
        if baseline := self.given.get("baseline"):
            if "step" in baseline:
                rank = "abcd".index(baseline["step"]) + 1
                return rank, rank
            return stated(baseline)
        return (0, 0) if self.given["nature"] == "steps" else None

    def aims(self) -> list[tuple[date, Any]]:
        return sorted(
            (
                day(each["by"]),
                "abcd".index(each["step"]) + 1 if "step" in each else each["value"],
            )
            for each in self.given["targets"]
            if each["basis"] != "proposed"
        )

    def due(self, on: date) -> Any:
        """The share of the way that was due: straight lines, or stairs for a ladder."""
        assert PLAN.start
        low, high = self.base() or (0, 0)
        start = low if high == inf else Fraction(low + high) / 2
        aims = self.aims()
        corners = [(PLAN.start, Fraction(0))]
        corners += [
            (by + timedelta(1), Fraction(aim - start) / (aims[-1][1] - start)) for by, aim in aims
        ]
        now = on + timedelta(1)
        passed = [share for at, share in corners if at <= now]
        if len(passed) == len(corners):
            return corners[-1][1]
        if self.given["nature"] == "steps" or not passed:
            return passed[-1] if passed else Fraction(0)
        (before, share), (after, next_share) = corners[len(passed) - 1], corners[len(passed)]
        part = Fraction((now - before).days, (after - before).days)
        return share + part * (next_share - share)

    def code(self, y: Any, base: Any, aim: Any, expected: Any) -> str:
        if aim == base:
            held = y <= aim if self.given.get("direction") == "down" else y >= aim
            return "reached" if held else "regression"
        a = Fraction(y - base) / (aim - base)
        if a >= 1:
            return "reached"
        if a < 0:
            return "regression"
        if expected <= 0 or a / expected >= Fraction(95, 100):
            return "on-track"
        return "accelerate" if a / expected >= Fraction(60, 100) else "limited"

    def judged(self, found: Assessment) -> tuple[tuple[str, str] | None, str | None]:
        """The status, or why there is none, given what was retained of contradictory values."""
        if self.given.get("direction") == "context":
            return None, "context"
        counted, retained = self.counted(), list(found.retained)
        if not counted:
            return None, "no-evidence"
        ends = [self.period(i).end for i in counted if self.period(i).end <= self.on]
        kept = [self.period(i).end for i in retained if self.period(i).end <= self.on]
        horizon = max(kept or ends, default=None)
        assert found.horizon == horizon
        if horizon is None or horizon < PLAN.start:
            return None, "outside-period"
        aims, base = self.aims(), self.base()
        if not aims:
            return None, "no-target"
        if base is None:
            return None, "no-baseline"
        value = self.value(retained, horizon)
        if value is None and found.conflicts:
            return None, "conflict"
        aim = aims[-1][1]
        maintain = base[0] == base[1] == aim
        expected = 0 if maintain else self.due(horizon)
        low, high = value or (-(10**9), inf)
        codes = {
            self.code(y, base[0], aim, expected)
            for y in (low, 10**12 if high == inf else high, (low + min(high, 10**6)) / Fraction(2))
        }
        order = sorted(codes, key=STATUSES.index)
        proven = order[0] == "reached"
        lasting = self.given["nature"] == "flow" or (
            self.given["nature"] == "steps" and not self.given.get("reversible")
        )
        open_since = [
            goal for by, goal in aims if horizon < by <= self.on and not (lasting and low >= goal)
        ]
        if not proven and open_since:
            return None, "no-evidence-since-due"
        if order[-1] == "reached" and order[0] in ("limited", "regression"):
            return None, "too-wide"
        return (order[0], order[-1]), None


def some_day(rng: random.Random, first: int = 2022, last: int = 2028) -> date:
    # A few days are drawn often, so that ends, targets and the day asked about coincide.
    if rng.random() < 0.5:
        return date(rng.randint(first, last), rng.choice((3, 6, 12)), 30) + timedelta(
            rng.choice((0, 1))
        )
    return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


KINDS = ("press", "report", "opinion", "law", "press")
#: Kinds of which most are alike, so that reliability and date decide.
RIVALS = ("press", "press", "press", "press", "report")
SHARED = (
    (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2024, 12, 31)),
    (date(2023, 1, 1), date(2024, 12, 31)),
)
PUBLISHED = ("2024-06-30", "2025-01-15", "2025-01-15", "2026-02-01")


def some_case(rng: random.Random, rivals: bool = False) -> Case:
    """An indicator made at random; with ``rivals``, of one time and nearly one rank."""
    nature = rng.choice(("flow", "flow", "stock", "rate", "steps"))
    down = nature in ("stock", "rate") and rng.random() < 0.4
    given: dict[str, Any] = {"observations": [], "targets": []}
    given["direction"] = "context" if rng.random() < 0.05 else "down" if down else "up"
    if nature == "steps":
        given["reversible"] = rng.random() < 0.4
    if nature in ("stock", "rate") and rng.random() < 0.85:
        given["baseline"] = {rng.choice(("exactly", "exactly", "at_least")): rng.choice((0, 40))}
        if "at_least" in given["baseline"]:
            given["baseline"] = {"exactly": rng.choice((100, 10))}
    if nature == "steps" and rng.random() < 0.4:
        given["baseline"] = {"step": rng.choice("abc")}
    sources = [
        source(f"s{n}", rng.choice(PUBLISHED), kind, rng.choice("BC"))
        for n, kind in enumerate(RIVALS if rivals else KINDS)
    ]
    passages = []
    for _ in range(rng.choice((2, 3, 4, 5) if rivals else (0, 1, 2, 3, 4, 4, 5))):
        start, end = sorted((some_day(rng), some_day(rng)))
        if nature != "flow" and rng.random() < 0.5:
            start = end = date(rng.randint(2023, 2025), 12, 31)
        if rivals:
            start, end = rng.choice(SHARED)
        head = ".." if rng.random() < 0.15 else start
        observation: dict[str, Any] = {"period": f"{head}/{end}"}
        kind = rng.choice(("exactly", "at_least", "at_least", "at_most", "about", "between"))
        number = rng.choice((0, 5, 20, 40, 60, 80, 100, 400))
        if nature == "steps":
            observation["step"] = rng.choice("abcd")
        elif kind == "between":
            observation[kind] = sorted((number, rng.choice((10, 50, 200))))
        else:
            observation[kind] = number
        if nature != "steps" and rng.random() < 0.15:
            observation["part"] = {"sex": "female"}
        if rng.random() < 0.1:
            observation["set_aside"] = {"fr": "pourquoi"}
        if rng.random() < 0.08:
            observation = {"period": observation["period"], "statement": {"fr": "constat"}}
        given["observations"].append(observation)
        states = ("exact",) * 6 + ("normalised", "changed", "orphan")
        passages.append(
            [
                passage(
                    rng.choice(sources),
                    rng.choice(states),
                    rng.choice(("supports",) * 6 + ("refutes",)),
                    **({"origin": "o"} if rng.random() < 0.2 else {}),
                )
                for _ in range(rng.choice((0, 1, 1, 1, 1, 1, 2)))
            ]
        )
    days = sorted({some_day(rng, 2023, 2027) for _ in range(rng.randint(0, 3))})
    goals = sorted((rng.choice((20, 40, 60, 100, 200)) for _ in days), reverse=down)
    for by, goal in zip(days, goals, strict=True):
        step = rng.choice("abcd")
        basis = rng.choice(("official", "derived", "derived", "proposed"))
        given["targets"].append(target(str(by), step if nature == "steps" else goal, basis))
    made = indicator(nature, **given)
    given["nature"] = nature
    return Case(made, given, passages, some_day(rng, 2022, 2028), some_day(rng, 2024, 2030))


def bounds_of(interval: Interval | None) -> tuple[Any, Any] | None:
    return None if interval is None else (interval.low, interval.high)


def test_every_part_of_an_assessment_is_what_the_method_says() -> None:
    rng = random.Random(2027)
    seen_outcomes = set[object]()
    for _ in range(1800):
        case = some_case(rng)
        dossier = Dossier(tuple(map(tuple, case.passages)))
        found = assess(case.made, dossier, PLAN, case.on, case.known)
        counted, retained = case.counted(), list(found.retained)
        assert list(found.screening.counted) == counted
        assert case.consistent(retained)
        assert bounds_of(found.value) == case.value(retained, case.on)
        if found.horizon is not None:
            assert bounds_of(found.at_horizon) == case.value(retained, found.horizon)
        if not found.conflicts:
            ended = [i for i in counted if case.period(i).end <= case.on]
            expected = counted if case.given["nature"] == "flow" else ended
            if case.given["nature"] != "flow":
                expected = [i for i in expected if case.bounds(i)]
            assert sorted(retained) == expected
        status, reason = case.judged(found)
        assert (found.status, found.reason) == (status, reason)
        assert found.reason is None or found.reason in NO_STATUS_REASONS
        seen_outcomes |= {found.reason, case.given["nature"], bool(found.conflicts)}
        seen_outcomes |= {found.status} if found.status else set()
    assert seen_outcomes >= {"flow", "stock", "rate", "steps", True, False, None}
    assert seen_outcomes >= set(NO_STATUS_REASONS) - {"definition-changed"}
    assert seen_outcomes >= {(code, code) for code in STATUSES}
    assert seen_outcomes >= {("on-track", "reached"), ("accelerate", "on-track")}


@pytest.mark.parametrize("seed", range(8))
def test_a_conflict_is_an_irreducible_set_whose_lowest_rank_is_set_aside(seed: int) -> None:
    rng = random.Random(1000 + seed)
    seen_outcomes = set[str]()
    for _ in range(800):
        case = some_case(rng, rivals=True)
        dossier = Dossier(tuple(map(tuple, case.passages)))
        found = assess(case.made, dossier, PLAN, case.on, case.known)
        left = case.counted()
        if case.given["nature"] != "flow":
            left = [i for i in left if case.period(i).end <= case.on and case.bounds(i)]
        assert bool(found.conflicts) == (not case.consistent(left))
        ranks = {
            i: min(each.rank for each in case.passages[i] if each.counts(case.known)) for i in left
        }
        for conflict in found.conflicts:
            members = list(conflict.members)
            assert set(members) <= set(left)
            assert not case.consistent(members)
            for fewer in combinations(members, len(members) - 1):
                assert case.consistent(list(fewer))
            worst = max(ranks[i] for i in members)
            assert conflict.set_aside == tuple(i for i in members if ranks[i] == worst)
            assert (conflict.rule == "alike") == (set(members) == set(conflict.set_aside))
            seen_outcomes.add(conflict.rule)
            left = [i for i in left if i not in conflict.set_aside]
            if conflict.rule == "alike":  # nothing is retained: of a flow at all, of a level then
                if case.given["nature"] == "flow":
                    assert not found.retained
                ended = case.period(members[0]).end
                left = [i for i in left if case.period(i).end != ended]
        if found.conflicts and found.retained:
            assert case.consistent(left)
            assert sorted(found.retained) == left
    assert seen_outcomes == {"rank", "reliability", "date", "alike"}


# --- Shares of time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "share"),
    [
        ("2022-12-31", Fraction(0)),
        ("2023-01-01", Fraction(1, 1826)),
        ("2024-12-31", Fraction(731, 1826)),
        ("2027-12-30", Fraction(1825, 1826)),
        ("2027-12-31", Fraction(1)),
        ("1990-01-01", Fraction(0)),
        ("2040-01-01", Fraction(1)),
    ],
)
def test_time_elapsed_counts_whole_days_and_is_clamped(on: str, share: Fraction) -> None:
    assert elapsed(PLAN, day(on)) == share


def test_the_expected_share_is_interpolated_through_the_judged_targets() -> None:
    made = flow(targets=[target("2024-12-31", 20), target("2027-12-31", 100)])
    targets = judged_targets(made)
    at = {
        on: expected_share(made, targets, PLAN, day(on))
        for on in ("2022-06-01", "2022-12-31", "2023-01-01", "2024-12-31", "2025-01-01")
    }
    assert at["2022-06-01"] == at["2022-12-31"] == 0
    assert at["2023-01-01"] == Fraction(1, 731) * Fraction(1, 5)
    assert at["2024-12-31"] == Fraction(1, 5)
    assert at["2025-01-01"] == Fraction(1, 5) + Fraction(1, 1095) * Fraction(4, 5)
    assert expected_share(made, targets, PLAN, day("2027-12-31")) == 1
    assert expected_share(made, targets, PLAN, day("2031-01-01")) == 1


def test_on_a_ladder_nothing_is_due_before_its_date() -> None:
    made = ladder(targets=[target("2024-12-31", "b"), target("2027-12-31", "d")])
    shares = [
        expected_share(made, judged_targets(made), PLAN, day(on))
        for on in ("2024-12-30", "2024-12-31", "2027-12-30", "2027-12-31")
    ]
    assert shares == [0, Fraction(1, 2), Fraction(1, 2), 1]


# --- What counts ---------------------------------------------------------------------------------

TEN = {"period": "2024", "exactly": 10}


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("exact", True),
        ("normalised", True),
        ("moved", False),
        ("variant", False),
        ("ambiguous", False),
        ("changed", False),
        ("orphan", False),
    ],
)
def test_only_a_passage_that_still_says_the_same_counts(state: str, counts: bool) -> None:
    found = seen(flow(TEN), "2024-12-31", passages=[[passage(state=state)]])
    assert bool(found.screening.counted) == counts
    assert bool(found.screening.awaiting) == (not counts)
    assert (found.value is not None) == counts
    assert (found.horizon is not None) == counts
    assert (found.reason == "no-evidence") == (not counts)
    assert found.origins == counts


def test_a_source_counts_from_the_last_day_of_its_publication_on() -> None:
    month = source(known="2025-03")
    for known, counts in (("2025-03-30", False), ("2025-03-31", True)):
        found = seen(flow(TEN), "2025-12-31", known, [[passage(month)]])
        assert bool(found.screening.counted) == counts
        assert bool(found.screening.not_yet_known) == (not counts)
        assert (found.reason == "no-evidence") == (not counts)


def test_a_refuting_passage_contests_and_removes_nothing() -> None:
    held = [[passage(), passage(source("t"), stance="refutes")]]
    found = seen(stock(TEN), "2024-12-31", passages=held)
    assert found.screening.counted == found.screening.contested == (0,)
    assert bounds_of(found.value) == (10, 10)
    assert found.origins == 1


def test_a_value_refuted_twice_is_contested_once() -> None:
    refuting = [passage(source(name), stance="refutes") for name in "tu"]
    found = seen(stock(TEN), "2024-12-31", passages=[[passage(), *refuting]])
    assert found.screening.contested == (0,)


def test_a_value_that_is_only_refuted_does_not_count() -> None:
    found = seen(flow(TEN), "2024-12-31", passages=[[passage(stance="refutes")]])
    assert found.screening.counted == ()
    assert found.screening.contested == (0,)
    assert found.value is None
    assert found.reason == "no-evidence"


def test_a_refutation_that_is_unverified_or_not_yet_published_contests_nothing() -> None:
    later = source("t", "2026-01-01")
    for refuting in (passage(later, stance="refutes"), passage(state="changed", stance="refutes")):
        found = seen(flow(TEN), "2024-12-31", "2025-12-31", [[passage(), refuting]])
        assert found.screening.contested == ()


def test_statements_and_what_is_set_aside_count_in_nothing() -> None:
    made = stock(
        {"period": "2024-12-31", "statement": {"fr": "un constat"}},
        {"period": "2024-12-31", "exactly": 5, "set_aside": {"fr": "une seule voix"}},
    )
    found = seen(made, "2025-01-01")
    screening = found.screening
    assert screening.counted == screening.awaiting == screening.contested == ()
    assert (found.value, found.horizon, found.origins) == (None, None, 0)
    assert tally([found]).with_evidence == 0


# --- Intervals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ({"exactly": 100}, 100, 100),
        ({"at_least": 100}, 100, inf),
        ({"at_most": 100}, 0, 100),
        ({"about": 100}, 95, 105),
        ({"about": 1}, Fraction(19, 20), Fraction(21, 20)),
        ({"between": [90, 120]}, 90, 120),
    ],
)
def test_an_observation_is_an_interval(said: dict[str, Any], low: Any, high: Any) -> None:
    for make in (flow, stock):
        found = seen(make({"period": "2024", **said}), "2024-12-31")
        assert bounds_of(found.at_horizon)[0] == low
        assert bounds_of(found.at_horizon) == ((low, inf) if make is flow else (low, high))


def test_a_part_bounds_a_count_from_below_and_never_adds_to_it() -> None:
    parts = [{"period": "2024", "exactly": 30, "part": {"sex": sex}} for sex in ("female", "male")]
    for make in (flow, stock):
        assert bounds_of(seen(make(*parts), "2024-12-31").value) == (30, inf)


def test_a_part_says_nothing_of_a_rate_and_is_no_contradiction() -> None:
    part = {"period": "2024", "exactly": 30, "part": {"sex": "female"}}
    more = {"baseline": {"exactly": 0}, "targets": [target("2027-12-31", 60)]}
    found = seen(indicator("rate", observations=[part], **more), "2024-12-31")
    assert found.value is None
    assert found.conflicts == ()
    assert found.reason == "too-wide"
    total = {"period": "2024", "exactly": 40}
    found = seen(indicator("rate", observations=[part, total], **more), "2024-12-31")
    assert bounds_of(found.value) == (40, 40)
    assert found.conflicts == ()


# --- Flows ---------------------------------------------------------------------------------------

WINDOW = {"period": "2022/2024", "at_least": 100000}


def test_the_share_of_a_longer_window_within_the_plan_is_unknown_and_evenly_spread_66697() -> None:
    found = seen(flow(WINDOW), "2024-12-31")
    assert found.value is not None
    assert found.value.unknown
    assert found.even is not None
    assert bounds_of(found.even) == (Fraction(100000 * 731, 1096), inf)
    assert round(found.even.low) == 66697


def test_figures_inside_a_longer_window_are_not_counted_twice_49813() -> None:
    made = flow(WINDOW, {"period": "2023", "exactly": 13813}, {"period": "2024", "at_least": 36000})
    found = seen(made, "2024-12-31")
    assert bounds_of(found.value) == (49813, inf)
    assert found.even is not None
    assert found.even.low == 49813


def test_an_observation_that_ends_after_the_day_still_constrains_it() -> None:
    made = flow({"period": "2023", "exactly": 10}, {"period": "2023/2025", "exactly": 12})
    found = seen(made, "2024-06-30")
    assert bounds_of(found.value) == (10, 12)
    assert found.horizon == day("2023-12-31")
    assert bounds_of(found.at_horizon) == (10, 10)
    # Before its publication it was not known.
    held = [[passage()], [passage(source("t", "2026-01-15"))]]
    assert bounds_of(seen(made, "2024-06-30", "2025-01-01", held).value) == (10, inf)


def test_a_flow_is_counted_within_the_plan_only() -> None:
    made = flow({"period": "2022", "exactly": 50}, {"period": "2028", "exactly": 7})
    assert bounds_of(seen(made, "2022-12-31").value) == (0, 0)
    assert bounds_of(seen(made, "2023-06-30").value) == (0, inf)
    after = flow({"period": "2023/2027", "exactly": 9}, {"period": "2028", "exactly": 7})
    assert bounds_of(seen(after, "2028-12-31").value) == (9, 9)


def test_a_window_that_began_on_an_unknown_day_bounds_no_known_period() -> None:
    found = seen(flow({"period": "../2024", "exactly": 500}), "2024-12-31")
    assert found.value is not None
    assert found.value.unknown


# --- Levels and ladders --------------------------------------------------------------------------


def test_a_level_is_its_latest_observation_that_has_ended() -> None:
    made = stock(
        {"period": "2023", "exactly": 5},
        {"period": "2024-06-30", "at_least": 3},
        {"period": "2025", "exactly": 9},
    )
    values = {
        on: bounds_of(seen(made, on).value)
        for on in ("2023-12-30", "2023-12-31", "2024-06-29", "2024-06-30", "2025-12-31")
    }
    assert list(values.values()) == [None, (5, 5), (5, 5), (3, inf), (9, 9)]


def test_several_that_end_on_one_day_are_intersected() -> None:
    made = stock({"period": "2024", "at_least": 3}, {"period": "2024-12-31", "between": [1, 8]})
    found = seen(made, "2025-03-01")
    assert bounds_of(found.value) == (3, 8)
    assert found.conflicts == ()


def test_a_step_is_exact_on_its_day_and_a_lower_bound_later() -> None:
    made = ladder(("2024-03-01", "b"))
    values = [bounds_of(seen(made, on).value) for on in ("2024-02-29", "2024-03-01", "2024-03-02")]
    assert values == [None, (2, 2), (2, 4)]


@pytest.mark.parametrize(
    "period", ["../2024-03-01", "2024-02-01/2024-03-01", "2023-03-02/2024-03-01"]
)
def test_a_step_of_a_longer_period_is_a_lower_bound_on_its_last_day_too(period: str) -> None:
    made = ladder((period, "b"), targets=[target("2027-12-31", "d")])
    for on in ("2024-03-01", "2024-03-02"):
        found = seen(made, on)
        assert bounds_of(found.value) == bounds_of(found.at_horizon) == (2, 4)
        assert found.status == ("on-track", "reached")
        assert tally([found]).reached_at_most == 1
    assert bounds_of(seen(ladder((period, "d")), "2024-03-01").value) == (4, 4)
    # What may be lost again is at its latest known step.
    assert bounds_of(seen(ladder((period, "b"), reversible="true"), "2024-03-01").value) == (2, 2)


def test_a_step_of_a_single_day_is_exact_beside_one_of_a_longer_period() -> None:
    both = (("../2024-03-01", "b"), ("2024-03-01", "b"))
    assert bounds_of(seen(ladder(*both), "2024-03-01").value) == (2, 2)
    higher = (("../2024-03-01", "c"), ("2024-03-01", "b"))
    assert bounds_of(seen(ladder(*higher), "2024-03-01").value) == (3, 4)


def test_a_step_that_cannot_be_lost_is_kept_and_one_that_can_is_not() -> None:
    given = (("2023-05-01", "c"), ("2024-05-01", "a"))
    assert bounds_of(seen(ladder(*given), "2024-05-01").value) == (3, 4)
    assert bounds_of(seen(ladder(*given, reversible="true"), "2024-05-01").value) == (1, 1)
    assert bounds_of(seen(ladder(*given, reversible="true"), "2026-05-01").value) == (1, 1)
    assert seen(ladder(*given), "2024-05-01").conflicts == ()


def test_the_last_step_has_nothing_above_it() -> None:
    assert bounds_of(seen(ladder(("2023-05-01", "d")), "2026-01-01").value) == (4, 4)


# --- Contradictions ------------------------------------------------------------------------------


def against(*held: Passage, make: Any = stock) -> Assessment:
    """Observations of 10, 20, 30 … on one day, each on one passage."""
    given = [{"period": "2024", "exactly": 10 * n} for n in range(1, len(held) + 1)]
    made = make(*given, targets=[target("2027-12-31", 100)], **(BASE if make is stock else {}))
    return seen(made, "2024-12-31", passages=[[each] for each in held])


BASE: dict[str, Any] = {"baseline": {"exactly": 0}}
BEST_FIRST = [
    {"kind": "law"},
    {"kind": "report"},
    {"kind": "communique"},
    {"kind": "press", "origin": "elsewhere"},
    {"kind": "opinion", "origin": "elsewhere"},
    {"kind": "press"},
    {"kind": "opinion"},
]


@pytest.mark.parametrize("make", [flow, stock])
@pytest.mark.parametrize("n", range(len(BEST_FIRST) - 1))
def test_the_lower_ranking_source_is_set_aside(n: int, make: Any) -> None:
    better, worse = (passage(source(str(k), **each)) for k, each in enumerate(BEST_FIRST[n:][:2]))
    for held, kept in (((better, worse), 0), ((worse, better), 1)):
        found = against(*held, make=make)
        assert found.retained == (kept,)
        (conflict,) = found.conflicts
        assert (conflict.members, conflict.set_aside) == ((0, 1), (1 - kept,))
        assert conflict.rule == "rank"
        assert found.reason != "conflict"


def test_a_law_that_relays_another_ranks_as_relaying_a_report() -> None:
    relayed = passage(source("a", kind="law"), origin="elsewhere")
    found = against(relayed, passage(source("b", kind="communique")))
    assert found.retained == (1,)


def test_equal_ranks_are_decided_by_reliability_then_by_date() -> None:
    early, late = source("a", "2025-01-01"), source("b", "2025-01-02")
    graded = source("c", "2020-01-01", grade="A")
    assert against(passage(early), passage(late)).conflicts[0].rule == "date"
    assert against(passage(early), passage(late)).retained == (1,)
    assert against(passage(graded), passage(late)).conflicts[0].rule == "reliability"
    assert against(passage(graded), passage(late)).retained == (0,)


@pytest.mark.parametrize("make", [flow, stock])
def test_of_equal_ranks_in_conflict_nothing_is_retained(make: Any) -> None:
    found = against(passage(source("a")), passage(source("b")), make=make)
    assert found.retained == ()
    assert found.conflicts[0].rule == "alike"
    assert (found.value, found.even, found.status) == (None, None, None)
    assert found.reason == "conflict"
    assert found.horizon == day("2024-12-31")
    assert found.screening.counted == (0, 1)


@pytest.mark.parametrize("make", [flow, stock])
@pytest.mark.parametrize("place", range(3))
def test_two_of_equal_rank_do_not_set_aside_a_third_that_outranks_both(
    make: Any, place: int
) -> None:
    held = [passage(source("a")), passage(source("b"))]
    held.insert(place, passage(source("c", kind="report")))
    found = against(*held, make=make)
    assert found.retained == (place,)
    assert {conflict.rule for conflict in found.conflicts} == {"rank"}


def test_without_a_target_a_conflict_is_kept_and_no_target_is_the_reason() -> None:
    made = stock({"period": "2024", "exactly": 1}, {"period": "2024", "exactly": 2})
    found = seen(made, "2024-12-31")
    assert found.conflicts
    assert found.reason == "no-target"


def test_passages_of_one_origin_are_one_source() -> None:
    papers = [source(name, origin="report-2024") for name in "abcd"]
    held = [[passage(each) for each in papers] + [passage(source("e"))]]
    assert seen(flow(TEN), "2024-12-31", passages=held).origins == 2


# --- Status --------------------------------------------------------------------------------------


def test_the_thresholds_of_each_status_are_inclusive() -> None:
    tiny = Fraction(1, 10**9)
    for expected in (Fraction(1, 2), Fraction(1)):
        on_track, accelerate = Fraction(95, 100) * expected, Fraction(60, 100) * expected
        assert code_of(1, expected) == "reached"
        assert code_of(on_track, expected) == "on-track"
        assert code_of(on_track - tiny, expected) == "accelerate"
        assert code_of(accelerate, expected) == "accelerate"
        assert code_of(accelerate - tiny, expected) == "limited"
        assert code_of(0, expected) == "limited"
        assert code_of(-tiny, expected) == "regression"
    assert code_of(1 - tiny, 0) == "on-track"
    assert code_of(0, 0) == "on-track"


def reached_by(said: dict[str, Any], aim: int = 100, **more: Any) -> Assessment:
    made = flow({"period": "2023-01-01/2024-12-31", **said}, targets=[target("2027-12-31", aim)])
    return seen(made, "2024-12-31", **more)


def test_a_lower_bound_proves_reached_and_never_missed() -> None:
    assert reached_by({"at_least": 100}).status == ("reached", "reached")
    assert reached_by({"at_least": 99}).status == ("on-track", "reached")
    below = reached_by({"at_least": 1})
    assert (below.status, below.reason) == (None, "too-wide")
    assert tally([below]).reached_at_most == 1
    assert tally([reached_by({"at_most": 99})]).reached_at_most == 0
    assert tally([reached_by({"at_most": 100})]).reached_at_most == 1


def test_the_status_of_an_interval_runs_from_its_lowest_to_its_highest() -> None:
    # 731 of 1826 days: 40.03 of 100 was due; on track from 38.03, acceleration from 24.02.
    assert reached_by({"between": [39, 50]}).status == ("on-track", "on-track")
    assert reached_by({"between": [30, 50]}).status == ("accelerate", "on-track")
    assert reached_by({"between": [10, 50]}).status == ("limited", "on-track")
    assert reached_by({"between": [30, 100]}).status == ("accelerate", "reached")
    wide = reached_by({"between": [10, 100]})
    assert (wide.status, wide.reason) == (None, "too-wide")
    assert bounds_of(wide.progress) == (Fraction(1, 10), 1)


def test_progress_is_measured_from_the_baseline_in_either_direction() -> None:
    down = {"direction": "down", "baseline": {"exactly": 80}}
    made = stock(
        {"period": "2024-12-31", "exactly": 50}, targets=[target("2027-12-31", 20)], **down
    )
    found = seen(made, "2024-12-31")
    assert bounds_of(found.progress) == (Fraction(1, 2), Fraction(1, 2))
    assert found.expected == Fraction(731, 1826)
    assert found.status == ("on-track", "on-track")
    worse = stock(
        {"period": "2024-12-31", "exactly": 81}, targets=[target("2027-12-31", 20)], **down
    )
    assert seen(worse, "2024-12-31").status == ("regression", "regression")


def test_a_baseline_known_only_from_below_can_prove_a_decrease_reached() -> None:
    more = {"direction": "down", "baseline": {"at_least": 80}, "targets": [target("2027", 20)]}
    more["targets"][0]["by"] = "2027-12-31"
    reached = seen(stock({"period": "2024-12-31", "exactly": 20}, **more), "2024-12-31")
    assert reached.status == ("reached", "reached")
    halfway = seen(stock({"period": "2024-12-31", "exactly": 50}, **more), "2024-12-31")
    assert halfway.progress is not None
    assert halfway.progress.low == Fraction(1, 2)


@pytest.mark.parametrize("aim", [20, 40, 60])
def test_nothing_is_certain_where_the_target_lies_within_the_baseline(aim: int) -> None:
    made = stock(
        {"period": "2024-12-31", "exactly": 50},
        baseline={"between": [0, 80]},
        targets=[target("2027-12-31", aim)],
    )
    found = seen(made, "2024-12-31")
    assert bounds_of(found.progress) == (-inf, inf)
    assert (found.status, found.reason) == (None, "too-wide")
    assert (found.expected is None) == (aim == 40)  # the middle of the baseline


@pytest.mark.parametrize(
    ("direction", "value", "status"),
    [
        ("up", {"exactly": 50}, ("reached", "reached")),
        ("up", {"exactly": 49}, ("regression", "regression")),
        ("up", {"at_least": 50}, ("reached", "reached")),
        ("up", {"at_least": 49}, None),
        ("down", {"exactly": 50}, ("reached", "reached")),
        ("down", {"exactly": 51}, ("regression", "regression")),
        ("down", {"at_most": 50}, ("reached", "reached")),
        ("down", {"at_most": 51}, None),
    ],
)
def test_a_target_equal_to_its_baseline_is_to_be_maintained(
    direction: str, value: dict[str, Any], status: Any
) -> None:
    made = stock(
        {"period": "2024-12-31", **value},
        direction=direction,
        baseline={"exactly": 50},
        targets=[target("2027-12-31", 50)],
    )
    found = seen(made, "2024-12-31")
    assert found.status == status
    assert found.progress is None
    assert found.reason == (None if status else "too-wide")
    lost = status == ("regression", "regression")
    assert tally([found]).reached_at_most == (not lost)


def test_progress_is_judged_at_the_horizon_not_at_the_day() -> None:
    made = flow({"period": "2023", "exactly": 20}, targets=[target("2027-12-31", 100)])
    early, late = seen(made, "2023-12-31"), seen(made, "2026-12-31")
    assert early.status == late.status == ("on-track", "on-track")
    assert late.expected == Fraction(365, 1826)
    assert late.horizon == day("2023-12-31")
    assert not early.stale
    assert late.stale


def test_proposed_targets_are_judged_only_in_a_simulation() -> None:
    made = flow({"period": "2023", "exactly": 200}, targets=[target("2027-12-31", 100, "proposed")])
    assert seen(made, "2023-12-31").reason == "no-target"
    assert seen(made, "2023-12-31", simulate=True).status == ("reached", "reached")


# --- Reasons, in their order ---------------------------------------------------------------------


def test_a_target_due_after_the_horizon_needs_newer_evidence() -> None:
    def at(on: str, value: int, by: str = "2024-12-31") -> Assessment:
        goals = [target(by, 50), target("2027-12-31", 100)]
        return seen(flow({"period": "2023", "exactly": value}, targets=goals), on)

    assert at("2024-12-30", 30).reason is None
    assert at("2024-12-31", 30).reason == "no-evidence-since-due"
    assert at("2024-12-31", 49).reason == "no-evidence-since-due"
    assert at("2024-12-31", 50).status == ("on-track", "on-track")
    assert at("2024-12-31", 99).status == ("on-track", "on-track")
    assert at("2027-12-31", 99).reason == "no-evidence-since-due"
    assert at("2027-12-31", 100).status == ("reached", "reached")
    assert at("2024-12-31", 30, by="2023-12-31").reason is None


def test_a_past_target_counts_as_reached_only_by_values_that_cannot_be_lost() -> None:
    goals = [target("2024-12-31", 50), target("2027-12-31", 100)]
    given = {"period": "2023", "exactly": 60}
    bound = seen(flow({"period": "2023", "at_least": 60}, targets=goals), "2025-06-30")
    assert bound.status == ("on-track", "reached")
    for base, direction in ((0, "up"), (200, "down")):
        aims = goals if direction == "up" else [target("2024-12-31", 70), target("2027-12-31", 50)]
        level = stock(given, targets=aims, direction=direction, baseline={"exactly": base})
        assert seen(level, "2024-12-30").status is not None
        assert seen(level, "2025-06-30").reason == "no-evidence-since-due"
    steps = {"targets": [target("2024-12-31", "b"), target("2027-12-31", "d")]}
    step = ("2023-05-01", "b")
    assert seen(ladder(step, **steps), "2025-06-30").status == ("on-track", "on-track")
    lower = seen(ladder(("2023-05-01", "a"), **steps), "2025-06-30")
    assert lower.reason == "no-evidence-since-due"
    falls = seen(ladder(step, reversible="true", **steps), "2025-06-30")
    assert falls.reason == "no-evidence-since-due"


def test_each_past_target_needs_evidence() -> None:
    goals = [target("2024-06-30", 50), target("2024-12-31", 70), target("2027-12-31", 100)]
    found = {
        value: seen(flow({"period": "2023", "exactly": value}, targets=goals), "2025-06-30")
        for value in (49, 50, 69, 70)
    }
    assert [each.reason for each in found.values()] == ["no-evidence-since-due"] * 3 + [None]


def test_the_first_true_reason_is_given() -> None:
    # Each line takes away the first reason of the line before it.
    goal = [target("2025-12-31", 100)]
    later = {"period": "2024", "exactly": 5, "flag": "B"}
    old = {"period": "2022", "exactly": 1}
    wide = {"period": "2024", "at_least": 1}
    base = {"baseline": {"exactly": 0, "on": "2022-12-31"}}
    clash = [{"period": "2024", "exactly": 1}, {"period": "2024", "exactly": 2}]
    found = [
        seen(stock(direction="context"), "2026-01-01"),
        seen(stock(), "2026-01-01"),
        seen(stock(old, {**later, "period": "2027"}), "2026-01-01"),
        seen(stock({**old, "period": "2023"}, later), "2026-01-01"),
        seen(stock(*clash), "2026-01-01"),
        seen(stock(*clash, targets=goal), "2026-01-01"),
        seen(stock(*clash, targets=goal, **base), "2026-01-01"),
        seen(stock(wide, targets=goal, **base), "2026-01-01"),
        seen(stock(wide, targets=goal, **base), "2024-12-31"),
    ]
    assert tuple(each.reason for each in found) == NO_STATUS_REASONS
    assert all(each.status is None for each in found)


def test_evidence_from_before_the_plan_or_after_the_day_judges_nothing() -> None:
    goal = {"targets": [target("2027-12-31", 100)]}
    before = seen(flow({"period": "2022", "exactly": 500}, **goal), "2024-12-31")
    after = seen(flow({"period": "2025", "exactly": 500}, **goal), "2024-12-31")
    for found in (before, after):
        assert found.reason == "outside-period"
        assert found.progress is found.expected is None
        assert tally([found]).reached_at_most == 1
        assert tally([found]).with_evidence == 1
    last_day = seen(flow({"period": "2022/2023-01-01", "exactly": 500}, **goal), "2024-12-31")
    assert last_day.reason == "too-wide"


# --- Definitions that change ---------------------------------------------------------------------


def test_nothing_is_compared_across_a_break_in_series() -> None:
    given = [
        {"period": "2023", "exactly": 40},
        {"period": "2024", "exactly": 10, "flag": "B"},
        {"period": "2025", "exactly": 12},
    ]
    goal = {"targets": [target("2027-12-31", 100)]}
    made = stock(*given, **goal, **BASE)
    assert seen(made, "2023-12-31").reason is None
    before, after = seen(made, "2024-12-30"), seen(made, "2024-12-31")
    assert bounds_of(before.value) == (40, 40)
    assert before.reason is None
    assert bounds_of(after.value) == (10, 10)
    assert after.reason == "definition-changed"
    assert after.progress is None
    assert bounds_of(seen(made, "2025-12-31").value) == (12, 12)
    since = {"baseline": {"exactly": 10, "on": "2024-12-31"}}
    assert seen(stock(*given, **goal, **since), "2025-12-31").status == ("limited", "limited")


def test_a_flow_adds_up_only_within_one_definition() -> None:
    made = flow(
        {"period": "2023", "exactly": 40},
        {"period": "2024", "exactly": 10, "flag": "B"},
        {"period": "2023/2024", "exactly": 7},
        targets=[target("2027-12-31", 100)],
    )
    assert bounds_of(seen(made, "2023-12-31").value) == (40, 40)
    assert seen(made, "2023-12-31").conflicts == ()
    inside = seen(made, "2024-06-30")
    assert inside.reason == "definition-changed"
    after = seen(made, "2024-12-31")
    assert bounds_of(after.value) == (10, inf)
    assert after.conflicts == ()
    assert after.reason == "definition-changed"


# --- Staleness -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frequency", "days"),
    [("monthly", 45), ("quarterly", 136), ("biannual", 273), ("annual", 547), (None, 547)],
)
def test_evidence_is_stale_after_one_and_a_half_periods(frequency: str | None, days: int) -> None:
    made = flow(
        {"period": "2023-06-30", "exactly": 1}, **({"frequency": frequency} if frequency else {})
    )
    last_fresh = day("2023-06-30") + timedelta(days)
    assert not seen(made, str(last_fresh)).stale
    assert seen(made, str(last_fresh + timedelta(1))).stale


def test_one_time_reports_complete_ladders_and_no_evidence_are_never_stale() -> None:
    assert not seen(flow(TEN, frequency="once"), "2090-01-01").stale
    assert not seen(ladder(("2023-05-01", "d")), "2090-01-01").stale
    assert seen(ladder(("2023-05-01", "c")), "2090-01-01").stale
    assert seen(ladder(("2023-05-01", "d"), reversible="true"), "2090-01-01").stale
    assert not seen(flow(), "2090-01-01").stale


def test_a_stale_status_stays_and_is_dated() -> None:
    made = flow({"period": "2023", "exactly": 30}, targets=[target("2027-12-31", 100)])
    found = seen(made, "2026-12-31")
    assert found.stale
    assert found.status == ("on-track", "on-track")
    assert found.horizon == day("2023-12-31")


# --- Axes ----------------------------------------------------------------------------------------


def test_an_axis_is_counted_and_never_averaged() -> None:
    goal = {"targets": [target("2027-12-31", 100)]}
    several = [
        reached_by({"at_least": 100}),
        reached_by({"at_least": 99}),
        reached_by({"exactly": 39}),
        reached_by({"exactly": 30}),
        reached_by({"exactly": 1}),
        seen(flow(TEN), "2024-12-31"),
        seen(flow(**goal), "2024-12-31"),
        seen(flow(TEN, direction="context", **goal), "2024-12-31"),
    ]
    counted = tally(several)
    assert dict(counted.counts) == {
        "reached": 1,
        "on-track": 1,
        "accelerate": 1,
        "limited": 1,
        "regression": 0,
        "between": 1,
        "unassessed": 3,
    }
    assert tuple(counted.counts) == STATUS_GROUPS
    assert sum(counted.counts.values()) == counted.indicators == 8
    assert counted.assessable == 5
    assert counted.with_evidence == 7
    # Proven: the first. Possible: the second, and the one that nobody reported on.
    assert (counted.reached_at_least, counted.reached_at_most) == (1, 3)


# --- What would be on track ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_the_needed_value_is_on_track_and_a_lesser_one_is_not(seed: int) -> None:
    rng = random.Random(seed)
    by = PLAN.start + timedelta(rng.randint(0, 1825)) if PLAN.start else PLAN.end
    final = rng.choice((50, 300))
    goals = [target("2025-06-30", (final + 100) // 2), target("2027-12-31", final)]
    more: dict[str, Any] = {"direction": "up" if final > 100 else "down", "targets": goals}
    made = stock(baseline={"exactly": 100}, **more)
    wanted = needed(made, PLAN, by)
    assert wanted is not None
    sign = 1 if final > 100 else -1

    def status(value: Any) -> Any:
        given = {"period": str(by), "exactly": value}
        read = stock(given, baseline={"exactly": 100}, **more)
        return seen(read, str(by)).status

    assert status(wanted) == ("on-track", "on-track")
    assert status(wanted - sign * Fraction(1, 1000))[0] in ("accelerate", "regression")


def test_nothing_is_needed_where_no_target_baseline_or_way_is_known() -> None:
    goal = [target("2027-12-31", 50)]
    assert needed(flow(), PLAN, day("2025-01-01")) is None
    assert needed(stock(targets=goal), PLAN, day("2025-01-01")) is None
    same = stock(targets=goal, baseline={"exactly": 50})
    assert needed(same, PLAN, day("2025-01-01")) is None
    proposed = flow(targets=[target("2027-12-31", 100, "proposed")])
    assert needed(proposed, PLAN, PLAN.end) is None
    assert needed(proposed, PLAN, PLAN.end, simulate=True) == 95


# --- Years ---------------------------------------------------------------------------------------


def test_years_of_exact_disjoint_observations_add_up_to_the_value() -> None:
    rng = random.Random(5)
    for _ in range(30):
        given = [
            {"period": str(year), "exactly": rng.randint(0, 900)} for year in range(2023, 2028)
        ]
        found = seen(flow(*given), "2027-12-31")
        years = by_year(found, PLAN, day("2027-12-31"))
        assert [bounds_of(each.value) for each in years] == [
            (each["exactly"], each["exactly"]) for each in given
        ]
        assert sum(each.value.low for each in years if each.value) == found.value.low


def test_the_even_spread_of_years_adds_up_to_that_of_the_whole() -> None:
    found = seen(flow({"period": "2022/2024", "exactly": 1096}), "2024-12-31")
    years = by_year(found, PLAN, day("2024-12-31"))
    assert [each.year for each in years] == [2023, 2024]
    assert [bounds_of(each.even) for each in years] == [(365, 365), (366, 366)]
    assert bounds_of(found.even) == (731, 731)
    assert [bounds_of(each.value) for each in years] == [(0, 1096), (0, 1096)]


def test_years_begin_with_the_plan_and_end_with_the_day() -> None:
    plan = Period(day("2023-07-01"), day("2025-06-30"))
    made = flow({"period": "2023-07-01/2024-06-30", "exactly": 5})

    def years(on: str) -> list[int]:
        return [each.year for each in by_year(seen(made, on, plan=plan), plan, day(on))]

    assert years("2022-12-31") == years("2023-03-01") == years("2023-06-30") == []
    assert years("2023-07-01") == [2023]
    assert years("2031-01-01") == [2023, 2024, 2025]


def test_years_of_a_level_are_those_at_their_last_day() -> None:
    made = stock({"period": "2023-05-01", "exactly": 5}, {"period": "2025-01-31", "exactly": 9})
    years = by_year(seen(made, "2025-03-01"), PLAN, day("2025-03-01"))
    assert [bounds_of(each.value) for each in years] == [(5, 5), (5, 5), (9, 9)]
    assert all(each.even is None for each in years)


# --- Solidity ------------------------------------------------------------------------------------


def test_solidity_is_best_source_origins_freshness_and_parts_and_no_performance() -> None:
    made = flow(
        {"period": "2023", "exactly": 10, "part": {"sex": "female"}},
        {"period": "2023", "exactly": 20},
        {"period": "2024", "exactly": 5, "part": {"age": "child"}},
        disaggregation=["sex", "age"],
    )
    press, report = source("a"), source("b", kind="report", grade="C")
    late = source("c", "2029-01-01", kind="law")
    held = [[passage(press)], [passage(report), passage(press)], [passage(late)]]
    dossier = Dossier(tuple(map(tuple, held)))
    on, known = day("2024-01-10"), day("2025-01-01")
    found = assess(made, dossier, PLAN, on, known)
    solid = solidity(found, dossier, on, known)
    assert solid.best_passage is not None
    assert solid.best_passage.source is report
    assert solid.best == held[1][0].rank
    assert solid.origins == 2
    assert solid.age == 10
    assert solid.parts_expected == ("sex", "age")
    assert solid.parts_present == ("sex",)
