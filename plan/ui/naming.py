"""Words for records of the file, places in it, and its problems."""

from __future__ import annotations

from collections.abc import Iterable

from plan.desk.record_kinds import RECORD_KINDS, RecordKind
from plan.desk.records import NEW, record_containing
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.model.key_labels import KEY_LABELS
from plan.model.tree_address import Address
from plan.presentation.values import listed_source
from plan.problems import Problem


def record_names(view: View, what: RecordKind, new: bool = True) -> dict[str, str]:
    """The records of a kind by id, in words; ``new``: with an option for a new one."""
    plan, language = view.plan, view.language
    if what == "plan":
        return {"": plan.head.title.in_language(language)}
    if what == "indicator":
        found = {each: indicator_title(view, each) for each in plan.indicator}
    elif what == "axis":
        found = {each.id: each.name.in_language(language) for each in plan.axes}
    elif what == "body":
        found = {each.id: each.name.in_language(language) for each in plan.bodies}
    else:
        found = {each.id: listed_source(view.say, each) for each in plan.sources}
    return {**found, **({NEW: view.say("New")} if new else {})}


def record_title(view: View, record: tuple[RecordKind, str] | None) -> str:
    """A record in words."""
    if record is None or record[0] == "plan":
        return view.say("The plan")
    if view.edition.plan is None:
        return record[1]
    names = record_names(view, record[0], new=False)
    return names.get(record[1], record[1])


def indicator_title(view: View, indicator: str) -> str:
    """An indicator by its id and, where the plan still has it, its name."""
    plan = view.edition.plan
    if plan is None or indicator not in plan.indicator:
        return indicator
    return f"{indicator}  {plan.indicator[indicator].name.in_language(view.language)}"


def place_words(view: View, edition: Edition, address: Address) -> str:
    """A place in the file in words: its record, then the fields on the path to it."""
    record = record_containing(edition, address)
    length = RECORD_KINDS[record[0]].length if record else 0
    steps = []
    for step in address[length:]:
        if isinstance(step, int):
            steps.append(str(step + 1))
        else:
            steps.append(view.say(KEY_LABELS[step]) if step in KEY_LABELS else step)
    return " · ".join((record_title(view, record), *steps))


def problem_words(view: View, edition: Edition, problems: Iterable[Problem]) -> list[str]:
    """Problems in words, each with its record, without duplicates."""
    say = view.say
    sentences = (
        say("{name}: {told}", name=record_title(view, record_containing(edition, each.address)),
            told=each.message(say))
        for each in problems
    )  # fmt: skip
    return list(dict.fromkeys(sentences))
