"""The articles of a plan, read from its folder ``seeds``.

In: the sources of the plan. Out: the text of each article and the span of its body. Files are never
written; ``extraction`` gives the text of a saved page or a PDF.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from plan.articles.limits import LIMITS, Unread
from plan.file.validation import lies_inside
from plan.language.folding import Folded, fold
from plan.language.sentences import sentence_spans
from plan.model.records import BodyExtent, Source
from plan.problems import Problem

LARGEST_ARTICLE: Final = LIMITS.file  # bytes


@dataclass(frozen=True)
class Article:
    """One article file: its name and its text, unaltered; ``unread``: what of it was not read."""

    name: str
    text: str
    unread: tuple[Unread, ...] = ()

    @cached_property
    def folded(self) -> Folded:
        """The text folded for the search of passages."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of its sentences."""
        return sentence_spans(self.text)

    @cached_property
    def _sentence_bounds(self) -> tuple[list[int], list[int]]:
        """Where its sentences begin, and where they end."""
        return [start for start, _ in self.sentences], [end for _, end in self.sentences]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of whole sentences that contains a span; itself if none does."""
        starts, ends = self._sentence_bounds
        first, after = bisect_right(ends, start), bisect_left(starts, end)
        if first >= after:
            return start, end
        return min(start, starts[first]), max(end, ends[after - 1])

    def body(self, bounds: BodyExtent | None) -> tuple[int, int]:
        """The span of the body, from its first to its last words; the whole text without bounds.

        Raises ``LookupError`` with the words that the text lacks.
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
    """An article that cannot be read: the code of the problem and the arguments of its sentence."""

    def __init__(self, code: str, name: str, **args: object) -> None:
        """Take the code of the problem, the name of the article, and further arguments."""
        super().__init__(code)
        self.code, self.args_read = code, {"read": name, **args}


def read_article(folder: Path, name: str) -> Article:
    """Read an article of a folder. Raises ``Unreadable``."""
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
    except (OSError, ValueError, RuntimeError):  # the last for a loop of links
        raise Unreadable("article-missing", name) from None
    if not article.text.strip():
        raise Unreadable("article-empty", name)
    return article


#: The file name endings of saved pages and PDFs, whose text is extracted.
EXTRACTED: Final = (".html", ".htm", ".pdf")


@lru_cache(maxsize=4096)
def _read(path: Path, name: str, _changed: tuple[int, ...]) -> Article:
    return _article_of(path, name, path.read_bytes())


def _article_of(path: PurePath, name: str, data: bytes) -> Article:
    if data and path.suffix.lower() in EXTRACTED:
        from plan.articles.extraction import Refused, extract

        try:
            read = extract(name, data)
        except Refused:
            raise Unreadable("article-unreadable", name) from None
        return Article(name, read.text, read.unread)
    return Article(name, data.decode("utf-8"))


@dataclass(frozen=True)
class Library:
    """The articles and the spans of their bodies, by source id; problems of the unreadable ones."""

    articles: Mapping[str, Article]
    bodies: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...] = ()

    def same_as(self, other: Library) -> bool:
        """Whether both hold the same article objects with the same bodies."""
        return self.bodies == other.bodies and all(
            self.articles[each] is other.articles.get(each) for each in self.articles
        )


def open_library(
    sources: Iterable[Source], folder: Path, held: Mapping[str, bytes] | None = None
) -> Library:
    """Read the articles of the sources from their folder.

    ``held`` maps file names to contents that replace, or add to, the files of the folder.
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
        if article.unread:
            args = {"read": source.file, "part": ", ".join(each.pages for each in article.unread)}
            problems.append(Problem("article-incomplete", ("sources", index, "file"), args))
        try:
            bodies[source.id] = article.body(source.body)
        except LookupError as missing:
            bodies[source.id] = (0, len(article.text))
            lacking = {"read": missing.args[0]}
            problems.append(Problem("body-not-found", ("sources", index, "body"), lacking))
    return Library(articles, bodies, tuple(problems))
