"""Connections to the server (uvicorn): how many there may be, and how slowly they may speak.

In: the protocols of uvicorn, and the bounds. Out: protocols that close a connection whose headers
do not come in time, whose body trickles or which does not take its answer, refuse what is too much,
and take large messages only from those who may edit.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from plan.desk.access import is_loopback
from plan.server.bounds import Bounds
from plan.server.rights import Rights
from plan.server.security import refuse

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

#: A body may begin as slowly as it likes, and an answer may wait to be taken.
_GRACE: Final = 20.0  # seconds
_TOO_SLOW: Final = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(scope, send, "connections")


def http_protocol(bounds: Bounds, fronted: bool, every: float = 1.0) -> type[asyncio.Protocol]:
    """The protocol of a connection, which is looked at ``every`` so many seconds.

    ``fronted``: a proxy is in front. All connections then have its address, which is therefore not
    counted by itself; nor are those of this machine, where an unknown proxy may be.
    """

    class Protocol(AutoHTTPProtocol):  # type: ignore[misc,valid-type]
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            self.received = 0
            self.state: tuple[Any, bool] = (None, True)  # the last request, and whether it is over
            self.since, self.unsent = self.loop.time(), 0
            self.watch = self.loop.call_later(every, self.look)
            others = list(self.connections)
            address = self.client[0] if self.client else ""
            if len(others) > bounds.connections * 1.1:
                self.transport.abort()
            elif len(others) > bounds.connections or (
                not (fronted or is_loopback(address))
                and sum(bool(each.client) and each.client[0] == address for each in others)
                > bounds.address_connections
            ):
                self.app, self.ws_protocol_class = _refuse, None

        def connection_lost(self, exc: Exception | None) -> None:
            self.watch.cancel()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            self.received += len(data)
            super().data_received(data)

        def look(self) -> None:
            """Close the connection if it is too slow, or look again."""
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return  # closed, or a WebSocket by now
            now, request = self.loop.time(), self.cycle
            state = request, request is None or request.response_complete
            if state != self.state:
                self.state, self.since, self.received = state, now, 0
            if state[1]:
                slow = now - self.since >= bounds.header_seconds
            elif request.more_body:
                late = now - self.since - _GRACE
                slow = late > 0 and self.received < late * bounds.body_rate
            else:
                slow = self.is_stuck(now)
            if not slow:
                self.watch = self.loop.call_later(every, self.look)
            elif request is None:
                self.transport.write(_TOO_SLOW)
                self.transport.close()
            else:
                self.transport.abort()

        def is_stuck(self, now: float) -> bool:
            """Whether nothing of an answer has been taken for a while."""
            unsent = self.transport.get_write_buffer_size()
            if not unsent or unsent != self.unsent:
                self.unsent, self.since = unsent, now
            return bool(now - self.since >= _GRACE * 3)

    return Protocol


def websocket_protocol(bounds: Bounds, rights: Rights) -> type[asyncio.Protocol]:
    """The protocol of a WebSocket; only those who may edit send messages of more than a little."""

    class Protocol(WebSocketsSansIOProtocol):
        def handle_connect(self, event: Any) -> None:
            headers = {name.lower(): value for name, value in event.headers.raw_items()}
            if not rights(headers).may_edit:
                self.conn.max_message_size = bounds.message_kilobytes * 2**10
            super().handle_connect(event)

    return Protocol
