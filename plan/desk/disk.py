"""Files written so that a crash leaves them whole or absent: contents and names are flushed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from glob import escape
from pathlib import Path


def real_path(path: Path) -> Path:
    """The file itself where its name is a link; links that lead in a circle stay."""
    return Path(os.path.realpath(path))  # ``Path.resolve`` raises for them, before Python 3.13


def write_over(path: Path, data: bytes) -> None:
    """Overwrite a small file of our own, following no link. Raises ``OSError``."""
    _write(path, data, os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))


def append(path: Path, line: bytes) -> None:
    """Add a line to a file; an unfinished last line is ended first. Raises ``OSError``."""
    fresh = not path.exists()
    _write(path, line, os.O_APPEND)
    if fresh:
        flush_folder(path.parent)


def _write(path: Path, data: bytes, flags: int) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | flags | getattr(os, "O_BINARY", 0), 0o644)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                data = b"\n" + data
        try:
            _write_all(handle, data)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def write_beside(folder: Path, name: str, data: bytes) -> Path:
    """A new file in a folder with all its bytes on the disk, to be moved in place in one step.

    What a killed process left of an earlier one for the same name is removed. Raises ``OSError``.
    """
    for left in folder.glob(f".{escape(name)}.*.new"):
        left.unlink(missing_ok=True)
    handle, path = tempfile.mkstemp(prefix=f".{name}.", suffix=".new", dir=folder)
    try:
        try:
            _write_all(handle, data)
        finally:
            os.close(handle)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path)


def put_new(beside: Path, path: Path) -> None:
    """Give a file a name that no other has. Raises ``FileExistsError``."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):  # not every file system has links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        beside.rename(path)


def flush_folder(folder: Path) -> None:
    """Write the names in a folder to the disk, where the file system can do so."""
    # Where it cannot, the files are in the folder all the same.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
