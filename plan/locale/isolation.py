"""Texts of others within our sentences: none turns the words around it.

Unicode has marks that turn the direction of writing until they are closed, and letters written from
right to left that take the signs beside them along (UAX 9). A text that holds any is put between
two marks of isolation; nothing in it is changed, so that it can be copied word for word.
"""

from __future__ import annotations

import re
from typing import Final

_FIRST, _LAST = "\u2068", "\u2069"
#: Marks of direction, and the blocks of the letters written from right to left.
TURNING: Final = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATION: Final = re.compile("[\u2066-\u2069]")


def isolate(text: str) -> str:
    """A text between marks of isolation, as many as it takes to balance its own, line by line.

    One that turns nothing, or that is isolated, is returned as it is.
    """
    if text.isascii() or not TURNING.search(text):
        return text
    if "\n" in text:  # which ends what a mark opens
        return "\n".join(map(isolate, text.split("\n")))
    if text[0] == _FIRST and text[-1] == _LAST and _unmatched(text[1:-1]) == (0, 0):
        return text
    before, after = balancing(text)
    return f"{_FIRST}{before}{text}{after}{_LAST}"


def balancing(text: str) -> tuple[str, str]:
    """The marks before and after a text of one line that balance its own."""
    closing, opening = _unmatched(text)
    return _FIRST * closing, _LAST * opening


def _unmatched(text: str) -> tuple[int, int]:
    """How many marks of isolation close what is not open, and open what is not closed."""
    closing = opening = 0
    for mark in _ISOLATION.findall(text):
        if mark != _LAST:
            opening += 1
        elif opening:
            opening -= 1
        else:
            closing += 1
    return closing, opening
