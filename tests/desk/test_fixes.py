"""Every fix that is offered can be written, and its problem is gone afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plan.desk.fixes import Fix, fixes_of
from plan.desk.revisions import revise
from plan.edition.edition import Edition, check, load
from plan.file.edits import Rename
from plan.problems import Problem

BROKEN = Path(__file__).parents[1] / "broken"
ON = date(2025, 6, 30)
EXAMPLES = {
    **{path.stem: path for path in sorted(BROKEN.glob("*.yaml"))},
    **{path.parent.name: path for path in sorted(BROKEN.glob("*/indicators.yaml"))},
}
#: The codes for whose examples a fix is offered.
FIXED = {
    "body-unknown", "category-unknown", "date-invalid", "figure-differs", "flow-baseline",
    "key-unknown", "number-ambiguous", "period-reversed", "qualifier-cut", "qualifier-differs",
    "quote-ambiguous", "quote-changed", "quote-moved", "quote-variant", "range-reversed",
    "step-unknown", "target-order", "unit-unknown",
}  # fmt: skip

HEAD = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
sources:
  - {id: gazette, file: article.txt, kind: press, published: 2025-01-15}
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      - id: "1"
        name: {fr: Écoles ouvertes}
        nature: flow
        unit: site
"""


def offered(edition: Edition) -> list[tuple[Problem, Fix]]:
    return [(problem, fix) for problem in check(edition, ON) for fix in fixes_of(edition, problem)]


@pytest.fixture
def only(plan_file: Callable[..., Path]) -> Callable[..., tuple[Edition, Problem, Fix]]:
    """The one problem of a kind in a plan, and the one fix that is offered for it."""

    def find(code: str, text: str, article: str = "") -> tuple[Edition, Problem, Fix]:
        edition = load(plan_file(text, {"article.txt": article}))
        problem = next(each for each in check(edition, ON) if each.code == code)
        (fix,) = fixes_of(edition, problem)
        return edition, problem, fix

    return find


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_every_fix_of_every_example_is_written_and_its_problem_is_gone(
    code: str, tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLES[code].parent, tmp_path / "copy")
    edition = load(tmp_path / "copy" / EXAMPLES[code].name)
    found = offered(edition)
    assert (code in {problem.code for problem, _ in found}) == (code in FIXED)
    for problem, fix in found:
        before = check(edition, ON)
        revision = revise(edition, fix.edits)
        assert revision.differs
        after = check(revision.after, ON)
        assert problem in before
        same = [each for each in after if (each.code, each.args) == (problem.code, problem.args)]
        assert len(same) < len(
            [each for each in before if (each.code, each.args) == (problem.code, problem.args)]
        )
        assert problem.code in {each.code for each in revision.fixed_problems(ON)}
        assert revision.new_errors == ()


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_fix_changes_nothing_elsewhere(code: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES[code].parent, tmp_path / "copy")
    edition = load(tmp_path / "copy" / EXAMPLES[code].name)
    for _, fix in offered(edition):
        revision = revise(edition, fix.edits)
        gone = [line.text for line in revision.lines if line.kind == "removed"]
        assert len(gone) <= 3
        assert revision.text.startswith(edition.reading.text.split("plan:")[0])


def test_fixing_a_key_keeps_its_value_as_written(
    only: Callable[..., tuple[Edition, Problem, Fix]],
) -> None:
    text = HEAD.replace(
        "    indicators:\n", "    indicateurs:   # les indicateurs\n      # le premier\n"
    )
    text = text.replace("indicateurs:", "indicatrs:")
    edition, _, fix = only("key-unknown", text)
    assert [type(each) for each in fix.edits] == [Rename]
    assert revise(edition, fix.edits).text == text.replace("indicatrs:", "indicators:")


def test_a_key_is_not_renamed_to_one_that_exists(
    plan_file: Callable[..., Path],
) -> None:
    text = HEAD.replace("        unit: site\n", "        unit: site\n        unitt: person\n")
    edition = load(plan_file(text))
    assert [fix for problem, fix in offered(edition) if problem.code == "key-unknown"] == []


def test_a_date_is_written_as_it_is_proposed(
    only: Callable[..., tuple[Edition, Problem, Fix]],
) -> None:
    text = HEAD.replace("published: 2025-01-15}", "published: 15/01/2025} # jour")
    edition, problem, fix = only("date-invalid", text)
    assert problem.args["write"] == "2025-01-15"
    assert revise(edition, fix.edits).text == HEAD.replace(
        "published: 2025-01-15}", "published: 2025-01-15} # jour"
    )


def observed(value: str, quote: str, more: str = "") -> str:
    return HEAD + (
        "        observations:\n          - period: 2024   # année\n"
        f"            {value}   # compte\n"
        f"            evidence: [{{source: gazette, quote: {quote}{more}}}]\n"
    )


def test_a_figure_is_taken_from_the_passage_with_its_qualifier(
    only: Callable[..., tuple[Edition, Problem, Fix]],
) -> None:
    quote = "plus de 1 200 écoles ont été ouvertes"
    edition, _, fix = only("qualifier-differs", observed("exactly: 1200", quote), quote)
    revision = revise(edition, fix.edits)
    assert revision.new_problems(ON) == ()
    assert "at_least: 1200" in revision.text
    assert "exactly" not in revision.text
    assert "# année" in revision.text


def test_a_figure_of_the_same_qualifier_stays_on_its_line(
    only: Callable[..., tuple[Edition, Problem, Fix]],
) -> None:
    text = observed("exactly: 12", "120 écoles ont été ouvertes")
    edition, _, fix = only("figure-differs", text, "Hier 120 écoles ont été ouvertes.")
    assert revise(edition, fix.edits).text == text.replace("exactly: 12 ", "exactly: 120 ")


def test_a_passage_that_occurs_twice_is_identified_by_its_words(
    plan_file: Callable[..., Path],
) -> None:
    quote = "120 écoles ont été ouvertes"
    article = f"Au nord du pays {quote} en janvier. Au sud du pays {quote} en juin."
    edition = load(plan_file(observed("exactly: 120", quote), {"article.txt": article}))
    (problem,) = (each for each in check(edition, ON) if each.code == "quote-ambiguous")
    found = fixes_of(edition, problem)
    assert len(found) == 2
    texts = set()
    for fix in found:
        revision = revise(edition, fix.edits)
        assert "quote-ambiguous" not in {each.code for each in check(revision.after, ON)}
        texts.add(revision.text)
    assert len(texts) == 2


def test_targets_are_put_in_order_and_all_stay(
    only: Callable[..., tuple[Edition, Problem, Fix]],
) -> None:
    rows = [
        "          - {by: 2026-12-31, value: 3, basis: official}\n",
        "          - {by: 2024-12-31, value: 1, basis: official}\n",
        "          - {by: 2025-12-31, value: 2, basis: official}\n",
    ]
    edition, _, fix = only("target-order", HEAD + "        targets:\n" + "".join(rows))
    revision = revise(edition, fix.edits)
    assert revision.text == HEAD + "        targets:\n" + "".join(sorted(rows))


def test_a_problem_of_another_file_is_not_fixed(plan_file: Callable[..., Path]) -> None:
    broken = load(EXAMPLES["source-unknown"])
    sound = load(plan_file(HEAD))
    for problem in check(broken, ON):
        assert fixes_of(sound, problem) == ()


def test_a_file_that_is_no_yaml_has_no_fixes(plan_file: Callable[..., Path]) -> None:
    edition = load(plan_file(HEAD + "axes: [\n"))
    assert offered(edition) == []
