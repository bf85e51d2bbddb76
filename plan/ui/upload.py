"""The article to be added: an uploaded file, a pasted text, or a file of the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plan.articles.extraction import Refused
from plan.desk.article_folder import names_in_folder, same_file, unnamed_articles
from plan.desk.intake import admit_file, admit_text
from plan.desk.journal import digest
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.presentation.glossary import WAY_WORDS
from plan.suggestions.proposals import ENDINGS, Examined
from plan.ui import address, cache, choices, readings, review, session, text, theme, widgets
from plan.ui.date_field import pick_typed_day


@dataclass(frozen=True)
class IncomingArticle:
    """An article to be added: its file name, and its bytes if it is not in the folder yet.

    ``recoded``: the bytes were converted to UTF-8.
    """

    name: str
    data: bytes | None = None
    recoded: bool = False

    @property
    def mark(self) -> str:
        """What distinguishes it from other articles, for the key of its form."""
        return self.name if self.data is None else digest(self.data)[:12]

    @property
    def articles(self) -> Mapping[str, bytes]:
        """The files to add to the folder, by name."""
        return {} if self.data is None else {self.name: self.data}


def ask_for_article(view: View, edition: Edition, largest: int) -> IncomingArticle | None:
    """Draw the choice of an article; None until it is made. ``largest``: megabytes of a file."""
    say = view.say
    taken = names_in_folder(edition)
    waiting = unnamed_articles(edition)
    ways = [way for way in WAY_WORDS if way != "folder" or waiting]
    if address.read("file") in waiting:
        ways = ["folder", *ways[:-1]]
    way = choices.pick(say("How to add it"), "way", ways, lambda code: say(WAY_WORDS[code]))
    if way == "folder":
        incoming = IncomingArticle(choices.pick(say("File"), "file", waiting, str, resets="part"))
        _note_incoming(incoming)
        return incoming
    key = f"came-{session.form('add').round}"
    try:
        if way == "file":
            held = widgets.file_uploader(
                say("A text, a saved web page or a PDF with text, {n} MB at most", n=largest),
                type=[each.removeprefix(".") for each in ENDINGS], key=f"{key}-upload",
            )  # fmt: skip
            admitted = admit_file(held.name, held.getvalue(), taken) if held is not None else None
        else:
            name = widgets.text_input(
                say("Name of the file"), key=f"{key}-name", placeholder="lessor-2025-03-04",
                help=say("Letters without accents, digits and hyphens. The ending is added."),
            )  # fmt: skip
            pasted = widgets.text_area(
                say("The text of the article, or the source of its page"), height=220,
                key=f"{key}-text",
            )  # fmt: skip
            admitted = admit_text(pasted, name or "article", taken) if pasted.strip() else None
    except Refused as refused:
        text.fault(say(refused.sentence, **refused.arguments))
        return None
    if admitted is None:
        return None
    if same := same_file(edition, admitted.data):
        text.note(say("This file is already there: {read}.", read=same))
    incoming = IncomingArticle(admitted.name, admitted.data, admitted.recoded)
    _note_incoming(incoming)
    theme.mark_unsaved(say("The article is not saved. Leave the page anyway?"))
    return incoming


def _note_incoming(incoming: IncomingArticle) -> None:
    """Discard the waiting change of another article, or of this one under another name."""
    mine, article = session.get(), (incoming.name, incoming.mark)
    if mine.incoming != article:
        review.drop("add")
        mine.incoming = article


def read_incoming(view: View, edition: Edition, incoming: IncomingArticle) -> Examined:
    """Read the article for the plan; while there is nothing to show of it, the page ends."""
    given = pick_published(view, incoming.mark)
    if incoming.data is None:
        return read_in_folder(view, edition, incoming.name, given)
    data = incoming.data
    file = cache.ArticleFile(incoming.name, len(data), digest(data), lambda: data)
    return readings.examined(view, edition, file, given)


def read_in_folder(view: View, edition: Edition, name: str, given: date | None) -> Examined:
    """Read an article of the folder, likewise."""
    try:
        file = cache.file_in_folder(edition, name)
    except OSError:
        readings.missing(view, name)
    return readings.examined(view, edition, file, given)


def pick_published(view: View, article: str) -> date | None:
    """Draw the day of publication to give; one given for another article is discarded."""
    mine = session.get()
    if mine.dated not in (None, article):
        address.write("published", "")
    mine.dated = article
    return pick_typed_day(
        view.say, view.say("Published"), "published",
        view.say("Only if the article does not give its date, or gives a wrong one."),
    )  # fmt: skip


def link_to_added(view: View) -> str:
    """The address of the proposals of the article added last; empty if there is none."""
    file, _ = session.get().incoming or ("", "")
    held = file in {source.file for source in view.plan.sources}
    return address.link(view, "proposals", file=file) if held else ""
