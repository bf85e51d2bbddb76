"""An article read for a plan: what it is, whether it is known, what it offers, what that meets.

This is the whole way from the bytes of a file to proposals for a person; each step is a module of
its own. Nothing is written anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from pathlib import PurePath
from typing import Any, Final

from plan.articles import Library
from plan.edition import Edition
from plan.encounter import Encounter, meet
from plan.extraction import Extracted, extract
from plan.layout import Layout, read_layout
from plan.likeness import Alike, Shelf
from plan.model import Period, Plan
from plan.sentence_spans import sentence_spans
from plan.snippet import observation_snippet, source_entry
from plan.suggestions import Reader, Suggestion, Withheld
from plan.tree import Tree

__all__ = [
    "ENDINGS",
    "Examined",
    "Proposal",
    "articles_to_read",
    "as_json",
    "examine",
    "sentences_of",
    "shelve",
]


@dataclass(frozen=True)
class Proposal:
    """A suggestion, how it meets what is on record, and what it would be in the file."""

    suggestion: Suggestion
    encounter: Encounter
    snippet: str

    @property
    def flags(self) -> tuple[str, ...]:
        """All that a person should know of it, as codes; the relation to the record is one."""
        return tuple(sorted({*self.suggestion.flags, self.encounter.relation}))


@dataclass(frozen=True)
class Examined:
    """An article as it was read for a plan.

    ``source`` is the id by which the plan knows it, or the one that the snippets propose; ``fresh``
    is one that no source has; ``twins`` are the sources that are the same article, by their ids.
    """

    name: str
    extracted: Extracted
    layout: Layout
    source: str
    fresh: str
    known: bool
    twins: Mapping[str, Alike]
    proposals: tuple[Proposal, ...]
    withheld: tuple[Withheld, ...]
    off_topic: bool = False

    @property
    def text(self) -> str:
        """The text that all places are of."""
        return self.extracted.text

    @property
    def published(self) -> Period | None:
        """The publication, or None where nobody tells it."""
        return self.layout.published.period if self.layout.published else None

    @cached_property
    def source_entry(self) -> dict[str, Tree]:
        """What a new article would be among the sources of the file."""
        layout, dated = self.layout, self.layout.published
        printed = dated is not None and dated.provenance == "printed"
        entry = source_entry(
            self.source, self.name, layout.title.text if layout.title else None,
            layout.author.text if layout.author else None, self.published,
            "printed" if printed else "inferred", self.extracted.meta.get("address"),
        )  # fmt: skip
        if bounds := self._bounds():
            entry["body"] = dict(zip(("from", "to"), bounds, strict=True))
        return entry

    def _bounds(self) -> tuple[str, str] | None:
        """The first and the last words of the body, where they say where it stands."""
        if not self.layout.body:
            return None
        start, end = self.layout.body[0][0], self.layout.body[-1][1]
        body = self.text[start:end]
        first = " ".join(body.split("\n")[0].split(" ")[:_BOUND_WORDS]).strip()
        last = " ".join(body.split("\n")[-1].split(" ")[-_BOUND_WORDS:]).strip()
        stands = first and last and self.text.find(first) == self.text.find(body.strip())
        if not stands or self.text.find(last, start) + len(last) != start + len(body.rstrip()):
            return None
        return first, last


#: How many words say where a body begins, and where it ends.
_BOUND_WORDS: Final = 6
#: How the names of files end that can be read as articles.
ENDINGS: Final = (".txt", ".html", ".htm", ".pdf")


def articles_to_read(edition: Edition) -> tuple[str, ...]:
    """The files of articles beside a plan: those that no source names yet, then the sources'."""
    plan = edition.sound
    folder = edition.path.parent / "seeds"
    named = [source.file for source in plan.sources] if plan else []
    try:
        held = sorted(
            path.name for path in folder.iterdir()
            if path.suffix.lower() in ENDINGS and path.is_file() and path.name[0] != "."
        )  # fmt: skip
    except OSError:
        held = []
    new = [name for name in held if name not in named]
    return (*new, *dict.fromkeys(name for name in named if (folder / name).is_file()))


def shelve(library: Library) -> Shelf:
    """The bodies of a plan's articles, to know one of them again."""
    shelf = Shelf()
    for source, article in library.articles.items():
        start, end = library.bodies[source]
        shelf.add(source, article.text[start:end])
    return shelf


def examine(
    edition: Edition, name: str, data: bytes, published: Period | None = None,
    *, reader: Reader | None = None, shelf: Shelf | None = None,
) -> Examined:  # fmt: skip
    """Read an article for a plan, of which the entries without errors are used.

    ``published`` is the publication as a person gives it, before what the page says. A ``reader``
    of the plan and a ``shelf`` of its articles, made once, serve for many articles. Raises
    ``Refused`` for a file that is no article, ``LookupError`` for an edition without a plan.
    """
    plan = edition.sound
    if plan is None:
        raise LookupError(str(edition.path))
    extracted = extract(name, data)
    known = _source_of(edition, plan, name, extracted.text)
    if known is not None and published is None:
        published = plan.source[known].published
    layout = read_layout(extracted.text, published, marks=extracted.marks, data=extracted.meta)
    shelf = shelf or shelve(edition.library)
    twins = {} if known else shelf.like(_body(extracted.text, layout))
    source = known or next(iter(twins), None)
    dated = layout.published.period if layout.published else None
    read = (reader or Reader(plan)).read(extracted.text, layout, dated)
    fresh = _new_id(name, dated, plan.source)
    own = source or fresh
    proposals = tuple(
        Proposal(each, meet(plan, each, source), observation_snippet(plan, each, own, dated))
        for each in read.suggestions
    )
    return Examined(
        PurePath(name).name, extracted, layout, own, fresh, known is not None, twins, proposals,
        read.withheld, read.off_topic,
    )  # fmt: skip


def _source_of(edition: Edition, plan: Plan, name: str, text: str) -> str | None:
    """The source whose very article this is."""
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
    """The sentences of the article, each on one line, in their order; of doubtful lines too."""
    doubtful = [(each.start, each.end) for each in examined.layout.lines if each.kind == "doubtful"]
    found: dict[str, None] = {}
    for start, end in sorted((*examined.layout.body, *doubtful)):
        for first, last in sentence_spans(examined.text, start, end):
            found[" ".join(examined.text[first:last].split())] = None
    return list(found)


def as_json(examined: Examined) -> list[dict[str, Any]]:
    """The proposals for machines, the best first; places are characters of the article's text."""
    return [
        {
            "quote": each.suggestion.quote,
            "start": each.suggestion.start,
            "end": each.suggestion.end,
            "indicator": each.suggestion.indicator,
            "value": _value_json(each.suggestion),
            "unit": each.suggestion.unit,
            "period": _period_json(each.suggestion, examined.published),
            "announced": each.suggestion.announced,
            "flags": list(each.flags),
            "score": each.suggestion.score,
        }
        for each in examined.proposals
    ]


def _value_json(suggestion: Suggestion) -> dict[str, Any] | None:
    if suggestion.step is not None:
        return {"step": suggestion.step}
    if suggestion.value is None:
        return None
    kind, amount = suggestion.value
    if isinstance(amount, tuple):
        return {kind: [_plain(each) for each in amount]}
    return {kind: _plain(amount)}


def _plain(amount: Any) -> int | float:
    return amount if isinstance(amount, int) else float(amount)


def _period_json(suggestion: Suggestion, published: Period | None) -> str | None:
    """Both ends of the period; of something announced from its announcement on."""
    if (period := suggestion.period) is None:
        return None
    start = period.start
    if start is None and suggestion.announced and published and published.end <= period.end:
        start = published.end
    return None if start is None else f"{start.isoformat()}/{period.end.isoformat()}"
