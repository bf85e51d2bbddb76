"""The HTML of pages: their language, and where their first paint goes."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from markupsafe import Markup

from plan.server.page import PAGE_SCRIPT, FirstPaint, PageRequest, Pages, paint_nothing

INDEX = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
PAGES = frozenset(("", "axis", "healthz-not"))


def answered(
    path: str = "/", query: str = "", method: str = "GET", paint: Any = paint_nothing,
    kind: str = "http", index: str = INDEX, **headers: str,
) -> tuple[dict[bytes, bytes], str]:  # fmt: skip
    """The headers and the body with which a page is answered; those of the application say so."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "start", "headers": [(b"by", b"application")]})
        await send({"type": "body", "body": b""})

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    given = [(name.replace("_", "-").encode(), each.encode()) for name, each in headers.items()]
    scope = {"type": kind, "path": path, "query_string": query.encode(), "method": method,
             "headers": given}  # fmt: skip
    layer = Pages(application, index, PAGES, paint)  # type: ignore[arg-type]
    asyncio.run(layer(scope, None, collect))  # type: ignore[arg-type]
    return dict(sent[0]["headers"]), sent[1]["body"].decode()


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("lang=en", "fr-FR", "en"),
        ("lang=fr", "en-GB", "fr"),
        ("on=2024-01-01&lang=en", "", "en"),
        ("lang=xx", "en-GB", "fr"),
        ("lang=", "en-GB", "en"),
        ("", "en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("", "fr-ML,fr;q=0.9,en;q=0.8", "fr"),
        ("", "de-DE,de;q=0.9,en;q=0.8", "fr"),
        ("", "", "fr"),
        ("lang=%22%3E%3Cscript%3E", "en", "fr"),
    ],
)
def test_a_page_declares_the_language_of_its_url_or_else_of_the_browser(
    query: str, accept: str, language: str
) -> None:
    headers, body = answered(query=query, accept_language=accept)
    assert body.count("<html") == body.count(f'<html lang="{language}">') == 1
    assert int(headers[b"content-length"]) == len(body.encode())
    assert headers[b"vary"] == b"Accept-Language"
    assert headers[b"cache-control"] == b"no-cache"


def test_the_first_paint_is_made_of_what_the_request_says() -> None:
    asked = []

    def paint(request: PageRequest) -> FirstPaint:
        asked.append(request)
        return FirstPaint(Markup("<title>Où ?</title>"), Markup("<main>là</main>"))

    _, body = answered("/axis", "axis=a%20b&axis=%C3%A9&on=", paint=paint, host="x")
    assert asked == [PageRequest("axis", {"axis": "é"}, {"host": "x"}, "fr")]
    assert body.count("<title>") == body.count("<title>Où ?</title>") == 1
    assert body.index("<title>") < body.index("<script type=")
    assert body.count("<main>là</main>") == 1


def test_the_first_paint_waits_for_no_script_and_no_style_sheet() -> None:
    def paint(request: PageRequest) -> FirstPaint:
        return FirstPaint(Markup(), Markup("<main></main>"))

    _, body = answered(paint=paint)
    before = body[: body.index("<main>")]
    assert 'rel="stylesheet"' not in before
    # Scripts of modules, and those of a line, keep no page from being drawn.
    assert before.count("<script") == before.count('<script type="module"') + 2
    assert body.index("<main>") < body.index('rel="stylesheet"') < body.index('<div id="root">')


def test_nothing_is_left_of_the_words_that_streamlit_has_in_english() -> None:
    _, body = answered()
    assert "Streamlit</title>" not in body
    assert "<noscript>" not in body
    assert "favicon.png" not in body
    assert "agent" not in body
    assert body.count(f"<script>{PAGE_SCRIPT}</script>") == 1
    kept = [line.strip() for line in INDEX.splitlines() if "modulepreload" in line]
    assert kept
    assert all(line in body for line in kept)


def test_only_requests_to_read_a_page_are_answered() -> None:
    for path, method, kind in (
        ("/axis/", "GET", "http"), ("/static/x.js", "GET", "http"), ("/nowhere", "GET", "http"),
        ("//", "GET", "http"), ("/axis", "POST", "http"), ("/axis", "GET", "websocket"),
    ):  # fmt: skip
        assert answered(path, method=method, kind=kind)[0] == {b"by": b"application"}
    assert answered(method="HEAD") == answered(method="GET")


def test_a_page_whose_first_paint_fails_is_served_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(request: PageRequest) -> FirstPaint:
        raise ZeroDivisionError

    assert answered(paint=fail) == answered()
    assert "ZeroDivisionError" in caplog.text


def test_what_is_painted_can_name_no_place_of_the_page() -> None:
    def paint(request: PageRequest) -> FirstPaint:
        words = Markup("<p>{}</p>").format("<!--body--> <!--head--> </title><script>")
        return FirstPaint(words, Markup("<main></main>"))

    _, body = answered(paint=paint)
    assert body.count("<main></main>") == 1
    assert "&lt;!--body--&gt;" in body
