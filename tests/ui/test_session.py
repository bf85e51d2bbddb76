"""The session state of the pages, and the single function that writes HTML."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "dashboard.py", *sorted((ROOT / "plan").rglob("*.py"))]
PAGES = [path for path in FILES if path.parent.name in ("pages", "server", "ui")]


def named(path: Path, name: str) -> list[ast.AST]:
    """The nodes of a file that use a name, as a variable, an attribute or an import."""
    return [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.alias) and node.name == name)
    ]


def test_only_one_module_uses_the_session_state() -> None:
    # The server looks into sessions for the uploads that they hold, and changes nothing there.
    files = [path for path in FILES if path.parent.name != "server"]
    assert [path.name for path in files if named(path, "session_state")] == ["session.py"]


def test_only_one_function_writes_html_to_pages() -> None:
    places = [
        path.name
        for path in PAGES
        for node in named(path, "html")
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "st.html"
    ]
    # The server writes one page itself: the error page.
    assert places == ["serve.py", "text.py"]


def test_no_html_is_escaped_by_hand() -> None:
    assert [path.name for path in FILES if "from html import" in path.read_text("utf-8")] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_markup_is_built_from_literals_only(path: Path) -> None:
    """Everything else is interpolated and escaped.

    theme.py handles our style sheet and script, isolation.py HTML that is escaped already.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and named_markup(node.func)):
            continue
        assert not node.keywords
        literal = all(isinstance(each, ast.Constant) for each in node.args)
        assert literal or path.name in ("isolation.py", "theme.py"), f"{path.name}:{node.lineno}"


def named_markup(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "Markup"


def test_a_session_is_one_object_that_persists_between_runs() -> None:
    def page() -> None:
        import streamlit as st

        from plan.ui import session

        session.get().place += "x"
        session.change_form("a", faults={("id",): ("wrong",)})
        st.text(session.get().token)
        st.text(session.get().place)
        st.text(" ".join(map(str, st.session_state)))

    test = AppTest.from_function(page).run()
    first = [each.value for each in test.text]
    second = [each.value for each in test.run().text]
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("x", "xx")
    assert first[2] == second[2] == "plan"


def test_a_row_is_added_to_a_form_and_removed_only_once() -> None:
    def page() -> None:
        import streamlit as st

        from plan.ui import session

        rows = session.RowList("a", "steps", 2)
        st.text(session.rows(rows))
        for _ in range(2):
            session.remove_row(rows, 0)
            session.add_row(rows, 2)
        st.text(session.rows(rows))

    shown = [each.value for each in AppTest.from_function(page).run().text]
    assert shown == ["(0, 1)", "(1, 2)"]


def test_reading_the_state_of_a_form_does_not_open_it() -> None:
    def page() -> None:
        import streamlit as st

        from plan.ui import editing, review, session

        rows = session.rows(session.RowList("a", "steps", 1))
        st.text((editing.is_open("a"), dict(review.faults("a")), rows, editing.form_key("a")[:4]))
        st.text(session.get().forms)

    shown = [each.value for each in AppTest.from_function(page).run().text]
    assert shown == ["(False, {}, (0,), 'a-0-')", "{}"]


def test_a_click_is_reported_until_answered_at_most_four_times() -> None:
    def page() -> None:
        import streamlit as st

        from plan.ui.buttons import answer, clicked

        st.text(clicked("Ask", "ask"))
        if clicked("Answer", "answer"):
            answer()

    test = AppTest.from_function(page).run()
    reports = [test.text[0].value]
    test.button[0].click()
    for _ in range(6):
        reports.append(test.run().text[0].value)
    assert reports == ["False", *["True"] * 4, "False", "False"]
    test.button[0].click().run()
    test.button[1].click().run()
    assert test.run().text[0].value == "False"


def test_forgetting_the_controls_of_one_form_keeps_those_of_others() -> None:
    def page() -> None:
        import streamlit as st

        from plan.ui import session

        for form in ("a-0", "a-01", "b-0"):
            st.text_input(form, value="typed", key=session.control_key(form, ("id",)))
        if st.button("Forget"):
            session.forget_controls("a-0")
            st.text(" ".join(sorted(map(str, st.session_state))))

    test = AppTest.from_function(page).run()
    (button,) = test.button
    (left,) = button.click().run().text
    assert left.value == "form-a-01-id form-b-0-id"
