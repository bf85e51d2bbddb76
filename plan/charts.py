"""The view as Altair charts: a specification once for each kind, language and theme, and its rows.

Building and checking an Altair chart costs a hundred times what filling it does, so that each kind
is built once, without data, and what is on screen passes through as rows.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Final

import altair as alt

from plan.coverage import PICTURED, pictured
from plan.glossary import KNOWN_WORDS, STATUS_WORDS
from plan.locale import say_in
from plan.model import Axis, Indicator, Target
from plan.quantities import INF, Language
from plan.standing import interval_of
from plan.tables import known_in_year, source_title
from plan.targets import baseline_of, expected_share, judged_targets
from plan.values import (
    aim_words,
    amount_words,
    fact_words,
    observation_words,
    period_words,
    share_words,
    status_words,
    value_words,
)
from plan.view import Fact, View

Spec = dict[str, Any]
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Chart:
    """A prepared specification, the rows it draws, and a sentence for who cannot see it."""

    spec: Spec
    rows: Rows
    alt: str


@dataclass(frozen=True)
class Palette:
    """The colours of a theme; each meaning also has a word, a shape or a texture."""

    text: str
    muted: str
    line: str
    ground: str
    track: str
    solid: str
    open: str
    accent: str
    statuses: tuple[str, ...]


#: In the order of ``PICTURED``: reached, on track, accelerate, limited, regression, between,
#: reported, silent.
_LIGHT: Final = Palette(
    text="#0B1117", muted="#46525E", line="#C3CCD5", ground="#FFFFFF", track="#E9EDF1",
    solid="#12436D", open="#A9C4DC", accent="#B4500F",
    statuses=("#12436D", "#1B7F79", "#C98A0B", "#B4500F", "#801650", "#6F7F8F", "#A9C4DC",
              "#E9EDF1"),
)  # fmt: skip
_DARK: Final = Palette(
    text="#E8EEF4", muted="#AAB7C4", line="#3A4A5A", ground="#0E1620", track="#22303E",
    solid="#7FB8E8", open="#35597A", accent="#F2A766",
    statuses=("#7FB8E8", "#4FC3B8", "#E8BE5A", "#F2A766", "#E58AB8", "#92A2B2", "#35597A",
              "#22303E"),
)  # fmt: skip


def palette(dark: bool) -> Palette:
    """The colours of the light or the dark theme."""
    return _DARK if dark else _LIGHT


@cache
def _readable(colours: Palette, fill: str) -> str:
    """Of the colours of text and ground the one that stands out more from a fill."""
    return max((colours.text, colours.ground), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other, from 1 to 21, as WCAG reckons it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- Frame ---------------------------------------------------------------------------------------


@cache
def _locale(language: Language) -> dict[str, Any]:
    from babel import Locale

    locale = Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])
    group = "\u202f" if language == "fr" else ","
    names = {
        key: [source[width][i] for i in order]
        for key, source, width, order in (
            ("days", locale.days["format"], "wide", (6, 0, 1, 2, 3, 4, 5)),
            ("shortDays", locale.days["format"], "abbreviated", (6, 0, 1, 2, 3, 4, 5)),
            ("months", locale.months["format"], "wide", range(1, 13)),
            ("shortMonths", locale.months["format"], "abbreviated", range(1, 13)),
        )
    }
    return {
        "number": {
            "decimal": "," if language == "fr" else ".",
            "thousands": group,
            "grouping": [3],
            "currency": ["", ""],
        },
        "time": {
            "dateTime": "%A %e %B %Y %X", "date": "%d/%m/%Y", "time": "%H:%M:%S",
            "periods": ["AM", "PM"], **names,
        },
    }  # fmt: skip


def _finished(chart: Any, language: Language, dark: bool) -> Spec:
    """The specification of a chart without its data, in the colours and words of the reader."""
    colours = palette(dark)
    axis: dict[str, Any] = {
        "labelColor": colours.muted, "titleColor": colours.muted, "gridColor": colours.track,
        "domainColor": colours.line, "tickColor": colours.line, "labelFontSize": 13,
        "titleFontSize": 13, "titleFontWeight": "normal",
    }  # fmt: skip
    spec: Spec = chart.properties(width="container").to_dict()
    spec.pop("data", None)
    spec.pop("datasets", None)
    spec["background"] = "transparent"
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec["config"] = {
        "font": "Source Sans, sans-serif",
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": colours.text, "titleColor": colours.muted, "labelFontSize": 13},
        "text": {"color": colours.text, "fontSize": 14},
        "locale": _locale(language),
    }
    return spec


def _only(base: alt.Chart, kind: str) -> alt.Chart:
    """A layer that draws the rows of one kind, named after it."""
    return base.transform_filter(f"datum.kind == '{kind}'").properties(name=kind)


def _drawn(spec: Spec, rows: Rows, alternative: str) -> Chart:
    """The chart of some rows, without the layers that would draw nothing.

    An empty layer would be announced to screen readers as a picture without a name.
    """
    kinds = {row["kind"] for row in rows}
    layers = [layer for layer in spec["layer"] if layer["name"] in kinds]
    return Chart({**spec, "layer": layers}, rows, alternative)


def _empty() -> alt.InlineData:
    return alt.InlineData(values=[])


def _wrapped(text: str, width: int = 44, lines: int = 2) -> str:
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …"))


def _iso(day: date) -> str:
    # Noon keeps the day the same in every time zone of the reader.
    return f"{day.isoformat()}T12:00:00"


# --- The clock of the plan -----------------------------------------------------------------------


@cache
def _clock_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(_empty())
    x = alt.X("from:T").title(None).axis(format="%Y", tickCount="year", grid=False, labelAngle=0)
    bars = (
        _only(base, "bar")
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
        _only(base, "source")
        .mark_point(shape="triangle-down", filled=True, size=90, yOffset=-20, opacity=1)
        .encode(
            x="from:T",
            color=alt.value(colours.accent),
            tooltip=[alt.Tooltip("label:N").title(say("Article"))],
        )
    )
    return _finished(alt.layer(bars, points).properties(height=64), language, dark)


def clock(view: View, dark: bool) -> Chart:
    """The plan's time: elapsed and left, with the articles that were published."""
    say, plan = view.say, view.plan
    now = min(max(view.on + timedelta(days=1), plan.start), plan.end + timedelta(days=1))
    rows: Rows = [
        {"kind": "bar", "part": "elapsed", "from": _iso(plan.start), "to": _iso(now), "label": ""},
        {"kind": "bar", "part": "left", "from": _iso(now), "to": _iso(plan.end), "label": ""},
    ]
    for name in view.known_sources:
        source = plan.source[name]
        if name in view.cited and plan.start <= source.known <= plan.end:
            label = source_title(view, source)
            rows.append(
                {"kind": "source", "part": "", "from": _iso(source.known),
                 "to": _iso(source.known), "label": f"{label} ({say.day(source.known)})"}
            )  # fmt: skip
    told = say("{share} of the plan’s time, from {start} to {end}, has elapsed.",
               share=say.percent(view.elapsed, 1), start=plan.start, end=plan.end)  # fmt: skip
    return _drawn(_clock_spec(view.language, dark), rows, told)


# --- Counts by status ----------------------------------------------------------------------------


@cache
def _statuses_spec(language: Language, dark: bool) -> Spec:
    colours = palette(dark)
    scale = alt.Scale(domain=list(PICTURED), range=list(colours.statuses))
    base = alt.Chart(_empty()).transform_filter("datum.count > 0")
    bars = base.mark_bar(height=26, stroke=colours.ground, strokeWidth=1.5).encode(
        x=alt.X("from:Q").axis(None).scale(nice=False),
        x2="to:Q",
        color=alt.Color("code:N").scale(scale).legend(None),
        tooltip=[alt.Tooltip("status:N").title(None), alt.Tooltip("count:Q").title("n")],
    )
    numbers = base.mark_text(fontWeight=600, fontSize=14).encode(
        x="middle:Q", text="count:Q", color=alt.Color("ink:N").scale(None)
    )
    return _finished(alt.layer(bars, numbers).properties(height=34), language, dark)


def statuses(view: View, axis: Axis, dark: bool) -> Chart:
    """The indicators of an axis counted by status."""
    colours = palette(dark)
    rows: Rows = []
    at = 0
    for code, n in pictured(view.tallies[axis.id]).items():
        ink = _readable(colours, colours.statuses[PICTURED.index(code)])
        rows.append(
            {"code": code, "status": view.say(STATUS_WORDS[code]), "count": n, "from": at,
             "to": at + n, "middle": at + n / 2, "ink": ink}
        )  # fmt: skip
        at += n
    told = ", ".join(
        view.say("{name}: {value}", name=row["status"], value=row["count"])
        for row in rows
        if row["count"]
    )
    alternative = f"{axis.name.told(view.language)}. {told}"
    return Chart(_statuses_spec(view.language, dark), rows, alternative)


# --- Progress of several indicators --------------------------------------------------------------

_ROW_HEIGHT: Final = 74


@cache
def _progress_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(_empty())
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
            _only(base, kind)
            .mark_bar(height=14, yOffset=16, **mark)
            .encode(x=x, x2="to:Q", y=y, tooltip=tips)
        )

    layers = [
        bar("track", color=colours.track),
        bar("none", color=colours.ground, stroke=colours.line, strokeDash=[3, 3]),
        bar("open", color=colours.open),
        bar("proven", color=colours.solid),
        bar("old", color=colours.statuses[5]),
        _only(base, "arrow")
        .mark_point(shape="triangle-right", filled=True, size=140, yOffset=16, opacity=1)
        .encode(x="to:Q", y=y, color=alt.value(colours.solid), tooltip=tips),
        _only(base, "expected")
        .mark_tick(thickness=3, size=24, yOffset=16)
        .encode(x="to:Q", y=y, color=alt.value(colours.accent), tooltip=tips),
        _only(base, "name")
        .mark_text(
            align="left", baseline="top", lineBreak="\n", yOffset=4, fontSize=14, fontWeight=600
        )
        .encode(x=alt.value(0), y=top, text="name:N", tooltip=tips),
        _only(base, "note")
        .mark_text(align="left", baseline="middle", fontSize=12.5, xOffset=6, yOffset=16)
        .encode(x=alt.value(0), y=y, text="note:N", color=alt.value(colours.muted), tooltip=tips),
    ]
    chart = alt.layer(*layers).properties(height={"step": _ROW_HEIGHT})
    return _finished(chart, language, dark)


def progress(view: View, chosen: Iterable[Indicator], dark: bool) -> Chart:
    """Indicators as bars: the proven part solid, the possible part open, what was expected."""
    rows: Rows = []
    several = list(chosen)
    for n, indicator in enumerate(several):
        each = view.assessments[indicator.id]
        status = status_words(view, each)
        common = {
            "row": n,
            "name": _wrapped(f"{indicator.id}  {indicator.name.told(view.language)}"),
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
    told = view.say.series(
        view.say(
            "{name}: {value}",
            name=indicator.name.told(view.language),
            value=status_words(view, view.assessments[indicator.id]),
        )
        for indicator in several
    )
    return _drawn(_progress_spec(view.language, dark), rows, told)


# --- One indicator's way to its target -----------------------------------------------------------


@lru_cache(maxsize=256)
def _path_spec(language: Language, dark: bool, steps: tuple[str, ...], whole: bool) -> Spec:
    """The specification of a way.

    ``steps`` names the ranks of a ladder, from 0; ``whole`` counts things.
    """
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(_empty())
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
        _only(base, "plan").mark_rect(opacity=0.5).encode(
            x=x, x2="to:T", color=alt.value(colours.track)),
        _only(base, "range").mark_rect(opacity=0.85).encode(
            x=x, x2="to:T", y=y, y2="high:Q", color=alt.value(colours.open), tooltip=tips),
        _only(base, "target-line").mark_line(strokeDash=[6, 4], strokeWidth=2).encode(
            x="from:T", y=y, color=alt.value(colours.accent)),
        _only(base, "target").mark_point(shape="diamond", filled=True, size=130, opacity=1).encode(
            x="from:T", y=y, color=alt.value(colours.accent), tooltip=tips),
        _only(base, "proposal").mark_point(shape="diamond", strokeWidth=2, size=130).encode(
            x="from:T", y=y, color=alt.value(colours.accent), tooltip=tips),
        _only(base, "level").mark_rule(strokeWidth=2).encode(
            x=x, x2="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        _only(base, "observation").mark_rule(strokeWidth=5, strokeCap="butt").encode(
            x=x, x2="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        _only(base, "day").mark_point(filled=True, size=110, opacity=1).encode(
            x="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        _only(base, "arrow").mark_point(
            shape="triangle-up", filled=True, size=110, yOffset=-9, opacity=1)
        .encode(x="to:T", y=y, color=alt.value(colours.solid), tooltip=tips),
        _only(base, "on").mark_rule(strokeWidth=1.5, strokeDash=[2, 3]).encode(
            x="from:T", color=alt.value(colours.text)),
    ]  # fmt: skip
    return _finished(alt.layer(*layers).properties(height=300), language, dark)


def path(view: View, indicator: Indicator, dark: bool) -> Chart:
    """The observations of an indicator as ranges over their periods, and the way to its target."""
    say, plan = view.say, view.plan
    each = view.assessments[indicator.id]
    hidden = view.masked(indicator)
    rows: Rows = [
        {"kind": "plan", "from": _iso(plan.start), "to": _iso(plan.end)},
        {"kind": "on", "from": _iso(view.on), "to": _iso(view.on)},
    ]
    for i in each.standing.counted:
        if i in hidden:
            continue
        observation = indicator.observations[i]
        interval = interval_of(indicator, observation)
        if interval is None:
            continue
        start, end = observation.period
        common = {
            "from": _iso(start or end), "to": _iso(end), "low": float(interval.low),
            "what": say("Observed value"),
            "value": observation_words(view, indicator, observation),
            "when": period_words(view, indicator, observation),
        }  # fmt: skip
        if interval.high not in (INF, interval.low):
            rows.append({"kind": "range", **common, "high": float(interval.high)})
        whole = start is not None and end > start
        rows.append({"kind": "observation" if whole else "day", **common})
        if indicator.nature == "steps" and not indicator.reversible and end < view.on:
            rows.append({"kind": "level", **common, "from": _iso(end), "to": _iso(view.on)})
        if interval.high == INF:
            rows.append({"kind": "arrow", **common})
    if indicator.nature == "steps" and each.value is not None and each.horizon is not None:
        low, high = each.value
        if low != high:
            rows.append(
                {"kind": "range", "from": _iso(each.horizon), "to": _iso(view.on),
                 "low": float(low), "high": float(high), "what": say("possible"),
                 "value": amount_words(view, indicator, each.value), "when": say.day(view.on)}
            )  # fmt: skip
    judged = judged_targets(indicator, view.simulate)
    for target in indicator.targets:
        aim = indicator.ranks[target.step] if target.step else target.value
        assert aim is not None
        rows.append(
            {"kind": "target" if target.judged else "proposal", "from": _iso(target.by),
             "to": _iso(target.by), "low": float(aim), "what": say("Target"),
             "value": aim_words(view, indicator, target),
             "when": say.day(target.by)}
        )  # fmt: skip
    rows += _target_line(view, indicator, judged)
    names = [say("no step yet"), *(step.name.told(view.language) for step in indicator.steps)]
    spec = _path_spec(
        view.language, dark, tuple(names) if indicator.steps else (), indicator.unit != "percent"
    )
    told = say(
        "{name}: {value}",
        name=indicator.name.told(view.language), value=value_words(view, indicator),
    )  # fmt: skip
    return _drawn(spec, rows, told)


def _target_line(view: View, indicator: Indicator, judged: Sequence[Target]) -> Rows:
    """The straight way to the last judged target; a ladder has none before its dates."""
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
    return [{"kind": "target-line", "from": _iso(day), "low": value} for day, value in points]


# --- What is known, year by year -----------------------------------------------------------------

_SIGNS: Final = {
    "exact": "●", "bound": "◐", "share": "?", "carried": "→", "conflict": "≠", "none": "–",
    "later": "",
}  # fmt: skip


@cache
def _gaps_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(_empty())
    x = alt.X("year:O").title(None).axis(orient="top", labelAngle=0, domain=False, ticks=False)
    y = alt.Y("row:O").axis(None)
    domain = ["exact", "bound", "share", "carried", "conflict", "none", "later"]
    fills = [colours.solid, colours.open, colours.track, colours.track, colours.ground]
    fills += [colours.ground, colours.ground]
    tips = [
        alt.Tooltip("name:N").title(say("Indicator")),
        alt.Tooltip("year:O").title(say("Year")),
        alt.Tooltip("known:N").title(say("What is known")),
        alt.Tooltip("value:N").title(say("Value")),
    ]
    cells = base.mark_bar(height=20, yOffset=11, stroke=colours.line, strokeWidth=0.6).encode(
        x=x.scale(paddingInner=0, paddingOuter=0), y=y, tooltip=tips,
        color=alt.Color("code:N").scale(domain=domain, range=fills).legend(None),
    )  # fmt: skip
    signs = base.mark_text(fontSize=13, yOffset=11).encode(
        x=x, y=y, text="sign:N", color=alt.Color("ink:N").scale(None), tooltip=tips
    )
    names = (
        base.transform_filter("datum.first")
        .mark_text(align="left", baseline="top", fontSize=12.5, yOffset=5)
        .encode(x=alt.value(0), y=y.bandPosition(0), text="label:N")
    )
    return _finished(alt.layer(cells, signs, names).properties(height={"step": 46}), language, dark)


def gaps(view: View, chosen: Iterable[Indicator], dark: bool) -> Chart:
    """Indicators by years of the plan, with what is known in each."""
    colours = palette(dark)
    rows: Rows = []
    told = []
    for n, indicator in enumerate(chosen):
        known = known_in_year(view, indicator)
        for year in range(view.plan.start.year, view.plan.end.year + 1):
            code, words = known.get(year, ("later", view.say("to come")))
            label = view.say(KNOWN_WORDS[code]) if code in KNOWN_WORDS else words
            ink = colours.ground if code == "exact" else colours.text
            rows.append(
                {"row": n, "first": year == view.plan.start.year,
                 "label": _wrapped(f"{indicator.id}  {indicator.name.told(view.language)}", 60, 1),
                 "name": indicator.name.told(view.language), "year": str(year), "code": code,
                 "sign": _SIGNS[code], "known": label, "value": words, "ink": ink}
            )  # fmt: skip
        count = sum(code != "none" for code, _ in known.values())
        told.append(
            view.say(
                "{name}: {value}",
                name=indicator.name.told(view.language),
                value=f"{count}/{len(known)}",
            )
        )
    return Chart(_gaps_spec(view.language, dark), rows, view.say.series(told))


# --- Timeline ------------------------------------------------------------------------------------

#: The time that a mark takes on the drawing, so that the next does not lie on it.
_ROOM: Final = timedelta(days=25)


@cache
def _timeline_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(_empty())
    x = alt.X("from:T").title(None).axis(format="%Y", tickCount="year", grid=True, labelAngle=0)
    y = alt.Y("row:O").axis(None).scale(paddingInner=0, paddingOuter=0)
    tips = [
        alt.Tooltip("when:N").title(say("When")),
        alt.Tooltip("fact:N").title(say("Fact")),
        alt.Tooltip("name:N").title(say("Indicator")),
    ]

    names = _only(base, "name").mark_text(
        align="left", baseline="middle", fontSize=13, fontWeight=600
    )
    spans = _only(base, "span").mark_bar(height=9, cornerRadius=4)
    days = _only(base, "day").mark_point(filled=True, size=110, opacity=1)
    now = _only(base, "on").mark_rule(strokeDash=[2, 3], strokeWidth=1.5)
    shape = alt.Shape("shape:N").legend(None)
    shape = shape.scale(domain=["dated", "latest"], range=["circle", "triangle-left"])
    layers = [
        spans.encode(x=x, x2="to:T", y=y, color=alt.value(colours.open), tooltip=tips),
        days.encode(x="to:T", y=y, color=alt.value(colours.solid), shape=shape, tooltip=tips),
        now.encode(x="from:T", color=alt.value(colours.text)),
        names.encode(x=alt.value(0), y=y, text="label:N"),
    ]
    return _finished(alt.layer(*layers).properties(height={"step": 19}), language, dark)


def timeline(view: View, facts: Sequence[Fact], dark: bool) -> Chart:
    """The dated facts, axis by axis, what overlaps one below the other."""
    rows: Rows = [{"kind": "on", "from": _iso(view.on), "to": _iso(view.on)}]
    row = 0
    for axis in view.plan.axes:
        for line in _wrapped(axis.name.told(view.language), 50).split("\n"):
            rows.append({"kind": "name", "row": row, "from": _iso(view.plan.start), "label": line})
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
                    "from": _iso(begin),
                    "to": _iso(end),
                    "when": period_words(
                        view, fact.indicator, fact.indicator.observations[fact.index]
                    ),
                    "fact": fact_words(view, fact),
                    "name": fact.indicator.name.told(view.language),
                }
            )
        row += len(lanes) + 1
    told = view.say.plural("{n} dated fact.", "{n} dated facts.", len(facts))
    return _drawn(_timeline_spec(view.language, dark), rows, told)
