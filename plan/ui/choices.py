"""Controls whose choice is kept in the address, and lists divided into pages.

A page ends where its address asks for something that is not there. Streamlit can bind a
control to the address, but it writes the label on screen, which depends on the language. This
module writes codes that are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, TypeVar, cast

import streamlit as st

from plan.edition.view import View
from plan.model.records import Indicator
from plan.presentation.article_parts import Part, part_with
from plan.presentation.selection import matching_indicators, searchable
from plan.ui import address, session, widgets
from plan.ui.ending import stop
from plan.ui.text import bullets, finding, heading, note, paragraph, remark

_Option = TypeVar("_Option")

#: The number of indicators up to which all are options, and the most that a search offers beyond.
_FEW: Final = 200
_MOST_FOUND: Final = 50
#: The most links to what there is instead of something that is not there.
_FEW_LINKS: Final = 20


def note_missing(asked: str) -> None:
    """Note that the address asks for something that does not exist."""
    sentence = "“{read}” was not found."
    note(session.view().say(sentence, read=asked))


def _control(
    name: str, wanted: Any, written: Callable[[Any], str | list[str]], label: str = ""
) -> dict[str, Any]:
    """The arguments of a control that shows ``wanted`` and writes changes into the address.

    ``label``: what a select box calls it.
    """
    key = session.picker_key(name)
    session.set_control(key, wanted, label)
    return {
        "key": key,
        "on_change": lambda: address.write(name, written(session.control_value(key))),
    }


def pick(
    label: str,
    name: str,
    options: Sequence[_Option],
    words: Callable[[_Option], str],
    code: Callable[[_Option], str] = str,
    level: int = 2,
    hidden: bool = False,
    resets: str = "",
) -> _Option:
    """A select box; the first option, unless the address names another one.

    Where the address names none of them the page says so, lists what there is, the nearest first,
    and ends: nothing is shown in place of what was asked for. ``level`` is that of the heading
    which says so; ``hidden`` hides the label but from screen readers; ``resets`` is a parameter of
    the address that another choice removes.
    """
    codes = {code(option): option for option in options}
    asked = address.read(name)

    def written(option: _Option | None) -> str:
        address.write(resets, "")
        # A browser still sends the old label of an option whose words have just changed.
        return code(option) if option in options else address.read(name)  # type: ignore[arg-type]

    def box(shown: Sequence[_Option], wanted: _Option | None, **more: Any) -> Any:
        return widgets.selectbox(
            label, shown, format_func=words, **more,
            **_control(name, wanted, written, "" if wanted is None else words(wanted)),
            label_visibility="collapsed" if hidden else "visible",
        )  # fmt: skip

    if not asked or asked in codes:
        return cast(_Option, box(options, codes.get(asked, options[0])))
    view = session.view()
    nearest = sorted(options, key=lambda each: _distance(asked, code(each), words(each)))
    heading(view.say("Not found"), level)
    finding(
        view.say("“{read}” does not exist, or no longer exists. Choose from the list.", read=asked)
    )
    box(nearest, None, index=None, placeholder=view.say("Choose"))
    bullets(
        (words(each), address.here(view, **{name: code(each)})) for each in nearest[:_FEW_LINKS]
    )
    if len(nearest) > _FEW_LINKS:
        others = len(nearest) - _FEW_LINKS
        paragraph(view.say.plural("{n} other is in the list above.",
                                  "{n} others are in the list above.", others))  # fmt: skip
    stop(view)


def _distance(asked: str, *named: str) -> float:
    """How far something is from what was asked for, by its code and its words: from 0 to 1."""
    wanted = searchable(asked)
    alike = (SequenceMatcher(None, wanted, searchable(each)).ratio() for each in named)
    return 1 - max(alike)


def pick_several(
    label: str, name: str, options: Sequence[str], words: Callable[[str], str]
) -> list[str]:
    """A multiselect over codes, with a note for each other one in the address."""
    asked = st.query_params.get_all(name)
    for each in asked:
        if each not in options:
            note_missing(each)
    wanted = [each for each in asked if each in options]
    control = _control(name, wanted, lambda chosen: chosen)
    return widgets.multiselect(label, options, format_func=words, placeholder="", **control)


def pick_code(label: str, name: str, codes: Sequence[str], wanted: str) -> str:
    """A choice of one of a few short codes, side by side."""
    control = _control(name, wanted, str)
    chosen = widgets.segmented_control(
        label, codes, required=True, label_visibility="collapsed", **control
    )
    return chosen or wanted


def pick_preset(label: str, name: str, presets: Mapping[str, str]) -> None:
    """Named values of a parameter of the address, by their codes, side by side."""
    key = f"{session.picker_key(name)}-preset"
    session.set_control(key, address.read(name) if address.read(name) in presets else None)

    def choose() -> None:
        address.write(name, session.control_value(key) or "")

    widgets.pills(label, list(presets), format_func=presets.__getitem__, key=key, on_change=choose)


def switch(label: str, name: str) -> bool:
    """A toggle."""
    control = _control(name, address.read(name) == "true", lambda on: "true" if on else "")
    return widgets.toggle(label, **control)


def search(label: str) -> str:
    """A search field; returns the typed word, normalised by ``searchable``."""
    typed = widgets.text_input(label, **_control("q", address.read("q"), str))
    return searchable(str(typed)).strip()


def pick_page(pages: int, name: str, first: int = 1, about: str = "") -> int:
    """The number of the page chosen, from 1; ``first`` until one is.

    A choice is kept while the pages are those of one thing; ``about`` is what tells it apart.
    """
    wanted = int(address.read(name)[:9]) if address.read(name).isdecimal() else first
    key = session.picker_key(name + about)
    shown = st.pagination(
        pages,
        default=min(max(wanted, 1), pages),
        key=key,
        on_change=lambda: address.write(name, str(session.control_value(key))),
    )
    return min(shown, pages)


def pick_indicator(view: View) -> Indicator:
    """A select box for an indicator; in a large plan a search narrows the options."""
    say = view.say
    indicators = list(view.plan.indicator.values())
    asked = address.read("indicator")
    if len(indicators) > _FEW and (not asked or asked in view.plan.indicator):
        word = search(say("Search for an indicator"))
        found = matching_indicators(view, indicators, word)[:_MOST_FOUND]
        if asked and (shown := view.plan.indicator[asked]) not in found:
            found = [shown, *found]
        indicators = found or indicators[:1]
    return pick(
        say("Indicator"), "indicator", indicators,
        lambda each: f"{each.id}  {each.name.in_language(view.language)}", lambda each: each.id,
        level=1, hidden=True,
    )  # fmt: skip


def paged(items: Sequence[_Option], name: str, size: int = 20) -> Sequence[_Option]:
    """The items on the page chosen, of ``size`` items; all, and no control, if they fit on one."""
    pages = -(-len(items) // size)
    if pages <= 1:
        return items
    page = pick_page(pages, name)
    return items[(page - 1) * size : page * size]


def pick_part(name: str, parts: tuple[Part, ...], place: int) -> Part:
    """The part to show of an article called ``name``; no control where it has only one.

    Until a part is chosen it is the one with ``place``, in characters.
    """
    if len(parts) == 1:
        return parts[0]
    first = part_with(parts, place).number
    number = pick_page(len(parts), "part", first, f"-{name}-{first}")
    sentence = "This article is long: this is part {n} of {total}. Choose another part above."
    remark(session.view().say(sentence, n=number, total=len(parts)))
    return parts[number - 1]


def paged_rows(count: int, name: str) -> tuple[int, int]:
    """The rows on the chosen page: the first, and the one after the last."""
    rows = paged(range(count), name, 25)
    return (rows[0], rows[-1] + 1) if rows else (0, 0)
