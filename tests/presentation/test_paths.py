"""The charts of one indicator: running totals and levels as the assessment bounds them."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import altair
import jsonschema
import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES
from plan.method.counting import accrued
from plan.model.quantities import INF, Language
from plan.model.records import Indicator
from plan.presentation.charts.levels import _levels_spec
from plan.presentation.charts.path import paths
from plan.presentation.charts.theme import Chart

ROOT = Path(__file__).parents[2]
REAL = ROOT / "indicators.yaml"
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"
DAYS = ("2023-02-01", "2024-12-31", "2025-09-01", "2026-11-21")


@cache
def viewed(
    path: Path, language: Language = "en", on: str = "2025-09-01", simulate: bool = False
) -> View:
    day = date.fromisoformat(on)
    return View(load(path), day, max(day, date(2026, 1, 1)), language, simulate)


def views() -> Iterator[View]:
    for path, on, simulate in product((REAL, SECOND), DAYS, (False, True)):
        yield viewed(path, "en", on, simulate)


def charts(name: str, **options: Any) -> list[Chart]:
    view = viewed(SECOND, **options)
    return [chart for _, chart in paths(view, view.plan.indicator[name], False)]


@cache
def every_chart() -> list[tuple[View, Indicator, Chart]]:
    return [
        (view, indicator, chart)
        for view in views()
        for indicator in view.plan.indicator.values()
        for _, chart in paths(view, indicator, False)
    ]


def of_kind(chart: Chart, *kinds: str) -> list[dict[str, Any]]:
    return [row for row in chart.rows if row["kind"] in kinds]


def days(row: dict[str, Any]) -> tuple[str, str]:
    return row["from"][:10], row["to"][:10]


# --- Which charts there are ----------------------------------------------------------------------


def test_an_indicator_has_charts_exactly_where_something_of_it_counts() -> None:
    for view in views():
        for each in view.plan.indicator.values():
            shown = set(view.assessments[each.id].screening.counted) - view.masked(each)
            assert bool(paths(view, each, False)) == bool(shown)


def test_a_flow_with_a_target_is_drawn_as_its_total_and_below_it_by_period() -> None:
    view = viewed(SECOND)
    headings = {
        name: [heading for heading, _ in paths(view, view.plan.indicator[name], False)]
        for name in ("E1", "A1", "C1", "E2", "A2")
    }
    total = ["Total since the plan began", "Figures by period"]
    assert headings == {
        "E1": total, "A1": total, "C1": ["Observed values"], "E2": ["Compared with the target"],
        "A2": ["Observed values"],
    }  # fmt: skip
    for name in ("E1", "A1"):
        first, second = charts(name)
        assert first.spec["height"] > second.spec["height"]
        assert not of_kind(second, "target", "proposal", "way")


# --- The running total ---------------------------------------------------------------------------


def test_a_running_total_is_drawn_within_its_tightest_bounds() -> None:
    drawn = 0
    for view in views():
        for each in view.plan.indicator.values():
            if len(several := paths(view, each, False)) < 2:
                continue
            certain, period = view.assessments[each.id].certain, view.plan.head.period
            assert certain is not None
            marks = of_kind(several[0][1], "range", "open")
            for row in marks:
                start, end = (date.fromisoformat(day) for day in days(row))
                assert row["low"] == float(accrued(certain, period, start).low)
                high = accrued(certain, period, end).high
                assert (row["kind"] == "open") == (high == INF)
                assert high == INF or row["high"] == float(high)
                drawn += 1
            for before, after in pairwise(marks):
                assert before["to"] <= after["from"]
            if marks:
                last = min(view.on, view.plan.end)
                assert marks[-1]["to"][:10] == last.isoformat() or marks[-1]["kind"] == "range"
    assert drawn > 10


def test_the_proven_total_never_falls_and_ends_on_the_day() -> None:
    (total, _) = charts("E1", on="2026-11-21")
    least = of_kind(total, "least")
    amounts = [row["low"] for row in least]
    assert amounts == sorted(amounts) == [0.0, 389.0, 389.0]
    assert least[-1]["from"][:10] == "2026-11-21"
    (known,) = of_kind(total, "day")
    assert (known["to"][:10], known["value"]) == ("2024-12-31", "389 water points")


def test_what_one_period_brought_is_not_drawn_against_the_way_to_the_target() -> None:
    total, periods = charts("E1")
    assert of_kind(total, "way")
    assert not of_kind(total, "bar", "figure")
    (figure,) = of_kind(periods, "figure")
    assert (*days(figure), figure["low"]) == ("2023-12-31", "2024-12-31", 389.0)


def test_a_total_of_which_nothing_is_known_is_open_from_zero() -> None:
    (total, _) = charts("A1", on="2024-12-31")
    (open_one,) = of_kind(total, "open")
    assert open_one["low"] == 0
    assert open_one["value"] == "unknown"
    assert not of_kind(total, "day")


# --- Periods and levels --------------------------------------------------------------------------


def test_a_bar_reaches_its_bounds_and_is_open_where_there_may_be_more() -> None:
    view = viewed(REAL, on="2026-11-21")
    ((_, chart),) = paths(view, view.plan.indicator["1.1"], False)
    (bar,), (more,), (above,) = (of_kind(chart, kind) for kind in ("bar", "more", "open"))
    assert (*days(bar), bar["low"], bar["high"]) == ("2021-12-31", "2024-12-31", 0.0, 100000.0)
    assert more["low"] == above["low"] == 100000.0
    assert above["high"] > above["low"]
    (_, about) = charts("A1")
    (bounds,) = of_kind(about, "up-to")
    assert (bounds["low"], bounds["high"]) == (71250.0, 78750.0)
    assert of_kind(about, "since")  # nobody says when it began


def test_a_part_is_not_drawn_beside_the_total_of_its_period() -> None:
    (chart,) = charts("C1")
    assert [row["value"] for row in of_kind(chart, "figure")] == ["184 persons"]


def test_levels_are_drawn_at_their_values_with_their_bounds() -> None:
    (above,) = charts("E2")
    assert [row["low"] for row in of_kind(above, "more")] == [1150.0]
    (rate,) = charts("E3")
    assert [row["label"] for row in of_kind(rate, "label")] == ["62%", "48%"]
    assert [days(row) for row in of_kind(rate, "period")] == [("2023-12-31", "2024-12-31")]


def test_only_what_counts_is_drawn_as_observed() -> None:
    for view, indicator, chart in every_chart():
        counted = view.assessments[indicator.id].screening.counted
        assert len(of_kind(chart, "period", "figure")) <= len(counted)


def test_the_way_runs_from_the_baseline_to_the_last_judged_target() -> None:
    def way(name: str, **options: Any) -> list[tuple[str, float]]:
        rows = of_kind(charts(name, **options)[0], "way")
        return [(row["from"][:10], row["low"]) for row in rows]

    assert way("E2") == [("2023-12-31", 900.0), ("2028-12-31", 1500.0)]
    assert [amount for _, amount in way("E1")] == [0.0, 2000.0]
    assert [amount for _, amount in way("E1", simulate=True)] == [0.0, 1100.0, 2000.0]
    assert way("E4") == way("C1") == way("A1") == []


def test_a_proposed_target_is_drawn_and_labelled_as_proposed() -> None:
    chart = charts("E1")[0]
    (official,), (proposed,) = of_kind(chart, "target"), of_kind(chart, "proposal")
    assert official["value"] == "2,000 water points"
    assert proposed["value"] == "1,100 water points (proposed, for discussion)"
    marks = {layer["name"]: layer["mark"] for layer in chart.spec["layer"]}
    assert marks["target"]["filled"]
    assert not marks["proposal"].get("filled")


# --- Steps ---------------------------------------------------------------------------------------


def test_the_steps_of_a_ladder_label_the_axis_of_its_chart() -> None:
    view = viewed(SECOND, "fr")
    ((_, chart),) = paths(view, view.plan.indicator["E4"], False)
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
    spec = _levels_spec("en", False, odd, True)
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


# --- Words ---------------------------------------------------------------------------------------

#: What each kind of row is called in the legend; what is missing here is labelled in the chart.
LEGEND = {
    "figure": "figure published for the period", "since": "without a start date",
    "up-to": "possible range", "range": "possible range", "bound": "possible range",
    "more": "or more", "least": "proven: at least this much", "target": "target",
    "proposal": "target only proposed", "way": "straight path to the target",
    "plan": "duration of the plan", "on": "date shown", "level": "reached, and kept since",
    "period": "observed value, over its period",
}  # fmt: skip


def test_a_legend_names_the_kinds_of_marks_of_its_chart_and_no_other() -> None:
    for _, _, chart in every_chart():
        words = [entry.words for entry in chart.legend]
        assert len(set(words)) == len(words)
        kinds = {row["kind"] for row in chart.rows}
        expected = {LEGEND[kind] for kind in kinds & LEGEND.keys()}
        named = expected | {"observed value", "total known on a date", "possibly more: not "
                            "published"}  # fmt: skip
        assert expected <= set(words) <= named
        assert ("observed value" in words or "total known on a date" in words) == ("day" in kinds)


def test_no_name_of_a_field_is_seen_or_spoken() -> None:
    for _, _, chart in every_chart():
        assert chart.spec["config"]["mark"]["tooltip"] is None
        for layer in chart.spec["layer"]:
            mark, encoding = layer["mark"], layer["encoding"]
            spoken = mark.get("aria", True)
            assert ("description" in encoding) == spoken
            for tip in encoding.get("tooltip", []):
                assert tip["title"] in ("What", "Value", "When")
            for channel in ("x", "y"):
                assert encoding.get(channel, {}).get("title") is None
        for row in chart.rows:
            if "spoken" in row:
                assert row["spoken"] == f"{row['what']}, {row['value']}, {row['when']}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alternative_text_says_what_the_chart_shows(language: Language) -> None:
    for path in (REAL, SECOND):
        view = viewed(path, language, "2026-11-21")
        for each in view.plan.indicator.values():
            for _, chart in paths(view, each, False):
                assert each.name.in_language(language) in chart.alt
                for row in of_kind(chart, "target", "proposal", "figure", "period"):
                    assert row["value"] in chart.alt


def test_every_specification_of_a_path_is_valid_vega_lite() -> None:
    folder = Path(altair.__file__).parent / "vegalite" / "v6" / "schema"
    schema = json.loads((folder / "vega-lite-schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema)
    seen = set()
    for _, _, chart in every_chart():
        text = json.dumps(chart.spec)
        if text not in seen:
            seen.add(text)
            assert [error.message for error in validator.iter_errors(chart.spec)] == []
    assert len(seen) > 5


def test_a_masked_part_is_not_disclosed_by_a_total(plan_file: Callable[..., Path]) -> None:
    path = plan_file(
        """
plan:
  title: {fr: Le plan}
  period: 2023/2027
  small_counts: 11
  dimensions: [{id: sex, name: {fr: sexe}, values: [{id: f, name: {fr: femmes}}]}]
sources: [{id: a, file: a.txt, kind: report, published: 2025-03-01}]
axes:
  - id: x
    name: {fr: Axe}
    indicators:
      - id: "1"
        name: {fr: Nom}
        nature: flow
        unit: person
        targets: [{by: 2027-12-31, value: 100, basis: derived, note: {fr: oui}}]
        observations:
          - {period: 2023, exactly: 7, part: {sex: f}, evidence: [{source: a, quote: Sept femmes}]}
          - {period: 2024, at_most: 90, evidence: [{source: a, quote: moins de 90 personnes}]}
""",
        {"a.txt": "Sept femmes en 2023. En 2024, moins de 90 personnes.\n"},
    )
    view = View(load(path), date(2024, 12, 31), date(2026, 1, 1), "en")
    several = paths(view, view.plan.indicator["1"], False)
    assert len(several) == 2
    for _, chart in several:
        assert not any(7.0 in row.values() for row in chart.rows)
