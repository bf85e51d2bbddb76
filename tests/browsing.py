"""Shared by the tests in Chromium: a served dashboard, pages opened in a browser, and axe."""

from __future__ import annotations

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

if CHROMIUM is None:
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing, and CI must not skip the browser tests", pytrace=False)
    pytest.skip("Chromium is not installed", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from plan_files import ROOT, write_plan  # noqa: E402
from playwright.sync_api import (  # noqa: E402
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

PATIENCE = 60_000  # milliseconds; generous, because a test machine may be busy
expect.set_options(timeout=PATIENCE)

#: Added to every page: ``planSettled(milliseconds)`` resolves when no script run is pending or
#: in progress and nothing has changed in the page for a moment. A BackMsg with field 11 requests a
#: run; a ForwardMsg with field 6 ends it, unless its value is 2: ended early for a rerun.
WATCH = """(() => {
  let waiting = false, leaving = false, changes = 0
  const endsRun = bytes => {
    let at = 0
    const varint = () => {
      let value = 0
      for (let scale = 1; at < bytes.length; scale *= 128) {
        const byte = bytes[at++]
        value += (byte & 127) * scale
        if (byte < 128) break
      }
      return value
    }
    while (at < bytes.length) {
      const tag = varint(), value = varint()
      if (tag === (6 << 3)) return value !== 2
      if ((tag & 7) === 2) at += value
    }
    return false
  }
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given)
      this.addEventListener("close", () => { waiting = false })
      this.addEventListener("message", ({data}) => {
        changes += 1
        if (data instanceof ArrayBuffer && endsRun(new Uint8Array(data))) waiting = false
      })
    }
    send(data) {
      changes += 1
      if (data instanceof Uint8Array && data[0] === (11 << 3 | 2)) waiting = true
      super.send(data)
    }
  }
  navigation.addEventListener("navigate", event => {
    if (!event.destination.sameDocument && event.downloadRequest === null) leaving = true
  })
  navigation.addEventListener("navigateerror", () => { leaving = false })
  new MutationObserver(() => { changes += 1 }).observe(
    document, {attributes: true, characterData: true, childList: true, subtree: true})
  window.planSettled = async patience => {
    const end = performance.now() + patience
    const pause = () => new Promise(go => setTimeout(go, 20))
    for (let still = 0; still < 5;) {
      if (performance.now() > end) throw new Error("the page does not come to rest")
      const before = changes
      await pause()
      const app = document.querySelector("[data-testid=stApp]")
      const quiet = app?.dataset.testScriptState === "notRunning" && changes === before
      still = quiet && !waiting && !leaving ? still + 1 : 0
    }
  }
})()"""


class Served:
    """A dashboard served for a copy of the real plan, which a test may edit; or for none.

    ``links``: what each server printed for whoever edits, by its port.
    """

    links: ClassVar[dict[int | None, str]] = {}

    def __init__(
        self, folder: Path, plain: bool = False, options: tuple[str, ...] = (), first: str = "",
        port: int = 0, written: bool = True,
    ) -> None:  # fmt: skip
        self.plan = folder / "indicators.yaml"
        if written and not self.plan.exists():
            write_plan(folder, ROOT)
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
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True,
        )  # fmt: skip
        if not plain and self.process.stdout:
            self.links[port] = self.process.stdout.readline().strip()
        until(lambda: urllib.request.urlopen(f"{self.url}/_stcore/health").status == 200, 60)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def restore(self) -> None:
        """Restore the copy of the plan, and delete the files that were saved beside it."""
        folder = self.plan.parent
        for path in (*folder.glob("*.jsonl"), *folder.joinpath("seeds").iterdir()):
            if not (ROOT / path.relative_to(folder)).exists():
                path.unlink()
        self.plan.write_bytes((ROOT / "indicators.yaml").read_bytes())

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
        time.sleep(0.02)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    dashboard = Served(tmp_path_factory.mktemp("served"))
    yield dashboard
    dashboard.stop()


def enter(context: BrowserContext, url: str) -> None:
    """Open the link that the server of an address printed, as whoever started it does."""
    parts = urlsplit(url)
    query = urlsplit(Served.links.get(parts.port, "")).query
    known = {each.get("name") for each in context.cookies(url)}  # of all ports of the name
    if query and f"plan-edit-{parts.port}" not in known:
        link = parts._replace(path="/", query=query, fragment="")
        context.request.get(link.geturl(), max_redirects=0)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic",
              "--no-first-run", "--disable-background-networking", "--disable-sync",
              "--disable-component-update"],
    )  # fmt: skip


def new_context(
    browser: Browser, locale: str = "fr-FR", width: int = 1280, height: int = 1600,
    dark: bool = False,
) -> BrowserContext:  # fmt: skip
    """A context with long timeouts, whose pages ``settled`` can wait for."""
    context = browser.new_context(
        locale=locale,
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    return context


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright's event loop would prevent asyncio.run.
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def context_of(browser: Browser) -> Callable[..., BrowserContext]:
    """One context per module for each language, size and theme, so that pages share its cache."""
    return functools.cache(functools.partial(new_context, browser))


@pytest.fixture
def reader(context_of: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """A function that opens a page with the given language, size and theme, for an editor."""
    pages = []

    def open_page(url: str, locale: str = "fr-FR", **options: Any) -> Page:
        page = context_of(locale, **options).new_page()
        pages.append(page)
        enter(page.context, url)
        page.goto(url)
        settled(page)
        return page

    yield open_page
    for page in pages:
        page.close()


def address(page: Page) -> str:
    # Read from the page itself: ``page.url`` may lag one event behind.
    return str(page.evaluate("location.href"))


def settled(page: Page) -> None:
    """Wait until the page is drawn and no run of its script is pending or in progress."""
    for last in (False, False, True):
        try:
            page.wait_for_selector(".plan-footer, .plan-alert")
            page.evaluate("patience => planSettled(patience)", PATIENCE)
            return
        except Error as error:  # another page is being opened
            if last or "context was destroyed" not in str(error):
                raise


def violations(page: Page) -> list[str]:
    """The violations of WCAG 2.2, levels A and AA, that axe finds."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}})
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
