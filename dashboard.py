"""The entry script of the dashboard: navigation, and the frame around every page.

Run it with ``python -m plan serve`` or ``streamlit run dashboard.py``.
"""

import streamlit as st

from plan.locale.translation import say_in
from plan.ui import frame, signin
from plan.ui.sitemap import DESK, GROUPS

frame.configure()
language = frame.choose_language()
say = say_in(language)
granted = signin.access()
page = st.navigation(
    {
        say(group): [
            st.Page(
                frame.script(name), title=say(title), url_path=name, default=name == "overview",
                visibility="hidden" if name in DESK and not granted.may_edit else "visible",
            )
            for name, title in pages.items()
        ]
        for group, pages in GROUPS.items()
    },
    position="top" if granted.may_read else "hidden",
)  # fmt: skip
frame.admit(language)
name = page.url_path or "overview"
view = frame.open_view(language, name)
frame.head(view)
frame.admit_to_desk(view, name)
page.run()
frame.foot(view)
