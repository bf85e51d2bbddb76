"""Asking a layer of the server (ASGI) without a server: shared by the tests of its layers."""

import asyncio
from typing import Any

Sent = list[dict[str, Any]]


def ask(
    layer: Any, path: str = "/", kind: str = "http", method: str = "GET", query: str = "",
    body: tuple[bytes, ...] = (b"",), headers: tuple[tuple[str, str], ...] = (),
) -> Sent:  # fmt: skip
    """What a layer sends in response to a request whose body arrives in chunks."""
    sent: Sent = []
    chunks = list(body)

    async def receive() -> dict[str, Any]:
        chunk = chunks.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(chunks)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": kind, "path": path, "method": method, "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }  # fmt: skip
    asyncio.run(layer(scope, receive, send))
    return sent


async def welcome(scope: Any, receive: Any, send: Any) -> None:
    """Read the whole body and answer with its size in bytes."""
    seen, more = 0, True
    while more:
        message = await receive()
        seen += len(message["body"])
        more = message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(seen).encode()})


def status(sent: Sent) -> int:
    return int(sent[0]["status"])


def text(sent: Sent) -> str:
    return b"".join(each["body"] for each in sent[1:]).decode()
