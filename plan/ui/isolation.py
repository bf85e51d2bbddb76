"""HTML in which no text of others turns the words around it."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from plan.locale.isolation import TURNING, isolate

#: The first kind of piece is a text that its element isolates, the second any other text, or the
#: value of an attribute.
_PIECE: Final = re.compile(r"(<(?:bdi|code|mark)\b[^>]*>[^<]*)|[^<>\"]+")


def isolated(body: Markup) -> Markup:
    """HTML whose texts and attributes are each isolated.

    What people copy word for word is within ``bdi``, ``code`` or ``mark``: nothing is added to it.
    """
    if body.isascii() or not TURNING.search(body):
        return body
    return Markup(_PIECE.sub(lambda piece: piece[1] or isolate(piece[0]), body))
