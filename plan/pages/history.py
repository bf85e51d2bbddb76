"""The history: changes with author, time and reason; each can be undone by a new change."""

from functools import partial

import streamlit as st

from plan.desk.decisions import restore
from plan.desk.entry_words import entry_words
from plan.desk.history import (
    about_words,
    history,
    history_finding,
    is_rejection,
    matching_entries,
    people,
    texts,
    touched_indicators,
)
from plan.desk.journal import ENTRY_WORDS
from plan.desk.revisions import line_difference, undo
from plan.ui import cache, choices, data, decisions, naming, review, session, text, widgets
from plan.ui.buttons import answer, clicked
from plan.ui.session import Purpose

view = session.view()
say = view.say
edition = cache.latest()
journal = cache.journal()
entries = history(edition.path, journal)

text.heading(say("History"), 1)
review.show_saved(view)
text.finding(history_finding(say, entries))
if journal.damaged:
    text.note(say.plural("{n} line of the history cannot be read.",
                      "{n} lines of the history cannot be read.", journal.damaged))  # fmt: skip
left, right = st.columns(2)
with left:
    indicators = choices.pick_several(
        say("Indicator"),
        "indicator",
        touched_indicators(entries),
        lambda code: naming.indicator_title(view, code),
    )
with right:
    signed = choices.pick_several(say("Who"), "who", people(entries), lambda who: who or "—")

placed = []
for entry in choices.paged(matching_entries(entries, indicators, signed), "page", 20):
    key = f"undo-{entry.about.get('commit', entry.number)}"
    what = entry_words(view, entry)
    kind = "" if what and entry.kind == "edit" else say(ENTRY_WORDS[entry.kind])
    indicators = [naming.indicator_title(view, each) for each in entry.indicators]
    about = [*about_words(say, entry), *indicators]
    text.entry(say, kind, entry.when, entry.who, entry.why, what, about)
    if entry.patch:
        with widgets.expander(say("Changes in the file"), key=f"show-{key}",
                         on_change="rerun") as folded:  # fmt: skip
            if folded.open:
                try:
                    data.difference(view, line_difference(*texts(edition.path, journal, entry)))
                except LookupError:
                    text.paragraph(say("The history does not go back to this change."))
    is_first = entry.about.get("parent") == ""  # the first commit: no file before it
    if entry.patch and not is_first and clicked(say("Undo this change"), key, type="tertiary"):
        try:
            before, after = texts(edition.path, journal, entry)
            review.consider(
                view, key, partial(undo, edition, before, after),
                purpose=Purpose("undo", {"undoes": str(entry.number)}),
            )  # fmt: skip
        except LookupError:
            answer()
            text.note(
                say("This was changed again later: undo the later change first, or edit the entry.")
            )  # fmt: skip
    review.show(view, key)
    placed.append(key)
    if is_rejection(journal, entry) and clicked(
        say("Restore the proposal"), f"again-{entry.number}", type="tertiary"
    ):
        decisions.record_decision(view, partial(restore, edition, entry))
review.show_others(view, "undo-", placed)
