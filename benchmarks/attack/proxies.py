"""Edits made by hand without the link: directly, through proxies that say nothing, and forged.

In: a copy of the plan. Out: for each way how often the file changed. The edits are recorded on a
server of the attacker's own, which asks for nothing, and are replayed to one that asks for the
link.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from websockets.exceptions import WebSocketException

from benchmarks.attack.client import opened
from benchmarks.attack.finding import Finding, Terms
from benchmarks.rounds import ROOT
from plan.server.account_key import kept_key

NGINX = next(filter(None, (shutil.which("nginx"), shutil.which("nginx", path="/usr/sbin"))), None)
_PAGE = "edit"
_QUERY = "what=indicator&indicator=3.1&lang=en"
_TURNS = 25
_CONFIGURED = """\
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {rest}
}}
"""
#: What nginx needs to forward a WebSocket, which every page of the dashboard opens.
SOCKETS = (
    "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
    'proxy_set_header Connection "upgrade";'
)


class Desk(NamedTuple):
    """A server on this machine: its port, the link that it printed, its plan, its process."""

    port: int
    link: str
    plan: Path
    process: int

    def enter(self) -> str:
        """Open the link, and give the cookie that it is exchanged for."""
        cookie = set_by(self.link)
        if not cookie:
            raise AssertionError("the link was not exchanged for a cookie")
        return cookie


def set_by(link: str) -> str:
    """The cookie, as *name=value*, that opening a link sets; empty if none."""
    asking = urllib.request.build_opener(_Stay)
    try:
        asking.open(link.replace("localhost", "127.0.0.1")).close()
    except urllib.error.HTTPError as answer:  # where to go on
        return str(answer.headers.get("set-cookie", "")).partition(";")[0]
    return ""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: object) -> None:
        return None


class Press(NamedTuple):
    """A button pressed by its id, with the text of a field filled in before."""

    button: str
    field: str = ""
    text: str = ""


def attack(terms: Terms) -> Iterator[Finding]:
    """Replay an edit in each way without the link, and look whether the file has changed."""
    with ExitStack() as stack:
        settings = terms.folder / "settings"
        own, desk = (
            stack.enter_context(served(copy_plan(terms.folder / name), settings, *options))
            for name, options in (("own", ["--no-token"]), ("desk", []))
        )
        presses = record(own)
        cookie = desk.enter()
        if not changes(desk, presses, desk.port, {"Cookie": cookie}):
            raise AssertionError("the recorded edit changes nothing where it may")
        if not changes(desk, presses, stack.enter_context(forwarder(desk.port)),
                       {"Cookie": cookie}):  # fmt: skip
            raise AssertionError("whoever has the link does not edit through a forwarder")
        name, _, value = cookie.partition("=")
        key = kept_key(settings / "plan-dashboard")
        draw = terms.random()
        elsewhere = hmac.new(key, b"plan-edit-1", hashlib.sha256).hexdigest()
        wrong: dict[str, Callable[[], Mapping[str, str]]] = {
            "no cookie": dict,
            "another value": lambda: {"Cookie": f"{name}={draw.randbytes(32).hex()}"},
            "a part of the value": lambda: {"Cookie": f"{name}={value[: draw.randrange(64)]}"},
            "the digest in its place": lambda: {
                "Cookie": f"{name}={hashlib.sha256(value.encode()).hexdigest()}"
            },
            "the cookie of another port": lambda: {
                "Cookie": f"plan-edit-1={elsewhere}; {name}={elsewhere}"
            },
            "the name of another": lambda: {"Cookie": f"{name}x={value}"},
        }
        ways = {"": desk.port, "through a forwarder of ports, ": stack.enter_context(
            forwarder(desk.port))}  # fmt: skip
        if NGINX:
            bare = f"proxy_pass http://127.0.0.1:{desk.port};"
            ways["through nginx with a bare proxy_pass, "] = stack.enter_context(
                nginx(terms.folder / "bare", f"{bare} {SOCKETS}")
            )
            named = f"{bare} {SOCKETS} proxy_set_header Host localhost;"
            ways["through nginx that says localhost, "] = stack.enter_context(
                nginx(terms.folder / "named", named)
            )
        for way, port in ways.items():
            for what, headers in wrong.items():
                tried = terms.count(_TURNS)
                failed = sum(changes(desk, presses, port, headers()) for _ in range(tried))
                yield Finding(f"an edit made by hand {way}with {what}", tried, failed)
        yield _guesses(desk, terms.count(20_000))


def _guesses(desk: Desk, tried: int) -> Finding:
    """Guess the token of the link, also by parts of it: how often that sets a cookie."""
    address, _, token = desk.link.partition("=")
    guesses = ["", "0", "null", token[:-1], f"{token}A", token.swapcase()]
    guesses += [secrets.token_urlsafe(32) for _ in range(tried)]
    begun = time.perf_counter()
    failed = sum(bool(set_by(f"{address}={guess}")) for guess in guesses)
    rate = len(guesses) / (time.perf_counter() - begun)
    measured = f"{rate:,.0f} guesses a second, of 2 to the power of 256"
    return Finding("guessing the token of the link", len(guesses), failed, measured)


def record(desk: Desk, headers: Mapping[str, str] | None = None) -> list[Press]:
    """Make an edit as one who may, and give what was pressed; the file is put back."""
    before = desk.plan.read_bytes()
    presses = edit(desk.port, headers or {}, "2026-12-30")
    if desk.plan.read_bytes() == before:
        raise AssertionError("the edit was not made")
    desk.plan.write_bytes(before)
    return presses


def edit(port: int, headers: Mapping[str, str], due: str) -> list[Press]:
    """Change the day by which a step is due, and give what was pressed for it."""
    with opened(port, _PAGE, _QUERY, headers) as client:
        field, go = client.fields()["Due *"], client.buttons()["Review the change"]
        client.fill(field, due)
        client.run(go)
        save = client.buttons()["Save"]
        client.run(save)
    return [Press(go, field, due), Press(save)]


def changes(desk: Desk, presses: list[Press], port: int, headers: Mapping[str, str]) -> bool:
    """Replay an edit at a port, and give whether the file has changed; it is put back."""
    before = desk.plan.read_bytes()
    with suppress(WebSocketException), opened(port, _PAGE, _QUERY, headers) as client:
        for press in presses:
            if press.field:
                client.fill(press.field, press.text)
            client.run(press.button)
    if desk.plan.read_bytes() == before:
        return False
    desk.plan.write_bytes(before)
    return True


def copy_plan(folder: Path) -> Path:
    """The path of a copy of the plan and its articles in a new folder."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return Path(shutil.copy(ROOT / "indicators.yaml", folder))


@contextmanager
def served(plan: Path, settings: Path, *options: str) -> Iterator[Desk]:
    """A plan served by an account whose settings are in that folder."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "plan", "serve", "--no-browser", "--plan", str(plan), *options,
         "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(settings)},
    ) as server:  # fmt: skip
        try:
            link = server.stdout.readline().strip() if server.stdout else ""
            until_open(port, server)
            yield Desk(port, link, plan, server.pid)
        finally:
            server.terminate()


@contextmanager
def nginx(folder: Path, location: str, path: str = "/", more: str = "") -> Iterator[int]:
    """Debian's nginx as a plain process, with what one location says; gives its port.

    ``more``: what else the configuration says, such as a group of servers.
    """
    if NGINX is None:
        raise FileNotFoundError("nginx is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    rest = f"{more} server {{ listen 127.0.0.1:{port}; location {path} {{ {location} }} }}"
    written = folder / "nginx.conf"
    written.write_text(_CONFIGURED.format(folder=folder, rest=rest), encoding="utf-8")
    quiet = subprocess.DEVNULL
    with subprocess.Popen([NGINX, "-c", str(written)], stdout=quiet, stderr=quiet) as server:
        try:
            until_open(port, server)
            yield port
        finally:
            server.terminate()


@contextmanager
def forwarder(to: int) -> Iterator[int]:
    """A forwarder of ports, as ``ssh -L`` is: what arrives at its port goes on unchanged."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    here, _ = listening.accept()
                    there = socket.create_connection(("127.0.0.1", to))
                    for pair in ((here, there), (there, here)):
                        threading.Thread(target=_pour, args=pair, daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield int(listening.getsockname()[1])
        # Else a thread would go on waiting at a closed socket.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def _pour(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while received := source.recv(2**16):
            sink.sendall(received)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    """A port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_open(port: int, server: subprocess.Popen[Any]) -> None:
    """Wait until a process listens at a port of this machine. Raises ``OSError`` if it ends."""
    end = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end or server.poll() is not None:
                raise
            time.sleep(0.05)
