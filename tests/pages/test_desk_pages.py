"""The desk in Chromium: adding, editing, undoing, and what happens when something fails."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from browsing import Served, browser, context_of, reader, served, settled, until, violations
from hostile_plan import DIMENSIONS, HOST, SIGN, write_hostile_plan
from plan_files import ROOT
from playwright.sync_api import Dialog, Locator, Page, expect

from plan.desk.journal import read_journal
from plan.locale.translation import say_in
from plan.model.key_labels import KEY_LABELS
from plan.ui.widgets import plain_line

__all__ = ["browser", "context_of", "reader", "served"]  # fixtures

ARTICLE = ROOT / "tests" / "labelled" / "held" / "mali-press" / "amap-sikasso-formation.txt"
Reader = Callable[..., Page]


@pytest.fixture
def desk(served: Served) -> Iterator[Served]:
    """The shared server of this module; its plan is restored after each test."""
    yield served
    served.restore()


def press(page: Page | Locator, name: str, exact: bool = True) -> None:
    page.get_by_role("button", name=name, exact=exact).click()
    settled(page if isinstance(page, Page) else page.page)


def box(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True).first


def saved(page: Page) -> None:
    """Save the pending change, and wait for the confirmation."""
    expect(page.get_by_role("heading", name="À vérifier avant d’enregistrer")).to_be_visible()
    page.locator('[class*="st-key-save-"] button').click()
    expect(page.locator(".plan-done")).to_contain_text("Enregistré.")
    settled(page)


def add_article(page: Page, desk: Served) -> None:
    page.goto(f"{desk.url}/add")
    settled(page)
    page.locator("input[type=file]").set_input_files(ARTICLE)
    expect(page.get_by_role("heading", name="Fiche de l’article")).to_be_visible()
    settled(page)
    assert page.locator(".plan-article.read .outside").count()
    press(page, "Vérifier la modification")
    saved(page)


def offer(page: Page, indicator: str, words: str) -> str:
    """The id of the proposal for an indicator whose text contains ``words``."""
    sections = page.locator(".plan-offer")
    for n in range(sections.count()):
        section = sections.nth(n)
        if section.locator("h2").inner_text().split()[1] == indicator and words in (
            section.inner_text()
        ):
            return str(section.get_attribute("id"))
    raise AssertionError(f"no proposal for {indicator} says “{words}”")


def buttons(page: Page, offer_id: str, name: str) -> Locator:
    """The first button with this name after a proposal."""
    place = page.locator(f"#{offer_id}")
    return place.locator(
        f"xpath=following::button[normalize-space(.)='{name}' or .//*[normalize-space(.)='{name}']]"
    ).first


def test_an_article_changes_a_status_and_undoing_restores_the_file_byte_for_byte(
    desk: Served, reader: Reader
) -> None:
    first = desk.plan.read_bytes()
    page = reader(desk.url)
    before = page.locator(".plan-finding").first.inner_text()

    add_article(page, desk)
    copied = desk.plan.parent / "seeds" / ARTICLE.name
    assert copied.read_bytes() == ARTICLE.read_bytes()
    assert not copied.stat().st_mode & 0o111

    page.get_by_role("link", name="Voir les passages proposés").click()
    settled(page)
    for indicator, words in (("1.2", "120"), ("1.1", "2.800")):  # accepted
        buttons(page, offer(page, indicator, words), "Accepter").click()
        expect(page.locator(".plan-effect").first).to_contain_text("Ajouté")
        saved(page)
    corrected = offer(page, "1.1", "1.500 filles")
    buttons(page, corrected, "Corriger").click()
    settled(page)
    form = page.locator("[data-testid=stForm]").first
    box(form, "Période *").fill("2024-10/2024-12")
    form.get_by_role("button", name="Vérifier la modification").click()
    settled(page)
    expect(page.locator(".plan-difference .added").first).to_contain_text("2024-10/2024-12")
    saved(page)
    rejected = offer(page, "3.2", "Code")
    buttons(page, rejected, "Rejeter").click()
    popover = page.locator("[data-testid=stPopoverBody]")
    box(popover, "Pourquoi").fill("Rappel, pas un fait nouveau")
    box(popover, "Pourquoi").press("Enter")
    settled(page)
    popover.get_by_role("button", name="Rejeter cette proposition").click()
    expect(page.get_by_text("1 proposition a été rejetée")).to_be_visible()
    settled(page)
    assert "Code pénal" not in "".join(page.locator(".plan-offer").all_inner_texts())

    page.goto(f"{desk.url}/edit?what=indicator&indicator=3.1")
    settled(page)
    box(page, "Échéance *").fill("2026-12-31")
    press(page, "Vérifier la modification")
    expect(page.locator(".plan-difference .added").first).to_contain_text("2026-12-31")
    saved(page)
    assert b"2026-12-31" in desk.plan.read_bytes()

    page.goto(desk.url)
    settled(page)
    assert page.locator(".plan-finding").first.inner_text() != before

    kinds = [each.kind for each in read_journal(desk.plan).entries]
    assert kinds == ["start", "article", "edit", "edit", "edit", "reject", "edit"]
    for number in (7, 5, 4, 3, 2):
        page.goto(f"{desk.url}/history")
        settled(page)
        page.locator(f".st-key-undo-{number} button").click()
        settled(page)
        saved(page)
    assert desk.plan.read_bytes() == first
    journal = read_journal(desk.plan)
    assert [each.kind for each in journal.entries[7:]] == ["undo"] * 5
    assert journal.text_after(1).encode() == first


def test_the_second_of_two_concurrent_editors_is_warned_and_loses_nothing(
    desk: Served, reader: Reader
) -> None:
    address = f"{desk.url}/edit?what=indicator&indicator=3.1"
    one, other = reader(address), reader(address)
    typed = (
        (one, "Nom * · français", "Nom d’Awa"),
        (other, "Définition · français", "Définition de Bakary"),
    )
    for page, name, words in typed:
        box(page, name).fill(words)
        press(page, "Vérifier la modification")
        expect(page.locator(".plan-difference .added").first).to_contain_text(words)
    saved(one)
    other.locator('[class*="st-key-save-"] button').click()
    expect(other.locator(".plan-alert")).to_contain_text("Le fichier a été modifié")
    expect(other.locator(".plan-difference").first).to_contain_text("Nom d’Awa")
    expect(other.locator(".plan-difference").last).to_contain_text("Définition de Bakary")
    assert box(other, "Définition · français").input_value() == "Définition de Bakary"
    assert "Bakary" not in desk.plan.read_text("utf-8")
    press(other, "Appliquer ma modification à la nouvelle version")
    saved(other)
    text = desk.plan.read_text("utf-8")
    assert "Nom d’Awa" in text
    assert "Définition de Bakary" in text
    assert [each.kind for each in read_journal(desk.plan).entries] == ["start", "edit", "edit"]


def test_a_server_killed_before_it_replaces_the_file_leaves_it_intact_for_the_next(
    tmp_path: Path, reader: Reader
) -> None:
    killer = (
        "import os, signal; kept = os.replace; "
        "os.replace = lambda a, b, **k: (os.kill(os.getpid(), signal.SIGKILL) "
        "if str(b).endswith('.old') else kept(a, b, **k))"
    )
    desk = Served(tmp_path, first=killer)
    first = desk.plan.read_bytes()
    page = reader(f"{desk.url}/edit?what=indicator&indicator=3.1")
    box(page, "Échéance *").fill("2026-12-31")
    press(page, "Vérifier la modification")
    page.locator('[class*="st-key-save-"] button').click()
    assert desk.process.wait(30) == -signal.SIGKILL
    assert desk.plan.read_bytes() == first

    again = Served(tmp_path)
    page = reader(f"{again.url}/edit?what=indicator&indicator=3.1")
    box(page, "Échéance *").fill("2026-12-31")
    press(page, "Vérifier la modification")
    saved(page)
    assert b"2026-12-31" in again.plan.read_bytes()
    left = {each.name for each in tmp_path.iterdir() if each.suffix != ".old"}  # kept for a moment
    assert left == {"indicators.yaml", "seeds", "indicators.journal.jsonl", ".indicators.yaml.lock"}
    assert [each.kind for each in read_journal(again.plan).entries] == ["start", "edit"]
    again.stop()


def _record_and_accept(seen: list[str], dialog: Dialog) -> None:
    seen.append(dialog.message)
    dialog.accept()


def test_only_a_page_with_unsaved_changes_warns_that_the_server_restarted(
    tmp_path: Path, reader: Reader
) -> None:
    desk = Served(tmp_path)
    page = reader(f"{desk.url}/edit?what=indicator&indicator=3.1")
    other = reader(f"{desk.url}/edit?what=indicator&indicator=3.1")
    dialogs: dict[Page, list[str]] = {page: [], other: []}
    for each, seen in dialogs.items():
        each.on("dialog", partial(_record_and_accept, seen))
    box(page, "Échéance *").fill("2026-12-31")
    press(page, "Vérifier la modification")
    expect(page.get_by_role("heading", name="À vérifier avant d’enregistrer")).to_be_visible()
    desk.stop()
    again = Served(tmp_path, port=desk.port)
    for each in dialogs:
        each.wait_for_selector("[data-test-connection-state=CONNECTED]")
        press(each, "Vérifier la modification")
    until(lambda: page.evaluate("true") and dialogs[page])
    assert ["La connexion au serveur a été rétablie" in words for words in dialogs[page]] == [True]
    assert box(page, "Échéance *").input_value() == "2026-12-31"
    press(page, "Vérifier la modification")
    assert not dialogs[other]
    saved(page)
    again.stop()


def test_an_invalid_value_is_reported_at_its_field_and_nothing_is_saved(
    desk: Served, reader: Reader
) -> None:
    first = desk.plan.read_bytes()
    page = reader(f"{desk.url}/edit?what=indicator&indicator=1.1")
    box(page, "Nombre").fill("100.000")
    press(page, "Vérifier la modification")
    fault = page.locator(".plan-fault")
    expect(fault).to_contain_text("100000")
    assert page.locator('[class*="st-key-save-"]').count() == 0
    box(page, "Nombre").fill("100001")
    press(page, "Vérifier la modification")
    expect(page.get_by_text("Nouvelles anomalies dans le fichier")).to_be_visible()
    expect(fault).to_have_count(0)
    assert desk.plan.read_bytes() == first


def test_leaving_typed_or_unsaved_changes_asks_for_confirmation(
    desk: Served, reader: Reader
) -> None:
    page = reader(f"{desk.url}/method")
    page.get_by_role("button", name="Mise à jour").click()
    page.get_by_role("menuitem", name="Modifier le plan").click()
    expect(page.get_by_role("button", name="Vérifier la modification")).to_be_visible()
    settled(page)
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    def asked_times(n: int) -> None:
        # Playwright delivers dialog events while it evaluates something.
        until(lambda: page.evaluate("true") and len(asked) == n)

    page.on("dialog", stay)
    first = page.locator("[data-testid=stForm] textarea").first
    first.press_sequentially("x")
    page.get_by_role("link", name="Méthode").click()
    asked_times(1)
    assert "n’est pas enregistré" in asked[0]
    page.evaluate("history.back()")
    asked_times(2)
    assert "/edit" in page.url
    assert "x" in first.input_value()
    press(page, "Vérifier la modification")
    page.get_by_role("link", name="Méthode").click()
    asked_times(3)
    page.evaluate("history.back()")
    asked_times(4)
    saved(page)
    page.get_by_role("link", name="Méthode").click()
    page.wait_for_url(re.compile("/method"))
    assert len(asked) == 4


def test_a_file_whose_content_does_not_match_its_name_is_refused_with_a_reason(
    desk: Served, reader: Reader, tmp_path: Path
) -> None:
    for name, data, words in (
        ("article.pdf", b"<!doctype html><p>Bonjour</p><script>alert(1)</script>",
         "se termine par .pdf"),
        ("article.txt", b"MZ\x90\0\3\0\0\0", "ni un texte, ni une page web, ni un PDF"),
    ):  # fmt: skip
        path = tmp_path / name
        path.write_bytes(data)
        page = reader(f"{desk.url}/add")
        page.locator("input[type=file]").set_input_files(path)
        expect(page.locator(".plan-fault")).to_contain_text(words)
    assert {each.name for each in (desk.plan.parent / "seeds").iterdir()} == {
        each.name for each in (ROOT / "seeds").iterdir()
    }


def test_a_problem_is_fixed_where_it_is_listed(desk: Served, reader: Reader) -> None:
    first = desk.plan.read_bytes()
    desk.edit("at_least: 100000", "exactly: 100000")
    page = reader(f"{desk.url}/problems")
    press(page, "Prendre ce que dit le passage", exact=False)
    expect(page.locator(".plan-difference .added").first).to_contain_text("at_least: 100000")
    saved(page)
    assert b"at_least: 100000" in desk.plan.read_bytes()
    assert desk.plan.read_bytes().replace(b"\n", b"") == first.replace(b"\n", b"")


def test_changes_by_a_text_editor_are_journalled_one_by_one_and_can_be_undone(
    desk: Served, reader: Reader
) -> None:
    page = reader(f"{desk.url}/edit?what=indicator&indicator=3.1")
    box(page, "Échéance *").fill("2026-12-31")
    press(page, "Vérifier la modification")
    saved(page)
    after = desk.plan.read_bytes()
    for n, (before, now) in enumerate((("Campagnes de", "Grandes campagnes de"),
                                       ("Victimes identifiées", "Victimes repérées"))):  # fmt: skip
        desk.edit(before, now)
        until(lambda n=n: len(read_journal(desk.plan).entries) == 3 + n, 20)
    page.goto(f"{desk.url}/history")
    settled(page)
    expect(page.get_by_text("modifié hors du tableau de bord")).to_have_count(2)
    for number in (3, 4):  # the earlier one first: they touch different lines
        page.locator(f".st-key-undo-{number} button").click()
        settled(page)
        saved(page)
    assert desk.plan.read_bytes() == after


def test_an_error_of_the_file_can_be_fixed_on_the_page(desk: Served, reader: Reader) -> None:
    first = desk.plan.read_bytes()
    desk.edit("at_least: 100000", "at_least: 100.000")
    page = reader(f"{desk.url}/problems")
    press(page, "Écrire 100000", exact=False)
    saved(page)
    assert desk.plan.read_bytes() == first


def test_nothing_can_be_edited_unless_the_server_listens_on_loopback(
    tmp_path: Path, reader: Reader
) -> None:
    desk = Served(tmp_path, options=("--address", "0.0.0.0"))
    for name in ("add", "edit", "proposals", "problems", "history"):
        page = reader(f"{desk.url}/{name}")
        labels = {each.strip() for each in page.locator("button").all_inner_texts()}
        assert not labels & {"Accepter", "Enregistrer", "Vérifier la modification"}
        assert page.locator("input[type=file]").count() == 0
        expect(page.locator("h1")).to_contain_text("Cette page est réservée")
        expect(page.locator(".plan-note")).to_contain_text("lecture seule")
        expect(page.get_by_role("link", name="Méthode")).to_be_visible()
        assert page.get_by_text("Mise à jour", exact=True).count() == 0
        assert page.locator("a[href*='problems'], a[href*='history']").count() == 0
    desk.stop()


@pytest.mark.parametrize(("language", "dark", "width"), [("fr", False, 1280), ("en", True, 390)])
def test_axe_finds_no_violation_in_a_review(
    desk: Served, reader: Reader, language: str, dark: bool, width: int
) -> None:
    page = reader(
        f"{desk.url}/edit?what=indicator&indicator=3.1&lang={language}", width=width, dark=dark,
        height=2400,
    )  # fmt: skip
    name, go, lines = (
        ("Échéance *", "Vérifier la modification", "Lignes modifiées du fichier")
        if language == "fr"
        else ("Due *", "Review the change", "Changed lines of the file")
    )
    box(page, name).fill("2026-12-31")
    press(page, go)
    page.get_by_text(lines).click()
    settled(page)
    expect(page.locator(".plan-difference .added").first).to_be_visible()
    assert violations(page) == []
    wide = page.evaluate(
        "[...document.querySelectorAll('.plan-difference, .plan-effect, [data-testid=stForm]')]"
        ".filter(each => each.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert wide == 0


# --- A plan whose every text is markup -----------------------------------------------------------

#: Finds what the payload would have made, had it been interpreted.
EFFECTS = f"""() => [...document.querySelectorAll(`
    a[href*="{HOST}"], img[src*="{HOST}"], #p, .katex, .stMarkdownColoredText,
    [data-testid="stMarkdownContainer"] :is(a, strong, em, del, img, code, [style], [role=img])`
)].map(each => each.outerHTML.slice(0, 200))"""
#: The form that is open first, then other pages.
SHOWN = ("", "proposals", "history", "articles", "indicator?indicator=E1", "?simulate=true")


def test_no_text_of_the_plan_becomes_a_link_a_picture_a_colour_or_a_request(
    desk: Served, reader: Reader
) -> None:
    write_hostile_plan(desk.plan.parent)
    asked: list[str] = []
    page = reader(f"{desk.url}/edit?what=indicator&indicator=E1")
    page.on("request", lambda each: asked.append(each.url))
    page.on("dialog", lambda each: pytest.fail(each.message))
    part = say_in("fr")(KEY_LABELS["part"])
    written = {plain_line(f"{part} · {name}") for name in DIMENSIONS}
    labels = page.locator("[data-testid=stWidgetLabel]")
    until(lambda: written <= {each.replace("\u2060", "") for each in labels.all_text_contents()})
    for address in SHOWN:
        if address:
            page.goto(f"{desk.url}/{address}")
            settled(page)
        expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
        assert page.evaluate(EFFECTS) == [], address
        assert SIGN in page.title()
        assert SIGN in page.locator(".stMain").inner_text()
    assert [url for url in asked if not url.startswith((desk.url, "data:", "blob:"))] == []
