"""Finders return findings as values; the collector dates them and keeps the best."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from plan.articles.layout import Layout
from plan.model.quantities import Period, Stated
from plan.model.records import Plan
from plan.suggestions.collector import Collector
from plan.suggestions.finders.figures import find_figures
from plan.suggestions.finders.named import find_named
from plan.suggestions.finders.statements import find_statement
from plan.suggestions.finders.steps import find_steps
from plan.suggestions.finding import Finding
from plan.suggestions.relevance import Relevance
from plan.suggestions.sentences import Sentence, read_body
from plan.suggestions.vocabulary import Vocabulary

TUESDAY = Period(date(2025, 3, 4), date(2025, 3, 4))


@lru_cache
def vocabulary() -> Vocabulary:
    """A plan of canteens, meals, a law and partners."""
    units = [
        {"id": "canteen", "name": {"fr": "cantine"}, "plural": {"fr": "cantines"}},
        {"id": "donor", "name": {"fr": "partenaire"}, "plural": {"fr": "partenaires"}},
    ]
    indicators = [
        {"id": "canteens", "name": {"fr": "Cantines ouvertes"}, "nature": "flow",
         "unit": "canteen", "terms": ["cantine* ouverte*", "ouverture de cantines"]},
        {"id": "meals", "name": {"fr": "Élèves nourris"}, "nature": "flow", "unit": "person",
         "terms": ["distribution de repas chauds"]},
        {"id": "law", "name": {"fr": "Loi sur les cantines"}, "nature": "steps",
         "terms": ["loi sur les cantines"],
         "steps": [{"id": "cabinet", "name": {"fr": "Adoptée en Conseil des ministres"}},
                   {"id": "voted", "name": {"fr": "Votée par l’Assemblée nationale"}}]},
        {"id": "donors", "name": {"fr": "Partenaires des cantines"}, "nature": "stock",
         "unit": "donor", "terms": ["Banque mondiale"]},
    ]  # fmt: skip
    head = {"title": {"fr": "Plan des cantines"}, "country": "SN", "period": "2024/2026",
            "units": units}  # fmt: skip
    axis = {"id": "a", "name": {"fr": "École"}, "indicators": indicators}
    return Vocabulary(Plan.read({"plan": head, "axes": [axis]}))


def read(text: str) -> tuple[Relevance, tuple[Sentence, ...]]:
    sentences = read_body(text, Layout((), paragraphs=((0, len(text)),)), TUESDAY)
    return Relevance(vocabulary(), "", sentences), sentences


def found(finder: str, text: str) -> list[Finding]:
    """What a finder returns for the last sentence of a text."""
    relevance, sentences = read(text)
    last, indicators = sentences[-1], vocabulary().indicators
    if finder == "figures":
        return list(find_figures(relevance, last, relevance.candidates(last)))
    if finder == "steps":
        return list(find_steps(relevance, last, indicators["law"]))
    one = (
        find_statement(relevance, last, indicators["meals"], only_by=False)
        if finder == "statements"
        else find_named(relevance, last, indicators[finder], repeated=False)
    )
    return [] if one is None else [one]


CASES = [
    ("figures", "En 2024, 12 cantines ont été ouvertes.", "canteens"),
    ("steps", "La loi sur les cantines a été votée par l’Assemblée nationale.", "law"),
    ("canteens", "Une cantine a été ouverte à Thiès en 2024.", "canteens"),
    ("donors", "La Banque mondiale et l’UNICEF ont appuyé les cantines.", "donors"),
    ("statements", "La distribution de repas chauds a été assurée.", "meals"),
]


@pytest.mark.parametrize(("finder", "text", "indicator"), CASES)
def test_a_finder_returns_the_finding_of_a_sentence(finder: str, text: str, indicator: str) -> None:
    (one,) = found(finder, text)
    assert (one.indicator.id, one.exclusion) == (indicator, None)
    assert 0 < one.score <= 1
    assert len(one.reasons) >= 2
    for start, end in one.spans:
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(("finder", "text", "indicator"), CASES)
def test_finders_have_no_side_effects(finder: str, text: str, indicator: str) -> None:
    relevance, (sentence,) = read(text)
    fresh = Collector(relevance)
    fresh.add(sentence)
    assert found(finder, text) == found(finder, text)
    list(find_figures(relevance, sentence, relevance.candidates(sentence)))
    again = Collector(relevance)
    again.add(sentence)
    assert again.result() == fresh.result()
    assert {each.indicator for each in fresh.suggestions} == {indicator}


def test_values_are_those_of_the_sentence() -> None:
    ((figure,), (step,), (named,), (donors,), (statement,)) = [
        found(finder, text) for finder, text, _ in CASES
    ]
    assert figure.value == Stated("exactly", 12)
    assert (step.step, step.value) == ("voted", None)
    assert named.value == Stated("exactly", 1)
    assert donors.value == Stated("at_least", 2)
    assert (statement.value, statement.step) == (None, None)


@pytest.mark.parametrize(
    ("finder", "text", "code"),
    [
        ("figures", "Au Niger, 12 cantines ont été ouvertes.", "other-country"),
        ("figures", "En 2021, 12 cantines ont été ouvertes.", "before-plan"),
        (
            "steps",
            "La loi sur les cantines n’a pas été votée par l’Assemblée nationale.",
            "negated",
        ),
        ("canteens", "Plusieurs fois, une cantine a été ouverte au Niger.", "other-country"),
    ],
)
def test_a_finding_that_is_no_evidence_has_an_exclusion(finder: str, text: str, code: str) -> None:
    (one,) = found(finder, text)
    assert one.exclusion is not None
    assert one.exclusion.code == code
    assert not one.announced


def test_the_collector_withholds_findings_with_an_exclusion() -> None:
    relevance, sentences = read("Au Niger, 12 cantines ont été ouvertes en 2024.")
    collector = Collector(relevance)
    collector.add(sentences[0])
    assert collector.result().suggestions == ()
    assert [each.exclusion.code for each in collector.withheld] == ["other-country"]


def test_the_collector_keeps_the_running_period() -> None:
    relevance, sentences = read(
        "En 2024, 12 cantines ont été ouvertes. L’eau est claire. Le maire est content. Les "
        "villages voisins aussi. Ensuite 30 cantines ont été ouvertes."
    )
    collector, last = Collector(relevance), Collector(relevance)
    for sentence in sentences:
        collector.add(sentence)
    last.add(sentences[-1])
    (dated,) = (each for each in collector.suggestions if each.value == Stated("exactly", 30))
    assert dated.period == Period(date(2024, 1, 1), date(2024, 12, 31))
    assert [each.period for each in last.suggestions] == [None]


def test_of_the_figures_of_one_period_the_total_is_kept() -> None:
    relevance, (sentence,) = read(
        "En 2024, 12 cantines ont été ouvertes à Thiès et 8 cantines à Dakar, soit au total "
        "20 cantines ouvertes."
    )
    collector = Collector(relevance)
    collector.add(sentence)
    assert [each.value for each in collector.suggestions] == [Stated("exactly", 20)]
