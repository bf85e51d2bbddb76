"""How answers travel: pages in the reader's language, and text compressed.

Both are layers of ASGI around Streamlit.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from plan.locale import pick_language
from plan.quantities import Language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PRESSED: Final = re.compile(
    rb"(?:text/(?!event-stream)|application/(?:javascript|json|manifest\+json|wasm)|image/svg)"
)
_TAKES_GZIP: Final = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
#: Shorter answers would hardly be shorter.
_SMALL: Final = 1024


def wanted_language(scope: Scope) -> Language:
    """The language of the address, else of the browser."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang")
    if asked:
        return pick_language(asked[0])
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return pick_language(re.split(r"[,;]", accepted)[0])


class Pressed:
    """Answers that are text go compressed to those who take it; files are compressed once."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self.files: dict[tuple[str, bytes], bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers: Mapping[bytes, bytes] = dict(scope.get("headers", ()))
        takes = _TAKES_GZIP.search(headers.get(b"accept-encoding", b""))
        if scope["type"] != "http" or not takes or b"range" in headers:
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def answer(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and self.is_text(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self.press(scope["path"], start, bytes(body), send)

        await self.app(scope, receive, answer)

    @staticmethod
    def is_text(start: Message) -> bool:
        """Whether an answer is whole and gains by it."""
        headers = dict(start["headers"])
        return (
            start["status"] == 200
            and b"content-encoding" not in headers
            and bool(_PRESSED.match(headers.get(b"content-type", b"")))
        )

    async def press(self, path: str, start: Message, body: bytes, send: Send) -> None:
        """Send an answer compressed."""
        headers = [*start["headers"], (b"vary", b"Accept-Encoding")]
        if len(body) >= _SMALL:
            key = path, dict(headers).get(b"etag", b"")
            lasting = path.startswith("/static/") and bool(key[1])
            pressed = self.files.get(key)
            if pressed is None:
                pressed = await asyncio.to_thread(gzip.compress, body, 9 if lasting else 5, mtime=0)
                if lasting:
                    self.files[key] = pressed
            body = pressed
            size = str(len(body)).encode()
            headers = [pair for pair in headers if pair[0] != b"content-length"]
            headers += [(b"content-encoding", b"gzip"), (b"content-length", size)]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class PageLanguage:
    """The HTML page declares the language that the reader asked for.

    Streamlit writes ``<html lang="en">`` whatever the page's language is.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; pages of HTML get their language."""
        if scope["type"] != "http" or "/static/" in scope["path"]:
            await self.app(scope, receive, send)
            return
        language = wanted_language(scope)
        # Compressed, the page could not be changed.
        scope = {
            **scope,
            "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"],
        }
        start: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                if headers.get(b"content-type", b"").startswith(b"text/html"):
                    start = message
                    return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = body.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
            start["headers"] = [
                (name, str(len(page)).encode() if page and name == b"content-length" else value)
                for name, value in start["headers"]
            ]
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, answer)
