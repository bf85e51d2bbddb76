"""Shared parts of the time grammars: table rows, and readers of words, numbers and years.

In: tokens and the index of one. Out: what is read there, with the token after it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic, Literal, NamedTuple, TypedDict, TypeVar

from plan.language.lexicon.numbers import ORDINAL_ENDINGS
from plan.language.lexicon.time import SIDES
from plan.language.numbers.numerals import STARTS, Tokens, read_numeral
from plan.language.time.partial_dates import Point

Phrase = tuple[str, ...]
Timex = TypeVar("Timex")
ReadFunction = TypeVar("ReadFunction")


class TimeRule(NamedTuple, Generic[ReadFunction]):
    """A row of a grammar of temporal expressions.

    ``example``: a sentence that needs this row; ``days``: the period read in it on 30 July 2025, as
    ISO dates, "~" before it when it is approximate, "?" when it is vague, "" when there is none.
    ``read`` returns what it reads, None when the rule does not apply, False when there is no time.
    """

    name: str
    example: str
    days: str
    read: ReadFunction


def first_reading(
    rules: Iterable[TimeRule[Callable[[Tokens, int, bool], Timex | Literal[False] | None]]],
    t: Tokens,
    i: int,
    led: bool = False,
) -> Timex | None:
    """The reading by the first rule that applies at token i.

    ``led``: a preceding word announces a time.
    """
    for rule in rules:
        if (found := rule.read(t, i, led)) is not None:
            return found or None
    return None


PointReader = Callable[[Tokens, int, bool], Point | Literal[False] | None]


class YearStated(TypedDict, total=False):
    """The year as far as it is stated, in the terms of `Point`."""

    year: int
    turn: int
    shift: int


APPROXIMATE: Final = frozenset({"approximate"})
DASHES: Final = ("-", "–", "—")
STOPS: Final = frozenset(".;!?…:")
YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
#: Adjectives that precede their noun, in English.
BEFORE_NOUN: Final = ("last", "past", "next", "coming")
_LINKS: Final = frozenset("le la l' les en au aux du de d' mois the of".split())
_TO_THE_YEAR: Final = ("de", "d'", "l'", "la", "le", "du", "of", "the", "cette", "this")

# From here on t are the tokens of the text, w their words, and i an index of both.


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
    """Token i, and the token after each determiner or preposition from there on."""
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
    if n is None or n.approximate or not isinstance(n.value, int) or not low <= n.value <= high:
        return None
    return n.stop, n.value


def read_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """The token after a year, and the year; digits within a date or a reference are none."""
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


def day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """The token after the number of a day (*1er*, *24th*, *vingt-quatre*), and the number."""
    if t.words[i] == "premier":
        return i + 1, 1
    if found := whole_number(t, i, 1, 31):
        stop, day = found
        return stop + (t.words[stop] in ORDINAL_ENDINGS), day
    return None


def year_after(t: Tokens, i: int) -> tuple[int, YearStated]:
    """The token after the year at token i, and what is stated of it.

    *2024*, *de l'année 2024*; *de l'année dernière* and *de l'année* are counted from the year of
    publication (``turn``); *dernier* and *prochain* give the side of it (``shift``).
    """
    w = t.words
    if found := read_year(t, i + (w[i] == ",")):
        return found[0], {"year": found[1]}
    at = i
    while w[at] in _TO_THE_YEAR and at < i + 3:
        at += 1
    noun = w[at] in ("an", "annee", "exercice", "year")
    if found := read_year(t, at + noun):
        return found[0], {"year": found[1]}
    if noun and at > i:
        if w[at + 1] in SIDES:
            return at + 2, {"turn": SIDES[w[at + 1]]}
        return at + 1 + 2 * (w[at + 1 : at + 3] == ["en", "cours"]), {"turn": 0}
    if w[i] in SIDES and w[i] not in BEFORE_NOUN:
        return i + 1, {"shift": SIDES[w[i]]}
    return i, {}
