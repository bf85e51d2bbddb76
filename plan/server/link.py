"""The link that shows who has the terminal, and the cookie that remembers it (ASGI).

In: the secret of the account, and requests. Out: a link with a token for this run of the server.
Whoever opens it gets a cookie that lets their browser edit, and is sent on to the same address
without the token. What the cookie is worth is decided by ``plan.desk.access``.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote

from plan.desk.access import EditCookie, digest_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_TOKEN: Final = "token"
#: Browsers keep a cookie no longer than this.
_LASTS: Final = 400 * 24 * 3600  # seconds
_READING: Final = ("GET", "HEAD")
#: Where the paths of Streamlit's own endpoints and files begin.
_STREAMLIT: Final = ("/_stcore/", "/static/", "/media/", "/auth/", "/oauth2callback")


@dataclass(frozen=True)
class EditLink:
    """The token of a run of the server, and the name and value of the cookie that it is worth."""

    token: str
    name: str
    value: str

    @classmethod
    def draw(cls, key: bytes, port: int) -> EditLink:
        """A new token; the cookie follows from the account's secret and the port.

        So the cookie outlives the run, and servers on two ports do not take each other's: browsers
        send a cookie to all ports of a name.
        """
        name = f"plan-edit-{port}"
        value = hmac.new(key, name.encode(), hashlib.sha256).hexdigest()
        return cls(secrets.token_urlsafe(32), name, value)

    @property
    def cookie(self) -> EditCookie:
        """What recognises the cookie."""
        return EditCookie(self.name, digest_of(self.value))

    def opening(self, address: str) -> str:
        """The address that lets the browser which opens it edit."""
        return f"{address}/?{_TOKEN}={self.token}"

    def is_worth(self, token: str) -> bool:
        """Whether a token is that of this run; takes the same time for all."""
        return hmac.compare_digest(digest_of(token), digest_of(self.token))

    def header(self) -> str:
        """The header that sets the cookie.

        Scripts cannot read it, and a page of another site cannot have it sent.
        """
        return f"{self.name}={self.value}; Path=/; Max-Age={_LASTS}; HttpOnly; SameSite=Strict"


class LinkOpened:
    """Answers an address with a token: the same address without it, and the cookie if it is right.

    Taken from the address, a token neither stays in the browser's history nor reaches a page. A
    wrong one is taken from it likewise, and so is any where the server gives no link.
    """

    def __init__(self, app: ASGIApp, link: EditLink | None) -> None:
        """Wrap an application."""
        self.app, self.link = app, link

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        query = scope.get("query_string", b"").decode("latin-1")
        pairs = [(pair, *_read(pair)) for pair in query.split("&")]
        tokens = [value for _, name, value in pairs if name == _TOKEN]
        page = scope["type"] == "http" and not scope["path"].startswith(_STREAMLIT)
        if not tokens or not page or scope["method"] not in _READING:
            await self.app(scope, receive, send)
            return
        rest = "&".join(pair for pair, name, _ in pairs if name != _TOKEN)
        # Relative to the address asked for, which a proxy may have put into a folder.
        place = f"./{quote(scope['path'].rpartition('/')[2])}{'?' if rest else ''}{rest}"
        headers = [("location", place), ("cache-control", "no-store"), ("content-length", "0")]
        if self.link is not None and any(map(self.link.is_worth, tokens)):
            headers.append(("set-cookie", self.link.header()))
        sent = [(name.encode(), value.encode("latin-1")) for name, value in headers]
        await send({"type": "http.response.start", "status": 303, "headers": sent})
        await send({"type": "http.response.body", "body": b""})


def _read(pair: str) -> tuple[str, str]:
    """The name and the value of a parameter as written in an address."""
    return next(iter(parse_qsl(pair, keep_blank_values=True)), ("", ""))
