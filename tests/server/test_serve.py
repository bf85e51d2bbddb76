"""The server: what it answers and refuses, loopback, silence, and changes that are notified."""

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


def test_a_name_that_leads_nowhere_hides_no_change_of_an_article(copied: Path) -> None:
    """As an editor leaves one beside each file that is open."""
    (copied.parent / "seeds" / ".#notes.txt").symlink_to("awa@desk.1234")
    shelf = LatestEdition(copied)
    stamp = shelf.stamp()
    (copied.parent / "seeds" / "003_tribune.txt").write_text("Autre chose.", encoding="utf-8")
    assert shelf.stamp() != stamp


def test_a_save_of_the_plan_or_of_an_article_is_notified_once(
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


# --- A real server -------------------------------------------------------------------------------


class Served:
    """A server of a plan in a process of its own."""

    def __init__(self, *module: str, plan: Path, command: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        settings = {"PLAN_FILE": str(plan)} if "streamlit" in module else {}
        self.process = subprocess.Popen(
            [sys.executable, *(command or ("-m", *module)), str(self.port)],
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
            if found.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            return {name.lower(): value for name, value in found.headers.items()}, body.decode()

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer, whatever it is."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)
            found = line.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return found.status, told, found.read().decode(errors="replace")
        finally:
            line.close()

    def talk(
        self, name: str = "127.0.0.1", origin: str | None = None, session: str = "", **headers: str
    ) -> ClientConnection:
        """What a browser opens behind the page, by a name, from a page of an origin.

        With ``session``, the id of one whose connection was lost, it is taken up again.
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
        """Whether a connection is opened, or refused before it is one."""
        try:
            with self.talk(name, origin):
                return True
        except InvalidStatus:
            return False

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
    return write_plan(tmp_path_factory.mktemp("served"), SENEGAL)


@pytest.fixture(scope="module")
def served(plan: Path) -> Iterator[Served]:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", "--port", plan=plan)
    yield running
    told = running.stop()
    assert "Traceback" not in told
    assert told.splitlines()[0] == f"http://localhost:{running.port}"


def test_the_served_page_declares_its_language_at_every_address(served: Served) -> None:
    for path in ("/", "/axis", "/indicator?indicator=E1"):
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
    """Our server with another script than the dashboard."""
    given = f"Path({str(secrets)!r})" if secrets else "None"
    run = (
        "import sys; from pathlib import Path; from plan.server import serve as server; "
        f"server._DASHBOARD = Path({str(script)!r}); server._LOOK_EVERY = 0.05; "
        f"server.serve(Path({str(plan)!r}), '127.0.0.1', int(sys.argv[1]), browser=False, "
        f"secrets={given})"
    )
    return Served(command=("-c", run), plan=plan)


def test_a_page_in_the_middle_of_a_run_ends_it_and_shows_the_change_by_the_next(
    tmp_path: Path,
) -> None:
    script, plan = tmp_path / "slow.py", tmp_path / "indicators.yaml"
    script.write_text(SLOW, encoding="utf-8")
    plan.write_text("# first", encoding="utf-8")
    running = serving(script, plan)
    try:
        with running.talk() as line:
            told = messages(line)
            next(each for each in told if each.delta.new_element.text.body == "read")
            plan.write_text("# second", encoding="utf-8")
            runs: list[list[str]] = [[]]
            for message in told:
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


def test_a_change_of_the_secrets_shows_on_open_pages(plan: Path, tmp_path: Path) -> None:
    script, secrets = tmp_path / "secrets.py", tmp_path / "secrets.toml"
    script.write_text("import streamlit as st; st.text(st.secrets.plan.word)", encoding="utf-8")
    secrets.write_text("[plan]\nword = 'first'\n", encoding="utf-8")
    running = serving(script, plan, secrets)
    try:
        with running.talk() as line:
            told = messages(line)
            until_told(told, "first")
            secrets.write_text("[plan]\nword = 'second'\n", encoding="utf-8")
            until_told(told, "second")
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


def test_no_session_has_a_file_watcher_also_after_its_connection_was_lost(
    plan: Path, tmp_path: Path
) -> None:
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


def test_a_monitor_tells_the_server_from_its_plan(served: Served, plan: Path) -> None:
    status, headers, told = served.ask("/healthz")
    assert (status, json.loads(told)) == (200, {"status": "ok", "plan": "sound"})
    assert headers["cache-control"] == "no-store"
    good = plan.read_text(encoding="utf-8")
    plan.write_text("plan: [", encoding="utf-8")
    try:
        status, _, told = served.ask("/healthz")
        assert status == 200
        assert json.loads(told) == {"status": "ok", "plan": "errors", "shown": "last sound"}
    finally:
        plan.write_text(good, encoding="utf-8")
    assert json.loads(served.ask("/healthz")[2])["plan"] == "sound"


def test_a_plan_that_never_could_be_read_is_told_so(tmp_path: Path) -> None:
    assert serve.health(LatestEdition(tmp_path / "none.yaml")) == {
        "status": "ok", "plan": "errors", "shown": "nothing",
    }  # fmt: skip


def test_every_answer_carries_a_security_policy(served: Served) -> None:
    for path in ("/", "/axis", "/healthz", "/nowhere", "/_stcore/health", "/favicon.png"):
        _, headers, _ = served.ask(path)
        assert (
            "'unsafe-inline'"
            not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_unknown_addresses_are_not_found_and_known_ones_are(served: Served) -> None:
    for path in ("/nowhere", "/axis/nowhere", "/.env", "/overview"):
        status, _, page = served.ask(path, Accept_Language="en")
        assert status == 404
        assert "There is no such page" in page
    for name in PAGES:
        assert served.ask("/" if name == "overview" else f"/{name}")[0] == 200


def test_a_request_by_another_name_is_refused(served: Served) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example"):
        status, headers, page = served.ask("/", Host=f"{host}:{served.port}")
        assert status == 400
        assert "<h1>Cette adresse n’est pas servie</h1>" in page
        assert headers["x-frame-options"] == "DENY"
        assert not served.opens(host)
    assert served.opens("localhost")
    assert served.ask("/", Host=f"localhost:{served.port}")[0] == 200


def test_a_page_of_another_site_opens_no_connection(served: Served) -> None:
    for origin in ("https://evil.example", "http://localhost:3000", "null"):
        assert not served.opens(origin=origin)
    assert served.opens(origin=f"http://127.0.0.1:{served.port}")


def test_a_body_that_says_to_be_too_large_is_refused(served: Served) -> None:
    size = str(LARGEST_ARTICLE + 2 * 2**20)
    status, _, page = served.ask("/_stcore/upload_file/a/b", "PUT", b"", Content_Length=size)
    assert status == 413
    assert "20\u00a0Mo" in page


def upload(served: Served, session: str, size: int) -> str:
    """What is answered to a file of that size, sent in pieces without saying how large it is."""
    _, headers, _ = served.ask("/_stcore/health")
    token = re.findall(r"_streamlit_xsrf=([^;]+)", headers["set-cookie"])[0]
    head = (
        f"PUT /_stcore/upload_file/{session}/file HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: _streamlit_xsrf={token}\r\nX-Xsrftoken: {token}\r\nConnection: close\r\n"
        "Transfer-Encoding: chunked\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    pieces = [b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n']
    pieces += [b"x" * 2**16] * (size // 2**16)
    pieces += [b"\r\n--b--\r\n"]
    answer = b""
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as line:
        # The server may close before it has all: what it answered is read all the same.
        with contextlib.suppress(OSError):
            line.sendall(head.encode())
            for piece in pieces:
                line.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
            line.sendall(b"0\r\n\r\n")
        with contextlib.suppress(OSError):
            while received := line.recv(2**16):
                answer += received
    return answer.decode()


def test_a_body_that_turns_out_too_large_is_refused(served: Served) -> None:
    with served.talk() as line:
        opened = next(each for each in messages(line) if each.HasField("new_session"))
        session = opened.new_session.initialize.session_id
        assert upload(served, session, LARGEST_ARTICLE).startswith("HTTP/1.1 204")
        refused = upload(served, session, LARGEST_ARTICLE + 2 * 2**20)
    assert refused.startswith("HTTP/1.1 413")
    assert "20\u00a0Mo" in refused


def test_text_arrives_compressed(served: Served) -> None:
    _, page = served.get("/")
    script = "/" + re.findall(r'src="\./(static/js/[^"]+)"', page)[0]
    for path in ("/", script):
        plain = served.ask(path, Accept_Encoding="identity")[1]
        headers, text = served.get(path, Accept_Encoding="gzip")
        assert headers["content-encoding"] == "gzip"
        assert int(headers["content-length"]) < int(plain["content-length"]) / 2
        assert text == served.get(path, Accept_Encoding="identity")[1]


def test_other_names_are_answered_to_where_they_are_given(plan: Path) -> None:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser",
                     "--host", "plan.example.org", "--port", plan=plan)  # fmt: skip
    try:
        assert running.ask("/", Host="plan.example.org")[0] == 200
        origin = f"https://plan.example.org:{running.port}"
        assert running.opens("plan.example.org", origin)
        assert running.ask("/", Host="evil.example")[0] == 400
    finally:
        running.stop()


def test_secrets_that_are_not_there_are_told_before_anything_is_served(plan: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "plan", "serve", "--plan", str(plan),
         "--no-browser", "--port", str(free_port()), "--secrets", "nowhere.toml"],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert "nowhere.toml" in told.stderr


def test_a_page_that_fails_says_so_in_the_reader_s_language(plan: Path, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(
        "import streamlit as st; from plan.desk.access import Forbidden\n"
        "if st.query_params.get('edit'): raise Forbidden('expired')\n"
        "raise ValueError('known to nobody')",
        encoding="utf-8",
    )
    running = serving(script, plan)
    try:
        for query, words in (("lang=en", "This page could not be shown."),
                             ("lang=fr", "Cette page n’a pas pu être affichée."),
                             ("lang=en&edit=1", "Your sign-in has expired")):  # fmt: skip
            with running.talk() as line:
                told = "".join(
                    each.delta.new_element.html.body
                    for each in until_finished(messages(line, query))
                )
            assert words in told
            assert "known to nobody" not in told
    finally:
        printed = running.stop()
    assert "known to nobody" in printed


def until_finished(told: Iterator[ForwardMsg]) -> Iterator[ForwardMsg]:
    for message in told:
        yield message
        assert not message.delta.new_element.HasField("exception")
        if message.HasField("script_finished"):
            return


def rights(line: ClientConnection) -> str:
    """What a page says that its reader may do."""
    told = "".join(each.delta.new_element.html.body for each in until_finished(messages(line)))
    return re.findall('data-plan-access="([^"]*)"', told)[0]


def test_editing_is_for_this_machine_with_nothing_in_between(served: Served, plan: Path) -> None:
    with served.talk() as line:
        assert rights(line) == "edit"
    with served.talk("localhost", f"http://localhost:{served.port}") as line:
        assert rights(line) == "edit"
    for header in ("X_Forwarded_For", "Forwarded", "X_Forwarded_Host"):
        with served.talk(**{header: "127.0.0.1"}) as line:
            assert rights(line) == "read"
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser",
                     "--host", "plan.example.org", "--port", plan=plan)  # fmt: skip
    try:
        with running.talk("plan.example.org") as line:
            assert rights(line) == "read"
        # A proxy that gives it the name of this machine may hide that it is there.
        with running.talk() as line:
            assert rights(line) == "read"
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("options", "may"),
    [(("--address", "0.0.0.0"), "read"), (("--address", "127.0.0.1"), "edit")], ids=str,
)  # fmt: skip
def test_a_server_that_listens_elsewhere_is_read_only(
    plan: Path, options: tuple[str, ...], may: str
) -> None:
    running = Served("plan", "serve", "--plan", str(plan), "--no-browser", *options,
                     "--port", plan=plan)  # fmt: skip
    try:
        with running.talk() as line:
            assert rights(line) == may
    finally:
        running.stop()


@pytest.mark.parametrize(("options", "may"), [((), "read"), (("127.0.0.1",), "edit")], ids=str)
def test_plain_streamlit_is_read_only_unless_it_listens_on_this_machine_alone(
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
