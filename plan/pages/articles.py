"""The articles: a list, and beside it the one that is read, with its cited passages marked."""

import streamlit as st

from plan.presentation import tables
from plan.presentation.articles import article_line, listed_articles
from plan.presentation.findings import articles_finding
from plan.presentation.values import source_title
from plan.ui import address, cache, choices, data, ending, leading, passages, session, signin, text
from plan.ui.articles import article_list, cited_for
from plan.ui.waiting_articles import show_waiting

view = session.view()
say = view.say
may_edit = signin.access().may_edit

text.heading(say("Articles"), 1)
if leading.show_empty(view, "articles"):
    show_waiting(view)
    ending.stop(view)
text.finding(articles_finding(view))
if may_edit:
    text.bullets([(say("Add an article"), address.link(view, "add"))])
show_waiting(view)

beside, reader = st.columns([3, 7], gap="large")
with beside:
    source = choices.pick(
        say("Read an article"), "article", view.plan.sources,
        lambda each: source_title(view, each), lambda each: each.id, resets="part",
    )  # fmt: skip
    listed = listed_articles(view, choices.paged(view.plan.sources, "page"))
    article_list(view, listed, source.id)
    data.download(view, lambda: tables.articles(view), "articles")

cited = view.cited.get(source.id, ())
with reader:
    text.heading(source_title(view, source))
    text.paragraph(article_line(view, source))
    if source.dating_note:
        text.paragraph(source.dating_note.in_language(view.language))
    if source.known > view.known:
        text.note(
            say("This article was not yet published on {day}: it is not counted here.",
                day=view.known)
        )  # fmt: skip
    cited_for(view, [citing for citing, _ in cited])
    if cache.passages_only():
        text.heading(say("Passages in their context"), 3)
        for _, passage in cited:
            passages.quotation(view, passage)
    else:
        whole = choices.switch(say("The whole page, as saved"), "whole")
        passages.article(view, source, cited, whole)
    data.folded(view, say("The passages as a table"), lambda: tables.passages(view, cited), "cited")
    if may_edit:
        links = {
            say("See the proposed passages"): address.link(view, "proposals", file=source.file),
            say("Edit this article"): address.link(view, "edit", what="source", source=source.id),
        }
        text.bullets(links.items())
