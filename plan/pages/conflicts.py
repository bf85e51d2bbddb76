"""Conflicts and gaps: what sources disagree on, what is known year by year, what is missing."""

from plan import tables
from plan.charts.gaps import gaps
from plan.charts.theme import palette
from plan.findings import gaps_finding
from plan.pages import elements as e
from plan.table import window

view = e.here()
say = view.say
dark = e.dark()

e.heading(say("Conflicts and gaps"), 1)
e.finding(gaps_finding(view))

e.heading(say("Register of conflicts and of values set aside"))
register = tables.conflicts(view)
if register.frame.empty:
    e.text(say("No two sources contradict each other, and nothing has been set aside."))
else:
    e.table(view, window(register, e.page_of(view, len(register.frame), "row")), 0, False)
    e.download(view, lambda: register, "conflicts")

e.heading(say("What is known, year by year"))
colours = palette(dark)
e.legend(
    [
        (colours.solid, "● " + say("exact value")),
        (colours.open, "◐ " + say("bounds")),
        (colours.track, "? " + say("share unknown")),
        (colours.track, "→ " + say("value of an earlier year")),
        (colours.ground, "≠ " + say("sources contradict each other")),
        (colours.ground, "– " + say("not reported")),
    ]
)
shown = e.paged(view, list(view.plan.indicator.values()), "page", 30)
e.chart(view, gaps(view, shown, dark), "gaps")
e.data(view, lambda: tables.gaps(view, shown), "gaps")

e.heading(say("Missing breakdowns"))
e.text(say("Breakdowns that the plan’s indicators expect and that no verified passage gives."))
shown = e.paged(view, view.incomplete, "missing", 25)
e.table(view, tables.missing_parts(view, shown), 1, False)
e.download(view, lambda: tables.missing_parts(view), "missing-breakdowns")

e.heading(say("By responsible body"))
bodies = tables.by_responsible(view)
e.table(view, bodies, caption=False)
e.download(view, lambda: bodies, "responsible-bodies")
