"""A suggestion is compared with the record, by the constraints of the method."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.file.reading import read_text
from plan.model.quantities import Stated, read_period
from plan.model.records import Plan
from plan.suggestions.matching import RELATIONS, RecordMatch, match_record
from plan.suggestions.suggestion import Suggestion

HEAD = """\
plan:
  title: {fr: Plan des puits}
  period: 2023/2027
  units:
    - {id: well, name: {fr: puits}}
  dimensions:
    - id: place
      name: {fr: lieu}
      values: [{id: town, name: {fr: villes}}]
sources:
  - {id: gazette, file: gazette.txt, kind: press, published: 2025-01-15}
  - {id: rapport, file: rapport.txt, kind: report, published: 2025-03-01}
  - {id: relais, file: relais.txt, kind: press, published: 2025-03-02, origin: enquete}
axes:
  - id: water
    name: {fr: Eau}
    indicators:
"""
STEPS = (
    "        steps: [{id: drawn, name: {fr: Dessiné}}, {id: dug, name: {fr: Creusé}}, "
    "{id: open, name: {fr: Ouvert}}]\n"
)


def plan(nature: str = "flow", *observations: str, more: str = "") -> Plan:
    """A plan of one indicator, ``1``, with some observations, each as it would be written."""
    unit = STEPS if nature == "steps" else "        unit: well\n"
    lines = "".join(f"          - {{{each}}}\n" for each in observations)
    text = (
        f'{HEAD}      - id: "1"\n        name: {{fr: Puits creusés}}\n        nature: {nature}\n'
        f"{unit}{more}        observations:\n{lines}"
    )
    reading = read_text(text)
    assert reading.plan is not None, reading.problems
    return reading.plan


def quoted(source: str, words: str) -> str:
    return f"evidence: [{{source: {source}, quote: {words}}}]"


def said(
    value: tuple[str, object] | None = None,
    period: str | None = "2024",
    *,
    step: str | None = None,
    quote: str = "les puits sont là",
    announced: bool = False,
    flags: tuple[str, ...] = (),
) -> Suggestion:
    return Suggestion(
        start=0,
        end=len(quote),
        quote=quote,
        indicator="1",
        value=Stated(*value) if value else None,  # type: ignore[arg-type]
        step=step,
        unit="well",
        period=read_period(period) if period else None,
        announced=announced,
        flags=flags,
        score=0.9,
        reasons=(),
        sentence=(0, len(quote)),
    )


def relation(of: Plan, suggestion: Suggestion, source: str | None = None) -> tuple[str, list[int]]:
    match = match_record(of, suggestion, source)
    assert isinstance(match, RecordMatch)
    assert match.relation in RELATIONS
    return match.relation, list(match.observations)


# --- Words on record -----------------------------------------------------------------------------


def test_a_suggestion_without_a_record_is_new() -> None:
    assert relation(plan(), said(("exactly", 12))) == ("new", [])
    assert relation(plan("steps"), said(step="dug")) == ("new", [])


def test_words_already_quoted_from_the_same_article_are_cited() -> None:
    held = plan(
        "flow",
        "period: 2023, exactly: 3, " + quoted("gazette", "trois puits"),
        "period: 2024, exactly: 12, " + quoted("gazette", "douze puits ont été creusés"),
    )
    for quote in (
        "douze puits ont été creusés",
        "DOUZE puits ont  été creusés",
        "en 2024, douze puits ont été creusés au bord du fleuve",
        "puits ont été creusés",
    ):
        assert relation(held, said(("exactly", 99), quote=quote), "gazette") == ("cited", [1])


def test_the_same_words_of_another_article_are_not_cited() -> None:
    held = plan("flow", "period: 2024, exactly: 12, " + quoted("gazette", "douze puits"))
    for source in ("rapport", None):
        assert relation(held, said(("exactly", 12), quote="douze puits"), source)[0] != "cited"


# --- The same fact -------------------------------------------------------------------------------

HELD = "period: 2024, exactly: 12, "


def test_the_same_fact_from_another_article_is_independent() -> None:
    held = plan("flow", HELD + quoted("gazette", "douze puits"))
    assert relation(held, said(("exactly", 12)), "rapport") == ("independent", [0])
    assert relation(held, said(("exactly", 12)), None) == ("independent", [0])


def test_the_same_fact_from_the_same_article_is_no_second_source() -> None:
    held = plan("flow", HELD + quoted("gazette", "douze puits"))
    assert relation(held, said(("exactly", 12)), "gazette") == ("same-origin", [0])


@pytest.mark.parametrize(
    "words",
    [
        HELD + quoted("relais", "douze puits"),
        HELD + "evidence: [{source: gazette, quote: douze puits, origin: enquete}]",
    ],
)
def test_two_articles_that_relay_one_report_have_the_same_origin(words: str) -> None:
    held = plan("flow", words)
    relaying = said(("exactly", 12), quote="selon le rapport, douze puits sont là")
    assert relation(held, relaying) == ("same-origin", [0])
    assert relation(held, said(("exactly", 12), quote="douze puits sont là")) == (
        "independent",
        [0],
    )


def test_another_period_or_qualifier_is_not_the_same_fact() -> None:
    held = plan("flow", HELD + quoted("gazette", "douze puits"))
    assert relation(held, said(("exactly", 12), "2023"))[0] == "new"
    assert relation(held, said(("at_least", 12)))[0] == "compatible"


# --- Flows ---------------------------------------------------------------------------------------


def test_a_flow_that_narrows_the_record_is_finer() -> None:
    held = plan("flow", "period: 2024, at_least: 10")
    assert relation(held, said(("exactly", 12))) == ("finer", [0])
    assert relation(held, said(("at_least", 12))) == ("finer", [0])
    assert relation(held, said(("at_most", 40))) == ("finer", [0])


def test_a_flow_that_adds_nothing_is_compatible() -> None:
    held = plan("flow", "period: 2024, exactly: 12")
    assert relation(held, said(("at_least", 10))) == ("compatible", [0])
    assert relation(held, said(("between", (10, 20)))) == ("compatible", [0])


def test_a_flow_may_contradict_overlapping_periods() -> None:
    held = plan(
        "flow",
        "period: 2023, exactly: 30",
        "period: 2024, at_least: 40",
        "period: 2026, exactly: 5",
    )
    # Both years make 70 at least; 2026 has no part in it.
    assert relation(held, said(("exactly", 60), "2023/2024")) == ("contradicts", [0, 1])
    assert relation(held, said(("exactly", 70), "2023/2024"))[0] == "finer"
    # A month counts no more than its year.
    assert relation(held, said(("exactly", 31), "2023-05")) == ("contradicts", [0])
    assert relation(held, said(("exactly", 29), "2023-05"))[0] == "finer"


def test_a_flow_of_an_unbounded_period_is_new() -> None:
    held = plan("flow", "period: 2023, exactly: 30")
    assert relation(held, said(("exactly", 7), "2025")) == ("new", [])


def test_a_flow_without_a_period_cannot_contradict() -> None:
    held = plan("flow", "period: 2024, exactly: 12")
    for period in (None, "../2024-06-30"):
        assert relation(held, said(("exactly", 500), period)) == ("compatible", [0])


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 700), st.integers(0, 365), st.data())
def test_a_flow_of_a_shorter_period_contradicts_only_if_larger(
    whole: int, part: int, first: int, days: int, data: st.DataObject
) -> None:
    begin = date(2023, 1, 1) + timedelta(first)
    held = plan("flow", f"period: {begin}/{begin + timedelta(days)}, exactly: {whole}")
    lead = data.draw(st.integers(0, days))
    inside = begin + timedelta(lead)
    end = inside + timedelta(data.draw(st.integers(0, days - lead)))
    match, _ = relation(held, said(("exactly", part), f"{inside}/{end}"))
    if lead or end < begin + timedelta(days):
        assert (match == "contradicts") == (part > whole)
    else:
        assert match == ("independent" if part == whole else "contradicts")


# --- Levels and steps ----------------------------------------------------------------------------


def test_a_level_is_compared_with_the_same_day_only() -> None:
    held = plan("stock", "period: 2024-06-30, exactly: 12", "period: 2024-12-31, at_least: 20")
    assert relation(held, said(("exactly", 13), "2024-06-30")) == ("contradicts", [0])
    assert relation(held, said(("exactly", 25), "2024-12-31")) == ("finer", [1])
    assert relation(held, said(("at_least", 10), "2024-12-31")) == ("compatible", [1])
    assert relation(held, said(("exactly", 13), "2024-09-30")) == ("new", [])
    assert relation(held, said(("exactly", 13), None))[0] == "compatible"


def test_a_higher_step_is_new_and_a_lower_one_compatible() -> None:
    held = plan("steps", "period: 2024-03-01, step: dug")
    assert relation(held, said(step="open", period="2025-01-01")) == ("new", [0])
    assert relation(held, said(step="drawn", period="2023-05-01")) == ("compatible", [0])


def test_a_reversible_step_may_be_contradicted() -> None:
    held = plan("steps", "period: 2024-03-01, step: dug", more="        reversible: true\n")
    assert relation(held, said(step="drawn", period="2024-03-01")) == ("contradicts", [0])
    assert relation(held, said(step="drawn", period="2025-03-01")) == ("new", [])


# --- What is compared with nothing ---------------------------------------------------------------


def test_a_part_and_another_unit_are_not_compared() -> None:
    held = plan("flow", "period: 2024, exactly: 12")
    assert relation(held, said(("exactly", 500), flags=("part",))) == ("part", [])
    assert relation(held, said(flags=("other-unit",))) == ("other-unit", [])


def test_announced_facts_and_statements_contradict_nothing() -> None:
    held = plan("flow", "period: 2024, exactly: 12")
    assert relation(held, said(("exactly", 500), announced=True)) == ("new", [])
    assert relation(held, said()) == ("new", [])


@pytest.mark.parametrize(
    "observation",
    [
        "period: 2024, exactly: 12, set_aside: {fr: à part}",
        "period: 2024, statement: {fr: On creuse.}",
        "period: 2024, exactly: 12, part: {place: town}",
    ],
)
def test_a_larger_total_does_not_contradict_a_record_without_a_total(observation: str) -> None:
    assert relation(plan("flow", observation), said(("exactly", 13)))[0] != "contradicts"


def test_a_total_below_a_part_on_record_contradicts_it() -> None:
    held = plan("flow", "period: 2024, exactly: 12, part: {place: town}")
    assert relation(held, said(("exactly", 11))) == ("contradicts", [0])


def test_every_relation_has_words_of_its_own() -> None:
    assert len(set(RELATIONS.values())) == len(RELATIONS)
    assert set(RELATIONS) == {
        "new", "cited", "same-origin", "independent", "finer", "compatible", "contradicts",
        "other-unit", "part",
    }  # fmt: skip
