"""Things and organisations named in a sentence are counted; a bare plural is not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.suggestions.named_things import Things, is_head, named_organisations, things_made
from plan.suggestions.sentences import Sentence
from plan.suggestions.subjects import content_words


def sentence(text: str) -> Sentence:
    return Sentence(text, 0, len(text), None)


def things(text: str, heads: str, reach: int = 99) -> list[Things]:
    """The things of some nouns that a sentence states as produced."""
    read = sentence(text)
    return list(things_made(read, content_words(heads), (0, len(read.tokens)), reach))


def organisations(text: str, known: str = "", country: str = "SN") -> list[str]:
    """The names of the organisations that a sentence names."""
    read = sentence(text)
    return [read.tokens.said(*span) for span in named_organisations(read, known.split(), country)]


# --- Things --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("La signature d’un accord a eu lieu à Dakar.", "accord"),
        ("Un accord a été signé avec la mairie.", "accord"),
        ("Le rapport a été publié hier.", "rapport"),
        ("Le maire a inauguré un forage.", "forage"),
        ("Un lycée a été construit dans le village.", "lycée"),
        ("Une campagne a été menée dans les marchés.", "campagne"),
        ("Le comité a tenu sa réunion.", "réunion"),
    ],
)
def test_a_produced_thing_in_the_singular_counts_one(text: str, head: str) -> None:
    (found,) = things(text, head)
    assert (found.number, found.exact) == (1, True)
    assert found.event is not None


@pytest.mark.parametrize(
    ("text", "head", "many"),
    [
        ("Les rapports 2022, 2023 et 2024 ont été remis.", "rapport", 3),
        ("Les rapports 2022 et 2023 ont été publiés.", "rapport", 2),
        ("Des forages ont été ouverts à Thiès, à Louga et à Matam.", "forage", 3),
        ("Un accord a été signé avec le Togo et un autre avec le Bénin.", "accord", 2),
        ("Un centre a ouvert à Louga, un autre à Matam et un autre à Kolda.", "centre", 3),
    ],
)
def test_a_list_of_things_counts_its_items(text: str, head: str, many: int) -> None:
    assert [each.number for each in things(text, head)] == [many]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Les rapports ont été remis.", "rapport"),
        ("Des forages ont été inaugurés.", "forage"),
        ("Des accords ont été signés avec les mairies.", "accord"),
        ("Les rapports publiés en 2024 couvrent aussi 2023.", "rapport"),
        ("Les rapports de 2022 à 2024 ont été publiés.", "rapport"),
        ("Les rapports annuels 2022-2024 ont été publiés.", "rapport"),
    ],
)
def test_a_plural_without_a_list_is_not_counted(text: str, head: str) -> None:
    assert things(text, head) == []


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Aucun rapport n’a été publié.", "rapport"),
        ("Chaque rapport est publié.", "rapport"),
        ("Tout accord est signé par le maire.", "accord"),
        ("Sans rapport, rien n’a été publié.", "rapport"),
    ],
)
def test_quantifiers_such_as_none_and_each_count_nothing(text: str, head: str) -> None:
    assert things(text, head) == []


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("12 rapports ont été publiés.", "rapport"),
        ("Douze forages ont été inaugurés.", "forage"),
        ("Plus de trois accords ont été signés.", "accord"),
    ],
)
def test_things_counted_by_a_figure_are_left_to_it(text: str, head: str) -> None:
    assert things(text, head) == []


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Le rapport est long.", "rapport"),
        ("L’accord reste dans le tiroir.", "accord"),
        ("Le forage manque d’eau.", "forage"),
        ("Le maire a signé le registre.", "accord"),
        ("", "accord"),
    ],
)
def test_a_thing_without_an_event_that_produced_it_is_not_counted(text: str, head: str) -> None:
    assert things(text, head) == []


def test_a_synonym_of_the_noun_is_counted() -> None:
    (found,) = things("Une convention a été paraphée.", "accord")
    assert found.number == 1


def test_things_beyond_reach_are_not_counted() -> None:
    text = "Le comité des pêcheurs, dont parle le maire, attend ; un accord a été signé."
    read, heads = sentence(text), content_words("accord")
    assert list(things_made(read, heads, (0, 2), 5)) == []
    assert len(list(things_made(read, heads, (0, 2), 99))) == 1


@pytest.mark.parametrize(
    ("word", "holds"),
    [
        ("rapport", True), ("rapports", True), ("bilan", True), ("rapporteur", False),
        ("rapportait", False), ("forage", False),
    ],
)  # fmt: skip
def test_a_head_is_the_noun_or_a_synonym_not_its_word_family(word: str, holds: bool) -> None:
    (head,) = content_words("rapport")
    assert is_head(head, word) is holds


# --- Bodies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Avec l’appui de l’OIM, de l’Onudc et des Pays-Bas, le comité a siégé.",
            ["OIM", "Onudc", "Pays-Bas"],
        ),
        (
            "La Banque mondiale et l’Union européenne financent le projet.",
            ["Banque mondiale", "Union européenne"],
        ),
        ("Le Togo et le Bénin ont signé.", ["Togo", "Bénin"]),
        ("La présidente remercie l’OIM et l’Onudc.", ["OIM", "Onudc"]),
        ("L’ambassadrice de la Banque mondiale a parlé.", []),
        ("Le Royaume des Pays-Bas finance le projet.", ["Royaume des Pays-Bas"]),
        ("La Fondation Terre des Enfants a aidé.", ["Fondation Terre des Enfants"]),
        ("Le comité a siégé avec l’UNICEF.", ["UNICEF"]),
    ],
)
def test_organisations_and_foreign_states_are_found(text: str, names: list[str]) -> None:
    assert organisations(text, known="oim onudc") == names


@pytest.mark.parametrize(
    "text",
    [
        "L’Assemblée nationale et le Conseil constitutionnel ont siégé.",
        "Le ministre de la Justice a parlé.",
        "Le projet a coûté 12 millions de FCFA.",
        "Le Sénégal a ouvert un centre.",
        "La police sénégalaise a saisi six pirogues.",
        "Le marché du village est plein.",
        "",
    ],
)
def test_the_home_state_its_organs_and_its_currency_are_no_organisations(text: str) -> None:
    assert organisations(text) == []


def test_the_home_country_is_not_found() -> None:
    text = "Le Togo et le Bénin ont signé."
    assert organisations(text, country="TG") == ["Bénin"]
    assert organisations(text, country="BJ") == ["Togo"]


def test_a_name_and_its_acronym_count_once() -> None:
    assert organisations("L’UNICEF et le PAM ont aidé ; l’UNICEF reste.") == ["UNICEF", "PAM"]
    text = "L’Organisation mondiale de la santé (OMS) a aidé, dit l’OMS."
    assert len(organisations(text)) == 1


def test_a_name_in_the_plan_is_found_without_an_organisation_noun() -> None:
    text = "Le réseau Sikida a formé 40 agents."
    assert organisations(text) == []
    assert organisations(text, known="sikida") == ["Sikida"]


SAID = st.sampled_from(
    (
        "un une autre le la les l’ accord accords rapport rapports signé publiés 2022 2023 , et . "
        "; ( ) à Louga Matam OIM UNICEF Banque mondiale Union européenne Togo Sénégal avec "
        "aucun 12 forage forages ouvert ministre de coopération ambassade"
    ).split()
)


@given(st.one_of(st.text(max_size=80), st.lists(SAID, max_size=25).map(" ".join)))
def test_spans_of_any_text_lie_in_it(text: str) -> None:
    many = len(sentence(text).tokens)
    for each in things(text, "accord rapport forage"):
        assert 0 <= each.first < each.stop <= many
        assert each.number >= 1
        assert each.event is None or 0 <= each.event[0] < each.event[1] <= many
    read = sentence(text)
    spans = named_organisations(read, ["sikida"], "SN")
    assert all(0 <= first < stop <= many for first, stop in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
