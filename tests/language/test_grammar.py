"""The tables of time: each row decides its own example, and is needed for it.

The examples are read on Wednesday 30 July 2025. `NAMES` has the rows in their order, so that none
is dropped or moved by accident.
"""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

import pytest

from plan.language.numbers.numerals import tokenise
from plan.language.time import (
    context,
    mentions,
    partial_dates,
    points,
    range_days,
    ranges,
    references,
    relative_times,
)
from plan.language.time.context import PLAN_RULES, ContextRule, PlanRule
from plan.language.time.grammar import YEAR
from plan.language.time.mentions import FlagRule, Mention
from plan.language.time.periods import read_periods
from plan.language.time.points import YEAR_LEADS, YearLead
from plan.language.time.references import REPORT_RULES, ReportRule
from plan.model.quantities import Period

DAY = Period(date(2025, 7, 30), date(2025, 7, 30))
NAMES = {
    (points, "EDGE_RULES"): ("joined middle, in the course of, at the end of, edge"),
    (points, "POINT_RULES"): (
        "short quarter or half, first months, ranked quarter or half, last part of a year, day "
        "word and weekday, day word, units ago, relative stretch, English units ago, date with "
        "slashes, date with hyphens, weekday with its side, month and day, day and month, day "
        "of this month, weekday and day, weekday, month of a year, month after an opening, "
        "month as a heading, decade, year"
    ),
    (relative_times, "STRETCH_FORMS"): (
        "side + unit, side + number + unit, number + side + unit, number + unit + side, number + "
        "unit + in progress, unit + side, unit + in progress, this + unit"
    ),
    (relative_times, "STRETCH_RULES"): (
        "day without a number, time spent, counted stretch, vague stretch, plural without a "
        "number, year elapsed, one stretch"
    ),
    (points, "YEAR_LEADS"): (
        "English of after a dated noun, English of, preposition of time, dated noun, of a dated "
        "noun or report, of something else, compared with, near a report, near a fiscal noun, "
        "nothing"
    ),
    (ranges, "RANGE_RULES"): (
        "since some units, since, until, duration, from one to another, years with a slash, "
        "years with a hyphen, point or list"
    ),
    (ranges, "JOIN_RULES"): ("year, month, day, day"),
    (partial_dates, "RESOLUTIONS"): (
        "months of a year, months of a year counted from this one, months ahead, months back, "
        "months or years from now, day of this month, weekday and day, full date, date of a "
        "year counted from this one, date to come, date past, date without its year, weekend, "
        "weeks, weekday, days in a row, day from now"
    ),
    (context, "CONTEXT_RULES"): (
        "recurring, reference, comparison, comparison, comparison, reports, cited, fiscal-year, "
        "approximate, publication, update"
    ),
    (context, "PLAN_RULES"): (
        "no range of years, of a report or an exercise, near a plan, after the publication, "
        "measured period, years with a hyphen"
    ),
    (range_days, "RANGE_RESOLUTIONS"): (
        "duration, vague, since some units, since, before a month or year, deadline, from the "
        "first to the last"
    ),
    (mentions, "FLAG_RULES"): (
        "approximate, approximate, vague, relative, since, deadline, unresolved, impossible, "
        "unfinished, future"
    ),
    (mentions, "ANNOUNCED_RULES"): (
        "deadline, year or distance stated, to come, neither day nor month, stated as a fact, "
        "weekday, day or month"
    ),
    (references, "REPORT_RULES"): "past, years, not since, as many, near",
    (references, "REFERENCE_RULES"): (
        "neighbouring day, year before, same time of another year, same time a year before, same "
        "year, same time"
    ),
}


def mentioned(example: str) -> tuple[Mention, ...]:
    return read_periods.__wrapped__(example, DAY)


def days(example: str) -> str:
    """The times of an example as the tables write them."""
    return " ".join(
        "~" * ("approximate" in m.flags) + (m.period.iso() if m.period else "?")
        for m in mentioned(example)
    )


Table = tuple[ModuleType, str]


def rows_of(table: Table) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(*table)
    return rows


def each_row(*tables: Table) -> pytest.MarkDecorator:
    """Parametrise a test by the rows of some tables."""
    rows = [(table, row) for table in tables for row in rows_of(table)]
    return pytest.mark.parametrize(
        ("table", "row"), rows, ids=[f"{table[1]} {row[0]}" for table, row in rows]
    )


def without(table: Table, row: Any, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(*table, tuple(each for each in rows_of(table) if each is not row))


@pytest.mark.parametrize("table", NAMES, ids=lambda table: table[1])
def test_the_rows_are_in_their_order(table: Table) -> None:
    assert ", ".join(row[0] for row in rows_of(table)) == NAMES[table]


READING = [(points, "EDGE_RULES"), (points, "POINT_RULES"), (relative_times, "STRETCH_FORMS"),
           (relative_times, "STRETCH_RULES"), (ranges, "RANGE_RULES")]  # fmt: skip
DECIDING = [(partial_dates, "RESOLUTIONS"), (ranges, "JOIN_RULES"),
            (range_days, "RANGE_RESOLUTIONS"), (mentions, "ANNOUNCED_RULES")]  # fmt: skip


@each_row(*READING, *DECIDING)
def test_an_example_has_the_days_of_its_row(
    table: Table, row: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert days(row.example) == row.days
    taken: list[Any] = []
    name = "read" if "read" in row._fields else "holds"

    def watched(*args: Any) -> Any:
        taken.append(getattr(row, name)(*args))
        return taken[-1]

    rows = tuple(
        each._replace(**{name: watched}) if each is row else each for each in rows_of(table)
    )
    monkeypatch.setattr(*table, rows)
    assert days(row.example) == row.days
    assert any(answer is not None and (name == "read" or answer) for answer in taken)


@each_row(*READING, *DECIDING)
def test_without_a_row_its_example_has_other_days(
    table: Table, row: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(table, row, monkeypatch)
    try:
        found = days(row.example)
    except (StopIteration, RuntimeError):  # no row is left that holds
        return
    assert found != row.days


@each_row((references, "REFERENCE_RULES"))
def test_a_row_resolves_its_reference(
    table: Table, row: references.ReferenceRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert days(row.example).split()[-1] == row.days
    without(table, row, monkeypatch)
    try:
        found = days(row.example).split()
    except (StopIteration, RuntimeError):  # no row is left that holds
        return
    assert found[-1] != row.days


@pytest.mark.parametrize("rule", REPORT_RULES, ids=lambda rule: rule.name)
def test_reports_fix_the_years_before_them_only_if_every_row_holds(
    rule: ReportRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixed = mentioned("Les deux dernières années, selon les rapports 2022 et 2023.")[0]
    assert "fixed-by-reports" in fixed.flags
    assert fixed.period == Period(date(2022, 1, 1), date(2023, 12, 31))
    assert "fixed-by-reports" not in mentioned(rule.example)[0].flags
    without((references, "REPORT_RULES"), rule, monkeypatch)
    assert "fixed-by-reports" in mentioned(rule.example)[0].flags


# --- Flags --------------------------------------------------------------------------------------


@each_row((context, "CONTEXT_RULES"), (mentions, "FLAG_RULES"))
def test_a_row_alone_gives_its_flag(
    table: Table, row: ContextRule | FlagRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mention,) = mentioned(row.example)
    assert row.flag in mention.flags
    without(table, row, monkeypatch)
    assert row.flag not in mentioned(row.example)[0].flags


@pytest.mark.parametrize("rule", PLAN_RULES, ids=lambda rule: rule.name)
def test_a_row_decides_whether_years_are_those_of_a_plan(
    rule: PlanRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_plan() -> bool:
        (mention,) = mentioned(rule.example)
        return "plan-period" in mention.flags

    assert is_plan() == rule.plan
    without((context, "PLAN_RULES"), rule, monkeypatch)
    try:
        assert is_plan() != rule.plan
    except (StopIteration, RuntimeError):
        assert rule is PLAN_RULES[-1]


# --- Bare years ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row", YEAR_LEADS, ids=lambda row: row.name)
def test_a_row_decides_whether_a_bare_year_is_a_time(row: YearLead) -> None:
    t = tokenise(row.example)
    (year,) = (i for i in range(len(t)) if YEAR.fullmatch(t.words[i]))
    assert next(each for each in YEAR_LEADS if each.holds(t, year)) is row
    others = [each for each in YEAR_LEADS if each is not row and each.holds(t, year)]
    assert row is YEAR_LEADS[-1] or others[0].leads != row.leads
    assert bool(mentioned(row.example)) == row.leads
