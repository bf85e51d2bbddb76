"""Open forms: the edition that each is based on, and when a form is reset.

A form keeps the edition on which it was opened while somebody fills it in, even if the file
changes.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

from plan.desk.journal import digest
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.ui import address, cache, session
from plan.ui.buttons import answer

_FOLLOWED_FOR: Final = 3  # seconds


def enter(place: str) -> None:
    """Enter a place where something is edited.

    Coming from another place, all open forms are reset to the current file: leaving discarded what
    was typed.
    """
    mine = session.get()
    if mine.place == place:
        return
    if mine.place:
        answer()  # a click on the other place does not count here
    for key in [key for key in mine.forms if is_open(key)]:
        draw_anew(key)
    mine.place = place


def open_form(view: View, key: str) -> None:
    """Open a form on the current file, unless it is open."""
    if not is_open(key):
        session.change_form(key, edition=current_edition(view))


def base_of(view: View, key: str) -> Edition:
    """The edition on which a form is based, or would be if it were opened now."""
    edition = session.form(key).edition
    return current_edition(view) if edition is None else edition


def is_open(key: str) -> bool:
    """Whether somebody is filling in a form."""
    return session.form(key).edition is not None


def current_edition(view: View) -> Edition:
    """The edition on disk if a plan can be read from it, else that of the view."""
    latest = cache.latest()
    return view.edition if latest.sound is None else latest


def form_key(key: str) -> str:
    """The key of the controls of a form, a new one after each reset.

    The browser keeps the values of controls by their keys, even when the session is lost by a
    restart of the server. So a digest of the file is part of the key: otherwise untouched fields
    would revert later changes of the file.
    """
    form = session.form(key)
    text = "" if form.edition is None else form.edition.reading.text
    return f"{key}-{form.round}-{digest(text.encode())[:12]}"


def draw_anew(key: str) -> None:
    """Reset a form: the next run draws it on the current file."""
    # If the run is stopped here, the form is still open, and the next run repeats this.
    session.forget_controls(form_key(key))
    session.get().forms[key] = session.FormState(round=session.form(key).round + 1)


def follow_for_a_while(then: Mapping[str, tuple[str, str]]) -> None:
    """Let the address follow the ids changed by a save, for 3 seconds; see ``follow``."""
    mine = session.get()
    mine.follow, mine.follow_until = then, time.monotonic() + _FOLLOWED_FOR
    follow()


def follow() -> None:
    """Replace old ids in the address by those of the last save.

    This is repeated for a moment after the save, since reruns then still have the old address; an
    record picked meanwhile is left alone.
    """
    mine = session.get()
    if time.monotonic() < mine.follow_until:
        for name, (before, after) in mine.follow.items():
            if address.read(name) == before:
                address.write(name, after)
