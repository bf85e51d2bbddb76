"""The entry script of the dashboard: navigation, and the frame around every page.

Run it with ``python -m plan serve`` or ``streamlit run dashboard.py``.
"""

import streamlit as st

from plan.locale.translation import say_in
from plan.ui import frame, signin
from plan.ui.sitemap import CREATE, GROUPS

frame.configure()
language = frame.choose_language()
say = say_in(language)
starting = frame.starts_plan()
page = st.navigation(
    {
        say(group): [
            st.Page(
                frame.script("create" if starting else name),
                title=say(CREATE["create"] if starting else title),
                url_path=name,
                default=name == "overview",
            )
            for name, title in pages.items()
        ]
        for group, pages in GROUPS.items()
    },
    position="top" if signin.access().may_read and not starting else "hidden",
)
frame.admit(language)
name = "create" if starting else page.url_path or "overview"
view = frame.open_view(language, name)
frame.head(view, name)
page.run()
frame.foot(view)
