"""The charts: rows that say what the assessment says, specifications made once for each kind."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import altair
import jsonschema
import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES
from plan.model.quantities import Language
from plan.model.records import Indicator
from plan.presentation.charts.flow import _flow_spec
from plan.presentation.charts.levels import _levels_spec
from plan.presentation.charts.path import paths
from plan.presentation.charts.theme import Chart, Spec, palette, readable

ROOT = Path(__file__).parents[2]
REAL = ROOT / "indicators.yaml"
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"
PLANS = {"real": REAL, "second": SECOND}
DAYS = ("2023-02-01", "2025-09-01", "2026-11-21")
THEMES = {"light": False, "dark": True}


@cache
def viewed(
    path: Path, language: Language = "en", on: str = "2025-09-01", simulate: bool = False
) -> View:
    day = date.fromisoformat(on)
    return View(load(path), day, day, language, simulate)


def views() -> Iterator[View]:
    for path, on in product(PLANS.values(), DAYS):
        yield viewed(path, "en", on)
        yield viewed(path, "en", on, simulate=True)


def every(view: View) -> list[Indicator]:
    return list(view.plan.indicator.values())


def drawn(view: View, dark: bool = False) -> Iterator[tuple[str, Chart]]:
    """Every chart of a view, with its kind."""
    for indicator in every(view):
        for _, chart in paths(view, indicator, dark):
            yield "path", chart


def of_kind(chart: Chart, kind: str) -> list[dict[str, Any]]:
    return [row for row in chart.rows if row.get("kind") == kind]


@cache
def validator() -> jsonschema.Draft7Validator:
    folder = Path(altair.__file__).parent / "vegalite" / "v6" / "schema"
    return jsonschema.Draft7Validator(json.loads((folder / "vega-lite-schema.json").read_text()))


# --- Specifications ------------------------------------------------------------------------------


def test_every_specification_is_valid_vega_lite() -> None:
    seen = set()
    for view, dark in product([viewed(SECOND, "fr"), viewed(REAL, "en")], THEMES.values()):
        for _, chart in drawn(view, dark):
            text = json.dumps(chart.spec)
            if text not in seen:
                seen.add(text)
                assert [error.message for error in validator().iter_errors(chart.spec)] == []
    assert len(seen) > 10


def test_a_specification_holds_no_data() -> None:
    for path in PLANS.values():
        names = [each.name.in_language("en") for each in every(viewed(path))]
        for kind, chart in drawn(viewed(path)):
            assert "data" not in chart.spec
            assert "datasets" not in chart.spec
            text = json.dumps(chart.spec, ensure_ascii=False)
            assert not [name for name in names if name in text], kind


MAKERS: dict[str, Callable[[Language, bool], Spec]] = {
    "levels": lambda language, dark: _levels_spec(language, dark, (), True),
    "flow": lambda language, dark: _flow_spec(language, dark, 200),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_specification_is_made_once_for_each_language_and_theme(kind: str) -> None:
    made = {(each, dark): MAKERS[kind](each, dark) for each in LANGUAGES for dark in (True, False)}
    for (language, dark), spec in made.items():
        assert MAKERS[kind](language, dark) is spec
    texts = {json.dumps(spec) for spec in made.values()}
    assert len(texts) == 4


def test_drawing_another_view_changes_no_specification_and_no_row_of_a_chart() -> None:
    before = [(kind, chart) for kind, chart in drawn(viewed(SECOND, "en"))]
    kept = copy.deepcopy(before)
    for view in (viewed(REAL, "en"), viewed(SECOND, "en", DAYS[0]), viewed(SECOND, "fr")):
        for dark in THEMES.values():
            list(drawn(view, dark))
    assert before == kept
    assert [chart.rows for _, chart in drawn(viewed(SECOND, "en"))] == [c.rows for _, c in kept]


def test_a_chart_has_layers_exactly_for_its_kinds_of_rows() -> None:
    for view in views():
        for kind, chart in drawn(view):
            kinds = {row["kind"] for row in chart.rows if "kind" in row}
            if kinds:
                layers = [layer["name"] for layer in chart.spec["layer"]]
                assert set(layers) <= kinds, kind
                assert len(layers) == len(set(layers))
                assert kinds - {"now"} <= set(layers), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_days_and_numbers_are_those_of_the_language(language: Language) -> None:
    for _, chart in drawn(viewed(SECOND, language)):
        locale = chart.spec["config"]["locale"]
        number, time = locale["number"], locale["time"]
        french = language == "fr"
        assert number["decimal"] == ("," if french else ".")
        assert number["thousands"] == ("\u202f" if french else ",")
        assert number["grouping"] == [3]
        assert time["months"][7] == ("août" if french else "August")
        assert time["shortMonths"][1] == ("févr." if french else "Feb")
        # Weeks begin on Sunday in Vega, whatever the language.
        assert time["days"][0] == ("dimanche" if french else "Sunday")
        assert time["shortDays"][6].rstrip(".") == ("sam" if french else "Sat")
        assert len(time["months"]) == len(time["shortMonths"]) == 12
        assert len(time["days"]) == len(time["shortDays"]) == 7


def test_the_labels_of_a_specification_are_in_its_language() -> None:
    french = json.dumps(_flow_spec("fr", False, 200), ensure_ascii=False)
    english = json.dumps(_flow_spec("en", False, 200), ensure_ascii=False)
    assert "Valeur" in french
    assert "Value" in english
    assert "Value" not in french


def test_colours_are_those_of_the_theme() -> None:
    for dark in THEMES.values():
        other = palette(not dark)
        for _, chart in drawn(viewed(SECOND), dark):
            text = json.dumps([chart.spec, chart.rows])
            assert palette(dark).muted in text
            assert not [colour for colour in (other.muted, other.track) if colour in text]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_a_chart_has_sufficient_contrast(theme: str) -> None:
    dark = THEMES[theme]
    colours = palette(dark)
    for ink in (colours.text, colours.muted):
        assert contrast(ink, colours.ground) >= 4.5
    for fill in colours.statuses:
        assert contrast(readable(colours, fill), fill) >= 4.5, fill
    for name in ("solid", "accent"):
        assert contrast(getattr(colours, name), colours.ground) >= 3


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_its_sentence_in_the_language(language: Language) -> None:
    for path in PLANS.values():
        for kind, chart in drawn(viewed(path, language)):
            assert len(chart.alt) > 8, kind
            if language == "fr":
                assert ": " not in chart.alt.replace("\xa0: ", ""), chart.alt


@pytest.mark.parametrize("kind", ["axes", "nothing"])
def test_an_empty_plan_is_drawn(plan_file: Callable[..., Path], kind: str) -> None:
    axes = [{"id": "a", "name": {"fr": "Axe"}, "indicators": []}] if kind == "axes" else []
    text = json.dumps({"plan": {"title": {"fr": "Essai"}, "period": "2024"}, "axes": axes})
    view = viewed(plan_file(text), "fr", "2024-06-01")
    for _, chart in drawn(view):
        assert validator().is_valid(chart.spec)
        json.dumps(chart.rows)
