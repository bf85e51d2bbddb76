"""The result of reading an article for a plan: suggestions and withheld passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plan.articles.limits import Unread
from plan.model.quantities import Period, Stated
from plan.suggestions.exclusions import Exclusion
from plan.suggestions.score_reasons import ScoreReason

Outcome = Literal["value", "announcement", "ongoing", "statement"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage at ``text[start:end]`` that may be evidence for an indicator.

    ``value`` is the number with its qualifier, ``step`` the id of a step; both are None for a
    statement. ``unit`` is the id of the indicator's unit. ``period`` is None where the article does
    not give it, and has no start where the article gives only the latest day. ``score`` is above 0
    and at most 1, and no probability; ``reasons`` explain it. ``parts`` are the values of parts of
    the total that the sentence states, each with its words. ``sentence`` is the span of the
    sentence in the text; ``about``, counted from its start, the span of the words that name the
    indicator, if it does so itself.
    """

    start: int
    end: int
    quote: str
    indicator: str
    value: Stated | None
    step: str | None
    unit: str | None
    period: Period | None
    announced: bool
    flags: tuple[str, ...]
    score: float
    reasons: tuple[ScoreReason, ...]
    sentence: tuple[int, int]
    about: tuple[int, int] | None = None
    parts: tuple[tuple[Stated, str], ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What it is for the indicator: only a *value* (a number or a step) counts as a result."""
        if self.announced:
            return "announcement"
        if "ongoing" in self.flags and not self.step:
            return "ongoing"
        return "value" if self.value or self.step else "statement"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A passage that mentions an indicator and is no evidence, with the reason."""

    start: int
    end: int
    quote: str
    indicator: str
    exclusion: Exclusion


@dataclass(frozen=True)
class ReaderResult:
    """The suggestions for a plan, highest score first, and the passages withheld, in text order.

    ``off_topic``: the article is not about the plan and was not read further. ``unread`` is what
    lay beyond a limit.
    """

    suggestions: tuple[Suggestion, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    off_topic: bool = False
    unread: tuple[Unread, ...] = ()
