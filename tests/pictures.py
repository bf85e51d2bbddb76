"""Takes the pictures of the officer's guide from the real pages, following its steps.

Run this file (``.venv/bin/python tests/pictures.py``) to renew the pictures in ``docs/guide``.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from browsing import Served, enter, launch, new_context, settled
from plan_files import ROOT
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ARTICLE = ROOT / "tests" / "exhibits" / "gazette-inventee.txt"
GUIDE = ROOT / "docs" / "guide"
WIDTH = 1180


@dataclass(frozen=True)
class Words:
    """The words on the pages, in one language, that the steps of the guide look for or click."""

    review: str
    entry: str
    offers: str
    accept: str
    before: str
    history: str


WORDS = {
    "fr": Words("Vérifier la modification", "Fiche de l’article",
                "Voir les passages proposés", "Accepter", "À vérifier avant d’enregistrer",
                "Historique"),
    "en": Words("Review the change", "Entry of the article", "See the proposed passages",
                "Accept", "Check before saving", "History"),
}  # fmt: skip


def take(browser: Browser, folder: Path, language: str) -> list[Path]:
    """Follow the steps of the guide on a copy of the plan; return the pictures in order."""
    words, made = WORDS[language], []
    with tempfile.TemporaryDirectory() as home:
        desk = Served(Path(home))
        context = new_context(browser, language, WIDTH, 1700)
        page = context.new_page()

        def picture(name: str, first: Locator, last: Locator) -> None:
            """Take a picture that extends from one element of the page to another, inclusive."""
            settled(page)
            top, bottom = first.bounding_box(), last.bounding_box()
            assert top is not None
            assert bottom is not None
            path = folder / f"{name}-{language}.png"
            height = bottom["y"] + bottom["height"] - top["y"] + 24
            clip = {"x": 0.0, "y": max(top["y"] - 12, 0), "width": float(WIDTH), "height": height}
            page.screenshot(path=path, clip=clip)  # type: ignore[arg-type]
            made.append(path)

        def save() -> None:
            page.locator('[class*="st-key-save-"] button').click()
            expect(page.locator(".plan-done")).to_be_visible()
            settled(page)

        enter(context, desk.url)
        page.goto(f"{desk.url}/add?lang={language}")
        settled(page)
        page.locator("input[type=file]").set_input_files(ARTICLE)
        expect(page.get_by_role("heading", name=words.entry)).to_be_visible()
        heading = page.locator("h1")
        picture("add", heading, page.locator(".plan-article.read"))
        page.get_by_role("button", name=words.review).click()
        expect(page.get_by_role("heading", name=words.before)).to_be_visible()
        _at(page, page.get_by_role("heading", name=words.entry))
        picture("entry", page.get_by_role("heading", name=words.entry),
                page.locator('[class*="st-key-save-"]'))  # fmt: skip
        save()
        page.get_by_role("link", name=words.offers).first.click()
        settled(page)
        offer = page.locator(".plan-offer", has_text="4.3")
        offer.locator(f"xpath=following::button[contains(., '{words.accept}')]").first.click()
        expect(page.get_by_role("heading", name=words.before)).to_be_visible()
        _at(page, offer)
        picture("accept", offer, page.locator('[class*="st-key-save-"]'))
        save()
        page.goto(f"{desk.url}/indicator?indicator=4.3&lang={language}")
        settled(page)
        picture("status", page.locator("h1"), page.locator("[data-testid=stVegaLiteChart]").first)
        page.goto(f"{desk.url}/history?lang={language}")
        settled(page)
        picture("history", page.locator("h1"), page.locator(".plan-entry").last)
        context.close()
        desk.stop()
    return made


def _at(page: Page, place: Locator) -> None:
    # Below the navigation, which is fixed.
    place.evaluate("each => { each.style.scrollMarginTop = '6rem'; each.scrollIntoView() }")
    page.wait_for_timeout(300)


if __name__ == "__main__":
    GUIDE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        for language in sys.argv[1:] or list(WORDS):
            for path in take(launch(playwright), GUIDE, language):
                print(path.relative_to(ROOT))
