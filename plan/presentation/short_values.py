"""Values in few characters: « ≥ 100 k » for a tile, « ≥ 100 000 personnes » for large type.

In: an indicator of a view. Out: its value with signs for its bounds, and the line below it, which
says where and when. A number is shortened only where that is exact, or towards the side that claims
less; it is never cut.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Final

from plan.edition.view import View
from plan.method.counting import interval_of
from plan.method.solidity import decisive_observations
from plan.model.quantities import INF, Amount, Interval
from plan.model.records import Indicator, Observation
from plan.presentation.glossary import SCALE_WORDS, SHORT_REASONS
from plan.presentation.values import (
    amount_words,
    begins_early,
    capitalised,
    discloses,
    facts_of_flow,
    observation_words,
    period_words,
    plan_start_words,
    step_name,
    steps_words,
    unit_suffix,
    value_words,
)

#: The most characters of a step's name on a tile; beyond, it is named by its rank.
_MOST_LETTERS: Final = 12
#: From this number on a tile writes thousands and millions by their letters.
_LONG: Final = 10_000


def _with_signs(bounds: Interval, write: Callable[[Amount, int], str]) -> str:
    """An interval with signs; ``write`` gets a bound and the way to round it, −1, 0 or 1."""
    low, high = bounds
    if low == high:
        return write(low, 0)
    if high == INF:
        return f"≥\u00a0{write(low, -1)}"
    assert not isinstance(high, float)
    if low == 0:
        return f"≤\u00a0{write(high, 1)}"
    return f"{write(low, -1)}\u00a0– {write(high, 1)}"


def _compact(view: View, number: Amount, way: int) -> str:
    """A number with a letter for thousands, millions or billions."""
    say = view.say
    for scale in SCALE_WORDS:
        if abs(Fraction(number)) < max(scale, _LONG):
            continue
        tenths = Fraction(number) * 10 / scale
        exact = tenths.denominator == 1
        if not exact and scale == 10**3:
            break  # at most 999 999: short enough in full
        sign = "" if exact or way else "≈\u00a0"
        rounded = _whole(tenths, way) if way else round(tenths)
        return sign + say(SCALE_WORDS[scale], number=say.number(Fraction(rounded, 10), 1))
    return say.number(number, 1)


def tile_value(view: View, indicator: Indicator) -> str:
    """The value in at most about a dozen characters; where there is none, why, in a word."""
    each, say = view.assessments[indicator.id], view.say
    if each.value is None:
        return say(SHORT_REASONS["conflict" if each.disputed else "outside"])
    if indicator.nature == "steps":
        return _tile_step(view, indicator, each.value)
    bounds: Interval | None = each.value
    if indicator.nature == "flow" and each.value.unknown:
        facts = facts_of_flow(view, indicator)
        bounds = interval_of(indicator, facts[-1]) if facts else None
    elif discloses(view, indicator, each.value):
        return say("masked")
    if bounds is None or bounds.unknown:
        return say(SHORT_REASONS["outside"])
    if indicator.unit == "percent":
        return _with_signs(bounds, lambda number, _: say.number(number, 1)) + say.percent_sign
    return _with_signs(bounds, lambda number, way: _compact(view, _whole(number, way), way))


def _tile_step(view: View, indicator: Indicator, ranks: Interval) -> str:
    name = step_name(view, indicator, ranks.low)
    if len(name) <= _MOST_LETTERS:
        return name
    return view.say("step {n}/{total}", n=int(ranks.low), total=len(indicator.steps))


def large_value(view: View, indicator: Indicator) -> str:
    """The value in full, with its unit; of a flow whose share in the plan is unknown, as published.

    A number never has its bound in words here: the sign is before it.
    """
    each, say = view.assessments[indicator.id], view.say
    if each.value is None:
        return capitalised(value_words(view, indicator))
    if indicator.nature == "steps":
        return capitalised(steps_words(view, indicator, each.value))
    if indicator.nature == "flow" and each.value.unknown:
        facts = facts_of_flow(view, indicator)
        return published_value(view, indicator, facts[-1]) if facts else capitalised(say("unknown"))
    if each.value.unknown or discloses(view, indicator, each.value):
        return capitalised(amount_words(view, indicator, each.value))
    return bounds_value(view, indicator, each.value)


def bounds_value(view: View, indicator: Indicator, bounds: Interval) -> str:
    """An amount with signs for its bounds, and its unit."""
    largest = bounds.low if bounds.high == INF else bounds.high
    suffix = unit_suffix(view, indicator, largest)
    if indicator.unit == "percent":
        return _with_signs(bounds, lambda number, _: view.say.number(number)) + suffix
    return _with_signs(bounds, lambda number, way: view.say.number(_whole(number, way))) + suffix


def _whole(number: Amount, way: int) -> Amount:
    """A bound of whole things, rounded outwards so that it claims no more than is known."""
    return floor(number) if way < 0 else ceil(number) if way else number


def published_value(view: View, indicator: Indicator, observation: Observation) -> str:
    """A published figure with a sign for its qualifier."""
    bounds = interval_of(indicator, observation)
    if observation.stated is None or bounds is None:
        return observation_words(view, indicator, observation)
    if observation.stated.qualifier == "about":
        number = observation.stated.number
        assert not isinstance(number, tuple)
        return f"≈\u00a0{bounds_value(view, indicator, Interval(number, number))}"
    return bounds_value(view, indicator, bounds)


def value_note(view: View, indicator: Indicator) -> str:
    """The line below a value: its day or period, and the published figure that it is a part of."""
    each, say = view.assessments[indicator.id], view.say
    if each.value is None:
        return ""
    if indicator.nature != "flow":
        several = decisive_observations(each)
        last = indicator.observations[several[-1]] if several else None
        return capitalised(period_words(view, indicator, last)) if last else ""
    if each.value.unknown:
        facts = facts_of_flow(view, indicator)
        if not facts:
            return ""
        period = period_words(view, indicator, facts[-1])
        if not begins_early(view, facts[-1]):
            return say("published figure ({period}); nothing published since", period=period)
        return say(
            "published figure ({period}); how much since {since} is not known",
            period=period, since=plan_start_words(view),
        )  # fmt: skip
    wider = [
        observation
        for i in each.retained
        if i not in view.masked(indicator)
        for observation in [indicator.observations[i]]
        if _reaches_outside(view, observation)
        and (bounds := interval_of(indicator, observation)) is not None
        and bounds.low > each.value.low
    ]
    if not wider:
        return say("in the plan, by {day}", day=each.horizon) if each.horizon else ""
    return say(
        "in the plan · published figure ({period}): {value}",
        value=published_value(view, indicator, wider[-1]),
        period=period_words(view, indicator, wider[-1]),
    )  # fmt: skip


def _reaches_outside(view: View, observation: Observation) -> bool:
    late = observation.period.end > view.plan.end
    return not observation.part and (late or begins_early(view, observation))
