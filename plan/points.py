"""Points in time that a text states, each as far as it is stated: *28 novembre*, *T2*, *hier*.

`EDGE_RULES` and `POINT_RULES` are the grammar: an ordered choice, the first rule that reads
something at a token decides. A new expression is a new row, with an example sentence and the days
it means on Wednesday 30 July 2025, both read by `tests/test_time_rules.py`. A `Point` is resolved
by `plan.dates`; points are joined in `plan.spans`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, Generic, Literal, NamedTuple, TypedDict, TypeVar

from plan import lexicon as lex
from plan.dates import MONTHS_IN, Point
from plan.numerals import AND, OF, STARTS, Tokens, read_numeral

__all__ = [
    "DASHES",
    "EDGE_RULES",
    "POINT_RULES",
    "STOPS",
    "STRETCH_RULES",
    "YEAR",
    "YEAR_LEADS",
    "Phrase",
    "TimeRule",
    "YearLead",
    "first_reading",
    "loose_point",
    "opening",
    "past_links",
    "whole_number",
    "words_before",
]

Phrase = tuple[str, ...]
Timex = TypeVar("Timex")
Reader = TypeVar("Reader")


class TimeRule(NamedTuple, Generic[Reader]):
    """A row of a grammar of temporal expressions.

    ``example``: a sentence that needs this row; ``days``: the period read in it on 30 July 2025, as
    ISO dates, "~" before it when it is approximate, "?" when it is vague, "" when there is none.
    ``read`` returns what it reads, None
    when the rule does not apply, False when there is certainly no time.
    """

    name: str
    example: str
    days: str
    read: Reader


def first_reading(
    rules: Iterable[TimeRule[Callable[[Tokens, int, bool], Timex | Literal[False] | None]]],
    t: Tokens,
    i: int,
    led: bool = False,
) -> Timex | None:
    """What the first rule that applies reads at token i.

    ``led``: a preceding word says that a time follows.
    """
    for rule in rules:
        if (found := rule.read(t, i, led)) is not None:
            return found or None
    return None


_PointReader = Callable[[Tokens, int, bool], Point | Literal[False] | None]


class _YearStated(TypedDict, total=False):
    """The year as far as it is stated, in the terms of `Point`."""

    year: int
    turn: int
    shift: int


DASHES: Final = ("-", "–", "—")
STOPS: Final = frozenset(".;!?…:")
YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_DAY_WORDS: Final = {tuple(words.split()): shift for words, shift in lex.DAY_SHIFTS.items()}
_BEFORE_NOUN: Final = ("last", "past", "next", "coming")  # sides that precede their noun
_LINKS: Final = frozenset("le la l' les en au aux du de d' mois the of".split())
_TO_THE_YEAR: Final = ("de", "d'", "l'", "la", "le", "du", "of", "the", "cette", "this")
_THIS: Final = ("ce", "cet", "cette", "this")
_PLURAL_DETERMINERS: Final = ("ces", "les", "des", "the", "these", "nos")
_SHORT_PARTS: Final = {"t": "quarter", "q": "quarter", "s": "half", "h": "half"}
_SHORT_PART: Final = re.compile("([tq])([1-4])|([sh])([12])")
_SLASHED: Final = re.compile("([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_MIDDLE: Final = re.compile("(mi|mid)-((?:19|20)[0-9]{2})")
_ENGLISH_MONTHS: Final = frozenset(list(lex.MONTHS)[12:])
_APPROXIMATE: Final = frozenset({"approximate"})

# From here on t are the tokens of the text, w their words, and i an index of both.


# --- Words and numbers --------------------------------------------------------------------------


def opening(t: Tokens, i: int, table: Iterable[Phrase]) -> Phrase:
    """The phrase of the table at token i, or nothing."""
    first = t.words[i]
    for phrase in table:
        if phrase[0] == first and tuple(t.words[i : i + len(phrase)]) == phrase:
            return phrase
    return ()


def words_before(t: Tokens, i: int, most: int) -> Iterator[str]:
    """The words before token i in its sentence, backwards."""
    for at in range(i - 1, max(i - 1 - most, -1), -1):
        if t.words[at] in STOPS or "\n" in t.gap(at + 1):
            return
        yield t.words[at]


def past_links(t: Tokens, i: int) -> Iterator[int]:
    """Token i, and the one after each of the determiners and prepositions from there on."""
    yield i
    while t.words[i] in _LINKS and (i := i + 1):
        yield i
        if t.words[i - 1] == "mois":
            if t.words[i] in _LINKS:
                yield i + 1
            return


def whole_number(t: Tokens, i: int, low: int, high: int) -> tuple[int, int] | None:
    """The token after a whole number, in digits or words, within bounds, and the number."""
    kind, word = t.kinds[i], t.words[i]
    if kind not in ("number", "word", "mark"):
        return None
    if kind == "word" and (word not in STARTS or word == "a"):
        return None
    n = read_numeral(t, i)
    if n is None and t.kinds[i + 1] and word.isdecimal() and len(word) < 5:
        return (i + 1, int(word)) if low <= int(word) <= high else None
    if n is None or n.loose or not isinstance(n.value, int) or not low <= n.value <= high:
        return None
    return n.stop, n.value


def _year(t: Tokens, i: int) -> tuple[int, int] | None:
    """The token after a year, and the year; digits of a date or a number of a text are none."""
    if t.kinds[i] == "word":
        opens = t.words[i] in ("mil", "mille", "deux", "two")
        return whole_number(t, i, 1900, 2099) if opens else None
    if not YEAR.fullmatch(t.words[i]):
        return None
    joined = t.words[i + 1] in DASHES and t.touches(i + 1) and t.touches(i + 2)
    if joined and t.kinds[i + 2] in ("number", "code"):
        return None
    led = t.words[i - 1] in ("-", "/", "°") and t.touches(i)
    return None if led else (i + 1, int(t.words[i]))


def _day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """The token after the number of a day (*1er*, *24th*, *vingt-quatre*), and the number."""
    if t.words[i] == "premier":
        return i + 1, 1
    if found := whole_number(t, i, 1, 31):
        stop, day = found
        return stop + (t.words[stop] in lex.ORDINAL_ENDINGS), day
    return None


def _year_after(t: Tokens, i: int) -> tuple[int, _YearStated]:
    """The token after the year at token i, and what is stated of it.

    *2024*, *de l'année 2024*; *de l'année dernière* and *de l'année* are counted from the year of
    publication (``turn``), *dernier* and *prochain* give the side of it (``shift``).
    """
    w = t.words
    if found := _year(t, i + (w[i] == ",")):
        return found[0], {"year": found[1]}
    at = i
    while w[at] in _TO_THE_YEAR and at < i + 3:
        at += 1
    noun = w[at] in ("an", "annee", "exercice", "year")
    if found := _year(t, at + noun):
        return found[0], {"year": found[1]}
    if noun and at > i:
        if w[at + 1] in lex.SIDES:
            return at + 2, {"turn": lex.SIDES[w[at + 1]]}
        return at + 1 + 2 * (w[at + 1 : at + 3] == ["en", "cours"]), {"turn": 0}
    if w[i] in lex.SIDES and w[i] not in _BEFORE_NOUN:
        return i + 1, {"shift": lex.SIDES[w[i]]}
    return i, {}


# --- Parts of a year ----------------------------------------------------------------------------


def _short_part(t: Tokens, i: int, _: bool) -> Point | None:
    if not (short := _SHORT_PART.fullmatch(t.words[i])):
        return None
    unit, rank = _SHORT_PARTS[short[1] or short[3]], int(short[2] or short[4])
    stop, stated = _year_after(t, i + 1)
    return Point(stop, unit, month=MONTHS_IN[unit] * (rank - 1) + 1, **stated) if stated else None


def _first_months(t: Tokens, i: int, _: bool) -> Point | None:
    w = t.words
    if not (n := whole_number(t, i + (w[i] == "first"), 2, 11)):
        return None
    at = n[0] + (w[n[0]] == "premiers")
    if w[at] not in ("mois", "months") or not (at > n[0] or w[i] == "first"):
        return None
    stop, stated = _year_after(t, at + 1)
    return Point(stop, "month", month=1, count=n[1], **(stated or _YearStated(turn=0)))


def _part_unit(t: Tokens, i: int) -> str:
    unit = lex.PERIOD_UNITS.get(t.words[i], "")
    return unit if unit in ("quarter", "half") else ""


def _ranked_part(t: Tokens, i: int, _: bool) -> Point | None:
    at, rank = i + 1, lex.ORDINALS.get(t.words[i], 0)
    if not rank and (n := whole_number(t, i, 1, 4)) and t.words[n[0]] in lex.ORDINAL_ENDINGS:
        at, rank = n[0] + 1, n[1]
    if not rank or not (unit := _part_unit(t, at)) or rank * MONTHS_IN[unit] > 12:
        return None
    stop, stated = _year_after(t, at + 1)
    return Point(stop, unit, month=MONTHS_IN[unit] * (rank - 1) + 1, **stated)


def _last_part_of_year(t: Tokens, i: int, _: bool) -> Point | None:
    if t.words[i] not in ("dernier", "last") or not (unit := _part_unit(t, i + 1)):
        return None
    stop, stated = _year_after(t, i + 2)
    return Point(stop, unit, month=13 - MONTHS_IN[unit], **stated) if stated else None


# --- Times relative to the publication ----------------------------------------------------------


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
    weekday = lex.WEEKDAYS.get(t.words[at])
    return None if weekday is None else replace(day, stop=at + 1, weekday=weekday)


def _units_ago(t: Tokens, i: int, _: bool) -> Point | None:
    if t.words[i : i + 3] != ["il", "y", "a"] or not (n := whole_number(t, i + 3, 1, 99)):
        return None
    unit = lex.PERIOD_UNITS.get(t.words[n[0]])
    return Point(n[0] + 1, unit, shift=-n[1], flags=_APPROXIMATE) if unit else None


def _english_units_ago(t: Tokens, i: int, _: bool) -> Point | None:
    if not (n := whole_number(t, i, 1, 99)) or t.words[n[0] + 1] != "ago":
        return None
    unit = lex.PERIOD_UNITS.get(t.words[n[0]])
    return Point(n[0] + 2, unit, shift=-n[1], flags=_APPROXIMATE) if unit else None


class _Stretch(NamedTuple):
    """Units of time with their side of the publication: *les trois dernières années*.

    ``number`` is None when none is stated; ``plural``: several are meant.
    """

    first: int
    stop: int
    unit: str
    side: int
    number: int | None
    plural: bool


def _stretch(t: Tokens, i: int) -> _Stretch | None:
    w = t.words
    ahead = not w[i].startswith(("passe", "ecoule", "courant"))  # il a passé trois mois
    at, side, count = i, lex.SIDES.get(w[i]) if ahead else None, None
    at += side is not None
    if n := whole_number(t, at, 2, 99):
        at, count = n
    if side is None and w[at] in lex.SIDES:
        at, side = at + 1, lex.SIDES[w[at]]
    noun, unit = w[at], lex.PERIOD_UNITS.get(w[at])
    if w[at : at + 3] == ["week", "-", "end"]:
        at, unit = at + 2, "weekend"
    if unit is None:
        return None
    at += 1
    if side is None and w[at] in lex.SIDES and w[at] not in _BEFORE_NOUN:
        at, side = at + 1, lex.SIDES[w[at]]
    elif side is None and w[at : at + 2] == ["en", "cours"]:
        at, side = at + 2, 0
    elif side is None and count is None and w[i - 1] in _THIS:
        at, side = at + 2 * (w[at : at + 2] == ["-", "ci"]), 0
    if side is None or (unit == "day" and count is None):
        return None
    plural = noun.endswith("s") and (noun != "mois" or w[i - 1] in ("ces", "les", "des"))
    plural = plural or (noun == "mois" and w[at - 1].endswith("es"))
    return _Stretch(i, at, unit, side, count, plural)


def _time_spent(t: Tokens, s: _Stretch) -> Literal[False] | None:
    spent = s.number and t.words[s.stop - 1].startswith("passe")
    return False if spent and t.words[s.stop - 2] in lex.PERIOD_UNITS else None


def _counted_stretch(_: Tokens, s: _Stretch) -> Point | None:
    if s.number is None:
        return None
    flags = frozenset[str]() if s.unit == "day" else _APPROXIMATE
    return Point(s.stop, s.unit, shift=s.side, count=s.number, flags=flags)


def _vague_stretch(t: Tokens, s: _Stretch) -> Point | None:
    if not s.plural or t.words[s.first - 1] not in _PLURAL_DETERMINERS:
        return None
    return Point(s.stop, s.unit, shift=s.side, flags=frozenset({"vague"}))


def _bare_plural(_: Tokens, s: _Stretch) -> Literal[False] | None:
    return False if s.plural else None


def _year_elapsed(t: Tokens, s: _Stretch) -> Point | None:
    elapsed = any(word.startswith("ecoule") for word in t.words[s.first : s.stop])
    if s.unit != "year" or s.side != -1 or not elapsed:
        return None
    return Point(s.stop, s.unit, shift=s.side, flags=_APPROXIMATE)


def _one_stretch(_: Tokens, s: _Stretch) -> Point:
    return Point(s.stop, s.unit, shift=s.side)


#: Stretches of time that begin, or end, with the publication.
STRETCH_RULES: Final[
    tuple[TimeRule[Callable[[Tokens, _Stretch], Point | Literal[False] | None]], ...]
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


# --- Days ---------------------------------------------------------------------------------------


def _slashed_date(t: Tokens, i: int, _: bool) -> Point | None:
    if not (parts := _SLASHED.fullmatch(t.words[i])):
        return None
    return Point(i + 1, "day", int(parts[3]), int(parts[2]), int(parts[1]))


def _hyphenated_date(t: Tokens, i: int, _: bool) -> Point | None:
    parts = t.words[i : i + 5]
    if parts[1:4:2] != ["-", "-"] or t.touches(i):
        return None
    digits = all(p.isascii() and p.isdigit() for p in parts[::2])
    sizes = [len(p) for p in parts[::2]]
    tight = all(t.touches(at) for at in range(i + 1, i + 5))
    if not (digits and tight and sizes in ([4, 2, 2], [2, 2, 4])):
        return None
    year, month, day = map(int, parts[::2] if sizes[0] == 4 else parts[::-2])
    return Point(i + 5, "day", year, month, day)


def _past_weekday(t: Tokens, i: int) -> tuple[int, int | None]:
    """The token after a weekday at token i with what links it to a date; and the weekday."""
    w, weekday = t.words, lex.WEEKDAYS.get(t.words[i])
    if weekday is None:
        return i, None
    at = i + 1
    at += w[at] == ","
    return at + (w[at] in ("le", "the")), weekday


def _weekday_with_side(t: Tokens, i: int, _: bool) -> Point | None:
    weekday, side = lex.WEEKDAYS.get(t.words[i]), lex.SIDES.get(t.words[i + 1])
    if weekday is None or side is None or _day_number(t, i + 2):
        return None
    return Point(i + 2, "day", weekday=weekday, shift=side)


def _month_and_day(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if t.words[at] not in _ENGLISH_MONTHS or not (number := _day_number(t, at + 1)):
        return None
    if _year(t, at + 1):
        return None
    stop, stated = _year_after(t, number[0])
    month = lex.MONTHS[t.words[at]]
    return Point(stop, "day", month=month, day=number[1], weekday=weekday, **stated)


def _day_and_month(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if not (number := _day_number(t, at)):
        return None
    stop = number[0]
    stop += t.words[stop] in ("of", "du") and t.words[stop + 1] in lex.MONTHS
    if not (month := lex.MONTHS.get(t.words[stop])):
        return None
    stop, stated = _year_after(t, stop + 1)
    return Point(stop, "day", month=month, day=number[1], weekday=weekday, **stated)


def _day_of_this_month(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if not (number := _day_number(t, at)) or t.words[number[0]] != "courant":
        return None
    return Point(number[0] + 1, "day", day=number[1], weekday=weekday, shift=0)


def _weekday_and_day(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if weekday is None or not (number := _day_number(t, at)):
        return None
    return Point(number[0], "day", day=number[1], weekday=weekday)


def _weekday_alone(t: Tokens, i: int, _: bool) -> Point | None:
    if (weekday := lex.WEEKDAYS.get(t.words[i])) is None:
        return None
    side = lex.SIDES.get(t.words[i - 1]) if t.words[i - 1] in ("last", "next") else None
    return Point(i + 1, "day", weekday=weekday, shift=side)


# --- Months and years ---------------------------------------------------------------------------


def _english_side(t: Tokens, i: int) -> int | None:
    """On which side of the publication an English word before a month puts it: *last March*."""
    english = t.words[i] in _ENGLISH_MONTHS and t.words[i - 1] in ("last", "next")
    return lex.SIDES[t.words[i - 1]] if english else None


def _month_of_year(t: Tokens, i: int, _: bool) -> Point | None:
    if not (month := lex.MONTHS.get(t.words[i])):
        return None
    stop, stated = _year_after(t, i + 1)
    if not stated:
        return None
    if (side := _english_side(t, i)) is not None:
        stated["shift"] = side
    return Point(stop, "month", month=month, **stated)


def _is_name_of_month(t: Tokens, i: int) -> bool:
    """Whether a word that may name a month does: *you may go* has no capital."""
    word = t.words[i]
    return word in lex.MONTHS and (word not in _ENGLISH_MONTHS or t.text[t.starts[i]].isupper())


def _month_after_opening(t: Tokens, i: int, led: bool) -> Point | None:
    if not _is_name_of_month(t, i):
        return None
    before = t.words[i - 1]
    if not (led or before in lex.TIME_OPENINGS or before in ("d'", "de", "mois")):
        return None
    return Point(i + 1, "month", month=lex.MONTHS[t.words[i]], shift=_english_side(t, i))


def _month_as_heading(t: Tokens, i: int, _: bool) -> Point | None:
    opens = i == 0 or "\n" in t.gap(i)
    if not opens or t.words[i + 1] not in (".", ":") or not _is_name_of_month(t, i):
        return None
    return Point(i + 1, "month", month=lex.MONTHS[t.words[i]], shift=_english_side(t, i))


class YearLead(NamedTuple):
    """A row of the table that decides whether a bare year is a time; the first that holds does.

    ``example``: a sentence with one year; ``leads``: the decision.
    """

    name: str
    example: str
    leads: bool
    holds: Callable[[Tokens, int], bool]


_DATED_OR_REPORT: Final = lex.DATED_NOUNS | lex.REPORTS


def _near(words: frozenset[str], most: int) -> Callable[[Tokens, int], bool]:
    def holds(t: Tokens, i: int) -> bool:
        return t.kinds[i - 1] == "word" and not words.isdisjoint(words_before(t, i, most))

    return holds


YEAR_LEADS: Final = (
    YearLead("English of after a dated noun", "The figures of 2024.", True,
             lambda t, i: t.words[i - 1] == "of" and t.words[i - 2] in lex.DATED_NOUNS),
    YearLead("English of", "The report and law of 2012.", False,
             lambda t, i: t.words[i - 1] == "of"),
    YearLead("preposition of time", "En 2023, 60 dossiers.", True,
             lambda t, i: t.words[i - 1] in lex.TIME_OPENINGS),
    YearLead("dated noun", "Le bilan 2024.", True,
             lambda t, i: t.words[i - 1] in lex.DATED_NOUNS),
    YearLead("of a dated noun or report", "Le rapport de 2022.", True,
             lambda t, i: t.words[i - 1] in OF and t.words[i - 2] in _DATED_OR_REPORT),
    YearLead("of something else", "Rapport et loi de 2012.", False,
             lambda t, i: t.words[i - 1] in OF),
    YearLead("compared with", "Comparé à 2022.", True,
             lambda t, i: t.words[i - 1] == "a" and t.words[i - 2] in lex.COMPARED_TIMES),
    YearLead("near a report", "Le rapport annuel 2022.", True, _near(lex.REPORTS, 4)),
    YearLead("near a fiscal noun", "L’exercice budgétaire 2024.", True, _near(lex.FISCAL_NOUNS, 3)),
    YearLead("nothing", "L’Agenda 2030.", False, lambda t, i: True),
)  # fmt: skip


def _leads_year(t: Tokens, i: int) -> bool:
    return next(row.leads for row in YEAR_LEADS if row.holds(t, i))


def _decade(t: Tokens, i: int, _: bool) -> Point | None:
    if t.words[i - 1] != "annees" or not (year := _year(t, i)) or year[1] % 10:
        return None
    if t.words[year[0]] in ("a", ",", *AND, *DASHES):
        return None
    return Point(year[0], "year", year[1], count=10, flags=_APPROXIMATE)


def _bare_year(t: Tokens, i: int, led: bool) -> Point | None:
    if (year := _year(t, i)) and (led or _leads_year(t, i)):
        return Point(year[0], "year", year[1])
    return None


#: Points, but for their edges.
POINT_RULES: Final[tuple[TimeRule[_PointReader], ...]] = (
    # Parts of a year.
    TimeRule("short quarter or half", "Au T2 2024.", "2024-04-01/2024-06-30", _short_part),
    TimeRule("first months", "Les six premiers mois de 2024.", "2024-01-01/2024-06-30",
             _first_months),
    TimeRule("ranked quarter or half", "Le 3è trimestre 2024.", "2024-07-01/2024-09-30",
             _ranked_part),
    TimeRule("last part of a year", "Le dernier trimestre 2024.", "2024-10-01/2024-12-31",
             _last_part_of_year),
    # Times relative to the publication.
    TimeRule("day word and weekday", "Hier mardi.", "2025-07-29", _day_word_and_weekday),
    TimeRule("day word", "Avant-hier.", "2025-07-28", _day_word),
    TimeRule("units ago", "Il y a trois jours.", "~2025-07-27", _units_ago),
    TimeRule("relative stretch", "Cette année.", "2025-01-01/2025-12-31", _relative_stretch),
    TimeRule("English units ago", "Three years ago.", "~2022-01-01/2022-12-31", _english_units_ago),
    # Days.
    TimeRule("date with strokes", "Signé 03/04/2025.", "2025-04-03", _slashed_date),
    TimeRule("date with hyphens", "Relevé 2024-06-30.", "2024-06-30", _hyphenated_date),
    TimeRule("weekday with its side", "Mercredi dernier.", "2025-07-23", _weekday_with_side),
    TimeRule("month and day", "October 24, 2023.", "2023-10-24", _month_and_day),
    TimeRule("day and month", "Le 28 novembre dernier.", "2024-11-28", _day_and_month),
    TimeRule("day of this month", "Le 12 courant.", "2025-07-12", _day_of_this_month),
    TimeRule("weekday and day", "Dimanche 13.", "2025-07-13", _weekday_and_day),
    TimeRule("weekday", "Réunis lundi à Niamey.", "2025-07-28", _weekday_alone),
    # Months and years.
    TimeRule("month of a year", "Mars 2025.", "2025-03-01/2025-03-31", _month_of_year),
    TimeRule("month after an opening", "En septembre.", "2024-09-01/2024-09-30",
             _month_after_opening),
    TimeRule("month as a heading", "Juin. Le Comité se réunit.", "2025-06-01/2025-06-30",
             _month_as_heading),
    TimeRule("decade", "Dans les années 1990.", "~1990-01-01/1999-12-31", _decade),
    TimeRule("year", "En 2023.", "2023-01-01/2023-12-31", _bare_year),
)  # fmt: skip


# --- Edges --------------------------------------------------------------------------------------


def _joined_middle(t: Tokens, i: int, _: bool) -> Point | None:
    if not (short := _MIDDLE.fullmatch(t.words[i])):
        return None
    return Point(i + 1, "year", int(short[2]), edge="middle", flags=_APPROXIMATE)


def _inside_edge(t: Tokens, i: int) -> Point | None:
    """What the word of an edge at token i is an edge of."""
    w = t.words
    stop, stated = _year_after(t, i + 1)
    inner = Point(stop, "year", **stated) if "year" in stated or "turn" in stated else None
    for at in past_links(t, i + 1 + (w[i + 1] == "-")):
        inner = inner or first_reading(POINT_RULES, t, at, True)
        bare = w[at] == "mois" and w[at - 1] in ("du", "ce") and w[at + 1] not in ("de", "d'")
        if inner is None and bare:
            inner = Point(at + 1, "month", shift=0)
    return inner if inner and inner.unit in MONTHS_IN and inner.count == 1 else None


def _whole(t: Tokens, i: int, _: bool) -> Point | None:
    return _inside_edge(t, i) if lex.EDGES.get(t.words[i]) == "whole" else None


def _last_day(t: Tokens, i: int, _: bool) -> Point | None:
    before = t.words[i - 2] if t.words[i - 1] == "la" else t.words[i - 1]
    if before != "a" or lex.EDGES.get(t.words[i]) != "end":
        return None
    return replace(inner, edge="last") if (inner := _inside_edge(t, i)) else None


def _edge(t: Tokens, i: int, _: bool) -> Point | None:
    edge = lex.EDGES.get(t.words[i], "whole")
    if edge == "whole" or not (inner := _inside_edge(t, i)):
        return None
    return replace(inner, edge=edge, flags=inner.flags | _APPROXIMATE)


#: Ends and middles of points; they are read before the points themselves.
EDGE_RULES: Final[tuple[TimeRule[_PointReader], ...]] = (
    TimeRule("joined middle", "Dès mi-2024.", "~2024-06-01/2024-07-31", _joined_middle),
    TimeRule("in the course of", "Courant du mois.", "2025-07-01/2025-07-31", _whole),
    TimeRule("at the end of", "À la fin du mois de mars.", "2025-03-31", _last_day),
    TimeRule("edge", "Début 2023.", "~2023-01-01/2023-03-31", _edge),
)


def loose_point(t: Tokens, i: int, led: bool) -> Point | None:
    """A point, or the bare number of a day, which only another point can complete."""
    if point := first_reading(EDGE_RULES, t, i) or first_reading(POINT_RULES, t, i, led):
        return point
    number = _day_number(t, i)
    return Point(number[0], "day", day=number[1]) if number else None
