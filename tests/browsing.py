"""What the tests in real Chromium share: a dashboard that is served, readers, what axe finds."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

if CHROMIUM is None:
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing, and CI must not skip the browser tests", pytrace=False)
    pytest.skip("Chromium is not installed", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

PATIENCE = 60_000  # milliseconds: machines are busy
expect.set_options(timeout=PATIENCE)


class Served:
    """A dashboard served for a copy of the real plan, which a test may edit."""

    def __init__(
        self, folder: Path, plain: bool = False, options: tuple[str, ...] = (), first: str = "",
        port: int = 0,
    ) -> None:  # fmt: skip
        self.plan = folder / "indicators.yaml"
        if not self.plan.exists():
            shutil.copytree(ROOT / "seeds", folder / "seeds")
            shutil.copy(ROOT / "indicators.yaml", self.plan)
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", port))
            port = free.getsockname()[1]
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "plan", "serve", "--port", str(port), "--no-browser",
                   "--plan", str(self.plan), *options]  # fmt: skip
        if first:  # run before the command, in its process
            started = "from plan.cli.main import main; sys.exit(main(sys.argv[1:]))"
            run = f"import sys; {first}; {started}"
            command = [sys.executable, "-c", run, *command[3:]]
        if plain:
            command = [sys.executable, "-m", "streamlit", "run", "dashboard.py",
                       "--server.port", str(port), "--server.headless", "true",
                       "--server.address", "127.0.0.1"]  # fmt: skip
        environment = {**os.environ, "PLAN_FILE": str(self.plan)}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(lambda: urllib.request.urlopen(f"{self.url}/_stcore/health").status == 200, 60)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def edit(self, before: str, after: str) -> None:
        text = self.plan.read_text(encoding="utf-8")
        assert before in text
        self.plan.write_text(text.replace(before, after, 1), encoding="utf-8")


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    dashboard = Served(tmp_path_factory.mktemp("served"))
    yield dashboard
    dashboard.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic",
                  "--no-first-run", "--disable-background-networking", "--disable-sync",
                  "--disable-component-update"],
        )  # fmt: skip
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages as one reader: language, width and theme of the browser as asked."""
    contexts = []

    def open_page(
        url: str, locale: str = "fr-FR", width: int = 1280, height: int = 1600, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        settled(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def address(page: Page) -> str:
    # Asked of the page itself: what Playwright remembers may be one event behind.
    return str(page.evaluate("location.href"))


def settled(page: Page) -> None:
    """Wait until the page has stood still for a moment: a run begins some time after a press."""
    page.wait_for_selector(".plan-footer, .plan-alert")
    still = 0
    while still < 5:
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_timeout(100)
        state = page.get_attribute("[data-testid=stApp]", "data-test-script-state")
        still = still + 1 if state == "notRunning" else 0


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}})
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
