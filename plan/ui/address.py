"""The address of a page holds its state: every choice is read from it and written to it.

In: the parameters of the address. Out: choices, controls and links. Streamlit can bind a control to
the address, but it writes the label on screen, which depends on the language. This module writes
codes that are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlencode

import streamlit as st

from plan.edition.view import View
from plan.presentation.selection import searchable
from plan.ui import session
from plan.ui.sitemap import PAGES

_Option = TypeVar("_Option")

#: The parameters that every page keeps.
_LASTING: Final = ("lang", "on", "known", "simulate")
#: Days that can be chosen; without them Streamlit offers ten years around today.
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)


def recall() -> None:
    """Restore the parameters that every page keeps; call it before any control is drawn."""
    lasting = session.get().lasting
    for name in _LASTING:
        if name in ("on", "known") and read(name) and day(name) is None:
            continue  # reported on this page, and not carried to the next
        if name in st.query_params:
            lasting[name] = st.query_params[name]
        elif kept := lasting.get(name):
            st.query_params[name] = kept


def read(name: str) -> str:
    """The value of a parameter of the address; empty if it is absent."""
    return st.query_params.get(name, "")


def write(name: str, value: str | list[str]) -> None:
    """Set a parameter of the address; an empty value removes it."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
    if name in _LASTING:
        session.get().lasting[name] = value


def link(view: View, page: str, **params: str) -> str:
    """The address of a page, with the days and the language of this view."""
    kept = {name: read(name) for name in _LASTING if name != "lang" and read(name)}
    # The first page has no name in the address.
    path = "./" if page == "overview" else page
    return f"{path}?{urlencode({**params, **kept, 'lang': view.language})}"


def permanent(view: View, page: str, **params: str) -> str:
    """The absolute address of a view with explicit days, to be cited."""
    days = {"on": view.on.isoformat(), "known": view.known.isoformat(), "lang": view.language}
    if view.simulate:
        days["simulate"] = "true"
    root = (st.context.url or "").split("?", 1)[0].rstrip("/")
    if root.rsplit("/", 1)[-1] in PAGES:
        root = root.rsplit("/", 1)[0]
    return f"{root}/{page}?{urlencode({**params, **days})}"


# --- Controls ------------------------------------------------------------------------------------


def _control(name: str, wanted: Any, written: Callable[[Any], str | list[str]]) -> dict[str, Any]:
    """The arguments of a control that shows ``wanted`` and writes changes into the address."""
    key = session.picker_key(name)
    session.set_control(key, wanted)
    return {"key": key, "on_change": lambda: write(name, written(session.control_value(key)))}


def pick(
    label: str,
    name: str,
    options: Sequence[_Option],
    words: Callable[[_Option], str],
    code: Callable[[_Option], str],
) -> _Option:
    """A select box over several options; the first if the address names none of them."""
    codes = {code(option): option for option in options}

    def written(option: _Option) -> str:
        # A browser still sends the old label of an option whose words have just changed.
        return code(option) if option in options else read(name)

    control = _control(name, codes.get(read(name), options[0]), written)
    return cast(_Option, st.selectbox(label, options, format_func=words, **control))


def pick_several(
    label: str, name: str, options: Sequence[str], words: Callable[[str], str]
) -> list[str]:
    """A multiselect over several codes."""
    wanted = [each for each in st.query_params.get_all(name) if each in options]
    control = _control(name, wanted, lambda chosen: chosen)
    return st.multiselect(label, options, format_func=words, placeholder="", **control)


def pick_code(label: str, name: str, codes: Sequence[str], wanted: str) -> str:
    """A choice of one of a few short codes, side by side."""
    control = _control(name, wanted, str)
    chosen = st.segmented_control(
        label, codes, required=True, label_visibility="collapsed", **control
    )
    return chosen or wanted


def pick_day(label: str, name: str, explained: str) -> date | None:
    """A day, or None; ``explained`` is the help text."""
    control = _control(name, day(name), lambda chosen: chosen.isoformat() if chosen else "")
    return st.date_input(
        label, value=None, format="DD/MM/YYYY", min_value=FIRST_DAY, max_value=LAST_DAY,
        help=explained, width=260, **control,
    )  # fmt: skip


def day(name: str) -> date | None:
    """The day in the address, or None if it is no day that can be chosen."""
    try:
        found = date.fromisoformat(read(name))
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def switch(label: str, name: str) -> bool:
    """A toggle."""
    control = _control(name, read(name) == "true", lambda on: "true" if on else "")
    return st.toggle(label, **control)


def search(label: str) -> str:
    """A search field; returns the typed word, normalised by ``searchable``."""
    typed = st.text_input(label, **_control("q", read("q"), str))
    return searchable(str(typed)).strip()


def pick_page(pages: int, name: str) -> int:
    """The number of the page chosen, from 1."""
    wanted = int(read(name)[:9]) if read(name).isdecimal() else 1
    key = session.picker_key(name)
    shown = st.pagination(
        pages,
        default=min(max(wanted, 1), pages),
        key=key,
        on_change=lambda: write(name, str(session.control_value(key))),
    )
    return min(shown, pages)
