"""What a change of the file does to the indicators, in words: how each stands before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan.findings import indicator_finding
from plan.view import View

__all__ = ["Effect", "effects"]


@dataclass(frozen=True, slots=True)
class Effect:
    """An indicator before and after a change, a sentence each; None where there is none then."""

    indicator: str
    name: str
    before: str | None
    after: str | None

    @property
    def differs(self) -> bool:
        """Whether it stands otherwise."""
        return self.before != self.after


def effects(before: View, after: View, indicators: Iterable[str]) -> list[Effect]:
    """How the change of a plan tells on some of its indicators."""
    found = []
    for each in indicators:
        told = [
            indicator_finding(view, view.plan.indicator[each])
            if each in view.plan.indicator else None
            for view in (before, after)
        ]  # fmt: skip
        named = next((v.plan for v in (after, before) if each in v.plan.indicator), None)
        if named is not None:
            name = named.indicator[each].name.told(after.language)
            found.append(Effect(each, name, *told))
    return found
