"""Segment a page into blocks (a line, or a paragraph whose lines were broken at a fixed width).

In: the text with the spans that the page marks. Out: blocks with their features, some of the block
alone (cue, length, prose, truncated), some from comparing blocks (near-duplicate, title).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from typing import Final

from plan.articles.boilerplate import Cue, cue, is_sentence, is_truncated
from plan.articles.metadata import dates_in, plain
from plan.articles.overlap import Words, copies, words_of


@dataclass(slots=True)
class Block:
    """Lines that are judged together, and their features."""

    at: int
    spans: list[tuple[int, int]]
    text: str
    mark: str = ""
    framed: float = 0.0  # positive inside what the page marks as the article, negative outside
    cue: Cue | None = None
    words: Words = field(default_factory=Words)
    size: int = 0  # in words
    cut: bool = False
    sentence: bool = False
    after_link: bool = False  # below a line such as *Lire aussi*
    copy_of: int | None = None  # the first block that holds the same words
    copied: bool = False  # a later block holds the same words
    title: bool = False
    later: bool = False  # dated after the publication
    below: Block | None = None  # the block above it, beyond any menu
    near_top: bool = True  # the only prose above it, if any, is a summary

    @property
    def prose(self) -> bool:
        """Whether it looks like running text: sentences, not labels."""
        return (
            self.cue is None
            and self.sentence
            and self.mark not in ("caption", "title")
            and self.size >= _SHORTEST_PROSE
        )

    @property
    def label(self) -> bool:
        """Whether it is short and does not end a sentence: a title, a heading, a job title."""
        return (
            self.cue is None
            and not self.sentence
            and not self.item
            and self.size <= LONGEST_HEADING
        )

    @property
    def whole(self) -> bool:
        """Whether it is prose that ends with a sentence, as the first block of an article does."""
        return self.prose and bool(_WHOLE.search(self.text))

    @property
    def refers_back(self) -> bool:
        """Whether it begins with an anaphoric word or a connective; teasers begin anew."""
        return bool(_FOLLOWS.match(plain(self.text)))

    @property
    def item(self) -> bool:
        """Whether it is an item of a list."""
        return bool(LIST_ITEM.match(self.text))


#: The beginning of an item of a list: a bullet, a number or a letter.
LIST_ITEM: Final = re.compile(r"\s*(?:[-–—•*▪●·]|\d{1,2}[.)°-]|[a-z]\))\s*\S")
_WHOLE: Final = re.compile(r"[.!?…:][\s»”\")\]]*$")
_FOLLOWS: Final = re.compile(
    r"(?:[«“\"–—]|(?:"
    r"il|elle|ils|elles|ce|cet|cette|ces|celui|celle|ceux|mais|or|car|donc|ainsi|aussi|enfin|puis"
    r"|ensuite|toutefois|cependant|pourtant|neanmoins|par ailleurs|en outre|de plus|en effet"
    r"|en revanche|par contre|au total|(?:selon|d'apres) (?:elle|lui|eux|ce)|de (?:son|leur) cote"
    r"|pour (?:sa|leur) part|quant (?:a|au|aux)|face a (?:ce|cette|ces)|interroge|reste|depuis lors"
    r"|dans (?:la foulee|ce|cette|ces|le meme)|a (?:ce|cet|cette|son tour)|sur ce|outre|autre"
    r"|malgre (?:ce|cette|tout)|l[ea] meme|toutes choses"
    r"|he|she|they|this|these|but|however|moreover|meanwhile)\b)"
)
#: A title made of a quotation, above the article.
_QUOTATION_TITLE: Final = re.compile(r"[^«“.]{3,120}: ?[«“][^»”]{3,200}[»”]$")
_HEAD: Final = 12
_IN_MAIN: Final = 0.3
#: Marks of a page by decreasing priority.
_MARKS: Final = ("boilerplate", "caption", "title", "heading")
_LETTER: Final = re.compile(r"[^\W_]")
_SHORTEST_PROSE: Final = 7
#: In words; a summary this long is prose although often printed without its full stop.
_LONG_PROSE: Final = 25
_INNER_END: Final = re.compile(r"[^\W\d_]{3}[.!?][»”\"]? +[A-ZÀ-Þ«]")
_BEGINNING: Final = 24
#: The longest summary above an article, in words.
_SUMMARY: Final = 80
#: Lengths in words.
SHORTEST_TITLE: Final = 4
LONGEST_TITLE: Final = 40
LONGEST_HEADING: Final = 14


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines that are not blank, without the white space around them."""
    for match in re.finditer(r"[^\r\n\f\v\u0085\u2028\u2029]+", text):
        bare = match[0].strip().strip("\ufeff\u200b")
        if bare:
            start = match.start() + match[0].index(bare)
            yield start, start + len(bare)


def _paragraphs(text: str, lines: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group lines into paragraphs where the page was broken at a fixed width, as in a PDF."""
    sizes = sorted(end - start for start, end in lines)
    width = sizes[-max(1, len(sizes) // 20)] if sizes else 0
    full = sum(size >= _FULL * width for size in sizes)
    by_width = len(sizes) >= _SOME_LINES and width <= _WIDEST and full >= len(sizes) / 2
    gathered: list[list[tuple[int, int]]] = []
    for span in lines:
        if gathered and _continues(text, gathered[-1][-1], span, width if by_width else 0):
            gathered[-1].append(span)
        else:
            gathered.append([span])
    return gathered


_FULL: Final = 0.75
_SOME_LINES: Final = 6
_WIDEST: Final = 140
_SHORTEST_LINE: Final = 30


def _continues(text: str, line: tuple[int, int], then: tuple[int, int], width: int) -> bool:
    """Whether the paragraph of a line continues in the line after it."""
    if LIST_ITEM.match(text[then[0] : then[1]]):
        return False
    blank = text.count("\n", line[1], then[0]) > 1
    ended = text[line[1] - 1] in '.!?…:;»”"'
    low = text[then[0]].islower()
    long = line[1] - line[0] >= _SHORTEST_LINE
    if width and not blank:
        return line[1] - line[0] >= _FULL * width or (low and long and not ended)
    return low and long and not ended and not blank


def read_blocks(text: str, marks: Iterable[tuple[int, int, str]], day: date | None) -> list[Block]:
    """The blocks of a text, in order; ``day`` is the day of publication, where it is known."""
    ahead = sorted(marks, reverse=True)
    over: dict[str, int] = {}  # the marks that are open, and where each ends
    blocks: list[Block] = []
    for spans in _paragraphs(text, list(_lines(text))):
        block = Block(len(blocks), spans, " ".join(text[start:end] for start, end in spans))
        while ahead and ahead[-1][0] <= spans[0][0]:
            _, end, mark = ahead.pop()
            over[mark] = max(end, over.get(mark, 0))
        kinds = {mark for mark, end in over.items() if end > spans[0][0]}
        block.framed = 1.0 if "article" in kinds else _IN_MAIN if "main" in kinds else 0.0
        block.mark = next((mark for mark in _MARKS if mark in kinds), "")
        block.size = len(block.text.split())
        block.cue = cue(block.text) if _LETTER.search(block.text) else "menu"
        ends = is_sentence(block.text) or (
            block.size >= _LONG_PROSE and bool(_INNER_END.search(block.text))
        )
        block.sentence = ends and (
            any(before.prose for before in blocks[-_HEAD:])
            or not _QUOTATION_TITLE.match(block.text)
        )
        block.cut = block.cue is None and block.size >= _SHORTEST_PROSE and is_truncated(block.text)
        block.words = words_of(block.text)
        block.later = day is not None and _reports_later_day(plain(block.text), day)
        blocks.append(block)
    if any(block.framed for block in blocks):
        for block in blocks:
            block.framed = block.framed or -1.5
    summary = False
    for before, block in pairwise(blocks):
        block.after_link = before.cue == "read-also"
        block.below = before.below if before.cue == "menu" else before
        block.near_top = before.near_top and (
            not before.prose or (before.size <= _SUMMARY and not summary)
        )
        summary = summary or before.prose
    _mark_copies(blocks)
    return blocks


def _reports_later_day(text: str, day: date) -> bool:
    """Whether a text reports a day after ``day`` as present or past: *ce jeudi 27 novembre*."""
    return any(
        said > day and re.search(r"\b(?:ce|hier|dernier)\b", text[max(0, at - 25) : at])
        for at, _, said in dates_in(text)
    )


def _mark_copies(blocks: list[Block]) -> None:
    """Mark near-duplicate blocks, and the title by its being printed twice."""
    begins = [plain(block.text).strip("#« ")[:_BEGINNING] for block in blocks]
    labels: defaultdict[int, list[Block]] = defaultdict(list)  # the copies that end no sentence
    for at, first in copies([block.words for block in blocks], begins):
        blocks[at].copy_of = first
        blocks[first].copied = True
        if not blocks[at].sentence:
            labels[first].append(blocks[at])
    prose = list(accumulate((block.prose for block in blocks), initial=0))
    listed = False  # below a link to another article, or below the end of this one
    for at, block in enumerate(blocks):
        if block.cue is None and not block.sentence and block.size <= LONGEST_TITLE:
            near = labels[at]
            twice = bool(near) and prose[near[0].at] - prose[at] <= 1
            block.title = block.mark == "title" or (twice and not listed)
            if block.title:
                for other in near:
                    other.title = True
                break
        listed = listed or block.cue in ("read-also", "end")
