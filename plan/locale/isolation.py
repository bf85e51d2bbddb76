"""Texts of others within our sentences: none turns the words around it.

Unicode has marks that turn the direction of writing until they are closed, and letters written from
right to left that take the signs beside them along (UAX 9). A text that holds any is put between
two marks of isolation; nothing in it is changed, so that it can be copied word for word.
"""

from __future__ import annotations

import re
from typing import Final

_OPENS: Final = "\u2066\u2067\u2068"
_FIRST, _LAST = "\u2068", "\u2069"
#: Marks of direction, and the blocks of the letters written from right to left.
TURNING: Final = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BRACKET: Final = re.compile(f"[{_OPENS}{_LAST}]")


def isolate(text: str) -> str:
    """A text between marks of isolation, as many as it takes to balance its own, line by line.

    One that turns nothing, or that is isolated, is returned as it is.
    """
    if text.isascii() or not TURNING.search(text):
        return text
    if "\n" in text:  # which ends what a mark opens
        return "\n".join(map(isolate, text.split("\n")))
    opened = stray = 0
    whole = text[0] == _FIRST  # whether what the first mark opens is closed by the last one
    for mark in _BRACKET.finditer(text):
        if mark[0] != _LAST:
            opened += 1
        elif opened:
            opened -= 1
            whole = whole and (opened > 0 or mark.end() == len(text))
        else:
            stray += 1
    if whole and not opened:
        return text
    return _FIRST * (1 + stray) + text + _LAST * (1 + opened)
