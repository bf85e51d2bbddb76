"""``status``: the assessment of the plan on a day, in sentences or as JSON."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from fractions import Fraction
from typing import Any

from plan.cli.streams import day_argument, one_line, print_json
from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import Say
from plan.method.status import StatusRange
from plan.model.quantities import INF, Interval
from plan.model.records import Axis, Indicator
from plan.presentation.findings import summary


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``status``."""
    command.add_argument("--on", type=day_argument, default=None, metavar="DAY")
    command.add_argument("--known", type=day_argument, default=None, metavar="DAY")
    command.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace, say: Say) -> int:
    """Print the assessment on a day; return 0, 1 with errors in the file, 2 where it is missing."""
    edition = load(options.plan)
    if edition.plan is None:
        for problem in edition.problems:
            line, column = edition.reading.place_of(problem)
            place = f"{options.plan}:{line}:{column}"
            print(one_line(f"{place}: {problem.message(say)} [{problem.code}]"), file=sys.stderr)
        missing = any(problem.code == "file-missing" for problem in edition.problems)
        return 2 if missing else 1
    on = options.on or date.today()
    view = View(edition, on, options.known or on, say.language)
    if options.format == "json":
        print_json(status_as_json(view))
    else:
        print("\n".join(map(one_line, summary(view))))
    return 0


def status_as_json(view: View) -> dict[str, Any]:
    """A view in the shape that ``status --format json`` promises; unbounded numbers are None."""
    return {
        "on": view.on.isoformat(),
        "known": view.known.isoformat(),
        "elapsed": float(view.elapsed),
        "axes": [
            {
                "id": axis.id,
                "counts": dict(view.tallies[axis.id].counts),
                "indicators": view.tallies[axis.id].indicators,
                "assessable": view.tallies[axis.id].assessable,
                "with_evidence": view.tallies[axis.id].with_evidence,
                "reached": {
                    "at_least": view.tallies[axis.id].reached_at_least,
                    "at_most": view.tallies[axis.id].reached_at_most,
                },
            }
            for axis in view.plan.axes
        ],
        "indicators": [
            _indicator_json(view, axis, indicator) for _, axis, indicator in view.plan.indicators()
        ],
    }


def _indicator_json(view: View, axis: Axis, indicator: Indicator) -> dict[str, Any]:
    each = view.assessments[indicator.id]
    address = view.address(indicator)
    conflicts = [
        [[*address, "observations", i] for i in conflict.members] for conflict in each.conflicts
    ]
    contested = [[[*address, "observations", i]] for i in each.screening.contested]
    return {
        "id": indicator.id,
        "axis": axis.id,
        "value": _range(each.value),
        "even": _range(each.even),
        "horizon": each.horizon.isoformat() if each.horizon else None,
        "at_horizon": _range(each.at_horizon),
        "progress": _range(each.progress),
        "expected": None if each.expected is None else float(each.expected),
        "status": _range(each.status),
        "reason": each.reason,
        "stale": each.stale,
        "conflicts": conflicts + contested,
        "origins": each.origins,
    }


def _range(span: Interval | StatusRange | None) -> dict[str, Any] | None:
    if span is None:
        return None
    if isinstance(span, StatusRange):
        return {"low": span.low, "high": span.high}
    return {"low": _bounded(span.low), "high": _bounded(span.high)}


def _bounded(number: int | float | Fraction) -> int | float | None:
    if isinstance(number, int):
        return number
    return None if number in (INF, -INF) else float(number)
