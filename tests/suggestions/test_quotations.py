"""The passage to quote is the clauses that hold a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.suggestions.quotations import passage
from plan.suggestions.sentences import Sentence


def quoted(said: str, *needed: str, before: str = "", after: str = "") -> str:
    """The passage of a sentence, within a text, that holds some words of it."""
    text = before + said + after
    sentence = Sentence(text, len(before), len(before) + len(said), None)
    start, end = passage(sentence, [(said.index(each), said.index(each) + len(each))
                                    for each in needed])  # fmt: skip
    return text[start:end]


@pytest.mark.parametrize(
    ("said", "needed", "passage"),
    [
        (
            "Selon le ministre, 300 forages ont été réalisés en 2024, et les écoles attendent.",
            "300 forages",
            "300 forages ont été réalisés en 2024",
        ),
        (
            "Le comité a siégé à Louga ; 36 000 personnes ont été touchées ; il est content.",
            "36 000 personnes",
            "36 000 personnes ont été touchées",
        ),
        (
            "En tout, 36 000 personnes ont été touchées contre 30 000 un an plus tôt.",
            "36 000 personnes",
            "36 000 personnes ont été touchées",
        ),
        (
            "Le maire a formé 40 agents de santé du village tandis que les écoles ferment.",
            "40 agents",
            "Le maire a formé 40 agents de santé du village",
        ),
        (
            "- Former 40 agents de santé dans les villages ;",
            "40 agents",
            "Former 40 agents de santé dans les villages",
        ),
    ],
)
def test_only_the_clause_with_the_value_is_quoted(said: str, needed: str, passage: str) -> None:
    assert quoted(said, needed) == passage


def test_clauses_between_two_needed_words_are_quoted_too() -> None:
    said = "En 2024, dit le maire, 300 forages ont été réalisés, et les écoles attendent."
    assert quoted(said, "300 forages", "2024") == said[: said.index(", et")]


@pytest.mark.parametrize(
    "figure",
    [
        "entre 12 et 15 millions de francs CFA", "2,5 millions de francs CFA",
        "deux cent vingt et un forages", "36 000 forages et puits",
    ],
)  # fmt: skip
def test_figures_are_not_cut(figure: str) -> None:
    said = f"Le comité du village a obtenu cette année {figure}, selon le maire de la ville."
    last = figure.split()[-1]
    assert figure in quoted(said, figure)
    if figure.startswith(("entre", "2,5", "deux")):
        assert figure in quoted(said, f" {last}")


def test_pairs_of_marks_and_brackets_are_kept_together() -> None:
    said = "« Nous avons formé 40 agents de santé », a dit le maire ; il est content."
    assert quoted(said, "40 agents") == "« Nous avons formé 40 agents de santé »"
    said = "Le plan (300 forages réalisés dans le pays), coûte cher aux villages."
    assert quoted(said, "300 forages") == "Le plan (300 forages réalisés dans le pays)"
    said = "Le plan a touché 340 agents de la ville (120 femmes et 220 hommes), selon le maire."
    assert quoted(said, "340 agents", "120") == said.partition(", selon")[0]


def test_a_closing_mark_without_its_opening_is_left_out() -> None:
    said = (
        "« Nous avons formé 40 agents ; nous avons réalisé 300 forages en 2024 », a dit le maire."
    )
    assert quoted(said, "300 forages") == "nous avons réalisé 300 forages en 2024"


def test_trailing_no_break_spaces_are_trimmed() -> None:
    assert quoted(
        "Le pays compte 300 forages en service\u00a0; il est content.", "300 forages"
    ) == ("Le pays compte 300 forages en service")


def test_an_ambiguous_passage_is_extended() -> None:
    said = "Selon le maire, 40 agents de santé ont été formés, et les écoles attendent."
    clause = "40 agents de santé ont été formés"
    assert quoted(said, "40 agents") == clause
    wider = quoted(said, "40 agents", after=f" Hier aussi, {clause}.")
    assert clause in wider
    assert len(wider) > len(clause)


def test_a_sentence_that_occurs_twice_is_quoted_whole() -> None:
    said = "Selon le maire, 40 agents de santé ont été formés, et les écoles attendent."
    assert quoted(said, "40 agents", after=f" {said}") == said.rstrip(".")


def test_a_clause_of_a_few_words_is_too_short_to_quote() -> None:
    said = "Le comité a formé les agents de santé des villages, en 2024."
    assert quoted(said, "2024") == said.rstrip(".")


def test_places_count_from_the_start_of_the_article() -> None:
    before = "Le comité a siégé. "
    said = "Le maire a inauguré 12 forages dans les villages."
    assert quoted(said, "12 forages", before=before) == said.rstrip(".")


def test_a_sentence_of_one_clause_is_quoted_whole() -> None:
    said = "Le maire a inauguré 12 forages dans les villages du fleuve"
    assert quoted(said, "12 forages") == said


WORDS = st.sampled_from(
    (
        "le maire a formé 12 300 forages agents , ; : – et mais contre 30 2024 ( ) « » villages "
        "tandis que en santé . 2,5 millions • *"
    ).split()
)


@given(st.lists(WORDS, min_size=1, max_size=25), st.data())
def test_a_passage_holds_the_needed_words_and_lies_in_its_sentence(
    words: list[str], data: st.DataObject
) -> None:
    said = " ".join(words)
    text = f"Avant cela. {said} Après cela."
    sentence = Sentence(text, 12, 12 + len(said), None)
    spans = [
        (start, end)
        for start, end, kind, word, _ in sentence.tokens
        if kind in ("word", "number") and word not in ("et", "mais", "contre")
    ]
    if not spans:
        return
    needed = data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=3))
    start, end = passage(sentence, needed)
    assert sentence.start <= start < end <= sentence.end
    assert text[start:end] == text[start:end].strip()
    for first, last in needed:
        assert start <= sentence.start + first
        assert sentence.start + last <= end
