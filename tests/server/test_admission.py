"""How many pages may be open, and how fast they may send."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from asking import Sent, ask, status, text, welcome
from streamlit.proto.BackMsg_pb2 import BackMsg

from plan.desk.access import Access
from plan.server.admission import BURST, Admission
from plan.server.bounds import Bounds
from plan.server.rights import read_only

PAGES = frozenset({"", "axis"})


def rerun(text: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = text
    return message.SerializeToString()


def editors(headers: Mapping[str, str]) -> Access:
    return Access(True, headers.get("cookie") == "editor", "", "", False)


def test_pages_beyond_the_bound_are_refused_in_words_and_let_in_later() -> None:
    gate = Admission(welcome, Bounds(sessions=2), read_only, PAGES)
    gate.opened = 2
    for kind, path in (("http", "/axis"), ("websocket", "/_stcore/stream")):
        refused = ask(gate, path, kind)
        assert status(refused) == 503
        assert dict(refused[0]["headers"])[b"retry-after"] == b"60"
        assert "Trop de pages sont ouvertes en ce moment (2)" in text(refused)
    for path in ("/healthz", "/static/a.js", "/media/a"):
        assert status(ask(gate, path)) == 200
    gate.opened = 1
    assert status(ask(gate, "/axis")) == 200


def test_some_places_are_kept_for_those_who_may_edit() -> None:
    gate = Admission(welcome, Bounds(sessions=20), editors, PAGES)
    for opened, answer in ((20, 200), (21, 200), (22, 503)):
        gate.opened = opened
        assert status(ask(gate, headers=(("cookie", "editor"),))) == answer
        assert status(ask(gate)) == 503


class Page:
    """A page that sends messages; what the application gets of it, and what comes back."""

    def __init__(self, *sent: bytes | str, rate: int = 1) -> None:
        self.now, self.slept = 0.0, 0.0
        self.got: list[bytes] = []
        self.back: Sent = []
        messages = [
            {"type": "websocket.receive", "bytes" if isinstance(each, bytes) else "text": each}
            for each in sent
        ]
        messages.append({"type": "websocket.disconnect", "code": 1000})
        coming = iter(messages)
        gate = Admission(
            self.application, Bounds(message_rate=rate), read_only, PAGES,
            clock=lambda: self.now, sleep=self.sleep,
        )  # fmt: skip

        async def receive() -> Any:
            assert gate.opened == 1
            return next(coming)

        async def send(message: Any) -> None:
            self.back.append(message)

        scope = {
            "type": "websocket", "path": "/_stcore/stream", "query_string": b"",
            "headers": [(b"accept-language", b"en")],
        }  # fmt: skip
        asyncio.run(gate(scope, receive, send))
        assert gate.opened == 0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds

    async def application(self, scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            self.got.append(message["bytes"])
        await send({"type": "websocket.send", "bytes": b"after"})


def test_a_burst_of_clicks_is_not_made_to_wait() -> None:
    page = Page(*[rerun()] * BURST)
    assert (len(page.got), page.slept) == (BURST, 0)


def test_messages_beyond_the_rate_wait_in_order() -> None:
    sent = [rerun(str(n)) for n in range(BURST + 5)]
    page = Page(*sent)
    assert page.got == sent
    assert page.slept == pytest.approx(5)


def test_a_page_that_floods_is_closed_with_a_reason_and_nothing_is_sent_after() -> None:
    page = Page(*[rerun()] * 1000)
    assert BURST < len(page.got) < BURST + 30
    assert page.back == [
        {"type": "websocket.close", "code": 1008,
         "reason": "This page sends too many messages. Reload it."},
    ]  # fmt: skip


def test_messages_that_no_page_needs_do_not_reach_the_application() -> None:
    clear, run_on_save, stop = BackMsg(clear_cache=True), BackMsg(set_run_on_save=True), BackMsg()
    stop.debug_shutdown_runtime = True
    unwanted = [each.SerializeToString() for each in (clear, run_on_save, stop, BackMsg())]
    page = Page(*unwanted, rerun())
    assert page.got == [rerun()]


@pytest.mark.parametrize("message", ["text", b"\xff\xff"])
def test_what_is_no_message_of_the_frontend_closes_its_line(message: bytes | str) -> None:
    page = Page(message, rerun())
    assert page.got == []
    assert page.back[0]["code"] == 1003
