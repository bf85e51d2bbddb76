"""A passage taken by hand gives its own number and period, and never the day of publication."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from plan.model.quantities import Period
from plan.model.records import Plan
from plan.suggestions.by_hand import read_passage

PUBLISHED = Period(date(2025, 3, 4), date(2025, 3, 4))
HEAD = {"title": {"fr": "Plan des forages"}, "period": "2024/2026", "units": [
    {"id": "well", "name": {"fr": "forage"}, "plural": {"fr": "forages"}}]}  # fmt: skip
PLAN = Plan.read({"plan": HEAD, "axes": [{"id": "a", "name": {"fr": "Eau"}, "indicators": [
    {"id": "flow", "name": {"fr": "Forages réalisés"}, "nature": "flow", "unit": "well"},
    {"id": "stock", "name": {"fr": "Forages en service"}, "nature": "stock", "unit": "well"},
    {"id": "rate", "name": {"fr": "Accès à l’eau"}, "nature": "rate", "unit": "percent"},
    {"id": "steps", "name": {"fr": "Loi sur l’eau"}, "nature": "steps", "steps": [
        {"id": "adopted", "name": {"fr": "Loi adoptée"}},
        {"id": "promulgated", "name": {"fr": "Loi promulguée"}}]},
]}]})  # fmt: skip


def read(indicator: str, article: str, words: str = "") -> dict[str, Any]:
    return read_passage(PLAN, PLAN.indicator[indicator], article, words or article, PUBLISHED)


@pytest.mark.parametrize(
    ("indicator", "sentence", "read_in_it"),
    [
        ("flow", "En 2024, 12 forages ont été réalisés.", {"period": "2024", "exactly": "12"}),
        ("flow", "Au premier trimestre 2024, plus de 30 forages ont été réalisés.",
         {"period": "2024-01/2024-03", "at_least": "30"}),
        ("flow", "Entre 10 et 15 forages ont été réalisés en mai 2024.",
         {"period": "2024-05", "between": ["10", "15"]}),
        ("flow", "12 forages ont été réalisés.", {"exactly": "12"}),
        ("flow", "L’an dernier, 12 forages ont été réalisés.", {"period": "2024", "exactly": "12"}),
        ("stock", "Le pays compte aujourd’hui 12 forages.", {"exactly": "12"}),
        ("stock", "Le pays compte 12 forages.", {"exactly": "12"}),
        ("rate", "En 2024, 42 % des villages avaient accès à l’eau.",
         {"period": "2024", "exactly": "42"}),
        ("flow", "En 2024, 12 forages et 7 forages ont été réalisés.", {"period": "2024"}),
        ("flow", "En 2024, 300 enfants ont été vaccinés.", {"period": "2024"}),
        ("flow", "En 2024, 40 forages, dont 12 forages profonds, ont été réalisés.",
         {"period": "2024", "exactly": "40"}),
        ("flow", "12 forages seront réalisés en 2026.", {}),
        ("flow", "", {}),
        ("steps", "La loi sur l’eau a été promulguée le 3 mars 2024.",
         {"period": "2024-03-03", "step": "promulgated"}),
        ("steps", "La loi sur l’eau sera promulguée en 2026.", {}),
    ],
)  # fmt: skip
def test_a_sentence_gives_the_value_and_the_period_that_it_states(
    indicator: str, sentence: str, read_in_it: dict[str, Any]
) -> None:
    assert read(indicator, sentence) == read_in_it


def test_only_the_sentence_of_the_passage_is_read() -> None:
    article = "En 2023, 5 forages ont été réalisés.\n\nEn 2024, 12\nforages ont été réalisés. Bien."
    assert read("flow", article, "12 forages ont été") == {"period": "2024", "exactly": "12"}
    assert read("flow", article, "ailleurs, 9 forages ont été réalisés en 2022") == {
        "period": "2022", "exactly": "9",
    }  # fmt: skip
    assert read("flow", article, "5 forages ont été réalisés. En 2024, 12 forages") == {}


def test_the_day_of_publication_is_never_the_period() -> None:
    sentences = (
        "Le pays compte 12 forages.", "À ce jour, 12 forages sont en service.",
        "42 % des villages ont accès à l’eau.", "La loi est promulguée.",
    )  # fmt: skip
    for indicator in ("flow", "stock", "rate", "steps"):
        for sentence in sentences:
            assert "period" not in read(indicator, sentence)
