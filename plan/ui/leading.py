"""What pages draw that have nothing to show yet: a sentence, and links to what would fill them."""

from __future__ import annotations

from collections.abc import Iterable

from plan.edition.view import View
from plan.model.records import Axis
from plan.presentation.next_steps import NextStep, empty_state, next_steps
from plan.ui import address, signin, text


def show_empty(view: View, page: str, axis: Axis | None = None) -> bool:
    """Draw what a page says that is empty, with links for editors; False if it is not empty."""
    state = empty_state(view, page, axis)
    if state is None:
        return False
    text.finding(state.sentence)
    _links(view, state.steps)
    return True


def show_next_steps(view: View) -> None:
    """Draw, for editors of a plan that is only beginning, what to do next."""
    steps = next_steps(view) if signin.access().may_edit else ()
    if steps:
        text.heading(view.say("What to do next"))
        _links(view, steps)


def _links(view: View, steps: Iterable[NextStep]) -> None:
    if signin.access().may_edit:
        text.bullets(
            (each.sentence, address.link(view, each.page, **each.params)) for each in steps
        )
