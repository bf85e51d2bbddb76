"""The words by which articles are read for a plan come from its file."""

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


def test_an_indicator_that_alone_has_its_unit_is_known_by_its_noun() -> None:
    assert {word.text for word in vocabulary().sole_unit["1"]} == {"forage", "forages"}
    assert "2" not in vocabulary().sole_unit  # the third indicator counts wells too


def test_who_supports_is_counted_by_the_indicator_whose_unit_says_so() -> None:
    assert vocabulary().partners == {"4"}


def test_names_are_distinguished_from_words_by_their_capitals() -> None:
    assert vocabulary().proper["4"] == {"banque", "bad"}
    assert vocabulary().proper["1"] == set()


def test_only_indicators_of_steps_have_a_matcher() -> None:
    assert vocabulary().step_matchers.keys() == {"5"}


def test_the_country_of_the_plan_is_home() -> None:
    assert vocabulary().home == "SN"


def test_the_own_words_of_an_indicator_are_those_of_its_name_and_terms() -> None:
    own = {word.text for word in vocabulary().own["4"]}
    assert {"appuis", "banque", "mondiale", "bad"} <= own
