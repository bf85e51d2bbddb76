"""Atomic saving of ``indicators.yaml``, with detection of concurrent changes.

Under a lock the file is compared with the version that was opened. The new text is written beside
it, flushed to the disk and moved into its place in one step. Meanwhile the line of the journal is
in a file of its own, the *pending* line: a process that is killed at any moment leaves the old file
or the new one, and the next saving enters the line or drops it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from filelock import FileLock, Timeout

from plan.desk.change import Change
from plan.desk.disk import append, flush_folder, put_new, write_beside, write_over
from plan.desk.journal import (
    Entry,
    Journal,
    as_line,
    digest,
    entry_between,
    journal_of,
    outside_entry,
    pending_of,
    read_journal,
    read_line,
)
from plan.file.validation import lies_inside

#: How long to wait for another process that is saving, in seconds.
PATIENCE: Final = 10.0

_BYTE_ORDER_MARK: Final = "\ufeff"

#: Why nothing was saved, by its code; each a sentence of the catalogue.
UNSAVED_WORDS: Final[dict[str, str]] = {
    "busy": "Somebody else is saving just now. Nothing was changed: save again in a moment.",
    "full": "The disk is full. Nothing was changed: make room, then save again.",
    "read-only": "The file is read-only. Nothing was changed: allow writing to {path}.",
    "folder": "Nothing may be written in the folder {path}. Nothing was changed.",
    "lost-lock": "The lock was removed while the file was being saved. Nothing was changed: "
    "save again.",
    "gone": "The file {path} is no longer there. Nothing was changed.",
    "encoding": "The file is not UTF-8 text: save it again with the encoding UTF-8.",
    "taken": "There is already a plan: {path}. Nothing was changed.",
    "exists": "An article already has this name: {path}. Nothing was changed.",
    "failed": "The file could not be written ({path}). Nothing was changed.",
}


class Unsaved(Exception):
    """Nothing was saved; holds the code of the reason and the arguments of its sentence."""

    def __init__(self, code: str, path: object = "") -> None:
        """Say why, by a code of ``UNSAVED_WORDS``, and which path is concerned."""
        super().__init__(code)
        self.code, self.sentence, self.arguments = code, UNSAVED_WORDS[code], {"path": str(path)}


class Stale(Exception):
    """The file is no longer what was opened; holds its text as it is now."""

    def __init__(self, text: str) -> None:
        """Hold the text that is in the file now."""
        super().__init__("stale")
        self.text = text


def lock_of(plan: Path) -> Path:
    """The path of the lock of an indicators file."""
    return plan.with_name(f".{plan.name}.lock")


def save(
    plan: Path, opened: str, text: str, change: Change,
    article: tuple[str, bytes] | None = None,
) -> Entry:  # fmt: skip
    """Replace the text that was opened by another one, and enter the change in the journal.

    ``article`` is the name and the bytes of a file for the folder ``seeds`` that belongs to the
    change: it stays only if the change is saved. A byte order mark is not part of the texts, and
    stays in the file where there is one. The entry has no number where the file was saved and the
    journal could not be written yet.

    Raises ``Stale`` where the file is no longer what was opened, ``Unsaved`` where it cannot be
    written; nothing is changed then.
    """
    seeds = plan.parent / "seeds"
    plan = plan.resolve()  # where the name is a link, the link stays
    with _locked(plan) as lock:
        now = _text_of(plan)
        if now.removeprefix(_BYTE_ORDER_MARK) != opened.removeprefix(_BYTE_ORDER_MARK):
            raise Stale(now)
        text = now[: now.startswith(_BYTE_ORDER_MARK)] + text.removeprefix(_BYTE_ORDER_MARK)
        _demand_writable(plan)
        entry = entry_between(now, text, change)
        try:
            settle(plan, now, change.when)
            with _with_article(seeds, plan, article):
                write_over(pending_of(plan), as_line(entry))
                try:
                    _replace(plan, text.encode(), lock)
                except BaseException:
                    pending_of(plan).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise _unsaved(error, plan) from error
        # The file is saved from here on. The pending line is entered now, or at the next saving.
        with contextlib.suppress(OSError):
            return settle(plan, text, change.when).entries[-1]
        return entry


def create(plan: Path, text: str, readme: str, change: Change | None = None) -> None:
    """Put the file of a new plan into its folder, with ``seeds/README.md``; overwrite nothing.

    The folders are made where they are missing. The file comes last, whole and in one step. What
    else was made is removed where it cannot be put there. With ``change``, the journal begins with
    the new plan. Raises ``Unsaved``, with the code *taken* where there is a plan.
    """
    with contextlib.ExitStack() as undone:
        try:
            for folder in (*reversed(plan.parent.parents), plan.parent):
                _make_folder(folder, undone)
            seeds = plan.parent / "seeds"
            # Only the journal needs the lock; of two new files one wins without.
            with _locked(plan) if change else contextlib.nullcontext():
                if os.path.lexists(plan):
                    raise Unsaved("taken", plan)
                _make_folder(seeds, undone)
                with contextlib.suppress(FileExistsError):
                    _put_new(seeds / "README.md", readme, undone)
                _put_new(plan, text, undone)
                undone.pop_all()
                if change is not None:
                    with contextlib.suppress(OSError):
                        _begin_journal(plan, text, change)
        except FileExistsError:
            raise Unsaved("taken", plan) from None
        except OSError as error:
            raise _unsaved(error, plan) from error


def _make_folder(folder: Path, undone: contextlib.ExitStack) -> None:
    """Make a folder where it is missing; ``undone`` removes it again if it is empty."""
    if not folder.is_dir():
        folder.mkdir()
        undone.callback(_remove_folder, folder)


def _remove_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _put_new(path: Path, text: str, undone: contextlib.ExitStack) -> None:
    """Put a new file in place in one step; ``undone`` removes it. Raises ``FileExistsError``."""
    beside = write_beside(path.parent, path.name, text.encode())
    try:
        beside.chmod(0o644)
        put_new(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    undone.callback(path.unlink, missing_ok=True)
    flush_folder(path.parent)


def _begin_journal(plan: Path, text: str, change: Change) -> None:
    """Enter a new plan in its journal, which may be that of an earlier plan of the folder."""
    entry = outside_entry(read_journal(plan), text, change.when)
    if entry is not None:
        append(journal_of(plan), as_line(replace(entry, who=change.who, why=change.why)))


def log_decision(plan: Path, decision: Change) -> None:
    """Enter in the journal what changes nothing in the file, such as a rejected proposal.

    Raises ``Unsaved``.
    """
    plan = plan.resolve()
    with _locked(plan):
        now = _text_of(plan)
        try:
            settle(plan, now, decision.when)
            append(journal_of(plan), as_line(entry_between(now, now, decision)))
        except OSError as error:
            raise _unsaved(error, plan) from error


def settle(plan: Path, text: str, when: datetime) -> Journal:
    """Enter the pending line, then what was changed outside, and give the journal as it is then.

    The caller holds the lock. Raises ``OSError``.
    """
    journal, now = read_journal(plan), digest(text.encode())
    pending = pending_of(plan)
    if pending.exists():
        waiting = read_line(pending.read_bytes(), 0)
        # A decision changes no text: only its line shows whether it has been entered.
        entered = [as_line(each) for each in journal.entries[-1:]]
        follows = waiting is not None and (journal.last, now) == (waiting.before, waiting.after)
        if waiting is not None and follows and as_line(waiting) not in entered:
            append(journal_of(plan), as_line(waiting))
            journal = read_journal(plan)
        pending.unlink(missing_ok=True)
    if entry := outside_entry(journal, text, _modified_at(plan, when)):
        append(journal_of(plan), as_line(entry))
        journal = read_journal(plan)
    return journal


def record_outside_changes(plan: Path, when: datetime) -> None:
    """Enter in the journal, if there is one, what was changed outside; failures are ignored."""
    if journal_of(plan).exists():
        with contextlib.suppress(Unsaved, OSError), _locked(plan.resolve(), 0):
            settle(plan.resolve(), _text_of(plan), when)


def _modified_at(plan: Path, when: datetime) -> datetime:
    """When the file was last saved, as the disk says."""
    with contextlib.suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(plan.stat().st_mtime, when.tzinfo)
    return when


class _Lock(NamedTuple):
    """A lock that was acquired: its file, by path, device and inode."""

    path: Path
    identity: tuple[int, int]

    def is_held(self) -> bool:
        """Whether the file of the lock is still the same."""
        return _identity(self.path) == self.identity


@contextlib.contextmanager
def _locked(plan: Path, patience: float = PATIENCE) -> Iterator[_Lock]:
    """Hold the lock of a file. Raises ``Unsaved``."""
    path = lock_of(plan)
    lock = FileLock(path, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise Unsaved("busy") from None
    except (OSError, NotImplementedError) as error:
        code = "full" if getattr(error, "errno", 0) == errno.ENOSPC else "folder"
        raise Unsaved(code, plan.parent) from error
    try:
        yield _Lock(path, _identity(path))
    finally:
        lock.release()


def _identity(path: Path) -> tuple[int, int]:
    """The device and the inode of a file; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _text_of(plan: Path) -> str:
    """The text of a file, with its byte order mark. Raises ``Unsaved``."""
    try:
        return plan.read_bytes().decode()
    except FileNotFoundError:
        raise Unsaved("gone", plan) from None
    except UnicodeDecodeError:
        raise Unsaved("encoding", plan) from None
    except OSError as error:
        raise Unsaved("failed", error.strerror or plan) from error


def _demand_writable(plan: Path) -> None:
    """Raise ``Unsaved`` for a file that is write-protected."""
    # Replacing a file needs no right to write in it, but its protection is meant to hold.
    if not plan.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise Unsaved("read-only", plan)
    if not os.access(plan, os.W_OK):
        raise Unsaved("read-only", plan)


def _replace(plan: Path, data: bytes, lock: _Lock) -> None:
    """Put bytes in the place of a file, with its mode and its owner."""
    found = plan.stat()
    beside = write_beside(plan.parent, plan.name, data)
    try:
        beside.chmod(stat.S_IMODE(found.st_mode))
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(beside, found.st_uid, found.st_gid)
        if not lock.is_held():
            raise Unsaved("lost-lock")
        os.replace(beside, plan)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(plan.parent)


@contextlib.contextmanager
def _with_article(seeds: Path, plan: Path, article: tuple[str, bytes] | None) -> Iterator[None]:
    """Put an article into its folder; it is removed again if the body of the block fails."""
    if article is None:
        yield
        return
    name, data = article
    if not lies_inside(name) or Path(name).name != name:
        raise Unsaved("failed", name)
    path = seeds / name
    seeds.mkdir(exist_ok=True)
    beside = write_beside(seeds, plan.name, data)
    try:
        beside.chmod(0o644)
        put_new(beside, path)
    except FileExistsError:
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            raise Unsaved("exists", name) from None
        yield  # it was put there before, and belongs to the change now
        return
    finally:
        beside.unlink(missing_ok=True)
    try:
        flush_folder(seeds)
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _unsaved(error: OSError, plan: Path) -> Unsaved:
    """The exception for an error of the operating system."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Unsaved("full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        where = Path(str(error.filename)) if error.filename else plan
        return Unsaved("folder", where.parent if not where.is_dir() else where)
    return Unsaved("failed", error.strerror or plan.name)
