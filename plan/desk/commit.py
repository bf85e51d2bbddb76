"""A revision or a new plan saved to the file, if the person may edit at that moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from plan.desk.access import Access
from plan.desk.change import Change
from plan.desk.creation import NewPlan
from plan.desk.journal import Entry
from plan.desk.plan_text import plan_text, seeds_text
from plan.desk.revisions import Revision
from plan.desk.saving import create, save
from plan.problems import Problem

#: The most characters of a reason that are kept.
_LONGEST_REASON: Final = 1_000


class Faulty(Exception):
    """A revision that would bring errors into the file; holds them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Hold the errors."""
        super().__init__(len(problems))
        self.problems: Final = problems


def commit(revision: Revision, access: Access, change: Change) -> Entry:
    """Save a revision and give its entry in the journal.

    The change is signed by the person of ``access``, and what differs is that of the revision.
    Raises ``access.Forbidden``, ``Faulty``, ``saving.Stale`` and ``saving.Unsaved``; nothing is
    changed then.
    """
    access.demand_edit()
    if revision.new_errors:
        raise Faulty(revision.new_errors)
    signed = replace(
        change, who=access.who, why=shortened(change.why), change_set=revision.change_set
    )
    article = next(iter(revision.articles.items()), None)
    return save(revision.before.path, revision.opened, revision.text, signed, article)


def commit_new(path: Path, new: NewPlan, access: Access, change: Change) -> None:
    """Save the file of a new plan, which the person of ``access`` signs in its journal.

    Raises ``access.Forbidden``, ``edits.Unable`` and ``saving.Unsaved``; nothing is changed then.
    """
    access.demand_edit()
    create(path, plan_text(new), seeds_text(new.languages[0]), replace(change, who=access.who))


def shortened(why: str) -> str:
    """A reason on one line, cut to the length that is kept."""
    return " ".join(why.split())[:_LONGEST_REASON]
