"""Create a plan, where the served folder has none: the questions of ``python -m plan new``."""

import streamlit as st

from plan.ui import cache, creating, ending, session, signin, text
from plan.ui.buttons import sent

view = session.view()
say = view.say

text.heading(say("Create a plan"), 1)
if not signin.access().may_edit:
    text.finding(say("There is no plan here yet."))
    text.note(signin.why_not(signin.access(), say))
    ending.stop(view)
taken = not cache.has_no_plan()
if taken:
    creating.show_taken(say)
text.finding(
    say(
        "Answer these questions: the plan then opens in the dashboard. Everything can "
        "be changed later; a star marks what is required."
    )
)
choices = creating.ask_choices(view)
with st.form("create", border=False, enter_to_submit=False):
    answers = creating.ask_words(view, choices)
    asked = sent(say("Create the plan"), "save-create", type="primary", disabled=taken)
if asked:
    creating.create_plan(view, answers)
text.paragraph(
    say(
        "To start from the axes and indicators of another plan, without its values, use the "
        "command line: python -m plan new DIR --from FILE"
    )
)
