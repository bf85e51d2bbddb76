"""How many pages may be open, and how fast each may speak (ASGI).

In: requests for pages, and their WebSockets. Out: the answers of the application to as many pages
as the bounds allow, one place in ten more for those who may edit. A page that sends faster than it
may is made to wait, and closed if it goes on; what no page here has to send is left out.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from plan.locale.translation import say_in
from plan.server.bounds import Bounds, Rate
from plan.server.delivery import wanted_language
from plan.server.rights import Rights, headers_of
from plan.server.security import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Messages that a page may send at once: a reader clicks fast, but not for long.
BURST: Final = 40
#: A page that has been made to wait for so long without a pause is closed.
_PATIENCE: Final = 20.0  # seconds
#: The messages of a page that the dashboard needs; others clear caches for all or stop the server.
_MESSAGES: Final = frozenset(
    {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat",
     "backend_operation_request"}
)  # fmt: skip
#: Why a page's line is closed, by code of WebSockets.
CLOSED: Final = {
    1003: "The message of this page could not be read.",
    1008: "This page sends too many messages. Reload it.",
}


class Admission:
    """Lets in so many pages, and no more messages than a reader can mean."""

    def __init__(
        self, app: ASGIApp, bounds: Bounds, rights: Rights, pages: frozenset[str],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """Wrap an application with those pages; ``clock`` and ``sleep`` in seconds."""
        self.app, self.bounds, self.rights, self.pages = app, bounds, rights, pages
        self.clock, self.sleep = clock, sleep
        self.opened = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or carry a WebSocket, or refuse it."""
        if scope["type"] == "websocket":
            if self.is_full(scope):
                await refuse(scope, send, "sessions", limit=self.bounds.sessions)
                return
            self.opened += 1
            try:
                line = _Line(self, scope, receive, send)
                await self.app(scope, line.receive, line.send)
            finally:
                self.opened -= 1
        elif scope["type"] == "http" and scope["path"][1:] in self.pages and self.is_full(scope):
            # Without a place its application would wait for a connection without a word.
            await refuse(scope, send, "sessions", limit=self.bounds.sessions)
        else:
            await self.app(scope, receive, send)

    def is_full(self, scope: Scope) -> bool:
        """Whether there is no place for whoever sends a request."""
        most = self.bounds.sessions
        if self.opened < most:
            return False
        spare = max(most // 10, 1)
        return self.opened >= most + spare or not self.rights(headers_of(scope)).may_edit


class _Line:
    """What one page sends and is sent."""

    def __init__(self, gate: Admission, scope: Scope, receive: Receive, send: Send) -> None:
        self.gate, self.scope, self._receive, self._send = gate, scope, receive, send
        self.rate = Rate(gate.bounds.message_rate, BURST, gate.clock)
        self.waiting_since: float | None = None
        self.closed = False

    async def receive(self) -> Message:
        """The next message, in its turn; an end where the page may not go on."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            if wait := self.rate.wait():
                self.waiting_since = self.waiting_since or self.gate.clock()
                if self.gate.clock() - self.waiting_since > _PATIENCE:
                    return await self.close(1008)
                await self.gate.sleep(wait)
            else:
                self.waiting_since = None
            kind = _kind(message.get("bytes"))
            if kind is None:
                return await self.close(1003)
            if kind in _MESSAGES:
                return message

    async def send(self, message: Message) -> None:
        """Send a message of the application, unless the line was closed."""
        if not self.closed:
            await self._send(message)

    async def close(self, code: int) -> Message:
        """End the line with a code and its reason; what the application takes for its end."""
        say = say_in(wanted_language(self.scope))
        await self.send({"type": "websocket.close", "code": code, "reason": say(CLOSED[code])})
        self.closed = True
        return {"type": "websocket.disconnect", "code": code}


def _kind(message: bytes | None) -> str | None:
    """The kind of a message of Streamlit's frontend; None if it is none."""
    from streamlit.proto.BackMsg_pb2 import BackMsg

    if message is None:
        return None
    try:
        return BackMsg.FromString(message).WhichOneof("type") or ""
    except Exception:
        return None
