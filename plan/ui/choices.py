"""Choices kept in the address, with a note if it asks for an absent option; paged lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import streamlit as st

from plan.edition.view import View
from plan.model.records import Indicator
from plan.presentation.selection import matching_indicators
from plan.ui import address, session
from plan.ui.text import note

_Option = TypeVar("_Option")

#: The number of indicators up to which all are options, and the most that a search offers beyond.
_FEW: Final = 200
_MOST_FOUND: Final = 50


def note_missing(asked: str) -> None:
    """Note that the address asks for something that does not exist."""
    sentence = "The address asks for “{read}”, which is not to be found here."
    note(session.view().say(sentence, read=asked))


def pick(
    label: str,
    name: str,
    options: Sequence[_Option],
    words: Callable[[_Option], str],
    code: Callable[[_Option], str] = str,
) -> _Option:
    """A select box kept in the address, with a note if that asks for another option."""
    asked = address.read(name)
    if asked and asked not in map(code, options):
        note_missing(asked)
    return address.pick(label, name, options, words, code)


def pick_several(
    label: str, name: str, options: Sequence[str], words: Callable[[str], str]
) -> list[str]:
    """A multiselect kept in the address, with a note if that asks for another code."""
    for asked in st.query_params.get_all(name):
        if asked not in options:
            note_missing(asked)
    return address.pick_several(label, name, options, words)


def pick_indicator(view: View) -> Indicator:
    """A select box for an indicator; in a large plan a search narrows the options."""
    say = view.say
    indicators = list(view.plan.indicator.values())
    if len(indicators) > _FEW:
        word = address.search(say("Search an indicator"))
        found = matching_indicators(view, indicators, word)[:_MOST_FOUND]
        asked = view.plan.indicator.get(address.read("indicator"))
        if asked is not None and asked not in found:
            found = [asked, *found]
        indicators = found or indicators[:1]
    return pick(
        say("Indicator"), "indicator", indicators,
        lambda each: f"{each.id}  {each.name.in_language(view.language)}", lambda each: each.id,
    )  # fmt: skip


def paged(items: Sequence[_Option], name: str, size: int = 20) -> Sequence[_Option]:
    """The items on the chosen page of ``size`` items; all if they fit on one."""
    pages = -(-len(items) // size)
    if pages <= 1:
        return items
    page = address.pick_page(pages, name)
    return items[(page - 1) * size : page * size]


def paged_rows(count: int, name: str) -> tuple[int, int]:
    """The rows on the chosen page: the first, and the one after the last."""
    rows = paged(range(count), name, 25)
    return (rows[0], rows[-1] + 1) if rows else (0, 0)
