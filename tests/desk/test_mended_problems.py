"""Which problems a revision brings and mends: each by its record, however the records move."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plan.desk.revisions import Revision, revise, rewrite
from plan.edition.edition import Edition, check, load
from plan.file.edits import Arrange, Edit, Insert, Remove, Rename, Set
from plan.file.tree import Tree, compose
from plan.problems import Problem

ON = date(2025, 6, 30)
LIST = ("axes", 0, "indicators")
ARTICLE = "En 2021, 120 écoles ont été ouvertes. En 2022, 30 écoles ont été ouvertes."
OUTSIDE: dict[str, Any] = {"period": "2021", "exactly": "120", "evidence": [
    {"source": "gazette", "quote": "En 2021, 120 écoles ont été ouvertes"}]}  # fmt: skip
OTHER: dict[str, Any] = {"period": "2022", "exactly": "30", "evidence": [
    {"source": "gazette", "quote": "En 2022, 30 écoles ont été ouvertes"}]}  # fmt: skip


def indicator(name: str, *observations: Tree) -> dict[str, Any]:
    """An indicator; its observations are all before the plan, which is a problem of each."""
    return {"id": name, "name": {"fr": f"Écoles ouvertes, {name}"}, "nature": "flow",
            "unit": "site", "observations": list(observations)}  # fmt: skip


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Callable[..., Edition]:
    def of(*indicators: dict[str, Any]) -> Edition:
        start = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
sources:
  - {id: gazette, file: article.txt, kind: press, published: 2025-01-15}
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      - {id: "0", name: {fr: Élèves}, nature: stock, unit: person}
"""
        base = load(plan_file(start, {"article.txt": ARTICLE}))
        text = revise(base, [Insert(LIST, each) for each in indicators]).text
        (path := base.path).write_text(text, "utf-8")
        loaded = load(path)
        assert loaded.plan is not None, loaded.problems
        return loaded

    return of


def outside(edition: Edition, problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """The periods outside the plan: the id of the indicator, and the period read."""
    tree: Any = compose(edition.reading.text)[0]
    listed = tree["axes"][0]["indicators"]
    return sorted(
        (listed[each.address[3]]["id"], each.args["read"].iso())
        for each in problems if each.code == "period-outside"
    )  # fmt: skip


def brought_and_mended(revision: Revision) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    return (outside(revision.after, revision.new_problems(ON)),
            outside(revision.before, revision.fixed_problems(ON)))  # fmt: skip


YEAR = "2021-01-01/2021-12-31"


@pytest.mark.parametrize(
    ("edits", "mended"),
    [
        ([Set((*LIST, 2, "observations", 0, "period"), "2024")], "2"),
        ([Remove((*LIST, 2, "observations", 0))], "2"),
        ([Remove((*LIST, 1))], "1"),
        ([Remove((*LIST, 2))], "2"),
        ([Insert(LIST, indicator("9"), 0), Remove((*LIST, 4))], "3"),
        ([Arrange(LIST, (3, 2, 1, 0)), Remove((*LIST, 1, "observations"))], "2"),
        ([Set((*LIST, 1, "id"), "8"), Remove((*LIST, 3))], "3"),
        ([Set((*LIST, 1, "id"), "8")], ""),
        ([Arrange(LIST, (3, 2, 1, 0))], ""),
        ([Insert(LIST, indicator("9"), 1)], ""),
    ],
)
def test_what_is_mended_is_named_by_its_own_indicator_among_equal_problems(
    edition: Callable[..., Edition], edits: Sequence[Edit], mended: str
) -> None:
    held = edition(*(indicator(each, OUTSIDE) for each in "123"))
    assert brought_and_mended(revise(held, edits)) == ([], [(mended, YEAR)] if mended else [])


def test_what_is_brought_is_named_by_its_own_indicator(edition: Callable[..., Edition]) -> None:
    held = edition(indicator("1", OUTSIDE), indicator("2"), indicator("3", OUTSIDE))
    revision = revise(held, [Insert((*LIST, 2, "observations"), OUTSIDE)])
    assert brought_and_mended(revision) == ([("2", YEAR)], [])
    moved = revise(held, [Insert(LIST, indicator("0b", OUTSIDE), 0)])
    assert brought_and_mended(moved) == ([("0b", YEAR)], [])


def test_observations_of_one_indicator_are_told_apart(edition: Callable[..., Edition]) -> None:
    held = edition(indicator("1", OTHER, OUTSIDE))
    at = (*LIST, 1, "observations")
    assert brought_and_mended(revise(held, [Remove((*at, 0))])) == (
        [], [("1", "2022-01-01/2022-12-31")]
    )  # fmt: skip
    assert brought_and_mended(revise(held, [Arrange(at, (1, 0))])) == ([], [])


def test_renaming_a_source_brings_and_mends_nothing(edition: Callable[..., Edition]) -> None:
    refuting: Tree = {
        "source": "gazette",
        "quote": "30 écoles ont été ouvertes",
        "stance": "refutes",
    }
    held = edition(indicator("1", {**OUTSIDE, "evidence": [*OUTSIDE["evidence"], refuting]}))
    assert any(each.args.get("source") == "gazette" for each in check(held, ON))
    tree = compose(held.reading.text.replace("gazette", "journal"))[0]
    revision = rewrite(held, tree)
    assert (revision.new_problems(ON), revision.fixed_problems(ON)) == ((), ())


@pytest.mark.parametrize("seed", range(12))
def test_any_series_of_edits_names_the_indicators_that_lost_or_got_a_problem(
    edition: Callable[..., Edition], seed: int
) -> None:
    dice = random.Random(seed)
    held = edition(*(indicator(str(n), *([OUTSIDE] if dice.random() < 0.6 else []))
                     for n in range(1, 6)))  # fmt: skip
    tree: Any = compose(held.reading.text)[0]
    listed = list(tree["axes"][0]["indicators"])
    before = {each["id"]: bool(each.get("observations")) for each in listed}
    for _ in range(dice.randint(1, 4)):
        match dice.randrange(4):
            case 0:
                name = f"new{dice.randrange(10**6)}"
                listed.insert(dice.randint(0, len(listed)), indicator(name, OUTSIDE))
            case 1 if len(listed) > 1:
                listed.pop(dice.randrange(len(listed)))
            case 2:
                dice.shuffle(listed)
            case _:
                at = dice.randrange(len(listed))
                listed[at] = {key: each for key, each in listed[at].items()
                              if key != "observations"}  # fmt: skip
    after = {each["id"]: bool(each.get("observations")) for each in listed}
    tree["axes"][0]["indicators"] = listed
    revision = rewrite(held, tree)
    assert brought_and_mended(revision) == (
        sorted((each, YEAR) for each in after if after[each] and not before.get(each)),
        sorted((each, YEAR) for each in before if before[each] and not after.get(each)),
    )


def test_a_fault_in_one_record_is_no_fault_of_its_neighbour(
    edition: Callable[..., Edition],
) -> None:
    held = edition(indicator("1", OUTSIDE), indicator("2", OUTSIDE))
    revision = revise(held, [Rename((*LIST, 2, "unit"), "units")])
    assert {each.address[:4] for each in revision.new_errors} == {(*LIST, 2)}
