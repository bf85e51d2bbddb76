"""What of a copied page is the article: every line is body, doubtful or rest, with the reason.

A page is read in blocks: a line, or the lines of one paragraph where a page was broken by width.
Each block gets a score from what can be seen of it: whether it is prose, breaks off, stands twice,
stands under *Lire aussi*, is dated after the publication, shares the words of the article. The
article is then the one run of blocks, with few holes, whose scores add up highest: found by
dynamic programming, which also tells how much the score would lose if a block were counted the
other way. Where it would lose little, the block is doubtful. Nothing is learned, nothing fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from plan.blocks import LONGEST_HEADING, LONGEST_TITLE, SHORTEST_TITLE, Block, read_blocks
from plan.cohesion import cohesion
from plan.furniture import Cue, author_in, is_surname_last
from plan.imprint import Dated, Named, day_in_address, day_in_data, days_on_page, plain
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


# --- Scores --------------------------------------------------------------------------------------

_CUE_SCORES: Final[dict[Cue, float]] = {
    "byline": -5, "name": -2.5, "date": -6, "caption": -5, "read-also": -6, "end": -6, "box": -6,
    "menu": -4,
}  # fmt: skip
_MARK_SCORES: Final = {"furniture": -5.0, "caption": -5.0, "title": -4.0, "heading": 0.3}


def _made(blocks: Sequence[Block], at: int) -> float:
    """How far a block is made as a part of an article, whatever it speaks of."""
    block = blocks[at]
    score = _MARK_SCORES.get(block.mark, 0.0) + block.framed
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
    elif any(near.cut for near in blocks[max(0, at - 1) : at + 2]):
        score -= 0.7  # teasers stand together
    if block.after_link:
        score -= min(2.0, 0.2 + len(block.words & blocks[at - 1].words))
    if block.later:
        score -= 2.0
    if block.follows:
        score += 0.8
    if block.prose:
        score += 0.7 + (block.size >= 40) * 0.5
    elif block.item:
        score += 0.8
    elif not block.sentence:
        score -= 0.7 if block.size <= LONGEST_HEADING else 0.3
        if _headed(blocks, at):
            score -= 2.5  # what stands between the head and the first sentence is a caption
        elif not any(then.prose or then.item for then in blocks[at + 1 : at + 2]):
            score -= 1.5  # a heading has its text below it
    return score


def _headed(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block follows the head of the article: its title, day or author."""
    while at and blocks[at - 1].cue == "menu":
        at -= 1
    before = blocks[at - 1] if at else None
    return before is not None and (before.title or before.cue in ("date", "byline", "caption"))


class _Step(NamedTuple):
    """The states of the run: before the article, in it, in a hole of it, after it."""

    before: float
    body: float
    hole: float
    after: float


_NEVER: Final = float("-inf")
#: What a hole in the article costs.
_HOLE: Final = 1.5
_START: Final = _Step(0.0, _NEVER, _NEVER, _NEVER)


def _passing(blocks: Sequence[Block], at: int) -> float:
    """What it costs to go on with the article beyond a block that is not of it."""
    block = blocks[at]
    if block.cue == "end":
        return -4.0
    if block.cue in ("name", "byline") and not _heads(blocks, at):
        if block.cue == "byline":
            return -2.0
        return -4.0 if is_surname_last(block.text) else -2.0
    return -1.0 if block.prose and not block.cut and not block.mark else -0.1


def _heads(blocks: Sequence[Block], at: int) -> bool:
    """Whether a byline stands at the head of an article: a date, not prose, is beside it."""
    if plain(blocks[at].text).rstrip(" :") in ("par", "by"):
        return True
    around = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    prose = sum(block.prose for block in blocks[:at])
    return any(block.cue == "date" for block in around) and prose <= 1


def _ending(blocks: Sequence[Block], at: int) -> float:
    """What speaks for the article ending just before a block."""
    labels = 0
    while labels < _FEW and at + 1 < len(blocks) and blocks[at].label:
        at, labels = at + 1, labels + 1
    if blocks[at].cue in ("name", "byline"):
        return 0.0 if _heads(blocks, at) else 2.5
    return {"end": 1.5, "read-also": 0.5, "box": 0.5}.get(blocks[at].cue or "", 0.0)


#: Lines such as *Done at …, for the board* between an article and its signature.
_FEW: Final = 2


def _opening(blocks: Sequence[Block], at: int, *, first: bool) -> float:
    """What speaks for the article beginning at a block."""
    score = 1.0 if at == 0 or _headed(blocks, at) else 0.0
    if first:
        score = max(score, 0.8)  # the first prose of the page
    return score if blocks[at].whole else score - 3.0


def _skipping(block: Block) -> float:
    """What it costs to leave a block before the article: whole prose seldom stands there."""
    return -0.7 if block.prose and not block.cut and not block.mark else 0.0


class _Moves(NamedTuple):
    """What each block adds when the run begins, goes on, ends or is not yet begun at it."""

    opening: list[float]
    passing: list[float]
    ending: list[float]
    skipping: list[float]


def _moves(blocks: Sequence[Block]) -> _Moves:
    places = range(len(blocks))
    first = next((at for at in places if blocks[at].prose), len(blocks))
    return _Moves(
        [_opening(blocks, at, first=at <= first) for at in places],
        [_passing(blocks, at) for at in places],
        [_ending(blocks, at) for at in places],
        [_skipping(block) for block in blocks],
    )


def _run(moves: _Moves, scores: Sequence[float]) -> tuple[list[bool], list[float]]:
    """Which blocks are the article, and how much would be lost if each were the other way."""
    steps = list(zip(*moves, scores, strict=True))
    forward = [_START]
    for opening, passing, ending, skipping, score in steps:
        was = forward[-1]
        forward.append(
            _Step(
                before=was.before + skipping,
                body=max(was.before + opening, was.body, was.hole) + score,
                hole=max(was.body - _HOLE, was.hole) + passing,
                after=max(was.body + ending, was.after),
            )
        )
    backward = [_Step(_NEVER, 0.0, _NEVER, 0.0)]
    for opening, passing, ending, skipping, score in reversed(steps):
        then = backward[-1]
        body = then.body + score
        backward.append(
            _Step(
                before=max(then.before + skipping, body + opening),
                body=max(body, then.hole + passing - _HOLE, then.after + ending),
                hole=max(body, then.hole + passing),
                after=then.after,
            )
        )
    margins = [
        here.body + then.body
        - max(here.before + then.before, here.hole + then.hole, here.after + then.after)
        for here, then in zip(forward[1:], reversed(backward[:-1]), strict=True)
    ]  # fmt: skip
    return [margin > 0 for margin in margins], margins


#: Below this loss a block could be counted either way.
_DOUBTFUL: Final = 0.8
#: Whole prose inside the article is of it unless leaving it out gains more than this.
_LIKELY: Final = 1.5
_ROUNDS: Final = 3
_MOST: Final = 2.0


def _decide(blocks: Sequence[Block]) -> tuple[list[bool], list[float], list[float]]:
    """The article by how blocks are made, then again by what they speak of."""
    made = [_made(blocks, at) for at in range(len(blocks))]
    moves = _moves(blocks)
    chosen, margins = _run(moves, made)
    speaking = [0.0] * len(blocks)
    for _ in range(_ROUNDS):
        speaking = cohesion([block.words for block in blocks], chosen,
                            [block.prose or block.item for block in blocks],
                            [block.title for block in blocks])  # fmt: skip
        weighed = [
            score + (0.0 if block.cue else min(speaks, _MOST if block.sentence else 0.4))
            for block, score, speaks in zip(blocks, made, speaking, strict=True)
        ]
        before = chosen
        chosen, margins = _run(moves, weighed)
        if chosen == before:
            break
    return chosen, margins, speaking


# --- Lines ---------------------------------------------------------------------------------------


def _reason(block: Block, speaks: float, *, body: bool) -> str:
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
        (block.mark == "furniture", "page"),
        (block.cut, "cut"),
        (block.later, "later"),
        (block.twin is not None or block.copied, "twice"),
        (block.prose and speaks < 0, "other"),
    )
    return next((reason for holds, reason in seen if holds), "outside")


def _kinds(blocks: Sequence[Block]) -> list[tuple[Kind, str]]:
    chosen, margins, speaking = _decide(blocks)
    body = [at for at, is_body in enumerate(chosen) if is_body]
    first, last = (body[0], body[-1]) if body else (0, -1)
    kinds: list[tuple[Kind, str]] = []
    for at, block in enumerate(blocks):
        inside = first < at < last
        whole = block.prose and not (
            block.cut or block.mark or block.later or block.twin is not None
        )
        held = chosen[at] and (inside or (at > first and chosen[at - 1] and block.follows))
        if not chosen[at] and inside and whole and margins[at] > -_LIKELY:
            kinds.append(("body", _reason(block, speaking[at], body=True)))
        elif not chosen[at] and inside and whole:
            kinds.append(("doubtful", _reason(block, speaking[at], body=False)))
        elif abs(margins[at]) < _DOUBTFUL and not held:
            kinds.append(("doubtful", "uncertain"))
        else:
            kinds.append(("body" if chosen[at] else "rest",
                          _reason(block, speaking[at], body=chosen[at])))  # fmt: skip
    return kinds


# --- What the page says of the article -----------------------------------------------------------


def _near(blocks: Sequence[Block], kinds: Sequence[tuple[Kind, str]]) -> Iterator[int]:
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
    blocks: Sequence[Block], near: Iterable[int], data: Mapping[str, str], given: Period | None
) -> tuple[Dated | None, Dated | None]:
    published = Dated(given, "given") if given else None
    updated = None
    for at in near:
        if blocks[at].cue != "date" or blocks[at].mark == "furniture":
            continue
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
    """Tell the article of a text from what surrounds it.

    ``published`` is the day a person gives; ``marks`` are spans that the page marks as furniture,
    caption, title or heading, and ``data`` what it says of itself (``title``, ``author``,
    ``published``, ``updated``, ``address``), both as ``extract`` gives them.
    """
    given = Period(published, published) if isinstance(published, date) else published
    data = data or {}
    marks = list(marks)
    blocks = read_blocks(text, marks, given.end if given else None)
    kinds = _kinds(blocks)
    near = list(_near(blocks, kinds))
    days = _days(blocks, near, data, given)
    if days[0] and not given:  # known now, it tells what is of a later day
        blocks = read_blocks(text, marks, days[0].period.end)
        kinds = _kinds(blocks)
        near = list(_near(blocks, kinds))
    first = next((at for at, (kind, _) in enumerate(kinds) if kind == "body"), len(blocks))
    title, author = _title(blocks, near, data), _author(blocks, near, data, first)
    lines = tuple(
        Line(*span, kind, "title" if kind == "rest" and block.title else reason)
        for block, (kind, reason) in zip(blocks, kinds, strict=True)
        for span in block.spans
    )
    return Layout(lines, title, author, *days)
