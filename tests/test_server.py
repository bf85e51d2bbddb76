"""The server: the language of the first page, loopback, silence, and files that ring a bell."""

import asyncio
import contextlib
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from plan import server
from plan.edition import Shelf

ROOT = Path(__file__).parents[1]
SECOND = ROOT / "tests" / "plans" / "senegal"
PATIENCE = 60  # seconds


def until(done: Callable[[], Any], patience: float = PATIENCE) -> Any:
    end = time.monotonic() + patience
    while True:
        try:
            if found := done():
                return found
        except OSError:
            pass
        if time.monotonic() > end:
            pytest.fail("what was waited for did not come")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- The language of the page, without a server --------------------------------------------------

PAGE = b'<!doctype html><html lang="en"><head></head><body lang="x"></body></html>'


def answer(
    path: str = "/",
    query: str = "",
    accept: str | None = None,
    content: bytes = PAGE,
    kind: bytes = b"text/html; charset=utf-8",
    cut: int = 1,
) -> tuple[dict[bytes, bytes], bytes, dict[bytes, bytes]]:
    """What a stub application answers through the middleware, and the headers that it saw."""
    seen: dict[bytes, bytes] = {}
    sent: list[dict[str, Any]] = []

    async def stub(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope["headers"])
        headers = [(b"content-type", kind), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        size = -(-len(content) // cut)
        pieces = [content[i : i + size] for i in range(0, len(content), size)]
        for n, piece in enumerate(pieces):
            more = n + 1 < len(pieces)
            await send({"type": "http.response.body", "body": piece, "more_body": more})

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"accept-encoding", b"gzip")]
    if accept is not None:
        headers.append((b"accept-language", accept.encode()))
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": headers}
    asyncio.run(server.PageLanguage(stub)(scope, lambda: None, collect))  # type: ignore[arg-type]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return dict(sent[0]["headers"]), body, seen


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("lang=en", "fr-FR", "en"),
        ("lang=fr", "en-GB", "fr"),
        ("on=2024-01-01&lang=en", None, "en"),
        ("lang=xx", "en-GB", "fr"),
        ("lang=", "en-GB", "en"),
        ("", "en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("", "fr-ML,fr;q=0.9,en;q=0.8", "fr"),
        ("", "de-DE,de;q=0.9,en;q=0.8", "fr"),
        ("", "", "fr"),
        ("", None, "fr"),
        ("lang=%22%3E%3Cscript%3E", "en", "fr"),
    ],
)
def test_a_page_declares_the_language_of_its_address_else_of_the_browser(
    query: str, accept: str | None, language: str
) -> None:
    _, body, _ = answer(query=query, accept=accept)
    assert body == PAGE.replace(b'<html lang="en">', f'<html lang="{language}">'.encode())


@pytest.mark.parametrize("cut", [1, 2, 7, len(PAGE)])
def test_a_page_sent_in_pieces_is_whole_and_as_long_as_it_says(cut: int) -> None:
    headers, body, _ = answer(query="lang=fr", cut=cut)
    assert body == PAGE.replace(b'lang="en"', b'lang="fr"', 1)
    assert int(headers[b"content-length"]) == len(body)


def test_only_pages_are_changed() -> None:
    for path, kind in (("/static/x.html", b"text/html"), ("/data", b"application/json")):
        headers, body, _ = answer(path, "lang=fr", kind=kind)
        assert body == PAGE
        assert int(headers[b"content-length"]) == len(PAGE)


def test_pages_come_uncompressed_to_where_their_language_is_set_and_files_may_be_compressed() -> (
    None
):
    assert b"accept-encoding" not in answer()[2]
    assert answer("/static/x.js", kind=b"text/javascript")[2][b"accept-encoding"] == b"gzip"


def test_a_message_that_is_no_request_passes_untouched() -> None:
    seen = []

    async def stub(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    scope = {"type": "websocket", "path": "/", "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(server.PageLanguage(stub)(scope, None, None))  # type: ignore[arg-type]
    assert seen == [scope]


# --- The bell ------------------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(SECOND, tmp_path / "plan")
    return tmp_path / "plan" / "indicators.yaml"


def test_the_bell_rings_after_a_save_of_the_plan_or_of_an_article(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_LOOK_EVERY", 0.02)
    bell = tmp_path / "bell"
    bell.mkdir()
    shelf = Shelf(copied)
    looks: list[object] = []
    stamp = shelf.stamp
    monkeypatch.setattr(shelf, "stamp", lambda: looks.append(stamp()) or looks[-1])
    threading.Thread(target=server.ring, args=(shelf, bell), daemon=True).start()
    until(lambda: len(looks) > 3)
    assert not list(bell.iterdir())

    rung = bell / "rung"
    copied.write_text(copied.read_text(encoding="utf-8") + "# vu\n", encoding="utf-8")
    first = until(lambda: rung.exists() and rung.read_text())
    seen = len(looks)
    until(lambda: len(looks) > seen + 3)
    assert rung.read_text() == first

    article = copied.parent / "seeds" / "003_tribune.txt"
    article.write_text("Autre chose.", encoding="utf-8")
    second = until(lambda: rung.read_text() not in ("", first) and rung.read_text())

    article.unlink()
    third = until(lambda: rung.read_text() not in ("", second) and rung.read_text())
    copied.unlink()
    until(lambda: rung.read_text() not in ("", third))


# --- A real server -------------------------------------------------------------------------------


class Served:
    """A server of a plan in a process of its own."""

    def __init__(self, *command: str, plan: Path) -> None:
        self.port = free_port()
        settings = {"PLAN_FILE": str(plan)} if "streamlit" in command else {}
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command, str(self.port)],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        until(lambda: self.get("/_stcore/health")[1] == "ok")

    def get(self, path: str, **headers: str) -> tuple[dict[str, str], str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=named)
        with urllib.request.urlopen(request, timeout=PATIENCE) as found:
            body = found.read()
            if found.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            return dict(found.headers), body.decode()

    def talk(self) -> ClientConnection:
        """What a browser opens behind the page."""
        return connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE,
        )

    def stop(self) -> str:
        self.process.terminate()
        return self.process.communicate(timeout=20)[0]


def messages(line: ClientConnection, query: str = "") -> Iterator[ForwardMsg]:
    """Opens a page and gives what the server tells it, for ever."""
    ask = BackMsg()
    ask.rerun_script.query_string = query
    line.send(ask.SerializeToString())
    while True:
        told = line.recv(timeout=PATIENCE)
        message = ForwardMsg()
        message.ParseFromString(told if isinstance(told, bytes) else told.encode())
        yield message


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "plan"
    shutil.copytree(SECOND, folder)
    return folder / "indicators.yaml"


@pytest.fixture(scope="module")
def served(plan: Path) -> Iterator[Served]:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--port", plan=plan)
    yield running
    told = running.stop()
    assert "Traceback" not in told
    assert told.splitlines()[0] == f"http://localhost:{running.port}"


def test_the_served_page_declares_its_language_at_every_address(served: Served) -> None:
    for path in ("/", "/axis", "/indicator?indicator=E1", "/nowhere"):
        mark = "&" if "?" in path else "?"
        assert '<html lang="en">' in served.get(f"{path}{mark}lang=en", Accept_Language="fr")[1]
        assert '<html lang="fr">' in served.get(f"{path}{mark}lang=fr", Accept_Language="en")[1]
        assert '<html lang="fr">' in served.get(path, Accept_Language="fr-ML,fr;q=0.9")[1]
        assert '<html lang="en">' in served.get(path, Accept_Language="en-GB,en;q=0.9")[1]


def test_the_served_page_names_no_address_elsewhere(served: Served) -> None:
    _, page = served.get("/")
    assert '<div id="root">' in page
    linked = re.findall(r"""(?:src|href)\s*=\s*["']([^"']+)""", page)
    assert linked
    assert [link for link in linked if re.match(r"(?:\w+:)?//", link)] == []


def test_the_server_listens_on_this_machine_alone(served: Served) -> None:
    with socket.socket() as reached:
        reached.settimeout(5)
        reached.connect(("127.0.0.1", served.port))
    with socket.socket() as refused:
        refused.settimeout(5)
        with pytest.raises((ConnectionRefusedError, TimeoutError)):
            refused.connect(("127.0.0.2", served.port))


def test_nothing_is_told_of_the_use_made_of_it(served: Served) -> None:
    with served.talk() as line:
        opened = next(each for each in messages(line) if each.HasField("new_session"))
    assert opened.new_session.config.gather_usage_stats is False


def test_a_saved_plan_shows_on_every_open_page_by_itself(served: Served, plan: Path) -> None:
    good = plan.read_text(encoding="utf-8")
    with contextlib.ExitStack() as opened:
        lines = [opened.enter_context(served.talk()) for _ in range(4)]
        pages = [messages(line, "lang=en") for line in lines]
        for told in pages:
            assert "Wells" not in until_told(told, "Water for all")
        for n in range(4):
            changed = good.replace("Water for all", f"Wells {n} for all")
            plan.write_text(changed, encoding="utf-8")
            for told in pages:
                assert "encountered an error" not in until_told(told, f"Wells {n} for all")
        plan.write_text(good, encoding="utf-8")
        for told in pages:
            until_told(told, "Water for all")


def until_told(told: Iterator[ForwardMsg], words: str) -> str:
    """What is told until some words are, to the end of that run."""
    everything = []
    for message in told:
        everything.append(str(message))
        if message.HasField("script_finished") and any(words in each for each in everything):
            return "".join(everything)
    raise AssertionError


def test_a_second_server_on_the_same_port_says_so_plainly(served: Served, plan: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "plan", "serve", "--plan", str(plan), "--no-browser", "--port",
         str(served.port)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert "Traceback" not in second.stderr
    assert f"port {served.port}" in second.stderr
    assert len(second.stderr.splitlines()) == 1
    assert second.stdout == ""
    assert served.get("/_stcore/health")[1] == "ok"


def test_the_dashboard_also_opens_without_our_server(plan: Path) -> None:
    running = Served(
        "streamlit", "run", "dashboard.py", "--server.headless", "true",
        "--server.address", "127.0.0.1", "--server.port", plan=plan,
    )  # fmt: skip
    try:
        assert '<div id="root">' in running.get("/")[1]
        with running.talk() as line:
            told = messages(line, "lang=en")
            opened = next(each for each in told if each.HasField("new_session"))
            assert opened.new_session.config.gather_usage_stats is False
            assert "Water for all" in until_told(told, "Water for all")
    finally:
        printed = running.stop()
    assert "Traceback" not in printed
