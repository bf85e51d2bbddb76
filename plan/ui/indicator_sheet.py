"""Draw what the page of an indicator says: its value, its proof, what is missing, its sheet.

The words are made in ``plan.presentation.indicator_view``. The buttons copy or share what their
attributes hold: the script of every page does it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from plan.edition.view import View
from plan.evidence.dossier import Passage
from plan.model.records import Indicator
from plan.presentation.explanations import citation
from plan.presentation.glossary import STATE_WORDS
from plan.presentation.indicator_view import Headline, MissingCard, proof_words
from plan.presentation.quotations import in_context, place_of
from plan.presentation.states import SIGNS
from plan.ui import address
from plan.ui.text import LINK, html

_PILL: Final = Markup('<li class="{}">{}</li>')
_COPY: Final = Markup(
    '<button type="button" class="plan-button" data-plan-copy="{text}" data-plan-done="{done}"'
    ' data-plan-failed="{failed}">{label}</button>'
)
_SHARE: Final = Markup(
    '<button type="button" class="plan-button" data-plan-share="{link}" data-plan-title="{title}"'
    ' data-plan-done="{done}" data-plan-failed="{failed}">{label}</button>'
)
_OPEN: Final = Markup('<a class="plan-button first" href="{}" target="_self">{}</a>')
_SAID: Final = Markup('<span class="said" role="status"></span>')


def above(view: View, indicator: Indicator) -> None:
    """Draw the line above the page: the axis with its number, and a link to it."""
    axis = view.plan.axis_of[indicator.id]
    number = view.plan.axes.index(axis) + 1
    words = view.say("Axis {n} · {name}", n=number, name=axis.short_name.in_language(view.language))
    link = LINK.format(address.link(view, "axis", axis=axis.id), words)
    html(Markup('<p class="plan-eyebrow">{}</p>').format(link))


def value_and_state(shown: Headline) -> None:
    """Draw the value in large type, its state in pills, and what they mean."""
    state = f"{SIGNS[shown.state]} {shown.words}" if shown.words else ""
    pills = [_PILL.format(shown.state, state)] if state else []
    pills += [_PILL.format("warns", words) for words in (*shown.warnings, shown.old) if words]
    note = Markup("<small>{}</small>").format(shown.note) if shown.note else ""
    html(
        Markup(
            '<div class="plan-headline"><p class="plan-value {}"><b>{}</b> {}</p>'
            '{}<p class="plan-finding">{}</p></div>'
        ).format(
            shown.state,
            shown.value,
            note,
            Markup('<ul class="plan-pills">{}</ul>').format(Markup().join(pills)) if pills else "",
            shown.meaning,
        )
    )


def proving_quotation(view: View, indicator: Indicator, passage: Passage) -> None:
    """Draw the passage that proves the value, with its source and its buttons."""
    before, quoted, after = in_context(view, passage)
    html(
        Markup(
            '<figure class="plan-quote proof"><blockquote lang="fr">'
            '<bdi class="context">{}</bdi><mark class="plan-mark">{}</mark>'
            '<bdi class="context">{}</bdi></blockquote>'
            '<footer><span class="state">✓ {}</span> · {}</footer>{}</figure>'
        ).format(
            before, quoted, after, view.say(STATE_WORDS[passage.match.state]),
            proof_words(view, passage), _buttons(view, indicator, passage),
        )
    )  # fmt: skip


def share_only(view: View, indicator: Indicator) -> None:
    """Draw the buttons of an indicator whose value no passage proves."""
    html(_buttons(view, indicator, None))


def _buttons(view: View, indicator: Indicator, passage: Passage | None) -> Markup:
    say = view.say
    link = address.permanent(view, "indicator", indicator=indicator.id)
    name = f"{indicator.id} {indicator.name.in_language(view.language)}"
    failed = say("This browser does not allow it: copy the text below “Cite this value”.")
    first = copy = Markup("")
    if passage is not None:
        where = address.link(view, "articles", article=passage.source.id, **place_of(passage))
        first = _OPEN.format(where, say("Open in the article"))
    if view.assessments[indicator.id].screening.counted:
        copy = _COPY.format(
            text=citation(view, indicator, link), label=say("Copy citation"),
            done=say("Citation copied."), failed=failed,
        )  # fmt: skip
    return Markup('<div class="plan-buttons">{}{}{}{}</div>').format(
        first,
        copy,
        _SHARE.format(
            link=link, title=name, label=say("Share"), done=say("Link copied."), failed=failed
        ),
        _SAID,
    )  # fmt: skip


def missing(view: View, card: MissingCard, may_edit: bool) -> None:
    """Draw what is missing and who is to report it; who may edit gets a link to add evidence."""
    lines = Markup().join(Markup("<p>{}</p>").format(each) for each in card.sentences)
    edit = address.link(view, "edit", what="indicator", indicator=card.indicator)
    add = _OPEN.format(edit, view.say("Add evidence")) if may_edit else ""
    html(
        Markup('<section class="plan-missing"><h2 class="plan-h">{}</h2>{}{}</section>').format(
            card.title, lines, add
        )
    )


def particulars(pairs: Iterable[tuple[str, str]]) -> None:
    """Draw the sheet of an indicator."""
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*each) for each in pairs)
    html(Markup('<dl class="plan-sheet">{}</dl>').format(rows))
