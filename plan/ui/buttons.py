"""Buttons whose click survives a rerun.

Every save reruns all open pages, and Streamlit loses a click whose run is interrupted. So a click
is kept in the session until it is answered, for a few runs at most.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from plan.ui import session, widgets

#: The most runs in which a click is reported, so that an action that fails is not retried for ever.
_MOST_RUNS: Final = 4


def clicked(label: str, key: str, **named: Any) -> bool:
    """Draw a button; whether it was clicked and the click is not answered yet."""
    widgets.button(label, key=key, on_click=_remember, args=(key,), **named)
    return _report(key)


def sent(label: str, key: str, **named: Any) -> bool:
    """Draw the submit button of a form; whether it was sent and is not answered yet."""
    widgets.form_submit_button(label, key=key, on_click=_remember, args=(key,), **named)
    return _report(key)


def answer() -> None:
    """Forget the click: it has been acted on, or the page says why not."""
    session.get().click = None


def _remember(key: str) -> None:
    session.get().click = session.Click(key)


def _report(key: str) -> bool:
    """Count a report of the click on a button; whether there is one to report."""
    mine = session.get()
    if mine.click is None or mine.click.key != key or mine.click.runs == _MOST_RUNS:
        return False
    mine.click = replace(mine.click, runs=mine.click.runs + 1)
    return True
