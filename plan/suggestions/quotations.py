"""The passage to quote for a suggestion: the clauses of a sentence that hold its value.

In: a sentence and the spans that the quotation must hold. Out: its place in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
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
    cuts = _cuts(text, tuple((figure.start, figure.end) for figure in sentence.figures))
    firsts = [0, *(end for _, end in cuts if end <= first)]
    lasts = [*(start for start, _ in cuts if start >= last), len(text)]
    # The end moves to the next cuts first, then the start to those before.
    runs = [(firsts[-1], end) for end in _few(lasts)]
    runs += [(start, len(text)) for start in _few(firsts[-2::-1])]
    start, end = 0, len(text)
    for run in runs:
        start, end = _trimmed(text, *run)
        long = end - start >= _SHORTEST and len(text[start:end].split()) >= _FEWEST_WORDS
        if long and occurs_once(sentence.article, text[start:end]):
            break
    return sentence.start + start, sentence.start + end


#: In a sentence of very many clauses, so many are added one by one, then all the others.
_ONE_BY_ONE: Final = 16


def _few(places: list[int]) -> list[int]:
    return [*places[:_ONE_BY_ONE], *places[_ONE_BY_ONE:][-1:]]


@lru_cache(maxsize=16)
def _cuts(text: str, taken: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The spans of the cuts between clauses, outside of figures, given in order, and brackets."""
    found: list[tuple[int, int]] = []
    last_closing = text.rfind(")")
    depth = at = k = 0  # how many brackets are open before ``at``; the next figure
    for match in _CUTS.finditer(text):
        start, end = match.span()
        depth += text.count("(", at, start) - text.count(")", at, start)
        at = start
        while k < len(taken) and taken[k][1] <= start:
            k += 1
        in_figure = k < len(taken) and taken[k][0] < end
        if not in_figure and not (depth > 0 and last_closing >= start):
            found.append((start, end))
    return tuple(found)


def occurs_once(article: str, passage: str) -> bool:
    """Whether an article has a passage, of which it has one, nowhere else."""
    return article.find(passage) == article.rfind(passage)


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
