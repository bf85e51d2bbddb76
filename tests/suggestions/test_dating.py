"""The period of a fact: stated in its sentence, in an earlier one, or the day of the article."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from plan.articles.layout import Layout
from plan.model.quantities import Period
from plan.model.records import Indicator, Plan
from plan.suggestions import dating
from plan.suggestions.dating import (
    DATING_RULES,
    IGNORED_TIMES,
    DatingCase,
    DatingResult,
    DatingRule,
    IgnoredTime,
    find_period,
)
from plan.suggestions.sentences import Sentence, read_body

TUESDAY = Period(date(2025, 3, 4), date(2025, 3, 4))


@lru_cache
def indicator(nature: str) -> Indicator:
    """An indicator of wells of that nature."""
    steps = [{"id": "open", "name": {"fr": "Forage ouvert"}}] if nature == "steps" else []
    one = {"id": "1", "name": {"fr": "Forages"}, "nature": nature}
    one |= {"steps": steps} if steps else {"unit": "percent" if nature == "rate" else "site"}
    head = {"title": {"fr": "Plan des forages"}, "period": "2024/2026"}
    axis = {"id": "a", "name": {"fr": "Eau"}, "indicators": [one]}
    return Plan.read({"plan": head, "axes": [axis]}).indicator["1"]


def body(text: str, published: Period | None = TUESDAY) -> tuple[Sentence, ...]:
    return read_body(text, Layout((), paragraphs=((0, len(text)),)), published)


def case(
    sentence: Sentence, at: str, nature: str = "flow", *, step: bool = False, event: bool = False,
    announced: bool = False,
) -> DatingCase:  # fmt: skip
    place = sentence.text.index(at) + len(at) - 1
    return DatingCase(sentence, place, indicator(nature), step, event, announced)


def dated(text: str, at: str, published: Period | None = TUESDAY, nature: str = "flow",
          **how: bool) -> DatingResult:  # fmt: skip
    """The period of the fact at some words of the last sentence of a text."""
    return find_period(case(body(text, published)[-1], at, nature, **how))


def iso(found: DatingResult) -> str:
    return found.period.iso() if found.period else ""


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("En 2024, 12 forages ont été réalisés.", "2024-01-01/2024-12-31"),
        ("En janvier 2025, 12 forages ont été réalisés.", "2025-01-01/2025-01-31"),
        ("12 forages ont été réalisés le mois dernier.", "2025-02-01/2025-02-28"),
    ],
)
def test_a_time_in_the_sentence_dates_its_fact(text: str, period: str) -> None:
    found = dated(text, "12")
    assert (iso(found), found.how) == (period, "period")
    assert found.here is not None
    assert found.words in text


def test_a_time_in_the_sentence_before_dates_the_fact() -> None:
    found = dated("Le comité a fait le bilan de 2024. Au total, 12 forages ont été réalisés.", "12")
    assert (iso(found), found.how, found.here) == (
        "2024-01-01/2024-12-31", "period-before", None,
    )  # fmt: skip


def test_a_flow_takes_the_running_period_of_a_report() -> None:
    first, *_, last = body(
        "En 2024, 12 forages ont été réalisés. L’eau est claire. Le maire est content. "
        "Les villages voisins aussi. Ensuite 30 forages ont été réalisés."
    )
    running = find_period(case(first, "12")).lasting
    assert iso(find_period(case(last, "30"), running)) == "2024-01-01/2024-12-31"
    assert find_period(case(last, "30")).period is None


def test_a_relative_time_is_unresolved_without_the_day_of_the_article() -> None:
    found = dated("12 forages ont été réalisés le mois dernier.", "12", None)
    assert found == DatingResult(
        None, "period-unresolved", "le mois dernier", frozenset({"unresolved"})
    )


def test_a_fact_without_a_time_is_undated() -> None:
    found = dated("12 forages ont été réalisés.", "12")
    assert (found.period, found.how) == (None, "period-none")
    assert "undated" in found.flags


def test_a_level_in_the_present_tense_has_the_day_of_the_article() -> None:
    found = dated("Le pays compte 12 forages.", "12", nature="stock")
    assert (found.period, found.how) == (TUESDAY, "period-present")
    assert dated("Le pays comptait 12 forages.", "12", nature="stock").how != "period-present"
    assert dated("Le pays compte 12 forages.", "12").how != "period-present"


def test_a_step_in_the_present_tense_was_reached_by_the_day_of_the_article() -> None:
    found = dated(
        "Le forage est ouvert au public.", "ouvert", nature="steps", step=True, event=True
    )
    assert found.period == Period(None, TUESDAY.end)
    assert "undated" in found.flags


def test_a_deadline_dates_announced_facts_only() -> None:
    text = "12 forages sont promis d’ici à décembre 2025."
    assert iso(dated(text, "12")) == ""
    found = dated(text, "12", announced=True)
    assert found.period is not None
    assert found.period.end == date(2025, 12, 31)


def test_an_event_without_a_time_has_the_day_of_the_reported_event() -> None:
    found = dated(
        "Le comité s’est réuni lundi 3 mars 2025 à Thiès. La convention a été signée.", "signée",
        event=True,
    )  # fmt: skip
    assert iso(found) == "2025-03-03"
    assert found.how in ("period-event", "period-before")


# --- The tables ---------------------------------------------------------------------------------


def of_example(row: DatingRule | IgnoredTime) -> DatingResult:
    """The result for the last starred fact of an example; an earlier one gives the period to it."""
    nature, *how = row.fact.split()
    stars = [at for at, character in enumerate(row.example) if character == "*"]
    sentences = body(row.example.replace("*", ""))
    running = None
    for before, at in enumerate(stars):
        place = at - before
        sentence = next(each for each in sentences if each.start <= place < each.end)
        fact = DatingCase(
            sentence, place - sentence.start, indicator(nature), "step" in how, "event" in how
        )
        found = find_period(fact, running)
        running = found.lasting
    return found


def test_the_rows_are_in_their_order() -> None:
    assert [row.name for row in IGNORED_TIMES] == [
        "deadline of a fact", "future of a fact", "date of a cited text",
    ]  # fmt: skip
    assert [row.name for row in DATING_RULES] == [
        "step reached by now", "level now", "event of the reported day", "running period",
        "unresolved time", "time of the sentence", "time of an earlier sentence", "no time",
    ]  # fmt: skip


@pytest.mark.parametrize("row", IGNORED_TIMES, ids=lambda row: row.name)
def test_a_row_alone_ignores_the_time_of_its_example(
    row: IgnoredTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_example(row).how == "period-none"
    rows = tuple(each for each in IGNORED_TIMES if each is not row)
    monkeypatch.setattr(dating, "IGNORED_TIMES", rows)
    assert of_example(row).how == "period"


@pytest.mark.parametrize("row", DATING_RULES, ids=lambda row: row.name)
def test_a_row_dates_its_example_which_is_dated_otherwise_without_it(
    row: DatingRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = of_example(row)
    assert (iso(found), found.how) == (row.period, row.how)
    rows = tuple(each for each in DATING_RULES if each is not row)
    monkeypatch.setattr(dating, "DATING_RULES", rows)
    if row is DATING_RULES[-1]:
        with pytest.raises(StopIteration):
            of_example(row)
    else:
        other = of_example(row)
        assert (iso(other), other.how) != (row.period, row.how)
