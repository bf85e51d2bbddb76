"""What a reader sees before the application has started, and without scripts, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import (
    PATIENCE,
    Served,
    browser,
    context_of,
    new_context,
    reader,
    served,
    settled,
    violations,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures

NAME = "1.1 Personnes touchées par les actions de sensibilisation"
QUOTED = "plus de cent milles (100.000) personnes ont été sensibilisées"
ADDRESS = "indicator?indicator=1.1&on=2025-12-31&lang=fr"
#: Records what is on screen, in order: the first paint, nothing, or the page.
RECORD = """(() => {
  window.planShown = []
  const look = () => {
    const first = document.getElementById("first-paint")
    const drawn = document.querySelector("#root h1") === null ? "nothing" : "page"
    const shown = first !== null && getComputedStyle(first).display !== "none" ? "first" : drawn
    if (planShown.at(-1) !== shown) planShown.push(shown)
    requestAnimationFrame(look)
  }
  document.addEventListener("DOMContentLoaded", look)
})()"""


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> BrowserContext:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    return context


def test_without_scripts_a_page_says_its_finding_and_leads_on(
    served: Served, scriptless: BrowserContext
) -> None:
    page = scriptless.new_page()
    page.goto(f"{served.url}/{ADDRESS}")
    expect(page).to_have_title(re.compile(f"^{NAME} – .*"))
    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.locator(".plan-finding")).to_contain_text("100\u202f000")
    expect(page.locator("blockquote")).to_contain_text(QUOTED)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("status")).to_be_hidden()
    page.locator("figure a").click()
    expect(page.locator("h1")).not_to_have_text(NAME)
    expect(page.locator("blockquote").first).to_contain_text("traite")
    page.get_by_role("link", name="Axes stratégiques").click()
    page.locator("main > ul a").first.click()
    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.locator(".foot")).to_contain_text("31 décembre 2025")
    page.close()


def test_the_first_paint_stays_until_the_page_is_drawn_and_is_gone_then(
    served: Served, browser: Browser
) -> None:
    context = new_context(browser)
    context.add_init_script(RECORD)
    page = context.new_page()
    page.goto(f"{served.url}/{ADDRESS}", wait_until="commit")
    page.wait_for_selector("title", state="attached")
    title = page.title()
    assert title.startswith(f"{NAME} – ")
    settled(page)
    expect(page.locator("#first-paint")).to_have_count(0)
    assert page.evaluate("planShown") == ["first", "page"]
    assert page.title() == title
    context.close()


def test_the_title_of_the_tab_follows_the_page(served: Served, reader: Callable[..., Page]) -> None:
    page = reader(f"{served.url}/{ADDRESS}")
    expect(page).to_have_title(re.compile(f"^{NAME} – "))
    page.get_by_role("link", name="Méthode", exact=True).first.click()
    expect(page).to_have_title(re.compile("^Méthode – "))
    page.go_back()
    expect(page).to_have_title(re.compile(f"^{NAME} – "))


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_the_first_paint_fits_and_has_no_violation_that_axe_finds(
    served: Served, context_of: Callable[..., BrowserContext], width: int, dark: bool
) -> None:
    page = context_of("fr-FR", width=width, dark=dark).new_page()
    page.route("**/static/js/**", lambda route: route.abort())
    for where in (ADDRESS, "?lang=en", "articles?lang=fr"):
        page.goto(f"{served.url}/{where}")
        expect(page.get_by_role("status")).to_be_visible()
        assert page.evaluate("document.getElementById('first-paint').scrollWidth") <= width
        assert violations(page) == []
    page.close()
