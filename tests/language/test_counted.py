"""The decision table of `counted`: each row decides its own example, and is needed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.language.numbers import figures
from plan.language.numbers.counted import COUNT_RULES, Candidate, CountRule, deciding_rule

ROOT = Path(__file__).parents[2]

#: The rows in their order, so that none is dropped or moved by accident.
NAMES = (
    "bare year, day of a month, article, range that is no quantity, rank, degree, reference sign, "
    "glued to what follows, hyphenated to what follows, joined by a sign, hyphenated to what "
    "precedes, glued to what precedes, percentage or money, duration, repetition, fraction, long "
    "ordinal, out of a time, one in so many, score or code, reference to a text of law, reference "
    "to a thing, not a single one, a single one, one beside a figure, one of no figure near, "
    "qualified, words where a figure belongs, words above two, other words, digits with words, "
    "year after its preposition, hundreds like a year, like a year after a verb, like a year at "
    "the opening, like a year after an article, year before a noun, several of a noun, version, "
    "minutes, day without its month, number after a capital, name with digits, row of numbers, "
    "digits alone"
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


def test_the_condition_of_a_row_is_false_for_numbers_of_other_forms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Rows are asked only for the forms that they name: that must change no decision.
    seen: list[tuple[CountRule, CountRule]] = []

    def both(candidate: Candidate) -> CountRule:
        rule = deciding_rule(candidate)
        seen.append((rule, next(row for row in COUNT_RULES if row.holds(candidate))))
        return rule

    monkeypatch.setattr(figures, "deciding_rule", both)
    articles = (path.read_text("utf-8") for path in (ROOT / "seeds").glob("*.txt"))
    for text in (*(rule.example.replace("*", "") for rule in COUNT_RULES), *articles):
        figures.read_figures.__wrapped__(text)
    assert len(seen) > 100
    assert all(quick is full for quick, full in seen)
