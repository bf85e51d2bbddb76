"""What became of a quotation in an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["GREEN", "ORPHAN", "Difference", "Match", "State"]

State = Literal["exact", "normalised", "moved", "variant", "ambiguous", "changed", "orphan"]

#: The states of a passage that still proves what it was quoted for.
GREEN: Final[frozenset[State]] = frozenset({"exact", "normalised"})

#: What the quotation says and what the article says, where they differ.
Difference = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a quotation.

    ``start`` and ``end`` are places in the article as read, and ``found`` the text between them;
    an orphan has none. ``difference`` pairs what the quotation says with what the article
    says, where they differ in words, and is empty when they do not.
    """

    state: State
    start: int | None
    end: int | None
    found: str
    difference: Difference


#: What is nowhere in the article.
ORPHAN: Final = Match("orphan", None, None, "", ())
