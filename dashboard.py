"""The entry script of the dashboard: navigation, and the frame around every page.

Run it with ``python -m plan serve`` or ``streamlit run dashboard.py``.
"""

import streamlit as st

from plan.locale.translation import say_in
from plan.ui import frame, signin
from plan.ui.sitemap import GROUPS

frame.configure()
language = frame.choose_language()
say = say_in(language)
page = st.navigation(
    {
        say(group): [
            st.Page(frame.script(name), title=say(title), url_path=name, default=name == "overview")
            for name, title in pages.items()
        ]
        for group, pages in GROUPS.items()
    },
    position="top" if signin.access().may_read else "hidden",
)
frame.admit(language)
name = page.url_path or "overview"
view = frame.open_view(language, name)
frame.head(view, name)
page.run()
frame.foot(view)
