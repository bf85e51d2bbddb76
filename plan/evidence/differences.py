"""Compare two aligned passages word by word: same, variant or changed.

Similarity plays no part: the words must be the same in the same order. A typing error in a long
word makes a variant; any other difference is a change, and so is every difference in figures,
dates, negations, qualifiers and verbs of status.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import repeat
from typing import Final, Literal

from plan.evidence.match import Difference
from plan.language.folding import Folded
from plan.language.lexicon.acts import AUXILIARIES, NEGATIONS, STATUS_STEMS
from plan.language.lexicon.numbers import (
    CARDINALS,
    COLLECTIVES,
    ENGLISH_CARDINALS,
    FRACTIONS,
    MULTIPLIERS,
    QUALIFIERS,
)
from plan.language.lexicon.time import RELATIVE, WEEKDAYS
from plan.language.token_boundaries import splits_token
from plan.model.quantities import MONTHS

Verdict = Literal["same", "variant", "changed"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_ROMAN: Final = re.compile("m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_CRITICAL: Final[frozenset[str]] = frozenset(
    word
    for phrase in (
        *CARDINALS, *ENGLISH_CARDINALS, *MULTIPLIERS, *COLLECTIVES, *FRACTIONS, *QUALIFIERS,
        *MONTHS, *WEEKDAYS, *RELATIVE, *NEGATIONS, *AUXILIARIES,
    )
    for word in _WORD.findall(phrase)
)  # fmt: skip

_LINE_END: Final = re.compile(r"[-\u2010][^\S\n]*\r?\n\s*")
#: One accent may distinguish two words; two or more missing with none left were lost in print.
_LOST_TOGETHER: Final = 2
#: Longer differing passages are shown as one difference, since alignment is quadratic.
_DIFFERING_WORDS: Final = 400

_AlignedRun = tuple[bool, int, int, int, int]


def compare(quote: Folded, article: Folded, first: int, last: int) -> tuple[Verdict, Difference]:
    """The verdict on, and the differences of, the pieces ``first`` to before ``last``."""
    verdicts: set[Verdict] = set()
    difference: list[tuple[str, str]] = []
    kept: list[tuple[int, int]] = []
    for same, a, b, c, d in _align(quote.words, article.words[first:last]):
        if same:
            kept += zip(range(a, b), range(first + c, first + d), strict=True)
        elif not _hyphenated(quote, a, b, article, first + c, first + d):
            verdicts.add(_weigh(quote.words[a:b], article.words[first + c : first + d]))
            difference.append((_print(quote, a, b), _print(article, first + c, first + d)))
    for ours, theirs in _accented(quote, article, kept):
        verdicts.add(_weigh_accent(quote.words[ours]))
        difference.append((quote.pieces[ours], article.pieces[theirs]))
    if "changed" not in verdicts and (cut := [*_cut(article, first, last)]):
        verdicts.add("changed")
        difference += cut
    worst: Verdict = "changed" if "changed" in verdicts else "variant" if verdicts else "same"
    return worst, tuple(difference)


def is_typo(ours: str, theirs: str) -> bool:
    """Whether two folded words are one word with one or two typing errors inside it."""
    length = min(len(ours), len(theirs))
    return (
        length >= 4
        and ours[0] == theirs[0]
        and ours.isalpha()
        and theirs.isalpha()
        and not _is_critical(ours)
        and not _is_critical(theirs)
        and abs(len(ours) - len(theirs)) <= 2
        and distances(ours, theirs, anchored=True)[-1] <= (1 if length < 8 else 2)
    )


def distances(pattern: str, text: str, *, anchored: bool) -> list[int]:
    """Edit distances of ``pattern`` to substrings of ``text``, one for each end from 0 on.

    The pattern is not empty. The substring begins with ``text`` when ``anchored``, else where the
    distance is least. Bit-parallel: one step a character (Myers, 1999; Hyyrö, 2003).
    """
    places: dict[str, int] = {}
    for at, char in enumerate(pattern):
        places[char] = places.get(char, 0) | 1 << at
    every = (1 << len(pattern)) - 1
    last = 1 << len(pattern) >> 1
    up, down, distance = every, 0, len(pattern)
    found = [distance]
    for equal in map(places.get, text, repeat(0)):
        vertical = equal | down
        diagonal = (((equal & up) + up) ^ up) | equal
        right, left = down | ~(diagonal | up), up & diagonal
        if right & last:
            distance += 1
        elif left & last:
            distance -= 1
        right = right << 1 | anchored
        up = (left << 1 | ~(vertical | right)) & every
        down = right & vertical & every
        found.append(distance)
    return found


def shared_ends(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """The lengths of the common prefix, and of the common suffix of what is left."""
    length = min(len(ours), len(theirs))
    head = next((at for at in range(length) if ours[at] != theirs[at]), length)
    length -= head
    return head, next((at for at in range(length) if ours[-1 - at] != theirs[-1 - at]), length)


def _align(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_AlignedRun]:
    """Align two lists of words: stretches that are the same and stretches that are not."""
    head, tail = shared_ends(ours, theirs)
    yield True, 0, head, 0, head
    ours_end, theirs_end = len(ours) - tail, len(theirs) - tail
    ours, theirs = ours[head:ours_end], theirs[head:theirs_end]
    if max(len(ours), len(theirs)) > _DIFFERING_WORDS:
        yield False, head, ours_end, head, theirs_end
    elif ours or theirs:
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "replace" and b - a == d - c:
                for at in range(b - a):
                    yield False, head + a + at, head + a + at + 1, head + c + at, head + c + at + 1
            else:
                yield tag == "equal", head + a, head + b, head + c, head + d
    yield True, ours_end, ours_end + tail, theirs_end, theirs_end + tail


def _weigh(ours: Sequence[str], theirs: Sequence[str]) -> Verdict:
    """The verdict on differing words: a variant for one typing error or one word split in two."""
    if len(ours) == len(theirs) == 1:
        return "variant" if is_typo(ours[0], theirs[0]) else "changed"
    joined = "".join(ours)
    parted = joined == "".join(theirs) and joined.isalpha() and len(joined) >= 4
    critical = any(_is_critical(word) for word in (*ours, *theirs))
    return "variant" if parted and not critical else "changed"


def _weigh_accent(word: str) -> Verdict:
    return "changed" if len(word) <= 2 or _is_critical(word) else "variant"


def _is_critical(word: str) -> bool:
    return (
        word in _CRITICAL
        or not word.isalpha()
        or word.startswith(STATUS_STEMS)
        or bool(_ROMAN.fullmatch(word))
    )


def _accented(
    quote: Folded, article: Folded, kept: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Pairs of the same word with different accents, unless one side lost all its accents."""
    printed, found = quote.pieces, article.pieces
    if all(printed[ours] == found[theirs] for ours, theirs in kept):
        return
    ours = quote.accented([at for at, _ in kept])
    theirs = article.accented([at for _, at in kept])
    if ours == theirs:
        return
    counts = sorted(sum(map(_count_accents, words)) for words in (ours, theirs))
    if counts[0] == 0 and counts[1] >= _LOST_TOGETHER:
        return
    for pair, our, their in zip(kept, ours, theirs, strict=True):
        if our != their:
            yield pair


def _count_accents(word: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in word)


def _hyphenated(quote: Folded, a: int, b: int, article: Folded, c: int, d: int) -> bool:
    """Whether the words are the same but for hyphenation at the end of lines."""
    if "".join(quote.words[a:b]) != "".join(article.words[c:d]):
        return False
    ours, theirs = quote.accented(range(a, b)), article.accented(range(c, d))
    return (
        "".join(ours) == "".join(theirs)
        and _broken_at_line_ends(quote, a, b)
        and _broken_at_line_ends(article, c, d)
    )


def _broken_at_line_ends(text: Folded, first: int, last: int) -> bool:
    return first < last and all(
        _LINE_END.fullmatch(text.repaired, text.spans[at][1], text.spans[at + 1][0])
        for at in range(first, last - 1)
    )


def _cut(article: Folded, first: int, last: int) -> Iterator[tuple[str, str]]:
    """The first and last pieces of a passage that are parts of longer words, with these words."""
    start, end = article.spans[first][0], article.spans[last - 1][1]
    if first > 0 and splits_token(article.repaired, start):
        yield article.pieces[first], _print(article, first - 1, first + 1)
    if last < len(article.pieces) and splits_token(article.repaired, end):
        yield article.pieces[last - 1], _print(article, last - 1, last + 1)


def _print(text: Folded, first: int, last: int) -> str:
    """The pieces as printed, with the text between them."""
    if first == last:
        return ""
    start, end = text.locate(text.spans[first][0], text.spans[last - 1][1])
    return text.text[start:end]
