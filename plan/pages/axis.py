"""One strategic axis: its indicators as bars of proven and possible progress."""

import streamlit as st

from plan.method.coverage import STATUS_GROUPS
from plan.presentation import tables
from plan.presentation.charts.progress import progress
from plan.presentation.charts.theme import palette
from plan.presentation.findings import axis_finding
from plan.presentation.glossary import STATUS_WORDS
from plan.presentation.selection import matching_indicators
from plan.ui import cache, choices, data, edit_links, frame, session, text, theme

view = session.view()
say = view.say
dark = theme.is_dark()
axes = view.plan.axes
if not axes:
    text.heading(say("Strategic axes"), 1)
    text.finding(say("The plan has no axis yet."))
    edit_links.offer_for_axis(view, None)
    frame.foot(view)
    st.stop()

axis = choices.pick(
    say("Strategic axis"), "axis", axes, lambda each: each.name.in_language(view.language),
    lambda each: each.id,
)  # fmt: skip
text.heading(axis.name.in_language(view.language), 1)
text.finding(axis_finding(view, axis))

left, right = st.columns(2)
with left:
    word = choices.search(say("Search an indicator"))
with right:
    wanted = choices.pick_several(
        say("Status"), "status", list(STATUS_GROUPS), lambda code: say(STATUS_WORDS[code])
    )
found = matching_indicators(view, axis.indicators, word, wanted)
if word or wanted:
    text.paragraph(say.plural("{n} indicator of {total}.", "{n} indicators of {total}.", len(found),
                      total=len(axis.indicators)))  # fmt: skip
shown = choices.paged(found, "page")

colours = palette(dark)
text.legend(
    [
        (colours.solid, say("proven")),
        (colours.statuses[5], say("proven, by old evidence")),
        (colours.open, say("possible")),
        (colours.accent, say("expected by then")),
        (colours.ground, say("no progress can be told: the reason stands in the bar")),
    ]
)
data.chart(view, progress(view, shown, dark), "progress")
listed = tables.indicators(view, shown, cache.warnings(view, shown))
data.table(view, listed, row_heading=1)
text.paragraph(listed.caveat)
data.download(view, lambda: tables.indicators(view, found), f"axis-{axis.id}")
edit_links.offer_for_axis(view, axis)
