"""Days and periods of the file in words that can be typed back, and why a typed one is not read."""

from __future__ import annotations

from typing import Final

from plan.language.time.typed_periods import Unclear, UnclearCode, read_typed_period
from plan.locale.translation import Say
from plan.model.quantities import InvalidValue, Period, read_period

#: Why a day or a period is not read: sentences of the catalogue.
UNCLEAR_WORDS: Final[dict[UnclearCode, str]] = {
    "ambiguous": "Day or month first? Write {days}.",
    "month-first": "The day comes first: write {days}.",
    "short-year": "Write the year in full: {days}.",
    "impossible": "This day does not exist.",
    "inexact": "This is not exact enough: write the days, for example {example}.",
    "no-day": "A day is needed here. If you mean the last one, write {days}.",
    "unknown": "This is not understood as a date. Write for example {example}.",
}


def period_to_edit(say: Say, written: str) -> str:
    """A day or period of the file in words, if these can be read back; else as it is written."""
    try:
        period = read_period(written)
        words = say.period(period)
        return words if read_typed_period(words, say.language) == period else written
    except (InvalidValue, Unclear):
        return written


def example_words(say: Say, day: bool) -> str:
    """What may be typed: an example of a day, or several of periods."""
    if day:
        return say("31 December 2027")
    return say("2024 · March 2024 · from 1 January to 30 June 2024")


def read_as_words(say: Say, period: Period) -> str:
    """How what was typed has been read."""
    return say("Read as: {period}", period=period)


def unclear_words(say: Say, unclear: Unclear, day: bool) -> str:
    """Why what was typed is not read, and what to write."""
    days = say(" or ").join(map(say.day, unclear.days))
    example = say("31 December 2027") if day else say("March 2024")
    return say(UNCLEAR_WORDS[unclear.code], days=days, example=example)
