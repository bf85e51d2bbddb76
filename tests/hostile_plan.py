"""A plan whose every text is markup: Markdown, HTML, marks of direction, control characters."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any, cast

from plan_files import SENEGAL, write_plan

from plan.file.emitter import lines
from plan.file.tree import Tree, compose

#: Where a link or a picture of the payload leads.
HOST = "payload.example"
#: A sign that every payload has and nothing else, and how each ends.
SIGN, END = "¤", "32m"
PAYLOAD = (
    f"{SIGN}{{n}} [lien](https://{HOST}/{{n}}) :red[rouge] $x^2$ **gras** <b id=p>b</b> www.{HOST} "
    f"a@{HOST} :smile: :material/home: `code` ![](https://{HOST}/p.png) -> نص \u202eRLO \u2067RLI "
    f"\x1b[31mANSI\x9b{END}"
)
#: The names of an article of the plan, and of one that it does not name.
ARTICLE = f"004_[lien](x) **gras** $x$ \u202e {SIGN}.txt"
OTHER_ARTICLE = f"005_[autre](x) _i_ {SIGN}.txt"

#: Names of dimensions: each is another kind of Markdown, as Streamlit reads it.
DIMENSIONS = (
    "[a](https://payload.example)", "<https://payload.example>", "https://payload.example/x",
    "www.payload.example", "a@payload.example", "![](https://payload.example/p.png)", ":red[a]",
    ":blue-background[a]", ":small[a]", ":green-badge[a]", ":smile:", ":material/home:",
    ":streamlit:", "$x$", "$$x$$", "**a** __b__", "*a* _b_", "~~a~~", "`a`", "<b>a</b>",
    "&lt;b&gt; &#42;", "# a", "- a", "1. a", "> a", "a -> b <- c -- d >= e", "***", "[^1]",
    r"\*a\*", "a\u202eb", "a\u2067b\u2069\u2069", "نص", "a\x1b[31mb", "a\nb",
)  # fmt: skip

_TEXTS = frozenset(
    "title name plural short office owner publisher author dating_note objective definition "
    "verification assumptions note statement set_aside description responsible url terms".split()
)


def payload(n: int) -> str:
    return PAYLOAD.format(n=n)


def hostile(tree: Tree, numbers: count[int], inside: str = "") -> Tree:
    """A tree with a payload after every text that readers see; what refers to others is kept."""
    if isinstance(tree, dict):
        return {
            key: hostile(each, numbers, inside if inside in _TEXTS else key)
            for key, each in tree.items()
        }
    if isinstance(tree, list):
        return [hostile(each, numbers, inside) for each in tree]
    if isinstance(tree, str) and inside in _TEXTS and tree != "hydraulics":  # a body by its id
        return f"{tree} {payload(next(numbers))}"
    return tree


def write_hostile_plan(folder: Path) -> Path:
    """Write the plan of another country, with a payload in every text and in an article."""
    tree = compose((SENEGAL / "indicators.yaml").read_text(encoding="utf-8"))[0]
    made = cast(dict[str, Any], hostile(tree, count(1)))
    said = f"31 points d’eau {payload(0).split(chr(27))[0]} ont été réalisés en 2025"
    made["sources"].append({
        "id": "payload", "file": ARTICLE, "title": payload(998), "kind": "press",
        "published": "2025-09-01", "url": f"javascript:alert('{HOST}')",
    })  # fmt: skip
    made["plan"]["dimensions"] += [
        {"id": f"d{n}", "name": {"fr": name}, "values": [{"id": "v", "name": {"fr": name}}]}
        for n, name in enumerate(DIMENSIONS)
    ]
    first = made["axes"][0]["indicators"][0]
    first["observations"].append(
        {"period": "2025", "at_least": "31", "evidence": [{"source": "payload", "quote": said}]}
    )
    text = "\n".join(lines(made, 0)) + "\n"
    article = f"{payload(999)}\n\nSelon le ministère, {said}.\n\n{payload(997)}\n"
    return write_plan(folder, text, {
        ARTICLE: article, OTHER_ARTICLE: article.replace("31", "32"),
        **{each.name: each.read_bytes() for each in (SENEGAL / "seeds").iterdir()},
    })  # fmt: skip
