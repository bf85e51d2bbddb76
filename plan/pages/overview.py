"""The overview: the plan in a sentence, its clock and axes; what is proven, new, to be done."""

import streamlit as st

from plan.presentation import glance as values
from plan.presentation import tables
from plan.presentation.comparison import year_before
from plan.presentation.findings import (
    attention,
    overview_counts,
    overview_finding,
    sources_finding,
)
from plan.ui import address, cache, choices, data, ending, glance, leading, session, signin, text
from plan.ui.date_field import pick_typed_day

view = session.view()
say = view.say

text.heading(say("Situation of the plan"), 1)
if leading.show_empty(view, "overview"):
    ending.stop(view)
text.finding(overview_finding(view))
glance.draw_clock(values.clock(view))
if view.edition.has_proposed_targets:
    choices.switch(say("With proposed targets (simulation)"), "simulate")
if view.plan.axes:
    glance.draw_axes(view, choices.paged(values.cards(view), "axes", 24))
if view.whole.indicators:
    glance.draw_legend(view, values.states_present(view), values.has_old_evidence(view))
    text.small(*overview_counts(view))
leading.show_next_steps(view)

if view.proven:
    text.heading(say("What is proven"))
    text.paragraph(sources_finding(view))
    shown = choices.paged(view.proven, "proven", 25)
    glance.draw_proven(view, values.proven_by_axis(view, shown))
with st.container(horizontal=True):
    if view.proven:
        data.download(view, lambda: tables.proven(view), "proven")
    if view.plan.axes:
        data.download(view, lambda: tables.axes(view), "axes", say("Download the axes (CSV)"))

text.heading(say("What is new"))
since = pick_typed_day(
    say,
    say("Since"),
    "since",
    say("Compare with what was published by an earlier date. Empty: one year before."),
)
if since is not None and since >= view.on:
    text.note(say("“Since” needs a date before {day}: one year before is taken.", day=view.on))
if since is None or since >= view.on:
    since = year_before(view.on)
text.paragraph(say("Compared with what was published by {day}:", day=since))
found = cache.changes_since(view, since)
text.bullets(
    (each.sentence, address.link(view, "indicator", indicator=each.indicator.id))
    for each in choices.paged(found, "new")
)
if not found:
    text.paragraph(say("Nothing published since then changes a value."))

# The problems of the file concern those who may mend it.
concerns = attention(view, cache.problems(view) if signin.access().may_edit else ())
if concerns:
    text.heading(say("Points for attention"))
    text.bullets(
        (sentence, address.link(view, page, **params))
        for sentence, page, params in choices.paged(concerns, "care")
    )
