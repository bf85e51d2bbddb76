"""The dashboard's server: Streamlit behind middleware, with a health check and change notification.

In: the path of a plan's file, address and port. Out: a running server. Plain ``streamlit run
dashboard.py`` shows the same dashboard; this server adds the middleware of ``security`` and
``delivery``, the health check ``/healthz``, a transport without the delay of 40 ms for small
messages, and a rerun of every open page when the plan or an article is saved.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
import tomllib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from plan.articles.library import LARGEST_ARTICLE
from plan.desk.access import WHY_NOT, Forbidden
from plan.desk.disk import real_path
from plan.desk.saving import record_outside_changes
from plan.edition.latest import LatestEdition
from plan.locale.translation import pick_language, say_in
from plan.server.admission import Admission
from plan.server.bounds import DEFAULT_BOUNDS, Bounds, raise_file_limit
from plan.server.delivery import Compression
from plan.server.fonts import SmallerFonts
from plan.server.link import EditLink, LinkOpened
from plan.server.opening import browsing
from plan.server.page import PAGE_SCRIPT, FirstPaint, PageRequest, Pages, paint_nothing
from plan.server.reruns import PageReruns, drop_file_watchers
from plan.server.rights import EditorsOnly, Rights, UploadBound, read_only
from plan.server.security import (
    AllowedHosts,
    BodyLimit,
    KnownPaths,
    SecurityHeaders,
    allowed_hosts,
    content_security_policy,
)

if TYPE_CHECKING:
    import streamlit as st
    from starlette.requests import Request
    from starlette.responses import JSONResponse

#: The environment variable that names the plan to show.
PLAN_FILE: Final = "PLAN_FILE"
#: If set, passages are shown with their context only, never whole articles.
PASSAGES_ONLY: Final = "PLAN_PASSAGES_ONLY"
#: If set, this server reruns open pages after a save, and they need not poll.
SERVER_NOTIFIES: Final = "PLAN_SERVER_NOTIFIES"
#: If set, the server answers to given host names, so there is a reverse proxy.
PLAN_FRONTED: Final = "PLAN_FRONTED"
#: If set, the name and digest of the cookie that whoever edits without signing in must send.
EDIT_COOKIE: Final = "PLAN_EDIT_COOKIE"
#: What a page of those who may edit sends at most at a time: a pasted article, as uploaded ones.
LARGEST_MESSAGE: Final = LARGEST_ARTICLE + 4 * 2**20
_LOOK_EVERY: Final = 0.5  # seconds
_DASHBOARD: Final = Path(__file__).parents[2] / "dashboard.py"
#: The settings of Streamlit that hold for every server: the theme, no statistics, no error details.
_SETTINGS: Final = _DASHBOARD.parent / ".streamlit" / "config.toml"
_SCRIPT: Final = Path(__file__).parents[1] / "ui" / "page.js"


def serve(
    plan: Path,
    address: str,
    port: int,
    browser: bool = True,
    *,
    pages: Iterable[str] = (),
    paint: Callable[[PageRequest], FirstPaint] = paint_nothing,
    hosts: Iterable[str] = (),
    secrets: Path | None = None,
    link: EditLink | None = None,
    rights: Rights = read_only,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> None:
    """Serve the dashboard of a plan until interrupted.

    ``browser``: open it in the browser of this machine. ``pages``: the paths of its pages except
    the first, without a slash; other paths are answered with 404; without any, all are served.
    ``paint``: makes the first paint of a page, in a thread of its own. ``hosts``: host names to
    answer to besides those of this machine. ``secrets``: the file that configures signing in,
    instead of Streamlit's default places. ``link``: what whoever edits without signing in must have
    opened; without one, it is enough to be on this machine. ``rights``: from the headers of a
    request to what may be done by whoever sends it. ``bounds``: how much is taken from visitors.
    """
    import uvicorn
    from streamlit import config

    from plan.server.connections import http_protocol, websocket_protocol

    plan = real_path(plan)
    names = allowed_hosts(address, hosts := tuple(hosts))
    os.environ |= {
        PLAN_FILE: str(plan),
        SERVER_NOTIFIES: "true",
        PLAN_FRONTED: "true" if hosts else "",
        EDIT_COOKIE: str(link.cookie) if link else "",
    }
    options: dict[str, Any] = {
        # Streamlit itself reads them only where it is started beside them.
        **dict(_options(tomllib.loads(_SETTINGS.read_text(encoding="utf-8")))),
        "server.headless": True,
        "server.address": address,
        "server.port": port,
        "server.maxUploadSize": LARGEST_ARTICLE // 2**20,
        "server.fileWatcherType": "none",
        "server.maxWidgetStateSize": LARGEST_MESSAGE // 2**20,
        # A full garbage collection after every rerun is the main cost of a small page.
        "runner.postScriptGC": False,
    }
    if secrets is not None:
        options["secrets.files"] = [str(real_path(secrets))]
    for name, value in options.items():
        config.set_option(name, value)
    # It would warn at every download that is made on demand.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel("ERROR")
    drop_file_watchers()
    files = raise_file_limit()
    bounds = bounds.within(files)
    app = _application(
        LatestEdition(plan), names, frozenset(pages), paint, link, rights, bounds, files
    )
    shown = (
        f"http://{'localhost' if address in ('127.0.0.1', '0.0.0.0', '::1') else address}:{port}"
    )
    if link and not _signs_in():
        shown = link.opening(shown)
    print(shown, flush=True)
    with browsing(shown) if browser else nullcontext():
        uvicorn.run(
            app, host=address, port=port, log_level="warning", ws_ping_interval=30,
            ws_max_size=LARGEST_MESSAGE, server_header=False, proxy_headers=False,
            http=http_protocol(bounds, fronted=bool(hosts)), ws=websocket_protocol(bounds, rights),
            use_colors=False,
        )  # fmt: skip


def _signs_in() -> bool:
    """Whether signing in is set up, so that no link is of use."""
    import streamlit as st

    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _options(settings: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, Any]]:
    """The options in a file of settings, each with its full name: *theme.light.textColor*."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _options(value, f"{section}{name}.")
        else:
            yield f"{section}{name}", value


def _application(
    cache: LatestEdition,
    names: frozenset[str] | None,
    pages: frozenset[str],
    paint: Callable[[PageRequest], FirstPaint],
    link: EditLink | None,
    rights: Rights,
    bounds: Bounds,
    files: int | None,
) -> st.App:
    """Streamlit with its middleware; the outermost comes first."""
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.routing import Route

    from plan.server.sessions import held_bytes, opened_by

    static = Path(st.__file__).parent / "static"
    index = (static / "index.html").read_text(encoding="utf-8")
    scripts = [_SCRIPT.read_text(encoding="utf-8"), PAGE_SCRIPT]

    def answer_health(request: Request) -> JSONResponse:
        from starlette.responses import JSONResponse

        return JSONResponse(health(cache), headers={"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        async with _rerun_on_change(cache), _bounded_sessions(bounds, files):
            yield

    return st.App(
        str(_DASHBOARD),
        lifespan=lifespan,
        # Some monitors write the slash, and do not follow a redirect.
        routes=[Route(path, answer_health) for path in ("/healthz", "/healthz/")],
        middleware=[
            Middleware(SecurityHeaders, policy=content_security_policy(index, scripts)),
            Middleware(AllowedHosts, names=names),
            Middleware(
                KnownPaths, pages=pages | {"", "healthz"} if pages else pages, static=static
            ),
            Middleware(LinkOpened, link=link),
            Middleware(BodyLimit, limit=LARGEST_ARTICLE),
            Middleware(Admission, bounds=bounds, rights=rights, pages=pages | {""}),
            Middleware(EditorsOnly, rights=rights),
            Middleware(
                UploadBound, rights=rights, bounds=bounds, opened_by=opened_by, held=held_bytes
            ),
            Middleware(Compression),
            Middleware(Pages, index=index, pages=pages | {""}, paint=paint),
            Middleware(SmallerFonts, static=static),
        ],
        on_script_error=show_failure,
    )


@asynccontextmanager
async def _rerun_on_change(cache: LatestEdition) -> AsyncIterator[None]:
    """While active, rerun open pages after each change of the plan, its articles or the secrets."""
    import streamlit as st
    from streamlit import runtime

    loop = asyncio.get_running_loop()
    reruns = PageReruns(runtime.get_instance())

    def secrets_changed(sender: object) -> None:
        loop.call_soon_threadsafe(reruns.request)

    st.secrets.file_change_listener.connect(secrets_changed)
    watching = asyncio.create_task(watch_and_notify(cache, reruns.request))
    try:
        yield
    finally:
        watching.cancel()
        st.secrets.file_change_listener.disconnect(secrets_changed)


@asynccontextmanager
async def _bounded_sessions(bounds: Bounds, files: int | None) -> AsyncIterator[None]:
    """While active, keep no more of sessions and uploads than is needed."""
    from streamlit import runtime

    from plan.server.sessions import EndedSessions, keep_house

    ended = EndedSessions(bounds.ended_seconds, bounds.sessions)
    # Streamlit has no option for it; its own storage lets nothing go until a session ends.
    runtime.get_instance()._session_mgr._session_storage = ended  # type: ignore[attr-defined]
    keeping = asyncio.create_task(keep_house(ended, files))
    try:
        yield
    finally:
        keeping.cancel()


async def watch_and_notify(cache: LatestEdition, notify: Callable[[], None]) -> None:
    """Call ``notify`` whenever the plan or an article has been saved; never returns.

    Polls the files twice a second. A folder watcher would also watch everything else beside the
    plan, such as a virtual environment.
    """
    # What an earlier process left when it was killed is put right at the first look.
    stamp, unsettled = cache.stamp(), True
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        changed = (now := await asyncio.to_thread(cache.stamp)) != stamp
        if changed or unsettled:
            # A change made in a text editor enters the journal at once, each save by itself.
            when = datetime.now().astimezone()
            unsettled = await asyncio.to_thread(record_outside_changes, cache.path, when)
        if changed:
            stamp = now
            notify()


def health(cache: LatestEdition) -> dict[str, str]:
    """The answer of the health check: ``status``, always *ok*, and the state of the plan.

    ``plan`` is *sound* or *errors*; with errors, ``shown`` says what pages show. Errors in the
    plan are no failure of the server, which goes on showing the last sound edition.
    """
    latest, sound = cache.look()
    if latest.plan is not None:
        return {"status": "ok", "plan": "sound"}
    return {"status": "ok", "plan": "errors", "shown": "nothing" if sound is None else "last sound"}


def show_failure(error: Exception) -> bool:
    """Report a failed page in the reader's language; True, since no other report is needed."""
    import streamlit as st

    say = say_in(pick_language(st.query_params.get("lang") or st.context.locale))
    if isinstance(error, Forbidden) and error.reason:
        sentence = say(WHY_NOT[error.reason])
    else:
        sentence = say(
            "This page could not be displayed. The error has been recorded; the other "
            "pages still work."
        )
    st.html(Markup('<p class="plan-alert" role="alert">{}</p>').format(sentence))
    return True


#: Why no server can listen, by code.
LISTEN_FAULTS: Final = {
    "taken": "something else is served there already",
    "forbidden": "this account may not use that port",
    "elsewhere": "this machine does not have that address",
    "no-port": "a port is a number from 0 to 65535",
}
_LISTEN_ERRORS: Final = {
    errno.EADDRINUSE: "taken", errno.EACCES: "forbidden", errno.EADDRNOTAVAIL: "elsewhere",
    socket.EAI_NONAME: "elsewhere", socket.EAI_AGAIN: "elsewhere",  # a name without an address
}  # fmt: skip


def listen_error(address: str, port: int) -> str:
    """Why no server can listen on an address and port; empty if one can.

    A code of ``LISTEN_FAULTS``, or the system's own words for other reasons.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, port), family=family).close()
    except OverflowError:
        return "no-port"
    except OSError as error:
        return _LISTEN_ERRORS.get(error.errno or 0, error.strerror or str(error))
    return ""
