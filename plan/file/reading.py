"""Reading ``indicators.yaml``: a plan, or all problems of form, each with its line and column.

After a change within one indicator only the lines of that indicator are read again.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from plan.file.tree import DEEPEST, InvalidYaml, Position, compose, moved
from plan.file.validation import draft_indicator, draft_plan
from plan.model.records import Plan
from plan.model.tree_address import Address
from plan.problems import Problem

LARGEST_FILE: Final = 64 * 2**20


class IndicatorSpan(NamedTuple):
    """The lines of one indicator, as character indexes ``start`` to ``end``, and its address."""

    start: int
    end: int
    address: Address


@dataclass(frozen=True)
class Reading:
    """The plan that a text holds, or the problems that prevent a faithful reading of it.

    ``plan`` is None when there is an error. ``sound`` is the plan of the records without one, which
    the rules check all the same; ``origin`` maps addresses of its records to those in the file.
    ``root`` holds the places of all values, ``blocks`` the lines of the indicators.
    """

    text: str
    name: str
    plan: Plan | None
    sound: Plan | None
    problems: tuple[Problem, ...]
    root: Position
    origin: Mapping[Address, Address] = field(default_factory=dict)
    blocks: tuple[IndicatorSpan, ...] = ()

    @cached_property
    def _lines(self) -> list[int]:
        """The index at which each line begins."""
        sizes = [len(line) + 1 for line in self.text.split("\n")]
        return list(accumulate(sizes[:-1], initial=0))

    def index(self, address: Address, of_key: bool = False) -> int:
        """The index of the value (or the key) at an address, or of the nearest around it."""
        place: Position | int = self.root
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

    def block(self, address: Address) -> IndicatorSpan | None:
        """The lines of the indicator at an address, None where they are not lines of its own."""
        return self._blocks.get(address)

    @cached_property
    def _blocks(self) -> dict[Address, IndicatorSpan]:
        return {each.address: each for each in self.blocks}

    def place(self, address: Address) -> tuple[int, int]:
        """Line and column, from 1, of the value at an address, or of the nearest around it."""
        return self._line_and_column(self.index(address))

    def place_of(self, problem: Problem) -> tuple[int, int]:
        """Line and column, from 1, of a problem: of the key where the key is at fault."""
        if "index" in problem.args:
            return self._line_and_column(problem.args["index"])
        if problem.code in ("key-unknown", "nature-mismatch"):
            return self._line_and_column(self.index(problem.address, of_key=True))
        return self.place(problem.address)

    def _line_and_column(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def file_address(self, address: Address) -> Address:
        """The address in the file of the value at an address in ``sound``.

        They differ where the file has records with errors, which ``sound`` leaves out.
        """
        for length in (4, 2):
            if found := self.origin.get(address[:length]):
                return found + address[length:]
        return address


def read_file(path: Path, before: Reading | None = None) -> Reading:
    """Read an indicators file. Raises nothing: faults are among the problems.

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
    return Reading("", name, None, None, (problem,), Position(0))


def read_text(text: str, name: str = "indicators.yaml", before: Reading | None = None) -> Reading:
    """Read the text of an indicators file.

    With ``before``, the reading of an earlier version, only the changed indicator is read again
    where the change lies within one; the result is the same.
    """
    text = text.lstrip("\ufeff")  # places count from after a byte order mark, as ``read_file`` does
    with collector_off():
        if before is not None and (again := _read_change(text, name, before)) is not None:
            return again
        return _read_whole(text, name)


@contextmanager
def collector_off() -> Iterator[None]:
    """Work without the cyclic garbage collector."""
    # Reading makes many objects and no cycles: traversing them would collect nothing.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # The new objects join the oldest generation at once, without being traversed.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


# --- Reading a whole text ------------------------------------------------------------------------


def _read_whole(text: str, name: str) -> Reading:
    try:
        tree, place, repeated = compose(text)
    except InvalidYaml as refused:
        return Reading(text, name, None, None, (refused.problem,), Position(refused.index))
    root = place if isinstance(place, Position) else Position(place)
    if tree is None:
        return Reading(text, name, None, None, (Problem("file-empty", ()),), Position(0))
    bare = Reading(text, name, None, None, (), root)
    doubles = [
        Problem(problem.code, _address_at(root, index), problem.args) for problem, index in repeated
    ]
    draft = draft_plan(tree, lambda address: bare.place(address)[0])
    problems = tuple(sorted((*doubles, *draft.problems), key=bare.place_of))
    faulty = any(problem.severity == "error" for problem in problems)
    plan = None if faulty else draft.plan
    blocks = _blocks(text, root) if plan is not None else ()
    return Reading(text, name, plan, draft.plan, problems, root, draft.origin, blocks)


def _address_at(root: Position, index: int) -> Address:
    """The address of the mapping that repeats a key at an index."""
    address: Address = ()
    place: Position | int = root
    while isinstance(place, Position):
        before = [
            (each if isinstance(each, int) else each.index, step)
            for step, each in place.inside.items()
            if (each if isinstance(each, int) else each.index) <= index
        ]
        if not before:
            break
        step = max(before, key=lambda pair: pair[0])[1]
        address, place = (*address, step), place.inside[step]
    return address


_DASH: Final = re.compile(r"[ ]*- +")


def _blocks(text: str, root: Position) -> tuple[IndicatorSpan, ...]:
    """The lines of each indicator that begins on a line of its own, as in ``- id: …``."""
    found: list[IndicatorSpan] = []
    axes = root.inside.get("axes")
    if not isinstance(axes, Position):
        return ()
    following = sorted(root.keys.values())
    items = [(i, axis) for i, axis in axes.inside.items() if isinstance(axis, Position)]
    for n, (i, axis) in enumerate(items):
        listed = axis.inside.get("indicators")
        if not isinstance(listed, Position) or text.startswith("[", listed.index):
            continue
        ends = [at for at in (*following, *axis.keys.values()) if at > listed.index]
        if n + 1 < len(items):
            ends.append(items[n + 1][1].index)
        end = min(ends, default=len(text))
        last = _line_start(text, end)
        indexes = [(j, each) for j, each in listed.inside.items() if isinstance(each, Position)]
        starts = [(j, _line_start(text, each.index)) for j, each in indexes]
        if text[last:end].strip(" -") or not all(
            _DASH.fullmatch(text, start, each.index)
            for (_, start), (_, each) in zip(starts, indexes, strict=True)
        ):
            continue  # YAML ends a line at more characters than "\n"
        for m, (j, start) in enumerate(starts):
            end = starts[m + 1][1] if m + 1 < len(starts) else max(last, start)
            found.append(IndicatorSpan(start, end, ("axes", i, "indicators", j)))
    return tuple(found)


def _line_start(text: str, index: int) -> int:
    return index if index == len(text) else text.rfind("\n", 0, index) + 1


# --- Reading again after a change ----------------------------------------------------------------

_ONE_ITEM: Final = re.compile(r"([ ]*)- +[^\s#-]")
# YAML ends a line at more characters than "\n".
_DOCUMENT_MARK: Final = re.compile(r"(?:^|[\r\x85\u2028\u2029])(?:---|\.\.\.|%)", re.MULTILINE)


def _read_change(text: str, name: str, before: Reading) -> Reading | None:
    """The reading of a text that differs from one read before within one indicator, else None.

    Only the lines of that indicator are read; wherever this could differ from reading the whole,
    None says that the whole must be read.
    """
    if before.plan is None or not before.blocks:
        return None
    if text == before.text:
        return before if name == before.name else replace(before, name=name)
    first = _common_prefix(before.text, text)
    last = len(before.text) - _common_suffix(before.text, text, first)
    place = bisect_right(before.blocks, first, key=lambda block: block.start) - 1
    if place < 0 or last > before.blocks[place].end:
        return None
    start, end, address = before.blocks[place]
    shift = len(text) - len(before.text)
    block = text[start : end + shift]
    item_before, item_now = _ONE_ITEM.match(before.text, start), _ONE_ITEM.match(block)
    if item_before is None or item_now is None or item_before[1] != item_now[1]:
        return None
    if _DOCUMENT_MARK.search(block):
        return None
    if end + shift < len(text) and not block.endswith("\n"):
        return None
    try:
        tree, root, repeated = compose(block, DEEPEST - 4)
    except InvalidYaml:
        return None
    if repeated or not isinstance(tree, list) or len(tree) != 1 or not isinstance(root, Position):
        return None
    item = root.inside[0]
    indicator = draft_indicator(tree[0], before.plan, address)
    if indicator is None or not isinstance(item, Position):
        return None
    item = replace(item, base=start)
    plan = before.plan.with_indicator(address, indicator)
    blocks = tuple(
        each if n < place
        else IndicatorSpan(start, end + shift, address) if n == place
        else IndicatorSpan(each.start + shift, each.end + shift, each.address)
        for n, each in enumerate(before.blocks)
    )  # fmt: skip
    root = moved(before.root, end, shift, address, item)
    return Reading(text, name, plan, plan, (), root, before.origin, blocks)


def _common_prefix(one: str, other: str) -> int:
    """The length of the longest common prefix, found by bisection."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(one: str, other: str, first: int) -> int:
    """The length of the longest common suffix beyond the first characters."""
    low, high = 0, min(len(one), len(other)) - first
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
