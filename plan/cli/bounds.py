"""``bounds``: the bounds that several figures set on a flow, from JSON to JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from reprlib import repr as shown
from typing import Any, TypeVar

from plan.cli.streams import Misuse, opened, print_json
from plan.locale.translation import Say
from plan.method.bounds import Constraint, System
from plan.model.quantities import (
    INF,
    QUALIFIER_KEYS,
    Amount,
    Interval,
    InvalidValue,
    Qualifier,
    read_amount,
    read_day,
    read_interval,
    read_period,
)


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``bounds``."""
    command.add_argument("file", metavar="-", help=say("JSON to read; - for standard input"))


def run(options: argparse.Namespace, say: Say) -> int:
    """Print what the observations read as JSON entail; return 0."""
    with opened(options.file, say) as stream:
        try:
            asked = json.load(stream, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise Misuse(say("This is not JSON: {read}.", read=str(error))) from None
    try:
        if isinstance(asked, list):
            print_json([entailed_bounds(each) for each in asked])
        else:
            print_json(entailed_bounds(asked))
    except ValueError as error:
        raise Misuse(str(error)) from None
    return 0


_Read = TypeVar("_Read")


def entailed_bounds(question: object) -> dict[str, Any]:
    """Return what the observations of one flow entail about its value on a day of a plan.

    `question` holds `plan_period`, `on`, `observations` (each a `period`, one of the kinds of
    `read_interval`, and a `part` where it speaks of one) and optionally an `id`, which is returned.
    The answer holds `low`, `high` (None when unbounded), `conflict`, and `conflicting`, the places
    of a minimal contradictory set; on conflict `low` and `high` are None. Before the plan begins
    the value is 0. Raises ValueError, saying where and what to write, for anything malformed.
    """
    given = _keys(question, "question", ("plan_period", "on", "observations"), ("id",))
    plan = _read(read_period, given["plan_period"], "plan_period", "2023-01-01/2027-12-31")
    if plan.start is None:
        raise ValueError("plan_period: begins on an unknown day; write 2023-01-01/2027-12-31")
    on = _read(read_day, given["on"], "on", "2024-12-31")
    if not isinstance(given["observations"], list):
        raise ValueError("observations: not a list; write [] for none")
    system = System(
        _observed(item, f"observations[{n}]") for n, item in enumerate(given["observations"])
    )
    found = {"id": given["id"]} if "id" in given else {}
    if conflict := system.contradiction():
        return found | {"low": None, "high": None, "conflict": True, "conflicting": list(conflict)}
    start, end = plan.start.toordinal(), min(on, plan.end).toordinal() + 1
    value = system.between(start, max(start, end))
    return found | value.as_json() | {"conflict": False, "conflicting": []}


def _observed(observation: object, place: str) -> Constraint:
    # Other keys of an observation of the file are accepted; they constrain nothing.
    given = _keys(
        observation, place, ("period",), ("part", "flag", "note", "evidence", *QUALIFIER_KEYS)
    )
    kinds = [kind for kind in QUALIFIER_KEYS if kind in given]
    if len(kinds) != 1:
        raise ValueError(f"{place}: {len(kinds)} values; write one of {', '.join(QUALIFIER_KEYS)}")
    kind = kinds[0]
    example = (
        "[a, b], the lower first" if kind == "between" else "a number from 0 up, 100000 or 2.5"
    )
    period = _read(read_period, given["period"], f"{place}.period", "2024, 2024-03 or 2022/2024")
    stated = _read(lambda value: _stated(kind, value), given[kind], f"{place}.{kind}", example)
    if given.get("part"):
        if not isinstance(given["part"], dict):
            raise ValueError(f"{place}.part: {shown(given['part'])}; write {{sex: female}}")
        stated = Interval(stated.low, INF)
    return Constraint.over(period.start, period.end, stated)


def _stated(qualifier: Qualifier, value: object) -> Interval:
    if qualifier != "between":
        return read_interval(qualifier, _count(value))
    if not isinstance(value, list):
        raise ValueError("not a pair")
    low, high = value
    return read_interval(qualifier, (_count(low), _count(high)))


def _count(number: object) -> Amount:
    if isinstance(number, float):
        number = Decimal(repr(number))
    # Written out, 1e999999999 would not fit in memory.
    if isinstance(number, Decimal) and number.is_finite() and abs(number.adjusted()) < 100:
        number = Fraction(number)
    amount = read_amount(number)
    if not 0 <= amount < 10**100:
        raise ValueError("not a count")
    return amount


def _keys(
    given: object, place: str, required: Sequence[str], more: Sequence[str]
) -> dict[str, Any]:
    known = ", ".join((*required, *more))
    if not isinstance(given, dict):
        raise ValueError(f"{place}: {shown(given)}; write an object with {known}")
    for key in required:
        if key not in given:
            raise ValueError(f"{place}: write {key} too")
    for key in given:
        if key not in (*required, *more):
            raise ValueError(f"{place}: unknown key {shown(key)}; write one of {known}")
    return given


def _read(read: Callable[[object], _Read], value: object, place: str, example: str) -> _Read:
    try:
        return read(value)
    except ValueError as error:
        meant = error.write if isinstance(error, InvalidValue) else ""
        raise ValueError(f"{place}: {shown(value)}; write {meant or example}") from None
