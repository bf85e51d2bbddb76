"""Facts that are no evidence for a plan are excluded, with the words that show why."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.articles.layout import Layout
from plan.model.quantities import Period
from plan.model.records import Plan
from plan.suggestions.exclusions import (
    EXCLUSIONS,
    Exclusion,
    ExclusionCase,
    cost_at,
    find_exclusion,
    vague_in,
)
from plan.suggestions.sentences import Sentence, read_body
from plan.suggestions.subjects import content_words

TUESDAY = Period(date(2025, 3, 4), date(2025, 3, 4))


@lru_cache
def plan() -> Plan:
    """A plan of wells, from 2024 to 2026."""
    head = {"title": {"fr": "Plan des forages"}, "country": "SN", "period": "2024/2026"}
    indicator = {"id": "1", "name": {"fr": "Forages réalisés"}, "nature": "flow", "unit": "site"}
    axis = {"id": "a", "name": {"fr": "Eau"}, "indicators": [indicator]}
    return Plan.read({"plan": head, "axes": [axis]})


def last(text: str) -> Sentence:
    """The last sentence of an article of one paragraph."""
    return read_body(text, Layout((), paragraphs=((0, len(text)),)), TUESDAY)[-1]


def exclusion_of(
    text: str, at: str, country: str = "SN", own: str = "", money: bool = False,
    event: bool = False, attended: bool = False, about: str = "",
) -> Exclusion | None:  # fmt: skip
    """The exclusion of the fact at some words of the last sentence of a text."""
    sentence = last(text)
    place = sentence.text.index(at)
    tokens = None
    if about:
        start = sentence.text.index(about)
        tokens = sentence.token_at(start), sentence.token_at(start + len(about) - 1) + 1
    return find_exclusion(
        ExclusionCase(sentence, place, plan(), country, content_words(own), tokens, money, event,
                      attended)
    )  # fmt: skip


def code(found: Exclusion | None) -> str:
    return found.code if found else ""


def test_every_exclusion_shows_its_words() -> None:
    assert all("{words}" in sentence for sentence in EXCLUSIONS.values())


# --- Where ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Au Niger, 12 forages ont été réalisés.", "Niger"),
        ("La police nigérienne a recensé 12 forages.", "nigérienne"),
        ("Dans le monde, 12 forages sur 100 sont secs.", "monde"),
        ("Au Niger, le comité a siégé. Puis 12 forages ont été réalisés.", "Niger"),
    ],
)
def test_a_fact_of_another_country_is_excluded_with_the_name_of_the_place(
    text: str, words: str
) -> None:
    assert exclusion_of(text, "12") == Exclusion("other-country", words)


@pytest.mark.parametrize(
    "text",
    [
        "12 forages ont été réalisés.",
        "Au Sénégal, 12 forages ont été réalisés.",
        "Un accord avec le Niger prévoit 12 forages.",
        "Au Niger, le comité a siégé. Au Sénégal, 12 forages ont été réalisés.",
        "Le comité a siégé à Dakar. Puis 12 forages ont été réalisés.",
    ],
)
def test_a_fact_of_the_home_country_or_without_a_place_is_not_excluded(text: str) -> None:
    assert exclusion_of(text, "12") is None


def test_a_figure_belongs_to_the_nearest_of_two_countries() -> None:
    text = "Au Sénégal, 12 forages ont été réalisés ; au Niger, 40 forages ont été réalisés."
    assert exclusion_of(text, "12") is None
    assert exclusion_of(text, "40") == Exclusion("other-country", "Niger")


def test_the_home_country_is_that_of_the_plan() -> None:
    text = "Au Niger, 12 forages ont été réalisés."
    assert exclusion_of(text, "12", country="NE") is None
    assert exclusion_of(text, "12", country="") is None
    assert code(exclusion_of(text, "12", country="ML")) == "other-country"


def test_a_country_that_the_indicator_names_excludes_nothing() -> None:
    text = "Au Niger, 12 forages ont été réalisés."
    assert exclusion_of(text, "12", own="coopération avec le Niger") is None


def test_a_foreign_donor_does_not_exclude_money() -> None:
    text = "Le Niger a versé 12 millions de francs CFA."
    assert exclusion_of(text, "12", money=True) is None
    given = "La coopération a versé 12 millions au Niger."
    assert code(exclusion_of(given, "12", money=True)) == "other-country"


def test_a_joint_act_of_two_countries_is_not_excluded() -> None:
    text = "Le Niger et le Sénégal ont signé un accord."
    assert exclusion_of(text, "signé", event=True) is None
    assert code(exclusion_of("Le Niger a signé un accord.", "signé", event=True)) == "other-country"


# --- When ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le plan 2018-2022 a permis de réaliser 12 forages.", "2018-2022"),
        ("L’ancien plan a permis de réaliser 12 forages.", "ancien plan"),
        ("Le plan 2018-2022 a pris fin. Il a permis 12 forages.", "2018-2022"),
        ("L’ancien plan a pris fin. Il a permis 12 forages.", "ancien plan"),
    ],
)
def test_a_fact_of_another_plan_is_excluded_with_its_name(text: str, words: str) -> None:
    found = exclusion_of(text, "12")
    assert found is not None
    assert found.code == "other-plan"
    assert words in found.words


@pytest.mark.parametrize(
    "text",
    [
        "Le plan 2024-2026 a permis de réaliser 12 forages.",
        "Le plan a permis de réaliser 12 forages.",
        "Le plan 2018-2022 a pris fin. En 2024, 12 forages ont été réalisés.",
    ],
)
def test_a_fact_of_this_plan_is_not_excluded(text: str) -> None:
    assert exclusion_of(text, "12") is None


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("En 2021, 12 forages ont été réalisés.", "12", "2021"),
        ("Le 30 décembre 2023, 12 forages ont ouvert.", "12", "Le 30 décembre 2023"),
        ("En 2024, 12 forages ont été réalisés, contre 8 en 2021.", "8", "2021"),
    ],
)
def test_a_fact_before_the_plan_is_excluded_with_its_time(text: str, at: str, words: str) -> None:
    assert exclusion_of(text, at) == Exclusion("before-plan", words)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("En 2024, 12 forages ont été réalisés.", "12"),
        ("Le 1er janvier 2024, 12 forages ont ouvert.", "12"),
        ("De 2022 à 2024, 12 forages ont été réalisés.", "12"),
        ("12 forages ont été réalisés.", "12"),
    ],
)
def test_a_fact_within_the_plan_or_without_a_time_is_not_excluded(text: str, at: str) -> None:
    assert exclusion_of(text, at) is None


# --- How -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("300 femmes ont participé à l’atelier.", "participé"),
        ("300 femmes ont pris part à la conférence.", "pris part"),
        ("La cérémonie a réuni 300 femmes.", "réuni"),
        ("300 femmes ont assisté à la rencontre.", "assisté à"),
    ],
)
def test_attendance_of_an_event_is_excluded(text: str, words: str) -> None:
    assert exclusion_of(text, "300") == Exclusion("attendance", words)


@pytest.mark.parametrize(
    "text",
    [
        "300 femmes ont participé à la formation.",
        "300 femmes ont été assistées dans les centres.",
        "Le centre a accueilli 300 femmes.",
        "300 forages ont été réalisés.",
    ],
)
def test_people_trained_or_helped_are_no_attendance(text: str) -> None:
    assert exclusion_of(text, "300") is None


def test_attendance_of_an_event_that_the_indicator_counts_is_not_excluded() -> None:
    text = "La conférence des villages a réuni 300 femmes."
    assert code(exclusion_of(text, "300")) == "attendance"
    assert exclusion_of(text, "300", about="conférence des villages") is None


def test_attendance_excludes_an_event_only_on_request() -> None:
    text = "L’ambassadeur a participé à l’atelier."
    assert exclusion_of(text, "participé", event=True) is None
    assert code(exclusion_of(text, "participé", event=True, attended=True)) == "attendance"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Conformément à la loi, le comité a été créé.", "créé"),
        ("Le comité est créé en vertu de la loi.", "créé"),
        ("La création du comité est prévue par la loi.", "création"),
    ],
)
def test_an_event_in_a_cited_legal_text_is_excluded(text: str, at: str) -> None:
    assert code(exclusion_of(text, at, event=True)) == "legal"


def test_a_figure_beside_a_cited_legal_text_is_not_excluded() -> None:
    assert exclusion_of("Conformément à la loi, 12 comités ont été créés.", "12") is None


# --- How many, how much --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plusieurs forages ont été réalisés.", "Plusieurs"),
        ("Des milliers de femmes ont été formées.", "Des milliers"),
        ("De nombreux villages ont été équipés.", "nombreux"),
        ("Douze forages ont été réalisés.", None),
        ("Les forages ont été réalisés.", None),
    ],
)
def test_an_indefinite_quantity_is_excluded(text: str, words: str | None) -> None:
    assert vague_in(last(text)) == (Exclusion("vague", words) if words else None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le coût du projet est de 12 millions.", "coût"),
        ("Le projet, estimé à 12 millions, avance.", "estimé à"),
        ("Les besoins sont de 12 millions.", "besoins"),
        ("La mairie a versé 12 millions.", None),
        ("La mairie a versé 12 millions ; le coût reste à couvrir.", None),
    ],
)
def test_an_amount_that_is_a_cost_or_a_need_is_excluded(text: str, words: str | None) -> None:
    sentence = last(text)
    found = cost_at(sentence, sentence.text.index("12"))
    assert found == (Exclusion("cost", words) if words else None)


WORDS = st.sampled_from(
    (
        "12 forages ont été réalisés au Niger Sénégal monde police nigérienne le plan 2018-2022 "
        "2024-2026 ancien en 2021 2024 contre , . ; participé à l’ atelier assisté réuni cérémonie "
        "conformément la loi plusieurs coût estimé Il \n\n"
    ).split(" ")
)


@given(
    st.one_of(st.text(max_size=60), st.lists(WORDS, min_size=1, max_size=30).map(" ".join)),
    st.integers(0, 200), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
@settings(max_examples=80)
def test_exclusions_of_any_text_show_words_of_it(
    text: str, place: int, event: bool, money: bool, attended: bool
) -> None:
    for sentence in read_body(text, Layout((), paragraphs=((0, len(text)),)), TUESDAY):
        at = min(place, len(sentence.text))
        case = ExclusionCase(
            sentence, at, plan(), "SN", money=money, event=event, attended=attended
        )
        for found in (find_exclusion(case), vague_in(sentence), cost_at(sentence, at)):
            if found is not None:
                assert found.code in EXCLUSIONS
                assert found.words
                assert found.words in text
