"""The bodies of a plan and what is awaited of each, in words and tables."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from plan.edition.edition import load, with_text
from plan.edition.view import View
from plan.model.quantities import Language
from plan.presentation import tables
from plan.presentation.bodies import (
    NOBODY,
    answering,
    answering_name,
    awaited_finding,
    bodies_finding,
    in_order_of_waiting,
)

ROOT = Path(__file__).parents[2]
REAL = ROOT / "indicators.yaml"
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"


@cache
def viewed(path: Path, language: Language = "en", on: str = "2026-11-30") -> View:
    day = date.fromisoformat(on)
    return View(load(path), day, day, language)


@pytest.mark.parametrize("path", [REAL, SECOND], ids=["real", "second"])
def test_every_indicator_is_listed_once_under_who_answers_for_it(path: Path) -> None:
    view = viewed(path)
    listed = [each.id for who in answering(view) for each in who.indicators]
    assert sorted(listed) == sorted(view.plan.indicator)
    for who in answering(view):
        for each in who.indicators:
            assert view.plan.responsible_body(each) == who.body
            assert view.plan.responsible_name(each) == who.name
    assert [who.key for who in answering(view)].count(NOBODY) == 1


def test_a_body_known_by_its_name_only_is_listed_after_those_of_the_file() -> None:
    view = viewed(SECOND)
    assert [answering_name(view, who) for who in answering(view)] == [
        "Directorate of water", "Fictional union of villages", "Not named",
    ]  # fmt: skip
    assert [who.body is not None for who in answering(view)] == [True, False, False]


def test_the_real_bodies_are_awaited_since_the_days_of_the_method() -> None:
    view = viewed(REAL)
    committee, justice, nobody = answering(view)
    assert bodies_finding(view) == (
        "2 bodies are responsible for 8 of 26 indicators. 18 indicators have no responsible body."
    )
    assert awaited_finding(view, committee) == (
        "6 indicators: a first value is awaited for 1, a newer one for 5. "
        "Longest wait: since 1 January 2024."
    )
    assert awaited_finding(view, justice) == "2 indicators: nothing is awaited at this date."
    assert nobody.body is None
    rows = tables.awaited(view, in_order_of_waiting(view, committee)).frame.values.tolist()
    assert [row[0] for row in rows] == ["4.5", "4.6", "4.1", "1.1", "2.2", "4.2"]
    assert {row[0]: tuple(row[2:5]) for row in rows} == {
        "4.5": ("a first value", "1 Jan 2024", "—"),
        "4.6": ("a newer value", "6 Jul 2024", "5 Jul 2023 (old)"),
        "4.1": ("a newer value", "20 Oct 2024", "19 Oct 2023 (old)"),
        "1.1": ("a newer value", "1 Jan 2026", "31 Dec 2024 (old)"),
        "2.2": ("a newer value", "1 Jan 2026", "31 Dec 2024 (old)"),
        "4.2": ("a newer value", "31 Jul 2026", "30 Jul 2025"),
    }
    law = tables.awaited(view, justice.indicators).frame.values.tolist()
    assert [row[2] for row in law] == ["nothing more", "nothing before 1 January 2028"]


def test_nothing_is_awaited_in_the_first_year_of_a_plan() -> None:
    view = viewed(REAL, on="2023-06-30")
    assert all("nothing is awaited" in awaited_finding(view, who) for who in answering(view))


def test_the_table_by_body_counts_what_the_bodies_are_awaited_for() -> None:
    view = viewed(REAL, "fr")
    table = tables.by_responsible(view)
    assert table.links == {"body": ["committee", "justice", NOBODY]}
    assert table.frame.iloc[:, 1:].values.tolist() == [
        [6, 5, 1, 5, "1er janv. 2024"], [2, 2, 0, 0, "—"], [18, 2, 16, 2, "1er janv. 2024"],
    ]  # fmt: skip
    assert table.frame.iloc[2, 0] == "Non désignée"


def test_a_plan_that_names_nobody_has_no_body_and_says_so() -> None:
    edition = load(SECOND)
    lines = edition.reading.text.splitlines(keepends=True)
    bare = "".join(line for line in lines if "responsible:" not in line)
    start, end = bare.index("bodies:"), bare.index("sources:")
    view = View(
        with_text(edition, bare[:start] + bare[end:]), date(2026, 1, 1), date(2026, 1, 1), "en"
    )
    assert answering(view) == ()
    assert bodies_finding(view) == "The plan names no body responsible for its indicators."
    assert tables.by_responsible(view).frame.empty


def test_a_body_without_an_indicator_is_listed_and_says_so() -> None:
    edition = load(SECOND)
    text = edition.reading.text.replace("        responsible: hydraulics\n", "")
    view = View(with_text(edition, text), date(2026, 1, 1), date(2026, 1, 1), "en")
    first = answering(view)[0]
    assert first.indicators == ()
    assert awaited_finding(view, first) == "This body is not responsible for any indicator."
