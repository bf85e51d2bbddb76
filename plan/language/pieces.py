"""A text cut into its pieces: words, numbers and signs, each in one spelling, with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plan.language.characters import BYTES, HYPHENS, INVISIBLE, MARKS, TRAIL

__all__ = ["CharacterEdit", "SpelledText", "read_pieces", "spell"]

# Only leads that end no word of French, so that ``É »`` is never taken for two bytes.
_SCRAMBLED: Final = (
    rf"(?:[ÂÃÄÅ][{TRAIL}]|â[{TRAIL}]{{2}}|ï»¿|ð[{TRAIL}]{{3}})+|â€|[ÂÃ](?=\s)"
    rf"|\xad\r?\n|[{INVISIBLE}]+"
)
_MEND: Final = re.compile(_SCRAMBLED)
#: Where there is none of this there is nothing to mend; begun by one set, it is found fast.
_SUSPECT: Final = re.compile(rf"[ÂÃÄÅâïð{INVISIBLE}](?:(?<=[{INVISIBLE}])|(?=[{TRAIL}\s]))")
_MEND_AND_COMPOSE: Final = re.compile(rf"{_SCRAMBLED}|[^\W_][{MARKS}]+")
_UNSEEN: Final = re.compile(rf"\xad\r?\n|[{INVISIBLE}]+")
_MARK: Final = re.compile(f"[{MARKS}]")
# What a second reader lost of two bytes: the half that is left still shows the character.
_HALVES: Final = {"â€": "”", "Ã": "à", "Â": ""}

_GAP: Final = r"(?!\n\n)\s{1,2}"
_GROUP: Final = rf"(?:[1-9]\d{{0,2}}(?:{_GAP}\d{{3}}(?!\d))+|\d+)"
_NUMBER: Final = rf"(?:(?<![^\W_])[{HYPHENS}+±])?{_GROUP}(?:[^\w\s\x00]{_GROUP})*"
_PUNCTUATION: Final = (
    r"\x00-\x1f\x7f-\x9f_!\"#&'()*,\-./:;?@\[\\\]^`{|}¡¦§¨«¯´¶·¸»¿\u2010-\u2027\u2031-\u2043"
    rf"\u2045-\u205e\u2212\u3000-\u3003\u3008-\u3011{MARKS}"
)
_PIECE: Final = re.compile(rf"{_NUMBER}|[^\W\d_]+|[^\w\s{_PUNCTUATION}]")

# Compatibility would read ``10²`` as ``102`` and ``①`` as ``1``.
_SMALL_DIGIT: Final = re.compile(
    "[²³¹¼-¾\u2070-\u2089\u2150-\u215f\u2189\u2460-\u249b\u2776-\u2793]"
)
_THOUSANDS: Final = re.compile(r"[1-9](?<![\d.,][1-9])\d{0,2}(?:[.'’]\d{3})+(?!\d)")
_POINT: Final = re.compile("[.'’]")
_SPACE: Final = re.compile(r"\s+")
_DASH: Final = re.compile(f"[{HYPHENS}—]")


@dataclass(frozen=True, slots=True)
class CharacterEdit:
    """``size`` characters of the mended text from ``at`` were ``text[start:end]``."""

    at: int
    size: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpelledText:
    """A mended text and its pieces: as printed, their spans in the mended text, and as spelt.

    ``folded`` is the spelt pieces joined, a space before and after each.
    """

    mended: str
    edits: list[CharacterEdit]
    pieces: list[str]
    spans: list[tuple[int, int]]
    folded: str
    words: list[str]


def read_pieces(text: str) -> SpelledText:
    """The pieces of a text, after its characters are put right."""
    mended, edits = _mend(text)
    found = list(_PIECE.finditer(mended))
    pieces = [match[0] for match in found]
    spans = [match.span() for match in found]
    spelt = spell(pieces, accents=False)
    if not pieces:
        return SpelledText(mended, edits, [], [], " ", [])
    return SpelledText(mended, edits, pieces, spans, f" {spelt} ", spelt.split(" "))


def _mend(text: str) -> tuple[str, list[CharacterEdit]]:
    """Undo wrong decoding, join letters to their marks, drop what cannot be seen."""
    pattern = _MEND_AND_COMPOSE if _MARK.search(text) else _MEND
    if pattern is _MEND and not _SUSPECT.search(text):
        return text, []
    edits: list[CharacterEdit] = []
    shift = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal shift
        mended = _put_right(match[0])
        start, end = match.span()
        edits.append(CharacterEdit(start + shift, len(mended), start, end))
        shift += len(mended) - (end - start)
        return mended

    return pattern.sub(mend, text), edits


@lru_cache(maxsize=1024)
def _put_right(wrong: str) -> str:
    if wrong in _HALVES:
        return _HALVES[wrong]
    try:
        while (right := bytes(BYTES[char] for char in wrong).decode()) != wrong:
            wrong = right
    except (KeyError, UnicodeDecodeError):
        pass
    composed = unicodedata.normalize("NFC", wrong)
    return _UNSEEN.sub("", _MARK.sub("", composed))


def spell(pieces: list[str], *, accents: bool) -> str:
    """The pieces in their one spelling, single spaces between them."""
    spelt = _SMALL_DIGIT.sub(r"^\g<0>", "\0".join(pieces))
    spelt = unicodedata.normalize("NFKD", spelt).casefold()
    spelt = spelt.replace("œ", "oe").replace("æ", "ae")
    if not accents:
        spelt = _MARK.sub("", spelt)
    spelt = _DASH.sub("-", _SPACE.sub("", spelt))
    spelt = _THOUSANDS.sub(lambda match: _POINT.sub("", match[0]), spelt)
    return spelt.replace("\0", " ")
