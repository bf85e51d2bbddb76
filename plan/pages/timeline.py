"""The timeline: the dated facts, by axis."""

from plan import tables
from plan.charts.theme import palette
from plan.charts.timeline import timeline
from plan.findings import timeline_finding
from plan.pages import elements as e

view = e.here()
say = view.say
dark = e.dark()

e.heading(say("Timeline"), 1)
e.finding(timeline_finding(view))

colours = palette(dark)
first, last = e.page_of(view, len(view.facts), "page")
e.chart(view, timeline(view, view.facts[first:last], dark), "timeline")
e.legend(
    [
        (colours.solid, say("● on a day; ◀ at the latest by then")),
        (colours.open, say("over a period")),
    ]
)

e.heading(say("Dated facts"))
e.table(view, tables.timeline(view, view.facts[first:last]), 1, False)
e.download(view, lambda: tables.timeline(view), "timeline")
