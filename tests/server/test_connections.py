"""Slow connections are closed, too many refused, and large messages only taken from editors."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from plan.desk.access import Access
from plan.server.bounds import Bounds
from plan.server.connections import http_protocol, websocket_protocol

BOUNDS = Bounds(header_seconds=10, body_rate=1000, connections=10, address_connections=3)
HEAD = b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"


class Handle:
    """What a loop gives back for what is to be run."""

    def __init__(self, cancel: Callable[[], object] = lambda: None) -> None:
        self.cancel = cancel

    def add_done_callback(self, call: Callable[[Any], object]) -> None: ...


class Loop:
    """An event loop whose time passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[[], None]) -> Any:
        entry = self.now + delay, call
        self.due.append(entry)
        return Handle(lambda: entry in self.due and self.due.remove(entry))

    def create_task(self, work: Any, **_: Any) -> Any:
        work.close()  # the application never answers
        return Handle()

    def passes(self, seconds: float) -> None:
        end = self.now + seconds
        while self.due and (first := min(self.due, key=lambda each: each[0]))[0] <= end:
            self.due.remove(first)
            self.now = first[0]
            first[1]()
        self.now = end


class Transport:
    """A connection from an address."""

    def __init__(self, address: str) -> None:
        self.address, self.closed, self.unsent = address, False, 0
        self.written = b""
        self.protocol: Any = None

    def get_extra_info(self, name: str) -> Any:
        return {"peername": (self.address, 4000), "sockname": ("127.0.0.1", 80)}.get(name)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    abort = close

    def write(self, data: bytes) -> None:
        self.written += data

    def get_protocol(self) -> Any:
        return self.protocol

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def set_protocol(self, protocol: Any) -> None:
        self.protocol = protocol

    def pause_reading(self) -> None:
        pass

    resume_reading = pause_reading


class Server:
    """The connections of one server."""

    def __init__(self, bounds: Bounds = BOUNDS, fronted: bool = False) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None: ...

        self.loop, self.state = Loop(), ServerState()
        self.kind: Any = http_protocol(bounds, fronted)
        self.config = Config(app, log_config=None, ws="none")
        self.config.load()

    def connect(self, address: str = "127.0.0.1") -> tuple[Any, Transport]:
        transport = Transport(address)
        protocol = self.kind(self.config, self.state, {}, self.loop)
        transport.protocol = protocol
        protocol.connection_made(transport)
        return protocol, transport


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_headers_that_do_not_come_close_the_connection(sent: bytes) -> None:
    server = Server()
    protocol, transport = server.connect()
    if sent:  # asyncio reports no data that is empty
        protocol.data_received(sent)
    server.loop.passes(9.5)
    assert not transport.closed
    server.loop.passes(1)
    assert transport.closed
    assert transport.written.startswith(b"HTTP/1.1 408")


def test_headers_that_trickle_gain_no_time() -> None:
    server = Server()
    protocol, transport = server.connect()
    protocol.data_received(b"GET / HTTP/1.1\r\n")
    for _ in range(11):
        protocol.data_received(b"X: y\r\n")
        server.loop.passes(1)
    assert transport.closed


@pytest.mark.parametrize(("each_second", "closed"), [(100, True), (1500, False)])
def test_a_body_has_to_come_at_some_rate(each_second: int, closed: bool) -> None:
    server = Server()
    protocol, transport = server.connect()
    protocol.data_received(HEAD)
    for _ in range(60):
        if not transport.closed:
            protocol.data_received(b"x" * each_second)
        server.loop.passes(1)
    assert transport.closed == closed


def test_a_body_may_pause_for_a_moment() -> None:
    server = Server()
    protocol, transport = server.connect()
    protocol.data_received(HEAD)
    server.loop.passes(19)
    protocol.data_received(b"x" * 20_000)
    server.loop.passes(15)
    assert not transport.closed


@pytest.mark.parametrize(("taken", "closed"), [(False, True), (True, False)])
def test_an_answer_that_is_not_taken_closes_the_connection(taken: bool, closed: bool) -> None:
    server = Server()
    protocol, transport = server.connect()
    protocol.data_received(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    server.loop.passes(300)
    assert not transport.closed  # however long the application takes
    for n in range(100):
        transport.unsent = 1000 - n if taken else 1000
        server.loop.passes(1)
    assert transport.closed == closed


def refused(protocol: Any) -> bool:
    return bool(getattr(protocol.app, "__name__", "") == "_refuse")


def test_an_address_has_so_many_connections_and_others_are_let_in() -> None:
    server = Server()
    few = [server.connect("192.0.2.1") for _ in range(4)]
    assert [refused(protocol) for protocol, _ in few] == [False] * 3 + [True]
    assert not refused(server.connect("192.0.2.2")[0])
    few[0][0].connection_lost(None)
    few[3][0].connection_lost(None)
    assert not refused(server.connect("192.0.2.1")[0])


def test_behind_a_proxy_only_the_sum_of_connections_counts() -> None:
    """A proxy on this machine may not be known as one."""
    for fronted, address in ((True, "192.0.2.1"), (False, "127.0.0.1")):
        server = Server(fronted=fronted)
        assert not any(refused(server.connect(address)[0]) for _ in range(10))
        assert refused(server.connect(address)[0])
        _, transport = server.connect(address)
        assert transport.closed


@pytest.mark.parametrize(("cookie", "most"), [("editor", 2**24), ("", 256 * 2**10)])
def test_large_messages_are_taken_only_from_those_who_may_edit(cookie: str, most: int) -> None:
    def rights(headers: Mapping[str, str]) -> Access:
        return Access(True, headers.get("cookie") == "editor", "", "", False)

    async def app(scope: Any, receive: Any, send: Any) -> None: ...

    config = Config(app, log_config=None, ws_max_size=2**24)
    config.load()
    kind: Any = websocket_protocol(BOUNDS, rights)
    protocol = kind(config, ServerState(), {}, Loop())
    protocol.connection_made(Transport("127.0.0.1"))
    protocol.data_received(
        b"GET /_stcore/stream HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Cookie: %b\r\n\r\n" % cookie.encode()
    )
    assert protocol.conn.max_message_size == most
