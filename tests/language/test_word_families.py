"""Words of one family share a root, and an entry of the lexicon says which endings it allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.word_families import are_kin, begins, begins_any, roots

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
def test_a_verb_is_kin_with_its_noun_of_action(verb: str, noun: str) -> None:
    assert are_kin(verb, noun)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forage", "forages"), ("hopital", "hopitaux"), ("regional", "regionales"),
        ("actif", "actives"), ("nombreux", "nombreuses"), ("annuel", "annuelle"),
        ("paysan", "paysannes"), ("saisie", "saisies"), ("eau", "eaux"), ("dotee", "dote"),
    ],
)  # fmt: skip
def test_number_and_gender_make_no_other_family(one: str, other: str) -> None:
    assert are_kin(one, other)


@pytest.mark.parametrize(
    ("agent", "deed"),
    [
        ("enqueteur", "enquete"), ("formateur", "formation"), ("inspecteur", "inspection"),
        ("operateur", "operation"), ("distributeur", "distribution"),
    ],
)  # fmt: skip
def test_who_does_it_is_not_what_is_done(agent: str, deed: str) -> None:
    assert not are_kin(agent, deed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ministre", "mines"), ("forage", "formation"), ("former", "formulaire"),
        ("port", "portail"), ("commune", "communique"), ("parcours", "parc"), ("eau", "eleve"),
        ("arrestation", "accueil"), ("champ", "champignon"), ("mere", "mercredi"),
    ],
)  # fmt: skip
def test_words_that_only_begin_alike_are_of_no_family(one: str, other: str) -> None:
    assert not are_kin(one, other)


def test_every_form_of_a_regular_verb_is_kin_with_every_other() -> None:
    for stem in ("adopt", "form", "vaccin", "distribu", "sensibilis", "finalis"):
        forms = [stem + ending for ending in ("e", "es", "ee", "ees", "er", "ent", "ant", "ait")]
        assert all(are_kin(one, other) for one in forms for other in forms), stem


@given(FOLDED, FOLDED)
def test_kinship_goes_both_ways(one: str, other: str) -> None:
    assert are_kin(one, other) == are_kin(other, one)
    assert are_kin(one, one)


@given(st.one_of(FOLDED, st.text(max_size=30)))
def test_a_word_is_among_its_own_roots(word: str) -> None:
    assert word in roots(word)


@given(FOLDED.filter(lambda word: len(word) > 3))
def test_a_plural_is_kin_with_its_singular(word: str) -> None:
    assert are_kin(word, word + "s")


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
def test_a_stroke_leaves_only_endings_of_number_gender_and_participle(
    word: str, entry: str, holds: bool
) -> None:
    assert begins(word, entry) is holds


@given(FOLDED, FOLDED.filter(bool))
def test_a_stroke_allows_nothing_that_its_beginning_does_not(word: str, entry: str) -> None:
    assert begins(word, entry) == word.startswith(entry)
    assert begins(entry, f"{entry}/")
    assert begins(word, entry) or not begins(word, f"{entry}/")


@given(FOLDED, st.lists(FOLDED.filter(bool), max_size=4).map(tuple))
def test_a_word_begins_as_any_of_some_entries_where_it_begins_as_one(
    word: str, entries: tuple[str, ...]
) -> None:
    assert begins_any(word, entries) == bool([each for each in entries if begins(word, each)])
