"""How responses are delivered: the language declared by pages, and the compression of text."""

import asyncio
import gzip
from typing import Any

import pytest

from plan.server import delivery
from plan.server.delivery import Compression, PageLanguage

# --- The language of the page --------------------------------------------------------------------

PAGE = b'<!doctype html><html lang="en"><head></head><body lang="x"></body></html>'


def answer(
    path: str = "/",
    query: str = "",
    accept: str | None = None,
    content: bytes = PAGE,
    kind: bytes = b"text/html; charset=utf-8",
    cut: int = 1,
) -> tuple[dict[bytes, bytes], bytes, dict[bytes, bytes]]:
    """Headers and body of a stub's response behind the middleware, and the headers it received."""
    seen: dict[bytes, bytes] = {}
    sent: list[dict[str, Any]] = []

    async def stub(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope["headers"])
        headers = [(b"content-type", kind), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        size = -(-len(content) // cut)
        chunks = [content[i : i + size] for i in range(0, len(content), size)]
        for n, chunk in enumerate(chunks):
            more = n + 1 < len(chunks)
            await send({"type": "http.response.body", "body": chunk, "more_body": more})

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"accept-encoding", b"gzip")]
    if accept is not None:
        headers.append((b"accept-language", accept.encode()))
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": headers}
    asyncio.run(PageLanguage(stub)(scope, lambda: None, collect))  # type: ignore[arg-type]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return dict(sent[0]["headers"]), body, seen


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("lang=en", "fr-FR", "en"),
        ("lang=fr", "en-GB", "fr"),
        ("on=2024-01-01&lang=en", None, "en"),
        ("lang=xx", "en-GB", "fr"),
        ("lang=", "en-GB", "en"),
        ("", "en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("", "fr-ML,fr;q=0.9,en;q=0.8", "fr"),
        ("", "de-DE,de;q=0.9,en;q=0.8", "fr"),
        ("", "", "fr"),
        ("", None, "fr"),
        ("lang=%22%3E%3Cscript%3E", "en", "fr"),
    ],
)
def test_a_page_declares_the_language_of_its_url_or_else_of_the_browser(
    query: str, accept: str | None, language: str
) -> None:
    _, body, _ = answer(query=query, accept=accept)
    assert body == PAGE.replace(b'<html lang="en">', f'<html lang="{language}">'.encode())


@pytest.mark.parametrize("cut", [1, 2, 7, len(PAGE)])
def test_a_page_sent_in_chunks_is_complete_and_matches_its_content_length(cut: int) -> None:
    headers, body, _ = answer(query="lang=fr", cut=cut)
    assert body == PAGE.replace(b'lang="en"', b'lang="fr"', 1)
    assert int(headers[b"content-length"]) == len(body)


def test_only_html_pages_are_rewritten() -> None:
    for path, kind in (("/static/x.html", b"text/html"), ("/data", b"application/json")):
        headers, body, _ = answer(path, "lang=fr", kind=kind)
        assert body == PAGE
        assert int(headers[b"content-length"]) == len(PAGE)


def test_only_page_requests_reach_the_application_without_accept_encoding() -> None:
    assert b"accept-encoding" not in answer()[2]
    assert b"accept-encoding" not in answer("/axis")[2]
    for path in ("/static/x.js", "/media/table.csv", "/_stcore/host-config"):
        assert answer(path, kind=b"text/javascript")[2][b"accept-encoding"] == b"gzip"


def test_a_websocket_passes_through_unchanged() -> None:
    seen = []

    async def stub(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    scope = {"type": "websocket", "path": "/", "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(PageLanguage(stub)(scope, None, None))  # type: ignore[arg-type]
    assert seen == [scope]


# --- Compression ---------------------------------------------------------------------------------

TEXT = b"const words = 'les memes mots, encore et encore'\n" * 100


def compressed(
    layer: Compression | None = None,
    content: bytes = TEXT,
    kind: bytes = b"text/javascript",
    path: str = "/static/js/a.js",
    status: int = 200,
    etag: bytes = b'"1"',
    more: tuple[tuple[bytes, bytes], ...] = (),
    **asked: str,
) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Headers and body, behind the compression layer, of a response sent in two chunks."""
    sent: list[dict[str, Any]] = []

    async def stub(scope: Any, receive: Any, send: Any) -> None:
        size = str(len(content)).encode()
        headers = [(b"content-type", kind), (b"content-length", size), (b"etag", etag), *more]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        half = len(content) // 2
        await send({"type": "http.response.body", "body": content[:half], "more_body": True})
        await send({"type": "http.response.body", "body": content[half:]})

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    asked = {"accept_encoding": "gzip, br", **asked}
    headers = [
        (name.replace("_", "-").encode(), value.encode()) for name, value in asked.items() if value
    ]
    layer = layer or Compression(stub)  # type: ignore[arg-type]
    layer.app = stub  # type: ignore[assignment]
    scope = {"type": "http", "path": path, "query_string": b"", "headers": headers}
    asyncio.run(layer(scope, None, collect))  # type: ignore[arg-type]
    return sent[0]["headers"], b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    "kind", ["text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"]
)
def test_text_is_compressed_without_loss(kind: str) -> None:
    headers, body = compressed(kind=f"{kind}; charset=utf-8".encode())
    fields = dict(headers)
    assert fields[b"content-encoding"] == b"gzip"
    assert fields[b"vary"] == b"Accept-Encoding"
    assert int(fields[b"content-length"]) == len(body) < len(TEXT) / 4
    assert gzip.decompress(body) == TEXT


@pytest.mark.parametrize(
    "change",
    [
        {"kind": b"image/png"},
        {"kind": b"font/woff2"},
        {"kind": b"text/event-stream"},
        {"status": 206},
        {"more": ((b"content-encoding", b"br"),)},
        {"accept_encoding": ""},
        {"accept_encoding": "br"},
        {"accept_encoding": "gzip;q=0, br"},
        {"accept_encoding": "br, gzip; q=0.000"},
        {"range": "bytes=0-10"},
        {"content": b"short"},
    ],
    ids=str,
)
def test_a_response_stays_uncompressed_where_gzip_is_useless_or_not_accepted(
    change: dict[str, Any],
) -> None:
    headers, body = compressed(**change)
    assert body == change.get("content", TEXT)
    assert int(dict(headers)[b"content-length"]) == len(body)
    assert (b"content-encoding", b"gzip") not in headers


@pytest.mark.parametrize("asked", ["gzip", "br;q=1, gzip;q=0.8", "deflate,gzip", "gzip;q=0.01, br"])
def test_a_client_that_accepts_gzip_receives_gzip(asked: str) -> None:
    assert dict(compressed(accept_encoding=asked)[0])[b"content-encoding"] == b"gzip"


def test_repeated_headers_are_kept() -> None:
    cookies = ((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"))
    assert [pair for pair in compressed(more=cookies)[0] if pair[0] == b"set-cookie"] == list(
        cookies
    )


def test_a_static_file_is_compressed_once_until_it_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []
    compress = gzip.compress

    def counted(*args: Any, **named: Any) -> bytes:
        calls.append(args)
        return compress(*args, **named)

    monkeypatch.setattr(delivery.gzip, "compress", counted)
    layer = Compression(None)  # type: ignore[arg-type]
    for _ in range(3):
        assert gzip.decompress(compressed(layer)[1]) == TEXT
    assert len(calls) == 1
    assert gzip.decompress(compressed(layer, content=TEXT[::-1], etag=b'"2"')[1]) == TEXT[::-1]
    assert len(calls) == 2
    for _ in range(2):
        compressed(layer, path="/media/table.csv", kind=b"text/csv")
    assert len(calls) == 4
