"""Whether the parts of a text speak of the same: which words they share, and which are copies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from plan.imprint import plain
from plan.lexicon import FUNCTION_WORDS, MONTHS, RELATIVE, WEEKDAYS

__all__ = ["Words", "cohesion", "copies", "words_of"]

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 4
_STEM: Final = 6
_EMPTY: Final = FUNCTION_WORDS | RELATIVE | MONTHS.keys() | WEEKDAYS.keys()
#: At the same share the words of two lines are no longer those of one topic, but of the language.
_BY_CHANCE: Final = 0.16
_STEEP: Final = 9.0
_MOST: Final = 2.0
#: Fewer words than these, in a line or in the article, tell little.
_ENOUGH_WORDS: Final = 12
_ENOUGH_BLOCKS: Final = 4
_COPIED: Final = 0.8


class Words(frozenset[str]):
    """The stems of the words of a block that carry meaning."""


def words_of(text: str) -> Words:
    """The stems of the words of a text that carry meaning: cut to their first letters."""
    return Words(
        word[:_STEM]
        for word in _WORD.findall(plain(text))
        if (len(word) >= _SHORTEST or word.isdigit()) and word not in _EMPTY
    )


def copies(blocks: Sequence[Words], shortest: int) -> Iterator[tuple[int, int]]:
    """The blocks whose words an earlier one holds, or holds most of, each with the first such."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(blocks):
        shared = Counter(
            place for word in words if len(places[word]) <= _COMMON for place in places[word]
        )
        least = min(shortest, len(words))
        for place, count in sorted(shared.items()):
            smaller = min(len(words), len(blocks[place]))
            larger = max(len(words), len(blocks[place]))
            if smaller >= least > 1 and count >= _COPIED * smaller and 3 * smaller >= larger:
                yield at, place
                break
        for word in words:
            places[word].append(at)


#: A word of more blocks than this finds no copies.
_COMMON: Final = 60


def cohesion(
    blocks: Sequence[Words], chosen: Sequence[bool], prose: Sequence[bool], titles: Sequence[bool]
) -> list[float]:
    """How far each block speaks of what the chosen ones speak of: from -2, not at all, to 2.

    A word counts by how many of the chosen blocks hold it, the block itself apart, against how
    many of the others do.
    """
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for words, is_chosen, is_prose, is_title in zip(blocks, chosen, prose, titles, strict=True):
        if is_chosen or is_title:
            inside.update(words)
        elif is_prose:
            outside.update(words)
    known = sum(chosen)
    found = []
    for words, is_chosen, is_prose, is_title in zip(blocks, chosen, prose, titles, strict=True):
        own = is_chosen or is_title
        share = 0.0
        for word in words:
            within = inside[word] - own
            beyond = outside[word] - (not own and is_prose)
            if within > 0:
                share += within / (within + beyond + 0.5)
        share /= max(1, len(words))
        score = max(-_MOST, min(_MOST, (share - _BY_CHANCE) * _STEEP))
        sure = min(1.0, len(words) / _ENOUGH_WORDS) * min(1.0, (known - own) / _ENOUGH_BLOCKS)
        found.append(score * max(0.0, sure))
    return found
