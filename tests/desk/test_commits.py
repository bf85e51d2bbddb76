"""The history of the file in git becomes entries; git is only read, and runs nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plan.desk.history import read_commits, texts_of_commit
from plan.desk.journal import digest
from plan.file.merging import patched

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")

STATES = [
    "axes:\n- {id: a, indicators: [{id: '1', nature: flow, name: {fr: un}}]}\n",
    "axes:\n- {id: a, indicators: [{id: '1', nature: flow, name: {fr: « œuvre »}}]}\n",
    "axes: [\n",
    "axes:\n- {id: a, indicators: [{id: '2', nature: flow, name: {fr: deux}}]}\n",
]
DAY = "2025-0{}-02T08:00:00+01:00"


class Checkout:
    def __init__(self, folder: Path) -> None:
        self.folder, self.plan = folder, folder / "données" / "indicators.yaml"
        self.plan.parent.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, **env: str) -> str:
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
            cwd=self.folder, env={**os.environ, **alone, **env}, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, text: str | None, why: str, month: int = 1, who: str = "Awa Traoré") -> str:
        if text is None:
            self.plan.unlink()
        else:
            self.plan.write_bytes(text.encode())
        self.git("add", "-A")
        self.git(
            "commit", "-q", "--allow-empty", "--allow-empty-message", "-m", why,
            GIT_AUTHOR_NAME=who, GIT_AUTHOR_DATE=DAY.format(month),
        )  # fmt: skip
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "dépôt")


def test_every_commit_that_changed_the_file_is_an_entry_in_order(checkout: Checkout) -> None:
    names = [checkout.commit(text, f"n° {n} : « x »", n + 1) for n, text in enumerate(STATES)]
    (checkout.folder / "other.txt").write_text("x", "utf-8")
    checkout.commit(STATES[-1], "autre fichier", 6)
    entries = read_commits(checkout.plan)
    assert [each.about["commit"] for each in entries] == names
    assert [each.why for each in entries] == [f"n° {n} : « x »" for n in range(4)]
    assert {(each.kind, each.who) for each in entries} == {("commit", "Awa Traoré")}
    assert [each.when.astimezone(UTC) for each in entries] == [
        datetime(2025, n + 1, 2, 7, tzinfo=UTC) for n in range(4)
    ]
    assert [each.indicators for each in entries] == [("1",), ("1",), (), ()]
    text = ""
    for entry, state in zip(entries, STATES, strict=True):
        assert (entry.before, entry.after) == (digest(text.encode()), digest(state.encode()))
        assert texts_of_commit(checkout.plan, entry.about["commit"]) == (text, state)
        assert patched(text, entry.patch) == state
        text = state


@pytest.mark.parametrize("command", ["rev-parse", "log", "rev-list", "show"])
@pytest.mark.parametrize("failure", [OSError(), subprocess.TimeoutExpired("git", 20), 128])
def test_after_a_failure_git_is_asked_again(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, command: str, failure: Exception | int
) -> None:
    names = [checkout.commit(text, text) for text in STATES[:2]]
    run = subprocess.run

    def fail(call: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        if command in call:
            if isinstance(failure, Exception):
                raise failure
            raise subprocess.CalledProcessError(failure, call)
        return run(call, **options)

    with monkeypatch.context() as broken:
        broken.setattr(subprocess, "run", fail)
        assert [each.patch for each in read_commits(checkout.plan) if each.patch] == []
        if command in ("rev-list", "show"):
            with pytest.raises(LookupError):
                texts_of_commit(checkout.plan, names[1])
    assert [each.about["commit"] for each in read_commits(checkout.plan) if each.patch] == names
    assert texts_of_commit(checkout.plan, names[1]) == (STATES[0], STATES[1])


@pytest.mark.parametrize("why", ["", " ", "a\x1fb", "deux\n\nlignes", "%H%n", "\x1e"])
@pytest.mark.parametrize("who", ["Awa", "A\x1fB", "-n 1"])
def test_no_commit_is_skipped_for_its_message_or_author(
    checkout: Checkout, why: str, who: str
) -> None:
    checkout.commit(STATES[0], "premier")
    name = checkout.commit(STATES[1], why, who=who)
    entries = read_commits(checkout.plan)
    assert [each.about["commit"] for each in entries][-1] == name
    assert len(entries) == 2


def test_a_file_removed_and_restored_is_empty_in_between(checkout: Checkout) -> None:
    for text in (STATES[0], None, STATES[1]):
        checkout.commit(text, "x")
    both_texts = [
        texts_of_commit(checkout.plan, each.about["commit"]) for each in read_commits(checkout.plan)
    ]
    assert both_texts == [("", STATES[0]), (STATES[0], ""), ("", STATES[1])]


def test_a_new_commit_is_read_and_uncommitted_changes_are_not(checkout: Checkout) -> None:
    checkout.commit(STATES[0], "un")
    assert len(read_commits(checkout.plan)) == 1
    checkout.plan.write_text(STATES[1], "utf-8")
    assert len(read_commits(checkout.plan)) == 1
    checkout.commit(STATES[1], "deux")
    assert len(read_commits(checkout.plan)) == 2


def test_the_latest_hundred_are_read(checkout: Checkout) -> None:
    for n in range(104):
        checkout.plan.write_text(f"a: {n}\n", "utf-8")
        checkout.git("add", "-A")
        checkout.git("commit", "-q", "-m", str(n))
    assert [each.why for each in read_commits(checkout.plan)] == [str(n) for n in range(4, 104)]


def test_a_folder_without_git_has_no_commits(
    plan_file: Callable[..., Path], checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_file(STATES[0])
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(plan.parent.parent))
    assert read_commits(plan) == ()
    assert read_commits(checkout.plan) == ()  # nothing is committed yet
    checkout.commit(STATES[0], "un")
    monkeypatch.setenv("PATH", "")
    assert read_commits(checkout.plan) == ()


def test_reading_leaves_the_checkout_as_it_is(checkout: Checkout) -> None:
    checkout.commit(STATES[0], "un")
    before = {
        path: path.stat().st_mtime_ns for path in checkout.folder.rglob("*") if path.is_file()
    }
    read_commits(checkout.plan)
    after = {path: path.stat().st_mtime_ns for path in checkout.folder.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    "settings",
    [
        {"core.fsmonitor": "{trap}"},
        {"core.pager": "{trap}", "pager.log": "true", "pager.show": "true"},
        {"gpg.program": "{trap}", "log.showSignature": "true"},
        {"diff.external": "{trap}"},
        {"diff.x.textconv": "{trap}", "diff.x.command": "{trap}"},
        {"core.sshCommand": "{trap}", "remote.origin.url": "ssh://a/b",
         "remote.origin.promisor": "true", "extensions.partialClone": "origin"},
        {"remote.origin.uploadpack": "{trap}", "remote.origin.url": "/", "remote.origin.promisor":
         "true", "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1"},
        {"core.hooksPath": "{folder}"},
        {"i18n.logOutputEncoding": "iso-8859-1", "color.ui": "always", "log.date": "raw",
         "format.pretty": "oneline", "log.decorate": "full", "core.quotePath": "true"},
    ],
    ids=lambda settings: next(iter(settings)),
)  # fmt: skip
def test_settings_of_a_checkout_run_nothing_and_change_no_result(
    checkout: Checkout, settings: dict[str, str], tmp_path: Path
) -> None:
    name = checkout.commit(STATES[0], "é « un »")
    (checkout.folder / ".gitattributes").write_text("*.yaml diff=x filter=x\n", "utf-8")
    checkout.commit(STATES[1], "deux", who="Awa Traoré")
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch '{sprung}'\nexit 1\n", "utf-8")
    trap.chmod(0o755)
    for key, value in settings.items():
        checkout.git("config", key, value.format(trap=trap, folder=tmp_path))
    if "extensions.partialClone" in settings:  # a piece is missing, to be fetched
        blob = checkout.git("rev-parse", f"{name}:données/indicators.yaml")
        (checkout.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    entries = read_commits(checkout.plan)
    assert not sprung.exists()
    assert entries[-1].who == "Awa Traoré"
    if "extensions.partialClone" not in settings:
        assert [each.why for each in entries] == ["é « un »", "deux"]
        assert texts_of_commit(checkout.plan, name) == ("", STATES[0])
