"""The style of every page, and the data attributes for its script."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from markupsafe import Markup

from plan.locale.translation import say_in
from plan.model.quantities import Language
from plan.presentation.charts.theme import COLOURED, palette, readable
from plan.ui import session
from plan.ui.frontend_words import frontend_words
from plan.ui.text import html

_HERE: Final = Path(__file__).parent
#: The style sheets by name: each holds the rules of one part of the pages, for every width.
STYLE_SHEETS: Final = {
    sheet.stem: Markup(sheet.read_text(encoding="utf-8"))
    for sheet in sorted(_HERE.glob("style/*.css"))
}
#: The style of a page before the application has started.
FIRST_PAINT_SHEET: Final = Markup((_HERE / "first_paint.css").read_text(encoding="utf-8"))
_SCRIPT: Final = Markup((_HERE / "page.js").read_text(encoding="utf-8"))
#: The colours that the style sheet names, on a light ground and on a dark one.
_COLOURS: Final = {
    False: {"ink": "#12436D", "on-ink": "#FFFFFF", "warm": "#B4500F", "mark": "#DCEAF6"},
    True: {"ink": "#7FB8E8", "on-ink": "#0E1620", "warm": "#F2A766", "mark": "#234765"},
}


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return getattr(st.context.theme, "type", None) == "dark"


@cache
def colour_variables(dark: bool) -> str:
    """The CSS variables of the colours that the style sheets name."""
    colours = palette(dark)
    statuses = dict(zip(COLOURED, colours.statuses, strict=True))
    grounds = {"text": colours.text, "muted": colours.muted, "line": colours.line,
               "ground": colours.ground, "track": colours.track}  # fmt: skip
    on_reached = readable(colours, statuses["reached"])
    several = {**_COLOURS[dark], **grounds, **statuses, "on-reached": on_reached}
    return "; ".join(f"--plan-{name}: {each}" for name, each in several.items())


def style() -> None:
    """Add the style sheet, for what the theme has no setting; paper has the light colours."""
    sheets = Markup("").join(STYLE_SHEETS.values())
    sheet = Markup("<style>:root {%s}%s @media print {:root {%s}}</style>")
    html(sheet % (colour_variables(is_dark()), sheets, colour_variables(False)))


def declare(language: Language, access: str, typed: str, lost: str) -> None:
    """Declare the page's language and the reader's access, and run the script of every page.

    ``typed``: the question before leaving a form with typed text. ``lost``: the alert when a page
    with unsaved changes has got a new session. The script must never vary: the server's security
    policy allows it by its hash.
    """
    code = "en" if language == "en" else "fr"
    token = session.get().token
    words = json.dumps(frontend_words(say_in(language)), ensure_ascii=False)
    declared = {"lang": code, "access": access, "typed": typed, "lost": lost, "words": words,
                "session": token}  # fmt: skip
    marks = Markup(" ").join(
        Markup('data-plan-{}="{}"').format(name, each) for name, each in declared.items()
    )
    html(Markup("<span {} hidden></span><script>{}</script>").format(marks, _SCRIPT), script=True)


def mark_unsaved(question: str) -> None:
    """Mark the page as unsaved: leaving it asks this question first."""
    html(Markup('<span data-plan-unsaved="{}" hidden></span>').format(question))
