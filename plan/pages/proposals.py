"""Proposals: what of an article could stand in the plan, why, and the text to copy."""

import streamlit as st

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
from plan.pages import address, frame
from plan.pages import elements as e
from plan.proposals import articles_to_read

view = e.here()
say = view.say
plan = view.plan

e.heading(say("Proposals"), 1)
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
with right:
    given = address.pick_day(
        say("Published"), "published",
        say("Only where the article does not tell its day, or tells a wrong one."),
    )  # fmt: skip
examined = frame.examined(view, file, given)
if isinstance(examined, str):
    e.finding(examined)
    frame.foot(view)
    st.stop()

e.finding(finding(say, examined))
e.text(
    say(
        "The software proposes and nothing is written: read the passage, then copy the text below "
        "“observations:” of its indicator in indicators.yaml, or leave it. Articles are the files "
        "of the folder seeds/."
    )
)
for told in (*twin_words(say, examined), *(say(NOTES[each]) for each in examined.extracted.notes)):
    e.note(told)
e.pairs(
    [
        (say("Title"), examined.layout.title.text if examined.layout.title else "—"),
        (say("Author"), examined.layout.author.text if examined.layout.author else "—"),
        (say("Published"), published_words(say, examined)),
    ]
)
if not examined.known and not examined.twins:
    with st.expander(say("The article among the sources of the file"), key="source"):
        st.code(examined.source_snippet, language="yaml")

chosen = e.pick_several(
    say("Indicator"), "indicator",
    sorted({each.suggestion.indicator for each in examined.proposals}),
    lambda code: f"{code}  {plan.indicator[code].name.told(view.language)}",
)  # fmt: skip
shown = [
    (number, each)
    for number, each in enumerate(examined.proposals, 1)
    if not chosen or each.suggestion.indicator in chosen
]
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

if not frame.passages_only():
    e.heading(say("The article, as it was read"))
    e.text(
        say(
            "The numbers are those of the proposals. Lines that could be of the article or of what "
            "surrounds it are framed; what surrounds it is faint, and nothing is proposed from it."
        )
    )
    e.read_article(view, examined)
