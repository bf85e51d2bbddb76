"""Countries are recognised by name, capital and adjective; some mentions locate the events."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language import places as module
from plan.language.numbers.numerals import tokenise
from plan.language.places import PLACE_RULES, WORLD, PlaceMention, PlaceRule, read_places


def places(text: str) -> list[PlaceMention]:
    return list(read_places(tokenise(text)))


def named(text: str) -> list[tuple[str, str]]:
    """The words and the country of each place."""
    t = tokenise(text)
    return [(t.said(each.first, each.stop), each.country) for each in read_places(t)]


def governing(text: str) -> list[str]:
    """The countries in which the events of a text happened."""
    return [each.country for each in places(text) if each.governs]


# --- What is named -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("BF", ("au Burkina Faso", "à Ouagadougou", "la police burkinabè")),
        ("BJ", ("au Bénin", "à Cotonou", "la police béninoise")),
        ("CI", ("en Côte d’Ivoire", "à Abidjan", "la police ivoirienne")),
        ("GH", ("au Ghana", "à Accra", "la police ghanéenne")),
        ("GN", ("en Guinée", "à Conakry", "la police guinéenne")),
        ("ML", ("au Mali", "à Bamako", "la police malienne")),
        ("MR", ("en Mauritanie", "à Nouakchott", "la police mauritanienne")),
        ("NE", ("au Niger", "à Niamey", "la police nigérienne")),
        ("NG", ("au Nigeria", "à Abuja", "la police nigériane")),
        ("SN", ("au Sénégal", "à Dakar", "la police sénégalaise")),
        ("TD", ("au Tchad", "à N’Djamena", "la police tchadienne")),
        ("TG", ("au Togo", "à Lomé", "la police togolaise")),
        ("LR", ("au Libéria", "à Monrovia", "la police libérienne")),
        ("NL", ("aux Pays-Bas", "à La Haye", "la police néerlandaise")),
    ],
)
def test_a_country_is_known_by_name_capital_and_adjective(
    code: str, texts: tuple[str, ...]
) -> None:
    for words in texts:
        text = f"Trois réseaux ont été démantelés {words}."
        assert [country for _, country in named(text)] == [code], words


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("En Guinée-Bissau, un port a ouvert.", "Guinée-Bissau", "GW"),
        ("En Guinée équatoriale, un port a ouvert.", "Guinée équatoriale", "GQ"),
        ("Au Soudan du Sud, un pont a ouvert.", "Soudan du Sud", "SS"),
        ("En République centrafricaine, un pont a ouvert.", "République centrafricaine", "CF"),
        ("La RDC a lancé une campagne.", "RDC", "CD"),
        ("En Afrique de l’Ouest, 300 puits ont été forés.", "Afrique de l’Ouest", WORLD),
        ("En Côte d'Ivoire, un port a ouvert.", "Côte d'Ivoire", "CI"),
        ("NIAMEY, 11 février – Le comité a siégé.", "NIAMEY", "NE"),
    ],
)
def test_the_longest_name_is_taken(text: str, words: str, code: str) -> None:
    assert named(text) == [(words, code)]


@pytest.mark.parametrize(
    "text",
    [
        "Le mali de la caisse est comblé.",
        "La réunion a porté sur la loi.",
        "Maurice et Dominique ont ouvert la séance.",
        "Le monde attend.",
        "L’Afrique a besoin d’eau.",
        "La sous-région compte douze centres.",
        "Le comité a siégé dans la capitale.",
        "À travers le pays, 300 puits ont été forés.",
        "",
    ],
)
def test_common_words_that_resemble_places_are_none(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La Réunion a ouvert un centre.", "RE"),
        ("Togo : douze centres ont ouvert.", "TG"),
        ("La République démocratique du Congo a voté la loi.", "CD"),
        ("La police sud-africaine a saisi six armes.", "ZA"),
        ("Le parlement bissau-guinéen a voté.", "GW"),
        ("Le Sud-Soudan a voté.", "SS"),
        ("La Grande-Bretagne a voté.", "GB"),
    ],
)
def test_names_and_adjectives_of_several_words_are_one(text: str, code: str) -> None:
    assert [each.country for each in places(text)] == [code]


def test_places_come_in_order_and_do_not_overlap() -> None:
    text = "De Bamako à Dakar, la police malienne et la gendarmerie sénégalaise ont coopéré."
    assert [code for _, code in named(text)] == ["ML", "SN", "ML", "SN"]
    found = places(text)
    assert all(one.stop <= other.first for one, other in pairwise(found))


# --- What it governs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Au Niger, douze réseaux ont été démantelés.", "NE"),
        ("La police nigérienne a arrêté trois passeurs.", "NE"),
        ("La police du Niger a arrêté trois passeurs.", "NE"),
        ("Le comité a siégé à Ouagadougou.", "BF"),
        ("Le gouvernement béninois a adopté le plan.", "BJ"),
        ("L’armée du Tchad a libéré 40 otages.", "TD"),
        ("Le Togo a adopté une loi.", "TG"),
        ("La ville de Lomé compte 12 centres.", "TG"),
        ("Les Sénégalaises ont reçu 300 moulins.", "SN"),
        ("COTONOU, 12 mars – Le comité a siégé.", "BJ"),
        ("La Chine, pays où l’opération est gratuite, a aidé.", "CN"),
    ],
)
def test_a_place_or_its_institutions_locate_the_events(text: str, code: str) -> None:
    assert governing(text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Un accord avec le Niger a été signé.", "NE"),
        ("Des victimes nigériennes ont été accueillies.", "NE"),
        ("Des ressortissants du Ghana ont été rapatriés.", "GH"),
        ("12 enfants venus du Burkina Faso ont été pris en charge.", "BF"),
        ("Les victimes ont été acheminées au Nigeria.", "NG"),
        ("Quarante migrants partis pour l’Italie ont péri.", "IT"),
        ("L’ambassadeur de France a remis 12 véhicules.", "FR"),
        ("Le soutien du Royaume des Pays-Bas est acquis.", "NL"),
    ],
)
def test_origins_destinations_and_partners_do_not_locate_the_events(text: str, code: str) -> None:
    assert [country for _, country in named(text)] == [code]
    assert governing(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Dans le monde, un enfant sur cinq travaille.",
        "En Afrique de l’Ouest, 300 puits ont été forés.",
        "Au Sahel, 300 puits ont été forés.",
        "À l’échelle mondiale, 300 millions de personnes sont touchées.",
    ],
)
def test_a_wider_region_locates_the_events_in_no_single_country(text: str) -> None:
    assert governing(text) == [WORLD]


def test_a_place_that_opens_leads_what_follows_and_one_that_ends_does_not() -> None:
    (opening,) = places("À Niamey, le comité a siégé.")
    (ending,) = places("Le comité a siégé à Niamey.")
    assert (opening.leads, ending.leads) == (True, False)
    assert (opening.governs, ending.governs) == (True, True)


def test_a_country_that_is_the_subject_acts_and_one_that_is_the_scene_does_not() -> None:
    (subject,) = places("Le Togo a ratifié la convention.")
    (scene,) = places("Au Togo, la convention a été ratifiée.")
    assert (subject.acts, subject.leads) == (True, True)
    assert (scene.acts, scene.leads) == (False, True)


WORDS = st.sampled_from(
    (
        "le la les l’ du de des d’ à au aux en dans avec vers pays où , . ( – Niger Mali mali "
        "Dakar NIAMEY Guinée équatoriale Bissau Soudan Sud police malienne victimes nigériennes "
        "monde Afrique Ouest République Congo Les Maliens ambassade rapatriés 300 forages\n"
    ).split(" ")
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_read_and_places_lie_in_it_in_order(text: str) -> None:
    t = tokenise(text)
    end = 0
    for each in read_places(t):
        assert end <= each.first < each.stop <= len(t)
        assert each.country == WORLD or (len(each.country) == 2 and each.country.isupper())
        assert each.governs or not each.leads
        assert each.leads or not each.acts
        end = each.stop


# --- The table -----------------------------------------------------------------------------------


def test_the_rows_are_in_their_order() -> None:
    assert [row.name for row in PLACE_RULES] == [
        "destination", "location at the opening", "location", "region that is no location",
        "of an institution", "of something else", "heading", "subject with an article",
        "country where", "subject without an article", "dateline", "otherwise",
    ]  # fmt: skip


@pytest.mark.parametrize("row", PLACE_RULES, ids=lambda row: row.name)
def test_a_row_gives_the_place_of_its_example_its_role(
    row: PlaceRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    def roles() -> list[tuple[bool, bool, bool]]:
        return [(each.governs, each.leads, each.acts) for each in places(row.example)]

    expected = [row.role] if row.role else []
    assert roles() == expected
    rows = tuple(each for each in PLACE_RULES if each is not row)
    monkeypatch.setattr(module, "PLACE_RULES", rows)
    if row is PLACE_RULES[-1]:
        with pytest.raises(StopIteration):
            roles()
    else:
        assert roles() != expected
