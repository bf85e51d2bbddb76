"""What appeared, changed or was contradicted between two views, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plan.model import Indicator
from plan.progress import Assessment
from plan.values import status_words, value_words
from plan.view import View, once


@dataclass(frozen=True, slots=True)
class Change:
    """What differs for one indicator between two views."""

    kind: Literal["appeared", "changed", "contradicted", "withdrawn"]
    indicator: Indicator
    sentence: str


def _disputed(assessment: Assessment) -> set[tuple[int, ...]]:
    """The observations that contradict each other, and those that a passage refutes."""
    members = {conflict.members for conflict in assessment.conflicts}
    return members | {(i,) for i in assessment.standing.contested}


@once
def changes(before: View, after: View) -> list[Change]:
    """What appeared, changed, was contradicted or was withdrawn from one view to a later one."""
    found: list[Change] = []
    for _, _, indicator in after.plan.indicators():
        old = before.assessments.get(indicator.id)
        new = after.assessments[indicator.id]
        name = indicator.name.told(after.language)
        args = {"name": name, "value": value_words(after, indicator)}
        if _disputed(new) - (_disputed(old) if old else set()):
            found.append(
                Change("contradicted", indicator,
                       after.say("{name}: sources now contradict each other.", **args))
            )  # fmt: skip
        had = old is not None and old.value is not None
        if new.value is not None and not had:
            told = after.say("{name}: first evidence, {value}.", **args)
            found.append(Change("appeared", indicator, told))
        elif had and new.value is None:
            told = after.say("{name}: no value stands any more.", **args)
            found.append(Change("withdrawn", indicator, told))
        elif old is not None and had:
            was = value_words(before, indicator) if indicator.id in before.assessments else ""
            # A rung is exact on its day and "at least" later, which is no news.
            same = old.retained == new.retained
            if not same or (was != args["value"] and indicator.nature == "flow"):
                sentence = after.say("{name}: {value}, after {was}.", **args, was=was)
                if was == args["value"]:
                    sentence = after.say("{name}: new evidence, {value}.", **args)
                found.append(Change("changed", indicator, sentence))
            elif old.status != new.status:
                found.append(
                    Change(
                        "changed",
                        indicator,
                        after.say(
                            "{name}: {status}, after {was}.", name=name,
                            status=status_words(after, new), was=status_words(before, old),
                        ),
                    )
                )  # fmt: skip
    return found
