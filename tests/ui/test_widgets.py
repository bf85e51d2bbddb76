"""The controls of the pages: their words are shown as they are, and no page has others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hostile_plan import payload

from plan.ui.widgets import literal, plain_line

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "dashboard.py", *(ROOT / "plan" / "ui").glob("*.py"),
         *(ROOT / "plan" / "pages").glob("*.py")]  # fmt: skip
#: What of Streamlit shows no words, or shows them as they are.
WITHOUT_WORDS = frozenset(
    "cache_resource code columns container context form fragment get_option html login logout "
    "navigation Page pagination query_params rerun secrets session_state set_page_config stop "
    "switch_page user vega_lite_chart __file__".split()
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pages_take_every_control_with_words_from_one_module(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {
        node.attr for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name) and node.value.id == "st"
    }  # fmt: skip
    if path.name == "contents.py":  # a text of our own
        used.discard("markdown")
    assert path.name == "widgets.py" or used <= WITHOUT_WORDS
    for node in ast.walk(tree):  # by no other name
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "streamlit":
            assert {each.name for each in node.names} <= {"config", "runtime"}
        if isinstance(node, ast.Import):
            assert all(each.asname == "st" for each in node.names if each.name == "streamlit")


ORDINARY = (
    "Title *", "As of 31 December 2024", "L’accès aux soins (2023–2027)", "3.2  Victimes assistées",
    "Partie · sexe", "“x” and 'y', 50 %; R&D ?", "dating_note", "Objectif : A/B, C+D = 1!",
)  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_a_label_without_markdown_is_not_changed(text: str) -> None:
    assert literal(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[a](b)", r"\[a\](b)"),
        (":red[x]", ":\u2060red\\[x\\]"),
        ("$x$", r"\$x\$"),
        ("**b** _i_ ~s~ `c`", r"\*\*b\*\* \_i\_ \~s\~ \`c\`"),
        ("<b>", r"\<b>"),
        ("&lt;", r"\&lt;"),
        ("https://a.org", "https:\u2060//a.org"),
        ("www.a.org, me@a.org", "www\u2060.a.org, me@\u2060a.org"),
        ("a -> b -- c", "a -\u2060> b -\u2060- c"),
        ("# a", "\u2060# a"),
        ("1. a", "\u20601. a"),
        ("a\\", "a\\\\"),
        (" a\n\tb\x1b[0m ", "a b \\[0m"),
    ],
)
def test_markdown_is_escaped(text: str, markdown: str) -> None:
    assert literal(text) == markdown


def test_a_label_is_one_line_that_turns_nothing() -> None:
    assert plain_line("a\u202eb\nc") == "\u2068a\u202eb c\u2069"
    assert "\x1b" not in literal(payload(1))
