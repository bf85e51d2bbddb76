"""The page of an indicator, and of one that does not exist, in Chromium and in the harness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import (
    Served,
    address,
    browser,
    context_of,
    new_context,
    reader,
    served,
    settled,
    violations,
)
from playwright.sync_api import Browser, Locator, Page, expect
from streamlit.testing.v1 import AppTest

from plan.desk.access import Access
from plan.ui import signin
from plan.ui.sitemap import DESK

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"
PROVEN = "indicator?indicator=1.1&lang=fr&on=2026-11-21"
SILENT = "indicator?indicator=1.2&lang=fr&on=2026-11-21"

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard served for the second plan."""
    folder = tmp_path_factory.mktemp("second")
    (folder / "seeds").mkdir()
    for path in (SECOND, *(SECOND.parent / "seeds").iterdir()):
        (folder / path.relative_to(SECOND.parent)).write_bytes(path.read_bytes())
    dashboard = Served(folder)
    yield dashboard
    dashboard.stop()


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Run a page of the second plan by Streamlit's harness; only those of the desk may edit."""

    def run(page: str, **parameters: str) -> AppTest:
        if page in DESK:
            granted = Access(True, True, "awa@example.net", "", True)
            monkeypatch.setattr(signin, "access", lambda: granted)
        monkeypatch.setenv("PLAN_FILE", str(SECOND))
        monkeypatch.delenv("PLAN_SERVER_NOTIFIES", raising=False)
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in {"lang": "en", "on": "2026-11-21", **parameters}.items():
            test.query_params[name] = value
        test.switch_page(f"plan/pages/{page}.py")
        test.run()
        assert not test.exception
        return test

    return run


def written(test: AppTest) -> str:
    """The HTML of a page, without its style sheet and its script."""
    bodies = [node.proto.body for node in test.main if node.type == "html"]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<span data-plan")))


def bottom(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return float(box["y"] + box["height"])


def main(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


# --- The first screen ----------------------------------------------------------------------------


def test_the_value_its_state_and_the_whole_quotation_are_on_the_first_screen(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/{PROVEN}", width=1280, height=800)
    expect(page.locator(".plan-value")).to_contain_text("≥\u00a0100\u202f000 personnes")
    expect(page.locator(".plan-pills li").first).to_contain_text("Aucune cible publiée")
    expect(page.locator(".plan-finding")).to_contain_text("on ignore combien depuis 2023")
    expect(page.locator(".plan-finding")).to_contain_text("66\u202f697 personnes")
    quotation = page.locator(".plan-quote.proof")
    expect(quotation.locator("mark")).to_contain_text("plus de cent milles (100.000) personnes")
    assert bottom(quotation) <= 800
    link = quotation.get_by_role("link", name="Voir dans l’article")
    assert "article=lessor-2025-07-30" in str(link.get_attribute("href"))
    # The sheet is beside.
    sheet = page.locator(".plan-sheet").bounding_box()
    box = quotation.bounding_box()
    assert sheet is not None
    assert box is not None
    assert sheet["x"] > box["x"] + box["width"]
    assert sheet["y"] < box["y"]
    expect(page.locator(".plan-sheet")).to_contain_text("sexe, âge, région\u00a0: 0 sur 3")
    assert violations(page) == []


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_quotation_comes_within_two_screens_and_nothing_scrolls_sideways(
    served: Served, reader: Callable[..., Page], width: int
) -> None:
    page = reader(f"{served.url}/{PROVEN}", width=width, height=844, dark=True)
    quotation = page.locator(".plan-quote.proof")
    assert bottom(quotation.locator("blockquote")) <= 844 * 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in quotation.locator(".plan-button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= width
    assert bottom(page.locator(".plan-sheet")) > bottom(quotation)
    assert violations(page) == []


# --- Copy and share ------------------------------------------------------------------------------


def test_the_citation_is_copied_by_keyboard_and_the_page_says_so(
    served: Served, browser: Browser
) -> None:
    context = new_context(browser, width=390, height=844)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served.url}/{PROVEN}")
    settled(page)
    page.get_by_role("link", name="Voir dans l’article").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status = page.locator(".plan-buttons [role=status]")
    expect(status).to_have_text("Citation copiée.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "plus de cent milles (100.000) personnes ont été sensibilisées" in copied
    assert "L’Essor, 30 juillet 2025" in copied
    link = f"{served.url}/indicator?indicator=1.1&on=2026-11-21&known=2026-11-21&lang=fr"
    assert copied.splitlines()[-1] == link

    # Where the browser cannot share, the link is copied.
    assert page.evaluate("navigator.share") is None
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(status).to_have_text("Lien copié.")
    assert page.evaluate("navigator.clipboard.readText()") == link

    # Where it can, it gets the same link, and nothing is copied.
    page.evaluate("navigator.clipboard.writeText('before')")
    page.evaluate("navigator.share = async given => { window.given = given }")
    page.get_by_role("button", name="Partager").click()
    page.wait_for_function("window.given !== undefined")
    given = page.evaluate("window.given")
    assert given["url"] == link
    assert given["title"].startswith("1.1 Personnes touchées")
    assert page.evaluate("navigator.clipboard.readText()") == "before"
    context.close()


def test_without_a_clipboard_of_its_own_a_page_copies_all_the_same(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/{PROVEN}")
    page.evaluate(
        "() => { Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        " document.addEventListener('copy', () => { window.took = getSelection().toString() }) }"
    )
    button = page.get_by_role("button", name="Copier la citation")
    button.click()
    expect(page.locator(".plan-buttons [role=status]")).to_have_text("Citation copiée.")
    assert "cent milles" in page.evaluate("window.took")
    assert button.evaluate("each => each === document.activeElement")
    assert page.locator("body > textarea").count() == 0
    page.evaluate("document.execCommand = () => false")
    button.click()
    expect(page.locator(".plan-buttons [role=status]")).to_contain_text("Citer cette valeur")


# --- Charts --------------------------------------------------------------------------------------


def test_a_flow_with_a_target_shows_its_total_with_a_legend_in_the_language(
    second: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{second.url}/indicator?indicator=E1&lang=fr&on=2026-11-21", height=3000)
    headings = page.locator("h2").all_inner_texts()
    assert headings[:2] == ["Total depuis le début du plan", "Chiffres par période"]
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(2)
    legend = page.locator(".plan-legend").first.locator("li").all_inner_texts()
    assert [each.split("\n")[-1].lstrip("━●░◆◇╌┊▲ ") for each in legend] == [
        "prouvé\u00a0: au moins cela", "total connu à une date", "fourchette possible",
        "peut-être davantage\u00a0: non publié", "cible", "cible seulement proposée",
        "trajectoire en ligne droite vers la cible", "durée du plan", "date affichée",
    ]  # fmt: skip
    # What the marks say to screen readers and to pointers: words, not the names of fields.
    marks = page.locator("[data-testid=stVegaLiteChart] svg [aria-label]")
    spoken = marks.evaluate_all("each => each.map(mark => mark.getAttribute('aria-label'))")
    assert any(each.startswith("Total depuis le début du plan, 389") for each in spoken)
    assert not [each for each in spoken if "from" in each or "low" in each or "axis" in each]
    assert violations(page) == []


# --- Without evidence ----------------------------------------------------------------------------


def test_without_evidence_a_card_says_what_is_missing_who_owes_it_and_since_when(
    served: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{served.url}/{SILENT}", width=1280, height=800)
    card = page.locator(".plan-missing")
    expect(card).to_contain_text("Ce qui manque")
    expect(card).to_contain_text("Le premier compte rendu est attendu depuis le 1er janvier 2024.")
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 0
    expect(page.locator(".plan-value")).to_have_text("Non renseigné")
    assert bottom(card) <= 800
    # This server runs on one's own computer, where one may edit.
    card.get_by_role("link", name="Ajouter une preuve").click()
    settled(page)
    assert "/edit?" in address(page)


def test_who_may_only_read_sees_no_problem_of_the_file_and_no_way_to_edit(visit: Visit) -> None:
    for name in ("E1", "A3"):
        body = written(visit("indicator", indicator=name))
        assert "Problems in the file" not in body
        assert "edit?" not in body
        assert "add?" not in body


# --- Dead links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "name", "asked", "nearest"),
    [
        ("indicator", "indicator", "E9", "E1"),
        ("axis", "axis", "waters", "water"),
        ("articles", "article", "tribune-2024", "tribune-2025"),
    ],
)
def test_a_dead_link_says_so_and_shows_no_other_thing_in_its_place(
    visit: Visit, page: str, name: str, asked: str, nearest: str
) -> None:
    test = visit(page, **{name: asked})
    body = written(test)
    assert f"“{asked}” does not exist, or no longer exists." in body
    assert f"{page}?{name}={nearest}" in body.split('<ul class="plan-list">')[1].split("</li>")[0]
    for shown in ("plan-quote", "plan-article", "plan-value", "plan-pairs"):
        assert shown not in body
    assert not test.get("vega_lite_chart")
    assert body.count("<h1") == 1
    assert "plan-footer" in body
    (box,) = test.selectbox
    assert box.value is None
    box.select_index(0).run()  # the nearest is first
    assert not test.exception
    assert test.query_params[name] == nearest
    assert "no longer" not in written(test)
    assert "plan-footer" in written(test)


def test_a_dead_link_of_a_proposal_or_of_a_record_to_edit_shows_no_other(visit: Visit) -> None:
    body = written(visit("proposals", file="gone.txt"))
    assert "“gone.txt” does not exist, or no longer exists." in body
    assert "plan-offer" not in body


def test_what_the_address_asks_for_in_a_dead_link_is_escaped(visit: Visit) -> None:
    body = written(visit("indicator", indicator="<b>none"))
    assert "&lt;b&gt;none" in body
    assert "<b>" not in body


def test_from_a_dead_link_a_person_goes_on_by_a_link(
    second: Served, reader: Callable[..., Page]
) -> None:
    page = reader(f"{second.url}/indicator?indicator=A9&lang=en&on=2026-11-21", height=800)
    expect(page.locator("h1")).to_have_text("Not found")
    assert violations(page) == []
    page.locator(".plan-list a").first.click()
    expect(page.locator(".plan-value")).to_be_visible()
    settled(page)
    assert "indicator=A1" in address(page)
    assert "on=2026-11-21" in address(page)
