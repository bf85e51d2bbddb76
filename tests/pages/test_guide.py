"""The officer's guide: its pictures are taken of the real pages, and it names what they say."""

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
def test_the_script_takes_the_pictures_that_the_guide_shows(
    language: str, browser: Browser, tmp_path: Path
) -> None:
    taken = take(browser, tmp_path, language)
    assert [each.name for each in taken] == pictures_of(language)
    for each in taken:
        with Image.open(each) as picture, Image.open(GUIDE / each.name) as shown:
            colours = picture.convert("RGB").getcolors(2**24) or []
            assert len(colours) > 20  # a page, and not an empty one
            assert picture.width == shown.width == WIDTH


def test_every_picture_is_shown_and_none_is_heavy() -> None:
    shown = {each for language in TEXTS for each in pictures_of(language)}
    assert {each.name for each in GUIDE.iterdir()} == shown
    assert all(each.stat().st_size < 300_000 for each in GUIDE.iterdir())


@pytest.mark.parametrize("language", TEXTS)
def test_the_guide_tells_every_key_of_the_journal_and_every_kind(language: str) -> None:
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", TEXTS[language].read_text("utf-8"), re.M)
    entry = Entry("edit", datetime.now(UTC), "awa", "a", "b", about={"file": "x"}, text="")
    told = [key for head, _ in rows for key in re.findall(r"`(\w+)`", head)]
    assert sorted(told) == sorted(json.loads(as_line(entry)))
    kinds = re.findall(r"`(\w+)`", rows[0][1])
    assert set(kinds) == set(ENTRY_WORDS) - {"commit"}  # which git has, and no journal


#: What the guide names in bold that is a page or a control, in English.
NAMED = (
    "Desk → Add an article", "Review the change", "Save", "Read what it could prove", "Accept",
    "Correct", "Reject", "Another passage", "Desk → Edit the plan", "Take it out of the plan",
    "Desk → Problems", "Make my change on the new version", "Desk → History", "Undo this change",
)  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_the_guide_names_pages_and_controls_as_the_screen_does(language: str) -> None:
    say = say_in("fr" if language == "fr" else "en")
    told = re.findall(r"\*\*(.+?)\*\*", TEXTS[language].read_text("utf-8"))
    told = [each.rstrip(".") for each in told]
    groups, titles = list(GROUPS), list(PAGES.values())
    for name in NAMED:
        steps = name.split(" → ")
        assert steps[-1] in titles or len(steps) == 1
        assert len(steps) == 1 or steps[0] in groups
        assert " → ".join(map(say, steps)) in told
    assert len(set(told)) == len(set(NAMED)) + ("Bureau" in told or "Desk" in told)
