"""Read a text through its typography: the same words fold to the same letters, with a way back.

Two prints of one sentence differ in spaces, quotation marks, dashes, ligatures, accents lost on
the way, hyphens at the end of a line, UTF-8 read as Latin-1. Folding takes a text to its pieces,
which are words, numbers and signs, each in one spelling, and remembers where each piece was.
Punctuation and white space are between the pieces and are not kept, except inside numbers, where
they carry the value: ``100 000`` and ``100.000`` fold to ``100000``, ``2,9`` stays ``2,9``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan.language.pieces import SpelledText

__all__ = ["Folded", "fold"]


@dataclass(frozen=True)
class Folded:
    """A text and its folding, which is made when it is first asked for."""

    text: str

    @cached_property
    def _reading(self) -> SpelledText:
        # What is found verbatim needs no folding, and its patterns take time to compile.
        from plan.language.pieces import read_pieces

        return read_pieces(self.text)

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
        """The span of each piece in the mended text."""
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
        """The span in the text of ``mended[start:end]``, with every character taken whole."""
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
        from plan.language.pieces import spell

        return spell([self.pieces[at] for at in places], accents=True).split(" ")

    def piece_at(self, place: int) -> int:
        """The number of the piece that ``folded[place]`` is of, a space being of the one after."""
        return self.folded.count(" ", 0, place + 1) - 1


def fold(text: str) -> Folded:
    """Take a text to be compared with others; nothing is computed until it is needed."""
    return Folded(text)
