"""Check the figures of a quotation: whether it states a value, and whether its shares compute.

Like `read_figures`, these functions accept any text and never raise on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from plan.language.numbers.figures import read_figures
from plan.language.numbers.numeric_expressions import Figure
from plan.model.quantities import Amount

ValueVerdict = Literal["same", "other-figure", "other-qualifier", "no-figure"]


@dataclass(frozen=True, slots=True)
class Share:
    """A part, its total and the percentage printed for them, as in *12 sur 30, soit 40 %*.

    ``holds``: whether part / total rounds to the digits printed (or lies within 5 % of a
    percentage qualified by *about*); None when part or total is only bounded.
    """

    part: Figure
    total: Figure
    percent: Figure
    holds: bool | None


_PERCENTAGE: Final = re.compile("[%％﹪]|cent", re.IGNORECASE)


def read_shares(text: str) -> tuple[Share, ...]:
    """The shares printed in a text: *X sur Y, soit Z %* and *Y dont X, soit Z %* (or *(Z %)*)."""
    if not _PERCENTAGE.search(text):
        return ()
    figures, shares = read_figures(text), []
    for k, percent in enumerate(figures):
        if percent.measure != "percent" or percent.part_of is None:
            continue
        total = figures[percent.part_of]
        # Of several parts, the percentage is that of the one it fits, else of the nearest.
        found = [Share(part, total, percent, _holds(text, part, total, percent))
                 for part in reversed(figures[max(0, k - 8) : k])
                 if part.part_of == percent.part_of and part.measure != "percent"]  # fmt: skip
        shares += [share for share in found if share.holds][:1] or found[:1]
    return tuple(shares)


def _holds(text: str, part: Figure, total: Figure, percent: Figure) -> bool | None:
    if part.kind != "exactly" or total.kind != "exactly" or not total.low:
        return None
    decimals = re.search(r"[.,]([0-9]{1,9})(?![0-9])", text[percent.start : percent.end])
    slack = Fraction(1, 2 * 10 ** (len(decimals[1]) if decimals else 0))
    slack += Fraction(percent.low) / 20 if percent.kind == "about" else 0
    share = Fraction(100 * part.low) / total.low
    above = percent.kind == "at_most" or share >= percent.low - slack
    return above and (percent.kind == "at_least" or share <= percent.high + slack)


def _exact(value: object) -> Amount | None:
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None


def check_value(
    text: str,
    kind: str,
    low: int | float | Fraction | Decimal,
    high: int | float | Fraction | Decimal | None = None,
) -> tuple[ValueVerdict, Figure | None]:
    """Whether a quotation states the value of the file, and the figure that decided.

    ``kind`` is the key of the value in the file; ``high`` is given for ``between`` only. ``same``:
    the number with that qualifier. ``other-qualifier``: the number with another qualifier.
    ``other-figure``: other numbers only, the first of which is returned.
    """
    figures = read_figures(text)
    ends = (_exact(low), _exact(low if high is None else high))
    near = [f for f in figures if f.low in ends or f.high in ends]
    for figure in near:
        if figure.kind == kind and (figure.low, figure.high) == ends:
            return "same", figure
    if near:
        return "other-qualifier", near[0]
    return ("other-figure", figures[0]) if figures else ("no-figure", None)
