"""What Streamlit itself shows and speaks is in the language of the page; the keyboard is seen.

``test_browser`` looks at every page as it is opened; here menus are opened too.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Served, browser, context_of, reader, served, settled, until
from english import ENGLISH, english
from playwright.sync_api import Page, expect

from plan.locale.translation import say_in
from plan.ui.frontend_words import FRONTEND_WORDS, frontend_words

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures


@pytest.mark.parametrize("name", ["", "indicator", "add", "edit"])
def test_nothing_that_opens_on_a_french_page_is_english(
    served: Served, reader: Callable[..., Page], name: str
) -> None:
    page = reader(f"{served.url}/{name}?lang=fr", height=2400)
    assert english(page) == []
    for opener in ("[data-testid=stPopover] button", "[role=combobox]"):
        if page.locator(opener).count():
            page.locator(opener).first.click()
            settled(page)
            assert english(page) == []
            page.keyboard.press("Escape")
    charts = page.locator("[data-testid=stVegaLiteChart]")
    if charts.count():
        charts.first.hover()
        settled(page)
        assert english(page) == []


def test_words_follow_the_language_of_the_page_both_ways(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/indicator?lang=fr")
    skip = page.locator("[data-testid=stSkipToContent]")
    expect(skip).to_have_text("Aller au contenu")
    page.get_by_role("radio", name="en").click()
    expect(skip).to_have_text("Skip to main content")
    page.get_by_role("radio", name="fr").click()
    expect(skip).to_have_text("Aller au contenu")


def test_text_of_the_plan_is_never_replaced(served: Served, reader: Callable[..., Page]) -> None:
    page = reader(f"{served.url}/method?lang=fr")
    page.evaluate(
        """() => {
          const ours = document.querySelector("[data-testid=stHtml]")
          ours.insertAdjacentHTML("beforeend", '<i id="ours" title="Close">Close</i>')
          document.querySelector("[data-testid=stApp]")
            .insertAdjacentHTML("beforeend", '<i id="theirs" title="Close">Close</i>')
        }"""
    )
    until(lambda: page.locator("#theirs").inner_text() == "Fermer")
    assert page.locator("#theirs").get_attribute("title") == "Fermer"
    assert page.locator("#ours").inner_text() == "Close"
    assert page.locator("#ours").get_attribute("title") == "Close"


def test_no_word_is_replaced_twice() -> None:
    table = dict(frontend_words(say_in("fr")))
    assert table.keys() == set(FRONTEND_WORDS)
    for ours in table.values():
        assert ours not in table or table[ours] == ours
        assert not ENGLISH.match(ours)
        assert ours.count("{") <= 1
    assert frontend_words(say_in("en")) == []


# --- The keyboard --------------------------------------------------------------------------------

FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at)
  const parse = text => text.match(/[\\d.]+/g).map(Number)
  let ground = at.parentElement
  while (ground && parse(getComputedStyle(ground).backgroundColor)[3] === 0) {
    ground = ground.parentElement
  }
  const light = colour => {
    const [r, g, b] = parse(colour).map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const pair = [light(style.outlineColor), light(getComputedStyle(ground ?? document.body)
    .backgroundColor)].sort()
  return {name: (at.getAttribute("aria-label") || at.textContent).trim().slice(0, 60),
    width: parseFloat(style.outlineWidth), contrast: (pair[1] + 0.05) / (pair[0] + 0.05),
    main: at.closest("[data-testid=stMain]") !== null, tag: at.localName,
    place: at.closest("[data-testid=stElementToolbar]") !== null, style: style.outlineStyle}
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_focus_is_seen_wherever_it_goes_and_never_on_the_tools_of_a_chart(
    served: Served, reader: Callable[..., Page], dark: bool
) -> None:
    page = reader(f"{served.url}/?lang=fr", dark=dark)
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["tag"] == "body":
            break
        assert not focus["place"], focus
        assert focus["style"] == "solid", focus
        assert focus["width"] >= 2, focus
        assert focus["contrast"] >= 3, focus


def test_ten_stops_lead_to_the_first_link_of_the_content(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/?lang=fr")
    page.keyboard.press("Tab")
    expect(page.locator("[data-testid=stSkipToContent]")).to_be_focused()
    page.keyboard.press("Enter")
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    assert all(each["main"] for each in stops)
    assert "a" in [each["tag"] for each in stops]


def test_sections_of_the_method_are_reached_by_the_keyboard_and_by_their_address(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/method?lang=fr", height=800)
    link = page.locator(".plan-contents a").nth(5)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#section-6")).to_be_in_viewport()
    page = reader(f"{served.url}/method?lang=en#section-9", height=800)
    expect(page.locator("#section-9")).to_be_in_viewport()
