"""The history of the plan's file: its journal, and the commits of git where there is a checkout.

Git is only read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from plan.desk.change import Change
from plan.desk.journal import Entry, Journal, entry_between
from plan.locale.translation import Say

_MOST_COMMITS: Final = 100
_PATIENCE: Final = 20  # seconds to wait for git
#: Nothing is fetched: the settings of a partial checkout could run any command for that.
_OFFLINE: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
}


def history(plan: Path, journal: Journal) -> tuple[Entry, ...]:
    """The entries of the journal and the commits of git, latest first.

    A commit is left out where the journal has the same change, in one entry or in several.
    """
    recorded = [each for each in read_commits(plan) if not _leads(journal, each.before, each.after)]
    return tuple(sorted((*recorded, *journal.entries), key=lambda each: each.when, reverse=True))


def _leads(journal: Journal, before: str, after: str) -> bool:
    """Whether successive entries lead from one state of the file to another, by their digests."""
    state, on_path = "", False
    for each in journal.entries:
        if each.before == each.after:
            continue  # a decision that changed nothing
        on_path = each.before == before or (on_path and each.before == state)
        if on_path and each.after == after:
            return True
        state = each.after
    return False


def matching_entries(
    entries: Sequence[Entry], indicators: Sequence[str], people: Sequence[str]
) -> list[Entry]:
    """The entries of some indicators and of some people; of all where none is named."""
    return [
        each
        for each in entries
        if (not indicators or set(indicators) & set(each.indicators))
        and (not people or each.who in people)
    ]


def touched_indicators(entries: Iterable[Entry]) -> list[str]:
    """The ids of the indicators that any entry touches, sorted."""
    return sorted({each for entry in entries for each in entry.indicators})


def people(entries: Iterable[Entry]) -> list[str]:
    """The names of those who made the entries, sorted and without repeats."""
    return sorted({entry.who for entry in entries if entry.who})


def history_finding(say: Say, entries: Sequence[Entry]) -> str:
    """A summary of the history, latest entry first, in a sentence."""
    changes = [each for each in entries if each.patch]
    if not changes:
        return say("No change has been recorded yet.")
    number = say.plural("{n} change is recorded", "{n} changes are recorded", len(changes))
    return say("{told}, the latest on {day}.", told=number, day=changes[0].when.date())


def about_words(say: Say, entry: Entry) -> list[str]:
    """What an entry refers to: the article, the passage, the commit; a phrase each."""
    about = entry.about
    words = []
    if about.get("file"):
        words.append(say("Article: {read}", read=about["file"]))
    if about.get("quote"):
        words.append(say("Passage: {quote}", quote=say.quoted(about["quote"])))
    if about.get("commit"):
        words.append(say("Commit {read}", read=about["commit"][:10]))
    return words


def is_rejection(journal: Journal, entry: Entry) -> bool:
    """Whether an entry rejects a proposal and has not been taken back."""
    return entry.kind == "reject" and entry in journal.rejected().values()


def texts(plan: Path, journal: Journal, entry: Entry) -> tuple[str, str]:
    """The text of the file before and after an entry. Raises ``LookupError`` where it is lost."""
    if entry.kind == "commit":
        return texts_of_commit(plan.resolve(), entry.about["commit"])
    return journal.texts(entry)


# --- Commits of git ------------------------------------------------------------------------------


def read_commits(plan: Path) -> tuple[Entry, ...]:
    """The commits that changed an indicators file, oldest first; the latest hundred at most.

    Empty where the file is in no checkout, or where git is missing.
    """
    plan = plan.resolve()
    head = _git(plan.parent, "rev-parse", "HEAD")
    return _commits(plan, head.decode().strip()) if head else ()


@lru_cache(maxsize=4)
def _commits(plan: Path, _head: str) -> tuple[Entry, ...]:
    log = _git(
        plan.parent, "log", f"-n{_MOST_COMMITS}", "--no-renames", "--encoding=UTF-8",
        "--format=%H%x00%P%x00%an%x00%aI%x00%s%x00", "--", plan.name,
    )  # fmt: skip
    pieces = iter((log or b"").decode(errors="replace").split("\0"))
    found = []
    for commit, parents, who, when, why in reversed(list(zip(*[pieces] * 5, strict=False))):
        commit = commit.strip()
        before, after = texts_of_commit(plan, commit)
        if before != after:
            about = {"commit": commit, "parent": parents.split(" ")[0]}
            change = Change(datetime.fromisoformat(when), who, why, "commit", about)
            found.append(entry_between(before, after, change))
    return tuple(found)


@lru_cache(maxsize=256)
def texts_of_commit(plan: Path, commit: str) -> tuple[str, str]:
    """The text of a file before and after a commit; empty where the file did not exist."""
    before, after = (
        (_git(plan.parent, "show", f"{each}:./{plan.name}") or b"").decode(errors="replace")
        for each in (f"{commit}^", commit)
    )
    return before, after


def _git(folder: Path, *arguments: str) -> bytes | None:
    """The output of git, or None where it fails. No command of the checkout's settings is run."""
    program = shutil.which("git")
    if program is None:
        return None
    safe = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "--no-pager",
            "--no-optional-locks")  # fmt: skip
    try:
        done = subprocess.run(
            [program, *safe, *arguments], cwd=folder, capture_output=True, timeout=_PATIENCE,
            env={**os.environ, "LC_ALL": "C", **_OFFLINE}, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
