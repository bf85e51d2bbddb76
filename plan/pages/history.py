"""The history: who changed what, when and why; a change can be undone by a new one."""

from functools import partial

import streamlit as st

from plan.decisions import restore
from plan.history import (
    about_words,
    chosen,
    history,
    history_finding,
    is_rejection,
    people,
    texts,
    touched,
)
from plan.journal import ENTRY_WORDS
from plan.pages import cache, forms, frame, hanging, review
from plan.pages import elements as e
from plan.pages.presses import answered, pressed
from plan.revision import line_difference, undo

view = e.here()
say = view.say
edition = cache.latest()
journal = cache.journal()
entries = history(edition.path, journal)
may_edit = frame.access().may_edit

e.heading(say("History"), 1)
review.tell_saved(view)
e.finding(history_finding(say, entries))
if journal.damaged:
    e.note(say.plural("{n} line of the journal cannot be read.",
                      "{n} lines of the journal cannot be read.", journal.damaged))  # fmt: skip
left, right = st.columns(2)
with left:
    indicators = e.pick_several(
        say("Indicator"), "indicator", touched(entries), lambda code: forms.named(view, code)
    )
with right:
    signed = e.pick_several(
        say("Who"), "who", people(entries) if may_edit else [], lambda who: who or "—"
    )

placed = []
for entry in e.paged(view, chosen(entries, indicators, signed), "page", 20):
    key = f"undo-{entry.about.get('commit', entry.number)}"
    e.entry(
        view, say(ENTRY_WORDS[entry.kind]), entry.when, entry.who if may_edit else "", entry.why,
        [forms.named(view, each) for each in entry.indicators], about_words(say, entry),
    )  # fmt: skip
    if entry.patch:
        with st.expander(say("What differed in the file"), key=f"show-{key}",
                         on_change="rerun") as folded:  # fmt: skip
            if folded.open:
                try:
                    e.difference(view, line_difference(*texts(edition.path, journal, entry)))
                except LookupError:
                    e.text(say("The journal does not reach back to this change."))
    if not may_edit:
        continue
    begins = entry.about.get("parent") == ""  # the first commit: there is nothing before it
    if entry.patch and not begins and pressed(say("Undo this change"), key, type="tertiary"):
        try:
            before, after = texts(edition.path, journal, entry)
            review.consider(
                view, key, partial(undo, edition, before, after), None, "undo",
                {"undoes": str(entry.number)},
            )  # fmt: skip
        except LookupError:
            answered()
            e.note(
                say("What it changed has been changed again since: undo the later change first, "
                    "or edit the entry.")
            )  # fmt: skip
    review.show(view, key)
    placed.append(key)
    if is_rejection(journal, entry) and pressed(
        say("Offer it again"), f"again-{entry.number}", type="tertiary"
    ):
        hanging.tell(view, partial(restore, edition, entry))
if may_edit:
    review.show_others(view, "undo-", placed)
