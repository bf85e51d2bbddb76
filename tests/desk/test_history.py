"""The history: the journal and git as one, filtered, with the texts before and after."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plan.desk.change import Change, ChangeSet
from plan.desk.history import (
    about_words,
    history,
    history_finding,
    is_rejection,
    matching_entries,
    people,
    texts,
    touched_indicators,
)
from plan.desk.journal import Entry, Journal, read_journal
from plan.desk.saving import log_decision, save
from plan.locale.translation import say_in

WHEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
SAY = say_in("en")
PLAN = """\
plan: {title: {fr: Plan des puits}, period: 2024/2026}
axes:
  - id: eau
    name: {fr: Eau}
    indicators:
      - {id: "1", name: {fr: Puits}, nature: flow, unit: site}
      - {id: "2", name: {fr: Pompes}, nature: flow, unit: site}
"""


@pytest.fixture
def plan(plan_file: Callable[..., Path]) -> Path:
    path = plan_file(PLAN)
    os.utime(path, (WHEN.timestamp(), WHEN.timestamp()))
    return path


def change(plan: Path, before: str, after: str, who: str, hours: int = 0) -> Entry:
    text = plan.read_text("utf-8")
    made = text.replace(before, after)
    return save(plan, text, made, Change(WHEN + timedelta(hours=hours), who))


def test_the_latest_comes_first_and_each_is_found_by_indicator_and_by_person(plan: Path) -> None:
    change(plan, "Puits}, nature", "Forages}, nature", "awa", 1)
    change(plan, "Pompes", "Pompes à main", "bakary", 2)
    entries = history(plan, read_journal(plan))
    assert [each.who for each in entries[:2]] == ["bakary", "awa"]
    assert touched_indicators(entries) == ["1", "2"]
    assert people(entries) == ["awa", "bakary"]
    assert [each.who for each in matching_entries(entries, ["1"], [])] == ["awa"]
    assert [each.indicators for each in matching_entries(entries, [], ["bakary"])] == [("2",)]
    assert not matching_entries(entries, ["1"], ["bakary"])
    assert history_finding(SAY, entries) == "2 changes are recorded, the latest on 14 March 2026."
    assert history_finding(SAY, []) == "No change has been recorded yet."


def test_the_texts_of_an_entry_are_those_before_and_after_it(plan: Path) -> None:
    first = change(plan, "Puits}, nature", "Forages}, nature", "awa", 1)
    change(plan, "Pompes", "Pompes à main", "bakary", 2)
    before, after = texts(plan, read_journal(plan), first)
    assert before == PLAN
    assert after == PLAN.replace("Puits}, nature", "Forages}, nature")


def test_a_rejection_holds_until_it_is_taken_back(plan: Path) -> None:
    about = {"article": "a", "indicator": "1", "quote": "trois puits", "file": "gazette.txt"}
    log_decision(
        plan,
        Change(WHEN, "awa", "non", kind="reject", about=about, change_set=ChangeSet((), ("1",))),
    )
    journal = read_journal(plan)
    entry = journal.entries[-1]
    assert is_rejection(journal, entry)
    assert about_words(SAY, entry) == ["Article: gazette.txt", "Passage: “trois puits”"]
    log_decision(plan, Change(WHEN, "awa", kind="restore", about=about))
    assert not is_rejection(read_journal(plan), entry)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_commit_is_listed_once_and_with_its_texts(plan: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=Awa", "-c", "user.email=awa@example.org", *arguments],
            cwd=plan.parent, check=True, capture_output=True,
        )  # fmt: skip

    git("init")
    git("add", "indicators.yaml")
    git("commit", "-m", "Le plan")
    change(plan, "Puits}, nature", "Forages}, nature", "awa", 1)
    git("commit", "-am", "Forages")  # the journal has this change already
    change(plan, "Eau", "Eau potable", "awa", 2)
    log_decision(plan, Change(WHEN, "awa", "non", kind="reject", change_set=ChangeSet((), ("1",))))
    change(plan, "des puits", "des Puits", "awa", 3)
    change(plan, "Eau potable", "L’eau potable", "awa", 4)
    git("commit", "-am", "Trois changements")  # and these, one by one
    plan.write_text(plan.read_text("utf-8").replace("Pompes", "Pompes à main"), "utf-8")
    git("commit", "-am", "Pompes à main")
    entries = history(plan, read_journal(plan))
    recorded = [(each.why, each.indicators) for each in entries if each.kind == "commit"]
    assert ("Forages", ("1",)) not in recorded
    assert "Trois changements" not in [why for why, _ in recorded]
    assert ("Pompes à main", ("2",)) in recorded
    commit = next(each for each in entries if each.why == "Pompes à main")
    before, after = texts(plan, Journal(), commit)
    assert after == plan.read_text("utf-8")
    assert before == after.replace("Pompes à main", "Pompes")
    assert about_words(SAY, commit)[0].startswith("Commit ")
