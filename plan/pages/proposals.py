"""Proposals: what of an article could stand in the plan, and why; a person decides on each."""

from functools import partial

import streamlit as st

from plan.decisions import rejection_of, restore
from plan.extraction import NOTES
from plan.offers import (
    article_words,
    cautions,
    finding,
    offered_words,
    published_words,
    relation_words,
    twin_words,
    when_words,
    why,
    withheld_words,
)
from plan.pages import address, arrival, cache, frame, hanging, review
from plan.pages import elements as e
from plan.pages.presses import pressed
from plan.proposals import articles_to_read
from plan.snippet import source_snippet

view = e.here()
say = view.say
plan = view.plan

e.heading(say("Proposals"), 1)
review.tell_saved(view)
files = articles_to_read(view.edition)
if not files:
    e.finding(say("There is no article in the folder seeds/ yet."))
    frame.foot(view)
    st.stop()

left, right = st.columns([3, 1])
with left:
    file = e.pick(
        say("Read an article"), "file", files, lambda name: article_words(plan, say, name), str
    )
review.enter(f"proposals {file}")
with right:
    given = arrival.pick_published(view, file)
with st.spinner(say("Reading the article…")):
    examined = cache.examined(view.edition, say, file, given)
if isinstance(examined, str):
    e.finding(examined)
    frame.foot(view)
    st.stop()

e.finding(finding(say, examined))
may_edit = frame.access().may_edit
in_plan = examined.known or bool(examined.twins)
if not may_edit:
    e.text(
        say(
            "The software proposes and nothing is written: read the passage, then copy the text "
            "below “observations:” of its indicator in indicators.yaml, or leave it. Articles are "
            "the files of the folder seeds/."
        )
    )
elif in_plan:
    e.text(
        say(
            "The software proposes, a person decides: what you accept is shown as a difference of "
            "the file before it is saved."
        )
    )
else:
    e.note(say("This article is not in the plan yet: add it first, then accept what it proves."))
    e.bullets([(say("Add this article"), address.link(view, "add", file=file))])
for told in (*twin_words(say, examined), *(say(NOTES[each]) for each in examined.extracted.notes)):
    e.note(told)
e.pairs(
    [
        (say("Title"), examined.layout.title.text if examined.layout.title else "—"),
        (say("Author"), examined.layout.author.text if examined.layout.author else "—"),
        (say("Published"), published_words(say, examined)),
    ]
)
if not in_plan and not may_edit:
    with st.expander(say("The article among the sources of the file"), key="source"):
        st.code(source_snippet(examined.source_entry), language="yaml")

rejections = cache.journal().rejected()
rejected = [
    (proposal, entry)
    for proposal in examined.proposals
    if (entry := rejection_of(rejections, examined, proposal)) is not None
]
standing = [
    (number, proposal)
    for number, proposal in enumerate(examined.proposals, 1)
    if rejection_of(rejections, examined, proposal) is None
]
chosen = e.pick_several(
    say("Indicator"), "indicator",
    sorted({each.suggestion.indicator for _, each in standing}),
    lambda code: f"{code}  {plan.indicator[code].name.told(view.language)}",
)  # fmt: skip
shown = [pair for pair in standing if not chosen or pair[1].suggestion.indicator in chosen]
placed = []
for number, proposal in e.paged(view, shown, "page", 10):
    each = proposal.suggestion
    indicator = plan.indicator[each.indicator]
    e.offer(
        view, number, indicator,
        say("{value}, {when}", value=offered_words(plan, say, each), when=when_words(say, each)),
        relation_words(plan, say, proposal), examined.text, each,
    )  # fmt: skip
    if warned := cautions(say, each):
        e.bullets(warned)
    with st.expander(say("Why, and the text for the file"), key=f"why-{number}"):
        e.bullets(why(say, each))
        st.code(proposal.snippet, language="yaml")
    if may_edit and in_plan:
        placed.append(f"offer-{file}-{each.indicator}-{each.start}")
        hanging.decide(view, examined, proposal, placed[-1])
if may_edit:
    review.show_others(view, f"offer-{file}-", placed)

if rejected:
    with st.expander(say.plural("{n} proposal was rejected", "{n} proposals were rejected",
                                len(rejected)), key="rejected"):  # fmt: skip
        for proposal, entry in rejected:
            e.rejection(view, proposal.suggestion.indicator, proposal.suggestion.quote, entry.why)
            if may_edit and pressed(
                say("Offer it again"), f"again-{entry.number}", type="tertiary"
            ):
                hanging.tell(view, partial(restore, cache.latest(), entry))

if may_edit and in_plan:
    e.heading(say("Another passage"))
    e.text(say("Select any other sentence of the article, and hang it on an indicator."))
    hanging.by_hand(view, examined, f"hand-{file}")

if examined.withheld:
    e.heading(say("Not suggested"))
    e.text(say("These passages speak of an indicator, and are no evidence for it."))
    e.withheld(
        view,
        [
            (each.indicator, " ".join(each.quote.split()), withheld_words(say, examined, at))
            for at, each in enumerate(examined.withheld)
        ],
    )

if not cache.passages_only():
    e.heading(say("The article, as it was read"))
    e.text(
        say(
            "The numbers are those of the proposals. Lines that could be of the article or of what "
            "surrounds it are framed; what surrounds it is faint, and nothing is proposed from it."
        )
    )
    e.read_article(view, examined)
