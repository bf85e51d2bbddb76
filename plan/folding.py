"""Read a text through its typography: the same words fold to the same letters, with a way back.

Two prints of one sentence differ in spaces, quotation marks, dashes, ligatures, accents lost on
the way, hyphens at the end of a line, UTF-8 read as Latin-1. Folding takes a text to its pieces,
which are words, numbers and signs, each in one spelling, and remembers where each piece stood.
Punctuation and white space are between the pieces and are not kept, except inside numbers, where
they carry the value: ``100 000`` and ``100.000`` fold to ``100000``, ``2,9`` stays ``2,9``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Final

from plan.lexicon import CARDINALS, COLLECTIVES, ENGLISH_CARDINALS, MULTIPLIERS

__all__ = ["SEAM", "VISIBLE", "Folded", "fold"]

_INVISIBLE: Final = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_MARKS: Final = "\u0300-\u036f"
_HYPHENS: Final = "\\-\u2010-\u2013\u2212"
_CURRENCIES: Final = "$£¥\u20a0-\u20c0"

#: What can be seen of a text: a quotation without any quotes nothing.
VISIBLE: Final = re.compile(rf"[^\s{_INVISIBLE}]")

# A bad reader turns each byte of UTF-8 into one character, of Windows-1252 where it has one.
_BYTES: Final[dict[str, int]] = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_TRAIL: Final = "".join(re.escape(char) for char, byte in _BYTES.items() if byte < 0xC0)
# Only leads that end no word of French, so that ``É »`` is never taken for two bytes.
_SCRAMBLED: Final = (
    rf"(?:[ÂÃÄÅ][{_TRAIL}]|â[{_TRAIL}]{{2}}|ï»¿|ð[{_TRAIL}]{{3}})+|â€|[ÂÃ](?=\s)"
    rf"|\xad\r?\n|[{_INVISIBLE}]+"
)
_MEND: Final = re.compile(_SCRAMBLED)
#: Where there is none of this there is nothing to mend; begun by one set, it is found fast.
_SUSPECT: Final = re.compile(rf"[ÂÃÄÅâïð{_INVISIBLE}](?:(?<=[{_INVISIBLE}])|(?=[{_TRAIL}\s]))")
_MEND_AND_COMPOSE: Final = re.compile(rf"{_SCRAMBLED}|[^\W_][{_MARKS}]+")
_UNSEEN: Final = re.compile(rf"\xad\r?\n|[{_INVISIBLE}]+")
_MARK: Final = re.compile(f"[{_MARKS}]")
# What a second reader lost of two bytes: the half that is left still tells the character.
_HALVES: Final = {"â€": "”", "Ã": "à", "Â": ""}

_GAP: Final = r"(?!\n\n)\s{1,2}"
_GROUP: Final = rf"(?:[1-9]\d{{0,2}}(?:{_GAP}\d{{3}}(?!\d))+|\d+)"
_NUMBER: Final = rf"(?:(?<![^\W_])[{_HYPHENS}+±])?{_GROUP}(?:[^\w\s\x00]{_GROUP})*"
_PUNCTUATION: Final = (
    r"\x00-\x1f\x7f-\x9f_!\"#&'()*,\-./:;?@\[\\\]^`{|}¡¦§¨«¯´¶·¸»¿\u2010-\u2027\u2031-\u2043"
    rf"\u2045-\u205e\u2212\u3000-\u3003\u3008-\u3011{_MARKS}"
)
_PIECE: Final = re.compile(rf"{_NUMBER}|[^\W\d_]+|[^\w\s{_PUNCTUATION}]")

# Compatibility would read ``10²`` as ``102`` and ``①`` as ``1``.
_SMALL_DIGIT: Final = re.compile(
    "[²³¹¼-¾\u2070-\u2089\u2150-\u215f\u2189\u2460-\u249b\u2776-\u2793]"
)
_THOUSANDS: Final = re.compile(r"[1-9](?<![\d.,][1-9])\d{0,2}(?:[.'’]\d{3})+(?!\d)")
_POINT: Final = re.compile("[.'’]")
_SPACE: Final = re.compile(r"\s+")
_DASH: Final = re.compile(f"[{_HYPHENS}—]")


def _any(*groups: dict[str, int]) -> str:
    """Any word of the groups, in small or capital letters, tried by its first letter.

    This runs at every quotation: ignoring case would be slower.
    """
    words = sorted({word for group in groups for word in group})
    return "|".join(
        f"[{first}{first.upper()}](?:{'|'.join(f'{w[1:]}|{w[1:].upper()}' for w in rest)})"
        for first, rest in groupby(words, key=lambda word: word[0])
    )


_HIGHER: Final = {*CARDINALS, *ENGLISH_CARDINALS, *MULTIPLIERS} - {"un", "une", "one"}
_AFTER_HIGHER: Final = "|".join(rf"(?<=\b{word}[\s{_HYPHENS}])" for word in sorted(_HIGHER))
_LOWER: Final = _any(CARDINALS, ENGLISH_CARDINALS, MULTIPLIERS, COLLECTIVES)
_SCALE: Final = _any(MULTIPLIERS, COLLECTIVES)

#: A place where a word or a number runs across: to cut there is to quote half of it.
SEAM: Final = re.compile(
    rf"""
      (?<=[^\W_]) (?: [^\W_] | [{_MARKS}] | [{_INVISIBLE}]+[^\W_] | [{_HYPHENS}][^\W_] )
    | (?<=[^\W_][{_INVISIBLE}{_HYPHENS}]) [^\W_] | (?<=[{_MARKS}]) [^\W_]
    | (?: (?<=[^\W\d_][-\u2010]\n) | (?<=[^\W\d_][-\u2010]\r\n) ) [^\W\d_]
    | (?<=[^\W_][ÂÃÄÅâ]) [{_TRAIL}]
    | (?<=[^\W\d_][^\W\d_u]) ['’] [^\W\d_] | (?<=[^\W\d_][^\W\d_u]['’]) [^\W\d_]
    | (?<=\d) (?: [^\w\s]\d | \s?[%‰{_CURRENCIES}] | (?<!\d{{4}})\s{{1,2}}\d{{3}}(?!\d) )
    | \d (?: (?<=\d[^\w\s].) | (?<=[{_HYPHENS}+±{_CURRENCIES}].) | (?<=[{_CURRENCIES}]\s.) )
    | \d{{3}}(?!\d) (?: (?<=\d\s...)(?<!\d{{4}}\s...) | (?<=\d\s\s...)(?<!\d{{4}}\s\s...) )
    | (?<=[{_CURRENCIES}]) \s\d | (?<=\d\s) [%‰{_CURRENCIES}]
    | (?: (?<=\d)\s | (?<=\d\s) ) (?:{_SCALE})\b
    | [\s{_HYPHENS}]? (?=(?:{_LOWER})\b) (?i:{_AFTER_HIGHER})
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Edit:
    """``size`` characters of the mended text from ``at`` are what ``text[start:end]`` stood for."""

    at: int
    size: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    mended: str
    edits: list[_Edit]
    pieces: list[str]
    spans: list[tuple[int, int]]
    folded: str
    words: list[str]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its folding, which is made when it is first asked for and then kept."""

    text: str
    _kept: list[_Reading] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def _reading(self) -> _Reading:
        if not self._kept:
            self._kept.append(_read(self.text))
        return self._kept[0]

    @property
    def mended(self) -> str:
        """The text with its characters put right: what its writer typed."""
        return self._reading.mended

    @property
    def pieces(self) -> list[str]:
        """The words, numbers and signs as printed in the mended text, in order."""
        return self._reading.pieces

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each piece stands in the mended text."""
        return self._reading.spans

    @property
    def words(self) -> list[str]:
        """Each piece in its one spelling."""
        return self._reading.words

    @property
    def folded(self) -> str:
        """The words, a space before and after each: what is found in it begins and ends whole."""
        return self._reading.folded

    @property
    def offsets(self) -> tuple[int, ...]:
        """For each character of ``folded``, the place in the text it was read from.

        A space points to the end of the piece before it, and a character of a piece whose length
        changed in folding to some character of that piece.
        """
        found = [0]
        for word, (start, end) in zip(self.words, self.spans, strict=True):
            found += (self.locate(min(start + at, end - 1), end)[0] for at in range(len(word)))
            found.append(self.locate(start, end)[1])
        return tuple(found)

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Where ``mended[start:end]`` stands in the text, with every character taken whole."""
        edits = self._reading.edits
        if not edits:
            return start, end
        before = bisect_right(edits, start, key=lambda edit: edit.at) - 1
        if before >= 0:
            edit = edits[before]
            beyond = start - edit.at - edit.size
            start = edit.start if beyond < 0 else edit.end + beyond
        before = bisect_left(edits, end, key=lambda edit: edit.at) - 1
        if before >= 0:
            edit = edits[before]
            end = edit.end + max(0, end - edit.at - edit.size)
        return start, end

    def dress(self, places: Iterable[int]) -> list[str]:
        """The pieces at ``places`` in their one spelling, but with their accents."""
        return _spell([self.pieces[at] for at in places], accents=True).split(" ")

    def piece_at(self, place: int) -> int:
        """The number of the piece that ``folded[place]`` is of, a space being of the one after."""
        return self.folded.count(" ", 0, place + 1) - 1


def fold(text: str) -> Folded:
    """Take a text to be compared with others; nothing is computed until it is needed."""
    return Folded(text)


def _read(text: str) -> _Reading:
    mended, edits = _mend(text)
    found = list(_PIECE.finditer(mended))
    pieces = [match[0] for match in found]
    spans = [match.span() for match in found]
    spelt = _spell(pieces, accents=False)
    if not pieces:
        return _Reading(mended, edits, [], [], " ", [])
    return _Reading(mended, edits, pieces, spans, f" {spelt} ", spelt.split(" "))


def _mend(text: str) -> tuple[str, list[_Edit]]:
    """Undo wrong decoding, join letters to their marks, drop what cannot be seen."""
    pattern = _MEND_AND_COMPOSE if _MARK.search(text) else _MEND
    if pattern is _MEND and not _SUSPECT.search(text):
        return text, []
    edits: list[_Edit] = []
    shift = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal shift
        mended = _put_right(match[0])
        start, end = match.span()
        edits.append(_Edit(start + shift, len(mended), start, end))
        shift += len(mended) - (end - start)
        return mended

    return pattern.sub(mend, text), edits


@lru_cache(maxsize=1024)
def _put_right(wrong: str) -> str:
    if wrong in _HALVES:
        return _HALVES[wrong]
    try:
        while (right := bytes(_BYTES[char] for char in wrong).decode()) != wrong:
            wrong = right
    except (KeyError, UnicodeDecodeError):
        pass
    composed = unicodedata.normalize("NFC", wrong)
    return _UNSEEN.sub("", _MARK.sub("", composed))


def _spell(pieces: list[str], *, accents: bool) -> str:
    """The pieces in their one spelling, single spaces between them."""
    spelt = _SMALL_DIGIT.sub(r"^\g<0>", "\0".join(pieces))
    spelt = unicodedata.normalize("NFKD", spelt).casefold()
    spelt = spelt.replace("œ", "oe").replace("æ", "ae")
    if not accents:
        spelt = _MARK.sub("", spelt)
    spelt = _DASH.sub("-", _SPACE.sub("", spelt))
    spelt = _THOUSANDS.sub(lambda match: _POINT.sub("", match[0]), spelt)
    return spelt.replace("\0", " ")
