"""A grid of what is known of each indicator in each year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import altair as alt

from plan.edition.view import View
from plan.locale.translation import say_in
from plan.model.quantities import Language
from plan.model.records import Indicator
from plan.presentation.charts.theme import (
    Chart,
    ChartRows,
    Spec,
    no_data,
    palette,
    themed_spec,
    wrapped,
)
from plan.presentation.glossary import KNOWN_WORDS
from plan.presentation.values import known_in_year

_SIGNS: Final = {
    "exact": "●", "bound": "◐", "share": "?", "carried": "→", "conflict": "≠", "none": "–",
    "later": "",
}  # fmt: skip


@cache
def _gaps_spec(language: Language, dark: bool) -> Spec:
    colours, say = palette(dark), say_in(language)
    base = alt.Chart(no_data())
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
    return themed_spec(
        alt.layer(cells, signs, names).properties(height={"step": 46}), language, dark
    )


def gaps(view: View, chosen: Iterable[Indicator], dark: bool) -> Chart:
    """What is known of each indicator in each year of the plan."""
    colours = palette(dark)
    rows: ChartRows = []
    sentences = []
    for n, indicator in enumerate(chosen):
        known, name = known_in_year(view, indicator), indicator.name.in_language(view.language)
        for year in range(view.plan.start.year, view.plan.end.year + 1):
            code, words = known.get(year, ("later", view.say("to come")))
            label = view.say(KNOWN_WORDS[code]) if code in KNOWN_WORDS else words
            ink = colours.ground if code == "exact" else colours.text
            rows.append(
                {"row": n, "first": year == view.plan.start.year,
                 "label": wrapped(f"{indicator.id}  {name}", 60, 1),
                 "name": name, "year": str(year), "code": code,
                 "sign": _SIGNS[code], "known": label, "value": words, "ink": ink}
            )  # fmt: skip
        count = sum(code != "none" for code, _ in known.values())
        sentences.append(
            view.say(
                "{name}: {value}",
                name=indicator.name.in_language(view.language),
                value=f"{count}/{len(known)}",
            )
        )
    return Chart(_gaps_spec(view.language, dark), rows, view.say.series(sentences))
