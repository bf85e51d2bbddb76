"""Read an article for a plan: suggest passages that a person may accept as evidence.

In: a plan, an article with its layout and publication. Out: a ``ReaderResult``. For every sentence
of the body and every indicator: does the sentence mention the indicator (``relevance``), and does
it state something that the indicator counts, that is, a figure of its unit, one of its steps,
things named one by one, or an event without a value? Passages that are no evidence are returned
too, with the reason. The score is a sum of weights, not a probability; the method is rules only,
without training.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from plan.articles.layout import Layout
from plan.articles.limits import Progress, run_to_end
from plan.model.quantities import Period
from plan.model.records import Plan
from plan.suggestions.body_parts import body_parts
from plan.suggestions.collector import Collector
from plan.suggestions.relevance import Relevance
from plan.suggestions.sentences import read_body
from plan.suggestions.suggestion import ReaderResult
from plan.suggestions.vocabulary import Vocabulary


class Reader:
    """A reader of any number of articles for one plan, whose words are indexed once."""

    def __init__(self, plan: Plan) -> None:
        """Index the words of a plan."""
        self.vocabulary = Vocabulary(plan)

    def read(self, text: str, layout: Layout, published: Period | None) -> ReaderResult:
        """Read an article; the arguments and the result are those of ``suggest``."""
        return run_to_end(self.reading(text, layout, published))

    def reading(
        self, text: str, layout: Layout, published: Period | None
    ) -> Generator[Progress, None, ReaderResult]:
        """``read`` in steps: the progress before each sentence, at last the result."""
        parts = body_parts(text, layout)
        sentences = read_body(text, layout, published, parts)
        title = layout.title.text if layout.title else ""
        relevance = Relevance(self.vocabulary, title, sentences)
        if relevance.is_off_topic():
            return ReaderResult(off_topic=True, unread=parts.unread)
        collector = Collector(relevance)
        for done, sentence in enumerate(sentences):
            yield Progress("sentences", done, len(sentences))
            collector.add(sentence)
        return replace(collector.result(), unread=parts.unread)


def suggest(plan: Plan, text: str, layout: Layout, published: Period | None) -> ReaderResult:
    """Find the passages of a text that may be evidence for a plan.

    ``layout`` says which lines of the text are the article's body; ``published`` is its publication
    or None where it is unknown: times relative to it then stay unresolved. All places in the result
    are characters of ``text``.
    """
    return Reader(plan).read(text, layout, published)
