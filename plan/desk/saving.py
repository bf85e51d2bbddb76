"""Atomic saving of ``indicators.yaml``, with detection of concurrent changes.

Under a lock the file is compared with the version that was opened. The new text is written beside
it, flushed to the disk and put in its place (``replacing``). Meanwhile the line of the journal is
in a file of its own, the *pending* line: a process that is killed at any moment leaves the old file
or the new one, and the next saving enters the line or drops it. Text editors know no lock: what
they write meanwhile stays in the file, or in a state of the journal.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from filelock import FileLock, Timeout

from plan.desk.change import Change
from plan.desk.disk import append, flush_folder, put_new, real_path, write_beside, write_over
from plan.desk.journal import (
    Entry,
    Journal,
    as_line,
    digest,
    entry_between,
    journal_of,
    outside_entry,
    pending_of,
    read_end,
    read_line,
    to_enter,
)
from plan.desk.replacing import Overtaken, replaced_files, replaced_label, swap
from plan.desk.replacing import replace as put_in_place
from plan.file.validation import lies_inside

#: How long to wait for another process that is saving, in seconds.
PATIENCE: Final = 10.0

#: How long a file that was replaced is kept, in seconds: an editor that had it open may write it.
_KEPT_FOR: Final = 2.0
#: How long to wait for a file that an editor has moved away and is about to write anew, in seconds.
_AWAY_FOR: Final = 0.3

_BYTE_ORDER_MARK: Final = "\ufeff"

#: Why nothing was saved, by its code; each a sentence of the catalogue.
UNSAVED_WORDS: Final[dict[str, str]] = {
    "busy": "Somebody else is saving just now. Nothing was changed: save again in a moment.",
    "full": "The disk is full. Nothing was changed: make room, then save again.",
    "read-only": "The file {path} is read-only. Nothing was changed: allow writing to it.",
    "is-folder": "There is a folder in place of the file {path}. Nothing was changed: move the "
    "folder elsewhere.",
    "no-folder": "{path} should be a folder and is something else. Nothing was changed: move it "
    "elsewhere.",
    "no-file": "{path} should be a file and is something else. Nothing was changed: move it "
    "elsewhere.",
    "link": "{path} is a link, which is not allowed there. Nothing was changed: remove the link.",
    "loop": "The link {path} leads in a circle. Nothing was changed: correct the link.",
    "half": "The text holds half of a character, which cannot be saved. Nothing was changed: type "
    "again what is shown as a question mark or a square.",
    "folder": "Nothing may be written in the folder {path}. Nothing was changed.",
    "lost-lock": "The lock was removed while the file was being saved. Nothing was changed: "
    "save again.",
    "gone": "The file {path} is no longer there. Nothing was changed.",
    "encoding": "The file is not UTF-8 text: save it again with the encoding UTF-8.",
    "taken": "There is already a plan: {path}. Nothing was changed.",
    "named": "The file {path} has an entry, or is no longer there. Nothing was changed.",
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
    seeds, plan = plan.parent / "seeds", real_path(plan)
    _demand_whole(opened, text)
    prepared = entry_between(opened, text, change)
    with _locked(plan) as lock:
        try:
            _look_back(plan, change.when)
            data = _bytes_of(plan)
            now = _decoded(plan, data)
            if now.removeprefix(_BYTE_ORDER_MARK) != opened.removeprefix(_BYTE_ORDER_MARK):
                raise Stale(now)
            text = now[: now.startswith(_BYTE_ORDER_MARK)] + text.removeprefix(_BYTE_ORDER_MARK)
            entry = prepared if now == opened else entry_between(now, text, change)
            _demand_files(plan)
            journal = settle(plan, now, change.when)
            entry = to_enter(plan, entry, text)
            with _with_article(seeds, plan, article):
                write_over(pending_of(plan), as_line(entry))
                try:
                    _replace(plan, text.encode(), data, lock, change.when)
                except BaseException:
                    pending_of(plan).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise _unsaved(error, plan) from error
        # The file is saved from here on. The pending line is entered now, or at the next saving.
        with contextlib.suppress(OSError):
            return settle(plan, text, change.when, journal).entries[-1]
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
    entry = outside_entry(read_end(plan, restorable=True), text, change.when)
    if entry is not None:
        append(journal_of(plan), as_line(replace(entry, who=change.who, why=change.why)))


def set_aside(plan: Path, name: str) -> None:
    """Move a file of ``seeds`` into the folder ``removed`` beside it, where none is written over.

    Raises ``Unsaved``.
    """
    if not lies_inside(name) or Path(name).name != name:
        raise Unsaved("failed", name)
    file, removed = plan.parent / "seeds" / name, plan.parent / "removed"
    plan = real_path(plan)
    with _locked(plan):
        try:
            if os.path.lexists(removed) and not removed.is_dir():
                raise Unsaved("no-folder", removed)
            removed.mkdir(exist_ok=True)
            for n in count(1):
                with contextlib.suppress(FileExistsError):
                    put_new(file, removed / (name if n == 1 else f"{file.stem}-{n}{file.suffix}"))
                    break
            file.unlink(missing_ok=True)  # moved already where there are no hard links
        except FileNotFoundError:
            raise Unsaved("gone", file) from None
        except OSError as error:
            raise _unsaved(error, plan) from error


def log_decision(plan: Path, decision: Change) -> None:
    """Enter in the journal what changes nothing in the file, such as a rejected proposal.

    Raises ``Unsaved``.
    """
    plan = real_path(plan)
    with _locked(plan):
        try:
            _look_back(plan, decision.when)
            now = _decoded(plan, _bytes_of(plan))
            journal = settle(plan, now, decision.when)
            _enter(plan, journal, to_enter(plan, entry_between(now, now, decision), now))
        except OSError as error:
            raise _unsaved(error, plan) from error


def settle(plan: Path, text: str, when: datetime, journal: Journal | None = None) -> Journal:
    """Enter the pending line, then what was changed outside, and give the end of the journal then.

    ``journal`` is its end as it is, if that is known. The caller holds the lock. Raises
    ``OSError``.
    """
    journal, now = journal or read_end(plan), digest(text.encode())
    pending = pending_of(plan)
    if pending.exists():
        waiting = read_line(pending.read_bytes(), 0)
        # A decision changes no text: only its line shows whether it has been entered.
        entered = [as_line(replace(each, number=0)) for each in journal.entries[-1:]]
        follows = waiting is not None and (journal.last, now) == (waiting.before, waiting.after)
        if waiting is not None and follows and as_line(waiting) not in entered:
            journal = _enter(plan, journal, waiting)
        pending.unlink(missing_ok=True)
    if journal.entries and journal.last != now:
        journal = read_end(plan, restorable=True)
    if entry := outside_entry(journal, text, _modified_at(plan, when)):
        journal = _enter(plan, journal, to_enter(plan, entry, text))
    return journal


def _enter(plan: Path, journal: Journal, entry: Entry) -> Journal:
    """Add an entry to the journal, of which the end is given; its end then. Raises ``OSError``."""
    longer = journal.followed_by(entry)
    append(journal_of(plan), as_line(longer.entries[-1]))
    return longer


def record_outside_changes(plan: Path, when: datetime) -> bool:
    """Enter in the journal, if there is one, what was changed outside; failures are ignored.

    What a killed process left is put right too. Whether a file that was replaced is still kept, and
    is to be looked at again.
    """
    with contextlib.suppress(Unsaved, OSError):
        plan = real_path(plan)
        if not journal_of(plan).exists() and not replaced_files(plan):
            return False
        with _locked(plan, 0):
            _look_back(plan, when)
            if journal_of(plan).exists():
                settle(plan, _decoded(plan, _bytes_of(plan)), when)
        return bool(replaced_files(plan))
    return False


def _look_back(plan: Path, when: datetime) -> None:
    """Remove the files that were replaced, unless somebody has written into one since.

    What was written is put back, or entered in the journal where others have saved since. The
    caller holds the lock. Raises ``OSError`` and ``Unsaved``.
    """
    _demand_files(journal_of(plan))
    _demand_files(pending_of(plan), linked=False)
    for left in replaced_files(plan):
        if not plan.exists() and left.suffix == ".away":  # killed before the new file was there
            put_new(left, plan)
        data, label = left.read_bytes(), left.name.split(".")[-2]
        if replaced_label(data) != label:
            _keep(plan, left, data, label, when)
        elif abs(when.timestamp() - left.stat().st_ctime) > _KEPT_FOR:
            left.unlink(missing_ok=True)


def _keep(plan: Path, left: Path, data: bytes, label: str, when: datetime) -> None:
    """Keep what somebody wrote into a file that was being replaced."""
    present = _bytes_of(plan)
    pending = pending_of(plan)
    waiting = read_line(pending.read_bytes(), 0) if pending.exists() else None
    if data == present or (waiting is not None and digest(data) == waiting.after):
        left.unlink(missing_ok=True)  # the new file, by a process that was killed
        return
    try:
        text, now = data.decode(), present.decode()
    except UnicodeDecodeError:  # no state of a journal: kept where people see it
        put_new(left, plan.with_name(f"{plan.stem}.{label}{plan.suffix}"))
        left.unlink(missing_ok=True)
        return
    last = settle(plan, now, when).entries[-1]
    if last.before.startswith(label) and last.after == digest(present) and swap(left, plan):
        # As if it had been written just after the change that replaced it.
        now, text = text, left.read_bytes().decode(errors="replace")
    settle(plan, text, when)
    settle(plan, now, when)
    left.unlink(missing_ok=True)


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
    _demand_files(path, linked=False)
    lock = FileLock(path, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise Unsaved("busy") from None
    except OSError as error:
        raise _unsaved(error, path) from error
    except NotImplementedError as error:
        raise Unsaved("folder", plan.parent) from error
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


def _bytes_of(plan: Path) -> bytes:
    """The bytes of a file. Raises ``Unsaved``."""
    until = time.monotonic() + _AWAY_FOR
    while True:
        try:
            _demand_kind(plan, plan.stat())
            return plan.read_bytes()
        except FileNotFoundError:
            if time.monotonic() > until:
                raise Unsaved("gone", plan) from None
            time.sleep(0.005)
        except OSError as error:
            raise _unsaved(error, plan) from error


def _decoded(plan: Path, data: bytes) -> str:
    """The text of a file, with its byte order mark. Raises ``Unsaved``."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Unsaved("encoding", plan) from None


def _demand_whole(*texts: str) -> None:
    """Raise ``Unsaved`` for a text that no file can hold."""
    try:
        for text in texts:
            text.encode()
    except UnicodeEncodeError:
        raise Unsaved("half") from None


def _demand_kind(path: Path, found: os.stat_result) -> None:
    """Raise ``Unsaved`` for what is no regular file."""
    if stat.S_ISDIR(found.st_mode):
        raise Unsaved("is-folder", path)
    if not stat.S_ISREG(found.st_mode):
        raise Unsaved("no-file", path)


def _demand_files(*paths: Path, linked: bool = True) -> None:
    """Raise ``Unsaved`` for a path that is there and is no file that may be written.

    ``linked``: whether it may be a link to one.
    """
    for path in paths:
        if not linked and path.is_symlink():
            raise Unsaved("link", path)
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _unsaved(error, path) from error
        _demand_kind(path, found)
        # Replacing a file needs no right to write in it, but its protection is meant to hold.
        if not found.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise Unsaved("read-only", path)
        if not os.access(path, os.W_OK):
            raise Unsaved("read-only", path)


def _replace(plan: Path, data: bytes, began: bytes, lock: _Lock, when: datetime) -> None:
    """Put bytes in the place of those that saving began from, with the mode and the owner.

    Raises ``Stale`` where somebody else has written the file meanwhile: it is theirs again.
    """
    try:
        found = plan.stat()
        beside = write_beside(plan.parent, plan.name, data)
        try:
            beside.chmod(stat.S_IMODE(found.st_mode))
            if hasattr(os, "chown"):
                with contextlib.suppress(OSError):
                    os.chown(beside, found.st_uid, found.st_gid)
            if not lock.is_held():
                raise Unsaved("lost-lock")
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        put_in_place(plan, beside, began)
    except FileNotFoundError:  # an editor has moved the file away
        raise Stale(_decoded(plan, _bytes_of(plan))) from None
    except Overtaken as overtaken:
        pending_of(plan).unlink(missing_ok=True)
        for each in overtaken.passing:
            with contextlib.suppress(UnicodeDecodeError):
                settle(plan, each.decode(), when)
        raise Stale(_decoded(plan, _bytes_of(plan))) from None


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
    if os.path.lexists(seeds) and not seeds.is_dir():
        raise Unsaved("no-folder", seeds)
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
    where = Path(os.fsdecode(error.filename)) if error.filename else plan
    if error.errno in (errno.EACCES, errno.EPERM) and where.is_file():
        return Unsaved("read-only", where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Unsaved("folder", where.parent if not where.is_dir() else where)
    if error.errno == errno.ELOOP:
        return Unsaved("loop", where)
    if error.errno == errno.EISDIR:
        return Unsaved("is-folder", where)
    return Unsaved("failed", error.strerror or plan.name)
