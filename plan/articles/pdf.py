"""The text of a PDF, page by page: a page that cannot be read costs no other.

In: the bytes of a PDF. Out: the text of each page and which were not read. The work that a page
asks for is counted before it is read (what its streams unfold to, each form as often as it is
drawn, the characters of its fonts), so that a bomb is refused at the cost of unfolding it once.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Generator, Iterable
from io import BytesIO
from typing import Any, Final, NamedTuple

from plan.articles.limits import LIMITS, Limits, Progress, Unread


class UnreadablePdf(Exception):
    """A PDF was refused: the code of the reason and the arguments of its sentence."""

    def __init__(self, code: str, **args: object) -> None:
        """Take the code of a refusal and the arguments of its sentence."""
        super().__init__(code)
        self.code, self.arguments = code, args


class PdfText(NamedTuple):
    """The text of each page, "" for one without text or that was not read, and what was not.

    ``blank``: whether a page that was read has no text.
    """

    pages: tuple[str, ...]
    unread: tuple[Unread, ...] = ()
    blank: bool = False


def read_pdf(data: bytes, limits: Limits = LIMITS) -> Generator[Progress, None, PdfText]:
    """Read a PDF in steps: the progress before each page, at last its text.

    Raises ``UnreadablePdf`` where no page can be read.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a refusal says what is wrong
    try:
        pages = _pages(data, limits)
    except UnreadablePdf:
        raise
    except Exception as fault:  # pypdf raises exceptions of any class on broken files
        raise UnreadablePdf("pdf-encrypted" if _is_locked(fault) else "pdf-broken") from None
    texts: list[str] = []
    damaged: list[int] = []
    left, room = limits.work, limits.file
    works = _Works()
    for number, page in enumerate(pages, 1):
        yield Progress("pages", number - 1, len(pages))
        try:
            work = _within(limits, works.of_page, page)
            if work > limits.page_work:
                raise ValueError(work)
            if work > left:
                break
            left -= work
            text = _within(limits, page.extract_text) or ""
        except Exception as fault:
            if _is_locked(fault):
                raise UnreadablePdf("pdf-encrypted") from None
            damaged.append(number)
            text = ""
        if len(text) > room:
            break
        room -= len(text)
        texts.append(text)
    if damaged and not any(text.strip() for text in texts):
        raise UnreadablePdf("pdf-broken")
    unread = [Unread("pages", {"pages": _ranges(damaged)})] if damaged else []
    if len(texts) < len(pages):
        rest = _ranges([*range(len(texts) + 1, len(pages) + 1)])
        where = {"read": len(texts), "total": len(pages), "pages": rest}
        unread.append(Unread("last-page", where))
    blank = sum(not text.strip() for text in texts) > len(damaged)
    return PdfText(tuple(texts), tuple(unread), blank)


def _pages(data: bytes, limits: Limits) -> list[Any]:
    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError

    reader = _within(limits, PdfReader, BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadablePdf("pdf-encrypted")
    try:
        pages: list[Any] = _within(limits, list, reader.pages)
    except LimitReachedError:
        raise UnreadablePdf("pdf-long", limit=limits.pages) from None
    if len(pages) > limits.pages:
        raise UnreadablePdf("pdf-long", limit=limits.pages)
    return pages


def _within(limits: Limits, work: Any, *given: Any, **named: Any) -> Any:
    """The result of a work of pypdf, with limits on what a stream of the file unfolds to."""
    from pypdf import apply_configuration

    most = limits.page_work
    with apply_configuration(
        zlib_maximum_output_length=most, lzw_maximum_output_length=most,
        run_length_maximum_output_length=most, brotli_maximum_output_length=most,
        array_based_stream_maximum_output_length=most, stream_decoding_work_maximum_length=2 * most,
        page_tree_maximum_entries=2 * limits.pages,
    ):  # fmt: skip
        return work(*given, **named)


def _is_locked(fault: Exception) -> bool:
    return type(fault).__name__ == "DependencyError" or "decrypt" in str(fault).lower()


_DRAWN: Final = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")
_RANGES: Final = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_RANGE: Final = re.compile(rb"<\s*([0-9a-fA-F]{1,8})\s*>\s*<\s*([0-9a-fA-F]{1,8})\s*>\s*<")
_MOST_MAPPED: Final = 100_000  # characters of a font, beyond which pypdf refuses it
_DEEPEST: Final = 8  # forms drawn by forms


class _Works:
    """What must be read for a page, in bytes and characters; of shared forms counted once."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def of_page(self, page: Any) -> int:
        contents = page.get("/Contents")
        contents = contents.get_object() if contents is not None else ()
        streams = contents if isinstance(contents, list) else [contents] if contents else []
        data = [stream.get_object().get_data() for stream in streams]
        return self._of(page.get("/Resources"), data, 0)

    def _of(self, resources: Any, data: Iterable[bytes], depth: int) -> int:
        """The work of content with its resources: its length, its fonts and the forms it draws."""
        resources = resources.get_object() if resources is not None else {}
        drawn: Counter[bytes] = Counter()
        work = 0
        for each in data:
            work += len(each)
            drawn.update(_DRAWN.findall(each))
        for font in _values(resources.get("/Font")):
            work += self._once(font, lambda font=font: _of_font(font))
        forms = resources.get("/XObject")
        forms = forms.get_object() if forms is not None else {}
        for name, times in drawn.items():
            form = forms.get("/" + name.decode("latin-1"))
            form = form.get_object() if form is not None else {}
            if form.get("/Subtype") == "/Form" and depth < _DEEPEST:
                work += times * self._once(
                    form,
                    lambda form=form: self._of(
                        form.get("/Resources"), [form.get_data()], depth + 1
                    ),
                )
        return work

    def _once(self, held: Any, count: Any) -> int:
        if id(held) not in self._known:
            self._known[id(held)] = 0  # a form that draws itself is drawn once
            self._known[id(held)] = count()
        return self._known[id(held)]


def _values(found: Any) -> list[Any]:
    found = found.get_object() if found is not None else {}
    return [each.get_object() for each in found.values()]


def _of_font(font: Any) -> int:
    """The characters that a font maps, and the length of its map."""
    held = font.get("/ToUnicode") if hasattr(font, "get") else None
    stream: Any = held.get_object() if held is not None else None
    if not hasattr(stream, "get_data"):
        return 0
    data: bytes = stream.get_data()
    mapped = sum(
        max(int(last, 16) - int(first, 16), 0)
        for section in _RANGES.findall(data) for first, last in _RANGE.findall(section)
    )  # fmt: skip
    return len(data) + min(mapped, _MOST_MAPPED)


def _ranges(numbers: list[int]) -> str:
    """Numbers in order, runs of them as ranges: *3, 7–9*."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)
