"""The session: the state of one reader between reruns, as one typed record.

Streamlit may stop a script at any of its own calls and at every access to ``st.session_state``. So
the state is one record under one key: fetch it with ``get``, then assign to its attributes, between
which no run is stopped. Only the values of controls are kept by Streamlit; the keys of controls
that other code uses are made here, by ``picker_key`` and ``control_key``.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, TypeAlias, cast

import streamlit as st

from plan.desk.change import EntryKind
from plan.desk.revisions import Revision
from plan.edition.edition import Edition
from plan.edition.view import View
from plan.model.tree_address import Address

#: The faults of a form in words, by address in its record.
Faults: TypeAlias = Mapping[Address, tuple[str, ...]]

_SESSION: Final = "plan"


@dataclass(frozen=True)
class Purpose:
    """What a revision is made for; ``kind`` and ``about`` are those of its ``Change``.

    ``address``: the parameters of the address that are to change once it is saved.
    """

    kind: EntryKind = "edit"
    about: Mapping[str, str] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)


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
    purpose: Purpose
    then: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    clashes: tuple[Address, ...] = ()
    stale: str | None = None
    saved: bool = False
    entered: bool = True


@dataclass(frozen=True)
class Click:
    """A click that is not answered yet, and in how many runs it was reported."""

    key: str
    runs: int = 0


class RowList(NamedTuple):
    """A list of records in a form: the key of the form, its own, its length in the file."""

    form: str
    key: str
    length: int


@dataclass(frozen=True)
class FormState:
    """The state of a form; ``edition`` is the one it is based on, None while it is closed.

    ``round`` counts its resets; ``rows`` are the records of the lists that were changed, by the key
    of the list.
    """

    edition: Edition | None = None
    round: int = 0
    faults: Faults = field(default_factory=dict)
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """The notice of a save: its time in seconds of the monotonic clock, and whether journalled."""

    at: float
    entered: bool


@dataclass
class Session:
    """The state of one reader."""

    #: Unique to the session, by which an open page notices that its session is new.
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    #: What the page shows.
    view: View | None = None
    #: The parameters of the address that every page keeps.
    lasting: dict[str, str | list[str]] = field(default_factory=dict)
    #: What the chosen option of a select box was called last, by the key of the box.
    labels: dict[str, str] = field(default_factory=dict)
    #: The page of the last run, and the place on it where something is edited.
    page: str = ""
    place: str = ""
    click: Click | None = None
    #: The forms, and the changes that wait, by the key of the place where they are made.
    forms: dict[str, FormState] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    #: The keys of the proposals whose correction form is shown.
    correcting: set[str] = field(default_factory=set)
    #: The last save, and the one that was announced in a toast.
    notice: Notice | None = None
    toasted: Notice | None = None
    #: ``Waiting.then`` of the last save, and until when the address follows it, in seconds of the
    #: monotonic clock.
    follow: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    follow_until: float = 0.0
    #: Whether the form that creates the plan is open.
    creating: bool = False
    #: The article being added: its name in the folder, and its ``IncomingArticle.mark``.
    incoming: tuple[str, str] | None = None
    #: The article for which a person gave the day of publication.
    dated: str | None = None


def get() -> Session:
    """The session of the current run."""
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = Session()
    return cast(Session, st.session_state[_SESSION])


def view() -> View:
    """The view that the page shows."""
    return cast(View, get().view)


# --- Forms ---------------------------------------------------------------------------------------


def form(key: str) -> FormState:
    """The state of a form; of one never opened, that of a closed form."""
    return get().forms.get(key, FormState())


def change_form(key: str, **changes: Any) -> None:
    """Set attributes of the state of a form."""
    get().forms[key] = replace(form(key), **changes)


def rows(of: RowList) -> tuple[int, ...]:
    """The records of a list by number, in order: first those of the file, then new ones."""
    return form(of.form).rows.get(of.key, tuple(range(of.length)))


def add_row(to: RowList, number: int) -> None:
    """Add a record to a list unless a repeated click has done so."""
    if number not in (numbers := rows(to)):
        _set_rows(to, (*numbers, number))


def remove_row(of: RowList, number: int) -> None:
    """Remove a record from a list unless a repeated click has done so."""
    _set_rows(of, tuple(each for each in rows(of) if each != number))


def _set_rows(of: RowList, numbers: tuple[int, ...]) -> None:
    change_form(of.form, rows={**form(of.form).rows, of.key: numbers})


# --- The keys of controls ------------------------------------------------------------------------


def picker_key(name: str) -> str:
    """The key of the control that shows a parameter of the address."""
    return f"pick-{name}"


def control_key(form: str, at: Address, more: str = "") -> str:
    """The key of a control of a form, by the address of its value in the record."""
    return f"form-{form}-{'-'.join(map(str, at))}{more}"


def control_value(key: str) -> Any:
    """The value of a control."""
    return st.session_state[key]


def has_control(key: str) -> bool:
    """Whether a control with this key has a value."""
    return key in st.session_state


def set_control(key: str, value: object, label: str = "") -> None:
    """Set the value of a control; call it before the control is drawn.

    ``label``: what a select box calls the value. The browser knows its choice by that alone, and
    takes the first option where it no longer finds it, so a new label is sent at once.
    """
    labels = get().labels
    renamed = labels.get(key, label) != label
    labels[key] = label
    if renamed or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def forget_controls(form: str) -> None:
    """Delete the values of the controls of a form."""
    beginning = control_key(form, ())
    for key in [key for key in map(str, st.session_state) if key.startswith(beginning)]:
        del st.session_state[key]
