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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from plan import lexicon as lex
from plan.dates import ago, resolve
from plan.modality import read_modality
from plan.model import Period
from plan.numerals import OF, Tokens, tokenise
from plan.points import STOPS, words_before
from plan.spans import FRAMES, TimeRange, read_range

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
    text of law), ``comparison``, ``same`` (it refers to one before). And ``unresolved``.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: str
    flags: frozenset[str] = frozenset()


# --- Words --------------------------------------------------------------------------------------

_DETERMINERS: Final = frozenset("le la l' les ce cet cette ces the this these".split())
_PARTING: Final = re.compile(r"[,;:(]|\b(?:et|contre|mais|and)\b")
_CLAUSE: Final = 20  # characters that a clause counts for, as distance from a figure
_AFAR: Final = 1000  # how far on, in characters, a sentence may name the reports that were meant


# --- The words around a range ---------------------------------------------------------------------


class Context(NamedTuple):
    """A range in its sentence.

    ``at``: its first token, or its determiner's; ``before``: the ten words before that, backwards.
    """

    tokens: Tokens
    range: TimeRange
    at: int
    before: list[str]

    def word(self, back: int) -> str:
        """The word so many tokens before."""
        return self.tokens.words[self.at - back]

    @property
    def years(self) -> bool:
        """Whether it is of years with their number."""
        return self.range.left.unit == "year" and self.range.left.year is not None

    @property
    def absolute(self) -> bool:
        """Whether it states a day or a year."""
        return self.range.right.day is not None or self.years

    @property
    def annual(self) -> bool:
        """Whether it may be a day of every year: *le 30 juillet*."""
        right = self.range.right
        return right.relative and right.shift is None and self.absolute

    @property
    def names_years(self) -> bool:
        """Whether it may be the years of something: *rapports 2022*, but not *en 2022*."""
        alone = not self.range.since and not self.range.until
        return self.years and alone and self.word(1) not in ("en", "in")


def _context(t: Tokens, e: TimeRange) -> Context:
    at = e.first - (t.words[e.first - 1] in _DETERMINERS)
    return Context(t, e, at, list(words_before(t, at, 10)))


def _names_place(c: Context) -> bool:
    """*Le stade du 26 mars*."""
    return c.annual and c.word(1) in ("du", "de") and c.word(2) in lex.DATED_PLACES


def _recurring(c: Context) -> bool:
    return c.annual and not _EVERY.isdisjoint(c.before[:6])


def _dates_law(c: Context) -> bool:
    of = c.word(1) in OF and c.absolute and not c.range.joined
    return of and _names_text(c.tokens, c.at - 2)


def _beside_figure(c: Context) -> bool:
    """*contre 250 en 2023*."""
    t = c.tokens
    return any(
        word in lex.COMPARED_FIGURES
        and (t.kinds[c.at - back + 1] == "number" or c.word(back - 1) in lex.CARDINALS)
        for back, word in enumerate(c.before, 1)
    )


def _beside_time(c: Context) -> bool:
    """*par rapport à 2022*."""
    return any(
        word in lex.COMPARED_TIMES and c.word(back - 1) in ("a", "au", "aux", "to", "with")
        for back, word in enumerate(c.before, 1)
    )


def _same_period(c: Context) -> bool:
    return "meme" in c.before[:5] and "periode" in c.before[:4]


def _of_report(c: Context) -> bool:
    named = c.names_years and not lex.REPORTS.isdisjoint(c.before[:5])
    return named and not (_beside_figure(c) or _beside_time(c) or _same_period(c))


def _cited(c: Context) -> bool:
    return _of_report(c) and not lex.CITATIONS.isdisjoint(words_before(c.tokens, c.at, 12))


def _fiscal(c: Context) -> bool:
    return c.names_years and not lex.FISCAL_NOUNS.isdisjoint(c.before[:3])


class ContextRule(NamedTuple):
    """What the words before a range say of it; every row that holds adds its flag.

    ``example``: a sentence whose only time has the flag by this row.
    """

    flag: str
    example: str
    holds: Callable[[Context], bool]


_EVERY: Final = frozenset("chaque tous toutes every each".split())
CONTEXT_RULES: Final = (
    ContextRule("recurring", "Chaque 30 juillet.", _recurring),
    ContextRule("reference", "La loi n°2012-023 du 12 juillet 2012.", _dates_law),
    ContextRule("comparison", "Contre 250 en 2023.", _beside_figure),
    ContextRule("comparison", "En hausse par rapport à 2022.", _beside_time),
    ContextRule("comparison", "La même période en 2022.", _same_period),
    ContextRule("reports", "Le rapport annuel 2022.", _of_report),
    ContextRule("cited", "Selon le rapport annuel 2022.", _cited),
    ContextRule("fiscal-year", "L’exercice budgétaire 2024.", _fiscal),
    ContextRule("approximate", "La campagne 2023-2024.", lambda c: _fiscal(c) and c.range.joined),
    ContextRule("publication", "Publié le 3 mars 2025", lambda c: _dates_page(c) == "publication"),
    ContextRule("update", "Mis à jour le 3 mars 2025", lambda c: _dates_page(c) == "update"),
)


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


_PAGE_WORDS: Final = lex.PUBLISHED | lex.UPDATED


def _dates_page(c: Context) -> str:
    """Which date of the page a line that begins so gives: *publication*, *update*, or none."""
    t, i = c.tokens, c.at
    if {c.word(1), c.word(2)}.isdisjoint(_PAGE_WORDS | {"jour", "ligne", "on", ":"}):
        return ""
    first = i
    while first > max(i - 30, 0) and "\n" not in t.gap(first):
        first -= 1
    if _PAGE_WORDS.isdisjoint(t.words[first : first + 2]):
        return ""
    near = {t.words[at] for at in range(max(first, i - 5), i)}
    updated = "jour" in near or near & (lex.UPDATED - {"mis", "mise"})
    return "update" if updated else "publication"


# --- The years of plans -------------------------------------------------------------------------


class PlanRule(NamedTuple):
    """A row of the table of years that may be those of a plan; the first that holds decides.

    ``example``: a sentence with two years; ``plan``: the decision. ``holds`` takes the range in its
    sentence, its flags, and the publication.
    """

    name: str
    example: str
    plan: bool
    holds: Callable[[Context, frozenset[str], Period | None], bool]


def _not_two_years(c: Context, _: frozenset[str], __: Period | None) -> bool:
    e = c.range
    return not c.years or not e.joined or e.items > 1 or e.since


def _near_plan(c: Context, _: frozenset[str], __: Period | None) -> bool:
    most = 8 if _is_framed(c) else 40
    return not lex.PLAN_NOUNS.isdisjoint(words_before(c.tokens, c.range.first, most))


def _is_framed(c: Context) -> bool:
    return c.tokens.words[c.range.first] in FRAMES


def _to_come(c: Context, _: frozenset[str], published: Period | None) -> bool:
    return published is not None and (c.range.right.year or 0) > published.end.year


def _measured_period(c: Context, _: frozenset[str], __: Period | None) -> bool:
    return _is_framed(c) or "periode" in words_before(c.tokens, c.range.first, 4)


_OF_OTHERS: Final = frozenset(("fiscal-year", "reports", "comparison"))
PLAN_RULES: Final = (
    PlanRule("no range of years", "Le plan depuis 2020.", False, _not_two_years),
    PlanRule("of a report or an exercise", "L’exercice du plan 2023-2024.", False,
             lambda c, flags, _: bool(flags & _OF_OTHERS)),
    PlanRule("near a plan", "Un plan de 2022 à 2024.", True, _near_plan),
    PlanRule("after the publication", "De 2024 à 2028.", True, _to_come),
    PlanRule("measured period", "De 2022 à 2024.", False, _measured_period),
    PlanRule("years about a hyphen", "L’appui (2022-2024).", True, lambda c, flags, _: True),
)  # fmt: skip


# --- Mentions -----------------------------------------------------------------------------------


def _spans(t: Tokens, published: Period | None) -> Iterator[tuple[TimeRange, frozenset[str]]]:
    """All spans of a text in order, with what their context says."""
    i, used = 0, 0
    while i < len(t):
        if (found := read_range(t, i)) is None:
            i += 1
            continue
        context = _context(t, found)
        if not _names_place(context):
            flags = frozenset(rule.flag for rule in CONTEXT_RULES if rule.holds(context))
            if next(rule.plan for rule in PLAN_RULES if rule.holds(context, flags, published)):
                found, flags = found._replace(plan=True), flags | {"plan-period"}
            if not (found.since or found.until or found.joined) and found.right.shift is None:
                words = list(words_before(t, found.first, min(6, found.first - used)))
                found = found._replace(since="depuis" in words and "," not in words)
            if found.first > used and t.words[found.first - 1] in _DETERMINERS:
                found = found._replace(first=found.first - 1)
            yield found, flags
        i = used = found.stop


def _days(e: TimeRange, today: date | None) -> tuple[Period | None, frozenset[str]]:
    """The period of a span seen from a day, and the flags that resolving it adds."""
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
        # A day is a deadline that may still be met on it; before a month or a year is before it.
        whole = e.right.unit != "day" and not e.right.edge
        before = e.until in ("avant", "before") and whole and first.start > date.min
        period = Period(None, first.start - timedelta(days=1) if before else last.end)
    return period, flags


def _mention(t: Tokens, e: TimeRange, flags: frozenset[str], published: Period | None) -> Mention:
    """A span as a mention, resolved from the publication, whose days may be several."""
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


def _unbroken(e: TimeRange) -> bool:
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
    found = list(_spans(t, published))
    mentions = [
        _ahead(text, extent, _mention(t, extent, flags, published), published)
        for extent, flags in found
    ]
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
    return tuple(_with_references(text, mentions))


# --- What is to come, and what refers back -------------------------------------------------------

_ENDS: Final = re.compile(r"[.!?;]\s|\n")


def _ahead(text: str, e: TimeRange, mention: Mention, published: Period | None) -> Mention:
    """A day or month told without its year, of what is announced: the next, not the last."""
    point, period = e.right, mention.period
    if e.joined or e.since or e.until or published is None or period is None:
        return mention
    untold = point.relative and point.shift is None and point.turn is None
    first = published.start or published.end
    if not untold or period.end >= first or mention.kind not in ("day", "month"):
        return mention
    start = max((m.end() for m in _ENDS.finditer(text, 0, mention.start)), default=0)
    stop = _ENDS.search(text, mention.end)
    said = read_modality(text, start, stop.start() if stop else len(text), mention.start)
    if said.code != "announced":
        return mention
    if point.day is None and point.weekday is not None:
        later = Period(period.end + _WEEK, period.end + _WEEK)
    else:
        later = _moved(period, period.end.year + 1)
    return replace(mention, period=later, flags=mention.flags | {"future"})


_WEEK: Final = timedelta(days=7)
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
_NOT_REFERRED: Final = frozenset(
    "publication update future deadline reference unresolved recurring vague comparison".split()
) | {"reports"}


def _with_references(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions with those that refer to one before: *la même période*, *un an plus tôt*."""
    merged = list(mentions)
    for said in _REFERENCE.finditer(text):
        before = [m for m in merged if m.end <= said.start() and m.period
                  and not m.flags & _NOT_REFERRED and m.kind != "duration"]  # fmt: skip
        referred = _antecedent(said, before)
        if referred is None or any(
            m.start < said.end() and said.start() < m.end and not said["year"] and not said["last"]
            for m in merged
        ):
            continue
        period, kind = _referred(said, referred)
        merged = [m for m in merged if m.end <= said.start() or said.end() <= m.start]
        compared = bool(said["year"] or said["last"] or said["before"])
        flags = (
            (referred.flags & {"plan-period"}) | {"same"} | ({"comparison"} if compared else set())
        )
        merged.append(Mention(said.start(), said.end(), said[0], period, kind, flags))
        merged.sort(key=lambda m: m.start)
    yield from merged


def _antecedent(said: re.Match[str], before: list[Mention]) -> Mention | None:
    """What a reference refers to: the last time told of its own grain, else the last told."""
    grains: tuple[str, ...] = ("year",)
    if said["day"] or said["same"] in ("date", "jour"):
        grains = ("day",)
    elif said["this"] or said["same"] in ("période", "periode"):
        grains = ("span", "plan", "half", "quarter")
    elif said["same"] == "temps":
        grains = ("span", "year", "half", "quarter", "month")
    alike = [m for m in before if m.kind in grains]
    if alike or said["day"]:
        return alike[-1] if alike else None
    longer = [m for m in before if m.kind != "day"] or before
    return longer[-1] if longer else None


def _referred(said: re.Match[str], to: Mention) -> tuple[Period, str]:
    """The days that a reference means, and their grain."""
    period = to.period
    assert period is not None
    if said["day"]:
        word = said["day"].split()[1].lower()
        day = period.end + timedelta(days={"veille": -1, "lendemain": 1}.get(word, 0))
        return Period(day, day), "day"
    year = period.end.year
    if said["before"]:
        return _year_of(year - 1), "year"
    if said["year"] or said["last"]:
        return _moved(period, int(said["year"]) if said["year"] else year - 1), to.kind
    if said["same"] and said["same"].lower().startswith("ann"):
        return _year_of(year), "year"
    return period, to.kind


def _year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _moved(period: Period, year: int) -> Period:
    """The same days in another year; a 29th of February becomes the 28th."""
    turn = year - period.end.year

    def move(day: date) -> date:
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + turn, day=28 if leap else day.day)

    return Period(None if period.start is None else move(period.start), move(period.end))


#: From what tells best when a thing happened to what tells it least; others tell it not at all.
_LAST: Final = ("cited", "unresolved", "vague", "deadline", "future", "reference")
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
        if at is None:
            return rank, 0
        between = text[min(m.end, at) : max(m.start, at)]
        return rank, len(between) + _CLAUSE * len(_PARTING.findall(between))

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
