"""The list of articles: what each is, at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan.edition.view import View
from plan.locale.isolation import isolate
from plan.model.records import Source
from plan.presentation.glossary import KIND_WORDS, RELIABILITY_WORDS
from plan.presentation.values import capitalised, published_words, source_title


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article of the list; ``passages`` says how many of its passages are cited."""

    id: str
    title: str
    published: str
    passages: str


def listed_articles(view: View, sources: Iterable[Source]) -> list[ListedArticle]:
    """Articles as the list shows them."""
    return [
        ListedArticle(
            source.id,
            source_title(view, source),
            _joined(_publisher(view, source), published_words(view, source)),
            view.say.plural("{n} passage", "{n} passages", len(view.cited.get(source.id, ()))),
        )
        for source in sources
    ]


def article_line(view: View, source: Source) -> str:
    """Who published an article, when, of what kind it is and how reliable, in one line."""
    say = view.say
    reliability = say(
        "reliability {grade} ({words})",
        grade=source.reliability, words=say(RELIABILITY_WORDS[source.reliability]),
    )  # fmt: skip
    return _joined(
        _publisher(view, source), source.author or "", published_words(view, source),
        capitalised(say(KIND_WORDS[source.kind])), reliability,
    )  # fmt: skip


def _publisher(view: View, source: Source) -> str:
    return source.publisher.in_language(view.language) if source.publisher else ""


def _joined(*pieces: str) -> str:
    return " · ".join(map(isolate, filter(None, pieces)))
