"""A YAML text being edited: where its parts begin and end, and how values are written in it.

A position is an index of a character in the text. A *member* is a key with its value, or an item of
a list with its dash; its *head* is the key or the dash. *Flow* is YAML's word for what is written
within braces or brackets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plan.file.edits import Unable
from plan.file.emitter import lines
from plan.file.nodes import Node, SyntaxTree
from plan.file.tree import Tree
from plan.model.tree_address import Address


class Splice(NamedTuple):
    """A replacement for the text between two positions."""

    start: int
    end: int
    written: str

    def on(self, text: str) -> str:
        """The text with the replacement made."""
        return text[: self.start] + self.written + text[self.end :]


@dataclass(frozen=True)
class EditedText:
    """A text with its nodes, and how values are written in it.

    ``order`` is the order of the keys of a record, by the key that holds the record or its list;
    ``root`` is that key for the outermost value. ``literal`` allows a text of several lines to be
    written after ``|``.
    """

    syntax: SyntaxTree
    order: Mapping[str, Sequence[str]]
    root: str
    literal: bool

    @property
    def text(self) -> str:
        """The text itself."""
        return self.syntax.text

    def is_in_flow(self, address: Address) -> bool:
        """Whether a value lies within braces or brackets of a collection above it."""
        above = (self.syntax.node(address[:length]) for length in range(len(address)))
        return any(node.flow for node in above if node is not None)

    def after_colon(self, address: Address) -> int:
        """The position after the colon of a key. Raises ``Unable`` where there is no colon."""
        parent = self.syntax.node(address[:-1])
        if parent is None or not isinstance(address[-1], str):
            raise Unable("layout", address)
        end = parent.keys[address[-1]][1]
        colon = self.text.find(":", end)
        if colon < 0 or self.text[end:colon].strip():
            raise Unable("layout", address)
        return colon + 1

    def member_start(self, parent: Node, step: str | int, address: Address) -> int:
        """Where a member of a collection begins: its key, or its dash.

        Raises ``Unable`` where no dash is found.
        """
        if isinstance(step, str):
            return parent.keys[step][0]
        start = parent.inside[step].start
        if parent.flow:
            return start
        column = self.syntax.column(parent.start)
        while start >= parent.start:
            dash = self.syntax.line_start(start) + column
            if dash <= start and self.text.startswith("-", dash):
                return dash
            start = self.syntax.line_start(start) - 1  # the value is on a line below its dash
        raise Unable("layout", address)

    def member_end(self, parent: Node, step: str | int) -> int:
        """Where the last word of a member ends."""
        end = parent.inside[step].end
        return max(end, parent.keys[step][1]) if isinstance(step, str) else end

    def head_start(self, address: Address) -> int:
        """Where the key or the dash of a value begins; 0 for the outermost value."""
        parent = self.syntax.node(address[:-1]) if address else None
        return 0 if parent is None else self.member_start(parent, address[-1], address)

    def is_below_key(self, address: Address, node: Node) -> bool:
        """Whether a value begins on a line of its own, below its key or its dash."""
        at = self.head_start(address) if address else node.start
        return not node.empty and self.syntax.line_start(node.start) > at

    def comments_between(self, address: Address, node: Node) -> str:
        """The comments between a key and the value on a line below it."""
        at, line = self.after_colon(address), self.syntax.line_start(node.start)
        between = self.text[at : self.break_before(line)] if line > at else ""
        return between.rstrip() if "#" in between else ""

    def touches_dash(self, node: Node) -> bool:
        """Whether an empty value follows its dash without a space."""
        return node.empty and self.text[node.start - 1 : node.start] == "-"

    def has_blank_above(self, node: Node, index: int, address: Address) -> bool:
        """Whether a blank line precedes an item of a list other than the first."""
        if index == 0:
            return False
        line = self.syntax.line_start(self.member_start(node, index, address))
        return not self.text[self.syntax.line_start(line - 1) : line].strip()

    def break_before(self, line: int) -> int:
        """Where the previous line ends, before its line break; ``line`` is where a line begins."""
        at = line - 1
        return at - 1 if at > 0 and self.text[at - 1] == "\r" else at

    def joined(self, several: Sequence[str]) -> str:
        """Lines joined by the line break of the text."""
        return self.syntax.newline.join(several)

    def lines(
        self, value: Tree, column: int, head: str = "", flow: bool | None = None
    ) -> list[str]:
        """A value as lines, see ``emitter.lines``."""
        return lines(value, column, head, flow, self.literal)
