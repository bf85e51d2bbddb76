"""How an article comes in on the page: a file, a text that is pasted, or a file that lies there."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from plan.edition import Edition
from plan.extraction import Refused
from plan.glossary import WAY_WORDS
from plan.intake import admit, admit_text
from plan.journal import digest
from plan.pages import address, cache, review
from plan.pages import elements as e
from plan.proposals import ENDINGS, Examined, articles_to_read
from plan.tree import Tree
from plan.view import View


@dataclass(frozen=True)
class Brought:
    """An article that somebody brings: its name in the folder, and its bytes if it is not there."""

    name: str
    data: bytes | None = None
    recoded: bool = False

    @property
    def mark(self) -> str:
        """What tells it from another article: the form of each has its own words."""
        return self.name if self.data is None else digest(self.data)[:12]

    @property
    def articles(self) -> Mapping[str, bytes]:
        """What would come into the folder."""
        return {} if self.data is None else {self.name: self.data}


def bring(view: View, edition: Edition, largest: int) -> Brought | None:
    """Ask for an article; None until there is one."""
    say = view.say
    taken = names_in(edition)
    lying = unnamed(edition)
    ways = [way for way in WAY_WORDS if way != "folder" or lying]
    asked = "folder" if address.read("file") in lying else ""
    way = e.pick(say("How it comes in"), "way", ways if not asked else ["folder", *ways[:-1]],
                 lambda code: say(WAY_WORDS[code]))  # fmt: skip
    if way == "folder":
        brought = Brought(e.pick(say("File"), "file", lying, str))
        _renew(brought)
        return brought
    came_in = f"came-{review.round_of('add')}"
    try:
        if way == "file":
            e.uploader_words(view, largest)
            held = st.file_uploader(
                say("A text, a saved web page or a PDF with text, {n} MB at most", n=largest),
                type=[each.removeprefix(".") for each in ENDINGS], key=f"{came_in}-upload",
            )  # fmt: skip
            came = admit(held.name, held.getvalue(), taken) if held is not None else None
        else:
            name = st.text_input(
                say("Name of the file"), key=f"{came_in}-name", placeholder="lessor-2025-03-04",
                help=say("Plain letters, digits and hyphens; the ending is added."),
            )  # fmt: skip
            told = st.text_area(
                say("The text of the article, or the source of its page"), height=220,
                key=f"{came_in}-text",
            )  # fmt: skip
            came = admit_text(told, name or "article", taken) if told.strip() else None
    except Refused as refused:
        e.fault(say(refused.sentence, **refused.arguments))
        return None
    if came is None:
        return None
    if same := _same_file(edition, came.data):
        e.note(say("This very file is there already: {read}.", read=same))
    brought = Brought(came.name, came.data, came.recoded)
    _renew(brought)
    e.unsaved(say("The article is not saved. Leave the page all the same?"))
    return brought


def _renew(brought: Brought) -> None:
    """What waits is of another article, or of the same under another name."""
    came = brought.name, brought.mark
    if st.session_state.get("incoming") != came:
        review.drop("add")
        st.session_state["incoming"] = came


def _same_file(edition: Edition, data: bytes) -> str:
    """The name of the file of the folder that is the same to the byte."""
    for path in (edition.path.parent / "seeds").glob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return path.name
    return ""


def names_in(edition: Edition) -> list[str]:
    """The names of the folder of articles."""
    try:
        return [each.name for each in (edition.path.parent / "seeds").iterdir()]
    except OSError:
        return []


def unnamed(edition: Edition) -> list[str]:
    """The articles of the folder that no source names yet."""
    plan = edition.sound
    named = {source.file for source in plan.sources} if plan is not None else set()
    return [each for each in articles_to_read(edition) if each not in named]


def examined(view: View, edition: Edition, brought: Brought) -> Examined | str:
    """What is read in the article for the plan that its entry would come into, or why it cannot."""
    given = pick_published(view, brought.mark)
    with st.spinner(view.say("Reading the article…")):
        if brought.data is None:
            return cache.examined(edition, view.say, brought.name, given)
        return cache.examined_data(edition, view.say, brought.name, brought.data, given)


def pick_published(view: View, article: str) -> date | None:
    """The day of publication that a person gives; what was given for another article is gone."""
    if st.session_state.get("dated", article) != article:
        address.write("published", "")
    st.session_state["dated"] = article
    return address.pick_day(
        view.say("Published"), "published",
        view.say("Only where the article does not tell its day, or tells a wrong one."),
    )  # fmt: skip


def entry_of(edition: Edition, examined: Examined, brought: Brought) -> Tree:
    """The entry to begin with: what was read, under a name that no other source has."""
    entry = dict(examined.source_entry)
    plan = edition.sound
    if examined.twins and plan is not None:
        twin = next(iter(examined.twins))
        entry["origin"] = plan.source[twin].origin or twin
        entry["id"] = examined.fresh
    return {**entry, "file": brought.name}


def just_added(view: View) -> str:
    """The way to the proposals of the article that was saved last; nothing while another comes."""
    file, _ = st.session_state.get("incoming", ("", ""))
    held = file in {source.file for source in view.plan.sources}
    return address.link(view, "proposals", file=str(file)) if held else ""
