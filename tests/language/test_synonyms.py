"""Near-synonyms of public action share a family; words that merely co-occur do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.numbers.numerals import tokenise
from plan.language.synonyms import are_near_synonyms, families


def folded(word: str) -> str:
    """The word as the tokeniser folds it."""
    return tokenise(word).words[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("former", "initier"), ("formées", "initiées"), ("recrutés", "embauchés"),
        ("interpellés", "arrêtés"), ("arrestation", "interpellation"), ("condamnés", "peines"),
        ("héberger", "accueillir"), ("rapatriement", "retour"), ("indemnisés", "dédommagés"),
        ("magistrats", "procureurs"), ("policiers", "gendarmes"), ("plainte", "dénonciation"),
        ("enquêtes", "investigations"), ("jugement", "procès"),
    ],
)  # fmt: skip
def test_acts_of_justice_and_help_have_near_synonyms(one: str, other: str) -> None:
    assert are_near_synonyms(folded(one), folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("décès", "morts"), ("vacciner", "immuniser"), ("médecins", "docteurs"),
        ("bébés", "nourrissons"), ("grossesse", "enceintes"), ("paludisme", "moustiquaires"),
        ("élèves", "écoliers"), ("enseignants", "instituteurs"), ("cantines", "repas"),
        ("manuels", "livres"), ("forages", "puits"), ("latrines", "toilettes"),
        ("routes", "pistes"), ("accidents", "collisions"), ("chauffeurs", "conducteurs"),
        ("arbres", "plants"), ("champs", "hectares"),
    ],
)  # fmt: skip
def test_health_schools_water_and_roads_have_near_synonyms(one: str, other: str) -> None:
    assert are_near_synonyms(folded(one), folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("construits", "bâtis"), ("réhabilité", "rénové"), ("équipés", "dotés"),
        ("distribués", "remis"), ("lancement", "démarrage"), ("réunions", "séances"),
        ("comités", "commissions"), ("accord", "convention"), ("décret", "ordonnance"),
        ("signé", "paraphé"), ("loi", "texte"), ("rapport", "bilan"), ("stratégie", "programme"),
        ("financement", "subvention"), ("bailleurs", "partenaires"), ("villages", "localités"),
    ],
)  # fmt: skip
def test_documents_works_and_money_have_near_synonyms(one: str, other: str) -> None:
    assert are_near_synonyms(folded(one), folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("naissances", "décès"), ("élèves", "enseignants"), ("médecins", "malades"),
        ("femmes", "enfants"), ("arrestation", "libération"), ("juges", "prévenus"),
        ("forages", "écoles"), ("routes", "eau"), ("vaccination", "condamnation"),
        ("accidents", "naissances"), ("arbres", "routes"), ("lois", "forages"),
    ],
)  # fmt: skip
def test_words_that_merely_co_occur_are_not_near_synonyms(one: str, other: str) -> None:
    assert not are_near_synonyms(folded(one), folded(other))


@pytest.mark.parametrize(
    ("family", "stranger"),
    [
        ("loi", "loisir"), ("lit", "litige"), ("mère", "mercredi"), ("former", "formulaire"),
        ("place", "placard"), ("mener", "menace"), ("don", "donjon"), ("code", "codéine"),
        ("maison", "maisonnette"), ("centre", "centrale"), ("accord", "accordéon"),
    ],
)  # fmt: skip
def test_a_word_that_only_begins_alike_is_not_of_the_family(family: str, stranger: str) -> None:
    assert families(folded(family))
    assert not are_near_synonyms(folded(family), folded(stranger))


def test_a_word_may_be_of_several_families() -> None:
    assert are_near_synonyms("manuels", "livres")
    assert are_near_synonyms("manuels", "guides")
    assert not are_near_synonyms("guides", "livres")
    assert len(families("manuels")) > 1


@pytest.mark.parametrize("word", ["hippopotame", "parapluie", "mercredi", "de", "la", "12"])
def test_words_of_no_public_action_are_of_no_family(word: str) -> None:
    assert families(word) == frozenset()
    assert not are_near_synonyms(word, word)


@pytest.mark.parametrize(
    "word",
    ["forage", "comité", "élève", "médecin", "magistrat", "victime", "accident", "enseignant"],
)
def test_the_plural_of_a_word_is_of_its_families(word: str) -> None:
    assert families(folded(word)) == families(folded(word + "s"))


WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from("former initier deces mort forage puits loi texte manuel guide signe".split()),
)


@given(WORDS, WORDS)
def test_near_synonymy_is_symmetric_for_any_words(one: str, other: str) -> None:
    assert are_near_synonyms(one, other) == are_near_synonyms(other, one)
    assert are_near_synonyms(one, one) == bool(families(one))
