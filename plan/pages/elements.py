"""What pages are made of: sentences, tables, charts with their data, quotations, choices.

Whatever comes from the plan or an article goes through ``html`` escaping into plain HTML, never
through Markdown: no directive in it can take effect.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd
import streamlit as st

from plan.charts.theme import Chart
from plan.evidence import Passage
from plan.glossary import SEVERITY_WORDS, STATE_WORDS
from plan.layout import LINE_REASONS
from plan.model import Indicator, Source
from plan.pages import address
from plan.pages.passages import cut_at_passages, in_context
from plan.problems import Problem
from plan.proposals import Examined
from plan.quantities import Language
from plan.revision import DiffLine
from plan.suggestions.suggestion import Suggestion
from plan.table import Table
from plan.values import grade_words, source_words
from plan.view import View

Option = TypeVar("Option")

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")


# --- Frame ---------------------------------------------------------------------------------------


def dark() -> bool:
    """Whether the reader's theme is dark."""
    return getattr(st.context.theme, "type", None) == "dark"


def style() -> None:
    """The few rules of style that the theme has no setting for."""
    names = ("ink", "on-ink", "warm", "mark")
    colours = (
        ("#7FB8E8", "#0E1620", "#F2A766", "#234765") if dark()
        else ("#12436D", "#FFFFFF", "#B4500F", "#DCEAF6")
    )  # fmt: skip
    told = "; ".join(f"--plan-{n}: {each}" for n, each in zip(names, colours, strict=True))
    variables = f":root {{{told}}}"
    st.html(f"<style>{variables}{_STYLE}</style>")


def declare(language: Language, access: str, typed: str, lost: str) -> None:
    """Tell the page's language and the reader's access, and run the script of every page.

    ``typed`` is what is asked before a form is left in which something was typed, ``lost`` what is
    told when the session has begun anew under a page with something unsaved. The script stays the
    same to the letter: the server's security policy names it by its hash.
    """
    code = "en" if language == "en" else "fr"
    session = st.session_state.setdefault("session", secrets.token_hex(8))
    told = {"lang": code, "access": access, "typed": typed, "lost": lost, "session": session}
    marks = " ".join(f'data-plan-{name}="{escape(each)}"' for name, each in told.items())
    st.html(f"<span {marks} hidden></span><script>{_SCRIPT}</script>", unsafe_allow_javascript=True)


def unsaved(told: str) -> None:
    """Something on the page is not saved: leaving it asks first, in these words."""
    st.html(f'<span data-plan-unsaved="{escape(told)}" hidden></span>')


def show(view: View) -> None:
    """Make a view the one that the page shows."""
    st.session_state["view"] = view


def here() -> View:
    """The view that the page shows."""
    return cast(View, st.session_state["view"])


# --- Text ----------------------------------------------------------------------------------------


def heading(text: str, level: int = 2) -> None:
    """A heading, as text."""
    st.html(f'<h{level} class="plan-h">{escape(text)}</h{level}>')


def eyebrow(text: str) -> None:
    """The small line above a page."""
    st.html(f'<p class="plan-eyebrow">{escape(text)}</p>')


def finding(text: str) -> None:
    """The one sentence that a page comes to."""
    st.html(f'<p class="plan-finding">{escape(text)}</p>')


def text(*sentences: str) -> None:
    """A paragraph."""
    st.html(f'<p class="plan-text">{escape(" ".join(sentences))}</p>')


def note(told: str) -> None:
    """A remark that must not be overlooked."""
    st.html(f'<p class="plan-note" role="note">{escape(told)}</p>')


def alert(first: str, lines: Sequence[str]) -> None:
    """Something is wrong, and what."""
    items = "".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    told = f"<strong>{escape(first)}</strong><ul>{items}</ul>"
    st.html(f'<div class="plan-alert" role="alert">{told}</div>')


def success(told: str) -> None:
    """Something was done."""
    st.html(f'<p class="plan-done" role="status">{escape(told)}</p>')


def fault(told: str) -> None:
    """What is wrong with the control above."""
    st.html(f'<p class="plan-fault" role="alert">{escape(told)}</p>')


def group(text: str, depth: int) -> None:
    """What several controls of a form are about."""
    level = min(2 + depth // 2, 6)
    st.html(f'<h{level} class="plan-h plan-group">{escape(text)}</h{level}>')


def effect(name: str, sentences: Iterable[str]) -> None:
    """How something stands before a change and after it."""
    told = "".join(f"<p>{escape(each)}</p>" for each in sentences)
    st.html(f'<section class="plan-effect"><strong>{escape(name)}</strong>{told}</section>')


def problem(view: View, found: Problem, line: int, column: int, where: str, href: str) -> None:
    """A problem of the file: how grave, where it stands, what to do; and the way to the place."""
    say = view.say
    grave = escape(say(SEVERITY_WORDS[found.severity]))
    place = escape(say("line {line}, column {column}", line=str(line), column=str(column)))
    told = escape(found.told(say))
    title = escape(where)
    if href:
        title = f'<a href="{escape(href)}" target="_self">{title}</a>'
    st.html(
        f'<section class="plan-problem {found.severity}"><p class="head">'
        f"<strong>{grave}</strong> · {title} · {place}</p><p>{told}</p></section>"
    )


def entry(
    view: View, kind: str, when: datetime, who: str, why: str, indicators: Sequence[str],
    about: Sequence[str],
) -> None:  # fmt: skip
    """One entry of the history."""
    say = view.say
    local = when.astimezone()
    moment = say("{day} at {time}", day=local.date(), time=f"{local:%H:%M}")
    signed = f" · <strong>{escape(who)}</strong>" if who else ""
    reason = f'<p class="why">{escape(why)}</p>' if why else ""
    rest = "".join(f"<p>{escape(each)}</p>" for each in (*about, *indicators))
    st.html(
        f'<section class="plan-entry"><p class="head">{escape(moment)}{signed} · {escape(kind)}</p>'
        f"{reason}{rest}</section>"
    )


def uploader_words(view: View, largest: int) -> None:
    """The words of the control for files, which Streamlit has in English only."""
    say = view.say
    button = json.dumps(say("Choose a file"), ensure_ascii=False)
    told = json.dumps(say("or drop it here ({n} MB at most)", n=largest), ensure_ascii=False)
    st.html(f"<style>:root {{--plan-choose: {button}; --plan-drop: {told}}}</style>")


def nowhere(read: str) -> None:
    """The address asks for something that is not there."""
    told = "The address asks for “{read}”, which is not to be found here."
    note(here().say(told, read=read))


def footer(told: str) -> None:
    """The last line of a page."""
    st.html(f'<p class="plan-footer">{escape(told)}</p>')


def bullets(items: Iterable[str | tuple[str, str]]) -> None:
    """A list; a pair is a sentence and where it leads."""
    lines = []
    for item in items:
        if isinstance(item, tuple):
            lines.append(
                f'<li><a href="{escape(item[1])}" target="_self">{escape(item[0])}</a></li>'
            )
        else:
            lines.append(f"<li>{escape(item)}</li>")
    st.html(f'<ul class="plan-list">{"".join(lines)}</ul>')


def numbered(items: Iterable[str]) -> None:
    """Steps, in order."""
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f'<ol class="plan-list">{lines}</ol>')


def pairs(several: Iterable[tuple[str, str]]) -> None:
    """Headings with their texts."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in several)
    st.html(f'<dl class="plan-pairs">{rows}</dl>')


def legend(entries: Iterable[tuple[str, str]]) -> None:
    """Colours with their words."""
    items = "".join(
        f'<li><i style="background:{colour}"></i>{escape(word)}</li>' for colour, word in entries
    )
    st.html(f'<ul class="plan-legend">{items}</ul>')


# --- Choices -------------------------------------------------------------------------------------


def pick(
    label: str,
    name: str,
    options: Sequence[Option],
    words: Callable[[Option], str],
    code: Callable[[Option], str] = str,
) -> Option:
    """One of several, kept in the address; says so where the address asks for another."""
    asked = address.read(name)
    if asked and asked not in map(code, options):
        nowhere(asked)
    return address.pick(label, name, options, words, code)


def pick_several(
    label: str, name: str, options: Sequence[str], words: Callable[[str], str]
) -> list[str]:
    """Any of several codes, kept in the address; says so where the address asks for another."""
    for asked in st.query_params.get_all(name):
        if asked not in options:
            nowhere(asked)
    return address.pick_several(label, name, options, words)


def paged(view: View, items: Sequence[Option], name: str, size: int = 20) -> Sequence[Option]:
    """The items of the page chosen below them; all of them where they are few."""
    pages = -(-len(items) // size)
    if pages <= 1:
        return items
    page = address.pick_page(pages, name)
    return items[(page - 1) * size : page * size]


# --- Tables and charts ---------------------------------------------------------------------------


def table(view: View, shown: Table, row_heading: int | None = 0, caption: bool = True) -> None:
    """A real table that stacks on a narrow screen."""
    if shown.frame.empty:
        text(view.say("Nothing to show."))
        return
    st.html(f'<div class="plan-scroll">{_table_html(view, shown, row_heading, caption)}</div>')


_LINKED = {"indicator": "indicator", "article": "articles"}


def _table_html(view: View, shown: Table, row_heading: int | None, caption: bool) -> str:
    columns = [str(column) for column in shown.frame.columns]
    numeric = [pd.api.types.is_numeric_dtype(kind) for kind in shown.frame.dtypes]
    kind, targets = next(iter((shown.links or {}).items()), ("", []))
    # Explicit roles, since a table that is laid out as blocks loses its own in some browsers.
    head = "".join(
        f'<th scope="col" role="columnheader"{_number(n)}>{escape(column)}</th>'
        for column, n in zip(columns, numeric, strict=True)
    )
    rows = []
    for at, row in enumerate(shown.frame.itertuples(index=False, name=None)):
        cells = []
        for k, cell in enumerate(row):
            told = view.say.number(cell) if numeric[k] else str(cell)
            inner = escape(told)
            if targets and k == (row_heading or 0):
                href = escape(address.link(view, _LINKED[kind], **{kind: targets[at]}))
                inner = f'<a href="{href}" target="_self">{inner}</a>'
            if k == row_heading:
                cells.append(f'<th scope="row" role="rowheader">{inner}</th>')
            else:
                label = escape(columns[k])
                cells.append(
                    f'<td role="cell" data-label="{label}"{_number(numeric[k])}>{inner}</td>'
                )
        rows.append(f'<tr role="row">{"".join(cells)}</tr>')
    title = f"<caption>{escape(shown.title)}</caption>" if caption else ""
    return (
        f'<table class="plan-table" role="table" aria-label="{escape(shown.title)}">{title}'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _number(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def download(view: View, made: Callable[[], Table], name: str) -> None:
    """A table as a file that carries title, source, caveat and day, made when it is asked for."""
    st.download_button(
        view.say("Download (CSV)"),
        data=lambda: made().csv(view),
        file_name=f"{name}-{view.on.isoformat()}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
        type="tertiary",
    )


def data(view: View, made: Callable[[], Table], name: str) -> None:
    """The data of a chart: a table to open, and a download."""
    say = view.say
    with st.expander(say("Data of the chart"), key=f"data-{name}", on_change="rerun") as folded:
        if folded.open:
            shown = made()
            table(view, shown, caption=False)
            if shown.caveat:
                text(shown.caveat)
            download(view, lambda: shown, name)


def chart(view: View, drawn: Chart, key: str) -> None:
    """A chart, with its sentence for who cannot see it."""
    if not drawn.rows:
        text(view.say("Nothing to show."))
        return
    st.vega_lite_chart(
        pd.DataFrame(drawn.rows), drawn.spec, width="stretch", theme=None, alt=drawn.alt, key=key
    )


_SIGNS = {"same": " ", "removed": "−", "added": "+", "gap": "⋯"}


def difference(view: View, lines: Sequence[DiffLine]) -> None:
    """What differs between two texts, line by line, with signs and not by colour alone."""
    say = view.say
    told = {"removed": say("taken away"), "added": say("added")}
    rows = []
    for each in lines:
        hidden = f'<span class="plan-unseen">{escape(told[each.kind])} </span>' if (
            each.kind in told
        ) else ""  # fmt: skip
        number = each.after or each.before or ""
        rows.append(
            f'<div class="{each.kind}"><span class="line" aria-hidden="true">{number}</span>'
            f'<span class="sign" aria-hidden="true">{_SIGNS[each.kind]}</span>'
            f"<code>{hidden}{escape(each.text)}</code></div>"
        )
    named = escape(say("What differs in the file"))
    st.html(f'<div class="plan-difference" tabindex="0" role="region" aria-label="{named}">'
            f'{"".join(rows)}</div>')  # fmt: skip


# --- One indicator, one passage, one article -----------------------------------------------------

_FEW = 200
_HITS = 50


def pick_indicator(view: View) -> Indicator:
    """The indicator of the address; in a large plan a search narrows what is offered."""
    say = view.say
    indicators = list(view.plan.indicator.values())
    if len(indicators) > _FEW:
        word = address.search(say("Search an indicator"))
        found = [
            each for each in indicators
            if word in address.searchable(f"{each.id} {each.name.told(view.language)}")
        ][:_HITS]  # fmt: skip
        asked = view.plan.indicator.get(address.read("indicator"))
        if asked is not None and asked not in found:
            found = [asked, *found]
        indicators = found or indicators[:1]
    return pick(
        say("Indicator"), "indicator", indicators,
        lambda each: f"{each.id}  {each.name.told(view.language)}", lambda each: each.id,
    )  # fmt: skip


def page_of(view: View, count: int, name: str, size: int = 25) -> tuple[int, int]:
    """The rows of the page chosen: from and to."""
    rows = paged(view, range(count), name, size)
    return (rows[0], rows[-1] + 1) if rows else (0, 0)


def quotation(view: View, passage: Passage) -> None:
    """A passage with its context, its state, its grade, and the way to its article."""
    say = view.say
    state = say(STATE_WORDS[passage.match.state])
    before, said, after = in_context(view, passage)
    classes = (
        "plan-quote"
        + ("" if passage.supports else " refutes")
        + ("" if passage.green else " waiting")
    )
    stance = "" if passage.supports else f"{escape(say('This passage refutes the value.'))} "
    inside = "" if passage.inside else f" {escape(say('Outside the body of the article.'))}"
    where = {} if passage.match.start is None else {"passage": str(passage.match.start)}
    href = address.link(view, "articles", article=passage.source.id, **where)
    differs = "; ".join(f"{ours} → {theirs}" for ours, theirs in passage.match.difference)
    st.html(
        f'<figure class="{classes}"><blockquote lang="fr" style="margin:0">'
        f'<span class="context">{escape(before)}</span>'
        f'<mark class="plan-mark">{escape(said)}</mark>'
        f'<span class="context">{escape(after)}</span></blockquote>'
        f'<footer>{stance}<span class="state">{escape(state)}.</span>{inside} '
        + (f"{escape(say('Difference: {read}.', read=differs))} " if differs else "")
        + f'<a href="{escape(href)}" target="_self">'
        f"{escape(source_words(view, passage.source))}</a>. "
        f"{escape(grade_words(view, passage))}</footer></figure>"
    )


def article(
    view: View, source: Source, cited: Sequence[tuple[Indicator, Passage]], whole: bool
) -> None:
    """An article with every used passage marked and linked, what is outside its body greyed."""
    library = view.edition.library
    found = library.articles.get(source.id)
    if found is None:
        note(view.say("This article cannot be read: see the problems of the file."))
        return
    first, last = library.bodies[source.id]
    start, end = (0, len(found.text)) if whole else (first, last)
    pieces = []
    for a, b, uses in cut_at_passages(found.text, (first, last), cited):
        if a < start or b > end:
            continue
        piece = escape(found.text[a:b])
        if uses:
            links = ", ".join(
                f'<a href="{escape(where)}" target="_self">{escape(name)}</a>'
                for name in uses
                for where in [address.link(view, "indicator", indicator=name)]
            )
            ends = any(b == passage.match.end for _, passage in cited)
            asked = ""
            if str(a) == address.read("passage"):
                asked = f' id="passage" data-plan-passage="{escape(source.id)}/{a}"'
            piece = f'<mark class="plan-mark"{asked}>{piece}</mark>' + (
                f"<sup> [{links}]</sup>" if ends else ""
            )
        if a < first or b > last:
            piece = f'<span class="outside">{piece}</span>'
        pieces.append(piece)
    st.html(f'<div class="plan-article" lang="fr">{"".join(pieces)}</div>')


# --- An article read for proposals ---------------------------------------------------------------


def offer(
    view: View, number: int, indicator: Indicator, value: str, relation: str, told: str,
    suggestion: Suggestion,
) -> None:  # fmt: skip
    """A proposal: the indicator, what would be recorded, the passage in its sentence."""
    start, end = suggestion.sentence
    start, end = min(start, suggestion.start), max(end, suggestion.end)
    before, after = told[start : suggestion.start], told[suggestion.end : end]
    name = f"{indicator.id}  {indicator.name.told(view.language)}"
    href = address.link(view, "indicator", indicator=indicator.id)
    st.html(
        f'<section class="plan-offer" id="offer-{number}" aria-label="{escape(name)}">'
        f'<h2 class="plan-h"><span class="number">{number}</span> '
        f'<a href="{escape(href)}" target="_self">{escape(name)}</a></h2>'
        f'<p class="value">{escape(value)}</p>'
        f'<blockquote class="plan-quote" lang="fr"><span class="context">{escape(before)}</span>'
        f'<mark class="plan-mark">{escape(suggestion.quote)}</mark>'
        f'<span class="context">{escape(after)}</span></blockquote>'
        f'<p class="plan-text">{escape(relation)}</p></section>'
    )


def rejection(view: View, indicator: str, quote: str, why: str) -> None:
    """A proposal that was rejected, and why."""
    told = escape(view.say("Rejected: {why}", why=why))
    st.html(
        f'<p class="plan-text"><strong>{escape(indicator)}</strong> « <span lang="fr">'
        f"{escape(' '.join(quote.split()))}</span> »<br>{told}</p>"
    )


def withheld(view: View, several: Iterable[tuple[str, str, str]]) -> None:
    """Passages that are no evidence, each with its indicator and the reason."""
    items = "".join(
        f"<li><strong>{escape(indicator)}</strong> « <span lang='fr'>{escape(quote)}</span> »<br>"
        f"{escape(reason)}</li>"
        for indicator, quote, reason in several
    )
    st.html(f'<ul class="plan-list">{items}</ul>')


def read_article(view: View, examined: Examined) -> None:
    """An article line by line: its body with the proposals' numbers, what is doubtful, the rest."""
    marks: dict[tuple[int, int], list[int]] = {}
    for number, proposal in enumerate(examined.proposals, 1):
        each = proposal.suggestion
        marks.setdefault((each.start, each.end), []).append(number)
    lines = []
    for line in examined.layout.lines:
        told = escape(examined.text[line.start : line.end])
        reason = escape(view.say(LINE_REASONS[line.reason]))
        if line.kind == "body":
            told = _numbered(view, examined.text, (line.start, line.end), marks)
            lines.append(f"<p>{told}</p>")
        elif line.kind == "doubtful":
            lines.append(f'<p class="doubtful" title="{reason}">{told}<br><em>{reason}</em></p>')
        else:
            lines.append(f'<p class="outside" title="{reason}">{told}</p>')
    st.html(f'<div class="plan-article read" lang="fr">{"".join(lines)}</div>')


def _numbered(
    view: View, told: str, line: tuple[int, int], marks: dict[tuple[int, int], list[int]]
) -> str:
    """A line of an article in HTML, what is proposed marked with its numbers."""
    cuts = sorted({*line, *(min(max(at, line[0]), line[1]) for span in marks for at in span)})
    pieces = []
    for start, end in pairwise(cuts):
        piece = escape(told[start:end])
        if any(a <= start and end <= b for a, b in marks):
            piece = f'<mark class="plan-mark">{piece}</mark>'
        ending = [number for (_, b), numbers in marks.items() if b == end for number in numbers]
        links = ", ".join(f'<a href="#offer-{number}">{number}</a>' for number in ending)
        pieces.append(piece + (f"<sup> [{links}]</sup>" if links else ""))
    return "".join(pieces)


# --- Escaping for the few labels that Streamlit reads as Markdown --------------------------------

_PUNCTUATION = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()#+-.!|~$:<>&\"'/=@^"})
#: Within arrows, dashes, addresses and codes, which are replaced even where they are escaped.
_SYMBOLS = re.compile(
    r"(?<=-)(?=[->])|(?<=<)(?=-)|(?<=[:@])(?=[\w/+-])|(?<=www)(?=\.)", re.IGNORECASE
)


def literal(told: str) -> str:
    """A text that Markdown shows as it is; invisible joiners keep dashes and addresses plain."""
    return _SYMBOLS.sub("\u2060", told).translate(_PUNCTUATION)
