"""A flow over time: its running total within bounds, and what each of its periods brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, Final

import altair as alt

from plan.edition.view import View
from plan.locale.translation import say_in
from plan.method.bounds import System
from plan.method.counting import days_of, interval_of
from plan.model.quantities import INF, Amount, Interval, Language
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
    ChartRows,
    LegendEntry,
    Spec,
    at_noon,
    chart_of_rows,
    layer_of,
    no_data,
    palette,
    themed_spec,
)
from plan.presentation.short_values import bounds_value, published_value
from plan.presentation.values import (
    amount_words,
    discloses,
    observation_words,
    period_words,
    value_words,
)

#: The most observations that have their values written above them.
_MOST_LABELS: Final = 6
#: How far above the greatest amount a chart reaches, where it shows that there may be more.
_ROOM: Final = 1.15
#: The share of a period that is drawn before a day from which a total runs unsaid.
_UNSAID: Final = timedelta(days=182)


def _fading(colour: str, upwards: bool) -> dict[str, Any]:
    """A colour that fades away: upwards, where there may be more, else back in time."""
    stops = [{"color": colour, "offset": 0}, {"color": f"{colour}00", "offset": 1}]
    ends = {"x2": 1, "y2": 0} if upwards else {"x2": 0, "y2": 1}
    return {"gradient": "linear", "x1": 1, "y1": 1, **ends, "stops": stops}


@lru_cache(maxsize=64)
def _flow_spec(language: Language, dark: bool, height: int) -> Spec:
    """The specification of both charts of a flow: they differ in their rows and their height."""
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
    end = alt.X("to:T").title(None)
    x, y, spoken = time_axis(), amount_axis(True, max(2, height // 60)), described(say)
    solid, possible = alt.value(colours.solid), alt.value(colours.open)

    def block(kind: str, colour: Any, **mark: Any) -> alt.Chart:
        shown: alt.Chart = layer_of(base, kind).mark_rect(**mark).encode(
            x=x, x2="to:T", y=y, y2="high:Q", color=colour, **spoken)  # fmt: skip
        return shown

    layers = [
        *ground_layers(base, colours),
        block("open", alt.value(_fading(colours.open, True))),
        block("range", possible),
        block("bar", possible, stroke=colours.ground, strokeWidth=1),
        block("since", alt.value(_fading(colours.open, False))),
        block("up-to", possible, fillOpacity=0.35, stroke=colours.solid, strokeDash=[3, 3]),
        layer_of(base, "figure").mark_rule(strokeWidth=4, strokeCap="butt").encode(
            x=x, x2="to:T", y=y, color=solid, **spoken),
        layer_of(base, "least").mark_line(
            strokeWidth=3, interpolate="step-after", aria=False)
        .encode(x=x, y=y, color=solid),
        layer_of(base, "day").mark_point(filled=True, size=110, opacity=1).encode(
            x=end, y=y, color=solid, **spoken),
        layer_of(base, "more").mark_point(
            shape="triangle-up", filled=True, size=110, yOffset=-7, opacity=1)
        .encode(x=end, y=y, color=solid, **spoken),
        layer_of(base, "label").mark_text(
            baseline="bottom", dy=-12, fontSize=13, limit=400, aria=False)
        .encode(x=end, y=y, text="label:N", color=alt.value(colours.text)),
        *aim_layers(base, colours, say, y),
    ]  # fmt: skip
    return themed_spec(alt.layer(*layers).properties(height=height), language, dark)


# --- The running total ---------------------------------------------------------------------------


def running_total(view: View, indicator: Indicator, dark: bool) -> Chart:
    """The bounds of what a flow has accrued since the plan began, against the way to its targets.

    Between two days on which an observation begins or ends nothing is known but that the total does
    not fall: there it is drawn from the least it was before to the most it can be after.
    """
    say, colours = view.say, palette(dark)
    each = view.assessments[indicator.id]
    assert each.certain is not None
    rows = ground_rows(view) + aim_rows(view, indicator)
    rows += _accrued_rows(view, indicator, each.certain)
    legend = {
        "least": LegendEntry(colours.solid, say("proven: at least this much"), "━"),
        "day": LegendEntry(colours.solid, say("total known on a date"), "●"),
        "range": LegendEntry(colours.open, say("possible range")),
        "open": LegendEntry(colours.open, say("possibly more: not published"), "░"),
        **ground_legend(say, colours),
    }
    sentences = (
        say("Since the plan began, on {day}: {value}.", day=view.on,
            value=value_words(view, indicator)),
        targets_words(view, indicator),
    )  # fmt: skip
    spec = _flow_spec(view.language, dark, 260)
    return chart_of_rows(spec, rows, alternative(view, indicator, sentences), legend)


def _accrued_rows(view: View, indicator: Indicator, certain: System) -> ChartRows:
    first, after, now = days_of(view.plan.head.period, view.on)
    end = min(now, after)
    if end <= first:
        return []
    cuts = {first, end}
    for start, stop, _, _ in certain.constraints:
        cuts |= {day for day in (start, stop) if day is not None and first < day < end}
    bounds = {
        day: Interval(0, INF) if discloses(view, indicator, bound) else bound
        for day in sorted(cuts)
        for bound in [certain.between(first, day)]
    }
    amounts = [*(bound.low for bound in bounds.values()),
               *(bound.high for bound in bounds.values() if bound.high != INF),
               *(target.value or 0 for target in indicator.targets)]  # fmt: skip
    top = float(max(amounts)) * _ROOM
    say, rows = view.say, ChartRows()
    mark = partial(row, what=say("Total since the plan began"))

    for before, then in pairwise(bounds):
        low, high = bounds[before].low, bounds[then].high
        if low == high:
            continue
        between = say(
            "from {start} to {end}", start=date.fromordinal(before), end=date.fromordinal(then - 1)
        )
        value = amount_words(view, indicator, Interval(low, high))
        place = {
            "from": eve(date.fromordinal(before)), "to": eve(date.fromordinal(then)),
            "low": float(low), "high": top if high == INF else float(high),
        }  # fmt: skip
        rows.append(mark("open" if high == INF else "range", place, value=value, when=between))
    least: Amount = 0
    for day, bound in bounds.items():
        rows.append({"kind": "least", "from": eve(date.fromordinal(day)), "low": float(bound.low)})
        if bound.low == least:
            continue
        least, last = bound.low, date.fromordinal(day - 1)
        place = {"to": at_noon(last), "low": float(least)}
        value = amount_words(view, indicator, bound)
        rows.append(mark("day", place, value=value, when=say.day(last)))
        label = bounds_value(view, indicator, bound)
        rows.append({"kind": "label", "label": label, **place})
    return rows


# --- What each period brought --------------------------------------------------------------------


def brought(view: View, indicator: Indicator, dark: bool, small: bool = False) -> Chart:
    """The observations of a flow as bars over their periods, up to their bounds."""
    say, colours = view.say, palette(dark)
    each, hidden = view.assessments[indicator.id], view.masked(indicator)
    counted = [  # where sources contradict each other, those that are retained, if any
        indicator.observations[i]
        for i in each.retained or each.screening.counted
        if i not in hidden
    ]
    totals = {observation.period for observation in counted if not observation.part}
    shown = [each for each in counted if not each.part or each.period not in totals]
    rows = ground_rows(view)
    rows += _bars(view, indicator, sorted(shown, key=_length, reverse=True))
    legend = {
        "figure": LegendEntry(colours.solid, say("figure published for the period"), "━"),
        "since": LegendEntry(colours.open, say("without a start date"), "░"),
        "up-to": LegendEntry(colours.solid, say("possible range"), "▭"),
        "more": LegendEntry(colours.solid, say("or more"), "▲"),
        "plan": LegendEntry(colours.track, say("duration of the plan")),
        "on": LegendEntry(colours.text, say("date shown"), "┊"),
    }
    sentences = [observed_words(view, indicator, shown)]
    spec = _flow_spec(view.language, dark, 110 if small else 160)
    return chart_of_rows(spec, rows, alternative(view, indicator, sentences), legend)


def _length(observation: Observation) -> int:
    return observation.period.days or 10**6


def _bars(view: View, indicator: Indicator, observations: list[Observation]) -> Iterator[ChartRow]:
    for observation in observations:
        interval = interval_of(indicator, observation)
        if interval is None:
            continue
        start, end = observation.period
        mark = partial(
            row, what=view.say("Observed value"), when=period_words(view, indicator, observation),
            value=observation_words(view, indicator, observation),
        )  # fmt: skip
        first = start or min(end - _UNSAID, view.plan.start)
        low = float(interval.low)
        top = low if interval.high == INF else float(interval.high)
        place: ChartRow = {"from": eve(first), "to": at_noon(end)}
        yield mark("bar" if start else "since", {**place, "low": 0.0, "high": low})
        if top != low:
            yield mark("up-to", {**place, "low": low, "high": top})
        yield mark("figure", {**place, "low": low})
        middle = {"to": at_noon(first + (end - first) / 2), "low": top}
        if interval.high == INF:
            yield mark("open", {**place, "low": low, "high": low * _ROOM})
            yield mark("more", middle)
        if len(observations) <= _MOST_LABELS:
            label = published_value(view, indicator, observation)
            yield {"kind": "label", "label": label, **middle}
