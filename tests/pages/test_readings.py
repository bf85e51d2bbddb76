"""A long article in Chromium: pages answer while it is read, it can be stopped and begun again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Served, browser, context_of, reader, settled, violations
from playwright.sync_api import Page, expect

__all__ = ["browser", "context_of", "reader"]  # fixtures

#: Long enough to be read in a process of its own, which waits for a file.
LONG = "Le comité a formé 120 magistrats en 2024.\n\n" + "Il s’est réuni à Bamako.\n\n" * 1000
WAITING = "import os, time\nwhile not os.path.exists({!r}): time.sleep(0.05)\n"


def test_pages_answer_while_a_long_article_is_read_and_its_reading_can_be_stopped(
    tmp_path_factory: pytest.TempPathFactory, reader: Callable[..., Page]
) -> None:
    folder = tmp_path_factory.mktemp("long")
    gate = folder / "go"
    held = WAITING.format(str(gate))
    first = f"import plan.server.worker as w; w._COMMAND = {held!r} + w._COMMAND"
    served = Served(folder, first=first)
    try:
        (folder / "seeds" / "long.txt").write_text(LONG, encoding="utf-8")
        page = reader(f"{served.url}/proposals?file=long.txt")
        expect(page.get_by_role("status")).to_contain_text("Lecture en cours\u00a0: long.txt")
        expect(page.get_by_role("progressbar")).to_be_visible()
        assert violations(page) == []
        other = reader(f"{served.url}/")
        expect(other.locator("h1").first).to_be_visible()
        page.get_by_role("button", name="Arrêter la lecture").click()
        again = page.get_by_role("button", name="Reprendre la lecture depuis le début")
        expect(again).to_be_visible()
        settled(page)
        gate.touch()
        again.click()
        expect(page.locator(".plan-article.read")).to_contain_text("magistrats")
    finally:
        served.stop()
