"""Terms and names of a plan's indicators are found in a text, by word family and meaning."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.numbers.numerals import tokenise
from plan.language.word_families import stems
from plan.model.records import Plan
from plan.suggestions.subjects import Hit, Subjects, Word, content_words


@lru_cache
def schools() -> Subjects:
    """The subjects of a small plan of schools and water."""
    indicators = [
        {"id": "puits", "name": {"fr": "Forages réalisés"}, "terms": ["forage*"]},
        {"id": "élèves", "name": {"fr": "Élèves inscrits"}, "terms": ["élèves inscrits"]},
        {
            "id": "cantines",
            "name": {"fr": "Cantines ouvertes dans les écoles rurales"},
            "terms": ["cantines scolaires", "élèves inscrits"],
        },
        {
            "id": "comités",
            "name": {"fr": "Comités de gestion installés"},
            "terms": ["comités de gestion", "gestion communautaire des points potables"],
        },
        {"id": "décès", "name": {"fr": "Décès maternels"}, "terms": ["décès maternels"]},
    ]
    plan = {
        "plan": {"title": {"fr": "Plan national des cantines 2024-2026"}, "period": "2024/2026"},
        "axes": [
            {
                "id": "a",
                "name": {"fr": "École"},
                "indicators": [{"nature": "flow", **each} for each in indicators],
            }
        ],
    }
    return Subjects(Plan.read(plan))


def hits(text: str) -> dict[str, Hit]:
    """The best hit of each indicator."""
    found = sorted(schools().hits(tokenise(text)), key=lambda hit: hit.weight)
    return {hit.indicator: hit for hit in found}


def words(text: str, hit: Hit) -> str:
    return tokenise(text).said(hit.first, hit.stop)


# --- Words of phrases ----------------------------------------------------------------------------


def test_content_words_are_folded_and_a_star_allows_any_ending() -> None:
    assert content_words("L’inscription des élèves et vaccin* à l’École") == (
        Word("inscription"),
        Word("eleves"),
        Word("vaccin", True),
        Word("ecole"),
    )
    assert content_words("de la, des et du") == ()


@pytest.mark.parametrize(
    ("phrase", "best", "less"),
    [
        ("forages", "forage", "puits"),
        ("assistance", "assistance", "assistees"),
        ("inscription", "inscriptions", "inscrits"),
        ("formation", "formation", "initiation"),
    ],
)
def test_the_same_word_has_a_higher_grade_than_its_family(
    phrase: str, best: str, less: str
) -> None:
    (word,) = content_words(phrase)
    assert word.grade(best) == 1
    assert 0 < word.grade(less) < 1
    assert word.grade("hippopotame") == 0


def test_the_family_of_a_word_has_a_higher_grade_than_related_words() -> None:
    (word,) = content_words("vaccination")
    assert word.grade("vaccination") > word.grade("vaccinees") > word.grade("immunisees") > 0


def test_an_open_word_matches_any_ending() -> None:
    (word,) = content_words("vaccin*")
    assert {word.grade(each) for each in ("vaccin", "vaccination", "vaccinodrome")} == {1}
    assert word.grade("vache") == 0


# --- Hits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "indicator", "phrase"),
    [
        ("Douze forages ont été réalisés.", "puits", "forages"),
        ("Les élèves, au nombre de 300, ont été inscrits.", "élèves", "élèves, au nombre de 300, "
         "ont été inscrits"),
        ("L’inscription de 300 élèves a pris fin.", "élèves", "inscription de 300 élèves"),
        ("La gestion est confiée au comité du village.", "comités", "gestion est confiée au "
         "comité"),
        ("Les décès de mères reculent.", "décès", "décès de mères"),
        ("CANTINES SCOLAIRES : 12 ouvertes", "cantines", "CANTINES SCOLAIRES"),
    ],
)  # fmt: skip
def test_a_phrase_is_found_in_other_forms_and_word_orders(
    text: str, indicator: str, phrase: str
) -> None:
    assert words(text, hits(text)[indicator]) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "Les élèves mangent. Les agents sont inscrits.",
        "Le comité a siégé ; la gestion attend.",
        "Le marché du village a rouvert.",
        "Les élèves chantent.",
        "",
    ],
)
def test_phrases_are_not_matched_across_clauses_or_in_part(text: str) -> None:
    assert hits(text) == {}


def test_a_verbatim_phrase_weighs_most() -> None:
    phrases = ["élèves inscrits", "inscription des élèves", "écoliers immatriculés"]
    weights = [hits(f"Le bilan des {each} est connu.")["élèves"].weight for each in phrases]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_words_within_a_phrase_lower_its_grade() -> None:
    near = hits("Les comités de gestion sont prêts.")["comités"]
    far = hits("Les comités chargés hier au marché de la gestion sont prêts.")["comités"]
    assert near.grade > far.grade


def test_a_long_phrase_may_lack_one_word_at_a_lower_grade() -> None:
    whole = hits("La gestion communautaire des points potables avance.")["comités"]
    most = hits("La gestion communautaire des points avance.")["comités"]
    assert whole.phrase == most.phrase
    assert whole.grade > most.grade > 0
    assert "comités" not in hits("La gestion communautaire avance.")


def test_a_phrase_shared_by_two_indicators_weighs_less() -> None:
    found = hits("Les élèves inscrits sont 300.")
    assert {"élèves", "cantines"} <= found.keys()
    assert found["élèves"].share == found["cantines"].share < 1
    assert hits("Douze forages sont prêts.")["puits"].share == 1


def test_one_word_of_the_text_matches_one_word_of_the_phrase() -> None:
    plan = {
        "plan": {"title": {"fr": "Plan"}, "period": "2024/2026"},
        "axes": [
            {
                "id": "a",
                "name": {"fr": "A"},
                "indicators": [
                    {"id": "1", "name": {"fr": "x"}, "nature": "flow", "terms": ["forages puits"]}
                ],
            }
        ],
    }
    subjects = Subjects(Plan.read(plan))
    assert not subjects.hits(tokenise("Douze forages sont prêts."))
    assert subjects.hits(tokenise("Douze forages et puits sont prêts."))


# --- Names, and what leads away ------------------------------------------------------------------


def test_indicators_are_found_by_any_word_of_their_names() -> None:
    named = schools().named
    assert named(tokenise("Les maternelles ont rouvert.")) == {"décès"}
    assert named(tokenise("La gestion avance.")) == {"comités"}
    assert named(tokenise("Le marché de la ville brûle.")) == set()


def test_a_rarer_word_of_a_name_weighs_more() -> None:
    plan = {
        "plan": {"title": {"fr": "Plan"}, "period": "2024/2026"},
        "axes": [
            {
                "id": "a",
                "name": {"fr": "A"},
                "indicators": [
                    {"id": each, "name": {"fr": f"élèves {each}"}, "nature": "flow"}
                    for each in ("nourris", "vaccinés", "inscrits")
                ],
            }
        ],
    }
    subjects = Subjects(Plan.read(plan))
    shared, own = subjects.names["inscrits"]
    assert 0 < subjects.name_weight(shared) < subjects.name_weight(own)


def test_the_topic_is_the_title_without_words_common_to_all_news() -> None:
    assert [word.text for word in schools().topic] == ["cantines"]


@pytest.mark.parametrize(
    ("text", "after", "away"),
    [
        ("La gestion portant sur la pêche est prête.", "gestion", True),
        ("La gestion relative à la pêche est prête.", "gestion", True),
        ("Les comités contre la rage sont prêts.", "comités", True),
        ("Les comités contre les décès de mères sont prêts.", "comités", False),
        ("Les comités ont lutté contre la rage.", "comités", False),
        ("Les comités, contre la rage, sont prêts.", "comités", False),
        ("Les comités sont prêts.", "comités", False),
    ],
)
def test_a_complement_unknown_to_the_plan_changes_the_subject(
    text: str, after: str, away: bool
) -> None:
    t = tokenise(text)
    assert schools().changes_subject(t, t.words.index(tokenise(after).words[0]) + 1) is away


def test_a_plan_knows_the_families_of_its_own_words_only() -> None:
    known = [
        word
        for word in ("forages", "forage", "inscription", "maternelles", "rage", "peche", "cantine")
        if schools().knows(word)
    ]
    assert known == ["forages", "forage", "inscription", "maternelles", "cantine"]


def test_a_plan_without_indicators_has_no_hits() -> None:
    head = {"title": {"fr": "Plan"}, "period": "2024/2026"}
    subjects = Subjects(Plan.read({"plan": head}))
    t = tokenise("Douze forages ont été réalisés.")
    assert (subjects.hits(t), subjects.named(t)) == ([], set())


SAID = st.sampled_from(
    (
        "forages puits élèves élève inscrits inscription comités comité gestion communautaire des "
        "de la points potables décès morts maternels mères cantines scolaires école 12 , . ; contre"
    ).split()
)


@given(st.one_of(st.text(max_size=80), st.lists(SAID, max_size=25).map(" ".join)))
def test_hits_of_any_text_lie_in_it(text: str) -> None:
    t = tokenise(text)
    for hit in schools().hits(t):
        assert 0 <= hit.first < hit.stop <= len(t)
        assert 0 < hit.weight <= hit.grade <= 1
        assert not {".", ";"} & set(t.words[hit.first : hit.stop])


@given(st.text(alphabet="abcdeilmnoprstué", min_size=1, max_size=12))
def test_the_root_of_a_word_is_deterministic(text: str) -> None:
    every = sorted(stems(text))
    assert Word(text).root == min(every, key=len)
