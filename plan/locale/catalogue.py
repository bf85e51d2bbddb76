"""Reads the messages of a gettext catalogue: the text of a ``.po`` file in, its translations out.

Babel reads the whole format and takes some ten times as long, at every start of the command line.
Only the fields that the catalogue has are read: ``msgid``, ``msgid_plural``, ``msgstr``,
``msgstr[0]`` and ``msgstr[1]``, over one line or several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_LINE: Final = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_STRING: Final = rf"({_LINE}(?:\n{_LINE})*)"
_ENTRY: Final = (
    rf"^msgid {_STRING}\n(?:msgid_plural {_STRING}\n)?"
    rf"msgstr(?:\[0\])? {_STRING}(?:\nmsgstr\[1\] {_STRING})?$"
)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}


def read_catalogue(text: str) -> Mapping[str, tuple[str, ...]]:
    """The translations by message: one form, or singular and plural by the singular message.

    The header and messages without translation are left out.
    """
    entries = re.findall(_ENTRY, text, re.MULTILINE)
    return {
        _value(message): (_value(one), _value(many)) if plural else (_value(one),)
        for message, plural, one, many in entries
        if message != '""' and one != '""'
    }


def _value(literal: str) -> str:
    value = literal[1:-1].replace('"\n"', "")
    if "\\" not in value:
        return value
    return re.sub(r"\\(.)", lambda escape: _ESCAPED.get(escape[1], escape[1]), value)
