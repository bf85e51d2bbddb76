"""A merge loses nothing of either change, and reports where they conflict."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.file.edits import Insert, Remove, Set, applied, differences
from plan.file.merging import Hunk, hunks_between, merge, patched, rebase_hunks, reversed_hunks
from plan.file.tree import Tree

# --- Texts ---------------------------------------------------------------------------------------

LINES = st.lists(
    st.sampled_from(["a\n", "b\n", "\n", "  c\r\n", "d\u2028", "é\x85", "e\r", "x"]), max_size=12
).map("".join)


@given(LINES, LINES)
def test_hunks_turn_one_text_into_the_other_and_back(one: str, other: str) -> None:
    hunks = hunks_between(one, other)
    assert patched(one, hunks) == other
    assert patched(other, reversed_hunks(hunks)) == one
    assert (hunks == ()) == (one == other)


@given(st.text(), st.text())
def test_hunks_turn_any_text_into_any_other(one: str, other: str) -> None:
    assert patched(one, hunks_between(one, other)) == other


def test_very_long_differences_are_one_hunk() -> None:
    one = "".join(f"{n}\n" for n in range(11_000))
    other = "".join(f"{n}x\n" for n in range(11_000))
    assert hunks_between(one, other) == (Hunk(0, one, other),)
    assert hunks_between("a\n" + one + "z\n", "a\n" + other + "z\n") == (Hunk(2, one, other),)


def test_hunks_of_long_repetitive_texts_hold_only_differences() -> None:
    rows = [f"- id: {n}\n  nature: flow\n  unit: site\n  observations:\n" for n in range(500)]
    one = "".join(rows)
    other = "# a\n" + one.replace("unit: site", "unit: person") + "# z\n"
    hunks = hunks_between(one, other)
    assert patched(one, hunks) == other
    assert patched(other, reversed_hunks(hunks)) == one
    assert len(hunks) > 500
    assert sum(len(each.removed) for each in hunks) < len(one) / 3


@given(LINES, LINES, LINES)
def test_hunks_of_another_text_are_refused_or_fit(one: str, other: str, third: str) -> None:
    hunks = hunks_between(one, other)
    try:
        found = patched(third, hunks)
    except ValueError:
        assert third != one
    else:
        for hunk in hunks:
            assert third[hunk.start : hunk.end] == hunk.removed
        assert len(found) - len(third) == sum(len(h.added) - len(h.removed) for h in hunks)


@pytest.mark.parametrize("seed", range(4))
def test_hunks_are_rebased_past_other_changes_and_never_into_them(seed: int) -> None:
    dice = random.Random(seed)
    carried = refused = 0
    for _ in range(300):
        base = [f"ligne {n}\n" for n in range(dice.randint(3, 14))]
        mine, now = set(), set()
        for chosen in (mine, now):
            chosen |= set(dice.sample(range(len(base)), dice.randint(1, 2)))

        def changed(lines: list[str], chosen: set[int], mark: str) -> str:
            kinds = [dice.choice(["set", "drop", "add"]) if n in chosen else "" for n in range(99)]
            templates = {
                "set": f"{mark} {{}}",
                "drop": "",
                "add": f"{{}}{mark} après {{}}",
                "": "{}",
            }
            return "".join(templates[kinds[n]].format(line, line) for n, line in enumerate(lines))

        one, other = changed(base, mine, "moi"), changed(base, now, "elle")
        found = rebase_hunks(hunks_between("".join(base), one), "".join(base), other)
        if found is None:
            refused += 1
            assert min(abs(a - b) for a in mine for b in now) <= 1
            continue
        carried += 1
        both = patched(other, found)
        assert [line for line in both.splitlines() if "elle" in line] == [
            line for line in other.splitlines() if "elle" in line
        ]
        assert [line for line in both.splitlines() if "moi" in line] == [
            line for line in one.splitlines() if "moi" in line
        ]
        kept = [n for n in range(len(base)) if n not in mine | now]
        assert [
            line for line in both.splitlines() if not {"elle", "moi"} & set(line.split())
        ] or not kept
        for n in kept:
            assert f"ligne {n}\n" in both
    assert min(carried, refused) > 30


# --- Trees ---------------------------------------------------------------------------------------

KEYS = "abcde"


class Drawer:
    """Draws trees in which no text occurs twice, so that each can be followed."""

    def __init__(self, seed: object) -> None:
        self.dice, self.count = random.Random(str(seed)), 0

    def token(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def tree(self, depth: int = 0) -> Tree:
        kind = self.dice.random()
        if depth > 2 or (depth and kind < 0.4):
            return self.token()
        if kind < 0.7:
            return {key: self.tree(depth + 1) for key in self.dice.sample(KEYS, 3)}
        if self.dice.random() < 0.5:
            return [self.record(depth) for _ in range(self.dice.randint(0, 3))]
        return [self.token() for _ in range(self.dice.randint(0, 4))]

    def record(self, depth: int) -> dict[str, Tree]:
        return {"id": self.token(), self.dice.choice(KEYS): self.tree(depth + 1)}

    def changed(self, tree: Tree) -> Tree:
        for _ in range(self.dice.randint(1, 3)):
            places = list(addresses(tree))
            place, held = self.dice.choice(places)
            kind = self.dice.randrange(3)
            if kind == 0 and place and not (place[-1] == "id" and isinstance(held, str)):
                tree = applied(tree, Set(place, self.token()))
            elif kind == 1 and place and place[-1] != "id":
                tree = applied(tree, Remove(place))
            elif isinstance(held, dict):
                tree = applied(tree, Set((*place, self.dice.choice("vwxyz")), self.token()))
            elif isinstance(held, list):
                ids = held and isinstance(held[0], dict)
                new = self.record(2) if ids else self.token()
                tree = applied(tree, Insert(place, new, self.dice.randint(0, len(held))))
        return tree


def addresses(
    tree: Tree, place: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Tree]]:
    yield place, tree
    inside = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for step, held in inside:
        yield from addresses(held, (*place, step))


def tokens(tree: Tree) -> list[str]:
    return [held for _, held in addresses(tree) if isinstance(held, str)]


@pytest.mark.parametrize("seed", range(6))
def test_a_merge_loses_nothing_without_reporting_a_conflict(seed: int) -> None:
    drawer = Drawer(seed)
    clashed = 0
    for _ in range(250):
        base = drawer.tree()
        mine, theirs = drawer.changed(base), drawer.changed(base)
        merged = merge(base, mine, theirs)
        old, own, other = (set(tokens(each)) for each in (base, mine, theirs))
        found = tokens(merged.tree)
        assert own - old <= set(found)
        assert len(found) == len(set(found))
        if merged.clashes:
            clashed += 1
            continue
        assert set(found) == (old & own & other) | (own - old) | (other - old)
    assert 10 < clashed < 200


@pytest.mark.parametrize("seed", range(4))
def test_merging_a_change_with_none_or_with_itself_gives_that_change(seed: int) -> None:
    drawer = Drawer(f"alone {seed}")
    for _ in range(100):
        base = drawer.tree()
        mine = drawer.changed(base)
        assert merge(base, mine, base) == (mine, ())
        assert merge(base, base, mine) == (mine, ())
        assert merge(base, mine, mine) == (mine, ())


@pytest.mark.parametrize("seed", range(4))
def test_without_conflicts_merging_is_symmetric_up_to_order(seed: int) -> None:
    drawer = Drawer(f"orders {seed}")
    alike = 0
    for _ in range(150):
        base = drawer.tree()
        mine, theirs = drawer.changed(base), drawer.changed(base)
        one, other = merge(base, mine, theirs), merge(base, theirs, mine)
        assert bool(one.clashes) == bool(other.clashes)
        if not one.clashes:
            alike += 1
            assert sorted(tokens(one.tree)) == sorted(tokens(other.tree))
    assert alike > 50


BASE: Tree = {"l": [{"id": "a", "n": "1"}, {"id": "b", "n": "2"}], "t": "x"}


def after(*edits: Set | Insert | Remove, of: Tree = BASE) -> Tree:
    for each in edits:
        of = applied(of, each)
    return of


def test_additions_by_both_sides_and_a_change_are_merged() -> None:
    mine = after(Insert(("l",), {"id": "m"}))
    theirs = after(Insert(("l",), {"id": "t"}), Set(("l", 0, "n"), "9"))
    tree, clashes = merge(BASE, mine, theirs)
    assert clashes == ()
    assert tree == {
        "l": [{"id": "a", "n": "9"}, {"id": "b", "n": "2"}, {"id": "t"}, {"id": "m"}], "t": "x",
    }  # fmt: skip


def test_a_value_changed_by_both_sides_is_a_conflict_and_mine_is_kept() -> None:
    merged = merge(BASE, after(Set(("l", 1, "n"), "m")), after(Set(("l", 1, "n"), "t")))
    assert merged == (after(Set(("l", 1, "n"), "m")), (("l", 1, "n"),))


def test_a_clash_is_reported_at_its_address_in_the_merged_tree() -> None:
    mine = after(Set(("l", 1, "n"), "m"))
    theirs = after(Set(("l", 1, "n"), "t"), Insert(("l",), {"id": "z"}, 0))
    for merged in (merge(BASE, mine, theirs), merge(BASE, theirs, mine)):
        assert merged.clashes == (("l", 2, "n"),)


@pytest.mark.parametrize("turned", [False, True])
def test_an_entry_removed_by_one_and_changed_by_the_other_is_a_conflict(
    turned: bool,
) -> None:
    one, other = after(Remove(("l", 0))), after(Set(("l", 0, "n"), "9"))
    merged = merge(BASE, *((other, one) if turned else (one, other)))
    assert merged.tree == after(Set(("l", 0, "n"), "9"))
    assert len(merged.clashes) == 1


def test_an_entry_added_by_both_sides_occurs_once() -> None:
    both = Insert(("l",), {"id": "z", "n": "9"})
    mine = after(both, Insert(("l",), {"id": "m"}))
    theirs = after(both, Insert(("l",), {"id": "t"}))
    tree, clashes = merge(BASE, mine, theirs)
    assert clashes == ()
    assert isinstance(tree, dict)
    assert sorted(each["id"] for each in tree["l"]) == ["a", "b", "m", "t", "z"]  # type: ignore


def test_an_observation_accepted_by_both_sides_occurs_once() -> None:
    base: Tree = [{"period": "2023", "exactly": "1"}]
    same: Tree = {"period": "2024", "exactly": "7"}
    mine: Tree = [*base, same]  # type: ignore[misc]
    theirs: Tree = [*base, same, {"period": "2025", "exactly": "8"}]  # type: ignore[misc]
    assert merge(base, mine, theirs) == (theirs, ())
    assert merge(base, theirs, mine) == (theirs, ())


def test_entries_added_by_both_sides_under_one_id_are_merged_or_conflict() -> None:
    mine = after(Insert(("l",), {"id": "z", "n": "m"}), Set(("t",), "y"))
    theirs = after(Insert(("l",), {"id": "z", "n": "t"}))
    tree, clashes = merge(BASE, mine, theirs)
    assert tree == mine
    assert len(clashes) == 1


def test_a_moved_entry_is_not_duplicated_by_a_change() -> None:
    moved: Tree = {"l": [{"id": "b", "n": "2"}, {"id": "a", "n": "1"}], "t": "x"}
    theirs = after(Set(("l", 0, "n"), "9"))
    for one, other in ((moved, theirs), (theirs, moved)):
        tree, _ = merge(BASE, one, other)
        assert isinstance(tree, dict)
        held = {each["id"]: each["n"] for each in tree["l"]}  # type: ignore
        assert len(tree["l"]) == 2  # type: ignore
        assert held == {"a": "9", "b": "2"}


def test_a_list_started_by_both_sides_holds_both_entries() -> None:
    assert merge({}, {"l": ["m"]}, {"l": ["t"]}) == ({"l": ["t", "m"]}, ())
    assert merge({"l": None}, {"l": ["m"]}, {"l": ["t"]}) == ({"l": ["t", "m"]}, ())


def test_the_merged_tree_can_be_written_as_differences() -> None:
    mine, theirs = after(Insert(("l",), {"id": "m"}, 0)), after(Remove(("l", 1)))
    tree, _ = merge(BASE, mine, theirs)
    assert after(*differences(theirs, tree), of=theirs) == tree
