"""The first paint of a page: what it says, as HTML that needs neither Streamlit nor a script.

In: a request for a page. Out: its title, description and finding, on the day and in the language of
its address, where anybody may read. Streamlit's context does not exist here: all comes from the
request.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from markupsafe import Markup

from plan.edition.edition import Edition
from plan.edition.view import View
from plan.locale.translation import Say, say_in
from plan.presentation.page_summary import (
    PageLink,
    PageSummary,
    foot_words,
    page_heading,
    simulation_words,
    summarize,
    tab_title,
)
from plan.presentation.quotations import Quotation
from plan.server.page import FirstPaint, PageRequest
from plan.ui import address, signin, theme
from plan.ui.cache import on_disk, view_of
from plan.ui.isolation import isolated
from plan.ui.sitemap import GROUPS, OF_THE_FILE, PAGES

_ICON: Final = b64encode(Path(__file__).with_name("icon.svg").read_bytes()).decode()

_HEAD: Final = Markup(
    "<title>{title}</title>"
    '<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{icon}">'
    '<meta name="description" content="{description}">'
    '<meta property="og:type" content="website">'
    '<meta property="og:locale" content="{locale}">'
    '<meta property="og:title" content="{title}">'
    '<meta property="og:description" content="{description}">'
    "<style>{style}</style>"
)
_BODY: Final = Markup(
    '<div id="first-paint"><main>{pages}{eyebrow}'
    '<h1 class="plan-h">{heading}</h1>{notes}{finding}{sentences}{quotations}{links}'
    "{foot}"
    '<p class="loading" role="status">{loading}</p>'
    "<noscript><style>#first-paint .loading {{display: none}}</style><p>{unscripted}</p></noscript>"
    "</main></div>"
)
_QUOTATION: Final = Markup(
    '<figure class="plan-quote"><blockquote lang="fr"><bdi class="context">{before}</bdi>'
    '<mark class="plan-mark">{words}</mark><bdi class="context">{after}</bdi></blockquote>'
    '<footer><a href="{href}">{source}</a></footer></figure>'
)
_FACE: Final = Markup(
    '@font-face {{font-family: "Plan {}"; font-weight: 100 900; font-display: swap; '
    'src: url("./static/media/{}") format("woff2")}}'
)
_THEMES: Final = Markup(
    "#first-paint {{{}}} @media (prefers-color-scheme: dark) {{#first-paint {{{}}}}}"
)
_LINK: Final = Markup('<li><a href="{}">{}</a>{}</li>')


def paint(request: PageRequest) -> FirstPaint:
    """The first paint of a page; where not everybody may read, nothing of the plan."""
    say = say_in(request.language)
    page = request.page or "overview"
    title = say(PAGES[page])
    if not signin.anyone_may_read(request.headers):
        return _painted(request, PageSummary(title), title)
    latest, sound = on_disk().look()
    asked = request.parameters
    if sound is None:
        return _painted(request, PageSummary(title, _why_nothing(say, page, latest)), title)
    on = address.parse_day(asked.get("on", "")) or date.today()
    known = address.parse_day(asked.get("known", "")) or on
    simulate = asked.get("simulate") == "true" and sound.has_proposed_targets
    view = view_of(sound, on, known, simulate, request.language)
    summary = summarize(view, page, title, asked)
    notes = [simulation_words(view)] if simulate else []
    if latest is not sound:
        notes.append(say("The indicators file cannot be read. The last valid version is shown."))
    title = tab_title(view, page_heading(view, page, title, asked))
    return _painted(request, summary, title, view, notes)


def _why_nothing(say: Say, page: str, latest: Edition) -> tuple[str, ...]:
    """Why a page says nothing of the plan; nothing where it shows the file itself."""
    if not latest.path.exists():
        return (say("There is no plan here yet."),)
    if page in OF_THE_FILE:
        return ()
    return (say("The indicators file cannot be read."),)


def _painted(
    request: PageRequest, summary: PageSummary, title: str, view: View | None = None,
    notes: Sequence[str] = (),
) -> FirstPaint:  # fmt: skip
    say = say_in(request.language)
    plan = [view.plan.head.title.in_language(view.language)] if view else []
    pages = [PageLink(say(GROUPS[""][name]), name, {}) for name in GROUPS[""] if view]
    head = _HEAD.format(
        title=title, icon=_ICON, description=summary.description(say),
        locale="en_GB" if request.language == "en" else "fr_FR", style=_style(),
    )  # fmt: skip
    body = _BODY.format(
        eyebrow=_each(Markup('<p class="plan-eyebrow plan-title">{}</p>'), plan),
        heading=summary.heading,
        notes=_each(Markup('<p class="plan-note" role="note">{}</p>'), notes),
        finding=_each(Markup('<p class="plan-finding">{}</p>'), summary.sentences[:1]),
        sentences=_each(Markup('<p class="plan-text">{}</p>'), summary.sentences[1:]),
        quotations=Markup().join(_quotation(request, quoted) for quoted in summary.quotations),
        links=_links(request, summary.links),
        pages=_each(Markup("<nav>{}</nav>"), [_links(request, pages)] if pages else []),
        foot=_each(Markup('<p class="foot">{}</p>'), [foot_words(view)] if view else []),
        loading=say("The dashboard is loading…"),
        unscripted=say("Without JavaScript, this summary is all that is shown."),
    )  # fmt: skip
    return FirstPaint(isolated(head), isolated(body))


def _each(template: Markup, texts: Iterable[str]) -> Markup:
    return Markup().join(template.format(each) for each in texts)


def _quotation(request: PageRequest, quoted: Quotation) -> Markup:
    return _QUOTATION.format(
        before=quoted.before, words=quoted.words, after=quoted.after, source=quoted.source,
        href=address.link_from(request.parameters, request.language, "articles", quoted.parameters),
    )  # fmt: skip


def _links(request: PageRequest, links: Iterable[PageLink]) -> Markup:
    items = Markup().join(
        _LINK.format(
            address.link_from(request.parameters, request.language, link.page, link.parameters),
            link.label,
            f" — {link.known}" if link.known else "",
        )
        for link in links
    )
    return Markup('<ul class="plan-list">{}</ul>').format(items) if items else items


@cache
def _style() -> Markup:
    """The style of first paints: that of pages, with the theme, and the fonts they will have."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    fonts = {"Sans": "SourceSansVF-Upright*", "Serif": "SourceSerifVariable-Roman*"}
    faces = (_FACE.format(name, path.name) for name in fonts for path in media.glob(fonts[name]))
    themes = _THEMES.format(_colours("light"), _colours("dark"))
    sheets = (theme.STYLE_SHEETS[name] for name in ("page", "passages"))
    return Markup().join((*faces, themes, *sheets, theme.FIRST_PAINT_SHEET))


def _colours(mode: str) -> str:
    page, text = (st.get_option(f"theme.{mode}.{each}Color") for each in ("background", "text"))
    plan = theme.colour_variables(mode == "dark")
    return f"{plan}; background: {page or 'Canvas'}; color: {text or 'CanvasText'}"
