"""The timeline: every fact at its place on one scale, under its axis."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.presentation.timeline import Timeline, timeline

ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "indicators.yaml", ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"]


@cache
def viewed(path: Path) -> View:
    day = date(2026, 11, 21)
    return View(load(path), day, day, "en")


@cache
def drawn(path: Path) -> Timeline:
    return timeline(viewed(path), viewed(path).facts)


@pytest.mark.parametrize("path", PLANS, ids=["real", "second"])
def test_every_fact_is_under_its_axis_in_the_order_of_time(path: Path) -> None:
    view, shown = viewed(path), drawn(path)
    for axis in view.plan.axes:
        facts = [fact for fact in view.facts if fact.axis.id == axis.id]
        (moments,) = [each.moments for each in shown.axes
                      if each.title == axis.short_name.in_language("en")] or [()]  # fmt: skip
        assert [each.indicator for each in moments] == [fact.indicator.id for fact in facts]
        ends = [each.end for each in moments]
        assert ends == sorted(ends)


@pytest.mark.parametrize("path", PLANS, ids=["real", "second"])
def test_a_place_is_the_share_of_the_scale_up_to_its_day(path: Path) -> None:
    view, shown = viewed(path), drawn(path)
    facts = {(fact.indicator.id, fact.period.end): fact for fact in view.facts}
    first = shown.years[0][0]
    days = [fact.period.end for fact in facts.values()] + [view.plan.end, view.on]
    length = date(max(days).year, 12, 31) - date(first, 1, 1)
    for axis in shown.axes:
        for moment in axis.moments:
            ends = {
                round((end - date(first, 1, 1)) / length, 4)
                for name, end in facts
                if name == moment.indicator
            }
            assert moment.end in ends
            assert moment.start is None or 0 <= moment.start <= moment.end <= 1
    assert 0 <= shown.plan[0] < shown.plan[1] <= 1
    assert shown.plan[0] <= shown.day <= 1
    assert [at for _, at in shown.years] == sorted(at for _, at in shown.years)
    assert len(shown.years) <= 8


def test_what_was_so_at_the_latest_by_a_day_has_no_beginning() -> None:
    view = viewed(PLANS[0])
    open_ended = [fact for fact in view.facts if fact.period.start is None]
    shown = [each for axis in drawn(PLANS[0]).axes for each in axis.moments if each.start is None]
    assert len(shown) == len(open_ended) > 0


def test_the_scale_is_the_same_on_every_page_of_facts() -> None:
    view = viewed(PLANS[1])
    whole = drawn(PLANS[1])
    for first, last in ((0, 3), (3, 7), (4, 5)):
        part = timeline(view, view.facts[first:last])
        assert (part.years, part.plan, part.day) == (whole.years, whole.plan, whole.day)
        assert sum(len(axis.moments) for axis in part.axes) == last - first
    assert timeline(view, ()).axes == ()
