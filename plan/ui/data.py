"""Draw tables, charts with their data, downloads, and differences between two texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup
from streamlit import runtime

from plan.desk.revisions import DiffLine
from plan.edition.view import View
from plan.presentation.charts.theme import Chart
from plan.presentation.table import Table
from plan.ui import address, widgets
from plan.ui.text import LINK, html, legend, paragraph

_CSV: Final = "text/csv"
#: The page that a table's links of a kind lead to.
_LINKED: Final = {"indicator": "indicator", "article": "articles", "body": "bodies"}
_SIGNS: Final = {"same": " ", "removed": "−", "added": "+", "gap": "⋯"}
#: How many of the files made last for a download are kept, and their numbers.
_KEPT_FILES: Final = 64
_file_numbers: Final = count()


class RowAction(NamedTuple):
    """The links of a last column: its heading, and their words and address for a row's link."""

    heading: str
    link: Callable[[str], tuple[str, str]]


def table(
    view: View, shown: Table, row_heading: int | None = 0, caption: bool = True,
    action: RowAction | None = None,
) -> None:  # fmt: skip
    """Draw a table, stacked on a narrow screen; ``row_heading`` is the column of row headers."""
    if shown.frame.empty:
        paragraph(view.say("Nothing to show."))
        return
    inner = _table_html(view, shown, row_heading, caption, action)
    html(Markup('<div class="plan-scroll">{}</div>').format(inner))


# Explicit ARIA roles: some browsers drop the implied ones of a table displayed as blocks.
_TABLE: Final = Markup(
    '<table class="plan-table" role="table" aria-label="{title}">{caption}'
    '<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
    '<tbody role="rowgroup">{body}</tbody></table>'
)
_COLUMN: Final = Markup('<th scope="col" role="columnheader"{}>{}</th>')
_ROW: Final = Markup('<tr role="row">'), Markup("</tr>")
_ROW_HEADING: Final = Markup('<th scope="row" role="rowheader">'), Markup("</th>")
_CELL: Final = Markup('<td role="cell" data-label="{}"{}>'), Markup("</td>")


def _table_html(
    view: View, shown: Table, row_heading: int | None, caption: bool, action: RowAction | None
) -> Markup:
    columns = [str(column) for column in shown.frame.columns]
    numeric = [pd.api.types.is_numeric_dtype(kind) for kind in shown.frame.dtypes]
    classes = [Markup(' class="n"') if each else "" for each in numeric]
    tags = [
        _ROW_HEADING if k == row_heading else (_CELL[0].format(name, classes[k]), _CELL[1])
        for k, name in enumerate(columns)
    ]
    kind, targets = next(iter((shown.links or {}).items()), ("", []))
    pieces: list[str] = []  # escaped in one call: formatting each cell would take twice the time
    for at, row in enumerate(shown.frame.itertuples(index=False, name=None)):
        pieces.append(_ROW[0])
        for k, cell in enumerate(row):
            inner: str = view.say.number(cell) if numeric[k] else str(cell)
            if targets and k == (row_heading or 0):
                href = address.link(view, _LINKED[kind], **{kind: targets[at]})
                inner = LINK.format(href, inner)
            pieces += (tags[k][0], inner, tags[k][1])
        if action:
            words, href = action.link(targets[at])
            pieces += (_CELL[0].format(action.heading, ""), LINK.format(href, words), _CELL[1])
        pieces.append(_ROW[1])
    return _TABLE.format(
        title=shown.title,
        caption=Markup("<caption>{}</caption>").format(shown.title) if caption else "",
        head=Markup().join(map(_COLUMN.format, classes, columns))
        + (_COLUMN.format("", action.heading) if action else ""),
        body=Markup().join(pieces),
    )


def download(view: View, make: Callable[[], Table], name: str, label: str = "") -> None:
    """Draw a download of a table as CSV, made on demand, with title, source, caveat and day."""
    file_name = f"{name}-{view.on.isoformat()}.csv"
    widgets.download_button(
        label or view.say("Download (CSV)"),
        data=lambda: _kept(make().csv(view), file_name),
        file_name=file_name,
        mime=_CSV,
        on_click="ignore",
        key=f"download-{name}",
        type="tertiary",
    )


def _kept(file: bytes, file_name: str) -> bytes:
    """The file, which the server keeps until so many others have been made.

    Streamlit deletes a file made on demand when a run of any session ends, which may be before the
    browser has fetched it.
    """
    if runtime.exists():
        place = f"made-{next(_file_numbers) % _KEPT_FILES}"
        files = runtime.get_instance().media_file_mgr
        files.add(file, _CSV, place, file_name, is_for_static_download=True)
    return file


def chart(view: View, drawn: Chart, key: str) -> None:
    """Draw a chart with its alternative text, and its legend if it has one."""
    if not drawn.rows:
        paragraph(view.say("Nothing to show."))
        return
    st.vega_lite_chart(
        pd.DataFrame(drawn.rows), drawn.spec, width="stretch", theme=None,
        alt=widgets.plain_line(drawn.alt), key=key,
    )  # fmt: skip
    if drawn.legend:
        legend(drawn.legend)


def chart_data(view: View, make: Callable[[], Table], name: str) -> None:
    """Draw the data of a chart, folded: a table and a download."""
    folded_table(view, view.say("Data of the chart"), make, name)


def folded_table(view: View, title: str, make: Callable[[], Table], name: str) -> None:
    """Draw a table with its download, folded below a title, and made when it is unfolded."""
    with widgets.expander(title, key=f"data-{name}", on_change="rerun") as folded:
        if folded.open:
            shown = make()
            table(view, shown, caption=False)
            if shown.caveat:
                paragraph(shown.caveat)
            download(view, lambda: shown, name)


def folded(view: View, title: str, make: Callable[[], Table], name: str) -> None:
    """Draw a table folded under a title, made once it is opened; its second column heads rows."""
    with widgets.expander(title, key=f"folded-{name}", on_change="rerun") as fold:
        if fold.open:
            table(view, make(), 1, caption=False)


def difference(view: View, lines: Sequence[DiffLine]) -> None:
    """Draw a line difference with signs, so that colour is not the only cue."""
    say = view.say
    words = {"removed": say("removed"), "added": say("added")}
    row = Markup(
        '<div class="{}"><span class="line" aria-hidden="true">{}</span>'
        '<span class="sign" aria-hidden="true">{}</span><code>{}{}</code></div>'
    )
    hidden = Markup('<span class="plan-unseen">{} </span>')
    rows = Markup().join(
        row.format(
            each.kind,
            each.after or each.before or "",
            _SIGNS[each.kind],
            hidden.format(words[each.kind]) if each.kind in words else "",
            each.text,
        )
        for each in lines
    )
    html(
        Markup(
            '<div class="plan-difference" tabindex="0" role="region" aria-label="{}">{}</div>'
        ).format(say("Changes in the file"), rows)
    )
