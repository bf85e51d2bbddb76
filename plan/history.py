"""The history of the plan's file: its journal, and git where its folder is a checkout, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from plan.commits import read_commits, texts_of
from plan.journal import Entry, Journal
from plan.locale import Say

__all__ = [
    "about_words", "chosen", "finding", "history", "is_rejection", "people", "texts", "touched",
]  # fmt: skip


def history(plan: Path, journal: Journal) -> tuple[Entry, ...]:
    """All that is known of who changed what, the latest first.

    What the journal has, in one step or in several, is not told again where git recorded it.
    """
    recorded = [each for each in read_commits(plan) if not _leads(journal, each.before, each.after)]
    return tuple(sorted((*recorded, *journal.entries), key=lambda each: each.when, reverse=True))


def _leads(journal: Journal, before: str, after: str) -> bool:
    """Whether unbroken steps of the journal lead from one state of the file to another."""
    state, on_the_way = "", False
    for each in journal.entries:
        if each.before == each.after:
            continue  # a decision that changed nothing
        on_the_way = each.before == before or (on_the_way and each.before == state)
        if on_the_way and each.after == after:
            return True
        state = each.after
    return False


def chosen(
    entries: Sequence[Entry], indicators: Sequence[str], people: Sequence[str]
) -> list[Entry]:
    """The entries of some indicators and of some people; of all where none is named."""
    return [
        each
        for each in entries
        if (not indicators or set(indicators) & set(each.indicators))
        and (not people or each.who in people)
    ]


def touched(entries: Iterable[Entry]) -> list[str]:
    """The indicators that any entry touches."""
    return sorted({each for entry in entries for each in entry.indicators})


def people(entries: Iterable[Entry]) -> list[str]:
    """Who made the entries."""
    return sorted({entry.who for entry in entries if entry.who})


def finding(say: Say, entries: Sequence[Entry]) -> str:
    """What the history comes to, in a sentence."""
    changes = [each for each in entries if each.patch]
    if not changes:
        return say("No change has been recorded yet.")
    told = say.plural("{n} change is recorded", "{n} changes are recorded", len(changes))
    return say("{told}, the latest on {day}.", told=told, day=changes[0].when.date())


def about_words(say: Say, entry: Entry) -> list[str]:
    """What an entry is about beside the file: the article, the passage, the commit."""
    about = entry.about
    told = []
    if about.get("file"):
        told.append(say("Article: {read}", read=about["file"]))
    if about.get("quote"):
        told.append(say("Passage: {quote}", quote=say.quoted(about["quote"])))
    if about.get("commit"):
        told.append(say("Commit {read}", read=about["commit"][:10]))
    return told


def is_rejection(journal: Journal, entry: Entry) -> bool:
    """Whether an entry is the rejection of a proposal, and still stands."""
    return entry.kind == "reject" and entry in journal.rejected().values()


def texts(plan: Path, journal: Journal, entry: Entry) -> tuple[str, str]:
    """The text of the file before and after an entry. Raises ``LookupError`` where it is lost."""
    if entry.kind == "commit":
        return texts_of(plan.resolve(), entry.about["commit"])
    return journal.texts(entry)
