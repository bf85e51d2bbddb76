"""The problems of the file: what ``check`` finds, links to the records, and fixes to choose."""

from datetime import date
from functools import partial

from plan.desk.fixes import FIX_WORDS, fixes_of
from plan.desk.records import record_containing
from plan.desk.revisions import revise
from plan.edition.edition import check
from plan.presentation.findings import problems_finding
from plan.presentation.glossary import SEVERITY_WORDS
from plan.presentation.selection import problems_by_severity
from plan.ui import address, cache, choices, naming, review, session, text, widgets
from plan.ui.buttons import clicked
from plan.ui.waiting_articles import show_waiting

view = session.view()
say = view.say
latest = cache.latest()

text.heading(say("Problems"), 1)
review.show_saved(view)
with widgets.spinner(say("Checking the file…")):
    found = check(latest, date.today())
text.finding(problems_finding(say, found))
show_waiting(view)

chosen = choices.pick_several(
    say("Severity"), "severity", list(SEVERITY_WORDS),
    lambda code: say(SEVERITY_WORDS[code]),
)  # fmt: skip
placed = []
for problem in choices.paged(problems_by_severity(found, chosen), "page", 20):
    line, column = latest.reading.place_of(problem)
    record = record_containing(latest, problem.address)
    href = ""
    if record is not None and latest.plan is not None:
        what, name = record
        href = address.link(view, "edit", what=what, **({what: name} if name else {}))
    key = f"fix-{problem.code}-{'-'.join(map(str, problem.address))}-{line}"
    text.problem(say, problem, line, column, naming.record_title(view, record), href)
    for n, fix in enumerate(fixes_of(latest, problem)):
        if clicked(say(FIX_WORDS[fix.code], **fix.args), f"{key}-{n}"):
            review.consider(view, key, partial(revise, latest, fix.edits))
    review.show(view, key)
    placed.append(key)
review.show_others(view, "fix-", placed)
