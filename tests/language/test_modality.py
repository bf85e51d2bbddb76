"""What `modality` reads: done, ongoing, announced, hoped, alleged or negated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.modality import read_modality

# The star precedes the word that is governed.
GOVERNED = {
    # done
    "Plus de *300 victimes ont été assistées.": ("done", "ont été assistées"),
    "La brigade a récemment interpellé *12 passeurs.": ("done", "a récemment interpellé"),
    "Cette session a permis de former *40 agents.": ("done", "a permis"),
    "Le centre vient d’accueillir *12 enfants.": ("done", "vient d’"),
    "Pas moins de *300 personnes ont été sensibilisées.": ("done", "ont été sensibilisées"),
    "La commission compte *30 membres.": ("done", ""),
    "Prise en charge de *12 enfants à Kayes.": ("done", ""),
    "Le choléra a fait *12 morts.": ("done", "a fait"),
    "*Trois réseaux furent démantelés.": ("done", "furent démantelés"),
    "Il ajoutera que *300 victimes ont été assistées.": ("done", "ont été assistées"),
    "Il déclara que *12 dossiers sont clos.": ("done", ""),
    "Comme prévu par la loi, *12 agents ont été recrutés.": ("done", "ont été recrutés"),
    "In all, *300 victims were assisted.": ("done", "were assisted"),
    # ongoing
    "Les travaux de *12 centres sont en cours.": ("ongoing", "en cours"),
    "L’État est en train de bâtir *3 foyers.": ("ongoing", "en train de"),
    "La formation de *40 juges se poursuit.": ("ongoing", "se poursuit"),
    # announced
    "*La loi sera adoptée à la rentrée.": ("announced", "sera"),
    "*200 enfants seront pris en charge.": ("announced", "seront"),
    "Cela permettra de renforcer *12 services.": ("announced", "permettra"),
    "Il s’agira de former *40 agents.": ("announced", "Il s’agira"),
    "L’ONG va ouvrir *3 centres.": ("announced", "va ouvrir"),
    "Les bailleurs vont bientôt verser *2 millions.": ("announced", "vont bientôt verser"),
    "*12 millions devraient être mobilisés.": ("announced", "devraient"),
    "Le projet prévoit de toucher *5 000 ménages.": ("announced", "prévoit"),
    "Le Comité compte former *30 agents.": ("announced", "compte"),
    "L’État s’engage à créer *3 foyers.": ("announced", "s’engage à"),
    "Le ministre a promis *12 véhicules.": ("announced", "a promis"),
    "Le ministre a annoncé que *300 agents seront recrutés.": ("announced", "seront"),
    "*Deux centres ont été annoncés.": ("announced", "ont été annoncés"),
    "The programme will reach *300 girls.": ("announced", "will"),
    # hoped
    "Le projet vise à former *500 agents.": ("hoped", "vise à"),
    "Une campagne afin de toucher *5 000 élèves.": ("hoped", "afin de"),
    "Il faut *12 juges de plus.": ("hoped", "Il faut"),
    "L’association plaide pour *3 foyers.": ("hoped", "plaide pour"),
    "Elle a formé 300 agents pour prendre en charge *500 victimes.": ("hoped", "pour prendre"),
    "Le pays souhaite ouvrir *2 centres.": ("hoped", "souhaite"),
    "*Dix écoles doivent être ouvertes.": ("hoped", "doivent être"),
    "*Les 12 agents formés doivent veiller.": ("done", ""),
    # alleged
    "*12 personnes seraient détenues.": ("alleged", "seraient"),
    # negated
    "Les enquêtes n’ont pas encore abouti à *12 procès.": ("negated", "n’ont pas"),
    "Aucune *condamnation n’a été prononcée.": ("negated", "Aucune condamnation n’a été prononcée"),
    "Le texte n’a jamais été *adopté.": ("negated", "n’a jamais"),
    "The *bill has not been passed.": ("negated", "not"),
    # clauses
    "Aucun trafiquant n’a été *condamné cette année.": (
        "negated", "Aucun trafiquant n’a été condamné",
    ),
    "Le texte a été *validé ; son adoption est attendue.": ("done", "a été validé"),
    "Financé à hauteur de *180 millions, l’outil permettra d’agir.": ("done", "Financé"),
    "Le pays n’y perd pas sa place : dans la liste publiée hier soir à Paris, *catégorie II.": (
        "done", "",
    ),
    "Plus de 300 victimes ont été assistées et *200 seront suivies.": ("announced", "seront"),
    "Le projet, qui vise à former *500 agents, a permis d’en aider 300.": ("hoped", "vise à"),
    "Le projet, qui vise à former 500 agents, a permis d’aider *300 victimes.": (
        "done", "a permis",
    ),
    "Le procès ne s’est pas tenu ; *12 victimes ont été entendues.": (
        "done", "ont été entendues",
    ),
}  # fmt: skip


@pytest.mark.parametrize("marked", GOVERNED)
def test_a_place_in_a_sentence_is_governed_by_the_nearest_cue(marked: str) -> None:
    sentence = marked.replace("*", "")
    found = read_modality(sentence, at=marked.index("*"))
    assert (found.code, sentence[found.start : found.end]) == GOVERNED[marked]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Le projet, qui vise à former 500 agents, a permis d’aider 300 victimes.", "done"),
        ("Une rencontre pour renforcer la lutte s’est tenue et a réuni 40 juges.", "done"),
        ("Le plan vise à définir une stratégie.", "hoped"),
        ("La mise en œuvre de ce plan permettra de renforcer la réponse.", "announced"),
        ("Le texte n’a pas encore été adopté.", "negated"),
        ("L’opéra national et la caméra de M. Camara.", "done"),
        ("Le public entrait, montrait et déclarait.", "done"),
    ],
)
def test_a_sentence_has_the_modality_of_its_first_main_verb(sentence: str, code: str) -> None:
    assert read_modality(sentence).code == code


def test_a_sentence_is_read_only_within_its_span() -> None:
    text = "La loi sera votée. Des agents ont été formés. Rien n’est fait."
    start, end = text.index("Des"), text.index(" Rien")
    found = read_modality(text, start, end)
    assert found.code == "done"
    assert text[found.start : found.end] == "ont été formés"


@pytest.mark.parametrize("verb", ["sera", "devra", "pourra", "permettra", "ira", "verra", "aura"])
def test_futures_announce_and_names_and_past_tenses_that_end_alike_do_not(verb: str) -> None:
    assert read_modality(f"Le centre {verb} cela.").code == "announced"
    assert read_modality(f"Monsieur {verb.capitalize()} habite là.").code == "done"
    assert read_modality("Il assura, déclara, montra, libéra et géra la salle.").code == "done"


WORDS = st.sampled_from(
    (
        "ne n’ pas aucun que a à ont été formé sera va vont pour afin de vise il s’ agira compte "
        "former , ; qui . 300 prévu devrait seraient not will"
    ).split()
)


@given(
    st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)),
    st.integers(0, 130),
    st.integers(0, 130),
    st.integers(0, 130),
)
def test_any_sentence_has_a_modality_whose_cue_lies_within_it(
    text: str, a: int, b: int, at: int
) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    for found in (read_modality(text, start, end), read_modality(text, start, end, max(at, start))):
        assert start <= found.start <= found.end <= end
        assert found.start < found.end or found.code == "done"
