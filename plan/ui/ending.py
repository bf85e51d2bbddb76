"""The end of a page: its foot, and where a page stops early."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from plan.edition.view import View
from plan.presentation.page_summary import foot_words
from plan.ui.text import footer


def foot(view: View) -> None:
    """Draw the foot of every page: its days."""
    footer(foot_words(view))


def stop(view: View) -> NoReturn:
    """End the page here, with its foot."""
    foot(view)
    st.stop()
