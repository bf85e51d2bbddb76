"""The timeline: dated facts on one scale of time, axis by axis.

In: the dated facts of a view. Out: a ``Timeline``, whose places are shares of the scale, from 0 at
its first day to 1 at its last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plan.edition.view import DatedFact, View, cached_by_view
from plan.presentation.values import fact_words, in_one_line, period_words

#: The most years that are named on the scale.
_MOST_YEARS: Final = 8
_LONGEST: Final = 90  # characters of a fact


@dataclass(frozen=True, slots=True)
class Moment:
    """A fact with its place: ``start`` is None where it is only known to have been so by the end.

    ``indicator`` and ``name`` are the id and the name of what it is a fact of.
    """

    when: str
    fact: str
    indicator: str
    name: str
    start: float | None
    end: float


@dataclass(frozen=True, slots=True)
class AxisMoments:
    """The facts of one axis, earliest first."""

    title: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Facts by axis, on a scale with its years, the time of the plan and the day shown."""

    years: tuple[tuple[int, float], ...]
    plan: tuple[float, float]
    day: float
    axes: tuple[AxisMoments, ...]


def timeline(view: View, facts: Sequence[DatedFact]) -> Timeline:
    """The given facts of a view; the scale is that of all its facts."""
    scale = _scale(view)
    years = range(scale[0].year, scale[1].year + 1)
    step = -(-len(years) // _MOST_YEARS)
    moments: dict[str, list[Moment]] = {}
    for fact in facts:
        moments.setdefault(fact.axis.id, []).append(_moment(view, fact, scale))
    return Timeline(
        tuple((year, _share(date(year, 1, 1), scale)) for year in years[::step]),
        (_share(view.plan.start, scale), _share(view.plan.end, scale)),
        _share(view.on, scale),
        tuple(
            AxisMoments(axis.short_name.in_language(view.language), tuple(moments[axis.id]))
            for axis in view.plan.axes
            if axis.id in moments
        ),
    )


@cached_by_view
def _scale(view: View) -> tuple[date, date]:
    """The first and the last day of the scale: whole years with the plan, all facts, the day."""
    days = [view.plan.start, view.plan.end, view.on]
    for fact in view.facts:
        days += [fact.period.start or fact.period.end, fact.period.end]
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def _share(day: date, scale: tuple[date, date]) -> float:
    first, last = scale
    return round((day - first).days / (last - first).days, 4)


def _moment(view: View, fact: DatedFact, scale: tuple[date, date]) -> Moment:
    indicator, period = fact.indicator, fact.period
    return Moment(
        period_words(view, indicator, indicator.observations[fact.index]),
        in_one_line(fact_words(view, fact), _LONGEST),
        indicator.id,
        indicator.name.in_language(view.language),
        None if period.start is None else _share(period.start, scale),
        _share(period.end, scale),
    )
