"""Underspecified points in time, and the days they mean relative to a publication.

*Le 28 novembre dernier* states a day, a month and a side; the year comes from the publication.
`RESOLUTIONS` is a decision table: the first row whose condition holds gives the days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

#: Units of time in whole months.
MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SOON: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time as far as a text states it; its tokens end before ``stop``.

    ``unit`` is its granularity, from a day to a year, and ``count`` how many in a row; ``weekday``
    is 0 for Monday. ``shift`` counts units from that of the publication, ``turn`` years from its
    year; ``edge`` restricts it to its *start*, *middle*, *end* or *last* day.
    """

    stop: int
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    turn: int | None = None
    count: int = 1
    edge: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def relative(self) -> bool:
        """Whether the day of publication is needed to resolve it."""
        return self.year is None

    @property
    def undated(self) -> bool:
        """Whether neither its year nor its distance from the publication is stated."""
        return self.relative and self.shift is None and self.turn is None

    @property
    def partial(self) -> bool:
        """Whether another point must complete it: *25* in *du 25 au 26 janvier*."""
        bare = self.unit == "day" and self.day is not None and self.month is None
        return bare and self.shift is None


class ResolvedDays(NamedTuple):
    """First and last day, and the flags that resolving them adds."""

    start: date
    end: date
    flags: frozenset[str] = frozenset()


class Resolution(NamedTuple):
    """A row of the table that resolves points.

    ``example`` and ``days``: a sentence and the period read in it on 30 July 2025. ``resolve``
    takes the point and the day of publication; it may raise ``ValueError`` or ``OverflowError``.
    """

    name: str
    example: str
    days: str
    holds: Callable[[Point], bool]
    resolve: Callable[[Point, date], ResolvedDays | None]


# --- Months, quarters, halves, years ------------------------------------------------------------


def _month(index: int) -> date:
    """The first day of a month counted from year 0."""
    return date(index // 12, index % 12 + 1, 1)


def _months_from(first: int, p: Point) -> ResolvedDays:
    """The days of a point whose first month has an index."""
    last = first + MONTHS_IN[p.unit] * p.count
    return ResolvedDays(_month(first), _month(last) - timedelta(days=1))


def _in_year(p: Point, year: int) -> ResolvedDays:
    return _months_from(year * 12 + (p.month or 1) - 1, p)


def _months_ahead(p: Point, today: date) -> ResolvedDays:
    """The next such months that begin after the month of today."""
    first = today.year * 12 + (p.month or 1) - 1
    return _months_from(first + 12 * (first <= today.year * 12 + today.month - 1), p)


def _months_back(p: Point, today: date) -> ResolvedDays:
    """The last such months; those of this month count unless stated to be past."""
    first = today.year * 12 + (p.month or 1) - 1
    now = today.year * 12 + today.month - 1
    return _months_from(first - 12 * (first - (p.shift or 0) > now), p)


def _units_from_today(p: Point, today: date) -> ResolvedDays:
    size = MONTHS_IN[p.unit]
    return _months_from(((today.year * 12 + today.month - 1) // size + _begin(p)) * size, p)


def _begin(p: Point) -> int:
    """The offset, in units from that of today, at which the first of ``count`` begins."""
    shift = p.shift or 0
    return shift - (p.count - 1) * (shift < 0)


# --- Days with their number ---------------------------------------------------------------------


def _checked(p: Point, day: date) -> ResolvedDays:
    """The day, flagged when it has another weekday than the one stated."""
    wrong = p.weekday not in (None, day.weekday())
    return ResolvedDays(day, day, frozenset({"weekday-mismatch"} if wrong else ()))


def _dated(p: Point, year: int) -> ResolvedDays:
    return _checked(p, date(year, p.month or 0, p.day or 0))


def _day_of_this_month(p: Point, today: date) -> ResolvedDays:
    day = today.replace(day=p.day or 0)
    return ResolvedDays(day, day)


def _nearest_numbered(p: Point, today: date) -> ResolvedDays | None:
    """The nearest such weekday with such a number, before rather than after today."""
    for shift in (0, -1, 1, -2, -3):
        first = _month(today.year * 12 + today.month - 1 + shift)
        found = first + timedelta(days=(p.day or 0) - 1)
        fits = found.month == first.month and found.weekday() == p.weekday
        if fits and (found <= today or shift == 1):
            return ResolvedDays(found, found)
    return None


def _nearest(p: Point, today: date) -> ResolvedDays:
    """The last such day; the next one when it alone has the weekday stated, or is soon."""
    past, coming = _occurrence(p, today, -1), _occurrence(p, today, 1)
    day = past
    if past < today:
        fits = {d for d in (past, coming) if p.weekday in (None, d.weekday())}
        soon = p.weekday is None and coming - today <= _SOON
        day = coming if fits and (past not in fits or soon) else past
    return _checked(p, day)


def _occurrence(p: Point, today: date, side: int, strictly: bool = False) -> date:
    """The nearest such day on one side of today, which counts as past unless ``strictly``."""
    for step in range(13):
        try:
            found = date(today.year + side * step, p.month or 0, p.day or 0)
        except ValueError:
            continue
        if found > today if side > 0 else found < today or (found == today and not strictly):
            return found
    raise ValueError("no such day")


# --- Days and weeks counted from today ----------------------------------------------------------


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _weekend(p: Point, today: date) -> ResolvedDays:
    shift = p.shift or 0
    if shift == 0 and today.weekday() < 5:
        shift = -1
    saturday = _monday(today) + timedelta(weeks=shift, days=5)
    return ResolvedDays(saturday, saturday + timedelta(days=1))


def _weeks(p: Point, today: date) -> ResolvedDays:
    first = _monday(today) + timedelta(weeks=_begin(p))
    return ResolvedDays(first, first + timedelta(days=7 * p.count - 1))


def _weekday(p: Point, today: date) -> ResolvedDays:
    """The last such weekday, which may be today unless stated to be past; or the next one."""
    back, shift = (today.weekday() - (p.weekday or 0)) % 7, p.shift or 0
    if shift < 0:
        back = back or 7
    day = today + timedelta(days=(7 - back) if shift > 0 else -back)
    return ResolvedDays(day, day)


def _days_in_a_row(p: Point, today: date) -> ResolvedDays:
    side = 1 if (p.shift or 0) > 0 else -1
    near = today + timedelta(days=side)
    far = near + timedelta(days=(p.count - 1) * side)
    return ResolvedDays(min(near, far), max(near, far))


def _shifted_day(p: Point, today: date) -> ResolvedDays:
    return _checked(p, today + timedelta(days=p.shift or 0))


# --- The table ----------------------------------------------------------------------------------


def _of_months(p: Point) -> bool:
    return p.unit in MONTHS_IN


def _numbered(p: Point) -> bool:
    return p.unit == "day" and p.day is not None


#: Rows for a `Point` with a year ignore the day of publication.
RESOLUTIONS: Final = (
    # Months, quarters, halves, years.
    Resolution("months of a year", "En mars 2024.", "2024-03-01/2024-03-31",
               lambda p: _of_months(p) and p.year is not None,
               lambda p, _: _in_year(p, p.year or 0)),
    Resolution("months of a year counted from this one", "En mars de l’année dernière.",
               "2024-03-01/2024-03-31",
               lambda p: _of_months(p) and p.turn is not None,
               lambda p, today: _in_year(p, today.year + (p.turn or 0))),
    Resolution("months ahead", "En mars prochain.", "2026-03-01/2026-03-31",
               lambda p: _of_months(p) and p.month is not None and p.shift == 1, _months_ahead),
    Resolution("months back", "En juillet dernier.", "2024-07-01/2024-07-31",
               lambda p: _of_months(p) and p.month is not None, _months_back),
    Resolution("months or years from now", "Le mois dernier.", "2025-06-01/2025-06-30",
               _of_months, _units_from_today),
    # Days with their number.
    Resolution("day of this month", "Le 12 courant.", "2025-07-12",
               lambda p: _numbered(p) and p.month is None and p.shift == 0, _day_of_this_month),
    Resolution("weekday and day", "Dimanche 13.", "2025-07-13",
               lambda p: _numbered(p) and p.month is None, _nearest_numbered),
    Resolution("full date", "Le 28 novembre 2023.", "2023-11-28",
               lambda p: _numbered(p) and p.year is not None,
               lambda p, _: _dated(p, p.year or 0)),
    Resolution("date of a year counted from this one", "Le 5 mai de l’année dernière.",
               "2024-05-05",
               lambda p: _numbered(p) and p.turn is not None,
               lambda p, today: _dated(p, today.year + (p.turn or 0))),
    Resolution("date to come", "Le 12 décembre prochain.", "2025-12-12",
               lambda p: _numbered(p) and p.shift == 1,
               lambda p, today: _checked(p, _occurrence(p, today, 1))),
    Resolution("date past", "Le 12 août dernier.", "2024-08-12",
               lambda p: _numbered(p) and p.shift is not None,
               lambda p, today: _checked(p, _occurrence(p, today, -1, p.shift == -1))),
    Resolution("date without its year", "Le 12 août.", "2025-08-12", _numbered, _nearest),
    # Days and weeks.
    Resolution("weekend", "Le week-end dernier.", "2025-07-26/2025-07-27",
               lambda p: p.unit == "weekend", _weekend),
    Resolution("weeks", "La semaine dernière.", "2025-07-21/2025-07-27",
               lambda p: p.unit == "week", _weeks),
    Resolution("weekday", "Mercredi dernier.", "2025-07-23",
               lambda p: p.weekday is not None and "stated-day" not in p.flags, _weekday),
    Resolution("days in a row", "Les dix derniers jours.", "2025-07-20/2025-07-29",
               lambda p: p.count > 1, _days_in_a_row),
    Resolution("day from now", "Avant-hier.", "2025-07-28", lambda p: True, _shifted_day),
)  # fmt: skip


def resolve(p: Point, today: date | None) -> ResolvedDays | None:
    """The days of a point relative to the day of publication; None when they are unknown."""
    if today is None and p.relative:
        return None
    row = next(row for row in RESOLUTIONS if row.holds(p))
    try:
        found = row.resolve(p, today or date.max)
    except (ValueError, OverflowError):
        return None
    return _restrict_to_edge(found, p) if found and p.edge else found


#: Start and length in months of the middle of a period, by its length in months.
_MIDDLES: Final = {3: (1, 1), 6: (2, 2), 12: (5, 2)}
#: Length in months of the beginning and the end of a period, by its length in months.
_EDGES: Final = {3: 1, 6: 2, 12: 3}


def _restrict_to_edge(days: ResolvedDays, p: Point) -> ResolvedDays:
    """The beginning, middle or end: a third, but of a year three months (two in its middle)."""
    first, last = days.start, days.end
    if p.edge == "last":
        return ResolvedDays(last, last)
    if p.unit == "month":
        bounds = {"start": (1, 10), "middle": (11, 20), "end": (21, last.day)}[p.edge]
        return ResolvedDays(first.replace(day=bounds[0]), first.replace(day=bounds[1]))
    size = MONTHS_IN[p.unit]
    width = _EDGES[size]
    begin, width = {
        "start": (0, width), "middle": _MIDDLES[size], "end": (size - width, width)
    }[p.edge]  # fmt: skip
    begin += first.year * 12 + first.month - 1
    return ResolvedDays(_month(begin), _month(begin + width) - timedelta(days=1))


def ago(today: date, count: int, unit: str) -> date | None:
    """The day ``count`` days, weeks, months or years before today."""
    try:
        if unit not in MONTHS_IN:
            return today - timedelta(days=count * {"week": 7, "weekend": 7}.get(unit, 1))
        months = today.year * 12 + today.month - 1 - count * MONTHS_IN[unit]
        last = _month(months + 1) - timedelta(days=1)
        return last.replace(day=min(today.day, last.day))
    except (ValueError, OverflowError):
        return None
