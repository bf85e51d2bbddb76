"""What joins and bends the points in time of a text: *du 25 au 26*, *depuis*, *2022 et 2023*.

A reader takes the tokens of a text and a place among them, and gives the span of time that stands
there, from one point to another, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from plan import lexicon as lex
from plan.dates import Point
from plan.numerals import AND, Tokens
from plan.points import DASHES, YEAR, Phrase, loose_point, opening, past_links, whole_number

__all__ = ["FRAMES", "Span", "read_span"]


def _phrases(phrases: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(sorted((tuple(each.split()) for each in phrases), key=len, reverse=True))


_SINCE: Final = _phrases(lex.SINCE)
_UNTIL: Final = _phrases(lex.UNTIL)
FRAMES: Final[Mapping[str, Phrase]] = {
    **dict.fromkeys(("de", "du", "d'", "from"), ("a", "au", "to", "jusqu'")),
    "entre": ("et",), "between": ("and",),
}  # fmt: skip
_YEARS: Final = re.compile("((?:19|20)[0-9]{2})/((?:19|20)?[0-9]{2})")
_LONGEST_PLAN: Final = 30


_FIRST: Final = frozenset(
    (
        *lex.PERIOD_UNITS, *lex.SIDES, *lex.ORDINALS, *lex.EDGES, *lex.MONTHS, *lex.WEEKDAYS,
        *lex.CARDINALS, *lex.ENGLISH_CARDINALS, *FRAMES, *(p[0] for p in (*_SINCE, *_UNTIL)),
        *(p.split()[0] for p in lex.DAY_SHIFTS),
        "il", "week", "pendant", "durant", "en", "in", "for",
    )
)  # fmt: skip


class Span(NamedTuple):
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
        """Whether it goes from one point to another."""
        return self.left is not self.right

    @property
    def kind(self) -> str:
        """The grain in which it is told."""
        if self.duration:
            return "duration"
        return "plan" if self.plan else "span" if self.joined or self.since else self.right.unit


def _framed(t: Tokens, i: int) -> Span | None:
    """*Du 25 au 26 janvier*, *entre 2022 et 2024*, *from January to June*."""
    w = t.words
    if not (closers := FRAMES.get(w[i])):
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
    return Span(i, right.stop, left, right)


def _listed(t: Tokens, i: int, led: bool) -> Span | None:
    """A point, or several: *2022, 2023 et 2024*, *janvier-juin 2024*, *les 25 et 26 janvier*."""
    w = t.words
    months = w[i] in lex.MONTHS and w[i + 1] in (*AND, *DASHES) and w[i + 2] in lex.MONTHS
    if (point := loose_point(t, i, led or months)) is None:
        return None
    points, complete, items = [point], 1, 1
    while len(points) < 12 and (w[points[-1].stop] in (",", *AND, *DASHES)):
        last = points[-1]
        following = loose_point(t, last.stop + 1, True)
        if following is None or not _joinable(last, following, w[last.stop] in DASHES):
            break
        points.append(following)
        items = 1 if w[last.stop] in DASHES else len(points)
        complete = complete if w[last.stop] == "," else len(points)
    last = points[complete - 1]
    return (
        None
        if last.partial and last.weekday is None
        else Span(i, last.stop, point, last, items=min(items, complete))
    )


def _joinable(a: Point, b: Point, dash: bool) -> bool:
    if a.unit != b.unit or (b.relative and not a.relative):
        return False
    if a.unit == "year":
        return a.year is not None and b.year is not None and b.year > a.year
    if a.unit == "month":
        return a.month is not None and b.month is not None and a.year is a.shift is a.turn is None
    return (a.partial or (dash and a.day is not None)) and b.day is not None


def _years(t: Tokens, i: int) -> Span | None:
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
    if w[i - 1] in ("°", "n", "no", "numero"):
        return None
    again = (w[stop] in DASHES and t.touches(stop)) or (w[i - 1] in ("-", "/") and t.touches(i))
    if again or not YEAR.fullmatch(last) or not 0 < int(last) - int(first) <= _LONGEST_PLAN:
        return None
    left, right = Point(i + 1, "year", int(first)), Point(stop, "year", int(last))
    return Span(i, stop, left, right)


def _extent(t: Tokens, i: int, led: bool = False) -> Span | None:
    return _framed(t, i) or _years(t, i) or _listed(t, i, led)


def _bent(t: Tokens, i: int) -> Span | None:
    """What lasts since or until an extent, or how long something lasts."""
    for table in (_SINCE, _UNTIL):
        if not (said := opening(t, i, table)):
            continue
        since, at = table is _SINCE, i + len(said)
        n = whole_number(t, at, 1, 99) if since else None
        if n and (unit := lex.PERIOD_UNITS.get(t.words[n[0]])):
            loose = frozenset({"approximate", "back"})
            point = Point(n[0] + 1, unit, shift=-n[1], flags=loose)
            return Span(i, point.stop, point, point, since=True)
        for place in past_links(t, at):
            if inner := _extent(t, place, True):
                return inner._replace(first=i, since=since, until="" if since else said[0])
        return None
    lasting = t.words[i] in ("en", "pendant", "durant", "in", "for")
    if lasting and (n := whole_number(t, i + 1, 1, 99)):
        unit = lex.PERIOD_UNITS.get(t.words[n[0]])
        if unit and t.words[n[0] + 1] not in lex.SIDES:
            point = Point(n[0] + 1, unit)
            return Span(i, point.stop, point, point, duration=True)
    return None


def read_span(t: Tokens, i: int) -> Span | None:
    """The longest span of time that begins at token i."""
    if t.kinds[i] not in ("number", "mark", "code") and t.words[i] not in _FIRST:
        return None
    return _bent(t, i) or _extent(t, i)
