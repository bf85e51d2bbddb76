"""The fields of every record are those of the model, each in a form that can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from plan.file.tree import Tree, compose
from plan.model.declaration import Record
from plan.model.fields import ORDER, FieldForm, fields_of
from plan.model.records import (
    Axis,
    Evidence,
    Head,
    Indicator,
    Observation,
    Plan,
    Source,
    Target,
    Text,
)

FORMS = set(get_args(FieldForm))


def records(record: type[Record] = Plan) -> Iterator[type[Record]]:
    yield record
    for each in fields_of(record):
        if each.record is not None:
            yield from records(each.record)


@pytest.mark.parametrize("record", sorted(set(records()), key=lambda each: each.__name__))
def test_every_field_of_the_model_is_there_once_under_the_name_of_the_file(
    record: type[Record],
) -> None:
    found = fields_of(record)
    by_name = {each.name: each for each in record.keys}
    assert sorted(each.name for each in found) == sorted(by_name)
    for each in found:
        assert each.form in FORMS
        assert each.required == by_name[each.name].required
        assert (each.form == "choice") == bool(each.choices)
        assert (each.form in ("record", "records")) == (each.record is not None)
        if each.form == "choice" and each.default:
            assert each.default in each.choices


def test_every_record_of_the_model_is_reached() -> None:
    def below(record: type[Record]) -> Iterator[type[Record]]:
        for each in record.__subclasses__():
            yield each
            yield from below(each)

    held = {
        each
        for each in below(Record)
        if each.__module__ == Plan.__module__ and not each.__subclasses__() and each is not Text
    }
    assert held <= {*records()}


@pytest.mark.parametrize(
    ("record", "name", "form"),
    [
        (Head, "title", "words"), (Head, "period", "period"), (Head, "small_counts", "number"),
        (Head, "units", "records"), (Source, "published", "period"), (Source, "kind", "choice"),
        (Source, "body", "record"), (Indicator, "id", "text"), (Indicator, "terms", "texts"),
        (Indicator, "reversible", "flag"), (Indicator, "baseline", "record"),
        (Target, "by", "day"), (Observation, "part", "parts"), (Observation, "between", "range"),
        (Evidence, "quote", "text"), (Axis, "indicators", "records"),
    ],
)  # fmt: skip
def test_a_field_has_the_form_of_its_value(record: type[Record], name: str, form: str) -> None:
    (field,) = (each for each in fields_of(record) if each.name == name)
    assert field.form == form


def test_a_period_is_written_before_the_value_it_dates() -> None:
    assert fields_of(Observation)[0].name == "period"
    assert ORDER["observations"][0] == "period"
    assert ORDER[""] == ("plan", "bodies", "sources", "axes")
    assert ORDER["name"] == ("fr", "en")


def test_the_real_plan_has_its_keys_in_that_order(real_plan: Path) -> None:
    tree, _, _ = compose(real_plan.read_text("utf-8"))
    seen = 0

    def walk(held: Tree, holder: str) -> None:
        nonlocal seen
        if isinstance(held, list):
            for each in held:
                walk(each, holder)
        elif isinstance(held, dict):
            order = ORDER.get(holder, ())
            if holder in ("sources", "evidence", "axes"):
                places = [order.index(key) for key in held]
                assert places == sorted(places), (holder, list(held))
                seen += 1
            for key, each in held.items():
                walk(each, key)

    walk(tree, "")
    assert seen > 20
