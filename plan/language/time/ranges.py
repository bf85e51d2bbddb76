"""Ranges of time in a text, made of points: *du 25 au 26*, *depuis 2020*, *2022 et 2023*.

`RANGE_RULES` is the grammar, an ordered choice: the first rule that reads something at a token
decides. `JOIN_RULES` decides which points a list or a dash joins. `tests/language/test_grammar.py`
reads the examples of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, NamedTuple

from plan.language.lexicon.acts import FUNCTION_WORDS
from plan.language.lexicon.numbers import CARDINALS, ENGLISH_CARDINALS
from plan.language.lexicon.time import (
    DAY_SHIFTS,
    EDGES,
    ORDINALS,
    PERIOD_UNITS,
    SIDES,
    SINCE,
    UNTIL,
    WEEKDAYS,
)
from plan.language.numbers.numerals import AND, Tokens
from plan.language.time.grammar import (
    DASHES,
    YEAR,
    Phrase,
    TimeRule,
    first_reading,
    opening,
    past_links,
    whole_number,
)
from plan.language.time.partial_dates import Point
from plan.language.time.points import read_partial_point
from plan.model.quantities import MONTHS


class TimeRange(NamedTuple):
    """From one point to another at the tokens ``first`` to before ``stop``; or one point.

    ``since``: until the publication; ``until``: the words of a deadline; ``plan``: the period of a
    plan; ``items``: the number of points in a list; ``duration``: how long, and not when.
    """

    first: int
    stop: int
    left: Point
    right: Point
    since: bool = False
    until: str = ""
    plan: bool = False
    items: int = 1
    duration: bool = False

    @property
    def joined(self) -> bool:
        """Whether it goes from one point to another."""
        return self.left is not self.right

    @property
    def kind(self) -> str:
        """Its granularity, as in `plan.language.time.mentions.Mention`."""
        if self.duration:
            return "duration"
        return "plan" if self.plan else "span" if self.joined or self.since else self.right.unit


def _phrases(phrases: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(sorted((tuple(each.split()) for each in phrases), key=len, reverse=True))


_SINCE: Final = _phrases(SINCE)
_UNTIL: Final = _phrases(UNTIL)
#: Words that open a range, and the words that may precede its second point.
FRAMES: Final[Mapping[str, Phrase]] = {
    **dict.fromkeys(("de", "du", "d'", "from"), ("a", "au", "to", "jusqu'")),
    "entre": ("et",), "between": ("and",),
}  # fmt: skip
_LASTING: Final = ("en", "pendant", "durant", "in", "for")
_SCHOOL_YEAR: Final = re.compile("((?:19|20)[0-9]{2})/((?:19|20)?[0-9]{2})")
_LONGEST_PLAN: Final = 30  # years
_LONGEST_LIST: Final = 12  # points
#: The words with which a range may begin.
_FIRST_WORDS: Final = frozenset(
    (
        *PERIOD_UNITS, *SIDES, *ORDINALS, *EDGES, *MONTHS, *WEEKDAYS,
        *CARDINALS, *ENGLISH_CARDINALS, *FRAMES, *(p[0] for p in (*_SINCE, *_UNTIL)),
        *(p.split()[0] for p in DAY_SHIFTS), *_LASTING,
        "il", "week",
    )
)  # fmt: skip


# --- Since, until, how long ---------------------------------------------------------------------


def _since_units(t: Tokens, i: int, _: bool) -> TimeRange | None:
    if not (phrase := opening(t, i, _SINCE)):
        return None
    n = whole_number(t, i + len(phrase), 1, 99)
    if not n or not (unit := PERIOD_UNITS.get(t.words[n[0]])):
        return None
    point = Point(n[0] + 1, unit, shift=-n[1], flags=frozenset({"approximate", "back"}))
    return TimeRange(i, point.stop, point, point, since=True)


def _inside(t: Tokens, at: int) -> TimeRange | None:
    """The range or point after opening words that end before token ``at``."""
    ranges = (first_reading(_PLAIN_RULES, t, place, True) for place in past_links(t, at))
    return next((found for found in ranges if found), None)


def _since(t: Tokens, i: int, _: bool) -> TimeRange | None:
    if (phrase := opening(t, i, _SINCE)) and (inner := _inside(t, i + len(phrase))):
        return inner._replace(first=i, since=True, until="")
    return None


def _until(t: Tokens, i: int, _: bool) -> TimeRange | None:
    if (phrase := opening(t, i, _UNTIL)) and (inner := _inside(t, i + len(phrase))):
        return inner._replace(first=i, since=False, until=phrase[0])
    return None


def _duration(t: Tokens, i: int, _: bool) -> TimeRange | None:
    if t.words[i] not in _LASTING or not (n := whole_number(t, i + 1, 1, 99)):
        return None
    unit = PERIOD_UNITS.get(t.words[n[0]])
    if not unit or t.words[n[0] + 1] in SIDES:
        return None
    point = Point(n[0] + 1, unit)
    return TimeRange(i, point.stop, point, point, duration=True)


# --- From one point to another ------------------------------------------------------------------


def _framed(t: Tokens, i: int, _: bool) -> TimeRange | None:
    w = t.words
    if not (closers := FRAMES.get(w[i])):
        return None
    left = read_partial_point(t, i + 1 + (w[i + 1] in ("le", "l'", "la", "the")), True)
    if left is None or w[left.stop] not in closers:
        return None
    at = left.stop + 1 + (w[left.stop] == "jusqu'")
    right = read_partial_point(t, at + (w[at] in ("le", "l'", "la", "the")), True)
    if right is None or right.partial or (left.partial and right.unit != "day"):
        return None
    counts = right.unit == "year" and t.kinds[right.stop] == "word"
    noun = t.said(right.stop, right.stop + 1).islower() and not w[right.stop].startswith("inclu")
    if counts and noun and w[right.stop] not in FUNCTION_WORDS and w[i] not in ("du", "d'"):
        return None  # entre 1990 et 2000 personnes
    return TimeRange(i, right.stop, left, right)


def _from_year_to_year(t: Tokens, i: int, stop: int, first: str, last: str) -> TimeRange | None:
    """A range of years in digits that ends before token ``stop``; *23* after *2022* is 2023."""
    last = first[:2] + last if len(last) == 2 else last
    if t.words[i - 1] in ("°", "n", "no", "numero"):
        return None
    chained = t.words[stop] in DASHES and t.touches(stop)
    chained = chained or (t.words[i - 1] in ("-", "/") and t.touches(i))
    if chained or not YEAR.fullmatch(last) or not 0 < int(last) - int(first) <= _LONGEST_PLAN:
        return None
    left, right = Point(i + 1, "year", int(first)), Point(stop, "year", int(last))
    return TimeRange(i, stop, left, right)


def _slashed_years(t: Tokens, i: int, _: bool) -> TimeRange | None:
    years = _SCHOOL_YEAR.fullmatch(t.words[i])
    return _from_year_to_year(t, i, i + 1, years[1], years[2]) if years else None


def _hyphenated_years(t: Tokens, i: int, _: bool) -> TimeRange | None:
    first, dash, last = t.words[i : i + 3]
    if not YEAR.fullmatch(first) or dash not in DASHES or not last.isdecimal():
        return None
    uneven = t.touches(i + 1) != t.touches(i + 2)
    if uneven or (len(last) != 4 and not t.touches(i + 2)):
        return None
    return _from_year_to_year(t, i, i + 3, first, last)


# --- Lists --------------------------------------------------------------------------------------


class JoinRule(NamedTuple):
    """A row of the table of points that are joined in a list or by a dash.

    Such points have the same ``unit``; ``holds`` takes both, and whether a dash is between them.
    ``example`` and ``days``: a sentence and the period read in it on 30 July 2025.
    """

    unit: str
    example: str
    days: str
    holds: Callable[[Point, Point, bool], bool]


JOIN_RULES: Final = (
    JoinRule("year", "En 2022, 2023 et 2024.", "2022-01-01/2024-12-31",
             lambda a, b, _: a.year is not None and b.year is not None and b.year > a.year),
    JoinRule("month", "Janvier-mars 2024.", "2024-01-01/2024-03-31",
             lambda a, b, _: a.month is not None and b.month is not None
             and a.year is a.shift is a.turn is None),
    JoinRule("day", "Les 5, 6 et 7 mars 2025.", "2025-03-05/2025-03-07",
             lambda a, b, _: a.partial and b.day is not None),
    JoinRule("day", "15 juillet - 15 août 2024.", "2024-07-15/2024-08-15",
             lambda a, b, dash: dash and a.day is not None and b.day is not None),
)  # fmt: skip


def _joinable(a: Point, b: Point, dash: bool) -> bool:
    if a.unit != b.unit or (b.relative and not a.relative):
        return False
    return any(rule.unit == a.unit and rule.holds(a, b, dash) for rule in JOIN_RULES)


def _listed(t: Tokens, i: int, led: bool) -> TimeRange | None:
    """A point, or several; what only commas add counts only when the list is closed later."""
    w = t.words
    months = w[i] in MONTHS and w[i + 1] in (*AND, *DASHES) and w[i + 2] in MONTHS
    if (point := read_partial_point(t, i, led or months)) is None:
        return None
    points, complete, items = [point], 1, 1
    while len(points) < _LONGEST_LIST and w[points[-1].stop] in (",", *AND, *DASHES):
        last = points[-1]
        following = read_partial_point(t, last.stop + 1, True)
        if following is None or not _joinable(last, following, w[last.stop] in DASHES):
            break
        points.append(following)
        items = 1 if w[last.stop] in DASHES else len(points)
        complete = complete if w[last.stop] == "," else len(points)
    last = points[complete - 1]
    if last.partial and last.weekday is None:
        return None
    return TimeRange(i, last.stop, point, last, items=min(items, complete))


# --- The table ----------------------------------------------------------------------------------

_RangeReader = Callable[[Tokens, int, bool], TimeRange | Literal[False] | None]
_PLAIN_RULES: Final[tuple[TimeRule[_RangeReader], ...]] = (
    TimeRule("from one to another", "Du 25 au 26 janvier.", "2025-01-25/2025-01-26", _framed),
    TimeRule("years with a slash", "L’année scolaire 2023/24.", "~2023-01-01/2024-12-31",
             _slashed_years),
    TimeRule("years with a hyphen", "La période 2020-2022.", "2020-01-01/2022-12-31",
             _hyphenated_years),
    TimeRule("point or list", "En 2022, 2023 et 2024.", "2022-01-01/2024-12-31", _listed),
)  # fmt: skip
RANGE_RULES: Final[tuple[TimeRule[_RangeReader], ...]] = (
    TimeRule("since some units", "Depuis deux ans.", "~2023-07-30/2025-07-30", _since_units),
    TimeRule("since", "À compter de janvier.", "2025-01-01/2025-07-30", _since),
    TimeRule("until", "D’ici 2030.", "../2030-12-31", _until),
    TimeRule("duration", "Pendant six mois.", "?", _duration),
    *_PLAIN_RULES,
)  # fmt: skip


def read_range(t: Tokens, i: int) -> TimeRange | None:
    """The range of time, or the point, that begins at token i."""
    if t.kinds[i] not in ("number", "mark", "code") and t.words[i] not in _FIRST_WORDS:
        return None
    return first_reading(RANGE_RULES, t, i)
