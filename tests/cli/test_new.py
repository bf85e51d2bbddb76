"""The command ``new``: options, standard input, questions on a terminal, and its next steps."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from plan_files import ROOT

from plan.edition.edition import load

GIVEN = ("--country", "BF", "--title", "Santé", "--period", "2024/2028", "--axis", "Prévention")


def new(*argv: str | Path, given: str = "", code: int = 0, locale: str = "C") -> tuple[str, str]:
    """Run the command with a text on standard input; what it printed, and its errors."""
    done = subprocess.run(
        [sys.executable, "-m", "plan", "new", *map(str, argv)], input=given, text=True, cwd=ROOT,
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "LC_ALL": locale},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def test_a_plan_is_made_that_check_accepts_and_next_steps_are_printed(tmp_path: Path) -> None:
    folder = tmp_path / "plans" / "burkina"
    out, _ = new(folder, *GIVEN, "--axis", "Soins", "--currency", "XOF", "--lang", "en")
    path = folder / "indicators.yaml"
    assert f"The plan has been created: {path}." in out
    assert re.search(r"1\. Open it: python -m plan serve --plan .*indicators\.yaml", out)
    assert "Add an indicator to the axis “Prévention”." in out
    assert "Add an indicator to the axis “Soins”." in out
    done = subprocess.run(
        [sys.executable, "-m", "plan", "check", str(path), "--strict", "--format", "json"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, b"[]")


def test_axes_are_read_from_standard_input(tmp_path: Path) -> None:
    given = "Prévention | Prevention\n\n  Soins : « # » | Care\r\n"
    new(tmp_path, *GIVEN[:-2], "--axis", "-", "--languages", "fr,en", given=given)
    plan = load(tmp_path / "indicators.yaml").plan
    assert plan is not None
    assert [(axis.name.fr, axis.name.en) for axis in plan.axes] == [
        ("Prévention", "Prevention"), ("Soins : « # »", "Care"),
    ]  # fmt: skip


@pytest.mark.parametrize(("locale", "words"), [("fr_FR.UTF-8", "À compléter"), ("en", "completed")])
def test_what_is_missing_or_wrong_is_said_with_its_option(
    tmp_path: Path, locale: str, words: str
) -> None:
    _, err = new(tmp_path / "p", "--country", "Mars", code=2, locale=locale)
    assert words in err
    lines = err.splitlines()[1:]
    assert [line.split(":")[0].strip() for line in lines] == [
        "--country", "--title", "--period", "--axis",
    ]  # fmt: skip
    assert "Mars" in lines[0]
    assert "2024-01-01/2028-12-31" in lines[2]
    assert not (tmp_path / "p").exists()


def test_an_existing_plan_and_what_is_no_folder_are_refused(tmp_path: Path) -> None:
    new(tmp_path, *GIVEN)
    before = (tmp_path / "indicators.yaml").read_bytes()
    _, err = new(tmp_path, *GIVEN, code=2)
    assert "indicators.yaml" in err
    assert (tmp_path / "indicators.yaml").read_bytes() == before
    new(tmp_path / "indicators.yaml", *GIVEN, code=2)
    new(tmp_path / "other", *GIVEN, "--from", "none.yaml", code=2)
    new(tmp_path / "other", *GIVEN, "--from", ROOT / "seeds", code=2)
    new(tmp_path / "other", *GIVEN, "--from", ROOT / "tests/broken/flow-down.yaml", code=2)
    assert not (tmp_path / "other").exists()


def test_axes_and_indicators_of_another_plan_are_taken_and_what_to_look_at_is_listed(
    tmp_path: Path,
) -> None:
    out, _ = new(tmp_path, *GIVEN[:-2], "--from", "indicators.yaml", locale="fr_FR.UTF-8")
    plan, old = load(tmp_path / "indicators.yaml").plan, load(ROOT / "indicators.yaml").plan
    assert plan is not None
    assert old is not None
    assert list(plan.indicator) == list(old.indicator)
    assert not any(each.observations or each.targets for each in plan.indicator.values())
    listed = out.partition("À relire")[2]
    assert "Mali" in listed
    assert "2023–2027" in listed


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("ended", [False, True])
def test_on_a_terminal_what_is_missing_is_asked_until_it_can_be_used(
    tmp_path: Path, ended: bool
) -> None:
    import pty

    lines = ["fr", "Mars", "burkina faso", "", "Santé : « tous »", "2024–2028", "xof", "", "Soins",
             "Suivi", ""]  # fmt: skip
    typed = "\n".join(lines[:4] if ended else lines) + ("\x04" if ended else "\n")
    controller, terminal = pty.openpty()
    os.write(controller, typed.encode())
    done = subprocess.run(
        [sys.executable, "-m", "plan", "new", str(tmp_path / "p"), "--lang", "fr"], cwd=ROOT,
        stdin=terminal, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    os.close(controller)
    os.close(terminal)
    assert b"Traceback" not in done.stderr
    if ended:
        assert done.returncode == 2
        assert not (tmp_path / "p").exists()
        return
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().count("Pays (") == 2
    plan = load(tmp_path / "p" / "indicators.yaml").plan
    assert plan is not None
    assert (plan.head.country, plan.head.currency, plan.head.owner) == ("BF", "XOF", None)
    assert plan.head.title.fr == "Santé : « tous »"
    assert [axis.name.fr for axis in plan.axes] == ["Soins", "Suivi"]
