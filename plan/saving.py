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
from glob import escape
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from plan.articles import lies_inside
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
    mark is not of the texts, and stays in the file where it is. The entry has no number where the
    file was saved and the journal could not be written yet. Raises ``Stale`` where the file is
    another by now, ``Unsaved`` otherwise.
    """
    seeds = plan.parent / "seeds"
    plan = plan.resolve()  # where the name is a link, the link stays
    with _locked(plan) as lock:
        now = _text_of(plan)
        if now.removeprefix(_MARK) != opened.removeprefix(_MARK):
            raise Stale(now)
        text = now[: now.startswith(_MARK)] + text.removeprefix(_MARK)
        _may_write(plan)
        entry = entry_between(kind, now, text, when, who, why, about, changed)
        try:
            settle(plan, now, when)
            with _with_article(seeds, plan, article):
                _write(pending_of(plan), as_line(entry), os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))
                try:
                    _replace(plan, text.encode(), lock)
                except BaseException:
                    pending_of(plan).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise _told(error, plan) from error
        # The change stands from here on. What waits is entered now, or the next time.
        with contextlib.suppress(OSError):
            return settle(plan, text, when).entries[-1]
        return entry


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
        # What changes nothing looks alike before and after it is entered.
        entered = [as_line(each) for each in journal.entries[-1:]]
        follows = waiting is not None and (journal.last, now) == (waiting.before, waiting.after)
        if waiting is not None and follows and as_line(waiting) not in entered:
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
    with contextlib.suppress(OSError, OverflowError, ValueError):
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
    beside = _write_beside(plan.parent, plan, data)
    try:
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


def _write_beside(folder: Path, plan: Path, data: bytes) -> Path:
    """A new file of a folder with all of its bytes on the disk, to be put in its place at once."""
    for left in folder.glob(f".{escape(plan.name)}.*.new"):  # by a process that was killed
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{plan.name}.", suffix=".new", dir=folder)
    try:
        try:
            _write_all(handle, data)
        finally:
            os.close(handle)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _flush_folder(folder: Path) -> None:
    # Not every file system can, and what stands in the folder stands there all the same.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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


def _append(plan: Path, line: bytes) -> None:
    """Add a line to the journal; what a killed process left of one is closed first."""
    path = journal_of(plan)
    fresh = not path.exists()
    _write(path, line, os.O_APPEND)
    if fresh:
        _flush_folder(path.parent)


@contextlib.contextmanager
def _with_article(seeds: Path, plan: Path, article: tuple[str, bytes] | None) -> Iterator[None]:
    """Put an article into its folder; it goes again if what follows fails."""
    if article is None:
        yield
        return
    name, data = article
    if not lies_inside(name) or Path(name).name != name:
        raise Unsaved("failed", name)
    path = seeds / name
    seeds.mkdir(exist_ok=True)
    beside = _write_beside(seeds, plan, data)
    try:
        beside.chmod(0o644)
        _put(beside, path)
    except FileExistsError:
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            raise Unsaved("exists", name) from None
        yield  # it was put there before, and is to be named now
        return
    finally:
        beside.unlink(missing_ok=True)
    try:
        _flush_folder(seeds)
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _put(beside: Path, path: Path) -> None:
    """Give a file its name, which no other has. Raises ``FileExistsError``."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):  # not every file system can
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        beside.rename(path)


def _told(error: OSError, plan: Path) -> Unsaved:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Unsaved("full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        where = Path(str(error.filename)) if error.filename else plan
        return Unsaved("folder", where.parent if not where.is_dir() else where)
    return Unsaved("failed", error.strerror or plan.name)
