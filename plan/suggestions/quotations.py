"""The passage to quote for a suggestion: the clauses of a sentence that hold its value.

In: a sentence and the spans that the quotation must hold. Out: its place in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plan.suggestions.sentences import Sentence

_CUTS: Final = re.compile(
    r"[,;:](?=\s)|\s[–—-](?=\s)|\s(?:et|mais|tandis qu|alors qu)(?=[\se’'])|\scontre(?=\s[0-9])"
)
_PAIRS: Final = ("()", "«»", "“”")
_TRIM: Final = " \u00a0\u202f\t\r\n,;:.–—-•*"
_LEADING: Final = re.compile(r"(?:et|mais|contre)\s+")
_SHORTEST: Final = 25  # characters
_FEWEST_WORDS: Final = 4


def passage(sentence: Sentence, needed: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The start and end in the article of the clauses that hold some spans of a sentence.

    ``needed`` are spans in characters from the start of the sentence. The passage is the shortest
    run of clauses that occurs once in the article, else the whole sentence.
    """
    needed = list(needed)
    text = sentence.text
    first = min(start for start, _ in needed)
    last = max(end for _, end in needed)
    taken = [(figure.start, figure.end) for figure in sentence.figures]
    cuts = [
        match for match in _CUTS.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _is_open(text, match.start())
    ]  # fmt: skip
    firsts = [0, *(match.end() for match in cuts if match.end() <= first)]
    lasts = [*(match.start() for match in cuts if match.start() >= last), len(text)]
    while True:
        start, end = _trimmed(text, firsts[-1], lasts[0])
        once = sentence.article.count(text[start:end]) == 1
        if once and end - start >= _SHORTEST and len(text[start:end].split()) >= _FEWEST_WORDS:
            break
        if len(lasts) > 1:
            lasts.pop(0)
        elif len(firsts) > 1:
            firsts.pop()
        else:
            break
    return sentence.start + start, sentence.start + end


def _is_open(text: str, at: int) -> bool:
    """Whether a cut at a place would leave a bracket open."""
    return text.count("(", 0, at) > text.count(")", 0, at) and ")" in text[at:]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    for opening, closing in _PAIRS:
        if text[end - 1 : end] == closing and (
            text.count(closing, start, end) > text.count(opening, start, end)
        ):
            end -= 1  # its opening is outside
            while end > start and text[end - 1] in _TRIM:
                end -= 1
    # A pair that closes just after the end is kept whole.
    for opening, closing in _PAIRS:
        if text.count(opening, start, end) > text.count(closing, start, end):
            closes = text.find(closing, end)
            if 0 <= closes <= end + 1:
                end = closes + 1
    return start, end
