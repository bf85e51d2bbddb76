"""Add an article: upload or paste it, see which lines are its body, and fill in its record."""

from functools import partial

import streamlit as st

from plan.articles.extraction import LARGEST
from plan.desk import records
from plan.desk.article_folder import first_record
from plan.model.records import Source
from plan.presentation.article_parts import parts_of
from plan.presentation.proposal_words import article_finding, duplicate_words, reading_words
from plan.ui import (
    choices,
    editing,
    ending,
    forms,
    passages,
    review,
    session,
    text,
    upload,
    widgets,
)
from plan.ui.buttons import sent
from plan.ui.controls import RecordForm
from plan.ui.session import Purpose
from plan.ui.waiting_articles import show_waiting

view = session.view()
say = view.say
KEY = "add"

text.heading(say("Add an article"), 1)
review.show_saved(view)
if added := upload.link_to_added(view):
    text.bullets([(say("See the proposed passages"), added)])

show_waiting(view)
editing.enter(KEY)
editing.open_form(view, KEY)
edition = editing.base_of(view, KEY)
incoming = upload.ask_for_article(view, edition, LARGEST // 2**20)
if incoming is None:
    text.paragraph(
        say(
            "The article is kept as it is and never changed. Nothing is saved until you "
            "have checked what was read."
        )
    )
    ending.stop(view)

examined = upload.read_incoming(view, edition, incoming)
text.finding(article_finding(say, examined))
for words in (*duplicate_words(say, examined), *reading_words(say, examined)):
    text.note(words)
if examined.near_duplicates:
    text.note(
        say("If you add it anyway, give under “Original source” the article that it repeats: "
            "passages of one origin count as one source.")
    )  # fmt: skip
if incoming.recoded:
    text.note(say("The text was not in UTF-8: it is stored in UTF-8, with the same words."))

with widgets.expander(say("The article as it was read"), expanded=True, key="read"):
    text.paragraph(
        say(
            "The article is in full colour. Doubtful lines are framed, with the reason. "
            "The rest of the page is greyed and is not used."
        )
    )
    parts = parts_of(examined.text, 0, examined.end)
    part = choices.pick_part(incoming.mark, parts, 0)
    passages.article_as_read(view, examined, part)

text.heading(say("Entry of the article"))
text.paragraph(
    say(
        "Correct what was misread and name the publisher, which readers will see. You "
        "assess the kind and the reliability."
    )
)
at = records.locate(edition, "source", records.NEW)
key = f"{editing.form_key(KEY)}-{incoming.mark}"
form = RecordForm(key, say, edition.sound, KEY, review.faults(KEY))
with st.form(f"form-{form.key}", border=False, enter_to_submit=False):
    first = first_record(edition, examined, incoming.name)
    drawn = forms.draw(form, Source, first, skip=("file",))
    asked = sent(say("Review the change"), form.name(("go",)), type="primary")
if asked:
    record = {**forms.record_meant(None, drawn.tree, ""), "file": incoming.name}
    review.consider(
        view, KEY, partial(records.put_record, edition, at, record, (), incoming.articles), at,
        Purpose("article", {"file": incoming.name}),
    )  # fmt: skip
review.show_faults(view, KEY)
review.show(view, KEY)
