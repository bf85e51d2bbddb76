"""Character classes for regular expressions: look-alikes, invisible characters, mojibake."""

from __future__ import annotations

import re
from typing import Final

INVISIBLE: Final = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
#: Combining accents.
MARKS: Final = "\u0300-\u036f"
HYPHENS: Final = "\\-\u2010-\u2013\u2212"
CURRENCIES: Final = "$£¥\u20a0-\u20c0"

# Mojibake: UTF-8 read as Windows-1252 turns each byte into a character.
BYTES: Final[dict[str, int]] = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
#: Mojibake of the continuation bytes of a character.
TRAIL: Final = "".join(re.escape(char) for char, byte in BYTES.items() if byte < 0xC0)
