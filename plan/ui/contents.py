"""Draw a long text in Markdown with a table of contents beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import streamlit as st
from markupsafe import Markup

from plan.locale.translation import Say
from plan.ui.text import heading, html

_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)


class Section(NamedTuple):
    """A section under a heading of the second level; ``body`` is Markdown."""

    title: str
    body: str


def sections(text: str) -> tuple[Section, list[Section]]:
    """The title of a text with what comes before its first section, and its sections."""
    first, *rest = _HEADING.split(text)
    title, _, opening = first.partition("\n")
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return Section(title.removeprefix("# "), opening), [Section(*each) for each in pairs]


def with_contents(say: Say, text: str) -> None:
    """Draw a text of our own, whose Markdown takes effect; its sections can be linked to.

    The address of a section is its number, the same in every language: ``#section-2``.
    """
    opening, several = sections(text)
    heading(opening.title, 1)
    beside, reader = st.columns([1, 3], gap="large")
    with beside:
        _contents(say, several)
    with reader:
        st.markdown(opening.body)
        for number, each in enumerate(several, 1):
            html(
                Markup('<h2 class="plan-h plan-section" id="section-{}">{}</h2>').format(
                    number, each.title
                )
            )
            st.markdown(each.body)


def _contents(say: Say, several: Sequence[Section]) -> None:
    items = Markup().join(
        Markup('<li><a href="#section-{}">{}</a></li>').format(number, each.title)
        for number, each in enumerate(several, 1)
    )
    html(
        Markup('<nav class="plan-contents" aria-label="{0}"><ul>{1}</ul></nav>').format(
            say("On this page"), items
        )
    )
