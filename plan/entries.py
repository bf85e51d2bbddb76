"""The entries of the file that people edit: where each stands, and the file with one changed.

An entry is an indicator, an axis, a source, or what the plan is; ``NEW`` is one that is not yet
there. A name that is changed in an entry is changed wherever the file refers to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from plan.declaration import Record
from plan.edition import Edition
from plan.edits import Insert, Remove, applied, differences
from plan.edits import Set as Put
from plan.model import Address, Axis, Head, Indicator, Source
from plan.nodes import look_up
from plan.renaming import renamed
from plan.revision import Revision, revise, rewrite
from plan.tree import Refused, Tree, compose

__all__ = [
    "NEW", "RECORDS", "What", "entry_at", "entry_of", "home_of", "locate", "moved", "put",
    "take_out",
]  # fmt: skip

What: TypeAlias = Literal["indicator", "axis", "source", "plan"]
NEW: Final = "new"
_AXIS: Final = 2  # the length of the address of an axis, and of a source
_INDICATOR: Final = 4
RECORDS: Final[dict[What, type[Record]]] = {
    "indicator": Indicator, "axis": Axis, "source": Source, "plan": Head,
}  # fmt: skip


def locate(edition: Edition, what: What, entry: str, axis: str = "") -> Address:
    """Where an entry stands in the file, or a new one would stand; a new indicator in an axis.

    Entries that have errors are found too. Raises ``LookupError`` where it is not in the file, and
    ``tree.Refused`` for a file that is no YAML.
    """
    if what == "plan":
        return ("plan",)
    if what == "indicator" and entry != NEW:
        return home_of(edition, entry)
    tree = _tree_of(edition)
    axes = _listed(tree, "axes")
    if what == "indicator":
        for place, each in axes:
            if _id_of(each) == axis:
                return ("axes", place, "indicators", len(_listed(each, "indicators")))
        raise LookupError(axis)
    key, listed = ("axes", axes) if what == "axis" else ("sources", _listed(tree, "sources"))
    if entry == NEW:
        return (key, len(listed))
    for place, each in listed:
        if _id_of(each) == entry:
            return (key, place)
    raise LookupError(entry)


def home_of(edition: Edition, indicator: str) -> Address:
    """Where an indicator stands in the file. Raises as ``locate`` does."""
    if edition.plan is not None:  # then nothing need be read again
        for address, _, known in edition.plan.indicators():
            if known.id == indicator:
                return edition.reading.at_home(address)
        raise LookupError(indicator)
    for i, axis in _listed(_tree_of(edition), "axes"):
        for j, each in _listed(axis, "indicators"):
            if _id_of(each) == indicator:
                return ("axes", i, "indicators", j)
    raise LookupError(indicator)


def _tree_of(edition: Edition) -> Tree:
    tree, _, _ = compose(edition.reading.text)
    return tree


def _listed(tree: Tree, key: str) -> list[tuple[int, Tree]]:
    held = tree.get(key) if isinstance(tree, dict) else None
    return list(enumerate(held)) if isinstance(held, list) else []


def entry_at(edition: Edition, at: Address) -> Tree:
    """An entry as the file has it; nothing where it is new."""
    if block := edition.reading.block(at):
        listed, _, _ = compose(edition.reading.text[block.start : block.end])
        return listed[0] if isinstance(listed, list) else None
    tree, _, _ = compose(edition.reading.text)
    try:
        return look_up(tree, at)
    except LookupError:
        return None


def moved(at: Address, edition: Edition, later: Edition) -> Address:
    """Where what stands at an address of an edition stands in a later one, as far as names tell."""
    entry = entry_of(edition, at)
    if entry is None or entry[0] == "plan":
        return at
    length = _INDICATOR if entry[0] == "indicator" else _AXIS
    try:
        return (*locate(later, *entry), *at[length:])
    except (LookupError, Refused):
        return at


#: A name that was changed in an entry: where in it, from what, to what.
Renamed: TypeAlias = tuple[Address, str, str]


def put(
    edition: Edition, at: Address, entry: dict[str, Tree], renames: Sequence[Renamed] = (),
    articles: Mapping[str, bytes] | None = None,
) -> Revision:  # fmt: skip
    """The revision with an entry as it should be, in its place or at the end of its list.

    ``renames`` are the names in it that were changed: what refers to them follows. ``articles``
    are files that come into ``seeds`` with it. Raises as ``revision.revise`` does.
    """
    before = entry_at(edition, at)
    if before is None:
        if at[0] == "axes" and len(at) == _AXIS:
            entry = {**entry, "indicators": entry.get("indicators") or []}
        return revise(edition, [Insert(at[:-1], entry)], articles)
    was, name = _id_of(before), _id_of(entry)
    followed = list(renames)
    if was and name and was != name:
        followed.append(((), was, name))
    if not followed:
        return revise(edition, differences(before, entry, at), articles)
    restored: Tree = entry
    for place, old, _ in followed:
        restored = applied(restored, Put((*place, "id"), old))
    tree = applied(_tree_of(edition), Put(at, restored))
    for place, _, new in followed:
        tree = renamed(tree, (*at, *place), new)
    return rewrite(edition, tree, articles)


def take_out(edition: Edition, at: Address) -> Revision:
    """The revision without an entry. Raises as ``revision.revise`` does."""
    return revise(edition, [Remove(at)])


def _id_of(tree: Tree) -> str | None:
    name = tree.get("id") if isinstance(tree, dict) else None
    return name if isinstance(name, str) else None


def entry_of(edition: Edition, address: Address) -> tuple[What, str] | None:
    """The entry in which an address of the file lies, by its kind and its id."""
    try:
        tree, _, _ = compose(edition.reading.text)
    except Refused:
        return None
    kinds: tuple[tuple[What, int, str], ...] = (
        ("indicator", 4, "axes"), ("axis", 2, "axes"), ("source", 2, "sources"),
    )  # fmt: skip
    for what, length, key in kinds:
        if address[:1] == (key,) and len(address) >= length:
            try:
                name = _id_of(look_up(tree, address[:length]))
            except LookupError:
                continue
            if name is not None:
                return what, name
    return ("plan", "") if address[:1] == ("plan",) else None
