"""The first view of a page in Chromium, with that of an empty page of the same server.

In: plans. Out: seconds of wall-clock time from the request until the script has run and the heading
is there, in a fresh browser context each time.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.pages import EMPTY
from benchmarks.rounds import ROOT, Samples, rounds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

#: An empty page with the navigation of a multi-page site, whose code Streamlit loads on demand.
EMPTY_SITE = """\
import streamlit as st

page = st.Page(lambda: st.title("Plan"), title="Plan", url_path="plan", default=True)
st.navigation([page], position="top").run()
"""
CHROMIUM = Path("/usr/bin/chromium")
_SERVE = (
    "import sys; from pathlib import Path; from plan.server import serve as server; "
    "server._DASHBOARD = Path(sys.argv[1]); server.serve(Path(sys.argv[2]), '127.0.0.1', "
    "int(sys.argv[3]), browser=False)"
)
_RAN = "[data-testid=stApp][data-test-script-state=notRunning]"


def first_views(plans: dict[str, Path], count: int) -> Samples:
    """Seconds to the first view of each plan's overview, of an empty page and an empty site."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        some = next(iter(plans.values()))
        ports = {}
        for name, script in {"empty": EMPTY, "site": EMPTY_SITE}.items():
            path = folder / f"{name}.py"
            path.write_text(script, encoding="utf-8")
            ports[name] = stack.enter_context(served(path, some)).port
        for name, plan in plans.items():
            ports[name] = stack.enter_context(served(ROOT / "dashboard.py", plan)).port
        browser = launched(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)

        def view(name: str) -> float:
            context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
            try:
                page = context.new_page()
                begun = perf_counter()
                page.goto(f"http://127.0.0.1:{ports[name]}/?on=2026-06-30", wait_until="commit")
                page.wait_for_selector("h1", timeout=120_000)
                page.wait_for_selector(_RAN, timeout=120_000)
                return perf_counter() - begun
            finally:
                context.close()

        return rounds(count, {name: lambda name=name: view(name) for name in ports})


def launched(playwright: Playwright) -> Browser:
    """Debian's Chromium if it is there, else Playwright's own."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM if CHROMIUM.exists() else None,
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    )


class Server(NamedTuple):
    """A server on this machine: its port and process id."""

    port: int
    process: int


@contextmanager
def served(script: Path, plan: Path) -> Iterator[Server]:
    """Run our server in a process of its own, with a Streamlit script and a plan."""
    with listening("-c", _SERVE, str(script), str(plan)) as server:
        yield server


@contextmanager
def listening(*command: str) -> Iterator[Server]:
    """Run a Python command that serves on the port which is added to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    with subprocess.Popen(
        [sys.executable, *command, str(port)], cwd=ROOT, stdout=quiet, stderr=quiet, env=environment
    ) as server:
        try:
            for _ in range(600):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                        break
                except OSError:
                    time.sleep(0.1)
            yield Server(port, server.pid)
        finally:
            server.terminate()
