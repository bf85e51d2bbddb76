"""A long article in parts, of which a page shows one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The longest part, in characters: about twenty printed pages.
LONGEST_PART: Final = 60_000
#: What a part ends after, from the best: a paragraph, a sentence and its line, a line, a sentence.
_ENDS: Final = ("\n\n", ".\n", "\n", ". ", " ")


@dataclass(frozen=True)
class Part:
    """A part at ``text[start:end]`` of an article, its ``number``, from 1; whether it is all."""

    start: int
    end: int
    number: int = 1
    whole: bool = False


def parts_of(text: str, start: int, end: int, longest: int = LONGEST_PART) -> tuple[Part, ...]:
    """The parts of the article at ``text[start:end]``; one if it is short."""
    parts: list[Part] = []
    while end - start > longest:
        middle, limit = start + longest // 2, start + longest
        found = ((text.rfind(mark, middle, limit), len(mark)) for mark in _ENDS)
        cut = next((at + size for at, size in found if at >= 0), limit)
        parts.append(Part(start, cut, len(parts) + 1))
        start = cut
    return (*parts, Part(start, end, len(parts) + 1, whole=not parts))


def part_with(parts: tuple[Part, ...], place: int) -> Part:
    """The part that contains a place of the text; the first if none does."""
    return next((each for each in parts if each.start <= place < each.end), parts[0])
