"""Who may send files and read figures of the server (ASGI), decided where a request comes in.

In: requests, and what whoever sends them may do. Out: uploads of those who may edit, for their own
page and up to a bound; refusals of all others, before a byte of the body is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from plan.desk.access import Access, is_local
from plan.server.security import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from plan.server.bounds import Bounds

#: From the headers of a request to what may be done by whoever sends it.
Rights = Callable[[Mapping[str, str]], Access]
_UPLOAD: Final = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
_METRICS: Final = "/_stcore/metrics"
_MEGABYTE: Final = 2**20


def read_only(headers: Mapping[str, str]) -> Access:
    """Everyone may read, and nobody may edit."""
    return Access(True, False, "", "elsewhere", False)


def headers_of(scope: Scope) -> Mapping[str, str]:
    """The headers of a request, names in small letters."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


class EditorsOnly:
    """Refuses uploads but to those who may edit, and figures but to them on this machine."""

    def __init__(self, app: ASGIApp, rights: Rights) -> None:
        """Wrap an application."""
        self.app, self.rights = app, rights

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http":
            path, headers = scope["path"], headers_of(scope)
            if path == _METRICS and not self.may_measure(scope, headers):
                await refuse(scope, send, "path")
                return
            if _UPLOAD.fullmatch(path) and not self.rights(headers).may_edit:
                await refuse(scope, send, "editors")
                return
        await self.app(scope, receive, send)

    def may_measure(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from an editor on this machine, with nothing in between."""
        address, _ = scope.get("client") or ("", 0)
        return is_local(address, headers) and self.rights(headers).may_edit


class UploadBound:
    """Takes uploads only for an open page of the same person, and up to a bound of bytes.

    What arrives counts before it is held. ``opened_by``: the headers with which the page of a
    session was opened, None if there is none. ``held``: bytes held by session.
    """

    def __init__(
        self, app: ASGIApp, rights: Rights, bounds: Bounds,
        opened_by: Callable[[str], Mapping[str, str] | None], held: Callable[[], Mapping[str, int]],
    ) -> None:  # fmt: skip
        """Wrap an application."""
        self.app, self.rights, self.opened_by, self.held = app, rights, opened_by, held
        self.each, self.all = bounds.session_megabytes, bounds.megabytes
        self.coming: dict[object, tuple[str, int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it once too much is held."""
        found = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        session = found[1]
        if not self.is_own(session, headers_of(scope)):
            await refuse(scope, send, "session")
            return
        upload, over, started = object(), "", False
        self.coming[upload] = session, 0

        async def count() -> Message:
            nonlocal over
            message = await receive()
            _, size = self.coming[upload]
            self.coming[upload] = session, size + len(message.get("body", b""))
            if over := self.over(session):
                raise _TooMuch
            return message

        async def answer(message: Message) -> None:
            nonlocal started
            if over and not started:
                return  # the application's answer to the broken-off body
            started = True
            await send(message)

        try:
            over = self.over(session) if scope["method"] == "PUT" else ""
            if not over:
                await self.app(scope, count, answer)
        except Exception:
            if not over:
                raise
        finally:
            del self.coming[upload]
        if over and not started:
            await refuse(scope, send, over, limit=self.each if over == "held" else self.all)

    def is_own(self, session: str, headers: Mapping[str, str]) -> bool:
        """Whether the page of a session was opened by whoever sends these headers."""
        opened = self.opened_by(session)
        if opened is None:
            return False
        mine, theirs = self.rights(headers), self.rights(opened)
        return theirs.may_edit and mine == theirs

    def over(self, session: str) -> str:
        """Why no more can be held for a session: a code of ``refuse``; empty if it can."""
        held = self.held()
        coming = self.coming.values()
        own = held.get(session, 0) + sum(size for name, size in coming if name == session)
        if own > self.each * _MEGABYTE:
            return "held"
        whole = sum(held.values()) + sum(size for _, size in coming)
        return "uploads" if whole > self.all * _MEGABYTE else ""


class _TooMuch(Exception):
    pass
