"""Where the plan stands: the finding, its clock, its axes, what is new, what needs care."""

from datetime import date

import streamlit as st

from plan import tables
from plan.charts.overview import clock, statuses
from plan.charts.theme import palette
from plan.coverage import PICTURED, pictured
from plan.findings import (
    attention,
    axis_age_words,
    axis_finding,
    axis_targets_words,
    overview_finding,
    sources_finding,
)
from plan.glossary import STATUS_WORDS
from plan.pages import address, cache, frame
from plan.pages import elements as e

view = e.here()
say = view.say
dark = e.dark()

e.heading(say("Where the plan stands"), 1)
e.finding(overview_finding(view))
e.text(sources_finding(view))


def show_proven() -> None:
    """What is proven, when, and by whom."""
    e.heading(say("What is proven"))
    shown = e.paged(view, view.proven, "proven", 25)
    e.table(view, tables.proven(view, shown), caption=False)
    e.download(view, lambda: tables.proven(view), "proven")


def show_clock() -> None:
    """How much of the plan's time has elapsed."""
    shown = clock(view, dark)
    with st.container(border=True):
        e.heading(say("The clock of the plan"))
        e.chart(view, shown, "clock")
        e.text(shown.alt)
        e.data(view, lambda: tables.clock(view), "clock")


def show_axes() -> None:
    """The axes, each with its counts by status, coverage and targets."""
    e.heading(say("The strategic axes"))
    colours = palette(dark).statuses
    groups = pictured(view.whole)
    e.legend(
        (colours[PICTURED.index(code)], say(STATUS_WORDS[code])) for code in groups if groups[code]
    )
    for pair in [view.plan.axes[i : i + 2] for i in range(0, len(view.plan.axes), 2)]:
        for column, axis in zip(st.columns(2), pair, strict=False):
            with column.container(border=True, height="stretch"):
                st.page_link(
                    frame.script("axis"),
                    label=f"**{e.literal(axis.name.told(view.language))}**",
                    query_params={"axis": axis.id},
                )
                e.chart(view, statuses(view, axis, dark), f"statuses-{axis.id}")
                e.text(axis_finding(view, axis))
                e.text(axis_targets_words(view, axis), axis_age_words(view, axis))
    e.data(view, lambda: tables.axes(view), "axes")


# While little can be judged, what is proven comes first; then how much is known at all.
little_judged = view.whole.assessable * 2 < view.whole.indicators
if little_judged:
    show_proven()
show_clock()
show_axes()
if not little_judged:
    show_proven()

e.heading(say("What is new"))
since = address.pick_day(
    say("Since"),
    "since",
    say("Compare with what was known on an earlier day. Empty: one year before."),
)
if since is None or since >= view.on:
    since = date(view.on.year - 1, view.on.month, min(view.on.day, 28))
e.text(say("Compared with what was known on {day}:", day=since))
found = cache.changes_since(view, since)
e.bullets(
    (each.sentence, address.link(view, "indicator", indicator=each.indicator.id))
    for each in e.paged(view, found, "new")
)
if not found:
    e.text(say("Nothing has been published since that changes a value."))

e.heading(say("What needs attention"))
e.bullets(
    (told, address.link(view, page, **params))
    for told, page, params in e.paged(view, attention(view, cache.problems(view)), "care")
)
