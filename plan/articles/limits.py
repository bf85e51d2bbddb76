"""How much of a file is read, and what of it was not.

A small file can take any time to read: a page of a PDF unfolds to gigabytes, a sentence has ten
thousand figures. Each step counts its work against ``LIMITS``, never the clock, so that every
machine reads the same; what lies beyond a limit is data, an ``Unread``.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeVar


@dataclass(frozen=True)
class Limits:
    """The most that is read of a file, of an article and of a sentence.

    ``file``: bytes; ``tags``: of a page; ``pages`` of a PDF, each of at most ``page_work``
    bytes of content and all of at most ``work``, unfolded; ``article``: characters from the
    beginning of a text in which passages are looked for; ``sentence``: characters after which the
    rest of a sentence is read as another.
    """

    file: int = 20 * 2**20
    tags: int = 1_000_000
    pages: int = 2_000
    page_work: int = 4 * 2**20
    work: int = 24 * 2**20
    article: int = 1_000_000
    sentence: int = 2_000


LIMITS: Final = Limits()

#: What was not read, or not as a whole: a sentence of the catalogue for each code.
UNREAD: Final[dict[str, str]] = {
    "pages": "Pages of the PDF that could not be read, because they are damaged or too large: "
    "{pages}.",
    "last-page": "The PDF was read up to page {read} of {total}: save the rest as a file of its "
    "own.",
    "article": "Read up to character {read} of {total}, “{words}”. The rest of the article was "
    "not searched for passages: add it as a file of its own.",
    "sentence": "A sentence of more than {limit} characters was read in pieces, “{words}”: what "
    "it says may be incomplete.",
}


@dataclass(frozen=True)
class Unread:
    """A part that was not read: its code, one of ``UNREAD``, and the arguments of its sentence."""

    code: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence of the catalogue that says so."""
        return UNREAD[self.code]


class Progress(NamedTuple):
    """How far a long reading is: ``done`` of ``total`` pages of a PDF, or sentences of a body."""

    what: Literal["pages", "sentences"]
    done: int
    total: int


Read = TypeVar("Read")


def run_to_end(reading: Generator[Progress, None, Read]) -> Read:
    """The result of a reading in steps, whose progress nobody asks for."""
    while True:
        try:
            next(reading)
        except StopIteration as end:
            result: Read = end.value
            return result


def readable_part(text: str, limits: Limits = LIMITS) -> tuple[str, tuple[Unread, ...]]:
    """The beginning of a text in which passages are looked for, and what that leaves out."""
    if len(text) <= limits.article:
        return text, ()
    line = text.rfind("\n", limits.article // 2, limits.article)
    stop = limits.article if line < 0 else line
    words = shorten(text[:stop].rstrip()[-_SHOWN:])
    return text[:stop], (Unread("article", {"read": stop, "total": len(text), "words": words}),)


_SHOWN: Final = 80  # characters


def shorten(text: str) -> str:
    """The first words of a text, on one line, by which a person finds it."""
    words = " ".join(text[: 2 * _SHOWN].split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
