"""The officer's guide: its pictures show the real pages, and its words are those on screen."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import browser
from pictures import GUIDE, WIDTH, take
from PIL import Image
from plan_files import ROOT
from playwright.sync_api import Browser

from plan.desk.journal import ENTRY_WORDS, Entry, as_line
from plan.locale.translation import say_in
from plan.ui.sitemap import GROUPS, PAGES

__all__ = ["browser"]  # a fixture

TEXTS = {"fr": ROOT / "docs" / "guide.fr.md", "en": ROOT / "docs" / "guide.md"}


def pictures_of(language: str) -> list[str]:
    return re.findall(r"\]\(guide/([\w.-]+)\)", TEXTS[language].read_text("utf-8"))


@pytest.mark.parametrize("language", TEXTS)
def test_the_script_takes_exactly_the_pictures_that_the_guide_shows(
    language: str, browser: Browser, tmp_path: Path
) -> None:
    taken = take(browser, tmp_path, language)
    assert [each.name for each in taken] == pictures_of(language)
    for each in taken:
        with Image.open(each) as picture, Image.open(GUIDE / each.name) as shown:
            colours = picture.convert("RGB").getcolors(2**24) or []
            assert len(colours) > 20  # not an empty page
            assert picture.width == shown.width == WIDTH


def test_every_picture_is_used_and_none_is_large() -> None:
    shown = {each for language in TEXTS for each in pictures_of(language)}
    assert {each.name for each in GUIDE.iterdir()} == shown
    assert all(each.stat().st_size < 300_000 for each in GUIDE.iterdir())


@pytest.mark.parametrize("language", TEXTS)
def test_the_guide_documents_every_key_and_every_kind_of_journal_entry(language: str) -> None:
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", TEXTS[language].read_text("utf-8"), re.M)
    entry = Entry("edit", datetime.now(UTC), "awa", "a", "b", about={"file": "x"}, text="")
    documented = [key for head, _ in rows for key in re.findall(r"`(\w+)`", head)]
    assert sorted(documented) == sorted(json.loads(as_line(entry)))
    kinds = re.findall(r"`(\w+)`", rows[0][1])
    assert set(kinds) == set(ENTRY_WORDS) - {"commit"}  # git has it, and no journal does


#: The pages and controls that the guide names in bold, in English.
NAMED = (
    "Editing → Add an article", "Review the change", "Save", "See the proposed passages", "Accept",
    "Correct", "Reject", "Another passage", "Editing → Edit the plan", "Remove from the plan",
    "Editing → Problems", "Create a plan", "Create the plan", "Apply my change to the new version",
    "Editing → History", "Undo this change",
)  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_the_guide_names_pages_and_controls_as_the_screen_does(language: str) -> None:
    say = say_in("fr" if language == "fr" else "en")
    bold = re.findall(r"\*\*(.+?)\*\*", TEXTS[language].read_text("utf-8"))
    bold = [each.rstrip(".") for each in bold]
    groups, titles = list(GROUPS), list(PAGES.values())
    for name in NAMED:
        steps = name.split(" → ")
        assert steps[-1] in titles or len(steps) == 1
        assert len(steps) == 1 or steps[0] in groups
        assert " → ".join(map(say, steps)) in bold
    assert len(set(bold)) == len(set(NAMED)) + ("Mise à jour" in bold or "Editing" in bold)
