"""Sentence splitting for French: abbreviations and grouped numbers do not end a sentence.

In: a text. Out: the spans of its sentences. A regular expression finds where a sentence may end; a
list of abbreviations and the form of numbers exclude the false ends.
"""

from __future__ import annotations

import re
from typing import Final

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
