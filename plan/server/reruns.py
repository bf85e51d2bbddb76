"""Reruns of the open pages that the server asks for, on Streamlit's event loop.

Streamlit's own file watcher could do it, but after the first run of each session it resolves the
path of every loaded module on the event loop, while all other sessions wait.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.runtime import Runtime
    from streamlit.runtime.app_session import AppSession


class PageReruns:
    """Reruns every open page once when asked to, and a page that is running after its run.

    A run in progress is not interrupted, since it may be answering a click. All methods are to be
    called on the event loop of the runtime.
    """

    def __init__(self, runtime: Runtime) -> None:
        """Rerun the pages of that runtime."""
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
            # Before the rerun starts: a later request is for what that rerun may not see.
            del self._waiting[session.id]
        if self._runtime.is_active_session(session.id):
            session.request_rerun(session._client_state)


def drop_file_watchers() -> None:
    """Leave the sessions of this process without Streamlit's file watcher.

    With the option ``server.fileWatcherType`` of ``none`` Streamlit still gives one to each session
    that reconnects.
    """
    from streamlit.runtime.app_session import AppSession

    AppSession.register_file_watchers = lambda self: None  # type: ignore[method-assign]
