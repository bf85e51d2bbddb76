"""A plan on a day, as known on a day: what is shown, what is masked, its JSON."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from plan.cli.status import status_as_json
from plan.edition.edition import check, load, with_text
from plan.edition.view import View, cached_by_axis, cached_by_view
from plan.method.coverage import status_group
from plan.model.quantities import Language
from plan.model.records import Axis
from plan.presentation import tables
from plan.presentation.findings import attention, overview_finding
from plan.presentation.quotations import in_context
from plan.ui.passages import cut_at_passages

PlanFile = Callable[..., Path]
HEAD = """
plan:
  title: {fr: Essai, en: Trial}
  period: 2023/2024
  small_counts: 11
  dimensions:
    - id: sex
      name: {fr: sexe}
      values: [{id: f, name: {fr: femmes}}, {id: m, name: {fr: hommes}}]
    - id: age
      name: {fr: âge}
      values:
        - {id: c, name: {fr: enfants}}
        - {id: a, name: {fr: adultes}}
        - {id: o, name: {fr: aînés}}
sources:
  - {id: late, file: late.txt, kind: report, published: 2024-06}
  - {id: early, file: early.txt, kind: press, published: 2023-07-01}
axes:
"""
ARTICLES = {
    "early.txt": "Avant. Il y en eut cinq en tout. Après.",
    "late.txt": "Le rapport dit qu’ils furent sept au total. Une remarque a été faite ce jour.",
}
FIVE = "{source: early, quote: Il y en eut cinq en tout}"
SEVEN = "{source: late, quote: ils furent sept au total}"


def view(path: Path, on: str, known: str | None = None, language: Language = "en") -> View:
    return View(load(path), date.fromisoformat(on), date.fromisoformat(known or on), language)


@pytest.fixture
def two(plan_file: PlanFile) -> Path:
    axes = f"""
  - id: x
    name: {{fr: Axe}}
    indicators:
      - id: "1"
        name: {{fr: Nom}}
        nature: flow
        unit: person
        targets: [{{by: 2024-12-31, value: 14, basis: derived, note: {{fr: oui}}}}]
        observations:
          - {{period: 2024-01-01/2024-05-31, exactly: 7, evidence: [{SEVEN}]}}
          - {{period: 2023-01-01/2023-06-30, exactly: 5, evidence: [{FIVE}]}}
  - id: y
    name: {{fr: Autre}}
    indicators:
      - id: "2"
        name: {{fr: Nom}}
        nature: flow
        unit: person
        observations:
          - period: 2024-06
            statement: {{fr: constat}}
            evidence: [{{source: late, quote: Une remarque a été faite ce jour}}]
"""
    return plan_file(HEAD + axes, ARTICLES)


def test_a_view_counts_only_what_was_published_by_its_day_of_knowledge(two: Path) -> None:
    values = {
        known: view(two, "2024-12-31", known).assessments["1"].value
        for known in ("2023-06-30", "2023-07-01", "2024-06-29", "2024-06-30")
    }
    assert [value and value.low for value in values.values()] == [None, 5, 5, 12]
    assert view(two, "2024-12-31", "2024-06-29").known_sources == ("early",)
    assert view(two, "2024-12-31").known_sources == ("early", "late")


def test_facts_are_counted_observations_and_statements_in_their_order(two: Path) -> None:
    found = [(fact.indicator.id, fact.index) for fact in view(two, "2024-12-31").facts]
    assert found == [("1", 1), ("1", 0), ("2", 0)]
    assert [fact.index for fact in view(two, "2024-12-31", "2024-01-01").facts] == [1]
    assert [fact.index for fact in view(two, "2024-05-30", "2024-12-31").facts] == [1]


def test_tallies_of_axes_add_up_to_the_whole(two: Path) -> None:
    shown = view(two, "2024-12-31")
    assert shown.whole.indicators == sum(each.indicators for each in shown.tallies.values()) == 2
    assert shown.tallies["x"].with_evidence == shown.whole.with_evidence == 1
    assert shown.whole.assessable == 0
    assert shown.assessments["1"].reason == "no-evidence-since-due"


def test_a_view_in_another_language_reuses_the_assessments(two: Path) -> None:
    english = view(two, "2024-12-31")
    assessed = english.assessments
    french = english.in_language("fr")
    assert french.language == french.say.language == "fr"
    assert french.assessments is assessed
    assert (french.on, french.known, french.edition) == (
        english.on, english.known, english.edition,
    )  # fmt: skip


def test_a_view_of_another_edition_assesses_only_what_differs(two: Path) -> None:
    before = view(two, "2024-12-31")
    text = before.edition.reading.text
    after = before.of(with_text(before.edition, text.replace("exactly: 7", "exactly: 6")))
    assert after.assessments["2"] is before.assessments["2"]
    value = after.assessments["1"].value
    assert value is not None
    assert value.low == 11
    other = before.of(
        with_text(before.edition, text.replace("small_counts: 11", "small_counts: 5"))
    )
    assert other.assessments["2"] is not before.assessments["2"]
    assert after == replace(after, assessed=None)
    assert status_as_json(after) == status_as_json(replace(after, assessed=None))


def test_results_are_cached_by_view_and_released_with_it(two: Path) -> None:
    made: list[str] = []

    @cached_by_view
    def day(shown: View) -> list[str]:
        made.append(shown.language)
        return [str(shown.on)]

    @cached_by_axis
    def name(shown: View, axis: Axis) -> str:
        made.append(axis.id)
        return axis.name.in_language(shown.language)

    english = view(two, "2024-12-31")
    assert day(english) is day(english) is day(replace(english))
    assert day(english.in_language("fr")) == ["2024-12-31"]
    assert [name(english, axis) for axis in english.plan.axes] == ["Axe", "Autre"]
    assert [name(english, axis) for axis in english.plan.axes] == ["Axe", "Autre"]
    assert made == ["en", "fr", "x", "y"]
    gone = weakref.ref(english)
    del english
    gc.collect()
    assert gone() is None


def test_nothing_is_written_into_a_view_or_its_edition(two: Path) -> None:
    shown = view(two, "2024-12-31")
    for each in (overview_finding, attention_without_problems, tables.axes, tables.conflicts):
        each(shown)
    shown.in_language("fr")
    check(shown.edition, shown.on)
    for record in (shown, shown.edition):
        lazy = {
            key for key, value in vars(type(record)).items() if isinstance(value, cached_property)
        }
        assert set(vars(record)) <= lazy | {each.name for each in fields(record)}


def attention_without_problems(shown: View) -> object:
    return attention(shown, ())


def test_a_passage_is_shown_within_its_sentence(two: Path) -> None:
    shown = view(two, "2024-12-31")
    _, passage = shown.cited["late"][0]
    before, words, after = in_context(shown, passage)
    assert (before, words, after) == ("Le rapport dit qu’", "ils furent sept au total", ".")


def test_a_text_is_cut_where_its_passages_begin_and_end_and_loses_nothing(two: Path) -> None:
    shown = view(two, "2024-12-31")
    text = shown.edition.library.articles["late"].text
    pieces = list(cut_at_passages((0, len(text)), (3, len(text)), shown.cited["late"]))
    assert "".join(text[a:b] for a, b, _ in pieces) == text
    served = {text[a:b]: citing for a, b, citing in pieces if citing}
    assert served == {
        "ils furent sept au total": (shown.plan.indicator["1"],),
        "Une remarque a été faite ce jour": (shown.plan.indicator["2"],),
    }


def test_an_assessment_falls_under_one_counted_group(two: Path) -> None:
    assessed = view(two, "2024-05-31", "2024-12-31").assessments
    assert assessed["1"].status == ("on-track", "reached")
    assert status_group(assessed["1"]) == "between"
    assert status_group(assessed["2"]) == "unassessed"


def test_json_has_numbers_as_numbers_and_unbounded_as_null(two: Path) -> None:
    answer = status_as_json(view(two, "2024-05-31", "2024-12-31"))
    one = answer["indicators"][0]
    assert answer["elapsed"] == float(Fraction(517, 731))
    assert one["value"] == {"low": 12, "high": None}
    assert one["progress"]["low"] == 12 / 14
    assert one["progress"]["high"] is None
    assert one["expected"] == float(Fraction(517, 731))
    assert one["status"] == {"low": "on-track", "high": "reached"}


# --- Small counts of people ----------------------------------------------------------------------


def masked(plan_file: PlanFile, *parts: tuple[dict[str, str], Any], **more: Any) -> set[int]:
    """Which of some observations of parts are masked; a period may stand in a part."""
    lines = []
    for part, number in parts:
        rest = dict(part)
        period = rest.pop("period", "2023")
        value = number if isinstance(number, str) else f"exactly: {number}"
        inside = ", ".join(f"{name}: {each}" for name, each in rest.items())
        part_of = f"part: {{{inside}}}, " if rest else ""
        lines.append(f"          - {{period: {period}, {part_of}{value}, evidence: [{FIVE}]}}\n")
    axes = f"""
  - id: x
    name: {{fr: Axe}}
    indicators:
      - id: "1"
        name: {{fr: Nom}}
        nature: flow
        unit: {more.get("unit", "person")}
        observations:
{"".join(lines)}"""
    head = HEAD.replace("small_counts: 11", f"small_counts: {more.get('small', 11)}")
    shown = view(plan_file(head + axes, ARTICLES), "2024-12-31")
    return set(shown.masked(shown.plan.indicator["1"]))


def test_a_small_part_is_masked_with_the_one_that_would_disclose_it(plan_file: PlanFile) -> None:
    women, men = {"sex": "f"}, {"sex": "m"}
    assert masked(plan_file, ({}, 100), (women, 10), (men, 90)) == {1, 2}
    assert masked(plan_file, ({}, 100), (women, 11), (men, 89)) == set()
    assert masked(plan_file, ({}, 100), (women, 10)) == {1}
    assert masked(plan_file, ({}, 5)) == set()


def test_of_several_others_the_smallest_is_masked_too(plan_file: PlanFile) -> None:
    parts = [({"age": "c"}, 3), ({"age": "a"}, 60), ({"age": "o"}, 20)]
    assert masked(plan_file, ({}, 83), *parts) == {1, 3}
    two_small = [({"age": "c"}, 3), ({"age": "a"}, 60), ({"age": "o"}, 2)]
    assert masked(plan_file, *two_small) == {0, 2}


def test_one_part_stated_by_two_sources_is_one_cell(plan_file: PlanFile) -> None:
    women, men = {"sex": "f"}, {"sex": "m"}
    assert masked(plan_file, (women, 5), (women, "at_least: 4"), (men, 95)) == {0, 1, 2}


def test_periods_and_dimensions_are_breakdowns_of_their_own(plan_file: PlanFile) -> None:
    parts = [
        ({"sex": "f"}, 5),
        ({"sex": "m", "period": "2024"}, 50),
        ({"age": "c"}, 60),
        ({"age": "a"}, 40),
    ]
    assert masked(plan_file, *parts) == {0}


def test_a_cell_of_two_dimensions_cannot_be_computed_along_either(plan_file: PlanFile) -> None:
    grid = {("f", "c"): 5, ("f", "a"): 40, ("m", "c"): 30, ("m", "a"): 90, ("f", "o"): 50,
            ("m", "o"): 60}  # fmt: skip
    parts = [({"sex": sex, "age": age}, number) for (sex, age), number in grid.items()]
    hidden = {list(grid)[i] for i in masked(plan_file, *parts)}
    assert ("f", "c") in hidden
    assert hidden < set(grid)
    for sex in "fm":
        assert sum(cell[0] == sex for cell in hidden) != 1
    for age in "cao":
        assert sum(cell[1] == age for cell in hidden) != 1


def test_every_kind_of_figure_is_masked_by_its_least_number(plan_file: PlanFile) -> None:
    small = ("at_least: 3", "at_most: 9", "about: 10", "between: [2, 40]", "exactly: 0")
    for said in small:
        assert masked(plan_file, ({"sex": "f"}, said)) == {0}
    assert masked(plan_file, ({"sex": "f"}, "between: [11, 40]")) == set()


def test_only_people_are_masked_and_only_below_the_plans_own_number(plan_file: PlanFile) -> None:
    women = ({"sex": "f"}, 5)
    assert masked(plan_file, women, unit="case") == set()
    assert masked(plan_file, women, small=0) == set()
    assert masked(plan_file, women, small=5) == set()
    assert masked(plan_file, women, small=6) == {0}
