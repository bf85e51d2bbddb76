"""The method, as published in docs/."""

from pathlib import Path

import streamlit as st

from plan.ui import session

view = session.view()
name = "method.fr.md" if view.language == "fr" else "method.md"
path = Path(__file__).parents[2] / "docs" / name

# Our own page, not a text from the plan or an article: here Markdown is meant.
st.markdown(path.read_text(encoding="utf-8"))
