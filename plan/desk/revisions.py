"""Revisions: the text of the plan's file as edits would make it, before anything is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final, Literal, NamedTuple

from plan.desk.change import ChangeSet, changes_between
from plan.desk.record_kinds import RECORD_KINDS
from plan.edition.edition import Edition, check, with_text
from plan.file.counterparts import Counterparts
from plan.file.edits import Arrange, Edit, Remove, Rename, Unable, differences
from plan.file.emitter import with_quoted_names
from plan.file.merging import common_ends, hunks_between, merge, patched, rebase_hunks
from plan.file.splicing import amend
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.fields import ORDER
from plan.model.tree_address import Address
from plan.problems import Problem

_CONTEXT: Final = 2
_INDICATOR: Final = RECORD_KINDS["indicator"].length
_BYTE_ORDER_MARK: Final = "\ufeff"


class DiffLine(NamedTuple):
    """A line of a difference, with its number in the earlier and in the later text, or None."""

    kind: Literal["same", "removed", "added", "gap"]
    before: int | None
    after: int | None
    text: str


@dataclass(frozen=True)
class Revision:
    """A new text of the file, ``text``, to be reviewed in place of the text ``opened``.

    ``articles`` are the names and bytes of files for the folder ``seeds`` that belong to it.
    ``piece`` is the address of the one indicator in which everything differs, with its lines before
    and after; None where there is not just one.
    """

    before: Edition
    after: Edition
    opened: str
    text: str
    articles: Mapping[str, bytes] = field(default_factory=dict)
    piece: tuple[Address, str, str] | None = None

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return self.opened != self.text

    @cached_property
    def lines(self) -> tuple[DiffLine, ...]:
        """The lines that differ, with a few lines around them."""
        return line_difference(self.opened, self.text)

    @cached_property
    def change_set(self) -> ChangeSet:
        """What differs, address by address, and in which indicators."""
        if self.piece is not None:
            home, before, after = self.piece
            return changes_between(before, after, home)
        return changes_between(self.opened, self.text)

    @cached_property
    def new_errors(self) -> tuple[Problem, ...]:
        """The errors that it would bring; it cannot be saved with any."""
        errors = _new(self.before.problems, self.after.problems, self._forth)
        return tuple(each for each in errors if each.severity == "error")

    def new_problems(self, on: date) -> tuple[Problem, ...]:
        """The warnings and notices that it would bring, as of a day."""
        found = _new(check(self.before, on), check(self.after, on), self._forth)
        return tuple(each for each in found if each.severity != "error")

    def fixed_problems(self, on: date) -> tuple[Problem, ...]:
        """The problems that it would fix, as of a day."""
        return _new(check(self.after, on), check(self.before, on), self._back)

    @cached_property
    def _forth(self) -> _Moves:
        return _moves(self, self.opened, self.text)

    @cached_property
    def _back(self) -> _Moves:
        return _moves(self, self.text, self.opened)


class _Moves(NamedTuple):
    """Where the values at an address are in the other text, and the ids that have changed.

    With ``home``, they lead from the record at that address; all else is where it was.
    """

    counterparts: Counterparts
    names: Mapping[str, str]
    home: Address = ()

    def of(self, address: Address) -> Address | None:
        """The address in the other text; None where the value is gone."""
        if address[: len(self.home)] != self.home:
            return address
        inside = self.counterparts.of((0, *address[len(self.home) :]) if self.home else address)
        return None if inside is None else (*self.home, *inside[1 if self.home else 0 :])


def _moves(revision: Revision, one: str, other: str) -> _Moves:
    home: Address = ()
    if revision.piece is not None:
        home, before, after = revision.piece
        one, other = (before, after) if one == revision.opened else (after, before)
    counterparts = Counterparts(_tree(one), _tree(other))
    names = {} if home else {
        was: now for key in _REFERRED_TO for was, now in counterparts.renames(key)
    }  # fmt: skip
    return _Moves(counterparts, names, home)


#: The lists whose ids problems of other records may name.
_REFERRED_TO: Final[tuple[Address, ...]] = (
    ("sources",), ("bodies",), ("plan", "units"), ("plan", "dimensions"),
)  # fmt: skip


def _tree(text: str) -> Tree:
    try:
        return compose(text)[0]
    except InvalidYaml:
        return None


def _new(
    before: Iterable[Problem], after: Iterable[Problem], moves: _Moves
) -> tuple[Problem, ...]:  # fmt: skip
    """The problems of one text that the other has not, at the same value of the same record."""
    held = Counter(
        (each.code, _arguments(each, moves.names), moves.of(each.address)) for each in before
    )
    found = []
    for each in after:
        identity = each.code, _arguments(each, {}), each.address
        if held[identity]:
            held[identity] -= 1
        else:
            found.append(each)
    return tuple(found)


def _arguments(problem: Problem, names: Mapping[str, str]) -> str:
    """The arguments of a problem, with ids as they are called in the other text."""
    return repr(sorted(
        (key, names.get(str(value), str(value))) for key, value in problem.args.items()
        if key not in ("line", "index")
    ))  # fmt: skip


def revise(
    edition: Edition, edits: Iterable[Edit], articles: Mapping[str, bytes] | None = None
) -> Revision:
    """The revision that applies edits to an edition.

    Raises ``edits.Unable`` for an edit that cannot be written, ``tree.InvalidYaml`` for a file that
    is not YAML.
    """
    edits = [_as_written(each) for each in edits]
    reading, text = edition.reading, edition.reading.text
    inside: dict[Address, list[Edit]] = {}
    outside: list[Edit] = []
    for each in edits:
        head = each.address[:_INDICATOR]
        block = reading.block(head)
        whole = isinstance(each, Remove | Rename) and len(each.address) == _INDICATOR
        # From a single line the line break of the file cannot be known.
        if whole or block is None or "\n" not in text[block.start : block.end]:
            outside.append(each)
        else:
            inside.setdefault(head, []).append(each)
    if any(each.address[:1] == ("axes",) and len(each.address) <= _INDICATOR for each in outside):
        return _revision(edition, amend(text, edits, ORDER), articles)  # indicators may move
    # Only the lines of the indicator are read and written, however long the file is.
    pieces = []
    for head, group in sorted(inside.items(), reverse=True):
        block = reading.block(head)
        assert block is not None
        before = text[block.start : block.end]
        moved = [replace(each, address=(0, *each.address[_INDICATOR:])) for each in group]
        after = amend(before, moved, ORDER, "indicators")
        text = text[: block.start] + after + text[block.end :]
        pieces.append((head, before, after))
    made = _revision(edition, amend(text, outside, ORDER), articles)
    return made if outside or len(pieces) != 1 else replace(made, piece=pieces[0])


def _as_written(edit: Edit) -> Edit:
    """An edit whose value has its keys in the order of the file, and its names quoted."""
    if isinstance(edit, Remove | Rename | Arrange):
        return edit
    holder = next((step for step in reversed(edit.address) if isinstance(step, str)), "")
    return replace(edit, value=with_quoted_names(_ordered(edit.value, holder), holder))


def _ordered(tree: Tree, holder: str) -> Tree:
    if isinstance(tree, list):
        return [_ordered(each, holder) for each in tree]
    if not isinstance(tree, dict):
        return tree
    order = ORDER.get(holder, ())
    keys = sorted(tree, key=lambda key: order.index(key) if key in order else len(order))
    return {key: _ordered(tree[key], key) for key in keys}


def rewrite(edition: Edition, meant: Tree, articles: Mapping[str, bytes] | None = None) -> Revision:
    """The revision after which the file reads as a tree. Raises as ``revise`` does."""
    now, _, _ = compose(edition.reading.text)
    return revise(edition, differences(now, meant), articles)


def redo(revision: Revision, edition: Edition) -> tuple[Revision, tuple[Address, ...]]:
    """The same edits made to a newer edition, and the addresses where both changed the same value.

    There the value of the revision is kept. Raises as ``revise`` does.
    """
    now = edition.reading.text
    base, mine, theirs = (compose(each)[0] for each in (revision.opened, revision.text, now))
    merged = merge(base, mine, theirs)
    # As text where the lines around it are the same, since trees have no comments.
    hunks = rebase_hunks(hunks_between(revision.opened, revision.text), revision.opened, now)
    if hunks is not None and _reads_as(text := patched(now, hunks), merged.tree):
        return _revision(edition, text, revision.articles), merged.clashes
    return rewrite(edition, merged.tree, revision.articles), merged.clashes


def _reads_as(text: str, meant: Tree) -> bool:
    try:
        return compose(text)[0] == meant
    except InvalidYaml:
        return False


def undo(edition: Edition, before: str, after: str) -> Revision:
    """The revision that takes back the change from the text ``before`` to the text ``after``.

    The text is restored exactly where nothing near has changed since. Raises ``LookupError`` where
    what it changed has been changed again.
    """
    now = after[: after.startswith(_BYTE_ORDER_MARK)] + edition.reading.text
    hunks = rebase_hunks(hunks_between(after, before), after, now)
    if hunks is not None:
        return _revision(edition, patched(now, hunks).removeprefix(_BYTE_ORDER_MARK))
    try:
        base, mine, theirs = (
            compose(each.removeprefix(_BYTE_ORDER_MARK))[0] for each in (after, before, now)
        )
        merged = merge(base, mine, theirs)
        if merged.clashes:
            raise LookupError("changed")
        return rewrite(edition, merged.tree)
    except (InvalidYaml, Unable):
        raise LookupError("unreadable") from None


def _revision(edition: Edition, text: str, articles: Mapping[str, bytes] | None = None) -> Revision:
    after = with_text(edition, text, articles)
    return Revision(edition, after, edition.reading.text, text, articles or {})


def line_difference(before: str, after: str) -> tuple[DiffLine, ...]:
    """The lines that differ, with two lines around them; a ``gap`` marks lines left out."""
    old, new = before.splitlines(), after.splitlines()
    shown: list[DiffLine] = []
    for n, group in enumerate(_groups(old, new)):
        if n:
            shown.append(DiffLine("gap", None, None, ""))
        for kind, a, b, c, d in group:
            if kind == "equal":
                shown += (DiffLine("same", a + k + 1, c + k + 1, old[a + k]) for k in range(b - a))
                continue
            shown += (DiffLine("removed", k + 1, None, old[k]) for k in range(a, b))
            shown += (DiffLine("added", None, k + 1, new[k]) for k in range(c, d))
    return tuple(shown)


def _groups(
    old: Sequence[str], new: Sequence[str]
) -> Iterable[list[tuple[str, int, int, int, int]]]:
    """The groups of differences, without the lines that both texts begin and end with."""
    first, last = common_ends(old, new)
    first, last = max(0, first - _CONTEXT), max(0, last - _CONTEXT)
    middle = SequenceMatcher(None, old[first : len(old) - last], new[first : len(new) - last])
    for group in middle.get_grouped_opcodes(_CONTEXT):
        yield [(k, a + first, b + first, c + first, d + first) for k, a, b, c, d in group]
