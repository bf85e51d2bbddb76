"""Sessions that have ended, and uploads that nothing needs, are let go by themselves."""

import asyncio
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.state.session_state import Serialized, SessionState, Value
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from plan.server import sessions
from plan.server.sessions import EndedSessions, Uploads, held_bytes


def ended(name: str) -> SessionInfo:
    return SessionInfo(client=None, session=Mock(id=name))


def test_a_session_can_be_resumed_for_some_seconds_and_is_then_shut_down() -> None:
    now = [0.0]
    sessions = EndedSessions(90, most=10, clock=lambda: now[0])
    first, second = ended("first"), ended("second")
    sessions.save(first)
    now[0] = 60
    sessions.save(second)
    assert sessions.get("first") is first
    now[0] = 90
    assert sessions.release() == 1
    assert (sessions.get("first"), sessions.get("second")) == (None, second)
    first.session.shutdown.assert_called_once_with()  # type: ignore[attr-defined]
    sessions.delete("second")
    assert sessions.list() == []
    now[0] = 1000
    assert sessions.release() == 0
    second.session.shutdown.assert_not_called()  # type: ignore[attr-defined]


def test_of_too_many_ended_sessions_the_oldest_go() -> None:
    sessions = EndedSessions(90, most=2)
    infos = [ended(str(n)) for n in range(4)]
    for info in infos:
        sessions.save(info)
    assert sessions.list() == infos[2:]
    assert [info.session.shutdown.called for info in infos] == [True, True, False, False]  # type: ignore[attr-defined]


class Running:
    """A runtime with one session, whose widgets have some files as their values."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state = SessionState()
        self.files = MemoryUploadedFileManager("/upload")
        listed = [SimpleNamespace(session=SimpleNamespace(id="open", session_state=self.state))]
        manager = SimpleNamespace(list_sessions=lambda: listed)
        running = SimpleNamespace(uploaded_file_mgr=self.files, _session_mgr=manager)
        monkeypatch.setattr(runtime, "get_instance", lambda: running)

    def upload(self, session: str, *names: str) -> None:
        for name in names:
            self.files.add_file(session, UploadedFileRec(name, name, "text/plain", b"12345"))

    def held(self) -> set[str]:
        return {name for files in self.files.file_storage.values() for name in files}


def named(*names: str) -> Any:
    """The value of a widget as it came from the page."""
    files = [SimpleNamespace(file_id=name) for name in names]
    came: Any = SimpleNamespace(file_uploader_state_value=SimpleNamespace(uploaded_file_info=files))
    return Serialized(came)


def test_files_stay_while_a_widget_has_them_and_go_a_minute_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, running = [0.0], Running(monkeypatch)
    running.upload("open", "came", "read", "several", "earlier", "left")
    running.upload("gone", "lost")
    assert held_bytes() == {"open": 25, "gone": 5}
    widgets = running.state._new_widget_state.states
    widgets["a"] = named("came")
    widgets["b"] = Value(SimpleNamespace(file_id="read"))
    widgets["c"] = Value([SimpleNamespace(file_id="several")])
    running.state._old_state["d"] = SimpleNamespace(file_id="earlier")
    running.state._old_state["e"] = "a text"
    uploads = Uploads(clock=lambda: now[0])
    uploads.release()
    assert running.held() == {"came", "read", "several", "earlier", "left"}
    now[0] = 60
    uploads.release()
    assert running.held() == {"came", "read", "several", "earlier"}
    widgets.clear()
    uploads.release()
    assert len(running.held()) == 4
    now[0] = 120
    uploads.release()
    assert running.held() == {"earlier"}
    assert held_bytes() == {"open": 5}


@pytest.mark.parametrize(("opened", "lines"), [(80, 0), (81, 1)])
def test_the_log_says_once_that_open_files_run_short(
    opened: int,
    lines: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    look = Mock(return_value=opened)
    monkeypatch.setattr(sessions, "_LOOK_EVERY", 0)
    monkeypatch.setattr(sessions, "open_files", look)
    monkeypatch.setattr(sessions, "Uploads", Mock)
    none = Mock(release=lambda: False)

    async def keep() -> None:
        await asyncio.wait_for(sessions.keep_house(none, 100), 0.05)

    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(keep())
    assert look.called
    assert len([each for each in caplog.records if each.name == sessions.__name__]) == lines
