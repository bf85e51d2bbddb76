"""One indicator over time: its observations and the path to its target."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

import altair as alt

from plan.edition.view import View
from plan.locale.translation import say_in
from plan.method.counting import interval_of
from plan.method.targets import baseline_of, expected_share, judged_targets, target_amount
from plan.model.quantities import INF, Language
from plan.model.records import Indicator, Target
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
)
from plan.presentation.values import (
    amount_words,
    observation_words,
    period_words,
    target_basis_words,
    value_words,
)


@lru_cache(maxsize=256)
def _path_spec(language: Language, dark: bool, steps: tuple[str, ...], whole: bool) -> Spec:
    """The specification of a path.

    ``steps`` are the names of the ranks, from 0, of an indicator of steps; ``whole`` says that the
    axis has whole numbers only.
    """
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
    x = alt.X("from:T").title(None).axis(format="%Y", tickCount="year", grid=True, labelAngle=0)
    y = alt.Y("low:Q").title(None)
    if steps:
        ranks = list(range(len(steps)))
        names = json.dumps([textwrap.shorten(name, 30, placeholder="…") for name in steps])
        y = y.scale(domain=[0, len(steps) - 0.6]).axis(
            values=ranks, labelExpr=f"{names}[datum.value]", labelLimit=220
        )
    else:
        y = y.scale(padding=12).axis(format=",~f", tickCount=5, tickMinStep=1 if whole else 0)
    tips = [
        alt.Tooltip("what:N").title(say("What")),
        alt.Tooltip("value:N").title(say("Value")),
        alt.Tooltip("when:N").title(say("When")),
    ]

    layers = [
        layer_of(base, "plan").mark_rect(opacity=0.5).encode(
            x=x, x2="to:T", color=alt.value(colours.track)),
        layer_of(base, "range").mark_rect(opacity=0.85).encode(
            x=x, x2="to:T", y=y, y2="high:Q", color=alt.value(colours.open), tooltip=tips),
        layer_of(base, "target-line").mark_line(strokeDash=[6, 4], strokeWidth=2).encode(
            x="from:T", y=y, color=alt.value(colours.accent)),
        layer_of(base, "target").mark_point(
            shape="diamond", filled=True, size=130, opacity=1)
        .encode(x="from:T", y=y, color=alt.value(colours.accent), tooltip=tips),
        layer_of(base, "proposal").mark_point(shape="diamond", strokeWidth=2, size=130).encode(
            x="from:T", y=y, color=alt.value(colours.accent), tooltip=tips),
        layer_of(base, "level").mark_rule(strokeWidth=2).encode(
            x=x, x2="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        layer_of(base, "observation").mark_rule(strokeWidth=5, strokeCap="butt").encode(
            x=x, x2="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        layer_of(base, "day").mark_point(filled=True, size=110, opacity=1).encode(
            x="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        layer_of(base, "arrow").mark_point(
            shape="triangle-up", filled=True, size=110, yOffset=-9, opacity=1)
        .encode(x="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        layer_of(base, "on").mark_rule(strokeWidth=1.5, strokeDash=[2, 3]).encode(
            x="from:T", color=alt.value(colours.text)),
    ]  # fmt: skip
    return themed_spec(alt.layer(*layers).properties(height=300), language, dark)


def path(view: View, indicator: Indicator, dark: bool) -> Chart:
    """The observations of an indicator as ranges over their periods, and the path to its target."""
    say, plan = view.say, view.plan
    each = view.assessments[indicator.id]
    hidden = view.masked(indicator)
    rows: ChartRows = [
        {"kind": "plan", "from": at_noon(plan.start), "to": at_noon(plan.end)},
        {"kind": "on", "from": at_noon(view.on), "to": at_noon(view.on)},
    ]
    for i in each.screening.counted:
        if i in hidden:
            continue
        observation = indicator.observations[i]
        interval = interval_of(indicator, observation)
        if interval is None:
            continue
        start, end = observation.period
        common = {
            "from": at_noon(start or end), "to": at_noon(end), "low": float(interval.low),
            "what": say("Observed value"),
            "value": observation_words(view, indicator, observation),
            "when": period_words(view, indicator, observation),
        }  # fmt: skip
        if interval.high not in (INF, interval.low):
            rows.append({"kind": "range", **common, "high": float(interval.high)})
        whole = start is not None and end > start
        rows.append({"kind": "observation" if whole else "day", **common})
        if indicator.nature == "steps" and not indicator.reversible and end < view.on:
            rows.append({"kind": "level", **common, "from": at_noon(end), "to": at_noon(view.on)})
        if interval.high == INF:
            rows.append({"kind": "arrow", **common})
    if indicator.nature == "steps" and each.value is not None and each.horizon is not None:
        low, high = each.value
        if low != high:
            rows.append(
                {"kind": "range", "from": at_noon(each.horizon), "to": at_noon(view.on),
                 "low": float(low), "high": float(high), "what": say("possible"),
                 "value": amount_words(view, indicator, each.value), "when": say.day(view.on)}
            )  # fmt: skip
    judged = judged_targets(indicator, view.simulate)
    for target in indicator.targets:
        aim = target_amount(indicator, target)
        rows.append(
            {"kind": "target" if target.judged else "proposal", "from": at_noon(target.by),
             "to": at_noon(target.by), "low": float(aim), "what": say("Target"),
             "value": target_basis_words(view, indicator, target),
             "when": say.day(target.by)}
        )  # fmt: skip
    rows += _target_line(view, indicator, judged)
    names = [
        say("no step yet"),
        *(step.name.in_language(view.language) for step in indicator.steps),
    ]
    spec = _path_spec(
        view.language, dark, tuple(names) if indicator.steps else (), indicator.unit != "percent"
    )
    alternative = say(
        "{name}: {value}",
        name=indicator.name.in_language(view.language), value=value_words(view, indicator),
    )  # fmt: skip
    return chart_of_rows(spec, rows, alternative)


def _target_line(view: View, indicator: Indicator, judged: Sequence[Target]) -> ChartRows:
    """The straight line to the last judged target; an indicator of steps has none."""
    if not judged or indicator.nature == "steps":
        return []
    baseline = baseline_of(indicator)
    if baseline is None:
        return []
    plan = view.plan
    points = [(plan.start - timedelta(days=1), float(baseline.low))]
    points += [(target.by, float(target.value or 0)) for target in judged]
    if expected_share(indicator, judged, plan.head.period, plan.end) is None:
        return []
    return [{"kind": "target-line", "from": at_noon(day), "low": value} for day, value in points]
