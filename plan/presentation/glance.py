"""The plan at a glance: its clock, a card for each axis with its indicators as tiles, and rows.

In: a view. Out: frozen values in the view's language, which ``plan.ui.glance`` draws. Shares are
numbers from 0 to 1, states the codes of ``states.SIGNS``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from plan.edition.view import View, cached_by_view
from plan.locale.translation import Say
from plan.method.coverage import elapsed
from plan.method.targets import judged_targets
from plan.model.quantities import INF, Amount
from plan.model.records import Axis, Indicator
from plan.presentation.findings import axis_targets_words, proving_sources
from plan.presentation.glossary import SHORT_BASES, STATE_PILLS, TILE_WORDS
from plan.presentation.short_values import large_value, tile_value, value_note
from plan.presentation.states import SIGNS, is_simulated, state_of, state_words
from plan.presentation.values import (
    dated_status_words,
    first_names,
    share_words,
    source_title,
    source_words,
    target_words,
    value_words,
)

#: Up to so many indicators an axis shows tiles with words; beyond, squares with signs, at most so
#: many, and so many in all axes.
_TILES: Final = 12
_SQUARES: Final = 40
_ALL_SQUARES: Final = 240
_MOST_SOURCES: Final = 2
_MOST_TITLES: Final = 12
_MONTHS_UNTIL_YEARS: Final = 24


class Mark(NamedTuple):
    """A publication on the clock: its share of the plan's time, and its title."""

    at: float
    title: str


@dataclass(frozen=True, slots=True)
class Clock:
    """How much of the plan's time has elapsed, and how old the latest evidence is."""

    share: float
    marks: tuple[Mark, ...]
    elapsed: str
    latest: str
    alt: str


@dataclass(frozen=True, slots=True)
class Tile:
    """An indicator in a few characters; ``old`` is the year of evidence that is old, else empty.

    ``alt`` says all of it in words.
    """

    indicator: str
    state: str
    word: str
    old: str
    simulated: bool
    alt: str


class Segment(NamedTuple):
    """A part of the bar of an axis: a state, and how many indicators are in it."""

    state: str
    indicators: int


@dataclass(frozen=True, slots=True)
class Card:
    """An axis: its number, its short name, its indicators counted by state, and its tiles.

    ``counted`` begins with the number of those that are proven.
    ``small``: the tiles are squares; ``others`` is how many indicators have none.
    """

    axis: str
    number: int
    name: str
    full_name: str
    counted: str
    targets: str
    segments: tuple[Segment, ...]
    bar_alt: str
    tiles: tuple[Tile, ...]
    small: bool
    others: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The bounds of a value, from 0 to 1: as shares of the way to a target, else only their form.

    ``proven`` to ``possible`` is what the evidence leaves open, ``more`` says that it has no upper
    bound. ``due`` is the share that was due.
    """

    scaled: bool
    proven: float
    possible: float
    more: bool
    due: float | None
    alt: str


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in a list: its value in large type, its bounds, its state, and its proof.

    ``responsible`` names who answers for it; ``body`` is the id of that body, if it has one.
    """

    indicator: str
    name: str
    value: str
    note: str
    bar: Bar | None
    state: str
    words: str
    old: bool
    sources: str
    day: str
    target: str
    basis: str
    responsible: str
    body: str


# --- The clock -----------------------------------------------------------------------------------


def age_words(say: Say, since: date, on: date) -> str:
    """How long ago a day was: in days, months, or years; empty for a day to come."""
    days = (on - since).days
    if days < 0:
        return ""
    if not days:
        return say("today")
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    if not months:
        return say.plural("{n} day ago", "{n} days ago", days)
    if months < _MONTHS_UNTIL_YEARS:
        return say.plural("{n} month ago", "{n} months ago", months)
    return say.plural("{n} year ago", "{n} years ago", months // 12)


@cached_by_view
def clock(view: View) -> Clock:
    """The clock of the plan, with the articles that were published within it."""
    say, plan = view.say, view.plan
    gone = say("{share} of the time elapsed", share=say.percent(view.elapsed))
    if view.on < plan.start:
        gone = say("The plan begins on {day}", day=plan.start)
    latest = say("No article proves a value yet")
    if proving := proving_sources(view):
        day = proving[-1].known
        latest = say("Latest publication: {day}", day=day)
        if age := age_words(say, day, view.on):
            latest = say("Latest publication: {day}, {age}", day=day, age=age)
    marks: dict[int, Mark] = {}  # at most one for each hundredth: more could not be distinguished
    for name in view.known_sources:
        source = plan.source[name]
        if name in view.cited and plan.start <= source.known <= plan.end:
            title = say("{title} ({day})", title=source_title(view, source), day=source.known)
            at = float(elapsed(plan.head.period, source.known))
            marks.setdefault(round(100 * at), Mark(at, title))
    alt = say("{share} of the plan’s period, from {start} to {end}, has elapsed.",
              share=say.percent(view.elapsed), start=plan.start, end=plan.end)  # fmt: skip
    if marks:
        titles = first_names(say, [each.title for each in marks.values()], _MOST_TITLES)
        alt = say("{sentence} Published: {titles}.", sentence=alt, titles=say.series(titles))
    return Clock(float(view.elapsed), tuple(marks.values()), gone, latest, alt)


# --- The axes ------------------------------------------------------------------------------------


@cached_by_view
def cards(view: View) -> tuple[Card, ...]:
    """A card for each axis, in the order of the plan."""
    several = view.plan.axes
    squares = min(_SQUARES, max(_TILES, _ALL_SQUARES // max(1, len(several))))
    return tuple(_card(view, axis, n, squares) for n, axis in enumerate(several, 1))


def _card(view: View, axis: Axis, number: int, squares: int) -> Card:
    say, count = view.say, view.tallies[axis.id]
    states = {each.id: state_of(view, each) for each in axis.indicators}
    counts = Counter(states.values())
    segments = tuple(Segment(state, counts[state]) for state in SIGNS if counts[state])
    chosen: Sequence[Indicator] = axis.indicators
    small = len(chosen) > _TILES
    if small:
        order = list(SIGNS)
        chosen = sorted(chosen, key=lambda each: order.index(states[each.id]))[:squares]
    counted = say.plural("{n} indicator reported of {total}", "{n} indicators reported of {total}",
                         count.with_evidence, total=count.indicators)  # fmt: skip
    if not count.indicators:
        counted = say("No indicator yet")
    parts = (
        say("{name}: {value}", name=say(STATE_PILLS[each.state]), value=each.indicators)
        for each in segments
    )
    return Card(
        axis=axis.id,
        number=number,
        name=axis.short_name.in_language(view.language),
        full_name=axis.name.in_language(view.language),
        counted=counted,
        targets=axis_targets_words(view, axis) if count.indicators else "",
        segments=segments,
        bar_alt=say.series(parts),
        tiles=tuple(_tile(view, each, states[each.id]) for each in chosen),
        small=small,
        others=len(axis.indicators) - len(chosen),
    )


def _tile(view: View, indicator: Indicator, state: str) -> Tile:
    say, each = view.say, view.assessments[indicator.id]
    word = SIGNS["silent"]
    if state in TILE_WORDS:
        word = say(TILE_WORDS[state])
    elif state != "silent":
        word = tile_value(view, indicator)
    simulated = is_simulated(view, indicator)
    spoken = [
        say("{name}: {value}", name=f"{indicator.id} {indicator.name.in_language(view.language)}",
            value=value_words(view, indicator)),
        dated_status_words(view, each) if state != "silent" else "",
        say("simulation") if simulated else "",
    ]  # fmt: skip
    return Tile(
        indicator=indicator.id,
        state=state,
        word=word,
        old=str(each.horizon.year) if each.stale and each.horizon is not None else "",
        simulated=simulated,
        alt=say.series(filter(None, spoken)),
    )


@cached_by_view
def states_present(view: View) -> tuple[tuple[str, str], ...]:
    """The states that occur in the plan, each with its words, in their order."""
    found = {state_of(view, each) for each in view.plan.indicator.values()}
    return tuple(
        (state, view.say("Not reported: this does not mean zero") if state == "silent"
         else view.say(STATE_PILLS[state]))
        for state in SIGNS if state in found
    )  # fmt: skip


@cached_by_view
def has_old_evidence(view: View) -> bool:
    """Whether a value of the plan rests on old evidence."""
    return any(each.stale for each in view.assessments.values())


# --- Rows ----------------------------------------------------------------------------------------


def proven_by_axis(view: View, shown: Iterable[Indicator]) -> Mapping[str, tuple[Row, ...]]:
    """Rows of indicators with evidence, by the id of their axis."""
    found: dict[str, list[Row]] = {}
    for indicator in shown:
        found.setdefault(view.plan.axis_of[indicator.id].id, []).append(row(view, indicator))
    return {axis: tuple(rows) for axis, rows in found.items()}


def row(view: View, indicator: Indicator) -> Row:
    """An indicator as a row of a list."""
    say, each, state = view.say, view.assessments[indicator.id], state_of(view, indicator)
    sources = list(
        dict.fromkeys(source_words(view, passage.source) for passage in view.proof(indicator))
    )
    judged = judged_targets(indicator, view.simulate)
    last = judged[-1] if judged else next(reversed(indicator.targets), None)
    silent = state == "silent"
    body = view.plan.responsible_body(indicator)
    answers = body.short_name if body else indicator.responsible
    return Row(
        indicator=indicator.id,
        name=indicator.name.in_language(view.language),
        value="" if silent else large_value(view, indicator),
        note="" if silent else value_note(view, indicator),
        bar=None if silent else bar(view, indicator),
        state=state,
        words=state_words(view, indicator),
        old=each.stale,
        sources=say.series(first_names(say, sources, _MOST_SOURCES)),
        day=say.day(each.horizon, "medium") if each.horizon else "",
        target=say("{value} by {day}", value=target_words(view, indicator, last),
                   day=say.day(last.by, "medium")) if last else "",
        basis=say(SHORT_BASES[last.basis]) if last else "",
        responsible=answers.in_language(view.language) if answers else "",
        body=body.id if body else "",
    )  # fmt: skip


def bar(view: View, indicator: Indicator) -> Bar | None:
    """The bounds of a value: on the way to its target, else as a form without a scale."""
    say, each = view.say, view.assessments[indicator.id]
    if each.progress is not None:
        share = each.progress
        due = None if each.expected is None else min(1.0, float(each.expected))
        alt = say("Progress: {share}", share=share_words(view, each.progress))
        if each.expected:
            alt = say("Progress: {share}; expected: {due}", share=share_words(view, each.progress),
                      due=say.percent(each.expected))  # fmt: skip
        return Bar(
            True, _clamped(share.low), _clamped(share.high), share.high == INF, due or None, alt
        )
    if each.value is None or indicator.direction == "context":
        return None
    low, high = map(float, each.value)
    if indicator.nature == "steps":
        top = len(indicator.steps)
        return Bar(True, low / top, high / top, False, None, value_words(view, indicator))
    if low == high:
        ends = 0.5, 0.5
    elif high == INF:
        ends = (0.0 if low == 0 else 0.4), 1.0
    else:
        ends = (0.0, 0.6) if low == 0 else (0.3, 0.7)
    return Bar(False, *ends, high == INF, None, value_words(view, indicator))


def _clamped(share: Amount | float) -> float:
    return min(max(float(share), 0.0), 1.0)
