"""Edits of the plan's file as values: set, insert, remove, rename, arrange.

An edit names the address of a value. ``applied`` makes it on a tree, ``differences`` finds the
edits that lead from one tree to another; ``splicing`` makes the same edit on the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from plan.file.emitter import inline
from plan.file.nodes import children, look_up
from plan.file.tree import Tree
from plan.model.tree_address import Address

#: Why an edit cannot be written, by its code; each a sentence of the catalogue.
UNABLE_WORDS: Final[dict[str, str]] = {
    "gone": "What was to be changed is no longer in the file: {where}.",
    "layout": "This change cannot be written safely at {where}. Make it in a text editor.",
    "characters": "The text holds characters that the file cannot hold.",
}


class Unable(Exception):
    """An edit that cannot be written; holds the code of the reason, and where."""

    def __init__(self, code: str, address: Address = ()) -> None:
        """Say why, by a code of ``UNABLE_WORDS``, and where."""
        super().__init__(code)
        self.code, self.sentence = code, UNABLE_WORDS[code]
        self.arguments = {"where": ".".join(map(str, address)) or "indicators.yaml"}


@dataclass(frozen=True, slots=True)
class Set:
    """Put a value at an address, in place of what is there or as a new key with its parents."""

    address: Address
    value: Tree


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a value into the list at an address, before an index; without one, at the end."""

    address: Address
    value: Tree
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove the value at an address, with its key or its dash."""

    address: Address


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the key at an address another name; its value stays as it is written."""

    address: Address
    name: str


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put the items of the list at an address into another order, each with its comments.

    ``order`` holds for each place the present index of the item that goes there.
    """

    address: Address
    order: tuple[int, ...]


Edit: TypeAlias = Set | Insert | Remove | Rename | Arrange


def applied(tree: Tree, edit: Edit) -> Tree:
    """The tree with an edit made; branches beside its address are shared. Raises ``Unable``."""
    address = edit.address
    match edit:
        case Set():
            return _put(tree, address, edit.value, address)
        case Insert():
            listed = _list_at(tree, address) or []
            index = len(listed) if edit.index is None else edit.index
            if not 0 <= index <= len(listed):
                raise Unable("gone", address)
            return _put(tree, address, [*listed[:index], edit.value, *listed[index:]], address)
        case Arrange():
            held = _list_at(tree, address)
            if held is None or sorted(edit.order) != list(range(len(held))):
                raise Unable("gone", address)
            return _put(tree, address, [held[n] for n in edit.order], address)
    parent, step = address[:-1], address[-1]
    try:
        collection = look_up(tree, parent)
        look_up(collection, (step,))
    except LookupError:
        raise Unable("gone", address) from None
    remaining: Tree
    if isinstance(edit, Rename):
        if not isinstance(collection, dict) or edit.name in collection:
            raise Unable("gone", address)
        remaining = {edit.name if key == step else key: each for key, each in collection.items()}
    elif isinstance(collection, dict):
        remaining = {key: each for key, each in collection.items() if key != step}
    else:
        remaining = [each for at, each in children(collection) if at != step]
    return _put(tree, parent, remaining, address)


def _list_at(tree: Tree, address: Address) -> list[Tree] | None:
    """The list at an address; None where nothing is. Raises ``Unable`` for anything else."""
    try:
        held = look_up(tree, address)
    except LookupError:
        return None
    if held is None or isinstance(held, list):
        return held
    raise Unable("gone", address)


def _put(tree: Tree, path: Address, value: Tree, address: Address) -> Tree:
    """The tree with a value put at a path; ``address`` is reported if the path leads nowhere."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(tree, dict) and isinstance(step, str):
        return {**tree, step: _put(tree.get(step), rest, value, address)}
    if tree is None and isinstance(step, str):
        return {step: _put(None, rest, value, address)}
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        return [*tree[:step], _put(tree[step], rest, value, address), *tree[step + 1 :]]
    raise Unable("gone", address)


def differences(before: Tree, after: Tree, address: Address = ()) -> list[Set | Insert | Remove]:
    """Edits that turn one tree into another, in the order in which they are to be made.

    Entries of a list are matched by their ``id`` where all have one, else by their content.
    """
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        edits: list[Set | Insert | Remove] = [
            Remove((*address, key)) for key in before if key not in after
        ]
        for key, value in after.items():
            at = (*address, key)
            edits += differences(before[key], value, at) if key in before else [Set(at, value)]
        return edits
    if isinstance(before, list) and isinstance(after, list) and before and after:
        return _list_differences(before, after, address)
    return [Set(address, after)]


def _list_differences(
    before: list[Tree], after: list[Tree], address: Address
) -> list[Set | Insert | Remove]:
    marks = item_keys(before), item_keys(after)
    edits: list[Set | Insert | Remove] = []
    # From the end, so that an edit shifts no index that a later edit uses.
    for kind, a, b, c, d in reversed(SequenceMatcher(None, *marks, autojunk=False).get_opcodes()):
        paired = min(b - a, d - c) if kind == "replace" else b - a if kind == "equal" else 0
        edits += [Remove((*address, i)) for i in range(b - 1, a + paired - 1, -1)]
        for at in range(c + paired, d):
            index = a + paired + at - (c + paired)
            whole = index >= len(before) and b == len(before)
            edits.append(Insert(address, after[at], None if whole else index))
        for n in range(paired - 1, -1, -1):
            edits += differences(before[a + n], after[c + n], (*address, a + n))
    return edits


def item_keys(listed: list[Tree]) -> list[str]:
    """What identifies each item of a list: its ``id`` where all have one, else its content."""
    ids = [each.get("id") for each in listed if isinstance(each, dict)]
    if len(ids) == len(listed) and all(isinstance(each, str) for each in ids):
        return [str(each) for each in ids]
    return [inline(each) for each in listed]
