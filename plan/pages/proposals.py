"""Proposals: what an article could add to the record, with reasons, for a person to decide on."""

from functools import partial

import streamlit as st

from plan.desk.decisions import restore
from plan.presentation.article_parts import parts_of
from plan.presentation.proposal_words import (
    article_finding,
    article_words,
    cautions,
    duplicate_words,
    heading_words,
    publication_words,
    reading_words,
    reason_words,
    relation_words,
    withheld_words,
)
from plan.suggestions.proposals import articles_to_read
from plan.suggestions.snippets import source_snippet
from plan.ui import (
    address,
    cache,
    choices,
    decisions,
    editing,
    ending,
    leading,
    passages,
    review,
    session,
    text,
    upload,
    widgets,
)
from plan.ui.buttons import clicked

view = session.view()
say = view.say
plan = view.plan

text.heading(say("Proposals"), 1)
review.show_saved(view)
files = articles_to_read(view.edition)
if not files:
    leading.show_empty(view, "proposals")
    ending.stop(view)

left, middle, right = st.columns([4, 3, 2])
with left:
    file = choices.pick(
        say("Read an article"), "file", files, lambda name: article_words(plan, say, name), str,
        resets="part",
    )  # fmt: skip
editing.enter(f"proposals {file}")
with right:
    given = upload.pick_published(view, file)
examined = upload.read_in_folder(view, view.edition, file, given)

text.finding(article_finding(say, examined))
in_plan = examined.known or bool(examined.near_duplicates)
if in_plan:
    text.paragraph(
        say("The software proposes, you decide. What you accept is shown before it is saved.")
    )
else:
    text.note(say("This article is not in the plan yet: add it first, then accept its proposals."))
    text.actions([(say("Add this article"), address.link(view, "add", file=file))])
    with widgets.expander(say("The entry of the article, as text for the file"), key="source"):
        st.code(source_snippet(examined.source_record), language="yaml")
for words in (*duplicate_words(say, examined), *reading_words(say, examined)):
    text.note(words)
undecided, rejected = decisions.divide(examined, cache.journal())
with middle:
    chosen = choices.pick_several(
        say("Indicator"), "indicator",
        sorted({each.suggestion.indicator for _, each in undecided}),
        lambda code: f"{code}  {plan.indicator[code].name.in_language(view.language)}",
    )  # fmt: skip
shown = [pair for pair in undecided if not chosen or pair[1].suggestion.indicator in chosen]
article = cards = st.container()
if not cache.passages_only():
    with st.container(key="beside"):
        article, cards = st.columns([5, 6], gap="medium")
with cards:
    on_page = choices.paged(shown, "page", decisions.CARDS_ON_PAGE)
parts = parts_of(examined.text, 0, examined.end)
with article:
    place = on_page[0][1].suggestion.start if on_page else 0
    part = choices.pick_part(file, parts, place)
with cards:
    if in_plan and on_page:
        passages.keys_of_cards(view)
    placed = []
    for number, proposal in on_page:
        each = proposal.suggestion
        with st.container(key=f"card-{number}", border=True):
            passages.proposal(
                view, number, plan.indicator[each.indicator], heading_words(plan, say, each),
                relation_words(plan, say, proposal), examined.text, each,
                decisions.address_of_part(view, parts, part, each.start),
            )  # fmt: skip
            if warned := cautions(say, each):
                text.bullets(warned)
            with widgets.expander(say("Why it is proposed"), key=f"why-{number}"):
                text.bullets(reason_words(say, each))
                st.code(proposal.snippet, language="yaml")
            if in_plan:
                placed.append(f"offer-{file}-{each.indicator}-{each.start}-{number}")
                decisions.decision_buttons(view, examined, proposal, placed[-1])
    review.show_others(view, f"offer-{file}-", placed)
    if rejected:
        with widgets.expander(say.plural("{n} proposal was rejected", "{n} proposals were rejected",
                                    len(rejected)), key="rejected"):  # fmt: skip
            for n, (proposal, entry) in enumerate(rejected):
                passages.rejection(
                    view, proposal.suggestion.indicator, proposal.suggestion.quote, entry.why
                )
                if clicked(say("Restore the proposal"), f"again-{entry.number}-{n}",
                           type="tertiary"):  # fmt: skip
                    decisions.record_decision(view, partial(restore, cache.latest(), entry))
    if in_plan:
        text.heading(say("Another passage"))
        decisions.record_by_hand(view, examined, part, f"hand-{file}")
    if examined.withheld:
        text.heading(say("Passages left out"))
        text.paragraph(say("These passages are about an indicator but prove nothing for it."))
        passages.withheld(
            [
                (each.indicator, " ".join(each.quote.split()), withheld_words(say, examined, at))
                for at, each in choices.paged(list(enumerate(examined.withheld)), "withheld")
            ],
        )

if not cache.passages_only():
    with article, st.container(key="reading"):
        author = examined.layout.author.text if examined.layout.author else say("without author")
        text.eyebrow(
            say("{author} · Published: {day}", author=author, day=publication_words(say, examined))
        )
        links = decisions.card_links(view, file, shown, on_page)
        passages.article_beside(view, examined, part, links)
