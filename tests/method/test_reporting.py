"""What is awaited of an indicator: by its frequency, the plan's time and its latest evidence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.evidence.dossier import Dossier, Passage
from plan.evidence.match import Match
from plan.method.assessment import assess
from plan.method.reporting import Reporting, reporting
from plan.model.quantities import Period
from plan.model.records import Evidence, Indicator, Source

PLAN = Period(date(2023, 1, 1), date(2027, 12, 31))
LATE = date(2030, 1, 1)
SOURCE = Source.read({"id": "s", "file": "s.txt", "kind": "press", "published": "2023-01-01"})
PASSAGE = Passage(
    Evidence.read({"source": "s", "quote": "mot pour mot"}),
    SOURCE, Match("exact", 0, 12, "mot pour mot", ()), True,
)  # fmt: skip


def assessed(observations: list[dict[str, Any]], on: date, **more: Any) -> Any:
    read = {"id": "1", "name": {"fr": "Nom"}, "nature": "stock", "unit": "site", **more}
    made = Indicator.read({**read, "observations": observations})
    return assess(made, Dossier(tuple((PASSAGE,) for _ in observations)), PLAN, on, LATE)


def awaited(observations: list[dict[str, Any]], on: str, **more: Any) -> tuple[str, str | None]:
    day = date.fromisoformat(on)
    found = reporting(assessed(observations, day, **more), PLAN, day)
    return found.awaited, found.since and found.since.isoformat()


def seen(period: str) -> dict[str, Any]:
    return {"period": period, "exactly": 3}


STEPS: dict[str, Any] = {
    "nature": "steps",
    "unit": None,
    "steps": [{"id": name, "name": {"fr": name}} for name in "ab"],
}


def test_a_first_value_is_awaited_after_the_first_period_of_the_plan() -> None:
    assert awaited([], "2023-12-31", frequency="annual") == ("nothing", "2024-01-01")
    assert awaited([], "2024-01-01", frequency="annual") == ("first", "2024-01-01")
    assert awaited([], "2026-11-30") == ("first", "2024-01-01")  # a year is counted


def test_evidence_from_before_the_plan_reports_nothing_of_it() -> None:
    assert awaited([seen("2022")], "2024-06-30") == ("first", "2024-01-01")


def test_what_is_not_yet_known_to_the_day_is_awaited() -> None:
    assert awaited([seen("2025-06-30")], "2024-06-30") == ("first", "2024-01-01")
    assert awaited([seen("2025-06-30")], "2025-07-01") == ("nothing", "2026-07-01")


@pytest.mark.parametrize(
    ("latest", "frequency", "since"),
    [
        ("2024-01-30", "monthly", "2024-02-29"),
        ("2024-02-29", "monthly", "2024-04-01"),
        ("2024-08-30", "biannual", "2025-02-28"),
        ("2024-02-28", "annual", "2025-02-28"),
        ("2027-12-30", "monthly", "2028-01-01"),
    ],
)
def test_months_are_those_of_the_calendar(latest: str, frequency: str, since: str) -> None:
    assert awaited([seen(latest)], since, frequency=frequency) == ("newer", since)


@pytest.mark.parametrize(
    ("step", "reversible", "frequency", "expected"),
    [
        ("b", "false", "annual", ("nothing", None)),
        ("a", "false", "annual", ("newer", "2025-07-01")),
        ("b", "true", "annual", ("newer", "2025-07-01")),
        ("a", "false", "once", ("nothing", "2028-01-01")),
        ("b", "false", "once", ("nothing", None)),
    ],
)
def test_a_ladder_is_awaited_until_its_last_step(
    step: str, reversible: str, frequency: str, expected: tuple[str, str | None]
) -> None:
    observed = [{"period": "2024-06-30", "step": step}]
    more = {**STEPS, "reversible": reversible, "frequency": frequency}
    assert awaited(observed, "2026-11-30", **more) == expected


def test_evidence_to_the_end_of_the_plan_leaves_nothing_to_await() -> None:
    assert awaited([seen("2027-12-31")], "2029-12-31") == ("nothing", None)
    assert awaited([seen("2027-11-30")], "2029-12-31") == ("newer", "2028-01-01")


@given(
    latest=st.dates(PLAN.start, PLAN.end),
    on=st.dates(date(2023, 1, 1), date(2029, 12, 31)),
    frequency=st.sampled_from(["monthly", "quarterly", "biannual", "annual", "once", None]),
)
def test_old_evidence_is_awaited_and_nothing_is_awaited_before_its_day(
    latest: date, on: date, frequency: str | None
) -> None:
    observed = [seen(latest.isoformat())] if latest <= on else []
    each = assessed(observed, on, frequency=frequency)
    found = reporting(each, PLAN, on)
    if each.stale and latest < PLAN.end:
        assert found.awaited == "newer"
    if found.awaited != "nothing":
        assert found.since is not None
        assert PLAN.start < found.since <= min(on, PLAN.end + timedelta(days=1))
        assert found.awaited == ("newer" if observed else "first")
    elif found.since is not None:
        assert on < found.since
    assert found == Reporting(found.awaited, found.since)
