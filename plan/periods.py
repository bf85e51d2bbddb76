"""When a French or English text says that things happen: its dates and periods, resolved.

Reading goes in two steps. A small grammar over the tokens of the text reads *points* (a day, a
month, a quarter, a year, each as far as it is told), and what joins or bends them (*du … au*,
*depuis*, *fin*). Then what is not told is taken from the day of publication: *jeudi dernier* is
the last Thursday before it, *l'année écoulée* the calendar year before its own. Without that day
such a period stays unresolved, and says so.
Every function accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from plan import lexicon as lex
from plan.model import Period
from plan.numerals import Tokens, read_numeral, tokenise

__all__ = ["Mention", "period_of", "read_periods"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a text tells at ``text[start:end]``.

    ``period`` is None when it is not resolved; ``kind`` is the grain in which it is told: *day*,
    *week*, *month*, *quarter*, *half*, *year*, *span* (from one to another), *plan* (the years of
    a plan) or *duration* (how long, and not when).

    Flags. How it is told: ``relative`` (its year or more comes from the publication), ``since``
    (until the publication), ``deadline`` (by then), ``approximate``, ``vague``, ``weekday-mismatch``
    (the date wins), ``recurring``. How it stands to the publication: ``future``, ``unfinished``
    (it has begun). What it belongs to: ``publication`` and ``update`` of the page itself,
    ``plan-period``, ``fiscal-year``, ``reports`` (it names them, with ``cited`` when they are given
    as the origin), ``fixed-by-reports``, ``reference`` (it names a text of law), ``comparison``.
    And ``unresolved``.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: str
    flags: frozenset[str] = frozenset()


# --- Words --------------------------------------------------------------------------------------


def _phrases(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(each.split()) for each in phrases), key=len, reverse=True))


_SINCE: Final = _phrases(lex.SINCE)
_UNTIL: Final = _phrases(lex.UNTIL)
_DAYS: Final = {tuple(words.split()): shift for words, shift in lex.DAY_SHIFTS.items()}
_LINKS: Final = frozenset("le la l' les en au du de d' mois debut-de the of month".split())
_DETERMINERS: Final = frozenset("le la l' les ce cet cette ces the this these".split())
_THIS: Final = ("ce", "cet", "cette", "this")
_FRAMES: Final = {
    **dict.fromkeys(("de", "du", "d'", "from"), ("a", "au", "to")),
    "entre": ("et",),
    "between": ("and",),
}
_DASHES: Final = ("-", "–", "—")
_AND: Final = ("et", "and")
_MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SHORT: Final = {"t": "quarter", "q": "quarter", "s": "half", "h": "half"}
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_YEARS: Final = re.compile("((?:19|20)[0-9]{2})[/–-]((?:19|20)?[0-9]{2})")
_WRITTEN: Final = re.compile("([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_EDGED_YEAR: Final = re.compile("(mi|mid)-((?:19|20)[0-9]{2})")
_SHORT_PART: Final = re.compile("([tqsh])([1-4])")
_ENDS: Final = frozenset(".;!?…")
#: Where a date of a text says that an event of its title is meant, and not that the text exists.
_LONGEST_PLAN: Final = 30
_SOON: Final = timedelta(days=31)


# --- Points -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Point:
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
        return self.unit == "day" and self.day is not None and self.month is None


class _Days(NamedTuple):
    """First and last day, and what was found while resolving them."""

    start: date
    end: date
    flags: frozenset[str] = frozenset()


def _resolve(p: _Point, today: date | None) -> _Days | None:
    """The days of a point; None when they cannot be told."""
    if today is None and p.relative:
        return None
    try:
        if p.unit in _MONTHS_IN:
            found = _resolve_months(p, today)
        elif p.unit == "day" and p.day is not None:
            found = _resolve_date(p, today)
        else:
            found = _resolve_days(p, today)
    except (ValueError, OverflowError):
        return None
    return _edged(found, p) if found and p.edge else found


def _resolve_months(p: _Point, today: date | None) -> _Days | None:
    size = _MONTHS_IN[p.unit]
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
            first -= 12 if side <= 0 and first + side * 0 > now + min(side, 0) else 0
            first += 12 if side > 0 and first <= now else 0
        elif (side := p.shift or 0) < 0:
            first = (now // size - p.count) * size
        else:
            first = (now // size + side) * size
    return _Days(_month(first), _month(first + length) - timedelta(days=1))


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _resolve_date(p: _Point, today: date | None) -> _Days | None:
    """A day and a month, with or without the year."""
    if p.month is None or p.day is None:
        return None
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
    return _Days(day, day, frozenset({"weekday-mismatch"} if wrong else ()))


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


def _resolve_days(p: _Point, today: date | None) -> _Days | None:
    """Days and weeks told from today."""
    assert today is not None
    shift = p.shift or 0
    if p.unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday())
        if p.unit == "weekend":
            if shift == 0 and today.weekday() < 5:
                shift = -1
            monday += timedelta(weeks=shift)
            return _Days(monday + timedelta(days=5), monday + timedelta(days=6))
        first = monday + timedelta(weeks=-p.count if shift < 0 else shift)
        return _Days(first, first + timedelta(days=7 * p.count - 1))
    if p.weekday is not None and "told" not in p.flags:
        back = (today.weekday() - p.weekday) % 7
        if shift < 0:
            back = back or 7
        day = today + timedelta(days=(7 - back) if shift > 0 else -back)
        return _Days(day, day)
    if p.count > 1:
        near = today + timedelta(days=1 if shift > 0 else -1)
        far = near + timedelta(days=(p.count - 1) * (1 if shift > 0 else -1))
        return _Days(min(near, far), max(near, far))
    day = today + timedelta(days=shift)
    wrong = p.weekday not in (None, day.weekday())
    return _Days(day, day, frozenset({"weekday-mismatch"} if wrong else ()))


def _edged(days: _Days, p: _Point) -> _Days:
    """The beginning, the middle or the end: a quarter of a year, a third of a month, a month."""
    first, last = days.start, days.end
    if p.edge == "last":
        return _Days(last, last)
    if p.unit == "month":
        bounds = {"start": (1, 10), "middle": (11, 20), "end": (21, last.day)}[p.edge]
        return _Days(first.replace(day=bounds[0]), first.replace(day=bounds[1]))
    size = _MONTHS_IN[p.unit]
    index, width = first.year * 12 + first.month - 1, {3: 1, 6: 2, 12: 3}[size]
    middle = {3: (1, 1), 6: (2, 2), 12: (5, 2)}[size]
    begin, width = {
        "start": (0, width), "middle": middle, "end": (size - width, width)
    }[p.edge]  # fmt: skip
    return _Days(_month(index + begin), _month(index + begin + width) - timedelta(days=1))
