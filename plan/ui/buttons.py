"""Buttons whose click survives a rerun.

Whoever saves a file makes all open pages run anew, and Streamlit forgets a click when its run is
stopped halfway. So a click is kept in the session until it is answered, for a few runs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from plan.ui import session

#: Runs that ask for a click: what fails each time is not tried for ever.
_MOST_RUNS: Final = 4


def clicked(label: str, key: str, **named: Any) -> bool:
    """Draw a button; whether it was clicked and has not been answered yet."""
    st.button(label, key=key, on_click=_remember, args=(key,), **named)
    return _is_asked(key)


def sent(label: str, key: str, **named: Any) -> bool:
    """Draw the button that sends a form; whether the form was sent and not answered yet."""
    st.form_submit_button(label, key=key, on_click=_remember, args=(key,), **named)
    return _is_asked(key)


def answer() -> None:
    """The click has been acted on, or the page says why not: forget it."""
    session.get().click = None


def _remember(key: str) -> None:
    session.get().click = session.Click(key)


def _is_asked(key: str) -> bool:
    mine = session.get()
    if mine.click is None or mine.click.key != key:
        return False
    mine.click = replace(mine.click, runs=mine.click.runs + 1)
    return mine.click.runs <= _MOST_RUNS
