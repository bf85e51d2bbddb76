"""Proposals in Chromium: cards beside their article, keys, announcements, and parts of a value."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from browsing import Served, address, browser, context_of, reader, settled, violations
from plan_files import ROOT
from playwright.sync_api import Page, expect

__all__ = ["browser", "context_of", "reader"]  # fixtures

ARTICLE = ROOT / "tests" / "labelled" / "held" / "mali-press" / "essor-rapport-annuel.txt"
ENTRY = (
    f"\n  - {{id: report, file: {ARTICLE.name}, title: Rapport, kind: press, "
    "published: 2025-03-14}\naxes:"
)
Reader = Callable[..., Page]


#: Long enough to be read in a process of its own, which waits for a file.
LONG = "Le comité a formé 120 magistrats en 2024.\n\n" + "Il s’est réuni à Bamako.\n\n" * 1000
WAITING = "import os, time\nwhile not os.path.exists({!r}): time.sleep(0.05)\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that begins no long reading while its folder lacks the file ``go``."""
    folder = tmp_path_factory.mktemp("served")
    held = WAITING.format(str(folder / "go"))
    first = f"import plan.server.worker as w; w._COMMAND = {held!r} + w._COMMAND"
    dashboard = Served(folder, first=first)
    yield dashboard
    dashboard.stop()


@pytest.fixture
def desk(served: Served) -> Iterator[Served]:
    """The shared server of this module, with one more article among the sources of its plan."""
    shutil.copy(ARTICLE, served.plan.parent / "seeds" / ARTICLE.name)
    served.edit("\naxes:", ENTRY)
    yield served
    served.restore()


def opened(reader: Reader, desk: Served, **options: object) -> Page:
    page = reader(f"{desk.url}/proposals?file={ARTICLE.name}", **options)
    expect(page.locator(".plan-offer").first).to_be_visible()
    return page


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return dict(found)


def card(page: Page, heading: str) -> str:
    """The selector of the first card that is headed like this."""
    offer = page.locator(".plan-offer", has_text=heading).first.get_attribute("id")
    return f".st-key-card-{str(offer).removeprefix('offer-')}"


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_article_is_left_of_its_proposals_and_follows_them(
    desk: Served, reader: Reader
) -> None:
    page = opened(reader, desk, height=800)
    article, first = box(page, ".plan-reading"), box(page, ".plan-offer")
    assert article["x"] + article["width"] <= first["x"]
    assert article["y"] < 500
    assert first["y"] < 560
    assert not page.locator(".plan-beside summary").is_visible()
    page.locator(".plan-offer").nth(4).scroll_into_view_if_needed()
    assert 0 <= box(page, ".plan-reading")["y"] < 400
    assert has_no_sideways_scroll(page)
    assert violations(page) == []


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_article_is_folded_above_its_proposals(
    desk: Served, reader: Reader, width: int
) -> None:
    page = opened(reader, desk, width=width, height=844)
    summary = page.locator(".plan-beside summary")
    expect(summary).to_be_visible()
    assert not page.locator(".plan-reading").is_visible()
    assert box(page, ".plan-beside summary")["y"] < box(page, ".plan-offer")["y"]
    assert has_no_sideways_scroll(page)
    if width == 390:
        summary.click()
        expect(page.locator(".plan-reading")).to_be_visible()
        assert violations(page) == []


def test_a_card_and_its_sentence_lead_to_each_other(desk: Served, reader: Reader) -> None:
    page = opened(reader, desk, height=800)
    page.locator("#offer-8 a.number").click()
    expect(page.locator("#sentence-8")).to_be_in_viewport()
    page.locator("#sentence-3").click()
    expect(page.locator("#offer-3")).to_be_in_viewport()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_keys_move_between_cards_and_decide_on_them(desk: Served, reader: Reader) -> None:
    page = opened(reader, desk, height=800)
    assert page.locator(".plan-keys kbd").all_inner_texts() == ["j", "k", "a", "c", "r"]
    page.keyboard.press("j")
    assert focused(page) == "offer-1"
    page.keyboard.press("j")
    assert focused(page) == "offer-2"
    page.keyboard.press("k")
    assert focused(page) == "offer-1"
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="À vérifier avant d’enregistrer")).to_be_visible()
    settled(page)
    assert page.locator('[class*="st-key-save-"]').count() == 1
    page.locator('[class*="st-key-drop-"] button').click()
    settled(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    form = page.locator(".st-key-card-2 [data-testid=stForm]")
    expect(form).to_be_visible()
    settled(page)
    box_of_form = form.get_by_role("textbox").first
    box_of_form.press_sequentially("rajck")
    assert "rajck" in box_of_form.input_value()
    page.locator("#offer-2").focus()
    page.keyboard.press("r")
    reason = page.locator("[data-testid=stPopoverBody] input")
    expect(reason).to_be_focused()
    page.keyboard.type("article ancien")
    assert reason.input_value() == "article ancien"
    assert page.locator('[class*="st-key-save-"]').count() == 0


def test_an_announcement_is_no_result(desk: Served, reader: Reader) -> None:
    page = opened(reader, desk)
    place = page.locator(card(page, "Annonce, pas un résultat"))
    expect(place.locator(".plan-offer .value")).to_have_text("Annonce, pas un résultat")
    names = [each.strip() for each in place.get_by_role("button").all_inner_texts()]
    assert "Noter l’annonce" in names
    assert "Accepter" not in names
    place.get_by_role("button", name="Noter l’annonce").click()
    expect(place.locator(".plan-effect")).to_contain_text("Annoncé, non réalisé")
    settled(page)
    place.locator('[class*="st-key-save-"] button').click()
    expect(page.locator(".plan-done")).to_contain_text("Enregistré.")
    saved = desk.plan.read_text("utf-8").partition("Annoncé, non réalisé")
    assert saved[1]
    assert "exactly" not in saved[2].partition("evidence")[0]


@pytest.mark.parametrize("ticked", [True, False])
def test_only_the_parts_that_are_ticked_are_recorded(
    desk: Served, reader: Reader, ticked: bool
) -> None:
    page = opened(reader, desk)
    place = page.locator(card(page, "287 victimes"))
    part = place.get_by_role("checkbox")
    expect(part).to_be_checked()
    expect(place).to_contain_text("dont 742, femmes et filles, «\u00a0742 femmes\u00a0»")
    if not ticked:
        place.locator("[data-testid=stCheckbox] label").click()
        settled(page)
    place.get_by_role("button", name="Accepter").click()
    effect = place.locator(".plan-effect").first
    expect(effect).to_contain_text("Ajouté : 1\u202f287 victimes (2024).")
    settled(page)
    assert ("742" in effect.inner_text()) == ticked
    assert place.locator(".plan-difference").is_visible() is False
    place.locator('[class*="st-key-save-"] button').click()
    expect(page.locator(".plan-done")).to_contain_text("Enregistré.")
    assert ("exactly: 742" in desk.plan.read_text("utf-8")) == ticked


def test_a_passage_by_hand_has_its_own_number_and_period(desk: Served, reader: Reader) -> None:
    page = opened(reader, desk)
    for name, words in (("Phrase", "63.410"), ("Indicateur", "1.1 ")):
        page.get_by_role("combobox", name=name).last.click()
        page.keyboard.type(words)
        expect(page.get_by_role("option").first).to_contain_text(words)
        page.keyboard.press("Enter")
        settled(page)
    form = page.locator("[data-testid=stForm]").last
    expect(form.get_by_role("textbox", name="Nombre", exact=True)).to_have_value("63410")
    expect(form.get_by_role("textbox", name="Période *")).to_have_value("2024")


def test_keys_do_nothing_where_nobody_may_edit(desk: Served, reader: Reader) -> None:
    page = opened(reader, desk)
    page.locator(".plan-keys").evaluate("each => each.parentElement.remove()")
    page.keyboard.press("j")
    assert focused(page) == ""


def test_an_article_stays_chosen_when_its_title_changes_under_the_open_page(
    served: Served, reader: Reader
) -> None:
    shutil.copy(ARTICLE, served.plan.parent / "seeds" / ARTICLE.name)
    page = opened(reader, served)
    chosen = page.get_by_role("combobox", name="Lire un article")
    expect(chosen).to_have_value(f"Nouveau\u00a0: {ARTICLE.name}")
    served.edit("\naxes:", ENTRY)
    expect(chosen).to_have_value("Rapport (14 mars 2025)")
    settled(page)
    page.locator("#offer-1").wait_for()
    page.get_by_role("button", name="Corriger").first.click()
    settled(page)
    assert ARTICLE.name in address(page)
    expect(chosen).to_have_value("Rapport (14 mars 2025)")
    served.restore()


# --- A long article ------------------------------------------------------------------------------


def test_pages_answer_while_a_long_article_is_read_and_its_reading_can_be_stopped(
    desk: Served, reader: Reader
) -> None:
    folder = desk.plan.parent
    (folder / "seeds" / "long.txt").write_text(LONG, encoding="utf-8")
    page = reader(f"{desk.url}/proposals?file=long.txt")
    expect(page.get_by_role("status")).to_contain_text("Lecture en cours\u00a0: long.txt")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert violations(page) == []
    other = reader(f"{desk.url}/")
    expect(other.locator("h1").first).to_be_visible()
    page.get_by_role("button", name="Arrêter la lecture").click()
    again = page.get_by_role("button", name="Reprendre la lecture depuis le début")
    expect(again).to_be_visible()
    settled(page)
    (folder / "go").touch()
    again.click()
    expect(page.locator(".plan-article.read")).to_contain_text("magistrats")
