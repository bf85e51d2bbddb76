"""Draw the plan at a glance: the clock, the axes with their tiles, and lists with bars in them.

In: the frozen values of ``plan.presentation.glance``. Out: HTML, styled by ``style/glance.css``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from plan.edition.view import View
from plan.presentation.glance import Bar, Card, Clock, Row, Tile
from plan.presentation.states import SIGNS
from plan.ui import address
from plan.ui.text import LINK, html

#: The most axes side by side.
_ABREAST: Final = 4
#: Beyond so many publications the marks of the clock are thin.
_FEW_MARKS: Final = 12
_EMPTY: Final = Markup("")


def draw_clock(shown: Clock) -> None:
    """Draw the clock: what has elapsed, the publications as marks, the age of the evidence."""
    mark = Markup('<i class="mark" style="left:{:.2f}%" title="{}"></i>')
    html(
        Markup(
            '<div class="plan-clock"><span>{}</span>'
            '<div class="line{}" role="img" aria-label="{}">'
            '<i class="gone" style="width:{:.2f}%"></i>{}</div><span>{}</span></div>'
        ).format(
            shown.elapsed,
            " many" if len(shown.marks) > _FEW_MARKS else "",
            shown.alt,
            100 * shown.share,
            Markup().join(mark.format(100 * each.at, each.title) for each in shown.marks),
            shown.latest,
        )
    )


_HEAD: Final = Markup(
    '<section class="head"><h2 class="plan-h"><span class="n">{number}</span>{link}</h2>'
    '<p class="counted">{counted}</p>{stack}'
    '<p class="targets">{mark}{targets}</p></section>'
)
_NUMBER: Final = Markup("<strong>{}</strong> {}")
_STACK: Final = Markup('<div class="stack" role="img" aria-label="{}">{}</div>')
_SEGMENT: Final = Markup('<i class="is-{}" style="flex-grow:{}"></i>')
_NAMED: Final = Markup('<a href="{}" target="_self" title="{}">{}</a>')
_SIMULATED: Final = Markup('<strong class="simulated">{}</strong> ')


def draw_axes(view: View, several: Sequence[Card]) -> None:
    """Draw the axes side by side, each above its indicators as tiles.

    In the page's text all axes of a line come first and then their tiles, so that a keyboard
    reaches each axis without passing through the indicators of those before it.
    """
    pieces: list[str] = []
    columns = min(len(several), _ABREAST)
    for first in range(0, len(several), _ABREAST):
        line = several[first : first + _ABREAST]
        heads = Markup().join(_head(view, card) for card in line)
        tiles = Markup().join(_tiles(view, card) for card in line)
        pieces.append(
            Markup('<div class="plan-axes of-{}">{}{}</div>').format(columns, heads, tiles)
        )
    html(Markup().join(pieces))


def _head(view: View, card: Card) -> Markup:
    href = address.link(view, "axis", axis=card.axis)
    segments = Markup().join(_SEGMENT.format(each.state, each.indicators) for each in card.segments)
    simulated = any(tile.simulated for tile in card.tiles)
    number, _, words = card.counted.partition(" ")
    return _HEAD.format(
        number=card.number,
        link=_NAMED.format(href, card.full_name, card.name),
        counted=_NUMBER.format(number, words) if segments else card.counted,
        stack=_STACK.format(card.bar_alt, segments) if segments else _EMPTY,
        mark=_SIMULATED.format(view.say("Simulation")) if simulated else _EMPTY,
        targets=card.targets,
    )


_TILE: Final = Markup(
    '<li><a class="tile is-{state}{old}" href="{href}" target="_self" title="{alt}">'
    '<span class="plan-unseen">{alt}</span><span aria-hidden="true">{inside}</span></a></li>'
)
_FULL: Final = Markup("<strong>{} {}</strong>{}<em>{}</em>")
_CORNER: Final = Markup('<span class="corner">{}</span>')


def _tiles(view: View, card: Card) -> Markup:
    tiles = [_tile(view, tile, card.small) for tile in card.tiles]
    if card.others:
        words = view.say.plural("+ {n} other", "+ {n} others", card.others)
        more = LINK.format(address.link(view, "axis", axis=card.axis), words)
        tiles.append(Markup('<li class="more">{}</li>').format(more))
    return Markup('<ul class="{}" aria-label="{}">{}</ul>').format(
        "tiles small" if card.small else "tiles",
        view.say("Indicators of axis {n}: {name}", n=card.number, name=card.name),
        Markup().join(tiles),
    )


def _tile(view: View, tile: Tile, small: bool) -> Markup:
    sign, silent = SIGNS[tile.state], tile.state == "silent"
    corner = view.say("sim.") if tile.simulated else tile.old
    return _TILE.format(
        state=tile.state,
        old=" is-old" if tile.old else "",
        href=address.link(view, "indicator", indicator=tile.indicator),
        alt=tile.alt,
        inside=sign if small else _FULL.format(
            tile.indicator,
            "" if silent else sign,
            _CORNER.format(corner) if corner else _EMPTY,
            tile.word,
        ),
    )  # fmt: skip


def draw_legend(view: View, states: Iterable[tuple[str, str]], old: bool) -> None:
    """Draw what the colours and signs of tiles mean, and the year in the corner of some."""
    item = Markup('<li><i class="tile is-{}" aria-hidden="true">{}</i>{}</li>')
    items = [item.format(state, SIGNS[state], words) for state, words in states]
    if old:
        note = Markup('<li><i class="tile is-old" aria-hidden="true">20..</i>{}</li>')
        items.append(note.format(view.say("year of evidence that is old")))
    if view.simulate:
        note = Markup('<li><i class="tile" aria-hidden="true">{}</i>{}</li>')
        items.append(
            note.format(view.say("sim."), view.say("simulation: assessed with a proposed target"))
        )
    html(Markup('<ul class="plan-key">{}</ul>').format(Markup().join(items)))


# --- Lists with bars -----------------------------------------------------------------------------

_BAR: Final = Markup(
    '<span class="plan-bar {kind}{more}" role="img" aria-label="{alt}">'
    '<i class="open" style="left:{low:.1f}%;right:{right:.1f}%"></i>{solid}{due}</span>'
)
_SOLID: Final = Markup('<i class="solid" style="width:{:.1f}%"></i>')
_DUE: Final = Markup('<i class="due" style="left:{:.1f}%"></i>')
_PILL: Final = Markup('<span class="plan-pill is-{}"><span aria-hidden="true">{}</span> {}</span>')
_OLD: Final = Markup('<span class="old">{}</span>')


def _bar(bar: Bar | None) -> Markup:
    if bar is None:
        return _EMPTY
    solid = _SOLID.format(100 * bar.proven) if bar.scaled and bar.proven else _EMPTY
    return _BAR.format(
        kind="scaled" if bar.scaled else "form" if bar.proven < bar.possible else "form exact",
        more=" more" if bar.more else "",
        alt=bar.alt,
        low=100 * bar.proven,
        right=100 - 100 * bar.possible,
        solid=solid,
        due=_DUE.format(100 * bar.due) if bar.due is not None else _EMPTY,
    )


def _pill(view: View, row: Row) -> Markup:
    pill = _PILL.format(row.state, SIGNS[row.state], row.words)
    return pill + Markup(" ") + _OLD.format(view.say("old evidence")) if row.old else pill


_GROUP: Final = Markup(
    '<h3 class="plan-h"><span class="n">{}</span>{}</h3><ul class="plan-rows">{}</ul>'
)
_ROW: Final = Markup(
    '<li><div class="name">{name}</div>'
    '<div><strong>{value}</strong><span class="small">{note}</span></div>'
    '<div class="bounds">{bar}</div><div>{pill}</div><span class="small">{sources}</span></li>'
)


def draw_proven(view: View, groups: Mapping[str, Sequence[Row]]) -> None:
    """Draw what is proven, grouped by axis, each group under the number and name of its axis."""
    if any(row.bar and row.bar.scaled for rows in groups.values() for row in rows):
        _draw_bars_key(view)
    pieces: list[str] = []
    for number, axis in enumerate(view.plan.axes, 1):
        if rows := groups.get(axis.id):
            listed = Markup().join(_proven_row(view, row) for row in rows)
            name = axis.short_name.in_language(view.language)
            pieces.append(_GROUP.format(number, name, listed))
    html(Markup('<div class="plan-proven">{}</div>').format(Markup().join(pieces)))


def _proven_row(view: View, row: Row) -> Markup:
    return _ROW.format(
        name=_link(view, row), value=row.value, note=row.note, bar=_bar(row.bar),
        pill=_pill(view, row), sources=row.sources,
    )  # fmt: skip


def _link(view: View, row: Row) -> Markup:
    return LINK.format(address.link(view, "indicator", indicator=row.indicator), row.name)


def _draw_bars_key(view: View) -> None:
    """Draw what the parts of a bar mean."""
    bar = Markup('<i class="plan-bar scaled"><i class="{}" style="left:0;width:{}"></i>{}</i>')
    due = Markup('<i class="due" style="left:50%"></i>')
    entries = (
        (bar.format("solid", "100%", ""), view.say("proven")),
        (bar.format("open", "100%", ""), view.say("possible")),
        (bar.format("", "0", due), view.say("expected at that date")),
    )
    item = Markup('<li><span aria-hidden="true">{}</span>{}</li>')
    items = Markup().join(item.format(*each) for each in entries)
    html(Markup('<ul class="plan-key">{}</ul>').format(items))


_BODY: Final = Markup('<span class="small">{}</span>')


def _body(view: View, row: Row) -> Markup:
    """Who answers for an indicator, with a link to the page of that body if it has one."""
    if not row.responsible:
        return _EMPTY
    href = address.link(view, "bodies", body=row.body) if row.body else ""
    return _BODY.format(LINK.format(href, row.responsible) if href else row.responsible)


_TABLE: Final = Markup(
    '<div class="plan-scroll"><table class="plan-table plan-listed{}" role="table" aria-label="{}">'
    '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>'
    "</div>"
)
_COLUMN: Final = Markup('<th scope="col" role="columnheader">{}</th>')
_LISTED: Final = Markup(
    '<tr role="row"><td role="cell" data-label="{labels[0]}">{row.indicator}</td>'
    '<th scope="row" role="rowheader">{link}{body}</th>'
    '<td role="cell" data-label="{labels[2]}"><strong>{value}</strong>'
    '<span class="small">{row.note}</span></td>'
    '<td role="cell" data-label="{labels[3]}">{bar}</td>'
    '<td role="cell" data-label="{labels[4]}">{pill}{warnings}</td>'
    '<td role="cell" data-label="{labels[5]}">{row.target}'
    '<span class="small">{row.basis}</span></td>'
    '<td role="cell" data-label="{labels[6]}">{row.day}</td></tr>'
)


def draw_table(view: View, rows: Sequence[Row], warnings: Mapping[str, int]) -> None:
    """Draw indicators as a table with a bar in each row; ``warnings`` are counts by id.

    Columns for progress and targets are shown where any indicator has them.
    """
    say = view.say
    scaled = any(row.bar and row.bar.scaled for row in rows)
    if scaled:
        _draw_bars_key(view)
    absent = {" without-bars": not scaled, " without-targets": not any(row.target for row in rows)}
    labels = (
        say("No."), say("Indicator"), say("Value"), say("Progress, and expected progress"),
        say("Status"), say("Target"), say("Latest evidence"),
    )  # fmt: skip
    problem = Markup(' <span class="old">⚠ {}</span>')
    body = Markup().join(
        _LISTED.format(
            labels=labels,
            row=row,
            link=_link(view, row),
            body=_body(view, row),
            value=row.value or SIGNS["silent"],
            bar=_bar(row.bar if row.bar and row.bar.scaled else None),
            pill=_pill(view, row),
            warnings=problem.format(say.plural("{n} problem", "{n} problems", n))
            if (n := warnings.get(row.indicator, 0))
            else _EMPTY,
        )
        for row in rows
    )
    columns = Markup().join(map(_COLUMN.format, labels))
    without = "".join(name for name, missing in absent.items() if missing)
    html(_TABLE.format(without, say("Indicators"), columns, body))
