"""From a tree of texts to a plan: every fault of form told at once, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from plan.articles import lies_inside
from plan.model import BUILT_IN_UNITS, KINDS, Address, Axis, Head, Indicator, Plan, Record, Source
from plan.problems import Problem
from plan.tree import Tree


@dataclass(frozen=True)
class Draft:
    """The plan of the entries that have no fault, and the faults of the others.

    ``origin`` says where the entries of the plan stand in the tree.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    origin: Mapping[Address, Address]


def draft_plan(tree: Tree, line: Callable[[Address], int]) -> Draft:
    """Make the plan of a tree; ``line`` tells the line of an address.

    A fault in one entry hides none in another: each is read by itself, and references are looked
    up on the tree as written.
    """
    problems: list[Problem] = []
    if not isinstance(tree, dict):
        return Draft(None, (_mismatch((), tree, "a mapping"),), {})
    _check_keys(tree, Plan, (), problems)
    head = _validated(_HEAD, tree["plan"], ("plan",), problems) if "plan" in tree else None
    problems += _Names(tree, line).problems
    faulty = {problem.address[:4] for problem in problems}
    origin: dict[Address, Address] = {}
    sources: list[Source] = []
    for i, entry in _entries(tree, "sources", (), problems):
        source = _validated(_SOURCE, entry, ("sources", i), problems)
        if isinstance(source, Source):
            if not lies_inside(source.file):
                args = {"read": source.file}
                problems.append(Problem("article-outside", ("sources", i, "file"), args))
            origin["sources", len(sources)] = ("sources", i)
            sources.append(source)
    known = {source.id for source in sources}
    axes: list[Axis] = []
    for i, entry in _entries(tree, "axes", (), problems):
        indicators: list[Indicator] = []
        bare = dict(entry) if isinstance(entry, dict) else entry
        for j, each in _entries(bare, "indicators", ("axes", i), problems):
            address = ("axes", i, "indicators", j)
            told = len(problems)
            indicator = _validated(_INDICATOR, each, address, problems)
            if indicator is None and isinstance(each, dict):
                known_already = {(problem.code, problem.address) for problem in problems[told:]}
                problems += (
                    problem
                    for problem in _values(each, address)
                    if (problem.code, problem.address) not in known_already
                )
            if isinstance(indicator, Indicator) and address not in faulty:
                if not all(name in known for name in _sources_of(indicator)):
                    continue  # its source has a fault of its own
                origin["axes", len(axes), "indicators", len(indicators)] = address
                indicators.append(indicator)
        if isinstance(bare, dict):
            bare["indicators"] = []
        axis = _validated(_AXIS, bare, ("axes", i), problems)
        if isinstance(axis, Axis):
            origin["axes", len(axes)] = ("axes", i)
            axes.append(axis.model_copy(update={"indicators": tuple(indicators)}))
    plan = None
    if isinstance(head, Head):
        plan = Plan.model_construct(head=head, sources=tuple(sources), axes=tuple(axes))
    return Draft(plan, tuple(problems), origin)


def draft_indicator(tree: Tree, plan: Plan, address: Address) -> Indicator | None:
    """The indicator of a tree that takes the place of another in a plan; None if it has a fault."""
    problems: list[Problem] = []
    indicator = _validated(_INDICATOR, tree, address, problems)
    if not isinstance(indicator, Indicator) or not isinstance(tree, dict):
        return None
    names = _Names.of(plan)
    names.check_indicator(tree, address)
    _, i, _, j = address
    replaced = plan.axes[i].indicators[j]  # type: ignore[index]
    if indicator.id != replaced.id and indicator.id in plan.indicator:
        return None
    return None if problems or names.problems else indicator


def _sources_of(indicator: Indicator) -> Iterator[str]:
    held = [each.evidence for each in indicator.observations]
    held += [each.evidence for each in indicator.targets]
    if indicator.baseline:
        held.append(indicator.baseline.evidence)
    for several in held:
        for evidence in several:
            yield evidence.source


def _entries(
    tree: Tree, key: str, address: Address, problems: list[Problem]
) -> Iterator[tuple[int, Any]]:
    entries = tree.get(key) if isinstance(tree, dict) else None
    if isinstance(entries, list):
        yield from enumerate(entries)
    elif entries is not None:
        problems.append(_mismatch((*address, key), entries, "a list"))


# --- Types ---------------------------------------------------------------------------------------

_HEAD: Final = TypeAdapter(Head)
_SOURCE: Final = TypeAdapter(Source)
_AXIS: Final = TypeAdapter(Axis)
_INDICATOR: Final = TypeAdapter(Indicator)


def _validated(
    adapter: TypeAdapter[Any], tree: Any, address: Address, problems: list[Problem]
) -> Record | None:
    try:
        return adapter.validate_python(tree)  # type: ignore[no-any-return]
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            problems.append(_as_problem(fault, address, adapter))
        return None


_CODES: Final = {
    "string_too_short": "text-invalid",
    "string_pattern_mismatch": "text-invalid",
    "too_short": "type-mismatch",
    "too_long": "type-mismatch",
}
_EXPECTED: Final = {
    "string_type": "a text",
    "string_unicode": "a text",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "too_short": "a list of two numbers",
    "too_long": "a list of two numbers",
    "missing": "a list of two numbers",
    "string_too_short": "a text that is not empty",
}


def _as_problem(fault: Any, address: Address, adapter: TypeAdapter[Any]) -> Problem:
    code, where = fault["type"], (*address, *fault["loc"])
    context = fault.get("ctx") or {}
    if code == "missing" and isinstance(where[-1], str):
        return Problem("key-missing", where[:-1], {"expected": where[-1]})
    if code == "extra_forbidden":
        allowed = _keys_at(adapter, fault["loc"][:-1])
        return _unknown_key(where, str(where[-1]), allowed)
    if code == "literal_error" and not isinstance(fault["input"], str):
        return _mismatch(where, fault["input"], "a text")
    if code == "literal_error":
        choices = _choices_at(adapter, fault["loc"])
        read = str(fault["input"])
        return Problem(
            "choice-unknown",
            where,
            {"read": read, "expected": ", ".join(choices), "write": _nearest(read, choices)},
        )
    if code == "string_pattern_mismatch":
        read, pattern = str(fault["input"]), context["pattern"]
        if r"\w.-" in pattern:
            return Problem("id-invalid", where, {"read": read})
        return Problem("text-invalid", where, {"read": read, "expected": pattern.strip("^$")})
    if "read" in context and not isinstance(fault["input"], str) and code in _SCALARS:
        return _mismatch(where, fault["input"], _SCALARS[code])
    if code in _EXPECTED:
        return _mismatch(where, fault["input"], _EXPECTED[code])
    if (key := _FAULTY_KEYS.get(code)) and where[-1] != key and not isinstance(fault["input"], str):
        where = (*where, key)
    return Problem(_CODES.get(code, code), where, context)


#: The key that is wrong where a record as a whole is refused.
_FAULTY_KEYS: Final = {"period-open": "period", "range-reversed": "between"}
_SCALARS: Final = {
    "number-invalid": "a number",
    "date-invalid": "a date",
    "boolean-invalid": "true or false",
}
_SHOWN: Final = {dict: "a mapping", list: "a list", type(None): "nothing"}


def _mismatch(address: Address, tree: object, expected: str) -> Problem:
    read = _SHOWN.get(type(tree)) or f"“{str(tree)[:60]}”"
    return Problem("type-mismatch", address, {"read": read, "expected": expected})


_LONGEST_MISTYPED: Final = 80


def _nearest(read: str, known: Any) -> str:
    if len(read) > _LONGEST_MISTYPED:
        return ""
    near = get_close_matches(read.lower(), [str(each) for each in known], 1, 0.6)
    return near[0] if near else ""


def _unknown_key(address: Address, read: str, allowed: list[str]) -> Problem:
    write = _nearest(read, allowed)
    # A space that cannot be seen is the commonest fault of what was copied from a word processor.
    read = re.sub(r"[\u00a0\u202f\u200b]", lambda space: f"[U+{ord(space[0]):04X}]", read)
    args = {"read": read, "expected": ", ".join(allowed), "write": write}
    return Problem("key-unknown", address, args)


def _check_keys(
    tree: dict[str, Tree], record: type[BaseModel], address: Address, problems: list[Problem]
) -> None:
    fields = record.model_fields
    allowed = [fields[name].alias or name for name in fields]
    for key in tree:
        if key not in allowed:
            problems.append(_unknown_key((*address, key), key, allowed))
    for name, info in fields.items():
        if info.is_required() and (info.alias or name) not in tree:
            args = {"expected": info.alias or name}
            problems.append(Problem("key-missing", address, args))


def _annotation_at(adapter: TypeAdapter[Any], loc: tuple[Any, ...]) -> Any:
    """The annotation of the field at a location, seen through options, lists and aliases."""
    annotation: Any = adapter._type
    for step in loc:
        record = _bare(annotation)
        if isinstance(step, str) and isinstance(record, type) and issubclass(record, BaseModel):
            for name, info in record.model_fields.items():
                if (info.alias or name) == step:
                    annotation = info.annotation
                    break
            else:
                return None
        elif get_origin(record) in (tuple, dict):
            annotation = get_args(record)[0 if isinstance(step, int) else -1]
        else:
            return None
    return _bare(annotation)


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) in (Annotated, Union, UnionType):
        held = [each for each in get_args(annotation) if each is not type(None)]
        annotation = held[0]
    return annotation


def _keys_at(adapter: TypeAdapter[Any], loc: tuple[Any, ...]) -> list[str]:
    record = _annotation_at(adapter, loc)
    if isinstance(record, type) and issubclass(record, BaseModel):
        return [info.alias or name for name, info in record.model_fields.items()]
    return []


def _choices_at(adapter: TypeAdapter[Any], loc: tuple[Any, ...]) -> list[str]:
    annotation = _annotation_at(adapter, loc)
    return list(get_args(annotation)) if get_origin(annotation) is Literal else []


# --- Names and references ------------------------------------------------------------------------

_NUMERIC: Final = ("exactly", "at_least", "at_most", "about", "between", "value")


@dataclass
class _Names:
    """The identifiers of a tree: what stands twice, and what refers to nothing."""

    tree: dict[str, Tree]
    line: Callable[[Address], int]
    problems: list[Problem] = field(default_factory=list)
    sources: Iterable[str] = ()
    units: Iterable[str] = ()
    dimensions: Mapping[str, Iterable[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sources = self._declare(_listed(self.tree, "sources", ()))
        head = self.tree.get("plan")
        self.units = self._declare(_listed(head, "units", ("plan",)), BUILT_IN_UNITS)
        dimensions = list(_listed(head, "dimensions", ("plan",)))
        self._declare(dimensions)
        self.dimensions = {
            name: self._declare(_listed(entry, "values", address))
            for address, entry in dimensions
            if isinstance(name := entry.get("id"), str)
        }
        axes = list(_listed(self.tree, "axes", ()))
        self._declare(axes)
        indicators = [
            found for address, axis in axes for found in _listed(axis, "indicators", address)
        ]
        self._declare(indicators)
        for address, entry in indicators:
            self.check_indicator(entry, address)

    @classmethod
    def of(cls, plan: Plan) -> _Names:
        """The names of a plan that has no fault."""
        names = cls({}, lambda _: 0)
        names.sources = plan.source
        names.units = {*BUILT_IN_UNITS, *plan.units}
        names.dimensions = {
            name: {each.id for each in dimension.values}
            for name, dimension in plan.dimensions.items()
        }
        return names

    def check_indicator(self, entry: dict[str, Any], address: Address) -> None:
        """References and nature of one indicator."""
        nature = entry.get("nature")
        steps = self._declare(_listed(entry, "steps", address))
        self._check_nature(entry, nature, address)
        self._refer("unit-unknown", entry.get("unit"), self.units, (*address, "unit"))
        wanted = entry.get("disaggregation")
        for k, name in enumerate(wanted if isinstance(wanted, list) else ()):
            at = (*address, "disaggregation", k)
            self._refer("dimension-unknown", name, self.dimensions, at)
        for where, measure in _measures(entry, address):
            if nature == "steps":
                self._refer("step-unknown", measure.get("step"), steps, (*where, "step"))
            part = measure.get("part")
            for name, category in part.items() if isinstance(part, dict) else ():
                at = (*where, "part", name)
                if self._refer("dimension-unknown", name, self.dimensions, at):
                    held = self.dimensions[name]
                    self._refer("category-unknown", category, held, at, dimension=name)
            for at, evidence in _listed(measure, "evidence", where):
                self._refer("source-unknown", evidence.get("source"), self.sources, (*at, "source"))

    def _declare(
        self, entries: Iterable[tuple[Address, dict[str, Any]]], taken: tuple[str, ...] = ()
    ) -> set[str]:
        seen: dict[str, Address] = {}
        for address, entry in entries:
            name = entry.get("id")
            if not isinstance(name, str):
                continue
            if name in seen or name in taken:
                line = self.line((*seen.get(name, address), "id"))
                args = {"read": name, "line": line}
                self.problems.append(Problem("id-duplicate", (*address, "id"), args))
            seen.setdefault(name, address)
        return {*seen, *taken}

    def _refer(
        self, code: str, read: Any, known: Iterable[str], address: Address, **args: str
    ) -> bool:
        """Whether a reference leads somewhere; what is no text is told with the types."""
        if not isinstance(read, str) or read in known:
            return isinstance(read, str)
        found = {"read": read, "write": _nearest(read, known), **args}
        self.problems.append(Problem(code, address, found))
        return False

    def _check_nature(self, entry: dict[str, Any], nature: object, address: Address) -> None:
        """What does not fit the nature: steps where numbers belong, numbers where steps do."""
        if nature not in ("flow", "stock", "rate", "steps"):
            return
        needed = "steps" if nature == "steps" else "unit"
        if not entry.get(needed):
            self.problems.append(Problem("key-missing", address, {"expected": needed}))
        for key in ("unit",) if nature == "steps" else ("steps", "reversible"):
            if entry.get(key) not in (None, "", [], "false"):
                self._misfit((*address, key), nature)
        if nature == "flow":
            if entry.get("baseline") is not None:
                self.problems.append(Problem("flow-baseline", (*address, "baseline")))
            if entry.get("direction") == "down":
                self.problems.append(Problem("flow-down", (*address, "direction")))
        for where, measure in _measures(entry, address):
            for key in _NUMERIC if nature == "steps" else ("step",):
                if measure.get(key) is not None:
                    self._misfit((*where, key), nature)
            for key in _NUMERIC:
                if nature == "flow" or key == "at_most":
                    self._check_sign(measure.get(key), (*where, key))

    def _misfit(self, address: Address, nature: object) -> None:
        args = {"read": address[-1], "expected": nature}
        self.problems.append(Problem("nature-mismatch", address, args))

    def _check_sign(self, number: object, address: Address) -> None:
        for each in number if isinstance(number, list) else [number]:
            if isinstance(each, str) and each.strip().startswith("-"):
                self.problems.append(Problem("number-negative", address, {"read": each}))


def _values(entry: dict[str, Any], address: Address) -> Iterator[Problem]:
    """What gives no value or several; a record with other faults is not looked at as a whole."""
    for where, measure in _measures(entry, address):
        is_target = where[-2] == "targets"
        keys = ("value", "step") if is_target else (*KINDS, "step", "statement")
        given = [key for key in keys if measure.get(key) is not None]
        if len(given) > 1:
            yield Problem("value-several", where, {"read": ", ".join(given)})
        if not given:
            yield Problem("target-value-missing" if is_target else "value-missing", where)


def _listed(holder: Any, key: str, address: Address) -> Iterator[tuple[Address, dict[str, Any]]]:
    """The mappings listed under a key, with their addresses; others are told with the types."""
    entries = holder.get(key) if isinstance(holder, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield (*address, key, index), entry


def _measures(entry: dict[str, Any], address: Address) -> Iterator[tuple[Address, dict[str, Any]]]:
    yield from _listed(entry, "observations", address)
    yield from _listed(entry, "targets", address)
    if isinstance(entry.get("baseline"), dict):
        yield (*address, "baseline"), entry["baseline"]
