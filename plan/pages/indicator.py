"""One indicator: its way to the target, how its status came about, the words that prove it."""

import streamlit as st

from plan import tables
from plan.charts.path import path
from plan.charts.theme import palette
from plan.findings import indicator_finding
from plan.pages import address, cache, frame
from plan.pages import elements as e
from plan.sentences import citation, conflict_words, explanation, needed_words, solidity_words
from plan.values import observation_title, target_title, use_words

view = e.here()
say = view.say
dark = e.dark()
if not view.plan.indicator:
    e.heading(say("Indicator"), 1)
    e.finding(say("The plan has no indicator yet."))
    frame.foot(view)
    st.stop()

indicator = e.pick_indicator(view)
each = view.assessments[indicator.id]
axis = view.plan.axis_of[indicator.id]
dossier = view.dossier(indicator)

e.eyebrow(axis.name.told(view.language))
e.heading(f"{indicator.id}  {indicator.name.told(view.language)}", 1)
e.finding(indicator_finding(view, indicator))
if each.stale:
    e.note(say("This is old evidence: it may no longer say where the plan stands."))

e.heading(say("The way to the target") if indicator.targets else say("What was observed"))
e.chart(view, path(view, indicator, dark), "path")
colours = palette(dark)
e.legend(
    [
        (colours.solid, say("observed value, over its period; ▲ or more")),
        (colours.open, say("range of what is possible")),
        (colours.accent, say("target, and the straight way to it")),
        (colours.track, say("time of the plan")),
    ]
)
e.data(view, lambda: tables.observations(view, indicator), f"observations-{indicator.id}")

e.heading(say("How the status was obtained"))
e.numbered(explanation(view, indicator))
on_track = needed_words(view, indicator)
if on_track:
    e.heading(say("What would be on track"), 3)
    e.bullets(on_track)
if indicator.targets:
    e.table(view, tables.targets(view, indicator))

e.heading(say("The evidence"))
if not any(dossier.observations):
    e.text(say("No passage has been recorded for this indicator."))
for i, passages in enumerate(dossier.observations):
    if i in each.standing.not_yet_known or not passages:
        continue
    e.heading(observation_title(view, indicator, i), 3)
    e.text(say("Use: {use}.", use=use_words(view, indicator, i)))
    observation = indicator.observations[i]
    for passage in passages:
        if passage.source.known <= view.known:
            e.quotation(view, passage)
    if observation.note:
        e.text(say("Remarks and limits:"), observation.note.told(view.language))
    if observation.set_aside:
        e.text(say("Why it is set aside:"), observation.set_aside.told(view.language))
for i, passages in enumerate(dossier.targets):
    for passage in passages:
        if passage.source.known <= view.known:
            e.heading(say("Target: {target}", target=target_title(view, indicator, i)), 3)
            e.quotation(view, passage)
for passage in dossier.baseline:
    if passage.source.known <= view.known:
        e.heading(say("Baseline"), 3)
        e.quotation(view, passage)
if each.conflicts:
    e.heading(say("Contradictions"), 3)
    e.bullets(conflict_words(view, indicator, conflict) for conflict in each.conflicts)

e.heading(say("By year of the plan"))
years = tables.years(view, indicator)
e.table(view, years, caption=False)
e.text(years.caveat)
e.download(view, lambda: years, f"years-{indicator.id}")

e.heading(say("What the indicator is"))
e.pairs(tables.definition(view, indicator))
e.heading(say("How solid the evidence is"), 3)
e.bullets(solidity_words(view, indicator))

e.heading(say("Cite this value"))
st.code(
    citation(view, indicator, address.permanent(view, "indicator", indicator=indicator.id)),
    language=None, wrap_lines=True,
)  # fmt: skip

wrong = cache.problems_of(view, indicator)
if wrong:
    e.heading(say("Problems in the file"))
    e.bullets(problem.told(say) for problem in wrong)
if frame.access().may_edit:
    e.bullets([(say("Edit this indicator"),
                address.link(view, "edit", what="indicator", indicator=indicator.id))])  # fmt: skip
