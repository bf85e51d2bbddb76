"""Pages read by hand: each line with a letter, and how far the software agrees.

Beside a page ``name.txt``, ``.html`` or ``.pdf`` stands ``name.labels``: for each line of the
text that is not blank a letter, ``B`` body, ``D`` doubtful, ``R`` rest, then the line's first
words, so that a label that has slipped is found. A page without a file of labels is not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plan.extraction import extract
from plan.layout import Kind, Layout, read_layout

__all__ = ["Labelled", "Score", "measure_lines", "read_labelled"]

KINDS: Final[dict[str, Kind]] = {"B": "body", "D": "doubtful", "R": "rest"}


@dataclass(frozen=True)
class Labelled:
    """A page with what a person says of its lines, and what the software says."""

    path: Path
    text: str
    layout: Layout
    labels: tuple[Kind, ...]

    def misread(self) -> Iterator[tuple[Kind, Kind, str]]:
        """The lines where they differ: the person's word, the software's, and the line."""
        for label, line in zip(self.labels, self.layout.lines, strict=True):
            if label != line.kind:
                yield label, line.kind, self.text[line.start : line.end]


@dataclass(frozen=True, slots=True)
class Score:
    """Of what was offered and of what should have been, how much is right."""

    right: int
    offered: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was offered that is right."""
        return self.right / self.offered if self.offered else 1.0

    @property
    def recall(self) -> float:
        """The share of what should have been offered that was."""
        return self.right / self.wanted if self.wanted else 1.0


def read_labelled(page: Path, labels: Path | None = None) -> Labelled:
    """Read a page and its labels.

    Raises ``ValueError`` with the first line whose label is missing, unknown or of another line.
    """
    labels = labels or page.with_suffix(".labels")
    read = extract(page.name, page.read_bytes())
    layout = read_layout(read.text, marks=read.marks, data=read.meta)
    given = labels.read_text(encoding="utf-8").splitlines()
    kinds: list[Kind] = []
    for at, line in enumerate(layout.lines):
        letter, _, begins = (given[at] if at < len(given) else "").partition(" ")
        words = " ".join(read.text[line.start : line.end].split())
        if letter not in KINDS or not words.startswith(begins.strip()):
            raise ValueError(f"{labels.name}:{at + 1}: {words[:40]}")
        kinds.append(KINDS[letter])
    if len(given) > len(layout.lines):
        raise ValueError(f"{labels.name}:{len(layout.lines) + 1}: {given[len(layout.lines)]}")
    return Labelled(page, read.text, layout, tuple(kinds))


def measure_lines(pages: Iterable[Labelled]) -> Score:
    """How far the body is found, line by line; what a person doubts is not counted."""
    right = offered = wanted = 0
    for page in pages:
        for label, line in zip(page.labels, page.layout.lines, strict=True):
            if label != "doubtful":
                right += label == line.kind == "body"
                offered += line.kind == "body"
                wanted += label == "body"
    return Score(right, offered, wanted)
