"""Renaming an ``id``, in its record and in every reference to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from plan.file.edits import Set, applied
from plan.file.nodes import look_up
from plan.file.tree import Tree
from plan.model.tree_address import Address

#: The keys that refer to a record, by the key of the list that holds the record.
_REFERENCES: Final = {
    "bodies": ("responsible",),
    "sources": ("source", "origin"),
    "units": ("unit",),
    "steps": ("step",),
}


def renamed(tree: Tree, address: Address, name: str) -> Tree:
    """The tree with another ``id`` for the record at an address, and in all references to it.

    The id of a step is valid within its indicator only, that of a category within its dimension.
    Raises ``LookupError`` where there is no record with an ``id`` at the address.
    """
    record = look_up(tree, address)
    before = record.get("id") if isinstance(record, dict) else None
    if not isinstance(before, str):
        raise LookupError(address)
    made = applied(tree, Set((*address, "id"), name))
    kind = str(address[-2]) if len(address) > 1 else ""
    if kind == "steps":
        scope = address[:-2]
        return applied(made, Set(scope, _referring(look_up(made, scope), kind, before, name)))
    if kind == "dimensions":
        return _mapped(made, lambda key, held: _in_dimension(key, held, before, name))
    if kind == "values":
        dimension = look_up(tree, (*address[:-2], "id"))
        return _mapped(made, lambda key, held: _in_category(key, held, dimension, before, name))
    return _referring(made, kind, before, name)


def _referring(tree: Tree, kind: str, before: str, name: str) -> Tree:
    keys = _REFERENCES.get(kind, ())
    written: tuple[Tree, ...] = (before, {"fr": before})  # the second is the first in full
    return _mapped(tree, lambda key, held: name if key in keys and held in written else held)


def _in_dimension(key: str, held: Tree, before: str, name: str) -> Tree:
    if key == "disaggregation" and isinstance(held, list):
        return [name if each == before else each for each in held]
    if key == "part" and isinstance(held, dict):
        return {name if each == before else each: value for each, value in held.items()}
    return held


def _in_category(key: str, held: Tree, dimension: Tree, before: str, name: str) -> Tree:
    if key == "part" and isinstance(held, dict):
        return {
            each: name if each == dimension and value == before else value
            for each, value in held.items()
        }
    return held


def _mapped(tree: Tree, change: Callable[[str, Tree], Tree], key: str = "") -> Tree:
    """The tree with the value of each key changed, from the leaves up."""
    if isinstance(tree, dict):
        tree = {each: _mapped(held, change, each) for each, held in tree.items()}
    elif isinstance(tree, list):
        tree = [_mapped(each, change) for each in tree]
    return change(key, tree)
