"""Exact amounts, intervals, days and periods, parsed from text.

An amount is an int where the number is whole, else a ``Fraction``. An ambiguous spelling, such as
``1.200``, is refused together with what to write instead.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["fr", "en"]
Amount: TypeAlias = int | Fraction
Qualifier: TypeAlias = Literal["exactly", "at_least", "at_most", "about", "between"]

QUALIFIER_KEYS: Final[tuple[Qualifier, ...]] = (
    "exactly", "at_least", "at_most", "about", "between",
)  # fmt: skip
INF: Final = math.inf
#: The numbers of the months by their French and English names, in lower case without accents.
MONTHS: Final[dict[str, int]] = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip


class InvalidValue(ValueError):
    """A text that is no value of the type asked for.

    ``code`` is a problem code; ``read`` is the text, or the name of the Python type of what is no
    text; ``write`` is what to write instead, or "" where that is not certain.
    """

    def __init__(self, code: str, read: object, write: str = "") -> None:
        """Take the code, what was read, and the correction."""
        shown = read if isinstance(read, str) else type(read).__name__
        super().__init__(f"{code}: {shown}")
        self.code, self.read, self.write = code, shown, write


# --- Amounts -------------------------------------------------------------------------------------

# Patterns are strings that ``re`` compiles on first use: many commands read no number.
_PLAIN = r"[+-]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?"
_THOUSANDS = r"[+-]?[1-9][0-9]{0,2}(?:[.,\s][0-9]{3})+"
_DECIMAL_COMMA = r"([+-]?[0-9]+),([0-9]+)"
_LONGEST_NUMBER = 40


def read_amount(text: object) -> Amount:
    """The exact number written in ``text``; ints and Fractions are returned as they are.

    Raises ``InvalidValue`` with the code ``number-ambiguous`` or ``number-invalid``.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | Fraction):
        raise InvalidValue("number-invalid", text)
    if not isinstance(text, str):
        return text
    text = text.strip()
    if len(text) > _LONGEST_NUMBER:
        raise InvalidValue("number-invalid", text[:_LONGEST_NUMBER] + "…")
    if text.isdecimal() and text.isascii():  # the common case, faster without a pattern
        return int(text)
    if re.fullmatch(_THOUSANDS, text):
        raise InvalidValue("number-ambiguous", text, re.sub(r"[.,\s]", "", text))
    if comma := re.fullmatch(_DECIMAL_COMMA, text):
        raise InvalidValue("number-ambiguous", text, f"{comma[1]}.{comma[2]}")
    if not re.fullmatch(_PLAIN, text):
        digits = re.sub(r"[\s%]", "", text)
        raise InvalidValue("number-invalid", text, digits if re.fullmatch(_PLAIN, digits) else "")
    return as_amount(Fraction(text))


def as_amount(amount: Amount) -> Amount:
    """The same number, as an int when it is whole."""
    return amount.numerator if amount.denominator == 1 else amount


class Stated(NamedTuple):
    """A value as it was stated: its qualifier and its number, a pair for ``between``."""

    qualifier: Qualifier
    number: Amount | tuple[Amount, Amount]


class Interval(NamedTuple):
    """The amounts from ``low`` to ``high``, both included; ``high`` is ``INF`` when unbounded."""

    low: Amount
    high: Amount | float

    @property
    def unknown(self) -> bool:
        """Whether it is [0, ∞), which bounds no quantity that is never negative."""
        return self.low == 0 and self.high == INF

    @property
    def empty(self) -> bool:
        """Whether it contains no amount, as the intersection of disjoint intervals."""
        return self.low > self.high

    def intersect(self, other: Interval) -> Interval:
        """The amounts in both; ``empty`` when they are disjoint."""
        return Interval(max(self.low, other.low), min(self.high, other.high))

    def without(self, part: Interval) -> Interval:
        """The remainder of the quantity without a part of it, never below 0."""
        low = 0 if isinstance(part.high, float) else max(0, self.low - part.high)
        return Interval(low, INF if self.high == INF else max(0, self.high - part.low))

    def times(self, share: Fraction) -> Interval:
        """The bounds of a share, above 0, of the quantity."""
        return Interval(self.low * share, INF if self.high == INF else self.high * share)

    def as_json(self) -> dict[str, int | float | None]:
        """``{"low", "high"}``: whole amounts as ints, others as floats, unbounded as None."""
        return {"low": _number(self.low), "high": None if self.high == INF else _number(self.high)}


def _number(amount: Amount | float) -> int | float:
    return float(amount) if amount % 1 else int(amount)


def read_interval(qualifier: Qualifier, value: Amount | tuple[Amount, Amount]) -> Interval:
    """The interval of a qualified value; ``value`` is a pair for ``between``.

    ``exactly`` v is [v, v]; ``at_least`` v [v, ∞); ``at_most`` v [0, v]; ``about`` v, 5 % around
    v; ``between`` (a, b) [a, b]. Raises ValueError for a pair in descending order, a pair with
    another qualifier, and ``at_most`` below 0.
    """
    if isinstance(value, tuple) or qualifier == "between":
        if not isinstance(value, tuple) or qualifier != "between" or value[0] > value[1]:
            raise ValueError(f"{qualifier}: {value}; write between: [a, b], the lower number first")
        return Interval(*value)
    if qualifier == "exactly":
        return Interval(value, value)
    if qualifier == "at_least":
        return Interval(value, INF)
    if qualifier == "about":
        margin = abs(Fraction(value, 20))
        return Interval(as_amount(value - margin), as_amount(value + margin))
    if value < 0:
        raise ValueError(f"at_most: {value}; below 0, write between: [a, b]")
    return Interval(0, value)


# --- Days and periods ----------------------------------------------------------------------------


class Period(NamedTuple):
    """Days from ``start`` to ``end``, both included; ``start`` is None when it is not known."""

    start: date | None
    end: date

    @property
    def days(self) -> int | None:
        """The number of days, or None when the start is not known."""
        return None if self.start is None else (self.end - self.start).days + 1

    def iso(self) -> str:
        """The period as written in the file."""
        if self.start == self.end:
            return self.end.isoformat()
        return f"{'..' if self.start is None else self.start}/{self.end}"


_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
_SLASHED = r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"
_LOOSE = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
_YEARS = r"(\d{4}) ?[-–—] ?(\d{4})"
_BETWEEN = r" +(?:[-–—]|au|à|to) +"
_SPELLED = r"(?:(\d{1,2})(?:er)? )?([^\W\d_]+) (\d{4})"


def read_day(text: object) -> date:
    """The day written ``YYYY-MM-DD``; a date is returned as it is.

    Raises ``InvalidValue`` with the code ``date-invalid`` or ``date-impossible``.
    """
    if isinstance(text, date):
        return text
    if not isinstance(text, str) or len(text.strip()) != 10:
        raise InvalidValue("date-invalid", text, _likely_date(text))
    return _span(text.strip())[1]


def read_period(text: object) -> Period:
    """The days covered by a day, a month, a year, ``A/B`` or ``../B``.

    A year may be an int; a ``Period`` is returned as it is. Raises ``InvalidValue`` with the
    code ``date-invalid``, ``date-impossible``, ``period-open`` or ``period-reversed``.
    """
    if isinstance(text, Period):
        return text
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        raise InvalidValue("date-invalid", text)
    return _period(text.strip())


@lru_cache(maxsize=4096)  # a plan names the same days again and again
def _period(text: str) -> Period:
    head, slash, tail = text.partition("/")
    if not slash:
        return Period(*_span(text))
    if re.fullmatch(_SLASHED, text) or re.search(_BETWEEN, text):
        raise InvalidValue("date-invalid", text, _likely_date(text))
    if tail.strip() == ".." or not tail.strip():
        raise InvalidValue("period-open", text)
    start = None if head.strip() == ".." else _span(head.strip())[0]
    end = _span(tail.strip())[1]
    if start is not None and start > end:
        raise InvalidValue("period-reversed", text, f"{tail.strip()}/{head.strip()}")
    return Period(start, end)


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[date, date]:
    written = re.fullmatch(_DATE, text)
    if not written or not text.isascii():
        raise InvalidValue("date-invalid", text, _likely_date(text))
    year, month, day = (int(part) if part else None for part in written.groups())
    assert year is not None
    if year >= date.max.year:  # so that the day after a period exists
        raise InvalidValue("date-impossible", text)
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise InvalidValue("date-impossible", text) from None


def _likely_date(text: object) -> str:
    """The ISO date most likely meant by a French or English spelling, or ""."""
    if not isinstance(text, str):
        return ""
    text = text.strip()
    if years := re.fullmatch(_YEARS, text):
        return f"{years[1]}/{years[2]}" if years[1] <= years[2] else ""
    if len(ends := re.split(_BETWEEN, text)) == 2:
        likely = [_likely_date(end) or end for end in ends]
        return "/".join(likely) if all(re.fullmatch(_DATE, each) for each in likely) else ""
    if slashed := re.fullmatch(_SLASHED, text):
        day, month, year = map(int, slashed.groups())
    elif loose := re.fullmatch(_LOOSE, text):
        year, month, day = map(int, loose.groups())
    elif spelled := re.fullmatch(_SPELLED, text.lower()):
        unaccented = spelled[2].translate(str.maketrans("éèûî", "eeui"))
        day, month, year = int(spelled[1] or 0), MONTHS.get(unaccented, 0), int(spelled[3])
        if not day:
            return f"{year}-{month:02}" if month else ""
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
