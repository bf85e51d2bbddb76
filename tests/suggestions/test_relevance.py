"""Relevance comes from the words of a sentence and those before it, less with distance."""

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
    """The relevance of a word of the last sentence to an indicator."""
    relevance, sentences = read(text, title)
    sentence = sentences[-1]
    start = sentence.token_at(sentence.text.index(at))
    return relevance.about(sentence, vocabulary().indicators[indicator], (start, start + 1))


def test_words_of_an_indicator_make_a_figure_relevant_to_it() -> None:
    found = about("Le maire a ouvert 12 cantines scolaires.", "12", "cantines")
    assert found.reason.code == "term"
    assert found.reason.words == "cantines scolaires"
    assert found.score > about("Le maire a ouvert 12 cantines scolaires.", "12", "repas").score


def test_nearer_words_weigh_more() -> None:
    near = about("12 cantines scolaires ont ouvert.", "12", "cantines")
    far = about(
        "12 sites, selon le maire de la ville et son adjoint, qui parlaient lundi, sont des "
        "cantines scolaires.", "12", "cantines",
    )  # fmt: skip
    assert near.score > far.score > 0


def test_words_of_the_sentence_before_weigh_less() -> None:
    text = "Les cantines scolaires se multiplient. Le maire en a ouvert 12."
    found = about(text, "12", "cantines")
    assert (found.reason.code, found.words) == ("carried", None)
    assert (
        0 < found.score < about("Le maire a ouvert 12 cantines scolaires.", "12", "cantines").score
    )


def test_words_of_the_title_weigh_least() -> None:
    by_title = about("Le maire en a vu 12.", "12", "cantines", "Cantines scolaires : le bilan")
    before = about("Les cantines scolaires ouvrent. Le maire en a vu 12.", "12", "cantines")
    assert 0 < by_title.score < before.score
    assert about("Le maire en a vu 12.", "12", "cantines").score == 0


def test_an_article_without_words_of_the_plan_is_off_topic() -> None:
    assert read("Le match a réuni 12 000 spectateurs.")[0].is_off_topic()
    assert not read("Le maire a ouvert 12 cantines.")[0].is_off_topic()


def test_candidates_are_the_indicators_with_a_word_in_the_sentence() -> None:
    relevance, (sentence,) = read("Le maire a levé des milliards de francs.")
    assert [each.id for each in relevance.candidates(sentence)] == ["fonds"]


def test_a_figure_may_count_something_unknown_to_the_plan() -> None:
    relevance, (sentence,) = read("Le tribunal a jugé 12 affaires de vol.")
    assert relevance.counts_unknown(sentence, 0)
    relevance, (sentence,) = read("Le maire a compté 12 services de repas.")
    assert not relevance.counts_unknown(sentence, 0)


def test_money_is_unrelated_unless_the_topic_of_the_plan_is_named() -> None:
    relevance, (sentence,) = read("Le stade a reçu 3 milliards de francs.")
    assert relevance.is_unrelated_money(sentence)
    relevance, (sentence,) = read("Les cantines ont reçu 3 milliards de francs.")
    assert not relevance.is_unrelated_money(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_score_reason_has_a_message(language: Language) -> None:
    say = Say(language)
    words = {code: say(sentence, words="12") for code, sentence in SCORE_REASONS.items()}
    assert all(words.values())
    if language == "fr":
        assert all(words[code] != SCORE_REASONS[code] for code in SCORE_REASONS)
