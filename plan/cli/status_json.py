"""The status of a plan for machines: what ``status --format json`` prints."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from plan.edition.view import View
from plan.method.status import StatusRange
from plan.model.quantities import INF, Interval
from plan.model.records import Axis, Indicator


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
    contested = [[[*address, "observations", i]] for i in each.standing.contested]
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
