"""Near-duplicate detection between articles: the same one at another address, copied or shortened.

A text is the set of its w-shingles (Broder, 1997) of four folded words, so that typography does not
count. Copies share most of the shingles of both; most shingles of an excerpt are in the longer
text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from plan.language.folding import fold

Likeness = Literal["same", "copy", "excerpt", "different"]

#: What each likeness means: a sentence of the catalogue for each.
LIKENESSES: Final[dict[str, str]] = {
    "same": "The same words in the same order.",
    "copy": "The same article with small changes: {shared} of {total} sequences of four "
    "words are identical.",
    "excerpt": "An extract of the other: {shared} of its {size} sequences of four words are "
    "found there.",
    "different": "Another article: {shared} of {total} sequences of four words are identical.",
}

_RUN: Final = 4
#: Least share of both texts' shingles that copies share, and of the shorter text's, excerpts.
_COPY: Final = 0.5
_EXCERPT: Final = 0.75
#: Fewer shingles are those of a sentence, which any article may quote.
_FEWEST: Final = 30


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingles of a text, and a hash of all its words."""

    runs: frozenset[int]
    whole: int


@dataclass(frozen=True, slots=True)
class TextComparison:
    """How two texts compare, in shingles: shared, of both together, of the shorter."""

    likeness: Likeness
    shared: int
    total: int
    size: int

    @property
    def same_article(self) -> bool:
        """Whether both count as one article."""
        return self.likeness != "different"


def shingles(text: str) -> Shingles:
    """The shingles of four folded words of a text, best of its body without boilerplate."""
    words = fold(text).words
    runs = zip(*(words[at:] for at in range(_RUN)), strict=False)
    return Shingles(frozenset(map(hash, runs)), hash(tuple(words)))


def compare_texts(one: Shingles, other: Shingles) -> TextComparison:
    """Compare two texts by their shingles."""
    return _compare(one, other, len(one.runs & other.runs))


def _compare(one: Shingles, other: Shingles, shared: int) -> TextComparison:
    total = len(one.runs) + len(other.runs) - shared
    size = min(len(one.runs), len(other.runs))
    likeness: Likeness = "different"
    if one.whole == other.whole and one.runs:
        likeness = "same"
    elif size >= _FEWEST and shared >= _COPY * total:
        likeness = "copy"
    elif size >= _FEWEST and shared >= _EXCERPT * size:
        likeness = "excerpt"
    return TextComparison(likeness, shared, total, size)


class ArticleIndex:
    """Named texts, indexed by shingles to find near-duplicates of a new one."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        """Index texts by their names."""
        self._texts: dict[str, Shingles] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        for name, text in (texts or {}).items():
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        """Add a text. Raises ``ValueError`` when the name is taken."""
        if name in self._texts:
            raise ValueError(name)
        self._texts[name] = taken = shingles(text)
        for run in taken.runs:
            self._holders[run].append(name)

    def near_duplicates_of(self, text: str) -> dict[str, TextComparison]:
        """The texts that are the same article as this one, most similar first."""
        asked = shingles(text)
        shared = Counter(name for run in asked.runs for name in self._holders.get(run, ()))
        found = {name: _compare(asked, self._texts[name], count) for name, count in shared.items()}
        return {
            name: each
            for name, each in sorted(
                found.items(), key=lambda item: (-item[1].shared / item[1].total, item[0])
            )
            if each.same_article
        }
