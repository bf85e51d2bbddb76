"""The messages of a gettext catalogue, read from its text.

Babel reads the same file with all that gettext knows, and takes some ten times as long, at every
start of the command line. The forms read here are those that the catalogue has: ``msgid``,
``msgid_plural``, ``msgstr``, ``msgstr[0]`` and ``msgstr[1]``, over one line or several.
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
    """The translations by message: one form, or the singular and the plural by the singular.

    The header, and what has no translation, are left out.
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
