"""A first visit with nothing cached, on a bad mobile line: bytes, requests, and what shows when.

In: a plan. Out: a ``Visit`` for each page, and for an empty page of plain Streamlit. Chromium
counts what comes over the line, headers included, and slows the line down.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from benchmarks.browser import launched, listening
from benchmarks.pages import EMPTY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: The line: bits a second each way, and the milliseconds until an answer begins.
LINE: Final = (400_000, 400)
_PATIENCE: Final = 120_000  # milliseconds
#: What is waited for on each page, by name: an element that is visible.
_SHOWN: Final = {
    "first content": "h1",
    "application": "#root h1",
    "chart": "#root [data-testid=stVegaLiteChart] :is(svg, canvas)",
}
_PLACES: Final = {
    "overview": ("?lang=fr", ("first content", "application")),
    "indicator": ("indicator?lang=fr", ("first content", "application", "chart")),
    "empty": ("", ("application",)),
}


@dataclass
class Visit:
    """Bytes and requests of a first visit, and the seconds after which each thing was visible."""

    sizes: dict[str, float] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def size(self) -> float:
        """What came over the line, in bytes."""
        return sum(self.sizes.values())


def visits(plan: Path) -> dict[str, Visit]:
    """A first visit of each page of a plan, and of an empty page that Streamlit serves itself."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        empty = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        ours = ("-m", "plan", "serve", "--no-browser", "--no-token", "--plan", str(plan), "--port")
        theirs = ("-m", "streamlit", "run", str(empty), "--server.headless", "true",
                  "--server.fileWatcherType", "none", "--server.port")  # fmt: skip
        port = stack.enter_context(listening(*ours)).port
        floor = stack.enter_context(listening(*theirs)).port
        browser = launched(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        found = {}
        for name, (place, awaited) in _PLACES.items():
            url = f"http://127.0.0.1:{floor if name == 'empty' else port}/{place}"
            _visit(browser, url, awaited, None)  # the server compresses each file once
            found[name] = _visit(browser, url, awaited, LINE)
        return found


def _visit(
    browser: Browser, url: str, awaited: tuple[str, ...], line: tuple[int, int] | None
) -> Visit:
    context = browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        visit, open_requests = Visit(), set[str]()
        devtools = context.new_cdp_session(page)

        def begun(event: dict[str, Any]) -> None:
            if event["request"]["url"].startswith("http"):
                open_requests.add(event["requestId"])

        def ended(event: dict[str, Any]) -> None:
            if event["requestId"] in open_requests:
                open_requests.remove(event["requestId"])
                visit.sizes[event["requestId"]] = event.get("encodedDataLength", 0)

        devtools.on("Network.requestWillBeSent", begun)
        devtools.on("Network.loadingFinished", ended)
        devtools.on("Network.loadingFailed", ended)
        devtools.send("Network.enable")
        if line is not None:
            bits, latency = line
            conditions = {"offline": False, "latency": latency, "downloadThroughput": bits / 8,
                          "uploadThroughput": bits / 8}  # fmt: skip
            devtools.send("Network.emulateNetworkConditions", conditions)
        start = perf_counter()
        page.goto(url, wait_until="commit", timeout=_PATIENCE)
        for what in awaited:
            page.wait_for_selector(f"{_SHOWN[what]} >> visible=true", timeout=_PATIENCE)
            visit.seconds[what] = perf_counter() - start
        still = 0
        while still < 8:  # what a page shows may ask for more, some seconds later
            page.wait_for_timeout(500)
            still = 0 if open_requests else still + 1
        return visit
    finally:
        context.close()
