"""The days of a range of time relative to the publication.

`RANGE_RESOLUTIONS` is a decision table: the first row whose condition holds gives the period. Its
points are resolved by `partial_dates`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from plan.language.time.grammar import APPROXIMATE
from plan.language.time.partial_dates import ResolvedDays, ago, resolve
from plan.language.time.ranges import TimeRange
from plan.model.quantities import Period

#: A period, None when it is unknown, and the flags that resolving it adds.
ResolvedPeriod = tuple[Period | None, frozenset[str]]


class RangeResolution(NamedTuple):
    """A row of the table that resolves ranges.

    ``example`` and ``days``: a sentence and the period read in it on 30 July 2025. ``resolve``
    takes the range and the day of publication, None when that is unknown.
    """

    name: str
    example: str
    days: str
    holds: Callable[[TimeRange], bool]
    resolve: Callable[[TimeRange, date | None], ResolvedPeriod]


_UNKNOWN: Final[ResolvedPeriod] = None, frozenset()


def _units_back(e: TimeRange, today: date | None) -> ResolvedPeriod:
    start = None if today is None else ago(today, -(e.left.shift or 0), e.left.unit)
    return (Period(start, today) if start and today else None), frozenset()


def _from_days(
    period: Callable[[ResolvedDays, date | None], Period | None],
) -> Callable[[TimeRange, date | None], ResolvedPeriod]:
    """The resolution by the days from the first point to the last; unknown where there are none."""

    def resolved(e: TimeRange, today: date | None) -> ResolvedPeriod:
        if (last := resolve(e.right, today)) is None:
            return _UNKNOWN
        first = _first_of(e, last, today)
        if first is None or first.start > last.end:
            return _UNKNOWN
        days = ResolvedDays(first.start, last.end, first.flags | last.flags)
        return period(days, today), days.flags

    return resolved


def _first_of(e: TimeRange, last: ResolvedDays, today: date | None) -> ResolvedDays | None:
    """The days of the first point, which takes what it does not state from the last."""
    left = e.left
    weekday_alone = left.weekday is not None and left.day is None
    if not e.joined or not left.undated or weekday_alone:
        return resolve(left, today)
    left = replace(left, month=left.month or last.start.month, year=last.start.year)
    first = resolve(left, today)
    if first is None or first.start > last.start:
        return resolve(replace(left, year=last.start.year - 1), today)
    return first


def _since(days: ResolvedDays, today: date | None) -> Period | None:
    if today is None:
        return None
    return Period(days.start, today if days.start <= today else days.end)


def _excludes_its_days(e: TimeRange) -> bool:
    return e.until in ("avant", "before") and e.right.unit != "day" and not e.right.edge


def _before(days: ResolvedDays, _: date | None) -> Period:
    has_day_before = days.start > date.min
    return Period(None, days.start - timedelta(days=1) if has_day_before else days.end)


#: A deadline includes its days; only *before* a month or a year excludes them.
RANGE_RESOLUTIONS: Final = (
    RangeResolution("duration", "Pendant six mois.", "?",
                    lambda e: e.duration, lambda e, today: _UNKNOWN),
    RangeResolution("vague", "Ces dernières années.", "?",
                    lambda e: "vague" in e.right.flags, lambda e, today: _UNKNOWN),
    RangeResolution("since some units", "Depuis deux ans.", "~2023-07-30/2025-07-30",
                    lambda e: "back" in e.left.flags, _units_back),
    RangeResolution("since", "Depuis 2020.", "2020-01-01/2025-07-30",
                    lambda e: e.since, _from_days(_since)),
    RangeResolution("before a month or year", "Avant mars 2026.", "../2026-02-28",
                    _excludes_its_days, _from_days(_before)),
    RangeResolution("deadline", "D’ici 2030.", "../2030-12-31",
                    lambda e: bool(e.until),
                    _from_days(lambda days, _: Period(None, days.end))),
    RangeResolution("from the first to the last", "De mai à juin 2024.", "2024-05-01/2024-06-30",
                    lambda e: True, _from_days(lambda days, _: Period(days.start, days.end))),
)  # fmt: skip


def _on(e: TimeRange, today: date | None) -> ResolvedPeriod:
    return next(row for row in RANGE_RESOLUTIONS if row.holds(e)).resolve(e, today)


def resolve_range(e: TimeRange, published: Period | None) -> ResolvedPeriod:
    """The period of a range; where the publication is an interval, it covers all cases."""
    first, last = published or (None, None)
    period, flags = _on(e, last if first else None)
    if period is None or first == last or not (e.right.relative or e.since):
        return period, flags
    early, _ = _on(e, first)
    if early == period:
        return period, flags
    starts = [each.start for each in (early, period) if each and each.start]
    return Period(min(starts), period.end) if starts else period, flags | APPROXIMATE
