"""The page of a body, in Chromium: from the list to an indicator, on a desk and a phone."""

from __future__ import annotations

from collections.abc import Callable

from browsing import Served, browser, context_of, reader, served, settled, violations
from playwright.sync_api import Page, expect

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures


def test_from_the_bodies_to_what_is_expected_of_one_to_an_indicator(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/bodies?lang=fr&on=2026-11-30")
    expect(page.locator(".plan-finding")).to_contain_text(
        "2 structures sont responsables de 8 des 26"
    )
    assert violations(page) == []
    page.get_by_role("link", name="Comité national de coordination").first.click()
    expect(page.locator("h1")).to_contain_text("Comité national de coordination")
    settled(page)
    expect(page.locator("h2", has_text="Ce que nous attendons de vous")).to_be_visible()
    row = page.locator(".plan-table tbody tr").first
    expect(row).to_contain_text("4.5")
    expect(row.get_by_role("link", name="Ajouter une preuve à 4.5")).to_be_visible()
    row.get_by_role("link", name="Réunions du Comité").click()
    expect(page.locator("h1")).to_contain_text("4.5")


def test_a_body_is_read_on_a_phone_without_scrolling_sideways(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(
        f"{served.url}/bodies?body=*&lang=en&on=2026-11-30", "en-GB",
        width=320, height=700, dark=True,
    )  # fmt: skip
    expect(page.locator("h1")).to_have_text("Indicators without a responsible body")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


def test_a_body_that_does_not_exist_is_not_replaced_by_another(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/bodies?body=nobody&lang=en", "en-GB")
    expect(page.locator("#root h1")).to_have_text("Not found")
    expect(page.locator("#root")).to_contain_text("“nobody” does not exist")
    assert page.locator("#root .plan-table").count() == 0
