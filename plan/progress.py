"""How far an indicator has come on a day.

The method is the one published in ``docs/method``. What is not known stays not known: a status is
an interval, from the lowest to the highest that the evidence allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from plan.bounds import System, spread
from plan.evidence import Dossier, Passage, Rank
from plan.model import Indicator, Target
from plan.quantities import INF, Amount, Interval, Period
from plan.standing import (
    Conflict,
    Standing,
    best_rank,
    cuts_of,
    days_of,
    interval_of,
    latest_end,
    level_on,
    origins_of,
    series_of,
    settled_flow,
    settled_levels,
    total,
    weigh,
)

StatusCode = Literal["regression", "limited", "accelerate", "on-track", "reached"]


Reason = Literal[
    "context", "no-evidence", "outside-period", "definition-changed", "no-target", "no-baseline",
    "conflict", "no-evidence-since-due", "too-wide",
]  # fmt: skip


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
    cuts = cuts_of(indicator, counted)
    series = series_of(indicator, counted, cuts, on)
    ranks = {i: best_rank(dossier.observations[i], known) for i in series}
    certain = even_system = None
    even: Interval | None = None
    if indicator.nature == "flow":
        certain, retained, conflicts = settled_flow(indicator, series, ranks)
        even_system = spread(certain, days_of(plan, on)) if retained else None
        value = total(certain, plan, on) if retained else None
        even = total(even_system, plan, on) if even_system else None
    else:
        retained, conflicts = settled_levels(indicator, series, ranks, on)
        value = level_on(indicator, retained, on)
    horizon = latest_end(indicator, retained, on) or latest_end(indicator, counted, on)
    at_horizon = None
    if horizon is not None and retained:
        at_horizon = (
            total(certain, plan, horizon) if certain else level_on(indicator, retained, horizon)
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
        even_system = spread(certain, (*days_of(plan, on), *bounds))
    indicator = assessment.indicator
    ends = [indicator.observations[i].period.end for i in assessment.retained]
    lasting = indicator.nature == "steps" and not indicator.reversible
    for year in numbers:
        first = max(plan.start, date(year, 1, 1))
        last = min(plan.end, date(year, 12, 31), on)
        if certain is None:
            value = level_on(indicator, list(assessment.retained), last)
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
