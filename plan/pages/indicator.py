"""One indicator: its value with the passage that proves it, its chart, and its sheet."""

import streamlit as st

from plan.presentation import indicator_view, tables
from plan.presentation.charts.path import paths
from plan.presentation.explanations import (
    calculation_line,
    citation,
    conflict_words,
    explanation,
    needed_words,
)
from plan.ui import (
    address,
    cache,
    choices,
    data,
    edit_links,
    ending,
    indicator_sheet,
    leading,
    session,
    signin,
    text,
    theme,
)
from plan.ui.passages import quotation

view = session.view()
say = view.say
if not view.plan.indicator:
    text.heading(say("Indicator"), 1)
    leading.show_empty(view, "indicator")
    ending.stop(view)

indicator = choices.pick_indicator(view)
each = view.assessments[indicator.id]
may_edit = signin.access().may_edit

indicator_sheet.above(view, indicator)
text.heading(f"{indicator.id}  {indicator.name.in_language(view.language)}", 1)
main, aside = st.columns([7, 3], gap="medium")
with main:
    indicator_sheet.value_and_state(indicator_view.headline(view, indicator))
    passage = indicator_view.proof(view, indicator)
    if passage is not None:
        indicator_sheet.proving_quotation(view, indicator, passage)
    else:
        if card := indicator_view.missing_card(view, indicator):
            indicator_sheet.missing(view, card, may_edit)
        indicator_sheet.share_only(view, indicator)
    for n, (heading, chart) in enumerate(paths(view, indicator, theme.is_dark())):
        text.heading(heading)
        data.chart(view, chart, f"path-{n}")
    if each.screening.counted:
        name = f"observations-{indicator.id}"
        data.chart_data(view, lambda: tables.observations(view, indicator), name)
    on_track = needed_words(view, indicator)
    required = text.paragraphs([(say("What being on track would require"), say.series(on_track))])
    if each.screening.counted:
        steps = text.numbered(explanation(view, indicator)) + (required if on_track else "")
        line = calculation_line(view, indicator)
        text.folded(say("Calculation: {line}", line=line), steps)
    elif on_track:
        text.html(required)
    if limits := indicator_view.limits(view, indicator):
        text.folded(say("What the passages do not prove"), text.paragraphs(limits))
    if each.screening.counted:
        name = f"years-{indicator.id}"
        data.folded_table(
            view, say("By year of the plan"), lambda: tables.years(view, indicator), name
        )
        link = address.permanent(view, "indicator", indicator=indicator.id)
        # Streamlit's code block would fetch half a megabyte to colour it.
        text.folded(say("Cite this value"), text.line_by_line(citation(view, indicator, link)))
    if each.conflicts:
        text.heading(say("Contradictions"))
        text.bullets(conflict_words(view, indicator, conflict) for conflict in each.conflicts)
    if others := indicator_view.other_evidence(view, indicator):
        text.heading(say("Other passages") if passage else say("Passages"))
    title = ""
    for cited in others:
        if cited.title != title:
            text.heading(title := cited.title, 3)
            if cited.remark:
                text.paragraph(cited.remark)
        quotation(view, cited.passage)
with aside, st.container(key="sheet"):
    indicator_sheet.particulars(indicator_view.sheet(view, indicator))
with main:
    if may_edit:
        problems = cache.problems_of(view, indicator)
        if problems:
            text.heading(say("Problems in the file"))
            text.bullets(problem.message(say) for problem in problems)
        edit_links.offer_for_indicator(view, indicator.id)
