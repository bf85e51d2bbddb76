"""The concrete syntax tree of a YAML text: nodes with their positions, for editing the text.

``tree`` reads only the values of a text and where each begins, fast. This adds what an edit needs:
where a value ends, in which style it is written, and where the keys of a mapping are. Positions are
indices of characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

import yaml

from plan.file.tree import Tree, compose
from plan.model.tree_address import Address

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Shape: TypeAlias = Literal["scalar", "mapping", "sequence"]


@dataclass(frozen=True)
class Node:
    """A value as it is written, from ``start`` to ``end``.

    ``end`` is where its last word ends, without the comments and blank lines that follow. ``style``
    is that of a scalar: empty for a plain one, a quotation mark, ``|`` or ``>``. ``flow`` is true
    for a collection within braces or brackets. ``inside`` holds the values of a collection and
    ``keys`` the start and the end of each key of a mapping, in the order of the text.
    """

    shape: Shape
    start: int
    end: int
    style: str = ""
    flow: bool = False
    inside: Mapping[str | int, Node] = field(default_factory=dict)
    keys: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is written where a value could be."""
        return self.shape == "scalar" and self.start == self.end


@dataclass(frozen=True)
class SyntaxTree:
    """A text with the tree of its values and its nodes; ``root`` is None for an empty text."""

    text: str
    tree: Tree
    root: Node | None

    def node(self, address: Address) -> Node | None:
        """The node at an address, or None where there is none."""
        found = self.root
        for step in address:
            found = found.inside.get(step) if found is not None else None
        return found

    def nearest(self, address: Address) -> tuple[Address, Node | None]:
        """The longest prefix of an address that leads to a node, and that node."""
        for length in range(len(address), -1, -1):
            if (found := self.node(address[:length])) is not None:
                return address[:length], found
        return (), self.root

    @cached_property
    def newline(self) -> str:
        """The line break of the text, by that of its first line."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def column(self, index: int) -> int:
        """The column of an index, from 0."""
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        """Where the line of an index begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of an index ends, before its line break."""
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > index and self.text[end - 1] == "\r" else end


def read_syntax_tree(text: str) -> SyntaxTree:
    """Read the syntax tree of a text. Raises ``tree.InvalidYaml``."""
    tree, _, _ = compose(text)  # refuses what the loop below cannot handle, such as aliases
    loader = _LOADER(text)
    try:
        return SyntaxTree(text, tree, _read_nodes(text, loader.get_event))
    finally:
        loader.dispose()


def _read_nodes(text: str, get_event: Callable[[], Any]) -> Node | None:
    """The outermost node, from the events of PyYAML's parser."""
    open_nodes: list[_Open] = []
    top: Node | None = None
    while True:
        event: Any = get_event()
        kind = type(event)
        if kind is yaml.StreamEndEvent:
            return top
        if kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            shape: Shape = "mapping" if kind is yaml.MappingStartEvent else "sequence"
            open_nodes.append(_Open(shape, event.start_mark.index, bool(event.flow_style)))
            continue
        if kind is yaml.ScalarEvent:
            start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
            if open_nodes and open_nodes[-1].awaits_key:
                open_nodes[-1].key(event.value, start, end)
                continue
            if style in ("|", ">"):
                end = _end_of_block_scalar(text, start, end)
            node = Node("scalar", start, end, style)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            node = open_nodes.pop().closed(event.end_mark.index)
        else:
            continue
        if open_nodes:
            open_nodes[-1].add(node)
        else:
            top = node


@dataclass
class _Open:
    """A collection whose end has not been read yet."""

    shape: Shape
    start: int
    flow: bool
    inside: dict[str | int, Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    named: str | None = None
    last: int = 0

    @property
    def awaits_key(self) -> bool:
        return self.shape == "mapping" and self.named is None

    def key(self, name: str, start: int, end: int) -> None:
        self.named, self.last = name, end + 1  # with its colon
        self.keys.setdefault(name, (start, end))

    def add(self, node: Node) -> None:
        # Of repeated keys the first is kept.
        step = len(self.inside) if self.named is None else self.named
        self.inside.setdefault(step, node)
        self.last, self.named = max(self.last, node.end), None

    def closed(self, end: int) -> Node:
        last = end if self.flow else max(self.last, self.start)
        return Node(self.shape, self.start, last, "", self.flow, self.inside, self.keys)


def _end_of_block_scalar(text: str, start: int, end: int) -> int:
    """Where the last line of a block scalar ends, with its blank lines if it keeps them (``+``)."""
    header = text[start : text.find("\n", start) if "\n" in text[start:end] else end]
    kept = "+" in header.split("#")[0]
    body = text[start:end]
    if kept:
        return start + len(body.removesuffix("\n").removesuffix("\r"))
    return start + len(body.rstrip())


def children(tree: Tree) -> Iterator[tuple[str | int, Tree]]:
    """The values of a collection, each with its step (key or index); none for a scalar."""
    if isinstance(tree, dict):
        yield from tree.items()
    elif isinstance(tree, list):
        yield from enumerate(tree)


def look_up(tree: Tree, address: Sequence[str | int]) -> Tree:
    """The value at an address of a tree. Raises ``LookupError`` where there is none."""
    for step in address:
        held = dict(children(tree))
        if step not in held:
            raise LookupError(step)
        tree = held[step]
    return tree
