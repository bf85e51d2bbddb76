"""The address of a page holds its state: every choice is read from it and written to it.

In: the parameters of the address. Out: their values, and links to other addresses. The controls
that read and write them are in ``choices``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from plan.edition.view import View
from plan.model.quantities import Language
from plan.ui import session
from plan.ui.sitemap import PAGES

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


def link(view: View, page: str, /, **params: str) -> str:
    """The address of a page, with the days and the language of this view."""
    return link_from(st.query_params, view.language, page, params)


def link_from(
    given: Mapping[str, str], language: Language, page: str, params: Mapping[str, str]
) -> str:
    """The address of a page, with the days of an address with the parameters ``given``."""
    kept = {name: held for name in _LASTING if name != "lang" and (held := given.get(name))}
    # The first page has no name in the address.
    path = "./" if page == "overview" else page
    return f"{path}?{urlencode({**params, **kept, 'lang': language})}"


def here(view: View, **changes: str) -> str:
    """The address of this page with some parameters changed."""
    return link(view, session.get().page, **changes, **{
        name: value for name, value in st.query_params.to_dict().items() if name not in changes
    })  # fmt: skip


def permanent(view: View, page: str, **params: str) -> str:
    """The absolute address of a view with explicit days, to be cited."""
    days = {"on": view.on.isoformat(), "known": view.known.isoformat(), "lang": view.language}
    if view.simulate:
        days["simulate"] = "true"
    root = (st.context.url or "").split("?", 1)[0].rstrip("/")
    if root.rsplit("/", 1)[-1] in PAGES:
        root = root.rsplit("/", 1)[0]
    return f"{root}/{page}?{urlencode({**params, **days})}"


def day(name: str) -> date | None:
    """The day in the address, or None if it is no day that can be chosen."""
    return parse_day(read(name))


def parse_day(written: str) -> date | None:
    """The day written in an address, or None if it is no day that can be chosen."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None
