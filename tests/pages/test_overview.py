"""The overview and an axis in Chromium: what is seen first, by whom, and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest
from browsing import (
    Served,
    address,
    browser,
    context_of,
    reader,
    served,
    settled,
    until,
    violations,
)
from plan_files import SENEGAL, write_plan
from playwright.sync_api import Page, expect
from pypdf import PdfReader

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures

#: The place of each axis and of its tiles, from the top of the window, in pixels.
BOXES = """() => [...document.querySelectorAll('.plan-axes > *')].map(element => {
  const box = element.getBoundingClientRect()
  return {tag: element.tagName, top: box.top, bottom: box.bottom, left: box.left, right: box.right}
})"""


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard of a plan with proposed targets, contradictions and a published target."""
    folder = tmp_path_factory.mktemp("second")
    write_plan(folder, SENEGAL)
    dashboard = Served(folder)
    yield dashboard
    dashboard.stop()


def test_the_axes_lie_side_by_side_on_the_first_screen(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr", width=1280, height=800)
    boxes = page.evaluate(BOXES)
    heads = [box for box in boxes if box["tag"] == "SECTION"]
    assert len(heads) == 4
    assert len({box["top"] for box in heads}) == 1
    assert all(a["right"] < b["left"] for a, b in pairwise(heads))
    assert max(box["bottom"] for box in boxes) < 760


@pytest.mark.parametrize(("width", "screens"), [(390, 2), (320, 3)])
def test_a_phone_shows_each_axis_above_its_tiles_and_nothing_sideways(
    served: Served, reader: Callable[..., Page], width: int, screens: int
) -> None:
    page = reader(f"{served.url}/?lang=fr", width=width, height=844)
    boxes = page.evaluate(BOXES)
    heads, tiles = boxes[:4], boxes[4:]
    for head, under in zip(heads, tiles, strict=True):
        assert head["bottom"] == pytest.approx(under["top"], abs=1)
    assert max(box["bottom"] for box in boxes) < screens * 844
    for name in ("", "axis"):
        if name:
            page.goto(f"{served.url}/{name}?lang=fr")
            settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # What scrolls lies in the main part of the page, not in the document.
        scrolled = "e => e.scrollWidth - e.clientWidth"
        assert page.locator("[data-testid=stMain]").evaluate(scrolled) <= 0


def test_the_keyboard_reaches_each_axis_before_the_indicators_of_any(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr")
    page.locator(".st-key-bar button").last.focus()
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))
    axes = [href for href in reached if href.startswith("axis?")]
    assert len(axes) == 4
    assert reached.index(axes[-1]) < min(
        n for n, href in enumerate(reached) if href.startswith("indicator?")
    )


def test_the_overview_prints_on_two_pages_with_its_axes_whole_and_dark_on_light(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr", dark=True, width=1280, height=800)
    pages = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True))).pages
    assert len(pages) <= 2
    first = pages[0].extract_text()
    assert all(number in first for number in ("1.1", "2.6", "3.7", "4.8"))
    page.emulate_media(media="print")
    ground, ink = page.locator(".plan-axes .tile").first.evaluate(
        """tile => [getComputedStyle(document.querySelector('.stApp')).backgroundColor,
                    getComputedStyle(tile).color]"""
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(11, 17, 23)")


def test_a_tile_says_its_state_by_sign_word_and_colour_and_leads_to_its_indicator(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr")
    tile = page.locator("a.tile", has_text="3.1").first
    expect(tile).to_contain_text("✓")
    expect(tile).to_contain_text("atteinte")
    silent = page.locator("a.tile", has_text="3.7").first
    styles = (
        "tile => [getComputedStyle(tile).borderTopStyle, getComputedStyle(tile).backgroundColor]"
    )
    assert silent.evaluate(styles) == ["dashed", "rgba(0, 0, 0, 0)"]
    assert tile.evaluate(styles)[0] == "solid"
    tile.click()
    expect(page.get_by_test_id("stMain").locator("h1")).to_contain_text("3.1")


def test_the_switch_judges_by_proposed_targets_and_marks_what_it_judges(
    second: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{second.url}/?lang=fr&on=2026-01-15")
    assert page.locator("a.tile", has_text="sim.").count() == 0
    page.get_by_text("Avec les cibles proposées").click()
    until(lambda: "simulate=true" in address(page))
    settled(page)
    expect(page.locator(".plan-note")).to_contain_text("Simulation")
    assert page.locator("a.tile", has_text="sim.").count() == 2
    expect(page.locator(".plan-axes .simulated").first).to_have_text("Simulation")
    expect(page.locator(".plan-pill", has_text="(simulation)").first).to_be_visible()
    assert violations(page) == []
    page.goto(f"{second.url}/axis?lang=fr&on=2026-01-15&axis=trees&simulate=true")
    settled(page)
    expect(page.locator(".plan-pill", has_text="(simulation)").first).to_be_visible()


def test_named_days_are_a_click_away(served: Served, reader: Callable[..., Page]) -> None:
    page = reader(f"{served.url}/?lang=fr")
    opener = page.locator("[data-testid=stPopover] button").first
    opener.click()
    page.get_by_text("fin 2024", exact=True).click()
    until(lambda: "on=2024-12-31" in address(page))
    settled(page)
    expect(opener).to_contain_text("Situation au 31 décembre 2024")
    page.get_by_text("aujourd’hui", exact=True).click()
    until(lambda: "on=" not in address(page))
    settled(page)
    expect(opener).to_contain_text(str(date.today().year))


def test_an_axis_is_one_table_with_bars_and_accessible_in_the_dark(
    second: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{second.url}/axis?lang=en&axis=water&on=2026-01-15", dark=True)
    expect(page.get_by_role("table", name="Indicators")).to_have_count(1)
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 0
    bars = page.locator(".plan-table .plan-bar")
    assert bars.count() == 3
    assert all(name.startswith("Progress: ") for name in bars.evaluate_all(
        "bars => bars.map(bar => bar.ariaLabel)"))  # fmt: skip
    expect(page.locator(".plan-table .due").first).to_be_visible()
    assert violations(page) == []
