"""Draw the list of articles, beside the one that is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from plan.edition.view import Citing, View
from plan.presentation.articles import ListedArticle
from plan.ui import address
from plan.ui.passages import citing_link
from plan.ui.text import html

_ARTICLE: Final = Markup(
    '<li{}><a href="{}" target="_self"{}>{}</a><span>{}</span><span>{}</span></li>'
)


def article_list(view: View, listed: Iterable[ListedArticle], read: str) -> None:
    """Draw the list, folded on a narrow screen; ``read``: the id of the article that is read."""
    items = Markup().join(
        _ARTICLE.format(
            Markup(' class="read"') if each.id == read else "",
            address.link(view, "articles", article=each.id),
            Markup(' aria-current="true"') if each.id == read else "",
            each.title, each.published, each.passages,
        )
        for each in listed
    )  # fmt: skip
    html(
        Markup('<details class="plan-library"><summary>{}</summary><ul>{}</ul></details>').format(
            view.say("List of articles"), items
        )
    )


def cited_for(view: View, several: Iterable[Citing]) -> None:
    """Draw links to what cites an article: indicators, axes, the plan."""
    links = Markup(", ").join(dict.fromkeys(citing_link(view, each) for each in several))
    if links:
        html(Markup('<p class="plan-text">{} {}</p>').format(view.say("Cited for:"), links))
