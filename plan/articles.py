"""Articles: exhibits read from ``seeds/``, with their body and sentences, never altered.

The text of a saved page or of a PDF is the one that ``extraction`` takes out of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from plan.folding import Folded, fold
from plan.model import Body, Source
from plan.problems import Problem

LARGEST_ARTICLE: Final = 20 * 2**20

_SENTENCE_END: Final = re.compile(
    # Possessive where white space is read: much of it costs no more than its length.
    r"(?<=[.!?…])(?:\s*+[»”\"])?\s++(?=(?:[«“\"]\s*+)?[A-ZÀ-Þ0-9—–-])|\n++"
)
#: A dot after one of these, or after one capital letter, ends no sentence.
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(’'«-])(?:MM?|Mmes?|Mlles?|Drs?|Prs?|Mes?|Mgr|Ste?|Col|Gal|Cdt|Lt|Cne|Gén|[A-ZÀ-Þ]"
    r"|art|al|cf|chap|p|n|env|av|bd|tél|vol)\.$"
)
_ABBREVIATED_REACH: Final = 8
_THOUSANDS: Final = re.compile(r"[0-9]\.[ \u00a0\u202f]?[0-9]{3}(?![0-9])")


def sentence_spans(
    text: str, start: int = 0, end: int | None = None, *, wrapped: bool = False
) -> tuple[tuple[int, int], ...]:
    """Where each sentence of ``text[start:end]`` begins and ends.

    ``wrapped``: lines were broken by width, so that the end of a line ends no sentence.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for gap in _SENTENCE_END.finditer(text, start, end):
        at = gap.start()
        if text[at] == "\n":
            if wrapped:
                continue
        elif _ABBREVIATED.search(text, max(start, at - _ABBREVIATED_REACH), at) or _THOUSANDS.match(
            text, at - 2
        ):  # 1. 312
            continue
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, end))
    return tuple((a, b) for a, b in spans if text[a:b].strip())


@dataclass(frozen=True)
class Article:
    """The text of one article file, as it is."""

    name: str
    text: str

    @cached_property
    def folded(self) -> Folded:
        """The text folded for the search of passages, once."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends."""
        return sentence_spans(self.text)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentences that a span touches."""
        first = bisect_right(self.sentences, start, key=itemgetter(1))
        after = bisect_left(self.sentences, end, key=itemgetter(0))
        if first >= after:
            return start, end
        return min(start, self.sentences[first][0]), max(end, self.sentences[after - 1][1])

    def body(self, bounds: Body | None) -> tuple[int, int]:
        """The span of the article itself, from its first to its last words; else the whole text.

        Raises ``LookupError`` with the words that are not there.
        """
        if bounds is None:
            return 0, len(self.text)
        start = self._after(bounds.first, 0)[0]
        return start, self._after(bounds.last, start)[1]

    def _after(self, words: str, start: int) -> tuple[int, int]:
        at = self.text.find(words, start)
        if at < 0:
            raise LookupError(words)
        return at, at + len(words)


class Unreadable(Exception):
    """An article that cannot be read; holds the code of the problem and its arguments."""

    def __init__(self, code: str, name: str, **args: object) -> None:
        """Say which article, and why."""
        super().__init__(code)
        self.code, self.args_read = code, {"read": name, **args}


def lies_inside(name: str) -> bool:
    """Whether a file name, as written, can only mean a file inside the folder of articles."""
    path = PurePosixPath(name)
    return bool(
        name.strip()
        and not path.is_absolute()
        and ".." not in path.parts
        and not re.search(r"[\\:\x00-\x1f]", name)
    )


def read_article(folder: Path, name: str) -> Article:
    """The article of that name in a folder. Raises ``Unreadable``."""
    path = folder / name
    try:
        if not lies_inside(name) or not path.resolve().is_relative_to(folder.resolve()):
            raise Unreadable("article-outside", name)
        if not path.is_file():
            raise Unreadable("article-missing", name)
        stamp = path.stat()
        if stamp.st_size > LARGEST_ARTICLE:
            raise Unreadable("article-size", name, expected=LARGEST_ARTICLE)
        changed = stamp.st_mtime_ns, stamp.st_ctime_ns, stamp.st_ino, stamp.st_size
        article = _read(path, name, changed)
    except UnicodeDecodeError:
        raise Unreadable("article-encoding", name) from None
    except (OSError, ValueError):
        raise Unreadable("article-missing", name) from None
    if not article.text.strip():
        raise Unreadable("article-empty", name)
    return article


#: How the names of files end that are pages or PDFs: their text is the one extracted.
EXTRACTED: Final = (".html", ".htm", ".pdf")


@lru_cache(maxsize=4096)
def _read(path: Path, name: str, _changed: tuple[int, ...]) -> Article:
    return _article_of(path, name, path.read_bytes())


def _article_of(path: PurePath, name: str, data: bytes) -> Article:
    if data and path.suffix.lower() in EXTRACTED:
        from plan.extraction import Refused, extract

        try:
            return Article(name, extract(name, data).text)
        except Refused:
            raise Unreadable("article-unreadable", name) from None
    return Article(name, data.decode("utf-8"))


@dataclass(frozen=True)
class Library:
    """The articles of a plan's sources, by the sources' ids; what cannot be read is a problem."""

    articles: Mapping[str, Article]
    bodies: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...] = ()

    def same_as(self, other: Library) -> bool:
        """Whether both hold the same readings of the same articles, with the same bodies."""
        return self.bodies == other.bodies and all(
            self.articles[each] is other.articles.get(each) for each in self.articles
        )


def open_library(
    sources: Iterable[Source], folder: Path, held: Mapping[str, bytes] | None = None
) -> Library:
    """Read the articles of the sources from their folder.

    ``held`` are files that are not in the folder yet, and are read as if they were.
    """
    articles: dict[str, Article] = {}
    bodies: dict[str, tuple[int, int]] = {}
    problems: list[Problem] = []
    for index, source in enumerate(sources):
        try:
            data = (held or {}).get(source.file)
            if data is None:
                article = read_article(folder, source.file)
            else:
                article = _article_of(PurePosixPath(source.file), source.file, data)
        except Unreadable as fault:
            problems.append(Problem(fault.code, ("sources", index, "file"), fault.args_read))
            continue
        articles[source.id] = article
        try:
            bodies[source.id] = article.body(source.body)
        except LookupError as missing:
            bodies[source.id] = (0, len(article.text))
            args = {"read": missing.args[0]}
            problems.append(Problem("body-not-found", ("sources", index, "body"), args))
    return Library(articles, bodies, tuple(problems))
