"""What stands beside the code: the versions it is installed with, and what prepares them."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from plan.cli.main import main

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = [
    Requirement(line)
    for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])
]
PINS = {
    pin.name.lower().replace("_", "-"): pin
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for pin in [Requirement(line)]
}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> Iterator[list[str]]:
    """What the README says to type after ``python -m plan``."""
    for line in dict.fromkeys(
        re.findall(r"^\.venv/bin/python -m plan (.+)$", README, re.MULTILINE)
    ):
        words = re.findall(r'"[^"]*"|\S+', re.sub(r"\s#.*", "", line))
        yield [word.strip('"') for word in words]


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: declared.name)
def test_each_declared_library_has_one_exact_version_within_its_range(
    declared: Requirement,
) -> None:
    (exact,) = PINS[declared.name.lower()].specifier
    assert exact.operator == "=="
    assert declared.specifier.contains(exact.version)
    # A range without an upper end promises what no one has tried.
    assert any(part.operator == "<" for part in declared.specifier)


def test_constraints_hold_versions_only() -> None:
    assert all(pin.url is None and not pin.extras for pin in PINS.values())
    assert all(len(pin.specifier) == 1 for pin in PINS.values())


@pytest.mark.skipif(sys.platform == "win32", reason="make and sh are not there")
def test_setup_refuses_an_interpreter_that_is_not_recent_and_makes_nothing(
    tmp_path: Path,
) -> None:
    script = tmp_path / "project" / ".ci" / "setup"
    script.parent.mkdir(parents=True)
    script.write_bytes((ROOT / ".ci" / "setup").read_bytes())
    told = subprocess.run(
        ["sh", str(script), "run"],
        env={**os.environ, "PYTHON": "false", "LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr == "PYTHON=false is not a Python 3.11 or later.\n"
    assert [path.name for path in script.parents[1].iterdir()] == [".ci"]


@pytest.mark.parametrize(
    "command", [c for c in commands() if c[0] not in ("new", "serve")], ids=" ".join
)
def test_each_command_of_the_readme_runs(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(command) == 0
    assert capsys.readouterr().out


def test_the_readme_shows_the_same_commands_in_both_languages() -> None:
    french, english = README.split("\n---\n")
    pattern = re.compile(r"^(?:make|py|\.venv)\S* [^#\n]*", re.MULTILINE)
    shown = [[line.strip() for line in pattern.findall(half)] for half in (french, english)]
    assert shown[0] == shown[1]
    assert {"make run", "make test"} <= set(shown[0])


def test_the_readme_links_to_files_that_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "plan").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_pattern_repeats_a_group_possessively(path: Path) -> None:
    # Python 3.11.0 to 3.11.4, Debian 12's among them, read such a pattern wrongly.
    assert not re.search(r"\)[+*?]\+", path.read_text(encoding="utf-8"))
