"""What a page shows of a plan is found by search, by status and by severity."""

from datetime import date
from pathlib import Path

from plan.edition.edition import load
from plan.edition.view import View
from plan.method.coverage import STATUS_GROUPS, status_group
from plan.presentation.selection import matching_indicators, problems_by_severity, searchable
from plan.problems import Problem

ROOT = Path(__file__).parents[2]
DAY = date(2025, 9, 1)
VIEW = View(load(ROOT / "indicators.yaml"), DAY, DAY, "fr")
ALL = list(VIEW.plan.indicator.values())


def test_a_search_is_without_accents_case_and_the_shape_of_apostrophes() -> None:
    assert searchable("L’École") == searchable("l'ecole")


def test_an_indicator_is_found_by_its_name_and_by_its_id() -> None:
    (first, *_) = ALL
    assert first in matching_indicators(VIEW, ALL, searchable(first.name.fr.upper()))
    assert first in matching_indicators(VIEW, ALL, searchable(first.id))
    assert matching_indicators(VIEW, ALL, "") == ALL
    assert matching_indicators(VIEW, ALL, "nowhere to be found") == []


def test_status_groups_partition_the_indicators() -> None:
    parts = [matching_indicators(VIEW, ALL, "", [group]) for group in STATUS_GROUPS]
    assert sorted(each.id for part in parts for each in part) == sorted(VIEW.plan.indicator)
    for group, part in zip(STATUS_GROUPS, parts, strict=True):
        assert {status_group(VIEW.assessments[each.id]) for each in part} <= {group}


def test_the_gravest_problems_come_first_and_keep_their_order() -> None:
    found = [
        Problem("dating-inferred", ("axes", 1)),
        Problem("key-missing", ("axes", 2)),
        Problem("dating-inferred", ("axes", 0)),
    ]
    severities = [each.severity for each in found]
    assert severities[0] != severities[1] == "error"
    assert problems_by_severity(found) == [found[1], found[0], found[2]]
    assert problems_by_severity(found, [severities[0]]) == [found[0], found[2]]
