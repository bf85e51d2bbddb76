"""The decision table of `counted`: each row decides its own example, and is needed there."""

from __future__ import annotations

import pytest

from plan.language.numbers import figures
from plan.language.numbers.counted import COUNT_RULES, Candidate, CountRule

#: The rows in their order, so that none is dropped or moved by accident.
NAMES = (
    "article, range that is no quantity, rank, degree, reference sign, glued to what follows, "
    "hyphenated to what follows, joined by a sign, hyphenated to what precedes, glued to what "
    "precedes, percentage or money, duration, repetition, fraction, long ordinal, out of a time, "
    "one in so many, day of a month, score or code, reference to a text of law, reference to a "
    "thing, not a single one, a single one, one beside a figure, one of no figure near, "
    "qualified, words where a figure belongs, words above two, other words, digits with words, "
    "year after its preposition, hundreds like a year, like a year after a verb, like a year at "
    "the opening, like a year after an article, year, several of a noun, version, minutes, day "
    "without its month, number after a capital, name with digits, row of numbers, digits alone"
).split(", ")


def test_the_rows_are_in_their_order() -> None:
    assert [rule.name for rule in COUNT_RULES] == NAMES


def decided(example: str, rules: tuple[CountRule, ...], patch: pytest.MonkeyPatch) -> CountRule:
    """The row that decides the number of an example: the one after the star, or the only one."""
    rows: dict[int, CountRule] = {}

    def deciding_rule(candidate: Candidate) -> CountRule:
        rule = next(rule for rule in rules if rule.holds(candidate))
        return rows.setdefault(candidate.tokens.starts[candidate.number.first], rule)

    patch.setattr(figures, "deciding_rule", deciding_rule)
    figures.read_figures.__wrapped__(example.replace("*", ""))
    if "*" in example:
        return rows[example.index("*")]
    (rule,) = rows.values()
    return rule


@pytest.mark.parametrize("rule", COUNT_RULES, ids=lambda rule: rule.name)
def test_a_row_decides_its_example(rule: CountRule, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decided(rule.example, COUNT_RULES, monkeypatch) == rule


@pytest.mark.parametrize("rule", COUNT_RULES[:-1], ids=lambda rule: rule.name)
def test_without_a_row_its_example_is_decided_otherwise(
    rule: CountRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(other for other in COUNT_RULES if other is not rule)
    assert decided(rule.example, others, monkeypatch).counts != rule.counts
