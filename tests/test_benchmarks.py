"""The plans that benchmarks run on are sound, and what they measure is right."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from plan_files import ROOT, SENEGAL

sys.path.insert(0, str(ROOT))

from benchmarks import __main__ as benchmarks
from benchmarks import once
from benchmarks.floors import bare, facts
from benchmarks.generate import OBSERVATIONS, QUOTATIONS, TODAY, Made, make_plan
from benchmarks.rounds import Result, rounds
from plan.edition.edition import check, load
from plan.evidence.match import GREEN
from plan.method.assessment import assess

SIZE = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_plan(tmp_path_factory.mktemp("plan"), SIZE)


def test_a_made_plan_has_no_error_and_its_full_size(made: Made) -> None:
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


def test_the_same_seed_makes_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    def files(name: str, seed: int) -> dict[str, bytes]:
        made = make_plan(tmp_path / name, 8, seed)
        found = [made.path, *made.path.parent.joinpath("seeds").iterdir()]
        return {path.name: path.read_bytes() for path in found}

    assert files("one", 1) == files("two", 1)
    assert files("one", 1) != files("three", 2)


def test_what_became_of_every_quotation_is_found(made: Made) -> None:
    edition = load(made.path)
    assert len(made.fates) == SIZE * OBSERVATIONS * QUOTATIONS
    assert {"exact", "normalised", "altered", "absent"} == set(made.fates.values())
    for (name, i, k), fate in made.fates.items():
        state = edition.dossiers[name].observations[i][k].match.state
        if fate in ("exact", "normalised"):
            assert state == fate
        else:
            assert state not in GREEN


def test_a_made_plan_has_no_other_problems_than_were_put_into_it(made: Made) -> None:
    codes = {problem.code for problem in check(load(made.path), TODAY)}
    assert "quote-changed" in codes
    assert codes <= {"quote-changed", "quote-orphan", "conflict", "stale"}


def test_the_bare_arithmetic_comes_to_what_progress_does(made: Made) -> None:
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
        assert bare(facts(indicator, dossier, plan, TODAY)) == (
            each.value, each.even, each.at_horizon, each.progress, each.expected,
            each.status, each.reason,
        )  # fmt: skip
    assert natures == {"flow", "stock", "rate", "steps"}


def test_checking_again_compares_its_result_and_leaves_the_file_as_it_was(made: Made) -> None:
    before = made.path.read_bytes()
    assert set(once.recheck(made.path)) == {"seconds", "first"}
    assert made.path.read_bytes() == before


def test_a_change_is_saved_and_the_folder_left_as_it_was(made: Made) -> None:
    before = made.path.read_bytes()
    assert set(once.edit(made.path)) == {"reviewed", "saved", "first"}
    assert made.path.read_bytes() == before
    assert not list(made.path.parent.glob("*journal*"))


def test_anchoring_counts_the_quotations_that_are_not_green(made: Made) -> None:
    gone = sum(fate in ("altered", "absent") for fate in made.fates.values())
    found = once.anchoring(made.path)
    assert (found["quotations"], found["refused"]) == (len(made.fates), gone)


def test_articles_are_read_for_a_plan_and_each_turn_has_its_own() -> None:
    found = once.suggestions(SENEGAL / "indicators.yaml")
    assert found["offered"] > 0
    assert found["articles"] == 3 * 3 * 6  # articles, works, turns
    assert {len(samples) for samples in found["samples"].values()} == {5}


def test_every_hostile_text_has_its_exponent(made: Made) -> None:
    found = once.hostile(made.path, size=2_000)
    assert {name: len(several) for name, several in found.items()} == {
        "figures": len(once.HOSTILE), "anchoring": len(once.HOSTILE_QUOTES),
    }  # fmt: skip


def test_one_measurement_prints_json(made: Made) -> None:
    command = [sys.executable, "-m", "benchmarks.once", "check", str(made.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["problems"] == len(check(load(made.path), TODAY))


def test_commands_take_turns_with_python_and_its_libraries_and_have_their_aims(
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


def test_measurements_take_turns_and_the_first_turn_is_dropped() -> None:
    order: list[str] = []

    def measure(name: str, value: float) -> float:
        order.append(name)
        return value * (100 if len(order) < 3 else 1)

    samples = rounds(2, {"a": lambda: measure("a", 3), "b": lambda: measure("b", 2)})
    assert order == ["a", "b"] * 3
    assert samples == {"a": [3, 3], "b": [2, 2]}
    assert Result.of("a / b", samples, "a", "b", 1.0).kept == "no"
    assert Result.of("a / b", samples, "a", "b", 2.0).ratio == 1.5
