"""The server: responses and refusals, loopback, privacy, and notification of file changes."""

import asyncio
import contextlib
import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from plan_files import ROOT, SENEGAL, write_plan
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from plan.articles.library import LARGEST_ARTICLE
from plan.edition.latest import LatestEdition
from plan.server import serve
from plan.ui.sitemap import PAGES

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
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- Changes of files ----------------------------------------------------------------------------


@pytest.fixture
def copied(plan_file: Callable[..., Path]) -> Path:
    return plan_file(SENEGAL)


def test_a_broken_symbolic_link_hides_no_change_of_an_article(copied: Path) -> None:
    """Some text editors create such a link beside each open file, as a lock."""
    (copied.parent / "seeds" / ".#notes.txt").symlink_to("awa@desk.1234")
    latest = LatestEdition(copied)
    stamp = latest.stamp()
    (copied.parent / "seeds" / "003_tribune.txt").write_text("Autre chose.", encoding="utf-8")
    assert latest.stamp() != stamp


def test_each_change_of_the_plan_or_an_article_is_notified_once(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_LOOK_EVERY", 0.02)
    cache = LatestEdition(copied)
    looks: list[object] = []
    notified: list[int] = []
    stamp = cache.stamp
    monkeypatch.setattr(cache, "stamp", lambda: looks.append(stamp()) or looks[-1])
    loop = asyncio.new_event_loop()
    watching = loop.create_task(serve.watch_and_notify(cache, lambda: notified.append(len(looks))))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        until(lambda: len(looks) > 3)
        assert notified == []

        copied.write_text(copied.read_text(encoding="utf-8") + "# vu\n", encoding="utf-8")
        until(lambda: notified)
        seen = len(looks)
        until(lambda: len(looks) > seen + 3)
        assert len(notified) == 1

        article = copied.parent / "seeds" / "003_tribune.txt"
        article.write_text("Autre chose.", encoding="utf-8")
        until(lambda: len(notified) == 2)
        article.unlink()
        until(lambda: len(notified) == 3)
        copied.unlink()
        until(lambda: len(notified) == 4)
    finally:
        loop.call_soon_threadsafe(watching.cancel)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


# --- A running server ----------------------------------------------------------------------------


class Served:
    """A server of a plan, in its own process."""

    def __init__(
        self, *module: str, plan: Path, command: tuple[str, ...] = (), folder: Path = ROOT
    ) -> None:
        self.port = free_port()
        settings = {"PLAN_FILE": str(plan)} if "streamlit" in module else {}
        self.process = subprocess.Popen(
            [sys.executable, *(command or ("-m", *module)), str(self.port)],
            cwd=folder,
            env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        until(lambda: self.get("/_stcore/health")[1] == "ok")
        self.printed = ""

    def enter(self) -> str:
        """Open the link that the server printed; the cookie that it sets, empty if none."""
        assert self.process.stdout
        self.printed = self.printed or self.process.stdout.readline()
        link = self.printed.strip().partition(f":{self.port}")[2]
        return self.ask(link)[1].get("set-cookie", "").partition(";")[0]

    def get(self, path: str, **headers: str) -> tuple[dict[str, str], str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=named)
        with urllib.request.urlopen(request, timeout=PATIENCE) as found:
            body = found.read()
            if found.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            return {name.lower(): value for name, value in found.headers.items()}, body.decode()

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of a response, including error responses."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)
            found = line.getresponse()
            fields = {name.lower(): value for name, value in found.getheaders()}
            return found.status, fields, found.read().decode(errors="replace")
        finally:
            line.close()

    def talk(
        self, name: str = "127.0.0.1", origin: str | None = None, session: str = "", **headers: str
    ) -> ClientConnection:
        """Open the WebSocket of a page, with the given host name and origin.

        ``session`` is the id of a session to resume after its connection was lost.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        known = ("streamlit", "token", session) if session else ("streamlit",)
        return connect(
            f"ws://{name}:{self.port}/_stcore/stream",
            sock=socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE),
            origin=None if origin is None else Origin(origin),
            subprotocols=[Subprotocol(each) for each in known],
            additional_headers=named,
            max_size=None,
            max_queue=None,  # with messages unread in a full queue, closing would take ten seconds
            open_timeout=PATIENCE,
        )

    def opens(self, name: str = "127.0.0.1", origin: str | None = None) -> bool:
        """Whether the WebSocket handshake is accepted."""
        try:
            with self.talk(name, origin):
                return True
        except InvalidStatus:
            return False

    def stop(self) -> str:
        self.process.terminate()
        return self.printed + self.process.communicate(timeout=20)[0]


def messages(line: ClientConnection, query: str = "") -> Iterator[ForwardMsg]:
    """Open a page and yield, without end, the messages of the server."""
    ask = BackMsg()
    ask.rerun_script.query_string = query
    line.send(ask.SerializeToString())
    while True:
        received = line.recv(timeout=PATIENCE)
        message = ForwardMsg()
        message.ParseFromString(received if isinstance(received, bytes) else received.encode())
        yield message


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(tmp_path_factory.mktemp("served"), SENEGAL)


@pytest.fixture(scope="module")
def served(plan: Path) -> Iterator[Served]:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--port", plan=plan)
    yield running
    printed = running.stop()
    assert "Traceback" not in printed
    assert re.fullmatch(rf"http://localhost:{running.port}/\?token=[\w-]{{43}}\n", printed)


def test_the_served_page_declares_its_language_at_every_url(served: Served) -> None:
    for path in ("/", "/axis", "/indicator?indicator=E1"):
        mark = "&" if "?" in path else "?"
        assert '<html lang="en">' in served.get(f"{path}{mark}lang=en", Accept_Language="fr")[1]
        assert '<html lang="fr">' in served.get(f"{path}{mark}lang=fr", Accept_Language="en")[1]
        assert '<html lang="fr">' in served.get(path, Accept_Language="fr-ML,fr;q=0.9")[1]
        assert '<html lang="en">' in served.get(path, Accept_Language="en-GB,en;q=0.9")[1]


def test_a_page_says_what_its_address_asks_for_before_any_script_runs(served: Served) -> None:
    _, page = served.get("/indicator?indicator=C1&lang=en&on=2026-06-30")
    assert re.findall("<title>(.*?)</title>", page) == [
        "C1 People trained in pump maintenance – Water and trees, a test plan 2024–2028"
    ]
    assert "184" in page
    assert "Le comité a formé 184 personnes" in page
    status, headers, body = served.ask("/indicator?indicator=C1&lang=en&on=2026-06-30", "HEAD")
    assert (status, body) == (200, "")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "etag" not in headers  # what the page says can change while its file does not


def test_files_of_the_frontend_come_without_the_headers_of_pages(served: Served) -> None:
    script = "/" + re.findall(r'src="\./(static/js/[^"]+)"', served.get("/")[1])[0]
    _, headers, _ = served.ask(script)
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers
    assert "immutable" in headers["cache-control"]


def test_the_served_page_links_to_no_other_host(served: Served) -> None:
    _, page = served.get("/")
    assert '<div id="root">' in page
    linked = re.findall(r"""(?:src|href)\s*=\s*["']([^"']+)""", page)
    assert linked
    assert [link for link in linked if re.match(r"(?:\w+:)?//", link)] == []


def test_the_server_listens_on_loopback_only(served: Served) -> None:
    with socket.socket() as reached:
        reached.settimeout(5)
        reached.connect(("127.0.0.1", served.port))
    with socket.socket() as refused:
        refused.settimeout(5)
        with pytest.raises((ConnectionRefusedError, TimeoutError)):
            refused.connect(("127.0.0.2", served.port))


def test_usage_statistics_are_disabled(served: Served) -> None:
    with served.talk() as line:
        opened = next(each for each in messages(line) if each.HasField("new_session"))
    assert opened.new_session.config.gather_usage_stats is False


def test_the_theme_is_the_same_wherever_the_server_is_started(plan: Path, tmp_path: Path) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--port", plan=plan,
                     folder=tmp_path)  # fmt: skip
    try:
        with running.talk() as line:
            opened = next(each for each in messages(line) if each.HasField("new_session"))
    finally:
        running.stop()
    theme = opened.new_session.custom_theme
    assert theme.light.primary_color == settings["theme"]["light"]["primaryColor"]
    assert theme.dark.background_color == settings["theme"]["dark"]["backgroundColor"]
    assert opened.new_session.config.gather_usage_stats is False


@pytest.mark.parametrize(
    ("address", "port", "why"),
    [("127.0.0.1", 70000, "no-port"), ("192.0.2.1", 0, "elsewhere"), ("not a host", 0, "elsewhere"),
     ("127.0.0.1", 0, "")],
)  # fmt: skip
def test_why_nothing_can_be_served_is_said_in_words(address: str, port: int, why: str) -> None:
    assert serve.listen_error(address, port) == why
    assert not why or why in serve.LISTEN_FAULTS


def test_a_port_in_use_is_said_to_be_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert serve.listen_error(*taken.getsockname()) == "taken"


def test_every_open_page_shows_a_saved_plan_without_a_reload(served: Served, plan: Path) -> None:
    good = plan.read_text(encoding="utf-8")
    with contextlib.ExitStack() as opened:
        lines = [opened.enter_context(served.talk()) for _ in range(4)]
        pages = [messages(line, "lang=en") for line in lines]
        for stream in pages:
            assert "Wells" not in read_until(stream, "Water for all")
        for n in range(4):
            changed = good.replace("Water for all", f"Wells {n} for all")
            plan.write_text(changed, encoding="utf-8")
            for stream in pages:
                assert "encountered an error" not in read_until(stream, f"Wells {n} for all")
        plan.write_text(good, encoding="utf-8")
        for stream in pages:
            read_until(stream, "Water for all")


def read_until(stream: Iterator[ForwardMsg], words: str) -> str:
    """All messages up to the end of the run by which ``words`` have arrived."""
    everything = []
    for message in stream:
        everything.append(str(message))
        if message.HasField("script_finished") and any(words in each for each in everything):
            return "".join(everything)
    raise AssertionError


SLOW = """\
import os, time
from pathlib import Path
import streamlit as st

title = Path(os.environ["PLAN_FILE"]).read_text(encoding="utf-8").splitlines()[-1]
st.text("read")
time.sleep(1)
st.text(title)
st.download_button("table", "figure;1000\\n" * 1000, "table.csv", "text/csv")
"""


def serving(script: Path, plan: Path, secrets: Path | None = None) -> Served:
    """Our server, running another script than the dashboard."""
    given = f"Path({str(secrets)!r})" if secrets else "None"
    run = (
        "import sys; from pathlib import Path; from plan.server import serve as server; "
        f"server._DASHBOARD = Path({str(script)!r}); server._LOOK_EVERY = 0.05; "
        f"server.serve(Path({str(plan)!r}), '127.0.0.1', int(sys.argv[1]), browser=False, "
        f"secrets={given})"
    )
    return Served(command=("-c", run), plan=plan)


def test_a_change_during_a_run_is_shown_by_the_next_run(
    tmp_path: Path,
) -> None:
    script, plan = tmp_path / "slow.py", tmp_path / "indicators.yaml"
    script.write_text(SLOW, encoding="utf-8")
    plan.write_text("# first", encoding="utf-8")
    running = serving(script, plan)
    try:
        with running.talk() as line:
            stream = messages(line)
            next(each for each in stream if each.delta.new_element.text.body == "read")
            plan.write_text("# second", encoding="utf-8")
            runs: list[list[str]] = [[]]
            for message in stream:
                element = message.delta.new_element
                runs[-1].append(element.text.body)
                if element.HasField("download_button"):
                    table = element.download_button.url
                if message.HasField("script_finished"):
                    assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                    if len(runs) == 2:
                        break
                    runs.append([])
            assert "# first" in runs[0]
            assert "# second" in runs[1]
            headers, text = running.get(table, Accept_Encoding="gzip")
            assert text == "figure;1000\n" * 1000
            assert headers["content-encoding"] == "gzip"
    finally:
        running.stop()


def test_open_pages_show_a_change_of_the_secrets(plan: Path, tmp_path: Path) -> None:
    script, secrets = tmp_path / "secrets.py", tmp_path / "secrets.toml"
    script.write_text("import streamlit as st; st.text(st.secrets.plan.word)", encoding="utf-8")
    secrets.write_text("[plan]\nword = 'first'\n", encoding="utf-8")
    running = serving(script, plan, secrets)
    try:
        with running.talk() as line:
            stream = messages(line)
            read_until(stream, "first")
            secrets.write_text("[plan]\nword = 'second'\n", encoding="utf-8")
            read_until(stream, "second")
    finally:
        running.stop()


WATCHED = """\
import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

session = get_instance().get_app_session(get_script_run_ctx().session_id)
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"run {st.session_state.runs}, {session._local_sources_watcher}")
"""


def test_no_session_has_a_file_watcher_even_after_it_reconnects(plan: Path, tmp_path: Path) -> None:
    script = tmp_path / "watched.py"
    script.write_text(WATCHED, encoding="utf-8")
    running = serving(script, plan)
    try:
        session, shown = "", []
        for _ in range(2):
            with running.talk(session=session) as line:
                for message in until_finished(messages(line)):
                    if message.HasField("new_session"):
                        session = message.new_session.initialize.session_id
                    if text := message.delta.new_element.text.body:
                        shown.append(text)
        assert shown == ["run 1, None", "run 2, None"]
    finally:
        running.stop()


def test_a_second_server_on_the_same_port_exits_with_a_one_line_error(
    served: Served, plan: Path
) -> None:
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


def test_the_health_check_reports_the_server_and_the_plan_separately(
    served: Served, plan: Path
) -> None:
    status, headers, report = served.ask("/healthz")
    assert (status, json.loads(report)) == (200, {"status": "ok", "plan": "sound"})
    assert headers["cache-control"] == "no-store"
    good = plan.read_text(encoding="utf-8")
    plan.write_text("plan: [", encoding="utf-8")
    try:
        status, _, report = served.ask("/healthz")
        assert status == 200
        assert json.loads(report) == {"status": "ok", "plan": "errors", "shown": "last sound"}
    finally:
        plan.write_text(good, encoding="utf-8")
    assert json.loads(served.ask("/healthz")[2])["plan"] == "sound"


def test_the_health_check_reports_a_plan_that_was_never_read(tmp_path: Path) -> None:
    assert serve.health(LatestEdition(tmp_path / "none.yaml")) == {
        "status": "ok", "plan": "errors", "shown": "nothing",
    }  # fmt: skip


def test_every_response_carries_a_security_policy(served: Served) -> None:
    for path in ("/", "/axis", "/healthz", "/nowhere", "/_stcore/health", "/favicon.png"):
        _, headers, _ = served.ask(path)
        assert (
            "'unsafe-inline'"
            not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_unknown_paths_are_not_found_and_known_paths_are(served: Served) -> None:
    for path in ("/nowhere", "/axis/nowhere", "/.env", "/overview"):
        status, _, page = served.ask(path, Accept_Language="en")
        assert status == 404
        assert "Page not found" in page
    for name in PAGES:
        assert served.ask("/" if name == "overview" else f"/{name}")[0] == 200


def test_a_request_to_another_host_name_is_refused(served: Served) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example"):
        status, headers, page = served.ask("/", Host=f"{host}:{served.port}")
        assert status == 400
        assert "<h1>Cette adresse n’est pas acceptée</h1>" in page
        assert headers["x-frame-options"] == "DENY"
        assert not served.opens(host)
    assert served.opens("localhost")
    assert served.ask("/", Host=f"localhost:{served.port}")[0] == 200


def test_a_websocket_from_another_origin_is_refused(served: Served) -> None:
    for origin in ("https://evil.example", "http://localhost:3000", "null"):
        assert not served.opens(origin=origin)
    assert served.opens(origin=f"http://127.0.0.1:{served.port}")


def test_a_body_with_too_large_a_content_length_is_refused(served: Served) -> None:
    size = str(LARGEST_ARTICLE + 2 * 2**20)
    status, _, page = served.ask("/_stcore/upload_file/a/b", "PUT", b"", Content_Length=size)
    assert status == 413
    assert "20\u00a0Mo" in page


def upload(served: Served, session: str, size: int, cookie: str) -> str:
    """The response to an upload of ``size`` bytes in chunks, without a Content-Length."""
    _, headers, _ = served.ask("/_stcore/health")
    token = re.findall(r"_streamlit_xsrf=([^;]+)", headers["set-cookie"])[0]
    head = (
        f"PUT /_stcore/upload_file/{session}/file HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: {cookie}; _streamlit_xsrf={token}\r\nX-Xsrftoken: {token}\r\n"
        "Connection: close\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    chunks = [b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n']
    chunks += [b"x" * 2**16] * (size // 2**16)
    chunks += [b"\r\n--b--\r\n"]
    answer = b""
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as line:
        # The server may close before it has read everything; its response can still be read.
        with contextlib.suppress(OSError):
            line.sendall(head.encode())
            for chunk in chunks:
                line.sendall(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            line.sendall(b"0\r\n\r\n")
        with contextlib.suppress(OSError):
            while received := line.recv(2**16):
                answer += received
    return answer.decode()


def test_a_chunked_body_that_grows_too_large_is_refused(served: Served) -> None:
    cookie = served.enter()
    with served.talk(Cookie=cookie) as line:
        opened = next(each for each in messages(line) if each.HasField("new_session"))
        session = opened.new_session.initialize.session_id
        assert upload(served, session, LARGEST_ARTICLE, cookie).startswith("HTTP/1.1 204")
        refused = upload(served, session, LARGEST_ARTICLE + 2 * 2**20, cookie)
    assert refused.startswith("HTTP/1.1 413")
    assert "20\u00a0Mo" in refused


def test_text_is_served_compressed(served: Served) -> None:
    _, page = served.get("/")
    script = "/" + re.findall(r'src="\./(static/js/[^"]+)"', page)[0]
    for path in ("/", script):
        plain = served.ask(path, Accept_Encoding="identity")[1]
        headers, text = served.get(path, Accept_Encoding="gzip")
        assert headers["content-encoding"] == "gzip"
        assert int(headers["content-length"]) < int(plain["content-length"]) / 2
        assert text == served.get(path, Accept_Encoding="identity")[1]


def test_requests_to_configured_host_names_are_answered(plan: Path) -> None:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser",
                     "--host", "plan.example.org", "--port", plan=plan)  # fmt: skip
    try:
        assert running.ask("/", Host="plan.example.org")[0] == 200
        origin = f"https://plan.example.org:{running.port}"
        assert running.opens("plan.example.org", origin)
        assert running.ask("/", Host="evil.example")[0] == 400
    finally:
        running.stop()


def test_a_missing_plan_is_said_at_the_start_and_by_its_pages(tmp_path: Path) -> None:
    missing = tmp_path / "nothere.yaml"
    running = Served("plan", "serve", "--plan", str(missing), "--no-browser", "--port",
                     plan=missing)  # fmt: skip
    try:
        assert "There is no plan here yet." in running.get("/?lang=en")[1]
    finally:
        printed = running.stop()
    assert "Traceback" not in printed
    assert "nothere.yaml" in printed
    assert len(printed.splitlines()) == 2


def test_a_missing_secrets_file_is_reported_before_serving_starts(plan: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "plan", "serve", "--plan", str(plan),
         "--no-browser", "--port", str(free_port()), "--secrets", "nowhere.toml"],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "nowhere.toml" in run.stderr


def test_an_exception_on_a_page_is_reported_in_the_language_of_the_reader(
    plan: Path, tmp_path: Path
) -> None:
    script = tmp_path / "broken.py"
    script.write_text(
        "import streamlit as st; from plan.desk.access import Forbidden\n"
        "if st.query_params.get('edit'): raise Forbidden('expired')\n"
        "raise ValueError('known to nobody')",
        encoding="utf-8",
    )
    running = serving(script, plan)
    try:
        for query, words in (("lang=en", "This page could not be displayed."),
                             ("lang=fr", "Cette page n’a pas pu être affichée."),
                             ("lang=en&edit=1", "Your session has expired")):  # fmt: skip
            with running.talk() as line:
                shown = "".join(
                    each.delta.new_element.html.body
                    for each in until_finished(messages(line, query))
                )
            assert words in shown
            assert "known to nobody" not in shown
    finally:
        printed = running.stop()
    assert "known to nobody" in printed


def until_finished(stream: Iterator[ForwardMsg]) -> Iterator[ForwardMsg]:
    for message in stream:
        yield message
        assert not message.delta.new_element.HasField("exception")
        if message.HasField("script_finished"):
            return


def rights(line: ClientConnection) -> str:
    """The access that a page declares for its reader: ``edit``, ``read`` or ``none``."""
    html = "".join(each.delta.new_element.html.body for each in until_finished(messages(line)))
    return re.findall('data-plan-access="([^"]*)"', html)[0]


def test_editing_needs_a_direct_connection_from_this_machine(served: Served, plan: Path) -> None:
    cookie = served.enter()
    with served.talk(Cookie=cookie) as line:
        assert rights(line) == "edit"
    with served.talk("localhost", f"http://localhost:{served.port}", Cookie=cookie) as line:
        assert rights(line) == "edit"
    for header in ("X_Forwarded_For", "Forwarded", "X_Forwarded_Host"):
        with served.talk(Cookie=cookie, **{header: "127.0.0.1"}) as line:
            assert rights(line) == "read"
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser",
                     "--host", "plan.example.org", "--port", plan=plan)  # fmt: skip
    try:
        with running.talk("plan.example.org") as line:
            assert rights(line) == "read"
        # A proxy that sends the name of this machine as the host cannot be recognised.
        with running.talk(Cookie=cookie) as line:
            assert rights(line) == "read"
        assert running.enter() == ""
    finally:
        assert "token" not in running.stop()


def test_without_its_link_a_page_is_read_only_and_says_how_to_get_it(served: Served) -> None:
    with served.talk() as line:
        shown = "".join(
            each.delta.new_element.html.body for each in until_finished(messages(line, "lang=en"))
        )
    assert 'data-plan-access="read"' in shown
    assert "open the link that the terminal shows" in shown
    with served.talk(Cookie=served.enter()) as line:
        assert "terminal" not in str(list(until_finished(messages(line, "lang=en"))))


def test_a_wrong_or_borrowed_cookie_gives_no_rights(served: Served) -> None:
    name, _, value = served.enter().partition("=")
    for cookie in (f"{name}={value[:-1]}", f"{name}=", f"plan-edit-1={value}", value,
                   f"{name}={'0' * 64}"):  # fmt: skip
        with served.talk(Cookie=cookie) as line:
            assert rights(line) == "read"


def test_without_a_token_whoever_is_on_this_machine_may_edit(plan: Path) -> None:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--no-token", "--port",
                     plan=plan)  # fmt: skip
    try:
        with running.talk() as line:
            assert rights(line) == "edit"
    finally:
        assert running.stop() == f"http://localhost:{running.port}\n"


def test_a_secret_that_others_can_read_is_said_at_the_start_and_not_used(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    key = tmp_path / "plan-dashboard" / "key"
    key.parent.mkdir()
    key.write_text("0" * 64, encoding="ascii")
    key.chmod(0o644)
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--port", plan=plan)
    said, link = running.stop().splitlines()
    assert str(key) in said
    assert "token=" in link
    assert key.read_text(encoding="ascii") == "0" * 64


def test_a_server_that_listens_on_all_addresses_is_read_only(plan: Path) -> None:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--address", "0.0.0.0",
                     "--port", plan=plan)  # fmt: skip
    try:
        assert running.enter() == ""
        with running.talk() as line:
            assert rights(line) == "read"
    finally:
        running.stop()


@pytest.mark.parametrize(("options", "may"), [((), "read"), (("127.0.0.1",), "edit")], ids=str)
def test_plain_streamlit_is_read_only_unless_it_listens_on_loopback(
    plan: Path, options: tuple[str, ...], may: str
) -> None:
    address = ("--server.address", *options) if options else ()
    running = Served("streamlit", "run", "dashboard.py", "--server.headless", "true",
                     *address, "--server.port", plan=plan)  # fmt: skip
    try:
        with running.talk() as line:
            assert rights(line) == may
    finally:
        running.stop()


def test_the_dashboard_also_runs_under_plain_streamlit(plan: Path) -> None:
    running = Served(
        "streamlit", "run", "dashboard.py", "--server.headless", "true",
        "--server.address", "127.0.0.1", "--server.port", plan=plan,
    )  # fmt: skip
    try:
        assert '<div id="root">' in running.get("/")[1]
        with running.talk() as line:
            stream = messages(line, "lang=en")
            opened = next(each for each in stream if each.HasField("new_session"))
            assert opened.new_session.config.gather_usage_stats is False
            assert "Water for all" in read_until(stream, "Water for all")
    finally:
        printed = running.stop()
    assert "Traceback" not in printed
