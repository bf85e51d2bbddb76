"""The charts of one indicator: its values over time, and the way to its targets.

A flow that has a target is drawn as its running total, and below it as what each period brought;
one that has none as the latter alone; all else as levels.
"""

from __future__ import annotations

from plan.edition.view import View
from plan.model.records import Indicator
from plan.presentation.charts.flow import brought, running_total
from plan.presentation.charts.levels import levels
from plan.presentation.charts.theme import Chart


def paths(view: View, indicator: Indicator, dark: bool) -> tuple[tuple[str, Chart], ...]:
    """The charts of an indicator, each with its heading; none where nothing counted is shown."""
    say = view.say
    each = view.assessments[indicator.id]
    hidden = view.masked(indicator)
    if not set(each.screening.counted) - hidden:
        return ()
    if indicator.nature != "flow":
        aim = say("Compared with the target") if indicator.targets else say("Observed values")
        return ((aim, levels(view, indicator, dark)),)
    if not indicator.targets or each.value is None:
        return ((say("Observed values"), brought(view, indicator, dark)),)
    return (
        (say("Total since the plan began"), running_total(view, indicator, dark)),
        (say("Figures by period"), brought(view, indicator, dark, small=True)),
    )
