"""Times mentioned in a text: a range of time with its period, its place and its flags.

`FLAG_RULES` gives the flags of its form and of its days: every row that holds adds its flag.
`ANNOUNCED_RULES` moves what is announced to its next occurrence: the first row that holds decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from plan.language.modality import read_modality
from plan.language.numbers.numerals import Tokens
from plan.language.time.partial_dates import Point
from plan.language.time.range_days import resolve_range
from plan.language.time.ranges import TimeRange
from plan.model.quantities import Period


@dataclass(frozen=True, slots=True)
class Mention:
    """A time mentioned at ``text[start:end]``.

    ``period`` is None when it is not resolved; ``kind`` is its granularity: *day*, *week*,
    *weekend*, *month*, *quarter*, *half*, *year*, *span* (from one to another), *plan* (the period
    of a plan) or *duration* (how long, and not when).

    Flags of its form: ``relative`` (its year or more comes from the publication), ``since`` (until
    the publication), ``deadline`` (by then), ``approximate``, ``vague``, ``recurring``,
    ``weekday-mismatch`` (the date prevails), ``impossible``, ``same`` (it refers to an earlier
    time), ``unresolved``. Relative to the publication: ``future``, ``unfinished`` (it has begun).
    By what it belongs to: ``publication`` and ``update`` of the page itself, ``plan-period``,
    ``fiscal-year``, ``reports`` (with ``cited`` when they are given as the source),
    ``fixed-by-reports``, ``reference`` (it dates a text of law), ``comparison``.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: str
    flags: frozenset[str] = frozenset()


# --- Flags --------------------------------------------------------------------------------------


class FlagRule(NamedTuple):
    """A row of flags of a range; every row that holds adds its flag.

    ``example``: a sentence whose only time has the flag by this row. ``holds`` takes the range, its
    period and the publication.
    """

    flag: str
    example: str
    holds: Callable[[TimeRange, Period | None, Period | None], bool]


def _unbroken(e: TimeRange) -> bool:
    """Whether the items of a list are consecutive."""
    parts = [(p.year, p.month, p.day) for p in (e.left, e.right)]
    at = {"year": 0, "month": 1, "day": 2}.get(e.right.unit, 2)
    first, last = parts[0][at], parts[1][at]
    return first is None or last is None or last - first in (e.items - 1, e.items - 13)


def _impossible(e: TimeRange, period: Period | None, _: Period | None) -> bool:
    return period is None and not (e.right.relative or e.since or e.duration)


def _ahead(period: Period | None, published: Period | None) -> str:
    """How much of a period is after the publication: *future*, *unfinished*, or nothing."""
    if period is None or published is None or period.end <= published.end:
        return ""
    return "unfinished" if (period.start or period.end) <= published.end else "future"


FLAG_RULES: Final = (
    FlagRule("approximate", "Début 2023.",
             lambda e, _, __: "approximate" in e.left.flags | e.right.flags),
    FlagRule("approximate", "En 2020, 2022 et 2024.",
             lambda e, period, _: e.items > 1 and period is not None and not _unbroken(e)),
    FlagRule("vague", "Ces dernières années.",
             lambda e, _, __: "vague" in e.left.flags | e.right.flags),
    FlagRule("relative", "Le mois dernier.",
             lambda e, _, __: e.right.relative and not e.duration),
    FlagRule("since", "Depuis 2020.", lambda e, _, __: e.since),
    FlagRule("deadline", "D’ici 2030.", lambda e, _, __: bool(e.until)),
    FlagRule("unresolved", "Pendant six mois.", lambda e, period, _: period is None),
    FlagRule("impossible", "Le 31 février 2025.", _impossible),
    FlagRule("unfinished", "En 2025.",
             lambda e, period, published: _ahead(period, published) == "unfinished"),
    FlagRule("future", "En 2030.",
             lambda e, period, published: _ahead(period, published) == "future"),
)  # fmt: skip


# --- Announced times ----------------------------------------------------------------------------

_ENDS: Final = re.compile(r"[.!?;]\s|\n")
_WEEK: Final = timedelta(days=7)


class Announcement(NamedTuple):
    """A time that may be announced: in its text, with its period, and the first publication day."""

    text: str
    point: Point
    mention: Mention
    period: Period
    published: date


class AnnouncedRule(NamedTuple):
    """A row of the table of times that are announced; the first that holds decides.

    ``example`` and ``days``: a sentence and the period read in it on 30 July 2025. ``move`` gives
    the period to come, None when the time is not moved.
    """

    name: str
    example: str
    days: str
    holds: Callable[[Announcement], bool]
    move: Callable[[Period], Period] | None = None


_LONGEST: Final = 2_000  # characters of a sentence on each side of a time


def _stated_as_fact(a: Announcement) -> bool:
    at, first = a.mention.start, max(0, a.mention.start - _LONGEST)
    last = min(len(a.text), a.mention.end + _LONGEST)
    stop = _ENDS.search(a.text, a.mention.end, last)
    start = max((m.end() for m in _ENDS.finditer(a.text, first, at)), default=first)
    end = stop.start() if stop else last
    return read_modality(a.text, start, end, at).code != "announced"


def moved_to_year(period: Period, year: int) -> Period:
    """The same days in another year; a 29th of February becomes the 28th."""
    turn = year - period.end.year

    def move(day: date) -> date:
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + turn, day=28 if leap else day.day)

    return Period(None if period.start is None else move(period.start), move(period.end))


ANNOUNCED_RULES: Final = (
    AnnouncedRule("deadline", "La loi sera adoptée avant mars.", "../2025-02-28",
                  lambda a: "deadline" in a.mention.flags),
    AnnouncedRule("year or distance stated", "La loi sera adoptée en mars 2025.",
                  "2025-03-01/2025-03-31", lambda a: not a.point.undated),
    AnnouncedRule("to come", "La loi sera adoptée le 12 août.", "2025-08-12",
                  lambda a: a.period.end >= a.published),
    AnnouncedRule("neither day nor month", "La loi sera adoptée au premier trimestre.",
                  "2025-01-01/2025-03-31", lambda a: a.mention.kind not in ("day", "month")),
    AnnouncedRule("stated as a fact", "La loi a été adoptée en mars.", "2025-03-01/2025-03-31",
                  _stated_as_fact),
    AnnouncedRule("weekday", "La loi sera adoptée lundi.", "2025-08-04",
                  lambda a: a.point.day is None and a.point.weekday is not None,
                  lambda period: Period(period.end + _WEEK, period.end + _WEEK)),
    AnnouncedRule("day or month", "La loi sera adoptée en mars.", "2026-03-01/2026-03-31",
                  lambda a: True, lambda period: moved_to_year(period, period.end.year + 1)),
)  # fmt: skip


def _announced(text: str, e: TimeRange, mention: Mention, published: Period | None) -> Mention:
    """The mention, moved to its next occurrence where one without a year is announced."""
    if published is None or (period := mention.period) is None:
        return mention
    first = published.start or published.end
    announcement = Announcement(text, e.right, mention, period, first)
    rule = next(rule for rule in ANNOUNCED_RULES if rule.holds(announcement))
    if rule.move is None:
        return mention
    return replace(mention, period=rule.move(period), flags=mention.flags | {"future"})


def mention_of(t: Tokens, e: TimeRange, flags: frozenset[str], published: Period | None) -> Mention:
    """The mention of a range that has some flags by its context."""
    period, added = resolve_range(e, published)
    if "recurring" in flags:
        period = None
    flags |= added
    flags |= {rule.flag for rule in FLAG_RULES if rule.holds(e, period, published)}
    start, end = t.starts[e.first], t.ends[e.stop - 1]
    mention = Mention(start, end, t.text[start:end], period, e.kind, flags)
    return _announced(t.text, e, mention, published)
