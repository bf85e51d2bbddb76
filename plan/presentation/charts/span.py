"""What the charts of one indicator share: the time of the plan, its targets, tooltips, legends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import altair as alt

from plan.edition.view import View
from plan.locale.isolation import isolate
from plan.locale.translation import Say
from plan.method.targets import baseline_of, expected_share, judged_targets, target_amount
from plan.model.records import Indicator, Observation
from plan.presentation.charts.theme import (
    ChartRow,
    ChartRows,
    LegendEntry,
    Palette,
    at_noon,
    layer_of,
)
from plan.presentation.values import observation_words, period_words, target_basis_words

#: The width of the numbers beside a chart, in pixels, so that charts below each other line up.
_MARGIN: Final = 64


def time_axis() -> alt.X:
    """The axis of time, by year; rows go ``from`` a day ``to`` another."""
    axis = alt.Axis(format="%Y", tickCount="year", grid=True, labelAngle=0, aria=False)
    return alt.X("from:T").title(None).axis(axis)


def amount_axis(whole: bool, ticks: int = 5) -> alt.Y:
    """The axis of amounts; ``whole``: of whole numbers only."""
    axis = alt.Axis(
        format=",~f", tickCount=ticks, tickMinStep=1 if whole else 0, aria=False,
        minExtent=_MARGIN, maxExtent=_MARGIN,
    )  # fmt: skip
    return alt.Y("low:Q").title(None).axis(axis)


def described(say: Say) -> dict[str, Any]:
    """The tooltip of a mark, and its description for screen readers: from the row."""
    tips = [
        alt.Tooltip("what:N").title(say("What")),
        alt.Tooltip("value:N").title(say("Value")),
        alt.Tooltip("when:N").title(say("When")),
    ]
    return {"tooltip": tips, "description": alt.Description("spoken:N")}


def eve(day: date) -> str:
    """Where a day begins, as ``at_noon`` has its end: noon of the day before."""
    return at_noon(day - timedelta(days=1))


def row(kind: str, place: ChartRow, what: str, value: str, when: str) -> ChartRow:
    """A row that readers can point at: its place, what it is, its value and time in words."""
    return {**place, "kind": kind, "what": what, "value": value, "when": when,
            "spoken": ", ".join(map(isolate, (what, value, when)))}  # fmt: skip


def ground_layers(base: alt.Chart, colours: Palette) -> list[alt.Chart]:
    """The layers behind all others: the duration of the plan."""
    shade = layer_of(base, "plan").mark_rect(opacity=0.5, aria=False)
    return [shade.encode(x=time_axis(), x2="to:T", color=alt.value(colours.track))]


def aim_layers(base: alt.Chart, colours: Palette, say: Say, y: alt.Y) -> list[alt.Chart]:
    """The layers of the targets, of the straight way to them, and of the day shown."""
    spoken, x = described(say), alt.X("from:T").title(None)
    point: dict[str, Any] = {"shape": "diamond", "size": 130, "opacity": 1}
    return [
        layer_of(base, "way").mark_line(strokeDash=[6, 4], strokeWidth=2, aria=False).encode(
            x=x, y=y, color=alt.value(colours.accent)),
        layer_of(base, "target").mark_point(filled=True, **point).encode(
            x=x, y=y, color=alt.value(colours.accent), **spoken),
        layer_of(base, "proposal").mark_point(strokeWidth=2, **point).encode(
            x=x, y=y, color=alt.value(colours.accent), **spoken),
        layer_of(base, "on").mark_rule(strokeWidth=1.5, strokeDash=[2, 3], aria=False).encode(
            x=x, color=alt.value(colours.text)),
    ]  # fmt: skip


def ground_rows(view: View) -> ChartRows:
    """The duration of the plan and the day shown."""
    plan = view.plan
    return [
        {"kind": "plan", "from": eve(plan.start), "to": at_noon(plan.end)},
        {"kind": "on", "from": at_noon(view.on)},
    ]


def aim_rows(view: View, indicator: Indicator) -> ChartRows:
    """The targets of an indicator, and the points of the straight way to the judged ones."""
    say, plan = view.say, view.plan
    rows: ChartRows = [
        row(
            "target" if target.judged else "proposal",
            {"from": at_noon(target.by), "low": float(target_amount(indicator, target))},
            say("Target"), target_basis_words(view, indicator, target), say.day(target.by),
        )
        for target in indicator.targets
    ]  # fmt: skip
    judged, baseline = judged_targets(indicator, view.simulate), baseline_of(indicator)
    if not judged or baseline is None or indicator.nature == "steps":
        return rows  # nothing is due on a ladder before its date
    if expected_share(indicator, judged, plan.head.period, plan.end) is None:
        return rows
    points = [(eve(plan.start), float(baseline.low))]
    points += [(at_noon(target.by), float(target.value or 0)) for target in judged]
    rows += [{"kind": "way", "from": day, "low": value} for day, value in points]
    return rows


def ground_legend(say: Say, colours: Palette) -> Mapping[str, LegendEntry]:
    """The entries of the plan's duration, the day shown, the targets and the way to them."""
    return {
        "target": LegendEntry(colours.accent, say("target"), "◆"),
        "proposal": LegendEntry(colours.accent, say("target only proposed"), "◇"),
        "way": LegendEntry(colours.accent, say("straight path to the target"), "╌"),
        "plan": LegendEntry(colours.track, say("duration of the plan")),
        "on": LegendEntry(colours.text, say("date shown"), "┊"),
    }


# --- Alternative text ----------------------------------------------------------------------------

#: The most observations that an alternative text lists.
_MOST_LISTED: Final = 6


def alternative(view: View, indicator: Indicator, sentences: Iterable[str]) -> str:
    """The alternative text of a chart: the indicator, and what the chart shows of it."""
    name = indicator.name.in_language(view.language)
    return view.say("{name}: {value}", name=name, value=" ".join(filter(None, sentences)))


def observed_words(view: View, indicator: Indicator, shown: Sequence[Observation]) -> str:
    """The last of some observations, with their periods, in a sentence."""
    say = view.say
    listed = [
        say(
            "{value} ({period})",
            value=observation_words(view, indicator, observation),
            period=period_words(view, indicator, observation),
        )
        for observation in shown[-_MOST_LISTED:]
    ]
    return say("Observed: {values}.", values=say.series(listed)) if listed else ""


def targets_words(view: View, indicator: Indicator) -> str:
    """The targets, with their days and bases, in a sentence."""
    say = view.say
    listed = [
        say("{value} by {day}", value=target_basis_words(view, indicator, each), day=each.by)
        for each in indicator.targets
    ]
    return say("Target: {values}.", values=say.series(listed)) if listed else ""
