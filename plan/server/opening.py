"""Opening an address in the browser of this machine, without showing it to other accounts."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from markupsafe import Markup

#: The browser needs the server, which listens a moment later.
_AFTER: Final = 1.5  # seconds
#: A browser that is started for it has read the page by then.
_READ_BY: Final = 60.0  # seconds
_PAGE: Final = Markup(
    '<!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    '<meta http-equiv="refresh" content="0; url={address}"><a href="{address}">{address}</a>'
)


@contextmanager
def browsing(address: str) -> Iterator[None]:
    """Open an address soon, if there is a screen; nothing written for it is left at the end."""
    if not _has_screen():
        yield
        return
    target, written = address, None
    with suppress(OSError, RuntimeError):  # without a folder of its own, an account opens the link
        if sys.platform not in ("win32", "darwin"):
            # There every account can read the command line by which a browser is started.
            written = page_that_opens(address, Path.home())
            target = written.as_uri()
        threading.Thread(target=_open, args=(target, written), daemon=True).start()
    try:
        yield
    finally:
        _delete(written)


def _open(target: str, written: Path | None) -> None:
    time.sleep(_AFTER)
    webbrowser.open(target)
    time.sleep(_READ_BY)
    _delete(written)


def page_that_opens(address: str, folder: Path) -> Path:
    """A new HTML file, readable by this account only, that leads to an address.

    In the home of the account, and not hidden: a browser in a box, such as a snap, sees no other
    place.
    """
    handle, path = tempfile.mkstemp(prefix="plan-dashboard-", suffix=".html", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as page:
        page.write(_PAGE.format(address=address))
    return Path(path)


def _delete(written: Path | None) -> None:
    if written is not None:
        with suppress(OSError):
            written.unlink()


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
