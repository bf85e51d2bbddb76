"""Conflicts and gaps: contradictions of sources, values by year, missing breakdowns."""

from plan.presentation import tables
from plan.presentation.findings import gaps_finding
from plan.presentation.known_years import known_rows
from plan.presentation.table import window
from plan.ui import choices, data, ending, leading, session, text
from plan.ui.known_years import known_years

view = session.view()
say = view.say

text.heading(say("Contradictions and gaps"), 1)
if leading.show_empty(view, "conflicts"):
    ending.stop(view)
text.finding(gaps_finding(view))

text.heading(say("Contradictions and values set aside"))
register = tables.conflicts(view)
if register.frame.empty:
    text.paragraph(say("No contradictory sources, and no value set aside."))
else:
    data.table(view, window(register, choices.paged_rows(len(register.frame), "row")), 0, False)
    data.download(view, lambda: register, "conflicts")

text.heading(say("What is known, year by year"))
rows = known_rows(view, choices.paged(list(view.plan.indicator), "page", 30))
if rows:
    known_years(view, say("What is known, year by year"), rows)
    data.download(view, lambda: tables.gaps(view, view.plan.indicator.values()), "gaps")

text.heading(say("Missing breakdowns"))
text.paragraph(say("Breakdowns that the plan expects, without a verified passage."))
shown = choices.paged(view.incomplete, "missing", 25)
data.table(view, tables.missing_parts(view, shown), 1, False)
data.download(view, lambda: tables.missing_parts(view), "missing-breakdowns")

text.heading(say("By responsible body"))
bodies = tables.by_responsible(view)
data.table(view, bodies, caption=False)
data.download(view, lambda: bodies, "responsible-bodies")
