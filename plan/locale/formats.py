"""Formats numbers and days for readers of French and English.

The forms are those of the Unicode CLDR for ``fr_FR`` and ``en_GB``, copied because Babel takes
longer to load than a short command runs; a test compares them with Babel's.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, Literal

from plan.model.quantities import Language

Width = Literal["long", "medium"]

_MONTHS: Final[dict[Language, dict[Width, tuple[str, ...]]]] = {
    "fr": {
        "long": (
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
            "octobre", "novembre", "décembre",
        ),
        "medium": (
            "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
            "nov.", "déc.",
        ),
    },
    "en": {
        "long": (
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ),
        "medium": (
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
        ),
    },
}  # fmt: skip
#: The separators of thousands and of decimals.
_MARKS: Final[dict[Language, tuple[str, str]]] = {"fr": ("\u202f", ","), "en": (",", ".")}


def write_number(language: Language, value: Fraction, digits: int) -> str:
    """A number rounded to at most ``digits`` decimals, without trailing zeros."""
    thousands, point = _MARKS[language]
    scaled = round(value * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    written = f"{whole:,}".replace(",", thousands)
    if decimals := f"{rest:0{digits}}".rstrip("0"):
        written += point + decimals
    return f"−{written}" if scaled < 0 else written


def write_day(language: Language, day: date, width: Width) -> str:
    """A day with its month in letters: « 1er janvier 2023 », “2 Jan 2023”."""
    number = "1er" if language == "fr" and day.day == 1 else day.day
    return f"{number} {_MONTHS[language][width][day.month - 1]} {day.year}"


def write_month(language: Language, day: date) -> str:
    """The month and year of a day: « janvier 2023 »."""
    return f"{_MONTHS[language]['long'][day.month - 1]} {day.year}"
