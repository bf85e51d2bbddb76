"""Where each value of one tree is in another: items of lists are followed, however they move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from plan.file.edits import item_keys
from plan.file.merging import share_most
from plan.file.tree import Tree
from plan.model.tree_address import Address


class Counterparts:
    """The counterparts in the tree ``after`` of the values in the tree ``before``.

    The items of a list correspond by their ``id``, else by their content, wherever in the list they
    are; of those that remain, the ones that share their name and most of their values.
    """

    def __init__(self, before: Tree, after: Tree) -> None:
        """Take the two trees; lists are compared when they are first asked about."""
        self._before, self._after = before, after
        self._pairs: dict[Address, Mapping[int, int]] = {}

    def of(self, address: Address) -> Address | None:
        """The address in ``after`` of what is at an address in ``before``; None where it is gone.

        A key that either tree lacks corresponds to itself.
        """
        one, other = self._before, self._after
        found: Address = ()
        for n, step in enumerate(address):
            if isinstance(step, int) and isinstance(one, list) and isinstance(other, list):
                paired = self._paired(address[:n], one, other).get(step)
                if paired is None:
                    return None
                one, other, step = one[step], other[paired], paired
            else:
                one, other = _under(one, step), _under(other, step)
            found = (*found, step)
        return found

    def renames(self, address: Address) -> Iterator[tuple[str, str]]:
        """The ids of the records in the list at an address that have changed: before and after."""
        one, other = self._before, self._after
        for step in address:
            one, other = _under(one, step), _under(other, step)
        if isinstance(one, list) and isinstance(other, list):
            for was, now in self._paired(address, one, other).items():
                ids = _under(one[was], "id"), _under(other[now], "id")
                if ids[0] != ids[1] and isinstance(ids[0], str) and isinstance(ids[1], str):
                    yield ids[0], ids[1]

    def _paired(self, address: Address, one: list[Tree], other: list[Tree]) -> Mapping[int, int]:
        if address not in self._pairs:
            self._pairs[address] = paired_items(one, other)
        return self._pairs[address]


def paired_items(one: list[Tree], other: list[Tree]) -> dict[int, int]:
    """The index in ``other`` of each item of ``one`` that is in both lists."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(item_keys(other)):
        places[key].append(at)
    pairs = {at: places[key].pop(0) for at, key in enumerate(item_keys(one)) if places[key]}
    left = [at for at in range(len(other)) if at not in set(pairs.values())]
    for at in range(len(one)):
        if at not in pairs and (
            like := next((each for each in left if _is_version(one[at], other[each])), None)
        ) is not None:  # fmt: skip
            pairs[at] = like
            left.remove(like)
    return pairs


def _is_version(one: Tree, other: Tree) -> bool:
    """Whether two records are one that was changed, its id perhaps too."""
    return _under(one, "name") == _under(other, "name") and share_most(one, other)


def _under(tree: Tree, step: str | int) -> Tree:
    if isinstance(tree, dict) and isinstance(step, str):
        return tree.get(step)
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        return tree[step]
    return None
