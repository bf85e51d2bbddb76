"""The points in time that a text tells, each as far as it is told: *28 novembre*, *T2*, *hier*.

A reader of points takes the tokens of a text and a place among them, and gives the point that
stands there, or None. Which days it means is asked of `plan.dates`; what joins several, of
`plan.periods`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, TypedDict

from plan import lexicon as lex
from plan.dates import MONTHS_IN, Point
from plan.numerals import AND, OF, Tokens, read_numeral

__all__ = [
    "DASHES",
    "STOPS",
    "YEAR",
    "Words",
    "loose_point",
    "opening",
    "past_links",
    "whole_number",
    "words_before",
]

Words = tuple[str, ...]


class _Told(TypedDict, total=False):
    """What is told of the year: itself, how far from that of publication, or on which side."""

    year: int
    turn: int
    shift: int


_DAYS: Final = {tuple(words.split()): shift for words, shift in lex.DAY_SHIFTS.items()}
_BEFORE: Final = ("last", "past", "next", "coming")  # their nouns, in English
_LINKS: Final = frozenset("le la l' les en au aux du de d' mois the of".split())
_THIS: Final = ("ce", "cet", "cette", "this")
DASHES: Final = ("-", "–", "—")
_SHORT: Final = {"t": "quarter", "q": "quarter", "s": "half", "h": "half"}
YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_WRITTEN: Final = re.compile("([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_EDGED: Final = re.compile("(mi|mid)-((?:19|20)[0-9]{2})")
_QUARTERED: Final = re.compile("([tq])([1-4])|([sh])([12])")
_ENGLISH_MONTHS: Final = frozenset(list(lex.MONTHS)[12:])
STOPS: Final = frozenset(".;!?…:")


# From here on t are the tokens of the text and w their words; places are indexes of tokens.


def opening(t: Tokens, i: int, table: Iterable[Words]) -> Words:
    """The phrase of the table at token i, or nothing."""
    return next((p for p in table if tuple(t.words[i : i + len(p)]) == p), ())


def words_before(t: Tokens, i: int, most: int) -> Iterator[str]:
    """The words before token i in its sentence, backwards."""
    for at in range(i - 1, max(i - 1 - most, -1), -1):
        if t.words[at] in STOPS or "\n" in t.gap(at + 1):
            return
        yield t.words[at]


def whole_number(t: Tokens, i: int, low: int, high: int) -> tuple[int, int] | None:
    """The token after a whole number, in digits or words, within bounds, and the number."""
    if t.kinds[i] not in ("number", "word", "mark") or (t.kinds[i] == "word" and t.words[i] == "a"):
        return None
    n = read_numeral(t, i)
    if n is None and t.kinds[i + 1] and t.words[i].isdecimal() and len(t.words[i]) < 5:
        return (i + 1, int(t.words[i])) if low <= int(t.words[i]) <= high else None
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


def _year_after(t: Tokens, i: int) -> tuple[int, _Told]:
    """The year told at token i, or its side: *2024*, *de l'année dernière*, *prochain*."""
    w = t.words
    if found := _year(t, i + (w[i] == ",")):
        return found[0], {"year": found[1]}
    at = i
    while (
        w[at] in ("de", "d'", "l'", "la", "le", "du", "of", "the", "cette", "this") and at < i + 3
    ):
        at += 1
    noun = w[at] in ("an", "annee", "exercice", "year")
    if found := _year(t, at + noun):
        return found[0], {"year": found[1]}
    if noun and at > i:
        if w[at + 1] in lex.SIDES:
            return at + 2, {"turn": lex.SIDES[w[at + 1]]}
        return at + 1 + 2 * (w[at + 1 : at + 3] == ["en", "cours"]), {"turn": 0}
    if w[i] in lex.SIDES and w[i] not in _BEFORE:
        return i + 1, {"shift": lex.SIDES[w[i]]}
    return i, {}


def _date(t: Tokens, i: int) -> Point | None:
    """A date with or without weekday and year; in words, digits, or digits and strokes."""
    w = t.words
    if written := _WRITTEN.fullmatch(w[i]):
        return Point(i + 1, "day", int(written[3]), int(written[2]), int(written[1]))
    if digits := _dashed(t, i):
        return digits
    at, weekday = i, lex.WEEKDAYS.get(w[i])
    if weekday is not None:
        at += 1
        if w[at] in lex.SIDES and not _day_number(t, at + 1):
            return Point(at + 1, "day", weekday=weekday, shift=lex.SIDES[w[at]])
        at += w[at] == ","
        at += w[at] in ("le", "the")
    if (month := lex.MONTHS.get(w[at])) and (number := _day_number(t, at + 1)):
        if w[at] in _ENGLISH_MONTHS and not _year(t, at + 1):
            stop, told = _year_after(t, number[0])
            return Point(stop, "day", month=month, day=number[1], weekday=weekday, **told)
    elif number := _day_number(t, at):
        stop = number[0] + (w[number[0]] in ("of", "du") and w[number[0] + 1] in lex.MONTHS)
        if month := lex.MONTHS.get(w[stop]):
            stop, told = _year_after(t, stop + 1)
            return Point(stop, "day", month=month, day=number[1], weekday=weekday, **told)
        if w[number[0]] == "courant":
            return Point(number[0] + 1, "day", day=number[1], weekday=weekday, shift=0)
        if weekday is not None:
            return Point(number[0], "day", day=number[1], weekday=weekday)
    if weekday is None:
        return None
    side = lex.SIDES.get(w[i - 1]) if w[i - 1] in ("last", "next") else None
    return Point(i + 1, "day", weekday=weekday, shift=side)


def _dashed(t: Tokens, i: int) -> Point | None:
    """2024-10-24 or 24-10-2024."""
    parts = t.words[i : i + 5]
    tight = all(t.touches(at) for at in range(i + 1, i + 5))
    if not (tight and parts[1] == parts[3] == "-" and not t.touches(i)):
        return None
    if any(not p.isascii() or not p.isdigit() or len(p) not in (2, 4) for p in parts[::2]):
        return None
    if [len(p) for p in parts[::2]] not in ([4, 2, 2], [2, 2, 4]):
        return None
    year, month, day = map(int, parts[::2] if len(parts[0]) == 4 else parts[4::-2])
    return Point(i + 5, "day", year, month, day)


def _month(t: Tokens, i: int, led: bool) -> Point | None:
    """A month; without year or side it must be led by what leads times (*en*, *depuis*)."""
    if not (month := lex.MONTHS.get(t.words[i])):
        return None
    stop, told = _year_after(t, i + 1)
    english = t.words[i] in _ENGLISH_MONTHS
    if not told:
        opened = t.words[i - 1] in lex.TIME_OPENINGS or t.words[i - 1] in ("d'", "de", "mois")
        headed = (i == 0 or "\n" in t.gap(i)) and t.words[i + 1] in (".", ":")
        opened = opened or headed  # Juillet. Le Comité se réunit
        if not (led or opened) or (english and not t.text[t.starts[i]].isupper()):
            return None
    if english and t.words[i - 1] in ("last", "next"):
        told["shift"] = lex.SIDES[t.words[i - 1]]
    return Point(stop, "month", month=month, **told)


def _part(t: Tokens, i: int) -> Point | None:
    """A quarter or half of a year: *deuxième trimestre 2024*, *T2 2024*, *six premiers mois*."""
    w = t.words
    if short := _QUARTERED.fullmatch(w[i]):
        unit, rank = _SHORT[short[1] or short[3]], int(short[2] or short[4])
        stop, told = _year_after(t, i + 1)
        size = MONTHS_IN[unit]
        return Point(stop, unit, month=size * (rank - 1) + 1, **told) if told else None
    if n := whole_number(t, i + (w[i] == "first"), 2, 11):
        at = n[0] + (w[n[0]] == "premiers")
        if w[at] in ("mois", "months") and (at > n[0] or w[i] == "first"):
            stop, told = _year_after(t, at + 1)
            return Point(stop, "month", month=1, count=n[1], **(told or _Told(turn=0)))
    at, rank = i + 1, lex.ORDINALS.get(w[i], 0)
    if not rank and (n := whole_number(t, i, 1, 4)) and w[n[0]] in lex.ORDINAL_ENDINGS:
        at, rank = n[0] + 1, n[1]
    unit = lex.PERIOD_UNITS.get(w[at], "")
    if unit not in ("quarter", "half") or not (rank or w[i] in ("dernier", "last")):
        return None
    stop, told = _year_after(t, at + 1)
    size = MONTHS_IN[unit]
    if not rank and not told:
        return Point(at + 1, unit, shift=-1)
    rank = rank or 12 // size
    if rank * size > 12:
        return None
    return Point(stop, unit, month=size * (rank - 1) + 1, **told)


def _relative(t: Tokens, i: int) -> Point | None:
    """A stretch told from the publication: *hier*, *le mois dernier*, *les dix derniers jours*."""
    w = t.words
    if said := opening(t, i, _DAYS):
        stop, told = i + len(said), frozenset({"told"})
        stop += w[stop] in ("soir", "matin")
        at = stop + (w[stop] == ",")
        if w[at] in lex.WEEKDAYS:
            weekday = lex.WEEKDAYS[w[at]]
            return Point(at + 1, "day", weekday=weekday, shift=_DAYS[said], flags=told)
        return Point(stop, "day", shift=_DAYS[said], flags=told)
    if tuple(w[i : i + 3]) == ("il", "y", "a") and (n := whole_number(t, i + 3, 1, 99)):
        if unit := lex.PERIOD_UNITS.get(w[n[0]]):
            return Point(n[0] + 1, unit, shift=-n[1], flags=frozenset({"approximate"}))
        return None
    ahead = not w[i].startswith(("passe", "ecoule", "courant"))  # il a passé trois mois
    at, side, count = i, lex.SIDES.get(w[i]) if ahead else None, None
    at += side is not None
    if n := whole_number(t, at, 2, 99):
        at, count = n
    if side is None and w[at] in lex.SIDES:
        at, side = at + 1, lex.SIDES[w[at]]
    word, unit = w[at], lex.PERIOD_UNITS.get(w[at])
    if tuple(w[at : at + 3]) == ("week", "-", "end"):
        at, unit = at + 2, "weekend"
    if unit is None:
        return _ago(t, i)
    at += 1
    if side is None and w[at] in lex.SIDES and w[at] not in _BEFORE:
        at, side = at + 1, lex.SIDES[w[at]]
    elif side is None and w[at : at + 2] == ["en", "cours"]:
        at, side = at + 2, 0
    elif side is None and count is None and w[i - 1] in _THIS:
        at, side = at + 2 * (w[at : at + 2] == ["-", "ci"]), 0
    if side is None or (unit == "day" and count is None):
        return _ago(t, i)
    if count and w[at - 1].startswith("passe") and lex.PERIOD_UNITS.get(w[at - 2]):
        return None  # trois mois passés à l'étranger
    many = word.endswith("s") and (word != "mois" or w[i - 1] in ("ces", "les", "des"))
    if count is None and (many or (word == "mois" and w[at - 1].endswith("es"))):
        led = w[i - 1] in ("ces", "les", "des", "the", "these", "nos")
        return Point(at, unit, shift=side, flags=frozenset({"vague"})) if led else None
    loose = count is not None and unit != "day"
    usage = unit == "year" and side == -1 and any(a.startswith("ecoule") for a in w[i:at])
    flags = frozenset({"approximate"} if loose or usage else ())
    return Point(at, unit, shift=side, count=count or 1, flags=flags)


def _ago(t: Tokens, i: int) -> Point | None:
    """*Three years ago*."""
    if not (n := whole_number(t, i, 1, 99)) or t.words[n[0] + 1] != "ago":
        return None
    unit = lex.PERIOD_UNITS.get(t.words[n[0]])
    return Point(n[0] + 2, unit, shift=-n[1], flags=frozenset({"approximate"})) if unit else None


def _plain(t: Tokens, i: int, led: bool) -> Point | None:
    """A point without its edge; ``led``: something before it says that a time follows."""
    if found := _part(t, i) or _relative(t, i) or _date(t, i) or _month(t, i, led):
        return found
    if (year := _year(t, i)) and (led or _leads_year(t, i)):
        decade = t.words[i - 1] == "annees" and year[1] % 10 == 0
        if decade and t.words[year[0]] not in ("a", ",", *AND, *DASHES):
            return Point(year[0], "year", year[1], count=10, flags=frozenset({"approximate"}))
        return Point(year[0], "year", year[1])
    return None


def _leads_year(t: Tokens, i: int) -> bool:
    """Whether what stands before a bare year makes it a time: *loi de 2012* names a law."""
    w, before = t.words, t.words[i - 1]
    if before in lex.TIME_OPENINGS or before in lex.DATED_NOUNS:
        return before != "of" or w[i - 2] in lex.DATED_NOUNS
    if before in OF:
        return w[i - 2] in lex.DATED_NOUNS or w[i - 2] in lex.REPORTS
    if before == "a" and w[i - 2] in lex.COMPARED_TIMES:
        return True
    return t.kinds[i - 1] == "word" and (
        not lex.REPORTS.isdisjoint(words_before(t, i, 4))
        or not lex.FISCAL_NOUNS.isdisjoint(words_before(t, i, 3))
    )


def _edge(t: Tokens, i: int) -> Point | None:
    """One end of a stretch: *fin 2024*, *début janvier*, *à la fin du premier trimestre*."""
    w = t.words
    if short := _EDGED.fullmatch(w[i]):
        loose = frozenset({"approximate"})
        return Point(i + 1, "year", int(short[2]), edge="middle", flags=loose)
    if not (edge := lex.EDGES.get(w[i])):
        return None
    stop, told = _year_after(t, i + 1)
    inner = Point(stop, "year", **told) if "year" in told or "turn" in told else None
    for at in past_links(t, i + 1 + (w[i + 1] == "-")):
        inner = inner or _plain(t, at, True)
        bare = w[at] == "mois" and w[at - 1] in ("du", "ce") and w[at + 1] not in ("de", "d'")
        if inner is None and bare:
            inner = Point(at + 1, "month", shift=0)
    if inner is None or inner.unit not in MONTHS_IN or inner.count > 1:
        return None
    if edge == "whole":
        return inner
    if edge == "end" and "a" in (w[i - 1], w[i - 2] if w[i - 1] == "la" else ""):
        return replace(inner, edge="last")
    return replace(inner, edge=edge, flags=inner.flags | {"approximate"})


def past_links(t: Tokens, i: int) -> Iterator[int]:
    """Token i, and those after each of the small words that stand there."""
    yield i
    while t.words[i] in _LINKS and (i := i + 1):
        yield i
        if t.words[i - 1] == "mois":
            t.words[i] in _LINKS and (yield i + 1)
            return


def loose_point(t: Tokens, i: int, led: bool) -> Point | None:
    """A point, or the bare number of a day, which only another point can complete."""
    if point := _edge(t, i) or _plain(t, i, led):
        return point
    number = _day_number(t, i)
    return Point(number[0], "day", day=number[1]) if number else None
