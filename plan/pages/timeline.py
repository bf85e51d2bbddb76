"""The timeline: the dated facts by axis, as a chart and a table."""

import streamlit as st

from plan.presentation import tables
from plan.presentation.charts.theme import palette
from plan.presentation.charts.timeline import timeline
from plan.presentation.findings import timeline_finding
from plan.ui import choices, data, frame, leading, session, text, theme

view = session.view()
say = view.say
dark = theme.is_dark()

text.heading(say("Timeline"), 1)
if leading.show_empty(view, "timeline"):
    frame.foot(view)
    st.stop()
text.finding(timeline_finding(view))

colours = palette(dark)
first, last = choices.paged_rows(len(view.facts), "page")
data.chart(view, timeline(view, view.facts[first:last], dark), "timeline")
text.legend(
    [
        (colours.solid, say("● on a day; ◀ at the latest by then")),
        (colours.open, say("over a period")),
    ]
)

text.heading(say("Dated facts"))
data.table(view, tables.timeline(view, view.facts[first:last]), 1, False)
data.download(view, lambda: tables.timeline(view), "timeline")
