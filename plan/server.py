"""The dashboard's server: a loopback address, the page's language, and files that are watched.

Plain ``streamlit run dashboard.py`` shows the same dashboard. What needs a server of one's own is
here: the ``lang`` of the first page, a transport that does not wait 40 ms for each small message,
and a push to every open page when the plan or an article is saved.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from plan.edition import Shelf
from plan.locale import pick_language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The environment variable through which the dashboard is told which plan to show.
PLAN_FILE: Final = "PLAN_FILE"
#: Set where only passages with their context may be shown, not whole articles.
PASSAGES_ONLY: Final = "PLAN_PASSAGES_ONLY"
#: Set where this server tells open pages of a saved file, so that they need not ask.
PLAN_BELL: Final = "PLAN_BELL"
_LOOK_EVERY: Final = 0.5  # seconds
_DASHBOARD: Final = Path(__file__).parent.parent / "dashboard.py"


class PageLanguage:
    """ASGI middleware: the HTML page declares the language that the reader asked for.

    Streamlit writes ``<html lang="en">`` whatever the page's language is.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; pages of HTML get their language."""
        if scope["type"] != "http" or "/static/" in scope["path"]:
            await self.app(scope, receive, send)
            return
        language = wanted_language(scope)
        # Compressed, the page could not be changed.
        scope = {
            **scope,
            "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"],
        }
        start: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                if headers.get(b"content-type", b"").startswith(b"text/html"):
                    start = message
                    return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = body.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
            start["headers"] = [
                (name, str(len(page)).encode() if page and name == b"content-length" else value)
                for name, value in start["headers"]
            ]
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, answer)


def wanted_language(scope: Scope) -> str:
    """The language of the address, else of the browser."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang")
    if asked:
        return pick_language(asked[0])
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return pick_language(re.split(r"[,;]", accepted)[0])


def serve(plan: Path, address: str, port: int, browser: bool = True) -> None:
    """Show the dashboard of a plan until interrupted."""
    import streamlit as st
    import uvicorn
    from starlette.middleware import Middleware
    from streamlit import config

    plan = plan.resolve()
    bell = tempfile.mkdtemp(prefix="plan-")
    os.environ |= {PLAN_FILE: str(plan), PLAN_BELL: bell}
    threading.Thread(target=ring, args=(Shelf(plan), Path(bell)), daemon=True).start()
    options = {
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "server.headless": True,
        "server.address": address,
        "server.port": port,
        "server.fileWatcherType": "auto",
        "server.folderWatchList": [bell],
        # At each event Streamlit forgets all modules it watches and imports them anew, in every
        # session at once: pages fail then, and what is cached is of classes that are no more.
        "server.folderWatchBlacklist": [str(_DASHBOARD.parent)],
        "server.runOnSave": True,
        # Walking all objects after every rerun is the main cost of a small page.
        "runner.postScriptGC": False,
    }
    for name, value in options.items():
        config.set_option(name, value)
    app = st.App(str(_DASHBOARD), middleware=[Middleware(PageLanguage)])
    link = f"http://{'localhost' if address in ('127.0.0.1', '0.0.0.0', '::1') else address}:{port}"
    print(link, flush=True)
    if browser and _has_screen():
        threading.Timer(1.5, webbrowser.open, (link,)).start()
    try:
        uvicorn.run(app, host=address, port=port, log_level="warning", ws_ping_interval=30)
    finally:
        shutil.rmtree(bell, ignore_errors=True)


def trouble(address: str, port: int) -> str:
    """Why nothing can listen on that address and port, or nothing where it can."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, port), family=family).close()
    except OverflowError as error:
        return str(error)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def ring(shelf: Shelf, bell: Path) -> None:
    """Write into the watched folder ``bell`` whenever the plan or an article is saved; for ever.

    Streamlit can watch folders and then reruns every open page. Watching the folder of the plan
    itself would also watch whatever else lies there, such as a virtual environment.
    """
    stamp = shelf.stamp()
    for count in itertools.count():
        time.sleep(_LOOK_EVERY)
        if (now := shelf.stamp()) != stamp:
            stamp = now
            (bell / "rung").write_text(str(count))


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
