"""What a plan that is only beginning is said to need, and what its empty pages say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plan_files import ROOT

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES
from plan.model.quantities import Language
from plan.presentation.next_steps import empty_state, next_steps
from plan.ui.sitemap import PAGES

ON = date(2026, 11, 30)
INDICATOR = {"id": "1", "name": {"fr": "Objet"}, "nature": "flow", "unit": "person"}
SOURCE = {"id": "s", "file": "a.txt", "kind": "press", "published": "2025"}

ViewOf = Callable[..., View]


@pytest.fixture
def view_of(plan_file: Callable[..., Path]) -> ViewOf:
    def made(*indicators: list[dict[str, Any]], language: Language = "en", **more: Any) -> View:
        axes = [
            {"id": f"a{n}", "name": {"fr": f"Axe {n}"}, "indicators": each}
            for n, each in enumerate(indicators, 1)
        ]
        head = {"title": {"fr": "Essai"}, "period": "2024/2026", **more.pop("head", {})}
        text = json.dumps({"plan": head, "axes": axes, **more}, ensure_ascii=False)
        return View(load(plan_file(text, {"a.txt": "Texte."})), ON, ON, language)

    return made


def pages(view: View) -> list[tuple[str, dict[str, str]]]:
    return [(each.page, dict(each.params)) for each in next_steps(view)]


def test_each_step_leads_to_where_it_is_done_and_goes_once_it_is_done(view_of: ViewOf) -> None:
    owner, add = ("edit", {"what": "plan"}), ("add", {})
    indicator_in = {"what": "indicator", "indicator": "new"}
    target = ("edit", {"what": "indicator", "indicator": "1"})
    body = ("edit", {"what": "body", "body": "new"})
    assert pages(view_of()) == [("edit", {"what": "axis", "axis": "new"}), add, owner]
    assert pages(view_of([INDICATOR], [])) == [
        ("edit", {**indicator_in, "in": "a2"}), add, target, body, owner,
    ]  # fmt: skip
    done: dict[str, Any] = {
        "sources": [SOURCE], "bodies": [{"id": "b", "name": {"fr": "B"}}],
        "head": {"owner": {"fr": "Comité"}},
    }  # fmt: skip
    assert pages(view_of([INDICATOR], **done)) == [("proposals", {}), target]
    due = {**INDICATOR, "targets": [{"by": "2026-12-31", "value": 9, "basis": "proposed"}]}
    assert pages(view_of([due], **done)) == [("proposals", {})]
    seen = {**INDICATOR, "observations": [{"period": "2025", "exactly": 3}]}
    assert pages(view_of([seen], [])) == []


def test_a_plan_at_work_needs_no_first_steps_on_any_day() -> None:
    edition = load(ROOT / "indicators.yaml")
    for on in (date(2022, 1, 1), ON):
        view = View(edition, on, on, "fr")
        assert next_steps(view) == ()
        assert [page for page in PAGES if empty_state(view, page)] == ["proposals"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_empty_plan_says_so_and_leads_on(
    view_of: ViewOf, language: Language
) -> None:
    for view in (view_of(language=language), view_of([], [], language=language)):
        for page in ("overview", "indicator", "articles", "conflicts", "timeline"):
            state = empty_state(view, page)
            assert state is not None
            assert state.sentence.endswith(".")
            assert state.steps
            assert not any(character.isdigit() for character in state.sentence)
            assert {each.page for each in state.steps} <= set(PAGES)
    state = empty_state(view, "axis", view.plan.axes[1])
    assert state is not None
    assert state.steps[0].params["in"] == "a2"
    assert empty_state(view, "axis") is None
    assert "Axe 2" in state.steps[0].sentence
