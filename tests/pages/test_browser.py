"""The main paths through the dashboard, in Chromium."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from browsing import (
    Served,
    address,
    browser,
    context_of,
    enter,
    new_context,
    reader,
    served,
    settled,
    until,
    violations,
)
from english import english
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Page,
    Response,
    ViewportSize,
    expect,
)

from plan.server.opening import page_that_opens

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
PAGES = [
    "", "axis", "indicator", "bodies", "articles", "conflicts", "timeline", "method",
    "add", "proposals", "edit", "problems", "history",
]  # fmt: skip
DESK: ViewportSize = {"width": 1280, "height": 3000}
PHONE: ViewportSize = {"width": 390, "height": 3000}

# --- Language ------------------------------------------------------------------------------------


def test_the_page_is_in_the_language_of_the_browser_and_declares_it(
    served: Served, reader: Callable[..., Page]
) -> None:
    french = reader(served.url, "fr-FR")
    expect(french.locator("h1")).to_have_text("Situation du plan")
    assert french.evaluate("document.documentElement.lang") == "fr"
    english = reader(served.url, "en-GB")
    expect(english.locator("h1")).to_have_text("Situation of the plan")
    assert english.evaluate("document.documentElement.lang") == "en"


def test_switching_the_language_changes_the_page_its_url_and_its_declaration(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/indicator?indicator=3.2&lang=fr")
    page.get_by_role("radio", name="en").or_(
        page.get_by_role("button", name="en", exact=True)
    ).first.click()
    expect(page.locator("h1")).to_contain_text("Trafficking and slavery in the new Penal Code")
    until(lambda: page.evaluate("document.documentElement.lang") == "en")
    assert "lang=en" in address(page)
    assert "indicator=3.2" in address(page)


def test_the_html_declares_the_language_before_any_script_runs(served: Served) -> None:
    for query, accepted, language in (
        ("", "fr-ML,fr;q=0.9", "fr"), ("", "en-US,en;q=0.9", "en"), ("?lang=en", "fr", "en"),
    ):  # fmt: skip
        request = urllib.request.Request(
            f"{served.url}/axis{query}", headers={"Accept-Language": accepted}
        )
        html = urllib.request.urlopen(request).read().decode()
        assert f'<html lang="{language}">' in html


# --- Ways through the dashboard ------------------------------------------------------------------


def test_from_the_overview_to_an_indicator_to_its_passage_in_the_article(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(served.url)
    page.get_by_role(
        "link", name="Personnes touchées par les actions de sensibilisation"
    ).first.click()
    expect(page.locator("h1")).to_contain_text("1.1")
    settled(page)
    quoted = page.locator("blockquote mark").first
    expect(quoted).to_contain_text("plus de cent milles (100.000) personnes ont été sensibilisées")
    page.locator("figure a").first.click()
    settled(page)
    assert "article=lessor-2025-07-30" in address(page)
    marked = page.locator(".plan-article mark", has_text="plus de cent milles (100.000)")
    expect(marked).to_be_in_viewport()
    assert marked.get_attribute("id") == "passage"
    page.locator(".plan-article sup a", has_text="1.1").first.click()
    expect(page.locator("h1")).to_contain_text("1.1")


def test_a_url_reproduces_the_same_view(served: Served, reader: Callable[..., Page]) -> None:
    address = f"{served.url}/axis?axis=law&q=code&lang=fr&on=2024-06-30&known=2023-12-31"
    first, second = reader(address), reader(address, "en-GB")
    for page in (first, second):
        expect(page.locator("h1")).to_contain_text("chaîne pénale")
        expect(page.locator(".plan-footer")).to_contain_text("30 juin 2024")
        expect(page.locator(".plan-footer")).to_contain_text("31 décembre 2023")
        assert page.locator(".plan-table tbody tr").count() == 1
        expect(page.locator(".plan-table tbody")).to_contain_text("Code pénal")


def test_a_search_ignores_accents_and_the_kind_of_apostrophe(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/axis?axis=law&lang=fr&q=ENQUETE")
    expect(page.locator(".plan-table tbody tr")).to_have_count(2)
    page = reader(f"{served.url}/axis?axis=law&lang=fr&q=l'esclavage")
    expect(page.locator(".plan-table tbody tr")).to_have_count(1)


def test_what_was_not_yet_published_is_not_shown(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/indicator?indicator=1.1&lang=fr&on=2024-12-31")
    body = page.locator("[data-testid=stMain]")
    expect(body).to_contain_text("Non renseigné")
    assert "100 000" not in body.inner_text()
    page = reader(f"{served.url}/indicator?indicator=1.1&lang=fr&on=2024-12-31&known=2025-12-31")
    expect(page.locator("[data-testid=stMain]")).to_contain_text("on ignore combien depuis 2023")


def test_changing_the_date_changes_the_page_and_the_url(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr")
    page.get_by_role("button", name=re.compile("Situation au")).click()
    chosen = date.today().replace(day=15)
    page.locator(".st-key-pick-on input").fill(f"15/{chosen:%m/%Y}")
    page.locator(".st-key-pick-on input").press("Enter")
    until(lambda: f"on={chosen}" in address(page), 15)
    shown = f"Situation au 15 {MONTHS[chosen.month - 1]}"
    expect(page.locator(".plan-footer")).to_contain_text(shown)
    page.reload()
    settled(page)
    expect(page.locator(".plan-footer")).to_contain_text(shown)


def test_the_navigation_keeps_the_date_and_the_language(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=en&on=2024-12-31")
    page.get_by_role("link", name="Timeline").first.click()
    expect(page.locator("h1")).to_have_text("Timeline")
    settled(page)
    assert "lang=en" in address(page)
    assert "on=2024-12-31" in address(page)
    expect(page.locator(".plan-footer")).to_contain_text("31 December 2024")


def test_links_work_from_the_keyboard(served: Served, reader: Callable[..., Page]) -> None:
    page = reader(f"{served.url}/?lang=fr")
    link = page.get_by_role("link", name="Victimes assistées").first
    link.focus()
    assert link.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Victimes assistées")


def test_what_the_axes_show_is_available_as_a_file(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr")
    with page.expect_download() as awaited:
        page.get_by_text("Télécharger les axes (CSV)").click()
    text = Path(awaited.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith("Situation des axes stratégiques")
    assert "Source : passages vérifiés" in text.replace("\u00a0", " ")
    assert "Prévention de la traite des personnes" in text


# --- The link of the server ----------------------------------------------------------------------


def test_the_link_that_the_server_opens_lets_a_browser_edit_from_then_on(
    served: Served, browser: Browser, tmp_path: Path
) -> None:
    context = new_context(browser, "en-GB")
    page = context.new_page()
    rights = page.locator("[data-plan-access]")
    page.goto(f"{served.url}/indicator?indicator=1.1")
    expect(page.locator(".plan-small")).to_contain_text("open the link that the terminal shows")
    expect(rights).to_have_attribute("data-plan-access", "read")

    link = Served.links[served.port]
    page.goto(page_that_opens(f"{link}&on=2026-06-30", tmp_path).as_uri())
    expect(rights).to_have_attribute("data-plan-access", "edit")
    settled(page)
    assert address(page) == f"http://localhost:{served.port}/?on=2026-06-30&lang=en"
    token = link.rpartition("=")[2]
    assert token not in page.content()
    assert token not in str(page.evaluate("[document.referrer, document.cookie, history.state]"))
    page.goto(f"http://localhost:{served.port}/history")  # as from a bookmark
    expect(rights).to_have_attribute("data-plan-access", "edit")
    context.close()


# --- Unsaved changes -----------------------------------------------------------------------------

UNSAVED = """\
import streamlit as st
from plan.ui import theme

theme.declare("en", "edit", "Typed and not saved: leave?", "Begun anew")

def form():
    st.title("Form")
    if st.text_input("Text"):
        theme.mark_unsaved("Not saved: leave?")
    st.html('<a id="inside" href="#there" target="_self">there</a>')
    st.html('<a id="out" href="/other?x=1" target="_self">out</a>')

def other():
    st.title("Other")

st.navigation([st.Page(form, default=True), st.Page(other, url_path="other")], position="top").run()
"""


def test_leaving_unsaved_changes_asks_for_confirmation(tmp_path: Path, browser: Browser) -> None:
    script = tmp_path / "form.py"
    script.write_text(UNSAVED, encoding="utf-8")
    shown = f"from pathlib import Path; server._DASHBOARD = Path({str(script)!r})"
    named = "sitemap.PAGES['other'] = 'Other'"
    rooms = "from plan.server import serve as server; from plan.ui import sitemap"
    first = f"{rooms}; {shown}; {named}"
    dashboard = Served(tmp_path, first=first)
    context = new_context(browser, "en-GB")
    page = context.new_page()
    asked: list[tuple[str, str]] = []
    answers = [True]

    def answer(dialog: Dialog) -> None:
        asked.append((dialog.type, dialog.message))
        dialog.accept() if answers[0] else dialog.dismiss()

    page.on("dialog", answer)
    try:
        page.goto(dashboard.url)
        title, unsaved = page.locator("h1"), page.locator("[data-plan-unsaved]")
        expect(title).to_have_text("Form")
        page.get_by_role("link", name="Other").first.click()
        expect(title).to_have_text("Other")
        page.get_by_role("link", name="Form").first.click()
        expect(title).to_have_text("Form")
        assert asked == []  # nothing was typed

        def type_something() -> None:
            page.get_by_label("Text").fill("something")
            page.get_by_label("Text").press("Enter")
            expect(unsaved).to_have_count(1)

        type_something()
        answers[0] = False
        page.locator("#inside").click()
        assert asked == []  # the link stays on the page
        page.get_by_role("link", name="Other").first.click()
        assert asked == [("confirm", "Not saved: leave?")]
        page.locator("#out").click()
        assert asked == [("confirm", "Not saved: leave?")] * 2
        page.wait_for_timeout(500)
        expect(title).to_have_text("Form")
        expect(page.get_by_label("Text")).to_have_value("something")
        asked.clear()

        page.evaluate("() => { location.reload() }")
        page.wait_for_timeout(500)
        assert [kind for kind, _ in asked] == ["beforeunload"]
        expect(page.get_by_label("Text")).to_have_value("something")
        asked.clear()

        answers[0] = True
        page.get_by_role("link", name="Other").first.click()
        expect(title).to_have_text("Other")
        assert asked == [("confirm", "Not saved: leave?")]
        asked.clear()
        page.wait_for_timeout(2100)
        page.get_by_role("link", name="Form").first.click()
        expect(title).to_have_text("Form")
        assert asked == []
        type_something()
        page.locator("#out").click()
        expect(title).to_have_text("Other")
        assert asked == [("confirm", "Not saved: leave?")]  # and not a second time by the browser
    finally:
        context.close()
        dashboard.stop()


# --- The file while the dashboard runs -----------------------------------------------------------


@pytest.mark.parametrize("plain", [False, True], ids=["serve", "streamlit-run"])
def test_a_saved_change_appears_without_a_reload_and_a_broken_file_keeps_the_last_version(
    plain: bool, tmp_path: Path, reader: Callable[..., Page]
) -> None:
    dashboard = Served(tmp_path, plain)
    try:
        page = reader(f"{dashboard.url}/indicator?indicator=1.1&lang=fr")
        dashboard.edit(
            "fr: Personnes touchées par les actions", "fr: Habitants touchés par les actions"
        )
        expect(page.locator("h1")).to_contain_text("Habitants touchés")
        dashboard.edit("at_least: 100000", "at_least: 100.000")
        expect(page.locator(".plan-alert")).to_contain_text("100000")
        expect(page.locator(".plan-alert")).to_contain_text("indicators.yaml:")
        expect(page.locator("h1")).to_contain_text("Habitants touchés")
        expect(page.locator(".plan-value")).to_contain_text("100\u202f000")
        dashboard.edit("at_least: 100.000", "at_least: 100000")
        expect(page.locator(".plan-alert")).to_have_count(0)
        article = dashboard.plan.parent / "seeds" / "003_7ffee6f7e0d0e4fb.txt"
        text = article.read_text(encoding="utf-8")
        article.write_text(text.replace("(100.000)", "(10.000)"), encoding="utf-8")
        expect(page.locator(".plan-quote .state").first).to_contain_text("à vérifier")
        expect(page.locator(".plan-value")).not_to_contain_text("100\u202f000")
    finally:
        dashboard.stop()


# --- Accessibility and security ------------------------------------------------------------------


@dataclass
class Visit:
    """An open page, with the requests and console messages of its browser."""

    page: Page
    language: str
    answer: Response
    asked: list[str]
    console: list[str]


VISITS = [(name, dark) for name in PAGES for dark in (False, True)]


@pytest.fixture(
    scope="module", params=VISITS,
    ids=[f"{name or 'overview'}-{'dark' if dark else 'light'}" for name, dark in VISITS],
)  # fmt: skip
def visit(
    served: Served, context_of: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Each page, light in French and dark in English; opened once for all tests that use it."""
    name, dark = request.param
    language = "en" if dark else "fr"
    page = context_of("fr-FR", **DESK, dark=dark).new_page()
    enter(page.context, served.url)
    asked: list[str] = []
    console: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("console", lambda each: console.append(each.text))
    page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation', "
        "event => broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))"
    )
    answer = page.goto(f"{served.url}/{name}?lang={language}")
    assert answer is not None
    settled(page)
    yield Visit(page, language, answer, asked, console)
    page.close()


def test_axe_finds_no_violation_and_nothing_is_fetched_from_other_hosts(
    visit: Visit, served: Served
) -> None:
    assert visit.page.evaluate("document.documentElement.lang") == visit.language
    assert violations(visit.page) == []
    ours = (served.url, served.url.replace("http", "ws"), "data:", "blob:")
    assert [each for each in visit.asked if not each.startswith(ours)] == []


def test_no_name_or_text_of_streamlit_is_english_on_a_french_page(visit: Visit) -> None:
    assert visit.language == "en" or english(visit.page) == []


def test_every_page_has_one_h1_and_skips_no_heading_level(visit: Visit) -> None:
    levels = visit.page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain] :is(h1,h2,h3,h4)')]"
        ".map(h => Number(h.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def test_nothing_overflows_on_a_phone_screen(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size(PHONE)
    settled(page)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(element => {
             const box = element.getBoundingClientRect()
             return box.width > 0 && box.right > window.innerWidth + 1
               && !element.closest('[data-testid=stCode], svg, table, [aria-hidden=true]')
           }).map(element => element.outerHTML.slice(0, 120))"""
    )
    whole = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(DESK)
    assert wide == []
    assert whole <= PHONE["width"]


def test_no_page_violates_the_security_policy_and_its_own_script_runs(visit: Visit) -> None:
    page = visit.page
    assert "content-security-policy" in visit.answer.headers
    assert page.evaluate("window.planPage") is True
    assert page.evaluate("window.broken") == []
    assert [each for each in visit.console if "Content Security Policy" in each] == []
    # The policy blocks a script that was injected with the data.
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1';"
        " document.body.append(s) }"
    )
    until(lambda: len(page.evaluate("window.broken")) == 1)
    assert page.evaluate("window.bad") is None
    page.evaluate("window.broken = []")
    visit.console.clear()
