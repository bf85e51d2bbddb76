"""The parts that come with a suggested total, as a plan names them: *dont 287 femmes*.

In: a plan and a suggestion. Out: each part with its category, and whether it surely is one.
"""

from __future__ import annotations

from typing import NamedTuple

from plan.model.quantities import Stated, read_interval
from plan.model.records import Plan
from plan.suggestions.suggestion import Suggestion
from plan.suggestions.units import head_of


class OfferedPart(NamedTuple):
    """A part of a total with the words of the article, and its dimension and category by id.

    ``category`` is None where the plan has none for the indicator that the words name. ``sure``:
    the words name one category only, no other part has it, and the parts do not exceed the total.
    """

    stated: Stated
    words: str
    category: tuple[str, str] | None
    sure: bool


def offered_parts(plan: Plan, suggestion: Suggestion) -> tuple[OfferedPart, ...]:
    """The parts of a suggestion that is recorded as a value; of any other there are none."""
    if suggestion.outcome != "value" or suggestion.value is None:
        return ()
    named = [(*each, _categories(plan, suggestion.indicator, each[1])) for each in suggestion.parts]
    taken = [found[0] for *_, found in named if found]
    largest = read_interval(*suggestion.value).high
    return tuple(
        OfferedPart(
            stated, words, found[0] if found else None,
            len(found) == 1 and taken.count(found[0]) == 1 and largest >= sum(
                read_interval(*other).low for other, _, its in named
                if its and its[0][0] == found[0][0]
            ),
        )
        for stated, words, found in named
    )  # fmt: skip


def _categories(plan: Plan, indicator: str, words: str) -> list[tuple[str, str]]:
    """The dimensions and categories, by id, of the indicator that the words of a part name."""
    nouns = {each.rstrip("s") for word in words.split() for each in head_of(word)}
    found = []
    for name in plan.indicator[indicator].disaggregation:
        for category in plan.dimensions[name].values:
            own = {each.rstrip("s") for word in category.name.fr.split() for each in head_of(word)}
            if nouns & own - {"de", "et"}:
                found.append((name, category.id))
    return found
