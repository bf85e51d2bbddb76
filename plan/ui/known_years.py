"""Draw what is known year by year: a table whose cells have a colour, a sign and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from plan.edition.view import View
from plan.presentation.known_years import KnownRow, known_legend, plan_years
from plan.ui import address
from plan.ui.text import LINK, html

_CELL: Final = Markup('<td class="known {}" title="{}"><b aria-hidden="true">{}</b> {}</td>')
_WORDS: Final = Markup("<span>{}</span>")


def known_years(view: View, title: str, rows: Sequence[KnownRow]) -> None:
    """Draw the rows, and a legend of the signs in them."""
    sign = Markup('<li><b class="known {}" aria-hidden="true">{}</b> {}</li>')
    legend = Markup().join(sign.format(*each) for each in known_legend(view, rows))
    head = Markup().join(
        Markup('<th scope="col">{}</th>').format(each) for each in plan_years(view)
    )
    body = Markup().join(_row(view, each) for each in rows)
    html(
        Markup(
            '<ul class="plan-legend plan-known">{}</ul><div class="plan-scroll">'
            '<table class="plan-known" aria-label="{}"><thead><tr><th scope="col">{}</th>{}</tr>'
            "</thead><tbody>{}</tbody></table></div>"
        ).format(legend, title, view.say("Indicator"), head, body)
    )


def _row(view: View, row: KnownRow) -> Markup:
    cells = Markup().join(
        _CELL.format(cell.code, cell.words, cell.sign, _WORDS.format(cell.words))
        for cell in row.years
    )
    href = address.link(view, "indicator", indicator=row.indicator)
    link = LINK.format(href, Markup("<b>{}</b> {}").format(row.indicator, row.name))
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(link, cells)
