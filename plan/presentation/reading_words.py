"""A long reading in words: how far it is, how it ended."""

from __future__ import annotations

from plan.articles.limits import Progress
from plan.locale.translation import Say


def progress_words(say: Say, progress: Progress | None) -> str:
    """How far a reading is; None before its first step."""
    if progress is None:
        return say("The text is being prepared.")
    if progress.what == "pages":
        return say("Page {n} of {total}", n=progress.done, total=progress.total)
    return say("Sentence {n} of {total}", n=progress.done, total=progress.total)


def stopped_words(say: Say, progress: Progress | None) -> str:
    """Where a reading was stopped."""
    if progress is None:
        return say("The reading was stopped before the first sentence.")
    return say("The reading was stopped. {where}: nothing of it is kept.",
               where=progress_words(say, progress))  # fmt: skip
