"""The reasons for the score of a suggestion: a code with words of the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The meaning of each code, a message of the catalogue that shows the ``words``.
SCORE_REASONS: Final[dict[str, str]] = {
    "term": "It speaks of it: “{words}”.",
    "name": "It has words of the indicator’s name: “{words}”.",
    "carried": "What stands before speaks of it: “{words}”.",
    "unit": "It counts what the indicator counts: “{words}”.",
    "people": "It counts people: “{words}”.",
    "subject": "It counts something that the indicator names: “{words}”.",
    "unsaid": "It does not repeat what it counts.",
    "unknown": "Whether it counts the same is not certain: “{words}”.",
    "currency": "It is in another currency: “{words}”.",
    "qualifier": "The qualifier is kept: “{words}”.",
    "step": "The step is told by “{words}”.",
    "named": "They are named and not counted: “{words}”.",
    "statement": "It tells that it was done, and no value: “{words}”.",
    "period": "When: “{words}”.",
    "period-before": "When, told before: “{words}”.",
    "period-event": "The day of the event that the article reports: “{words}”.",
    "period-present": "It tells what is so on the day of publication.",
    "period-unresolved": "When, once the day of the article is known: “{words}”.",
    "period-none": "It does not say when.",
    "announced": "It is announced, not done: “{words}”.",
    "mismatch": "Words and digits of the number disagree: the words are taken.",
}


@dataclass(frozen=True, slots=True)
class ScoreReason:
    """A code of ``SCORE_REASONS``, and the words of the article that show it."""

    code: str
    words: str = ""
