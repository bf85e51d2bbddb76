"""The dashboard's server: a loopback address, the page's language, and files that are watched.

Plain ``streamlit run dashboard.py`` shows the same dashboard. What needs a server of one's own is
here: what ``gate`` and ``delivery`` do to requests and answers, a word for monitors, a transport
that does not wait 40 ms for each small message, and a push to every open page when the plan or an
article is saved.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plan.access import WHY_NOT, Forbidden
from plan.articles import LARGEST_ARTICLE
from plan.delivery import PageLanguage, Pressed
from plan.gate import Guarded, Hosts, Known, Sizes, admitted, policy
from plan.latest import LatestEdition
from plan.locale import pick_language, say_in
from plan.saving import watch

if TYPE_CHECKING:
    import streamlit as st
    from starlette.requests import Request
    from starlette.responses import JSONResponse

#: The environment variable through which the dashboard is told which plan to show.
PLAN_FILE: Final = "PLAN_FILE"
#: Set where only passages with their context may be shown, not whole articles.
PASSAGES_ONLY: Final = "PLAN_PASSAGES_ONLY"
#: Set where this server tells open pages of a saved file, so that they need not ask.
PLAN_BELL: Final = "PLAN_BELL"
#: Set where the server answers to names of its own, so that something stands in front of it.
PLAN_FRONTED: Final = "PLAN_FRONTED"
_LOOK_EVERY: Final = 0.5  # seconds
_DASHBOARD: Final = Path(__file__).parent.parent / "dashboard.py"
_SCRIPT: Final = Path(__file__).parent / "pages" / "page.js"


def serve(
    plan: Path,
    address: str,
    port: int,
    browser: bool = True,
    *,
    pages: Iterable[str] = (),
    hosts: Iterable[str] = (),
    secrets: Path | None = None,
) -> None:
    """Show the dashboard of a plan until interrupted.

    ``pages``: the last parts of its addresses, beside its first page; any other is not found.
    ``hosts``: names it answers to beside those of this machine. ``secrets``: the file that sets up
    signing in, instead of the places where Streamlit looks.
    """
    import uvicorn
    from streamlit import config

    plan = plan.resolve()
    bell = tempfile.mkdtemp(prefix="plan-")
    names = admitted(address, hosts := tuple(hosts))
    os.environ |= {PLAN_FILE: str(plan), PLAN_BELL: bell, PLAN_FRONTED: "true" if hosts else ""}
    shelf = LatestEdition(plan)
    threading.Thread(target=ring, args=(shelf, Path(bell)), daemon=True).start()
    options: dict[str, Any] = {
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "server.headless": True,
        "server.address": address,
        "server.port": port,
        "server.maxUploadSize": LARGEST_ARTICLE // 2**20,
        "server.fileWatcherType": "auto",
        "server.folderWatchList": [bell],
        # At each event Streamlit forgets all modules it watches and imports them anew, in every
        # session at once: pages fail then, and what is cached is of classes that are no more.
        "server.folderWatchBlacklist": [str(_DASHBOARD.parent)],
        "server.runOnSave": True,
        # Walking all objects after every rerun is the main cost of a small page.
        "runner.postScriptGC": False,
    }
    if secrets is not None:
        options["secrets.files"] = [str(secrets.resolve())]
    for name, value in options.items():
        config.set_option(name, value)
    app = _application(shelf, names, frozenset(pages))
    link = f"http://{'localhost' if address in ('127.0.0.1', '0.0.0.0', '::1') else address}:{port}"
    print(link, flush=True)
    if browser and _has_screen():
        threading.Timer(1.5, webbrowser.open, (link,)).start()
    try:
        uvicorn.run(
            app, host=address, port=port, log_level="warning", ws_ping_interval=30,
            server_header=False, proxy_headers=False,
        )  # fmt: skip
    finally:
        shutil.rmtree(bell, ignore_errors=True)


def _application(
    shelf: LatestEdition, names: frozenset[str] | None, pages: frozenset[str]
) -> st.App:
    """Streamlit with all that stands before it."""
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.routing import Route

    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    script = _SCRIPT.read_text(encoding="utf-8")

    def health(request: Request) -> JSONResponse:
        from starlette.responses import JSONResponse

        return JSONResponse(condition(shelf), headers={"Cache-Control": "no-store"})

    return st.App(
        str(_DASHBOARD),
        routes=[Route("/healthz", health)],
        middleware=[
            Middleware(Guarded, policy=policy(index, [script])),
            Middleware(Hosts, names=names),
            Middleware(Known, pages=pages | {"", "healthz"} if pages else pages),
            Middleware(Sizes, limit=LARGEST_ARTICLE),
            Middleware(Pressed),
            Middleware(PageLanguage),
        ],
        on_script_error=apologise,
    )


def condition(shelf: LatestEdition) -> dict[str, str]:
    """What a monitor is told: that the server answers, and whether its plan can be read.

    A plan with errors is no failure of the server, which goes on showing the last sound one.
    """
    latest, sound = shelf.look()
    if latest.plan is not None:
        return {"status": "ok", "plan": "sound"}
    return {"status": "ok", "plan": "errors", "shown": "nothing" if sound is None else "last sound"}


def apologise(error: Exception) -> bool:
    """Say in the reader's language that a page failed; Streamlit has logged why."""
    import streamlit as st

    say = say_in(pick_language(st.query_params.get("lang") or st.context.locale))
    if isinstance(error, Forbidden) and error.reason:
        st.html(f'<p class="plan-alert" role="alert">{escape(say(WHY_NOT[error.reason]))}</p>')
        return True
    told = say(
        "This page could not be shown. The server has noted why; the other pages still work."
    )
    st.html(f'<p class="plan-alert" role="alert">{escape(told)}</p>')
    return True


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


def ring(shelf: LatestEdition, bell: Path) -> None:
    """Write into the watched folder ``bell`` whenever the plan or an article is saved; for ever.

    Streamlit can watch folders and then reruns every open page. Watching the folder of the plan
    itself would also watch whatever else lies there, such as a virtual environment.
    """
    stamp = shelf.stamp()
    for count in itertools.count():
        time.sleep(_LOOK_EVERY)
        if (now := shelf.stamp()) != stamp:
            stamp = now
            # What was saved in a text editor is entered as it comes, each change by itself.
            watch(shelf.path, datetime.now().astimezone())
            with contextlib.suppress(OSError):  # temporary folders are cleared now and then
                bell.mkdir(exist_ok=True)
                (bell / "rung").write_text(str(count))


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
