"""What is known in each year: a cell for every year of every indicator, never zero for unknown."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.presentation.glossary import KNOWN_WORDS
from plan.presentation.known_years import KNOWN_SIGNS, known_legend, known_rows, plan_years

ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "indicators.yaml", ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"]
DAYS = (date(2023, 2, 1), date(2025, 9, 1), date(2026, 11, 21))


@pytest.mark.parametrize(("path", "on"), list(product(PLANS, DAYS)))
def test_each_year_of_each_indicator_has_a_cell_with_a_sign_and_words(path: Path, on: date) -> None:
    view = View(load(path), on, on, "en")
    rows = known_rows(view, view.plan.indicator)
    assert [row.indicator for row in rows] == list(view.plan.indicator)
    for row in rows:
        assert len(row.years) == len(plan_years(view))
        for year, cell in zip(plan_years(view), row.years, strict=True):
            assert cell.words
            assert (cell.code == "later") == (year > on.year)
            if cell.code in ("none", "share", "later"):
                assert not any(character.isdigit() for character in cell.words)
    shown = {cell.code for row in rows for cell in row.years} - {"later"}
    assert {code for code, _, _ in known_legend(view, rows)} == shown


def test_no_two_kinds_of_cells_have_the_same_sign() -> None:
    assert len(set(KNOWN_SIGNS.values())) == len(KNOWN_SIGNS)
    assert KNOWN_SIGNS.keys() - {"later"} == KNOWN_WORDS.keys()
