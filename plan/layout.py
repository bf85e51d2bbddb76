"""What of a copied page is the article: every line is body, doubtful or rest, with the reason.

A page is read in blocks: a line, or the lines of one paragraph where a page was broken by width.
Each block gets a score from what can be seen of it: whether it is prose, breaks off, stands twice,
stands under *Lire aussi*, is dated after the publication, shares the words of the article. The
article is then the one run of blocks, with few holes, whose scores add up highest: found by
dynamic programming, which also tells how much the score would lose if a block were counted the
other way. Where it would lose little, the block is doubtful. Nothing is learned, nothing fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from plan.cohesion import Words, cohesion, copies, words_of
from plan.furniture import Cue, author_in, cue, is_cut, is_sentence
from plan.imprint import (
    Dated,
    Named,
    dates_in,
    day_in_address,
    day_in_data,
    days_on_page,
    plain,
)
from plan.model import Period

__all__ = ["REASONS", "Kind", "Layout", "Line", "read_layout"]

Kind = Literal["body", "doubtful", "rest"]

#: Why a line is what it is, in words; a sentence of the catalogue each.
REASONS: Final[dict[str, str]] = {
    "prose": "A sentence of the article.",
    "item": "An item of a list in the article.",
    "heading": "A heading inside the article.",
    "uncertain": "Could be of the article or of what surrounds it.",
    "title": "The title of the article.",
    "twice": "It stands elsewhere on the page too.",
    "cut": "It breaks off: the beginning of another article.",
    "other": "It speaks of other things than the article.",
    "later": "It tells of a day after the publication.",
    "byline": "It says who wrote the article.",
    "date": "It says when a page was published.",
    "caption": "The caption of a picture.",
    "read-also": "It leads to another article.",
    "box": "A box of the site: subscription, comments, sharing.",
    "menu": "A menu, a label or a counter of the site.",
    "page": "The page itself marks it as standing beside the article.",
    "outside": "It stands outside the article.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not blank: what it is, and the code of the reason."""

    start: int
    end: int
    kind: Kind
    reason: str


@dataclass(frozen=True)
class Layout:
    """What of a text is the article, and what the page says of it."""

    lines: tuple[Line, ...]
    title: Named | None = None
    author: Named | None = None
    published: Dated | None = None
    updated: Dated | None = None

    @property
    def body(self) -> tuple[tuple[int, int], ...]:
        """The spans of the article: the runs of its lines."""
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

    def line_at(self, place: int) -> Line | None:
        """The line that a place of the text is in."""
        return next((line for line in self.lines if line.start <= place < line.end), None)

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies within the body."""
        return any(first <= start and end <= last for first, last in self.body)


# --- Blocks --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Block:
    """Lines that are judged together, and what can be seen of them."""

    spans: list[tuple[int, int]]
    text: str
    mark: str = ""
    cue: Cue | None = None
    words: Words = field(default_factory=Words)
    size: int = 0
    cut: bool = False
    sentence: bool = False
    after_link: bool = False
    twin: int | None = None  # the first block that holds the same words
    copied: bool = False  # a later block holds the same words
    title: bool = False
    later: bool = False

    @property
    def prose(self) -> bool:
        """Whether it is made as prose is: sentences, not labels."""
        return self.cue is None and self.sentence and self.size >= _SHORTEST_PROSE

    @property
    def item(self) -> bool:
        return bool(_ITEM.match(self.text))


_ITEM: Final = re.compile(r"\s*(?:[-–—•*▪●·]|\d{1,2}[.)°-]|[a-z]\))\s*\S")
_LETTER: Final = re.compile(r"[^\W_]")
_SHORTEST_PROSE: Final = 7
_SHORTEST_TWIN: Final = 4
_LONGEST_TITLE: Final = 40
_LONGEST_HEADING: Final = 14


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that are not blank, without the white space around them."""
    for match in re.finditer(r"[^\r\n\f\v\u0085\u2028\u2029]+", text):
        bare = match[0].strip().strip("\ufeff\u200b")
        if bare:
            start = match.start() + match[0].index(bare)
            yield start, start + len(bare)


def _paragraphs(text: str, lines: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The lines gathered into paragraphs where the page was broken by width, as in a PDF."""
    sizes = sorted(end - start for start, end in lines)
    width = sizes[-max(1, len(sizes) // 20)] if sizes else 0
    full = sum(size >= _FULL * width for size in sizes)
    by_width = len(sizes) >= _SOME_LINES and width <= _WIDEST and full >= len(sizes) / 2
    gathered: list[list[tuple[int, int]]] = []
    for span in lines:
        if gathered and _goes_on(text, gathered[-1][-1], span, width if by_width else 0):
            gathered[-1].append(span)
        else:
            gathered.append([span])
    return gathered


_FULL: Final = 0.75
_SOME_LINES: Final = 6
_WIDEST: Final = 140
_SHORTEST_LINE: Final = 30


def _goes_on(text: str, line: tuple[int, int], then: tuple[int, int], width: int) -> bool:
    """Whether the paragraph of a line goes on in the line after it."""
    if _ITEM.match(text[then[0] : then[1]]):
        return False
    blank = text.count("\n", line[1], then[0]) > 1
    ended = text[line[1] - 1] in ".!?…:;»”\""
    low = text[then[0]].islower()
    long = line[1] - line[0] >= _SHORTEST_LINE
    if width and not blank:
        return line[1] - line[0] >= _FULL * width or (low and long and not ended)
    return low and long and not ended and not blank


def _blocks(text: str, marks: Iterable[tuple[int, int, str]], day: date | None) -> list[_Block]:
    by_place = sorted(marks)
    blocks = []
    for spans in _paragraphs(text, list(_lines(text))):
        block = _Block(spans, " ".join(text[start:end] for start, end in spans))
        for start, end, mark in by_place:
            if start > spans[0][0]:
                break
            if spans[0][0] < end and mark != "page":
                block.mark = mark if block.mark != "furniture" else block.mark
        block.size = len(block.text.split())
        block.cue = cue(block.text) if _LETTER.search(block.text) else "menu"
        block.sentence = is_sentence(block.text)
        block.cut = block.cue is None and block.size >= _SHORTEST_PROSE and is_cut(block.text)
        block.words = words_of(block.text)
        block.later = day is not None and any(
            said > day and re.search(r"\b(?:ce|hier|dernier)\b", plain(block.text)[max(0, at - 25):at])
            for at, _, said in dates_in(plain(block.text))
        )  # fmt: skip
        blocks.append(block)
    for before, block in pairwise(blocks):
        block.after_link = before.cue == "read-also"
    _pair(blocks)
    return blocks


def _pair(blocks: list[_Block]) -> None:
    """Find what stands twice, and the title by it."""
    for at, first in copies([block.words for block in blocks], _SHORTEST_TWIN):
        blocks[at].twin = first
        blocks[first].copied = True
    for at, block in enumerate(blocks):
        if block.cue is None and not block.sentence and block.size <= _LONGEST_TITLE:
            near = [other for other in blocks[at + 1 :] if other.twin == at and not other.sentence]
            block.title = block.mark == "title" or (bool(near) and not _listed(blocks, at))
            if block.title:
                for other in near:
                    other.title = True
                break


def _listed(blocks: list[_Block], at: int) -> bool:
    """Whether a block is a link to another article, or stands below the end of this one."""
    return any(block.cue in ("read-also", "end") for block in blocks[:at])


# --- Scores --------------------------------------------------------------------------------------

_CUE_SCORES: Final[dict[Cue, float]] = {
    "byline": -5, "name": -2.5, "date": -6, "caption": -5, "read-also": -6, "end": -6, "box": -6,
    "menu": -4,
}  # fmt: skip
_MARK_SCORES: Final = {"furniture": -5.0, "caption": -5.0, "title": -4.0, "heading": 0.3}


def _made(blocks: Sequence[_Block], at: int) -> float:
    """How far a block is made as a part of an article, whatever it speaks of."""
    block = blocks[at]
    score = _MARK_SCORES.get(block.mark, 0.0)
    if block.cue is not None:
        return score + _CUE_SCORES[block.cue]
    if block.title:
        score -= 4.0
    elif block.twin is not None:
        score -= 3.5
    elif block.copied:
        score -= 1.0
    if block.cut:
        score -= 2.5
    if block.after_link:
        score -= 1.0
    if block.later:
        score -= 2.0
    if block.prose:
        score += 1.0 + (block.size >= 40) * 0.5
    elif block.item:
        score += 0.8
    elif not block.sentence:
        score -= 0.7 if block.size <= _LONGEST_HEADING else 0.3
    return score


class _Step(NamedTuple):
    """The states of the run: before the article, in it, in a hole of it, after it."""

    before: float
    body: float
    hole: float
    after: float


_NEVER: Final = float("-inf")
_START: Final = _Step(0.0, _NEVER, _NEVER, _NEVER)


def _passing(blocks: Sequence[_Block], at: int) -> float:
    """What it costs to go on with the article beyond a block that is not of it."""
    block = blocks[at]
    if block.cue == "end":
        return -4.0
    if block.cue in ("name", "byline") and not _heads(blocks, at):
        return -4.0 if block.cue == "name" else -2.0
    return -0.1


def _heads(blocks: Sequence[_Block], at: int) -> bool:
    """Whether a byline stands at the head of an article: a date, not prose, is beside it."""
    if plain(blocks[at].text).rstrip(" :") in ("par", "by"):
        return True
    around = blocks[max(0, at - 1) : at] + blocks[at + 1 : at + 2]
    prose = sum(block.prose for block in blocks[:at])
    return any(block.cue == "date" for block in around) and prose <= 1


def _ending(blocks: Sequence[_Block], at: int) -> float:
    """What speaks for the article ending just before a block."""
    if blocks[at].cue in ("name", "byline"):
        return 0.0 if _heads(blocks, at) else 2.5
    return {"end": 1.5, "read-also": 0.5, "box": 0.5}.get(blocks[at].cue or "", 0.0)


def _opening(blocks: Sequence[_Block], at: int) -> float:
    """What speaks for the article beginning at a block."""
    if at == 0:
        return 1.0
    before = blocks[at - 1]
    return 1.0 if before.title or before.cue in ("date", "byline", "caption") else 0.0


def _skipping(block: _Block) -> float:
    """What it costs to leave a block before the article: whole prose seldom stands there."""
    return -0.7 if block.prose and not block.cut and not block.mark else 0.0


def _run(blocks: Sequence[_Block], scores: Sequence[float]) -> tuple[list[bool], list[float]]:
    """Which blocks are the article, and how much would be lost if each were the other way."""
    forward = [_START]
    for at, score in enumerate(scores):
        was, passing = forward[-1], _passing(blocks, at)
        forward.append(_Step(
            before=was.before + _skipping(blocks[at]),
            body=max(was.before + _opening(blocks, at), was.body, was.hole) + score,
            hole=max(was.body - 1.5, was.hole) + passing,
            after=max(was.body + _ending(blocks, at), was.after),
        ))  # fmt: skip
    backward = [_Step(_NEVER, 0.0, _NEVER, 0.0)]
    for at in range(len(blocks) - 1, -1, -1):
        then, passing = backward[-1], _passing(blocks, at)
        body = then.body + scores[at]
        backward.append(_Step(
            before=max(then.before + _skipping(blocks[at]), body + _opening(blocks, at)),
            body=max(body, then.hole + passing - 1.5, then.after + _ending(blocks, at)),
            hole=max(body, then.hole + passing),
            after=then.after,
        ))  # fmt: skip
    backward.reverse()
    margins = []
    for at in range(len(blocks)):
        here, then = forward[at + 1], backward[at + 1]
        out = max(here.before + then.before, here.hole + then.hole, here.after + then.after)
        margins.append(here.body + then.body - out)
    return [margin > 0 for margin in margins], margins


#: Below this loss a block could be counted either way.
_DOUBTFUL: Final = 0.8
_ROUNDS: Final = 3


def _decide(blocks: Sequence[_Block]) -> tuple[list[bool], list[float], list[float]]:
    """The article by how blocks are made, then again by what they speak of."""
    made = [_made(blocks, at) for at in range(len(blocks))]
    chosen, margins = _run(blocks, made)
    speaking = [0.0] * len(blocks)
    for _ in range(_ROUNDS):
        speaking = cohesion([block.words for block in blocks], chosen,
                            [block.prose or block.item for block in blocks],
                            [block.title for block in blocks])  # fmt: skip
        weighed = [
            score + (0.0 if block.cue else speaks)
            for block, score, speaks in zip(blocks, made, speaking, strict=True)
        ]
        before = chosen
        chosen, margins = _run(blocks, weighed)
        if chosen == before:
            break
    return chosen, margins, speaking


# --- Lines ---------------------------------------------------------------------------------------


def _reason(block: _Block, speaks: float, *, body: bool) -> str:
    if body:
        if block.item:
            return "item"
        return "prose" if block.prose or block.sentence or block.size > _LONGEST_HEADING else "heading"
    seen: tuple[tuple[object, str], ...] = (
        (block.cue == "end", "menu"),
        (block.cue == "name", "byline"),
        (block.cue, str(block.cue)),
        (block.mark == "caption", "caption"),
        (block.title, "title"),
        (block.mark == "furniture", "page"),
        (block.cut, "cut"),
        (block.later, "later"),
        (block.twin is not None or block.copied, "twice"),
        (block.prose and speaks < 0, "other"),
    )
    return next((reason for holds, reason in seen if holds), "outside")


def _kinds(blocks: Sequence[_Block]) -> list[tuple[Kind, str]]:
    chosen, margins, speaking = _decide(blocks)
    last = max((at for at, is_body in enumerate(chosen) if is_body), default=-1)
    kinds: list[tuple[Kind, str]] = []
    for at, block in enumerate(blocks):
        reason = _reason(block, speaking[at], body=chosen[at])
        if abs(margins[at]) < _DOUBTFUL and not (chosen[at] and _flanked(chosen, at)):
            kinds.append(("doubtful", "uncertain"))
        elif not chosen[at] and block.cue is None and not block.mark and at < last and (
            block.prose and not block.cut and block.twin is None and any(chosen[:at])
        ):  # whole prose in a hole of the article
            kinds.append(("doubtful", reason))
        else:
            kinds.append(("body" if chosen[at] else "rest", reason))
    return kinds


def _flanked(chosen: Sequence[bool], at: int) -> bool:
    return 0 < at < len(chosen) - 1 and chosen[at - 1] and chosen[at + 1]


# --- What the page says of the article -----------------------------------------------------------


def _near(blocks: Sequence[_Block], kinds: Sequence[tuple[Kind, str]]) -> Iterator[int]:
    """The blocks that stand with the article: at its head, in its holes, just below it."""
    body = [at for at, (kind, _) in enumerate(kinds) if kind == "body"]
    if not body:
        return
    for at in range(body[0] - 1, -1, -1):
        if blocks[at].prose or blocks[at].cut or blocks[at].cue in ("read-also", "end"):
            break
        yield at
    yield from (at for at in range(body[0], body[-1]) if kinds[at][0] != "body")
    for at in range(body[-1] + 1, len(blocks)):
        if blocks[at].cue not in ("name", "byline", "date"):
            break
        yield at


def _days(
    blocks: Sequence[_Block], near: Iterable[int], data: Mapping[str, str], given: Period | None
) -> tuple[Dated | None, Dated | None]:
    published = Dated(given, "given") if given else None
    updated = None
    for at in near:
        if blocks[at].cue != "date" or blocks[at].mark == "furniture":
            continue
        where = blocks[at].spans[0][0], blocks[at].spans[-1][1]
        day, renewed = days_on_page(plain(blocks[at].text))
        published = published or (Dated(Period(day, day), "printed", where) if day else None)
        updated = updated or (Dated(Period(renewed, renewed), "printed", where) if renewed else None)
    if not published and (day := day_in_data(data, "published")):
        published = Dated(Period(day, day), "page-data")
    if not updated and (day := day_in_data(data, "updated")):
        updated = Dated(Period(day, day), "page-data")
    if not published and (day := day_in_address(data.get("address", ""))):
        published = Dated(Period(day, day), "address")
    return published, updated


def _title(blocks: Sequence[_Block], near: Sequence[int], data: Mapping[str, str]) -> Named | None:
    for at in (*(at for at, block in enumerate(blocks) if block.title), *near):
        block = blocks[at]
        if block.title or (
            block.cue is None and not block.mark and _SHORTEST_TWIN <= block.size <= _LONGEST_TITLE
        ):
            block.title = True
            return Named(block.text, "printed", (block.spans[0][0], block.spans[-1][1]))
    return Named(data["title"], "page-data") if data.get("title") else None


def _author(blocks: Sequence[_Block], near: Sequence[int], data: Mapping[str, str]) -> Named | None:
    for at in near:
        if blocks[at].cue in ("byline", "name") and (name := author_in(blocks[at].text)):
            return Named(name, "printed", (blocks[at].spans[0][0], blocks[at].spans[-1][1]))
    return Named(data["author"], "page-data") if data.get("author") else None


def read_layout(
    text: str,
    published: date | Period | None = None,
    *,
    marks: Iterable[tuple[int, int, str]] = (),
    data: Mapping[str, str] | None = None,
) -> Layout:
    """Tell the article of a text from what surrounds it.

    ``published`` is the day a person gives; ``marks`` are spans that the page marks as furniture,
    caption, title or heading, and ``data`` what it says of itself (``title``, ``author``,
    ``published``, ``updated``, ``address``), both as ``extract`` gives them.
    """
    given = Period(published, published) if isinstance(published, date) else published
    data = data or {}
    marks = list(marks)
    blocks = _blocks(text, marks, given.end if given else None)
    kinds = _kinds(blocks)
    near = list(_near(blocks, kinds))
    days = _days(blocks, near, data, given)
    if days[0] and not given:  # known now, it tells what is of a later day
        blocks = _blocks(text, marks, days[0].period.end)
        kinds = _kinds(blocks)
        near = list(_near(blocks, kinds))
    title, author = _title(blocks, near, data), _author(blocks, near, data)
    lines = tuple(
        Line(*span, kind, "title" if kind == "rest" and block.title else reason)
        for block, (kind, reason) in zip(blocks, kinds, strict=True)
        for span in block.spans
    )
    return Layout(lines, title, author, *days)
