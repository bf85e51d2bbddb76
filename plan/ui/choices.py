"""Choices that are kept in the address, and lists of which the page shows one part."""

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

#: Indicators up to which all are offered; the most that a search in a larger plan offers.
_FEW: Final = 200
_MOST_FOUND: Final = 50


def not_found(asked: str) -> None:
    """Say that the address asks for something that is not there."""
    sentence = "The address asks for “{read}”, which is not to be found here."
    note(session.view().say(sentence, read=asked))


def pick(
    label: str,
    name: str,
    options: Sequence[_Option],
    words: Callable[[_Option], str],
    code: Callable[[_Option], str] = str,
) -> _Option:
    """One of several, kept in the address; says so where the address asks for another."""
    asked = address.read(name)
    if asked and asked not in map(code, options):
        not_found(asked)
    return address.pick(label, name, options, words, code)


def pick_several(
    label: str, name: str, options: Sequence[str], words: Callable[[str], str]
) -> list[str]:
    """Any of several codes, kept in the address; says so where the address asks for another."""
    for asked in st.query_params.get_all(name):
        if asked not in options:
            not_found(asked)
    return address.pick_several(label, name, options, words)


def pick_indicator(view: View) -> Indicator:
    """The indicator of the address; in a large plan a search narrows what is offered."""
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
    """The items of the page chosen below them; all of them where they are few."""
    pages = -(-len(items) // size)
    if pages <= 1:
        return items
    page = address.pick_page(pages, name)
    return items[(page - 1) * size : page * size]


def paged_rows(count: int, name: str, size: int = 25) -> tuple[int, int]:
    """The rows of the page chosen: the first, and the one after the last."""
    rows = paged(range(count), name, size)
    return (rows[0], rows[-1] + 1) if rows else (0, 0)
