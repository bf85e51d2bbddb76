"""Security middleware (ASGI): known hosts and paths, limited bodies, security headers.

In: requests. Out: the answers of the application with security headers, or refusals as small pages
in the reader's language. ``serve`` chains the classes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from plan.desk.access import is_loopback
from plan.locale.translation import say_in
from plan.server.delivery import wanted_language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STREAM: Final = "/_stcore/stream"
#: Streamlit's endpoints that pages need, each with its methods.
_ENDPOINTS: Final = {
    re.compile(r"/_stcore/(?:health|host-config|metrics)"): ("GET", "HEAD"),
    re.compile(r"/_stcore/upload_file/[^/]+/[^/]+"): ("PUT", "DELETE"),
    re.compile(r"/media/[^/]+"): ("GET", "HEAD"),
    re.compile(r"/auth/(?:login|logout)|/oauth2callback"): ("GET",),
}
#: Files of Streamlit's frontend that are never a page by themselves.
_PART_OF_PAGE: Final = re.compile(r"/static/.+\.(?:js|css|woff2)")
#: Sent with every answer, beside the policy that names the page's scripts.
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: Why a request is refused, by code: the status, a title and a sentence.
REQUEST_REFUSALS: Final[dict[str, tuple[int, str, str]]] = {
    "host": (
        400, "This address is not accepted",
        "The server does not accept the name used in this address.",
    ),
    "editors": (403, "Not accepted", "Only those who may edit can send files."),
    "session": (
        403, "Not accepted",
        "Your page is no longer connected. Reload it, then choose the file again.",
    ),
    "path": (404, "Page not found", "No page of the dashboard has this address."),
    "large": (413, "Upload too large", "The server accepts at most {limit} MB."),
    "held": (
        413, "Too many files",
        "Your page already holds files of {limit} MB. Remove one, or reload the page.",
    ),
    "connections": (
        429, "Too many connections",
        "Your address has too many connections open. Close some pages, then try again.",
    ),
    "failure": (
        500, "Something went wrong", "The server could not answer. The error has been recorded.",
    ),
    "uploads": (
        503, "Too many files", "The server holds too many files now. Try again in a minute.",
    ),
    "sessions": (
        503, "The dashboard is full",
        "Too many pages are open now ({limit}). Try again in a minute.",
    ),
}  # fmt: skip
#: What may be tried again, and after how many seconds.
_AGAIN: Final = {"connections": 30, "uploads": 60, "sessions": 60}


def content_security_policy(page: str, scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of an HTML page: its own inline and the given scripts may run."""
    hashes = " ".join(_hash(each) for each in (*_INLINE.findall(page), *scripts))
    return (
        # Streamlit needs WebAssembly for long integers; it does not evaluate text as a script.
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-src 'none'; frame-ancestors 'none'"
    )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


_WAY: Final = Markup('<p><a href="{}">{}</a></p>')
_PAGE: Final = Markup(
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title><style>:root {{color-scheme: light dark}} body {{margin: 3rem auto;"
    "max-width: 40rem; padding: 0 1rem; font: 1.1rem/1.5 sans-serif}}</style></head>"
    "<body><main><h1>{title}</h1><p>{sentence}</p>{way}</main></body></html>"
)


async def refuse(scope: Scope, send: Send, why: str, **args: int) -> None:
    """Answer a request, or a WebSocket's handshake, with a small page that says why it is refused.

    ``why``: a code of ``REQUEST_REFUSALS``. The page is in the reader's language.
    """
    status, title, sentence = REQUEST_REFUSALS[why]
    language = wanted_language(scope)
    say = say_in(language)
    # Relative, since a proxy may show the dashboard in a folder.
    root = "../" * (scope.get("path", "/").count("/") - 1) or "./"
    way = "" if why == "host" else _WAY.format(root, say("To the dashboard"))
    text = _PAGE.format(
        language=language, title=say(title), sentence=say(sentence, **args), way=way
    )
    page = text.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if why in _AGAIN:
        headers.append((b"retry-after", str(_AGAIN[why]).encode()))
    if why == "connections":
        headers.append((b"connection", b"close"))
    kind = "http" if scope["type"] == "http" else "websocket.http"
    await send({"type": f"{kind}.response.start", "status": status, "headers": headers})
    body = b"" if scope.get("method") == "HEAD" else page
    await send({"type": f"{kind}.response.body", "body": body})


class SecurityHeaders:
    """Adds the security headers to every answer, and answers an exception with status 500.

    Scripts, style sheets and fonts get the first header alone: the others say what a page may do,
    and would double the size of a small script.
    """

    def __init__(self, app: ASGIApp, policy: str) -> None:
        """Wrap an application."""
        self.app = app
        headers = {**_HEADERS, "content-security-policy": policy}
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self.of_files = self.headers[:1]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        part = _PART_OF_PAGE.fullmatch(scope.get("path", ""))
        given = self.of_files if part else self.headers
        names = {name for name, _ in given}

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                theirs = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message = {**message, "headers": [*theirs, *given]}
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except Exception:
            if not started:
                await refuse(scope, answer, "failure")
            raise


class AllowedHosts:
    """Answers requests to known host names only, and WebSockets of the dashboard's own pages.

    This prevents DNS rebinding: a site whose name is made to resolve to this machine would have the
    dashboard's origin in the browser, and could read all that it shows.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str] | None) -> None:
        """Wrap an application; with ``names`` None it answers to any host."""
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host, origin = (_header(scope, name) for name in (b"host", b"origin"))
        if self.names is not None and _name(host) not in self.names:
            if scope["type"] == "http":
                await refuse(scope, send, "host")
            else:
                await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "websocket" and not is_same_origin(origin, host):
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)


def is_same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a connection comes from a page of this dashboard, or from no page (no origin)."""
    if origin is None:
        return True
    scheme, _, netloc = origin.lower().partition("://")
    return scheme in ("http", "https") and bool(netloc) and netloc == (host or "").lower()


def allowed_hosts(address: str, names: Iterable[str]) -> frozenset[str] | None:
    """The host names to answer to when listening on an address; None means any."""
    own = {name.strip("[]").rstrip(".").lower() for name in names}
    if not own and not is_loopback(address):
        return None
    return frozenset(own | {"localhost", "127.0.0.1", "::1", address.strip("[]").lower()})


def _header(scope: Scope, name: bytes) -> str | None:
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else None


def _name(host: str | None) -> str:
    try:
        parts = urlsplit(f"//{host or ''}")
    except ValueError:
        return ""
    return "" if "@" in parts.netloc or parts.netloc != host else (parts.hostname or "").rstrip(".")


class BodyLimit:
    """Refuses request bodies beyond a limit with 413, counted as they arrive."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        """Wrap an application; ``limit`` in bytes, to which 1 MiB is added for a form's headers."""
        self.app, self.limit = app, limit
        self.most = limit + 2**20

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it once it is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self.most:
            await refuse(scope, send, "large", limit=self.limit // 2**20)
            return
        seen, started = 0, False

        async def count() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most:
                raise _TooLarge
            return message

        async def answer(message: Message) -> None:
            nonlocal started
            if seen > self.most and not started:
                return  # the application's answer to the broken-off body
            started = True
            await send(message)

        try:
            await self.app(scope, count, answer)
        except Exception:
            if seen <= self.most:
                raise
        if seen > self.most and not started:
            await refuse(scope, send, "large", limit=self.limit // 2**20)


class _TooLarge(Exception):
    pass


class KnownPaths:
    """Answers 404 to what is neither a page of ours nor an endpoint or file that pages need.

    Streamlit alone shows its first page at any path, with status 200, and has endpoints that
    nobody here needs, such as those for other programs.
    """

    def __init__(self, app: ASGIApp, pages: frozenset[str], static: Path) -> None:
        """Wrap an application with those pages; without any, all paths pass.

        ``static``: the folder of Streamlit's frontend.
        """
        self.app, self.pages = app, pages
        self.files = frozenset(
            f"/{path.relative_to(static).as_posix()}"
            for path in static.glob("**/*.*")
            if not path.name.startswith(".") and path.name != "index.html"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 404."""
        if scope["type"] == "lifespan" or self.is_known(scope):
            await self.app(scope, receive, send)
        else:
            await refuse(scope, send, "path")

    def is_known(self, scope: Scope) -> bool:
        """Whether a request is for something that is served."""
        path = scope["path"]
        if scope["type"] == "websocket":
            return not self.pages or path == _STREAM
        ours = path[1:].removesuffix("/") in self.pages and path != "//"
        endpoint = any(
            pattern.fullmatch(path) and scope["method"] in methods
            for pattern, methods in _ENDPOINTS.items()
        )
        return not self.pages or ours or path in self.files or endpoint
