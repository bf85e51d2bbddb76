"""Disclosure control: which small counts of people are masked, so that no one can be recognised.

Primary suppression masks each part below a threshold; secondary suppression masks further parts
from which a masked one could be computed, given the total and the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from plan.model.quantities import Amount, Period
from plan.model.records import Observation

#: A part of a total, as pairs of a dimension and its category, in a period.
_Cell: TypeAlias = tuple[Period, tuple[tuple[str, str], ...]]


def masked_parts(observations: Sequence[Observation], fewest: Amount) -> frozenset[int]:
    """The indices of the observations of parts that must not be shown.

    A part is masked where the least number stated for it is below ``fewest``. Where that leaves a
    single masked part along a dimension, the smallest of the others is masked with it; of a
    breakdown by several dimensions, along each.
    """
    cells: dict[_Cell, Amount] = {}
    held: dict[_Cell, list[int]] = {}
    for i, observation in enumerate(observations):
        if observation.part and observation.stated is not None:
            number = observation.stated.number
            low = number[0] if isinstance(number, tuple) else number
            cell = observation.period, tuple(sorted(observation.part.items()))
            cells[cell] = min(low, cells.get(cell, low))
            held.setdefault(cell, []).append(i)
    lines: dict[_Cell, list[_Cell]] = {}
    for period, part in cells:
        for dimension, category in part:
            rest = tuple(each for each in part if each != (dimension, category))
            lines.setdefault((period, (*rest, (dimension, ""))), []).append((period, part))
    masked = {cell for cell, low in cells.items() if low < fewest}
    computable = True
    while computable:
        computable = False
        for line in lines.values():
            shown = [cell for cell in line if cell not in masked]
            if shown and len(line) - len(shown) == 1:
                masked.add(min(shown, key=lambda cell: (cells[cell], cell)))
                computable = True
    return frozenset(i for cell in masked for i in held[cell])
