"""The splice that removes a member from a mapping or a list."""

from __future__ import annotations

import re

from plan.file.edited_text import EditedText, Splice
from plan.file.edits import Unable
from plan.file.nodes import Node
from plan.model.tree_address import Address


def remove(edited: EditedText, address: Address) -> Splice:
    """Remove a member with its line; comments around it stay. Raises ``Unable``."""
    parent, step = edited.syntax.node(address[:-1]), address[-1]
    if parent is None or step not in parent.inside:
        raise Unable("gone", address)
    steps = list(parent.inside)
    place = steps.index(step)
    if len(steps) == 1:
        return _empty(edited, address[:-1], parent)
    start, end = edited.member_start(parent, step, address), edited.member_end(parent, step)
    if parent.flow:
        if place + 1 < len(steps):
            first, last = start, edited.member_start(parent, steps[place + 1], address)
        else:
            first, last = edited.member_end(parent, steps[place - 1]), end
        commented = "#" in edited.text[first:start] + edited.text[end:last]
        return _with_comma(edited, start, end) if commented else Splice(first, last, "")
    if isinstance(step, str):
        end = max(end, edited.after_colon(address))
    line = edited.syntax.line_start(start)
    if edited.text[line:start].strip():  # after a dash
        after = edited.member_start(parent, steps[place + 1], address)
        if "#" not in edited.text[end:after]:
            return Splice(start, after, "")
        return Splice(start, edited.syntax.line_end(end), "")
    last = edited.syntax.line_end(end)
    if line == 0:
        after = edited.text.find("\n", last)
        return Splice(0, after + 1 if after >= 0 else last, "")
    if isinstance(step, int) and (place > 1 or place + 1 < len(steps)):
        beside = place - 1 if place + 1 == len(steps) else place + 1
        own, other = (edited.has_blank_above(parent, at, address) for at in (place, beside))
        if own and other:
            line = edited.syntax.line_start(line - 1)
    return Splice(edited.break_before(line), last, "")


def _with_comma(edited: EditedText, start: int, end: int) -> Splice:
    """Remove a member within brackets with its comma; the comments around it stay."""
    comma = re.compile(r"\s*,").match(edited.text, end)
    return Splice(start, comma.end() if comma else end, "")


def _empty(edited: EditedText, address: Address, node: Node) -> Splice:
    """Remove the only member of a collection: brackets without content are left."""
    brackets = "{}" if node.shape == "mapping" else "[]"
    if node.flow:
        (only,) = node.inside
        start, end = (
            edited.member_start(node, only, (*address, only)),
            edited.member_end(node, only),
        )
        if "#" in edited.text[node.start : start] + edited.text[end : node.end]:
            return _with_comma(edited, start, end)
        return Splice(node.start + 1, node.end - 1, "")
    if not address:
        return Splice(node.start, node.end, brackets)
    if isinstance(address[-1], int):
        return Splice(node.start, node.end, brackets)
    written = f" {brackets}{edited.comments_between(address, node)}"
    return Splice(edited.after_colon(address), edited.syntax.line_end(node.end), written)
