"""Split a text into pieces (words, numbers and signs), each normalised, with its place.

In: any text. Out: the text with wrong decoding (mojibake) repaired, its pieces and their spans, and
the edits that lead back to the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plan.language.characters import BYTES, HYPHENS, INVISIBLE, MARKS, TRAIL

# Only lead bytes that end no French word, so that ``É »`` is never read as two bytes.
_SCRAMBLED: Final = (
    rf"(?:[ÂÃÄÅ][{TRAIL}]|â[{TRAIL}]{{2}}|ï»¿|ð[{TRAIL}]{{3}})+|â€|[ÂÃ](?=\s)"
    rf"|\xad\r?\n|[{INVISIBLE}]+"
)
_REPAIR: Final = re.compile(_SCRAMBLED)
#: A text without a match needs no repair; beginning with one character class makes it fast.
_SUSPECT: Final = re.compile(rf"[ÂÃÄÅâïð{INVISIBLE}](?:(?<=[{INVISIBLE}])|(?=[{TRAIL}\s]))")
_REPAIR_AND_COMPOSE: Final = re.compile(rf"{_SCRAMBLED}|[^\W_][{MARKS}]+")
_UNSEEN: Final = re.compile(rf"\xad\r?\n|[{INVISIBLE}]+")
_MARK: Final = re.compile(f"[{MARKS}]")
# Half of a two-byte sequence still identifies the character when the other half was lost.
_HALVES: Final = {"â€": "”", "Ã": "à", "Â": ""}

_GAP: Final = r"(?!\n\n)\s{1,2}"
_GROUP: Final = rf"(?:[1-9]\d{{0,2}}(?:{_GAP}\d{{3}}(?!\d))+|\d+)"
_SIGNS: Final = f"{HYPHENS}+±"
_NUMBER: Final = rf"(?=[\d{_SIGNS}])(?:(?<![^\W_])[{_SIGNS}])?{_GROUP}(?:[^\w\s\x00]{_GROUP})*"
_PUNCTUATION: Final = (
    r"\x00-\x1f\x7f-\x9f_!\"#&'()*,\-./:;?@\[\\\]^`{|}¡¦§¨«¯´¶·¸»¿\u2010-\u2027\u2031-\u2043"
    rf"\u2045-\u205e\u2212\u3000-\u3003\u3008-\u3011{MARKS}"
)
_PIECE: Final = re.compile(rf"[^\W\d_]+|{_NUMBER}|[^\w\s{_PUNCTUATION}]")

# Compatibility normalisation would read ``10²`` as ``102`` and ``①`` as ``1``.
_SMALL_DIGIT: Final = re.compile(
    "[²³¹¼-¾\u2070-\u2089\u2150-\u215f\u2189\u2460-\u249b\u2776-\u2793]"
)
_THOUSANDS: Final = re.compile(r"[1-9](?<![\d.,][1-9])\d{0,2}(?:[.'’]\d{3})+(?!\d)")
_POINT: Final = re.compile("[.'’]")
_DASH: Final = re.compile(f"[{HYPHENS}—]")


@dataclass(frozen=True, slots=True)
class CharacterEdit:
    """``size`` characters of the repaired text from ``at`` were ``text[start:end]``."""

    at: int
    size: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpelledText:
    """A repaired text and its pieces: as printed, their spans in that text, and normalised.

    ``folded`` is the normalised pieces joined, a space before and after each.
    """

    repaired: str
    edits: tuple[CharacterEdit, ...]
    pieces: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    folded: str
    words: tuple[str, ...]


def read_pieces(text: str) -> SpelledText:
    """Repair the characters of a text and split it into pieces."""
    repaired, edits = _repair(text)
    found = list(_PIECE.finditer(repaired))
    pieces = tuple([match[0] for match in found])
    spans = tuple([match.span() for match in found])
    if not pieces:
        return SpelledText(repaired, edits, (), (), " ", ())
    spelt = spell(pieces, accents=False)
    return SpelledText(repaired, edits, pieces, spans, f" {spelt} ", tuple(spelt.split(" ")))


def _repair(text: str) -> tuple[str, tuple[CharacterEdit, ...]]:
    """Undo wrong decoding, compose letters with their accents, drop invisible characters."""
    pattern = _REPAIR_AND_COMPOSE if _MARK.search(text) else _REPAIR
    if pattern is _REPAIR and not _SUSPECT.search(text):
        return text, ()
    edits: list[CharacterEdit] = []
    shift = 0

    def repair(match: re.Match[str]) -> str:
        nonlocal shift
        repaired = _repaired(match[0])
        start, end = match.span()
        edits.append(CharacterEdit(start + shift, len(repaired), start, end))
        shift += len(repaired) - (end - start)
        return repaired

    return pattern.sub(repair, text), tuple(edits)


@lru_cache(maxsize=1024)
def _repaired(wrong: str) -> str:
    if wrong in _HALVES:
        return _HALVES[wrong]
    try:
        while (right := bytes(BYTES[char] for char in wrong).decode()) != wrong:
            wrong = right
    except (KeyError, UnicodeDecodeError):
        pass
    composed = unicodedata.normalize("NFC", wrong)
    return _UNSEEN.sub("", _MARK.sub("", composed))


def spell(pieces: Iterable[str], *, accents: bool) -> str:
    """The pieces normalised (NFKD, case folded), with single spaces between them."""
    spelt = _SMALL_DIGIT.sub(r"^\g<0>", "\0".join(pieces))
    spelt = unicodedata.normalize("NFKD", spelt).casefold()
    spelt = spelt.replace("œ", "oe").replace("æ", "ae")
    if not accents:
        spelt = _MARK.sub("", spelt)
    spelt = _DASH.sub("-", "".join(spelt.split()))
    spelt = _THOUSANDS.sub(lambda match: _POINT.sub("", match[0]), spelt)
    return spelt.replace("\0", " ")
