"""A change of the text of ``indicators.yaml`` at the address of a value, and of nothing else.

Comments, order, quotation marks, line ends and every character outside the entry that is changed
stay. A change is kept only if the new text reads back as exactly what was meant; where the text is
laid out so that this cannot be had, nothing is changed and the reason is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple, TypeAlias

from plan.model import Address
from plan.nodes import Node, Sheet, entries, look_up, read_sheet
from plan.scribe import fits, inline, lines, scalar
from plan.tree import Refused, Tree, compose

__all__ = [
    "Arrange",
    "Edit",
    "Insert",
    "Remove",
    "Rename",
    "Set",
    "Unable",
    "amend",
    "applied",
    "differences",
    "marks_of",
]

#: Why a change cannot be written, in words; a sentence of the catalogue each.
REASONS: Final[dict[str, str]] = {
    "gone": "What was to be changed is no longer in the file: {where}.",
    "layout": "The file is laid out at {where} so that this change cannot be written safely. "
    "Change it in a text editor.",
    "characters": "The text holds characters that the file cannot hold.",
}


class Unable(Exception):
    """A change that cannot be written; holds the code of the reason and where."""

    def __init__(self, code: str, address: Address = ()) -> None:
        """Say why, and where."""
        super().__init__(code)
        self.code, self.sentence = code, REASONS[code]
        self.arguments = {"where": ".".join(map(str, address)) or "indicators.yaml"}


@dataclass(frozen=True, slots=True)
class Set:
    """Put a value at an address, in place of what stands there or anew with its parents."""

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
    """Take away what stands at an address."""

    address: Address


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the key at an address another name; what it holds stays as it is written."""

    address: Address
    name: str


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put the entries of the list at an address into another order, each with its comments.

    ``order`` tells for each place the index of the entry that comes to stand there.
    """

    address: Address
    order: tuple[int, ...]


Edit: TypeAlias = Set | Insert | Remove | Rename | Arrange


def amend(
    text: str, edits: Iterable[Edit], order: Mapping[str, Sequence[str]] | None = None,
    root: str = "",
) -> str:  # fmt: skip
    """The text with the edits made, one after the other.

    ``order`` says in which order the keys of a record stand, by the key of the list or record that
    holds it; a new key goes behind those that come before it. ``root`` is the key that holds the
    text, where it is a piece of a file. Raises ``Unable``, and
    ``tree.Refused`` for a text that is not read.
    """
    for edit in edits:
        sheet = read_sheet(text)
        meant = applied(sheet.tree, edit)
        # A text of several lines does not stand everywhere without quotation marks.
        written = (
            _Writer(sheet, order or {}, root, each).splice(edit).on(text) for each in (True, False)
        )
        found = next((each for each in written if _reads_as(each, meant)), None)
        if found is None:
            raise Unable("layout", edit.address)
        text = found
    return text


def _reads_as(text: str, meant: Tree) -> bool:
    try:
        text.encode()
        tree, _, _ = compose(text)
    except UnicodeEncodeError:
        raise Unable("characters") from None
    except Refused:
        return False
    return tree == meant


# --- The same on trees ---------------------------------------------------------------------------


def applied(tree: Tree, edit: Edit) -> Tree:
    """The tree with an edit made; what is not on its way is shared. Raises ``Unable``."""
    if isinstance(edit, Set):
        return _put(tree, edit.address, edit.value, edit.address)
    if isinstance(edit, Insert):
        try:
            held = look_up(tree, edit.address)
        except LookupError:
            held = None
        if held is not None and not isinstance(held, list):
            raise Unable("gone", edit.address)
        listed = list(held or ())
        index = len(listed) if edit.index is None else edit.index
        if not 0 <= index <= len(listed):
            raise Unable("gone", edit.address)
        return _put(
            tree, edit.address, [*listed[:index], edit.value, *listed[index:]], edit.address
        )
    if isinstance(edit, Arrange):
        try:
            held = look_up(tree, edit.address)
        except LookupError:
            held = None
        if not isinstance(held, list) or sorted(edit.order) != list(range(len(held))):
            raise Unable("gone", edit.address)
        return _put(tree, edit.address, [held[n] for n in edit.order], edit.address)
    *way, last = edit.address
    try:
        held = look_up(tree, way)
        look_up(held, (last,))
    except LookupError:
        raise Unable("gone", edit.address) from None
    if isinstance(edit, Rename):
        if not isinstance(held, dict) or edit.name in held:
            raise Unable("gone", edit.address)
        named = {edit.name if key == last else key: each for key, each in held.items()}
        return _put(tree, tuple(way), named, edit.address)
    left: Tree = (
        {key: each for key, each in held.items() if key != last}
        if isinstance(held, dict)
        else [each for step, each in entries(held) if step != last]
    )
    return _put(tree, tuple(way), left, edit.address)


def _put(tree: Tree, way: Address, value: Tree, address: Address) -> Tree:
    if not way:
        return value
    step, rest = way[0], way[1:]
    if isinstance(tree, dict) and isinstance(step, str):
        return {**tree, step: _put(tree.get(step), rest, value, address)}
    if tree is None and isinstance(step, str):
        return {step: _put(None, rest, value, address)}
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        return [*tree[:step], _put(tree[step], rest, value, address), *tree[step + 1 :]]
    raise Unable("gone", address)


def differences(before: Tree, after: Tree, address: Address = ()) -> list[Set | Insert | Remove]:
    """Edits that make one tree of another, in the order in which they are to be made.

    Entries of a list are matched by their ``id`` where all have one, else by what they hold.
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
    marks = marks_of(before), marks_of(after)
    edits: list[Set | Insert | Remove] = []
    # From the end, so that what was changed moves nothing that is still to be changed.
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


def marks_of(listed: list[Tree]) -> list[str]:
    """What the entries of a list are known again by."""
    ids = [each.get("id") for each in listed if isinstance(each, dict)]
    if len(ids) == len(listed) and all(isinstance(each, str) for each in ids):
        return [str(each) for each in ids]
    return [inline(each) for each in listed]


# --- Where and what to write ---------------------------------------------------------------------


class _Splice(NamedTuple):
    start: int
    end: int
    written: str

    def on(self, text: str) -> str:
        return text[: self.start] + self.written + text[self.end :]


class _Writer:
    """Finds, for an edit of a sheet, the one piece of text to put in place of another."""

    def __init__(
        self, sheet: Sheet, order: Mapping[str, Sequence[str]], root: str, folded: bool
    ) -> None:
        self.sheet, self.text, self.folded = sheet, sheet.text, folded
        self.order, self.root = order, root

    def splice(self, edit: Edit) -> _Splice:
        if isinstance(edit, Set):
            return self._set(edit.address, edit.value)
        if isinstance(edit, Insert):
            return self._insert(edit.address, edit.value, edit.index)
        if isinstance(edit, Rename):
            return self._rename(edit.address, edit.name)
        if isinstance(edit, Arrange):
            return self._arrange(edit.address, edit.order)
        return self._remove(edit.address)

    # What stands where

    def _in_flow(self, address: Address) -> bool:
        above = (self.sheet.node(address[:length]) for length in range(len(address)))
        return any(node.flow for node in above if node is not None)

    def _after_colon(self, address: Address) -> int:
        """Where the colon behind the key of an address ends."""
        parent = self.sheet.node(address[:-1])
        if parent is None or not isinstance(address[-1], str):
            raise Unable("layout", address)
        end = parent.keys[address[-1]][1]
        colon = self.text.find(":", end)
        if colon < 0 or self.text[end:colon].strip():
            raise Unable("layout", address)
        return colon + 1

    def _begins(self, parent: Node, step: str | int, address: Address) -> int:
        """Where an entry of a collection begins: its key, or its dash."""
        if isinstance(step, str):
            return parent.keys[step][0]
        start = parent.inside[step].start
        if parent.flow:
            return start
        column = self.sheet.column(parent.start)
        while start >= parent.start:
            dash = self.sheet.line_start(start) + column
            if dash <= start and self.text.startswith("-", dash):
                return dash
            start = self.sheet.line_start(start) - 1  # the value stands below its dash
        raise Unable("layout", address)

    def _ends(self, parent: Node, step: str | int) -> int:
        """Where the last word of an entry ends."""
        end = parent.inside[step].end
        return max(end, parent.keys[step][1]) if isinstance(step, str) else end

    def _joined(self, several: Sequence[str]) -> str:
        return self.sheet.newline.join(several)

    def _lines(
        self, value: Tree, column: int, inside: str = "", flow: bool | None = None
    ) -> list[str]:
        return lines(value, column, inside, flow, self.folded)

    # Set

    def _set(self, address: Address, value: Tree) -> _Splice:
        near, node = self.sheet.nearest(address)
        missing = address[len(near) :]
        if not missing and node is not None:
            return self._replace(address, node, value)
        for step in reversed(missing[1:]):
            value = {str(step): value}
        if node is None or not missing:
            raise Unable("gone", address)
        key = str(missing[0])
        if node.shape == "mapping":
            return self._add_key(near, node, key, value)
        return self._replace(near, node, {key: value})

    def _replace(self, address: Address, node: Node, value: Tree) -> _Splice:
        if self._in_flow(address):
            return self._replace_inline(address, node, inline(value), value)
        below = self._stands_below(address, node)
        folded = self.folded and not (below and node.shape == "scalar")
        is_line = not value or (isinstance(value, str) and not (folded and "\n" in value))
        key_column = self.sheet.column(self._owner(address))
        if not is_line and not isinstance(value, str) and (node.flow or node.shape == "scalar"):
            is_line = fits(value, self.sheet.column(node.start))
        if is_line:
            told = "" if value is None else inline(value)
            if isinstance(value, str):
                told = scalar(value, style=node.style)
            return self._replace_inline(address, node, told, value)
        same = node.shape == ("mapping" if isinstance(value, dict) else "sequence")
        if same and not node.flow and not isinstance(value, str):
            column = self.sheet.column(node.start)
            return _Splice(
                node.start, node.end, self._joined(self._lines(value, column, flow=False)).lstrip()
            )
        if below and not isinstance(value, str):
            column = max(self.sheet.column(node.start), key_column + 2)
            at = self.sheet.line_start(node.start)
            return _Splice(at, node.end, self._joined(self._lines(value, column, flow=False)))
        is_item = isinstance(address[-1], int) if address else False
        head = "-" if is_item else ":"
        written = self._lines(value, key_column, head, flow=False)
        first, rows = written[0].strip().removeprefix(head), written[1:]
        if is_item:
            gap = " " if self._touches_dash(node) else ""
            return _Splice(node.start, node.end, gap + self._joined([first.strip(), *rows]))
        # What stands behind the old value, such as a comment, stays on the line of the key.
        at = self._after_colon(address)
        last = self.sheet.line_end(max(node.end, at))
        rest = self._between(address, node) + self.text[max(node.end, at) : last]
        return _Splice(at, last, self._joined([first + rest, *rows]))

    def _stands_below(self, address: Address, node: Node) -> bool:
        """Whether a value begins on a line of its own, below its key or its dash."""
        at = self._owner(address) if address else node.start
        return not node.empty and self.sheet.line_start(node.start) > at

    def _between(self, address: Address, node: Node) -> str:
        """The comments between a key and what stands below it."""
        at, line = self._after_colon(address), self.sheet.line_start(node.start)
        between = self.text[at : self._before_break(line)] if line > at else ""
        return between.rstrip() if "#" in between else ""

    def _touches_dash(self, node: Node) -> bool:
        return node.empty and self.text[node.start - 1 : node.start] == "-"

    def _owner(self, address: Address) -> int:
        """Where the key or the dash of an address begins."""
        parent = self.sheet.node(address[:-1]) if address else None
        return 0 if parent is None else self._begins(parent, address[-1], address)

    def _replace_inline(self, address: Address, node: Node, told: str, value: Tree) -> _Splice:
        on_key_line = not address or node.shape == "scalar" or node.flow
        if node.empty or not on_key_line:
            if isinstance(address[-1], int):
                gap = " " if self._touches_dash(node) else ""
                return _Splice(node.start, node.end, gap + told)
            parent = self.sheet.node(address[:-1])
            bare = parent is not None and parent.keys[address[-1]][1] == node.start
            if bare and not self.text[node.start :].lstrip(" ").startswith(":"):
                return _Splice(node.start, node.end, f": {told}")  # {key}
            at = self._after_colon(address)
            if node.empty:
                return _Splice(at, at, f" {told}" if told else "")
            between = self._between(address, node)
            return _Splice(at, node.end, (f" {told}" if told else "") + between)
        if value is None and node.shape == "scalar" and not self._in_flow(address):
            told = "null"  # a value that is taken away leaves its line as it is
        return _Splice(node.start, node.end, told)

    # Insert

    def _add_key(self, address: Address, node: Node, key: str, value: Tree) -> _Splice:
        before = self._sibling_before(address, node, key)
        if node.flow or self._in_flow(address):
            told = f"{scalar(key, within_flow=True)}: {inline(value)}"
            if before is None:
                return _Splice(node.start + 1, node.start + 1, told)
            at = self._ends(node, before)
            return _Splice(at, at, f", {told}")
        if before is None:
            raise Unable("layout", address)
        end = max(self._ends(node, before), self._after_colon((*address, before)))
        at = self.sheet.line_end(end)
        written = self._lines(value, self.sheet.column(node.start), f"{scalar(key)}:")
        return _Splice(at, at, self._joined(["", *written]))

    def _sibling_before(self, address: Address, node: Node, key: str) -> str | None:
        """The key behind which a new one goes."""
        held = list(node.keys)
        named = next((step for step in reversed(address) if isinstance(step, str)), self.root)
        order = list(self.order.get(named, ()))
        if key in order:
            earlier = [each for each in held if each in order[: order.index(key)]]
            if earlier:
                return max(earlier, key=lambda each: node.keys[each])
        return held[-1] if held else None

    def _insert(self, address: Address, value: Tree, index: int | None) -> _Splice:
        node = self.sheet.node(address)
        if node is None or node.shape != "sequence" or not node.inside:
            return self._set(address, [value])
        count = len(node.inside)
        index = count if index is None else index
        if node.flow or self._in_flow(address):
            if index < count:
                at = node.inside[index].start
                return _Splice(at, at, f"{inline(value)}, ")
            at = node.inside[count - 1].end
            return _Splice(at, at, f", {inline(value)}")
        column = self.sheet.column(node.start)
        like = node.inside[max(index - 1, 0)]
        # As its neighbour stands: with a line for each key, or on one line where it fits there.
        flow = False if like.shape != "scalar" and not like.flow else None
        written = self._lines(value, column, "-", flow=flow)
        if index == 0:
            # The first line of a list may stand behind the dash of another.
            told = self._joined([*written, " " * column]).lstrip(" ")
            return _Splice(node.start, node.start, told)
        at = self.sheet.line_end(node.inside[index - 1].end)
        spaced = self._is_spaced(node, index - 1, address)
        if index < count:
            spaced = spaced and self._is_spaced(node, index, address)
        blank = [""] if spaced else []
        return _Splice(at, at, self._joined([*blank, "", *written]))

    def _is_spaced(self, node: Node, index: int, address: Address) -> bool:
        """Whether a blank line stands before an entry that is not the first."""
        if index == 0:
            return False
        line = self.sheet.line_start(self._begins(node, index, address))
        return not self.text[self.sheet.line_start(line - 1) : line].strip()

    # Arrange

    def _arrange(self, address: Address, order: tuple[int, ...]) -> _Splice:
        node = self.sheet.node(address)
        if node is None or node.shape != "sequence" or not node.inside:
            raise Unable("gone", address)
        pieces = self._pieces(node, address)
        written, at = "", pieces[0][0]
        for (start, end), n in zip(pieces, order, strict=True):
            first, last = pieces[n]
            written += self.text[at:start] + self.text[first:last]
            at = end
        return _Splice(pieces[0][0], pieces[-1][1], written)

    def _pieces(self, node: Node, address: Address) -> list[tuple[int, int]]:
        """Where the text of each entry of a list begins and ends, the comments of it included.

        What stands above the first entry is of the list, unless another has something above it.
        """
        held = list(node.inside.values())
        if node.flow:
            if "#" in self.text[node.start : node.end]:
                raise Unable("layout", address)
            return [(each.start, each.end) for each in held]
        lines = [
            self.sheet.line_start(self._begins(node, n, (*address, n))) for n in range(len(held))
        ]
        if self.text[lines[0] : node.start].strip():
            raise Unable("layout", address)  # behind another dash
        above = [self._comments_above(line, self.sheet.column(node.start)) for line in lines]
        if above[1:] == lines[1:]:
            above[0] = lines[0]
        ends = [len(self.text[:each].rstrip(" \t\r\n")) for each in above[1:]]
        return list(zip(above, [*ends, self.sheet.line_end(held[-1].end)], strict=True))

    def _comments_above(self, line: int, column: int) -> int:
        """Where the comments begin that stand right above a line, no further in than a column."""
        while line > 0:
            before = self.sheet.line_start(line - 1)
            told = self.text[before:line]
            if not told.lstrip().startswith("#") or len(told) - len(told.lstrip()) > column:
                break
            line = before
        return line

    # Rename and remove

    def _rename(self, address: Address, name: str) -> _Splice:
        parent = self.sheet.node(address[:-1])
        if parent is None or not isinstance(address[-1], str):
            raise Unable("gone", address)
        start, end = parent.keys[address[-1]]
        return _Splice(start, end, scalar(name, within_flow=self._in_flow(address)))

    def _remove(self, address: Address) -> _Splice:
        parent, step = self.sheet.node(address[:-1]), address[-1]
        if parent is None or step not in parent.inside:
            raise Unable("gone", address)
        steps = list(parent.inside)
        place = steps.index(step)
        if len(steps) == 1:
            return self._empty(address[:-1], parent)
        start, end = self._begins(parent, step, address), self._ends(parent, step)
        if parent.flow:
            if place + 1 < len(steps):
                first, last = start, self._begins(parent, steps[place + 1], address)
            else:
                first, last = self._ends(parent, steps[place - 1]), end
            commented = "#" in self.text[first:start] + self.text[end:last]
            return self._with_comma(start, end) if commented else _Splice(first, last, "")
        if isinstance(step, str):
            end = max(end, self._after_colon(address))
        line = self.sheet.line_start(start)
        if self.text[line:start].strip():  # behind a dash
            after = self._begins(parent, steps[place + 1], address)
            if "#" not in self.text[end:after]:
                return _Splice(start, after, "")
            return _Splice(start, self.sheet.line_end(end), "")
        last = self.sheet.line_end(end)
        if line == 0:
            after = self.text.find("\n", last)
            return _Splice(0, after + 1 if after >= 0 else last, "")
        if isinstance(step, int) and (place > 1 or place + 1 < len(steps)):
            beside = place - 1 if place + 1 == len(steps) else place + 1
            own, other = (self._is_spaced(parent, at, address) for at in (place, beside))
            if own and other:
                line = self.sheet.line_start(line - 1)
        return _Splice(self._before_break(line), last, "")

    def _with_comma(self, start: int, end: int) -> _Splice:
        """Take an entry within brackets away with its comma, and none of the comments around it."""
        comma = re.compile(r"\s*,").match(self.text, end)
        return _Splice(start, comma.end() if comma else end, "")

    def _before_break(self, line: int) -> int:
        """Where the line before ends, before its line break."""
        at = line - 1
        return at - 1 if at > 0 and self.text[at - 1] == "\r" else at

    def _empty(self, address: Address, node: Node) -> _Splice:
        """Leave a collection that holds one entry without any."""
        brackets = "{}" if node.shape == "mapping" else "[]"
        if node.flow:
            (only,) = node.inside
            start, end = self._begins(node, only, (*address, only)), self._ends(node, only)
            if "#" in self.text[node.start : start] + self.text[end : node.end]:
                return self._with_comma(start, end)
            return _Splice(node.start + 1, node.end - 1, "")
        if not address:
            return _Splice(node.start, node.end, brackets)
        if isinstance(address[-1], int):
            return _Splice(node.start, node.end, brackets)
        written = f" {brackets}{self._between(address, node)}"
        return _Splice(self._after_colon(address), self.sheet.line_end(node.end), written)
