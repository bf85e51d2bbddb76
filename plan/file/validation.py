"""Validation: from the tree of a file to a plan, record by record, with all problems of form."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeVar

from plan.file.references import (
    Names,
    listed,
    nearest_name,
    reference_problems,
    repeated_names,
    unknown_sources,
    values_in,
)
from plan.file.tree import Tree
from plan.model.declaration import Record, unknown_key
from plan.model.records import (
    TARGET_KEYS,
    VALUE_KEYS,
    Axis,
    Body,
    Evidence,
    Head,
    Indicator,
    Plan,
    Source,
)
from plan.model.tree_address import Address
from plan.model.value_types import Fault, Invalid, mismatch
from plan.problems import Problem

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Draft:
    """The plan of the records that have no error, and the problems of the others.

    ``origin`` gives the address in the tree of each body, source, axis and indicator of the plan.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    origin: Mapping[Address, Address]


def draft_plan(tree: Tree, line: Callable[[Address], int]) -> Draft:
    """Make the plan of a tree; ``line`` gives the line of an address, from 1.

    A problem in one record hides none in another: each is read by itself, and references are looked
    up on the tree as written.
    """
    if not isinstance(tree, dict):
        return Draft(None, _problems(mismatch(tree, "a mapping"), ()), {})
    problems = [*_plan_keys(tree)]
    head = None
    if "plan" in tree:
        head, found = _read(Head, tree["plan"], ("plan",))
        problems += found
    problems += repeated_names(tree, line)
    names = Names.in_tree(tree)
    problems += unknown_sources(tree.get("plan"), ("plan",), names.sources)
    for at, axis_record in listed(tree, "axes", ()):
        problems += unknown_sources(axis_record, at, names.sources)
        for address, indicator in listed(axis_record, "indicators", at):
            problems += reference_problems(indicator, address, names, line)
    faulty = {problem.address[:4] for problem in problems}
    bodies, faults = _records(Body, tree, "bodies")
    problems += faults
    sources, faults = _records(Source, tree, "sources")
    problems += faults
    problems += _misplaced(sources)
    origin: dict[Address, Address] = {
        (key, place): (key, i)
        for key, records in (("bodies", bodies), ("sources", sources))
        for place, i in enumerate(records)
    }
    known = {source.id for source in sources.values()}
    axes: list[Axis] = []
    records, faults = _items(tree, "axes", ())
    problems += faults
    for i, record in enumerate(records):
        in_tree: Address = ("axes", i)
        axis, indicators, faults = _axis(record, in_tree)
        problems += faults
        if axis is None:
            continue
        kept = {
            j: each
            for j, each in indicators.items()
            # An indicator that quotes a faulty source is left out too.
            if (*in_tree, "indicators", j) not in faulty and known.issuperset(_sources_of(each))
        }
        in_plan: Address = ("axes", len(axes))
        origin[in_plan] = in_tree
        for number, j in enumerate(kept):
            origin[(*in_plan, "indicators", number)] = (*in_tree, "indicators", j)
        quoted = _quoting(known, axis.evidence)
        axes.append(axis.replace(indicators=tuple(kept.values()), evidence=quoted))
    plan = None
    if head is not None:
        head = head.replace(evidence=_quoting(known, head.evidence))
        plan = Plan(
            head=head,
            bodies=tuple(bodies.values()),
            sources=tuple(sources.values()),
            axes=tuple(axes),
        )
    return Draft(plan, tuple(problems), origin)


def draft_indicator(tree: Tree, plan: Plan, address: Address) -> Indicator | None:
    """The indicator of a tree that replaces the one at an address; None if it has an error."""
    indicator, problems = _read(Indicator, tree, address)
    if indicator is None or problems or not isinstance(tree, dict):
        return None
    if any(reference_problems(tree, address, Names.in_plan(plan), lambda _: 0)):
        return None
    _, i, _, j = address
    replaced = plan.axes[i].indicators[j]  # type: ignore[index]
    if indicator.id != replaced.id and indicator.id in plan.indicator:
        return None
    return indicator


def _plan_keys(tree: Mapping[str, Tree]) -> Iterator[Problem]:
    names = tuple(Plan.readers)
    for name in tree:
        if name not in names:
            yield _problem(unknown_key(name, names), ())
    for name in names:
        if name in Plan.required and name not in tree:
            yield Problem("key-missing", (), {"expected": name})


def _records(kind: type[R], tree: Tree, key: str) -> tuple[dict[int, R], list[Problem]]:
    """The records under a key without an error of form, by index in the tree, and the problems."""
    listed_records, problems = _items(tree, key, ())
    records: dict[int, R] = {}
    for i, each in enumerate(listed_records):
        record, found = _read(kind, each, (key, i))
        problems += found
        if record is not None:
            records[i] = record
    return records, problems


def _misplaced(sources: Mapping[int, Source]) -> Iterator[Problem]:
    """The sources whose file does not lie inside the folder of articles."""
    for i, source in sources.items():
        if not lies_inside(source.file):
            yield Problem("article-outside", ("sources", i, "file"), {"read": source.file})


def _quoting(known: Collection[str], evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Evidence if all of it quotes known sources, else none of it: no index may shift."""
    return evidence if all(each.source in known for each in evidence) else ()


def _axis(
    record: Tree, address: Address
) -> tuple[Axis | None, dict[int, Indicator], list[Problem]]:
    """An axis without indicators, its indicators without errors by index, and the problems."""
    records, problems = _items(record, "indicators", address)
    indicators: dict[int, Indicator] = {}
    for j, each in enumerate(records):
        at = (*address, "indicators", j)
        indicator, found = _read(Indicator, each, at)
        problems += found
        if indicator is not None:
            indicators[j] = indicator
        elif isinstance(each, dict):
            known = {(problem.code, problem.address) for problem in found}
            more = _without_one_value(each, at)
            problems += (each for each in more if (each.code, each.address) not in known)
    bare = {**record, "indicators": None} if isinstance(record, dict) else record
    axis, found = _read(Axis, bare, address)
    return axis, indicators, [*problems, *found]


def _without_one_value(record: dict[str, Any], address: Address) -> Iterator[Problem]:
    """Records with no value or several, which a record with other errors does not report."""
    for where, held in values_in(record, address):
        is_target = where[-2] == "targets"
        keys = TARGET_KEYS if is_target else VALUE_KEYS
        given = [key for key in keys if held.get(key) is not None]
        if len(given) > 1:
            yield Problem("value-several", where, {"read": ", ".join(given)})
        if not given:
            yield Problem("target-value-missing" if is_target else "value-missing", where)


def _items(tree: Tree, key: str, address: Address) -> tuple[list[Tree], list[Problem]]:
    """The records of the list under a key, and the problem where there is no list."""
    records = tree.get(key) if isinstance(tree, dict) else None
    if records is None or isinstance(records, list):
        return records or [], []
    return [], [*_problems(mismatch(records, "a list"), (*address, key))]


def _sources_of(indicator: Indicator) -> Iterator[str]:
    held = [each.evidence for each in indicator.observations]
    held += [each.evidence for each in indicator.targets]
    if indicator.baseline:
        held.append(indicator.baseline.evidence)
    return (evidence.source for several in held for evidence in several)


# --- Problems ------------------------------------------------------------------------------------


def _read(kind: type[R], tree: Tree, address: Address) -> tuple[R | None, tuple[Problem, ...]]:
    try:
        return kind.read(tree), ()
    except Invalid as invalid:
        return None, _problems(invalid, address)


def _problems(invalid: Invalid, address: Address) -> tuple[Problem, ...]:
    return tuple(_problem(fault, address) for fault in invalid.faults)


def _problem(fault: Fault, address: Address) -> Problem:
    """The problem of a fault in the value at an address, with the name that was likely meant."""
    args = fault.args
    if fault.code in ("key-unknown", "choice-unknown"):
        read, known = args["read"], args["expected"]
        write = nearest_name(read, known)
        if fault.code == "key-unknown":
            # Spaces that cannot be seen come along when a key is copied from a word processor.
            read = re.sub(r"[\u00a0\u202f\u200b]", lambda space: f"[U+{ord(space[0]):04X}]", read)
        args = {"read": read, "expected": ", ".join(known), "write": write}
    return Problem(fault.code, (*address, *fault.path), args)


def lies_inside(name: str) -> bool:
    """Whether a file name can, on any system, only denote a file inside the folder of articles."""
    path = PurePosixPath(name)
    return bool(
        name.strip()
        and not path.is_absolute()
        and ".." not in path.parts
        and not re.search(r"[\\:\x00-\x1f]", name)
    )
