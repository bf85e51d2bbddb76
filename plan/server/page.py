"""The HTML of every page: Streamlit's, with what the page says before Streamlit has started.

In: requests for pages, and a function that says what each page says. Out: HTML with the language,
title and description of what the address asks for, and a first paint: its finding in plain text,
which stays on screen until the application has drawn the page, and for good without scripts.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl

from markupsafe import Markup

from plan.model.quantities import Language
from plan.server.delivery import wanted_language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: Streamlit's frontend would look for its server below the address of the page first, in vain: it
#: is beside the page, at the root or in the folder in which a proxy shows the dashboard. The
#: server's security policy allows this script by its hash.
PAGE_SCRIPT: Final = 'window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href}'
_HEAD: Final = "<!--head-->"
_BODY: Final = "<!--body-->"
_READING: Final = ("GET", "HEAD")
_SHEET: Final = re.compile(r'<link rel="stylesheet"[^>]*>')
_REPLACED: Final = re.compile(
    r"<noscript>.*?</noscript>|<link rel=\"(?:shortcut icon|service-desc)\"[^>]*>"
    r"|<!--\s*(?:Machine-readable|initialize).*?-->",
    re.DOTALL,
)
_LOGGER: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class PageRequest:
    """A request for a page: the last part of its address, its parameters, the headers sent.

    The first page has no last part. Names of headers are in small letters.
    """

    page: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    language: Language


class FirstPaint(NamedTuple):
    """What a page shows before the application: HTML for its head, and for its body."""

    head: Markup
    body: Markup


def paint_nothing(request: PageRequest) -> FirstPaint:
    """No first paint."""
    return FirstPaint(Markup(), Markup())


class Pages:
    """Answers requests for pages with Streamlit's HTML and their first paint."""

    def __init__(
        self,
        app: ASGIApp,
        index: str,
        pages: frozenset[str],
        paint: Callable[[PageRequest], FirstPaint],
    ) -> None:
        """Wrap an application; ``index``: Streamlit's HTML; ``pages``: last parts of addresses."""
        self.app, self.pages, self.paint = app, pages, paint
        self.index = _prepared(index)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        page = scope.get("path", "/")[1:]
        if scope["type"] != "http" or page not in self.pages or scope["method"] not in _READING:
            await self.app(scope, receive, send)
            return
        request = PageRequest(
            page,
            dict(parse_qsl(scope["query_string"].decode("latin-1"))),
            {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
            wanted_language(scope),
        )
        body = (await asyncio.to_thread(self.page, request)).encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-cache"),
            (b"vary", b"Accept-Language"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def page(self, request: PageRequest) -> str:
        """The HTML of a page; without a first paint if making it fails."""
        try:
            painted = self.paint(request)
        except Exception:
            _LOGGER.exception("The first paint of a page failed")
            painted = paint_nothing(request)
        # What is painted is escaped, and so holds no comment.
        html = self.index.replace('<html lang="en">', f'<html lang="{request.language}">', 1)
        return html.replace(_HEAD, painted.head, 1).replace(_BODY, painted.body, 1)


def _prepared(index: str) -> str:
    """Streamlit's HTML with places for the first paint.

    Its title and icon are replaced, and so are its words for readers without scripts. Its style
    sheet comes after the first paint, which would have to wait for it.
    """
    sheet = _SHEET.search(index)
    index = _SHEET.sub("", _REPLACED.sub("", index))
    head = f"<script>{PAGE_SCRIPT}</script>{_HEAD}"
    index = index.replace("<title>Streamlit</title>", head, 1)
    return index.replace("<body>", f"<body>{_BODY}{sheet[0] if sheet else ''}", 1)
