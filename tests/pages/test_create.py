"""Create a plan in Chromium, where the served folder has none, and follow where its pages lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Served, address, browser, context_of, reader, settled, until, violations
from plan_files import ROOT
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from plan.desk.access import Access
from plan.desk.journal import read_journal
from plan.edition.edition import load
from plan.ui import signin

__all__ = ["browser", "context_of", "reader"]  # fixtures

Reader = Callable[..., Page]
ARTICLE = (
    "Santé : bilan du plan national\n\n"
    "Publié le 12 mars 2025.\n\n"
    "Selon le ministère, au moins 120 villages ont été raccordés en 2024.\n"
)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Served]:
    """A dashboard served for a folder in which there is no plan."""
    dashboard = Served(tmp_path, written=False)
    yield dashboard
    dashboard.stop()


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True).first


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).fill(option)  # of a long list, a part is drawn
    page.get_by_role("option", name=option).click()
    settled(page)


def fill(page: Page, title: str) -> None:
    choose(page, "Pays", "Burkina Faso (BF)")
    expect(box(page, "Monnaie")).to_have_value("XOF")
    box(page, "Titre *").fill(title)
    box(page, "Premier jour *").fill("01/01/2024")
    box(page, "Dernier jour *").fill("2028")
    box(page, "Axes stratégiques, un par ligne *").fill("Eau : « pour tous »\nSoins")


def saved(page: Page) -> None:
    page.locator('[class*="st-key-save-"] button').click()
    expect(page.locator(".plan-done").first).to_contain_text("Enregistré.")
    settled(page)


def test_a_plan_is_created_and_its_pages_lead_to_a_first_value(
    started: Served, reader: Reader
) -> None:
    page = reader(f"{started.url}/axis?axis=none&lang=fr")  # whichever page was asked for
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "Créer le plan")
    expect(page.locator(".plan-fault")).to_have_count(4)  # beside the four that are needed
    assert not started.plan.exists()
    fill(page, "Plan national de santé")
    press(page, "Créer le plan")

    expect(page.get_by_role("heading", name="Situation du plan")).to_be_visible()
    assert "/axis" not in address(page)
    expect(page.locator(".plan-finding").first).to_contain_text("pas encore d’indicateur")
    expect(page.locator(".plan-eyebrow").first).to_have_text("Plan national de santé")
    assert violations(page) == []
    plan = load(started.plan).plan
    assert plan is not None
    assert (plan.head.country, plan.head.currency) == ("BF", "XOF")
    assert [axis.name.fr for axis in plan.axes] == ["Eau : « pour tous »", "Soins"]
    (entry,) = read_journal(started.plan).entries
    assert entry.who

    page.get_by_role("link", name="Ajouter un indicateur à l’axe « Eau").first.click()
    settled(page)
    box(page, "Identifiant *").fill("1.1")
    box(page, "Nom * · français").fill("Villages raccordés à l’eau")
    choose(page, "Unité *", "site")
    press(page, "Vérifier la modification")
    saved(page)

    page.goto(f"{started.url}/timeline")
    settled(page)
    page.get_by_role("link", name="Ajouter un premier article").click()
    settled(page)
    choose(page, "Mode d’ajout", "Coller le texte")
    box(page, "Le texte de l’article, ou la source de sa page").fill(ARTICLE)
    box(page, "Le texte de l’article, ou la source de sa page").press("Control+Enter")
    expect(page.get_by_role("heading", name="Fiche de l’article")).to_be_visible()
    settled(page)
    press(page, "Vérifier la modification")
    saved(page)

    page.goto(started.url)
    settled(page)
    page.get_by_role("link", name="Voir les passages proposés dans les articles.").click()
    settled(page)
    assert "proposals" in address(page)
    plan = load(started.plan).plan
    assert plan is not None
    assert len(plan.sources) == 1


def test_of_two_who_create_at_once_one_wins_and_the_other_keeps_what_was_typed(
    started: Served, reader: Reader
) -> None:
    first, second = reader(started.url), reader(started.url)
    for page, title in ((first, "Premier"), (second, "Second")):
        fill(page, title)
    press(first, "Créer le plan")
    expect(second.locator(".plan-alert")).to_contain_text("Quelqu’un d’autre a créé le plan")
    settled(second)
    expect(box(second, "Titre *")).to_have_value("Second")
    expect(second.get_by_role("button", name="Créer le plan")).to_be_disabled()
    press(second, "Ouvrir le plan")
    expect(second.locator(".plan-eyebrow").first).to_have_text("Premier")
    until(lambda: len(read_journal(started.plan).entries) == 1)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_reader_is_only_told_that_there_is_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("PLAN_FILE", str(tmp_path / "indicators.yaml"))
    monkeypatch.setenv("PLAN_SERVER_NOTIFIES", "true")
    monkeypatch.setattr(signin, "access", lambda: Access(True, False, "", "elsewhere", False))
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    test.query_params["lang"] = language
    test.run()
    assert not test.exception
    words = "\n".join(each.proto.body for each in test.get("html"))
    assert ("pas encore de plan ici" in words) is (language == "fr")
    assert not test.text_input
    assert not list(tmp_path.iterdir())
