"""The fonts of pages: what they keep, and how they are served."""

import asyncio
import io
import re
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from fontTools.ttLib import TTFont
from plan_files import ROOT

from plan.server.fonts import KEPT_LETTERS, SmallerFonts, smaller_icons, smaller_text

STATIC = Path(st.__file__).parent / "static"
MEDIA = STATIC / "static" / "media"


def font(start: str) -> Path:
    (found,) = MEDIA.glob(f"{start}*.woff2")
    return found


@pytest.fixture(scope="module")
def sans() -> bytes:
    return smaller_text(font("SourceSansVF-Upright"))


def test_a_font_of_text_keeps_every_letter_of_our_sentences_and_of_the_plan(sans: bytes) -> None:
    words = [ROOT / "plan" / "locale" / "fr.po", ROOT / "indicators.yaml"]
    words += [*(ROOT / "plan").rglob("*.py"), *(ROOT / "seeds").iterdir()]
    used = {ord(each) for path in words for each in path.read_text(encoding="utf-8")}
    had = set(TTFont(font("SourceSansVF-Upright")).getBestCmap())
    latin = {code for code in used & had if not 0x370 <= code < 0x600 and code > 0x1F}
    combining = {code for code in latin if 0x300 <= code < 0x370}
    assert latin - combining - set(TTFont(io.BytesIO(sans)).getBestCmap()) == set()


def test_a_font_of_text_keeps_the_weights_between_regular_and_bold(sans: bytes) -> None:
    opened = TTFont(io.BytesIO(sans))
    assert {a.axisTag: (a.minValue, a.maxValue) for a in opened["fvar"].axes} == {
        "wght": (400, 700)
    }
    assert set(opened.getBestCmap()) <= KEPT_LETTERS
    assert len(sans) < font("SourceSansVF-Upright").stat().st_size / 4


def icons(opened: TTFont) -> set[str]:
    letters = {glyph: chr(code) for code, glyph in opened.getBestCmap().items()}
    tables = [table for each in opened["GSUB"].table.LookupList.Lookup for table in each.SubTable]
    return {
        "".join(letters.get(part, "?") for part in (first, *ligature.Component))
        for table in tables
        for first, several in getattr(table, "ExtSubTable", table).ligatures.items()
        for ligature in several
    }


def test_the_font_of_icons_keeps_those_asked_for_and_no_other() -> None:
    whole, names = font("MaterialSymbols"), {"check", "expand_more", "none_of_this_name"}
    assert len(icons(TTFont(whole))) > 1000
    assert icons(TTFont(io.BytesIO(smaller_icons(whole, names)))) == {"check", "expand_more"}


def test_the_icons_that_the_frontend_names_are_kept() -> None:
    layer = SmallerFonts(None, STATIC)  # type: ignore[arg-type]
    kept = icons(TTFont(io.BytesIO(layer.make(font("MaterialSymbols")))))
    assert {"keyboard_arrow_down", "chevron_right", "close", "error", "menu", "upload"} <= kept


def ask(layer: SmallerFonts, path: str, method: str = "GET") -> tuple[int, bytes]:
    sent: list[dict[str, Any]] = []

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "headers": []}
    asyncio.run(layer(scope, None, collect))  # type: ignore[arg-type]
    return sent[0]["status"], sent[1]["body"]


def test_a_font_is_made_once_and_served_at_the_address_that_the_frontend_asks_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    made: list[Path] = []

    def make(self: SmallerFonts, path: Path) -> bytes:
        made.append(path)
        return b"small"

    monkeypatch.setattr(SmallerFonts, "make", make)
    layer = SmallerFonts(application, STATIC)
    (sheet,) = (STATIC / "static" / "css").glob("index.*.css")
    named = re.findall(r"\.\./media/([\w.-]+)", sheet.read_text(encoding="utf-8"))
    for name in named:
        if not name.startswith("KaTeX"):
            assert ask(layer, f"/static/media/{name}") == (200, b"small")
            assert ask(layer, f"/static/media/{name}", "HEAD") == (200, b"small")
            assert ask(layer, f"/static/media/{name}", "POST")[0] == 404
    assert sorted(made) == sorted(layer.files.values())
    assert ask(layer, "/static/media/none.woff2")[0] == 404
