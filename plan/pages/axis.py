"""One axis: its indicators as bars that show what is proven and what is possible."""

import streamlit as st

from plan import tables
from plan.charts.progress import progress
from plan.charts.theme import palette
from plan.coverage import COUNTED, status_group
from plan.findings import axis_finding
from plan.glossary import STATUS_WORDS
from plan.pages import address, cache, frame
from plan.pages import elements as e

view = e.here()
say = view.say
dark = e.dark()
axes = view.plan.axes
if not axes:
    e.heading(say("Strategic axes"), 1)
    e.finding(say("The plan has no axis yet."))
    frame.foot(view)
    st.stop()

axis = e.pick(
    say("Strategic axis"), "axis", axes, lambda each: each.name.told(view.language),
    lambda each: each.id,
)  # fmt: skip
e.heading(axis.name.told(view.language), 1)
e.finding(axis_finding(view, axis))

left, right = st.columns(2)
with left:
    word = address.search(say("Search an indicator"))
with right:
    wanted = e.pick_several(
        say("Status"), "status", list(COUNTED), lambda code: say(STATUS_WORDS[code])
    )
found = [
    indicator
    for indicator in axis.indicators
    if word in address.searchable(f"{indicator.id} {indicator.name.told(view.language)}")
    and (not wanted or status_group(view.assessments[indicator.id]) in wanted)
]
if word or wanted:
    e.text(say.plural("{n} indicator of {total}.", "{n} indicators of {total}.", len(found),
                      total=len(axis.indicators)))  # fmt: skip
shown = e.paged(view, found, "page")

colours = palette(dark)
e.legend(
    [
        (colours.solid, say("proven")),
        (colours.statuses[5], say("proven, by old evidence")),
        (colours.open, say("possible")),
        (colours.accent, say("expected by then")),
        (colours.ground, say("no progress can be told: the reason stands in the bar")),
    ]
)
e.chart(view, progress(view, shown, dark), "progress")
listed = tables.indicators(view, shown, cache.warnings(view, shown))
e.table(view, listed, row_heading=1)
e.text(listed.caveat)
e.download(view, lambda: tables.indicators(view, found), f"axis-{axis.id}")
