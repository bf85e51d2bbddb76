"""What a change does is said in sentences, in the words of values and periods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plan.edition.edition import Edition, load, with_text
from plan.locale.translation import say_in
from plan.presentation.change_words import RecordChange, record_changes

TEXT = """\
plan:
  title: {fr: Plan des écoles, en: Plan of schools}
  period: 2024/2026
  units: [{id: victim, name: {fr: victime, en: victim}, plural: {fr: victimes, en: victims}}]
  dimensions:
    - {id: sex, name: {fr: Sexe, en: Sex}, values: [{id: f, name: {fr: femmes, en: women}}]}
sources:
  - {id: gazette, file: article.txt, title: {fr: Le bilan}, kind: press, published: 2026-01-15}
axes:
  - id: care
    name: {fr: Prise en charge, en: Care}
    indicators:
      - id: "2.1"
        name: {fr: Victimes aidées, en: Victims helped}
        nature: flow
        unit: victim
        disaggregation: [sex]
        targets: [{by: 2026-12-31, value: 900, basis: proposed}]
        observations:
          - {period: 2025, exactly: 412, evidence: [{source: gazette, quote: 412 victimes}]}
          - {period: 2025, part: {sex: f}, exactly: 287, evidence: [{source: gazette, quote: 287 femmes}]}
      - id: "2.2"
        name: {fr: Loi}
        nature: steps
        steps: [{id: drafted, name: {fr: Rédigée, en: Drafted}}, {id: voted, name: {fr: Votée, en: Voted}}]
        observations:
          - {period: 2025-03-04, step: drafted, evidence: [{source: gazette, quote: la loi est rédigée}]}
"""  # noqa: E501
ARTICLE = "En 2025, 412 victimes, dont 287 femmes, ont été aidées. Le 4 mars, la loi est rédigée."
OTHER = "          - {period: 2024, at_least: 7, evidence: [{source: gazette, quote: aidées}]}\n"


@pytest.fixture
def plan(plan_file: Callable[..., Path]) -> Edition:
    return load(plan_file(TEXT, {"article.txt": ARTICLE}))


def changes(
    edition: Edition, *replaced: tuple[str, str], language: str = "en", **options: bool
) -> list[RecordChange]:
    text = TEXT
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after, 1)
    later = with_text(edition, text)
    assert edition.plan is not None
    assert later.plan is not None, later.problems
    say = say_in("fr" if language == "fr" else "en")
    return list(record_changes(say, edition.plan, later.plan, **options))


LINES = [line for line in TEXT.splitlines(keepends=True) if "period: 2025, " in line]
VALUE = "- {period: 2025, exactly: 412"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ("          " + VALUE, OTHER + "          " + VALUE, ["Added: at least 7 victims (2024)."]),
        (LINES[0], "",
         ["Removed: 412 victims (2025)."]),
        ("exactly: 412", "exactly: 420", ["412 victims (2025) becomes 420 victims (2025)."]),
        (VALUE, "- {period: 2025-06, exactly: 412",
         ["412 victims (2025) becomes 412 victims (June 2025)."]),
        ("exactly: 287", "exactly: 288",
         ["Of which 287 victims, women (2025) becomes of which 288 victims, women (2025)."]),
        ("quote: 412 victimes}", "quote: 412 victimes}, {source: gazette, quote: ont été aidées}",
         ["412 victims (2025): passage “ont été aidées” added."]),
        ("exactly: 412,", "exactly: 412, note: {fr: À vérifier},",
         ["Changed for 412 victims (2025): Remarks and limits."]),
        ("value: 900", "value: 1000", ["Target 900 victims by 31 December 2026 becomes "
                                       "target 1,000 victims by 31 December 2026."]),
        ("basis: proposed", "basis: derived",
         ["Changed for target 900 victims by 31 December 2026: Origin."]),
        ("en: Victims helped", "en: Victims aided", ["Name · English: “Victims helped” becomes "
                                                     "“Victims aided”."]),
        ("nature: flow\n        unit: victim", "nature: flow\n        unit: case",
         ["Unit: victim becomes “case”."]),
        ('"2.1"', '"2.9"', ["Identifier: “2.1” becomes “2.9”."]),
        ("step: drafted,", "step: voted,",
         ["Drafted (4 March 2025) becomes Voted (4 March 2025)."]),
    ],
)  # fmt: skip
def test_a_change_is_said_in_the_words_of_values_and_periods(
    plan: Edition, before: str, after: str, sentences: list[str]
) -> None:
    (change,) = changes(plan, (before, after))
    assert change.kind == "indicator"
    assert list(change.sentences) == sentences


def test_records_that_come_and_go_are_named(plan: Edition) -> None:
    found = changes(
        plan,
        ("axes:", "  - {id: radio, file: article.txt, title: {fr: Écho}, kind: press, "
         "published: 2025-02}\naxes:"),
        ('"2.2"\n        name: {fr: Loi}', '"2.3"\n        name: {fr: Décret}'),
        ("title: {fr: Plan des écoles, en: Plan of schools}", "title: {fr: Plan, en: Plan}"),
        language="fr",
    )  # fmt: skip
    assert [(each.kind, each.id, each.sentences) for each in found] == [
        (
            "plan",
            "",
            (
                "Titre · français\u00a0: «\u00a0Plan des écoles\u00a0» devient «\u00a0Plan\u00a0».",
                "Titre · anglais\u00a0: «\u00a0Plan of schools\u00a0» devient «\u00a0Plan\u00a0».",
            ),
        ),
        ("source", "radio", ("Ajout au plan.",)),
        ("indicator", "2.3", ("Ajout au plan.",)),
        ("indicator", "2.2", ("Suppression du plan.",)),
    ]
    assert found[2].title == "2.3  Décret"


def test_an_indicator_that_moves_to_another_axis_is_named_with_it(plan: Edition) -> None:
    law = TEXT[TEXT.index('      - id: "2.2"') :]
    (axis, change) = changes(
        plan, (law, f"  - id: law\n    name: {{fr: Droit}}\n    indicators:\n{law}")
    )
    assert (axis.kind, axis.title, axis.sentences) == ("axis", "Droit", ("Added to the plan.",))
    assert (change.id, change.sentences) == ("2.2", ("Moved to the axis “Droit”.",))


def test_passages_of_an_axis_and_the_body_that_answers_are_named(plan: Edition) -> None:
    found = changes(
        plan,
        ("axes:", "bodies: [{id: board, name: {fr: Conseil des écoles}}]\naxes:"),
        ("en: Care}", "en: Care}\n    evidence: [{source: gazette, quote: ont été aidées}]"),
        ("unit: victim\n", "unit: victim\n        responsible: board\n"),
    )
    assert [(each.kind, each.sentences) for each in found] == [
        ("body", ("Added to the plan.",)),
        ("axis", ("Added: passage “ont été aidées”.",)),
        ("indicator", ("Added: Responsible body, “Conseil des écoles”.",)),
    ]


def test_what_did_not_change_is_not_mentioned(plan: Edition) -> None:
    assert changes(plan, ("plan:\n", "# note\nplan:\n")) == []
    assert changes(plan, ("".join(LINES), "".join(reversed(LINES)))) == []


def test_the_numbers_of_parts_can_be_left_out(plan: Edition) -> None:
    (change,) = changes(plan, ("exactly: 287", "exactly: 3"), parts=False)
    assert not any("287" in each or "3" in each for each in change.sentences)
    assert "women" in change.sentences[0]


def test_a_long_text_that_replaces_another_is_said_to_replace_it(plan: Edition) -> None:
    long, longer = "Un mot " * 40, "Un autre mot " * 40
    first = with_text(plan, plan.reading.text.replace("Victims helped", long))
    (change,) = record_changes(
        say_in("en"), first.plan, with_text(first, first.reading.text.replace(long, longer)).plan
    )  # fmt: skip
    (sentence,) = change.sentences
    assert "“Un mot" in sentence
    assert "becomes “Un autre mot" in sentence


def test_what_a_file_with_errors_hid_is_readable_again_and_not_added(plan: Edition) -> None:
    hidden = plan.plan.replace(sources=())
    found = record_changes(say_in("en"), hidden, plan.plan, repaired=True)
    assert {each.sentences for each in found} == {("Can be read again.",)}
