"""Uniqueness of ids and integrity of references, checked on the tree of a plan.

The tree is checked as written, so that a fault in one record hides none in another. Values of
another type than expected are skipped: ``validation`` reports them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeGuard

from plan.file.tree import Tree
from plan.model.quantities import QUALIFIER_KEYS
from plan.model.records import BUILT_IN_UNITS, TARGET_KEYS, Plan
from plan.model.tree_address import Address
from plan.problems import Problem

RecordAt: TypeAlias = tuple[Address, dict[str, Any]]
_LONGEST_MISTYPED: Final = 80


@dataclass(frozen=True, slots=True)
class Names:
    """What the indicators of a plan may refer to; the categories of a dimension by its name."""

    sources: Collection[str]
    units: Collection[str]
    dimensions: Mapping[str, Collection[str]]

    @classmethod
    def in_tree(cls, tree: Tree) -> Names:
        """The names that a tree declares."""
        return cls(
            _names(listed(tree, "sources", ())),
            {*_names(listed(_head(tree), "units", ())), *BUILT_IN_UNITS},
            {
                name: _names(listed(record, "values", ()))
                for _, record in listed(_head(tree), "dimensions", ())
                if isinstance(name := record.get("id"), str)
            },
        )

    @classmethod
    def in_plan(cls, plan: Plan) -> Names:
        """The names that a plan declares."""
        return cls(
            plan.source,
            {*BUILT_IN_UNITS, *plan.units},
            {name: {each.id for each in held.values} for name, held in plan.dimensions.items()},
        )


def repeated_names(tree: Tree, line: Callable[[Address], int]) -> Iterator[Problem]:
    """The records whose id is already used in their list, each with the line of the first.

    ``line`` gives the line of an address. Steps are checked by ``reference_problems``.
    """
    head, axes = _head(tree), list(listed(tree, "axes", ()))
    dimensions = list(listed(head, "dimensions", ("plan",)))
    yield from _repeated(listed(tree, "bodies", ()), line)
    yield from _repeated(listed(tree, "sources", ()), line)
    yield from _repeated(listed(head, "units", ("plan",)), line, BUILT_IN_UNITS)
    yield from _repeated(dimensions, line)
    for address, record in dimensions:
        yield from _repeated(listed(record, "values", address), line)
    yield from _repeated(axes, line)
    indicators = (found for at, axis in axes for found in listed(axis, "indicators", at))
    yield from _repeated(indicators, line)


def reference_problems(
    record: dict[str, Any], address: Address, names: Names, line: Callable[[Address], int]
) -> Iterator[Problem]:
    """Unknown references in an indicator, repeated steps, and what does not fit its nature."""
    nature = record.get("nature")
    steps, values = list(listed(record, "steps", address)), list(values_in(record, address))
    yield from _repeated(steps, line)
    yield from _misfits(record, nature, address, values)
    if _is_unknown(unit := record.get("unit"), names.units):
        yield _unknown("unit-unknown", unit, names.units, (*address, "unit"))
    wanted = record.get("disaggregation")
    for index, name in enumerate(wanted if isinstance(wanted, list) else ()):
        if _is_unknown(name, names.dimensions):
            at = (*address, "disaggregation", index)
            yield _unknown("dimension-unknown", name, names.dimensions, at)
    known_steps = _names(steps)
    for where, value in values:
        if nature == "steps" and _is_unknown(step := value.get("step"), known_steps):
            yield _unknown("step-unknown", step, known_steps, (*where, "step"))
        part = value.get("part")
        for name, category in part.items() if isinstance(part, dict) else ():
            at = (*where, "part", name)
            if _is_unknown(name, names.dimensions):
                yield _unknown("dimension-unknown", name, names.dimensions, at)
            elif _is_unknown(category, known := names.dimensions[name]):
                yield _unknown("category-unknown", category, known, at, dimension=name)
        yield from unknown_sources(value, where, names.sources)


def unknown_sources(record: Tree, address: Address, sources: Collection[str]) -> Iterator[Problem]:
    """The pieces of evidence of a record that quote a source which is not among ``sources``."""
    for at, evidence in listed(record, "evidence", address):
        if _is_unknown(source := evidence.get("source"), sources):
            yield _unknown("source-unknown", source, sources, (*at, "source"))


def values_in(record: dict[str, Any], address: Address) -> Iterator[RecordAt]:
    """The observations, targets and baseline of an indicator that are mappings."""
    yield from listed(record, "observations", address)
    yield from listed(record, "targets", address)
    if isinstance(record.get("baseline"), dict):
        yield (*address, "baseline"), record["baseline"]


def listed(holder: Tree, key: str, address: Address) -> Iterator[RecordAt]:
    """The mappings listed under a key of what lies at an address, with their addresses."""
    records = holder.get(key) if isinstance(holder, dict) else None
    for index, record in enumerate(records if isinstance(records, list) else ()):
        if isinstance(record, dict):
            yield (*address, key, index), record


def nearest_name(read: str, known: Iterable[str]) -> str:
    """The known name that was most likely meant, or ""."""
    from difflib import get_close_matches  # loaded only where a name is wrong

    if len(read) > _LONGEST_MISTYPED:
        return ""
    near = get_close_matches(read.lower(), known, 1, 0.6)
    return near[0] if near else ""


def _head(tree: Tree) -> Tree:
    return tree.get("plan") if isinstance(tree, dict) else None


def _names(records: Iterable[RecordAt]) -> set[str]:
    return {name for _, record in records if isinstance(name := record.get("id"), str)}


def _repeated(
    records: Iterable[RecordAt], line: Callable[[Address], int], taken: tuple[str, ...] = ()
) -> Iterator[Problem]:
    seen: dict[str, Address] = {}
    for address, record in records:
        name = record.get("id")
        if not isinstance(name, str):
            continue
        if name in seen or name in taken:
            args = {"read": name, "line": line((*seen.get(name, address), "id"))}
            yield Problem("id-duplicate", (*address, "id"), args)
        seen.setdefault(name, address)


def _is_unknown(read: object, known: Collection[str]) -> TypeGuard[str]:
    return isinstance(read, str) and read not in known


def _unknown(code: str, read: str, known: Iterable[str], address: Address, **args: str) -> Problem:
    return Problem(code, address, {"read": read, "write": nearest_name(read, known), **args})


# --- The nature of an indicator ------------------------------------------------------------------

_NUMERIC: Final = (*QUALIFIER_KEYS, *TARGET_KEYS[:1])


def _misfits(
    record: dict[str, Any], nature: object, address: Address, values: Iterable[RecordAt]
) -> Iterator[Problem]:
    """Steps where numbers belong, numbers where steps do, and what a flow cannot have."""
    if nature not in ("flow", "stock", "rate", "steps"):
        return
    needed = "steps" if nature == "steps" else "unit"
    if not record.get(needed):
        yield Problem("key-missing", address, {"expected": needed})
    for key in ("unit",) if nature == "steps" else ("steps", "reversible"):
        if record.get(key) not in (None, "", [], "false"):
            yield _misfit((*address, key), nature)
    if nature == "flow":
        if record.get("baseline") is not None:
            yield Problem("flow-baseline", (*address, "baseline"))
        if record.get("direction") == "down":
            yield Problem("flow-down", (*address, "direction"))
    unfit = _NUMERIC if nature == "steps" else ("step",)
    signed = _NUMERIC if nature == "flow" else ("at_most",)
    for where, value in values:
        for key, held in value.items():
            if key in unfit and held is not None:
                yield _misfit((*where, key), nature)
            if key in signed:
                yield from _negative(held, (*where, key))


def _misfit(address: Address, nature: object) -> Problem:
    return Problem("nature-mismatch", address, {"read": address[-1], "expected": nature})


def _negative(number: object, address: Address) -> Iterator[Problem]:
    for each in number if isinstance(number, list) else [number]:
        if isinstance(each, str) and each.strip().startswith("-"):
            yield Problem("number-negative", address, {"read": each})
