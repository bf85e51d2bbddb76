"""Saving and deciding need the right to edit, and are entered in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plan.desk.access import Access, Forbidden
from plan.desk.change import Change
from plan.desk.commit import Faulty, commit
from plan.desk.decisions import reject, rejection_of, restore
from plan.desk.journal import read_journal
from plan.desk.records import indicator_address
from plan.desk.revisions import revise
from plan.desk.saving import Stale
from plan.edition.edition import Edition, load
from plan.file.edits import Insert, Set
from plan.suggestions.proposals import Examined, examine

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "seeds" / "003_7ffee6f7e0d0e4fb.txt"
WHEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
OFFICER = Access(True, True, "awa@example.org", "", True)
OTHERS = [
    Access(True, False, "", "elsewhere", False),
    Access(True, False, "", "signed-out", False),
    Access(True, False, "", "expired", True),
    Access(True, False, "x@example.org", "not-editor", True),
    Access(False, False, "", "closed", False),
    Access(True, True, "", "", True),  # without a name to sign with
]


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    return load(plan_file(ROOT))


@pytest.fixture
def examined(edition: Edition) -> Examined:
    return examine(edition, ARTICLE.name, ARTICLE.read_bytes())


def test_a_commit_is_saved_and_signed_with_its_reason(edition: Edition) -> None:
    home = indicator_address(edition, "1.1")
    revision = revise(edition, [Set((*home, "responsible"), "Le Comité")])
    entry = commit(
        revision, OFFICER, Change(WHEN, "x", "  relu\n avec  Bakary ", about={"file": "x"})
    )
    assert (entry.who, entry.why, entry.when) == ("awa@example.org", "relu avec Bakary", WHEN)
    kept = read_journal(edition.path).entries[-1]
    assert kept == entry
    assert kept.indicators == ("1.1",)
    assert edition.path.read_text("utf-8") == revision.text
    with pytest.raises(Stale):
        commit(revision, OFFICER, Change(WHEN, "?"))


@pytest.mark.parametrize("access", OTHERS, ids=lambda each: each.reason or "nameless")
def test_without_the_right_to_edit_nothing_is_changed(
    edition: Edition, examined: Examined, access: Access
) -> None:
    before = {path: path.read_bytes() for path in edition.path.parent.iterdir() if path.is_file()}
    revision = revise(edition, [Set((*indicator_address(edition, "1.1"), "frequency"), "once")])
    proposal = examined.proposals[0]
    with pytest.raises(Forbidden):
        commit(revision, access, Change(WHEN, "awa@example.org"))
    with pytest.raises(Forbidden):
        reject(edition, examined, proposal, access, Change(WHEN, "?", "non"))
    assert before == {
        path: path.read_bytes() for path in edition.path.parent.iterdir() if path.is_file()
    }


def test_a_change_that_brings_an_error_is_not_saved(edition: Edition) -> None:
    first = edition.path.read_bytes()
    revision = revise(edition, [Set((*indicator_address(edition, "1.1"), "unit"), "nobody")])
    with pytest.raises(Faulty) as refused:
        commit(revision, OFFICER, Change(WHEN, "?"))
    assert [each.code for each in refused.value.problems] == ["unit-unknown"]
    assert edition.path.read_bytes() == first


def test_a_file_with_errors_may_be_changed_as_long_as_none_is_added(edition: Edition) -> None:
    text = edition.path.read_text("utf-8").replace("at_least: 100000", "at_least: 100.000")
    edition.path.write_text(text, "utf-8")
    broken = load(edition.path)
    assert broken.plan is None
    fixed = revise(broken, [Set(("axes", 0, "indicators", 0, "observations", 0, "at_least"),
                                 "100000")])  # fmt: skip
    assert not fixed.new_errors
    commit(fixed, OFFICER, Change(WHEN, "?"))
    assert load(edition.path).plan is not None


def test_a_rejection_holds_for_the_same_article_under_any_name(
    edition: Edition, examined: Examined
) -> None:
    first = edition.path.read_bytes()
    proposal, other = examined.proposals[:2]
    reject(edition, examined, proposal, OFFICER, Change(WHEN, "?", "Rappel d’un fait connu"))
    assert edition.path.read_bytes() == first
    rejected = read_journal(edition.path).rejected()
    entry = rejection_of(rejected, examined, proposal)
    assert entry is not None
    assert (entry.who, entry.why) == ("awa@example.org", "Rappel d’un fait connu")
    assert entry.indicators == (proposal.suggestion.indicator,)
    assert rejection_of(rejected, examined, other) is None
    spaced = ARTICLE.read_text("utf-8").replace(" ", "  ", 3)
    copied = examine(edition, "autre-nom.txt", spaced.encode())
    same = next(
        each for each in copied.proposals
        if each.suggestion.quote.split() == proposal.suggestion.quote.split()
        and each.suggestion.indicator == proposal.suggestion.indicator
    )  # fmt: skip
    assert rejection_of(rejected, copied, same) is not None
    restore(edition, entry, OFFICER, Change(WHEN, "?"))
    assert rejection_of(read_journal(edition.path).rejected(), examined, proposal) is None
    reject(edition, examined, proposal, OFFICER, Change(WHEN, "?", "encore"))
    assert rejection_of(read_journal(edition.path).rejected(), examined, proposal) is not None


def test_an_article_and_its_entry_are_saved_together_or_not_at_all(edition: Edition) -> None:
    entry = {"id": "neuf", "file": "neuf.txt", "kind": "press", "published": "2026-03-14"}
    data = b"Un article tout neuf."
    revision = revise(edition, [Insert(("sources",), entry)], {"neuf.txt": data})
    path = edition.path.parent / "seeds" / "neuf.txt"
    edition.path.write_text(edition.path.read_text("utf-8") + "# plus tard\n", "utf-8")
    with pytest.raises(Stale):
        commit(revision, OFFICER, Change(WHEN, "?", kind="article"))
    assert not path.exists()
    again = revise(load(edition.path), [Insert(("sources",), entry)], {"neuf.txt": data})
    assert not again.new_problems(WHEN.date())
    commit(again, OFFICER, Change(WHEN, "?", kind="article", about={"file": "neuf.txt"}))
    assert path.read_bytes() == data
    assert [each.kind for each in read_journal(edition.path).entries] == ["start", "article"]
