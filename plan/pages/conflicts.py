"""Conflicts and gaps: contradictions of sources, values by year, missing breakdowns."""

import streamlit as st

from plan.presentation import tables
from plan.presentation.charts.gaps import gaps
from plan.presentation.charts.theme import palette
from plan.presentation.findings import gaps_finding
from plan.presentation.table import window
from plan.ui import choices, data, frame, leading, session, text, theme

view = session.view()
say = view.say
dark = theme.is_dark()

text.heading(say("Conflicts and gaps"), 1)
if leading.show_empty(view, "conflicts"):
    frame.foot(view)
    st.stop()
text.finding(gaps_finding(view))

text.heading(say("Register of conflicts and of values set aside"))
register = tables.conflicts(view)
if register.frame.empty:
    text.paragraph(say("No two sources contradict each other, and nothing has been set aside."))
else:
    data.table(view, window(register, choices.paged_rows(len(register.frame), "row")), 0, False)
    data.download(view, lambda: register, "conflicts")

text.heading(say("What is known, year by year"))
colours = palette(dark)
text.legend(
    [
        (colours.solid, "● " + say("exact value")),
        (colours.open, "◐ " + say("bounds")),
        (colours.track, "? " + say("share unknown")),
        (colours.track, "→ " + say("value of an earlier year")),
        (colours.ground, "≠ " + say("sources contradict each other")),
        (colours.ground, "– " + say("not reported")),
    ]
)
shown = choices.paged(list(view.plan.indicator.values()), "page", 30)
data.chart(view, gaps(view, shown, dark), "gaps")
data.chart_data(view, lambda: tables.gaps(view, shown), "gaps")

text.heading(say("Missing breakdowns"))
text.paragraph(
    say("Breakdowns that the plan’s indicators expect and that no verified passage gives.")
)
shown = choices.paged(view.incomplete, "missing", 25)
data.table(view, tables.missing_parts(view, shown), 1, False)
data.download(view, lambda: tables.missing_parts(view), "missing-breakdowns")

text.heading(say("By responsible body"))
bodies = tables.by_responsible(view)
data.table(view, bodies, caption=False)
data.download(view, lambda: bodies, "responsible-bodies")
