"""Extent of the article on a page: the run of blocks, with few gaps, of the highest total score.

A block's score combines its form with its topical cohesion with the run; beginning, interrupting
or ending the article at a block has a cost. The Viterbi algorithm, run forward and backward, finds
the best run and how much the total would lose if a block were labelled the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from plan.articles.blocks import LONGEST_HEADING, Block
from plan.articles.boilerplate import Cue, is_surname_last
from plan.articles.metadata import plain
from plan.articles.overlap import cohesion

_CUE_SCORES: Final[dict[Cue, float]] = {
    "byline": -5, "name": -2.5, "date": -6, "caption": -5, "read-also": -6, "end": -15, "box": -6,
    "menu": -4,
}  # fmt: skip
_MARK_SCORES: Final = {"boilerplate": -5.0, "caption": -5.0, "title": -4.0, "heading": 0.3}


def _form_score(blocks: Sequence[Block], at: int) -> float:
    """Score of a block as part of an article by its form, whatever its topic."""
    block = blocks[at]
    score = _MARK_SCORES.get(block.mark, 0.0) + block.framed
    if block.cue is not None:
        return score + _CUE_SCORES[block.cue]
    if block.title:
        score -= 4.0
    elif block.copy_of is not None:
        score -= 3.5
    elif block.copied:
        score -= 1.0
    if block.cut:
        score -= 2.5
    elif any(near.cut for near in blocks[max(0, at - 1) : at + 2]):
        score -= 0.7  # teasers come in groups
    if block.after_link:
        score -= min(2.0, 0.2 + len(block.words & blocks[at - 1].words))
    if block.later:
        score -= 2.0
    if block.refers_back:
        score += 0.8
    if block.prose:
        score += 0.7 + (block.size >= 40) * 0.5
    elif block.item:
        score += 0.8
    elif not block.sentence:
        score -= 0.7 if block.size <= LONGEST_HEADING else 0.3
        if _headed(blocks, at):
            score -= 2.5  # between the head and the first sentence: a caption
        elif not any(then.prose or then.item for then in blocks[at + 1 : at + 2]):
            score -= 1.5  # a heading has its text below it
    return score


def _headed(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block follows the head of the article: its title, date or byline."""
    before = blocks[at].below
    return before is not None and (before.title or before.cue in ("date", "byline", "caption"))


class _BestScores(NamedTuple):
    """Best total by state: before the article, in its body, in a gap of it, after it."""

    before: float
    body: float
    gap: float
    after: float


_NEVER: Final = float("-inf")
#: Cost of a gap in the article, lower below a summary, where the head of the article may follow.
_GAP: Final = -1.5
_HEAD: Final = -0.4
_START: Final = _BestScores(0.0, _NEVER, _NEVER, _NEVER)


def _passing(blocks: Sequence[Block], at: int) -> float:
    """Score of a gap's going on over a block."""
    block = blocks[at]
    if block.cue == "end" and not _is_boxed(block):
        return -9.0
    if block.cue in ("name", "byline") and not _heads(blocks, at):
        if block.cue == "byline":
            return -2.0
        return -4.0 if is_surname_last(block.text) else -2.0
    return -1.0 if block.prose and not block.cut and not block.mark else -0.1


def _is_boxed(block: Block) -> bool:
    """Whether the page marks a block as boilerplate inside the article, which may go on below."""
    return block.mark == "boilerplate" and block.framed > 0


def _entering(blocks: Sequence[Block], at: int) -> float:
    """Score of opening a gap in the article at a block."""
    block = blocks[at]
    if block.near_top and (block.title or block.cue in ("date", "byline")):
        return _HEAD
    return _GAP


def _heads(blocks: Sequence[Block], at: int) -> bool:
    """Whether a byline is at the head of an article: at most a summary is above it."""
    text = plain(blocks[at].text)
    if text.rstrip(" :") in ("par", "by"):
        return True
    if not blocks[at].near_top:
        return False
    around = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    below = sum(block.prose and not block.cut for block in blocks[at + 1 : at + 5])
    return any(block.cue == "date" for block in around) or (
        text.startswith(("par ", "by ")) and below > 1
    )


def _ending(blocks: Sequence[Block], at: int) -> float:
    """Score of the article's ending just before a block."""
    labels = 0
    while labels < _FEW and at + 1 < len(blocks) and blocks[at].label:
        at, labels = at + 1, labels + 1
    if blocks[at].cue in ("name", "byline"):
        return 0.0 if _heads(blocks, at) else 2.5
    cue = "box" if _is_boxed(blocks[at]) else blocks[at].cue or ""
    return {"end": 1.5, "read-also": 0.5, "box": 0.5}.get(cue, 0.0)


#: Most lines such as *Done at …, for the board* between an article and its signature.
_FEW: Final = 2


def _opening(blocks: Sequence[Block], at: int, *, first: bool) -> float:
    """Score of the article's beginning at a block."""
    score = 1.0 if at == 0 or _headed(blocks, at) else 0.0
    if first:
        score = max(score, 0.8)  # the first prose of the page
    return score if blocks[at].whole else score - 3.0


def _skipping(block: Block) -> float:
    """Score of leaving a block before the article: whole prose is seldom there."""
    return -0.7 if block.prose and not block.cut and not block.mark else 0.0


class _Moves(NamedTuple):
    """What each block adds when the run begins, has a gap, ends or has not begun at it."""

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
    """Whether each block is in the best run, and by how much its total beats the alternative."""
    steps = list(zip(*moves, scores, strict=True))
    forward = [_START]
    for opening, entering, passing, ending, skipping, score in steps:
        was = forward[-1]
        forward.append(
            _BestScores(
                before=was.before + skipping,
                body=max(was.before + opening, was.body, was.gap) + score,
                gap=max(was.body + entering, was.gap) + passing,
                after=max(was.body + ending, was.after),
            )
        )
    backward = [_BestScores(_NEVER, 0.0, _NEVER, 0.0)]
    for opening, entering, passing, ending, skipping, score in reversed(steps):
        then = backward[-1]
        body = then.body + score
        backward.append(
            _BestScores(
                before=max(then.before + skipping, body + opening),
                body=max(body, then.gap + passing + entering, then.after + ending),
                gap=max(body, then.gap + passing),
                after=then.after,
            )
        )
    margins = [
        here.body + then.body
        - max(here.before + then.before, here.gap + then.gap, here.after + then.after)
        for here, then in zip(forward[1:], reversed(backward[:-1]), strict=True)
    ]  # fmt: skip
    return [margin > 0 for margin in margins], margins


_ROUNDS: Final = 3
_MOST: Final = 2.0


def extent(blocks: Sequence[Block]) -> tuple[list[bool], list[float], list[float]]:
    """Find the article by the form of blocks, then refine it by topical cohesion.

    Returns three lists with one value per block: whether it is in the article, the margin of that
    choice (positive inside) and its topical cohesion with the article.
    """
    form_scores = [_form_score(blocks, at) for at in range(len(blocks))]
    moves = _moves(blocks)
    chosen, margins = _run(moves, form_scores)
    topic_scores = [0.0] * len(blocks)
    for _ in range(_ROUNDS):
        topic_scores = cohesion([block.words for block in blocks], chosen,
                            [block.prose or block.item for block in blocks],
                            [block.title for block in blocks])  # fmt: skip
        weighed = [
            score + (0.0 if block.cue else min(topic_score, _MOST if block.sentence else 0.4))
            for block, score, topic_score in zip(blocks, form_scores, topic_scores, strict=True)
        ]
        before = chosen
        chosen, margins = _run(moves, weighed)
        if chosen == before:
            break
    return chosen, margins, topic_scores
