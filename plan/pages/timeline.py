"""The timeline: the dated facts by axis, as lines of time and as a table."""

from plan.presentation import tables
from plan.presentation.findings import timeline_finding
from plan.presentation.timeline import timeline
from plan.ui import choices, data, ending, leading, session, text
from plan.ui.timeline import draw_timeline, marks_legend

view = session.view()
say = view.say

text.heading(say("Timeline"), 1)
if leading.show_empty(view, "timeline"):
    ending.stop(view)
text.finding(timeline_finding(view))

first, last = choices.paged_rows(len(view.facts), "page")
shown = view.facts[first:last]
if not shown:
    text.paragraph(say("Nothing to show."))
else:
    marks_legend(view)
    draw_timeline(view, timeline(view, shown))
    data.folded(view, say("As a table"), lambda: tables.timeline(view, shown), "timeline")
    data.download(view, lambda: tables.timeline(view), "timeline")
