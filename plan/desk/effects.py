"""The effects of a revision on the indicators, in words: the finding of each before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plan.desk.change import ChangeSet
from plan.edition.view import View
from plan.presentation.findings import indicator_finding


@dataclass(frozen=True, slots=True)
class Effect:
    """The findings of an indicator before and after a revision; None where it did not exist.

    ``was`` is its former id, where that has changed; else empty.
    """

    indicator: str
    name: str
    before: str | None
    after: str | None
    was: str = ""

    @property
    def differs(self) -> bool:
        """Whether the finding has changed."""
        return self.before != self.after


_ID: Final = 5  # the length of the address of an indicator's id


def effects(before: View, after: View, change_set: ChangeSet) -> list[Effect]:
    """The effects of a revision, by its change set, on the indicators that it touches."""
    old_names = {
        str(each.after): str(each.before)
        for each in change_set.changes
        if len(each.address) == _ID and each.address[-1] == "id"
    }
    found = []
    for each in change_set.indicators:
        if each in old_names.values() and each not in after.plan.indicator:
            continue  # listed under its new id
        was = old_names.get(each, each)
        finding, new_finding = _finding(before, was), _finding(after, each)
        named = next((v.plan for v in (after, before) if each in v.plan.indicator), None)
        if named is not None:
            name = named.indicator[each].name.in_language(after.language)
            found.append(Effect(each, name, finding, new_finding, was if was != each else ""))
    return found


def _finding(view: View, name: str) -> str | None:
    indicator = view.plan.indicator.get(name)
    return None if indicator is None else indicator_finding(view, indicator)
