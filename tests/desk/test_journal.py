"""Any earlier state is restored from the journal, whatever its damage; no entry is invented."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.desk.change import Change, ValueChange, changes_between
from plan.desk.history import matching_entries
from plan.desk.journal import (
    Entry,
    Journal,
    as_line,
    digest,
    entry_between,
    journal_of,
    outside_entry,
    read_journal,
    read_line,
    with_outside,
)
from plan.desk.saving import log_decision, record_outside_changes, save, settle

WHEN = datetime(2025, 6, 30, 12, 0, 0, tzinfo=UTC)


def plan_of(*indicators: str, title: str = "Plan") -> str:
    """A plan with one axis; each indicator is given by its name, which begins with its id."""
    rows = [f'      - {{id: "{each[0]}", name: {{fr: {each}}}, nature: flow, unit: site}}'
            for each in indicators]  # fmt: skip
    head = ["plan:", f"  title: {{fr: {title}}}", "  period: 2024/2026", "axes:", "  - id: ecoles"]
    return "\n".join([*head, "    name: {fr: Écoles}", "    indicators:", *rows]) + "\n"


STATES = [
    plan_of("1 un", "2 deux", "3 trois"),
    plan_of("1 un", "2 autre", "3 trois"),
    plan_of("1 un", "2 autre", "3 trois", title="'L’école : « oui »\u2028😀'"),
    plan_of("0 zéro", "1 un", "3 trois"),
    plan_of("0 zéro", "1 un", "3 trois").replace("\n", "\r\n"),
    plan_of("0 zéro"),
]  # fmt: skip


@pytest.fixture
def kept(plan_file: Callable[..., Path]) -> Path:
    """A plan that went through all of the states, one saved after the other."""
    plan = plan_file(STATES[0])
    for n, (old, new) in enumerate(pairwise(STATES)):
        save(plan, old, new, Change(WHEN + timedelta(days=n), f"personne {n}", f"raison {n}"))
    return plan


def assert_goes_on(plan: Path) -> None:
    """A change can be saved, and the states before and after it restored."""
    now = plan.read_bytes().decode()
    entry = save(plan, now, plan_of("9 neuf"), Change(WHEN, "awa"))
    journal = read_journal(plan)
    assert journal.entries[-1] == entry
    assert journal.texts(entry) == (now, plan_of("9 neuf"))
    # The next outside change too is entered from there.
    plan.write_text(STATES[1], "utf-8")
    record_outside_changes(plan, WHEN)
    last = read_journal(plan).entries[-1]
    assert (last.kind, last.after) == ("outside", digest(STATES[1].encode()))


# --- Any earlier state ---------------------------------------------------------------------------


def test_every_state_can_be_restored(kept: Path) -> None:
    journal = read_journal(kept)
    assert journal.damaged == 0
    assert [journal.text_after(n + 1) for n in range(len(STATES))] == STATES
    for n, entry in enumerate(journal.entries[1:]):
        assert journal.texts(entry) == (STATES[n], STATES[n + 1])
        assert (entry.number, entry.who, entry.why) == (n + 2, f"personne {n}", f"raison {n}")
    assert journal.texts(journal.entries[0]) == (STATES[0], STATES[0])


def test_the_journal_is_append_only_with_one_line_a_change(kept: Path) -> None:
    before = journal_of(kept).read_bytes()
    save(kept, STATES[-1], STATES[0], Change(WHEN, "awa"))
    after = journal_of(kept).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == before.count(b"\n") + 1 == len(STATES) + 1
    for line in after.decode().removesuffix("\n").split("\n"):
        values = json.loads(line)
        assert set(values) >= {"kind", "when", "who", "changes", "digest"}
        assert set(values["digest"]) == {"before", "after"}


def test_an_unknown_entry_is_refused(kept: Path) -> None:
    for number in (0, -1, len(STATES) + 1):
        with pytest.raises(LookupError):
            read_journal(kept).text_after(number)


def test_without_a_journal_there_are_no_entries(plan_file: Callable[..., Path]) -> None:
    assert read_journal(plan_file(STATES[0])) == Journal()
    assert Journal().last is None


WORDS = st.text(max_size=20)
TREES = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=5),
    WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=2),
)  # fmt: skip
def test_any_entry_is_read_back_and_restores_its_texts(
    texts: list[str], who: str, why: str, about: dict[str, str]
) -> None:
    begin = Entry("start", WHEN, "", digest(texts[0].encode()), digest(texts[0].encode()),
                  text=texts[0], number=1)  # fmt: skip
    lines = [as_line(begin)]
    for one, other in pairwise(texts):
        lines.append(as_line(entry_between(one, other, Change(WHEN, who, why, about=about))))
    assert all(line.count(b"\n") == 1 for line in lines)
    entries = [read_line(line, n) for n, line in enumerate(lines, 1)]
    journal = Journal(tuple(each for each in entries if each))
    assert [journal.text_after(n + 1) for n in range(len(texts))] == texts
    assert {(each.who, each.why) for each in journal.entries[1:]} == {(who, why)}
    assert [dict(each.about) for each in journal.entries[1:]] == [about] * (len(texts) - 1)


@given(
    st.lists(st.builds(ValueChange, st.tuples(WORDS, st.integers(0, 9)), TREES, TREES), max_size=3)
)
def test_changes_are_read_back(changes: list[ValueChange]) -> None:
    entry = Entry("edit", WHEN, "awa", "a", "b", changes=tuple(changes), number=4)
    assert read_line(as_line(entry), 4) == entry


# --- Damage to a journal -------------------------------------------------------------------------


def test_a_truncated_last_line_is_skipped_and_the_rest_is_kept(kept: Path) -> None:
    path = journal_of(kept)
    whole = path.read_bytes()
    begin = whole.rindex(b"\n", 0, -1) + 1
    for cut in range(begin, len(whole) - 1, 7):  # without its line break it is whole
        path.write_bytes(whole[:cut])
        journal = read_journal(kept)
        assert len(journal.entries) == len(STATES) - 1
        assert journal.text_after(len(STATES) - 1) == STATES[-2]
    record_outside_changes(kept, WHEN)
    *_, last = read_journal(kept).entries
    assert (last.kind, last.number) == ("outside", len(STATES) + 1)
    assert read_journal(kept).texts(last) == (STATES[-2], STATES[-1])
    assert_goes_on(kept)


@pytest.mark.parametrize("line", range(1, len(STATES)))
@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b"\x00\x00", b"\xff\xfe", b"[" * 9999, b'{"kind":"edit"}']
)
def test_after_a_damaged_line_the_journal_restarts_and_earlier_states_are_kept(
    kept: Path, line: int, damage: bytes
) -> None:
    lines = journal_of(kept).read_bytes().splitlines()
    lines[line] = damage
    journal_of(kept).write_bytes(b"\n".join(lines) + b"\n")
    journal = read_journal(kept)
    assert journal.damaged == (1 if damage else 0)
    assert [journal.text_after(n + 1) for n in range(line)] == STATES[:line]
    for n in range(line + 1, len(STATES)):
        with pytest.raises(LookupError):
            journal.text_after(n + 1)
    assert_goes_on(kept)


def test_a_damaged_journal_restores_true_states_or_none(kept: Path) -> None:
    dice = random.Random(3)
    path = journal_of(kept)
    whole = path.read_bytes()
    states = {digest(each.encode()): each for each in STATES}
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 1, 2])):
            at = dice.randrange(len(data))
            data[at] = dice.choice([dice.randrange(256), data[at] ^ (1 << dice.randrange(8))])
        path.write_bytes(bytes(data))
        journal = read_journal(kept)
        assert len(journal.entries) + journal.damaged >= len(STATES) - 2
        for entry in journal.entries:
            try:
                text = journal.text_after(entry.number)
            except LookupError:
                continue
            assert text == states[entry.after]
        assert journal.rejected() == {}
        now = kept.read_bytes().decode()
        assert with_outside(journal, now, WHEN).last == digest(now.encode())


FALSE = [
    ("patch", [["a", "b", "c"]]), ("patch", [[1]]), ("patch", 3), ("patch", [[1e999, "", ""]]),
    ("about", 3), ("about", [1]), ("text", 5), ("text", ["x"]), ("kind", "other"), ("kind", []),
    ("when", "hier"), ("when", None), ("digest", "x"), ("digest", None), ("changes", [3]),
    ("changes", [{"address": 3, "before": 1, "after": 1}]), ("indicators", 3), ("why", None),
    ("text", "\ud800"), ("patch", [[0, "", "\ud800"]]), ("patch", [[-3, "x", ""]]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), FALSE)
def test_a_json_line_that_is_no_entry_is_skipped(kept: Path, key: str, value: object) -> None:
    lines = journal_of(kept).read_text("utf-8").split("\n")
    values = json.loads(lines[2])
    lines[2] = json.dumps({**values, key: value})
    journal_of(kept).write_text("\n".join(lines), "utf-8")
    journal = read_journal(kept)
    journal.rejected()
    matching_entries(journal.entries, ["1"], [])
    for n in range(1, len(STATES) + 1):
        try:
            assert journal.text_after(n) == STATES[n - 1]
        except LookupError:
            assert n >= 3
    assert_goes_on(kept)


def test_a_deleted_journal_starts_again_from_the_current_file(kept: Path) -> None:
    journal_of(kept).unlink()
    save(kept, STATES[-1], STATES[0], Change(WHEN, "awa"))
    journal = read_journal(kept)
    assert [each.kind for each in journal.entries] == ["start", "edit"]
    assert [journal.text_after(n) for n in (1, 2)] == [STATES[-1], STATES[0]]


def test_the_journal_of_another_file_is_kept_and_what_differs_is_entered(kept: Path) -> None:
    kept.write_text(plan_of("7 autre fichier"), "utf-8")
    save(kept, plan_of("7 autre fichier"), plan_of("7 sept"), Change(WHEN, "awa"))
    journal = read_journal(kept)
    assert [journal.text_after(n + 1) for n in range(len(STATES))] == STATES
    assert [each.kind for each in journal.entries[-2:]] == ["outside", "edit"]
    assert journal.text_after(len(STATES) + 2) == plan_of("7 sept")


@pytest.mark.parametrize(
    "saved",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\n\n"),
        lambda data: data.removesuffix(b"\n"),
    ],
    ids=["mark", "Windows", "both", "blank lines", "no last line break"],
)
def test_a_journal_saved_again_by_a_text_editor_is_still_read(
    kept: Path, saved: Callable[[bytes], bytes]
) -> None:
    path = journal_of(kept)
    path.write_bytes(saved(path.read_bytes()))
    journal = read_journal(kept)
    assert journal.damaged == 0
    assert [journal.text_after(each.number) for each in journal.entries] == STATES
    assert_goes_on(kept)


def test_a_journal_in_another_encoding_is_not_read_and_not_written_over(kept: Path) -> None:
    path = journal_of(kept)
    wide = path.read_text("utf-8").encode("utf-16")
    path.write_bytes(wide)
    assert_goes_on(kept)
    assert path.read_bytes().startswith(wide)


# --- What was changed outside --------------------------------------------------------------------


def test_an_outside_change_is_recorded_before_the_next_save(kept: Path) -> None:
    kept.write_text(STATES[1], "utf-8")
    save(kept, STATES[1], STATES[2], Change(WHEN, "awa"))
    outside, edit = read_journal(kept).entries[-2:]
    assert (outside.kind, outside.who, outside.why) == ("outside", "", "")
    assert outside.indicators == ("0", "1", "2", "3") or set(outside.indicators) == set("0123") - {
        "1"
    }
    assert (edit.kind, edit.who) == ("edit", "awa")
    assert read_journal(kept).texts(outside) == (STATES[-1], STATES[1])


def test_outside_changes_that_break_and_repair_the_file_are_recorded(kept: Path) -> None:
    broken = STATES[-1] + "axes: [\n"
    kept.write_text(broken, "utf-8")
    record_outside_changes(kept, WHEN)
    kept.write_text(STATES[-1], "utf-8")
    record_outside_changes(kept, WHEN)
    journal = read_journal(kept)
    one, other = journal.entries[-2:]
    assert (one.kind, one.changes, other.kind, other.changes) == ("outside", (), "outside", ())
    assert journal.texts(one) == (STATES[-1], broken)
    assert journal.texts(other) == (broken, STATES[-1])
    assert_goes_on(kept)


def test_an_unrecorded_outside_change_has_the_next_number(kept: Path) -> None:
    journal = read_journal(kept)
    assert with_outside(journal, STATES[-1], WHEN) is journal
    shown = with_outside(journal, STATES[0], WHEN)
    assert shown.entries[:-1] == journal.entries
    assert shown.texts(shown.entries[-1]) == (STATES[-1], STATES[0])
    assert outside_entry(journal, STATES[0], WHEN) == shown.entries[-1]
    assert read_journal(kept) == journal


def test_an_outside_change_of_line_ends_or_byte_order_mark_is_recorded(kept: Path) -> None:
    for text in (STATES[-1].replace("\n", "\r\n"), "\ufeff" + STATES[-1]):
        kept.write_bytes(text.encode())
        settle(kept, text, WHEN)
        last = read_journal(kept).entries[-1]
        assert (last.kind, last.after) == ("outside", digest(text.encode()))
        assert (last.changes, last.indicators) == ((), ())


# --- What differs --------------------------------------------------------------------------------


def touched(before: str, after: str) -> set[str]:
    return set(changes_between(before, after)[1])


def test_only_the_indicators_that_differ_are_named() -> None:
    three = plan_of("1 un", "2 deux", "3 trois")
    assert touched(three, plan_of("1 un", "2 autre", "3 trois")) == {"2"}
    assert touched(three, plan_of("2 deux", "3 trois")) == {"1"}
    assert touched(three, plan_of("1 un", "3 trois")) == {"2"}
    assert touched(three, plan_of("0 zéro", "1 un", "2 deux", "3 trois")) == {"0"}
    assert touched(three, plan_of("0 zéro", "1 un", "2 autre", "3 trois")) == {"0", "2"}
    assert touched(three, plan_of("1 un", "9 deux", "3 trois")) == {"2", "9"}
    assert touched(three, plan_of("1 un", "2 deux", "3 trois", title="Autre")) == set()
    assert touched("", three) == {"1", "2", "3"}
    assert touched(three, "axes: []\n") == {"1", "2", "3"}


def test_an_indicator_moved_to_another_axis_differs() -> None:
    two = plan_of("1 un") + "  - id: eau\n    name: {fr: Eau}\n    indicators: []\n"
    row = '      - {id: "1", name: {fr: 1 un}, nature: flow, unit: site}\n'
    moved = two.replace(row, "").replace("    indicators:\n", "    indicators: []\n")
    moved = moved.removesuffix("    indicators: []\n") + "    indicators:\n" + row
    assert touched(two, moved) == {"1"}


@given(st.lists(st.sampled_from("abcdefg"), unique=True), st.data())
def test_the_indicators_named_are_those_whose_words_differ(
    ids: list[str], data: st.DataObject
) -> None:
    def drawn() -> dict[str, str]:
        order = data.draw(st.permutations(ids))
        held = data.draw(st.lists(st.sampled_from(order), unique=True)) if order else []
        return {each: each + data.draw(st.sampled_from(["", " x"])) for each in held}

    one, other = drawn(), drawn()
    differ = {each for each in {**one, **other} if one.get(each) != other.get(each)}
    assert touched(plan_of(*one.values()), plan_of(*other.values())) == differ


# --- Rejections ----------------------------------------------------------------------------------


def test_a_rejection_holds_until_it_is_taken_back(kept: Path) -> None:
    about = {"article": "a", "indicator": "1", "quote": "dix écoles"}
    key = ("a", "1", "dix écoles")
    for kind, holds in (
        ("reject", True),
        ("restore", False),
        ("restore", False),
        ("reject", True),
    ):
        log_decision(kept, Change(WHEN, "awa", f"à {kind}", kind=kind, about=about))  # type: ignore[arg-type]
        held = read_journal(kept).rejected()
        assert (key in held) is holds
    assert held[key].why == "à reject"
    assert read_journal(kept).last == digest(kept.read_bytes())


def test_the_entries_of_an_indicator_are_those_that_touch_it(kept: Path) -> None:
    journal = read_journal(kept)
    assert [each.number for each in matching_entries(journal.entries, ["2"], [])] == [2, 4]
    assert [each.number for each in matching_entries(journal.entries, ["0"], [])] == [4]
    assert matching_entries(journal.entries, ["7"], []) == []
