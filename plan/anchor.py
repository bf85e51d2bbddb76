"""Find a quoted passage in an article, and say whether it still says the same.

Two steps, never one. Finding is generous: verbatim, then the same words however they are printed,
then the nearest passage by edit distance. Verifying (``plan.wording``) is strict: however alike,
only a passage that says the same is green.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from plan.characters import INVISIBLE
from plan.folding import Folded, fold
from plan.seams import is_seam
from plan.wording import Difference, Verdict, compare, distances, is_slip, shared_ends

__all__ = ["GREEN", "Folded", "Match", "State", "find", "fold"]

State = Literal["exact", "normalised", "moved", "variant", "ambiguous", "changed", "orphan"]

#: The states of a passage that still proves what it was quoted for.
GREEN: Final[frozenset[State]] = frozenset({"exact", "normalised"})

# The weights of Hypothesis; its fourth, for the position, has nothing to weigh: the file stores
# words, not offsets.
_QUOTE_WEIGHT: Final = 50
_SIDE_WEIGHT: Final = 20
#: A passage is the quoted one when it is this like it, counting its context or on its own.
_LIKE_ENOUGH: Final = 0.6
#: However well its context stands, a passage this unlike is another one.
_TOO_UNLIKE: Final = 0.2

# Bounds on the work, for texts of one repeated word and quotations of whole books.
_LONGEST: Final = 8_000
_OCCURRENCES: Final = 1_000
_SEEDS: Final = 16
_SEED: Final = 8
_HITS: Final = 32
_WINDOWS: Final = 4
_END: Final = 3

#: What can be seen of a text: a quotation without any quotes nothing.
_VISIBLE: Final = re.compile(rf"[^\s{INVISIBLE}]")
# The marks around a quotation are not compared, but belong to what is shown of it.
_MARKS: Final = re.compile(r"[^\w\s]")
_NEXT_MARK: Final = re.compile(r"\s{0,2}([^\w\s])")
_LAST_MARK: Final = re.compile(r"([^\w\s])\s{0,2}\Z")
_APART: Final = 3
_KINDS: Final = {
    mark: kind
    for kind, marks in {'"': "“”„«»″", "'": "’‘‛ʼ", "-": "‐‑‒–—―−"}.items()
    for mark in marks
}


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a quotation.

    ``start`` and ``end`` are places in the article as read, and ``found`` what stands between
    them; an orphan has none. ``difference`` pairs what the quotation says with what the article
    says, where they differ in words, and is empty when they do not.
    """

    state: State
    start: int | None
    end: int | None
    found: str
    difference: Difference


_ORPHAN: Final = Match("orphan", None, None, "", ())


def find(
    article: Folded, quote: str, prefix: str | None = None, suffix: str | None = None
) -> Match:
    """Find a quotation in an article, with what was stored of the words before and after it."""
    text = article.text
    start = text.find(quote)
    if start >= 0 and text.find(quote, start + 1) < 0 and _VISIBLE.search(quote):
        end = start + len(quote)
        if not (is_seam(text, start) or is_seam(text, end)) and (
            not (prefix or suffix)
            or (prefix and text.endswith(prefix, 0, start))
            or (suffix and text.startswith(suffix, end))
        ):
            return Match("exact", start, end, quote, ())
    return _Search(article, fold(quote), fold(prefix or ""), fold(suffix or "")).run()


@dataclass(frozen=True, slots=True)
class _Passage:
    """Pieces of an article, compared with a quotation and its context."""

    first: int
    last: int
    likeness: float
    verdict: Verdict
    difference: Difference
    sides: tuple[float, ...]

    @property
    def standing(self) -> float:
        """How much of the context stands: a side counts 1, or a half with slips in it."""
        return sum(self.sides)

    @property
    def score(self) -> float:
        weight = _QUOTE_WEIGHT + _SIDE_WEIGHT * len(self.sides)
        return (_QUOTE_WEIGHT * self.likeness + _SIDE_WEIGHT * self.standing) / weight


@dataclass(frozen=True, slots=True)
class _Search:
    """The long way, for what does not stand verbatim and once."""

    article: Folded
    quote: Folded
    prefix: Folded
    suffix: Folded

    def run(self) -> Match:
        if not self.quote.words:
            return _ORPHAN
        whole = islice(_occurrences(self.article.folded, self.quote.folded), _OCCURRENCES)
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
            return _ORPHAN
        if same := [passage for passage in passages if passage.verdict == "same"]:
            return self.settle(same)
        best = max(passages, key=lambda passage: (passage.score, passage.verdict == "variant"))
        state: State = "variant" if best.verdict == "variant" else "changed"
        return self.match(state, best)

    def judge(self, start: int, end: int, likeness: float) -> _Passage:
        """Compare the quotation with the pieces that ``folded[start:end]`` is of."""
        first, last = self.article.piece_at(start), self.article.piece_at(end - 1) + 1
        verdict, difference = compare(self.quote, self.article, first, last)
        words = self.article.words
        sides = []
        if before := self.prefix.words[::-1]:
            sides.append(
                _stand(before, words[max(0, first - len(before)) : first][::-1], str.endswith)
            )
        if after := self.suffix.words:
            sides.append(_stand(after, words[last : last + len(after)], str.startswith))
        return _Passage(first, last, likeness, verdict, difference, tuple(sides))

    def settle(self, same: list[_Passage]) -> Match:
        """Choose among passages that all say what the quotation says."""
        most = max(passage.standing for passage in same)
        chosen = [passage for passage in same if passage.standing == most]
        if len(chosen) > 1:
            verbatim = [passage for passage in chosen if self.extent(passage)[2]]
            chosen = verbatim if len(verbatim) == 1 else chosen
        lost = bool(chosen[0].sides) and not most
        if len(chosen) > 1 or (lost and len(same) > 1):
            return self.match("ambiguous", chosen[0])
        if lost:
            return self.match("moved", chosen[0])
        return self.match("exact" if self.extent(chosen[0])[2] else "normalised", chosen[0])

    def match(self, state: State, passage: _Passage) -> Match:
        start, end, _ = self.extent(passage)
        return Match(state, start, end, self.article.text[start:end], passage.difference)

    def extent(self, passage: _Passage) -> tuple[int, int, bool]:
        """Where a passage stands in the text, with the outer marks it shares with the quotation.

        And whether it is the quotation verbatim.
        """
        article, quote = self.article, self.quote
        first, last = article.spans[passage.first][0], article.spans[passage.last - 1][1]
        lead, trail = quote.spans[0][0], quote.spans[-1][1]
        start = article.locate(first, last)[0] - quote.locate(lead, trail)[0]
        if start >= 0 and article.text.startswith(quote.text, start):
            return start, start + len(quote.text), True
        for mark in reversed(_MARKS.findall(quote.mended[:lead])):
            before = _LAST_MARK.search(article.mended[max(0, first - _APART) : first])
            if not before or _kind(before[1]) != _kind(mark):
                break
            first -= len(before[0])
        for mark in _MARKS.findall(quote.mended[trail:]):
            after = _NEXT_MARK.match(article.mended, last)
            if not after or _kind(after[1]) != _kind(mark):
                break
            last = after.end()
        return *article.locate(first, last), False

    def nearest(self) -> Iterator[tuple[int, int, float]]:
        """Stretches of the folded article that may be the quotation, and how like it each is."""
        folded, wanted = self.article.folded, self.quote.folded.strip()
        stretches = {*self.between()}
        if known := _enclosed(wanted, folded) or _one_off(wanted, folded):
            stretches.add(known)
        elif len(wanted) <= _LONGEST:
            stretches.update(_standing_near(wanted, folded))
        for start, end, distance in sorted(stretches):
            if start < end:
                yield start, end, 1 - distance / max(len(wanted), end - start)

    def between(self) -> Iterator[tuple[int, int, int]]:
        """Stretches between the stored prefix and the stored suffix."""
        folded, wanted = self.article.folded, self.quote.folded.strip()
        before, after = self.prefix.folded[1:], self.suffix.folded[:-1]
        if not self.prefix.words or not self.suffix.words:
            return
        for start in islice(_occurrences(folded, before), _HITS):
            begin = start + len(before)
            end = folded.find(after, begin, begin + 3 * len(wanted) + len(after))
            if begin < end:
                yield begin, end, _distance(wanted, folded[begin:end])


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _stand(context: list[str], words: list[str], cut: Callable[[str, str], bool]) -> float:
    """How far a context stands beside a passage, both told from the passage outwards.

    The outermost word may be stored in part: contexts are cut by length, not by words.
    """
    if len(words) < len(context):
        return 0.0
    standing = 1.0
    for at, (ours, theirs) in enumerate(zip(context, words, strict=True)):
        if ours != theirs and not (at == len(context) - 1 and cut(theirs, ours)):
            if not is_slip(ours, theirs):
                return 0.0
            standing = 0.5
    return standing


def _enclosed(wanted: str, folded: str) -> tuple[int, int, int] | None:
    """The stretch between the quotation's own beginning and end, when these say where it is."""
    size = min(2 * _SEED, len(wanted) // 3)
    start = folded.find(wanted[:size])
    if not size or start < 0 or folded.find(wanted[:size], start + 1) >= 0:
        return None
    tail = wanted[-size:]
    end = folded.find(tail, start + size, start + len(wanted) + len(wanted) // 2) + size
    if end < size:
        return None
    return _close(wanted, folded, start, end)


def _one_off(wanted: str, folded: str) -> tuple[int, int, int] | None:
    """The stretch that is the quotation but for one letter, where its other half stands once.

    Nothing is nearer, since the quotation itself does not stand there.
    """
    middle = len(wanted) // 2
    for at, half in ((0, wanted[:middle]), (middle, wanted[middle:])):
        start = folded.find(half) - at
        end = start + len(wanted)
        alone = _whole(folded, start, end) and folded.find(half, start + at + 1) < 0
        if alone and _distance(wanted, folded[start:end]) == 1:
            return start, end, 1
    return None


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends with a word."""
    return start > 0 and folded[start - 1] == folded[end : end + 1] == " "


def _close(wanted: str, folded: str, start: int, end: int) -> tuple[int, int, int] | None:
    """A stretch with its distance, when most of the quotation stands in it."""
    distance = _distance(wanted, folded[start:end])
    return (start, end, distance) if distance * 4 < len(wanted) else None


def _distance(ours: str, theirs: str) -> int:
    head, tail = shared_ends(ours, theirs)
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    longest = max(len(ours), len(theirs))
    if not ours or longest > _LONGEST:
        return longest
    return distances(ours, theirs, anchored=True)[-1]


def _standing_near(wanted: str, folded: str) -> Iterator[tuple[int, int, int]]:
    """Stretches of the folded article where pieces of the quotation stand in the right order."""
    width = max(16, len(wanted) // 2)
    votes = _votes(wanted, folded, width)
    # Where the first piece and the last stand mostly tells where all of it does.
    close = [_between_ends(wanted, folded, shifts[0], shifts[-1]) for _, shifts in votes]
    for (place, _), found in zip(votes, close, strict=True):
        if found:
            yield found
        elif not close[0]:
            first, last = place * width - width // 2, (place + 1) * width + width // 2
            yield _nearest(wanted, folded, max(0, first), last + len(wanted))


def _between_ends(wanted: str, folded: str, first: int, last: int) -> tuple[int, int, int] | None:
    """The whole words from where the quotation begins to where it ends, if these say so."""
    start, end = first, last + len(wanted)
    if not _whole(folded, start, end):
        return None
    begins, ends = folded.startswith(wanted[:_END], start), folded.endswith(wanted[-_END:], 0, end)
    return _close(wanted, folded, start, end) if first == last or (begins and ends) else None


def _votes(wanted: str, folded: str, width: int) -> list[tuple[int, list[int]]]:
    """How far on from their own places pieces of the quotation stand in the article, in order.

    Gathered by stretches of ``width``; those where the most pieces stand.
    """
    size = min(len(wanted), _SEED, max(3, len(wanted) // 4))
    rare: list[int] = []
    common: list[int] = []
    for at in range(0, len(wanted) - size + 1, max(size, len(wanted) // _SEEDS)):
        if count := folded.count(wanted[at : at + size]):
            (rare if count < _HITS else common).append(at)
    votes: dict[int, list[int]] = {}
    for at in rare or common:
        hits = islice(_occurrences(folded, wanted[at : at + size]), _HITS)
        for place, shift in {(hit - at) // width: hit - at for hit in hits}.items():
            votes.setdefault(place, []).append(shift)
    most = sorted(votes.items(), key=lambda vote: -len(vote[1]))[:_WINDOWS]
    return [(place, shifts) for place, shifts in most if 2 * len(shifts) >= len(most[0][1])]


def _nearest(wanted: str, folded: str, start: int, end: int) -> tuple[int, int, int]:
    """The stretch of ``folded[start:end]`` that is nearest to ``wanted``, and its distance."""
    window = folded[start:end]
    ends = distances(wanted, window, anchored=False)
    distance = min(ends)
    end = ends.index(distance)
    begin = max(0, end - len(wanted) - distance)
    starts = distances(wanted[::-1], window[begin:end][::-1], anchored=True)
    begin = end - starts.index(min(starts))
    found = window[begin:end]
    begin += len(found) - len(found.lstrip())
    return start + begin, start + begin + len(found.strip()), distance


def _kind(mark: str) -> str:
    return _KINDS.get(mark, mark)
