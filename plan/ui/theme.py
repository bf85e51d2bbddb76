"""The style of every page, and the data attributes for its script."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from markupsafe import Markup

from plan.locale.translation import Say
from plan.method.coverage import CHART_GROUPS
from plan.model.quantities import Language
from plan.presentation.charts.theme import palette, readable
from plan.ui import session
from plan.ui.text import html

_HERE: Final = Path(__file__).parent
#: The style sheets: each holds the rules of one part of the pages, for every width of a screen.
_STYLE: Final = Markup("").join(
    Markup(sheet.read_text(encoding="utf-8")) for sheet in sorted(_HERE.glob("style/*.css"))
)
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
def _variables(dark: bool) -> str:
    colours = palette(dark)
    statuses = dict(zip(CHART_GROUPS, colours.statuses, strict=True))
    grounds = {"text": colours.text, "muted": colours.muted, "line": colours.line,
               "ground": colours.ground, "track": colours.track}  # fmt: skip
    on_reached = readable(colours, statuses["reached"])
    several = {**_COLOURS[dark], **grounds, **statuses, "on-reached": on_reached}
    return "; ".join(f"--plan-{name}: {each}" for name, each in several.items())


def style() -> None:
    """Add the style sheet, for what the theme has no setting; paper has the light colours."""
    sheet = Markup("<style>:root {%s}%s @media print {:root {%s}}</style>")
    html(sheet % (_variables(is_dark()), _STYLE, _variables(False)))


def declare(language: Language, access: str, typed: str, lost: str) -> None:
    """Declare the page's language and the reader's access, and run the script of every page.

    ``typed``: the question before leaving a form with typed text. ``lost``: the alert when a page
    with unsaved changes has got a new session. The script must never vary: the server's security
    policy allows it by its hash.
    """
    code = "en" if language == "en" else "fr"
    token = session.get().token
    declared = {"lang": code, "access": access, "typed": typed, "lost": lost, "session": token}
    marks = Markup(" ").join(
        Markup('data-plan-{}="{}"').format(name, each) for name, each in declared.items()
    )
    html(Markup("<span {} hidden></span><script>{}</script>").format(marks, _SCRIPT), script=True)


def mark_unsaved(question: str) -> None:
    """Mark the page as unsaved: leaving it asks this question first."""
    html(Markup('<span data-plan-unsaved="{}" hidden></span>').format(question))


def label_uploader(say: Say, largest: int) -> None:
    """Translate the labels of the file uploader, which Streamlit has in English only.

    ``largest`` is the greatest size of a file in megabytes.
    """
    button = _css(say("Choose a file"))
    drop = _css(say("or drop it here ({n} MB at most)", n=largest))
    html(Markup("<style>:root {--plan-choose: %s; --plan-drop: %s}</style>") % (button, drop))


def _css(text: str) -> Markup:
    """A text as a CSS string that can close neither itself nor the style sheet."""
    return Markup(json.dumps(text, ensure_ascii=False).replace("<", "\\3c "))
