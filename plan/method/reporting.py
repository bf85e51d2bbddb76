"""What reporting is still awaited of an indicator, and since when.

In: an assessment. Out: whether a first or a newer value is awaited, and the day since which it is,
by the reporting frequency, the plan's time and the latest evidence. Awaited means that nothing has
been published, not that nothing was done.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plan.method.assessment import Assessment
from plan.method.status import REPORTING_MONTHS, is_completed
from plan.model.quantities import Period

Awaited = Literal["first", "newer", "nothing"]
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is awaited of an indicator on a day.

    ``since`` is the first day on which it is awaited. Where nothing is awaited yet, it is the day
    from which a value will be, or None where none will be.
    """

    awaited: Awaited
    since: date | None


def reporting(assessment: Assessment, plan: Period, on: date) -> Reporting:
    """What is awaited of an indicator on the day ``on`` of its assessment."""
    assert plan.start is not None
    indicator, horizon = assessment.indicator, assessment.horizon
    if horizon is not None and horizon < plan.start:
        horizon = None  # evidence from before the plan reports nothing of it
    if horizon is not None and _is_final(assessment, horizon, plan):
        return Reporting("nothing", None)
    since = plan.end + _DAY
    if indicator.frequency != "once":
        after = plan.start if horizon is None else horizon + _DAY
        months = REPORTING_MONTHS[indicator.frequency or "annual"]
        since = min(since, _months_later(after, months))
    if on < since:
        return Reporting("nothing", since)
    return Reporting("first" if horizon is None else "newer", since)


def _is_final(assessment: Assessment, horizon: date, plan: Period) -> bool:
    """Whether evidence up to a horizon leaves nothing to report."""
    indicator = assessment.indicator
    if indicator.nature == "steps" and not indicator.reversible:
        done = is_completed(indicator, assessment.at_horizon)
    else:
        done = indicator.frequency == "once"
    return done or horizon >= plan.end


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; the last day of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
