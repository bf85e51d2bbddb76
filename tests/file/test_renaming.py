"""Renaming an id changes every reference to its record, and nothing else of the same name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plan.desk.revisions import rewrite
from plan.edition.edition import Edition, load
from plan.file.nodes import look_up
from plan.file.renaming import renamed
from plan.file.tree import Tree, compose
from plan.model.tree_address import Address

TEXT = """\
plan:
  title: {fr: "x: gazette, site, female, drawn"}  # gazette
  period: 2024/2026
  units:
    - {id: puits, name: {fr: puits}}
    - {id: gazette, name: {fr: gazette}}
  dimensions:
    - {id: sex, name: {fr: x}, values: [{id: female, name: {fr: x}}, {id: x, name: {fr: x}}]}
    - {id: age, name: {fr: x}, values: [{id: female, name: {fr: x}}, {id: sex, name: {fr: x}}]}
sources:
  - {id: gazette, file: gazette, kind: press, published: 2025-01-15, publisher: gazette}
  - {id: radio, file: b.txt, kind: press, published: 2025-01-15, origin: gazette}
axes:
  - id: gazette
    name: {fr: Eau}
    indicators:
      - id: puits
        name: {fr: puits}
        nature: flow
        unit: puits
        disaggregation: [sex, age]   # les deux
        terms: [gazette, puits, sex, female]
        targets:
          - {by: 2026-12-31, value: 3, basis: official, evidence: [{source: gazette, quote: a}]}
        observations:
          - {period: 2024, exactly: 1, part: {sex: female, age: sex}, note: gazette,
             evidence: [{source: gazette, quote: gazette},
                        {source: radio, quote: b, origin: gazette}]}
          - {period: 2025, exactly: 1, part: {age: female}, evidence: [{source: radio, quote: sex}]}
      - id: "2"
        name: {fr: Loi}
        nature: steps
        steps: [{id: drawn, name: {fr: x}}, {id: open, name: {fr: x}}]
        baseline: {step: drawn, on: 2024-01-01, evidence: [{source: gazette, quote: drawn}]}
        targets: [{by: 2026-12-31, step: open, basis: official}]
        observations: [{period: 2024, step: drawn}]
      - id: "3"
        name: {fr: Autre loi}
        nature: steps
        steps: [{id: drawn, name: {fr: x}}, {id: open, name: {fr: x}}]
        observations: [{period: 2024, step: drawn}]
"""
TREE = compose(TEXT)[0]
INDICATORS: Address = ("axes", 0, "indicators")


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    made = load(plan_file(TEXT, {"gazette": "a", "b.txt": "b"}))
    assert made.plan is not None, made.problems
    return made


def changed(tree: Tree, name: str, address: Address = ()) -> list[Address]:
    """Where a name occurs as a key or a value."""
    found = [address] if tree == name else []
    held = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for step, each in held:
        at = (*address, step)
        found += [(*at, "(key)")] if step == name else []
        found += changed(each, name, at)
    return found


@pytest.mark.parametrize(
    ("address", "places"),
    [
        (("sources", 0), [
            ("sources", 0, "id"), ("sources", 1, "origin"),
            (*INDICATORS, 0, "targets", 0, "evidence", 0, "source"),
            (*INDICATORS, 0, "observations", 0, "evidence", 0, "source"),
            (*INDICATORS, 0, "observations", 0, "evidence", 1, "origin"),
            (*INDICATORS, 1, "baseline", "evidence", 0, "source"),
        ]),
        (("plan", "units", 0), [("plan", "units", 0, "id"), (*INDICATORS, 0, "unit")]),
        (("plan", "units", 1), [("plan", "units", 1, "id")]),
        (("plan", "dimensions", 0), [
            ("plan", "dimensions", 0, "id"), (*INDICATORS, 0, "disaggregation", 0),
            (*INDICATORS, 0, "observations", 0, "part", "NEW", "(key)"),
        ]),
        (("plan", "dimensions", 0, "values", 0), [
            ("plan", "dimensions", 0, "values", 0, "id"),
            (*INDICATORS, 0, "observations", 0, "part", "sex"),
        ]),
        (("plan", "dimensions", 1, "values", 1), [
            ("plan", "dimensions", 1, "values", 1, "id"),
            (*INDICATORS, 0, "observations", 0, "part", "age"),
        ]),
        ((*INDICATORS, 1, "steps", 0), [
            (*INDICATORS, 1, "steps", 0, "id"), (*INDICATORS, 1, "baseline", "step"),
            (*INDICATORS, 1, "observations", 0, "step"),
        ]),
        ((*INDICATORS, 0), [(*INDICATORS, 0, "id")]),
        (("axes", 0), [("axes", 0, "id")]),
    ],
)  # fmt: skip
def test_renaming_changes_exactly_the_references_to_that_record(
    edition: Edition, address: Address, places: list[Address]
) -> None:
    made = renamed(TREE, address, "NEW")
    assert sorted(map(str, changed(made, "NEW"))) == sorted(map(str, places))
    before = look_up(TREE, (*address, "id"))
    assert isinstance(before, str)
    assert renamed(made, address, before) == TREE
    revision = rewrite(edition, made)
    assert revision.new_errors == ()
    assert compose(revision.text)[0] == made
    assert len([line for line in revision.lines if line.kind == "removed"]) <= len(places)
    assert revision.text.count("#") == TEXT.count("#")


def test_renaming_keeps_the_order_of_a_list() -> None:
    made = renamed(TREE, ("plan", "dimensions", 0), "NEW")
    assert look_up(made, (*INDICATORS, 0, "disaggregation")) == ["NEW", "age"]
    part = look_up(made, (*INDICATORS, 0, "observations", 0, "part"))
    assert list(part.items()) == [("NEW", "female"), ("age", "sex")]  # type: ignore


@pytest.mark.parametrize(
    "address", [("plan",), ("sources",), ("sources", 9), ("plan", "title"), (), ("axes", 0, "name")]
)
def test_what_has_no_id_cannot_be_renamed(address: Address) -> None:
    with pytest.raises(LookupError):
        renamed(TREE, address, "NEW")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (("sources", 0), "radio"),
        (("plan", "dimensions", 0), "age"),
        ((*INDICATORS, 1, "steps", 0), "open"),
        ((*INDICATORS, 0), "2"),
    ],
)
def test_renaming_to_an_existing_id_is_a_new_error(
    edition: Edition, address: Address, name: str
) -> None:
    revision = rewrite(edition, renamed(TREE, address, name))
    assert "id-duplicate" in {each.code for each in revision.new_errors}
