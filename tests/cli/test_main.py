"""The commands `status`, `anchor`, `bounds`, `suggest` and `measure`; how misuse is reported."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from hostile_plan import OTHER_ARTICLE, SIGN, payload, write_hostile_plan

from plan.cli.main import main
from plan.edition.edition import load

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "seeds" / "000_48c8e42f5bcd276a.txt"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_constant=pytest.fail)


def run(*argv: str | bytes, given: str | bytes = b"", **environment: str) -> Outcome:
    """Run a command in this process, with bytes for its streams and an ASCII locale."""
    raw = given if isinstance(given, bytes) else given.encode()
    stdin, out, err = (io.TextIOWrapper(io.BytesIO(each), "ascii") for each in (raw, b"", b""))
    variables = {"LC_ALL": "C", **environment}
    with (
        patch.dict(os.environ, variables),
        patch.multiple(sys, stdin=stdin, stdout=out, stderr=err),
        contextlib.chdir(ROOT),
    ):
        try:
            code = main([os.fsdecode(each) for each in argv])
        except SystemExit as stop:
            code = stop.code  # type: ignore[assignment]
        out.flush()
        err.flush()
    return Outcome(code, *(each.buffer.getvalue().decode() for each in (out, err)))  # type: ignore[attr-defined]


def run_apart(*argv: str | bytes, **environment: str) -> Outcome:
    """Run a command in a process of its own, without a locale."""
    done = subprocess.run(
        [sys.executable, "-m", "plan", *argv],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", **environment},
        check=False,
    )
    outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in outcome.err
    return outcome


def misused(outcome: Outcome) -> str:
    """What misuse says: exit code 2, nothing on standard output, one plain message."""
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.strip()
    return outcome.err


# --- status --------------------------------------------------------------------------------------

RANGES = ("value", "even", "at_horizon", "progress")


def test_status_has_exactly_the_shape_that_is_promised() -> None:
    outcome = run("status", "--on", "2024-12-31", "--known", "2026-11-21", "--format", "json")
    answer = outcome.json
    assert (outcome.code, outcome.err) == (0, "")
    assert list(answer) == ["on", "known", "elapsed", "axes", "indicators"]
    assert (answer["on"], answer["known"]) == ("2024-12-31", "2026-11-21")
    assert answer["elapsed"] == 731 / 1826
    for axis in answer["axes"]:
        assert list(axis) == [
            "id", "counts", "indicators", "assessable", "with_evidence", "reached",
        ]  # fmt: skip
        assert list(axis["counts"]) == [
            "reached", "on-track", "accelerate", "limited", "regression", "between", "unassessed",
        ]  # fmt: skip
        assert list(axis["reached"]) == ["at_least", "at_most"]
        counts = (*axis["counts"].values(), *axis["reached"].values())
        assert all(type(count) is int for count in counts)
    for each in answer["indicators"]:
        assert list(each) == [
            "id", "axis", "value", "even", "horizon", "at_horizon", "progress", "expected",
            "status", "reason", "stale", "conflicts", "origins",
        ]  # fmt: skip
        for name in (*RANGES, "status"):
            assert each[name] is None or list(each[name]) == ["low", "high"]
        for name in RANGES:
            low_and_high = (each[name] or {}).values()
            assert all(type(bound) in (int, float, type(None)) for bound in low_and_high)
            assert each[name] is None or each[name]["low"] is not None
        assert type(each["expected"]) in (float, type(None))
        assert type(each["stale"]) is bool
        assert type(each["origins"]) is int
        assert isinstance(each["conflicts"], list)
        assert (each["status"] is None) == (each["reason"] is not None)
    assert {each["axis"] for each in answer["indicators"]} == {
        axis["id"] for axis in answer["axes"]
    }


PLAN = """
plan: {title: {fr: Essai}, period: 2023/2024}
sources: [{id: s, file: s.txt, kind: press, published: 2025-01-01}]
axes:
  - id: a
    name: {fr: Axe}
    indicators:
      - {id: "0", name: {fr: Rien}, nature: flow, unit: person}
      - id: "1"
        name: {fr: Nom}
        nature: stock
        unit: person
        observations:
          - {period: 2024, exactly: 10, evidence: [{source: s, quote: il y en avait dix ici}]}
          - {period: 2024, exactly: 12, evidence: [{source: s, quote: il y en avait douze ici}]}
          - period: 2023
            exactly: 2.5
            evidence:
              - {source: s, quote: deux et demi en tout cas}
              - {source: s, quote: non pas deux et demi, stance: refutes}
"""
WORDS = "Car il y en avait dix ici. Mais il y en avait douze ici : deux et demi en tout cas. "


def test_conflicts_are_given_by_the_addresses_of_their_observations(plan_file: Any) -> None:
    path = plan_file(PLAN, {"s.txt": WORDS + "Et non pas deux et demi."})
    answer = run("status", "--plan", str(path), "--on", "2025-06-30", "--format", "json").json
    place = ["axes", 0, "indicators", 1, "observations"]
    one = answer["indicators"][1]
    assert one["conflicts"] == [[[*place, 0], [*place, 1]], [[*place, 2]]]
    assert one["value"] is None
    early = run("status", "--plan", str(path), "--on", "2023-12-31", "--known", "2025-06-30",
                "--format", "json").json["indicators"][1]  # fmt: skip
    assert early["value"] == {"low": 2.5, "high": 2.5}


def test_known_defaults_to_on_and_a_value_waits_for_its_publication(plan_file: Any) -> None:
    path = plan_file(PLAN, {"s.txt": WORDS + "Et non pas deux et demi."})
    answer = run("status", "--plan", str(path), "--on", "2023-12-31", "--format", "json").json
    assert answer["known"] == "2023-12-31"
    assert answer["indicators"][1]["reason"] == "no-evidence"
    assert answer["indicators"][1]["value"] is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_status_is_printed_in_either_language(language: str) -> None:
    outcome = run("status", "--on", "2026-11-21", "--lang", language)
    assert outcome.code == 0
    title = {"fr": "Plan d’actions national", "en": "National action plan"}[language]
    assert outcome.out.startswith(title)
    assert "Promotion" in outcome.out
    assert all(f" {name} " in outcome.out for name in ("1.1", "2.6", "3.7", "4.8"))


@pytest.mark.parametrize("day", ["0001-01-01", "2022-12-31", "2023-01-01", "9990-12-31"])
def test_status_is_printed_for_any_day(day: str) -> None:
    for form in ("text", "json"):
        outcome = run("status", "--on", day, "--format", form)
        assert outcome.code == 0
        assert outcome.out


def test_a_faulty_file_is_reported_with_positions_and_exit_code_1(plan_file: Any) -> None:
    path = plan_file(PLAN.replace("exactly: 10", "exactly: 10.000"))
    outcome = run("status", "--plan", str(path), "--lang", "en")
    assert outcome.code == 1
    assert outcome.out == ""
    assert f"{path}:14:37:" in outcome.err
    assert "[number-ambiguous]" in outcome.err


def test_a_missing_or_unreadable_plan_is_misuse_or_an_error(plan_file: Any, tmp_path: Path) -> None:
    assert "[file-missing]" in misused(run("status", "--plan", str(tmp_path / "none.yaml")))
    assert "[file-missing]" in misused(run("status", "--plan", str(tmp_path)))
    for text, code in ((b"", "file-empty"), (b"\xff", "file-encoding"), (b"a: [", "yaml-syntax")):
        outcome = run("status", "--plan", str(plan_file(text)))
        assert (outcome.code, outcome.out) == (1, "")
        assert f"[{code}]" in outcome.err


def test_a_number_too_large_for_a_float_is_still_printed(plan_file: Any) -> None:
    path = plan_file(PLAN.replace("exactly: 2.5", "exactly: 9e99"), {"s.txt": WORDS})
    for form in ("json", "text"):
        outcome = run("status", "--plan", str(path), "--on", "2023-12-31", "--known", "2025-06-30",
                   "--format", form)  # fmt: skip
        assert outcome.code == 0
        assert outcome.out


# --- anchor --------------------------------------------------------------------------------------

QUOTE = "dont le terme est échu"


def test_anchor_locates_a_quotation() -> None:
    outcome = run("anchor", str(ARTICLE), "--quote", QUOTE)
    text = ARTICLE.read_text(encoding="utf-8")
    start = text.index(QUOTE)
    assert outcome.code == 0
    assert outcome.json == {
        "state": "exact",
        "start": start,
        "end": start + len(QUOTE),
        "found": QUOTE,
        "difference": [],
    }


def test_anchor_shows_differences_and_lost_quotations() -> None:
    changed = run(
        "anchor", str(ARTICLE), "--quote", "plan d’action national 2018-2023 dont le terme"
    )
    assert changed.json["state"] == "changed"
    assert changed.json["found"] == "plan d’action national 2018-2022 dont le terme"
    ((ours, theirs),) = changed.json["difference"]
    assert "2023" in ours
    assert "2022" in theirs
    gone = {"state": "orphan", "start": None, "end": None, "found": "", "difference": []}
    for quote in ("", " ", "rien de tel ne s’y trouve nulle part", "\U0001f600"):
        assert run("anchor", str(ARTICLE), "--quote", quote).json == gone


def test_anchor_reads_the_context_of_a_quotation() -> None:
    sides = ("--prefix", "plan d’action national 2018-2022 ", "--suffix", ". Il s’agira donc")
    assert run("anchor", str(ARTICLE), "--quote", QUOTE, *sides).json["state"] == "exact"
    lost = run("anchor", str(ARTICLE), "--quote", QUOTE, "--prefix", "tout autre chose")
    assert lost.json["state"] == "moved"


def test_a_batch_is_answered_line_by_line_in_its_order() -> None:
    asked = [
        {"id": 1, "text": "abc déf ghi", "quote": "déf"},
        {"id": "deux", "text": "abc déf ghi", "quote": "DÉF", "prefix": None},
        {"id": None, "text": "un mot, un mot", "quote": "mot"},
        {"id": [1, {"k": "é"}], "text": "un mot, deux mot", "quote": "mot", "prefix": "deux "},
        {"text": "\U0001f600 mot", "quote": "mot", "suffix": ""},
        {"id": 6, "text": "", "quote": "mot"},
    ]
    lines = [json.dumps(each, ensure_ascii=n % 2 == 0) for n, each in enumerate(asked)]
    outcome = run("anchor", "--batch", "-", given="\n\n".join(lines) + "\n")
    assert outcome.code == 0
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert [list(each) for each in answers] == [["id", "state", "start", "end"]] * len(asked)
    assert answers == [
        {"id": 1, "state": "exact", "start": 4, "end": 7},
        {"id": "deux", "state": "normalised", "start": 4, "end": 7},
        {"id": None, "state": "ambiguous", "start": answers[2]["start"], "end": answers[2]["end"]},
        {"id": [1, {"k": "é"}], "state": "exact", "start": 13, "end": 16},
        {"id": None, "state": "exact", "start": 2, "end": 5},
        {"id": 6, "state": "orphan", "start": None, "end": None},
    ]


def test_an_empty_batch_has_an_empty_answer() -> None:
    for given in ("", "\n \n"):
        outcome = run("anchor", "--batch", "-", given=given)
        assert outcome == (0, "", "")


def test_a_batch_is_read_from_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "asked.jsonl"
    path.write_text('{"id": 1, "text": "abc", "quote": "abc"}', encoding="utf-8")
    assert run("anchor", "--batch", str(path)).json["state"] == "exact"


def test_a_lone_surrogate_passes_through() -> None:
    outcome = run(
        "anchor", "--batch", "-", given=r'{"id": "\ud800", "text": "a \udfff b", "quote": "b"}'
    )
    assert outcome.json == {"id": "\ud800", "state": "exact", "start": 4, "end": 5}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "nonsense",
        "[]",
        "1",
        "null",
        '"text"',
        "{}",
        '{"text": "abc"}',
        '{"quote": "abc"}',
        '{"text": 1, "quote": "abc"}',
        '{"text": "abc", "quote": null}',
        '{"text": "abc", "quote": "abc", "prefix": 1}',
        "[" * 100_000,
        '{"text": "abc", "quote": "abc", "id": ' + "9" * 5000 + "}",
    ],
)
def test_an_invalid_line_of_a_batch_is_reported_by_its_number(line: str) -> None:
    good = '{"id": 1, "text": "abc", "quote": "abc"}'
    outcome = run("anchor", "--batch", "-", "--lang", "en", given=f"{good}\n{line}\n{good}\n")
    assert outcome.code == 2
    assert len(outcome.out.splitlines()) == 1
    assert "Line 2 is not valid" in outcome.err


@pytest.mark.parametrize(
    "argv",
    [
        ("anchor",),
        ("anchor", str(ARTICLE)),
        ("anchor", "--quote", "abc"),
        ("anchor", "none.txt", "--quote", "abc"),
        ("anchor", "seeds", "--quote", "abc"),
        ("anchor", "--batch", "none.jsonl"),
        ("anchor", "--batch", "seeds"),
        ("anchor", b"\xff.txt", "--quote", b"\xff"),
        ("bounds",),
        ("bounds", "none.json"),
        ("bounds", "seeds"),
        ("check", "seeds"),
        ("check", "seeds", "--format", "json"),
        ("status", "--on", "yesterday"),
        ("status", "--on", "2024"),
        ("status", "--on", "2024-02-30"),
        ("status", "--known", "31/12/2024"),
        ("status", "--format", "xml"),
        ("status", "--lang", "de"),
        ("status", "more"),
        ("suggest",),
        ("suggest", "none.txt"),
        ("suggest", "seeds"),
        ("suggest", str(ARTICLE), "--published", "2024-02-30"),
        ("suggest", str(ARTICLE), "--format", "xml"),
        ("suggest", str(ARTICLE), "--plan", "none.yaml"),
        ("measure",),
        ("measure", "none"),
        ("measure", "docs"),
        ("nothing-of-the-kind",),
        (),
    ],
)
def test_misuse_is_reported_plainly_with_exit_code_2(argv: tuple[str | bytes, ...]) -> None:
    misused(run(*argv))


def test_the_commands_are_the_same_in_a_process_of_their_own() -> None:
    for argv in (
        ("status", "--on", "2026-11-21", "--format", "json"),
        ("status", "--on", "2026-11-21"),
        ("anchor", str(ARTICLE), "--quote", QUOTE),
        ("anchor", b"\xff.txt", "--quote", b"\xff"),
        ("bounds", "none.json"),
    ):
        assert run_apart(*argv) == run(*argv)
    assert run_apart("--help", LC_ALL="fr_FR.UTF-8").code == 0


def test_bytes_that_are_no_utf8_are_misuse(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("échu".encode("latin-1"))
    assert "UTF-8" in misused(run("anchor", str(path), "--quote", "abc"))
    assert "UTF-8" in misused(run("anchor", "--batch", "-", given=b"\xff\xfe\n"))
    misused(run("bounds", "-", given=b"\xff\xfe\n"))


# --- bounds --------------------------------------------------------------------------------------


def question(*observations: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"plan_period": "2023-01-01/2027-12-31", "on": "2024-12-31"}
    return {**base, "observations": list(observations), **more}


def test_bounds_answers_one_question_or_a_list_of_them() -> None:
    window = {"period": "2022/2024", "at_least": 100000}
    inside = [{"period": "2023", "exactly": 13813}, {"period": "2024", "at_least": 36000.5}]
    clash = [{"period": "2023", "exactly": 1}, window, {"period": "2023", "at_least": 2}]
    asked = [question(window, *inside, id="é"), question(*clash), question(), question(window)]
    outcome = run("bounds", "-", given=json.dumps(asked))
    assert outcome.code == 0
    assert outcome.json == [
        {"id": "é", "low": 49813.5, "high": None, "conflict": False, "conflicting": []},
        {"low": None, "high": None, "conflict": True, "conflicting": [0, 2]},
        {"low": 0, "high": None, "conflict": False, "conflicting": []},
        {"low": 0, "high": None, "conflict": False, "conflicting": []},
    ]
    alone = run("bounds", "-", given=json.dumps(asked[0])).json
    assert alone == outcome.json[0]
    assert list(alone) == ["id", "low", "high", "conflict", "conflicting"]
    assert run("bounds", "-", given="[]").json == []


def test_bounds_reads_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "question.json"
    path.write_text(json.dumps(question({"period": "2023/2024", "exactly": 7})), encoding="utf-8")
    assert run("bounds", str(path)).json["low"] == 7


@pytest.mark.parametrize(
    "given",
    [
        "",
        " ",
        "{",
        "nonsense",
        "1",
        "null",
        '"text"',
        "{}",
        "[1]",
        "[[]]",
        "[" * 100_000,
        json.dumps(question()).replace('"2024-12-31"', '"2024-13-31"'),
        json.dumps(question()).replace('"2024-12-31"', "20241231"),
        json.dumps(question(), separators=(",", ":")).replace("[]", "{}"),
        json.dumps(question({"period": "2024"})),
        json.dumps(question({"period": "2024", "exactly": 1, "at_least": 1})),
        json.dumps(question({"period": "2024", "exactly": "many"})),
        json.dumps(question({"period": "2024", "exactly": "100.000"})),
        json.dumps(question({"period": "2024", "exactly": -1})),
        json.dumps(question({"period": "2024", "exactly": True})),
        json.dumps(question({"period": "2024", "exactly": float("nan")})),
        json.dumps(question({"period": "2024", "exactly": float("inf")})),
        json.dumps(question({"period": "2024", "exactly": 0})).replace(": 0}", ": 1e999999999}"),
        json.dumps(question({"period": "2024", "exactly": 0})).replace(": 0}", ": 1e-999999999}"),
        json.dumps(question({"period": "2024", "exactly": 0})).replace(": 0}", f": {'9' * 5000}}}"),
        json.dumps(question({"period": "2024", "between": [2, 1]})),
        json.dumps(question({"period": "2024", "between": [1]})),
        json.dumps(question({"period": "2024/2023", "exactly": 1})),
        json.dumps(question({"period": "2024/..", "exactly": 1})),
        json.dumps(question({"period": "2024", "exactly": 1, "oops\ud800": 1})),
        json.dumps(question(oops=1)),
    ],
)
def test_a_malformed_question_is_misuse_and_said_in_french_too(given: str) -> None:
    english = misused(run("bounds", "-", given=given, LC_ALL="en_GB.UTF-8"))
    assert misused(run("bounds", "-", given=given, LC_ALL="fr_FR.UTF-8")) != english


# --- suggest, measure ----------------------------------------------------------------------------

NEWS = """\
Traite des personnes : le bilan de Kayes

Les agents ont identifié au moins 412 victimes de la traite des personnes au premier semestre.

De nombreuses victimes de la traite ont été assistées.
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "neuf.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def test_suggest_has_exactly_the_shape_that_is_promised(news: Path) -> None:
    outcome = run("suggest", str(news), "--published", "2025-07-10", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    (answer,) = outcome.json
    assert 0 < answer.pop("score") <= 1
    start, end = answer.pop("start"), answer.pop("end")
    assert NEWS[start:end] == answer.pop("quote")
    assert answer == {"indicator": "2.1", "value": {"at_least": 412}, "unit": "victim",
                    "period": "2025-01-01/2025-06-30", "announced": False,
                    "flags": ["new"]}  # fmt: skip


def test_without_a_day_of_publication_what_depends_on_it_has_no_period(news: Path) -> None:
    (answer,) = run("suggest", str(news), "--format", "json").json
    assert answer["period"] is None
    assert "unresolved" in answer["flags"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_suggest_prints_proposals_and_excluded_passages(news: Path, language: str) -> None:
    outcome = run("suggest", str(news), "--published", "2025-07-10", "--lang", language)
    assert outcome.code == 0
    assert "412 victimes de la traite" in outcome.out
    vague = {"fr": "Le passage ne donne pas de nombre", "en": "It does not give a number"}
    assert vague[language] in outcome.out


def test_suggest_reads_a_page_as_it_was_saved(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in NEWS.split("\n\n")[1:])
    page = tmp_path / "neuf.html"
    page.write_text(
        "<html><head><title>Traite des personnes : le bilan de Kayes</title>"
        '<meta property="article:published_time" content="2025-07-10T09:00:00Z"></head>'
        f"<body><h1>Traite des personnes : le bilan de Kayes</h1>{body}</body></html>",
        encoding="utf-8",
    )
    (answer,) = run("suggest", str(page), "--format", "json").json
    assert (answer["value"], answer["period"]) == ({"at_least": 412}, "2025-01-01/2025-06-30")


def test_a_folder_for_a_file_and_a_file_for_a_folder_are_reported(news: Path) -> None:
    assert "is a folder" in misused(run("suggest", str(news.parent), "--lang", "en"))
    assert "is a file" in misused(run("measure", str(news), "--lang", "en"))


def test_an_article_that_cannot_be_read_is_misuse_and_says_what_to_do(tmp_path: Path) -> None:
    page = tmp_path / "neuf.pdf"
    page.write_bytes(b"%PDF-1.7 broken")
    assert "PDF" in misused(run("suggest", str(page)))
    assert page.read_bytes() == b"%PDF-1.7 broken"


def test_suggest_reads_for_the_sound_entries_of_a_faulty_plan(news: Path, plan_file: Any) -> None:
    path = plan_file("""
plan:
  title: {fr: Plan contre la traite}
  country: ML
  period: 2023/2027
  units:
  - {id: victim, name: {fr: victime}, plural: {fr: victimes}, people: true}
axes:
- id: one
  name: {fr: Premier axe}
  indicators:
  - id: victims
    name: {fr: Victimes de la traite identifiées}
    terms: [victimes de la traite]
    unit: victim
    nature: flow
  - {id: broken, name: {fr: Cassé}, unit: victim, nature: floww}
""")
    outcome = run("suggest", str(news), "--plan", str(path), "--format", "json",
               "--published", "2025-07-10")  # fmt: skip
    assert outcome.code == 1
    assert "floww" in outcome.err
    assert [each["indicator"] for each in outcome.json] == ["victims"]


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_article_without_a_word_is_misuse(tmp_path: Path, text: str) -> None:
    path = tmp_path / "vide.txt"
    path.write_text(text, encoding="utf-8")
    assert "no text" in misused(run("suggest", str(path), "--lang", "en"))


def test_measure_gives_precision_and_recall_of_every_metric() -> None:
    outcome = run("measure", "tests/labelled/build/guinee", "--format", "json")
    assert outcome.code == 0
    assert {"lines", "figures", "periods", "suggestions", "values"} <= outcome.json.keys()
    for score in outcome.json.values():
        assert 0 <= score["right"] <= score["offered"]
        assert score["precision"] == (score["right"] / score["offered"] if score["offered"] else 1)
        assert 0 <= score["recall"] <= 1


def test_measure_lists_what_was_read_wrongly_on_demand() -> None:
    folder = "tests/labelled/build/guinee"
    plain, wrong = (run("measure", folder, *more).out.splitlines() for more in ((), ("--wrong",)))
    assert set(plain) < set(wrong)
    assert all(line.startswith(("  + ", "  - ")) for line in wrong if line not in plain)


def test_a_label_that_fits_no_line_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Un titre\n", encoding="utf-8")
    (tmp_path / "page.labels").write_text("B Un autre titre\n", encoding="utf-8")
    assert "autre titre" in misused(run("measure", str(tmp_path)))


# --- All commands --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", [(), ("status",), ("anchor",), ("bounds",), ("suggest",), ("measure",)]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_is_given_in_either_language(command: tuple[str, ...], language: str) -> None:
    outcome = run(*command, "--help", LC_ALL=f"{language}_XX.UTF-8")
    assert outcome.code == 0
    assert "python -m plan" in outcome.out
    assert outcome.err == ""


def test_the_language_follows_the_option_before_the_system() -> None:
    day = ("--on", "2024-12-31")
    english = run("status", *day, "--lang", "en", LC_ALL="fr_FR.UTF-8").out
    assert english.startswith("National")
    assert run("status", *day, "--lang=en", LC_ALL="fr_FR.UTF-8").out == english
    assert run("status", *day, LC_ALL="en_GB.UTF-8").out == english
    assert run("status", *day, LC_ALL="C").out.startswith("Plan")


def test_an_invalid_port_affects_serve_only() -> None:
    assert run("status", "--on", "2024-12-31", PORT="none").code == 0
    misused(run("serve", PORT="none"))


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "asked.jsonl"
    path.write_text('{"id": 1, "text": "abc", "quote": "abc"}\n' * 20_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "plan", "anchor", "--batch", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (("check", "faulty.yaml"), 1),
        (("check", "faulty.yaml", "--format", "json"), 1),
        (("check", "none.yaml"), 2),
        (("suggest", "article.txt", "--plan", "faulty.yaml"), 1),
    ],
)
def test_a_closed_pipe_does_not_change_the_exit_code(
    tmp_path: Path, command: tuple[str, ...], status: int
) -> None:
    (tmp_path / "faulty.yaml").write_text(
        "plan: {title: {fr: Eau}, period: 2023/2027}\n"
        "axes:\n- {id: a, name: {fr: Eau}, indicators: [{id: a.1, name: {fr: Eau}}]}\n",
        encoding="utf-8",
    )
    (tmp_path / "article.txt").write_text("L’eau est là.", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "plan", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == status


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [("check", "none.yaml"), ("status",), ("schema",)])
def test_an_output_that_cannot_be_written_is_reported_in_one_line(command: tuple[str, ...]) -> None:
    buffered = {name: held for name, held in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "plan", *command, "--lang", "fr"],
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False, env=buffered,
        )  # fmt: skip
    words = done.stderr.decode().splitlines()
    assert [line for line in words if "disque" in line] == [
        "python -m plan: La sortie ne peut pas être écrite\u00a0: le disque est plein."
    ]
    assert len(words) == 1
    assert done.returncode == 2


def test_check_and_status_import_no_heavy_library() -> None:
    script = (
        "import sys; from plan.cli.main import main; "
        "codes = [main(['status', '--on', '2024-12-31', '--format', 'json']), "
        "main(['check', '--on', '2024-12-31', '--format', 'json'])]; "
        "heavy = {'pandas', 'numpy', 'altair', 'streamlit', 'uvicorn', 'pydantic'}; "
        "heavy &= set(sys.modules); "
        "print(codes, sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True, text=True
    )
    assert done.stderr.strip().endswith("[0, 0] []")


# --- Texts that a terminal would obey ------------------------------------------------------------

#: Control characters but for the end of a line, and marks of direction that nothing closes.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066\u2067]")


@pytest.mark.parametrize(
    "argv",
    [
        ("check",), ("check", "--format", "json"), ("check", "--format", "github"), ("status",),
        ("status", "--format", "json"), ("suggest", "ARTICLE"),
        ("suggest", "ARTICLE", "--format", "json"),
        ("anchor", "ARTICLE", "--quote", payload(0).split("\x1b")[0]),
        ("check", f"{payload(1)}.yaml"), ("anchor", payload(1), "--quote", "x"),
    ],
)  # fmt: skip
def test_nothing_in_a_text_changes_the_terminal(argv: tuple[str, ...], tmp_path: Path) -> None:
    plan = write_hostile_plan(tmp_path)
    article = str(plan.parent / "seeds" / OTHER_ARTICLE)
    options = [article if each == "ARTICLE" else each for each in argv]
    outcome = run(*options, "--plan", str(plan))
    shown = outcome.out + outcome.err
    assert not OBEYED.search(shown)
    if argv not in {("status", "--format", "json")}:
        assert SIGN in shown or "points d’eau" in shown
    if "json" in argv:
        assert outcome.json
    if "github" in argv:
        assert all(each.startswith("::") for each in outcome.out.splitlines())


def test_json_holds_the_true_text(tmp_path: Path) -> None:
    plan = write_hostile_plan(tmp_path)
    article = plan.parent / "seeds" / OTHER_ARTICLE
    quote = article.read_text(encoding="utf-8").splitlines()[0]
    assert run("anchor", str(article), "--quote", quote).json["found"] == quote
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("nature: flow", 'nature: "\\e[1m\u202e"', 1),
        "utf-8",
    )
    found = run("check", "--format", "json", "--plan", str(plan)).json
    assert any("\x1b[1m\u202e" in problem["message"] for problem in found)
    assert load(plan).problems


def test_a_text_of_several_lines_is_one_line_of_a_report(plan_file: Any) -> None:
    name = "E\n::error file=x::made up\nx.yaml:1:1: made up [key-missing]"
    axes = [{"id": "a", "name": {"fr": name}, "indicators": []}]
    head = {"title": {"fr": name}, "period": "2024/2026", "period ": name}
    plan = plan_file(json.dumps({"plan": head, "axes": axes}))
    for how in ("text", "github"):
        outcome = run("check", str(plan), "--format", how)
        assert not [
            line for line in outcome.out.splitlines() if line.startswith(("::error file=x", "x"))
        ]
    head.pop("period ")
    plan.write_text(json.dumps({"plan": head, "axes": axes}), "utf-8")
    outcome = run("status", "--plan", str(plan))
    assert outcome.code == 0
    assert not [line for line in outcome.out.splitlines() if line.startswith(("::", "x"))]


# --- Links in a circle ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["indicators.yaml", "seeds", "seeds/article.txt"])
@pytest.mark.parametrize(
    "command",
    [
        ("check",), ("status",), ("suggest", "seeds/article.txt"),
        ("anchor", "seeds/article.txt", "--quote", "un texte"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_loop_of_links_is_named_and_ends_in_no_traceback(
    command: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    plan = tmp_path / "indicators.yaml"
    plan.write_bytes((ROOT / "indicators.yaml").read_bytes())
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "article.txt").write_text("Un texte.\n", encoding="utf-8")
    circle = tmp_path / name
    if circle.is_dir():
        (circle / "article.txt").unlink()
        circle.rmdir()
    else:
        circle.unlink()
    circle.symlink_to(circle.name)
    what, *rest = (str(tmp_path / each) if each.startswith("seeds/") else each for each in command)
    outcome = run(what, *rest, *(() if what == "anchor" else ("--plan", str(plan))))
    assert outcome.code in (0, 1, 2)
    assert outcome.code == 0 or outcome.out + outcome.err
