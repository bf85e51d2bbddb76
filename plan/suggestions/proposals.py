"""Proposals: the suggestions of an article beside the record of the plan.

In: an edition of the plan and the bytes of an article. Out: an ``Examined`` article. The steps are
extraction, layout, recognition of known articles, suggestions, comparison with the record, and the
YAML text of what would be recorded. Nothing is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from pathlib import PurePath
from typing import Final

from plan.articles.extraction import Extracted, Refused, extract, extracting, kind_of
from plan.articles.layout import Layout, read_layout
from plan.articles.library import Article, Library
from plan.articles.limits import Progress, Unread, readable_part, run_to_end
from plan.articles.near_duplicates import ArticleIndex, TextComparison
from plan.edition.edition import Edition
from plan.file.tree import Tree
from plan.language.sentences import sentence_spans
from plan.model.quantities import Period
from plan.model.records import Axis, Plan, Source
from plan.suggestions.matching import RecordMatch, match_record
from plan.suggestions.reader import Reader
from plan.suggestions.snippets import NewSource, observation_snippet, source_record
from plan.suggestions.suggestion import ReaderResult, Suggestion, Withheld


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
    def end(self) -> int:
        """Where the part of the text ends that was read."""
        return max((line.end for line in self.layout.lines), default=len(self.text))

    @property
    def published(self) -> Period | None:
        """The publication, or None where it is unknown."""
        return self.layout.published_period

    @cached_property
    def digest(self) -> str:
        """What identifies its words, whatever its name and its white space."""
        return hashlib.sha256(" ".join(self.text.split()).encode(errors="replace")).hexdigest()

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
    """The bodies of a plan's articles, indexed to recognise another copy of one of them.

    Of a long one, as of the article that is compared with it, only the readable part.
    """
    return ArticleIndex({
        source: readable_part(article.text[slice(*library.bodies[source])])[0]
        for source, article in library.articles.items()
    })  # fmt: skip


@dataclass(frozen=True)
class ArticleRead:
    """An article read with the words of a plan, not yet compared with what the plan records."""

    extracted: Extracted
    layout: Layout
    result: ReaderResult
    unread: tuple[Unread, ...] = ()


def without_record(plan: Plan) -> Plan:
    """The part of a plan that a reading depends on: the plan without what is recorded in it.

    A reading goes on holding when a value, a target, a body or a source is added.
    """
    axes = tuple(
        Axis(
            id=axis.id, name=axis.name,
            indicators=tuple(
                each.replace(baseline=None, targets=(), observations=())
                for each in axis.indicators
            ),
        )
        for axis in plan.axes
    )  # fmt: skip
    return Plan(head=plan.head.replace(evidence=()), axes=axes)


def published_by_text(edition: Edition, name: str) -> dict[str, Period]:
    """When the articles of this file name were published as the plan says, by ``text_digest``."""
    return {
        text_digest(article.text): source.published
        for source, article in reversed([*_articles_named(edition, name)])
    }


def text_digest(text: str) -> str:
    """What identifies the text of an article."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def reading(
    words: Plan, name: str, data: bytes, published: Period | None,
    dated: Mapping[str, Period], reader: Reader | None = None,
) -> Generator[Progress, None, ArticleRead]:  # fmt: skip
    """Read the ``data`` of a file called ``name`` in steps, with ``without_record`` a plan.

    ``published`` is the publication as a person gives it; else that of ``dated`` for the text
    (``published_by_text``), else that of the page. All arguments can be pickled, but a ``reader``,
    which is made of the words where it is missing. Raises ``Refused`` for a file that is no
    article. Whoever closes the generator between two steps stops the reading.
    """
    extracted = yield from extracting(name, data)
    if published is None and dated:
        published = dated.get(text_digest(extracted.text))
    text, beyond = readable_part(extracted.text)
    marks = [
        (start, min(end, len(text)), mark)
        for start, end, mark in extracted.marks if start < len(text)
    ]  # fmt: skip
    layout = read_layout(text, published, marks=marks, data=extracted.meta)
    reader = reader or Reader(words)
    result = yield from reader.reading(text, layout, layout.published_period)
    unread = (*extracted.unread, *beyond, *result.unread)
    return ArticleRead(extracted, layout, result, unread)


def compare_with_record(
    edition: Edition, name: str, read: ArticleRead, index: ArticleIndex | None = None
) -> Examined:
    """Compare an article that was read with what an edition records.

    ``index`` has the articles of the edition (``index_articles``). Raises ``LookupError`` for an
    edition without a plan.
    """
    plan = _plan_of(edition)
    text, layout = read.extracted.text, read.layout
    named = _articles_named(edition, name)
    known = next((source.id for source, article in named if article.text == text), None)
    index = index or index_articles(edition.library)
    near_duplicates = (
        {} if known else index.near_duplicates_of(_body(readable_part(text)[0], layout))
    )
    dated = layout.published_period
    fresh = _new_id(name, dated, plan.source)
    source = known or next(iter(near_duplicates), None)
    own = source or fresh
    proposals = tuple(
        Proposal(
            each, match_record(plan, each, source), observation_snippet(plan, each, own, dated)
        )
        for each in read.result.suggestions
    )
    return Examined(
        PurePath(name).name, read.extracted, layout, own, fresh, known is not None,
        near_duplicates, proposals, read.result.withheld, read.result.off_topic,
        read.unread,
    )  # fmt: skip


def is_short(name: str, data: bytes) -> bool:
    """Whether a file is read within half a second, so that a page need not read it elsewhere.

    A usual press article is, as text or as a saved page. A process of its own would take longer to
    start than it takes to read. A PDF is read page by page at a cost that its size does not show.
    """
    kind = kind_of(name, data)
    if kind == "pdf" or len(data) > (_SHORT_PAGE if kind == "html" else _SHORT_TEXT):
        return False
    try:
        return kind == "text" or len(extract(name, data).text) <= _SHORT_TEXT
    except Refused:
        return True


#: The longest text, in bytes or characters, and the longest page that are read at once.
_SHORT_TEXT: Final = 24_000
_SHORT_PAGE: Final = 240_000


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
    dated = published_by_text(edition, name)
    read = run_to_end(reading(_plan_of(edition), name, data, published, dated, reader))
    return compare_with_record(edition, name, read, index)


def _plan_of(edition: Edition) -> Plan:
    if edition.sound is None:
        raise LookupError(str(edition.path))
    return edition.sound


def _articles_named(edition: Edition, name: str) -> Iterator[tuple[Source, Article]]:
    """The sources whose article has this file name, each with the article."""
    file, library = PurePath(name).name, edition.library
    for source in edition.sound.sources if edition.sound else ():
        if PurePath(source.file).name == file and source.id in library.articles:
            yield source, library.articles[source.id]


def _body(text: str, layout: Layout) -> str:
    return "\n".join(text[start:end] for start, end in layout.body) or text


def _new_id(name: str, published: Period | None, taken: Collection[str]) -> str:
    stem = re.sub(r"[^\w.-]+", "-", PurePath(name).stem).strip("-.")[:60] or "article"
    day = published.end.isoformat() if published else ""
    own = stem if not day or day in stem else f"{stem}-{day}"
    return next(
        each for each in chain([own], (f"{own}-{n}" for n in count(2))) if each not in taken
    )


def sentences_of(examined: Examined, begin: int, stop: int) -> list[str]:
    """The distinct sentences of the body and of doubtful lines, in order, white space collapsed.

    Only those of ``text[begin:stop]``.
    """
    doubtful = [(each.start, each.end) for each in examined.layout.lines if each.kind == "doubtful"]
    found: dict[str, None] = {}
    for start, end in sorted((*examined.layout.body, *doubtful)):
        if end <= begin or stop <= start:
            continue
        for first, last in sentence_spans(examined.text, max(start, begin), min(end, stop)):
            found[" ".join(examined.text[first:last].split())] = None
    return list(found)
