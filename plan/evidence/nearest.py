"""Approximate string matching: the stretches of a folded article nearest to a quotation.

Seed and extend: short pieces of the quotation vote for stretches of the article, and edit distance
measures these.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from plan.evidence.differences import distances, shared_ends

#: The start and end of a stretch, and its edit distance to the quotation.
Stretch = tuple[int, int, int]

# Bounds on the work, for texts of one repeated word and quotations of whole books.
_LONGEST: Final = 8_000
_SEEDS: Final = 16
_SEED: Final = 8
_HITS: Final = 32
_WINDOWS: Final = 4
_END: Final = 3


def nearest(wanted: str, folded: str) -> set[Stretch]:
    """Stretches of a folded article that may be the folded quotation ``wanted``."""
    if known := _enclosed(wanted, folded) or _one_edit_away(wanted, folded):
        return {known}
    return {*_by_votes(wanted, folded)} if len(wanted) <= _LONGEST else set()


def occurrences(text: str, wanted: str) -> Iterator[int]:
    """The offsets of a text in another, overlapping or not."""
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def distance(ours: str, theirs: str) -> int:
    """The edit distance of two texts; for very long ones an upper bound, the longer's length."""
    head, tail = shared_ends(ours, theirs)
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    longest = max(len(ours), len(theirs))
    if not ours or longest > _LONGEST:
        return longest
    return distances(ours, theirs, anchored=True)[-1]


def _enclosed(wanted: str, folded: str) -> Stretch | None:
    """The stretch between the quotation's first and last letters, when the first occur once."""
    size = min(2 * _SEED, len(wanted) // 3)
    start = folded.find(wanted[:size])
    if not size or start < 0 or folded.find(wanted[:size], start + 1) >= 0:
        return None
    tail = wanted[-size:]
    end = folded.find(tail, start + size, start + len(wanted) + len(wanted) // 2) + size
    if end < size:
        return None
    return _close(wanted, folded, start, end)


def _one_edit_away(wanted: str, folded: str) -> Stretch | None:
    """The stretch at edit distance 1, where one half of the quotation occurs once.

    Nothing is nearer, since the quotation itself does not occur there.
    """
    middle = len(wanted) // 2
    for at, half in ((0, wanted[:middle]), (middle, wanted[middle:])):
        start = folded.find(half) - at
        end = start + len(wanted)
        alone = _whole(folded, start, end) and folded.find(half, start + at + 1) < 0
        if alone and distance(wanted, folded[start:end]) == 1:
            return start, end, 1
    return None


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends at word boundaries."""
    return start > 0 and folded[start - 1] == folded[end : end + 1] == " "


def _close(wanted: str, folded: str, start: int, end: int) -> Stretch | None:
    """A stretch with its edit distance, when this is below a quarter of the quotation's length."""
    apart = distance(wanted, folded[start:end])
    return (start, end, apart) if apart * 4 < len(wanted) else None


def _by_votes(wanted: str, folded: str) -> Iterator[Stretch]:
    """Stretches of the folded article where pieces of the quotation occur in the right order."""
    width = max(16, len(wanted) // 2)
    votes = _votes(wanted, folded, width)
    # The places of the first and the last piece mostly show where the whole is.
    close = [_between_ends(wanted, folded, shifts[0], shifts[-1]) for _, shifts in votes]
    for (place, _), found in zip(votes, close, strict=True):
        if found:
            yield found
        elif not close[0]:
            first, last = place * width - width // 2, (place + 1) * width + width // 2
            yield _nearest(wanted, folded, max(0, first), last + len(wanted))


def _between_ends(wanted: str, folded: str, first: int, last: int) -> Stretch | None:
    """The whole words from where the quotation would begin to where it would end, if they match."""
    start, end = first, last + len(wanted)
    if not _whole(folded, start, end):
        return None
    begins, ends = folded.startswith(wanted[:_END], start), folded.endswith(wanted[-_END:], 0, end)
    return _close(wanted, folded, start, end) if first == last or (begins and ends) else None


def _votes(wanted: str, folded: str, width: int) -> list[tuple[int, list[int]]]:
    """The shifts between the places of pieces in the quotation and in the article.

    Grouped by windows of ``width``; the windows with the most pieces.
    """
    size = min(len(wanted), _SEED, max(3, len(wanted) // 4))
    rare: list[int] = []
    common: list[int] = []
    for at in range(0, len(wanted) - size + 1, max(size, len(wanted) // _SEEDS)):
        if count := folded.count(wanted[at : at + size]):
            (rare if count < _HITS else common).append(at)
    votes: dict[int, list[int]] = {}
    for at in rare or common:
        hits = islice(occurrences(folded, wanted[at : at + size]), _HITS)
        for place, shift in {(hit - at) // width: hit - at for hit in hits}.items():
            votes.setdefault(place, []).append(shift)
    most = sorted(votes.items(), key=lambda vote: -len(vote[1]))[:_WINDOWS]
    return [(place, shifts) for place, shifts in most if 2 * len(shifts) >= len(most[0][1])]


def _nearest(wanted: str, folded: str, start: int, end: int) -> Stretch:
    """The stretch of ``folded[start:end]`` that is nearest to ``wanted``, and its distance."""
    window = folded[start:end]
    ends = distances(wanted, window, anchored=False)
    apart = min(ends)
    end = ends.index(apart)
    begin = max(0, end - len(wanted) - apart)
    starts = distances(wanted[::-1], window[begin:end][::-1], anchored=True)
    begin = end - starts.index(min(starts))
    found = window[begin:end]
    begin += len(found) - len(found.lstrip())
    return start + begin, start + begin + len(found.strip()), apart
