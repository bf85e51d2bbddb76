"""An article that a person brings, before it may stand in ``seeds/``: its name, its type, its size.

A file is taken for what it is, not for what its name says: text, a page or a PDF, and nothing else.
It gets a name of plain characters that no other file of the folder has, and is only ever read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from plan.extraction import Extracted, Refused, extract

__all__ = ["Incoming", "admit", "admit_text"]

_ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "text": (".txt",), "html": (".html", ".htm"), "pdf": (".pdf",),
}  # fmt: skip
_LONGEST_NAME: Final = 80
#: Names that some systems keep for themselves.
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)


@dataclass(frozen=True)
class Incoming:
    """An article that may come into the folder, under its name there, with its bytes.

    ``recoded``: the text was not UTF-8 and has been written so, which the plan's file needs.
    """

    name: str
    data: bytes
    extracted: Extracted
    recoded: bool = False


def admit(name: str, data: bytes, taken: Collection[str]) -> Incoming:
    """What an uploaded file becomes. Raises ``extraction.Refused``.

    ``taken`` are the names of the folder; none of them is given again.
    """
    ending = PurePosixPath(name).suffix.lower()
    extracted = extract(f"article{ending}", data)
    endings = _ENDINGS[extracted.kind]
    if ending and ending not in endings:
        raise Refused("disguised", read=ending, expected=endings[0])
    recoded = extracted.kind == "text" and not _is_utf8(data)
    if recoded:
        data = extracted.text.encode()
    return Incoming(_free(_plain(name), ending or endings[0], taken), data, extracted, recoded)


def admit_text(told: str, name: str, taken: Collection[str]) -> Incoming:
    """What a pasted text or the source of a page becomes. Raises ``extraction.Refused``."""
    # Without an ending it is taken for what it is.
    return admit(_plain(name.replace(".", "-")), told.encode(errors="replace"), taken)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain(name: str) -> str:
    """The stem of a file's name in plain characters, whatever path stands before it."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    stem = PurePosixPath(last).stem if PurePosixPath(last).suffix else last
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip("-._")[:_LONGEST_NAME].rstrip("-._")
    if not plain:
        return "article"
    return f"article-{plain}" if _RESERVED.fullmatch(plain) else plain


def _free(stem: str, ending: str, taken: Collection[str]) -> str:
    # Some systems do not tell capitals from small letters.
    names = {each.casefold() for each in taken}
    name, n = f"{stem}{ending}", 2
    while name.casefold() in names:
        name, n = f"{stem}-{n}{ending}", n + 1
    return name
