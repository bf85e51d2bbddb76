"""Edit the plan: forms for its indicators, axes, articles and head, reviewed before saving."""

from functools import partial

import streamlit as st

from plan.desk import records
from plan.desk.record_kinds import RECORD_KINDS
from plan.presentation.glossary import EDITED_WORDS
from plan.suggestions.by_hand import read_from_source
from plan.ui import (
    address,
    choices,
    edit_links,
    editing,
    ending,
    forms,
    naming,
    review,
    session,
    text,
    widgets,
)
from plan.ui.buttons import clicked, sent
from plan.ui.controls import RecordForm
from plan.ui.session import Purpose

view = session.view()
say = view.say

text.heading(say("Edit the plan"), 1)
review.show_saved(view)
editing.follow()

left, right = st.columns([1, 2], vertical_alignment="bottom")
with left:
    what = choices.pick(
        say("Edit"), "what", list(RECORD_KINDS), lambda code: say(EDITED_WORDS[code])
    )  # fmt: skip
names = naming.record_names(view, what)
# A record being edited stays on the page if somebody else removes it meanwhile.
if editing.is_open(f"{what}-{(held := address.read(what))}-"):
    names.setdefault(held, held)
with right:
    chosen = choices.pick(say("Which one"), what, list(names), names.__getitem__)
text.actions(edit_links.add_links(view, edit_links.axis_of(view, what, chosen)))
axis = ""
if what == "indicator" and chosen == records.NEW:
    axes = naming.record_names(view, "axis", new=False)
    if not axes:
        text.note(say("An indicator belongs to a strategic axis: add an axis first."))
        ending.stop(view)
    if editing.is_open(f"{what}-{chosen}-{(held := address.read('in'))}"):
        axes.setdefault(held, held)
    axis = choices.pick(say("Strategic axis"), "in", list(axes), axes.__getitem__)

key = f"{what}-{chosen}-{axis}"
editing.enter(f"edit {key}")
editing.open_form(view, key)
edition = editing.base_of(view, key)
try:
    at = records.locate(edition, what, chosen, axis)
except LookupError:
    text.note(say("This entry is no longer in the file."))
    ending.stop(view)
before = records.record_at(edition, at)
nature = forms.pick_nature(view, editing.form_key(key), before) if what == "indicator" else ""
review.offer_new_version(view, key)

form = RecordForm(
    editing.form_key(key), say, edition.sound, key, review.faults(key),
    nature, forms.step_names(view, before), partial(read_from_source, edition, chosen),
)  # fmt: skip
with st.form(f"form-{form.key}", border=False, enter_to_submit=False):
    drawn = forms.draw(form, RECORD_KINDS[what].record, before, skip=("nature", "indicators"))
    asked = sent(say("Review the change"), form.name(("go",)), type="primary")
if asked:
    record = forms.record_meant(before, drawn.tree, nature)
    review.consider(
        view, key, partial(records.put_record, edition, at, record, drawn.renames), at,
        Purpose(address={} if what == "plan" else {what: str(record.get("id", ""))}),
    )  # fmt: skip
review.show_faults(view, key)

waits = review.show(view, key)
if not waits and chosen != records.NEW and what != "plan":
    with widgets.expander(say("Remove from the plan"), key=f"out-{key}"):
        text.paragraph(
            say("It will be removed from the file. It stays in the history and can be restored.")
        )
        if clicked(say("Review the removal"), f"remove-{key}"):
            review.consider(
                view,
                key,
                partial(records.remove_record, edition, at),
                purpose=Purpose(address={what: records.NEW}),
            )
