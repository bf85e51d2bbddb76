"""A sentence is read with the context of the sentences before it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.articles.layout import Layout, read_layout
from plan.articles.metadata import Named
from plan.model.quantities import Period
from plan.suggestions.sentences import Sentence, read_body, same_years

TUESDAY = Period(date(2025, 3, 4), date(2025, 3, 4))
OURS = Period(date(2024, 1, 1), date(2026, 12, 31))


def body(
    *paragraphs: str, published: Period | None = TUESDAY, title: str = ""
) -> tuple[Sentence, ...]:
    """The sentences of an article of some paragraphs."""
    text = "\n\n".join(paragraphs)
    spans = []
    for paragraph in paragraphs:
        start = text.index(paragraph, spans[-1][1] if spans else 0)
        spans.append((start, start + len(paragraph)))
    head = Named(title, "page-data") if title else None
    return read_body(text, Layout((), title=head, paragraphs=tuple(spans)), published)


def said(sentence: Sentence | None) -> str | None:
    return sentence.text if sentence else None


# --- Sentences and those before them -------------------------------------------------------------


def test_sentences_are_in_text_order() -> None:
    read = body("Le comité a siégé. Il a voté.", "Le maire attend.")
    assert [each.text for each in read] == ["Le comité a siégé.", "Il a voté.", "Le maire attend."]
    assert [each.opens for each in read] == [True, False, True]
    assert all(each.article[each.start : each.end] == each.text for each in read)


def test_lines_broken_by_width_end_no_sentence() -> None:
    (only,) = body("Le comité du village a formé\n40 agents de santé.")
    assert [figure.low for figure in only.figures] == [40]


def test_the_sentence_before_is_of_the_same_paragraph() -> None:
    first, second, third = body("Le comité a siégé. Les agents ont voté.", "Le maire attend.")
    assert first.before is None
    assert second.before is first
    assert third.before is None


@pytest.mark.parametrize(
    "opening",
    [
        "Il a voté.", "Celle-ci a voté.", "Cette somme est versée.", "La rencontre a duré.",
        "Les travaux ont duré.", "Pour elle, tout va bien.", "« Il a voté », dit-on.",
        "Ledit projet avance.",
    ],
)  # fmt: skip
def test_a_paragraph_that_begins_with_an_anaphor_has_a_sentence_before(opening: str) -> None:
    *_, last = body("Le comité a siégé.", opening)
    assert said(last.before) == "Le comité a siégé."


@pytest.mark.parametrize(
    "opening", ["Le maire attend.", "12 agents attendent.", "À Louga, on vote."]
)
def test_a_paragraph_without_an_anaphor_has_no_sentence_before(opening: str) -> None:
    *_, last = body("Le comité a siégé.", opening)
    assert last.before is None


def test_list_items_have_the_line_that_introduces_the_list() -> None:
    lead, one, two, after = body(
        "Le comité a réalisé :", "- la création d’un registre ;", "- 12 forages.", "Il attend."
    )
    assert one.lead is two.lead is lead
    assert lead.lead is after.lead is None


def test_an_answer_has_its_question() -> None:
    question, answer, after = body("Combien de forages avez-vous ?", "Nous en avons 12.", "Bien.")
    assert answer.question is question
    assert question.question is after.question is None


# --- What it says --------------------------------------------------------------------------------


def test_figures_places_and_times_are_those_of_the_sentence_alone() -> None:
    _, second = body("Au Togo, 12 forages ont ouvert. Au Bénin, 40 agents ont été formés en 2024.")
    assert [figure.low for figure in second.figures] == [40]
    assert [place.country for place in second.places] == ["BJ"]
    assert [mention.text for mention in second.mentions] == ["2024"]
    assert second.mentions[0].start >= second.start


def test_figures_that_are_parts_are_no_totals() -> None:
    (only,) = body("En tout, 300 agents, dont 120 femmes, ont été formés.")
    assert [only.tokens.words[i] for i in only.totals] == ["300"]
    assert only.bases == frozenset()


def test_the_denominator_of_a_share_is_a_base() -> None:
    (only,) = body("Le plan couvre 49 districts sur 70.")
    assert [only.figures[k].low for k in sorted(only.bases)] == [70]


def test_acts_of_a_list_item_have_the_factuality_of_the_introducing_line() -> None:
    *_, item = body("Le comité prévoit :", "- la création d’un registre ;")
    assert {event.modality.code for event in item.events} == {"announced"}


@pytest.mark.parametrize(
    ("lead", "item", "code"),
    [
        ("Le comité prévoit :", "- 12 forages ;", "announced"),
        ("Le comité a réalisé :", "- 12 forages ;", "done"),
        ("Le comité a réalisé :", "- 12 forages seront ouverts ;", "announced"),
    ],
)
def test_a_list_item_has_the_factuality_of_the_introducing_line_unless_it_has_its_own(
    lead: str, item: str, code: str
) -> None:
    assert body(lead, item)[-1].modality(2).code == code


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("Le maire l’a signé.", True), ("Ils ont voté.", True), ("Ledit projet avance.", True),
        ("Il avance.", True), ("Le maire a signé la loi.", False), ("Le projet avance.", False),
    ],
)  # fmt: skip
def test_pronouns_and_demonstratives_are_anaphoric(text: str, takes: bool) -> None:
    assert body(text)[0].is_anaphoric is takes


def test_words_for_help_are_found() -> None:
    (only,) = body("Le centre a ouvert avec l’appui de la mairie, qui finance le puits.")
    assert [only.tokens.words[i] for i in only.supports] == ["appui", "finance"]
    assert body("Le centre a ouvert.")[0].supports == ()


# --- Where ---------------------------------------------------------------------------------------


def test_a_sentence_without_a_place_has_the_country_of_the_one_before() -> None:
    first, second, third = body("Au Togo, le comité a siégé. Les agents ont voté.", "Il attend.")
    assert {each.scope for each in (first, second, third)} == {("TG", "Togo")}


def test_a_place_in_the_sentence_takes_precedence() -> None:
    *_, last = body("Au Togo, le comité a siégé. Au Bénin, les agents ont voté.")
    assert last.scope == ("BJ", "Bénin")


def test_an_article_that_names_one_country_is_about_it_in_every_paragraph() -> None:
    assert body("Au Togo, le comité a siégé.", "Le maire attend.")[-1].scope[0] == "TG"
    assert (
        body("Le comité a siégé.", "Le maire attend.", title="Togo : la police togolaise vote")[
            -1
        ].scope[0]
        == "TG"
    )


def test_an_article_that_names_two_countries_has_no_default_country() -> None:
    read = body("Au Togo, le comité a siégé.", "Le Bénin suit.", "Le maire attend.")
    assert [each.scope[0] for each in read] == ["TG", "BJ", ""]


def test_the_dateline_gives_the_default_country() -> None:
    read = body("NIAMEY, 11 février 2025 – Le comité a siégé.", "Le maire parle au Togo.", "Bien.")
    assert [each.scope[0] for each in read] == ["NE", "TG", "NE"]


# --- When ----------------------------------------------------------------------------------------


def timed(sentence: Sentence, words: str) -> tuple[str, bool]:
    """The time of some words, and whether the sentence itself states it."""
    mention, here = sentence.time_of(sentence.text.index(words))
    return (mention.text if mention else "", here)


def test_a_time_is_stated_in_the_sentence_or_before() -> None:
    first, second = body("En 2023, le comité a siégé. Puis 36 000 personnes ont été touchées.")
    assert timed(first, "comité") == ("2023", True)
    assert timed(second, "36 000") == ("2023", False)
    assert timed(body("Puis 36 000 personnes ont été touchées.")[0], "36 000") == ("", False)


def test_a_list_item_has_the_time_of_the_introducing_line() -> None:
    *_, item = body("En 2023, le comité a réalisé :", "- 12 forages ;")
    assert timed(item, "12") == ("2023", False)


def test_a_deadline_does_not_apply_to_later_sentences() -> None:
    *_, second = body("Il faut finir avant le 1er mai 2026. Puis 36 000 personnes sont touchées.")
    assert timed(second, "36 000") == ("", False)


def test_a_figure_after_contre_has_the_time_of_the_comparison() -> None:
    (only,) = body("En 2024, 300 forages ont été réalisés, contre 250 en 2023.")
    assert timed(only, "300") == ("2024", True)
    assert timed(only, "250") == ("2023", True)


def test_the_event_is_the_first_day_shortly_before_publication() -> None:
    read = body("Le comité a siégé jeudi dernier à Louga.", "Le maire attend.")
    assert {each.reported_day.text for each in read if each.reported_day} == {"jeudi dernier"}
    assert all(each.reported_day for each in read)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Le comité a siégé le 12 mars 2023 à Louga.", TUESDAY),
        ("Le comité siégera le 12 mai 2025.", TUESDAY),
        ("Le comité a siégé en 2024.", TUESDAY),
        ("Le comité a siégé le 27 février 2025.", None),
    ],
)
def test_an_early_or_future_day_is_no_event(text: str, published: Period | None) -> None:
    assert body(text, published=published)[0].reported_day is None


# --- Plans ---------------------------------------------------------------------------------------


def test_another_plan_applies_to_later_sentences_until_a_time_is_stated() -> None:
    read = body(
        "Le plan 2018-2022 a pris fin. Les agents ont formé 40 juges. En 2024, 12 forages ont "
        "ouvert.",
        "Le maire attend.",
    )
    assert [bool(each.plan_scope(OURS)) for each in read] == [False, True, False, False]
    assert "2018-2022" in read[1].plan_scope(OURS)


@pytest.mark.parametrize("plan", ["Le plan 2024-2026 avance.", "Le comité a siégé."])
def test_sentences_after_one_about_our_plan_name_no_other_plan(plan: str) -> None:
    assert body(f"{plan} Les agents ont formé 40 juges.")[-1].plan_scope(OURS) == ""


def test_an_earlier_plan_is_known_by_its_adjective() -> None:
    (only,) = body("L’ancien plan et le précédent programme ont échoué.")
    found = [only.tokens.said(*span) for span in only.earlier_plans]
    assert len(found) == 2
    assert found[0].startswith("ancien plan")
    assert body("Le plan avance.")[0].earlier_plans == ()


def test_plans_of_the_same_years_are_the_same() -> None:
    months = Period(date(2024, 3, 1), date(2026, 6, 30))
    assert same_years(OURS, months)
    assert not same_years(OURS, Period(date(2023, 1, 1), date(2026, 12, 31)))
    assert not same_years(OURS, Period(None, date(2026, 12, 31)))


# --- Distances -----------------------------------------------------------------------------------


def test_a_comma_adds_to_the_distance() -> None:
    plain = body("Le comité du grand village vote.")[0]
    parted = body("Le comité, selon le maire, vote.")[0]
    ends = [(each, each.token_at(each.text.index("vote"))) for each in (plain, parted)]
    near, far = (each.distance((1, 2), (at, at + 1)) for each, at in ends)
    assert 0 < near < far


WORDS = st.sampled_from(
    (
        "le comité a siégé . , : ; - • ? Il cette rencontre 12 forages en 2024 2018-2022 plan "
        "ancien Au Togo NIAMEY – 11 février hier contre dont sur 70 l’a signé sera loi adoptée "
        "prévoit \n \n\n 1. a) « »"
    ).split(" ")
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join))


@given(TEXTS)
@settings(max_examples=60)
def test_sentences_of_any_text_lie_in_its_paragraphs(text: str) -> None:
    layout = read_layout(text, TUESDAY)
    end = 0
    for each in read_body(text, layout, TUESDAY):
        assert end <= each.start < each.end
        assert any(first <= each.start and each.end <= last for first, last in layout.paragraphs)
        assert all(each.start <= m.start < m.end <= each.end for m in each.mentions)
        assert bool(each.scope[0]) == bool(each.scope[1])
        assert each.before is None or each.before.end <= each.start
        assert each.lead is None or each.lead.end <= each.start
        end = each.end


@given(TEXTS, st.integers(0, 200))
@settings(max_examples=60)
def test_invariants_hold_for_any_sentence_and_place(text: str, place: int) -> None:
    sentence = Sentence(text, 0, len(text), TUESDAY)
    many = len(sentence.tokens)
    assert all(sentence.token_at(start) == i for i, start in
               enumerate(sentence.tokens.starts[:many]))  # fmt: skip
    mention, here = sentence.time_of(min(place, len(text)))
    assert mention is not None or not here
    modality = sentence.modality(min(place, len(text)))
    assert 0 <= modality.start <= modality.end <= len(text)
    assert all(0 <= event.first < event.stop <= many for event in sentence.events)
    assert all(0 <= first < stop <= many for first, stop in sentence.earlier_plans)
    assert sentence.bases <= set(range(len(sentence.figures)))


@given(TEXTS, st.data())
@settings(max_examples=60)
def test_distance_is_symmetric_and_zero_within_a_run(text: str, data: st.DataObject) -> None:
    sentence = Sentence(text, 0, len(text), None)
    many = len(sentence.tokens)
    if not many:
        return
    first, other = data.draw(st.integers(0, many - 1)), data.draw(st.integers(0, many - 1))
    one, two = (first, first + 1), (other, other + 1)
    assert sentence.distance(one, two) == sentence.distance(two, one) >= 0
    assert sentence.distance((0, many), one) == 0
