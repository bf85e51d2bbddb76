"""A change of the plan's file as it is saved: who makes it, when and why, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from plan.file.edits import Insert, Remove, differences
from plan.file.nodes import look_up
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.tree_address import Address

EntryKind = Literal["start", "edit", "article", "undo", "outside", "reject", "restore", "commit"]


class ValueChange(NamedTuple):
    """The value at an address before and after a change; None where there was or is none."""

    address: Address
    before: Tree
    after: Tree


class ChangeSet(NamedTuple):
    """What differs, address by address, and the ids of the indicators in which it does."""

    changes: tuple[ValueChange, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes the file, when and why: what the journal keeps beside the difference.

    ``about`` holds what a kind needs: the entry undone, the proposal rejected. ``change_set`` is
    what differs, where that is known already.
    """

    when: datetime
    who: str
    why: str = ""
    kind: EntryKind = "edit"
    about: Mapping[str, str] = field(default_factory=dict)
    change_set: ChangeSet | None = None


def changes_between(before: str, after: str, home: Address = ()) -> ChangeSet:
    """What differs between two texts of the file.

    With ``home``, the texts are the lines of the one indicator at that address. Empty where either
    text is not YAML.
    """
    try:
        old, new = compose(before.lstrip("\ufeff"))[0], compose(after.lstrip("\ufeff"))[0]
    except InvalidYaml:
        return ChangeSet((), ())
    changes: list[ValueChange] = []
    for edit in differences(old, new):
        address = (*home, *edit.address[1:]) if home else edit.address
        earlier = None if isinstance(edit, Insert) else _at(old, edit.address)
        later = None if isinstance(edit, Remove) else edit.value
        changes.append(ValueChange(address, earlier, later))
    whole: list[Tree] = [old, new]
    if home:
        whole = [{"axes": [{"indicators": tree}]} for tree in whole]
    one, other = map(_indicators, whole)
    touched = (name for name in {**one, **other} if one.get(name) != other.get(name))
    return ChangeSet(tuple(changes), tuple(touched))


def _at(tree: Tree, address: Address) -> Tree:
    try:
        return look_up(tree, address)
    except LookupError:
        return None


def _indicators(tree: Tree) -> dict[str, list[Tree]]:
    """The records of each indicator by its id, each with the id of its axis."""
    found: dict[str, list[Tree]] = {}
    for axis in _records(tree, "axes"):
        for record in _records(axis, "indicators"):
            if isinstance(name := record.get("id"), str):
                found.setdefault(name, []).append([axis.get("id"), record])
    return found


def _records(tree: Tree, key: str) -> Iterator[dict[str, Tree]]:
    held = tree.get(key) if isinstance(tree, dict) else None
    yield from (each for each in (held if isinstance(held, list) else ()) if isinstance(each, dict))
