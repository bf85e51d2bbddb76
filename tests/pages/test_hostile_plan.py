"""A plan whose every text is markup: whatever shows a text shows it as it is, on every page.

What a browser makes of it is tested with the desk, in ``test_desk_pages``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from hostile_plan import ARTICLE, END, OTHER_ARTICLE, SIGN, payload, write_hostile_plan
from streamlit.testing.v1 import AppTest

from plan.desk.access import Access
from plan.locale.translation import LANGUAGES
from plan.server.page import PageRequest
from plan.ui import cache, signin, sitemap
from plan.ui.first_paint import paint
from plan.ui.widgets import literal, plain_line

ROOT = Path(__file__).parents[2]
#: The pages, and in the address what they are asked for.
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {"simulate": "true"}),
    ("overview", {"on": payload(1), "known": payload(2), "since": payload(3), "lang": payload(4)}),
    ("axis", {"axis": "water", "q": payload(1)}),
    ("axis", {"axis": payload(1), "status": payload(2)}),
    *(("indicator", {"indicator": name}) for name in ("E1", "E2", "E3", "E4", payload(1))),
    ("bodies", {}),
    ("bodies", {"body": "hydraulics"}),
    ("articles", {"article": "payload"}),
    ("articles", {"article": "payload", "whole": "true"}),
    ("articles", {"article": payload(1)}),
    ("conflicts", {}),
    ("timeline", {}),
    ("method", {}),
    ("add", {"way": "folder"}),
    ("add", {"way": payload(1), "file": payload(2)}),
    ("proposals", {"file": ARTICLE}),
    ("proposals", {"file": OTHER_ARTICLE, "published": payload(1), "indicator": payload(2)}),
    ("edit", {"what": "plan"}),
    ("edit", {"what": "indicator", "indicator": "E1"}),
    ("edit", {"what": "indicator", "indicator": "E4"}),
    ("edit", {"what": "indicator", "indicator": "new", "in": payload(1)}),
    ("edit", {"what": "axis", "axis": "water"}),
    ("edit", {"what": "source", "source": "payload"}),
    ("edit", {"what": "body", "body": "hydraulics"}),
    ("edit", {"what": payload(1)}),
    ("problems", {"severity": payload(1)}),
    ("history", {"who": payload(1), "indicator": payload(2)}),
)
#: The fields that Streamlit reads as Markdown; those of plain text, shown on one line; and those
#: that hold a text as it is: to be edited or copied, or drawn by a chart.
MARKDOWN = frozenset("label help body content caption text".split())
PLAIN = frozenset("options raw_value raw_values alt placeholder".split())
AS_IT_IS = frozenset("default value code_text data id form_id key query_string".split())
#: What our own HTML consists of.
TAGS = frozenset(
    "nav details summary p h1 h2 h3 div span strong b code ul ol li dl dt dd i a table caption "
    "thead tbody tr th td figure blockquote footer mark sup section em br small button bdi kbd "
    "main title link meta style noscript".split()
)
#: Within these a text is kept word for word, and the element isolates it.
VERBATIM = ("bdi", "code", "mark")
HREF = re.compile(rf"(\./|{'|'.join(sitemap.PAGES)})\?|#(offer|section|sentence)-\d+$|data:image/")


def is_balanced(text: str) -> bool:
    """Whether nothing in a text of one line turns what is around it, be it in the same text."""
    opened = 0
    for mark in re.findall("[\u202a\u202b\u202d\u202e\u2066-\u2069]", text):
        opened += 0 if mark < "\u2066" else 1 if mark < "\u2069" else -1
        if opened < 0 or (mark < "\u2066" and not opened):
            return False
    # What a payload opens is closed where it ends: its own isolate, and the one around it.
    return not opened and not re.search(f"{END}(?!\u2069\u2069)", text)


def is_literal(markdown: str) -> bool:
    """Whether Markdown shows no more than a text."""
    return literal(re.sub(r"\\(.)", r"\1", markdown.replace("\u2060", ""))) == markdown


class Html(HTMLParser):
    """The faults of some HTML."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.flow = ""
        self.feed(body)
        self.close()
        if not is_balanced(self.flow):
            self.faults.append(self.flow)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.faults += [] if tag in TAGS else [f"<{tag}>"]
        for name, value in attrs:
            if name == "href" and not HREF.match(value or ""):
                self.faults.append(f"href={value}")
            if name.startswith("on") or (name != "href" and not is_balanced(value or "")):
                self.faults.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if {*VERBATIM} & {*self.open[-1:]}:
            # The end of a line closes all, and the element is an isolate.
            self.flow += f"\u2068{data.rpartition(chr(10))[2]}\u2069".replace(END, "")
        else:
            self.flow += data
            # Beside such an element are the marks that balance it.
            if not is_balanced(data.lstrip("\u2069").rstrip("\u2068")):
                self.faults.append(data)


def strings(message: Any) -> Iterator[tuple[str, str]]:
    """All strings of a message, with the names of their fields."""
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if field.type == field.TYPE_MESSAGE:
                if not field.message_type.GetOptions().map_entry:
                    yield from strings(each)
            elif field.type == field.TYPE_STRING:
                yield field.name, each


def faults(test: AppTest, ours: bool = False) -> Iterator[str]:
    """Where a run shows a text otherwise than as it is; ``ours``: its Markdown is our own."""
    for block in test._tree.children.values():
        for node in block:
            for name, value in strings(node.proto) if node.proto is not None else ():
                if node.type == "html":
                    if not value.startswith(("<style>", "<span data-plan-lang=")):
                        yield from Html(value).faults
                elif name in MARKDOWN and not (ours and node.type == "markdown"):
                    if not is_literal(value):
                        yield f"{node.type} {name}: {value}"
                elif name in PLAIN:
                    if plain_line(value) != value.strip():
                        yield f"{node.type} {name}: {value}"
                elif SIGN in value and name not in AS_IT_IS:
                    yield f"{node.type} {name} is not known"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_plan(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A function that opens a page of a plan for somebody who may edit, with a hostile name."""

    def open_page(plan: Path, name: str, **address: str) -> AppTest:
        monkeypatch.setattr(signin, "access", lambda: Access(True, True, payload(7), "", True))
        monkeypatch.setenv("PLAN_FILE", str(plan))
        monkeypatch.setenv("PLAN_SERVER_NOTIFIES", str(plan.parent))
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        test.context = {"locale": "fr-ML"}
        for key, value in address.items():
            test.query_params[key] = value
        if name != "overview":
            test.switch_page(f"plan/pages/{name}.py")
        return run(test)

    return open_page


def run(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception, [each.value for each in test.exception]
    return test


def press(test: AppTest, part: str) -> AppTest:
    """Press the first button whose key has a part."""
    next(each for each in test.button if part in str(each.key)).click()
    return run(test)


def shown(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "asked"), VIEWS)
def test_no_text_of_a_plan_an_article_or_an_address_takes_effect(
    visit: Callable[..., AppTest], hostile: Path, monkeypatch: pytest.MonkeyPatch,
    page: str, asked: dict[str, str], language: str,
) -> None:  # fmt: skip
    titles: list[str] = []
    configure = st.set_page_config
    monkeypatch.setattr(
        st, "set_page_config",
        lambda **given: (titles.append(given.get("page_title", "")), configure(**given)),
    )  # fmt: skip
    test = visit(hostile, page, **{"lang": language, **asked})
    assert list(faults(test, ours=page == "method")) == []
    assert page == "method" or SIGN in shown(test)
    assert titles[-1].count(SIGN) >= 1
    assert [each for each in titles if plain_line(each) != each] == []


def test_what_is_edited_saved_and_undone_is_shown_as_it_is(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    plan = write_hostile_plan(tmp_path)
    test = visit(plan, "edit", what="axis", axis="water", lang="fr")
    for each in (*test.text_input, *test.text_area):
        if SIGN in (each.value or ""):
            each.set_value(payload(1))
    press(test, "-go")
    assert list(faults(test)) == []
    next(each for each in test.text_input if str(each.key).startswith("why-")).set_value(payload(2))
    press(test, "save-")
    assert list(faults(test)) == []
    assert test.toast

    history = visit(plan, "history", lang="fr")
    assert list(faults(history)) == []
    assert 'class="plan-entry"' in shown(history)
    press(history, "undo-")
    assert "plan-effect" in shown(history)
    assert list(faults(history)) == []

    proposals = visit(plan, "proposals", file=OTHER_ARTICLE, lang="en")
    press(proposals, "open-")
    assert list(faults(proposals)) == []
    why = next(each for each in proposals.text_input if str(each.key).startswith("reason-"))
    why.set_value(payload(3))
    press(proposals, "reject-")
    assert list(faults(proposals)) == []
    assert f"{SIGN}3 " in shown(proposals)


def test_the_problems_of_a_file_that_is_not_read_are_shown_as_they_are(
    visit: Callable[..., AppTest], plan_file: Callable[..., Path]
) -> None:
    head = {"title": payload(1), "period": payload(2), payload(3): 1}
    plan = plan_file(json.dumps({"plan": head, "axes": payload(4), payload(5): []}))
    for page in ("overview", "problems", "history"):
        test = visit(plan, page, lang="en")
        assert list(faults(test)) == []
        assert page == "history" or SIGN in shown(test)


def test_the_first_paint_shows_texts_as_they_are(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAN_FILE", str(hostile))
    monkeypatch.setattr(signin, "anyone_may_read", lambda headers: True)
    cache.on_disk().look()
    for page, asked in VIEWS:
        painted = paint(PageRequest(page, asked, {}, "fr"))
        body = re.sub("<style>.*?</style>", "", "".join(painted), flags=re.DOTALL)
        assert Html(body).faults == []
        assert SIGN in body


def test_the_walk_finds_a_text_that_is_not_escaped() -> None:
    def page() -> None:
        import streamlit as st
        from hostile_plan import payload

        st.button(payload(1))
        st.text_input("x", help=payload(2))
        st.expander(payload(3)).text("x")
        st.popover(payload(4))
        st.pills("x", [payload(5)])
        st.selectbox("x", [payload(6)])
        st.html(f"<p>{payload(7)}</p>")
        st.html("<p>\u202e</p>")
        st.toast(payload(8))
        st.markdown(payload(9))
        st.metric(payload(10), 1)

    found = "\n".join(faults(AppTest.from_function(page).run()))
    for n in (*range(1, 7), *range(8, 11)):
        assert f"{SIGN}{n} " in found
    assert "<b>" in found or "href" in found or "id=p" in found
    assert "\u202e\n" in found
