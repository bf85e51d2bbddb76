"""A level over time, a stock, a rate or a step: its observations, and the way to its target."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache, partial
from typing import Final

import altair as alt

from plan.edition.view import View
from plan.locale.translation import say_in
from plan.method.counting import interval_of, is_lasting
from plan.model.quantities import INF, Language
from plan.model.records import Indicator, Observation
from plan.presentation.charts.span import (
    aim_layers,
    aim_rows,
    alternative,
    amount_axis,
    described,
    eve,
    ground_layers,
    ground_legend,
    ground_rows,
    observed_words,
    row,
    targets_words,
    time_axis,
)
from plan.presentation.charts.theme import (
    Chart,
    ChartRow,
    LegendEntry,
    Spec,
    at_noon,
    chart_of_rows,
    layer_of,
    no_data,
    palette,
    themed_spec,
)
from plan.presentation.short_values import published_value
from plan.presentation.values import (
    amount_words,
    observation_words,
    period_words,
    value_words,
)

#: The most observations that have their values written beside them.
_MOST_LABELS: Final = 6
#: A period up to this long is drawn as a day: its last.
_SHORT: Final = timedelta(days=62)


@lru_cache(maxsize=256)
def _levels_spec(language: Language, dark: bool, steps: tuple[str, ...], whole: bool) -> Spec:
    """The specification of levels.

    ``steps`` are the names of the ranks, from 0, of an indicator of steps; ``whole`` says that the
    axis has whole numbers only.
    """
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
    x, last, spoken = time_axis(), alt.X("to:T").title(None), described(say)
    y = amount_axis(whole).scale(padding=12)
    if steps:
        names = json.dumps([textwrap.shorten(name, 30, placeholder="…") for name in steps])
        axis = alt.Axis(
            values=list(range(len(steps))), labelExpr=f"{names}[datum.value]", labelLimit=190,
            aria=False,
        )  # fmt: skip
        y = alt.Y("low:Q").title(None).scale(domain=[0, len(steps) - 0.6]).axis(axis)
    solid = alt.value(colours.solid)
    layers = [
        *ground_layers(base, colours),
        layer_of(base, "range").mark_rect(opacity=0.85).encode(
            x=x, x2="to:T", y=y, y2="high:Q", color=alt.value(colours.open), **spoken),
        layer_of(base, "bound").mark_rule(strokeWidth=9, strokeCap="butt").encode(
            x=last, y=y, y2="high:Q", color=alt.value(colours.open), **spoken),
        layer_of(base, "level").mark_rule(strokeWidth=2).encode(
            x=x, x2="to:T", y=y, color=solid, **spoken),
        layer_of(base, "period").mark_rule(strokeWidth=5, strokeCap="butt").encode(
            x=x, x2="to:T", y=y, color=solid, **spoken),
        layer_of(base, "day").mark_point(filled=True, size=110, opacity=1).encode(
            x=last, y=y, color=solid, **spoken),
        layer_of(base, "more").mark_point(
            shape="triangle-up", filled=True, size=110, yOffset=-9, opacity=1)
        .encode(x=last, y=y, color=solid, **spoken),
        layer_of(base, "label").mark_text(
            align="left", baseline="top", dx=8, dy=5, fontSize=13, limit=400, aria=False)
        .encode(x=last, y=y, text="label:N", color=alt.value(colours.text)),
        *aim_layers(base, colours, say, y),
    ]  # fmt: skip
    return themed_spec(alt.layer(*layers).properties(height=280), language, dark)


def levels(view: View, indicator: Indicator, dark: bool) -> Chart:
    """The observations of a level over their periods, and the way to its target."""
    say, colours = view.say, palette(dark)
    each = view.assessments[indicator.id]
    steps = indicator.nature == "steps"
    shown = [
        indicator.observations[i] for i in each.screening.counted if i not in view.masked(indicator)
    ]
    rows = ground_rows(view)
    for observation in shown:
        rows += _marks(view, indicator, observation, len(shown) <= _MOST_LABELS)
    if steps and each.value is not None and each.horizon is not None:
        low, high = each.value
        if low != high:
            rows.append(
                row("range",
                    {"from": at_noon(each.horizon), "to": at_noon(view.on),
                     "low": float(low), "high": float(high)},
                    say("possible"), amount_words(view, indicator, each.value), say.day(view.on))
            )  # fmt: skip
    rows += aim_rows(view, indicator)
    names = [
        say("no step yet"),
        *(each.name.in_language(view.language) for each in indicator.steps),
    ]
    spec = _levels_spec(
        view.language, dark, tuple(names) if steps else (), indicator.unit != "percent"
    )
    legend = {
        "day": LegendEntry(colours.solid, say("observed value"), "●"),
        "period": LegendEntry(colours.solid, say("observed value, over its period"), "━"),
        "more": LegendEntry(colours.solid, say("or more"), "▲"),
        "level": LegendEntry(colours.solid, say("reached, and kept since"), "─"),
        "range": LegendEntry(colours.open, say("possible range")),
        "bound": LegendEntry(colours.open, say("possible range")),
        **ground_legend(say, colours),
    }
    sentences = [observed_words(view, indicator, shown)]
    sentences.append(say("On {day}: {value}.", day=view.on, value=value_words(view, indicator)))
    if indicator.targets:
        sentences.append(targets_words(view, indicator))
    return chart_of_rows(spec, rows, alternative(view, indicator, sentences), legend)


def _marks(
    view: View, indicator: Indicator, observation: Observation, labelled: bool
) -> Iterator[ChartRow]:
    """The rows of an observation: a mark at its value, its bounds, and its value in words."""
    interval = interval_of(indicator, observation)
    if interval is None:
        return
    say, (start, end) = view.say, observation.period
    words = observation_words(view, indicator, observation)
    when = period_words(view, indicator, observation)
    mark = partial(row, what=say("Observed value"), value=words, when=when)
    place = {"from": eve(start or end), "to": at_noon(end), "low": float(interval.low)}
    extended = start is not None and end - start > _SHORT
    if interval.high not in (INF, interval.low):
        yield mark("range" if extended else "bound", {**place, "high": float(interval.high)})
    if is_lasting(indicator) and end < view.on:
        yield mark("level", {**place, "from": at_noon(end), "to": at_noon(view.on)})
    yield mark("period" if extended else "day", place)
    if interval.high == INF:
        yield mark("more", place)
    if labelled and indicator.nature != "steps":
        yield {**place, "kind": "label", "label": published_value(view, indicator, observation)}
