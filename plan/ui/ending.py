"""The end of a page: its foot, and where a page stops early."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from plan.edition.view import View
from plan.ui.text import footer


def foot(view: View) -> None:
    """Draw the foot of every page: its days."""
    words = view.say(
        "As of {on}, as known on {known}. An absent value is not reported: it is not zero.",
        on=view.on, known=view.known,
    )  # fmt: skip
    footer(words)


def stop(view: View) -> NoReturn:
    """End the page here, with its foot."""
    foot(view)
    st.stop()
