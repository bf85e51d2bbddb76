"""What people do to the plan's file, each checked for who may do it at the moment it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from plan.access import Access
from plan.edition import Edition
from plan.journal import Entry, Kind, digest
from plan.problems import Problem
from plan.proposals import Examined, Proposal
from plan.revision import Revision
from plan.saving import note, save

__all__ = ["Faulty", "commit", "is_rejected", "reject", "restore"]

#: The most words that a reason keeps.
_LONGEST_REASON: Final = 1_000


class Faulty(Exception):
    """A revision that would bring errors into the file; holds them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Tell the errors."""
        super().__init__(len(problems))
        self.problems: Final = problems


def commit(
    revision: Revision, access: Access, when: datetime, why: str = "",
    kind: Kind = "edit", about: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Save a revision, signed by who may edit, and give its entry in the journal.

    Raises ``access.Forbidden``, ``Faulty``, ``saving.Stale`` and ``saving.Unsaved``; nothing is
    changed then.
    """
    access.demand_edit()
    if revision.new_errors:
        raise Faulty(revision.new_errors)
    article = next(iter(revision.articles.items()), None)
    return save(
        revision.before.path, revision.opened, revision.text, when, access.who,
        _reason(why), kind=kind, about=dict(about or {}), article=article,
        changed=revision.made,
    )  # fmt: skip


def reject(
    edition: Edition, examined: Examined, proposal: Proposal, access: Access, when: datetime,
    why: str,
) -> None:  # fmt: skip
    """Remember that a proposal was rejected, and why, so that it is not offered again.

    Raises ``access.Forbidden`` and ``saving.Unsaved``.
    """
    access.demand_edit()
    note(edition.path, _told("reject", _about(examined, proposal), access, when, why))


def restore(
    edition: Edition, rejection: Entry, access: Access, when: datetime, why: str = ""
) -> None:
    """Offer a rejected proposal again. Raises as ``reject`` does."""
    access.demand_edit()
    note(edition.path, _told("restore", rejection.about, access, when, why))


def is_rejected(
    rejected: Mapping[tuple[str, str, str], Entry], examined: Examined, proposal: Proposal
) -> Entry | None:
    """The entry by which a proposal was rejected, or None."""
    about = _about(examined, proposal)
    return rejected.get((about["article"], about["indicator"], about["quote"]))


def _about(examined: Examined, proposal: Proposal) -> dict[str, str]:
    # By what the article says, not by its name: a copy under another name is the same article.
    said = " ".join(examined.text.split())
    return {
        "article": digest(said.encode(errors="replace")),
        "file": examined.name,
        "indicator": proposal.suggestion.indicator,
        "quote": " ".join(proposal.suggestion.quote.split()),
    }


def _told(kind: Kind, about: Mapping[str, str], access: Access, when: datetime, why: str) -> Entry:
    indicators = (about["indicator"],) if about.get("indicator") else ()
    return Entry(
        kind, when, access.who, "", "", _reason(why), indicators=indicators, about=dict(about)
    )


def _reason(why: str) -> str:
    return " ".join(why.split())[:_LONGEST_REASON]
