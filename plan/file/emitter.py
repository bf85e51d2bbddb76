"""Values written as YAML, the way people write the file.

Short records are written on one line within braces, longer ones with a line for each key. A text
that YAML could read as something else is quoted, a text of several lines is written after ``|``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from plan.file.nodes import children
from plan.file.tree import Tree

LONGEST_LINE: Final = 100
_DEEPEST_INLINE: Final = 2
_LONGEST_INLINE: Final = 40
#: A record with one of these keys is going to grow: it has a line for each key.
_NEVER_INLINE: Final = frozenset(("axes", "sources", "indicators", "nature", "file", "quote"))

_FIRST: Final = re.compile(r"[^\W_]|[«“‘(/…<—–’.+~$€^=;\\]|_|-(?=[^\s-])")
_NEVER_PLAIN: Final = re.compile(r"~|null|yes|no|on|off|y|n|oui|non|<<|=|---.*|\.\.\..*", re.I)
_MARKS: Final = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_FLOW_MARKS: Final = re.compile(r"[,?\[\]{}]|:[^\s\w/]")
#: Characters that YAML accepts only when escaped, or reads as a line break.
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
#: Characters that a literal block scalar (after ``|``) cannot hold.
_NEVER_LITERAL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Quoted(str):
    """A text that is quoted although it need not be, such as an id that looks like a number."""

    __slots__ = ()


_NAMES: Final = frozenset(("id", "source", "origin", "unit", "step", "responsible"))
_LIKE_A_NUMBER: Final = re.compile(r"[\d._+-]+(?:[eE]\d+)?")


def with_quoted_names(tree: Tree, key: str = "") -> Tree:
    """A value with the names quoted that other YAML parsers would read as numbers."""
    if isinstance(tree, dict):
        return {each: with_quoted_names(value, each) for each, value in tree.items()}
    if isinstance(tree, list):
        return [with_quoted_names(each) for each in tree]
    if tree is not None and key in _NAMES and _LIKE_A_NUMBER.fullmatch(tree):
        return Quoted(tree)
    return tree


def scalar(text: str, within_flow: bool = False, style: str = "") -> str:
    """A text on one line: plain where that is safe, else quoted.

    ``style`` is the quotation mark of the value that is replaced; it is kept.
    """
    if style == "'" and "\n" not in text and not _NEVER_LITERAL.search(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or isinstance(text, Quoted) or not _is_plain(text, within_flow):
        written = json.dumps(text, ensure_ascii=False)
        return _ESCAPED.sub(lambda mark: f"\\u{ord(mark[0]):04x}", written)
    return text


def _is_plain(text: str, within_flow: bool) -> bool:
    return bool(
        _FIRST.match(text)
        and text == text.strip()
        and not _NEVER_PLAIN.fullmatch(text)
        and not _MARKS.search(text)
        and not (within_flow and _FLOW_MARKS.search(text))
    )


def inline(tree: Tree) -> str:
    """A value on one line, within braces and brackets where it is a collection."""
    if tree is None:
        return "null"
    if isinstance(tree, str):
        return scalar(tree, within_flow=True)
    if isinstance(tree, list):
        return f"[{', '.join(map(inline, tree))}]"
    pairs = (f"{scalar(key, within_flow=True)}: {inline(value)}" for key, value in tree.items())
    return f"{{{', '.join(pairs)}}}"


def fits(tree: Tree, column: int) -> bool:
    """Whether a collection is short enough for one line that begins at a column."""
    if not tree:
        return True
    return _is_short(tree, _DEEPEST_INLINE) and column + len(inline(tree)) <= LONGEST_LINE


def _is_short(tree: Tree, depth: int) -> bool:
    """Whether a value has few levels, only short texts, and no list of records."""
    if tree is None or isinstance(tree, str):
        return len(tree or "") <= _LONGEST_INLINE
    if isinstance(tree, dict) and not _NEVER_INLINE.isdisjoint(tree):
        return False
    held = [each for _, each in children(tree)]
    records = isinstance(tree, list) and any(isinstance(each, dict) for each in held)
    return depth > 0 and not records and all(_is_short(each, depth - 1) for each in held)


def lines(
    tree: Tree, column: int, head: str = "", flow: bool | None = None, literal: bool = True
) -> list[str]:
    """A value as lines, the first after ``head``, which is its key or its dash.

    ``column`` is that of the key or the dash. ``flow`` says whether a collection is written on one
    line; None leaves it to its length. Without ``literal``, a text of several lines is quoted. All
    lines are indented, the first one too.
    """
    opening = " " * column + head
    if tree is None:
        return [opening if head else f"{opening}null"]
    gap = " " if head else ""
    if isinstance(tree, str):
        if literal and _can_be_literal(tree):
            chomped = "|" if tree.endswith("\n") else "|-"
            body = tree.removesuffix("\n").split("\n")
            below = [" " * (column + 2) + line if line else "" for line in body]
            return [f"{opening}{gap}{chomped}", *below]
        return [opening + gap + scalar(tree)]
    if not tree or flow or (flow is None and fits(tree, len(opening) + 1)):
        return [opening + gap + inline(tree)]
    below = list(_below(tree, column + 2 if head else column, literal))
    if head == "-":  # the first line of a list item follows its dash
        return [f"{opening} {below[0].lstrip()}", *below[1:]]
    return [opening, *below] if head else below


def _below(tree: Tree, column: int, literal: bool) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from lines(value, column, f"{scalar(key)}:", None, literal)
    elif isinstance(tree, list):
        alike = all(fits(each, column + 2) for each in tree)
        for each in tree:
            flow = alike or isinstance(each, list)
            yield from lines(each, column, "-", flow, literal)


def _can_be_literal(text: str) -> bool:
    body = text.removesuffix("\n")
    return (
        "\n" in body
        and not body.startswith((" ", "\n"))
        and not body.endswith((" ", "\n"))
        and not _NEVER_LITERAL.search(text)
    )
