"""The history of ``indicators.yaml`` in git, where its folder is a checkout; only ever read."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from plan.journal import Entry, entry_between

__all__ = ["read_commits", "texts_of"]

_MOST: Final = 100
_PATIENCE: Final = 20  # seconds
#: Nothing is fetched: what is missing in a checkout, its settings would say how to fetch.
_ALONE: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}


def read_commits(plan: Path) -> tuple[Entry, ...]:
    """The commits that changed an indicators file, the oldest first, the latest hundred at most.

    Empty where the file is in no checkout, or where git is missing.
    """
    plan = plan.resolve()
    head = _git(plan.parent, "rev-parse", "HEAD")
    return _commits(plan, head.decode().strip()) if head else ()


@lru_cache(maxsize=4)
def _commits(plan: Path, _head: str) -> tuple[Entry, ...]:
    told = _git(
        plan.parent, "log", f"-n{_MOST}", "--no-renames", "--encoding=UTF-8",
        "--format=%H%x00%P%x00%an%x00%aI%x00%s%x00", "--", plan.name,
    )  # fmt: skip
    pieces = iter((told or b"").decode(errors="replace").split("\0"))
    found = []
    for commit, parents, who, when, why in reversed(list(zip(*[pieces] * 5, strict=False))):
        commit = commit.strip()
        before, after = texts_of(plan, commit)
        if before != after:
            about = {"commit": commit, "parent": parents.split(" ")[0]}
            found.append(
                entry_between(
                    "commit", before, after, datetime.fromisoformat(when), who, why, about
                )
            )
    return tuple(found)


@lru_cache(maxsize=256)
def texts_of(plan: Path, commit: str) -> tuple[str, str]:
    """The text of the file before a commit and after it; empty where it was not there."""
    before, after = (
        (_git(plan.parent, "show", f"{each}:./{plan.name}") or b"").decode(errors="replace")
        for each in (f"{commit}^", commit)
    )
    return before, after


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers, or None. Nothing that the checkout configures is run."""
    program = shutil.which("git")
    if program is None:
        return None
    calm = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "--no-pager",
            "--no-optional-locks")  # fmt: skip
    try:
        done = subprocess.run(
            [program, *calm, *arguments], cwd=folder, capture_output=True, timeout=_PATIENCE,
            env={**os.environ, "LC_ALL": "C", **_ALONE}, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
