"""The reasons for the score of a suggestion: a code with words of the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The meaning of each code, a message of the catalogue that shows the ``words``.
SCORE_REASONS: Final[dict[str, str]] = {
    "term": "It is about this: “{words}”.",
    "name": "It uses words of the indicator’s name: “{words}”.",
    "carried": "The text before is about this: “{words}”.",
    "unit": "It counts what the indicator counts: “{words}”.",
    "people": "It counts people: “{words}”.",
    "subject": "It counts something that the indicator names: “{words}”.",
    "unsaid": "It does not say again what is counted.",
    "unknown": "It is not certain that the same thing is counted: “{words}”.",
    "currency": "It is in another currency: “{words}”.",
    "qualifier": "Kept as written: “{words}”.",
    "step": "The step is given by “{words}”.",
    "named": "Named one by one, without a total: “{words}”.",
    "statement": "It says that it was done, without a number: “{words}”.",
    "period": "When: “{words}”.",
    "period-before": "When, said earlier: “{words}”.",
    "period-event": "The day of the event that the article reports: “{words}”.",
    "period-present": "The situation on the day of publication.",
    "period-unresolved": "The date depends on the day of the article: “{words}”.",
    "period-none": "It does not say when.",
    "announced": "Announced, not done yet: “{words}”.",
    "mismatch": "Words and digits of the number disagree: the words are kept.",
}


@dataclass(frozen=True, slots=True)
class ScoreReason:
    """A code of ``SCORE_REASONS``, and the words of the article that show it."""

    code: str
    words: str = ""
