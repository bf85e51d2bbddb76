"""Words of one family share a stem; an entry of the lexicon allows certain endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.word_families import begins, begins_any, same_family, stems

FOLDED = st.text(alphabet="abcdeilmnoprstuvx'-", max_size=16)


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("sensibilisees", "sensibilisation"), ("creee", "creation"), ("adoptee", "adoption"),
        ("construits", "construction"), ("vaccines", "vaccination"), ("inscrites", "inscription"),
        ("equiper", "equipement"), ("deployer", "deploiement"), ("assistees", "assistance"),
        ("identifier", "identification"), ("publiee", "publication"), ("poursuivis", "poursuite"),
        ("promulgue", "promulgation"), ("discuter", "discussion"), ("detecter", "detection"),
        ("soumis", "soumission"), ("appliquee", "application"), ("etablis", "etablissement"),
    ],
)  # fmt: skip
def test_a_verb_is_of_the_family_of_its_noun_of_action(verb: str, noun: str) -> None:
    assert same_family(verb, noun)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forage", "forages"), ("hopital", "hopitaux"), ("regional", "regionales"),
        ("actif", "actives"), ("nombreux", "nombreuses"), ("annuel", "annuelle"),
        ("paysan", "paysannes"), ("saisie", "saisies"), ("eau", "eaux"), ("dotee", "dote"),
    ],
)  # fmt: skip
def test_number_and_gender_make_no_other_family(one: str, other: str) -> None:
    assert same_family(one, other)


@pytest.mark.parametrize(
    ("agent", "action"),
    [
        ("enqueteur", "enquete"), ("formateur", "formation"), ("inspecteur", "inspection"),
        ("operateur", "operation"), ("distributeur", "distribution"),
    ],
)  # fmt: skip
def test_an_agent_noun_is_not_of_the_family_of_its_action(agent: str, action: str) -> None:
    assert not same_family(agent, action)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ministre", "mines"), ("forage", "formation"), ("former", "formulaire"),
        ("port", "portail"), ("commune", "communique"), ("parcours", "parc"), ("eau", "eleve"),
        ("arrestation", "accueil"), ("champ", "champignon"), ("mere", "mercredi"),
    ],
)  # fmt: skip
def test_words_that_only_begin_alike_are_of_no_family(one: str, other: str) -> None:
    assert not same_family(one, other)


def test_all_forms_of_a_regular_verb_are_of_one_family() -> None:
    for stem in ("adopt", "form", "vaccin", "distribu", "sensibilis", "finalis"):
        forms = [stem + ending for ending in ("e", "es", "ee", "ees", "er", "ent", "ant", "ait")]
        assert all(same_family(one, other) for one in forms for other in forms), stem


@given(FOLDED, FOLDED)
def test_family_membership_is_symmetric(one: str, other: str) -> None:
    assert same_family(one, other) == same_family(other, one)
    assert same_family(one, one)


@given(st.one_of(FOLDED, st.text(max_size=30)))
def test_a_word_is_among_its_own_stems(word: str) -> None:
    assert word in stems(word)


@given(FOLDED.filter(lambda word: len(word) > 3))
def test_a_plural_is_of_the_family_of_its_singular(word: str) -> None:
    assert same_family(word, word + "s")


# --- Entries of the lexicon ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "entry", "holds"),
    [
        ("vaccination", "vaccin", True), ("vaccin", "vaccin", True), ("vaccin", "vaccina", False),
        ("formee", "form/", True), ("former", "form/", True), ("formes", "form/", True),
        ("formation", "form/", False), ("formulaire", "form/", False), ("form", "form/", True),
        ("puits", "puit/", True), ("puiser", "puit/", False), ("loi", "loi/", True),
        ("loisir", "loi/", False), ("lois", "loi/", True), ("reforme", "form", False),
    ],
)  # fmt: skip
def test_a_slash_allows_only_endings_of_number_gender_and_participle(
    word: str, entry: str, holds: bool
) -> None:
    assert begins(word, entry) is holds


@given(FOLDED, FOLDED.filter(bool))
def test_a_slash_allows_nothing_that_its_beginning_does_not(word: str, entry: str) -> None:
    assert begins(word, entry) == word.startswith(entry)
    assert begins(entry, f"{entry}/")
    assert begins(word, entry) or not begins(word, f"{entry}/")


@given(FOLDED, st.lists(FOLDED.filter(bool), max_size=4).map(tuple))
def test_a_word_begins_as_any_of_some_entries_where_it_begins_as_one(
    word: str, entries: tuple[str, ...]
) -> None:
    assert begins_any(word, entries) == bool([each for each in entries if begins(word, each)])
