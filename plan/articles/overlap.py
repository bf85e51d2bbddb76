"""Whether the parts of a text speak of the same: which words they share, and which are copies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from plan.articles.metadata import plain
from plan.language.lexicon import (
    CARDINALS,
    COLLECTIVES,
    FUNCTION_WORDS,
    MULTIPLIERS,
    OF_ALL_NEWS,
    RELATIVE,
    WEEKDAYS,
)
from plan.model.quantities import MONTHS

__all__ = ["Words", "cohesion", "copies", "words_of"]

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 4
_STEM: Final = 6
_COUNTED: Final = CARDINALS.keys() | MULTIPLIERS.keys() | COLLECTIVES.keys()
_EMPTY: Final = FUNCTION_WORDS | RELATIVE | MONTHS.keys() | WEEKDAYS.keys() | _COUNTED
#: At this share the words of two lines are no longer those of one topic, but of the language.
_BY_CHANCE: Final = 0.08
_STEEP: Final = 16.0
_LEAST: Final = -1.4
_MOST: Final = 2.0
#: Fewer words than these, in a line or in the article, tell little.
_ENOUGH_WORDS: Final = 12
_ENOUGH_BLOCKS: Final = 4
_ENOUGH_SAID: Final = 140
#: The share of the words of the longer that a copy holds; of the shorter, when it was cut.
_SAME: Final = 0.8
_CUT: Final = 0.7


class Words(frozenset[str]):
    """The stems of the words of a block that carry meaning."""


def words_of(text: str) -> Words:
    """The stems of the words of a text that carry meaning: cut to their first letters."""
    return Words(
        word[:_STEM]
        for word in _WORD.findall(plain(text))
        if len(word) >= _SHORTEST and word not in _EMPTY
    )


def copies(blocks: Sequence[Words], begins: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The blocks that say what an earlier one says, or its beginning: each with the first such.

    ``begins`` is how each block begins: a copy that was cut begins as what it was cut from.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(blocks):
        shared = Counter(
            place for word in words if len(places[word]) <= _COMMON for place in places[word]
        )
        for place, count in sorted(shared.items()):
            smaller, larger = sorted((len(words), len(blocks[place])))
            same = count >= _SAME * larger
            if smaller > 1 and (same or (count >= _CUT * smaller and begins[at] == begins[place])):
                yield at, place
                break
        for word in words:
            places[word].append(at)


#: A word of more blocks than this finds no copies.
_COMMON: Final = 60


def cohesion(
    blocks: Sequence[Words], chosen: Sequence[bool], prose: Sequence[bool], titles: Sequence[bool]
) -> list[float]:
    """How far each block speaks of what the chosen ones speak of: from -1.4, not at all, to 2.

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
        telling = [word for word in words if word not in OF_ALL_NEWS]
        for word in telling:
            within = inside[word] - own
            beyond = outside[word] - (not own and is_prose)
            if within > 0:
                share += within / (within + beyond + 0.5)
        share /= max(1, len(telling))
        score = max(_LEAST, min(_MOST, (share - _BY_CHANCE) * _STEEP))
        sure = min(1.0, len(telling) / _ENOUGH_WORDS) * min(1.0, (known - own) / _ENOUGH_BLOCKS)
        if score < 0:  # a short article has not yet said all its words
            sure *= min(1.0, len(inside) / _ENOUGH_SAID)
        found.append(score * max(0.0, sure))
    return found
