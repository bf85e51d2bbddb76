"""Boilerplate removal: classify each line of a copied page as body, doubtful or rest, and say why.

A page is split into ``blocks``; ``body_extent`` finds the run of blocks that is the article. Where
little would be lost by labelling a block the other way, its lines are doubtful. Title, author and
dates are then read next to the article. The rules are written by hand, not learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from plan.articles.blocks import LONGEST_HEADING, LONGEST_TITLE, SHORTEST_TITLE, Block, read_blocks
from plan.articles.body_extent import extent
from plan.articles.boilerplate import author_in, is_surname_last
from plan.articles.metadata import (
    Dated,
    Named,
    dates_in,
    day_in_address,
    day_in_data,
    days_on_page,
    is_only_date,
    plain,
)
from plan.model.quantities import Period

Kind = Literal["body", "doubtful", "rest"]

#: Why a line has its kind: a sentence of the catalogue for each code.
LINE_REASONS: Final[dict[str, str]] = {
    "prose": "A sentence of the article.",
    "item": "An item of a list in the article.",
    "heading": "A heading inside the article.",
    "uncertain": "May or may not belong to the article.",
    "title": "The title of the article.",
    "twice": "It also appears elsewhere on the page.",
    "cut": "It is cut short: the beginning of another article.",
    "other": "It is about something else than the article.",
    "later": "It mentions a day after the publication.",
    "byline": "It says who wrote the article.",
    "date": "It says when a page was published.",
    "caption": "The caption of a picture.",
    "read-also": "It leads to another article.",
    "box": "A box of the site: subscription, comments, sharing.",
    "menu": "A menu, a label or a counter of the site.",
    "page": "The page itself marks it as separate from the article.",
    "outside": "It is outside the article.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not blank: its span, its kind and the code of the reason."""

    start: int
    end: int
    kind: Kind
    reason: str


@dataclass(frozen=True)
class Layout:
    """The article in a text, and the metadata printed with it."""

    lines: tuple[Line, ...]
    title: Named | None = None
    author: Named | None = None
    published: Dated | None = None
    updated: Dated | None = None
    paragraphs: tuple[tuple[int, int], ...] = ()  # spans of the article's paragraphs

    @property
    def published_period(self) -> Period | None:
        """The days of the publication, or None where it is unknown."""
        return self.published.period if self.published else None

    @property
    def body(self) -> tuple[tuple[int, int], ...]:
        """The spans of the article: its maximal runs of body lines."""
        spans: list[tuple[int, int]] = []
        running = False
        for line in self.lines:
            if line.kind != "body":
                running = False
            elif running:
                spans[-1] = spans[-1][0], line.end
            else:
                spans.append((line.start, line.end))
                running = True
        return tuple(spans)

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies within the body."""
        return any(first <= start and end <= last for first, last in self.body)


# --- Lines ---------------------------------------------------------------------------------------


#: A margin smaller than this leaves a block doubtful.
_DOUBTFUL: Final = 0.5
#: Cohesion above this puts a block on the topic of the article.
_ON_TOPIC: Final = 0.5
#: Whole prose inside the article belongs to it unless leaving it out gains more than this.
_LIKELY: Final = 1.5


def _reason(block: Block, topic: float, *, body: bool) -> str:
    if body:
        if block.item:
            return "item"
        return (
            "prose" if block.prose or block.sentence or block.size > LONGEST_HEADING else "heading"
        )
    seen: tuple[tuple[object, str], ...] = (
        (block.cue == "end", "menu"),
        (block.cue == "name", "byline"),
        (block.cue, str(block.cue)),
        (block.mark == "caption", "caption"),
        (block.title, "title"),
        (block.mark == "boilerplate", "page"),
        (block.cut, "cut"),
        (block.later, "later"),
        (block.copy_of is not None or block.copied, "twice"),
        (block.prose and topic < 0, "other"),
    )
    return next((reason for holds, reason in seen if holds), "outside")


def _kinds(blocks: Sequence[Block]) -> list[tuple[Kind, str]]:
    chosen, margins, topic_scores = extent(blocks)
    body = [at for at, is_body in enumerate(chosen) if is_body]
    first, last = (body[0], body[-1]) if body else (0, -1)
    kinds: list[tuple[Kind, str]] = []
    off_topic = _off_topic_end(blocks, body, topic_scores)
    for at, block in enumerate(blocks):
        inside = first < at < last
        whole = block.prose and not (
            block.cut or block.mark or block.later or block.copy_of is not None
        )
        held = chosen[at] and (inside or (at > first and chosen[at - 1] and block.refers_back))
        if not chosen[at] and inside and whole and margins[at] > -_LIKELY:
            kinds.append(("body", _reason(block, topic_scores[at], body=True)))
        elif not chosen[at] and inside and whole:
            kinds.append(("doubtful", _reason(block, topic_scores[at], body=False)))
        elif at in off_topic or (abs(margins[at]) < _DOUBTFUL and not held):
            kinds.append(("doubtful", "uncertain"))
        else:
            reason = _reason(block, topic_scores[at], body=chosen[at])
            if reason == "outside" and inside and not block.sentence:
                reason = "caption"  # not a heading: it precedes a sentence of the article
            kinds.append(("body" if chosen[at] else "rest", reason))
    return _short(blocks, kinds)


def _short(blocks: Sequence[Block], kinds: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Make prose the body of a text too short to decide, if its prose is one run of blocks."""
    if any(kind == "body" for kind, _ in kinds):
        return kinds
    prose = [at for at, block in enumerate(blocks) if block.prose]
    alone = prose and prose[-1] - prose[0] + 1 == len(prose) and not any(
        block.mark == "boilerplate" for block in blocks
    )  # fmt: skip
    if not alone or any(kinds[at] != ("doubtful", "uncertain") for at in prose):
        return kinds
    return [("body", "prose") if at in prose else kind for at, kind in enumerate(kinds)]


def _off_topic_end(
    blocks: Sequence[Block], body: Sequence[int], topic_scores: Sequence[float]
) -> Sequence[int]:
    """The last blocks of an unsigned article, where they are off its topic."""
    end = body[-1] + 1 if body else 0
    if any(block.cue in ("name", "byline") for block in blocks[end : end + 2]):
        return ()
    run = 0
    for at in reversed(body):
        if blocks[at].framed > 0 or blocks[at].refers_back or topic_scores[at] > _ON_TOPIC:
            break
        run += 1
    end_blocks = body[-run:] if run else ()
    negative = len(end_blocks) > 1 and sum(topic_scores[at] for at in end_blocks) < 0
    return end_blocks if negative else ()


# --- What the page says of the article -----------------------------------------------------------


def _adjacent(blocks: Sequence[Block], kinds: Sequence[tuple[Kind, str]]) -> Iterator[int]:
    """The blocks that go with the article: at its head, in its gaps, just below it."""
    body = [at for at, (kind, _) in enumerate(kinds) if kind == "body"]
    if not body:
        return
    for at in range(body[0] - 1, -1, -1):
        if blocks[at].prose or blocks[at].cut or blocks[at].cue == "end":
            break
        if blocks[at].cue != "read-also":
            yield at
    yield from (at for at in range(body[0], body[-1]) if kinds[at][0] != "body")
    for at in range(body[-1] + 1, len(blocks)):
        if blocks[at].cue not in ("name", "byline", "date"):
            break
        yield at


def _days(
    blocks: Sequence[Block], near: Iterable[int], data: Mapping[str, str], given: Period | None
) -> tuple[Dated | None, Dated | None]:
    published = Dated(given, "given") if given else None
    updated = None
    head = next((at for at, block in enumerate(blocks) if _may_be_title(block)), len(blocks))
    for at in near:
        if blocks[at].cue not in ("date", "byline") or blocks[at].mark == "boilerplate":
            continue
        if at <= head and is_only_date(plain(blocks[at].text)):
            continue  # at the top of a page, the day that it was copied
        where = blocks[at].spans[0][0], blocks[at].spans[-1][1]
        day, renewed = days_on_page(plain(blocks[at].text))
        published = published or (Dated(Period(day, day), "printed", where) if day else None)
        updated = updated or (
            Dated(Period(renewed, renewed), "printed", where) if renewed else None
        )
    if not published and (day := day_in_data(data, "published")):
        published = Dated(Period(day, day), "page-data")
    if not updated and (day := day_in_data(data, "updated")):
        updated = Dated(Period(day, day), "page-data")
    if not published and (day := day_in_address(data.get("address", ""))):
        published = Dated(Period(day, day), "address")
    return published, updated


#: *Bamako, le 14 novembre 2024 –* at the head of a dispatch, *Fait à Bamako, le …* at the foot.
_DATELINE: Final = re.compile(r"[(\w][\w' ()./–—-]{2,40},? (?:le |ce )?$")
_DONE_AT: Final = re.compile(r"fait a [\w' -]{2,40}, le $")
_PLACE_AND_DAY: Final = re.compile(r"[^\W\d_][\w' -]{2,25}, (?:le )?$")
_AFTER_DATELINE: Final = re.compile(r" ?(?:\([^)]{2,20}\)|[–—:/.-])")
#: *Communiqué du 8 janvier 2026*, above the article.
_COMMUNIQUE: Final = re.compile(r"(?:communique|compte rendu|declaration)\b.{0,80}\bdu (?:\w+ )?$")
_HEAD_LINES: Final = 6
_LONGEST_DATELINE: Final = 48


def _day_of_dateline(blocks: Sequence[Block], kinds: Sequence[tuple[Kind, str]]) -> Dated | None:
    """The date of the article's dateline, or of the last line of a communiqué."""
    body = [at for at, (kind, _) in enumerate(kinds) if kind == "body"]
    if not body:
        return None
    for at in range(max(body[0] - _HEAD_LINES, 0), body[0]):
        text = plain(blocks[at].text)
        for start, end, day in dates_in(text)[:1]:
            alone = end == len(text) and (
                _COMMUNIQUE.match(text[:start]) or _PLACE_AND_DAY.match(text[:start])
            )
            if alone:
                return Dated(Period(day, day), "printed", blocks[at].spans[0])
    for at in (body[0], *range(body[-1], min(body[-1] + 4, len(blocks)))):
        text = plain(blocks[at].text)
        for start, end, day in dates_in(text)[:1]:
            head = at == body[0] and start <= _LONGEST_DATELINE
            dated = head and _DATELINE.match(text[:start]) and _AFTER_DATELINE.match(text, end)
            foot = at > body[0] and end == len(text) and _PLACE_AND_DAY.match(text[:start])
            if dated or foot or _DONE_AT.match(text[:start]):
                span = blocks[at].spans[0][0], blocks[at].spans[-1][1]
                return Dated(Period(day, day), "printed", span)
    return None


def _may_be_title(block: Block) -> bool:
    """Whether a block may be the title of the article, or is in the place of it."""
    return block.title or block.prose or (block.cue is None and block.size >= SHORTEST_TITLE)


def _title(blocks: Sequence[Block], near: Sequence[int], data: Mapping[str, str]) -> Named | None:
    for at in (*(at for at, block in enumerate(blocks) if block.title), *near):
        block = blocks[at]
        if block.title or (
            block.cue is None and not block.mark and SHORTEST_TITLE <= block.size <= LONGEST_TITLE
        ):
            block.title = True
            return Named(block.text, "printed", (block.spans[0][0], block.spans[-1][1]))
    return Named(data["title"], "page-data") if data.get("title") else None


def _author(
    blocks: Sequence[Block], near: Sequence[int], data: Mapping[str, str], first: int
) -> Named | None:
    for at in near:
        signed = blocks[at].cue == "byline" or (
            blocks[at].cue == "name" and (at > first or is_surname_last(blocks[at].text))
        )
        if signed and (name := author_in(blocks[at].text)):
            return Named(name, "printed", (blocks[at].spans[0][0], blocks[at].spans[-1][1]))
    return Named(data["author"], "page-data") if data.get("author") else None


def read_layout(
    text: str,
    published: date | Period | None = None,
    *,
    marks: Iterable[tuple[int, int, str]] = (),
    data: Mapping[str, str] | None = None,
) -> Layout:
    """Separate the article of a text from the boilerplate around it.

    ``published`` is the day that a person gives; ``marks`` are spans of the text and ``data`` is
    metadata (``title``, ``author``, ``published``, ``updated``, ``address``), both as ``extract``
    gives them.
    """
    given = Period(published, published) if isinstance(published, date) else published
    data = data or {}
    marks = list(marks)
    blocks = read_blocks(text, marks, given.end if given else None)
    kinds = _kinds(blocks)
    near = list(_adjacent(blocks, kinds))
    days = _days(blocks, near, data, given)
    if days[0] is None or days[0].provenance not in ("given", "printed"):
        days = _day_of_dateline(blocks, kinds) or days[0], days[1]
    if days[0] and not given:  # a known date shows which blocks are dated later
        blocks = read_blocks(text, marks, days[0].period.end)
        kinds = _kinds(blocks)
        near = list(_adjacent(blocks, kinds))
    first = next((at for at, (kind, _) in enumerate(kinds) if kind == "body"), len(blocks))
    title, author = _title(blocks, near, data), _author(blocks, near, data, first)
    lines = tuple(
        Line(*span, kind, "title" if kind == "rest" and block.title else reason)
        for block, (kind, reason) in zip(blocks, kinds, strict=True)
        for span in block.spans
    )
    paragraphs = tuple(
        (block.spans[0][0], block.spans[-1][1])
        for block, (kind, _) in zip(blocks, kinds, strict=True)
        if kind == "body"
    )
    return Layout(lines, title, author, *days, paragraphs)
