"""``bounds``: the bounds that several figures set on a flow, from JSON to JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from reprlib import repr as shown
from typing import Any, Final, TypeVar

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
        except json.JSONDecodeError as error:
            place = {"line": str(error.lineno), "column": str(error.colno)}
            raise Misuse(say("This is not JSON: line {line}, column {column}.", **place)) from None
        except UnicodeDecodeError:
            raise Misuse(say("“{read}” is not UTF-8 text.", read=options.file)) from None
        except (ValueError, RecursionError):  # numbers too long, too many levels
            raise Misuse(say("This JSON is too large to be read.")) from None
    try:
        if isinstance(asked, list):
            print_json([entailed_bounds(each) for each in asked])
        else:
            print_json(entailed_bounds(asked))
    except Malformed as fault:
        raise Misuse(fault.message(say)) from None
    return 0


#: What is wrong with a question, by its code; sentences of the catalogue.
MALFORMED_WORDS: Final[dict[str, str]] = {
    "value": "{place}: {read}; write {write}",
    "number": "{place}: {read}; write a number from 0 up, 100000 or 2.5",
    "range": "{place}: {read}; write [a, b], the lower first",
    "open": "{place}: begins on an unknown day; write {write}",
    "no-list": "{place}: not a list; write [] for none",
    "no-object": "{place}: {read}; write an object with {write}",
    "values": "{place}: {read} values; write one of {write}",
    "missing": "{place}: write {write} too",
    "unknown": "{place}: unknown key {read}; write one of {write}",
}


class Malformed(ValueError):
    """A question that cannot be answered: what is wrong, where, what was read, what to write."""

    def __init__(self, code: str, place: str, read: str = "", write: str = "") -> None:
        """Say why, by a code of ``MALFORMED_WORDS``."""
        self.code, self.arguments = code, {"place": place, "read": read, "write": write}
        super().__init__(MALFORMED_WORDS[code].format(**self.arguments))

    def message(self, say: Say) -> str:
        """The fault in a sentence."""
        return say(MALFORMED_WORDS[self.code], **self.arguments)


_Read = TypeVar("_Read")


def entailed_bounds(question: object) -> dict[str, Any]:
    """Return what the observations of one flow entail about its value on a day of a plan.

    `question` holds `plan_period`, `on`, `observations` (each a `period`, one of the kinds of
    `read_interval`, and a `part` where it speaks of one) and optionally an `id`, which is returned.
    The answer holds `low`, `high` (None when unbounded), `conflict`, and `conflicting`, the places
    of a minimal contradictory set; on conflict `low` and `high` are None. Before the plan begins
    the value is 0. Raises ``Malformed``.
    """
    given = _keys(question, "question", ("plan_period", "on", "observations"), ("id",))
    plan = _read(read_period, given["plan_period"], "plan_period", "2023-01-01/2027-12-31")
    if plan.start is None:
        raise Malformed("open", "plan_period", write="2023-01-01/2027-12-31")
    on = _read(read_day, given["on"], "on", "2024-12-31")
    if not isinstance(given["observations"], list):
        raise Malformed("no-list", "observations")
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
        raise Malformed("values", place, str(len(kinds)), ", ".join(QUALIFIER_KEYS))
    kind = kinds[0]
    period = _read(read_period, given["period"], f"{place}.period", "2024, 2024-03 or 2022/2024")
    code = "range" if kind == "between" else "number"
    stated = _read(lambda value: _stated(kind, value), given[kind], f"{place}.{kind}", code=code)
    if given.get("part"):
        if not isinstance(given["part"], dict):
            raise Malformed("value", f"{place}.part", shown(given["part"]), "{sex: female}")
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
        raise Malformed("no-object", place, shown(given), known)
    for key in required:
        if key not in given:
            raise Malformed("missing", place, write=key)
    for key in given:
        if key not in (*required, *more):
            raise Malformed("unknown", place, shown(key), known)
    return given


def _read(
    read: Callable[[object], _Read], value: object, place: str, example: str = "",
    code: str = "value",
) -> _Read:  # fmt: skip
    """The value read; ``code`` is that of the fault where what to write is not certain."""
    try:
        return read(value)
    except ValueError as error:
        meant = error.write if isinstance(error, InvalidValue) else ""
        raise Malformed("value" if meant else code, place, shown(value), meant or example) from None
