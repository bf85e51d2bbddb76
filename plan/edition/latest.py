"""The latest edition of a file on disk, and the last one that had no error."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TypeAlias

from plan.edition.edition import Edition, load

#: What differs when the file or an article has changed on disk: the file's time of modification, in
#: nanoseconds, and its size, in bytes (None where it is missing); for each file in ``seeds`` its
#: name and the same two.
Stamp: TypeAlias = tuple[tuple[int, int] | None, frozenset[tuple[str, int, int]]]


class LatestEdition:
    """A cache of the editions of one file, for pages that go on when the file has errors.

    It holds the edition last read and the last sound one, and reads again only what has changed
    on disk. Safe to share between threads.
    """

    def __init__(self, path: Path) -> None:
        """Take the path of the indicators file."""
        self.path = path
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._latest: Edition | None = None
        self._sound: Edition | None = None

    def look(self) -> tuple[Edition, Edition | None]:
        """The edition on disk, and the last one without errors: None if there never was one."""
        with self._lock:
            stamp = self.stamp()
            if self._latest is None or stamp != self._stamp:
                self._latest = load(self.path, self._sound)
                self._stamp = stamp
                if self._latest.plan is not None:
                    self._sound = self._latest
            return self._latest, self._sound

    def stamp(self) -> Stamp:
        """The stamp of the file and the articles as they are on disk now."""
        return _stamp(self.path), _stamps(self.path.parent / "seeds")


def _stamp(path: str | Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    try:
        names = os.listdir(folder)
    except OSError:
        return frozenset()
    # Joined as text: with a thousand articles, paths would cost more than all else on a page.
    found = ((name, _stamp(f"{folder}{os.sep}{name}")) for name in names)
    # Broken links and files removed meanwhile are skipped.
    return frozenset((name, *stamp) for name, stamp in found if stamp is not None)
