"""The entries of the file that people edit: where each stands, and the file with one changed.

An entry is an indicator, an axis, a source, or what the plan is; ``NEW`` is one that is not yet
there. A name that is changed in an entry is changed wherever the file refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from plan.edition import Edition
from plan.edits import Insert, Remove, applied, differences
from plan.edits import Set as Put
from plan.fields import Record
from plan.model import Address, Axis, Head, Indicator, Source
from plan.nodes import entries, look_up
from plan.renaming import renamed
from plan.revision import Revision, revise, rewrite
from plan.tree import Refused, Tree, compose

__all__ = ["NEW", "RECORDS", "What", "entry_at", "entry_of", "home_of", "locate", "put", "take_out"]

What: TypeAlias = Literal["indicator", "axis", "source", "plan"]
NEW: Final = "new"
RECORDS: Final[dict[What, Record]] = {
    "indicator": Indicator, "axis": Axis, "source": Source, "plan": Head,
}  # fmt: skip


def locate(edition: Edition, what: What, entry: str, axis: str = "") -> Address:
    """Where an entry stands in the file, or a new one would stand; a new indicator in an axis.

    Raises ``LookupError`` where it is not in the file.
    """
    plan = edition.sound
    if plan is None:
        raise LookupError(entry)
    if what == "plan":
        return ("plan",)
    if what == "indicator":
        if entry != NEW:
            return home_of(edition, entry)
        for place, each in enumerate(plan.axes):
            if each.id == axis:
                home = edition.reading.at_home(("axes", place))
                return (*home, "indicators", len(each.indicators))
        raise LookupError(axis)
    key = "axes" if what == "axis" else "sources"
    ids = [each.id for each in (plan.axes if what == "axis" else plan.sources)]
    if entry == NEW:
        return (key, len(ids))
    if entry not in ids:
        raise LookupError(entry)
    return edition.reading.at_home((key, ids.index(entry)))


def home_of(edition: Edition, indicator: str) -> Address:
    """Where an indicator stands in the file. Raises ``LookupError`` where it does not."""
    plan = edition.sound
    for address, _, each in plan.indicators() if plan is not None else ():
        if each.id == indicator:
            return edition.reading.at_home(address)
    raise LookupError(indicator)


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


def put(
    edition: Edition, at: Address, entry: dict[str, Tree],
    articles: Mapping[str, bytes] | None = None,
) -> Revision:  # fmt: skip
    """The revision with an entry as it should be, in its place or at the end of its list.

    ``articles`` are files that come into ``seeds`` with it. Raises as ``revision.revise`` does.
    """
    before = entry_at(edition, at)
    if before is None:
        return revise(edition, [Insert(at[:-1], entry)], articles)
    renames = list(_renames(before, entry))
    if not renames:
        return revise(edition, differences(before, entry, at), articles)
    tree, _, _ = compose(edition.reading.text)
    restored: Tree = entry
    for place, was, _ in renames:
        restored = applied(restored, Put((*place, "id"), was))
    tree = applied(tree, Put(at, restored))
    for place, _, name in renames:
        tree = renamed(tree, (*at, *place), name)
    return rewrite(edition, tree)


def take_out(edition: Edition, at: Address) -> Revision:
    """The revision without an entry. Raises as ``revision.revise`` does."""
    return revise(edition, [Remove(at)])


def _renames(before: Tree, after: Tree, at: Address = ()) -> Iterator[tuple[Address, str, str]]:
    """The names that changed between two states of an entry: where, from what, to what."""
    if isinstance(before, dict) and isinstance(after, dict):
        was, name = before.get("id"), after.get("id")
        if isinstance(was, str) and isinstance(name, str) and name and was != name:
            yield at, was, name
        for key, held in before.items():
            if isinstance(held, list | dict) and key in after:
                yield from _renames(held, after[key], (*at, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        known = {_id_of(each) for each in before}, {_id_of(each) for each in after}
        for n, each in entries(before):
            assert isinstance(n, int)
            was, name = _id_of(each), _id_of(after[n])
            moved = was != name and (was in known[1] or name in known[0])
            if not moved:
                yield from _renames(each, after[n], (*at, n))


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
