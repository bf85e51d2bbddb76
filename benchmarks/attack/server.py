"""Attacks on the server's bounds: uploads, sockets, messages, foreign pages, sessions that end."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus, WebSocketException

from benchmarks.attack.client import Client, opened
from benchmarks.attack.finding import Finding, Terms
from benchmarks.attack.proxies import Desk, copy_plan, served

_FILE = bytes(19 * 2**20)
_HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
_HEADER_SECONDS = 2
_ENDED_SECONDS = 2
_CONNECTIONS = 150
#: How long the server may take to notice beyond what a bound says.
_SLACK = 8.0  # seconds
_ADDRESS = "lang=fr&on=2026-06-30"  # the day does not depend on when this runs
_FOREIGN = (
    "http://evil.example", "https://localhost", "http://localhost:1", "http://localhost.evil.example",
    "http://127.0.0.1.evil.example:{port}", "http://localhost:{port}.evil.example", "null",
    "http://localhost:{port}@evil.example", "file://", "//localhost:{port}",
)  # fmt: skip


def attack(terms: Terms) -> Iterator[Finding]:
    """Try each bound in turn, on servers of their own."""
    with ExitStack() as stack:
        bounds = {
            "header_seconds": _HEADER_SECONDS, "ended_seconds": _ENDED_SECONDS,
            "connections": _CONNECTIONS,
        }  # fmt: skip
        options = [f"--bound={name}={number}" for name, number in bounds.items()]
        desk = stack.enter_context(
            served(copy_plan(terms.folder / "desk"), terms.folder / "settings", *options)
        )
        yield from _uploads(desk, terms)
        yield _half_headers(desk, terms.count(200))
        yield _many_sockets(desk, terms.count(2 * _CONNECTIONS))
        yield _flood(desk, terms.count(5_000))
        yield _foreign(desk, terms.count(10 * len(_FOREIGN)))
        yield _sessions(desk, terms.count(300))


def memory(desk: Desk) -> int:
    """The memory of a server in mebibytes, as Linux counts it; 0 elsewhere."""
    with suppress(OSError):
        for line in Path(f"/proc/{desk.process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return 0


def _uploads(desk: Desk, terms: Terms) -> Iterator[Finding]:
    """Files from a stranger, then from an editor, for a page of their own."""
    tried = terms.count(80)
    for who, headers, most in (("a stranger", {}, 0), ("an editor", {"Cookie": desk.enter()}, 4)):
        with opened(desk.port, "add", _ADDRESS, headers) as page:
            before = memory(desk)
            known = _with_form_token(desk, headers)
            taken = sum(_upload(desk, page.session, n, known) for n in range(tried))
            grown = memory(desk) - before
        yield Finding(
            f"files of 19 MB from {who}", tried, max(0, taken - most),
            f"{taken} taken, {grown} MiB more memory",
        )  # fmt: skip


def _with_form_token(desk: Desk, headers: Mapping[str, str]) -> Mapping[str, str]:
    """Headers with the token that Streamlit gives everyone and asks for with each upload."""
    line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    line.request("GET", "/_stcore/health")
    given = str(line.getresponse().headers.get("set-cookie", "")).partition(";")[0]
    line.close()
    cookies = "; ".join(filter(None, (headers.get("Cookie", ""), given)))
    return {**headers, "Cookie": cookies, "X-Xsrftoken": given.partition("=")[2]}


def _upload(desk: Desk, session: str, number: int, headers: Mapping[str, str]) -> bool:
    """Whether the server takes a file for the page of a session."""
    line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    begin, end = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
        b"\r\n--x--\r\n",
    )
    try:
        line.request(
            "PUT", f"/_stcore/upload_file/{session}/{number}", begin + _FILE + end,
            {**headers, "Content-Type": "multipart/form-data; boundary=x"},
        )  # fmt: skip
        return line.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False  # refused before it had come
    finally:
        line.close()


def _half_headers(desk: Desk, tried: int) -> Finding:
    """Connections whose headers never end."""
    with ExitStack() as stack:
        lines = [_line(stack, desk, _HALF) for _ in range(min(tried, _CONNECTIONS - 20))]
        begun = time.monotonic()
        stood = _still_open(lines, _HEADER_SECONDS + _SLACK)
        took = time.monotonic() - begun
    return Finding("connections with half their headers", len(lines), stood,
                   f"all closed after {took:.0f} s" if not stood else "")  # fmt: skip


def _line(stack: ExitStack, desk: Desk, sent: bytes) -> socket.socket:
    line = stack.enter_context(socket.create_connection(("127.0.0.1", desk.port), timeout=10))
    with suppress(OSError):
        line.sendall(sent)
    return line


def _still_open(lines: list[socket.socket], within: float) -> int:
    """How many connections the other side has not closed after so many seconds."""
    until = time.monotonic() + within
    left = list(lines)
    while left and time.monotonic() < until:
        for line in list(left):
            line.settimeout(0.01)
            with suppress(TimeoutError):
                try:
                    ended = not line.recv(4096)
                except ConnectionError:
                    ended = True
                if ended:
                    left.remove(line)
    return len(left)


def _many_sockets(desk: Desk, tried: int) -> Finding:
    """More connections than are allowed; fails for each that is held beyond the bound."""
    with ExitStack() as stack:
        lines = []
        for _ in range(tried):
            with suppress(OSError):
                lines.append(_line(stack, desk, _HALF))
        time.sleep(1.0)
        held = _still_open(lines, 0.5)
    time.sleep(_HEADER_SECONDS)
    return Finding("connections at the same time", tried, max(0, held - int(_CONNECTIONS * 1.1)),
                   f"{held} held, {_CONNECTIONS} allowed")  # fmt: skip


def _flood(desk: Desk, tried: int) -> Finding:
    """Messages of one page as fast as it can send; fails for reruns of another that take 5 s."""
    ask = BackMsg()
    ask.rerun_script.query_string = _ADDRESS
    message = ask.SerializeToString()
    with opened(desk.port, "", _ADDRESS, {}) as other:
        quiet = [_rerun(other) for _ in range(10)]
        over = threading.Event()

        def flood() -> None:
            with suppress(WebSocketException, OSError), opened(desk.port, "", _ADDRESS, {}) as page:
                for _ in range(tried):
                    page.line.send(message)
            over.set()

        thread = threading.Thread(target=flood, daemon=True)
        thread.start()
        during = [_rerun(other) for _ in range(10)]
        thread.join(timeout=120)
    ratio = median(during) / median(quiet)
    return Finding("messages of one page in a flood", tried, sum(each > 5 for each in during),
                   f"a rerun of another page took {ratio:.1f} times as long")  # fmt: skip


def _rerun(page: Client) -> float:
    begun = time.monotonic()
    page.run()
    return time.monotonic() - begun


def _foreign(desk: Desk, tried: int) -> Finding:
    """WebSockets that the page of another site opens, with the cookie of an editor."""
    cookie, let_in = desk.enter(), 0
    for n in range(tried):
        origin = _FOREIGN[n % len(_FOREIGN)].format(port=desk.port)
        headers = {"Cookie": cookie, "Origin": origin, "Host": f"localhost:{desk.port}"}
        with suppress(InvalidStatus), opened(desk.port, "edit", _ADDRESS, headers):
            let_in += 1
    return Finding("pages of other sites that open a line", tried, let_in)


def _sessions(desk: Desk, tried: int) -> Finding:
    """Sessions that come and go, a hundred at a time; what memory settles at."""
    at_a_time = max(1, tried // 3)
    sizes = [memory(desk)]
    for _ in range(3):
        with ExitStack() as stack:
            for _ in range(at_a_time):
                stack.enter_context(opened(desk.port, "", _ADDRESS, {}))
            sizes.append(memory(desk))
        time.sleep(_ENDED_SECONDS + _SLACK)
        sizes.append(memory(desk))
    return Finding(
        "sessions that come and go", 3 * at_a_time, 0,
        f"{at_a_time} at a time; MiB before, then open and gone in turn: "
        + ", ".join(map(str, sizes)),
    )  # fmt: skip
