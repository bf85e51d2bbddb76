"""How far the article extends on a page: the one run of blocks whose scores add up highest.

Each block has a score, from how it is made and from what it speaks of, and a price for beginning,
interrupting or ending the article at it. Dynamic programming finds the best run, and what each
block would cost if it were counted the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from plan.articles.blocks import LONGEST_HEADING, Block
from plan.articles.boilerplate import Cue, is_surname_last
from plan.articles.metadata import plain
from plan.articles.overlap import cohesion

__all__ = ["extent"]

_CUE_SCORES: Final[dict[Cue, float]] = {
    "byline": -5, "name": -2.5, "date": -6, "caption": -5, "read-also": -6, "end": -15, "box": -6,
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
#: What a hole in the article costs, and less below its summary, where its head may stand.
_HOLE: Final = -1.5
_HEAD: Final = -0.4
_START: Final = _Step(0.0, _NEVER, _NEVER, _NEVER)


def _passing(blocks: Sequence[Block], at: int) -> float:
    """What it costs to go on with the article beyond a block that is not of it."""
    block = blocks[at]
    if block.cue == "end" and not _is_boxed(block):
        return -9.0
    if block.cue in ("name", "byline") and not _heads(blocks, at):
        if block.cue == "byline":
            return -2.0
        return -4.0 if is_surname_last(block.text) else -2.0
    return -1.0 if block.prose and not block.cut and not block.mark else -0.1


def _is_boxed(block: Block) -> bool:
    """Whether the page itself sets a block apart within the article, which may go on below."""
    return block.mark == "furniture" and block.framed > 0


def _entering(blocks: Sequence[Block], at: int) -> float:
    """What it costs to leave the article at a block and come back to it below."""
    block = blocks[at]
    if block.title or block.cue in ("date", "byline"):
        above = [before.size for before in blocks[:at] if before.prose]
        if len(above) <= 1 and sum(above) <= _SUMMARY:
            return _HEAD
    return _HOLE


def _heads(blocks: Sequence[Block], at: int) -> bool:
    """Whether a byline stands at the head of an article: no more than its summary is above it."""
    text = plain(blocks[at].text)
    above = [block.size for block in blocks[:at] if block.prose]
    if text.rstrip(" :") in ("par", "by"):
        return True
    if len(above) > 1 or sum(above) > _SUMMARY:
        return False
    around = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    below = sum(block.prose and not block.cut for block in blocks[at + 1 : at + 5])
    return any(block.cue == "date" for block in around) or (
        text.startswith(("par ", "by ")) and below > 1
    )


def _ending(blocks: Sequence[Block], at: int) -> float:
    """What speaks for the article ending just before a block."""
    labels = 0
    while labels < _FEW and at + 1 < len(blocks) and blocks[at].label:
        at, labels = at + 1, labels + 1
    if blocks[at].cue in ("name", "byline"):
        return 0.0 if _heads(blocks, at) else 2.5
    cue = "box" if _is_boxed(blocks[at]) else blocks[at].cue or ""
    return {"end": 1.5, "read-also": 0.5, "box": 0.5}.get(cue, 0.0)


#: The words of a summary above an article, at most.
_SUMMARY: Final = 80
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
    entering: list[float]
    passing: list[float]
    ending: list[float]
    skipping: list[float]


def _moves(blocks: Sequence[Block]) -> _Moves:
    places = range(len(blocks))
    first = next((at for at in places if blocks[at].prose), len(blocks))
    return _Moves(
        [_opening(blocks, at, first=at <= first) for at in places],
        [_entering(blocks, at) for at in places],
        [_passing(blocks, at) for at in places],
        [_ending(blocks, at) for at in places],
        [_skipping(block) for block in blocks],
    )


def _run(moves: _Moves, scores: Sequence[float]) -> tuple[list[bool], list[float]]:
    """Which blocks are the article, and how much would be lost if each were the other way."""
    steps = list(zip(*moves, scores, strict=True))
    forward = [_START]
    for opening, entering, passing, ending, skipping, score in steps:
        was = forward[-1]
        forward.append(
            _Step(
                before=was.before + skipping,
                body=max(was.before + opening, was.body, was.hole) + score,
                hole=max(was.body + entering, was.hole) + passing,
                after=max(was.body + ending, was.after),
            )
        )
    backward = [_Step(_NEVER, 0.0, _NEVER, 0.0)]
    for opening, entering, passing, ending, skipping, score in reversed(steps):
        then = backward[-1]
        body = then.body + score
        backward.append(
            _Step(
                before=max(then.before + skipping, body + opening),
                body=max(body, then.hole + passing + entering, then.after + ending),
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


_ROUNDS: Final = 3
_MOST: Final = 2.0


def extent(blocks: Sequence[Block]) -> tuple[list[bool], list[float], list[float]]:
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
