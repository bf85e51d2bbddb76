"""The quotation of a suggestion: the clauses of a sentence that hold the value, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plan.suggestions.sentences import Sentence

__all__ = ["passage"]

_CUTS: Final = re.compile(
    r"[,;:](?=\s)|\s[–—-](?=\s)|\s(?:et|mais|tandis qu|alors qu)(?=[\se’'])|\scontre(?=\s[0-9])"
)
_PAIRS: Final = ("()", "«»", "“”")
_TRIM: Final = " \u00a0\u202f\t\r\n,;:.–—-•*"
_LEADING: Final = re.compile(r"(?:et|mais|contre)\s+")
_SHORTEST: Final = 25
_FEWEST_WORDS: Final = 4


def passage(sentence: Sentence, needed: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The start and end in the text of the clauses that hold some spans of a sentence.

    It is the narrowest run of clauses that occurs once in the text, else the sentence.
    """
    needed = list(needed)
    said = sentence.said
    first = min(start for start, _ in needed)
    last = max(end for _, end in needed)
    taken = [(figure.start, figure.end) for figure in sentence.figures]
    cuts = [
        match for match in _CUTS.finditer(said)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _is_open(said, match.start())
    ]  # fmt: skip
    firsts = [0, *(match.end() for match in cuts if match.end() <= first)]
    lasts = [*(match.start() for match in cuts if match.start() >= last), len(said)]
    while True:
        start, end = _trimmed(said, firsts[-1], lasts[0])
        once = sentence.text.count(said[start:end]) == 1
        if once and end - start >= _SHORTEST and len(said[start:end].split()) >= _FEWEST_WORDS:
            break
        if len(lasts) > 1:
            lasts.pop(0)
        elif len(firsts) > 1:
            firsts.pop()
        else:
            break
    return sentence.start + start, sentence.start + end


def _is_open(said: str, at: int) -> bool:
    """Whether a cut at a place would leave a bracket open."""
    return said.count("(", 0, at) > said.count(")", 0, at) and ")" in said[at:]


def _trimmed(said: str, start: int, end: int) -> tuple[int, int]:
    while start < end and said[start] in _TRIM:
        start += 1
    if leading := _LEADING.match(said, start, end):
        start = leading.end()
    while end > start and said[end - 1] in _TRIM:
        end -= 1
    for opening, closing in _PAIRS:
        if said[end - 1 : end] == closing and (
            said.count(closing, start, end) > said.count(opening, start, end)
        ):
            end -= 1  # its opening is outside
            while end > start and said[end - 1] in _TRIM:
                end -= 1
    # One that closes just after the end is kept whole.
    for opening, closing in _PAIRS:
        if said.count(opening, start, end) > said.count(closing, start, end):
            closes = said.find(closing, end)
            if 0 <= closes <= end + 1:
                end = closes + 1
    return start, end
