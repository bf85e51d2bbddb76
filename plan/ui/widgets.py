"""The controls of the pages: those of Streamlit, whose words are shown as they are.

Streamlit reads labels, tooltips and the words on buttons as Markdown: a name in them could become
a link, a picture, a colour or a formula. Here they are escaped, whoever wrote them; so pages take
their controls from here only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

import streamlit as st

from plan.locale.isolation import isolate

_Widget = TypeVar("_Widget", bound=Callable[..., Any])

_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
#: Where a list, a heading or a quotation would begin; and the positions within shortcodes,
#: directives, addresses and arrows, which Streamlit replaces despite escapes.
_SYMBOLS: Final = re.compile(
    r"^(?=[#>]|(?:[-+]|\d+[.)])(?!\S))"
    r"|(?<=[:@])(?=[\w:/+-])|(?<=www)(?=\.)|(?<=[-<>~])(?=[-=>])",
    re.IGNORECASE,
)
#: Signs of Markdown. A star between spaces is none, nor is an underscore between letters.
_SIGNS: Final = re.compile(
    r"[\\`\[\]<$~]|(?<!\s)\*|\*(?!\s|$)|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)"
)


def plain_line(text: str) -> str:
    """A text as one line that turns nothing around it."""
    return isolate(_BREAKS.sub(" ", text).strip(" "))


def literal(text: str) -> str:
    """The Markdown that shows a text as it is, in one line.

    It has invisible word joiners where an escape does not help. What has no sign of Markdown is
    returned as it is: screen readers speak labels with their escapes.
    """
    return _SIGNS.sub(r"\\\g<0>", _SYMBOLS.sub("\u2060", plain_line(text)))


def _escaped(widget: _Widget, option: Callable[[str], str] | None = None) -> _Widget:
    """A control with its label and tooltip escaped, and its options by the function ``option``."""

    @wraps(widget)
    def drawn(label: str, *values: Any, **named: Any) -> Any:
        if named.get("help"):
            named["help"] = literal(named["help"])
        if option:
            words = named.get("format_func", str)
            named["format_func"] = lambda value: option(words(value))
        return widget(literal(label), *values, **named)

    return cast(_Widget, drawn)


button = _escaped(st.button)
form_submit_button = _escaped(st.form_submit_button)
download_button = _escaped(st.download_button)
text_input = _escaped(st.text_input)
text_area = _escaped(st.text_area)
checkbox = _escaped(st.checkbox)
toggle = _escaped(st.toggle)
file_uploader = _escaped(st.file_uploader)
expander = _escaped(st.expander)
popover = _escaped(st.popover)
spinner = _escaped(st.spinner)
toast = _escaped(st.toast)
# The options of boxes are plain text, those that are side by side are Markdown.
selectbox = _escaped(st.selectbox, plain_line)
multiselect = _escaped(st.multiselect, plain_line)
pills = _escaped(st.pills, literal)
segmented_control = _escaped(st.segmented_control, literal)
