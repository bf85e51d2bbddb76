"""The tables: words and numbers of the reader's language, in order, and safe to export."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES, say_in
from plan.model.quantities import Language
from plan.model.records import Indicator
from plan.presentation import glance, indicator_view, tables
from plan.presentation.charts.path import paths
from plan.presentation.glossary import KNOWN_WORDS
from plan.presentation.known_years import known_rows
from plan.presentation.table import Table, window
from plan.presentation.timeline import timeline
from plan.presentation.values import known_in_year, observation_title

ROOT = Path(__file__).parents[2]
REAL = ROOT / "indicators.yaml"
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"
NARROW, BROAD = "\u202f", "\xa0"

Plan = Callable[..., Path]


@cache
def viewed(
    path: Path, language: Language = "en", on: str = "2026-01-15", simulate: bool = False
) -> View:
    day = date.fromisoformat(on)
    edition = load(path)
    assert edition.plan is not None, edition.problems
    return View(edition, day, day, language, simulate)


def all_tables(view: View) -> Iterator[tuple[str, Table]]:
    """Every table of a view."""
    every = list(view.plan.indicator.values())
    for make in (tables.axes, tables.proven, tables.articles, tables.conflicts,
                 tables.missing_parts, tables.by_responsible, tables.timeline):  # fmt: skip
        yield make.__name__, make(view)
    for choose in (tables.indicators, tables.gaps, tables.awaited):
        yield choose.__name__, choose(view, every)
    for indicator in every:
        for describe in (tables.observations, tables.years):
            yield f"{describe.__name__} {indicator.id}", describe(view, indicator)


def cells(table: Table) -> list[list[Any]]:
    return table.frame.values.tolist()


def column(table: Table, name: str) -> list[Any]:
    return table.frame[name].tolist()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- Plans for one test --------------------------------------------------------------------------


def written(
    *indicators: dict[str, Any], small: int = 11, title: str = "Essai", name: str = "Axe"
) -> str:
    """A plan of one axis whose observations all rest on the words of one article."""
    plan = {
        "title": {"fr": title},
        "period": "2024/2026",
        "small_counts": small,
        "units": [{"id": "tree", "name": {"fr": "arbre", "en": "tree"}}],
        "dimensions": [
            {"id": "sex", "name": {"fr": "sexe", "en": "sex"}, "values": [
                {"id": "f", "name": {"fr": "femmes", "en": "women"}},
                {"id": "m", "name": {"fr": "hommes", "en": "men"}},
                {"id": "x", "name": {"fr": "autres", "en": "others"}}]},
        ],
    }  # fmt: skip
    source = {
        "id": "s", "file": "a.txt", "kind": "report", "published": "2025-12-01",
        "title": {"fr": "Rapport"}, "publisher": "Comité",
    }  # fmt: skip
    axes = [{"id": "a", "name": {"fr": name}, "indicators": list(indicators)}]
    return json.dumps({"plan": plan, "sources": [source], "axes": axes}, ensure_ascii=False)


def counted(code: str, *observations: dict[str, Any], **more: Any) -> dict[str, Any]:
    evidence = [{"source": "s", "quote": "Les chiffres du comité sont établis"}]
    return {
        "id": code, "name": {"fr": f"Objet {code}"}, "nature": "flow", "unit": "person",
        "observations": [{"evidence": evidence, **each} for each in observations], **more,
    }  # fmt: skip


ARTICLE = {"a.txt": "Les chiffres du comité sont établis.\n"}


# --- What a file carries -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [REAL, SECOND], ids=["real", "second"])
def test_a_file_carries_title_plan_day_source_caveat_and_all_rows(
    path: Path, language: Language
) -> None:
    view = viewed(path, language)
    say = say_in(language)
    for _, table in all_tables(view):
        content = table.csv(view)
        assert content.startswith(b"\xef\xbb\xbf")
        rows = rows_of(content)
        assert rows[0] == [table.title]
        assert rows[1] == [view.plan.head.title.in_language(language)]
        assert say.day(view.on) in rows[2][0]
        assert say.day(view.known) in rows[2][0]
        assert all(
            say.period(view.plan.source[name].published) in rows[3][0]
            for name in view.known_sources[-12:]
        )
        assert ([table.caveat] in rows) == bool(table.caveat)
        blank = rows.index([])
        assert rows[blank + 1] == list(table.frame.columns)
        assert len(rows) - blank - 2 == len(table.frame)


def test_the_day_and_the_sources_of_a_file_are_those_of_its_view() -> None:
    april = viewed(SECOND, on="2025-04-01")
    early = rows_of(tables.timeline(april).csv(april))
    assert early[2] == ["As of 1 April 2025, from what was published up to 1 April 2025"]
    assert "10 March 2025" in early[3][0]
    assert "30 June 2025" not in early[3][0]
    none = viewed(SECOND, on="2025-01-01")
    assert "no article" in rows_of(tables.axes(none).csv(none))[3][0]


def test_a_simulation_is_marked_in_its_file() -> None:
    for simulate in (True, False):
        view = viewed(SECOND, simulate=simulate)
        shown = tables.axes(view).csv(view).decode("utf-8-sig")
        assert ("Simulation: proposed targets are included" in shown) == simulate


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n=", "＝", "\ufeff="])
def test_no_text_of_an_export_is_evaluated_by_a_spreadsheet(mark: str) -> None:
    """Not in a heading either: the title and the caveat are texts of people too."""
    formula = mark + 'HYPERLINK("http://example.org","x")'
    view = viewed(SECOND)
    table = Table(formula, pd.DataFrame({formula: [formula, "a"], "n": [1, -2]}), caveat=formula)
    for row in rows_of(table.csv(view)):
        for cell in row:
            assert cell.lstrip()[:1] not in tuple("=+@＝") or cell.startswith("'")
            assert not cell.startswith(("-H", "\t", "\r", "\n"))


def test_a_number_stays_a_number_in_a_file() -> None:
    view = viewed(SECOND)
    table = Table("t", pd.DataFrame({"n": [1, -2], "x": [0.5, -0.5]}))
    assert rows_of(table.csv(view))[-2:] == [["1", "0.5"], ["-2", "-0.5"]]


def test_a_title_that_begins_like_a_formula_is_escaped(plan_file: Plan) -> None:
    text = written(counted("1", {"period": "2024", "exactly": 500}), title="=1+1", name="@axe")
    view = viewed(plan_file(text, ARTICLE))
    shown = tables.axes(view).csv(view).decode("utf-8-sig")
    for line in shown.splitlines():
        assert not line.startswith(("=", "@"))


def test_cells_with_separators_lines_and_quotes_are_read_back() -> None:
    view = viewed(SECOND)
    odd = 'a,b;c "d"\ne'
    rows = rows_of(Table("t", pd.DataFrame({"x": [odd]})).csv(view))
    assert rows[-1] == [odd]


# --- Small counts --------------------------------------------------------------------------------


def everything_drawn(view: View) -> str:
    """All that tables, files, charts, tiles and rows say, but for passages as published."""
    shown = []
    for _, table in all_tables(view):
        shown += [str(cell) for row in cells(table) for cell in row]
        shown.append(table.csv(view).decode("utf-8-sig"))
    every = list(view.plan.indicator.values())
    shown += [str(value) for card in glance.cards(view) for value in written_out(card)]
    shown += [str(value) for each in every for value in written_out(glance.row(view, each))]
    for chart in [chart for each in every for _, chart in paths(view, each, False)]:
        shown += [chart.alt, json.dumps(chart.rows, default=str, ensure_ascii=False)]
    for each in every:
        said = indicator_view.headline(view, each), indicator_view.sheet(view, each)
        titles = [cited.title for cited in indicator_view.other_evidence(view, each)]
        shown += [repr(said), *titles]
    shown += map(str, (timeline(view, view.facts), known_rows(view, view.plan.indicator)))
    return "\n".join(shown)


def written_out(record: Any) -> Iterator[object]:
    """The values of a record and of the records in it."""
    for value in asdict(record).values():
        for each in value if isinstance(value, tuple) else (value,):
            yield from each.values() if isinstance(each, dict) else (each,)


PART = {"f": {"sex": "f"}, "m": {"sex": "m"}, "x": {"sex": "x"}}


@pytest.mark.parametrize("nature", ["flow", "stock"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_part_is_masked_everywhere_with_the_part_that_would_disclose_it(
    plan_file: Plan, language: Language, nature: str
) -> None:
    text = written(
        counted(
            "1",
            {"period": "2024-12-31", "exactly": 7317},
            {"period": "2024-12-31", "exactly": 9, "part": PART["f"]},
            {"period": "2024-12-31", "exactly": 7308, "part": PART["m"]},
            nature=nature,
        ),
    )
    view = viewed(plan_file(text, ARTICLE), language)
    say = say_in(language)
    shown = everything_drawn(view)
    assert say.number(7317) in shown
    assert say.number(7308) not in shown
    assert "7308" not in shown
    assert f"9 {'personnes' if language == 'fr' else 'persons'}" not in shown
    assert not any(row.get("low") in (9.0, 7308.0) for row in path_rows(view))
    observed = tables.observations(view, view.plan.indicator["1"])
    parts = ("femmes", "hommes") if language == "fr" else ("women", "men")
    assert column(observed, say("Observed value"))[1:] == [
        say("masked ({parts})", parts=part) for part in parts
    ]
    assert "11" in observed.caveat


def path_rows(view: View) -> list[dict[str, Any]]:
    return [row for each in view.plan.indicator.values()
            for _, chart in paths(view, each, False) for row in chart.rows]  # fmt: skip


def test_a_masked_part_is_not_disclosed_by_the_bound_of_its_total(plan_file: Plan) -> None:
    text = written(counted("1", {"period": "2024", "exactly": 9, "part": PART["f"]}))
    view = viewed(plan_file(text, ARTICLE))
    shown = everything_drawn(view)
    assert "9 persons" not in shown
    assert not any(9.0 in row.values() for row in path_rows(view))
    assert observation_title(view, view.plan.indicator["1"], 0) == "2024: masked (women)"


def test_small_parts_in_a_conflict_or_set_aside_are_masked_too(plan_file: Plan) -> None:
    text = written(
        counted(
            "1",
            {"period": "2024-12-31", "exactly": 9, "part": PART["f"]},
            {"period": "2024-12-31", "exactly": 8, "part": PART["f"], "set_aside": {"fr": "Non."}},
            {"period": "2024-12-31", "exactly": 4444},
            {"period": "2024-12-31", "exactly": 5555},
            nature="stock",
        ),
    )
    view = viewed(plan_file(text, ARTICLE))
    shown = everything_drawn(view)
    assert "4,444" in shown
    assert "9 persons" not in shown
    assert "8 persons" not in shown


def test_parts_that_need_no_masking_are_shown(
    plan_file: Plan,
) -> None:
    parts = [{"period": "2024", "exactly": 9, "part": PART["f"]},
             {"period": "2024", "exactly": 7308, "part": PART["m"]}]  # fmt: skip
    big = [parts[1], {"period": "2024", "exactly": 11, "part": PART["f"]}]
    shown = written(counted("1", *parts), small=0)
    assert "7,308 persons" in everything_drawn(viewed(plan_file(shown, ARTICLE)))
    enough = written(counted("1", *big), small=11)
    assert "7,308 persons" in everything_drawn(viewed(plan_file(enough, ARTICLE), on="2026-01-16"))
    trees = written(counted("1", *parts, unit="tree"))
    assert "7,308 tree" in everything_drawn(viewed(plan_file(trees, ARTICLE), on="2026-01-17"))


# --- Language, order, nothing --------------------------------------------------------------------


def test_numbers_and_days_are_those_of_the_language() -> None:
    french, english = viewed(SECOND, "fr"), viewed(SECOND, "en")
    assert f"au moins 1{NARROW}150 forages" in column(tables.proven(french), "Ce qui est prouvé")
    assert "at least 1,150 boreholes" in column(tables.proven(english), "What is proven")
    assert f"48{NARROW}%" in column(tables.proven(french), "Ce qui est prouvé")
    assert "48%" in column(tables.proven(english), "What is proven")
    assert "31 déc. 2024" in column(tables.proven(french), "Dernière preuve")
    assert "31 Dec 2024" in column(tables.proven(english), "Latest evidence")
    assert "31 décembre 2024" in column(tables.timeline(french), "Quand")
    assert "31 December 2024" in column(tables.timeline(english), "When")


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_titles_are_in_the_language(language: Language) -> None:
    other: Language = "en" if language == "fr" else "fr"
    ours = dict(all_tables(viewed(SECOND, language)))
    theirs = dict(all_tables(viewed(SECOND, other)))
    assert ours.keys() == theirs.keys()
    for name, table in ours.items():
        assert list(table.frame.columns) != list(theirs[name].frame.columns)
        assert len(table.frame) == len(theirs[name].frame)
        assert table.title != theirs[name].title or table.title == "Articles"


def test_indicators_are_in_the_order_of_the_file() -> None:
    view = viewed(SECOND)
    ids = list(view.plan.indicator)
    assert column(tables.indicators(view, view.plan.indicator.values()), "No.") == ids
    assert column(tables.gaps(view, view.plan.indicator.values()), "No.") == ids
    assert column(tables.axes(view), "Strategic axis") == [
        axis.name.in_language("en") for axis in view.plan.axes
    ]
    proven = (tables.proven(view).links or {})["indicator"]
    assert proven == [each for each in ids if each in proven]


def test_facts_are_ordered_by_day() -> None:
    for path in (REAL, SECOND):
        view = viewed(path)
        ends = [fact.period.end for fact in view.facts]
        assert ends == sorted(ends)
        assert len(tables.timeline(view).frame) == len(ends) > 5


def test_a_fact_names_only_sources_that_support_it_and_were_published() -> None:
    view = viewed(SECOND)
    at = column(tables.timeline(view), "Fact").index("at least 1,150 boreholes")
    assert column(tables.timeline(view), "Source")[at] == "Journal inventé, 10 March 2025"


def test_every_row_has_its_link() -> None:
    view = viewed(SECOND)
    names = {each.id: each.name.in_language("en") for each in view.plan.indicator.values()}
    for _, table in all_tables(view):
        for kind, ids in (table.links or {}).items():
            assert len(ids) == len(table.frame)
            if kind == "indicator":
                shown = column(table, "Indicator")
                assert shown == [names[each] for each in ids]
    whole = tables.timeline(view)
    part = window(whole, (3, 7))
    assert cells(part) == cells(whole)[3:7]
    assert (part.links or {})["indicator"] == (whole.links or {})["indicator"][3:7]


def test_not_reported_is_never_shown_as_a_number() -> None:
    for language in LANGUAGES:
        view = viewed(SECOND, language)
        say = say_in(language)
        (row,) = cells(tables.indicators(view, [view.plan.indicator["A3"]]))
        assert row[2] == say("not reported")
        assert row[4] == "—"
        years = cells(tables.years(view, view.plan.indicator["A3"]))
        assert years
        assert {cell for row in years for cell in row[1:]} == {say("not reported")}


def test_an_unknown_share_is_shown_over_its_own_period() -> None:
    view = viewed(SECOND)
    (row,) = cells(tables.indicators(view, [view.plan.indicator["C1"]]))
    assert row[2] == "184 persons (until 10 March 2025); how much of it since 2024 is not known"


def test_counts_of_an_axis_add_up() -> None:
    for path in (REAL, SECOND):
        view = viewed(path)
        for row, axis in zip(cells(tables.axes(view)), view.plan.axes, strict=True):
            assert row[1] == len(axis.indicators) == sum(row[6:])
            assert row[4] <= row[5]
            assert row[3] == row[1] - row[-1]


def test_contradictory_values_are_not_shown_as_not_reported() -> None:
    view = viewed(SECOND)
    (row,) = cells(tables.indicators(view, [view.plan.indicator["C2"]]))
    assert row[2] != "not reported"
    assert "contradict" in row[2]


def test_a_value_with_only_a_refuting_passage_is_not_retained(plan_file: Plan) -> None:
    refuted = {
        "period": "2024", "exactly": 500,
        "evidence": [{"source": "s", "quote": "Les chiffres du comité sont établis",
                      "stance": "refutes"}],
    }  # fmt: skip
    view = viewed(plan_file(written(counted("1", refuted)), ARTICLE))
    (row,) = cells(tables.conflicts(view))
    assert "the value stays" not in row[2]
    assert view.plan.indicator["1"].id not in (tables.proven(view).links or {})["indicator"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_rows_keeps_its_headings_and_its_file(
    plan_file: Plan, language: Language
) -> None:
    plan = json.dumps({"plan": {"title": {"fr": "Essai"}, "period": "2024"}, "axes": []})
    view = viewed(plan_file(plan), language, on="2024-06-01")
    found = dict(all_tables(view))
    assert len(found) == 10
    for table in found.values():
        assert table.frame.empty
        assert len(table.frame.columns) > 2
        rows = rows_of(table.csv(view))
        assert rows[-1] == list(table.frame.columns)


def test_each_year_of_the_plan_up_to_the_day_has_a_row() -> None:
    for indicator in viewed(SECOND).plan.indicator.values():
        for on, years in (("2024-01-01", ["2024"]), ("2026-01-15", ["2024", "2025", "2026"])):
            assert [
                row[0] for row in cells(tables.years(viewed(SECOND, on=on), indicator))
            ] == years


def test_an_unknown_share_is_explained_only_where_there_is_one(plan_file: Plan) -> None:
    text = written(
        counted("1", {"period": "2023/2024", "at_least": 500}),
        counted("2", {"period": "2024", "exactly": 500}),
        counted("3", {"period": "2024", "exactly": 500}, nature="stock"),
        counted("4", {"period": "2023/2024", "at_least": 500}, nature="stock"),
    )
    view = viewed(plan_file(text, ARTICLE), on="2024-12-31")
    view = View(view.edition, view.on, date(2025, 12, 1), "en")
    explained = {
        name: "unknown" in [cell for row in cells(table) for cell in row]
        for name, each in view.plan.indicator.items()
        for table in [tables.years(view, each)]
    }
    assert explained == {"1": True, "2": False, "3": False, "4": False}
    for name, each in view.plan.indicator.items():
        assert ("Unknown" in tables.years(view, each).caveat) == explained[name]
        headings = list(tables.years(view, each).frame.columns)
        level = ["Year", "At the end of the year, or on the date shown"]
        assert headings == (
            ["Year", "Certain", "If evenly spread"] if each.nature == "flow" else level
        )


def test_a_year_with_a_conflict_of_equal_ranks_says_so(plan_file: Plan) -> None:
    clash = [{"period": "2024", "exactly": 500}, {"period": "2024", "exactly": 700}]
    text = written(counted("1", *clash), counted("2", *clash, nature="stock"), counted("3"))
    edition = viewed(plan_file(text, ARTICLE)).edition
    view = View(edition, date(2024, 12, 31), date(2025, 12, 1), "en")
    shown = {name: cells(tables.years(view, each)) for name, each in view.plan.indicator.items()}
    assert shown["1"][0][:2] == ["2024", "contradictory sources"]
    assert shown["2"] == [["2024", "contradictory sources"]]
    assert shown["3"][0][1] == "not reported"
    for name, code in (("1", "conflict"), ("2", "conflict"), ("3", "none")):
        known = known_in_year(view, view.plan.indicator[name])
        assert known[2024] == (code, KNOWN_WORDS[code])


def test_a_long_list_of_indicators_is_cut_short_and_says_by_how_many(plan_file: Plan) -> None:
    several = [counted(f"I{n:02}", {"period": "2024", "exactly": 500}) for n in range(1, 16)]
    for count, listed in (
        (1, "I01"),
        (12, ", ".join(f"I{n:02}" for n in range(1, 13))),
        (13, ", ".join(f"I{n:02}" for n in range(1, 13)) + ", 1 other"),
        (15, ", ".join(f"I{n:02}" for n in range(1, 13)) + ", 3 others"),
    ):
        view = View(
            load(plan_file(written(*several[:count]), ARTICLE)),
            date(2026, 1, 15), date(2026, 1, 15), "en",
        )  # fmt: skip
        assert column(tables.articles(view), "Cited by") == [listed]
    assert column(tables.articles(View(
        load(plan_file(written(), ARTICLE)), date(2026, 1, 15), date(2026, 1, 15), "en"
    )), "Cited by") == ["—"]  # fmt: skip


def test_proven_values_on_old_evidence_are_marked() -> None:
    fresh, old = viewed(SECOND), viewed(SECOND, on="2028-01-15")
    for view in (fresh, old):
        proven = tables.proven(view)
        for name, status in zip((proven.links or {})["indicator"], column(proven, "Status"),
                                strict=True):  # fmt: skip
            assert status.endswith(" (old)") == view.assessments[name].stale
    assert any(each.stale for each in old.assessments.values())
    assert not all(each.stale for each in fresh.assessments.values())


def test_a_target_says_in_the_table_whether_it_was_published() -> None:
    view = viewed(REAL)
    targets = column(tables.indicators(view, view.plan.indicator.values()), "Target")
    assert any(each.endswith(" (deduced from the plan or its steps)") for each in targets)
    for each, indicator in zip(targets, view.plan.indicator.values(), strict=True):
        assert each.endswith("(deduced from the plan or its steps)") == bool(indicator.targets)
    official = viewed(SECOND)
    shown = cells(tables.indicators(official, [official.plan.indicator["E1"]]))
    assert shown[0][3] == "2,000 water points"


def test_the_register_names_what_was_set_aside_and_the_rule() -> None:
    view = viewed(SECOND)
    register = tables.conflicts(view)
    assert register.title == "Contradictions and values set aside"
    assert list(register.frame.columns) == [
        "Indicator",
        "Values concerned",
        "Rule applied",
        "Set aside",
    ]
    (row,) = [
        row for row, name in zip(cells(register), (register.links or {})["indicator"], strict=True)
        if name == "E1"
    ]  # fmt: skip
    assert row[1:] == [
        "412 water points (2024) / 389 water points (2024)",
        tables.RULE_WORDS[view.assessments["E1"].conflicts[0].rule],
        "412 water points",
    ]


def test_the_use_of_each_observation_is_shown() -> None:
    view = viewed(SECOND)

    def uses(code: str) -> list[str]:
        indicator: Indicator = view.plan.indicator[code]
        return column(tables.observations(view, indicator), "Counted")

    assert uses("E1") == ["set aside: contradiction", "counted"]
    assert uses("E2") == ["counted, but contested"]
    assert uses("E3") == ["no effect at this date", "counted"]
    assert uses("C2") == [*["set aside: contradiction"] * 2, "set aside"]
    assert uses("A2") == ["counted", "statement without a value"]


def test_no_table_holds_what_was_published_later() -> None:
    view = viewed(SECOND, on="2025-05-15")
    for name, table in all_tables(view):
        if name == "articles":
            continue
        shown = json.dumps(cells(table), ensure_ascii=False)
        for later in ("30 June 2025", "389", "48%", "Voted", "at least 90", "No one knows"):
            assert later not in shown, name
