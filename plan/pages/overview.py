"""The overview: the state of the plan, its elapsed time, its axes, what is new, what needs care."""

import streamlit as st

from plan.method.coverage import CHART_GROUPS, chart_counts
from plan.presentation import tables
from plan.presentation.charts.overview import clock, statuses
from plan.presentation.charts.theme import palette
from plan.presentation.comparison import year_before
from plan.presentation.findings import (
    attention,
    axis_age_words,
    axis_finding,
    axis_targets_words,
    overview_finding,
    sources_finding,
)
from plan.presentation.glossary import STATUS_WORDS
from plan.ui import address, cache, choices, data, frame, leading, session, text, theme

view = session.view()
say = view.say
dark = theme.is_dark()

text.heading(say("Where the plan stands"), 1)
if leading.show_empty(view, "overview"):
    frame.foot(view)
    st.stop()
text.finding(overview_finding(view))
text.paragraph(sources_finding(view))
leading.show_next_steps(view)


def show_proven() -> None:
    """What is proven, when, and by whom."""
    text.heading(say("What is proven"))
    shown = choices.paged(view.proven, "proven", 25)
    data.table(view, tables.proven(view, shown), caption=False)
    data.download(view, lambda: tables.proven(view), "proven")


def show_clock() -> None:
    """How much of the plan's time has elapsed."""
    shown = clock(view, dark)
    with st.container(border=True):
        text.heading(say("The clock of the plan"))
        data.chart(view, shown, "clock")
        text.paragraph(shown.alt)
        data.chart_data(view, lambda: tables.clock(view), "clock")


def show_axes() -> None:
    """The axes, each with its counts by status, coverage and targets."""
    text.heading(say("The strategic axes"))
    colours = palette(dark).statuses
    groups = chart_counts(view.whole)
    text.legend(
        (colours[CHART_GROUPS.index(code)], say(STATUS_WORDS[code]))
        for code in groups
        if groups[code]
    )
    for pair in [view.plan.axes[i : i + 2] for i in range(0, len(view.plan.axes), 2)]:
        for column, axis in zip(st.columns(2), pair, strict=False):
            with column.container(border=True, height="stretch"):
                st.page_link(
                    frame.script("axis"),
                    label=f"**{text.literal(axis.name.in_language(view.language))}**",
                    query_params={"axis": axis.id},
                )
                data.chart(view, statuses(view, axis, dark), f"statuses-{axis.id}")
                text.paragraph(axis_finding(view, axis))
                text.paragraph(axis_targets_words(view, axis), axis_age_words(view, axis))
    data.chart_data(view, lambda: tables.axes(view), "axes")


# While few indicators can be assessed, what is proven is more informative than statuses.
if view.whole.mostly_unjudged:
    show_proven()
show_clock()
show_axes()
if not view.whole.mostly_unjudged:
    show_proven()

text.heading(say("What is new"))
since = choices.pick_day(
    say("Since"),
    "since",
    say("Compare with what was known on an earlier day. Empty: one year before."),
)
if since is None or since >= view.on:
    since = year_before(view.on)
text.paragraph(say("Compared with what was known on {day}:", day=since))
found = cache.changes_since(view, since)
text.bullets(
    (each.sentence, address.link(view, "indicator", indicator=each.indicator.id))
    for each in choices.paged(found, "new")
)
if not found:
    text.paragraph(say("Nothing has been published since that changes a value."))

text.heading(say("What needs attention"))
text.bullets(
    (sentence, address.link(view, page, **params))
    for sentence, page, params in choices.paged(attention(view, cache.problems(view)), "care")
)
