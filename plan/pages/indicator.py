"""One indicator: its path to the target, the derivation of its status, and the evidence."""

import streamlit as st

from plan.presentation import tables
from plan.presentation.charts.path import path
from plan.presentation.charts.theme import palette
from plan.presentation.explanations import (
    citation,
    conflict_words,
    explanation,
    needed_words,
    solidity_words,
)
from plan.presentation.findings import indicator_finding
from plan.presentation.values import observation_title, target_title, use_words
from plan.ui import address, cache, choices, data, edit_links, frame, session, text, theme
from plan.ui.passages import quotation

view = session.view()
say = view.say
dark = theme.is_dark()
if not view.plan.indicator:
    text.heading(say("Indicator"), 1)
    text.finding(say("The plan has no indicator yet."))
    frame.foot(view)
    st.stop()

indicator = choices.pick_indicator(view)
each = view.assessments[indicator.id]
axis = view.plan.axis_of[indicator.id]
dossier = view.dossier(indicator)

text.eyebrow(axis.name.in_language(view.language))
text.heading(f"{indicator.id}  {indicator.name.in_language(view.language)}", 1)
text.finding(indicator_finding(view, indicator))
if each.stale:
    text.note(say("This is old evidence: it may no longer say where the plan stands."))

text.heading(say("The way to the target") if indicator.targets else say("What was observed"))
data.chart(view, path(view, indicator, dark), "path")
colours = palette(dark)
text.legend(
    [
        (colours.solid, say("observed value, over its period; ▲ or more")),
        (colours.open, say("range of what is possible")),
        (colours.accent, say("target, and the straight way to it")),
        (colours.track, say("time of the plan")),
    ]
)
data.chart_data(view, lambda: tables.observations(view, indicator), f"observations-{indicator.id}")

text.heading(say("How the status was obtained"))
text.numbered(explanation(view, indicator))
on_track = needed_words(view, indicator)
if on_track:
    text.heading(say("What would be on track"), 3)
    text.bullets(on_track)
if indicator.targets:
    data.table(view, tables.targets(view, indicator))

text.heading(say("The evidence"))
if not any(dossier.observations):
    text.paragraph(say("No passage has been recorded for this indicator."))
for i, passages in enumerate(dossier.observations):
    if i in each.screening.not_yet_known or not passages:
        continue
    text.heading(observation_title(view, indicator, i), 3)
    text.paragraph(say("Use: {use}.", use=use_words(view, indicator, i)))
    observation = indicator.observations[i]
    for passage in passages:
        if passage.source.known <= view.known:
            quotation(view, passage)
    if observation.note:
        text.paragraph(say("Remarks and limits:"), observation.note.in_language(view.language))
    if observation.set_aside:
        text.paragraph(
            say("Why it is set aside:"), observation.set_aside.in_language(view.language)
        )
for i, passages in enumerate(dossier.targets):
    for passage in passages:
        if passage.source.known <= view.known:
            text.heading(say("Target: {target}", target=target_title(view, indicator, i)), 3)
            quotation(view, passage)
for passage in dossier.baseline:
    if passage.source.known <= view.known:
        text.heading(say("Baseline"), 3)
        quotation(view, passage)
if each.conflicts:
    text.heading(say("Contradictions"), 3)
    text.bullets(conflict_words(view, indicator, conflict) for conflict in each.conflicts)

text.heading(say("By year of the plan"))
years = tables.years(view, indicator)
data.table(view, years, caption=False)
text.paragraph(years.caveat)
data.download(view, lambda: years, f"years-{indicator.id}")

text.heading(say("What the indicator is"))
text.pairs(tables.definition(view, indicator))
text.heading(say("How solid the evidence is"), 3)
text.bullets(solidity_words(view, indicator))

text.heading(say("Cite this value"))
st.code(
    citation(view, indicator, address.permanent(view, "indicator", indicator=indicator.id)),
    language=None, wrap_lines=True,
)  # fmt: skip

problems = cache.problems_of(view, indicator)
if problems:
    text.heading(say("Problems in the file"))
    text.bullets(problem.message(say) for problem in problems)
edit_links.offer_for_indicator(view, indicator.id)
