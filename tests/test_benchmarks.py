"""The plans of the benchmarks are sound, and the measured works give the right results."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from plan_files import ROOT, SENEGAL

sys.path.insert(0, str(ROOT))

from benchmarks import __main__ as benchmarks
from benchmarks import once
from benchmarks.attack import saving
from benchmarks.attack.articles import make_reader, mutate, pages_to_mutate
from benchmarks.attack.finding import Terms
from benchmarks.attack.hostile_texts import PIECES
from benchmarks.floors import bare, numbers_of
from benchmarks.generate import OBSERVATIONS, QUOTATIONS, TODAY, Made, make_plan
from benchmarks.rounds import Result, rounds
from plan.edition.edition import check, load
from plan.evidence.match import GREEN
from plan.method.assessment import assess

SIZE = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_plan(tmp_path_factory.mktemp("plan"), SIZE)


def test_a_made_plan_has_no_error_and_the_wanted_size(made: Made) -> None:
    edition = load(made.path)
    assert edition.problems == ()
    assert edition.plan is not None
    indicators = list(edition.plan.indicator.values())
    assert len(indicators) == SIZE
    assert {len(each.observations) for each in indicators} == {OBSERVATIONS}
    quoted = {len(one.evidence) for each in indicators for one in each.observations}
    assert quoted == {QUOTATIONS}
    assert Counter(each.nature for each in indicators) == dict.fromkeys(
        ("flow", "stock", "rate", "steps"), SIZE // 4
    )


def test_a_plan_is_determined_by_its_seed(tmp_path: Path) -> None:
    def files(name: str, seed: int) -> dict[str, bytes]:
        made = make_plan(tmp_path / name, 8, seed)
        found = [made.path, *made.path.parent.joinpath("seeds").iterdir()]
        return {path.name: path.read_bytes() for path in found}

    assert files("one", 1) == files("two", 1)
    assert files("one", 1) != files("three", 2)


def test_every_rendering_of_a_quotation_is_recognised(made: Made) -> None:
    edition = load(made.path)
    assert len(made.renderings) == SIZE * OBSERVATIONS * QUOTATIONS
    assert {"exact", "normalised", "altered", "absent"} == set(made.renderings.values())
    for (name, i, k), rendering in made.renderings.items():
        state = edition.dossiers[name].observations[i][k].match.state
        if rendering in ("exact", "normalised"):
            assert state == rendering
        else:
            assert state not in GREEN


def test_a_made_plan_has_only_the_intended_problems(made: Made) -> None:
    codes = {problem.code for problem in check(load(made.path), TODAY)}
    assert "quote-changed" in codes
    assert codes <= {"quote-changed", "quote-orphan", "conflict", "stale"}


def test_the_floor_of_progress_gives_the_results_of_assess(made: Made) -> None:
    edition = load(made.path)
    plan = edition.plan
    assert plan is not None
    natures = set()
    for indicator in plan.indicator.values():
        dossier = edition.dossiers[indicator.id]
        each = assess(indicator, dossier, plan.head.period, TODAY, TODAY)
        if each.conflicts:
            continue
        natures.add(indicator.nature)
        assert bare(numbers_of(indicator, dossier, plan, TODAY)) == (
            each.value, each.even, each.at_horizon, each.progress, each.expected,
            each.status, each.reason,
        )  # fmt: skip
    assert natures == {"flow", "stock", "rate", "steps"}


def test_recheck_restores_the_file(made: Made) -> None:
    before = made.path.read_bytes()
    assert set(once.recheck(made.path)) == {"seconds", "first"}
    assert made.path.read_bytes() == before


def test_edit_restores_the_folder(made: Made) -> None:
    before = made.path.read_bytes()
    assert set(once.edit(made.path)) == {"reviewed", "saved", "first"}
    assert made.path.read_bytes() == before
    assert not list(made.path.parent.glob("*journal*"))


def test_anchoring_counts_the_quotations_that_are_not_green(made: Made) -> None:
    gone = sum(rendering in ("altered", "absent") for rendering in made.renderings.values())
    found = once.anchoring(made.path)
    assert (found["quotations"], found["refused"]) == (len(made.renderings), gone)


def test_suggestions_read_each_article_in_each_round() -> None:
    found = once.suggestions(SENEGAL / "indicators.yaml")
    assert found["offered"] > 0
    assert found["articles"] == 3 * 3 * 6  # articles, works, turns
    assert {len(samples) for samples in found["samples"].values()} == {5}


def test_every_hostile_text_has_an_exponent(made: Made) -> None:
    found = once.hostile(made.path, size=2_000)
    assert {name: len(several) for name, several in found.items()} == {
        "figures": len(once.HOSTILE), "anchoring": len(once.HOSTILE_QUOTES),
        "articles": len(PIECES), "microseconds": len(PIECES),
    }  # fmt: skip


def test_a_mutated_article_is_read_or_refused() -> None:
    read, pages, rng = make_reader(ROOT / "indicators.yaml"), pages_to_mutate(), Random(11)
    for _ in range(20):
        assert read(*mutate(rng, pages)) >= 0


def test_one_measurement_prints_json(made: Made) -> None:
    command = [sys.executable, "-m", "benchmarks.once", "check", str(made.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["problems"] == len(check(load(made.path), TODAY))


def test_commands_alternate_with_python_and_have_their_aims(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[str]] = []

    def processor_time(command: list[str]) -> float:
        given.append(command[1:])
        return 2.0 if "plan" in command else 0.5

    monkeypatch.setattr(benchmarks, "processor_time", processor_time)
    found = [each for each in benchmarks.starts({SIZE: made.path}, 1) if isinstance(each, Result)]
    assert {each.name: each.aim for each in found} == {
        "command check / python with yaml": 4,
        "command anchor / python with yaml": 3,
        "command anchor, not verbatim / python with yaml": 3,
        "command status / python with yaml": None,
        "command suggest / python with yaml": None,
        "command bounds / python with yaml": None,
    }
    assert {each.ratio for each in found} == {4}
    turn = [command[:3] for command in given[-7:]]
    assert turn[0] == ["-c", "import yaml, re, json, datetime"]
    assert [command[:2] for command in turn[1:]] == [["-m", "plan"]] * 6


def test_measurements_alternate_and_the_first_round_is_dropped() -> None:
    order: list[str] = []

    def measure(name: str, value: float) -> float:
        order.append(name)
        return value * (100 if len(order) < 3 else 1)

    samples = rounds(2, {"a": lambda: measure("a", 3), "b": lambda: measure("b", 2)})
    assert order == ["a", "b"] * 3
    assert samples == {"a": [3, 3], "b": [2, 2]}
    assert Result.of("a / b", samples, "a", "b", 1.0).kept == "no"
    assert Result.of("a / b", samples, "a", "b", 2.0).ratio == 1.5


# --- Attacks -------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_killed_and_racing_saves_lose_nothing(tmp_path: Path) -> None:
    terms, text = Terms(tmp_path, 0.01, 0), (ROOT / "indicators.yaml").read_text("utf-8")
    assert saving.kills(terms, "ours", text, 5).failed == 0
    for editor in saving.EDITORS:
        assert saving.races(terms, "ours", text, editor, 3).failed == 0


def test_a_damaged_plan_is_checked_without_a_failure() -> None:
    found = [saving.check_damaged((seed, seed % 2)) for seed in range(40)]
    assert {fault for _, fault in found} == {""}


def test_damage_is_determined_by_its_seed_and_differs_from_the_plan() -> None:
    data = (SENEGAL / "indicators.yaml").read_bytes()
    made = [saving.damaged(data, random.Random(n)) for n in range(30)]
    assert made == [saving.damaged(data, random.Random(n)) for n in range(30)]
    assert sum(each != data for each in made) > 20
