"""Sentence splitting for French: abbreviations and grouped numbers do not end a sentence.

In: a text. Out: the spans of its sentences. A regular expression finds where a sentence may end; a
list of abbreviations and the form of numbers exclude the false ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plan.language.token_boundaries import splits_token

_SENTENCE_END: Final = re.compile(
    # The look ahead at one character makes it fast. Possessive on white space, so that a long run
    # of it takes linear time.
    r"(?=[\s»”\"])(?:(?<=[.!?…])(?:\s*+[»”\"])?\s++(?=(?:[«“\"]\s*+)?[A-ZÀ-Þ0-9—–-])|\n++)"
)
#: A dot after one of these, or after a single capital letter, does not end a sentence.
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(’'«-])(?:MM?|Mmes?|Mlles?|Drs?|Prs?|Mes?|Mgr|Ste?|Col|Gal|Cdt|Lt|Cne|Gén|[A-ZÀ-Þ]"
    r"|art|al|cf|chap|p|n|env|av|bd|tél|vol)\.$"
)
_ABBREVIATED_REACH: Final = 8
_THOUSANDS: Final = re.compile(r"[0-9]\.[ \u00a0\u202f]?[0-9]{3}(?![0-9])")


def sentence_spans(
    text: str, start: int = 0, end: int | None = None, *, wrapped: bool = False
) -> tuple[tuple[int, int], ...]:
    """The spans ``(start, end)`` of the sentences of ``text[start:end]``, as indexes into ``text``.

    ``wrapped``: lines are broken at a fixed width, so that a line end does not end a sentence.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for gap in _SENTENCE_END.finditer(text, start, end):
        at = gap.start()
        if text[at] == "\n":
            if wrapped:
                continue
        elif _ABBREVIATED.search(text, max(start, at - _ABBREVIATED_REACH), at) or _THOUSANDS.match(
            text, at - 2
        ):  # a grouped number, 1. 312
            continue
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, end))
    return tuple((a, b) for a, b in spans if text[a:b].strip())


#: Where a long sentence is best cut, from the best: after a semicolon or colon, a comma, a space.
_CUTS: Final = (re.compile(r"(?<=[;:])\s"), re.compile(r"(?<=,)\s"), re.compile(r"\s"))
_CUT_REACH: Final = 400  # characters before the limit in which to look


def pieces_of(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """The spans of the pieces, of at most ``limit`` characters, of the sentence at a span.

    A piece ends after a clause or a word where one does shortly before the limit.
    """
    while end - start > limit:
        last = start + limit
        reach = max(last - _CUT_REACH, start + 1)
        found = (
            [at.start() for at in cut.finditer(text, reach, last) if _parts(text, at.start())]
            for cut in _CUTS
        )
        stop = next((places[-1] for places in found if places), last)
        if text[start:stop].strip():
            yield start, stop
        start = stop
    if text[start:end].strip():
        yield start, end


def _parts(text: str, at: int) -> bool:
    """Whether a gap parts two words, and not the digits or words of one number."""
    return not splits_token(text, at) and not splits_token(text, at + 1)
