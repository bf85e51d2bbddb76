"""Reading never raises, locates every value, and gives the same result incrementally."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.file import tree
from plan.file.reading import Reading, read_file, read_text
from plan.file.tree import Position
from plan.model.tree_address import Address

SMALL = """\
# Plan d’essai
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
  units:
    - {id: ecole, name: {fr: école}}
sources:
  - {id: gazette, file: article.txt, kind: press, published: 2025-01-15}
axes:
  - id: ecoles
    name: {fr: Écoles}
    # avant
    indicators:
      - id: "1"
        name: {fr: Écoles ouvertes}
        nature: flow
        unit: ecole
        observations:
          - period: 2024
            exactly: 120
            evidence: [{source: gazette, quote: 120 écoles ont été ouvertes}]

      # entre deux
      - id: "2"
        name:
          fr: >
            Maîtres
            formés
        nature: flow
        unit: person

      - {id: "3", name: {fr: Loi}, nature: steps, steps: [{id: votee, name: {fr: Votée}}]}
  # l’axe suivant
  - id: eau
    indicators:
    - name: {fr: Points d’eau}
      id: "4"
      nature: stock
      unit: site
      observations:
      - {period: 2024-06, at_least: 12, note: à vérifier}
    - id: "5"
      name: {fr: "Part, en %"}
      nature: rate
      unit: percent
    name: {fr: Eau}
  - id: vide
    name: {fr: Axe vide}
"""


def everything(place: Position | int, base: int = 0, address: Address = ()) -> Iterator[object]:
    """Every address with where it and its keys begin."""
    if isinstance(place, int):
        yield address, base + place
        return
    base += place.base
    yield address, base + place.index
    for key, at in place.keys.items():
        yield address, key, base + at
    for step, inside in place.inside.items():
        yield from everything(inside, base, (*address, step))


def addresses(place: Position | int, address: Address = ()) -> Iterator[Address]:
    yield address
    if isinstance(place, Position):
        for step, inside in place.inside.items():
            yield from addresses(inside, (*address, step))


def assert_same(one: Reading, other: Reading) -> None:
    assert one.text == other.text
    assert one.name == other.name
    assert one.problems == other.problems
    assert one.plan == other.plan
    assert one.sound == other.sound
    assert one.blocks == other.blocks
    assert set(everything(one.root)) == set(everything(other.root))
    assert dict(one.origin) == dict(other.origin)


# --- Never an exception --------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["plan:", "\n", "  ", "title: ", "{fr: a}", "period: ", "2024", "axes:", "- ", "id: ", "[", "]",
     "{", "}", "'", '"', "|", ">", "#", "&a ", "*a", "<<: ", "!!int ", "---\n", "...\n", "%YAML",
     "\t", "\r\n", "\r", "\u2028", "\x85", "\ufeff", "\x00", "\ud800", "é", "😀", "indicators:\n",
     "sources:", ": ", "? ", ", ", "~", "steps: ", "observations:", "exactly: ", "name: ", "1.000"]
)  # fmt: skip


def assert_read_or_reported(text: str) -> None:
    reading = read_text(text)
    assert (reading.plan is None) == any(each.severity == "error" for each in reading.problems)
    lines = reading.text.split("\n")
    for problem in reading.problems:
        line, column = reading.place_of(problem)
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    for address in addresses(reading.root):
        assert 0 <= reading.index(address) <= len(reading.text)


@given(st.text())
def test_any_text_is_read_or_reported(text: str) -> None:
    assert_read_or_reported(text)


@given(st.text(st.characters()))
def test_any_characters_are_read_or_reported(text: str) -> None:
    assert_read_or_reported(text)


@given(st.lists(_PIECES, max_size=40))
def test_any_pieces_of_a_plan_are_read_or_reported(pieces: list[str]) -> None:
    assert_read_or_reported("".join(pieces))


@given(st.integers(0, len(SMALL)), st.integers(0, 40), st.lists(_PIECES, max_size=3))
def test_any_damage_to_a_plan_is_read_or_reported(at: int, cut: int, put: list[str]) -> None:
    assert_read_or_reported(SMALL[:at] + "".join(put) + SMALL[at + cut :])


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "indicators.yaml"
    path.write_bytes(content)
    reading = read_file(path)
    assert (reading.plan is None) == any(each.severity == "error" for each in reading.problems)


BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "inside the plan": "plan: " + "[" * 100_000,
    "laughs": "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "merges": "a: &a {x: 1}\nb: &b {<<: [*a, *a]}\n",
    "itself": "&a [*a]",
    "tag": "!!python/object/apply:os.system [ls]",
    "documents": "--- {}\n" * 100_000,
    "digits": "9" * 100_000,
    "anchors": "&a " * 1000 + "b",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_one_clear_problem(bomb: str) -> None:
    reading = read_text(BOMBS[bomb])
    (problem,) = reading.problems
    assert problem.severity == "error"
    assert problem.code in (
        "yaml-depth", "yaml-alias", "yaml-tag", "yaml-documents", "yaml-syntax", "type-mismatch",
    )  # fmt: skip


def test_two_thousand_unknown_keys_are_all_reported() -> None:
    reading = read_text("".join(f"k{n}: 1\n" for n in range(2_000)))
    assert [problem.code for problem in reading.problems].count("key-unknown") == 2_000


# --- Texts as editors save them ------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n", "   \n\n", "# commentaire\n", "---\n", "~\n", "\ufeff"])
def test_a_text_without_content_is_an_empty_file(text: str) -> None:
    reading = read_text(text)
    assert [problem.code for problem in reading.problems] == ["file-empty"]
    assert reading.place_of(reading.problems[0]) == (1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("start", ["", "---\n", "%YAML 1.1\n---\n"])
def test_line_ends_and_byte_order_marks_change_nothing(end: str, mark: str, start: str) -> None:
    plain = read_text(start + SMALL)
    other = read_text(mark + (start + SMALL).replace("\n", end))
    assert plain.plan is not None
    assert other.plan == plain.plan
    for address in addresses(plain.root):
        assert other.place(address) == plain.place(address)


def test_a_byte_order_mark_shifts_no_position(plan_file: Callable[..., Path]) -> None:
    faulty = SMALL.replace("unit: person", "unit: persons")
    marked, plain = read_file(plan_file("\ufeff" + faulty)), read_text(faulty)
    (problem,) = marked.problems
    assert problem.code == "unit-unknown"
    assert marked.place_of(problem) == plain.place_of(problem)


def test_positions_count_characters_as_editors_do() -> None:
    reading = read_text("plan: {title: {fr: 'é\u2028😀\x85'}, period: 2024/2026, é: 1}\n")
    (problem,) = reading.problems
    assert reading.place_of(problem) == (1, 1 + reading.text.index("é: 1"))


def test_a_missing_value_is_located_at_its_parent() -> None:
    reading = read_text(SMALL)
    home = reading.place(("axes", 0, "indicators", 1))
    assert reading.place(("axes", 0, "indicators", 1, "definition", "fr")) == home
    assert reading.place(("axes", 7)) == reading.place(("axes",))
    assert reading.index(("axes", 0, "id"), of_key=True) == SMALL.index("id: ecoles")


# --- Incremental reading -------------------------------------------------------------------------

INSERTED = [
    "x", " ", "\n", "- ", ":",
    ": ", '"', "'", "#", " #", "\n    ", "1", "---\n", "...\n", "\t", "[",
    "}", "\r", "\r\n", "\u2028", "\x85", "&a ", "*a", "!", "|", ">", "é", "\n      - ", "id: a\n",
    "\n\n", "  ", "\ufeff", "~", "%", "<<: ", "\r...", "\u2028---", ",", "\ud800",
]  # fmt: skip


def edited(text: str, dice: random.Random) -> str:
    """A text after one edit such as people and accidents make."""
    at = dice.randrange(len(text) + 1)
    kind = dice.randrange(7)
    if kind == 0:
        return text[:at] + dice.choice(INSERTED) + text[at:]
    if kind == 1:
        return text[:at] + text[at + dice.randrange(1, 30) :]
    if kind == 2:
        return text[:at] + dice.choice(INSERTED) + text[at + 1 :]
    if kind == 3:
        return text[:at] + dice.choice("0123456789") + text[at + dice.randrange(2) :]
    lines = text.splitlines(keepends=True)
    first = dice.randrange(len(lines))
    last = min(len(lines), first + dice.randrange(1, 12))
    some = lines[first:last]
    if kind == 4:
        some = some * 2 if dice.randrange(2) else []
    elif kind == 5:
        shift = dice.choice([-2, -1, 1, 2])
        some = [" " * shift + line if shift > 0 else line[-shift:] for line in some]
    else:
        other = dice.randrange(len(lines))
        lines[other] = lines[first]
    return "".join([*lines[:first], *some, *lines[last:]])


@pytest.mark.parametrize("seed", range(8))
def test_incremental_reading_equals_reading_the_whole(seed: int) -> None:
    dice = random.Random(seed)
    before = read_text(SMALL)
    again = 0
    for _ in range(500):
        text = edited(before.text, dice)
        now, whole = read_text(text, before=before), read_text(text)
        assert_same(now, whole)
        if now.plan is None or before.plan is None:
            before = read_text(SMALL)
            continue
        kept = set(map(id, before.plan.indicator.values()))
        again += any(id(each) in kept for each in now.plan.indicator.values())
        before = now if len(text) < 2 * len(SMALL) and now.blocks else read_text(SMALL)
    assert again > 25


def test_incremental_reading_of_the_real_plan_equals_reading_the_whole(real_plan: Path) -> None:
    dice = random.Random(7)
    first = before = read_text(real_plan.read_text("utf-8"))
    assert before.plan is not None
    kept = 0
    for _ in range(120):
        text = edited(before.text, dice)
        now = read_text(text, before=before)
        assert_same(now, read_text(text))
        kept += now.plan is not None
        before = now if now.plan is not None else first
    assert kept > 20


def changed(old: str, new: str) -> tuple[Reading, Reading]:
    before = read_text(SMALL)
    assert SMALL.count(old) == 1
    return before, read_text(SMALL.replace(old, new), before=before)


def test_only_the_changed_indicator_is_another_object() -> None:
    before, after = changed("exactly: 120", "exactly: 1210")
    assert before.plan is not None
    assert after.plan is not None
    for name, indicator in after.plan.indicator.items():
        assert (indicator is before.plan.indicator[name]) is (name != "1")
    assert after.plan.head is before.plan.head
    assert after.plan.axes[1] is before.plan.axes[1]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("à vérifier", "vu\n\n", "4"), ('"Part, en %"', "x", "5"), ("fr: Loi", "fr: Décret", "3"),
        ('- id: "2"', '- id: "9"', "9"), ("            formés\n", "", "2"),
    ],
)  # fmt: skip
def test_each_kind_of_indicator_is_read_by_itself(old: str, new: str, name: str) -> None:
    before, after = changed(old, new)
    assert_same(after, read_text(after.text))
    assert before.plan is not None
    assert after.plan is not None
    assert name in after.plan.indicator
    for each, indicator in after.plan.indicator.items():
        assert (indicator is before.plan.indicator.get(each)) is (each != name)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('      - id: "1"\n', '       - id: "1"\n'),
        ('      - id: "1"', '      - # note\n        id: "1"'),
        ("unit: ecole\n        obs", "unit: ecole\r...\n        obs"),
        ("unit: person\n", "unit: person\r...\n"),
        ("unit: person\n", "unit: person\u2028...\n"),
        ("unit: person\n", "unit: person\n---\n"),
        ("unit: person\n", "unit: &u person\n"),
        ("unit: person\n", "unit: person\n        unit: person\n"),
        ("unit: person\n", "unit: person\n      - id: x\n"),
        ("unit: person\n", "unit: person\n  - id: x\n"),
        ("unit: person\n", 'unit: "person\n'),
        ("unit: person\n", "unit: personne\n"),
        ("      # entre deux\n", ""),
        ("quote: 120 écoles ont été ouvertes", "quote: ''"),
        ('id: "2"', 'id: "1"'),
        ("source: gazette", "source: journal"),
        ("unit: person\n", "unit: person\n# fin\nsources: []\n"),
        ("            Maîtres\n", "            Maîtres\n      x\n"),
        ("      unit: percent\n", "      unit: percent\n    name: {fr: x}\n"),
    ],
)
def test_a_change_beyond_one_indicator_is_read_as_a_whole(old: str, new: str) -> None:
    _, after = changed(old, new)
    assert_same(after, read_text(after.text))


def test_an_indented_copy_of_an_indicator_is_refused_as_in_a_whole_reading() -> None:
    first = SMALL.index('      - id: "1"')
    last = SMALL.index('      - id: "2"')
    shifted = "".join(f" {line}" for line in SMALL[first:last].splitlines(keepends=True))
    text = SMALL[:first] + shifted + SMALL[last:]
    after = read_text(text, before=read_text(SMALL))
    assert_same(after, read_text(text))
    assert [problem.code for problem in after.problems] == ["yaml-syntax"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_incremental_reading_handles_other_line_ends(end: str) -> None:
    for old, new in (("exactly: 120", "exactly: 7"), ("à vérifier", "vu"), ("Maîtres", "M")):
        before = read_text(SMALL.replace("\n", end))
        text = before.text.replace(old, new)
        assert_same(read_text(text, before=before), read_text(text))


def test_incremental_reading_handles_a_single_foreign_line_end() -> None:
    for at, character in enumerate(SMALL):
        if character == "\n":
            before = read_text(SMALL[:at] + "\u2028" + SMALL[at + 1 :])
            for old, new in (("exactly: 120", "exactly: 7"), ("à vérifier", "vu"), ("Loi", "L")):
                text = before.text.replace(old, new)
                assert_same(read_text(text, before=before), read_text(text))


def test_the_same_text_is_the_same_reading() -> None:
    before = read_text(SMALL, "a.yaml")
    assert read_text(SMALL, "a.yaml", before) is before
    assert read_text(SMALL, "b.yaml", before).name == "b.yaml"


def test_incremental_reading_keeps_every_position() -> None:
    reading = read_text(SMALL)
    for n in range(60):
        new = "1" * (n % 9 + 1) if n % 2 else "x" * (n % 13 + 1)
        at = reading.text.index("exactly: ") + 9 if n % 2 else reading.text.index("à ") + 2
        end = reading.text.index("\n" if n % 2 else "}", at)
        reading = read_text(reading.text[:at] + new + reading.text[end:], before=reading)
        assert_same(reading, read_text(reading.text))
        assert reading.plan is not None


def test_incremental_reading_works_with_the_pure_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    by_c = read_text(SMALL)
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    by_python = read_text(SMALL)
    assert_same(by_c, by_python)
    for old, new in (("exactly: 120", "exactly: 7"), ("à vérifier", "vu"), ("Maîtres", "M")):
        text = SMALL.replace(old, new)
        assert_same(read_text(text, before=by_python), read_text(text))


def test_the_real_plan_has_no_error_and_reads_the_same_with_both_parsers(
    real_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = real_plan.read_text("utf-8")
    by_c = read_text(text)
    assert by_c.plan is not None
    assert len(by_c.blocks) == len(by_c.plan.indicator)
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    assert_same(by_c, read_text(text))
