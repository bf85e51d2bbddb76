"""Delivery middleware (ASGI): the language of HTML pages, and compression of text.

In: requests. Out: the answers of the application, pages with their language declared, text in gzip.
Streamlit compresses its other answers, but neither pages nor the files of its frontend.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from plan.locale.translation import pick_language
from plan.model.quantities import Language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STREAMLIT: Final = re.compile(
    r"/(?:_stcore|static|media|component|app/static|auth)/.+"
    r"|/(?:oauth2callback|favicon\.png|manifest\.json)"
)
_TEXT: Final = re.compile(
    rb"(?:text/(?!event-stream)|application/(?:javascript|json|manifest\+json|wasm)|image/svg)"
)
_ACCEPTS_GZIP: Final = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
#: Compression hardly makes shorter answers smaller.
_SMALL: Final = 1024  # bytes
_FILE_LEVEL: Final = 9  # of gzip, for files, which are compressed once only
_PAGE_LEVEL: Final = 5


def is_of_streamlit(path: str) -> bool:
    """Whether a path is Streamlit's own: its files, endpoints and sign-in."""
    return bool(_STREAMLIT.fullmatch(path))


def wanted_language(scope: Scope) -> Language:
    """The language asked for: by the address, else by the browser."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang")
    if asked:
        return pick_language(asked[0])
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return pick_language(re.split(r"[,;]", accepted)[0])


class Compression:
    """Compresses text that arrives uncompressed, for clients that accept it.

    Files under ``/static/`` are compressed once for each ``ETag`` and kept in memory.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self.files: dict[tuple[str, bytes], bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers: Mapping[bytes, bytes] = dict(scope.get("headers", ()))
        accepts = _ACCEPTS_GZIP.search(headers.get(b"accept-encoding", b""))
        if scope["type"] != "http" or not accepts or b"range" in headers:
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
                    await self.send_compressed(scope["path"], start, bytes(body), send)

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

    async def send_compressed(self, path: str, start: Message, body: bytes, send: Send) -> None:
        """Send an answer, compressed unless it is small."""
        headers = [*start["headers"], (b"vary", b"Accept-Encoding")]
        if len(body) >= _SMALL:
            body = await self.compressed(path, dict(headers).get(b"etag", b""), body)
            size = str(len(body)).encode()
            headers = [pair for pair in headers if pair[0] != b"content-length"]
            headers += [(b"content-encoding", b"gzip"), (b"content-length", size)]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def compressed(self, path: str, etag: bytes, body: bytes) -> bytes:
        """The compressed body; that of a file is kept under its path and ETag."""
        if not (path.startswith("/static/") and etag):
            return await asyncio.to_thread(gzip.compress, body, _PAGE_LEVEL, mtime=0)
        found = self.files.get((path, etag))
        if found is None:
            found = await asyncio.to_thread(gzip.compress, body, _FILE_LEVEL, mtime=0)
            self.files[path, etag] = found
        return found


class PageLanguage:
    """Declares the language that the reader asked for in HTML pages.

    Streamlit always writes ``<html lang="en">``.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; HTML pages get their language."""
        if scope["type"] != "http" or is_of_streamlit(scope["path"]):
            await self.app(scope, receive, send)
            return
        language = wanted_language(scope)
        # A compressed page could not be edited.
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start: Message | None = None
        body = bytearray()

        async def answer(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self.send_page(language, start, bytes(body), send)

        await self.app({**scope, "headers": headers}, receive, answer)

    async def send_page(self, language: Language, start: Message, body: bytes, send: Send) -> None:
        """Send a page with its language; an empty body (``HEAD``) stays empty."""
        page = body.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
        headers = [
            (name, str(len(page)).encode() if page and name == b"content-length" else value)
            for name, value in start["headers"]
        ]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": page})


def _is_html(start: Message) -> bool:
    return bool(dict(start["headers"]).get(b"content-type", b"").startswith(b"text/html"))
