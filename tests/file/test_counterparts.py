"""The counterpart of a value is followed however the items of lists move."""

from __future__ import annotations

import random
from typing import Any

import pytest

from plan.file.counterparts import Counterparts, paired_items


def tree(*records: dict[str, Any]) -> Any:
    return {"list": list(records)}


def record(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": f"Le {name}", "nature": "flow", **more}


@pytest.mark.parametrize("seed", range(20))
def test_a_record_with_an_id_is_found_wherever_it_has_moved(seed: int) -> None:
    dice = random.Random(seed)
    before = [record(str(n)) for n in range(6)]
    after = [*dice.sample(before, 4), record("new")]
    dice.shuffle(after)
    found = Counterparts(tree(*before), tree(*after))
    for n, each in enumerate(before):
        there = after.index(each) if each in after else None
        expected = None if there is None else ("list", there, "name")
        assert found.of(("list", n, "name")) == expected


def test_a_renamed_record_is_the_same_and_another_in_its_place_is_not() -> None:
    one, two = record("1"), record("2")
    found = Counterparts(tree(one, two), tree(two, {**one, "id": "9"}))
    assert found.of(("list", 0)) == ("list", 1)
    assert list(found.renames(("list",))) == [("1", "9")]
    assert Counterparts(tree(one), tree(record("3"))).of(("list", 0)) is None


def test_records_without_ids_are_paired_by_content_then_by_likeness() -> None:
    one: list[Any] = [{"period": "2021", "exactly": "1", "note": "a"},
                      {"period": "2022", "exactly": "2", "note": "b"}]  # fmt: skip
    changed = {**one[0], "exactly": "7"}
    assert paired_items(one, [one[1], changed]) == {1: 0, 0: 1}
    assert paired_items(one, [{"period": "2030", "exactly": "9"}]) == {}


def test_a_key_that_a_tree_lacks_corresponds_to_itself() -> None:
    found = Counterparts(tree(record("1")), tree(record("2"), record("1")))
    assert found.of(("list", 0, "unit")) == ("list", 1, "unit")
    assert found.of(("plan", "title")) == ("plan", "title")
    assert found.of(()) == ()
