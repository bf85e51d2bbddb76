"""Search for a quotation that is not in the article verbatim and once.

Candidates are the passages with the same folded words, else the nearest by edit distance. Each is
compared with the quotation; the stored context decides between several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from plan.evidence.differences import Verdict, compare, is_typo
from plan.evidence.match import ORPHAN, Difference, Match, State
from plan.evidence.nearest import distance, nearest, occurrences
from plan.language.folding import Folded

# The weights of the Hypothesis client's quote matcher; its fourth, for the position, is left out,
# since the file stores no offsets.
_QUOTE_WEIGHT: Final = 50
_SIDE_WEIGHT: Final = 20
#: Least similarity of a passage to be the quoted one, on its own or with its context.
_LIKE_ENOUGH: Final = 0.6
#: Least similarity of its own, however well its context agrees.
_TOO_UNLIKE: Final = 0.2

# Bounds on the work, for texts of one repeated word.
_OCCURRENCES: Final = 1_000
_HITS: Final = 32

# Punctuation around a quotation is not compared, but shown with it.
_MARKS: Final = re.compile(r"[^\w\s]")
_NEXT_MARK: Final = re.compile(r"\s{0,2}([^\w\s])")
_LAST_MARK: Final = re.compile(r"([^\w\s])\s{0,2}\Z")
_APART: Final = 3
_KINDS: Final = {
    mark: kind
    for kind, marks in {'"': "“”„«»″", "'": "’‘‛ʼ", "-": "‐‑‒–—―−"}.items()
    for mark in marks
}


def search_passage(article: Folded, quote: Folded, prefix: Folded, suffix: Folded) -> Match:
    """Find a quotation by its words and the stored words before and after it."""
    return _Search(article, quote, prefix, suffix).run()


@dataclass(frozen=True, slots=True)
class _ComparedPieces:
    """Pieces of an article, compared with a quotation and its context."""

    first: int
    last: int
    likeness: float
    verdict: Verdict
    difference: Difference
    sides: tuple[float, ...]

    @property
    def agreement(self) -> float:
        """How many sides of the context agree: each counts 1, or a half with typing errors."""
        return sum(self.sides)

    @property
    def score(self) -> float:
        weight = _QUOTE_WEIGHT + _SIDE_WEIGHT * len(self.sides)
        return (_QUOTE_WEIGHT * self.likeness + _SIDE_WEIGHT * self.agreement) / weight


@dataclass(frozen=True, slots=True)
class _Search:
    """A quotation, its context and the article to find it in."""

    article: Folded
    quote: Folded
    prefix: Folded
    suffix: Folded

    def run(self) -> Match:
        if not self.quote.words:
            return ORPHAN
        whole = islice(occurrences(self.article.folded, self.quote.folded), _OCCURRENCES)
        length = len(self.quote.folded) - 1
        passages = [self.judge(start + 1, start + length, 1.0) for start in whole]
        if not passages:
            passages = [
                passage
                for start, end, likeness in self.nearest()
                for passage in [self.judge(start, end, likeness)]
                if likeness >= _LIKE_ENOUGH
                or (likeness >= _TOO_UNLIKE and passage.score >= _LIKE_ENOUGH)
            ]
        if not passages:
            return ORPHAN
        if same := [passage for passage in passages if passage.verdict == "same"]:
            return self.settle(same)
        best = max(passages, key=lambda passage: (passage.score, passage.verdict == "variant"))
        state: State = "variant" if best.verdict == "variant" else "changed"
        return self.match(state, best)

    def judge(self, start: int, end: int, likeness: float) -> _ComparedPieces:
        """Compare the quotation with the pieces that contain ``folded[start:end]``."""
        first, last = self.article.piece_at(start), self.article.piece_at(end - 1) + 1
        verdict, difference = compare(self.quote, self.article, first, last)
        words = self.article.words
        sides = []
        if before := self.prefix.words[::-1]:
            sides.append(
                _agreement(before, words[max(0, first - len(before)) : first][::-1], str.endswith)
            )
        if after := self.suffix.words:
            sides.append(_agreement(after, words[last : last + len(after)], str.startswith))
        return _ComparedPieces(first, last, likeness, verdict, difference, tuple(sides))

    def settle(self, same: list[_ComparedPieces]) -> Match:
        """Choose among passages that all say what the quotation says."""
        most = max(passage.agreement for passage in same)
        chosen = [passage for passage in same if passage.agreement == most]
        if len(chosen) > 1:
            verbatim = [passage for passage in chosen if self.extent(passage)[2]]
            chosen = verbatim if len(verbatim) == 1 else chosen
        lost = bool(chosen[0].sides) and not most
        if len(chosen) > 1 or (lost and len(same) > 1):
            return self.match("ambiguous", chosen[0])
        if lost:
            return self.match("moved", chosen[0])
        return self.match("exact" if self.extent(chosen[0])[2] else "normalised", chosen[0])

    def match(self, state: State, passage: _ComparedPieces) -> Match:
        start, end, _ = self.extent(passage)
        return Match(state, start, end, self.article.text[start:end], passage.difference)

    def extent(self, passage: _ComparedPieces) -> tuple[int, int, bool]:
        """The span of a passage in the text, with the outer punctuation the quotation has too.

        The third value is whether it is the quotation verbatim.
        """
        article, quote = self.article, self.quote
        first, last = article.spans[passage.first][0], article.spans[passage.last - 1][1]
        lead, trail = quote.spans[0][0], quote.spans[-1][1]
        start = article.locate(first, last)[0] - quote.locate(lead, trail)[0]
        if start >= 0 and article.text.startswith(quote.text, start):
            return start, start + len(quote.text), True
        for mark in reversed(_MARKS.findall(quote.repaired[:lead])):
            before = _LAST_MARK.search(article.repaired[max(0, first - _APART) : first])
            if not before or _kind(before[1]) != _kind(mark):
                break
            first -= len(before[0])
        for mark in _MARKS.findall(quote.repaired[trail:]):
            after = _NEXT_MARK.match(article.repaired, last)
            if not after or _kind(after[1]) != _kind(mark):
                break
            last = after.end()
        return *article.locate(first, last), False

    def nearest(self) -> Iterator[tuple[int, int, float]]:
        """Stretches of the folded article that may be the quotation, with their similarity."""
        folded, wanted = self.article.folded, self.quote.folded.strip()
        for start, end, apart in sorted({*self.between(), *nearest(wanted, folded)}):
            if start < end:
                yield start, end, 1 - apart / max(len(wanted), end - start)

    def between(self) -> Iterator[tuple[int, int, int]]:
        """Stretches between the stored prefix and the stored suffix."""
        folded, wanted = self.article.folded, self.quote.folded.strip()
        before, after = self.prefix.folded[1:], self.suffix.folded[:-1]
        if not self.prefix.words or not self.suffix.words:
            return
        for start in islice(occurrences(folded, before), _HITS):
            begin = start + len(before)
            end = folded.find(after, begin, begin + 3 * len(wanted) + len(after))
            if begin < end:
                yield begin, end, distance(wanted, folded[begin:end])


def _agreement(
    context: Sequence[str], words: Sequence[str], cut: Callable[[str, str], bool]
) -> float:
    """How well a stored context agrees with the words beside a passage: 0, 0.5 or 1.

    Both are listed from the passage outwards. The outermost word may be stored in part, since
    contexts are cut by length, not by words.
    """
    if len(words) < len(context):
        return 0.0
    agreement = 1.0
    for at, (ours, theirs) in enumerate(zip(context, words, strict=True)):
        if ours != theirs and not (at == len(context) - 1 and cut(theirs, ours)):
            if not is_typo(ours, theirs):
                return 0.0
            agreement = 0.5
    return agreement


def _kind(mark: str) -> str:
    return _KINDS.get(mark, mark)
