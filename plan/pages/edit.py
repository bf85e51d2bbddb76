"""Edit the plan: forms for its indicators, axes, articles and its head; reviewed before saving."""

from functools import partial

import streamlit as st

from plan import entries
from plan.glossary import EDITED_WORDS
from plan.pages import address, forms, frame, review
from plan.pages import elements as e
from plan.pages.presses import pressed, sent

view = e.here()
say = view.say

e.heading(say("Edit the plan"), 1)
frame.demand_edit(view)
review.tell_saved(view)
review.follow()

left, right = st.columns([1, 2], vertical_alignment="bottom")
with left:
    what = e.pick(
        say("Edit"), "what", list(entries.RECORD_TYPES), lambda code: say(EDITED_WORDS[code])
    )  # fmt: skip
names = forms.entry_names(view, what)
# What somebody else takes out meanwhile stays on the page of who is editing it.
if review.is_open(f"{what}-{(held := address.read(what))}-"):
    names.setdefault(held, held)
with right:
    entry = e.pick(say("Which"), what, list(names), names.__getitem__)
axis = ""
if what == "indicator" and entry == entries.NEW:
    axes = forms.entry_names(view, "axis", new=False)
    if not axes:
        e.note(say("An indicator stands in a strategic axis: make one first."))
        frame.foot(view)
        st.stop()
    if review.is_open(f"{what}-{entry}-{(held := address.read('in'))}"):
        axes.setdefault(held, held)
    axis = e.pick(say("Strategic axis"), "in", list(axes), axes.__getitem__)

key = f"{what}-{entry}-{axis}"
review.enter(f"edit {key}")
edition = review.opened(view, key)
try:
    at = entries.locate(edition, what, entry, axis)
except LookupError:
    e.note(say("It is no longer in the file."))
    frame.foot(view)
    st.stop()
before = entries.record_at(edition, at)
nature = forms.pick_nature(view, review.form_key(key), before) if what == "indicator" else ""
review.renewal(view, key)

form = forms.Form(
    review.form_key(key), say, edition.sound, review.faults(key), nature,
    forms.step_names(view, before),
)  # fmt: skip
with st.form(f"form-{form.key}", border=False, enter_to_submit=False):
    typed = forms.draw(form, entries.RECORD_TYPES[what], before, skip=("nature", "indicators"))
    asked = sent(say("Review the change"), form.name(("go",)), type="primary")
if asked:
    meant = forms.meant_by(before, typed, nature)
    review.consider(
        view, key, partial(entries.put_record, edition, at, meant, form.renames), at,
        then={} if what == "plan" else {what: str(meant.get("id", ""))},
    )  # fmt: skip
review.tell_faults(view, key)

waits = review.show(view, key)
if not waits and entry != entries.NEW and what != "plan":
    with st.expander(say("Take it out of the plan"), key=f"out-{key}"):
        e.text(say("It leaves the file; the history keeps it, and can bring it back."))
        if pressed(say("Review the removal"), f"remove-{key}"):
            review.consider(
                view, key, partial(entries.remove_record, edition, at), then={what: entries.NEW}
            )
