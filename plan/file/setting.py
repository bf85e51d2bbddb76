"""The splice that sets a value: in place of the one that is there, or as a new key."""

from __future__ import annotations

from plan.file.edited_text import EditedText, Splice
from plan.file.edits import Unable
from plan.file.emitter import fits, inline, scalar
from plan.file.nodes import Node
from plan.file.tree import Tree
from plan.model.tree_address import Address


def set_value(edited: EditedText, address: Address, value: Tree) -> Splice:
    """Put a value at an address, in place of another or as a new key with its parents.

    Raises ``Unable``.
    """
    near, node = edited.syntax.nearest(address)
    missing = address[len(near) :]
    if not missing and node is not None:
        return _replace(edited, address, node, value)
    for step in reversed(missing[1:]):
        value = {str(step): value}
    if node is None or not missing:
        raise Unable("gone", address)
    key = str(missing[0])
    if node.shape == "mapping":
        return _add_key(edited, near, node, key, value)
    return _replace(edited, near, node, {key: value})


def _replace(edited: EditedText, address: Address, node: Node, value: Tree) -> Splice:
    """Write a value in place of the one at an address, on one line or on several."""
    if edited.is_in_flow(address):
        return _replace_inline(edited, address, node, inline(value), value)
    below = edited.is_below_key(address, node)
    literal = edited.literal and not (below and node.shape == "scalar")
    is_line = not value or (isinstance(value, str) and not (literal and "\n" in value))
    key_column = edited.syntax.column(edited.head_start(address))
    if not is_line and not isinstance(value, str) and (node.flow or node.shape == "scalar"):
        is_line = fits(value, edited.syntax.column(node.start))
    if is_line:
        line = "" if value is None else inline(value)
        if isinstance(value, str):
            line = scalar(value, style=node.style)
        return _replace_inline(edited, address, node, line, value)
    same = node.shape == ("mapping" if isinstance(value, dict) else "sequence")
    if same and not node.flow and not isinstance(value, str):
        column = edited.syntax.column(node.start)
        return Splice(
            node.start, node.end, edited.joined(edited.lines(value, column, flow=False)).lstrip()
        )
    if below and not isinstance(value, str):
        column = max(edited.syntax.column(node.start), key_column + 2)
        at = edited.syntax.line_start(node.start)
        return Splice(at, node.end, edited.joined(edited.lines(value, column, flow=False)))
    is_item = isinstance(address[-1], int) if address else False
    head = "-" if is_item else ":"
    written = edited.lines(value, key_column, head, flow=False)
    first, rows = written[0].strip().removeprefix(head), written[1:]
    if is_item:
        gap = " " if edited.touches_dash(node) else ""
        return Splice(node.start, node.end, gap + edited.joined([first.strip(), *rows]))
    # What follows the old value on its line, such as a comment, stays on the line of the key.
    at = edited.after_colon(address)
    last = edited.syntax.line_end(max(node.end, at))
    rest = edited.comments_between(address, node) + edited.text[max(node.end, at) : last]
    return Splice(at, last, edited.joined([first + rest, *rows]))


def _replace_inline(
    edited: EditedText, address: Address, node: Node, line: str, value: Tree
) -> Splice:
    """Put ``line``, a value on one line, in place of the value at an address."""
    on_key_line = not address or node.shape == "scalar" or node.flow
    if node.empty or not on_key_line:
        if isinstance(address[-1], int):
            gap = " " if edited.touches_dash(node) else ""
            return Splice(node.start, node.end, gap + line)
        parent = edited.syntax.node(address[:-1])
        bare = parent is not None and parent.keys[address[-1]][1] == node.start
        if bare and not edited.text[node.start :].lstrip(" ").startswith(":"):
            return Splice(node.start, node.end, f": {line}")  # {key}
        at = edited.after_colon(address)
        if node.empty:
            return Splice(at, at, f" {line}" if line else "")
        between = edited.comments_between(address, node)
        return Splice(at, node.end, (f" {line}" if line else "") + between)
    if value is None and node.shape == "scalar" and not edited.is_in_flow(address):
        line = "null"  # a value that is taken away leaves its line as it is
    return Splice(node.start, node.end, line)


def _add_key(edited: EditedText, address: Address, node: Node, key: str, value: Tree) -> Splice:
    """Add a key with its value to a mapping, in the order of the keys."""
    before = _key_before(edited, address, node, key)
    if node.flow or edited.is_in_flow(address):
        line = f"{scalar(key, within_flow=True)}: {inline(value)}"
        if before is None:
            return Splice(node.start + 1, node.start + 1, line)
        at = edited.member_end(node, before)
        return Splice(at, at, f", {line}")
    if before is None:
        raise Unable("layout", address)
    end = max(edited.member_end(node, before), edited.after_colon((*address, before)))
    at = edited.syntax.line_end(end)
    written = edited.lines(value, edited.syntax.column(node.start), f"{scalar(key)}:")
    return Splice(at, at, edited.joined(["", *written]))


def _key_before(edited: EditedText, address: Address, node: Node, key: str) -> str | None:
    """The key after which a new key is added."""
    held = list(node.keys)
    named = next((step for step in reversed(address) if isinstance(step, str)), edited.root)
    order = list(edited.order.get(named, ()))
    if key in order:
        earlier = [each for each in held if each in order[: order.index(key)]]
        if earlier:
            return max(earlier, key=lambda each: node.keys[each])
    return held[-1] if held else None
