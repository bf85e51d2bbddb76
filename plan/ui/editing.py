"""The forms that are open: the edition each was drawn on, and when one is drawn anew.

A form keeps the edition on which it was opened while somebody fills it in, whatever becomes of the
file meanwhile.
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
    """Go to a place where something is edited.

    On the way from another, every open form is drawn anew on the file as it is now: what was typed
    in it was given up when it was left.
    """
    mine = session.get()
    if mine.place == place:
        return
    if mine.place:
        answer()  # what was clicked there is not clicked here
    for key in [key for key in mine.forms if is_open(key)]:
        draw_anew(key)
    mine.place = place


def open_form(view: View, key: str) -> Edition:
    """The edition on which a form was drawn; where it is not open yet, it is opened on the file."""
    form = session.get().forms[key]
    if form.edition is None:
        form.edition = current_edition(view)
    return form.edition


def is_open(key: str) -> bool:
    """Whether somebody is filling in a form."""
    form = session.get().forms.get(key)
    return form is not None and form.edition is not None


def current_edition(view: View) -> Edition:
    """The file as it is on disk, where it can be read at all; else the last that was sound."""
    latest = cache.latest()
    return view.edition if latest.sound is None else latest


def form_key(key: str) -> str:
    """The key of the controls of a form: another one each time it is drawn anew.

    A control of the same key would keep what the reader's browser shows in it, even when the
    session is lost, as by a restart of the server. So the file is in the key as well: else fields
    that nobody touched would undo what has been changed in it meanwhile.
    """
    form = session.get().forms[key]
    text = "" if form.edition is None else form.edition.reading.text
    return f"{key}-{form.round}-{digest(text.encode())[:12]}"


def draw_anew(key: str) -> None:
    """Let a form be drawn anew, on the file as it is then."""
    # A run that is stopped here leaves the form open, and the next one does this again.
    session.forget_controls(form_key(key))
    forms = session.get().forms
    forms[key] = session.FormState(round=forms[key].round + 1)


def follow_for_a_while(then: Mapping[str, tuple[str, str]]) -> None:
    """Follow what was saved to the name that it has now, from this run on; see ``follow``."""
    mine = session.get()
    mine.follow, mine.follow_until = then, time.monotonic() + _FOLLOWED_FOR
    follow()


def follow() -> None:
    """Let the address name what was saved last by the name that it has now.

    This holds for a moment after the saving, since the pages run anew then with the old address
    too; not where another entry has been picked meanwhile.
    """
    mine = session.get()
    if time.monotonic() < mine.follow_until:
        for name, (before, after) in mine.follow.items():
            if address.read(name) == before:
                address.write(name, after)
