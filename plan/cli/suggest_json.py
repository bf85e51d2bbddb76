"""The JSON of the command ``suggest``: the proposals of an article for other programs."""

from __future__ import annotations

from typing import Any

from plan.model.quantities import Amount, Period
from plan.suggestions.proposals import Examined
from plan.suggestions.suggestion import Suggestion

__all__ = ["proposals_json"]


def proposals_json(examined: Examined) -> list[dict[str, Any]]:
    """The proposals, highest score first; ``start`` and ``end`` are characters of the text."""
    return [
        {
            "quote": each.suggestion.quote,
            "start": each.suggestion.start,
            "end": each.suggestion.end,
            "indicator": each.suggestion.indicator,
            "value": _value(each.suggestion),
            "unit": each.suggestion.unit,
            "period": _period(each.suggestion, examined.published),
            "announced": each.suggestion.announced,
            "flags": list(each.flags),
            "score": each.suggestion.score,
        }
        for each in examined.proposals
    ]


def _value(suggestion: Suggestion) -> dict[str, Any] | None:
    if suggestion.step is not None:
        return {"step": suggestion.step}
    if suggestion.value is None:
        return None
    kind, amount = suggestion.value
    if isinstance(amount, tuple):
        return {kind: [_number(each) for each in amount]}
    return {kind: _number(amount)}


def _number(amount: Amount) -> int | float:
    return amount if isinstance(amount, int) else float(amount)


def _period(suggestion: Suggestion, published: Period | None) -> str | None:
    """Both ends of the period; of something announced from its announcement on."""
    if (period := suggestion.period) is None:
        return None
    start = period.start
    if start is None and suggestion.announced and published and published.end <= period.end:
        start = published.end
    return None if start is None else f"{start.isoformat()}/{period.end.isoformat()}"
