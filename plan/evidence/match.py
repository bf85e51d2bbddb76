"""The result of searching an article for a quotation: its state, place and differences."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

State = Literal["exact", "normalised", "moved", "variant", "ambiguous", "changed", "orphan"]

#: The states of a passage that still proves what it was quoted for.
GREEN: Final[frozenset[State]] = frozenset({"exact", "normalised"})

#: Pairs of what the quotation says and what the article says, where they differ in words.
Difference = tuple[tuple[str, str], ...]


class Match(NamedTuple):
    """The passage of an article that matches a quotation, and its state.

    ``start`` and ``end`` are offsets in the article as read, and ``found`` is the text between
    them; an orphan has none. ``difference`` is empty when the words are the same.
    """

    state: State
    start: int | None
    end: int | None
    found: str
    difference: Difference


#: The match of a quotation that is nowhere in the article.
ORPHAN: Final = Match("orphan", None, None, "", ())
