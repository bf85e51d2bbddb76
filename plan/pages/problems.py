"""The problems of the file: what ``check`` finds, where it is mended, and the mend there is."""

from datetime import date
from functools import partial

import streamlit as st

from plan.edition import check
from plan.entries import record_containing
from plan.findings import problems_finding
from plan.glossary import SEVERITY_WORDS
from plan.mends import FIX_WORDS, fixes_of
from plan.pages import address, cache, forms, frame, review
from plan.pages import elements as e
from plan.pages.presses import pressed
from plan.revision import revise

view = e.here()
say = view.say
latest = cache.latest()

e.heading(say("Problems"), 1)
review.tell_saved(view)
with st.spinner(say("Checking the file…")):
    found = check(latest, date.today())
e.finding(problems_finding(say, found))
may_edit = frame.access().may_edit
if why := frame.why_not(view.language):
    e.text(why)

chosen = e.pick_several(
    say("Severity"), "severity", list(SEVERITY_WORDS),
    lambda code: say(SEVERITY_WORDS[code]),
)  # fmt: skip
shown = [
    each for grave in SEVERITY_WORDS for each in found
    if each.severity == grave and (not chosen or grave in chosen)
]  # fmt: skip
placed = []
for problem in e.paged(view, shown, "page", 20):
    line, column = latest.reading.place_of(problem)
    entry = record_containing(latest, problem.address)
    href = ""
    if entry is not None and latest.plan is not None:
        what, name = entry
        href = address.link(view, "edit", what=what, **({what: name} if name else {}))
    key = f"mend-{problem.code}-{'-'.join(map(str, problem.address))}-{line}"
    e.problem(view, problem, line, column, forms.entry_title(view, entry), href)
    if not may_edit:
        continue
    for n, mend in enumerate(fixes_of(latest, problem)):
        if pressed(e.literal(say(FIX_WORDS[mend.code], **mend.args)), f"{key}-{n}"):
            review.consider(view, key, partial(revise, latest, mend.edits))
    review.show(view, key)
    placed.append(key)
if may_edit:
    review.show_others(view, "mend-", placed)
