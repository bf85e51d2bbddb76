"""What the dashboard remembers of one reader between reruns, as one typed record.

Streamlit may stop a script at any of its own calls, and at every access to ``st.session_state``.
So all of it is one record under one key: fetch it with ``get``, then change it by assignments to
its attributes. Nothing stops a run between these, and what belongs together changes together.

Only what a control shows is kept by Streamlit, under the key of the control. The keys that other
code reads or sets are made here, by ``picker_key`` and ``control_key``.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, cast

import streamlit as st

from plan.desk.change import EntryKind
from plan.desk.revisions import Revision
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.model.records import Address

#: The faults of what was typed into a form, in words, by where in its entry they are.
Faults: TypeAlias = Mapping[Address, tuple[str, ...]]

_SESSION: Final = "plan"


@dataclass(frozen=True)
class Waiting:
    """A revision that waits for a decision.

    ``then``: the parameters of the address once it is saved, each with its value before and after.
    ``clashes``: where somebody else changed the same thing. ``stale``: the text of the file as
    somebody else has saved it meanwhile. ``saved``: the revision is in the file, and what follows
    from that is still to be done, or to be done again where a run was stopped; ``entered``: the
    journal has it too.
    """

    revision: Revision
    kind: EntryKind = "edit"
    about: Mapping[str, str] = field(default_factory=dict)
    then: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    clashes: tuple[Address, ...] = ()
    stale: str | None = None
    saved: bool = False
    entered: bool = True


@dataclass(frozen=True)
class Click:
    """A click on a button that has not been answered yet, and how many runs have asked for it."""

    key: str
    runs: int = 0


@dataclass
class RowOrder:
    """The records of a list in a form, by their numbers: those of the file first, then new ones."""

    numbers: list[int]

    def add(self, number: int) -> None:
        """Add a record."""
        if number not in self.numbers:
            self.numbers.append(number)

    def remove(self, number: int) -> None:
        """Take a record out; a second click comes when it is gone already."""
        if number in self.numbers:
            self.numbers.remove(number)


@dataclass
class FormState:
    """A form: the edition that it was drawn on, while it is open, and what it needs beside.

    ``round`` counts how many times it has been drawn anew; ``rows`` are its lists of records, by
    the key of the list.
    """

    edition: Edition | None = None
    round: int = 0
    faults: Faults = field(default_factory=dict)
    rows: dict[str, RowOrder] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """That a change was saved, for the page to say: when, and whether the journal has it.

    ``at`` is in seconds of the monotonic clock.
    """

    at: float
    entered: bool


@dataclass
class Session:
    """All that is remembered of one reader."""

    #: Another one for every session, by which an open page notices that its session is new.
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    #: What the page shows.
    view: View | None = None
    #: The parameters of the address that every page keeps.
    lasting: dict[str, str | list[str]] = field(default_factory=dict)
    #: The page of the last run, and the place on it where something is edited.
    page: str = ""
    place: str = ""
    click: Click | None = None
    #: The forms, and the changes that wait, by the key of the place where they are made.
    forms: defaultdict[str, FormState] = field(default_factory=lambda: defaultdict(FormState))
    waiting: dict[str, Waiting] = field(default_factory=dict)
    #: The keys of the proposals whose form of correction is shown.
    correcting: set[str] = field(default_factory=set)
    #: The last saving, and the one that was announced in a toast.
    notice: Notice | None = None
    toasted: Notice | None = None
    #: What ``Waiting.then`` said of the last saving, and until when the address follows it, in
    #: seconds of the monotonic clock.
    follow: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    follow_until: float = 0.0
    #: The article that is being added: its name in the folder, and what distinguishes it.
    incoming: tuple[str, str] | None = None
    #: The article for which a day of publication was given.
    dated: str | None = None


def get() -> Session:
    """The session of the reader whose run this is."""
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = Session()
    return cast(Session, st.session_state[_SESSION])


def view() -> View:
    """The view that the page shows."""
    return cast(View, get().view)


# --- The keys of controls ------------------------------------------------------------------------


def picker_key(name: str) -> str:
    """The key of the control that shows a parameter of the address."""
    return f"pick-{name}"


def control_key(form: str, at: Address, more: str = "") -> str:
    """The key of a control of a form, by where in the entry it was drawn."""
    return f"form-{form}-{'-'.join(map(str, at))}{more}"


def control_value(key: str) -> Any:
    """What a control shows."""
    return st.session_state[key]


def set_control(key: str, value: object) -> None:
    """Let a control show a value; before it is drawn."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def forget_controls(form: str) -> None:
    """Forget what the controls of a form show."""
    beginning = control_key(form, ())
    for key in [key for key in map(str, st.session_state) if key.startswith(beginning)]:
        del st.session_state[key]
