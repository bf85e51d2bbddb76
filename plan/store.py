"""``indicators.yaml``: read with places, all problems at once.

The text is read through the events of PyYAML's parser. That gives a place for every value, keeps
scalars as they are written, and refuses by construction what kills or fools loaders: deep nesting,
aliases that explode, merge keys, keys that stand twice.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from plan.model import BUILT_IN_UNITS, Address, Axis, Head, Indicator, Plan, Record, Source
from plan.problems import Problem

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"

LARGEST_FILE: Final = 64 * 2**20
DEEPEST: Final = 30
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value begins in the text, as a character index, with the places inside it.

    ``keys`` holds where each key of a mapping begins. An index counts from where the block that
    was read began, so that a block can move with the text around it.
    """

    index: int
    inside: Mapping[str | int, Place | int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    base: int = 0


@dataclass(frozen=True)
class Reading:
    """What a text says: its plan, or the problems that prevent a faithful reading.

    ``plan`` is None when there is an error. ``sound`` is the plan of the entries that have none,
    for the rules to go on with, and ``origin`` says where its entries stand in the file.
    """

    text: str
    name: str
    plan: Plan | None
    sound: Plan | None
    problems: tuple[Problem, ...]
    root: Place
    origin: Mapping[Address, Address] = field(default_factory=dict)
    blocks: tuple[tuple[int, int], ...] = ()

    @cached_property
    def _lines(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def index(self, address: Address, of_key: bool = False) -> int:
        """Where the value at an address begins (or its key), or the nearest that holds it."""
        place: Place | int = self.root
        at = self.root.index
        base = 0
        for depth, step in enumerate(address, 1):
            if isinstance(place, int):
                break
            base += place.base
            if step not in place.inside or (of_key and depth == len(address)):
                return base + place.keys[str(step)] if step in place.keys else at
            place = place.inside[step]
            at = base + (place if isinstance(place, int) else place.index + place.base)
        return at

    def place(self, address: Address) -> tuple[int, int]:
        """Line and column, from 1, of the value at an address, or of the nearest that holds it."""
        return self._line_and_column(self.index(address))

    def place_of(self, problem: Problem) -> tuple[int, int]:
        """Line and column of a problem: of the key where the key is what is wrong."""
        if "index" in problem.args:
            return self._line_and_column(problem.args["index"])
        if problem.code in ("key-unknown", "nature-mismatch"):
            return self._line_and_column(self.index(problem.address, of_key=True))
        return self.place(problem.address)

    def _line_and_column(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def at_home(self, address: Address) -> Address:
        """Where an address of the ``sound`` plan stands in the file."""
        for length in (4, 2):
            if home := self.origin.get(address[:length]):
                return home + address[length:]
        return address


def read(path: Path, before: Reading | None = None) -> Reading:
    """Read an indicators file; every fault of it is among the problems, and none is raised.

    ``before`` is as for ``read_text``.
    """
    name = str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            args = {"read": size, "expected": LARGEST_FILE}
            return _unread(name, Problem("file-size", (), args))
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unread(name, Problem("file-encoding", (), {"read": error.start}))
    except OSError:
        return _unread(name, Problem("file-missing", (), {"read": name}))
    return read_text(text, name, before)


def _unread(name: str, problem: Problem) -> Reading:
    return Reading("", name, None, None, (problem,), Place(0))


def read_text(text: str, name: str = "indicators.yaml", before: Reading | None = None) -> Reading:
    """Read the text of an indicators file.

    With ``before``, the reading of an earlier version, only what changed is read again where the
    change lies within one indicator; the result is the same.
    """
    with collector_off():
        if before is not None and (again := _read_change(text, name, before)) is not None:
            return again
        return _read_whole(text, name)


@contextmanager
def collector_off() -> Iterator[None]:
    """Work without the cyclic garbage collector."""
    # Reading makes many objects and no cycles: the collector would only walk them in vain.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# --- From text to tree ---------------------------------------------------------------------------


class _Refused(Exception):
    def __init__(self, problem: Problem, index: int) -> None:
        self.problem, self.index = problem, index


def _compose(text: str) -> tuple[Tree, Place | int, list[tuple[Problem, int]]]:
    """The tree of a YAML text, its places, and its repeated keys. Raises ``_Refused``."""
    repeated: list[tuple[Problem, int]] = []
    try:
        loader = _LOADER(text)
        try:
            return (*_compose_events(text, loader.get_event, repeated), repeated)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Refused(*_syntax(error.problem or error.context or "", mark)) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        position = getattr(error, "position", 0)
        read = f"#x{getattr(error, 'character', 0):04x}" if hasattr(error, "character") else ""
        raise _Refused(Problem("yaml-syntax", (), {"read": read or str(error)}), position) from None


def _syntax(said: str, mark: Any) -> tuple[Problem, int]:
    return Problem("yaml-syntax", (), {"read": said}), mark.index if mark else 0


def _compose_events(
    text: str, get_event: Any, repeated: list[tuple[Problem, int]]
) -> tuple[Tree, Place | int]:
    # One loop with a stack, since a function call per value would double the cost.
    stack: list[tuple[Any, Any, Any, Any]] = []
    container: Any = None  # the list or dict being filled; None at the top
    inside: Any = None
    keys: Any = None
    start: Any = 0
    key: Any = None
    documents = 0
    top: Tree = None
    top_place: Place | int = 0
    scalar_event, mapping_start, sequence_start = (
        yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    )  # fmt: skip
    mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    while True:
        event = get_event()
        kind = type(event)
        value: Any
        place: Any
        if kind is scalar_event:
            index = event.start_mark.index
            if event.anchor is not None or event.tag is not None:
                raise _refused_node(event, index)
            value = event.value
            if keys is not None and key is None:
                if value == "<<" and not event.style:
                    raise _Refused(Problem("yaml-alias", (), {"read": "<<"}), index)
                key = value
                if value in keys:
                    line = text.count("\n", 0, keys[value]) + 1
                    args = {"read": value, "line": line, "index": index}
                    repeated.append((Problem("key-duplicate", (), args), index))
                else:
                    keys[value] = index
                continue
            if not event.style and value in _NULLS:
                value = None
            place = index
        elif kind is mapping_start or kind is sequence_start:
            index = event.start_mark.index
            if event.anchor is not None or event.tag is not None:
                raise _refused_node(event, index)
            if keys is not None and key is None:
                args = {"read": text[index : index + 20], "expected": "a key"}
                raise _Refused(Problem("type-mismatch", (), args), index)
            if len(stack) >= DEEPEST:
                raise _Refused(Problem("yaml-depth", (), {"expected": DEEPEST}), index)
            stack.append((container, inside, (keys, key), start))
            container, inside, start, key = ({} if kind is mapping_start else []), {}, index, None
            keys = {} if kind is mapping_start else None
            continue
        elif kind is mapping_end or kind is sequence_end:
            value, place = container, Place(start, inside, keys or {})
            container, inside, (keys, key), start = stack.pop()
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _Refused(Problem("yaml-documents", ()), event.start_mark.index)
            continue
        elif kind is yaml.AliasEvent:
            read = f"*{event.anchor}"
            raise _Refused(Problem("yaml-alias", (), {"read": read}), event.start_mark.index)
        elif kind is yaml.StreamEndEvent:
            return top, top_place
        else:
            continue
        if container is None:
            top, top_place = value, place
        elif keys is None:
            inside[len(container)] = place
            container.append(value)
        else:
            if key not in container:  # of keys that stand twice the first is kept
                container[key] = value
                inside[key] = place
            key = None


def _refused_node(event: Any, index: int) -> _Refused:
    if event.anchor is not None:
        return _Refused(Problem("yaml-alias", (), {"read": f"&{event.anchor}"}), index)
    return _Refused(Problem("yaml-tag", (), {"read": event.tag}), index)


# --- From tree to plan ---------------------------------------------------------------------------


def _read_whole(text: str, name: str) -> Reading:
    try:
        tree, place, repeated = _compose(text)
    except _Refused as refused:
        return Reading(text, name, None, None, (refused.problem,), Place(refused.index))
    root = place if isinstance(place, Place) else Place(place)
    if tree is None:
        return Reading(text, name, None, None, (Problem("file-empty", ()),), Place(0))
    draft = Reading(text, name, None, None, (), root)
    doubles = [
        Problem(problem.code, _address_at(root, index), problem.args)
        for problem, index in repeated
    ]
    return _assemble(draft, tree, doubles)


def _address_at(root: Place, index: int) -> Address:
    """The address of the key that begins at an index or, for a repeated one, its first."""
    address: Address = ()
    place: Place | int = root
    while isinstance(place, Place):
        held = [
            (each if isinstance(each, int) else each.index, step)
            for step, each in place.inside.items()
        ]
        before = [(at, step) for at, step in held if at <= index]
        if not before:
            break
        step = max(before, key=lambda pair: pair[0])[1]
        address, place = (*address, step), place.inside[step]
    return address


def _assemble(draft: Reading, tree: Tree, found: list[Problem]) -> Reading:
    """The reading of a tree: entry by entry, so that a fault in one hides none in another."""
    text, name, root = draft.text, draft.name, draft.root
    problems = found
    if not isinstance(tree, dict):
        problems.append(_mismatch((), tree, "a mapping"))
        return Reading(text, name, None, None, tuple(problems), root)
    _check_keys(tree, Plan, (), problems)
    if "plan" not in tree or tree["plan"] is None:
        if "plan" in tree:
            problems.append(Problem("key-missing", ("plan",), {"expected": "title"}))
        head = None
    else:
        head = _validated(_HEAD, tree["plan"], ("plan",), problems)
    problems += _reference_problems(draft, tree)
    faulty = {problem.address[:4] for problem in problems}
    origin: dict[Address, Address] = {}
    sources: list[Source] = []
    for i, entry in _entries(tree, "sources", (), problems):
        if isinstance(source := _validated(_SOURCE, entry, ("sources", i), problems), Source):
            origin["sources", len(sources)] = ("sources", i)
            sources.append(source)
    axes: list[Axis] = []
    for i, entry in _entries(tree, "axes", (), problems):
        indicators: list[Indicator] = []
        bare = dict(entry) if isinstance(entry, dict) else entry
        for j, each in _entries(bare, "indicators", ("axes", i), problems):
            address = ("axes", i, "indicators", j)
            indicator = _validated(_INDICATOR, each, address, problems)
            if isinstance(indicator, Indicator) and address not in faulty:
                origin["axes", len(axes), "indicators", len(indicators)] = address
                indicators.append(indicator)
        if isinstance(bare, dict):
            bare["indicators"] = []
        axis = _validated(_AXIS, bare, ("axes", i), problems)
        if isinstance(axis, Axis):
            origin["axes", len(axes)] = ("axes", i)
            axes.append(axis.model_copy(update={"indicators": tuple(indicators)}))
    sound = None
    if isinstance(head, Head):
        sound = Plan.model_construct(head=head, sources=tuple(sources), axes=tuple(axes))
    ordered = sorted(problems, key=draft.place_of)
    plan = None if any(problem.severity == "error" for problem in ordered) else sound
    return Reading(text, name, plan, sound, tuple(ordered), root, origin)


def _entries(
    tree: Tree, key: str, address: Address, problems: list[Problem]
) -> Iterator[tuple[int, Any]]:
    entries = tree.get(key) if isinstance(tree, dict) else None
    if isinstance(entries, list):
        yield from enumerate(entries)
    elif entries is not None:
        problems.append(_mismatch((*address, key), entries, "a list"))


_HEAD: Final = TypeAdapter(Head)
_SOURCE: Final = TypeAdapter(Source)
_AXIS: Final = TypeAdapter(Axis)
_INDICATOR: Final = TypeAdapter(Indicator)


def _validated(
    adapter: TypeAdapter[Any], tree: Any, address: Address, problems: list[Problem]
) -> Record | None:
    if isinstance(tree, Record):  # read before, and unchanged since
        return tree
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
    return Problem(_CODES.get(code, code), where, context)


_SCALARS: Final = {
    "number-invalid": "a number",
    "date-invalid": "a date",
    "boolean-invalid": "true or false",
}
_SHOWN: Final = {dict: "a mapping", list: "a list", type(None): "nothing"}


def _mismatch(address: Address, tree: object, expected: str) -> Problem:
    read = _SHOWN.get(type(tree)) or f"“{str(tree)[:60]}”"
    return Problem("type-mismatch", address, {"read": read, "expected": expected})


def _nearest(read: str, known: Any) -> str:
    near = get_close_matches(read.lower(), [str(each) for each in known], 1, 0.6)
    return near[0] if near else ""


def _unknown_key(address: Address, read: str, allowed: list[str]) -> Problem:
    write = _nearest(read, allowed)
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


# --- References ----------------------------------------------------------------------------------


def _reference_problems(reading: Reading, tree: dict[str, Tree]) -> list[Problem]:
    """Identifiers that stand twice and references that lead nowhere, on the tree as written.

    On the tree rather than the model, so that they are told together with faults of type.
    """
    problems: list[Problem] = []
    head = tree.get("plan")

    def listed(holder: Any, key: str, address: Address) -> Iterator[tuple[Address, dict[str, Any]]]:
        entries = holder.get(key) if isinstance(holder, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict):
                yield (*address, key, index), entry

    def ids(entries: list[tuple[Address, Any]], taken: tuple[str, ...] = ()) -> dict[str, Any]:
        seen: dict[str, Address] = {}
        known: dict[str, Any] = dict.fromkeys(taken)
        for address, entry in entries:
            name = entry.id if isinstance(entry, Record) else entry.get("id")  # type: ignore[attr-defined]
            if not isinstance(name, str):
                continue
            if name in seen or name in taken:
                line = reading.place((*seen.get(name, address), "id"))[0]
                args = {"read": name, "line": line}
                problems.append(Problem("id-duplicate", (*address, "id"), args))
            seen.setdefault(name, address)
            known.setdefault(name, entry)
        return known

    def refer(code: str, read: Any, known: Any, address: Address, **args: str) -> bool:
        if not isinstance(read, str) or read in known:
            return True
        problems.append(
            Problem(code, address, {"read": read, "write": _nearest(read, known), **args})
        )
        return False

    sources = ids(list(listed(tree, "sources", ())))
    units = ids(list(listed(head, "units", ("plan",))), BUILT_IN_UNITS)
    found = list(listed(head, "dimensions", ("plan",)))
    dimensions = {
        name: set(ids(list(listed(entry, "values", address))))
        for (address, entry), name in zip(found, map(_id, (e for _, e in found)), strict=True)
        if name
    }
    ids(found)
    ids(list(listed(tree, "axes", ())))
    indicators: list[tuple[Address, Any]] = []
    for axis_address, axis in listed(tree, "axes", ()):
        entries = axis.get("indicators")
        for j, entry in enumerate(entries if isinstance(entries, list) else ()):
            address = (*axis_address, "indicators", j)
            if isinstance(entry, dict | Record):
                indicators.append((address, entry))
            if not isinstance(entry, dict):
                continue
            steps = ids(list(listed(entry, "steps", address)))
            nature = entry.get("nature")
            _nature_problems(entry, nature, address, problems)
            refer("unit-unknown", entry.get("unit"), units, (*address, "unit"))
            wanted = entry.get("disaggregation")
            for k, name in enumerate(wanted if isinstance(wanted, list) else ()):
                refer("dimension-unknown", name, dimensions, (*address, "disaggregation", k))
            measured = [
                *listed(entry, "observations", address),
                *listed(entry, "targets", address),
            ]
            if isinstance(entry.get("baseline"), dict):
                measured.append(((*address, "baseline"), entry["baseline"]))
            for where, measure in measured:
                if nature == "steps":
                    refer("step-unknown", measure.get("step"), steps, (*where, "step"))
                part = measure.get("part")
                for dimension, value in part.items() if isinstance(part, dict) else ():
                    at = (*where, "part", dimension)
                    if refer("dimension-unknown", dimension, dimensions, at):
                        refer(
                            "category-unknown", value, dimensions[dimension], at,
                            dimension=dimension,
                        )  # fmt: skip
                for at, evidence in listed(measure, "evidence", where):
                    refer("source-unknown", evidence.get("source"), sources, (*at, "source"))
    ids(indicators)
    return problems


def _id(entry: Mapping[str, Any]) -> str:
    name = entry.get("id")
    return name if isinstance(name, str) else ""


_NUMERIC: Final = ("exactly", "at_least", "at_most", "about", "between", "value")


def _nature_problems(
    entry: Mapping[str, Any], nature: object, address: Address, problems: list[Problem]
) -> None:
    """What does not fit the nature: steps where numbers belong, numbers where steps do."""
    if nature not in ("flow", "stock", "rate", "steps"):
        return
    if nature == "steps" and not entry.get("steps"):
        problems.append(Problem("key-missing", address, {"expected": "steps"}))
    if nature != "steps" and not entry.get("unit"):
        problems.append(Problem("key-missing", address, {"expected": "unit"}))
    misfits = ("unit",) if nature == "steps" else ("steps", "reversible")
    for key in misfits:
        if entry.get(key):
            args = {"read": key, "expected": nature}
            problems.append(Problem("nature-mismatch", (*address, key), args))
    if nature == "flow":
        if entry.get("baseline") is not None:
            problems.append(Problem("flow-baseline", (*address, "baseline")))
        if entry.get("direction") == "down":
            problems.append(Problem("flow-down", (*address, "direction")))
    misfits = _NUMERIC if nature == "steps" else ("step",)
    baseline = [entry["baseline"]] if isinstance(entry.get("baseline"), dict) else []
    for key, held in (
        ("observations", entry.get("observations")),
        ("targets", entry.get("targets")),
        ("baseline", baseline),
    ):
        for index, measure in enumerate(held if isinstance(held, list) else ()):
            if not isinstance(measure, dict):
                continue
            where = (*address, key) if key == "baseline" else (*address, key, index)
            for name in misfits:
                if measure.get(name) is not None:
                    args = {"read": name, "expected": nature}
                    problems.append(Problem("nature-mismatch", (*where, name), args))


# --- Reading again after one change --------------------------------------------------------------


def _read_change(text: str, name: str, before: Reading) -> Reading | None:
    return None
