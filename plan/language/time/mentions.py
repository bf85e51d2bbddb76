"""Temporal expressions in a French or English text (TimeML timexes), resolved to periods.

`ranges` reads the ranges and points, `context` flags them by the words around them. What is not
stated comes from the day of publication: *jeudi dernier* is the last Thursday before it, *l'année
écoulée* the calendar year before its own. Without that day such a time is ``unresolved``.
Every function accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from plan.language.modality import read_modality
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.time.context import DETERMINERS, context_of, flags_of, is_plan, names_place
from plan.language.time.grammar import words_before
from plan.language.time.partial_dates import ResolvedDays, ago, resolve
from plan.language.time.ranges import TimeRange, read_range
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


_CLAUSE_END: Final = re.compile(r"[,;:(]|\b(?:et|contre|mais|and)\b")
_CLAUSE: Final = 20  # characters that a clause boundary adds to the distance from a figure
_AFAR: Final = 1000  # characters after a time within which reports may be named


# --- Mentions -----------------------------------------------------------------------------------


def _ranges(t: Tokens, published: Period | None) -> Iterator[tuple[TimeRange, frozenset[str]]]:
    """The ranges of a text in order, with the flags of their context."""
    i, used = 0, 0
    while i < len(t):
        if (found := read_range(t, i)) is None:
            i += 1
            continue
        context = context_of(t, found)
        if not names_place(context):
            flags = flags_of(context)
            if is_plan(context, flags, published):
                found, flags = found._replace(plan=True), flags | {"plan-period"}
            if not (found.since or found.until or found.joined) and found.right.shift is None:
                words = list(words_before(t, found.first, min(6, found.first - used)))
                found = found._replace(since="depuis" in words and "," not in words)
            if found.first > used and t.words[found.first - 1] in DETERMINERS:
                found = found._replace(first=found.first - 1)
            yield found, flags
        i = used = found.stop


def _days(e: TimeRange, today: date | None) -> tuple[Period | None, frozenset[str]]:
    """The period of a range relative to a day, and the flags that resolving it adds."""
    if e.duration or "vague" in e.right.flags:
        return None, frozenset()
    if "back" in e.left.flags:
        start = None if today is None else ago(today, -(e.left.shift or 0), e.left.unit)
        return (Period(start, today) if start and today else None), frozenset()
    if (last := resolve(e.right, today)) is None:
        return None, frozenset()
    first = _first_of(e, last, today)
    if first is None or first.start > last.end:
        return None, frozenset()
    period, flags = Period(first.start, last.end), first.flags | last.flags
    if e.since and today is not None and first.start <= today:
        period = Period(first.start, today)
    elif e.since and today is None:
        return None, flags
    elif e.until:
        # A deadline includes its day; *before* a month or a year excludes it.
        whole = e.right.unit != "day" and not e.right.edge
        before = e.until in ("avant", "before") and whole and first.start > date.min
        period = Period(None, first.start - timedelta(days=1) if before else last.end)
    return period, flags


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


def _mention(t: Tokens, e: TimeRange, flags: frozenset[str], published: Period | None) -> Mention:
    """The mention of a range; where the publication is an interval, its period covers all cases."""
    marks = set(flags | ((e.left.flags | e.right.flags) & {"approximate", "vague"}))
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


def _unbroken(e: TimeRange) -> bool:
    """Whether the items of a list are consecutive."""
    parts = [(p.year, p.month, p.day) for p in (e.left, e.right)]
    at = {"year": 0, "month": 1, "day": 2}.get(e.right.unit, 2)
    first, last = parts[0][at], parts[1][at]
    return first is None or last is None or last - first in (e.items - 1, e.items - 13)


@lru_cache(maxsize=16)
def read_periods(text: str, published: Period | None) -> tuple[Mention, ...]:
    """The times that a text mentions, in order, relative to its publication (never its update).

    Where the publication is an interval, a relative time covers all the days that it may mean, and
    is ``approximate`` where they differ.
    """
    t = tokenise(text)
    found = list(_ranges(t, published))
    mentions = [
        _ahead(text, extent, _mention(t, extent, flags, published), published)
        for extent, flags in found
    ]
    named: tuple[int, Mention] | None = None  # the next reports named, and of how many years
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
    return tuple(_with_references(text, mentions))


# --- Announced times ----------------------------------------------------------------------------

_ENDS: Final = re.compile(r"[.!?;]\s|\n")
_WEEK: Final = timedelta(days=7)


def _ahead(text: str, e: TimeRange, mention: Mention, published: Period | None) -> Mention:
    """The mention, moved to the next occurrence where a day or month of no year is announced."""
    point, period = e.right, mention.period
    if e.joined or e.since or e.until or published is None or period is None:
        return mention
    first = published.start or published.end
    if not point.undated or period.end >= first or mention.kind not in ("day", "month"):
        return mention
    start = max((m.end() for m in _ENDS.finditer(text, 0, mention.start)), default=0)
    stop = _ENDS.search(text, mention.end)
    end = stop.start() if stop else len(text)
    if read_modality(text, start, end, mention.start).code != "announced":
        return mention
    if point.day is None and point.weekday is not None:
        later = Period(period.end + _WEEK, period.end + _WEEK)
    else:
        later = _moved(period, period.end.year + 1)
    return replace(mention, period=later, flags=mention.flags | {"future"})


# --- References to an earlier time (anaphora) ----------------------------------------------------

_REFERENCE: Final = re.compile(
    r"""(?:(?:\b[àa]u?|\bde|\bdurant|\bpendant|\bsur|\bdans|\bau\ cours\ de|\bd[ue])\s+)?
    (?: \b(?:la|le|les|cette|ce|cet)\s+m[êe]me\s+
        (?P<same>p[ée]riode|ann[ée]e|date|mois|temps|jour|semestre|trimestre)\b
        (?:\s+de\s+(?:(?P<year>(?:19|20)\d\d)\b
          |l['’]ann[ée]e\s+(?P<last>pr[ée]c[ée]dente|derni[èe]re|pass[ée]e)))?
      | \bcette\s+(?P<this>p[ée]riode)\b
      | \b(?P<before>un\ an\ (?:plus\ t[ôo]t|auparavant)
          |l['’]ann[ée]e\ (?:pr[ée]c[ée]dente|d['’]avant))
      | \b(?P<day>la\ veille|le\ lendemain|le\ (?:soir|jour)\ m[êe]me)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: Flags of mentions that are never the antecedent of a reference.
_NEVER_ANTECEDENT: Final = frozenset(
    (
        "publication update future deadline reference unresolved recurring vague comparison reports"
    ).split()
)
_LONG: Final = ("span", "plan", "half", "quarter")
#: Granularities that the noun of a reference may mean; only a year without an entry.
_GRAINS: Final[dict[str, tuple[str, ...]]] = {
    "date": ("day",), "jour": ("day",), "période": _LONG, "periode": _LONG,
    "temps": ("span", "year", "half", "quarter", "month"),
}  # fmt: skip


class ReferenceRule(NamedTuple):
    """A row of the table of references to an earlier time; the first that holds decides.

    ``example`` and ``days``: a sentence and the period of its last time. ``resolve`` takes the
    match of the reference and the period and granularity of its antecedent.
    """

    name: str
    example: str
    days: str
    holds: Callable[[re.Match[str]], object]
    resolve: Callable[[re.Match[str], Period, str], tuple[Period, str]]


def _neighbouring_day(match: re.Match[str], to: Period, _: str) -> tuple[Period, str]:
    word = match["day"].split()[1].lower()
    day = to.end + timedelta(days={"veille": -1, "lendemain": 1}.get(word, 0))
    return Period(day, day), "day"


REFERENCE_RULES: Final = (
    ReferenceRule("neighbouring day", "Ouvert le 3 mars 2025 ; la veille, il pleuvait.",
                  "2025-03-02", lambda match: match["day"], _neighbouring_day),
    ReferenceRule("year before", "Ouvert en 2024 ; un an plus tôt, rien.",
                  "2023-01-01/2023-12-31", lambda match: match["before"],
                  lambda match, to, kind: (_year_of(to.end.year - 1), "year")),
    ReferenceRule("same time of another year", "Au T2 2024 ; le même trimestre de 2021, rien.",
                  "2021-04-01/2021-06-30", lambda match: match["year"],
                  lambda match, to, kind: (_moved(to, int(match["year"])), kind)),
    ReferenceRule("same time a year before",
                  "De mai à juin 2024 ; la même période de l’année précédente, rien.",
                  "2023-05-01/2023-06-30", lambda match: match["last"],
                  lambda match, to, kind: (_moved(to, to.end.year - 1), kind)),
    ReferenceRule("same year", "Ouvert en mars 2024 ; la même année, une loi.",
                  "2024-01-01/2024-12-31",
                  lambda match: match["same"] and match["same"].lower().startswith("ann"),
                  lambda match, to, kind: (_year_of(to.end.year), "year")),
    ReferenceRule("same time", "De mai à juin 2024 ; sur la même période, rien.",
                  "2024-05-01/2024-06-30", lambda match: True,
                  lambda match, to, kind: (to, kind)),
)  # fmt: skip


def _with_references(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with those that refer to an earlier one: *la même période*, *un an plus tôt*."""
    merged = list(mentions)
    for match in _REFERENCE.finditer(text):
        before = [m for m in merged if m.end <= match.start() and m.period
                  and not m.flags & _NEVER_ANTECEDENT and m.kind != "duration"]  # fmt: skip
        antecedent = _antecedent(match, before)
        if (
            antecedent is None
            or antecedent.period is None
            or any(
                m.start < match.end()
                and match.start() < m.end
                and not match["year"]
                and not match["last"]
                for m in merged
            )
        ):
            continue
        rule = next(rule for rule in REFERENCE_RULES if rule.holds(match))
        period, kind = rule.resolve(match, antecedent.period, antecedent.kind)
        merged = [m for m in merged if m.end <= match.start() or match.end() <= m.start]
        flags = (antecedent.flags & {"plan-period"}) | {"same"}
        if match["year"] or match["last"] or match["before"]:
            flags |= {"comparison"}
        merged.append(Mention(match.start(), match.end(), match[0], period, kind, flags))
        merged.sort(key=lambda m: m.start)
    return merged


def _antecedent(match: re.Match[str], before: list[Mention]) -> Mention | None:
    """The antecedent of a reference: the last time of its own granularity, else the last time."""
    word = "jour" if match["day"] else "période" if match["this"] else match["same"]
    grains = _GRAINS.get(word, ("year",))
    same_grain = [m for m in before if m.kind in grains]
    if same_grain or match["day"]:
        return same_grain[-1] if same_grain else None
    longer = [m for m in before if m.kind != "day"] or before
    return longer[-1] if longer else None


def _year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _moved(period: Period, year: int) -> Period:
    """The same days in another year; a 29th of February becomes the 28th."""
    turn = year - period.end.year

    def move(day: date) -> date:
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + turn, day=28 if leap else day.day)

    return Period(None if period.start is None else move(period.start), move(period.end))


# --- The time of a statement ---------------------------------------------------------------------

#: Flags of times that are less likely to date a statement, the least likely last.
_LAST: Final = ("cited", "unresolved", "vague", "deadline", "future", "reference")
#: Flags of times that never date a statement.
_NEVER: Final = frozenset({"plan-period", "publication", "update", "recurring", "comparison"})


def period_of(
    span: tuple[int, int], text: str, published: Period | None, at: int | None = None
) -> Mention | None:
    """The time of what is stated at ``text[span[0]:span[1]]``; None when none is mentioned.

    Of several, the first; with ``at``, the offset of a figure, the nearest to it.
    """
    mentions = read_periods(text, published)
    first = bisect_left(mentions, span[0], key=lambda m: m.start)
    last = bisect_left(mentions, span[1], key=lambda m: m.start)

    def weight(m: Mention) -> tuple[int, int]:
        rank = max((n for n, flag in enumerate(_LAST, 1) if flag in m.flags), default=0)
        if at is None:
            return rank, 0
        between = text[min(m.end, at) : max(m.start, at)]
        return rank, len(between) + _CLAUSE * len(_CLAUSE_END.findall(between))

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
