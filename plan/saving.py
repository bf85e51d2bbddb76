"""``indicators.yaml`` is saved whole or not at all, and never over what somebody else has saved.

Under a lock the file is compared with the version that was opened. The new text is written beside
it, flushed to the disk and put in its place in one step; the line of the journal waits in a file of
its own meanwhile, so that a process that is killed at any moment leaves the old file or the new
one, and the journal knows which.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from plan.journal import (
    Changed,
    Entry,
    Journal,
    Kind,
    as_line,
    digest,
    entry_between,
    journal_of,
    outside_entry,
    pending_of,
    read_journal,
    read_line,
)

__all__ = ["PATIENCE", "Stale", "Unsaved", "lock_of", "note", "save", "settle", "watch"]

#: How long another's saving is waited for, in seconds.
PATIENCE: Final = 10.0

_MARK: Final = "\ufeff"

#: Why nothing was saved, in words; a sentence of the catalogue each.
TROUBLES: Final[dict[str, str]] = {
    "busy": "Somebody else is saving just now. Nothing was changed: save again in a moment.",
    "full": "The disk is full. Nothing was changed: make room, then save again.",
    "read-only": "The file may only be read. Nothing was changed: allow writing to {path}.",
    "folder": "Nothing may be written in the folder {path}. Nothing was changed.",
    "lost-lock": "The lock was taken away while the file was being saved. Nothing was changed: "
    "save again.",
    "gone": "The file {path} is no longer there. Nothing was changed.",
    "encoding": "The file is not UTF-8 text: save it again with the encoding UTF-8.",
    "exists": "There is an article of that name already: {path}. Nothing was changed.",
    "failed": "The file could not be written ({path}). Nothing was changed.",
}


class Unsaved(Exception):
    """Nothing was saved; holds the code of the reason and the arguments of its sentence."""

    def __init__(self, code: str, path: object = "") -> None:
        """Say why."""
        super().__init__(code)
        self.code, self.sentence, self.arguments = code, TROUBLES[code], {"path": str(path)}


class Stale(Exception):
    """The file is no longer what was opened; holds its text as it is now."""

    def __init__(self, text: str) -> None:
        """Tell the text that stands there now."""
        super().__init__("stale")
        self.text = text


def lock_of(plan: Path) -> Path:
    """Where the lock of an indicators file stands."""
    return plan.with_name(f".{plan.name}.lock")


def save(
    plan: Path, opened: str, text: str, when: datetime, who: str, why: str = "",
    *, kind: Kind = "edit", about: dict[str, str] | None = None,
    article: tuple[str, bytes] | None = None, changed: Changed | None = None,
) -> Entry:  # fmt: skip
    """Put a text in the place of the one that was opened, and enter the change in the journal.

    ``article`` is a file of the folder ``seeds`` that comes with the change: it stays only if the
    change is saved. ``changed`` is what the change does, where that is known already. A byte order
    mark is not of the texts, and stays in the file where it is. Raises ``Stale`` where the file is
    another by now, ``Unsaved`` otherwise.
    """
    plan = plan.resolve()  # where the name is a link, the link stays
    with _locked(plan) as lock:
        now = _text_of(plan)
        if now.removeprefix(_MARK) != opened.removeprefix(_MARK):
            raise Stale(now)
        text = now[: now.startswith(_MARK)] + text.removeprefix(_MARK)
        _may_write(plan)
        entry = entry_between(kind, now, text, when, who, why, about, changed)
        try:
            journal = settle(plan, now, when)
            with _with_article(plan, article):
                _write(pending_of(plan), as_line(entry), 0o644)
                try:
                    _replace(plan, text.encode(), lock)
                except BaseException:
                    pending_of(plan).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise _told(error, plan) from error
        # The change stands from here on. What waits is entered now, or the next time.
        with contextlib.suppress(OSError):
            settle(plan, text, when)
        number = max((each.number for each in journal.entries), default=0) + 1
        return Entry(**{**vars(entry), "number": number})


def note(plan: Path, entry: Entry) -> None:
    """Enter what changes nothing in the file, such as a proposal that is rejected.

    Raises ``Unsaved``.
    """
    plan = plan.resolve()
    with _locked(plan):
        now = _text_of(plan)
        try:
            settle(plan, now, entry.when)
            same = digest(now.encode())
            _append(plan, as_line(Entry(**{**vars(entry), "before": same, "after": same})))
        except OSError as error:
            raise _told(error, plan) from error


def settle(plan: Path, text: str, when: datetime) -> Journal:
    """Enter what waits, then what was changed outside; the caller holds the lock."""
    journal, now = read_journal(plan), digest(text.encode())
    pending = pending_of(plan)
    if pending.exists():
        waiting = read_line(pending.read_bytes(), 0)
        if waiting is not None and waiting.after == now and journal.last == waiting.before:
            _append(plan, as_line(waiting))
            journal = read_journal(plan)
        pending.unlink(missing_ok=True)
    if entry := outside_entry(journal, text, _changed(plan, when)):
        _append(plan, as_line(entry))
        journal = read_journal(plan)
    return journal


def watch(plan: Path, when: datetime) -> None:
    """Enter what was changed outside, if a journal is kept; says nothing of what goes wrong."""
    if journal_of(plan).exists():
        with contextlib.suppress(Unsaved, OSError), _locked(plan.resolve(), 0):
            settle(plan.resolve(), _text_of(plan), when)


def _changed(plan: Path, when: datetime) -> datetime:
    """When the file was last saved, as the disk says."""
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(plan.stat().st_mtime, when.tzinfo)
    return when


# --- Steps ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def _locked(plan: Path, patience: float = PATIENCE) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Hold the lock; what is given says whether it is still the same file, see ``_is_held``."""
    place = lock_of(plan)
    lock = FileLock(place, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise Unsaved("busy") from None
    except (OSError, NotImplementedError) as error:
        code = "full" if getattr(error, "errno", 0) == errno.ENOSPC else "folder"
        raise Unsaved(code, plan.parent) from error
    try:
        yield place, _identity(place)
    finally:
        lock.release()


def _identity(place: Path) -> tuple[int, int]:
    try:
        found = place.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _text_of(plan: Path) -> str:
    try:
        return plan.read_bytes().decode()
    except FileNotFoundError:
        raise Unsaved("gone", plan) from None
    except UnicodeDecodeError:
        raise Unsaved("encoding", plan) from None
    except OSError as error:
        raise Unsaved("failed", error.strerror or plan) from error


def _may_write(plan: Path) -> None:
    # Replacing a file asks for no right to write in it: who took that away meant it to stay.
    if not plan.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise Unsaved("read-only", plan)
    if not os.access(plan, os.W_OK):
        raise Unsaved("read-only", plan)


def _replace(plan: Path, data: bytes, lock: tuple[Path, tuple[int, int]]) -> None:
    found = plan.stat()
    for left in plan.parent.glob(f".{plan.name}.*.new"):  # by a process that was killed
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{plan.name}.", suffix=".new", dir=plan.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(stat.S_IMODE(found.st_mode))
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(beside, found.st_uid, found.st_gid)
        if _identity(lock[0]) != lock[1]:
            raise Unsaved("lost-lock")
        os.replace(beside, plan)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(plan.parent)


def _flush_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with contextlib.suppress(OSError):  # not every file system can
                os.fsync(handle)
        finally:
            os.close(handle)


def _write(path: Path, data: bytes, mode: int, exclusive: bool = False) -> None:
    flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if exclusive else os.O_TRUNC)
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _append(plan: Path, line: bytes) -> None:
    """Add a line to the journal; what a killed process left of one is closed first."""
    path = journal_of(plan)
    fresh = not path.exists()
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                line = b"\n" + line
        try:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise
    if fresh:
        _flush_folder(path.parent)


@contextlib.contextmanager
def _with_article(plan: Path, article: tuple[str, bytes] | None) -> Iterator[None]:
    """Put an article into its folder; it goes again if what follows fails."""
    if article is None:
        yield
        return
    name, data = article
    path = plan.parent / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    try:
        _write(path, data, 0o644, exclusive=True)
    except FileExistsError:
        if path.is_symlink() or path.read_bytes() != data:
            raise Unsaved("exists", name) from None
        yield  # it was put there before, and is to be named now
        return
    except OSError:
        path.unlink(missing_ok=True)
        raise
    try:
        _flush_folder(path.parent)
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _told(error: OSError, plan: Path) -> Unsaved:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Unsaved("full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Unsaved("folder", plan.parent)
    return Unsaved("failed", error.strerror or plan.name)
