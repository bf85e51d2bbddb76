"""``python -m plan check``: what it prints, how it exits, and what it must not import."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plan.cli.main import main

ROOT = Path(__file__).parents[2]
SOUND = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      - id: "1"
        name: {fr: Écoles ouvertes}
        nature: flow
        unit: site
"""
WARNED = SOUND + "        observations: [{period: 2024, exactly: 3}]\n"
NOTED = WARNED.replace(
    "axes:",
    """\
sources:
  - {id: gazette, file: a.txt, kind: press, published: 2025-01-15}
axes:""",
).replace(
    "exactly: 3",
    """\
exactly: 3, note: Comptés., evidence: [{source: gazette, quote: des écoles ont été ouvertes}]""",
)
FAULTY = SOUND.replace("unit: site", "unit: sites").replace("flow", "flows")
ARTICLE = {"a.txt": "Hier des écoles ont été ouvertes."}
Outcome = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    def call(*arguments: str | Path) -> Outcome:
        code = main(["check", *map(str, arguments), "--on", "2025-06-30"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


# --- Exit codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain", "strict"),
    [(SOUND, 0, 0), (NOTED, 0, 0), (WARNED, 0, 1), (FAULTY, 1, 1), ("", 1, 1)],
)
def test_errors_exit_1_and_warnings_only_when_strict(
    plan_file: Callable[..., Path], run: Callable[..., Outcome], text: str, plain: int, strict: int
) -> None:
    path = plan_file(text, ARTICLE)
    assert run(path)[0] == plain
    assert run(path, "--strict")[0] == strict


def test_a_changed_article_exits_0(
    plan_file: Callable[..., Path], run: Callable[..., Outcome]
) -> None:
    path = plan_file(NOTED, {"a.txt": "La pluie tombe."})
    code, out, _ = run(path)
    assert code == 0
    assert "[quote-orphan]" in out


def test_a_missing_file_is_misuse(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    code, out, _ = run(tmp_path / "absent.yaml")
    assert code == 2
    assert "[file-missing]" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--format", "xml"],
        ["check", "--on", "hier"],
        ["check", "--lang", "de"],
        ["chek"],
        [],
    ],
)
def test_misuse_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err


def test_the_plan_defaults_to_the_file_in_the_working_directory(
    plan_file: Callable[..., Path], run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_file(FAULTY)
    assert run(path)[1] == run("--plan", path)[1]
    monkeypatch.chdir(path.parent)
    assert run()[0] == 1
    assert run()[1].startswith("indicators.yaml:10:17: ")


# --- Formats -------------------------------------------------------------------------------------


def test_text_is_one_line_a_problem_with_place_and_code(
    plan_file: Callable[..., Path], run: Callable[..., Outcome]
) -> None:
    path = plan_file(FAULTY)
    _, out, err = run(path, "--lang", "en")
    assert out.splitlines() == [
        f"{path}:10:17: “flows” is not one of the possible values: flow, stock, rate, steps. "
        "Did you mean “flow”? [choice-unknown]",
        f"{path}:11:15: The unit “sites” does not exist. Did you mean “site”? [unit-unknown]",
    ]
    assert err == "2 errors, 0 warnings and 0 notices\n"


def test_a_value_with_line_ends_and_control_characters_stays_on_one_line(
    plan_file: Callable[..., Path], run: Callable[..., Outcome]
) -> None:
    path = plan_file(SOUND.replace("unit: site", 'unit: "a\\nb\\e[31m\\L\\rc"'))
    _, out, _ = run(path)
    assert len(out.splitlines()) == 1
    assert out.count("\n") == 1
    assert "\x1b" not in out


def test_json_holds_every_part_of_a_problem(
    plan_file: Callable[..., Path], run: Callable[..., Outcome]
) -> None:
    path = plan_file(FAULTY)
    code, out, err = run(path, "--format", "json", "--lang", "en")
    assert code == 1
    assert err == ""
    first, second = json.loads(out)
    assert (first["line"], first["column"], first["code"]) == (10, 17, "choice-unknown")
    assert second == {
        "file": str(path),
        "line": 11,
        "column": 15,
        "severity": "error",
        "code": "unit-unknown",
        "message": "The unit “sites” does not exist. Did you mean “site”?",
        "remedy": "Correct the identifier, or add the unit to the plan.",
        "address": ["axes", 0, "indicators", 0, "unit"],
    }


def test_json_of_a_sound_file_is_an_empty_list(
    plan_file: Callable[..., Path], run: Callable[..., Outcome]
) -> None:
    assert json.loads(run(plan_file(SOUND), "--format", "json")[1]) == []


def test_annotations_of_the_forge_escape_what_would_end_them(
    plan_file: Callable[..., Path], run: Callable[..., Outcome]
) -> None:
    path = plan_file(SOUND.replace("unit: site", 'unit: "5%\\n::error::x"'))
    _, out, _ = run(path, "--format", "github", "--lang", "en")
    (line,) = out.splitlines()
    file = str(path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert line.startswith(f"::error file={file},line=11,col=15,title=unit-unknown::")
    assert "5%25%0A" in line


@pytest.mark.parametrize(
    ("text", "command"), [(WARNED, "warning"), (NOTED, "notice"), (FAULTY, "error")]
)
def test_annotations_carry_the_severity(
    plan_file: Callable[..., Path], run: Callable[..., Outcome], text: str, command: str
) -> None:
    _, out, _ = run(plan_file(text, ARTICLE), "--format", "github")
    assert {line.split(" ")[0] for line in out.splitlines()} == {f"::{command}"}


# --- Languages -----------------------------------------------------------------------------------


def test_the_language_is_chosen_or_follows_the_system(
    plan_file: Callable[..., Path], run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_file(FAULTY)
    french, english = run(path, "--lang", "fr")[1:], run(path, "--lang=en")[1:]
    assert "The unit “sites” does not exist" in english[0]
    assert "The unit “sites” does not exist" not in french[0]
    assert french[1] != english[1]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert run(path)[1:] == french
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run(path)[1:] == english
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run(path)[1:] == french


# --- As a program --------------------------------------------------------------------------------


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_check_works_whatever_the_encoding_of_the_terminal() -> None:
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = python("-m", "plan", "check", "indicators.yaml", "--strict", "--lang", "fr", **plain)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(
        re.fullmatch(r"indicators\.yaml:\d+:\d+: .+ \[[a-z-]+\]", line)
        for line in done.stdout.splitlines()
    )


def test_check_imports_neither_data_frames_nor_charts_nor_the_dashboard() -> None:
    heavy = ("pandas", "numpy", "streamlit", "altair", "uvicorn", "pyarrow", "pydantic")
    done = python(
        "-c",
        "import sys; from plan.cli.main import main; main(['check', 'indicators.yaml']);"
        f"sys.exit(sorted(set({heavy!r}) & set(sys.modules)) or 0)",
    )
    assert done.returncode == 0, done.stderr


def test_the_schema_command_writes_the_schema() -> None:
    done = python("-m", "plan", "schema", "--lang", "fr")
    assert done.returncode == 0
    assert done.stdout == (ROOT / "docs" / "indicators.schema.json").read_text("utf-8")


def test_a_closed_pipe_keeps_the_exit_code(plan_file: Callable[..., Path]) -> None:
    path = plan_file(
        "\n".join(["plan: {title: {fr: A}, period: 2023}"] + [f"k{n}: 1" for n in range(5000)])
    )
    run = subprocess.Popen(
        [sys.executable, "-m", "plan", "check", str(path)], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert run.stdout is not None
    run.stdout.close()
    assert run.wait(60) == 1
