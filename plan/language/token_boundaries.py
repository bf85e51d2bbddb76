"""Token boundaries: whether cutting a text at a place would split a word or a number.

In: a text and a place. Out: yes or no. A regular expression reads the characters on both sides; a
gap inside a number in words is found by its neighbouring words.
"""

from __future__ import annotations

import re
from typing import Final

from plan.language.characters import CURRENCIES, HYPHENS, INVISIBLE, MARKS, TRAIL
from plan.language.lexicon.numbers import CARDINALS, COLLECTIVES, ENGLISH_CARDINALS, MULTIPLIERS

_INSIDE_TOKEN: Final = re.compile(
    rf"""
      (?<=[^\W_]) (?: [^\W_] | [{MARKS}] | [{INVISIBLE}]+[^\W_] | [{HYPHENS}][^\W_] )
    | (?<=[^\W_][{INVISIBLE}{HYPHENS}]) [^\W_] | (?<=[{MARKS}]) [^\W_]
    | (?: (?<=[^\W\d_][-\u2010]\n) | (?<=[^\W\d_][-\u2010]\r\n) ) [^\W\d_]
    | (?<=[^\W_][ÂÃÄÅâ]) [{TRAIL}]
    | (?<=[^\W\d_][^\W\d_u]) ['’] [^\W\d_] | (?<=[^\W\d_][^\W\d_u]['’]) [^\W\d_]
    | (?<=\d) (?: [^\w\s]\d | \s?[%‰{CURRENCIES}] | (?<!\d{{4}})\s{{1,2}}\d{{3}}(?!\d) )
    | \d (?: (?<=\d[^\w\s].) | (?<=[{HYPHENS}+±{CURRENCIES}].) | (?<=[{CURRENCIES}]\s.) )
    | \d{{3}}(?!\d) (?: (?<=\d\s...)(?<!\d{{4}}\s...) | (?<=\d\s\s...)(?<!\d{{4}}\s\s...) )
    | (?<=[{CURRENCIES}]) \s\d | (?<=\d\s) [%‰{CURRENCIES}]
    """,
    re.VERBOSE,
)

_SCALE: Final = MULTIPLIERS.keys() | COLLECTIVES.keys()
_NUMBER_WORDS: Final = CARDINALS.keys() | ENGLISH_CARDINALS.keys() | _SCALE
#: Number words that a smaller one may follow: *vingt-deux*, *cent mille*.
_CONTINUED: Final = (CARDINALS.keys() | ENGLISH_CARDINALS.keys() | MULTIPLIERS.keys()) - {
    "un", "une", "one",
}  # fmt: skip
_LONGEST: Final = max(map(len, _NUMBER_WORDS))
#: The gap that may be at the place, and the word after it, as far as it may be a number.
_NEXT_WORD: Final = re.compile(rf"[\s{HYPHENS}]?+(\w{{1,{_LONGEST + 1}}}+)")
_GAP: Final = re.compile(rf"[\s{HYPHENS}]")
_LAST_WORD: Final = re.compile(r"(\w+)\Z")


def splits_token(text: str, place: int) -> bool:
    """Whether a cut before ``text[place]`` splits a word or a number."""
    return bool(_INSIDE_TOKEN.match(text, place)) or _splits_numeral(text, place)


def _splits_numeral(text: str, place: int) -> bool:
    """Whether the gap at a place, or the one just before it, is inside a number in words."""
    found = _NEXT_WORD.match(text, place)
    if not found or (word := found[1]).lower() not in _NUMBER_WORDS:
        return False
    gap = found.start(1) - 1
    if gap < 1 or not _GAP.match(text, gap) or not (word[1:].islower() or word[1:].isupper()):
        return False
    if word.lower() in _SCALE and text[gap].isspace() and text[gap - 1].isdecimal():
        return True
    before = _LAST_WORD.search(text[max(0, gap - _LONGEST - 1) : gap])
    return before is not None and before[1].lower() in _CONTINUED
