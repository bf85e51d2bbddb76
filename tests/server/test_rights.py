"""Who may send files and read figures, and how many bytes of uploads are held."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from asking import Sent, ask, status, text, welcome

from plan.desk.access import Access
from plan.server.bounds import Bounds
from plan.server.rights import EditorsOnly, UploadBound, read_only

PATH = "/_stcore/upload_file/{}/file"


def by_name(headers: Mapping[str, str]) -> Access:
    """Those whose name begins with an *e* may edit."""
    who = headers.get("cookie", "")
    return Access(True, who.startswith("e"), who, "", bool(who))


def send(layer: Any, who: str, session: str, size: int = 1, method: str = "PUT") -> Sent:
    body = (b"x" * size,)
    return ask(layer, PATH.format(session), method=method, body=body, headers=(("cookie", who),))


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_those_who_may_edit_send_or_remove_files(method: str) -> None:
    layer = EditorsOnly(welcome, by_name)
    assert status(send(layer, "eve", "a", method=method)) == 200
    refused = send(layer, "otto", "a", method=method)
    assert status(refused) == 403
    assert "Seules les personnes qui peuvent modifier" in text(refused)
    assert status(ask(EditorsOnly(welcome, read_only), "/axis")) == 200


def test_a_body_is_not_read_before_it_is_refused() -> None:
    async def never() -> Any:
        raise AssertionError

    path = PATH.format("a")
    scope = {"type": "http", "path": path, "method": "PUT", "query_string": b"", "headers": []}
    sent: Sent = []

    async def keep(message: Any) -> None:
        sent.append(message)

    asyncio.run(EditorsOnly(welcome, read_only)(scope, never, keep))
    assert status(sent) == 403


@pytest.mark.parametrize(
    ("client", "headers", "found"),
    [
        ("127.0.0.1", {"cookie": "eve"}, True),
        ("127.0.0.1", {"cookie": "otto"}, False),
        ("192.0.2.1", {"cookie": "eve"}, False),
        ("127.0.0.1", {"cookie": "eve", "x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"cookie": "eve", "host": "plan.example.org"}, False),
        ("127.0.0.1", {"cookie": "eve", "origin": "https://evil.example"}, False),
    ],
)
def test_figures_of_the_server_are_for_editors_on_its_machine(
    client: str, headers: dict[str, str], found: bool
) -> None:
    async def from_client(scope: Any, receive: Any, send: Any) -> None:
        await EditorsOnly(welcome, by_name)({**scope, "client": (client, 1)}, receive, send)

    named = tuple({"host": "localhost", **headers}.items())
    sent = ask(from_client, "/_stcore/metrics", headers=named)
    assert status(sent) == (200 if found else 404)


class Held:
    """Pages by the names of those who opened them, and the bytes that each holds."""

    def __init__(self, bounds: Bounds, **opened: str) -> None:
        self.bytes: dict[str, int] = {}
        self.layer = UploadBound(
            self.keep, by_name, bounds,
            lambda session: {"cookie": opened[session]} if session in opened else None,
            lambda: self.bytes,
        )  # fmt: skip

    async def keep(self, scope: Any, receive: Any, send: Any) -> None:
        seen, more = 0, True
        while more:
            message = await receive()
            seen += len(message["body"])
            more = message["more_body"]
        session = scope["path"].split("/")[3]
        self.bytes[session] = self.bytes.get(session, 0) + seen
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


MB = 2**20


def test_files_are_taken_only_for_an_open_page_of_the_same_person() -> None:
    held = Held(Bounds(), a="eve", b="ede", c="otto")
    assert status(send(held.layer, "eve", "a")) == 204
    for session in ("b", "c", "none"):
        assert status(send(held.layer, "eve", session)) == 403
    assert set(held.bytes) == {"a"}


def test_bytes_are_bounded_for_each_page_and_for_all() -> None:
    held = Held(Bounds(session_megabytes=2, megabytes=3), a="eve", b="eve")
    assert status(send(held.layer, "eve", "a", MB)) == 204
    refused = send(held.layer, "eve", "a", MB + 1)
    assert (status(refused), "2\u00a0Mo" in text(refused)) == (413, True)
    assert status(send(held.layer, "eve", "b", 2 * MB)) == 204
    refused = send(held.layer, "eve", "a", 1)
    assert status(refused) == 503
    assert dict(refused[0]["headers"])[b"retry-after"] == b"60"
    assert held.bytes == {"a": MB, "b": 2 * MB}
    held.bytes.clear()
    assert status(send(held.layer, "eve", "a", MB)) == 204
    assert held.layer.coming == {}


def test_what_is_still_arriving_counts() -> None:
    """Uploads that are never finished together take no more than finished ones."""
    held = Held(Bounds(session_megabytes=2, megabytes=4), a="eve")
    answers: list[Sent] = []

    async def upload(pause: asyncio.Event) -> None:
        sent: Sent = []
        answers.append(sent)
        chunks = iter([b"x" * MB])

        async def receive() -> Any:
            if chunk := next(chunks, b""):
                return {"type": "http.request", "body": chunk, "more_body": True}
            await pause.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        async def keep(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http", "path": PATH.format("a"), "method": "PUT", "query_string": b"",
            "headers": [(b"cookie", b"eve")],
        }  # fmt: skip
        await held.layer(scope, receive, keep)

    async def three() -> None:
        pause = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(3):
                tasks.create_task(upload(pause))
                await asyncio.sleep(0)
            pause.set()

    asyncio.run(three())
    assert [status(each) for each in answers] == [204, 204, 413]
