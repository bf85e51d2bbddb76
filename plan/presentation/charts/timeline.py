"""A timeline of dated facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

import altair as alt

from plan.edition.view import DatedFact, View
from plan.locale.translation import say_in
from plan.model.quantities import Language
from plan.presentation.charts.theme import (
    Chart,
    ChartRows,
    Spec,
    at_noon,
    chart_of_rows,
    layer_of,
    no_data,
    palette,
    themed_spec,
    wrapped,
)
from plan.presentation.values import fact_words, period_words

#: The time that a mark covers on the drawing, so that the next one does not overlap it.
_ROOM: Final = timedelta(days=25)


@cache
def _timeline_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
    x = alt.X("from:T").title(None).axis(format="%Y", tickCount="year", grid=True, labelAngle=0)
    y = alt.Y("row:O").axis(None).scale(paddingInner=0, paddingOuter=0)
    tips = [
        alt.Tooltip("when:N").title(say("When")),
        alt.Tooltip("fact:N").title(say("Fact")),
        alt.Tooltip("name:N").title(say("Indicator")),
    ]

    names = layer_of(base, "name").mark_text(
        align="left", baseline="middle", fontSize=13, fontWeight=600
    )
    spans = layer_of(base, "span").mark_bar(height=9, cornerRadius=4)
    days = layer_of(base, "day").mark_point(filled=True, size=110, opacity=1)
    now = layer_of(base, "on").mark_rule(strokeDash=[2, 3], strokeWidth=1.5)
    shape = alt.Shape("shape:N").legend(None)
    shape = shape.scale(domain=["dated", "latest"], range=["circle", "triangle-left"])
    layers = [
        spans.encode(x=x, x2="to:T", y=y, color=alt.value(colours.open), tooltip=tips),
        days.encode(x="to:T", y=y, color=alt.value(colours.solid), shape=shape, tooltip=tips),
        now.encode(x="from:T", color=alt.value(colours.text)),
        names.encode(x=alt.value(0), y=y, text="label:N"),
    ]
    return themed_spec(alt.layer(*layers).properties(height={"step": 19}), language, dark)


def timeline(view: View, facts: Sequence[DatedFact], dark: bool) -> Chart:
    """The dated facts, axis by axis; those that overlap are drawn one below the other."""
    rows: ChartRows = [{"kind": "on", "from": at_noon(view.on), "to": at_noon(view.on)}]
    row = 0
    for axis in view.plan.axes:
        for line in wrapped(axis.name.in_language(view.language), 50).split("\n"):
            rows.append(
                {"kind": "name", "row": row, "from": at_noon(view.plan.start), "label": line}
            )
            row += 1
        lanes: list[date] = []
        for fact in (fact for fact in facts if fact.axis.id == axis.id):
            start, end = fact.period
            begin = start or end
            free = [n for n, taken in enumerate(lanes) if taken < begin]
            lane = free[0] if free else len(lanes)
            lanes[lane : lane + 1] = [end + _ROOM]
            rows.append(
                {
                    "kind": "span" if begin < end else "day",
                    "row": row + lane,
                    "shape": "latest" if start is None else "dated",
                    "from": at_noon(begin),
                    "to": at_noon(end),
                    "when": period_words(
                        view, fact.indicator, fact.indicator.observations[fact.index]
                    ),
                    "fact": fact_words(view, fact),
                    "name": fact.indicator.name.in_language(view.language),
                }
            )
        row += len(lanes) + 1
    alternative = view.say.plural("{n} dated fact.", "{n} dated facts.", len(facts))
    return chart_of_rows(_timeline_spec(view.language, dark), rows, alternative)
