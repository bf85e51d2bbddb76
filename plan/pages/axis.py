"""One strategic axis: what it is for, and its indicators as a table with bars in it."""

import streamlit as st

from plan.method.coverage import STATUS_GROUPS
from plan.presentation import tables
from plan.presentation.findings import axis_finding
from plan.presentation.glance import row
from plan.presentation.glossary import STATUS_WORDS
from plan.presentation.selection import matching_indicators
from plan.ui import (
    cache,
    choices,
    data,
    edit_links,
    ending,
    glance,
    leading,
    passages,
    session,
    signin,
    text,
)

view = session.view()
say = view.say
axes = view.plan.axes
if not axes:
    text.heading(say("Strategic axes"), 1)
    leading.show_empty(view, "axis")
    ending.stop(view)

axis = choices.pick(
    say("Strategic axis"), "axis", axes, lambda each: each.name.in_language(view.language),
    lambda each: each.id, level=1,
)  # fmt: skip
text.heading(axis.name.in_language(view.language), 1)
if leading.show_empty(view, "axis", axis):
    ending.stop(view)
text.finding(axis_finding(view, axis))
if axis.objective is not None:
    text.paragraph(say("Objective: {text}", text=axis.objective.in_language(view.language)))

left, right = st.columns(2)
with left:
    word = choices.search(say("Search for an indicator"))
with right:
    wanted = choices.pick_several(
        say("Status"), "status", list(STATUS_GROUPS), lambda code: say(STATUS_WORDS[code])
    )
found = matching_indicators(view, axis.indicators, word, wanted)
if word or wanted:
    text.paragraph(say.plural("{n} indicator of {total}.", "{n} indicators of {total}.", len(found),
                      total=len(axis.indicators)))  # fmt: skip
shown = choices.paged(found, "page")
if shown:
    # What the file lacks concerns those who may mend it.
    warnings = cache.warnings(view, shown) if signin.access().may_edit else {}
    glance.draw_table(view, [row(view, each) for each in shown], warnings)
    data.download(view, lambda: tables.indicators(view, found), f"axis-{axis.id}")
elif axis.indicators:
    text.paragraph(say("No indicator of this axis matches."))

if defining := view.edition.axis_passages[axis.id]:
    text.heading(say("Source of the axis"))
    for passage in defining:
        passages.quotation(view, passage)
edit_links.offer_for_axis(view, axis)
