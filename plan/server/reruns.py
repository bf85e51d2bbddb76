"""Reruns of the open pages at the request of the server.

In: a request, on Streamlit's event loop. Out: every open page runs again. Streamlit's file watcher
could do it, but after the first run of each session it resolves the path of every loaded module on
the event loop, which blocks all other sessions.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.runtime import Runtime
    from streamlit.runtime.app_session import AppSession


class PageReruns:
    """Reruns every open page once per request, a running page after its current run.

    A run in progress is not interrupted, since it may be handling a click. Call the methods on the
    event loop of the runtime.
    """

    def __init__(self, runtime: Runtime) -> None:
        """Rerun the pages of a runtime."""
        self._runtime = runtime
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def request(self) -> None:
        """Rerun all pages that are open now, each as soon as its current run has ended."""
        # Streamlit has no public list of its sessions, and no public name for the address and
        # browser of a session's last run, without which a rerun would show the first page.
        for info in self._runtime._session_mgr.list_active_sessions():
            if info.session.id not in self._waiting:
                task = asyncio.create_task(self._rerun(info.session))
                self._waiting[info.session.id] = task

    async def _rerun(self, session: AppSession) -> None:
        try:
            session.track_settling()
            await session.wait_until_settled()
        finally:
            # Before the rerun starts, since it may miss the change of a later request.
            del self._waiting[session.id]
        if self._runtime.is_active_session(session.id):
            session.request_rerun(session._client_state)


def drop_file_watchers() -> None:
    """Keep Streamlit from giving file watchers to the sessions of this process.

    With ``server.fileWatcherType`` set to ``none`` it still gives one to sessions that reconnect.
    """
    from streamlit.runtime.app_session import AppSession

    AppSession.register_file_watchers = lambda self: None  # type: ignore[method-assign]
