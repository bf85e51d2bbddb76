"""Lexical overlap between blocks of a text: near-duplicates, and topical cohesion.

In: the word stems of each block. Out: which block copies which, and how far each shares the topic
of the chosen ones. A stem is the beginning of a word (truncation); stop words are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from plan.articles.metadata import plain
from plan.language.lexicon.acts import FUNCTION_WORDS
from plan.language.lexicon.numbers import CARDINALS, COLLECTIVES, MULTIPLIERS
from plan.language.lexicon.subjects import NEWS_STOP_STEMS
from plan.language.lexicon.time import RELATIVE, WEEKDAYS
from plan.model.quantities import MONTHS

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 4
_STEM: Final = 6
_COUNTED: Final = CARDINALS.keys() | MULTIPLIERS.keys() | COLLECTIVES.keys()
_EMPTY: Final = FUNCTION_WORDS | RELATIVE | MONTHS.keys() | WEEKDAYS.keys() | _COUNTED
#: At this share of known words, two lines share the language but no topic.
_BY_CHANCE: Final = 0.08
_STEEP: Final = 16.0
_LEAST: Final = -1.4
_MOST: Final = 2.0
#: Below these numbers of words and blocks the score is scaled down, as too little evidence.
_ENOUGH_WORDS: Final = 12
_ENOUGH_BLOCKS: Final = 4
_ENOUGH_SAID: Final = 140
#: Least share of the longer block's words in a copy; of the shorter's, when it was truncated.
_SAME: Final = 0.8
_CUT: Final = 0.7


class Words(frozenset[str]):
    """The stems of a block's content words."""


def words_of(text: str) -> Words:
    """The stems of a text's content words: their first letters."""
    return Words(
        word[:_STEM]
        for word in _WORD.findall(plain(text))
        if len(word) >= _SHORTEST and word not in _EMPTY
    )


def copies(blocks: Sequence[Words], begins: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of a block and the first earlier one that it copies, in whole or truncated.

    ``begins`` are the first characters of each block: a truncated copy shares those.
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


#: A word in more blocks than this is not used to find copies.
_COMMON: Final = 60


def cohesion(
    blocks: Sequence[Words], chosen: Sequence[bool], prose: Sequence[bool], titles: Sequence[bool]
) -> list[float]:
    """Cohesion of each block with the topic of the chosen ones: from -1.4, unrelated, to 2.

    It is the mean weight of the block's content words, less what any two lines share by chance, and
    nearer to 0 the less text there is. The weight of a word, from 0 to 1, is the share of chosen
    blocks among the other blocks that hold it.
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
        content = [word for word in words if word not in NEWS_STOP_STEMS]
        for word in content:
            within = inside[word] - own
            beyond = outside[word] - (not own and is_prose)
            if within > 0:
                share += within / (within + beyond + 0.5)
        share /= max(1, len(content))
        score = max(_LEAST, min(_MOST, (share - _BY_CHANCE) * _STEEP))
        sure = min(1.0, len(content) / _ENOUGH_WORDS) * min(1.0, (known - own) / _ENOUGH_BLOCKS)
        if score < 0:  # few words are known of a short article
            sure *= min(1.0, len(inside) / _ENOUGH_SAID)
        found.append(score * max(0.0, sure))
    return found
