"""HTML in which no text of others turns the words around it."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from plan.locale.isolation import TURNING, balancing, isolate

#: A text within an element that isolates it, or another one, or the value of an attribute.
_PIECE: Final = re.compile(r"(<(?:bdi|code|mark)\b[^>]*>)([^<]*)(</\w+>)|[^<>\"]+")


def isolated(body: Markup) -> Markup:
    """HTML whose texts and attributes are each isolated.

    What people copy word for word is within ``bdi``, ``code`` or ``mark``: nothing is added to it,
    and what balances its marks is around the element.
    """
    if body.isascii() or not TURNING.search(body):
        return body
    return Markup(_PIECE.sub(_isolated_piece, body))


def _isolated_piece(piece: re.Match[str]) -> str:
    opening, text, closing = piece.groups()
    if opening is None:
        return isolate(piece[0])
    first, last = text.split("\n", 1)[0], text.rsplit("\n", 1)[-1]
    return f"{balancing(first)[0]}{opening}{text}{closing}{balancing(last)[1]}"
