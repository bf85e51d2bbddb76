"""Translation of sentences and formatting of their values, in French and in English.

The code holds the sentences in English, ``fr.po`` beside this file the French ones; a test keeps
them in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

from plan.locale.catalogue import read_catalogue
from plan.locale.formats import Width, write_day, write_month, write_number
from plan.locale.isolation import isolate
from plan.model.quantities import INF, Amount, Interval, Language, Period, Qualifier, Stated

LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
#: Up to this many decimals a number is written as published.
_FEW: Final = 4

_QUALIFIED: Final[dict[Qualifier, str]] = {
    "exactly": "{number}",
    "at_least": "at least {number}",
    "at_most": "at most {number}",
    "about": "about {number}",
    "between": "between {low} and {high}",
}


def pick_language(wanted: str | None) -> Language:
    """The language for a locale: English if its name begins with ``en``, else French."""
    return "en" if wanted and wanted.lower().startswith("en") else "fr"


@cache
def _translations(language: Language) -> Mapping[str, tuple[str, ...]]:
    path = Path(__file__).with_name(f"{language}.po")
    return read_catalogue(path.read_text(encoding="utf-8")) if path.exists() else {}


class Say:
    """Translates and formats sentences of one language: ``say("{n} of {total}", n=1, total=3)``.

    Numbers, days and periods among the arguments are formatted for the language; a text among them
    cannot turn the rest of the sentence.
    """

    def __init__(self, language: Language) -> None:
        """Choose the language."""
        self.language: Final = language

    def __call__(self, message: str, **args: Any) -> str:
        """The sentence with its arguments."""
        sentence = _translations(self.language).get(message, (message,))[0]
        return sentence.format(**self._worded(args)) if args else sentence

    def plural(self, one: str, many: str, n: int, **args: Any) -> str:
        """The singular or plural sentence for ``n``, which is one of its arguments."""
        singular = n < 2 if self.language == "fr" else n == 1
        forms = _translations(self.language).get(one, (one, many))
        sentence = forms[0 if singular else 1]
        return sentence.format(**self._worded({"n": n, **args}))

    def _worded(self, args: dict[str, Any]) -> dict[str, Any]:
        return {name: self.value(value) for name, value in args.items()}

    def value(self, value: object) -> str:
        """Any value, formatted for the language."""
        if isinstance(value, str):
            return isolate(value)
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
        """A number with at most ``digits`` decimals.

        Without ``digits`` it has all its decimals up to four, as published, else one, or as many as
        distinguish it from 0.
        """
        exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
        if digits is None:
            digits = _FEW if 10**_FEW % exact.denominator == 0 else 1
            while exact and not round(exact, digits):
                digits += 1
        return write_number(self.language, exact, digits)

    def percent(self, share: Amount | float, digits: int = 0) -> str:
        """A share as a percentage, rounded to 0 % or 100 % only where it is exactly that."""
        exact = Fraction(share) * 100
        shown = round(exact, digits)
        while (shown >= 100 > exact) or (shown == 0 != exact):
            digits += 1
            shown = round(exact, digits)
        return self.number(shown, digits) + self.percent_sign

    @property
    def percent_sign(self) -> str:
        """The sign with the space before it."""
        return "\u202f%" if self.language == "fr" else "%"

    def measure(self, qualifier: Qualifier, number: Amount | tuple[Amount, Amount]) -> str:
        """A value with its qualifier: *at least 12*."""
        if isinstance(number, tuple):
            return self(_QUALIFIED["between"], low=number[0], high=number[1])
        return self(_QUALIFIED[qualifier], number=number)

    def interval(self, interval: Interval, suffix: str = "") -> str:
        """An interval with its qualifier; without bounds it is unknown, never zero."""
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

    def day(self, day: date, width: Width = "long") -> str:
        """A day, in long or medium width."""
        return write_day(self.language, day, width)

    def month(self, day: date) -> str:
        """The month and year of a day."""
        return write_month(self.language, day)

    def period(self, period: Period) -> str:
        """A period in the shortest words for it: a year, a month, a day, or from … to …"""
        start, end = period
        if start is None:
            return self("by {day}", day=end)
        if start == end:
            return self.day(end)
        whole_start = start.day == 1
        whole_end = end == date.max or (end + timedelta(days=1)).day == 1
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
        """A list in words: *a, b and c*."""
        several = list(map(isolate, parts))
        if len(several) < 2:
            return "".join(several)
        return self("{several} and {last}", several=", ".join(several[:-1]), last=several[-1])

    def series(self, parts: Iterable[str]) -> str:
        """A list with semicolons: *a; b; c*."""
        return ("\u202f; " if self.language == "fr" else "; ").join(map(isolate, parts))

    def quoted(self, text: str) -> str:
        """A text between the language's quotation marks."""
        return self("“{text}”", text=text)


@cache
def say_in(language: Language) -> Say:
    """The ``Say`` of a language, the same object at every call."""
    return Say(language)
