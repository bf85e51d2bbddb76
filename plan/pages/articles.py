"""The articles: the list with dates and grades, and one article with its passages marked."""

import streamlit as st

from plan import tables
from plan.findings import articles_finding
from plan.glossary import KIND_WORDS, RELIABILITY_WORDS
from plan.pages import address, cache, frame
from plan.pages import elements as e
from plan.values import published_words, source_title

view = e.here()
say = view.say

e.heading(say("Articles"), 1)
e.finding(articles_finding(view))
e.table(view, tables.articles(view, e.paged(view, view.plan.sources, "page")), caption=False)
e.download(view, lambda: tables.articles(view), "articles")
may_edit = frame.access().may_edit
if may_edit:
    e.bullets([(say("Add an article"), address.link(view, "add"))])
if not view.plan.sources:
    frame.foot(view)
    st.stop()

source = e.pick(
    say("Read an article"), "article", view.plan.sources,
    lambda each: each.title.told(view.language) if each.title else each.id,
    lambda each: each.id,
)  # fmt: skip
cited = view.cited.get(source.id, ())

e.heading(source_title(view, source))
e.pairs(
    [
        (say("Publisher"), source.publisher.told(view.language) if source.publisher else "—"),
        (say("Author"), source.author or "—"),
        (say("Published"), published_words(view, source)),
        *([(say("How it was dated"), source.dating_note.told(view.language))]
          if source.dating_note else []),
        (say("Kind"), say(KIND_WORDS[source.kind])),
        (say("Reliability"), say("{grade}: {words}", grade=source.reliability,
                            words=say(RELIABILITY_WORDS[source.reliability]))),
        (say("Indicators served"),
         ", ".join(sorted({indicator.id for indicator, _ in cited})) or "—"),
    ]
)  # fmt: skip
if source.known > view.known:
    e.note(say("This article had not been published on {day}: it counts in nothing shown here.",
               day=view.known))  # fmt: skip
e.table(view, tables.passages(view, cited))
if may_edit:
    e.bullets(
        [
            (say("Read what it could prove"), address.link(view, "proposals", file=source.file)),
            (say("Edit its entry"), address.link(view, "edit", what="source", source=source.id)),
        ]
    )

if cache.passages_only():
    e.heading(say("Passages in their context"), 3)
    for _, passage in cited:
        e.quotation(view, passage)
else:
    whole = address.switch(say("Whole page as copied, with what surrounds the article"), "whole")
    e.article(view, source, cited, whole)
