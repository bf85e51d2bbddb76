"""An event is recognised by its verb or its noun, and has its modality."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.events import Event, is_trigger, read_events, triggers_in
from plan.language.legal_stages import read_stages
from plan.language.numbers.numerals import tokenise


def events(text: str, lead: str = "") -> list[Event]:
    return list(read_events(tokenise(text), read_stages(text, None), lead))


def modalities(text: str, lead: str = "") -> set[tuple[str, str]]:
    """The words and the modality of each event."""
    t = tokenise(text)
    return {(t.said(event.first, event.stop), event.modality.code) for event in events(text, lead)}


def kinds(text: str) -> list[str]:
    return [kind for _, _, kind in triggers_in(tokenise(text))]


# --- Which event ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("Le document a été élaboré.", "L’élaboration du document"),
        ("Le guide a été validé.", "La validation du guide"),
        ("Le comité a été créé.", "La création du comité"),
        ("Le comité a été mis en place.", "La mise en place du comité"),
        ("Le centre a été construit.", "La construction du centre"),
        ("Le centre a été inauguré.", "L’inauguration du centre"),
        ("La campagne a été lancée.", "Le lancement de la campagne"),
        ("La cantine a été généralisée.", "La généralisation de la cantine"),
        ("Le plan a été évalué.", "L’évaluation du plan"),
        ("La cantine a été ouverte.", "L’ouverture de la cantine"),
        ("La loi a été promulguée.", "La promulgation de la loi"),
        ("Le directeur a été nommé.", "La nomination du directeur"),
    ],
)
def test_a_verb_and_its_noun_trigger_the_same_event(verb: str, noun: str) -> None:
    assert kinds(verb) == kinds(noun)
    assert len(kinds(verb)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La mise en place du comité est faite.", "mise en place"),
        ("Le registre a vu le jour en 2023.", "vu le jour"),
        ("La loi est entrée en vigueur.", "entrée en vigueur"),
        ("La première pierre du lycée a été posée.", "première pierre"),
        ("Le maire a donné le coup d’envoi.", "coup d’envoi"),
        ("L’application est entrée dans les faits.", "entrée dans les faits"),
    ],
)
def test_a_trigger_may_have_several_words(text: str, words: str) -> None:
    t = tokenise(text)
    assert words in [t.said(first, stop) for first, stop, _ in triggers_in(t)]


@pytest.mark.parametrize(
    "text",
    [
        "Le marché du village est plein.",
        "Votre ministre habite la ville.",
        "La constitution du pays est ancienne.",
        "Les services du centre de santé manquent d’eau.",
        "Le bâtiment du centre de santé est vide.",
        "Le livre de l’élève est cher.",
        "Le musée accueille le public.",
        "",
    ],
)
def test_a_sentence_without_a_trigger_has_no_event(text: str) -> None:
    assert kinds(text) == []
    assert events(text) == []


@pytest.mark.parametrize(
    ("word", "alone"),
    [
        ("adoptee", True), ("creation", True), ("ouvertes", True), ("vote", True),
        ("service", False), ("votre", False), ("servir", False), ("parcours", False),
        ("place", False), ("forage", False), ("", False),
    ],
)  # fmt: skip
def test_a_word_is_a_trigger_by_itself_or_not(word: str, alone: bool) -> None:
    assert is_trigger(word) is alone


# --- Modality ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("Le centre a été ouvert en mai.", "ouvert", "done"),
        ("Le comité sera installé en mai.", "installé", "announced"),
        ("Le pont sera mis en service.", "en service", "announced"),
        ("L’État souhaite généraliser la cantine.", "généraliser", "hoped"),
        ("Les travaux du lycée sont en cours.", "travaux", "ongoing"),
        ("Le registre n’a pas été créé.", "créé", "negated"),
        ("Le document aurait été validé.", "validé", "alleged"),
        ("L’ouverture de la cantine a eu lieu hier.", "ouverture", "done"),
    ],
)
def test_an_event_has_the_modality_of_its_cue(text: str, words: str, modality: str) -> None:
    assert (words, modality) in modalities(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le centre, ouvert en mai, sera agrandi.", "ouvert"),
        ("Le centre de la ville, inauguré hier, sera équipé.", "inauguré"),
    ],
)
def test_a_participle_in_apposition_is_done_even_in_an_announcement(text: str, words: str) -> None:
    assert (words, "done") in modalities(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("À un an de la revue du plan, le comité a siégé.", "revue"),
        ("Le comité attend la validation du document.", "validation"),
        ("Avant l’ouverture de la cantine, le comité a siégé.", "ouverture"),
        ("La carte a été soumise à la validation du comité.", "validation"),
        ("Le projet de loi est soumis à l’adoption de l’Assemblée nationale.", "adoption"),
    ],
)
def test_an_event_still_to_come_is_not_done(text: str, words: str) -> None:
    found = {modality for phrase, modality in modalities(text) if phrase.startswith(words)}
    assert found == {"hoped"}


def test_an_item_of_a_list_has_the_modality_of_the_line_that_leads_it() -> None:
    item = "La création d’un registre"
    assert modalities(item, "Le comité prévoit :") == {("création", "announced")}
    assert modalities(item, "Le comité a réalisé :") == {("création", "done")}
    assert modalities(item) == {("création", "done")}


def test_a_cue_in_the_item_prevails_over_its_lead() -> None:
    assert modalities("Le registre a été créé", "Le comité prévoit :") == {("créé", "done")}
    assert modalities("Le registre sera créé", "Le comité a réalisé :") == {("créé", "announced")}


# --- Acts of law ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le projet de loi a été adopté en conseil des ministres.", "cabinet"),
        ("La loi a été adoptée par l’Assemblée nationale.", "passed"),
        ("La loi a été promulguée par le chef de l’État.", "promulgated"),
        ("La loi est entrée en vigueur.", "in-force"),
    ],
)
def test_the_event_of_a_legal_act_has_its_stage(text: str, code: str) -> None:
    assert code in [event.kind for event in events(text)]
    assert not any(event.organ_missing for event in events(text))


def test_an_adoption_without_its_organ_is_flagged() -> None:
    found = events("La loi a été adoptée.")
    assert found
    assert all(event.organ_missing for event in found)


def test_the_event_of_a_legal_act_has_its_date() -> None:
    found = events("La loi a été adoptée par l’Assemblée nationale le 12 mars 2024.")
    assert {event.date.text for event in found if event.date} == {"le 12 mars 2024"}
    assert events("Le centre a été ouvert.")[0].date is None


WORDS = st.sampled_from(
    (
        "la loi a été adoptée par l’Assemblée nationale en conseil des ministres mise en place "
        "service ouvert , . ; soumis à validation sera n’ pas vu le jour coup d’ envoi mi - "
        "parcours création un an de revue entrée vigueur dans les faits\n"
    ).split(" ")
)


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)),
    st.sampled_from(["", "Le comité prévoit :"]),
)
def test_any_sentence_is_read_and_its_events_lie_within_it(text: str, lead: str) -> None:
    t = tokenise(text)
    end = 0
    for first, stop, _ in triggers_in(t):
        assert end <= first < stop <= len(t)
        end = stop
    for event in events(text, lead):
        assert 0 <= event.first < event.stop <= len(t)
        assert 0 <= event.modality.start <= event.modality.end <= len(text)
