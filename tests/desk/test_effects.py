"""The effects of a change: a finding before and after for each indicator that it touches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sample_plans.schools import ARTICLES, FILE

from plan.desk.change import ChangeSet
from plan.desk.effects import Effect, effects
from plan.desk.revisions import Revision, revise
from plan.edition.edition import Edition, load
from plan.edition.view import View
from plan.file.edits import Edit, Insert, Remove, Set
from plan.model.quantities import Language
from plan.model.tree_address import Address
from plan.presentation.findings import indicator_finding

ON = date(2025, 6, 30)
FIRST: Address = ("axes", 0, "indicators", 0)
SECOND: Address = ("axes", 0, "indicators", 1)


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    return load(plan_file(FILE, ARTICLES))


def effects_in(revision: Revision, language: Language = "fr") -> list[Effect]:
    before, after = (View(each, ON, ON, language) for each in (revision.before, revision.after))
    return effects(before, after, revision.change_set)


def made(edition: Edition, *edits: Edit) -> list[Effect]:
    return effects_in(revise(edition, edits))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_removed_value_shows_the_finding_before_and_after(
    edition: Edition, language: Language
) -> None:
    revision = revise(edition, [Remove((*FIRST, "observations", 0))])
    (effect,) = effects_in(revision, language)
    assert (effect.indicator, effect.name, effect.differs) == ("1", "Écoles ouvertes", True)
    for found, each in ((effect.before, revision.before), (effect.after, revision.after)):
        view = View(each, ON, ON, language)
        assert found == indicator_finding(view, view.plan.indicator["1"])
    assert "120" in str(effect.before)
    assert "120" not in str(effect.after)


def test_a_change_that_keeps_the_finding_has_no_effect(edition: Edition) -> None:
    (effect,) = made(edition, Set((*SECOND, "responsible"), "le ministère"))
    assert (effect.indicator, effect.differs) == ("2", False)


def test_a_new_indicator_has_no_finding_before_and_a_removed_one_none_after(
    edition: Edition,
) -> None:
    new = {"id": "3", "name": {"fr": "Élèves"}, "nature": "stock", "unit": "person"}
    (came,) = made(edition, Insert(FIRST[:-1], dict(new)))
    assert (came.indicator, came.name, came.before) == ("3", "Élèves", None)
    assert came.after
    assert came.differs
    (went,) = made(edition, Remove(SECOND))
    assert (went.indicator, went.name, went.after) == ("2", "Personnes formées", None)
    assert went.before


def test_a_renamed_indicator_is_listed_once_with_its_former_id(
    edition: Edition,
) -> None:
    (effect,) = made(edition, Set((*SECOND, "id"), "9"))
    assert (effect.indicator, effect.was, effect.name) == ("9", "2", "Personnes formées")
    assert effect.before
    assert not effect.differs


def test_an_indicator_that_neither_plan_has_is_left_out(edition: Edition) -> None:
    view = View(edition, ON, ON, "fr")
    assert [each.indicator for each in effects(view, view, ChangeSet((), ("1", "7")))] == ["1"]
