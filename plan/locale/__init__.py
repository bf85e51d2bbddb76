"""What readers read: sentences, numbers and dates, in French and in English.

Sentences stand in the code in English; ``fr.po`` beside this file holds the French ones, and a
test keeps the two together. Babel reads the catalogue and writes numbers and dates.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plan.quantities import INF, Amount, Interval, Language, Period, Qualifier, Stated

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
_LOCALES: Final = {"fr": "fr_FR", "en": "en_GB"}
_FIRST_DAYS: Final = {"long": "d'er' MMMM y", "medium": "d'er' MMM y"}
#: Decimals that are written out as published.
_FEW: Final = 4
#: Digits of the longest number that is written: the file's are shorter.
_LONGEST: Final = 400

_QUALIFIED: Final[dict[Qualifier, str]] = {
    "exactly": "{number}",
    "at_least": "at least {number}",
    "at_most": "at most {number}",
    "about": "about {number}",
    "between": "between {low} and {high}",
}


def pick_language(wanted: str | None) -> Language:
    """The language for a browser's or a system's locale: English if it asks so, else French."""
    return "en" if wanted and wanted.lower().startswith("en") else "fr"


@cache
def _catalogue(language: Language) -> Catalog | None:
    path = Path(__file__).with_name(f"{language}.po")
    if not path.exists():
        return None
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def _sentence(language: Language, message: str) -> str:
    catalogue = _catalogue(language)
    entry = catalogue.get(message) if catalogue else None
    if entry is None or not entry.string:
        return message
    return entry.string if isinstance(entry.string, str) else entry.string[0]


@cache
def _plural(language: Language, one: str, many: str, singular: bool) -> str:
    catalogue = _catalogue(language)
    entry = catalogue.get(one) if catalogue else None
    if entry is None or isinstance(entry.string, str) or not entry.string:
        return one if singular else many
    return entry.string[0 if singular else 1]


class Say:
    """Says things in one language: ``say("{n} of {total}", n=1, total=3)``.

    Numbers, days and periods among the arguments are written as readers of the language do.
    """

    def __init__(self, language: Language) -> None:
        """Speak that language."""
        self.language: Final = language

    def __call__(self, message: str, **args: Any) -> str:
        """The sentence with its arguments."""
        sentence = _sentence(self.language, message)
        return sentence.format(**self._worded(args)) if args else sentence

    def plural(self, one: str, many: str, n: int, **args: Any) -> str:
        """The sentence for that many; ``n`` is one of its arguments."""
        singular = n < 2 if self.language == "fr" else n == 1
        sentence = _plural(self.language, one, many, singular)
        return sentence.format(**self._worded({"n": n, **args}))

    def _worded(self, args: dict[str, Any]) -> dict[str, Any]:
        return {
            name: self.value(value) if not isinstance(value, str) else value
            for name, value in args.items()
        }

    def value(self, value: object) -> str:
        """Any value as readers write it."""
        if isinstance(value, str):
            return value
        if isinstance(value, Stated):
            return self.measure(*value)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Interval):
            return self.interval(value)
        if isinstance(value, int | float | Fraction):
            return self.number(value)
        if isinstance(value, Iterable):
            return ", ".join(map(self.value, value))
        return str(value)

    # --- numbers ---

    def number(self, value: Amount | float, digits: int | None = None) -> str:
        """A number with at most so many decimals.

        Without ``digits`` it has all its decimals where these are few, as it was published; else
        one, or as many as tell it from 0.
        """
        exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
        if digits is None:
            digits = _FEW if 10**_FEW % exact.denominator == 0 else 1
            while exact and not round(exact, digits):
                digits += 1
        return _number(self._locale, round(exact, digits), digits)

    def percent(self, share: Amount | float, digits: int = 0) -> str:
        """A share as a percentage; what is not all or nothing is never rounded to it."""
        exact = Fraction(share) * 100
        shown = round(exact, digits)
        while (shown >= 100 > exact) or (shown == 0 != exact):
            digits += 1
            shown = round(exact, digits)
        return self.number(shown, digits) + self.percent_sign

    @property
    def percent_sign(self) -> str:
        """The sign with the space that stands before it."""
        return "\u202f%" if self.language == "fr" else "%"

    def measure(self, kind: Qualifier, number: Amount | tuple[Amount, Amount]) -> str:
        """A value with its qualifier, as the source says it."""
        if isinstance(number, tuple):
            return self(_QUALIFIED["between"], low=number[0], high=number[1])
        return self(_QUALIFIED[kind], number=number)

    def interval(self, interval: Interval, suffix: str = "") -> str:
        """An interval with its qualifier; nothing known is said as unknown, never as zero."""
        low, high = interval.low, interval.high
        if interval.unknown:
            return self("unknown")
        if low == high:
            return self.number(low) + suffix
        if high == INF:
            return self("at least {number}", number=self.number(low) + suffix)
        if low == 0:
            return self("at most {number}", number=self.number(high) + suffix)
        return self("between {low} and {high}", low=low, high=self.number(high) + suffix)

    # --- days ---

    def day(self, day: date, width: str = "long") -> str:
        """A day, in long or medium width."""
        return _day(self._locale, day, width)

    def month(self, day: date) -> str:
        """The month and year of a day."""
        return _pattern(self._locale, day, "MMMM y")

    def period(self, period: Period) -> str:
        """A period in the shortest words that say it: a year, a month, a day, or from … to …"""
        start, end = period
        if start is None:
            return self("by {day}", day=end)
        if start == end:
            return self.day(end)
        whole_start = start.day == 1
        whole_end = end.day == monthrange(end.year, end.month)[1]
        if whole_start and whole_end:
            if start.month == 1 and end.month == 12:
                years = {start.year, end.year}
                return f"{start.year}" if len(years) == 1 else f"{start.year}–{end.year}"
            if (start.year, start.month) == (end.year, end.month):
                return self.month(start)
            return self("{start} to {end}", start=self.month(start), end=self.month(end))
        return self("from {start} to {end}", start=start, end=end)

    # --- lists ---

    def join(self, parts: Iterable[str]) -> str:
        """a, b and c."""
        several = list(parts)
        if len(several) < 2:
            return "".join(several)
        return self("{several} and {last}", several=", ".join(several[:-1]), last=several[-1])

    def series(self, parts: Iterable[str]) -> str:
        """a; b; c"""
        return ("\u00a0; " if self.language == "fr" else "; ").join(parts)

    def quoted(self, text: str) -> str:
        """A text between the language's quotation marks."""
        return self("“{text}”", text=text)

    @cached_property
    def _locale(self) -> str:
        return _LOCALES[self.language]


@cache
def say_in(language: Language) -> Say:
    """The one ``Say`` of a language."""
    return Say(language)


@cache
def _number(locale: str, value: Fraction, digits: int) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    with localcontext(prec=_LONGEST):
        number = Decimal(value.numerator) / value.denominator
        return format_decimal(number, format=pattern, locale=locale).replace("-", "−")


@cache
def _day(locale: str, day: date, width: str) -> str:
    from babel.dates import format_date

    # The first day of a month is an ordinal in French: « 1er janvier 2023 ».
    if locale == "fr_FR" and day.day == 1 and width in _FIRST_DAYS:
        return _pattern(locale, day, _FIRST_DAYS[width])
    return format_date(day, format=width, locale=locale)


@cache
def _pattern(locale: str, day: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(day, format=pattern, locale=locale)
