"""Normalise a text for comparison, keeping the way back: the same words fold to the same letters.

Two prints of a sentence differ in spaces, quotation marks, dashes, ligatures, lost accents, hyphens
at line ends and mojibake. Folding splits a text into pieces (words, numbers and signs), each in one
spelling, and keeps the place of each. Punctuation and white space are dropped, except inside
numbers, where they carry the value: ``100 000`` and ``100.000`` fold to ``100000``, ``2,9`` stays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan.language.pieces import SpelledText


@dataclass(frozen=True)
class Folded:
    """A text and its folding, which is computed on first use."""

    text: str

    @cached_property
    def _reading(self) -> SpelledText:
        # What is found verbatim needs no folding, and its patterns take time to compile.
        from plan.language.pieces import read_pieces

        return read_pieces(self.text)

    @property
    def repaired(self) -> str:
        """The text with wrong decoding repaired and invisible characters removed."""
        return self._reading.repaired

    @property
    def pieces(self) -> tuple[str, ...]:
        """The words, numbers and signs as printed in the repaired text, in order."""
        return self._reading.pieces

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The span of each piece in the repaired text."""
        return self._reading.spans

    @property
    def words(self) -> tuple[str, ...]:
        """Each piece, normalised."""
        return self._reading.words

    @property
    def folded(self) -> str:
        """The words with a space before and after each, so that a match is of whole words."""
        return self._reading.folded

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text of ``repaired[start:end]``, extended to whole characters."""
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

    def accented(self, places: Iterable[int]) -> list[str]:
        """The pieces at ``places``, normalised but with their accents."""
        from plan.language.pieces import spell

        return spell([self.pieces[at] for at in places], accents=True).split(" ")

    def piece_at(self, place: int) -> int:
        """The index of the piece that contains ``folded[place]``; a space belongs to the next."""
        return self.folded.count(" ", 0, place + 1) - 1


def fold(text: str) -> Folded:
    """Prepare a text for comparison; its folding is computed on first use."""
    return Folded(text)
