"""The sentences of a body, overlong ones in pieces.

In: a text and its layout. Out: the spans of its sentences by paragraph, and which of them were too
long to be read as a whole.
"""

from __future__ import annotations

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
    """The paragraphs of a body, and what of it is not read as a whole."""

    paragraphs: tuple[Paragraph, ...]
    unread: tuple[Unread, ...] = ()


def body_parts(text: str, layout: Layout, limits: Limits = LIMITS) -> BodyParts:
    """Divide the body of an article into paragraphs and sentences."""
    paragraphs: list[Paragraph] = []
    long: list[Span] = []
    for start, end in layout.paragraphs:
        sentences: list[Span] = []
        for span in sentence_spans(text, start, end, wrapped="\n" in text[start:end]):
            if span[1] - span[0] <= limits.sentence:
                sentences.append(span)
            else:
                long.append(span)
                sentences += pieces_of(text, *span, limits.sentence)
        paragraphs.append(Paragraph(start, end, tuple(sentences)))
    if not long:
        return BodyParts(tuple(paragraphs))
    first = {"limit": limits.sentence, "words": shorten(text[slice(*long[0])])}
    return BodyParts(tuple(paragraphs), (Unread("sentence", first),))
