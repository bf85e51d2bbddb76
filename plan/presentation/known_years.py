"""What is known of each indicator in each year of the plan: a row an indicator, a cell a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plan.edition.view import View
from plan.presentation.glossary import KNOWN_WORDS
from plan.presentation.values import known_in_year

#: The sign of each code, so that colour alone says nothing; a year to come has none.
KNOWN_SIGNS: Final = {
    "exact": "●", "bound": "◐", "share": "?", "carried": "→", "conflict": "≠", "none": "–",
    "later": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A cell: a code of ``KNOWN_SIGNS``, and the value or what is missing, in words."""

    code: str
    words: str

    @property
    def sign(self) -> str:
        """The sign of the code."""
        return KNOWN_SIGNS[self.code]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """The years of one indicator, in the order of ``plan_years``."""

    indicator: str
    name: str
    years: tuple[KnownYear, ...]


def plan_years(view: View) -> range:
    """The years of the plan."""
    return range(view.plan.start.year, view.plan.end.year + 1)


def known_rows(view: View, indicators: Iterable[str]) -> list[KnownRow]:
    """The rows of some indicators, by their ids."""
    rows = []
    for each in indicators:
        indicator = view.plan.indicator[each]
        known = known_in_year(view, indicator)
        years = (known.get(year, ("later", view.say("to come"))) for year in plan_years(view))
        cells = tuple(KnownYear(code, words) for code, words in years)
        rows.append(KnownRow(each, indicator.name.in_language(view.language), cells))
    return rows


def known_legend(view: View, rows: Iterable[KnownRow]) -> list[tuple[str, str, str]]:
    """The code, the sign and the meaning of each kind of cell in some rows."""
    found = {cell.code for row in rows for cell in row.years}
    return [
        (code, KNOWN_SIGNS[code], view.say(KNOWN_WORDS[code]))
        for code in KNOWN_WORDS
        if code in found
    ]
