"""The words for reading articles come from the plan's file."""

from __future__ import annotations

from functools import lru_cache

from plan.model.records import Plan
from plan.suggestions.vocabulary import Vocabulary


@lru_cache
def vocabulary() -> Vocabulary:
    units = [
        {"id": "forage", "name": {"fr": "forage"}, "plural": {"fr": "forages"}},
        {"id": "puits", "name": {"fr": "puits"}, "plural": {"fr": "puits"}},
        {"id": "bailleur", "name": {"fr": "partenaire"}, "plural": {"fr": "partenaires"}},
    ]
    indicators = [
        {"id": "1", "name": {"fr": "Forages réalisés"}, "unit": "forage", "nature": "flow"},
        {"id": "2", "name": {"fr": "Puits curés"}, "unit": "puits", "nature": "flow"},
        {"id": "3", "name": {"fr": "Puits profonds"}, "unit": "puits", "nature": "flow"},
        {
            "id": "4", "name": {"fr": "Appuis au plan"}, "unit": "bailleur", "nature": "stock",
            "terms": ["Banque mondiale", "appui de la BAD"],
        },
        {
            "id": "5", "name": {"fr": "Loi sur l’eau"}, "nature": "steps",
            "steps": [{"id": "passed", "name": {"fr": "Votée"}}],
        },
    ]  # fmt: skip
    head = {"title": {"fr": "Plan de l’eau"}, "country": "SN", "period": "2024/2026",
            "units": units}  # fmt: skip
    axis = {"id": "a", "name": {"fr": "Eau"}, "indicators": indicators}
    return Vocabulary(Plan.read({"plan": head, "axes": [axis]}))


def test_a_unit_of_one_indicator_identifies_it() -> None:
    assert {word.text for word in vocabulary().sole_unit["1"]} == {"forage", "forages"}
    assert "2" not in vocabulary().sole_unit  # the third indicator counts wells too


def test_partners_are_counted_by_the_indicator_with_such_a_unit() -> None:
    assert vocabulary().partners == {"4"}


def test_proper_names_are_recognised_by_capitals() -> None:
    assert vocabulary().proper_names["4"] == {"banque", "bad"}
    assert vocabulary().proper_names["1"] == set()


def test_only_indicators_with_steps_have_a_matcher() -> None:
    assert vocabulary().step_matchers.keys() == {"5"}


def test_the_home_country_is_that_of_the_plan() -> None:
    assert vocabulary().country == "SN"


def test_own_words_are_those_of_the_name_and_terms() -> None:
    own = {word.text for word in vocabulary().own["4"]}
    assert {"appuis", "banque", "mondiale", "bad"} <= own
