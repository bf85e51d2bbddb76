"""Proposals: the suggestions of an article beside the record of the plan.

In: an edition of the plan and the bytes of an article. Out: an ``Examined`` article. The steps are
extraction, layout, recognition of known articles, suggestions, comparison with the record, and the
YAML text of what would be recorded. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from pathlib import PurePath
from typing import Final

from plan.articles.extraction import Extracted, extracting
from plan.articles.layout import Layout, read_layout
from plan.articles.library import Library
from plan.articles.limits import Progress, Unread, readable_part, run_to_end
from plan.articles.near_duplicates import ArticleIndex, TextComparison
from plan.edition.edition import Edition
from plan.file.tree import Tree
from plan.language.sentences import sentence_spans
from plan.model.quantities import Period
from plan.model.records import Plan
from plan.suggestions.matching import RecordMatch, match_record
from plan.suggestions.reader import Reader
from plan.suggestions.snippets import NewSource, observation_snippet, source_record
from plan.suggestions.suggestion import Suggestion, Withheld


@dataclass(frozen=True)
class Proposal:
    """A suggestion with its relation to the record, and the YAML text that would record it."""

    suggestion: Suggestion
    match: RecordMatch
    snippet: str

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags of the suggestion and the relation to the record, sorted."""
        return tuple(sorted({*self.suggestion.flags, self.match.relation}))


@dataclass(frozen=True)
class Examined:
    """An article read for a plan.

    ``source`` is its id among the sources of the plan, or the one that the snippets propose for it;
    ``fresh`` is an id that no source has; ``known``: it is the article of a source, unchanged;
    ``near_duplicates`` compares it with the sources that hold nearly the same text, by their ids;
    ``unread`` is what of the file or its body lay beyond a limit.
    """

    name: str
    extracted: Extracted
    layout: Layout
    source: str
    fresh: str
    known: bool
    near_duplicates: Mapping[str, TextComparison]
    proposals: tuple[Proposal, ...]
    withheld: tuple[Withheld, ...]
    off_topic: bool = False
    unread: tuple[Unread, ...] = ()

    @property
    def text(self) -> str:
        """The text of the article, of which all places are characters."""
        return self.extracted.text

    @property
    def published(self) -> Period | None:
        """The publication, or None where it is unknown."""
        return self.layout.published_period

    @cached_property
    def source_record(self) -> dict[str, Tree]:
        """The record for ``sources`` that would add the article to the file."""
        layout, dated = self.layout, self.layout.published
        printed = dated is not None and dated.provenance == "printed"
        source = NewSource(
            self.source, self.name,
            title=layout.title.text if layout.title else None,
            author=layout.author.text if layout.author else None,
            published=self.published,
            dating="printed" if printed else "inferred",
            url=self.extracted.meta.get("address"),
        )  # fmt: skip
        record = source_record(source)
        if bounds := self._bounds():
            record["body"] = dict(zip(("from", "to"), bounds, strict=True))
        return record

    def _bounds(self) -> tuple[str, str] | None:
        """The first and last words of the body, if they identify where it begins and ends."""
        if not self.layout.body:
            return None
        start, end = self.layout.body[0][0], self.layout.body[-1][1]
        body = self.text[start:end]
        first = " ".join(body.split("\n")[0].split(" ")[:_BOUND_WORDS]).strip()
        last = " ".join(body.split("\n")[-1].split(" ")[-_BOUND_WORDS:]).strip()
        found = first and last and self.text.find(first) == self.text.find(body.strip())
        if not found or self.text.find(last, start) + len(last) != start + len(body.rstrip()):
            return None
        return first, last


#: What a name has that is no Unicode text, which neither the file nor a page can hold.
_HALF: Final = re.compile(r"[\ud800-\udfff]")
#: The number of words that mark the start and the end of a body.
_BOUND_WORDS: Final = 6
#: The endings of files that can be read as articles.
ENDINGS: Final = (".txt", ".html", ".htm", ".pdf")


def articles_to_read(edition: Edition) -> tuple[str, ...]:
    """The file names of the articles in ``seeds``: those that no source names come first."""
    plan = edition.sound
    folder = edition.path.parent / "seeds"
    named = [source.file for source in plan.sources] if plan else []
    try:
        held = sorted(
            path.name for path in folder.iterdir()
            if path.suffix.lower() in ENDINGS and path.is_file() and path.name[0] != "."
            and not _HALF.search(path.name)
        )  # fmt: skip
    except OSError:
        held = []
    new = [name for name in held if name not in named]
    return (*new, *dict.fromkeys(name for name in named if (folder / name).is_file()))


def index_articles(library: Library) -> ArticleIndex:
    """The bodies of a plan's articles, indexed to recognise another copy of one of them."""
    return ArticleIndex({
        source: article.text[slice(*library.bodies[source])]
        for source, article in library.articles.items()
    })  # fmt: skip


def examine(
    edition: Edition, name: str, data: bytes, published: Period | None = None,
    *, reader: Reader | None = None, index: ArticleIndex | None = None,
) -> Examined:  # fmt: skip
    """Read an article, the ``data`` of a file called ``name``, for the sound records of a plan.

    ``published`` is the publication as a person gives it, which takes precedence over the page. A
    ``reader`` of the plan and an ``index`` of its articles (``index_articles``) can be reused for
    many articles. Raises ``Refused`` for a file that is no article, ``LookupError`` for an edition
    without a plan.
    """
    return run_to_end(examining(edition, name, data, published, reader=reader, index=index))


def examining(
    edition: Edition, name: str, data: bytes, published: Period | None = None,
    *, reader: Reader | None = None, index: ArticleIndex | None = None,
) -> Generator[Progress, None, Examined]:  # fmt: skip
    """``examine`` in steps: the progress before each page and sentence, at last the article.

    Whoever closes the generator between two steps stops the reading.
    """
    plan = edition.sound
    if plan is None:
        raise LookupError(str(edition.path))
    extracted = yield from extracting(name, data)
    known = _source_of(edition, plan, name, extracted.text)
    if known is not None and published is None:
        published = plan.source[known].published
    text, beyond = readable_part(extracted.text)
    marks = [
        (start, min(end, len(text)), mark)
        for start, end, mark in extracted.marks if start < len(text)
    ]  # fmt: skip
    layout = read_layout(text, published, marks=marks, data=extracted.meta)
    index = index or index_articles(edition.library)
    near_duplicates = {} if known else index.near_duplicates_of(_body(text, layout))
    source = known or next(iter(near_duplicates), None)
    dated = layout.published_period
    read = yield from (reader or Reader(plan)).reading(text, layout, dated)
    fresh = _new_id(name, dated, plan.source)
    own = source or fresh
    proposals = tuple(
        Proposal(
            each, match_record(plan, each, source), observation_snippet(plan, each, own, dated)
        )
        for each in read.suggestions
    )
    return Examined(
        PurePath(name).name, extracted, layout, own, fresh, known is not None, near_duplicates,
        proposals, read.withheld, read.off_topic, (*extracted.unread, *beyond, *read.unread),
    )  # fmt: skip


def _source_of(edition: Edition, plan: Plan, name: str, text: str) -> str | None:
    """The id of the source with exactly this text under this file name, if any."""
    file = PurePath(name).name
    return next(
        (
            source.id
            for source in plan.sources
            if PurePath(source.file).name == file
            and source.id in edition.library.articles
            and edition.library.articles[source.id].text == text
        ),
        None,
    )


def _body(text: str, layout: Layout) -> str:
    return "\n".join(text[start:end] for start, end in layout.body) or text


def _new_id(name: str, published: Period | None, taken: Collection[str]) -> str:
    stem = re.sub(r"[^\w.-]+", "-", PurePath(name).stem).strip("-.")[:60] or "article"
    day = published.end.isoformat() if published else ""
    own = stem if not day or day in stem else f"{stem}-{day}"
    return next(
        each for each in chain([own], (f"{own}-{n}" for n in count(2))) if each not in taken
    )


def sentences_of(examined: Examined) -> list[str]:
    """The distinct sentences of the body and of doubtful lines, in order, white space collapsed."""
    doubtful = [(each.start, each.end) for each in examined.layout.lines if each.kind == "doubtful"]
    found: dict[str, None] = {}
    for start, end in sorted((*examined.layout.body, *doubtful)):
        for first, last in sentence_spans(examined.text, start, end):
            found[" ".join(examined.text[first:last].split())] = None
    return list(found)
