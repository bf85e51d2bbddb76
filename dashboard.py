"""The entry script of the dashboard: navigation, and the frame around every page.

Run it with ``python -m plan serve`` or ``streamlit run dashboard.py``.
"""

import streamlit as st

from plan.locale.translation import say_in
from plan.ui import ending, frame, signin
from plan.ui.sitemap import CREATE, DESK, GROUPS

frame.configure()
language = frame.choose_language()
say = say_in(language)
starting = frame.starts_plan()
granted = signin.access()
page = st.navigation(
    {
        say(group): [
            st.Page(
                frame.script("create" if starting else name),
                title=say(CREATE["create"] if starting else title),
                url_path=name,
                default=name == "overview",
                visibility="hidden" if name in DESK and not granted.may_edit else "visible",
            )
            for name, title in pages.items()
        ]
        for group, pages in GROUPS.items()
    },
    position="top" if granted.may_read and not starting else "hidden",
)
frame.admit(language)
name = "create" if starting else page.url_path or "overview"
view = frame.open_view(language, name)
frame.head(view, name)
frame.admit_to_desk(view, name)
page.run()
ending.foot(view)
