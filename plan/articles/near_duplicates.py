"""Whether two texts are the same article: under another address, copied, shortened.

A text is taken as the set of its runs of four words, folded, so that print does not count. Copies
share nearly all of their runs; an excerpt's runs are nearly all in the longer text; two articles
on one subject share their formulas and little else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from plan.language.folding import fold

__all__ = ["LIKENESSES", "Alike", "ArticleIndex", "Likeness", "Shingles", "alike", "shingles"]

Likeness = Literal["same", "copy", "excerpt", "different"]

#: What each likeness means, in words; a sentence of the catalogue each.
LIKENESSES: Final[dict[str, str]] = {
    "same": "The same words in the same order.",
    "copy": "The same article with small changes: {shared} of {total} runs of four words agree.",
    "excerpt": "A part of the other: {shared} of its {size} runs of four words stand there.",
    "different": "Another article: {shared} of {total} runs of four words agree.",
}

_RUN: Final = 4
#: The share of the runs of both texts that copies have in common, and of the shorter's, excerpts.
_COPY: Final = 0.5
_EXCERPT: Final = 0.75
#: Fewer runs than these are a sentence, which any article may quote.
_FEWEST: Final = 30


@dataclass(frozen=True, slots=True)
class Shingles:
    """The runs of words of a text, and all its words as one."""

    runs: frozenset[int]
    whole: int


@dataclass(frozen=True, slots=True)
class Alike:
    """How two texts compare: runs they share, runs of both, runs of the shorter."""

    likeness: Likeness
    shared: int
    total: int
    size: int

    @property
    def same_article(self) -> bool:
        """Whether both are to be taken as one article."""
        return self.likeness != "different"


def shingles(text: str) -> Shingles:
    """The runs of four folded words of a text; best of its body, without what surrounds it."""
    words = fold(text).words
    runs = zip(*(words[at:] for at in range(_RUN)), strict=False)
    return Shingles(frozenset(map(hash, runs)), hash(tuple(words)))


def alike(one: Shingles, other: Shingles) -> Alike:
    """Compare two texts by their runs."""
    return _judge(one, other, len(one.runs & other.runs))


def _judge(one: Shingles, other: Shingles, shared: int) -> Alike:
    total = len(one.runs) + len(other.runs) - shared
    size = min(len(one.runs), len(other.runs))
    likeness: Likeness = "different"
    if one.whole == other.whole and one.runs:
        likeness = "same"
    elif size >= _FEWEST and shared >= _COPY * total:
        likeness = "copy"
    elif size >= _FEWEST and shared >= _EXCERPT * size:
        likeness = "excerpt"
    return Alike(likeness, shared, total, size)


class ArticleIndex:
    """Texts by name, indexed by runs of words to find near duplicates of a new one."""

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

    def like(self, text: str) -> dict[str, Alike]:
        """The texts that are the same article as this one, most alike first."""
        asked = shingles(text)
        shared = Counter(name for run in asked.runs for name in self._holders.get(run, ()))
        found = {name: _judge(asked, self._texts[name], count) for name, count in shared.items()}
        return {
            name: each
            for name, each in sorted(
                found.items(), key=lambda item: (-item[1].shared / item[1].total, item[0])
            )
            if each.same_article
        }
