"""Buttons whose press is not lost.

Whoever saves a file makes all open pages run anew, and a run that is stopped halfway forgets what
was pressed. So a press is remembered until it has been answered, and asked again a few times.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_TRIES = 4
_NAME = "pressed"


def pressed(label: str, key: str, **named: Any) -> bool:
    """Draw a button; whether it was pressed and has not been answered yet."""
    st.button(label, key=key, on_click=_remember, args=(key,), **named)
    return _asked(key)


def sent(label: str, key: str, **named: Any) -> bool:
    """Draw the button that sends a form; whether the form was sent and not answered yet."""
    st.form_submit_button(label, key=key, on_click=_remember, args=(key,), **named)
    return _asked(key)


def answered() -> None:
    """What was pressed has been done, or it has been told why not."""
    st.session_state.pop(_NAME, None)


def _remember(key: str) -> None:
    st.session_state[_NAME] = [key, 0]


def _asked(key: str) -> bool:
    held = st.session_state.get(_NAME)
    if held is None or held[0] != key:
        return False
    held[1] += 1
    return bool(held[1] <= _TRIES)  # what fails each time is not tried for ever
