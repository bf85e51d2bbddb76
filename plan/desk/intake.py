"""Admission of an article to the folder ``seeds``: its type, its size, its name.

The type of a file is detected from its bytes, not from its name: text, a page or a PDF, and nothing
else. It gets a name of ASCII characters that no other file of the folder has, and is never run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from plan.articles.extraction import FileKind, Refused, decode_page, extract_plain, kind_of

_ENDINGS: Final[dict[FileKind, tuple[str, ...]]] = {
    "text": (".txt",), "html": (".html", ".htm"), "pdf": (".pdf",),
}  # fmt: skip
_LONGEST_NAME: Final = 80
#: Names that Windows reserves.
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)


@dataclass(frozen=True)
class Incoming:
    """An admitted article: its name in the folder, and its bytes.

    ``recoded`` is true for a text that was in another encoding and is UTF-8 now.
    """

    name: str
    data: bytes
    recoded: bool = False


def admit_file(name: str, data: bytes, taken: Collection[str]) -> Incoming:
    """The article of an uploaded file. Raises ``extraction.Refused``.

    ``taken`` are the names of the files in the folder. What costs little is checked: whether it is
    a text, a page or a PDF. Whether a page or a PDF can be read is seen when it is.
    """
    ending = PurePosixPath(name).suffix.lower()
    kind = kind_of(f"article{ending}", data)
    recoded = kind == "text" and not _is_utf8(data)
    if kind == "html":
        decode_page(data)
    elif kind == "text":
        text = extract_plain(data).text
        data = text.encode() if recoded else data
    endings = _ENDINGS[kind]
    if ending and ending not in endings:
        raise Refused("disguised", read=ending, expected=endings[0])
    return Incoming(_free(_plain(name), ending or endings[0], taken), data, recoded)


def admit_text(text: str, name: str, taken: Collection[str]) -> Incoming:
    """The article of a pasted text or page source. Raises ``extraction.Refused``."""
    # Without an ending its type is detected; normalisation can add dots.
    stem = _plain(name.replace(".", "-")).replace(".", "-")
    return admit_file(stem, text.encode(errors="replace"), taken)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain(name: str) -> str:
    """The stem of a file's name in ASCII characters, without any path."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    stem = PurePosixPath(last).stem if PurePosixPath(last).suffix else last
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip("-._")[:_LONGEST_NAME].rstrip("-._")
    if not plain:
        return "article"
    return f"article-{plain}" if _RESERVED.fullmatch(plain) else plain


def _free(stem: str, ending: str, taken: Collection[str]) -> str:
    # Some file systems ignore case.
    names = {each.casefold() for each in taken}
    name, n = f"{stem}{ending}", 2
    while name.casefold() in names:
        name, n = f"{stem}-{n}{ending}", n + 1
    return name
