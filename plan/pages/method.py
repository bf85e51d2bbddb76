"""The method: the page of docs/ in the reader's language."""

from pathlib import Path

import streamlit as st

from plan.ui import session

view = session.view()
name = "method.fr.md" if view.language == "fr" else "method.md"
path = Path(__file__).parents[2] / "docs" / name

# Markdown is safe here: the text is our own, not from the plan or an article.
st.markdown(path.read_text(encoding="utf-8"))
