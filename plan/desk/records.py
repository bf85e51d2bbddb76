"""The records of the file that people edit: their addresses, and the file with one changed.

A record is an indicator, an axis, a source, a body, or the head of the plan; ``NEW`` is the name of
one that does not exist yet. An id that is changed in a record is changed wherever the file refers
to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from plan.desk.record_kinds import RECORD_KINDS, RecordKind
from plan.desk.revisions import Revision, revise, rewrite
from plan.edition.edition import Edition
from plan.file.edits import Insert, Remove, Set, applied, differences
from plan.file.nodes import look_up
from plan.file.renaming import renamed
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.tree_address import Address

NEW: Final = "new"


def locate(edition: Edition, what: RecordKind, record: str, axis: str = "") -> Address:
    """The address of a record, or that of a new one: at the end of its list.

    ``axis`` is the id of the axis of a new indicator. Records that have errors are found too.
    Raises ``LookupError`` for a record that is not in the file, and ``tree.InvalidYaml`` for a file
    that is not YAML.
    """
    if what == "plan":
        return ("plan",)
    if what == "indicator" and record != NEW:
        return indicator_address(edition, record)
    tree = _tree_of(edition)
    axes = _listed(tree, "axes")
    if what == "indicator":
        for place, each in axes:
            if _id_of(each) == axis:
                return ("axes", place, "indicators", len(_listed(each, "indicators")))
        raise LookupError(axis)
    key = RECORD_KINDS[what].key
    listed = _listed(tree, key)
    if record == NEW:
        return (key, len(listed))
    for place, each in listed:
        if _id_of(each) == record:
            return (key, place)
    raise LookupError(record)


def indicator_address(edition: Edition, indicator: str) -> Address:
    """The address of an indicator. Raises as ``locate`` does."""
    if edition.plan is not None:  # then the file need not be read again
        for address, _, known in edition.plan.indicators():
            if known.id == indicator:
                return edition.reading.file_address(address)
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


def record_at(edition: Edition, at: Address) -> Tree:
    """The record at an address, as the file has it; None where it is new.

    Raises ``tree.InvalidYaml`` for a file that is not YAML.
    """
    if block := edition.reading.block(at):
        listed, _, _ = compose(edition.reading.text[block.start : block.end])
        return listed[0] if isinstance(listed, list) else None
    tree, _, _ = compose(edition.reading.text)
    try:
        return look_up(tree, at)
    except LookupError:
        return None


def relocated(at: Address, edition: Edition, later: Edition) -> Address:
    """The address in a later edition of what is at an address of an edition.

    Its record is found by its id; where the later edition has no such record, the address is
    returned as it is.
    """
    record = record_containing(edition, at)
    if record is None or record[0] == "plan":
        return at
    try:
        return (*locate(later, *record), *at[RECORD_KINDS[record[0]].length :])
    except (LookupError, InvalidYaml):
        return at


#: An id that was changed within a record: its address there, the old id, the new id.
IdChange: TypeAlias = tuple[Address, str, str]


def put_record(
    edition: Edition, at: Address, record: dict[str, Tree], renames: Sequence[IdChange] = (),
    articles: Mapping[str, bytes] | None = None,
) -> Revision:  # fmt: skip
    """The revision with a record as given, in its place or at the end of its list.

    ``renames`` are the ids that were changed within it: references to them are changed too.
    ``articles`` are files for the folder ``seeds``. Raises as ``revisions.revise`` does.
    """
    before = record_at(edition, at)
    if before is None:
        if at[0] == "axes" and len(at) == RECORD_KINDS["axis"].length:
            record = {**record, "indicators": record.get("indicators") or []}
        return revise(edition, [Insert(at[:-1], record)], articles)
    was, name = _id_of(before), _id_of(record)
    followed = list(renames)
    if was and name and was != name:
        followed.append(((), was, name))
    if not followed:
        return revise(edition, differences(before, record, at), articles)
    restored: Tree = record
    for place, old, _ in followed:
        restored = applied(restored, Set((*place, "id"), old))
    tree = applied(_tree_of(edition), Set(at, restored))
    for place, _, new in followed:
        tree = renamed(tree, (*at, *place), new)
    return rewrite(edition, tree, articles)


def remove_record(edition: Edition, at: Address) -> Revision:
    """The revision without a record. Raises as ``revisions.revise`` does."""
    return revise(edition, [Remove(at)])


def _id_of(tree: Tree) -> str | None:
    name = tree.get("id") if isinstance(tree, dict) else None
    return name if isinstance(name, str) else None


def record_containing(edition: Edition, address: Address) -> tuple[RecordKind, str] | None:
    """The kind and the id of the record that contains an address; None where none does."""
    try:
        tree, _, _ = compose(edition.reading.text)
    except InvalidYaml:
        return None
    if address[:1] == ("plan",):
        return "plan", ""
    for what, (_, key, length) in RECORD_KINDS.items():
        if address[:1] == (key,) and len(address) >= length:
            try:
                name = _id_of(look_up(tree, address[:length]))
            except LookupError:
                continue
            if name is not None:
                return what, name
    return None
