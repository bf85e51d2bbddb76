"""The articles: a list with dates and grades, and one article with its cited passages marked."""

import streamlit as st

from plan.presentation import tables
from plan.presentation.findings import articles_finding
from plan.presentation.glossary import KIND_WORDS, RELIABILITY_WORDS
from plan.presentation.values import citing_words, published_words, source_title
from plan.ui import address, cache, choices, data, frame, passages, session, signin, text

view = session.view()
say = view.say

text.heading(say("Articles"), 1)
text.finding(articles_finding(view))
data.table(view, tables.articles(view, choices.paged(view.plan.sources, "page")), caption=False)
data.download(view, lambda: tables.articles(view), "articles")
may_edit = signin.access().may_edit
if may_edit:
    text.bullets([(say("Add an article"), address.link(view, "add"))])
if not view.plan.sources:
    frame.foot(view)
    st.stop()

source = choices.pick(
    say("Read an article"), "article", view.plan.sources,
    lambda each: each.title.in_language(view.language) if each.title else each.id,
    lambda each: each.id,
)  # fmt: skip
cited = view.cited.get(source.id, ())

text.heading(source_title(view, source))
text.pairs(
    [
        (
            say("Publisher"),
            source.publisher.in_language(view.language) if source.publisher else "—",
        ),
        (say("Author"), source.author or "—"),
        (say("Published"), published_words(view, source)),
        *([(say("How it was dated"), source.dating_note.in_language(view.language))]
          if source.dating_note else []),
        (say("Kind"), say(KIND_WORDS[source.kind])),
        (say("Reliability"), say("{grade}: {words}", grade=source.reliability,
                            words=say(RELIABILITY_WORDS[source.reliability]))),
        (say("Cited by"),
         ", ".join(dict.fromkeys(citing_words(view, citing)[0] for citing, _ in cited)) or "—"),
    ]
)  # fmt: skip
if source.known > view.known:
    text.note(say("This article had not been published on {day}: it counts in nothing shown here.",
               day=view.known))  # fmt: skip
data.table(view, tables.passages(view, cited))
if may_edit:
    text.bullets(
        [
            (say("Read what it could prove"), address.link(view, "proposals", file=source.file)),
            (say("Edit its entry"), address.link(view, "edit", what="source", source=source.id)),
        ]
    )

if cache.passages_only():
    text.heading(say("Passages in their context"), 3)
    for _, passage in cited:
        passages.quotation(view, passage)
else:
    whole = choices.switch(say("Whole page as copied, with what surrounds the article"), "whole")
    passages.article(view, source, cited, whole)
