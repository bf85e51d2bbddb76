"""Which sentences of a body are read: as many as the limits allow, overlong ones in pieces.

In: a text and its layout. Out: the spans of its sentences by paragraph, and what was left out.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from plan.articles.layout import Layout
from plan.articles.limits import LIMITS, Limits, Unread, shorten
from plan.language.sentences import pieces_of, sentence_spans

Span = tuple[int, int]


class Paragraph(NamedTuple):
    """The paragraph at ``text[start:end]`` and the spans of its sentences."""

    start: int
    end: int
    sentences: tuple[Span, ...]


class BodyParts(NamedTuple):
    """The paragraphs of a body that are read, and what of it is not, or not as a whole."""

    paragraphs: tuple[Paragraph, ...]
    unread: tuple[Unread, ...] = ()


def body_parts(text: str, layout: Layout, limits: Limits = LIMITS) -> BodyParts:
    """Divide the body of an article into what is read and what is not."""
    paragraphs: list[Paragraph] = []
    left = limits.article
    long: Span | None = None  # the first sentence that is read in pieces
    for start, end in layout.paragraphs:
        spans: list[Span] = []
        for span in sentence_spans(text, start, end, wrapped="\n" in text[start:end]):
            if span[1] - span[0] <= limits.sentence:
                spans.append(span)
            else:
                long = long or span
                spans += pieces_of(text, *span, limits.sentence)
        sizes = accumulate(stop - first for first, stop in spans)
        read = tuple(span for span, size in zip(spans, sizes, strict=True) if size <= left)
        whole = len(read) == len(spans)
        left -= sum(stop - first for first, stop in read)
        if read:
            paragraphs.append(Paragraph(start, end if whole else read[-1][1], read))
        if not whole:
            break
    unread = []
    if long:
        words = shorten(text[slice(*long)])
        unread.append(Unread("sentence", {"limit": limits.sentence, "words": words}))
    if paragraphs and paragraphs[-1].end < layout.paragraphs[-1][1]:
        first, last = paragraphs[-1].sentences[-1]
        where = {"read": last, "total": len(text), "words": shorten(text[first:last])}
        unread.append(Unread("article", where))
    return BodyParts(tuple(paragraphs), tuple(unread))
