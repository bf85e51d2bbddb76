"""The splices that insert an item into a list, and that put the items of a list in order."""

from __future__ import annotations

from plan.file.edited_text import EditedText, Splice
from plan.file.edits import Unable
from plan.file.emitter import inline
from plan.file.nodes import Node
from plan.file.setting import set_value
from plan.file.tree import Tree
from plan.model.tree_address import Address


def insert(edited: EditedText, address: Address, value: Tree, index: int | None) -> Splice:
    """Put a value into a list before an index, or at its end. Raises ``Unable``."""
    node = edited.syntax.node(address)
    if node is None or node.shape != "sequence" or not node.inside:
        return set_value(edited, address, [value])
    count = len(node.inside)
    index = count if index is None else index
    if node.flow or edited.is_in_flow(address):
        if index < count:
            at = node.inside[index].start
            return Splice(at, at, f"{inline(value)}, ")
        at = node.inside[count - 1].end
        return Splice(at, at, f", {inline(value)}")
    column = edited.syntax.column(node.start)
    like = node.inside[max(index - 1, 0)]
    # Like its neighbour: with a line for each key, or on one line where it fits.
    flow = False if like.shape != "scalar" and not like.flow else None
    written = edited.lines(value, column, "-", flow=flow)
    if index == 0:
        # The first line of a list may follow the dash of another list.
        rows = edited.joined([*written, " " * column])
        return Splice(node.start, node.start, rows.lstrip(" "))
    at = edited.syntax.line_end(node.inside[index - 1].end)
    spaced = edited.has_blank_above(node, index - 1, address)
    if index < count:
        spaced = spaced and edited.has_blank_above(node, index, address)
    blank = [""] if spaced else []
    return Splice(at, at, edited.joined([*blank, "", *written]))


def arrange(edited: EditedText, address: Address, order: tuple[int, ...]) -> Splice:
    """Put the items of a list into another order, with their comments. Raises ``Unable``.

    ``order`` holds for each place the present index of the item that goes there.
    """
    node = edited.syntax.node(address)
    if node is None or node.shape != "sequence" or not node.inside:
        raise Unable("gone", address)
    pieces = _pieces(edited, node, address)
    written, at = "", pieces[0][0]
    for (start, end), n in zip(pieces, order, strict=True):
        first, last = pieces[n]
        written += edited.text[at:start] + edited.text[first:last]
        at = end
    return Splice(pieces[0][0], pieces[-1][1], written)


def _pieces(edited: EditedText, node: Node, address: Address) -> list[tuple[int, int]]:
    """Where the text of each item of a list begins and ends, its comments included.

    Comments above the first item belong to the list, unless another item has comments above it.
    """
    held = list(node.inside.values())
    if node.flow:
        if "#" in edited.text[node.start : node.end]:
            raise Unable("layout", address)
        return [(each.start, each.end) for each in held]
    lines = [
        edited.syntax.line_start(edited.member_start(node, n, (*address, n)))
        for n in range(len(held))
    ]
    if edited.text[lines[0] : node.start].strip():
        raise Unable("layout", address)  # after the dash of another list
    above = [_comments_above(edited, line, edited.syntax.column(node.start)) for line in lines]
    if above[1:] == lines[1:]:
        above[0] = lines[0]
    ends = [len(edited.text[:each].rstrip(" \t\r\n")) for each in above[1:]]
    return list(zip(above, [*ends, edited.syntax.line_end(held[-1].end)], strict=True))


def _comments_above(edited: EditedText, line: int, column: int) -> int:
    """Where the comments directly above a line begin, those indented no further than a column."""
    while line > 0:
        before = edited.syntax.line_start(line - 1)
        written = edited.text[before:line]
        if not written.lstrip().startswith("#") or len(written) - len(written.lstrip()) > column:
            break
        line = before
    return line
