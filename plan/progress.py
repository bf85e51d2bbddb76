"""How far an indicator has come on a day, and an axis with it.

The method is the one published in ``docs/method``. Nothing here is averaged, and what is not known
stays not known: a status is an interval, from the lowest to the highest that the evidence allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from plan.bounds import INF, Constraint, Interval, System, read_interval, spread
from plan.evidence import Dossier, Passage, Rank
from plan.model import Amount, Indicator, Measure, Observation, Period, Target

StatusCode = Literal["regression", "limited", "accelerate", "on-track", "reached"]
Reason = Literal[
    "context", "no-evidence", "outside-period", "definition-changed", "no-target", "no-baseline",
    "conflict", "no-evidence-since-due", "too-wide",
]  # fmt: skip
Rule = Literal["rank", "reliability", "date", "alike"]

#: The status codes from worst to best.
STATUSES: Final[tuple[StatusCode, ...]] = (
    "regression", "limited", "accelerate", "on-track", "reached",
)  # fmt: skip
#: The reasons for which there is no status; the first that is true is given.
REASONS: Final[tuple[Reason, ...]] = (
    "context", "no-evidence", "outside-period", "definition-changed", "no-target", "no-baseline",
    "conflict", "no-evidence-since-due", "too-wide",
)  # fmt: skip
#: The least pace of a status.
ON_TRACK: Final = Fraction(95, 100)
ACCELERATE: Final = Fraction(60, 100)
#: Days between two reports.
FREQUENCIES: Final[dict[str, Fraction]] = {
    "monthly": Fraction(36525, 1200),
    "quarterly": Fraction(36525, 400),
    "biannual": Fraction(36525, 200),
    "annual": Fraction(36525, 100),
}
#: After how many periods without evidence an indicator is stale.
STALE_AFTER: Final = Fraction(3, 2)


class StatusRange(NamedTuple):
    """The lowest and the highest status that the evidence allows."""

    low: StatusCode
    high: StatusCode

    @property
    def certain(self) -> bool:
        """Whether only one status is possible."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Conflict:
    """Observations that cannot all be true, which of them were set aside, and by which rule."""

    members: tuple[int, ...]
    set_aside: tuple[int, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """What each observation of an indicator is good for, of what was known on a day."""

    counted: tuple[int, ...]
    awaiting: tuple[int, ...]
    contested: tuple[int, ...]
    not_yet_known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """An indicator on a day, as known on a day; amounts in its unit, ranks for a ladder.

    ``value`` is told at the day, ``progress`` and ``status`` are judged at the ``horizon``.
    ``retained`` are the counted observations that no contradiction set aside.
    """

    indicator: Indicator
    standing: Standing
    retained: tuple[int, ...]
    value: Interval | None
    even: Interval | None
    horizon: date | None
    at_horizon: Interval | None
    progress: Interval | None
    expected: Amount | None
    status: StatusRange | None
    reason: Reason | None
    stale: bool
    conflicts: tuple[Conflict, ...]
    origins: int
    certain: System | None
    spread: System | None

    @property
    def reached(self) -> bool:
        """Whether its last judged target is proven reached."""
        return self.status is not None and self.status.low == "reached"

    @property
    def disputed(self) -> bool:
        """Whether it has no value because sources that rank alike contradict each other."""
        return self.value is None and any(each.rule == "alike" for each in self.conflicts)

    @property
    def missed_so_far(self) -> bool:
        """Whether it is proven that its last judged target was not reached at the horizon."""
        return self.progress is not None and self.progress.high < 1


def judged_targets(indicator: Indicator, simulate: bool = False) -> list[Target]:
    """The targets that a status may rest on, by date; proposed ones only in a simulation."""
    targets = [target for target in indicator.targets if simulate or target.judged]
    return sorted(targets, key=lambda target: target.by)


def assess(
    indicator: Indicator,
    dossier: Dossier,
    plan: Period,
    on: date,
    known: date,
    simulate: bool = False,
) -> Assessment:
    """Assess an indicator on a day from what was published by ``known``."""
    assert plan.start is not None
    standing = weigh(indicator, dossier, known)
    counted = list(standing.counted)
    cuts = _cuts(indicator, counted)
    series = _series(indicator, counted, cuts, on)
    ranks = {i: _best_rank(dossier.observations[i], known) for i in series}
    certain = even_system = None
    even: Interval | None = None
    if indicator.nature == "flow":
        certain, retained, conflicts = _flow(indicator, series, ranks)
        even_system = spread(certain, _days(plan, on)) if retained else None
        value = total(certain, plan, on) if retained else None
        even = total(even_system, plan, on) if even_system else None
    else:
        retained, conflicts = _levels(indicator, series, ranks, on)
        value = _level(indicator, retained, on)
    horizon = _latest(indicator, retained, on) or _latest(indicator, counted, on)
    at_horizon = None
    if horizon is not None and retained:
        at_horizon = (
            total(certain, plan, horizon) if certain else _level(indicator, retained, horizon)
        )
    targets = judged_targets(indicator, simulate)
    progress = expected = None
    comparable = _incomparable(indicator, plan, on, horizon, cuts) is None
    if comparable and targets and at_horizon is not None and horizon is not None:
        baseline = baseline_of(indicator)
        if baseline is not None:
            progress = _progress(at_horizon, baseline, _aim(indicator, targets[-1]))
            expected = expected_share(indicator, targets, plan, horizon)
    status, reason = _judge(
        indicator, targets, plan, on, bool(counted), horizon, cuts, bool(conflicts), at_horizon,
        progress, expected,
    )  # fmt: skip
    return Assessment(
        indicator=indicator,
        standing=standing,
        retained=tuple(retained),
        value=value,
        even=even,
        horizon=horizon,
        at_horizon=at_horizon,
        progress=progress,
        expected=expected,
        status=status,
        reason=reason,
        stale=_is_stale(indicator, horizon, on, at_horizon),
        conflicts=conflicts,
        origins=len(origins_of(dossier, counted, known)),
        certain=certain,
        spread=even_system,
    )


# --- What counts ---------------------------------------------------------------------------------


def weigh(indicator: Indicator, dossier: Dossier, known: date) -> Standing:
    """Which observations count, await verification or are contested, by what was published."""
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
    return Standing(tuple(counted), tuple(awaiting), tuple(contested), tuple(later))


def origins_of(dossier: Dossier, counted: Iterable[int], known: date) -> set[str]:
    """The independent origins of the passages that carry the counted observations."""
    return {
        passage.origin
        for i in counted
        for passage in dossier.observations[i]
        if passage.counts(known)
    }


def _best_rank(passages: tuple[Passage, ...], known: date) -> Rank:
    return min(passage.rank for passage in passages if passage.counts(known))


def _cuts(indicator: Indicator, counted: list[int]) -> list[date]:
    """The days from which another definition holds (SDMX OBS_STATUS B)."""
    flagged = [i for i in counted if indicator.observations[i].flag == "B"]
    return sorted(_begins(indicator, i) for i in flagged)


def _begins(indicator: Indicator, i: int) -> date:
    """From when an observation speaks: a flow over its period, a level at its end."""
    start, end = indicator.observations[i].period
    return start if start is not None and indicator.nature == "flow" else end


def _latest(indicator: Indicator, observations: list[int], on: date) -> date | None:
    """The end of the latest of some observations that ended by the day."""
    ends = (indicator.observations[i].period.end for i in observations)
    return max((end for end in ends if end <= on), default=None)


def _series(indicator: Indicator, counted: list[int], cuts: list[date], on: date) -> list[int]:
    """The counted observations that one definition measures: the one in force on the day."""
    if not cuts:
        return counted
    since = max((cut for cut in cuts if cut <= on), default=date.min)
    until = min((cut for cut in cuts if cut > on), default=date.max)
    return [
        i
        for i in counted
        if since <= _begins(indicator, i)
        and (until == date.max or indicator.observations[i].period.end < until)
    ]


def interval_of(indicator: Indicator, measure: Measure) -> Interval | None:
    """What a measure says of the total: a part bounds it from below, a step is its rank."""
    if measure.step is not None:
        rank = indicator.ranks[measure.step]
        return Interval(rank, rank)
    if measure.stated is None:
        return None
    stated = read_interval(*measure.stated)
    if isinstance(measure, Observation) and measure.part:
        return None if indicator.nature == "rate" else Interval(stated.low, INF)
    return stated


# --- Values --------------------------------------------------------------------------------------


def _days(plan: Period, on: date) -> tuple[int, int, int]:
    assert plan.start is not None
    return plan.start.toordinal(), plan.end.toordinal() + 1, on.toordinal() + 1


def total(system: System, plan: Period, on: date) -> Interval:
    """What a flow has accrued from the plan's first day to the end of a day."""
    first, after, now = _days(plan, on)
    return system.between(first, min(now, after)) if now > first else Interval(0, 0)


def _flow(
    indicator: Indicator, series: list[int], ranks: Mapping[int, Rank]
) -> tuple[System, list[int], tuple[Conflict, ...]]:
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


def _levels(
    indicator: Indicator, series: list[int], ranks: Mapping[int, Rank], on: date
) -> tuple[list[int], tuple[Conflict, ...]]:
    """The observations of a level up to the day, contradictions of one same day settled."""
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
        # A rung that cannot be lost contradicts no lower one.
        lasting = indicator.nature == "steps" and not indicator.reversible
        while not lasting and contradiction(held):
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
    """Two observations that exclude each other, if any: intervals on a line do so in pairs."""
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
    """The contradiction to settle first: what ranks best judges before what ranks lower.

    Otherwise two that rank alike could bring down a third that outranks both.
    """
    better: list[int] = []
    for rank in sorted({ranks[i] for i in held}):
        alike = [i for i in held if ranks[i] == rank]
        for some in (*([i] for i in alike), alike):
            if members := contradiction([*better, *some]):
                return _settle(members, ranks)
        better += alike
    raise AssertionError("nothing contradicts")


def _settle(members: list[int], ranks: Mapping[int, Rank]) -> Conflict:
    """Set aside what ranks lowest of a contradictory set; where all rank alike, all of it."""
    worst = max(ranks[i] for i in members)
    lowest = tuple(sorted(i for i in members if ranks[i] == worst))
    everything = tuple(sorted(members))
    if lowest == everything:
        return Conflict(everything, everything, "alike")
    next_worst = max(ranks[i] for i in members if ranks[i] != worst)
    differs = next(place for place in range(3) if worst[place] != next_worst[place])
    rules: tuple[Rule, ...] = ("rank", "reliability", "date")
    return Conflict(everything, lowest, rules[differs])


def _level(indicator: Indicator, retained: list[int], on: date) -> Interval | None:
    """The value of a stock, a rate or a ladder on a day, from what ended by then."""
    spans = {
        i: span
        for i in retained
        if indicator.observations[i].period.end <= on
        and (span := interval_of(indicator, indicator.observations[i])) is not None
    }
    if not spans:
        return None
    ends = {i: indicator.observations[i].period.end for i in spans}
    if indicator.nature == "steps" and not indicator.reversible:
        rank = max(span.low for span in spans.values())
        # Of a longer period, or one of unknown start, nobody says that it ended on that rung.
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


# --- Progress ------------------------------------------------------------------------------------


def _aim(indicator: Indicator, target: Target) -> Amount:
    if target.step is not None:
        return indicator.ranks[target.step]
    assert target.value is not None  # a target without either is refused
    return target.value


def baseline_of(indicator: Indicator) -> Interval | None:
    """Where it started: 0 for a flow, rank 0 for a ladder that says nothing else."""
    if indicator.nature == "flow":
        return Interval(0, 0)
    if indicator.baseline is not None:
        return interval_of(indicator, indicator.baseline)
    return Interval(0, 0) if indicator.nature == "steps" else None


def _middle(interval: Interval) -> Amount:
    if interval.high == INF:
        return interval.low
    assert not isinstance(interval.high, float)
    return interval.low if interval.low == interval.high else Fraction(sum(interval)) / 2


def _progress(value: Interval, baseline: Interval, aim: Amount) -> Interval | None:
    """The share of the way from baseline to target; None where there is no way to go.

    Where the baseline is itself an interval, the extremes lie at its ends, unless the target lies
    within it: then nothing is certain.
    """
    if baseline.low == baseline.high == aim:
        return None
    if baseline.low <= aim <= baseline.high:
        return Interval(-INF, INF)  # type: ignore[arg-type]
    shares: list[Amount | float] = []
    for start in set(baseline):
        for now in set(value):
            if start == INF:  # the further away it started, the nearer the share is to 1
                shares.append(1)
                continue
            way = aim - start
            if now == INF:
                shares.append(INF if way > 0 else -INF)
            else:
                shares.append(Fraction(now - start) / way)
    low, high = min(shares), max(shares)
    return Interval(_whole(low), _whole(high))  # type: ignore[arg-type]


def _whole(number: Amount | float) -> Amount | float:
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number


def expected_share(
    indicator: Indicator, targets: list[Target], plan: Period, on: date
) -> Amount | None:
    """The share of the way to the last target that was due at the end of a day.

    Straight lines from the baseline on the plan's first day through the targets, 1 after the last;
    on a ladder nothing is due before its date. None where there is no way to go.
    """
    baseline = baseline_of(indicator)
    if baseline is None or not targets:
        return None
    base = _middle(baseline)
    way = _aim(indicator, targets[-1]) - base
    if way == 0:
        return None
    assert plan.start is not None
    now = on.toordinal() + 1
    at, share = plan.start.toordinal(), Fraction(0)
    for target in targets:
        due = target.by.toordinal() + 1
        aim = Fraction(_aim(indicator, target) - base) / way
        if now >= due:
            at, share = due, aim
        else:
            if indicator.nature != "steps" and now > at:
                share += (aim - share) * Fraction(now - at, due - at)
            break
    result = _whole(share)
    assert not isinstance(result, float)
    return result


def code_of(progress: Amount | float, expected: Amount) -> StatusCode:
    """The status of an exact share of the way."""
    if progress >= 1:
        return "reached"
    if progress < 0:
        return "regression"
    if expected <= 0 or progress >= ON_TRACK * expected:
        return "on-track"
    return "accelerate" if progress >= ACCELERATE * expected else "limited"


def _maintained(indicator: Indicator, value: Interval, aim: Amount) -> StatusRange:
    """The status where the target is the baseline: held, or not."""
    if indicator.direction == "down":
        worst, best = value.high <= aim, value.low <= aim
    else:
        worst, best = value.low >= aim, value.high >= aim
    return StatusRange("reached" if worst else "regression", "reached" if best else "regression")


def _judge(
    indicator: Indicator,
    targets: list[Target],
    plan: Period,
    on: date,
    evidenced: bool,
    horizon: date | None,
    cuts: list[date],
    conflicted: bool,
    at_horizon: Interval | None,
    progress: Interval | None,
    expected: Amount | None,
) -> tuple[StatusRange | None, Reason | None]:
    """The status, or the first true reason why there is none."""
    if indicator.direction == "context":
        return None, "context"
    if not evidenced:
        return None, "no-evidence"
    if reason := _incomparable(indicator, plan, on, horizon, cuts):
        return None, reason
    if not targets:
        return None, "no-target"
    if baseline_of(indicator) is None:
        return None, "no-baseline"
    if at_horizon is None and conflicted:
        return None, "conflict"
    assert horizon is not None
    if at_horizon is None:  # what counts speaks of parts of a rate: it allows everything
        status, proven = StatusRange("regression", "reached"), False
    elif progress is None:
        status = _maintained(indicator, at_horizon, _aim(indicator, targets[-1]))
        proven = status.low == "reached"
    else:
        low, high = progress
        assert expected is not None
        status = StatusRange(code_of(low, expected), code_of(high, expected))
        proven = low >= 1
    due = [target for target in targets if horizon < target.by <= on]
    if not proven and not all(_kept(indicator, at_horizon, target) for target in due):
        return None, "no-evidence-since-due"
    if status.high == "reached" and status.low in ("limited", "regression"):
        return None, "too-wide"
    return status, None


def _kept(indicator: Indicator, value: Interval | None, target: Target) -> bool:
    """Whether a target is proven reached by what cannot be lost again: a total, or a rung."""
    lasting = indicator.nature == "flow" or (
        indicator.nature == "steps" and not indicator.reversible
    )
    return lasting and value is not None and value.low >= _aim(indicator, target)


def _incomparable(
    indicator: Indicator, plan: Period, on: date, horizon: date | None, cuts: list[date]
) -> Reason | None:
    """Why what is known cannot be set against where the plan started."""
    assert plan.start is not None
    if horizon is None or horizon < plan.start:
        return "outside-period"
    since = plan.start
    if indicator.baseline is not None and indicator.baseline.on is not None:
        since = indicator.baseline.on
    return "definition-changed" if any(since < cut <= on for cut in cuts) else None


def _is_stale(indicator: Indicator, horizon: date | None, on: date, value: Interval | None) -> bool:
    if horizon is None or indicator.frequency == "once":
        return False
    lasting = indicator.nature == "steps" and not indicator.reversible
    if lasting and value is not None and value.low == len(indicator.steps):
        return False
    return (on - horizon).days > STALE_AFTER * FREQUENCIES[indicator.frequency or "annual"]


# --- Axes and time -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """The indicators of an axis, counted; nothing is averaged."""

    counts: Mapping[str, int]
    indicators: int
    assessable: int
    with_evidence: int
    reached_at_least: int
    reached_at_most: int


#: How the indicators of an axis are counted, worst status last.
COUNTED: Final = (*reversed(STATUSES), "between", "unassessed")


def tally(assessments: Iterable[Assessment], simulate: bool = False) -> Tally:
    """Count the indicators of an axis by status, evidence, and targets reached."""
    several = list(assessments)
    found = Counter(
        "unassessed" if each.status is None
        else each.status.low if each.status.certain
        else "between"
        for each in several
    )  # fmt: skip
    return Tally(
        counts={code: found[code] for code in COUNTED},
        indicators=len(several),
        assessable=sum(each.status is not None for each in several),
        with_evidence=sum(bool(each.standing.counted) for each in several),
        reached_at_least=sum(each.reached for each in several),
        reached_at_most=sum(
            each.indicator.direction != "context"
            and bool(judged_targets(each.indicator, simulate))
            and not each.missed_so_far
            and not _proven_lost(each)
            for each in several
        ),
    )


def _proven_lost(assessment: Assessment) -> bool:
    """Whether what was to be maintained is proven not to have been."""
    return assessment.status == ("regression", "regression")


def elapsed(plan: Period, on: date) -> Fraction:
    """The share of the plan's time that has elapsed at the end of a day."""
    first, after, now = _days(plan, on)
    return min(Fraction(1), max(Fraction(0), Fraction(now - first, after - first)))


def needed(indicator: Indicator, plan: Period, by: date, simulate: bool = False) -> Amount | None:
    """The value that would be on track at the end of a day; None where that cannot be said."""
    targets = judged_targets(indicator, simulate)
    baseline = baseline_of(indicator)
    share = expected_share(indicator, targets, plan, by) if targets else None
    if baseline is None or share is None:
        return None
    base = _middle(baseline)
    result = _whole(base + ON_TRACK * share * (_aim(indicator, targets[-1]) - base))
    assert not isinstance(result, float)
    return result


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of an indicator in one year of the plan.

    ``of`` is the day of a level that was observed in an earlier year and may have changed since.
    """

    year: int
    value: Interval | None
    even: Interval | None = None
    of: date | None = None


def by_year(assessment: Assessment, plan: Period, on: date) -> tuple[Year, ...]:
    """What each year of the plan up to a day brought (flows) or stood at (all else)."""
    assert plan.start is not None
    if on < plan.start:
        return ()
    years = []
    numbers = range(plan.start.year, min(plan.end, on).year + 1)
    certain, even_system = assessment.certain, None
    if certain is not None and assessment.retained:
        # The even reading holds only between the days that it was given.
        bounds = (date(year, 1, 1).toordinal() for year in numbers[1:])
        even_system = spread(certain, (*_days(plan, on), *bounds))
    indicator = assessment.indicator
    ends = [indicator.observations[i].period.end for i in assessment.retained]
    lasting = indicator.nature == "steps" and not indicator.reversible
    for year in numbers:
        first = max(plan.start, date(year, 1, 1))
        last = min(plan.end, date(year, 12, 31), on)
        if certain is None:
            value = _level(indicator, list(assessment.retained), last)
            seen = max((end for end in ends if end <= last), default=None)
            old = seen is not None and seen < first and not lasting
            years.append(Year(year, value, of=seen if old else None))
        elif even_system is None:
            years.append(Year(year, None))
        else:
            span = first.toordinal(), last.toordinal() + 1
            years.append(Year(year, certain.between(*span), even_system.between(*span)))
    return tuple(years)


def carriers(assessment: Assessment) -> tuple[int, ...]:
    """The retained observations on which the value of the day rests.

    All of them for a flow; for a level those of its latest day, and for a ladder whose rungs
    cannot be lost those of the highest rung.
    """
    indicator, observations = assessment.indicator, assessment.indicator.observations
    if indicator.nature == "flow" or not assessment.retained:
        return assessment.retained
    if indicator.nature == "steps" and not indicator.reversible:
        ranks = {i: indicator.ranks[observations[i].step or ""] for i in assessment.retained}
        highest = max(ranks.values())
        return tuple(i for i in assessment.retained if ranks[i] == highest)
    latest = max(observations[i].period.end for i in assessment.retained)
    return tuple(i for i in assessment.retained if observations[i].period.end == latest)


@dataclass(frozen=True, slots=True)
class Solidity:
    """How well an indicator stands on its evidence; says nothing of performance."""

    best: Rank | None
    best_passage: Passage | None
    origins: int
    age: int | None  # days from the horizon to the day
    parts_expected: tuple[str, ...]
    parts_present: tuple[str, ...]


def solidity(assessment: Assessment, dossier: Dossier, on: date, known: date) -> Solidity:
    """Best rank among the counted passages, independent origins, freshness, parts present."""
    indicator = assessment.indicator
    passages = [
        passage
        for i in assessment.standing.counted
        for passage in dossier.observations[i]
        if passage.counts(known)
    ]
    best = min(passages, key=lambda passage: passage.rank, default=None)
    present = {
        dimension
        for i in assessment.standing.counted
        for dimension in indicator.observations[i].part
    }
    return Solidity(
        best=best.rank if best else None,
        best_passage=best,
        origins=assessment.origins,
        age=(on - assessment.horizon).days if assessment.horizon else None,
        parts_expected=indicator.disaggregation,
        parts_present=tuple(each for each in indicator.disaggregation if each in present),
    )
