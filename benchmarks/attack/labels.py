"""Random pieces of Markdown as labels: Chromium must show each as it was written.

Half of the labels are on buttons, half above text fields; all go through ``plan.ui.widgets``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from benchmarks.attack.finding import Finding, Terms
from benchmarks.browser import launched, served
from benchmarks.rounds import ROOT

_FULL = 3_000
_ON_A_PAGE = 150
_PIECES = (
    *"*_`[]()<>!$~:\\&#-+=|{}@^'\" a", "**", "__", "$$", "~~", "::", "red", "b ", "1.", "www.",
    "evil.example", "https://", ":smile:", ":red[", "->", "--", "<b>", "&amp;", "![", "](x)",
    "material/", "home:", "\u00a0", "é", "\n", "\x1b[31m", "\u202e", "\u2067", "\u2069", "نص",
)  # fmt: skip
_SCRIPT = """\
import json
from pathlib import Path
import streamlit as st
from plan.ui import widgets
texts = json.loads(Path({path!r}).read_text("utf-8"))
first = int(st.query_params.get("first", "0"))
for n, text in list(enumerate(texts))[first : first + {size}]:
    with st.container(key=f"label-{{n}}"):
        draw = widgets.button if n % 2 else widgets.text_input
        draw(text, key=f"control-{{n}}")
st.html('<p id="end"></p>')
"""
#: What each label shows: its text, and the elements that Markdown made.
_SHOWN = """() => [...document.querySelectorAll("[class*=st-key-label-]")].map(each => {
    const label = each.querySelector("[data-testid=stMarkdownContainer]")
    const made = "a, img, code, strong, em, del, sub, sup, hr, ul, ol, h1, h2, h3, blockquote, " +
        ".katex, [style], [role=img]"
    return [label?.textContent ?? "", label?.querySelectorAll(made).length ?? 0]
})"""


def texts(count: int, random: random.Random) -> list[str]:
    """Random texts of two to nine pieces."""
    made = ("".join(random.choices(_PIECES, k=random.randint(2, 9))) for _ in range(count))
    return [f"{text}." if not text.strip() else text for text in made]


def attack(terms: Terms) -> Iterator[Finding]:
    """Show random texts as labels, and compare them with what they were."""
    from playwright.sync_api import sync_playwright

    from plan.ui.widgets import plain_line

    several = texts(terms.count(_FULL), terms.random())
    path, script = terms.folder / "texts.json", terms.folder / "script.py"
    path.write_text(json.dumps(several), encoding="utf-8")
    script.write_text(_SCRIPT.format(path=str(path), size=_ON_A_PAGE), encoding="utf-8")
    shown: list[tuple[str, int]] = []
    asked: list[str] = []
    with served(script, ROOT / "indicators.yaml") as server, sync_playwright() as playwright:
        page = launched(playwright).new_page()
        page.on("request", lambda request: asked.append(request.url))
        for first in range(0, len(several), _ON_A_PAGE):
            page.goto(f"http://127.0.0.1:{server.port}/?first={first}")
            page.wait_for_selector("#end", state="attached", timeout=120_000)
            page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
            shown += page.evaluate(_SHOWN)
    assert len(shown) == len(several)
    wrong = sum(
        made > 0 or _letters(text) != _letters(plain_line(written))
        for (text, made), written in zip(shown, several, strict=True)
    )
    yield Finding("Markdown in a label", len(several), wrong)
    outside = [
        url for url in asked if not url.startswith((f"http://127.0.0.1:{server.port}/", "data:"))
    ]
    yield Finding("Requests to other hosts", len(asked), len(outside))


def _letters(text: str) -> str:
    """What of a text can be seen; a browser may put spaces together."""
    return " ".join(text.replace("\u2060", "").split())
