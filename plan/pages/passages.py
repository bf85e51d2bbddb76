"""Passages within the text of their article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plan.evidence import Passage
from plan.model import Indicator
from plan.view import View


def in_context(view: View, passage: Passage) -> tuple[str, str, str]:
    """The words before a passage in its sentence, the passage as printed, the words after it."""
    article = view.edition.library.articles.get(passage.source.id)
    start, end = passage.match.start, passage.match.end
    if article is None or start is None or end is None:
        return "", passage.evidence.quote, ""
    first, last = article.around(start, end)
    return article.text[first:start], article.text[start:end], article.text[end:last]


def cut_at_passages(
    text: str, body: tuple[int, int], cited: Sequence[tuple[Indicator, Passage]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Cut a text wherever its body or a found passage begins or ends.

    ``body`` is the span of the body. Yields the start and the end of each piece, and the ids of the
    indicators whose passages hold it.
    """
    spans = [
        (passage.match.start, passage.match.end, indicator.id)
        for indicator, passage in cited
        if passage.match.start is not None and passage.match.end is not None
    ]
    cuts = sorted({0, len(text), *body, *(at for a, b, _ in spans for at in (a, b))})
    for a, b in pairwise(cuts):
        yield a, b, tuple(sorted({name for start, end, name in spans if start <= a and b <= end}))
