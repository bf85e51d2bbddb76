"""The records that people edit: found by address, put back whole, renamed everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from plan.desk.record_kinds import RecordKind
from plan.desk.records import (
    NEW,
    indicator_address,
    locate,
    put_record,
    record_at,
    record_containing,
    remove_record,
)
from plan.edition.edition import Edition, load
from plan.file.nodes import look_up
from plan.file.tree import Tree, compose

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[ROOT, ROOT / "tests" / "plans" / "senegal"], ids=["mali", "senegal"])
def edition(plan_file: Callable[..., Path], request: pytest.FixtureRequest) -> Edition:
    return load(plan_file(request.param))


def names(edition: Edition) -> list[tuple[RecordKind, str]]:
    plan = edition.plan
    assert plan is not None
    return [
        *(("indicator", each) for each in plan.indicator),
        *(("axis", each.id) for each in plan.axes),
        *(("source", each.id) for each in plan.sources),
        *(("body", each.id) for each in plan.bodies),
        ("plan", ""),
    ]  # type: ignore[list-item]


def test_every_record_is_found_by_id_and_by_address(edition: Edition) -> None:
    tree, _, _ = compose(edition.reading.text)
    for what, name in names(edition):
        at = locate(edition, what, name)
        held = record_at(edition, at)
        assert held == look_up(tree, at)
        assert isinstance(held, dict)
        assert what == "plan" or held["id"] == name
        assert record_containing(edition, at) == (what, name)
        assert record_containing(edition, (*at, "name", "fr")) == (what, name)


def test_saving_an_unchanged_record_changes_nothing(edition: Edition) -> None:
    for what, name in names(edition):
        at = locate(edition, what, name)
        held = cast(dict[str, Tree], record_at(edition, at))
        assert not put_record(edition, at, dict(reversed(held.items()))).differs


def test_an_unknown_record_is_not_found(edition: Edition) -> None:
    for what in ("indicator", "axis", "source", "body"):
        with pytest.raises(LookupError):
            locate(edition, cast(RecordKind, what), "rien")
    with pytest.raises(LookupError):
        locate(edition, "indicator", NEW, "rien")
    assert record_containing(edition, ("axes", 99)) is None
    assert record_containing(edition, ()) is None


def test_new_records_are_added_at_the_end_of_their_list(edition: Edition) -> None:
    plan = edition.plan
    assert plan is not None
    axis = plan.axes[0]
    made = {
        "indicator": {"id": "9.9", "name": {"fr": "Neuf"}, "nature": "flow", "unit": "person"},
        "axis": {"id": "neuf", "name": {"fr": "Neuf"}},
        "source": {"id": "neuf", "file": plan.sources[0].file, "kind": "press",
                   "published": "2025"},
        "body": {"id": "neuf", "name": {"fr": "Neuf"}},
    }  # fmt: skip
    for what, entry in made.items():
        at = locate(edition, cast(RecordKind, what), NEW, axis.id)
        changed = put_record(edition, at, cast(dict[str, Tree], entry)).after
        assert not [each for each in changed.problems if each.severity == "error"]
        assert record_containing(changed, at) == (what, entry["id"])


def test_a_new_id_is_followed_in_every_reference(edition: Edition) -> None:
    plan = edition.plan
    assert plan is not None
    for source in plan.sources:
        at = locate(edition, "source", source.id)
        held = cast(dict[str, Tree], record_at(edition, at))
        made = put_record(edition, at, {**held, "id": "nouveau-nom"})
        assert not made.new_errors
        assert f"source: {source.id}\n" not in made.text
        assert made.text.count("nouveau-nom") >= made.opened.count(f"source: {source.id}\n")
    head = cast(dict[str, Tree], record_at(edition, ("plan",)))
    for key in ("units", "dimensions"):
        listed = cast(list[dict[str, Tree]], head.get(key) or [])
        for n in range(len(listed)):
            renamed = [{**each, "id": "autre"} if n == k else each for k, each in enumerate(listed)]
            change = ((key, n), str(listed[n]["id"]), "autre")
            made = put_record(edition, ("plan",), {**head, key: cast(Tree, renamed)}, [change])
            assert not made.new_errors


def test_a_step_is_renamed_within_its_indicator_only(edition: Edition) -> None:
    plan = edition.plan
    assert plan is not None
    for name, each in plan.indicator.items():
        if not each.steps:
            continue
        at = indicator_address(edition, name)
        held = cast(dict[str, Tree], record_at(edition, at))
        steps = cast(list[dict[str, Tree]], held["steps"])
        renamed = [{**step, "id": "premiere"} if n == 0 else step for n, step in enumerate(steps)]
        change = (("steps", 0), str(steps[0]["id"]), "premiere")
        made = put_record(edition, at, {**held, "steps": cast(Tree, renamed)}, [change])
        assert not made.new_errors
        after = made.after.plan
        assert after is not None
        assert after.indicator[name].ranks["premiere"] == 1
        others = [k for k in plan.indicator if k != name]
        assert all(after.indicator[k] == plan.indicator[k] for k in others)


def test_removing_a_record_leaves_all_others_unchanged(edition: Edition) -> None:
    plan = edition.plan
    assert plan is not None
    for name in plan.indicator:
        after = remove_record(edition, indicator_address(edition, name)).after.plan
        assert after is not None
        assert after.indicator == {k: v for k, v in plan.indicator.items() if k != name}
