"""What a place is about is decided by words here and before, the nearer the more."""

from __future__ import annotations

from functools import lru_cache

import pytest

from plan.articles.layout import Layout
from plan.locale.translation import LANGUAGES, Say
from plan.model.quantities import Language
from plan.model.records import Plan
from plan.suggestions.relevance import About, Relevance
from plan.suggestions.score_reasons import SCORE_REASONS
from plan.suggestions.sentences import Sentence, read_body
from plan.suggestions.vocabulary import Vocabulary


@lru_cache
def vocabulary() -> Vocabulary:
    """A plan of canteens and wells."""
    indicators = [
        {"id": "cantines", "name": {"fr": "Cantines ouvertes"}, "unit": "site", "nature": "flow",
         "terms": ["cantines scolaires"]},
        {"id": "repas", "name": {"fr": "Repas servis aux élèves"}, "unit": "case",
         "nature": "flow", "terms": ["repas chauds"]},
        {"id": "fonds", "name": {"fr": "Fonds levés"}, "unit": "amount", "nature": "flow",
         "terms": ["milliards de francs"]},
    ]  # fmt: skip
    head = {"title": {"fr": "Plan des cantines"}, "country": "SN", "period": "2024/2026"}
    axis = {"id": "a", "name": {"fr": "École"}, "indicators": indicators}
    return Vocabulary(Plan.read({"plan": head, "axes": [axis]}))


def read(text: str, title: str = "") -> tuple[Relevance, tuple[Sentence, ...]]:
    sentences = read_body(text, Layout((), paragraphs=((0, len(text)),)), None)
    return Relevance(vocabulary(), title, sentences), sentences


def about(text: str, at: str, indicator: str, title: str = "") -> About:
    """How far a word of the last sentence is about an indicator."""
    relevance, sentences = read(text, title)
    sentence = sentences[-1]
    start = sentence.token_at(sentence.said.index(at))
    return relevance.about(sentence, vocabulary().indicators[indicator], (start, start + 1))


def test_words_of_the_indicator_decide_what_a_figure_is_about() -> None:
    found = about("Le maire a ouvert 12 cantines scolaires.", "12", "cantines")
    assert found.reason.code == "term"
    assert found.reason.words == "cantines scolaires"
    assert found.score > about("Le maire a ouvert 12 cantines scolaires.", "12", "repas").score


def test_the_nearer_words_are_the_more_they_weigh() -> None:
    near = about("12 cantines scolaires ont ouvert.", "12", "cantines")
    far = about(
        "12 sites, selon le maire de la ville et son adjoint, qui parlaient lundi, sont des "
        "cantines scolaires.", "12", "cantines",
    )  # fmt: skip
    assert near.score > far.score > 0


def test_what_a_sentence_does_not_repeat_comes_from_the_one_before_and_says_less() -> None:
    text = "Les cantines scolaires se multiplient. Le maire en a ouvert 12."
    found = about(text, "12", "cantines")
    assert (found.reason.code, found.words) == ("carried", None)
    assert (
        0 < found.score < about("Le maire a ouvert 12 cantines scolaires.", "12", "cantines").score
    )


def test_the_title_says_least() -> None:
    by_title = about("Le maire en a vu 12.", "12", "cantines", "Cantines scolaires : le bilan")
    before = about("Les cantines scolaires ouvrent. Le maire en a vu 12.", "12", "cantines")
    assert 0 < by_title.score < before.score
    assert about("Le maire en a vu 12.", "12", "cantines").score == 0


def test_an_article_of_other_things_is_off_topic() -> None:
    assert read("Le match a réuni 12 000 spectateurs.")[0].is_off_topic()
    assert not read("Le maire a ouvert 12 cantines.")[0].is_off_topic()


def test_only_indicators_of_which_a_word_is_there_are_candidates() -> None:
    relevance, (sentence,) = read("Le maire a levé des milliards de francs.")
    assert [each.id for each in relevance.candidates(sentence)] == ["fonds"]


def test_a_figure_of_things_that_no_word_of_the_plan_knows_is_strange() -> None:
    relevance, (sentence,) = read("Le tribunal a jugé 12 affaires de vol.")
    assert relevance.is_strange(sentence, 0)
    relevance, (sentence,) = read("Le maire a compté 12 services de repas.")
    assert not relevance.is_strange(sentence, 0)


def test_money_is_spent_elsewhere_unless_something_of_the_plan_is_named() -> None:
    relevance, (sentence,) = read("Le stade a reçu 3 milliards de francs.")
    assert relevance.is_spent_elsewhere(sentence)
    relevance, (sentence,) = read("Les cantines ont reçu 3 milliards de francs.")
    assert not relevance.is_spent_elsewhere(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: Language) -> None:
    say = Say(language)
    told = {code: say(sentence, words="12") for code, sentence in SCORE_REASONS.items()}
    assert all(told.values())
    if language == "fr":
        assert all(told[code] != SCORE_REASONS[code] for code in SCORE_REASONS)
