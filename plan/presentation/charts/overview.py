"""The clock of the plan, and the indicators of an axis counted by status."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import altair as alt

from plan.edition.view import View
from plan.locale.translation import say_in
from plan.method.coverage import CHART_GROUPS, chart_counts
from plan.model.quantities import Language
from plan.model.records import Axis
from plan.presentation.charts.theme import (
    Chart,
    ChartRows,
    Spec,
    at_noon,
    chart_of_rows,
    layer_of,
    no_data,
    palette,
    readable,
    themed_spec,
)
from plan.presentation.glossary import STATUS_WORDS
from plan.presentation.values import source_title


@cache
def _clock_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
    x = alt.X("from:T").title(None).axis(format="%Y", tickCount="year", grid=False, labelAngle=0)
    bars = (
        layer_of(base, "bar")
        .mark_bar(height=22)
        .encode(
            x=x,
            x2="to:T",
            color=alt.Color("part:N")
            .scale(domain=["elapsed", "left"], range=[colours.solid, colours.track])
            .legend(None),
        )
    )
    points = (
        layer_of(base, "source")
        .mark_point(shape="triangle-down", filled=True, size=90, yOffset=-20, opacity=1)
        .encode(
            x="from:T",
            color=alt.value(colours.accent),
            tooltip=[alt.Tooltip("label:N").title(say("Article"))],
        )
    )
    return themed_spec(alt.layer(bars, points).properties(height=64), language, dark)


def clock(view: View, dark: bool) -> Chart:
    """The plan's time: elapsed and left, with the articles that were published."""
    say, plan = view.say, view.plan
    now = min(max(view.on + timedelta(days=1), plan.start), plan.end + timedelta(days=1))
    rows: ChartRows = [
        {
            "kind": "bar",
            "part": "elapsed",
            "from": at_noon(plan.start),
            "to": at_noon(now),
            "label": "",
        },
        {"kind": "bar", "part": "left", "from": at_noon(now), "to": at_noon(plan.end), "label": ""},
    ]
    for name in view.known_sources:
        source = plan.source[name]
        if name in view.cited and plan.start <= source.known <= plan.end:
            label = source_title(view, source)
            rows.append(
                {"kind": "source", "part": "", "from": at_noon(source.known),
                 "to": at_noon(source.known), "label": f"{label} ({say.day(source.known)})"}
            )  # fmt: skip
    alternative = say("{share} of the plan’s time, from {start} to {end}, has elapsed.",
               share=say.percent(view.elapsed, 1), start=plan.start, end=plan.end)  # fmt: skip
    return chart_of_rows(_clock_spec(view.language, dark), rows, alternative)


@cache
def _statuses_spec(language: Language, dark: bool) -> Spec:
    colours = palette(dark)
    scale = alt.Scale(domain=list(CHART_GROUPS), range=list(colours.statuses))
    base = alt.Chart(no_data()).transform_filter("datum.count > 0")
    bars = base.mark_bar(height=26, stroke=colours.ground, strokeWidth=1.5).encode(
        x=alt.X("from:Q").axis(None).scale(nice=False),
        x2="to:Q",
        color=alt.Color("code:N").scale(scale).legend(None),
        tooltip=[alt.Tooltip("status:N").title(None), alt.Tooltip("count:Q").title("n")],
    )
    numbers = base.mark_text(fontWeight=600, fontSize=14).encode(
        x="middle:Q", text="count:Q", color=alt.Color("ink:N").scale(None)
    )
    return themed_spec(alt.layer(bars, numbers).properties(height=34), language, dark)


def statuses(view: View, axis: Axis, dark: bool) -> Chart:
    """The indicators of an axis counted by status."""
    colours = palette(dark)
    rows: ChartRows = []
    at = 0
    for code, n in chart_counts(view.tallies[axis.id]).items():
        ink = readable(colours, colours.statuses[CHART_GROUPS.index(code)])
        rows.append(
            {"code": code, "status": view.say(STATUS_WORDS[code]), "count": n, "from": at,
             "to": at + n, "middle": at + n / 2, "ink": ink}
        )  # fmt: skip
        at += n
    counts = ", ".join(
        view.say("{name}: {value}", name=row["status"], value=row["count"])
        for row in rows
        if row["count"]
    )
    alternative = f"{axis.name.in_language(view.language)}. {counts}"
    return Chart(_statuses_spec(view.language, dark), rows, alternative)
