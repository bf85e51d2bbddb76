"""When a French or English text says that things happen: its dates and periods, resolved.

A small grammar over the tokens of the text reads points in time, each as far as it is told, and
what joins or bends them (*du … au*, *depuis*, *fin*). What is not told comes from the day of
publication: *jeudi dernier* is the last Thursday before it, *l'année écoulée* the calendar year
before its own. Without that day such a time stays unresolved, and says so.
Every function accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from plan import lexicon as lex
from plan.dates import Point, ago, resolve
from plan.model import Period
from plan.numerals import AND, OF, Tokens, tokenise
from plan.points import (
    DASHES,
    STOPS,
    YEAR,
    Words,
    loose_point,
    opening,
    past_links,
    whole_number,
    words_before,
)

__all__ = ["Mention", "period_of", "read_periods"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a text tells at ``text[start:end]``.

    ``period`` is None when it is not resolved; ``kind`` is the grain in which it is told: *day*,
    *week*, *weekend*, *month*, *quarter*, *half*, *year*, *span* (from one to another), *plan*
    (the years of a plan) or *duration* (how long, and not when).

    Flags. How it is told: ``relative`` (its year or more comes from the publication), ``since``
    (until the publication), ``deadline`` (by then), ``approximate``, ``vague``, ``recurring``,
    ``weekday-mismatch`` (the date wins), ``impossible``. How it stands to the publication:
    ``future``, ``unfinished`` (it has begun). What it belongs to: ``publication`` and ``update``
    of the page itself, ``plan-period``, ``fiscal-year``, ``reports`` (it names them, with
    ``cited`` when they are given as the origin), ``fixed-by-reports``, ``reference`` (it dates a
    text of law), ``comparison``. And ``unresolved``.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: str
    flags: frozenset[str] = frozenset()


# --- Words --------------------------------------------------------------------------------------


def _phrases(phrases: Iterable[str]) -> tuple[Words, ...]:
    return tuple(sorted((tuple(each.split()) for each in phrases), key=len, reverse=True))


_SINCE: Final = _phrases(lex.SINCE)
_UNTIL: Final = _phrases(lex.UNTIL)
_FRAMES: Final[Mapping[str, Words]] = {
    **dict.fromkeys(("de", "du", "d'", "from"), ("a", "au", "to", "jusqu'")),
    "entre": ("et",), "between": ("and",),
}  # fmt: skip
_DETERMINERS: Final = frozenset("le la l' les ce cet cette ces the this these".split())
_YEARS: Final = re.compile("((?:19|20)[0-9]{2})/((?:19|20)?[0-9]{2})")
_LONGEST_PLAN: Final = 30
_AFAR: Final = 1000  # how far on, in characters, a sentence may name the reports that were meant


# --- What joins points --------------------------------------------------------------------------


class _Extent(NamedTuple):
    """From one point to another at the tokens from ``first`` to before ``stop``; or one point."""

    first: int
    stop: int
    left: Point
    right: Point
    since: bool = False
    until: str = ""
    plan: bool = False
    items: int = 1  # of a list
    duration: bool = False

    @property
    def joined(self) -> bool:
        return self.left is not self.right

    @property
    def kind(self) -> str:
        if self.duration:
            return "duration"
        return "plan" if self.plan else "span" if self.joined or self.since else self.right.unit


def _framed(t: Tokens, i: int) -> _Extent | None:
    """*Du 25 au 26 janvier*, *entre 2022 et 2024*, *from January to June*."""
    w = t.words
    if not (closers := _FRAMES.get(w[i])):
        return None
    left = loose_point(t, i + 1 + (w[i + 1] in ("le", "l'", "la", "the")), True)
    if left is None or w[left.stop] not in closers:
        return None
    at = left.stop + 1 + (w[left.stop] == "jusqu'")
    right = loose_point(t, at + (w[at] in ("le", "l'", "la", "the")), True)
    if right is None or right.partial or (left.partial and right.unit != "day"):
        return None
    counts = right.unit == "year" and t.kinds[right.stop] == "word"
    noun = t.said(right.stop, right.stop + 1).islower() and not w[right.stop].startswith("inclu")
    if counts and noun and w[right.stop] not in lex.FUNCTION_WORDS and w[i] not in ("du", "d'"):
        return None  # entre 1990 et 2000 personnes
    return _Extent(i, right.stop, left, right)


def _listed(t: Tokens, i: int, led: bool) -> _Extent | None:
    """A point, or several: *2022, 2023 et 2024*, *janvier-juin 2024*, *les 25 et 26 janvier*."""
    w = t.words
    months = w[i] in lex.MONTHS and w[i + 1] in (*AND, *DASHES) and w[i + 2] in lex.MONTHS
    if (point := loose_point(t, i, led or months)) is None:
        return None
    points, complete = [point], 1
    while len(points) < 12 and (w[points[-1].stop] in (",", *AND, *DASHES)):
        last = points[-1]
        following = loose_point(t, last.stop + 1, True)
        if following is None or not _joinable(last, following, w[last.stop] in DASHES):
            break
        points.append(following)
        complete = complete if w[last.stop] == "," else len(points)
    last = points[complete - 1]
    return (
        None
        if last.partial and last.weekday is None
        else _Extent(i, last.stop, point, last, items=complete)
    )


def _joinable(a: Point, b: Point, dash: bool) -> bool:
    if a.unit != b.unit or (b.relative and not a.relative):
        return False
    if a.unit == "year":
        return a.year is not None and b.year is not None and b.year > a.year
    if a.unit == "month":
        return a.month is not None and b.month is not None and a.year is a.shift is a.turn is None
    return (a.partial and b.day is not None) or (dash and None not in (a.year, b.year))


def _years(t: Tokens, i: int) -> _Extent | None:
    """Years about a hyphen or a stroke: *2023-2027*, *2023/24*."""
    w = t.words
    if code := _YEARS.fullmatch(w[i]):
        first, last, stop = code[1], code[2], i + 1
    elif YEAR.fullmatch(w[i]) and w[i + 1] in DASHES and w[i + 2].isdecimal():
        first, last, stop = w[i], w[i + 2], i + 3
        if t.touches(i + 1) != t.touches(i + 2) or (len(last) != 4 and not t.touches(i + 2)):
            return None
    else:
        return None
    last = first[:2] + last if len(last) == 2 else last
    again = (w[stop] in DASHES and t.touches(stop)) or (w[i - 1] in ("-", "/") and t.touches(i))
    if again or not YEAR.fullmatch(last) or not 0 < int(last) - int(first) <= _LONGEST_PLAN:
        return None
    left, right = Point(i + 1, "year", int(first)), Point(stop, "year", int(last))
    return _Extent(i, stop, left, right)


def _extent(t: Tokens, i: int, led: bool = False) -> _Extent | None:
    return _framed(t, i) or _years(t, i) or _listed(t, i, led)


def _bent(t: Tokens, i: int) -> _Extent | None:
    """What lasts since or until an extent, or how long something lasts."""
    for table in (_SINCE, _UNTIL):
        if not (said := opening(t, i, table)):
            continue
        since, at = table is _SINCE, i + len(said)
        n = whole_number(t, at, 1, 99) if since else None
        if n and (unit := lex.PERIOD_UNITS.get(t.words[n[0]])):
            loose = frozenset({"approximate", "back"})
            point = Point(n[0] + 1, unit, shift=-n[1], flags=loose)
            return _Extent(i, point.stop, point, point, since=True)
        for place in past_links(t, at):
            if inner := _extent(t, place, True):
                return inner._replace(first=i, since=since, until="" if since else said[0])
        return None
    lasting = t.words[i] in ("en", "pendant", "durant", "in", "for")
    if lasting and (n := whole_number(t, i + 1, 1, 99)):
        unit = lex.PERIOD_UNITS.get(t.words[n[0]])
        if unit and t.words[n[0] + 1] not in lex.SIDES:
            point = Point(n[0] + 1, unit)
            return _Extent(i, point.stop, point, point, duration=True)
    return None


# --- What stands around -------------------------------------------------------------------------


def _context(t: Tokens, e: _Extent) -> frozenset[str] | None:
    """What the words before an extent say of it; None when it names a place."""
    w, flags = t.words, set[str]()
    at = e.first - (w[e.first - 1] in _DETERMINERS)
    before = list(words_before(t, at, 8))
    years = e.left.unit == "year" and e.left.year is not None
    told = e.right.day is not None or years
    if e.right.relative and e.right.shift is None and told:
        if w[at - 1] in ("du", "de") and w[at - 2] in lex.DATED_PLACES:
            return None
        if not {"chaque", "tous", "toutes", "every", "each"}.isdisjoint(before[:6]):
            flags.add("recurring")
    if w[at - 1] in OF and told and not e.joined and _names_text(t, at - 2):
        flags.add("reference")
    for back, word in enumerate(before[:6], 1):
        here = at - back
        number = t.kinds[here + 1] == "number" or w[here + 1] in lex.CARDINALS
        if word in lex.COMPARED_FIGURES and number:
            flags.add("comparison")
        if word in lex.COMPARED_TIMES and w[here + 1] in ("a", "au", "aux", "to", "with"):
            flags.add("comparison")
    if years and not e.since and not e.until and w[at - 1] not in ("en", "in"):
        reports = not lex.REPORTS.isdisjoint(before[:5]) and "comparison" not in flags
        if reports:
            flags.add("reports")
            if not lex.CITATIONS.isdisjoint(words_before(t, at, 12)):
                flags.add("cited")
        if not lex.FISCAL_NOUNS.isdisjoint(before[:3]):
            flags |= {"fiscal-year", "approximate"} if e.joined else {"fiscal-year"}
    return frozenset(flags | _page_flags(t, at))


def _names_text(t: Tokens, i: int) -> bool:
    """Whether a text of law is named just before: *loi n° 2012-023*, *Constitution*."""
    words = 0
    for at in range(i, max(i - 10, -1), -1):
        if t.words[at] in lex.DATED_TEXTS:
            return True
        words += t.kinds[at] == "word" and len(t.words[at]) > 3
        if words > 2 or t.words[at] in STOPS or "\n" in t.gap(at + 1):
            return False
    return False


def _page_flags(t: Tokens, i: int) -> frozenset[str]:
    """Whether the date at token i, on a line that begins so, is that of the page."""
    if not {t.words[i - 1], t.words[i - 2]} & (lex.PUBLISHED | lex.UPDATED | {"jour", "on", ":"}):
        return frozenset()
    first = i
    while first > max(i - 30, 0) and "\n" not in t.gap(first):
        first -= 1
    if t.words[first] not in lex.PUBLISHED | lex.UPDATED:
        return frozenset()
    near = {t.words[at] for at in range(max(first, i - 5), i)}
    return frozenset({"update" if near & lex.UPDATED else "publication"})


def _is_plan(t: Tokens, e: _Extent, flags: frozenset[str], published: Period | None) -> bool:
    """Whether these years are those of a plan and not when something happened."""
    if e.left.unit != "year" or e.left.year is None or not e.joined or e.items > 1 or e.since:
        return False
    if {"fiscal-year", "reports", "comparison"} & flags:
        return False
    before = list(words_before(t, e.first, 40))
    framed = t.words[e.first] in _FRAMES
    if not lex.PLAN_NOUNS.isdisjoint(before[:8] if framed else before):
        return True
    coming = published is not None and (e.right.year or 0) > published.end.year
    return coming or not (framed or "periode" in before[:4])


# --- Mentions -----------------------------------------------------------------------------------

_FIRST: Final = frozenset(
    (
        *lex.PERIOD_UNITS, *lex.SIDES, *lex.ORDINALS, *lex.EDGES, *lex.MONTHS, *lex.WEEKDAYS,
        *lex.CARDINALS, *lex.ENGLISH_CARDINALS, *_FRAMES, *(p[0] for p in (*_SINCE, *_UNTIL)),
        *(p.split()[0] for p in lex.DAY_SHIFTS),
        "il", "week", "pendant", "durant", "en", "in", "for",
    )
)  # fmt: skip


def _extents(t: Tokens, published: Period | None) -> Iterator[tuple[_Extent, frozenset[str]]]:
    """All extents of a text in order, with what their context says."""
    i, used = 0, 0
    while i < len(t):
        known = t.kinds[i] in ("number", "mark", "code") or t.words[i] in _FIRST
        found = (_bent(t, i) or _extent(t, i)) if known else None
        if found is None:
            i += 1
            continue
        if (flags := _context(t, found)) is not None:
            if plan := _is_plan(t, found, flags, published):
                found, flags = found._replace(plan=plan), flags | {"plan-period"}
            if found.first > used and t.words[found.first - 1] in _DETERMINERS:
                found = found._replace(first=found.first - 1)
            yield found, flags
        i = used = found.stop


def _days(e: _Extent, today: date | None) -> tuple[Period | None, frozenset[str]]:
    """The period of an extent seen from a day, and the flags that resolving it adds."""
    if e.duration or "vague" in e.right.flags:
        return None, frozenset()
    if "back" in e.left.flags:
        start = None if today is None else ago(today, -(e.left.shift or 0), e.left.unit)
        return (Period(start, today) if start and today else None), frozenset()
    if (last := resolve(e.right, today)) is None:
        return None, frozenset()
    left = e.left
    if (
        e.joined
        and left.relative
        and left.shift is None
        and left.turn is None
        and not (left.weekday is not None and left.day is None)
    ):
        left = replace(left, month=left.month or last.start.month, year=last.start.year)
        first = resolve(left, today)
        if first is None or first.start > last.start:
            first = resolve(replace(left, year=last.start.year - 1), today)
    else:
        first = resolve(left, today)
    if first is None or first.start > last.end:
        return None, frozenset()
    period, flags = Period(first.start, last.end), first.flags | last.flags
    if e.since and today is not None and first.start <= today:
        period = Period(first.start, today)
    elif e.since and today is None:
        return None, flags
    elif e.until:
        before = e.until in ("avant", "before") and e.right.edge == ""
        period = Period(None, first.start - timedelta(days=1) if before else last.end)
    return period, flags


def _mention(t: Tokens, e: _Extent, flags: frozenset[str], published: Period | None) -> Mention:
    """An extent as a mention, resolved from the publication, whose days may be several."""
    told = (e.left.flags | e.right.flags) & {"approximate", "vague"}
    marks = set(flags | told)
    relative = (e.left.relative and not e.joined) or e.right.relative
    ends = (None, None) if published is None else published
    period, found = _days(e, ends[1] if ends[0] else None)
    if period and ends[0] != ends[1] and (relative or e.since):
        early, _ = _days(e, ends[0])
        if early != period:
            marks.add("approximate")
            starts = [p.start for p in (early, period) if p and p.start]
            period = Period(min(starts), period.end) if starts else period
    if "recurring" in flags:
        period = None
    marks |= found
    for flag, holds in {
        "relative": relative and not e.duration, "since": e.since, "deadline": bool(e.until),
        "unresolved": period is None,
        "impossible": period is None and not (relative or e.since or e.duration),
        "approximate": e.items > 1 and period is not None and not _unbroken(e),
    }.items():  # fmt: skip
        if holds:
            marks.add(flag)
    if period and published:
        begun = (period.start or period.end) <= published.end
        if period.end > published.end:
            marks.add("unfinished" if begun else "future")
    start, end = t.starts[e.first], t.ends[e.stop - 1]
    return Mention(start, end, t.text[start:end], period, e.kind, frozenset(marks))


def _unbroken(e: _Extent) -> bool:
    """Whether the items of a list follow each other without a gap."""
    parts = [(p.year, p.month, p.day) for p in (e.left, e.right)]
    at = {"year": 0, "month": 1, "day": 2}.get(e.right.unit, 2)
    first, last = parts[0][at], parts[1][at]
    return first is None or last is None or last - first in (e.items - 1, e.items - 13)


@lru_cache(maxsize=16)
def read_periods(text: str, published: Period | None) -> tuple[Mention, ...]:
    """The times that a text tells, in order, seen from its publication (never from its update).

    Of a publication known only to lie in an interval, a relative time is the days that it may
    mean, ``approximate`` where they differ.
    """
    t = tokenise(text)
    found = list(_extents(t, published))
    mentions = [_mention(t, extent, flags, published) for extent, flags in found]
    named: tuple[int, Mention] | None = None  # the nearest reports further on, and how many years
    for i in reversed(range(len(mentions))):
        extent, mention = found[i][0], mentions[i]
        if "reports" in mention.flags and extent.joined:
            years = (extent.right.year or 0) - (extent.left.year or 0) + 1
            named = years, mention
        side = (extent.right.shift or 0) < 0 and extent.right.unit == "year" and not extent.since
        near = named is not None and named[1].start - mention.end < _AFAR
        if named and near and side and extent.right.count == named[0] > 1:
            flags = mention.flags - {"approximate", "unresolved"} | {"fixed-by-reports"}
            mentions[i] = replace(mention, period=named[1].period, flags=flags)
    return tuple(mentions)


#: From what tells best when a thing happened to what tells it least; others tell it not at all.
_LAST: Final = ("unresolved", "vague", "deadline", "future", "reference", "cited")
_NEVER: Final = frozenset({"plan-period", "publication", "update", "recurring", "comparison"})


def period_of(
    span: tuple[int, int], text: str, published: Period | None, at: int | None = None
) -> Mention | None:
    """The time that what is said at a sentence's span is true of; None when it tells none.

    With several, the first; with ``at``, the place of the figure meant, the nearest to it.
    """
    mentions = read_periods(text, published)
    first = bisect_left(mentions, span[0], key=lambda m: m.start)
    last = bisect_left(mentions, span[1], key=lambda m: m.start)

    def weight(m: Mention) -> tuple[int, int]:
        rank = max((n for n, flag in enumerate(_LAST, 1) if flag in m.flags), default=0)
        near = 0 if at is None else max(m.start - at, at - m.end, 0)
        return rank, near

    return min(
        (
            m
            for m in mentions[first:last]
            if not m.flags & _NEVER
            and m.kind != "duration"
            and ("reports" not in m.flags or "cited" in m.flags)
        ),
        key=weight,
        default=None,
    )
