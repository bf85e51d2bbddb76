"""Points in time in a text, each as far as it is stated: *28 novembre*, *T2*, *hier*.

`EDGE_RULES` and `POINT_RULES` are the grammar, an ordered choice: the first rule that reads
something at a token decides. A new expression is a new row, with an example sentence and the days
it means on Wednesday 30 July 2025, both read by `tests/language/test_grammar.py`.
`partial_dates` resolves a `Point`; `ranges` joins points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from plan.language.lexicon.numbers import ORDINAL_ENDINGS
from plan.language.lexicon.time import (
    COMPARED_TIMES,
    DATED_NOUNS,
    EDGES,
    FISCAL_NOUNS,
    ORDINALS,
    PERIOD_UNITS,
    REPORTS,
    SIDES,
    TIME_OPENINGS,
    WEEKDAYS,
)
from plan.language.numbers.numerals import AND, OF, Tokens
from plan.language.time.grammar import (
    APPROXIMATE,
    DASHES,
    PointReader,
    TimeRule,
    YearStated,
    day_number,
    first_reading,
    past_links,
    read_year,
    whole_number,
    words_before,
    year_after,
)
from plan.language.time.partial_dates import MONTHS_IN, Point
from plan.language.time.relative_times import RELATIVE_RULES
from plan.model.quantities import MONTHS

_SHORT_PARTS: Final = {"t": "quarter", "q": "quarter", "s": "half", "h": "half"}
_SHORT_PART: Final = re.compile("([tq])([1-4])|([sh])([12])")
_SLASHED: Final = re.compile("([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_MIDDLE: Final = re.compile("(mi|mid)-((?:19|20)[0-9]{2})")
_ENGLISH_MONTHS: Final = frozenset(list(MONTHS)[12:])

# From here on t are the tokens of the text, w their words, and i an index of both.


# --- Parts of a year ----------------------------------------------------------------------------


def _short_part(t: Tokens, i: int, _: bool) -> Point | None:
    if not (short := _SHORT_PART.fullmatch(t.words[i])):
        return None
    unit, rank = _SHORT_PARTS[short[1] or short[3]], int(short[2] or short[4])
    stop, stated = year_after(t, i + 1)
    return Point(stop, unit, month=MONTHS_IN[unit] * (rank - 1) + 1, **stated) if stated else None


def _first_months(t: Tokens, i: int, _: bool) -> Point | None:
    w = t.words
    if not (n := whole_number(t, i + (w[i] == "first"), 2, 11)):
        return None
    at = n[0] + (w[n[0]] == "premiers")
    if w[at] not in ("mois", "months") or not (at > n[0] or w[i] == "first"):
        return None
    stop, stated = year_after(t, at + 1)
    return Point(stop, "month", month=1, count=n[1], **(stated or YearStated(turn=0)))


def _part_unit(t: Tokens, i: int) -> str:
    unit = PERIOD_UNITS.get(t.words[i], "")
    return unit if unit in ("quarter", "half") else ""


def _ranked_part(t: Tokens, i: int, _: bool) -> Point | None:
    at, rank = i + 1, ORDINALS.get(t.words[i], 0)
    if not rank and (n := whole_number(t, i, 1, 4)) and t.words[n[0]] in ORDINAL_ENDINGS:
        at, rank = n[0] + 1, n[1]
    if not rank or not (unit := _part_unit(t, at)) or rank * MONTHS_IN[unit] > 12:
        return None
    stop, stated = year_after(t, at + 1)
    return Point(stop, unit, month=MONTHS_IN[unit] * (rank - 1) + 1, **stated)


def _last_part_of_year(t: Tokens, i: int, _: bool) -> Point | None:
    if t.words[i] not in ("dernier", "last") or not (unit := _part_unit(t, i + 1)):
        return None
    stop, stated = year_after(t, i + 2)
    return Point(stop, unit, month=13 - MONTHS_IN[unit], **stated) if stated else None


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
    hyphenated = all(t.touches(at) for at in range(i + 1, i + 5))
    if not (digits and hyphenated and sizes in ([4, 2, 2], [2, 2, 4])):
        return None
    year, month, day = map(int, parts[::2] if sizes[0] == 4 else parts[::-2])
    return Point(i + 5, "day", year, month, day)


def _past_weekday(t: Tokens, i: int) -> tuple[int, int | None]:
    """The token after a weekday at token i and the words that link it to a date; the weekday."""
    w, weekday = t.words, WEEKDAYS.get(t.words[i])
    if weekday is None:
        return i, None
    at = i + 1
    at += w[at] == ","
    return at + (w[at] in ("le", "the")), weekday


def _weekday_with_side(t: Tokens, i: int, _: bool) -> Point | None:
    weekday, side = WEEKDAYS.get(t.words[i]), SIDES.get(t.words[i + 1])
    if weekday is None or side is None or day_number(t, i + 2):
        return None
    return Point(i + 2, "day", weekday=weekday, shift=side)


def _month_and_day(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if t.words[at] not in _ENGLISH_MONTHS or not (number := day_number(t, at + 1)):
        return None
    if read_year(t, at + 1):
        return None
    stop, stated = year_after(t, number[0])
    month = MONTHS[t.words[at]]
    return Point(stop, "day", month=month, day=number[1], weekday=weekday, **stated)


def _day_and_month(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if not (number := day_number(t, at)):
        return None
    stop = number[0]
    stop += t.words[stop] in ("of", "du") and t.words[stop + 1] in MONTHS
    if not (month := MONTHS.get(t.words[stop])):
        return None
    stop, stated = year_after(t, stop + 1)
    return Point(stop, "day", month=month, day=number[1], weekday=weekday, **stated)


def _day_of_this_month(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if not (number := day_number(t, at)) or t.words[number[0]] != "courant":
        return None
    return Point(number[0] + 1, "day", day=number[1], weekday=weekday, shift=0)


def _weekday_and_day(t: Tokens, i: int, _: bool) -> Point | None:
    at, weekday = _past_weekday(t, i)
    if weekday is None or not (number := day_number(t, at)):
        return None
    return Point(number[0], "day", day=number[1], weekday=weekday)


def _weekday_alone(t: Tokens, i: int, _: bool) -> Point | None:
    if (weekday := WEEKDAYS.get(t.words[i])) is None:
        return None
    side = SIDES.get(t.words[i - 1]) if t.words[i - 1] in ("last", "next") else None
    return Point(i + 1, "day", weekday=weekday, shift=side)


# --- Months and years ---------------------------------------------------------------------------


def _english_side(t: Tokens, i: int) -> int | None:
    """The side of the publication stated by an English word before a month: *last March*."""
    english = t.words[i] in _ENGLISH_MONTHS and t.words[i - 1] in ("last", "next")
    return SIDES[t.words[i - 1]] if english else None


def _month_of_year(t: Tokens, i: int, _: bool) -> Point | None:
    if not (month := MONTHS.get(t.words[i])):
        return None
    stop, stated = year_after(t, i + 1)
    if not stated:
        return None
    if (side := _english_side(t, i)) is not None:
        stated["shift"] = side
    return Point(stop, "month", month=month, **stated)


def _is_month_name(t: Tokens, i: int) -> bool:
    """Whether a word names a month; English names need a capital, as in *you may go in May*."""
    word = t.words[i]
    return word in MONTHS and (word not in _ENGLISH_MONTHS or t.text[t.starts[i]].isupper())


def _month_after_opening(t: Tokens, i: int, led: bool) -> Point | None:
    if not _is_month_name(t, i):
        return None
    before = t.words[i - 1]
    if not (led or before in TIME_OPENINGS or before in ("d'", "de", "mois")):
        return None
    return Point(i + 1, "month", month=MONTHS[t.words[i]], shift=_english_side(t, i))


def _month_as_heading(t: Tokens, i: int, _: bool) -> Point | None:
    opens = i == 0 or "\n" in t.gap(i)
    if not opens or t.words[i + 1] not in (".", ":") or not _is_month_name(t, i):
        return None
    return Point(i + 1, "month", month=MONTHS[t.words[i]], shift=_english_side(t, i))


class YearLead(NamedTuple):
    """A row of the table that decides whether a bare year is a time; the first that holds decides.

    ``example``: a sentence with one year; ``leads``: the decision.
    """

    name: str
    example: str
    leads: bool
    holds: Callable[[Tokens, int], bool]


_DATED_OR_REPORT: Final = DATED_NOUNS | REPORTS


def _near(words: frozenset[str], most: int) -> Callable[[Tokens, int], bool]:
    def holds(t: Tokens, i: int) -> bool:
        return t.kinds[i - 1] == "word" and not words.isdisjoint(words_before(t, i, most))

    return holds


YEAR_LEADS: Final = (
    YearLead("English of after a dated noun", "The figures of 2024.", True,
             lambda t, i: t.words[i - 1] == "of" and t.words[i - 2] in DATED_NOUNS),
    YearLead("English of", "The report and law of 2012.", False,
             lambda t, i: t.words[i - 1] == "of"),
    YearLead("preposition of time", "En 2023, 60 dossiers.", True,
             lambda t, i: t.words[i - 1] in TIME_OPENINGS),
    YearLead("dated noun", "Le bilan 2024.", True,
             lambda t, i: t.words[i - 1] in DATED_NOUNS),
    YearLead("of a dated noun or report", "Le rapport de 2022.", True,
             lambda t, i: t.words[i - 1] in OF and t.words[i - 2] in _DATED_OR_REPORT),
    YearLead("of something else", "Rapport et loi de 2012.", False,
             lambda t, i: t.words[i - 1] in OF),
    YearLead("compared with", "Comparé à 2022.", True,
             lambda t, i: t.words[i - 1] == "a" and t.words[i - 2] in COMPARED_TIMES),
    YearLead("near a report", "Le rapport annuel 2022.", True, _near(REPORTS, 4)),
    YearLead("near a fiscal noun", "L’exercice budgétaire 2024.", True, _near(FISCAL_NOUNS, 3)),
    YearLead("nothing", "L’Agenda 2030.", False, lambda t, i: True),
)  # fmt: skip


def _leads_year(t: Tokens, i: int) -> bool:
    return next(row.leads for row in YEAR_LEADS if row.holds(t, i))


def _decade(t: Tokens, i: int, _: bool) -> Point | None:
    if t.words[i - 1] != "annees" or not (year := read_year(t, i)) or year[1] % 10:
        return None
    if t.words[year[0]] in ("a", ",", *AND, *DASHES):
        return None
    return Point(year[0], "year", year[1], count=10, flags=APPROXIMATE)


def _bare_year(t: Tokens, i: int, led: bool) -> Point | None:
    if (year := read_year(t, i)) and (led or _leads_year(t, i)):
        return Point(year[0], "year", year[1])
    return None


#: Points without edges.
POINT_RULES: Final[tuple[TimeRule[PointReader], ...]] = (
    # Parts of a year.
    TimeRule("short quarter or half", "Au T2 2024.", "2024-04-01/2024-06-30", _short_part),
    TimeRule("first months", "Les six premiers mois de 2024.", "2024-01-01/2024-06-30",
             _first_months),
    TimeRule("ranked quarter or half", "Le 3è trimestre 2024.", "2024-07-01/2024-09-30",
             _ranked_part),
    TimeRule("last part of a year", "Le dernier trimestre 2024.", "2024-10-01/2024-12-31",
             _last_part_of_year),
    # Times relative to the publication.
    *RELATIVE_RULES,
    # Days.
    TimeRule("date with slashes", "Signé 03/04/2025.", "2025-04-03", _slashed_date),
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
    return Point(i + 1, "year", int(short[2]), edge="middle", flags=APPROXIMATE)


def _inside_edge(t: Tokens, i: int) -> Point | None:
    """The point whose edge is stated by the word at token i."""
    w = t.words
    stop, stated = year_after(t, i + 1)
    inner = Point(stop, "year", **stated) if "year" in stated or "turn" in stated else None
    for at in past_links(t, i + 1 + (w[i + 1] == "-")):
        inner = inner or first_reading(POINT_RULES, t, at, True)
        bare = w[at] == "mois" and w[at - 1] in ("du", "ce") and w[at + 1] not in ("de", "d'")
        if inner is None and bare:
            inner = Point(at + 1, "month", shift=0)
    return inner if inner and inner.unit in MONTHS_IN and inner.count == 1 else None


def _whole(t: Tokens, i: int, _: bool) -> Point | None:
    return _inside_edge(t, i) if EDGES.get(t.words[i]) == "whole" else None


def _last_day(t: Tokens, i: int, _: bool) -> Point | None:
    before = t.words[i - 2] if t.words[i - 1] == "la" else t.words[i - 1]
    if before != "a" or EDGES.get(t.words[i]) != "end":
        return None
    return replace(inner, edge="last") if (inner := _inside_edge(t, i)) else None


def _edge(t: Tokens, i: int, _: bool) -> Point | None:
    edge = EDGES.get(t.words[i], "whole")
    if edge == "whole" or not (inner := _inside_edge(t, i)):
        return None
    return replace(inner, edge=edge, flags=inner.flags | APPROXIMATE)


#: Beginnings, middles and ends of points, which are tried before the points themselves.
EDGE_RULES: Final[tuple[TimeRule[PointReader], ...]] = (
    TimeRule("joined middle", "Dès mi-2024.", "~2024-06-01/2024-07-31", _joined_middle),
    TimeRule("in the course of", "Courant du mois.", "2025-07-01/2025-07-31", _whole),
    TimeRule("at the end of", "À la fin du mois de mars.", "2025-03-31", _last_day),
    TimeRule("edge", "Début 2023.", "~2023-01-01/2023-03-31", _edge),
)


def read_partial_point(t: Tokens, i: int, led: bool) -> Point | None:
    """A point, or the bare number of a day, which only another point can complete."""
    if point := first_reading(EDGE_RULES, t, i) or first_reading(POINT_RULES, t, i, led):
        return point
    number = day_number(t, i)
    return Point(number[0], "day", day=number[1]) if number else None
