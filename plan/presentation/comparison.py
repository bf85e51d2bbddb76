"""What is new between two views of a plan, one sentence for each change of an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plan.edition.view import View
from plan.method.assessment import Assessment
from plan.model.records import Indicator
from plan.presentation.values import status_words, value_words


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """A change of one indicator between two views, with a sentence that says it."""

    kind: Literal["appeared", "changed", "contradicted", "withdrawn"]
    indicator: Indicator
    sentence: str


def changes(before: View, after: View) -> tuple[IndicatorChange, ...]:
    """What appeared, changed, was contradicted or was withdrawn from one view to a later one."""
    return tuple(
        change
        for _, _, indicator in after.plan.indicators()
        for change in _changes_of(before, after, indicator)
    )


def year_before(day: date) -> date:
    """A day one year before, at the latest the 28th of its month, which every month has."""
    return date(day.year - 1, day.month, min(day.day, 28))


def _changes_of(before: View, after: View, indicator: Indicator) -> Iterator[IndicatorChange]:
    say = after.say
    old, new = before.assessments.get(indicator.id), after.assessments[indicator.id]
    name, value = indicator.name.in_language(after.language), value_words(after, indicator)
    if _disputed(new) - (_disputed(old) if old else set()):
        sentence = say("{name}: contradictory sources now.", name=name)
        yield IndicatorChange("contradicted", indicator, sentence)
    if old is None or old.value is None:
        if new.value is not None:
            sentence = say("{name}: first value, {value}.", name=name, value=value)
            yield IndicatorChange("appeared", indicator, sentence)
        return
    if new.value is None:
        sentence = say("{name}: no value is proven any more.", name=name)
        yield IndicatorChange("withdrawn", indicator, sentence)
        return
    was = value_words(before, indicator)
    # A step is exact on its day and "at least" later, which is no change.
    if old.retained != new.retained or (was != value and indicator.nature == "flow"):
        sentence = (
            say("{name}: new evidence, {value}.", name=name, value=value)
            if was == value
            else say("{name}: {value} (before: {was}).", name=name, value=value, was=was)
        )
        yield IndicatorChange("changed", indicator, sentence)
    elif old.status != new.status:
        sentence = say(
            "{name}: {status} (before: {was}).",
            name=name, status=status_words(after, new), was=status_words(before, old),
        )  # fmt: skip
        yield IndicatorChange("changed", indicator, sentence)


def _disputed(assessment: Assessment) -> set[tuple[int, ...]]:
    """The observations that contradict each other, and those that a passage refutes."""
    members = {conflict.members for conflict in assessment.conflicts}
    return members | {(i,) for i in assessment.screening.contested}
