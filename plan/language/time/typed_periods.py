"""A day or a period as people type it: *31/12/2027*, *décembre 2027*, *T1 2025*, *2022-2024*.

In: what was typed, and the language it was typed in. Out: its days. The notation of the file is
read as it is; everything else by the grammar of times, but only where nothing has to be guessed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Final, Literal

from plan.language.numbers.numerals import tokenise
from plan.language.time.periods import read_periods
from plan.model.quantities import MONTHS, InvalidValue, Language, Period, read_period

UnclearCode = Literal[
    "ambiguous", "month-first", "short-year", "impossible", "inexact", "no-day", "unknown",
]  # fmt: skip


class Unclear(ValueError):
    """A day or period that is not read, with the reason, and the days that may be meant.

    The codes: *ambiguous* (day or month first), *month-first* (in French the day is first),
    *short-year* (two digits), *impossible* (31 February), *inexact* (*début 2024*, *hier*),
    *no-day* (a longer period, where a day is needed), *unknown* (no date).
    """

    def __init__(self, code: UnclearCode, *days: date) -> None:
        """Say why, with the days that may be meant."""
        super().__init__(code)
        self.code: Final = code
        self.days: Final = days


_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-])")
_WORD: Final = re.compile(r"[^\W\d_]{3,}\.?")
_OPENING: Final = re.compile(r"^(?:en|in|on|le|the|au|à|at)\s+", re.IGNORECASE)
#: What makes some notations a time for the grammar: *2024*, *janvier à mars 2024*.
_LEADS: Final = ("", "en ", "de ", "from ")
#: The flags of times that are exact all the same.
_EXACT: Final = frozenset({"plan-period", "deadline", "fiscal-year", "future", "unfinished"})
_MOST: Final = 80  # characters


def read_typed_period(typed: str, language: Language) -> Period:
    """The days of what was typed; without a start where only the last day is given.

    Raises ``Unclear``, and ``InvalidValue`` for a fault in the notation of the file.
    """
    try:
        return read_period(typed)
    except InvalidValue as fault:
        if fault.code not in ("date-invalid", "date-impossible"):
            raise
    text = _NUMERIC.sub(lambda found: _iso(found, language), " ".join(typed.split())[:_MOST])
    text = _WORD.sub(_month_in_full, text).rstrip(" .")
    why: UnclearCode = "unknown"
    for words in dict.fromkeys((text, _OPENING.sub("", text, count=1))):
        for lead in _LEADS:
            for mention in read_periods(lead + words, None):
                if mention.start > len(lead) or mention.end < len(lead + words):
                    continue
                if mention.period is not None and mention.flags <= _EXACT:
                    return mention.period
                why = "impossible" if "impossible" in mention.flags else "inexact"
    raise Unclear(why)


def read_typed_day(typed: str, language: Language) -> date:
    """The day that was typed. Raises as ``read_typed_period`` does."""
    period = read_typed_period(typed, language)
    if period.start != period.end:
        raise Unclear("no-day", period.end)
    return period.end


def in_file_notation(period: Period) -> str:
    """A period in the shortest notation of the file: *2024*, *2024-03*, *2022/2024*."""
    if period.start is None:
        return period.iso()
    for length in (4, 7):
        first, last = period.start.isoformat()[:length], period.end.isoformat()[:length]
        written = first if first == last else f"{first}/{last}"
        if read_period(written) == period:
            return written
    return period.iso()


def _iso(found: re.Match[str], language: Language) -> str:
    """A date in digits in ISO 8601. Raises ``Unclear``."""
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        days = _days(2000 + year, one, other)
        raise Unclear("short-year", days[0]) if days else Unclear("impossible")
    days = _days(year, one, other)
    if language == "en" and len(days) == 2:
        raise Unclear("ambiguous", *days)
    if not days or (language == "en" or days[0].day == one):
        return days[0].isoformat() if days else found[0]
    raise Unclear("month-first", days[0])


def _days(year: int, one: int, other: int) -> list[date]:
    """The days that two numbers may mean, the day first, then the month first."""
    days = []
    for day, month in dict.fromkeys(((one, other), (other, one))):
        with suppress(ValueError):
            days.append(date(year, month, day))
    return days


def _month_in_full(found: re.Match[str]) -> str:
    """The name of a month that is shortened: *déc.*, *Jan*; any other word as it is."""
    word = tokenise(found[0]).words[0]
    full = [name for name in MONTHS if name.startswith(word)]
    if word in MONTHS or len({MONTHS[name] for name in full}) != 1:
        return found[0]
    return full[0]
