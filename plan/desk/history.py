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
from typing import Final, NamedTuple

from plan.desk.change import Change
from plan.desk.disk import real_path
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
    several = (*recorded, *journal.entries)
    return tuple(sorted(several, key=lambda each: (each.when, each.number), reverse=True))


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
        return texts_of_commit(real_path(plan), entry.about["commit"])
    return journal.texts(entry)


# --- Commits of git ------------------------------------------------------------------------------


class _Commit(NamedTuple):
    """A commit as ``git log`` lists it; ``when`` is ISO 8601."""

    name: str
    parents: str
    who: str
    when: str
    why: str

    def change(self) -> Change:
        """Who made it, when and why."""
        about = {"commit": self.name, "parent": self.parents.split(" ")[0]}
        return Change(datetime.fromisoformat(self.when), self.who, self.why, "commit", about)


def read_commits(plan: Path) -> tuple[Entry, ...]:
    """The commits that changed an indicators file, oldest first; the latest hundred at most.

    Empty where the file is in no checkout, or where git is missing. A commit whose texts cannot be
    read is listed without a difference.
    """
    plan = real_path(plan)
    try:
        commits = _listed(plan, _git(plan.parent, "rev-parse", "HEAD").decode().strip())
    except LookupError:
        return ()
    entries = (_entry(plan, commit) for commit in commits)
    return tuple(entry for entry in entries if entry is not None)


# A failure is never cached: it raises, and the next call asks git again.


@lru_cache(maxsize=4)
def _listed(plan: Path, _head: str) -> tuple[_Commit, ...]:
    """The commits that changed a file, oldest first. Raises ``LookupError``."""
    log = _git(
        plan.parent, "log", f"-n{_MOST_COMMITS}", "--no-renames", "--encoding=UTF-8",
        "--format=%H%x00%P%x00%an%x00%aI%x00%s%x00", "--", plan.name,
    )  # fmt: skip
    pieces = iter(log.decode(errors="replace").split("\0"))
    listed = [_Commit(name.strip(), *rest) for name, *rest in zip(*[pieces] * 5, strict=False)]
    return tuple(reversed(listed))


def _entry(plan: Path, commit: _Commit) -> Entry | None:
    try:
        before, after = texts_of_commit(plan, commit.name)
    except LookupError:
        return entry_between("", "", commit.change())
    return None if before == after else _entry_between(before, after, commit)


@lru_cache(maxsize=256)
def _entry_between(before: str, after: str, commit: _Commit) -> Entry:
    return entry_between(before, after, commit.change())


@lru_cache(maxsize=256)
def texts_of_commit(plan: Path, commit: str) -> tuple[str, str]:
    """The text of a file before and after a commit; empty where the file did not exist.

    Raises ``LookupError`` where git cannot read it.
    """
    _, *parents = _git(plan.parent, "rev-list", "--parents", "-n1", commit).decode().split()
    before = _text_at(plan, parents[0]) if parents else ""
    return before, _text_at(plan, commit)


def _text_at(plan: Path, commit: str) -> str:
    try:
        return _git(plan.parent, "show", f"{commit}:./{plan.name}").decode(errors="replace")
    except LookupError:
        if _git(plan.parent, "ls-tree", "--name-only", commit, "--", f"./{plan.name}"):
            raise
        return ""


def _git(folder: Path, *arguments: str) -> bytes:
    """The output of git. No command of the checkout's settings is run. Raises ``LookupError``."""
    program = shutil.which("git")
    if program is None:
        raise LookupError("git")
    safe = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "--no-pager",
            "--no-optional-locks")  # fmt: skip
    try:
        done = subprocess.run(
            [program, *safe, *arguments], cwd=folder, capture_output=True, timeout=_PATIENCE,
            env={**os.environ, "LC_ALL": "C", **_OFFLINE}, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise LookupError(arguments[0]) from None
    return done.stdout
