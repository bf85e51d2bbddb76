"""The secret of an account: drawn once, kept in its settings folder, readable by nobody else.

In: the folder. Out: 32 random bytes, the same at every start; or why they cannot be kept there.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

#: Why a secret cannot be kept, by code; ``{path}`` is its file.
KEY_FAULTS: Final = {
    "exposed": "Other accounts can read or replace {path}: delete this file. Until then, "
    "the link must be opened again after each start.",
    "damaged": "{path} holds no secret: delete this file. Until then, the link must be "
    "opened again after each start.",
    "unwritable": "{path} cannot be read or written: the link must be opened again after each "
    "start.",
    "homeless": "This account has no folder of its own: the link must be opened again after each "
    "start.",
}
_FOLDER: Final = "plan-dashboard"
_NAME: Final = "key"
_SIZE: Final = 32  # bytes


class Unkept(Exception):
    """A secret cannot be kept; ``code`` is one of ``KEY_FAULTS``, ``path`` its file."""

    def __init__(self, code: str, path: Path) -> None:
        """Say why, and where."""
        super().__init__(code)
        self.code: Final = code
        self.path: Final = path


def draw_key() -> bytes:
    """A new secret."""
    return secrets.token_bytes(_SIZE)


def settings_folder(environment: Mapping[str, str], home: Path, platform: str) -> Path:
    """The folder for the settings of this software, where the system keeps those of an account.

    ``platform`` as in ``sys.platform``.
    """
    if platform == "win32":
        return Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / _FOLDER
    if platform == "darwin":
        return home / "Library" / "Application Support" / _FOLDER
    named = Path(environment.get("XDG_CONFIG_HOME", ""))
    # A relative path there is to be ignored, says the XDG Base Directory Specification.
    return (named if named.is_absolute() else home / ".config") / _FOLDER


def kept_key(folder: Path) -> bytes:
    """The secret kept in a folder, drawn at the first call. Raises ``Unkept``."""
    path = folder / _NAME
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _keep(path, draw_key())
        with path.open("rb") as opened:
            if not _is_private(os.fstat(opened.fileno())):
                raise Unkept("exposed", path)
            written = opened.read(2 * _SIZE + 1)
        key = bytes.fromhex(written.decode("ascii"))
    except OSError as error:
        raise Unkept("unwritable", path) from error
    except ValueError as error:
        raise Unkept("damaged", path) from error
    if len(key) != _SIZE:
        raise Unkept("damaged", path)
    return key


def _is_private(found: os.stat_result) -> bool:
    """Whether a file is this account's own, and closed to all others."""
    if sys.platform == "win32":  # where the folder of an account is closed to all others
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _keep(path: Path, key: bytes) -> None:
    """Write a secret, whole or not at all; one that is there already stays."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{_NAME}-")  # mode 600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(key.hex())
            opened.flush()
            os.fsync(handle)
        with suppress(FileExistsError):  # drawn by a second server at the same moment
            _name(draft, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)


def _name(draft: str, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        os.rename(draft, path)
