"""Tables, charts and downloads on a page."""

from types import SimpleNamespace

import pytest
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from plan.ui.data import _kept


def test_a_file_made_on_demand_outlives_the_runs_that_end_before_it_is_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = MemoryMediaFileStorage("/media")
    files = MediaFileManager(storage)
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=files))

    def url_after_runs(keep: bool) -> str:
        content = b"kept" if keep else b"lost"
        make = (lambda: _kept(content, "axes.csv")) if keep else (lambda: content)
        asked = files.add_deferred(make, "text/csv", "button", file_name="axes.csv")
        url = files.execute_deferred(asked)
        for _ in range(3):
            files.remove_orphaned_files()
        return url.rsplit("/", 1)[-1]

    assert storage.get_file(url_after_runs(keep=True)).content == b"kept"
    with pytest.raises(Exception, match="No media file"):
        storage.get_file(url_after_runs(keep=False))
