"""The grammars of time: each row reads its own example, and is needed for it.

The examples are read on Wednesday 30 July 2025.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from plan import points
from plan.model import Period
from plan.numerals import tokenise
from plan.periods import read_periods
from plan.points import EDGE_RULES, POINT_RULES, STRETCH_RULES, YEAR_LEADS, YearLead

DAY = Period(date(2025, 7, 30), date(2025, 7, 30))

#: The tables of the grammar, by module and name.
TABLES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "EDGE_RULES": (points, EDGE_RULES),
    "POINT_RULES": (points, POINT_RULES),
    "STRETCH_RULES": (points, STRETCH_RULES),
}
#: Their rows in their order, so that none is dropped or moved by accident.
NAMES = {}
ROWS = [pytest.param(table, row, id=row.name) for table, (_, rows) in TABLES.items() for row in rows]


def days(example: str) -> str:
    """The only time of an example as the tables write it."""
    mentions = read_periods.__wrapped__(example, DAY)
    assert len(mentions) < 2, "an example has one time"
    return ",".join(m.period.iso() if m.period else "?" for m in mentions)


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_row_reads_its_example(table: str, row: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []

    def reading(*args: Any) -> Any:
        read.append(row.read(*args))
        return read[-1]

    module, rows = TABLES[table]
    watched = tuple(each._replace(read=reading) if each is row else each for each in rows)
    monkeypatch.setattr(module, table, watched)
    assert days(row.example) == row.days
    assert any(found is not None for found in read)


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_without_a_row_its_example_is_read_otherwise(
    table: str, row: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, rows = TABLES[table]
    monkeypatch.setattr(module, table, tuple(each for each in rows if each is not row))
    try:
        assert days(row.example) != row.days
    except AssertionError:
        raise
