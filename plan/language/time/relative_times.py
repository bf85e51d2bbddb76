"""Times relative to the publication: *hier*, *il y a trois jours*, *les deux dernières années*.

In TimeML's terms, deictic expressions anchored to the document creation time. `RELATIVE_RULES`,
`STRETCH_FORMS` and `STRETCH_RULES` are their grammar, each an ordered choice.
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
    """A stretch of time on a side of the publication, as far as it is read: *les trois dernières*.

    ``side`` and ``number`` are None until one is read; ``noun`` is its unit as written.
    """

    first: int
    stop: int
    side: int | None = None
    number: int | None = None
    noun: str = ""
    unit: str = ""


_Part = Callable[[Tokens, _RelativeSpan], _RelativeSpan | None]
_Form = Callable[[Tokens, int], _RelativeSpan | None]


def _form(*parts: _Part) -> _Form:
    """The reader of some parts, one after the other."""

    def read(t: Tokens, i: int) -> _RelativeSpan | None:
        s: _RelativeSpan | None = _RelativeSpan(i, i)
        for part in parts:
            if s is None:
                return None
            s = part(t, s)
        return s

    return read


def _side(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    side = SIDES.get(t.words[s.stop])
    return None if side is None else s._replace(stop=s.stop + 1, side=side)


def _side_before_number(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    verb = t.words[s.stop].startswith(("passe", "ecoule", "courant"))  # il a passé trois mois
    return None if verb else _side(t, s)


def _side_after_noun(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    return None if t.words[s.stop] in BEFORE_NOUN else _side(t, s)


def _in_progress(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    follows = t.words[s.stop : s.stop + 2] == ["en", "cours"]
    return s._replace(stop=s.stop + 2, side=0) if follows else None


def _after_this(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    here = 2 * (t.words[s.stop : s.stop + 2] == ["-", "ci"])
    return s._replace(stop=s.stop + here, side=0) if t.words[s.first - 1] in _THIS else None


def _number(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    n = whole_number(t, s.stop, 2, 99)
    return s._replace(stop=n[0], number=n[1]) if n else None


def _unit(t: Tokens, s: _RelativeSpan) -> _RelativeSpan | None:
    noun = t.words[s.stop]
    if t.words[s.stop : s.stop + 3] == ["week", "-", "end"]:
        return s._replace(stop=s.stop + 3, noun=noun, unit="weekend")
    unit = PERIOD_UNITS.get(noun)
    return s._replace(stop=s.stop + 1, noun=noun, unit=unit) if unit else None


#: The forms of a stretch of time; the first that is read at a token decides.
STRETCH_FORMS: Final[tuple[TimeRule[_Form], ...]] = (
    TimeRule("side + unit", "Le dernier mois.", "2025-06-01/2025-06-30", _form(_side, _unit)),
    TimeRule("side + number + unit", "The last two years.", "~2023-01-01/2024-12-31",
             _form(_side_before_number, _number, _unit)),
    TimeRule("number + side + unit", "Les deux dernières années.", "~2023-01-01/2024-12-31",
             _form(_number, _side, _unit)),
    TimeRule("number + unit + side", "Les deux années écoulées.", "~2023-01-01/2024-12-31",
             _form(_number, _unit, _side_after_noun)),
    TimeRule("number + unit + in progress", "Les deux années en cours.", "~2025-01-01/2026-12-31",
             _form(_number, _unit, _in_progress)),
    TimeRule("unit + side", "L’an dernier.", "2024-01-01/2024-12-31",
             _form(_unit, _side_after_noun)),
    TimeRule("unit + in progress", "Le trimestre en cours.", "2025-07-01/2025-09-30",
             _form(_unit, _in_progress)),
    TimeRule("this + unit", "Ce mois-ci.", "2025-07-01/2025-07-31", _form(_unit, _after_this)),
)  # fmt: skip


def _is_plural(t: Tokens, s: _RelativeSpan) -> bool:
    """Whether its noun is plural, which *mois* shows by the words around it."""
    if s.noun != "mois":
        return s.noun.endswith("s")
    return t.words[s.first - 1] in ("ces", "les", "des") or t.words[s.stop - 1].endswith("es")


def _uncounted_day(_: Tokens, s: _RelativeSpan) -> Literal[False] | None:
    return False if s.unit == "day" and s.number is None else None


def _time_spent(t: Tokens, s: _RelativeSpan) -> Literal[False] | None:
    spent = s.number and t.words[s.stop - 1].startswith("passe")
    return False if spent and t.words[s.stop - 2] in PERIOD_UNITS else None


def _counted_stretch(_: Tokens, s: _RelativeSpan) -> Point | None:
    if s.number is None:
        return None
    flags = frozenset[str]() if s.unit == "day" else APPROXIMATE
    return Point(s.stop, s.unit, shift=s.side, count=s.number, flags=flags)


def _vague_stretch(t: Tokens, s: _RelativeSpan) -> Point | None:
    if not _is_plural(t, s) or t.words[s.first - 1] not in _PLURAL_DETERMINERS:
        return None
    return Point(s.stop, s.unit, shift=s.side, flags=frozenset({"vague"}))


def _bare_plural(t: Tokens, s: _RelativeSpan) -> Literal[False] | None:
    return False if _is_plural(t, s) else None


def _year_elapsed(t: Tokens, s: _RelativeSpan) -> Point | None:
    elapsed = any(word.startswith("ecoule") for word in t.words[s.first : s.stop])
    if s.unit != "year" or s.side != -1 or not elapsed:
        return None
    return Point(s.stop, s.unit, shift=s.side, flags=APPROXIMATE)


def _one_stretch(_: Tokens, s: _RelativeSpan) -> Point:
    return Point(s.stop, s.unit, shift=s.side)


#: What the days of a stretch of time are.
STRETCH_RULES: Final[
    tuple[TimeRule[Callable[[Tokens, _RelativeSpan], Point | Literal[False] | None]], ...]
] = (
    TimeRule("day without a number", "Le jour dernier.", "", _uncounted_day),
    TimeRule("time spent", "Les trois mois passés à Rome.", "", _time_spent),
    TimeRule("counted stretch", "Les deux dernières années.", "~2023-01-01/2024-12-31",
             _counted_stretch),
    TimeRule("vague stretch", "Ces dernières années.", "?", _vague_stretch),
    TimeRule("plural without a number", "D’autres années passées.", "", _bare_plural),
    TimeRule("year elapsed", "L’année écoulée.", "~2024-01-01/2024-12-31", _year_elapsed),
    TimeRule("one stretch", "Le mois dernier.", "2025-06-01/2025-06-30", _one_stretch),
)  # fmt: skip


def _relative_stretch(t: Tokens, i: int, _: bool) -> Point | Literal[False] | None:
    s = next((s for form in STRETCH_FORMS if (s := form.read(t, i))), None)
    if s is None:
        return None
    return next(point for rule in STRETCH_RULES if (point := rule.read(t, s)) is not None)


#: The rows of `plan.language.time.points.POINT_RULES` for relative times.
RELATIVE_RULES: Final[tuple[TimeRule[PointReader], ...]] = (
    TimeRule("day word and weekday", "Hier mardi.", "2025-07-29", _day_word_and_weekday),
    TimeRule("day word", "Avant-hier.", "2025-07-28", _day_word),
    TimeRule("units ago", "Il y a trois jours.", "~2025-07-27", _units_ago),
    TimeRule("relative stretch", "Cette année.", "2025-01-01/2025-12-31", _relative_stretch),
    TimeRule("English units ago", "Three years ago.", "~2022-01-01/2022-12-31", _english_units_ago),
)  # fmt: skip
