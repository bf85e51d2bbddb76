"""What a change changed, in the words of values: generated changes, and what is not understood."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.desk.change import Change, ValueChange, changes_between
from plan.desk.entry_words import entry_words
from plan.desk.journal import Entry, entry_between
from plan.edition.edition import load
from plan.edition.view import View
from plan.file.emitter import inline
from plan.model.quantities import Language

ROOT = Path(__file__).parents[2]
WHEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
HEAD = "plan: {title: {fr: Plan}, period: 2023/2027}\naxes:\n  - id: a\n    name: {fr: Axe}\n"


@cache
def viewed(language: Language) -> View:
    day = date(2026, 3, 14)
    return View(load(ROOT / "indicators.yaml"), day, day, language)


def entry(before: str, after: str) -> Entry:
    return entry_between(before, after, Change(WHEN, "awa"))


def plan_of(*indicators: dict[str, Any]) -> str:
    rows = "".join(f"      - {inline(each)}\n" for each in indicators)
    return f"{HEAD}    indicators:\n{rows}"


def indicator(*observations: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An indicator with an id of the real plan, from which its unit is read."""
    held = {"observations": list(observations)} if observations else {}
    return {"id": "2.1", "name": {"fr": "Victimes identifiées"}, "nature": "flow",
            "unit": "victim", **held, **more}  # fmt: skip


def observed(number: int, year: int, key: str = "exactly") -> dict[str, Any]:
    return {"period": str(year), key: str(number)}


@given(
    number=st.integers(0, 10**6), year=st.integers(2023, 2027),
    others=st.lists(st.integers(2000, 2022), max_size=3, unique=True), at=st.integers(0, 3),
)  # fmt: skip
def test_a_value_added_or_removed_is_said_with_its_period_and_its_indicator(
    number: int, year: int, others: list[int], at: int
) -> None:
    held = [observed(7, each) for each in others]
    more = [*held[:at], observed(number, year), *held[at:]]
    before, after = plan_of(indicator(*held)), plan_of(indicator(*more))
    say = viewed("en").say
    noun = "victim" if number == 1 else "victims"
    value = f"{say.number(number)} {noun} ({year})"
    assert entry_words(viewed("en"), entry(before, after)) == [f"2.1: {value} added"]
    assert entry_words(viewed("en"), entry(after, before)) == [f"2.1: {value} removed"]


def test_an_added_value_reads_in_french_as_people_say_it() -> None:
    change = entry(plan_of(indicator()), plan_of(indicator(observed(412, 2025))))
    assert entry_words(viewed("fr"), change) == ["2.1\u00a0: 412 victimes (2025) ajouté"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (observed(400, 2025), observed(412, 2025), "412 victims instead of 400 victims"),
        (observed(412, 2024), observed(412, 2025), "period, 2025 instead of 2024"),
    ],
)
def test_a_corrected_value_is_said_with_what_it_was(
    before: dict[str, Any], after: dict[str, Any], words: str
) -> None:
    change = entry(plan_of(indicator(before)), plan_of(indicator(after)))
    assert entry_words(viewed("en"), change) == [f"2.1: {words}"]


def test_names_choices_and_whole_records_are_in_words() -> None:
    view = viewed("en")
    one, other = indicator(direction="up"), indicator(direction="down")
    assert entry_words(view, entry(plan_of(one), plan_of(other))) == [
        "2.1: desired change, decrease instead of increase"
    ]
    new = {**indicator(), "id": "9.9", "name": {"fr": "Puits"}}
    assert entry_words(view, entry(plan_of(one), plan_of(one, new))) == [
        "the indicator 9.9 “Puits” added"
    ]
    target = {"by": "2027-12-31", "value": "500", "basis": "proposed"}
    assert entry_words(view, entry(plan_of(indicator()), plan_of(indicator(targets=[target])))) == [
        "2.1: a target, 500 victims by 31 December 2027 added"
    ]


def test_a_change_of_several_indicators_names_none_that_it_may_not_be_of() -> None:
    first, second = indicator(), {**indicator(), "id": "2.2"}
    more = [{**each, "observations": [observed(5, 2025)]} for each in (first, second)]
    words = entry_words(viewed("en"), entry(plan_of(first, second), plan_of(*more)))
    assert words == ["5 (2025) added"]


def test_many_changes_are_counted_after_the_first() -> None:
    held = [observed(n, 2025) for n in range(1, 21)]
    words = entry_words(viewed("en"), entry(plan_of(indicator()), plan_of(indicator(*held[:2]))))
    assert words == ["2.1: 1 victim (2025) and 2 victims (2025) added"]
    gone = entry(plan_of(indicator(*held)), plan_of(indicator(held[0])))
    assert entry_words(viewed("en"), gone)[-1] == "… and 11 more changes."


WORDS = st.text(max_size=20)
TREES = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    "plan axes sources bodies indicators observations targets evidence period by on exactly about "
    "between step basis name fr part flag nothing".split()
)
ADDRESSES = st.lists(KEYS | st.integers(0, 3), max_size=7).map(tuple)


@given(ADDRESSES, TREES, TREES)
def test_what_is_not_understood_is_left_out(address: Any, before: Any, after: Any) -> None:
    strange = Entry("edit", WHEN, "awa", "", "", "", (ValueChange(address, before, after),), ("1",))
    for language in ("fr", "en"):
        assert all(isinstance(each, str) for each in entry_words(viewed(language), strange))


@given(TREES, TREES)
def test_any_two_texts_can_be_worded(before: Any, after: Any) -> None:
    texts = [inline({"plan": each}) for each in (before, after)]
    made = Change(WHEN, "awa", change_set=changes_between(*texts))
    assert isinstance(entry_words(viewed("en"), entry_between(*texts, made)), list)
