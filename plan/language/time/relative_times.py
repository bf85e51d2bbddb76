"""Times relative to the publication: *hier*, *il y a trois jours*, *les deux dernières années*.

In TimeML's terms, deictic expressions anchored to the document creation time. `RELATIVE_RULES` and
`STRETCH_RULES` are their grammar, an ordered choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from plan.language.lexicon.time import DAY_SHIFTS, PERIOD_UNITS, SIDES, WEEKDAYS
from plan.language.numbers.numerals import Tokens
from plan.language.time.grammar import (
    APPROXIMATE,
    BEFORE_NOUN,
    PointReader,
    TimeRule,
    opening,
    whole_number,
)
from plan.language.time.partial_dates import Point

_DAY_WORDS: Final = {tuple(words.split()): shift for words, shift in DAY_SHIFTS.items()}
_THIS: Final = ("ce", "cet", "cette", "this")
_PLURAL_DETERMINERS: Final = ("ces", "les", "des", "the", "these", "nos")


def _day_word(t: Tokens, i: int, _: bool) -> Point | None:
    if not (phrase := opening(t, i, _DAY_WORDS)):
        return None
    stop = i + len(phrase)
    stop += t.words[stop] in ("soir", "matin")
    return Point(stop, "day", shift=_DAY_WORDS[phrase], flags=frozenset({"stated-day"}))


def _day_word_and_weekday(t: Tokens, i: int, led: bool) -> Point | None:
    if not (day := _day_word(t, i, led)):
        return None
    at = day.stop + (t.words[day.stop] == ",")
    weekday = WEEKDAYS.get(t.words[at])
    return None if weekday is None else replace(day, stop=at + 1, weekday=weekday)


def _units_ago(t: Tokens, i: int, _: bool) -> Point | None:
    if t.words[i : i + 3] != ["il", "y", "a"] or not (n := whole_number(t, i + 3, 1, 99)):
        return None
    unit = PERIOD_UNITS.get(t.words[n[0]])
    return Point(n[0] + 1, unit, shift=-n[1], flags=APPROXIMATE) if unit else None


def _english_units_ago(t: Tokens, i: int, _: bool) -> Point | None:
    if not (n := whole_number(t, i, 1, 99)) or t.words[n[0] + 1] != "ago":
        return None
    unit = PERIOD_UNITS.get(t.words[n[0]])
    return Point(n[0] + 2, unit, shift=-n[1], flags=APPROXIMATE) if unit else None


class _RelativeSpan(NamedTuple):
    """A span of time on a side of the publication: *les trois dernières années*.

    ``number`` is None when none is stated; ``plural``: its noun is plural.
    """

    first: int
    stop: int
    unit: str
    side: int
    number: int | None
    plural: bool


def _stretch(t: Tokens, i: int) -> _RelativeSpan | None:
    w = t.words
    ahead = not w[i].startswith(("passe", "ecoule", "courant"))  # il a passé trois mois
    at, side, count = i, SIDES.get(w[i]) if ahead else None, None
    at += side is not None
    if n := whole_number(t, at, 2, 99):
        at, count = n
    if side is None and w[at] in SIDES:
        at, side = at + 1, SIDES[w[at]]
    noun, unit = w[at], PERIOD_UNITS.get(w[at])
    if w[at : at + 3] == ["week", "-", "end"]:
        at, unit = at + 2, "weekend"
    if unit is None:
        return None
    at += 1
    if side is None and w[at] in SIDES and w[at] not in BEFORE_NOUN:
        at, side = at + 1, SIDES[w[at]]
    elif side is None and w[at : at + 2] == ["en", "cours"]:
        at, side = at + 2, 0
    elif side is None and count is None and w[i - 1] in _THIS:
        at, side = at + 2 * (w[at : at + 2] == ["-", "ci"]), 0
    if side is None or (unit == "day" and count is None):
        return None
    plural = noun.endswith("s") and (noun != "mois" or w[i - 1] in ("ces", "les", "des"))
    plural = plural or (noun == "mois" and w[at - 1].endswith("es"))
    return _RelativeSpan(i, at, unit, side, count, plural)


def _time_spent(t: Tokens, s: _RelativeSpan) -> Literal[False] | None:
    spent = s.number and t.words[s.stop - 1].startswith("passe")
    return False if spent and t.words[s.stop - 2] in PERIOD_UNITS else None


def _counted_stretch(_: Tokens, s: _RelativeSpan) -> Point | None:
    if s.number is None:
        return None
    flags = frozenset[str]() if s.unit == "day" else APPROXIMATE
    return Point(s.stop, s.unit, shift=s.side, count=s.number, flags=flags)


def _vague_stretch(t: Tokens, s: _RelativeSpan) -> Point | None:
    if not s.plural or t.words[s.first - 1] not in _PLURAL_DETERMINERS:
        return None
    return Point(s.stop, s.unit, shift=s.side, flags=frozenset({"vague"}))


def _bare_plural(_: Tokens, s: _RelativeSpan) -> Literal[False] | None:
    return False if s.plural else None


def _year_elapsed(t: Tokens, s: _RelativeSpan) -> Point | None:
    elapsed = any(word.startswith("ecoule") for word in t.words[s.first : s.stop])
    if s.unit != "year" or s.side != -1 or not elapsed:
        return None
    return Point(s.stop, s.unit, shift=s.side, flags=APPROXIMATE)


def _one_stretch(_: Tokens, s: _RelativeSpan) -> Point:
    return Point(s.stop, s.unit, shift=s.side)


#: Stretches of time that begin or end with the publication.
STRETCH_RULES: Final[
    tuple[TimeRule[Callable[[Tokens, _RelativeSpan], Point | Literal[False] | None]], ...]
] = (
    TimeRule("time spent", "Les trois mois passés à Rome.", "", _time_spent),
    TimeRule("counted stretch", "Les deux dernières années.", "~2023-01-01/2024-12-31",
             _counted_stretch),
    TimeRule("vague stretch", "Ces dernières années.", "?", _vague_stretch),
    TimeRule("plural without a number", "D’autres années passées.", "", _bare_plural),
    TimeRule("year elapsed", "L’année écoulée.", "~2024-01-01/2024-12-31", _year_elapsed),
    TimeRule("one stretch", "Le mois dernier.", "2025-06-01/2025-06-30", _one_stretch),
)  # fmt: skip


def _relative_stretch(t: Tokens, i: int, _: bool) -> Point | Literal[False] | None:
    if s := _stretch(t, i):
        return next(point for rule in STRETCH_RULES if (point := rule.read(t, s)) is not None)
    return None


#: The rows of `plan.language.time.points.POINT_RULES` for relative times.
RELATIVE_RULES: Final[tuple[TimeRule[PointReader], ...]] = (
    TimeRule("day word and weekday", "Hier mardi.", "2025-07-29", _day_word_and_weekday),
    TimeRule("day word", "Avant-hier.", "2025-07-28", _day_word),
    TimeRule("units ago", "Il y a trois jours.", "~2025-07-27", _units_ago),
    TimeRule("relative stretch", "Cette année.", "2025-01-01/2025-12-31", _relative_stretch),
    TimeRule("English units ago", "Three years ago.", "~2022-01-01/2022-12-31", _english_units_ago),
)  # fmt: skip
