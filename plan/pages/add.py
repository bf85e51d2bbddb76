"""Add an article: a file or a text, what of it is the article, and its entry in the plan's file."""

from functools import partial

import streamlit as st

from plan import entries
from plan.extraction import LARGEST, NOTES
from plan.model import Source
from plan.offers import finding, twin_words
from plan.pages import arrival, forms, frame, review
from plan.pages import elements as e
from plan.pages.presses import sent

view = e.here()
say = view.say
KEY = "add"

e.heading(say("Add an article"), 1)
frame.demand_edit(view)
review.tell_saved(view)
if added := arrival.just_added(view):
    e.bullets([(say("Read what it could prove"), added)])

review.enter(KEY)
edition = review.opened(view, KEY)
incoming = arrival.bring(view, edition, LARGEST // 2**20)
if incoming is None:
    e.text(
        say(
            "The article is stored in the folder seeds/ as it is, and never changed. Nothing is "
            "stored before you have seen what is read in it."
        )
    )
    frame.foot(view)
    st.stop()

examined = arrival.examined(view, edition, incoming)
if isinstance(examined, str):
    e.finding(examined)
    frame.foot(view)
    st.stop()
e.finding(finding(say, examined))
for told in (*twin_words(say, examined), *(say(NOTES[each]) for each in examined.extracted.notes)):
    e.note(told)
if examined.twins:
    e.note(
        say("If you add it all the same, say under “What it relays” which article it repeats: "
            "passages of one origin count as one source.")
    )  # fmt: skip
if incoming.recoded:
    e.note(say("The text was not UTF-8: it is stored as UTF-8, word for word the same."))

with st.expander(say("The article, as it was read"), expanded=True, key="read"):
    e.text(
        say(
            "What is of the article stands in full; lines that may or may not be of it are framed, "
            "with the reason; what surrounds it is faint, and nothing is proposed from it."
        )
    )
    e.read_article(view, examined)

e.heading(say("Its entry in the plan’s file"))
e.text(
    say(
        "Correct what was read wrongly, and name the publisher: readers see it. The kind and the "
        "reliability are yours to judge."
    )
)
at = entries.locate(edition, "source", entries.NEW)
key = f"{review.form_key(KEY)}-{incoming.mark}"
form = forms.Form(key, say, edition.sound, review.faults(KEY))
with st.form(f"form-{form.key}", border=False, enter_to_submit=False):
    typed = forms.draw(form, Source, arrival.entry_of(edition, examined, incoming), skip=("file",))
    asked = sent(say("Review the change"), form.name(("go",)), type="primary")
if asked:
    meant = {**forms.meant_by(None, typed, ""), "file": incoming.name}
    review.consider(
        view, KEY, partial(entries.put_record, edition, at, meant, (), incoming.articles), at,
        "article", {"file": incoming.name},
    )  # fmt: skip
review.tell_faults(view, KEY)
review.show(view, KEY)
