"""Draw a timeline: a line a fact, its words beside its mark; stacked on a narrow screen."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from plan.edition.view import View
from plan.presentation.timeline import AxisMoments, Moment, Timeline
from plan.ui import address
from plan.ui.text import LINK, html

#: The share of the width that the words beside a mark need.
_ROOM: Final = 0.34
_YEAR: Final = Markup('<span style="left:{}%">{}</span>')
_FACT: Final = Markup(
    '<li class="{side}"><span class="mark {kind}" style="left:{start}%;width:{length}%"'
    ' aria-hidden="true"></span><p style="{room}"><span class="when">{when}</span> {link}'
    '<span class="of">{name}</span></p></li>'
)


def draw_timeline(view: View, shown: Timeline) -> None:
    """Draw the facts by axis over the years of the scale."""
    years = Markup().join(_YEAR.format(_percent(at), year) for year, at in shown.years)
    start, end = shown.plan
    axes = Markup().join(_axis(view, each) for each in shown.axes)
    html(
        Markup(
            '<div class="plan-timeline"><div class="scale" aria-hidden="true">'
            '<span class="plan" style="left:{}%;width:{}%"></span>{}'
            '<span class="day" style="left:{}%"></span></div>{}</div>'
        ).format(_percent(start), _percent(end - start), years, _percent(shown.day), axes)
    )


def marks_legend(view: View) -> None:
    """Draw what the marks mean."""
    say = view.say
    marks = {
        "day": say("on that day"), "span": say("over a period"),
        "latest": say("on that day at the latest, start not known"),
        "plan": say("duration of the plan"), "shown": say("As of {day}", day=view.on),
    }  # fmt: skip
    item = Markup('<li><span class="mark {}" aria-hidden="true"></span>{}</li>')
    items = Markup().join(item.format(*each) for each in marks.items())
    html(Markup('<ul class="plan-legend plan-timeline-marks">{}</ul>').format(items))


def _axis(view: View, axis: AxisMoments) -> Markup:
    facts = Markup().join(_fact(view, each) for each in axis.moments)
    return Markup('<h2 class="plan-h">{}</h2><ol>{}</ol>').format(axis.title, facts)


def _fact(view: View, moment: Moment) -> Markup:
    start = moment.end if moment.start is None else moment.start
    side, room = "under", ""
    if 1 - moment.end >= _ROOM:
        side, room = "after", f"margin-left:{_percent(moment.end)}%"
    elif start >= _ROOM:
        side, room = "before", f"margin-right:{_percent(1 - start)}%"
    return _FACT.format(
        side=side,
        kind="latest" if moment.start is None else "day" if start == moment.end else "span",
        start=_percent(start),
        length=_percent(moment.end - start),
        room=room,
        when=moment.when,
        link=LINK.format(address.link(view, "indicator", indicator=moment.indicator), moment.fact),
        name=moment.name,
    )


def _percent(share: float) -> str:
    return f"{share * 100:.2f}"
