"""Draw text on a page: headings, paragraphs, notes, lists.

All HTML of the pages is built with ``markupsafe.Markup``, which escapes its arguments, and goes
through ``isolated``, so that no markup or mark of direction in a text takes effect around it. What
controls say is in ``plan.ui.widgets``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

import streamlit as st
from markupsafe import Markup

from plan.locale.isolation import isolate
from plan.locale.translation import Say
from plan.presentation.glossary import SEVERITY_WORDS
from plan.problems import Problem
from plan.ui.isolation import isolated

LINK: Final = Markup('<a href="{}" target="_self">{}</a>')


def html(
    body: Markup, script: bool = False, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """Put HTML on the page; ``script``: run the scripts in it."""
    st.html(isolated(body), unsafe_allow_javascript=script, width=width)


def heading(text: str, level: int = 2) -> None:
    """A heading."""
    html(Markup('<h{0} class="plan-h">{1}</h{0}>').format(level, text))


def eyebrow(text: str) -> None:
    """A small line above something."""
    html(Markup('<p class="plan-eyebrow">{}</p>').format(text))


def plan_title(text: str) -> None:
    """The title of the plan, the small line above every page."""
    html(Markup('<p class="plan-eyebrow plan-title">{}</p>').format(text))


def finding(text: str) -> None:
    """The main finding of a page."""
    html(Markup('<p class="plan-finding">{}</p>').format(text))


def paragraph(*sentences: str) -> None:
    """A paragraph."""
    html(Markup('<p class="plan-text">{}</p>').format(" ".join(map(isolate, sentences))))


def small(*sentences: str) -> None:
    """A paragraph in small type."""
    html(Markup('<p class="plan-small">{}</p>').format(" ".join(map(isolate, sentences))))


def note(text: str) -> None:
    """A remark that must not be overlooked."""
    html(Markup('<p class="plan-note" role="note">{}</p>').format(text))


def alert(first: str, lines: Sequence[str]) -> None:
    """An error: a sentence and details."""
    items = _each(Markup("<li><code>{}</code></li>"), lines)
    html(
        Markup('<div class="plan-alert" role="alert"><strong>{}</strong>{}</div>').format(
            first, Markup("<ul>{}</ul>").format(items) if items else ""
        )
    )


def success(text: str) -> None:
    """The notice of a success."""
    html(Markup('<p class="plan-done" role="status">{}</p>').format(text))


def fault(text: str) -> None:
    """The fault of the control above."""
    html(Markup('<p class="plan-fault" role="alert">{}</p>').format(text))


def remark(text: str) -> None:
    """A small line about the control above."""
    html(Markup('<p class="plan-remark">{}</p>').format(text))


def group(text: str, depth: int) -> None:
    """The heading of a group of controls in a form, at that depth of nesting."""
    level = min(2 + depth // 2, 6)
    html(Markup('<h{0} class="plan-h plan-group">{1}</h{0}>').format(level, text))


def effect(name: str, sentences: Iterable[str]) -> None:
    """The effect of a change on an indicator, in sentences."""
    html(
        Markup('<section class="plan-effect"><strong>{}</strong>{}</section>').format(
            name, _each(Markup("<p>{}</p>"), sentences)
        )
    )


def problem(say: Say, found: Problem, line: int, column: int, where: str, href: str) -> None:
    """A problem of the file: severity, place with a link, and message with the remedy."""
    title: str = where
    if href:
        title = LINK.format(href, where)
    html(
        Markup(
            '<section class="plan-problem {}"><p class="head">'
            "<strong>{}</strong> · {} · {}</p><p>{}</p></section>"
        ).format(
            found.severity,
            say(SEVERITY_WORDS[found.severity]),
            title,
            say("line {line}, column {column}", line=str(line), column=str(column)),
            found.message(say),
        )
    )


def entry(
    say: Say, kind: str, when: datetime, who: str, why: str, what: Sequence[str],
    about: Sequence[str],
) -> None:  # fmt: skip
    """An entry of the history: ``what`` it changed, and what that is ``about``, a line each."""
    local = when.astimezone()
    moment = say("{day} at {time}", day=local.date(), time=f"{local:%H:%M}")
    html(
        Markup('<section class="plan-entry"><p class="head">{}{}{}</p>{}{}{}</section>').format(
            moment,
            Markup(" · <strong>{}</strong>").format(who) if who else "",
            Markup(" · {}").format(kind) if kind else "",
            _each(Markup('<p class="what">{}</p>'), what),
            Markup('<p class="why">{}</p>').format(why) if why else "",
            _each(Markup("<p>{}</p>"), about),
        )
    )


def footer(text: str) -> None:
    """The last line of a page."""
    html(Markup('<p class="plan-footer">{}</p>').format(text))


def bullets(items: Iterable[str | tuple[str, str]]) -> None:
    """A list; a pair is a sentence and the address of its link."""
    texts = (LINK.format(each[1], each[0]) if isinstance(each, tuple) else each for each in items)
    html(Markup('<ul class="plan-list">{}</ul>').format(_each(Markup("<li>{}</li>"), texts)))


def actions(items: Iterable[tuple[str, str]]) -> None:
    """Links that look like buttons, side by side: what they do, and their addresses."""
    link = Markup('<a class="plan-button" href="{}" target="_self">{}</a>')
    links = Markup().join(link.format(href, words) for words, href in items)
    html(Markup('<p class="plan-actions">{}</p>').format(links))


def numbered(items: Iterable[str]) -> Markup:
    """A numbered list."""
    return Markup('<ol class="plan-list">{}</ol>').format(_each(Markup("<li>{}</li>"), items))


def line_by_line(words: str) -> Markup:
    """A text with its own line breaks."""
    return Markup('<p class="plan-text plan-lines">{}</p>').format(words)


def paragraphs(items: Iterable[tuple[str, str]]) -> Markup:
    """Paragraphs, each below its heading in bold."""
    return _each_pair(Markup('<p class="plan-text"><strong>{}</strong><br>{}</p>'), items)


def pairs(several: Iterable[tuple[str, str]]) -> None:
    """A list of terms with their texts."""
    rows = _each_pair(Markup("<dt>{}</dt><dd>{}</dd>"), several)
    html(Markup('<dl class="plan-pairs">{}</dl>').format(rows))


def folded(summary: str, body: Markup) -> None:
    """Something that is shown when its line is opened, without a run of the page."""
    html(
        Markup('<details class="plan-fold"><summary>{}</summary>{}</details>').format(summary, body)
    )


def legend(entries: Iterable[tuple[str, str] | tuple[str, str, str]]) -> None:
    """A legend: colours with their meanings, and the sign of a mark where it is no block."""
    block, mark = Markup('<i style="background:{}"></i>'), Markup('<b style="color:{}">{}</b>')
    items = Markup().join(
        Markup("<li>{}{}</li>").format(
            mark.format(colour, sign[0]) if any(sign) else block.format(colour), words
        )
        for colour, words, *sign in entries
    )
    html(Markup('<ul class="plan-legend">{}</ul>').format(items))


def _each_pair(template: Markup, several: Iterable[tuple[str, str]]) -> Markup:
    return Markup().join(template.format(*each) for each in several)


def _each(template: Markup, texts: Iterable[str]) -> Markup:
    return Markup().join(template.format(each) for each in texts)
