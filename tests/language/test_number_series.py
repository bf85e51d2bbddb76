"""The tables of ranges: each row decides its example, and is needed there."""

from __future__ import annotations

import pytest

from plan.language.numbers import number_series
from plan.language.numbers.number_series import (
    NO_RANGE_RULES,
    RANGE_LINKS,
    NoRangeRule,
    RangeLink,
    read_series,
)
from plan.language.numbers.numerals import tokenise
from plan.language.numbers.numeric_expressions import NumericExpression

NAMES = (
    "hyphen, between and, dash, to",
    "chained, years, other measures, not rising, change",
)


def first_of(text: str) -> NumericExpression:
    """The first numeric expression of a text."""
    tokens = tokenise(text)
    return read_series(tokens, tokens.kinds.index("number"), 0)[0][0]


def test_the_rows_are_in_their_order() -> None:
    for table, names in zip((RANGE_LINKS, NO_RANGE_RULES), NAMES, strict=True):
        assert [row.name for row in table] == names.split(", ")


@pytest.mark.parametrize("link", RANGE_LINKS, ids=lambda link: link.name)
def test_a_link_joins_the_numbers_of_its_example_and_no_other_does(
    link: RangeLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = first_of(link.example)
    assert (found.kind, found.low, found.high) == ("between", 12, 15)
    others = tuple(each for each in RANGE_LINKS if each is not link)
    monkeypatch.setattr(number_series, "RANGE_LINKS", others)
    assert first_of(link.example).kind != "between"


@pytest.mark.parametrize("rule", NO_RANGE_RULES, ids=lambda rule: rule.name)
def test_a_rule_refuses_the_range_of_its_example_and_no_other_does(
    rule: NoRangeRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert first_of(rule.example).kind != "between"
    others = tuple(each for each in NO_RANGE_RULES if each is not rule)
    monkeypatch.setattr(number_series, "NO_RANGE_RULES", others)
    assert first_of(rule.example).kind == "between"
