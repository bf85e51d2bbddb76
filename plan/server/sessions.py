"""The sessions of Streamlit's runtime: who opened one, what it holds, and letting it go.

In: Streamlit's runtime, on its event loop. Out: sessions by id, the uploads they hold, and notice
in the log when open files run short. A session whose page is gone is kept for a while, since a
phone that loses its line comes back to it. Streamlit itself lets an old one go only when another
one ends, and its uploads likewise.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from streamlit import runtime
from streamlit.runtime.session_manager import SessionInfo, SessionStorage

if TYPE_CHECKING:
    from streamlit.runtime.app_session import AppSession

_LOOK_EVERY: Final = 5.0  # seconds
#: An upload is named by its page only once the page has run again.
_UPLOAD_LASTS: Final = 60.0  # seconds
_NEAR: Final = 0.8
_LOGGER: Final = logging.getLogger(__name__)


class EndedSessions(SessionStorage):
    """Keeps sessions whose page is gone, for some seconds and not more than so many."""

    def __init__(
        self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Keep none yet."""
        self.seconds, self.most, self.clock = seconds, most, clock
        self.kept: dict[str, tuple[float, SessionInfo]] = {}

    def get(self, session_id: str) -> SessionInfo | None:
        """A session that is still kept."""
        _, info = self.kept.get(session_id, (0.0, None))
        return info

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session from now on; the oldest goes if there are too many."""
        self.kept[session_info.session.id] = (self.clock(), session_info)
        while len(self.kept) > self.most:
            self._let_go(next(iter(self.kept)))

    def delete(self, session_id: str) -> None:
        """Keep a session no longer, as it is open again."""
        del self.kept[session_id]

    def list(self) -> list[SessionInfo]:
        """The sessions that are kept."""
        return [info for _, info in self.kept.values()]

    def release(self) -> int:
        """Let go what has been kept for long enough; return how many."""
        until = self.clock() - self.seconds
        old = [name for name, (since, _) in self.kept.items() if since <= until]
        for name in old:
            self._let_go(name)
        return len(old)

    def _let_go(self, name: str) -> None:
        _, info = self.kept.pop(name)
        info.session.shutdown()


def opened_by(session: str) -> Mapping[str, str] | None:
    """The headers with which the open page of a session connected; None if there is none."""
    info = runtime.get_instance()._session_mgr.get_active_session_info(session)
    context = info.client.client_context if info else None
    return dict(context.headers) if context else None


def held_bytes() -> Mapping[str, int]:
    """The bytes of uploaded files that each session holds."""
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in list(_uploads().file_storage.items())
    }


def _uploads() -> Any:
    return runtime.get_instance().uploaded_file_mgr


class Uploads:
    """Lets go the uploaded files that nothing needs any more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with no file known; ``clock`` in seconds."""
        self._clock = clock
        self._since: dict[tuple[str, str], float] = {}

    def release(self) -> None:
        """Let go the files that no widget of an open page has, and those of no session at all."""
        now, since, uploads = self._clock(), self._since, _uploads()
        self._since = {}
        listed = runtime.get_instance()._session_mgr.list_sessions()
        sessions = {info.session.id: info.session for info in listed}
        for name, files in list(uploads.file_storage.items()):
            if name not in sessions:
                uploads.remove_session_files(name)
                continue
            for file in set(files).difference(_named_files(sessions[name])):
                begun = self._since[name, file] = since.get((name, file), now)
                if now - begun >= _UPLOAD_LASTS:
                    uploads.remove_file(name, file)


def _named_files(session: AppSession) -> Iterator[str]:
    """The ids of the uploaded files that widgets of a session have as their value."""
    state = session.session_state
    # Streamlit has no public view of them; a script may be changing them meanwhile.
    for each in (
        *list(state._new_widget_state.states.values()),
        *list(state._old_state.values()),
    ):
        value = getattr(each, "value", each)  # of a widget, as it came or as it was read
        came = getattr(value, "file_uploader_state_value", None)
        files = value if isinstance(value, list) else [value]
        for file in came.uploaded_file_info if came is not None else files:
            if isinstance(name := getattr(file, "file_id", None), str):
                yield name


async def keep_house(ended: EndedSessions, files: int | None) -> None:
    """Let go what sessions and pages no longer need, now and again; never returns.

    ``files``: how many open files are allowed. A line in the log says once when they run short.
    """
    uploads, warned = Uploads(), False
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        uploads.release()
        if ended.release():
            # Sessions refer to themselves, and Streamlit collects no garbage after a run here.
            await asyncio.to_thread(gc.collect)
        if files and not warned and (opened := open_files()) > _NEAR * files:
            warned = True
            _LOGGER.warning("%s of %s files that the system allows are open", opened, files)


def open_files() -> int:
    """How many files this process has open; 0 where the system does not say."""
    try:
        return len(os.listdir("/dev/fd"))
    except OSError:
        return 0
