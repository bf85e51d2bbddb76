"""Bars of the progress of several indicators towards their targets."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import altair as alt

from plan.edition.view import View
from plan.locale.translation import say_in
from plan.model.quantities import INF, Language
from plan.model.records import Indicator
from plan.presentation.charts.theme import (
    Chart,
    ChartRows,
    Spec,
    chart_of_rows,
    layer_of,
    no_data,
    palette,
    themed_spec,
    wrapped,
)
from plan.presentation.values import share_words, status_words, value_words

_ROW_HEIGHT: Final = 74


@cache
def _progress_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
    y = alt.Y("row:O").axis(None).scale(paddingInner=0, paddingOuter=0)
    top = y.bandPosition(0)
    x = (
        alt.X("from:Q")
        .title(say("Share of the way to the target"))
        .scale(domain=[0, 1.1], nice=False)
        .axis(
            values=[0, 0.25, 0.5, 0.75, 1],
            grid=False,
            labelExpr="format(datum.value * 100, '.0f') + '%'"
            if language == "en"
            else "format(datum.value * 100, '.0f') + '\u202f%'",
        )
    )
    tips = [
        alt.Tooltip("name:N").title(say("Indicator")),
        alt.Tooltip("value:N").title(say("Value")),
        alt.Tooltip("share:N").title(say("Progress")),
        alt.Tooltip("status:N").title(say("Status")),
    ]

    def bar(kind: str, **mark: Any) -> Any:
        return (
            layer_of(base, kind)
            .mark_bar(height=14, yOffset=16, **mark)
            .encode(x=x, x2="to:Q", y=y, tooltip=tips)
        )

    layers = [
        bar("track", color=colours.track),
        bar("none", color=colours.ground, stroke=colours.line, strokeDash=[3, 3]),
        bar("open", color=colours.open),
        bar("proven", color=colours.solid),
        bar("old", color=colours.statuses[5]),
        layer_of(base, "arrow")
        .mark_point(shape="triangle-right", filled=True, size=140, yOffset=16, opacity=1)
        .encode(x="to:Q", y=y, color=alt.value(colours.solid), tooltip=tips),
        layer_of(base, "expected")
        .mark_tick(thickness=3, size=24, yOffset=16)
        .encode(x="to:Q", y=y, color=alt.value(colours.accent), tooltip=tips),
        layer_of(base, "name")
        .mark_text(
            align="left", baseline="top", lineBreak="\n", yOffset=4, fontSize=14, fontWeight=600
        )
        .encode(x=alt.value(0), y=top, text="name:N", tooltip=tips),
        layer_of(base, "note")
        .mark_text(align="left", baseline="middle", fontSize=12.5, xOffset=6, yOffset=16)
        .encode(x=alt.value(0), y=y, text="note:N", color=alt.value(colours.muted), tooltip=tips),
    ]
    chart = alt.layer(*layers).properties(height={"step": _ROW_HEIGHT})
    return themed_spec(chart, language, dark)


def progress(view: View, chosen: Iterable[Indicator], dark: bool) -> Chart:
    """Indicators as bars: the proven part solid, the possible part open, what was expected."""
    rows: ChartRows = []
    several = list(chosen)
    for n, indicator in enumerate(several):
        each = view.assessments[indicator.id]
        status = status_words(view, each)
        common = {
            "row": n,
            "name": wrapped(f"{indicator.id}  {indicator.name.in_language(view.language)}"),
            "value": value_words(view, indicator),
            "share": share_words(view, each.progress) if each.progress else "—",
            "status": status,
            "note": "" if each.progress else status,
        }

        def add(kind: str, start: float, end: float, common: dict[str, Any] = common) -> None:
            rows.append({"kind": kind, "from": start, "to": end, **common})

        add("name", 0, 1)
        if each.progress is None:
            add("none", 0, 1)
            add("note", 0, 1)
            continue
        add("track", 0, 1)
        low = min(max(float(each.progress.low), 0.0), 1.0)
        high = min(max(float(each.progress.high), 0.0), 1.0)
        if high > low:
            add("open", low, high)
        if low > 0:
            add("old" if each.stale else "proven", 0, low)
        if each.progress.high == INF:
            add("arrow", 1, 1.04)
        if each.expected is not None and each.expected > 0:
            add("expected", 0, float(each.expected))
    alternative = view.say.series(
        view.say(
            "{name}: {value}",
            name=indicator.name.in_language(view.language),
            value=status_words(view, view.assessments[indicator.id]),
        )
        for indicator in several
    )
    return chart_of_rows(_progress_spec(view.language, dark), rows, alternative)
