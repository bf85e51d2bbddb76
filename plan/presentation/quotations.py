"""Passages as they are printed: in their sentence, and with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plan.edition.view import View
from plan.evidence.dossier import Passage
from plan.presentation.values import source_words


@dataclass(frozen=True)
class Quotation:
    """A passage between the words around it in its sentence, and its source in words.

    ``parameters``: those of the address of the page *articles* that shows it.
    """

    before: str
    words: str
    after: str
    source: str
    parameters: Mapping[str, str]


def quote(view: View, passage: Passage) -> Quotation:
    """The quotation of a passage."""
    return Quotation(
        *in_context(view, passage),
        source_words(view, passage.source),
        {"article": passage.source.id, **place_of(passage)},
    )


def in_context(view: View, passage: Passage) -> tuple[str, str, str]:
    """The text before a passage in its sentence, the passage as printed, the text after it."""
    article = view.edition.library.articles.get(passage.source.id)
    start, end = passage.match.start, passage.match.end
    if article is None or start is None or end is None:
        return "", passage.evidence.quote, ""
    first, last = article.around(start, end)
    return article.text[first:start], article.text[start:end], article.text[end:last]


def place_of(passage: Passage) -> dict[str, str]:
    """The parameter of the address of an article that scrolls to a passage, if it was found."""
    return {} if passage.match.start is None else {"passage": str(passage.match.start)}
