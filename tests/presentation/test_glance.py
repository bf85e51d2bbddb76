"""The plan at a glance: sentences that fit, counts that add up, tiles and bars that claim no more
than the evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from plan_files import ROOT, SENEGAL

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES, say_in
from plan.model.quantities import INF, Language
from plan.model.records import Indicator
from plan.presentation import glance
from plan.presentation.charts.theme import contrast, palette
from plan.presentation.findings import (
    axis_targets_words,
    overview_counts,
    overview_finding,
)
from plan.presentation.glossary import STATE_PILLS
from plan.presentation.selection import day_presets
from plan.presentation.short_values import large_value, tile_value, value_note
from plan.presentation.states import SIGNS, state_of, state_words

PLANS = (ROOT / "indicators.yaml", SENEGAL / "indicators.yaml")
DAYS = ("2022-06-30", "2023-11-01", "2024-12-31", "2025-09-01", "2026-11-21", "2031-01-01")
Made = Callable[..., View]


@cache
def viewed(path: Path, language: Language, on: str, simulate: bool = False) -> View:
    day = date.fromisoformat(on)
    return View(load(path), day, day, language, simulate)


def views(*languages: Language) -> Iterator[View]:
    for path, on, simulate in product(PLANS, DAYS, (False, True)):
        for language in languages or LANGUAGES:
            yield viewed(path, language, on, simulate)


@pytest.fixture
def made(plan_file: Callable[..., Path]) -> Made:
    """A view of indicators, each given by its keys, each observation on a passage of its own."""

    def make(
        *indicators: dict[str, Any], on: str = "2024-12-31", language: Language = "en",
        axes: int = 1,
    ) -> View:  # fmt: skip
        quotes: list[str] = []
        for given in indicators:
            for observation in given.get("observations", ()):
                quotes.append(f"La mesure numéro {len(quotes)} est rapportée ici.")
                observation["evidence"] = [{"source": "a", "quote": quotes[-1]}]
        records = [
            {"id": f"{n}", "name": {"fr": f"Nom {n}", "en": f"Name {n}"}, "nature": "flow",
             "unit": "person", **given}
            for n, given in enumerate(indicators, 1)
        ]  # fmt: skip
        plan = {
            "plan": {"title": {"fr": "Essai", "en": "Trial"}, "period": "2023/2027",
                     "currency": "XOF"},
            "sources": [{"id": "a", "file": "a.txt", "kind": "report", "published": "2025-03-01"}],
            "axes": [
                {"id": f"axis-{n}", "name": {"fr": f"Axe {n}"}, "indicators": records[n::axes]}
                for n in range(axes)
            ],
        }  # fmt: skip
        path = plan_file(json.dumps(plan), {"a.txt": " ".join(["Début.", *quotes])})
        edition = load(path)
        assert edition.plan is not None, edition.problems
        return View(edition, date.fromisoformat(on), date(2026, 1, 1), language)

    return make


def first(view: View) -> Indicator:
    return next(iter(view.plan.indicator.values()))


def words_in(sentence: str) -> int:
    return len(re.findall(r"[^\W_]+(?:[’'.,\u202f-][^\W_]+)*", sentence))


def numbers_in(sentence: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", sentence)]


# --- Sentences and counts ------------------------------------------------------------------------


def test_the_sentence_of_the_overview_has_at_most_25_words() -> None:
    for view in views():
        sentence = overview_finding(view)
        assert 5 < words_in(sentence) <= 25, sentence
        assert sentence.endswith(".")


def test_a_plan_without_indicators_or_evidence_says_so_and_claims_nothing(made: Made) -> None:
    for language in LANGUAGES:
        empty, silent = made(language=language), made({}, language=language)
        for view in (empty, silent):
            assert not numbers_in(overview_finding(view).replace("31", "").replace("2024", ""))
            (card,) = glance.cards(view)
            assert len(card.tiles) == len(view.plan.indicator)
        assert overview_counts(empty) == ()
        assert glance.cards(empty)[0].counted == say_in(language)("No indicator yet")
        assert [tile.word for tile in glance.cards(silent)[0].tiles] == ["–"]


def test_the_counts_of_targets_add_up_to_all_indicators() -> None:
    for view in views("en"):
        counted, *more = overview_counts(view)
        whole, *parts = numbers_in(counted)
        assert whole == len(view.plan.indicator) == sum(parts), counted
        assert view.whole.reached_at_most >= view.whole.reached_at_least
        assert bool(more) == (view.whole.reached_at_most > view.whole.reached_at_least)


def test_the_states_of_an_axis_add_up_to_its_targets_and_to_its_indicators() -> None:
    for view in views("en"):
        for axis, card in zip(view.plan.axes, glance.cards(view), strict=True):
            assert sum(each.indicators for each in card.segments) == len(axis.indicators)
            assert numbers_in(card.counted) == [
                view.tallies[axis.id].with_evidence, len(axis.indicators)
            ]  # fmt: skip
            targets, _, states = axis_targets_words(view, axis).partition(":")
            if states:
                assert numbers_in(targets)[0] == sum(numbers_in(states))


def test_what_is_proven_reached_comes_first_and_what_perhaps_is_in_small_print() -> None:
    view = viewed(PLANS[0], "fr", "2026-11-21")
    assert overview_finding(view).endswith(
        "Aucune cible n’est publiée\u202f; sur 4 déduites du plan, 1 est prouvée atteinte."
    )
    _, perhaps, silent = overview_counts(view)
    assert "3.2" in perhaps
    assert "4.3" in silent


# --- Tiles ---------------------------------------------------------------------------------------


def test_every_state_has_a_sign_of_its_own_and_words_in_both_languages() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert STATE_PILLS.keys() == SIGNS.keys()
    seen = set()
    for view in views():
        for indicator in view.plan.indicator.values():
            seen.add(state_of(view, indicator))
            assert len(state_words(view, indicator)) > 3
    assert seen >= {"reached", "perhaps", "on-track", "conflict", "reported", "context", "silent"}


def test_each_indicator_has_a_tile_with_a_short_word_and_its_state_in_words() -> None:
    for view in views():
        for axis, card in zip(view.plan.axes, glance.cards(view), strict=True):
            assert [tile.indicator for tile in card.tiles] == [each.id for each in axis.indicators]
            assert not card.others
            for tile, indicator in zip(card.tiles, axis.indicators, strict=True):
                assert 1 <= len(tile.word) <= 13, tile.word
                assert tile.state == state_of(view, indicator)
                assert tile.alt.startswith(f"{indicator.id} ")
                assert indicator.name.in_language(view.language) in tile.alt


def test_what_is_not_reported_is_a_dash_and_never_a_number() -> None:
    for view in views():
        for card in glance.cards(view):
            for tile in card.tiles:
                silent = not view.assessments[tile.indicator].screening.counted
                assert (tile.state == "silent") == (tile.word == "–") == silent
                row = glance.row(view, view.plan.indicator[tile.indicator])
                if silent:
                    assert not row.value
                    assert not row.note
                    assert row.bar is None
                    assert say_in(view.language)("not reported") in tile.alt


def test_a_value_on_old_evidence_shows_the_year_of_it() -> None:
    seen = set()
    for view in views():
        for card in glance.cards(view):
            for tile in card.tiles:
                each = view.assessments[tile.indicator]
                assert tile.old == (str(each.horizon.year) if each.stale and each.horizon else "")
                seen.add(bool(tile.old))
    assert seen == {True, False}


def test_only_a_simulation_judges_by_proposed_targets_and_each_one_is_marked() -> None:
    for view in views():
        say = say_in(view.language)
        for card in glance.cards(view):
            for tile in card.tiles:
                indicator = view.plan.indicator[tile.indicator]
                last = sorted(indicator.targets, key=lambda target: target.by)[-1:]
                proposed = view.simulate and bool(last) and last[0].basis == "proposed"
                assert tile.simulated == proposed
                assert tile.alt.endswith(say("simulation")) == proposed
                assert (say("simulation") in glance.row(view, indicator).words) == proposed
    simulated = viewed(PLANS[1], "en", "2025-09-01", True)
    assert any(tile.simulated for card in glance.cards(simulated) for tile in card.tiles)


def test_tiles_stay_bounded_in_a_large_plan_and_the_rest_is_counted(made: Made) -> None:
    reported = {"observations": [{"period": "2024", "exactly": 5}]}
    several = [{**reported} if n > 190 else {} for n in range(200)]
    one, many = made(*several), made(*[dict(each) for each in several], axes=50)
    (card,) = glance.cards(one)
    assert card.small
    assert len(card.tiles) + card.others == 200
    assert len(card.tiles) <= 40
    assert [tile.state for tile in card.tiles[:9]] == ["reported"] * 9
    shown = glance.cards(many)
    assert [each.number for each in shown] == list(range(1, 51))
    assert sum(len(each.tiles) + each.others for each in shown) == 200
    assert not any(each.small for each in shown)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ground_of_the_pages_contrasts_with_the_colours_of_states(theme: str) -> None:
    colours = palette(theme == "dark")
    reached, on_track, *_ = colours.statuses
    for colour in (reached, on_track, colours.solid, colours.accent):
        assert contrast(colour, colours.ground) >= 3


# --- Values in few characters --------------------------------------------------------------------

CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"exactly": 13813}, "13,813", "13,813 persons"),
    ({"at_least": 100000}, "≥\xa0100\xa0k", "≥\xa0100,000 persons"),
    ({"at_most": 66697}, "≤\xa066,697", "≤\xa066,697 persons"),
    ({"at_least": 2_960_000}, "≥\xa02.9\xa0M", "≥\xa02,960,000 persons"),
    ({"at_most": 2_910_000}, "≤\xa03\xa0M", "≤\xa02,910,000 persons"),
    ({"exactly": 2_960_000}, "≈\xa03\xa0M", "2,960,000 persons"),
    ({"between": [10, 20]}, "10\xa0– 20", "10\xa0– 20 persons"),
    ({"exactly": 0}, "0", "0 persons"),
]


@pytest.mark.parametrize(("said", "short", "large"), CASES)
def test_a_value_is_shortened_without_claiming_more(
    made: Made, said: dict[str, Any], short: str, large: str
) -> None:
    view = made({"nature": "stock", "observations": [{"period": "2024-12-31", **said}]})
    assert tile_value(view, first(view)) == short
    assert large_value(view, first(view)) == large
    assert value_note(view, first(view)) == "31 December 2024"


def test_a_step_is_named_in_full_or_by_its_rank(made: Made) -> None:
    steps = [{"id": "a", "name": {"fr": "Créée"}},
             {"id": "b", "name": {"fr": "Inscrite dans la Constitution"}}]  # fmt: skip
    for step, short, large in (("a", "Créée", "Créée, or beyond"),
                               ("b", "step 2/2", "Inscrite dans la Constitution")):  # fmt: skip
        view = made({"nature": "steps", "unit": None, "steps": steps,
                     "observations": [{"period": "2024-03-01", "step": step}]})  # fmt: skip
        assert tile_value(view, first(view)) == short
        assert large_value(view, first(view)) == large
        assert value_note(view, first(view)) == "1 March 2024"


def test_a_value_partly_outside_the_plan_says_both_figures(made: Made) -> None:
    before = {"period": "2022/2024", "at_least": 100000}
    lone = made({"observations": [dict(before)]})
    assert large_value(lone, first(lone)) == "≥\xa0100,000 persons"
    assert value_note(lone, first(lone)) == (
        "published figure (2022–2024); how much since 2023 is not known"
    )
    both = made({"observations": [dict(before), {"period": "2024", "at_least": 48000}]})
    assert large_value(both, first(both)) == "≥\xa048,000 persons"
    assert value_note(both, first(both)) == (
        "in the plan · published figure (2022–2024): ≥\xa0100,000 persons"
    )
    assert tile_value(both, first(both)) == "≥\xa048\xa0k"


# --- The clock -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-11-30", "today"),
        ("2026-11-29", "1 day ago"),
        ("2026-10-31", "30 days ago"),
        ("2026-10-30", "1 month ago"),
        ("2025-07-30", "16 months ago"),
        ("2024-12-01", "23 months ago"),
        ("2024-11-30", "2 years ago"),
        ("2026-12-01", ""),
    ],
)
def test_the_age_of_a_day_is_in_whole_days_months_or_years(since: str, words: str) -> None:
    on = date(2026, 11, 30)
    assert glance.age_words(say_in("en"), date.fromisoformat(since), on) == words


def test_the_clock_says_what_has_elapsed_and_how_old_the_latest_evidence_is() -> None:
    for view in views("en"):
        clock = glance.clock(view)
        assert clock.share == float(view.elapsed)
        assert all(0 <= mark.at <= 1 for mark in clock.marks)
        assert all(mark.title in clock.alt for mark in clock.marks)
    now = glance.clock(viewed(PLANS[0], "fr", "2026-11-30"))
    assert now.elapsed == "78\u202f% du temps écoulé"
    assert now.latest == "Dernière publication\xa0: 30 juillet 2025, il y a 16 mois"
    assert len(now.marks) == 3
    early = glance.clock(viewed(PLANS[0], "fr", "2022-06-30"))
    assert early.elapsed == "Le plan commence le 1er janvier 2023"
    assert early.marks == ()


def test_presets_are_today_a_year_ago_and_the_end_of_each_year_of_the_plan() -> None:
    plan, today = viewed(PLANS[0], "en", "2026-11-21").plan, date(2026, 11, 21)
    assert day_presets(say_in("en"), plan, today) == {
        "": "today", "2025-11-21": "a year ago", "2023-12-31": "end of 2023",
        "2024-12-31": "end of 2024", "2025-12-31": "end of 2025", "2026-12-31": "end of 2026",
        "2027-12-31": "end of 2027",
    }  # fmt: skip
    assert list(day_presets(say_in("en"), None, today)) == ["", "2025-11-21"]


# --- Rows and their bars -------------------------------------------------------------------------


def test_a_bar_shows_the_shares_that_are_proven_and_possible_and_what_was_due() -> None:
    for view in views("en"):
        for indicator in view.plan.indicator.values():
            each, bar = view.assessments[indicator.id], glance.bar(view, indicator)
            if bar is None:
                assert each.value is None or indicator.direction == "context"
                continue
            assert 0 <= bar.proven <= bar.possible <= 1
            if each.progress is None:
                assert bar.due is None
                continue
            low, high = each.progress
            assert bar.scaled
            assert bar.proven == min(max(float(low), 0.0), 1.0)
            assert bar.possible == min(max(float(high), 0.0), 1.0)
            assert bar.more == (high == INF)
            assert bar.due == (min(1.0, float(each.expected)) if each.expected else None)


def test_what_is_proven_is_grouped_by_axis_in_the_order_of_the_plan() -> None:
    for view in views("en"):
        groups = glance.proven_by_axis(view, view.proven)
        order = [axis.id for axis in view.plan.axes]
        assert list(groups) == [axis for axis in order if axis in groups]
        rows = [row for several in groups.values() for row in several]
        assert [row.indicator for row in rows] == [each.id for each in view.proven]
        assert all(row.value for row in rows)


def test_a_row_says_on_what_its_target_is_based() -> None:
    view = viewed(PLANS[1], "en", "2025-09-01")
    for indicator in view.plan.indicator.values():
        row = glance.row(view, indicator)
        assert bool(row.target) == bool(row.basis) == bool(indicator.targets)
    assert glance.row(view, view.plan.indicator["E1"]).basis == "published"


def test_what_a_glance_shows_is_of_the_language() -> None:
    french = viewed(PLANS[1], "fr", "2025-09-01")
    shown = json.dumps([asdict(card) for card in glance.cards(french)], ensure_ascii=False)
    assert "proven" not in shown
    assert "renseigné" in shown
