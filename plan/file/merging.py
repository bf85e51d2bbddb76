"""Three-way merge of two changes: of a text by its lines, of a tree by its items."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final, Literal, NamedTuple, TypeAlias

from plan.file.edits import item_keys
from plan.file.tree import Tree
from plan.model.tree_address import Address

#: If more lines than this differ, they are replaced as a whole instead of being compared.
_MOST_LINES: Final = 20_000


class Hunk(NamedTuple):
    """A piece of text that replaces another; ``start`` is an index in the earlier text."""

    start: int
    removed: str
    added: str

    @property
    def end(self) -> int:
        """Where the piece that is replaced ends."""
        return self.start + len(self.removed)


def hunks_between(before: str, after: str) -> tuple[Hunk, ...]:
    """The hunks that turn one text into another, in whole lines, in their order."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first, last = common_ends(old, new)
    places = list(accumulate(map(len, old), initial=0))
    old_middle, new_middle = old[first : len(old) - last], new[first : len(new) - last]
    if not old_middle and not new_middle:
        return ()
    if len(old_middle) + len(new_middle) > _MOST_LINES:
        return (Hunk(places[first], "".join(old_middle), "".join(new_middle)),)
    # Frequent lines, such as "nature: flow", are not matched (autojunk): that would take minutes.
    matcher = SequenceMatcher(None, old_middle, new_middle)
    return tuple(
        Hunk(places[first + a], "".join(old_middle[a:b]), "".join(new_middle[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def common_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many lines two texts share at their beginning, and beyond these at their end."""
    shortest = min(len(one), len(other))
    first = 0
    while first < shortest and one[first] == other[first]:
        first += 1
    last = 0
    while last < shortest - first and one[-1 - last] == other[-1 - last]:
        last += 1
    return first, last


def patched(text: str, hunks: Iterable[Hunk]) -> str:
    """The text with the hunks applied. Raises ``ValueError`` for another text than theirs."""
    pieces, at = [], 0
    for hunk in hunks:
        if text[hunk.start : hunk.end] != hunk.removed or hunk.start < at:
            raise ValueError(hunk.start)
        pieces += [text[at : hunk.start], hunk.added]
        at = hunk.end
    return "".join((*pieces, text[at:]))


def reversed_hunks(hunks: Iterable[Hunk]) -> tuple[Hunk, ...]:
    """The hunks that turn the later text back into the earlier one."""
    turned, shift = [], 0
    for hunk in hunks:
        turned.append(Hunk(hunk.start + shift, hunk.added, hunk.removed))
        shift += len(hunk.added) - len(hunk.removed)
    return tuple(turned)


def rebase_hunks(hunks: Sequence[Hunk], base: str, now: str) -> tuple[Hunk, ...] | None:
    """Hunks of the text ``base`` rebased onto ``now``; None where lines that they touch differ."""
    others = hunks_between(base, now)
    ends = [other.end for other in others]
    shifts = list(
        accumulate((len(other.added) - len(other.removed) for other in others), initial=0)
    )
    carried = []
    for hunk in hunks:
        place = bisect_left(ends, hunk.start)
        if place < len(others) and others[place].start <= hunk.end:
            return None
        carried.append(hunk._replace(start=hunk.start + shifts[place]))
    return tuple(carried)


#: An item of a merged list: from which of the two lists, and its index there.
_MergedItem: TypeAlias = tuple[Literal["mine", "theirs"], int]


class Merged(NamedTuple):
    """A merged tree, with the addresses in it where both sides changed the same thing."""

    tree: Tree
    clashes: tuple[Address, ...]


def merge(base: Tree, mine: Tree, theirs: Tree, address: Address = ()) -> Merged:
    """Three-way merge of trees; where both changed the same thing differently, ``mine`` is kept."""
    if mine == theirs or theirs == base:
        return Merged(mine, ())
    if mine == base:
        return Merged(theirs, ())
    if isinstance(mine, dict) and isinstance(theirs, dict) and isinstance(base, dict):
        return _merge_records(base, mine, theirs, address)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _merge_lists(base if isinstance(base, list) else [], mine, theirs, address)
    return Merged(mine, (address,))


def _merge_records(
    base: dict[str, Tree], mine: dict[str, Tree], theirs: dict[str, Tree], address: Address
) -> Merged:
    made: dict[str, Tree] = {}
    clashes: list[Address] = []
    for key in dict.fromkeys((*theirs, *mine)):
        at = (*address, key)
        if key in mine and key in theirs:
            merged = merge(base.get(key), mine[key], theirs[key], at)
            made[key] = merged.tree
            clashes += merged.clashes
        elif key not in base:
            made[key] = mine[key] if key in mine else theirs[key]
        elif (left := mine.get(key, theirs.get(key))) != base[key]:
            made[key] = left  # one side removed it, the other changed it
            clashes.append(at)
    return Merged(made, tuple(clashes))


def _merge_lists(
    base: list[Tree], mine: list[Tree], theirs: list[Tree], address: Address
) -> Merged:
    ours, others = _pairs(base, mine), _pairs(base, theirs)
    clashes: list[tuple[_MergedItem, Address]] = []
    mine_kept: dict[int, Tree] = {}  # by the index in mine
    theirs_kept: dict[int, Tree] = {}  # by the index in theirs
    for i, held in enumerate(base):
        own, other = ours.get(i), others.get(i)
        if own is not None and other is not None:
            merged = merge(held, mine[own], theirs[other])
            theirs_kept[other] = merged.tree
            clashes += ((("theirs", other), each) for each in merged.clashes)
        elif own is not None and mine[own] != held:
            mine_kept[own] = mine[own]
            clashes.append((("mine", own), ()))
        elif other is not None and theirs[other] != held:
            theirs_kept[other] = theirs[other]
            clashes.append((("theirs", other), ()))
    matched, known = set(others.values()), set(ours.values())
    place = {own: others[i] for i, own in ours.items() if i in others}
    added = {mark: at for at, mark in enumerate(item_keys(theirs)) if at not in matched}
    for own, mark in enumerate(item_keys(mine)):
        if own not in known and mark in added:  # both sides added it
            at = place[own] = added.pop(mark)
            merged = merge(None, mine[own], theirs[at])
            theirs_kept[at] = merged.tree
            clashes += ((("theirs", at), each) for each in merged.clashes)
            known.add(own)
    result: list[tuple[int, _MergedItem, Tree]] = [
        (at, ("theirs", at), theirs_kept.get(at, each))
        for at, each in enumerate(theirs)
        if at in theirs_kept or at not in matched
    ]
    for own, each in enumerate(mine):
        if own in known and own not in mine_kept:
            continue
        # After the item that precedes it in mine; at the end where it is at the end of mine.
        before = max((place[at] for at in place if at < own), default=-1)
        if own == len(mine) - 1 or all(at not in place for at in range(own + 1, len(mine))):
            before = len(theirs)
        position = next((n for n, (at, *_) in enumerate(result) if at > before), len(result))
        result.insert(position, (before, ("mine", own), mine_kept.get(own, each)))
    places = {item: n for n, (_, item, _) in enumerate(result)}
    return Merged(
        [each for *_, each in result],
        tuple((*address, places[item], *inside) for item, inside in clashes),
    )


def _pairs(base: list[Tree], other: list[Tree]) -> dict[int, int]:
    """The index in ``other`` of each item of ``base`` that is there, the same or similar."""
    pairs: dict[int, int] = {}
    matcher = SequenceMatcher(None, item_keys(base), item_keys(other), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(a, b), range(c, d), strict=True))
        elif kind == "replace":
            left = list(range(c, d))
            for i in range(a, b):
                like = next((j for j in left if _resembles(base[i], other[j])), None)
                if like is not None:
                    pairs[i] = like
                    left = left[left.index(like) + 1 :]  # the order is kept
    return pairs


def _resembles(one: Tree, other: Tree) -> bool:
    """Whether two records are versions of one: they share an id, or half of their values."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    if "id" in one or "id" in other:
        return one.get("id") == other.get("id")
    return share_most(one, other)


def share_most(one: Tree, other: Tree) -> bool:
    """Whether two records share half of their values or more, whatever their ids."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    shared = sum(key in other and other[key] == one[key] for key in one.keys() - {"id"})
    most = max(len(each.keys() - {"id"}) for each in (one, other))
    return 2 * shared >= most > 0
