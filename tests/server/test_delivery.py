"""The compression of text."""

import asyncio
import gzip
from typing import Any

import brotli
import pytest

from plan.server import delivery
from plan.server.delivery import Compression

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

    asked = {"accept_encoding": "gzip", **asked}
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
        {"accept_encoding": "deflate"},
        {"accept_encoding": "gzip;q=0"},
        {"accept_encoding": "br;q=0, gzip; q=0.000"},
        {"range": "bytes=0-10"},
        {"content": b"short"},
    ],
    ids=str,
)
def test_a_response_stays_uncompressed_where_that_is_useless_or_not_accepted(
    change: dict[str, Any],
) -> None:
    headers, body = compressed(**change)
    assert body == change.get("content", TEXT)
    assert int(dict(headers)[b"content-length"]) == len(body)
    assert (b"content-encoding", b"gzip") not in headers


@pytest.mark.parametrize(
    ("asked", "coding"),
    [
        ("gzip", b"gzip"),
        ("gzip, br", b"br"),
        ("br;q=1, gzip;q=0.8", b"br"),
        ("br;q=0, gzip", b"gzip"),
        ("deflate,gzip", b"gzip"),
        ("gzip;q=0.01", b"gzip"),
        ("gzip, deflate, br, zstd", b"br"),
    ],
)
def test_a_client_receives_the_smallest_coding_that_it_accepts(asked: str, coding: bytes) -> None:
    headers, body = compressed(accept_encoding=asked)
    assert dict(headers)[b"content-encoding"] == coding
    assert (brotli.decompress if coding == b"br" else gzip.decompress)(body) == TEXT


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
    assert brotli.decompress(compressed(layer, accept_encoding="br")[1]) == TEXT
    assert gzip.decompress(compressed(layer)[1]) == TEXT
    assert len(calls) == 4
