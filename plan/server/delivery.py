"""Delivery middleware (ASGI): compression of text, and what a request asks for.

In: requests. Out: the answers of the application, text in Brotli or gzip, whichever the client
accepts. Streamlit compresses its other answers, but neither pages nor the files of its frontend.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import brotli

from plan.locale.translation import pick_language
from plan.model.quantities import Language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TEXT: Final = re.compile(
    rb"(?:text/(?!event-stream)|application/(?:javascript|json|manifest\+json|wasm)|image/svg)"
)
#: The codings of text, the smallest first. Browsers accept Brotli only over an encrypted line and
#: on their own machine.
_CODINGS: Final = (b"br", b"gzip")
_ACCEPTED: Final = {
    coding: re.compile(rb"\b%b\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))" % coding) for coding in _CODINGS
}
#: Compression hardly makes shorter answers smaller.
_SMALL: Final = 256  # bytes


def wanted_language(scope: Scope) -> Language:
    """The language asked for: by the address, else by the browser."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang")
    if asked:
        return pick_language(asked[0])
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return pick_language(re.split(r"[,;]", accepted)[0])


class Compression:
    """Compresses text that arrives uncompressed, for clients that accept it.

    Files under ``/static/`` are compressed as far as possible, once for each ``ETag``, and kept in
    memory.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self.files: dict[tuple[str, bytes, bytes], bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers: Mapping[bytes, bytes] = dict(scope.get("headers", ()))
        coding = _accepted(headers.get(b"accept-encoding", b""))
        if scope["type"] != "http" or not coding or b"range" in headers:
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def answer(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and self.is_plain_text(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self.send_compressed(scope["path"], coding, start, bytes(body), send)

        await self.app(scope, receive, answer)

    @staticmethod
    def is_plain_text(start: Message) -> bool:
        """Whether an answer is complete (status 200), text, and not compressed."""
        headers = dict(start["headers"])
        return (
            start["status"] == 200
            and b"content-encoding" not in headers
            and bool(_TEXT.match(headers.get(b"content-type", b"")))
        )

    async def send_compressed(
        self, path: str, coding: bytes, start: Message, body: bytes, send: Send
    ) -> None:
        """Send an answer, compressed unless it is small."""
        headers = [*start["headers"], (b"vary", b"Accept-Encoding")]
        if len(body) >= _SMALL:
            body = await self.compressed(path, coding, dict(headers).get(b"etag", b""), body)
            size = str(len(body)).encode()
            headers = [pair for pair in headers if pair[0] != b"content-length"]
            headers += [(b"content-encoding", coding), (b"content-length", size)]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def compressed(self, path: str, coding: bytes, etag: bytes, body: bytes) -> bytes:
        """The compressed body; that of a file is kept under its path and ETag."""
        if not (path.startswith("/static/") and etag):
            return await asyncio.to_thread(_compress, coding, body, 5)
        found = self.files.get((path, coding, etag))
        if found is None:
            found = await asyncio.to_thread(_compress, coding, body, 11 if coding == b"br" else 9)
            self.files[path, coding, etag] = found
        return found


def _accepted(given: bytes) -> bytes:
    """The coding to use for a client that accepts those given; empty if none."""
    return next((coding for coding in _CODINGS if _ACCEPTED[coding].search(given)), b"")


def _compress(coding: bytes, body: bytes, level: int) -> bytes:
    if coding == b"br":
        return bytes(brotli.compress(body, quality=level))
    return gzip.compress(body, level, mtime=0)
