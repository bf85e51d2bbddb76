"""The value of an indicator in each year: what a flow accrued, or the level at year's end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan.method.assessment import Assessment
from plan.method.bounds import spread
from plan.method.counting import days_of, is_lasting, level_on
from plan.model.quantities import Interval, Period


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of an indicator in one year of the plan.

    ``value`` is in the unit of the indicator; ``even`` is the estimate with a flow spread evenly
    over its periods. ``of`` is the day of a level that was observed in an earlier year and
    may have changed since.
    """

    year: int
    value: Interval | None
    even: Interval | None = None
    of: date | None = None


def by_year(assessment: Assessment, plan: Period, on: date) -> tuple[Year, ...]:
    """Each year of the plan up to a day: the amount accrued (flow) or the last level (all else)."""
    assert plan.start is not None
    if on < plan.start:
        return ()
    years = []
    numbers = range(plan.start.year, min(plan.end, on).year + 1)
    certain, even_system = assessment.certain, None
    if certain is not None and assessment.retained:
        # The even spread is defined only between the days given.
        bounds = (date(year, 1, 1).toordinal() for year in numbers[1:])
        even_system = spread(certain, (*days_of(plan, on), *bounds))
    indicator = assessment.indicator
    ends = [indicator.observations[i].period.end for i in assessment.retained]
    lasting = is_lasting(indicator)
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
