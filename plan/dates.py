"""A time as far as a text tells it, and the days that it then means, seen from a publication.

*Le 28 novembre dernier* tells a day, a month and a side; the year comes from the publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

__all__ = ["MONTHS_IN", "Days", "Point", "ago", "resolve"]

#: Stretches of time that are whole months, and how many.
MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SOON: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of time, as far as it is told, that ends before the token ``stop``.

    ``shift`` counts units from that of publication; ``turn`` counts years from its year; ``edge``
    is the end of it that is meant; ``count`` units in a row.
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
        """Whether the day of publication is needed."""
        return self.year is None

    @property
    def partial(self) -> bool:
        """Whether this is no time without another: *25* in *du 25 au 26 janvier*."""
        bare = self.unit == "day" and self.day is not None and self.month is None
        return bare and self.shift is None


class Days(NamedTuple):
    """First and last day, and what was found while resolving them."""

    start: date
    end: date
    flags: frozenset[str] = frozenset()


def resolve(p: Point, today: date | None) -> Days | None:
    """The days of a point; None when they cannot be told."""
    if today is None and p.relative:
        return None
    try:
        if p.unit in MONTHS_IN:
            found = _resolve_months(p, today)
        elif p.unit == "day" and p.day is not None:
            found = _resolve_date(p, today)
        else:
            found = _resolve_days(p, today)
    except (ValueError, OverflowError):
        return None
    return _edged(found, p) if found and p.edge else found


def _resolve_months(p: Point, today: date | None) -> Days | None:
    size = MONTHS_IN[p.unit]
    year = p.year
    if today is not None and year is None and p.turn is not None:
        year = today.year + p.turn
    length = size * p.count
    if year is not None:
        first = year * 12 + (p.month or 1) - 1
    else:
        assert today is not None
        now = today.year * 12 + today.month - 1
        if p.month is not None:
            first, side = today.year * 12 + p.month - 1, p.shift or 0
            if side > 0 and first <= now:
                first += 12
            elif side <= 0 and first - side > now:
                first -= 12
        else:
            first = (now // size + _begin(p)) * size
    return Days(_month(first), _month(first + length) - timedelta(days=1))


def _begin(p: Point) -> int:
    """How many units from that of today the first of ``count`` begins."""
    shift = p.shift or 0
    return shift - (p.count - 1) * (shift < 0)


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _resolve_date(p: Point, today: date | None) -> Days | None:
    """A day and a month, with or without the year."""
    assert p.day is not None
    if p.month is None:
        if p.shift == 0 and today:  # le 12 courant
            return Days(today.replace(day=p.day), today.replace(day=p.day))
        return _numbered(p.day, p.weekday, today)
    year = p.year
    if year is None and today is not None and p.turn is not None:
        year = today.year + p.turn
    if year is not None:
        day = date(year, p.month, p.day)
    else:
        assert today is not None
        past = _occurrence(p.month, p.day, today, -1, strictly=p.shift == -1)
        coming = _occurrence(p.month, p.day, today, 1)
        day = coming if p.shift == 1 else past
        if p.shift is None and past < today:
            fits = {d for d in (past, coming) if p.weekday in (None, d.weekday())}
            soon = p.weekday is None and coming - today <= _SOON
            day = coming if fits and (past not in fits or soon) else past
    wrong = p.weekday not in (None, day.weekday())
    return Days(day, day, frozenset({"weekday-mismatch"} if wrong else ()))


def _numbered(day: int, weekday: int | None, today: date | None) -> Days | None:
    """*Dimanche 27*: the nearest such day, before rather than after today."""
    for shift in (0, -1, 1, -2, -3) if today else ():
        assert today is not None
        first = _month(today.year * 12 + today.month - 1 + shift)
        found = first + timedelta(days=day - 1)
        fits = found.month == first.month and found.weekday() == weekday
        if fits and (found <= today or shift == 1):
            return Days(found, found)
    return None


def _occurrence(month: int, day: int, today: date, side: int, strictly: bool = False) -> date:
    """The nearest such day on one side of today, which counts as past unless ``strictly``."""
    for step in range(13):
        try:
            found = date(today.year + side * step, month, day)
        except ValueError:
            continue
        if found > today if side > 0 else found < today or (found == today and not strictly):
            return found
    raise ValueError("no such day")


def _resolve_days(p: Point, today: date | None) -> Days | None:
    """Days and weeks told from today."""
    assert today is not None
    shift = p.shift or 0
    if p.unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday())
        if p.unit == "weekend":
            if shift == 0 and today.weekday() < 5:
                shift = -1
            monday += timedelta(weeks=shift)
            return Days(monday + timedelta(days=5), monday + timedelta(days=6))
        first = monday + timedelta(weeks=_begin(p))
        return Days(first, first + timedelta(days=7 * p.count - 1))
    if p.weekday is not None and "stated-day" not in p.flags:
        back = (today.weekday() - p.weekday) % 7
        if shift < 0:
            back = back or 7
        day = today + timedelta(days=(7 - back) if shift > 0 else -back)
        return Days(day, day)
    if p.count > 1:
        near = today + timedelta(days=1 if shift > 0 else -1)
        far = near + timedelta(days=(p.count - 1) * (1 if shift > 0 else -1))
        return Days(min(near, far), max(near, far))
    day = today + timedelta(days=shift)
    wrong = p.weekday not in (None, day.weekday())
    return Days(day, day, frozenset({"weekday-mismatch"} if wrong else ()))


def _edged(days: Days, p: Point) -> Days:
    """The beginning, the middle or the end: a quarter of a year, a third of a month, a month."""
    first, last = days.start, days.end
    if p.edge == "last":
        return Days(last, last)
    if p.unit == "month":
        bounds = {"start": (1, 10), "middle": (11, 20), "end": (21, last.day)}[p.edge]
        return Days(first.replace(day=bounds[0]), first.replace(day=bounds[1]))
    size = MONTHS_IN[p.unit]
    index, width = first.year * 12 + first.month - 1, {3: 1, 6: 2, 12: 3}[size]
    middle = {3: (1, 1), 6: (2, 2), 12: (5, 2)}[size]
    begin, width = {
        "start": (0, width), "middle": middle, "end": (size - width, width)
    }[p.edge]  # fmt: skip
    return Days(_month(index + begin), _month(index + begin + width) - timedelta(days=1))


def ago(today: date, count: int, unit: str) -> date | None:
    """The day so many days, weeks, months or years before today."""
    try:
        if unit not in MONTHS_IN:
            return today - timedelta(days=count * {"week": 7, "weekend": 7}.get(unit, 1))
        months = today.year * 12 + today.month - 1 - count * MONTHS_IN[unit]
        last = _month(months + 1) - timedelta(days=1)
        return last.replace(day=min(today.day, last.day))
    except (ValueError, OverflowError):
        return None
