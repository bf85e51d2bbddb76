"""The baseline and the targets of an indicator, and the shares of the way between them.

A share, achieved or expected, is a number without unit: 0 at the baseline, 1 at the last target,
less than 0 or more than 1 beyond them. Amounts are in the indicator's unit, or ranks of a ladder of
steps. The method is ``docs/method.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from plan.method.counting import interval_of
from plan.model.quantities import INF, Amount, Interval, Period
from plan.model.records import Indicator, Target

#: The least pace (share of the way over share due) that is on track.
ON_TRACK: Final = Fraction(95, 100)


def judged_targets(indicator: Indicator, simulate: bool = False) -> tuple[Target, ...]:
    """The targets that a status may be based on, by date; proposed ones only in a simulation."""
    targets = [target for target in indicator.targets if simulate or target.judged]
    return tuple(sorted(targets, key=lambda target: target.by))


def target_amount(indicator: Indicator, target: Target) -> Amount:
    """The amount that a target asks for: its value, or the rank of its step."""
    if target.step is not None:
        return indicator.ranks[target.step]
    assert target.value is not None  # a target without either is refused
    return target.value


def baseline_of(indicator: Indicator) -> Interval | None:
    """The baseline of an indicator; None where it is not known.

    0 for a flow, and rank 0 for a ladder that states none.
    """
    if indicator.nature == "flow":
        return Interval(0, 0)
    if indicator.baseline is not None:
        return interval_of(indicator, indicator.baseline)
    return Interval(0, 0) if indicator.nature == "steps" else None


def achieved_share(value: Interval, baseline: Interval, aim: Amount) -> Interval | None:
    """The share of the way from a baseline to the amount ``aim`` that a value has achieved.

    None where the baseline is the target. Where the baseline is itself an interval, the extremes
    lie at its ends, unless the target lies within it: then nothing is certain.
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


def _middle(interval: Interval) -> Amount:
    """The middle of an interval; its low end where it has no upper bound."""
    if interval.high == INF:
        return interval.low
    assert not isinstance(interval.high, float)
    return interval.low if interval.low == interval.high else Fraction(sum(interval)) / 2


def expected_share(
    indicator: Indicator, targets: Sequence[Target], plan: Period, on: date
) -> Amount | None:
    """The share of the way to the last target that was due at the end of a day.

    Linear interpolation from the baseline on the plan's first day through the targets, 1 after the
    last; on a ladder nothing is due before its date. None without a baseline or targets, and where
    the baseline is the last target.
    """
    baseline = baseline_of(indicator)
    if baseline is None or not targets:
        return None
    base = _middle(baseline)
    way = target_amount(indicator, targets[-1]) - base
    if way == 0:
        return None
    assert plan.start is not None
    now = on.toordinal() + 1
    at, share = plan.start.toordinal(), Fraction(0)
    for target in targets:
        due = target.by.toordinal() + 1
        aim = Fraction(target_amount(indicator, target) - base) / way
        if now >= due:
            at, share = due, aim
        else:
            if indicator.nature != "steps" and now > at:
                share += (aim - share) * Fraction(now - at, due - at)
            break
    result = _whole(share)
    assert not isinstance(result, float)
    return result


def needed(indicator: Indicator, plan: Period, by: date, simulate: bool = False) -> Amount | None:
    """The amount that would be on track at the end of a day; None where no share is due."""
    targets = judged_targets(indicator, simulate)
    baseline = baseline_of(indicator)
    share = expected_share(indicator, targets, plan, by) if targets else None
    if baseline is None or share is None:
        return None
    base = _middle(baseline)
    result = _whole(base + ON_TRACK * share * (target_amount(indicator, targets[-1]) - base))
    assert not isinstance(result, float)
    return result


def _whole(number: Amount | float) -> Amount | float:
    """A fraction that is a whole number as an ``int``."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number
