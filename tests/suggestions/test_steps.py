"""Steps are recognised by their event and state organ, or by the words of their names."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.model.records import Plan
from plan.suggestions.sentences import Sentence
from plan.suggestions.steps import StepMatcher, StepMention

INDICATORS: dict[str, tuple[str, list[str], dict[str, str]]] = {
    "law": (
        "Loi sur l’eau",
        ["loi sur l’eau", "code de l’eau"],
        {
            "drafted": "Avant-projet élaboré",
            "cabinet": "Adoptée en conseil des ministres",
            "passed": "Votée par l’Assemblée nationale",
            "promulgated": "Promulguée",
            "force": "Entrée en vigueur",
        },
    ),
    "centre": (
        "Centre de santé",
        ["centre de santé"],
        {
            "works": "Travaux lancés",
            "built": "Locaux construits",
            "open": "Locaux ouverts au public",
        },
    ),
    "vaccination": (
        "Centre de vaccination",
        ["centre de vaccination"],
        {"built": "Centre construit", "open": "Centre en service"},
    ),
    "rating": (
        "Classement des routes",
        ["classement des routes"],
        {"third": "Catégorie III", "second": "Catégorie II", "first": "Catégorie I"},
    ),
    "policy": (
        "Politique des pistes",
        ["politique des pistes"],
        {"making": "Élaboration", "made": "Politique adoptée", "review": "Revue à mi-parcours"},
    ),
    "ban": (
        "Interdiction du plomb dans la Charte",
        ["interdiction du plomb"],
        {"draft": "Inscrite dans un projet de Charte", "whole": "Inscrite dans la Charte"},
    ),
}


@lru_cache
def matchers() -> dict[str, StepMatcher]:
    """The matchers of a small plan of water, health and roads."""
    indicators = [
        {
            "id": each,
            "name": {"fr": name},
            "nature": "steps",
            "terms": terms,
            "steps": [{"id": step, "name": {"fr": said}} for step, said in steps.items()],
        }
        for each, (name, terms, steps) in INDICATORS.items()
    ]
    plan = {
        "plan": {"title": {"fr": "Plan de l’eau et des routes"}, "period": "2024/2026"},
        "axes": [{"id": "a", "name": {"fr": "Axe"}, "indicators": indicators}],
    }
    read = Plan.read(plan).indicator
    return {each: StepMatcher(indicator) for each, indicator in read.items()}


def sentence(text: str) -> Sentence:
    return Sentence(text, 0, len(text), None)


def mentions(indicator: str, text: str, reach: int = 99) -> list[StepMention]:
    """The steps that a sentence states near anything in it."""
    read = sentence(text)
    return matchers()[indicator].mentions(read, (0, len(read.tokens)), reach)


def best(indicator: str, text: str) -> str | None:
    found = mentions(indicator, text)
    return found[0].step if found else None


# --- Acts of law ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("L’avant-projet de loi sur l’eau a été élaboré.", "drafted"),
        ("Le projet de loi sur l’eau a été adopté en conseil des ministres.", "cabinet"),
        ("La loi sur l’eau a été votée par l’Assemblée nationale.", "passed"),
        ("Le parlement a adopté la loi sur l’eau.", "passed"),
        ("Le vote de la loi sur l’eau par les députés a eu lieu hier.", "passed"),
        ("La loi sur l’eau a été promulguée par le chef de l’État.", "promulgated"),
        ("La loi sur l’eau est entrée en vigueur.", "force"),
    ],
)
def test_a_legislative_stage_is_the_step_with_its_event_and_organ(text: str, step: str) -> None:
    assert best("law", text) == step


def test_an_adoption_without_its_organ_has_a_lower_grade() -> None:
    sure = mentions("law", "La loi sur l’eau a été adoptée par l’Assemblée nationale.")[0]
    unsure = mentions("law", "La loi sur l’eau a été adoptée.")
    assert not sure.organ_missing
    assert all(each.organ_missing for each in unsure)
    assert max(each.grade for each in unsure) < sure.grade


def test_a_step_has_the_date_of_its_event() -> None:
    found = mentions(
        "law", "La loi sur l’eau a été votée par l’Assemblée nationale le 12 mars 2024."
    )
    assert found[0].date is not None
    assert found[0].date.text == "le 12 mars 2024"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("La loi sur l’eau a été votée par les députés.", "done"),
        ("La loi sur l’eau sera votée par les députés.", "announced"),
        ("La loi sur l’eau n’a pas été votée.", "negated"),
        ("L’État souhaite voter la loi sur l’eau.", "hoped"),
    ],
)
def test_a_step_has_the_factuality_of_its_event(text: str, modality: str) -> None:
    assert {each.modality.code for each in mentions("law", text)} == {modality}


# --- Things built, plans made --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Les travaux du centre de santé ont été lancés.", "works"),
        ("La construction des locaux est achevée.", "built"),
        ("Le centre de santé a été construit en deux ans.", "built"),
        ("Le centre de santé a ouvert ses portes au public.", "open"),
        ("Le centre de santé a été inauguré.", "open"),
        ("La mise en service du centre de santé a eu lieu hier.", "open"),
    ],
)
def test_synonyms_of_an_event_state_the_same_step(text: str, step: str) -> None:
    assert best("centre", text) == step


def test_an_implied_event_has_a_lower_grade() -> None:
    found = mentions("centre", "Le centre de santé est opérationnel.")
    assert found[0].step == "open"
    assert {each.step for each in found if each.grade < found[0].grade} == {"works"}


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize(
    "text",
    ["Le marché du village est plein.", "Le maire a salué les agents.", ""],
)
def test_a_sentence_about_another_subject_states_no_step(indicator: str, text: str) -> None:
    assert mentions(indicator, text) == []


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("law", "La loi sur l’eau est longue."),
        ("centre", "Le centre de santé manque de lits."),
        ("vaccination", "Le centre de vaccination manque d’eau."),
        ("rating", "Le classement des routes est connu."),
        ("ban", "L’interdiction du plomb est une bonne chose."),
    ],
)
def test_words_of_the_subject_alone_state_no_step(indicator: str, text: str) -> None:
    assert mentions(indicator, text) == []


# --- Steps stated by their own words -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Le pays est classé en catégorie III.", "third"),
        ("Le pays est classé en catégorie II.", "second"),
        ("Le pays reste en catégorie I.", "first"),
    ],
)
def test_a_step_without_an_event_is_stated_by_distinctive_words(text: str, step: str) -> None:
    assert {each.step for each in mentions("rating", text)} == {step}


def test_two_steps_in_one_sentence_are_both_found_at_their_places() -> None:
    text = "Les routes passent de la catégorie III à la catégorie II."
    t = sentence(text).tokens
    said = {each.step: t.said(each.first, each.stop) for each in mentions("rating", text)}
    assert said == {"third": "III", "second": "II"}


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("L’interdiction du plomb dans la Charte date de mars.", "whole"),
        ("L’interdiction du plomb figure dans le projet de Charte.", "draft"),
    ],
)
def test_the_event_of_the_indicator_with_the_place_of_a_step_states_it(
    text: str, step: str
) -> None:
    assert best("ban", text) == step


def test_a_name_with_a_noun_of_action_is_nominal() -> None:
    assert matchers()["policy"].nominal == {"making", "review"}
    assert matchers()["law"].nominal == frozenset()


# --- Order and reach -----------------------------------------------------------------------------


def test_mentions_are_sorted_by_grade() -> None:
    for indicator, text in (
        ("law", "La loi sur l’eau, élaborée en 2023, a été votée par l’Assemblée nationale."),
        ("centre", "Le centre de santé, construit en 2023, a ouvert au public."),
    ):
        grades = [each.grade for each in mentions(indicator, text)]
        assert len(grades) > 1
        assert grades == sorted(grades, reverse=True)


def test_an_event_beyond_reach_states_no_step() -> None:
    text = "Le centre de santé, dont parle le maire, attend ; le lycée du chef-lieu a été inauguré."
    read = sentence(text)
    near = (1, 4)
    assert read.tokens.said(*near) == "centre de santé"
    assert matchers()["centre"].mentions(read, near, 5) == []
    assert [each.step for each in matchers()["centre"].mentions(read, near, 99)][:1] == ["open"]


SAID = st.sampled_from(
    (
        "la loi sur l’ eau a été adoptée votée promulguée élaborée par l’Assemblée nationale en "
        "conseil des ministres vigueur catégorie I II III centre de santé inauguré locaux public "
        "travaux interdiction plomb projet Charte inscrite sera n’ pas , . ; revue mi - parcours"
    ).split()
)


@given(
    st.one_of(st.text(max_size=60), st.lists(SAID, max_size=20).map(" ".join)),
    st.sampled_from(sorted(INDICATORS)),
)
def test_mentions_of_any_sentence_lie_in_it(text: str, indicator: str) -> None:
    for each in mentions(indicator, text):
        assert each.step in INDICATORS[indicator][2]
        assert 0 <= each.first < each.stop <= len(sentence(text).tokens)
        assert 0 < each.grade <= 1
