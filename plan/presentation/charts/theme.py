"""What all charts share: colours, formats of numbers and dates, and their assembly."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import altair as alt

from plan.model.quantities import Language

Spec = dict[str, Any]
ChartRows = list[dict[str, Any]]


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification without data, the rows it draws, and its alternative text."""

    spec: Spec
    rows: ChartRows
    alt: str


@dataclass(frozen=True)
class Palette:
    """The colours of a theme, ``#RRGGBB``; each meaning also has a word, a shape or a texture."""

    text: str
    muted: str
    line: str
    ground: str
    track: str
    solid: str
    open: str
    accent: str
    statuses: tuple[str, ...]


#: The statuses in the order of ``CHART_GROUPS``: reached, on track, accelerate, limited,
#: regression, between, reported, silent.
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
def readable(colours: Palette, fill: str) -> str:
    """The colour, of text or ground, that contrasts more with a fill."""
    return max((colours.text, colours.ground), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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


def themed_spec(chart: Any, language: Language, dark: bool) -> Spec:
    """The specification of an Altair chart, without its data, in a theme and a language."""
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
        # Vega's own descriptions and tips are in English and name the keys of the rows: the
        # alternative text and the table of the data speak for the chart.
        "aria": False,
        "mark": {"tooltip": None},
    }
    return spec


def layer_of(base: alt.Chart, kind: str) -> alt.Chart:
    """A layer, named after a kind, that draws the rows of that kind."""
    return base.transform_filter(f"datum.kind == '{kind}'").properties(name=kind)


def chart_of_rows(spec: Spec, rows: ChartRows, alternative: str) -> Chart:
    """A chart of some rows, without the layers that would draw nothing.

    Screen readers would announce an empty layer as a picture without a name.
    """
    kinds = {row["kind"] for row in rows}
    layers = [layer for layer in spec["layer"] if layer["name"] in kinds]
    return Chart({**spec, "layer": layers}, rows, alternative)


def no_data() -> alt.InlineData:
    """The data of a chart that is given its rows later."""
    return alt.InlineData(values=[])


def wrapped(text: str, width: int = 44, lines: int = 2) -> str:
    """A text wrapped at ``width`` characters and shortened to at most ``lines`` lines."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …"))


def at_noon(day: date) -> str:
    """A day as Vega-Lite reads it."""
    # Noon keeps the day the same in every time zone of the reader.
    return f"{day.isoformat()}T12:00:00"
