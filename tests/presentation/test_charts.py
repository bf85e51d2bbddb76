"""The charts: rows that say what the assessment says, specifications made once for each kind."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import altair
import jsonschema
import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES, say_in
from plan.method.coverage import CHART_GROUPS, STATUS_GROUPS, chart_counts
from plan.model.quantities import INF, Language
from plan.model.records import Indicator
from plan.presentation.charts.overview import _clock_spec, _statuses_spec, clock, statuses
from plan.presentation.charts.path import _path_spec
from plan.presentation.charts.path import path as path_chart
from plan.presentation.charts.progress import _progress_spec, progress
from plan.presentation.charts.theme import Chart, Spec, palette
from plan.presentation.glossary import STATUS_WORDS
from plan.presentation.values import status_words, value_words

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
    yield "clock", clock(view, dark)
    yield "progress", progress(view, every(view), dark)
    for axis in view.plan.axes:
        yield "statuses", statuses(view, axis, dark)
    for indicator in every(view):
        yield "path", path_chart(view, indicator, dark)


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
    "clock": _clock_spec,
    "statuses": _statuses_spec,
    "progress": _progress_spec,
    "path": lambda language, dark: _path_spec(language, dark, (), True),
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
    french = json.dumps(_progress_spec("fr", False), ensure_ascii=False)
    english = json.dumps(_progress_spec("en", False), ensure_ascii=False)
    assert "Part du chemin vers la cible" in french
    assert "Share of the way to the target" in english
    assert "Share of the way" not in french


@pytest.mark.parametrize("theme", THEMES)
def test_old_evidence_is_drawn_in_another_colour_than_fresh(theme: str) -> None:
    dark = THEMES[theme]
    colours = palette(dark)
    fills = {
        layer["name"]: layer["mark"].get("color") for layer in _progress_spec("en", dark)["layer"]
    }
    assert fills["proven"] == colours.solid
    assert fills["old"] == colours.statuses[CHART_GROUPS.index("between")]
    assert fills["old"] not in (fills["proven"], fills["open"], colours.ground)


def test_percentages_on_the_axis_follow_the_language() -> None:
    for language, sign in (("fr", "\u202f%"), ("en", "%")):
        spec = _progress_spec(language, False)
        expressions = {
            axis["labelExpr"]
            for layer in spec["layer"]
            if (axis := layer.get("encoding", {}).get("x", {}).get("axis"))
        }
        assert expressions == {f"format(datum.value * 100, '.0f') + '{sign}'"}
        assert say_in(language).percent_sign == sign


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
    fills = dict(zip(CHART_GROUPS, colours.statuses, strict=True))
    for view in views():
        for axis in view.plan.axes:
            for row in statuses(view, axis, dark).rows:
                assert contrast(row["ink"], fills[row["code"]]) >= 4.5, row["code"]
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


def test_the_sentence_of_a_chart_says_each_status_in_words() -> None:
    view = viewed(SECOND)
    alternative = progress(view, every(view), False).alt
    for each in every(view):
        assert (
            f"{each.name.in_language('en')}: {status_words(view, view.assessments[each.id])}"
            in alternative
        )
    for axis in view.plan.axes:
        chart = statuses(view, axis, False)
        for code, count in chart_counts(view.tallies[axis.id]).items():
            assert (f"{STATUS_WORDS[code]}: {count}" in chart.alt) == bool(count)


# --- Clock and counts ----------------------------------------------------------------------------


def test_the_clock_divides_the_time_of_the_plan_at_the_day() -> None:
    for view in views():
        chart = clock(view, False)
        gone, left = of_kind(chart, "bar")
        start, end = view.plan.start, view.plan.end
        assert gone["from"][:10] == start.isoformat()
        assert gone["to"] == left["from"]
        assert left["to"][:10] in (end.isoformat(), (end + timedelta(days=1)).isoformat())
        spent = (date.fromisoformat(gone["to"][:10]) - start).days
        assert spent / ((end - start).days + 1) == pytest.approx(float(view.elapsed))


def test_the_clock_marks_the_articles_published_by_then() -> None:
    marks = [of_kind(clock(viewed(SECOND, "en", on), False), "source") for on in DAYS]
    assert [len(each) for each in marks] == [0, 3, 3]
    assert "Water reaches the villages (10 March 2025)" in [row["label"] for row in marks[1]]


def test_counts_by_status_are_stacked_and_add_up() -> None:
    for view in views():
        for axis in view.plan.axes:
            rows = statuses(view, axis, False).rows
            assert [row["code"] for row in rows] == list(CHART_GROUPS)
            assert [row["from"] for row in rows] == [0, *(row["to"] for row in rows[:-1])]
            assert rows[-1]["to"] == len(axis.indicators)
            for row in rows:
                assert row["to"] - row["from"] == row["count"]
            counts = {row["code"]: row["count"] for row in rows}
            assessments = [view.assessments[each.id] for each in axis.indicators]
            unjudged = [each for each in assessments if each.status is None]
            assert counts["silent"] == sum(not each.screening.counted for each in unjudged)
            assert counts["reported"] + counts["silent"] == len(unjudged)
            for code in STATUS_GROUPS[:-1]:
                assert counts[code] == view.tallies[axis.id].counts[code]


# --- Progress ------------------------------------------------------------------------------------


def clamped(share: Any) -> float:
    return min(max(float(share), 0.0), 1.0)


def test_bars_say_what_is_proven_and_what_is_possible() -> None:
    seen = set()
    for view in views():
        for each in every(view):
            chart = progress(view, [each], False)
            found = view.assessments[each.id]
            kinds = [row["kind"] for row in chart.rows]
            seen |= set(kinds)
            assert {row["name"].split()[0] for row in chart.rows} == {each.id}
            if found.progress is None:
                assert set(kinds) <= {"name", "none", "note"}
                assert of_kind(chart, "note")[0]["note"] == status_words(view, found)
                continue
            low, high = found.progress.low, found.progress.high
            proven = of_kind(chart, "old" if found.stale else "proven")
            assert not of_kind(chart, "proven" if found.stale else "old")
            assert [row["to"] for row in proven] == ([clamped(low)] if low > 0 else [])
            assert [row["from"] for row in proven] == ([0] if low > 0 else [])
            possible = of_kind(chart, "open")
            expected = [(clamped(low), clamped(high))] if clamped(high) > clamped(low) else []
            assert [(row["from"], row["to"]) for row in possible] == expected
            assert bool(of_kind(chart, "arrow")) == (high == INF)
            ticks = [row["to"] for row in of_kind(chart, "expected")]
            assert ticks == ([float(found.expected)] if found.expected else [])
            assert all(row["value"] == value_words(view, each) for row in chart.rows)
            assert all(row["status"] == status_words(view, found) for row in chart.rows)
    assert {
        "name", "none", "note", "track", "proven", "old", "open", "arrow", "expected"
    } <= seen  # fmt: skip


def test_unknown_progress_has_no_bar_and_is_never_zero() -> None:
    seen = 0
    for view in views():
        for each in every(view):
            found = view.assessments[each.id]
            if found.progress is not None and found.value is not None and not found.value.unknown:
                continue
            chart = progress(view, [each], False)
            if found.progress is None:
                seen += 1
                assert not of_kind(chart, "proven")
                assert not of_kind(chart, "old")
                assert not of_kind(chart, "open")
            for row in chart.rows:
                assert not row["value"].startswith("0")
                assert row["share"] != "0%"
    assert seen > 20


def test_rows_are_numbered_in_the_order_in_which_indicators_are_given() -> None:
    view = viewed(SECOND)
    backwards = every(view)[::-1]
    rows = of_kind(progress(view, backwards, False), "name")
    assert [row["row"] for row in rows] == list(range(len(backwards)))
    assert [row["name"].split()[0] for row in rows] == [each.id for each in backwards]
    assert progress(view, [], False).rows == []


# --- The way to a target -------------------------------------------------------------------------


def test_observations_are_drawn_over_their_periods_at_their_bounds() -> None:
    view = viewed(SECOND)
    chart = path_chart(view, view.plan.indicator["E1"], False)
    counted = of_kind(chart, "observation")
    assert [(row["from"][:10], row["to"][:10], row["low"]) for row in counted] == [
        ("2024-01-01", "2024-12-31", 412.0), ("2024-01-01", "2024-12-31", 389.0)
    ]  # fmt: skip
    assert not of_kind(chart, "arrow")
    above = path_chart(view, view.plan.indicator["E2"], False)
    assert [row["low"] for row in of_kind(above, "arrow")] == [1150.0]
    about = path_chart(view, view.plan.indicator["A1"], False)
    assert (71250.0, 78750.0) in [(row["low"], row["high"]) for row in of_kind(about, "range")]


def test_only_what_counts_is_drawn_as_observed() -> None:
    for view in views():
        for each in every(view):
            found = view.assessments[each.id]
            chart = path_chart(view, each, False)
            marks = of_kind(chart, "observation") + of_kind(chart, "day")
            assert len(marks) <= len(found.screening.counted)
            if not found.screening.counted:
                assert {row["kind"] for row in chart.rows} <= {
                    "plan", "on", "target", "target-line", "proposal"
                }  # fmt: skip


def test_the_target_line_runs_from_the_baseline_to_the_last_judged_target() -> None:
    view = viewed(SECOND)
    line = of_kind(path_chart(view, view.plan.indicator["E2"], False), "target-line")
    assert [(row["from"][:10], row["low"]) for row in line] == [
        ("2023-12-31", 900.0), ("2028-12-31", 1500.0)
    ]  # fmt: skip
    proposed = viewed(SECOND, simulate=True)
    judged = of_kind(path_chart(proposed, view.plan.indicator["E1"], False), "target-line")
    assert [row["low"] for row in judged] == [0.0, 1100.0, 2000.0]
    plain = of_kind(path_chart(view, view.plan.indicator["E1"], False), "target-line")
    assert [row["low"] for row in plain] == [0.0, 2000.0]
    assert not of_kind(path_chart(view, view.plan.indicator["E4"], False), "target-line")
    assert not of_kind(path_chart(view, view.plan.indicator["C1"], False), "target-line")


def test_a_proposed_target_is_drawn_and_labelled_as_proposed() -> None:
    view = viewed(SECOND)
    chart = path_chart(view, view.plan.indicator["E1"], False)
    (official,), (proposed,) = of_kind(chart, "target"), of_kind(chart, "proposal")
    assert official["value"] == "2,000 water points"
    assert proposed["value"] == "1,100 water points (proposed, for discussion)"
    marks = {layer["name"]: layer["mark"] for layer in chart.spec["layer"]}
    assert marks["target"]["filled"]
    assert not marks["proposal"].get("filled")


def test_the_steps_of_a_ladder_label_the_axis_of_its_chart() -> None:
    view = viewed(SECOND, "fr")
    chart = path_chart(view, view.plan.indicator["E4"], False)
    (names, *_), *_ = [
        json.JSONDecoder().raw_decode(axis["labelExpr"])
        for layer in chart.spec["layer"]
        if (axis := layer["encoding"].get("y", {}).get("axis"))
    ]
    steps = view.plan.indicator["E4"].steps
    assert len(names) == len(steps) + 1
    for name, step in zip(names[1:], steps, strict=True):
        assert step.name.in_language("fr").startswith(name.rstrip("…").rstrip())
    assert [row["low"] for row in of_kind(chart, "day")] == [2.0, 3.0]
    assert [row["low"] for row in of_kind(chart, "target")] == [4.0]


def test_the_names_of_steps_cannot_inject_an_expression() -> None:
    """They are part of an expression: as a literal, whatever characters they hold."""
    odd = ("no", '\'"] + datum.x + ["', "\\", "</script>")
    spec = _path_spec("en", False, odd, True)
    expressions = [
        found for layer in spec["layer"]
        for found in [layer.get("encoding", {}).get("y", {}).get("axis", {}).get("labelExpr")]
        if found
    ]  # fmt: skip
    assert expressions
    for expression in expressions:
        names, end = json.JSONDecoder().raw_decode(expression)
        assert tuple(names) == odd
        assert expression[end:] == "[datum.value]"


@pytest.mark.parametrize("kind", ["axes", "nothing"])
def test_an_empty_plan_is_drawn(plan_file: Callable[..., Path], kind: str) -> None:
    axes = [{"id": "a", "name": {"fr": "Axe"}, "indicators": []}] if kind == "axes" else []
    text = json.dumps({"plan": {"title": {"fr": "Essai"}, "period": "2024"}, "axes": axes})
    view = viewed(plan_file(text), "fr", "2024-06-01")
    for _, chart in drawn(view):
        assert validator().is_valid(chart.spec)
        json.dumps(chart.rows)
    assert say_in("fr").day(date(2024, 12, 31)) in clock(view, False).alt
