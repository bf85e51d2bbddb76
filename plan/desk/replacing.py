"""Replacing a file that a text editor may write at the same moment: nothing of either is lost.

The new file and the present one exchange their names in one step. Only then is what was replaced
compared with what was to be replaced: if it is something else, it is put back. The file that was
replaced is kept for a moment under a hidden name, because an editor that had it open can still
write into it. That name holds the digest of what it should contain.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from glob import escape
from hashlib import sha256
from pathlib import Path

from plan.desk.disk import flush_folder, put_new


class Overtaken(Exception):
    """Somebody else wrote the file meanwhile, and it is theirs again.

    ``passing`` holds what others wrote and yet others replaced at once.
    """

    def __init__(self, passing: Sequence[bytes] = ()) -> None:
        """Hold what was written and replaced."""
        super().__init__(len(passing))
        self.passing = tuple(passing)


def replaced_label(data: bytes) -> str:
    """What names the file that was replaced: the beginning of the digest of its bytes."""
    return sha256(data).hexdigest()[:16]


def replaced_files(path: Path) -> list[Path]:
    """The files that were replaced under this name and are kept; those moved away come first."""
    kept = [each for ending in ("away", "old")
            for each in path.parent.glob(f".{escape(path.name)}.*.{ending}")]  # fmt: skip
    return [each for each in kept if each.is_file() and not each.is_symlink()]


def replace(path: Path, beside: Path, began: bytes) -> None:
    """Put a new file in the place of one whose bytes are ``began``, which is kept.

    Raises ``Overtaken`` where its bytes are others by now, ``FileNotFoundError`` where it is gone,
    and ``OSError``; the new file is removed then.
    """
    # Of its own for each saving: the same text may have been replaced a moment ago.
    kept = beside.with_name(f"{beside.stem}.{replaced_label(began)}.old")
    try:
        mine = beside.read_bytes()
        os.replace(beside, kept)
        beside = kept
        in_place = swap(kept, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
    displaced = kept.read_bytes()
    if in_place and displaced == began:
        return
    passing = _put_back(path, kept, mine, displaced) if in_place else [displaced]
    kept.unlink(missing_ok=True)
    flush_folder(path.parent)
    raise Overtaken([each for each in passing if each != began])


def _put_back(path: Path, kept: Path, put: bytes, displaced: bytes) -> list[bytes]:
    """Give a displaced file its name again; what others wrote and others replaced meanwhile.

    ``put`` is what was put in its place. What others put there since is newer, and stays.
    """
    passing: list[bytes] = []
    while True:
        try:
            in_place = swap(kept, path)
        except FileNotFoundError:  # an editor has moved the file away, and may write it anew
            passing.append(displaced)
            try:
                put_new(kept, path)
            except FileExistsError:
                continue
            return passing
        found = kept.read_bytes()
        if found == put:
            return passing if in_place else [*passing, displaced]
        passing.append(displaced)
        if not in_place:  # they wrote twice: what they wrote last stays
            return [*passing, found]
        put, displaced = displaced, found


def swap(one: Path, path: Path) -> bool:
    """Exchange two files by name; False where somebody put a third file at ``path`` meanwhile.

    ``one`` is afterwards what was at ``path``. Where the system cannot exchange names in one step,
    there is no file at ``path`` for a moment. Raises ``FileNotFoundError`` where there is none, and
    ``OSError``; nothing is changed then.
    """
    if exchange(one, path):
        return True
    away = one.with_suffix(".away")
    path.rename(away)
    try:
        put_new(one, path)
        in_place = True
    except FileExistsError:
        in_place = False
    except BaseException:
        put_new(away, path)
        away.unlink(missing_ok=True)
        raise
    os.replace(away, one)
    return in_place


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two files in one step; False where that is not possible here."""
    call = _exchange_call()
    if call is None:
        return False
    return call(os.fsencode(one), os.fsencode(other)) == 0


@cache
def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    """The call of this system that exchanges two names, or None."""
    here = -100  # AT_FDCWD: paths count from the current folder
    exchanging = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
    try:
        if sys.platform == "linux":
            rename = ctypes.CDLL(None).renameat2
            return lambda one, other: int(rename(here, one, here, other, exchanging))
        if sys.platform == "darwin":
            rename = ctypes.CDLL(None).renamex_np
            return lambda one, other: int(rename(one, other, exchanging))
    except (OSError, AttributeError):  # an older system
        pass
    return None
