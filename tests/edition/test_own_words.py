"""The passages of the plan itself and of its axes are verified and cited like all others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plan.desk.records import locate, put_record, record_at, remove_record
from plan.desk.revisions import redo, revise, undo
from plan.edition.edition import Edition, check, load, with_text
from plan.edition.view import View
from plan.file.edits import Set
from plan.model.records import Axis, Head
from plan.model.tree_address import Address
from plan.presentation import tables

TEXT = """\
plan:
  title: {fr: Plan des écoles}
  short: {fr: Écoles}
  period: 2024/2026
  evidence:
    - {source: gazette, quote: le plan des écoles a été lancé hier}
bodies:
  - {id: works, name: {fr: Direction des constructions}}
  - {id: schools, name: {fr: Direction des écoles}, office: Bureau 12}
sources:
  - {id: gazette, file: gazette.txt, kind: press, published: 2024-03-01}
axes:
  - id: walls
    name: {fr: Construire des salles}
    short: {fr: Salles}
    objective: {fr: Une salle pour chaque classe.}
    evidence:
      - {source: gazette, quote: son premier axe est de construire des salles}
    indicators:
      - {id: "1", name: {fr: Salles construites}, nature: flow, unit: site, responsible: works}
      - {id: "2", name: {fr: Salles peintes}, nature: flow, unit: site, responsible: {fr: works}}
      - {id: "3", name: {fr: Salles louées}, nature: flow, unit: site, responsible: La commune}
      - {id: "4", name: {fr: Salles fermées}, nature: flow, unit: site}
"""
ARTICLE = (
    "Selon le ministère, le plan des écoles a été lancé hier ; son premier axe est de construire\
 des salles."
)
ON = date(2025, 6, 30)
PLAN_QUOTE: Address = ("plan", "evidence", 0, "quote")
AXIS_QUOTE: Address = ("axes", 0, "evidence", 0, "quote")


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    made = load(plan_file(TEXT, {"gazette.txt": ARTICLE}))
    assert made.plan is not None, made.problems
    return made


def found(edition: Edition) -> list[tuple[str, Address]]:
    return [(each.code, each.address) for each in check(edition, ON)]


def test_the_passages_of_the_plan_and_of_its_axes_are_verified(edition: Edition) -> None:
    assert [each.green for each in edition.plan_passages] == [True]
    assert [each.green for each in edition.axis_passages["walls"]] == [True]
    assert found(edition) == []


@pytest.mark.parametrize("at", [PLAN_QUOTE, AXIS_QUOTE])
@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("la pluie est tombée sur la ville", "quote-orphan"),
        ("le plan", "quote-short"),
    ],
)
def test_a_quotation_of_the_plan_or_an_axis_is_reported_where_it_is_listed(
    edition: Edition, at: Address, quote: str, code: str
) -> None:
    assert (code, at) in found(revise(edition, [Set(at, quote)]).after)


def test_an_unknown_source_is_an_error_with_the_name_that_was_meant(edition: Edition) -> None:
    for at in (PLAN_QUOTE, AXIS_QUOTE):
        where = (*at[:-1], "source")
        after = revise(edition, [Set(where, "gazete")]).after
        (error,) = after.problems
        assert (error.code, error.address, error.args["write"]) == (
            "source-unknown", where, "gazette",
        )  # fmt: skip
        assert after.sound is not None  # all else is still checked
        assert [each.id for _, _, each in after.sound.indicators()] == ["1", "2", "3", "4"]


def test_the_passages_are_kept_up_with_every_change(edition: Edition) -> None:
    text = edition.reading.text.replace("de construire des salles}", "de construire des gares}")
    again = with_text(edition, text)
    assert [each.green for each in again.axis_passages["walls"]] == [False]
    changed = with_text(edition, edition.reading.text, {"gazette.txt": b"Rien."})
    assert [each.green for each in changed.plan_passages] == [False]


def test_articles_show_what_cites_each_passage(edition: Edition) -> None:
    view = View(edition, ON, ON, "fr")
    assert edition.plan is not None
    assert [type(citing) for citing, _ in view.cited["gazette"]] == [Head, Axis]
    assert tables.articles(view).frame["Cité par"].tolist() == ["Le plan, Salles"]
    table = tables.passages(view, view.cited["gazette"]).frame
    assert table["Cité par"].tolist() == [
        "Plan des écoles",
        "Axe\N{NO-BREAK SPACE}: Construire des salles",
    ]


def test_a_short_name_stands_in_for_the_name_and_the_reverse(edition: Edition) -> None:
    plan = edition.plan
    assert plan is not None
    assert (plan.head.short_title.fr, plan.axes[0].short_name.fr) == ("Écoles", "Salles")
    assert plan.head.replace(short=None).short_title == plan.head.title
    assert plan.axes[0].replace(short=None).short_name == plan.axes[0].name


# --- Bodies --------------------------------------------------------------------------------------


def test_a_text_that_equals_an_id_is_that_body_and_any_other_is_a_name(edition: Edition) -> None:
    plan = edition.plan
    assert plan is not None
    bodies = [plan.responsible_body(each) for each in plan.indicator.values()]
    assert [body and body.id for body in bodies] == ["works", "works", None, None]
    names = [plan.responsible_name(each) for each in plan.indicator.values()]
    assert [name and name.fr for name in names] == [
        "Direction des constructions", "Direction des constructions", "La commune", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "write"),
    [("work", "works"), ("schols", "schools"), ("commune", None), ("Works", None),
     ("La direction works", None), ("OIM", None), ("schools-2", "schools")],
)  # fmt: skip
def test_a_name_like_an_id_has_a_notice_and_any_other_has_none(
    edition: Edition, named: str, write: str | None
) -> None:
    at: Address = ("axes", 0, "indicators", 2, "responsible")
    problems = check(revise(edition, [Set(at, named)]).after, ON)
    assert [(each.code, each.address, each.args["write"]) for each in problems] == (
        [] if write is None else [("body-unknown", at, write)]
    )


def test_a_new_id_of_a_body_is_followed_by_its_indicators(edition: Edition) -> None:
    at = locate(edition, "body", "works")
    record = record_at(edition, at)
    assert isinstance(record, dict)
    after = put_record(edition, at, {**record, "id": "building"}).after.plan
    assert after is not None
    bodies = [after.responsible_body(each) for each in after.indicator.values()]
    assert [body and body.id for body in bodies] == ["building", "building", None, None]


def test_a_first_body_is_written_between_the_plan_and_its_sources(edition: Edition) -> None:
    bare = revise(edition, [])
    text = bare.text[: bare.text.index("bodies:")] + bare.text[bare.text.index("sources:") :]
    without = with_text(edition, text)
    made = put_record(without, locate(without, "body", "new"), {"id": "x", "name": {"fr": "X"}})
    assert made.text.index("plan:") < made.text.index("bodies:") < made.text.index("sources:")
    assert made.after.plan is not None
    assert made.after.plan.body["x"].name.fr == "X"


def test_two_bodies_of_one_id_are_an_error(edition: Edition) -> None:
    after = revise(edition, [Set(("bodies", 1, "id"), "works")]).after
    assert [(each.code, each.address) for each in after.problems] == [
        ("id-duplicate", ("bodies", 1, "id"))
    ]


def test_a_body_with_an_error_hides_no_other_record(edition: Edition) -> None:
    after = revise(edition, [Set(("bodies", 0, "offices"), "x")]).after
    assert [(each.code, each.address) for each in after.problems] == [
        ("key-unknown", ("bodies", 0, "offices"))
    ]
    assert after.sound is not None
    assert list(after.sound.body) == ["schools"]


# --- Renaming, undoing, merging ------------------------------------------------------------------


def test_a_new_id_of_a_source_is_followed_by_the_plan_and_its_axes(edition: Edition) -> None:
    at = locate(edition, "source", "gazette")
    record = record_at(edition, at)
    assert isinstance(record, dict)
    made = put_record(edition, at, {**record, "id": "journal"})
    assert not made.new_errors
    assert [each.source.id for each in made.after.plan_passages] == ["journal"]
    assert [each.source.id for each in made.after.axis_passages["walls"]] == ["journal"]


def test_a_source_that_the_plan_quotes_cannot_be_removed(edition: Edition) -> None:
    made = remove_record(edition, locate(edition, "source", "gazette"))
    assert [(each.code, each.address) for each in made.new_errors] == [
        ("source-unknown", (*PLAN_QUOTE[:-1], "source")),
        ("source-unknown", (*AXIS_QUOTE[:-1], "source")),
    ]


@pytest.mark.parametrize(
    "at", [PLAN_QUOTE, AXIS_QUOTE, ("bodies", 0, "name", "fr"), ("axes", 0, "objective", "fr")]
)
def test_changes_of_the_new_places_are_undone_and_merged(edition: Edition, at: Address) -> None:
    mine = revise(edition, [Set(at, "Un autre texte assez long")])
    assert [each.address for each in mine.change_set.changes] == [at]
    theirs = revise(edition, [Set(("plan", "title", "fr"), "Autre titre")]).after
    merged, clashes = redo(mine, theirs)
    assert not clashes
    assert "Un autre texte assez long" in merged.text
    assert "Autre titre" in merged.text
    assert undo(mine.after, mine.opened, mine.text).text == mine.opened
