"""A revision is checked before it is saved, redone on a newer file, and undone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from plan.desk.change import changes_between
from plan.desk.journal import digest
from plan.desk.revisions import Revision, line_difference, redo, revise, rewrite, undo
from plan.edition.edition import Edition, load, with_text
from plan.file.edits import Edit, Insert, Remove, Rename, Set, Unable, applied
from plan.file.nodes import look_up
from plan.file.splicing import amend
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.fields import ORDER
from plan.model.tree_address import Address

ON = date(2025, 6, 30)
TEXT = """\
# Plan d’essai
plan:
  title: {fr: Plan des écoles}   # titre
  period: 2024/2026
sources:
  - {id: gazette, file: article.txt, kind: press, published: 2025-01-15}
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      # le premier
      - id: "1"
        name: {fr: Écoles ouvertes}
        nature: flow
        unit: site
        observations:
          - period: 2024
            exactly: 120
            evidence: [{source: gazette, quote: 120 écoles ont été ouvertes}]

      - id: "2"
        name: {fr: Maîtres formés}
        nature: flow
        unit: person
        responsible: le ministère   # à confirmer

      - id: "3"
        name: {fr: Élèves}
        nature: stock
        unit: person
"""
ARTICLE = "En 2024, 120 écoles ont été ouvertes dans le pays."
FIRST: Address = ("axes", 0, "indicators", 0)
SECOND: Address = ("axes", 0, "indicators", 1)
THIRD: Address = ("axes", 0, "indicators", 2)


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    return load(plan_file(TEXT, {"article.txt": ARTICLE}))


def text_of(edition: Edition, *edits: Edit) -> str:
    return amend(edition.reading.text, edits, ORDER)


def newer(edition: Edition, *edits: Edit) -> Edition:
    return with_text(edition, text_of(edition, *edits))


# --- The new text --------------------------------------------------------------------------------


def test_a_revision_gives_the_new_text_and_writes_nothing(edition: Edition) -> None:
    revision = revise(edition, [Set((*SECOND, "name", "fr"), "Maîtresses et maîtres")])
    assert revision.differs
    assert revision.opened == TEXT
    assert revision.text == TEXT.replace("Maîtres formés", "Maîtresses et maîtres")
    assert revision.after.plan is not None
    assert revision.after.plan.indicator["2"].name.fr == "Maîtresses et maîtres"
    assert revision.before is edition
    assert revision.change_set.indicators == ("2",)
    assert edition.path.read_text("utf-8") == TEXT
    assert [(each.kind, each.before, each.after) for each in revision.lines] == [
        ("same", 20, 20), ("same", 21, 21), ("removed", 22, None), ("added", None, 22),
        ("same", 23, 23), ("same", 24, 24),
    ]  # fmt: skip


def test_without_edits_nothing_changes(edition: Edition) -> None:
    revision = revise(edition, [])
    assert (revision.differs, revision.lines, revision.change_set.indicators) == (False, (), ())
    assert (revision.new_errors, revision.new_problems(ON), revision.fixed_problems(ON)) == (
        (),
        (),
        (),
    )


def test_a_new_key_is_put_in_the_order_of_the_file(edition: Edition) -> None:
    revision = revise(edition, [Set((*SECOND, "definition", "fr"), "Ceux qui ont un diplôme")])
    lines = revision.text.splitlines()
    at = lines.index("        name: {fr: Maîtres formés}")
    assert lines[at + 1].strip().startswith("definition:")


def test_rewriting_makes_the_fewest_changes(edition: Edition) -> None:
    tree, _, _ = compose(TEXT)
    assert rewrite(edition, tree).text == TEXT
    meant = compose(TEXT.replace("exactly: 120", "exactly: 121"))[0]
    assert rewrite(edition, meant).text == TEXT.replace("exactly: 120", "exactly: 121")


def test_a_file_that_is_no_yaml_is_not_revised(plan_file: Callable[..., Path]) -> None:
    broken = load(plan_file(TEXT + "axes: [\n"))
    with pytest.raises(InvalidYaml):
        revise(broken, [Set(("plan", "period"), "2025")])
    with pytest.raises(Unable):
        revise(load(plan_file(TEXT)), [Remove(("plan", "country"))])


SPREAD = """\
axes:
- id: ecoles
  name: {fr: Écoles}
  # avant
  indicators:
  - id: "1"   # un
    name: {fr: Écoles ouvertes}
    nature: flow
    unit: site
    observations:
    - {period: 2024, exactly: 120, note: à vérifier}   # l’année
    # encore
    - period: 2025
      at_least: 7

  # entre deux
  -   id: "2"
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
        definition:
          fr: |
            Ceux qui
            donnent de l’eau
  name: {fr: Eau}
plan:
  title: {fr: Plan}
  period: 2024/2026
"""
HEADED, _, AXES_LAST = SPREAD.partition("plan:\n")
LAST = (
    "plan:\n"
    + AXES_LAST
    + HEADED.replace("  name: {fr: Eau}\n", "").replace(
        "- id: eau\n", "- id: eau\n  name: {fr: Eau}\n"
    )
)
ONE_LINE = LAST.partition("  # l’axe suivant")[0]
VALUES: list[Tree] = [
    "x", "l’eau : oui", "p\nq", "p\n\nq\n", "", None, "---", "12 %", {"fr": "x"}, {}, [],
    {"fr": "p\nq", "en": "y" * 90}, [{"period": "2025", "exactly": "1", "note": "z" * 90}],
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("text", [SPREAD, LAST, LAST.rstrip("\n"), ONE_LINE, ONE_LINE.rstrip()])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_editing_the_lines_of_one_indicator_equals_editing_the_whole_file(
    plan_file: Callable[..., Path], text: str, end: str, seed: int
) -> None:
    edition = load(plan_file(text.replace("\n", end)))
    assert len(edition.reading.blocks) >= 3, edition.problems
    dice = random.Random(seed)
    tree, _, _ = compose(edition.reading.text)
    places = [each for each in addresses(tree) if len(each) >= 4 and each[2] == "indicators"]
    for _ in range(60):
        place = dice.choice(places)
        held = look_up(tree, place)
        value = dice.choice(VALUES)
        edit: Edit = Set(place, value)
        if isinstance(held, list):
            edit = Insert(place, value, dice.choice([None, 0, len(held)]))
        elif isinstance(held, dict) and dice.random() < 0.6:
            edit = Set((*place, dice.choice(["definition", "responsible", "fr", "note"])), value)
        elif dice.random() < 0.3:
            edit = Remove(place)
        elif dice.random() < 0.1 and isinstance(place[-1], str):
            edit = Rename(place, "neuf")
        try:
            whole: str | None = amend(edition.reading.text, [edit], ORDER)
        except Unable:
            whole = None
        try:
            revision = revise(edition, [edit])
        except Unable:
            assert whole is None
            continue
        assert compose(revision.text)[0] == applied(tree, edit)
        if whole is not None:
            assert revision.text == whole
        assert set(revision.change_set.indicators) == set(
            changes_between(edition.reading.text, revision.text).indicators
        )
        assert revision.change_set.changes == changes_between(
            edition.reading.text, revision.text
        ).changes  # fmt: skip
        if end == "\r\n":
            assert "\n" not in revision.text.replace("\r\n", "")


def test_a_last_line_without_its_end_is_written_with_the_line_ends_of_the_file(
    plan_file: Callable[..., Path],
) -> None:
    edition = load(plan_file(ONE_LINE.rstrip().replace("\n", "\r\n")))
    entry: Tree = {
        "id": "3",
        "name": {"fr": "x"},
        "nature": "flow",
        "verification": {"fr": "y" * 90},
    }
    text = revise(edition, [Set(THIRD, entry)]).text
    assert text.count("\n") > edition.reading.text.count("\n")
    assert "\n" not in text.replace("\r\n", "")


def addresses(tree: Tree, place: Address = ()) -> Iterator[Address]:
    yield place
    held = tree.items() if isinstance(tree, dict) else ()
    for step, each in enumerate(tree) if isinstance(tree, list) else held:
        yield from addresses(each, (*place, step))


# --- New and fixed problems ----------------------------------------------------------------------


def test_new_errors_are_found_and_old_ones_are_not(plan_file: Callable[..., Path]) -> None:
    faulty = load(plan_file(TEXT.replace("unit: site", "unit: sites"), {"article.txt": ARTICLE}))
    assert faulty.plan is None
    calm = revise(faulty, [Set((*SECOND, "name", "fr"), "Maîtres")])
    assert calm.new_errors == ()
    worse = revise(faulty, [Set((*SECOND, "unit"), "persons")])
    assert [(each.code, each.address) for each in worse.new_errors] == [
        ("unit-unknown", (*SECOND, "unit"))
    ]
    moved = revise(faulty, [Insert(FIRST[:-1], {"id": "0", "name": {"fr": "x"}, "nature": "stock",
                                                "unit": "site"}, 0)])  # fmt: skip
    assert moved.new_errors == ()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Set((*FIRST, "observations", 0, "period"), "hier"), "date-invalid"),
        (Set((*FIRST, "natur"), "flow"), "key-unknown"),
        (Remove(("sources",)), "source-unknown"),
        (Set((*FIRST, "id"), "2"), "id-duplicate"),
        (Remove((*FIRST, "name")), "key-missing"),
        (Set(("sources", 0, "file"), "../secret.txt"), "article-outside"),
        (Set((*FIRST, "observations", 0, "exactly"), "100.000"), "number-ambiguous"),
    ],
)
def test_an_edit_that_makes_the_file_invalid_has_new_errors(
    edition: Edition, edit: Edit, code: str
) -> None:
    revision = revise(edition, [edit])
    assert code in {each.code for each in revision.new_errors}
    assert all(each.severity == "error" for each in revision.new_errors)


def test_new_warnings_and_fixed_problems_are_found(edition: Edition) -> None:
    bad = revise(edition, [Set((*FIRST, "observations", 0, "exactly"), "130")])
    assert bad.new_errors == ()
    assert [each.code for each in bad.new_problems(ON)] == ["figure-differs"]
    assert bad.fixed_problems(ON) == ()
    good = revise(bad.after, [Set((*FIRST, "observations", 0, "exactly"), "120")])
    assert [each.code for each in good.fixed_problems(ON)] == ["figure-differs"]
    assert good.new_problems(ON) == ()


def test_the_same_problem_twice_is_new_once(edition: Edition) -> None:
    quoted = {"source": "gazette", "quote": "120 écoles ont été ouvertes"}
    same = {"period": "2024", "exactly": "130", "evidence": [quoted]}
    one = revise(edition, [Insert((*FIRST, "observations"), same)])  # type: ignore[arg-type]
    two = revise(one.after, [Insert((*FIRST, "observations"), same)])  # type: ignore[arg-type]
    codes = [each.code for each in two.new_problems(ON)]
    assert codes.count("figure-differs") == 1


def test_a_given_article_is_read_and_not_written(edition: Edition) -> None:
    source = {"id": "neuf", "file": "neuf.txt", "kind": "press", "published": "2025-02"}
    edits = [Insert(("sources",), dict(source))]
    with_file = revise(edition, edits, {"neuf.txt": ARTICLE.encode()})
    assert with_file.new_errors == ()
    assert with_file.after.library.articles["neuf"].text == ARTICLE
    assert not (edition.path.parent / "seeds" / "neuf.txt").exists()
    without = revise(edition, edits)
    assert [each.code for each in without.new_problems(ON)] == ["article-missing"]


# --- Redo ----------------------------------------------------------------------------------------


def test_changes_of_two_people_are_both_kept(edition: Edition) -> None:
    mine = revise(edition, [Set((*FIRST, "name", "fr"), "Écoles rouvertes")])
    theirs = newer(edition, Set((*SECOND, "name", "fr"), "Maîtres"), Remove(THIRD))
    again, clashes = redo(mine, theirs)
    assert clashes == ()
    assert again.opened == theirs.reading.text
    assert again.text == theirs.reading.text.replace("Écoles ouvertes", "Écoles rouvertes")


def test_observations_that_two_people_add_to_one_indicator_are_both_kept(edition: Edition) -> None:
    mine = revise(edition, [Insert((*FIRST, "observations"), {"period": "2025", "exactly": "1"})])
    theirs = newer(edition, Insert((*FIRST, "observations"), {"period": "2025-02", "exactly": "2"}))
    again, clashes = redo(mine, theirs)
    held = look_up(compose(again.text)[0], (*FIRST, "observations"))
    assert clashes == ()
    assert [each["exactly"] for each in held] == ["120", "2", "1"]  # type: ignore


def test_a_value_changed_by_both_is_a_conflict_and_mine_is_proposed(
    edition: Edition,
) -> None:
    place = (*FIRST, "name", "fr")
    again, clashes = redo(revise(edition, [Set(place, "m")]), newer(edition, Set(place, "t")))
    assert clashes == (place,)
    assert look_up(compose(again.text)[0], place) == "m"
    same, none = redo(revise(edition, [Set(place, "m")]), newer(edition, Set(place, "m")))
    assert (none, same.differs) == ((), False)


def test_a_record_changed_by_one_and_removed_by_another_is_a_conflict(edition: Edition) -> None:
    mine = revise(edition, [Set((*SECOND, "name", "fr"), "Maîtres")])
    again, clashes = redo(mine, newer(edition, Remove(SECOND)))
    assert len(clashes) == 1
    assert "Maîtres" in again.text


def test_redo_keeps_changed_comments(edition: Edition) -> None:
    # As in undoing an outside change: comments are in no tree.
    text = TEXT.replace("# le premier", "# le tout premier")
    mine = Revision(edition, with_text(edition, text), TEXT, text)
    again, clashes = redo(mine, newer(edition, Set((*THIRD, "name", "fr"), "Élèves inscrits")))
    assert clashes == ()
    assert "# le tout premier" in again.text
    assert "Élèves inscrits" in again.text


def test_redo_keeps_the_articles_of_a_revision(edition: Edition) -> None:
    source = {"id": "neuf", "file": "neuf.txt", "kind": "press", "published": "2025-02"}
    mine = revise(edition, [Insert(("sources",), dict(source))], {"neuf.txt": b"mot"})
    again, _ = redo(mine, newer(edition, Set((*THIRD, "name", "fr"), "x")))
    assert again.articles == {"neuf.txt": b"mot"}
    assert again.new_errors == ()


def test_redo_on_a_broken_file_is_refused(edition: Edition) -> None:
    mine = revise(edition, [Set((*FIRST, "name", "fr"), "x")])
    with pytest.raises(InvalidYaml):
        redo(mine, with_text(edition, TEXT + "axes: [\n"))


# --- Undo ----------------------------------------------------------------------------------------

EDITS: list[Edit] = [
    Set((*FIRST, "name", "fr"), "x"),
    Set((*FIRST, "observations", 0), {"period": "2025", "at_least": "1"}),
    Insert((*FIRST, "observations"), {"period": "2025", "exactly": "1"}, 0),
    Remove(SECOND),
    Insert(FIRST[:-1], {"id": "9", "name": {"fr": "x"}, "nature": "flow", "unit": "site"}, 1),
    Set(("plan", "country"), "ML"),
    Remove(("sources", 0)),
]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_undoing_a_change_restores_the_file_byte_for_byte(
    plan_file: Callable[..., Path], edit: Edit, end: str
) -> None:
    edition = load(plan_file(TEXT.replace("\n", end), {"article.txt": ARTICLE}))
    before = edition.reading.text
    after = text_of(edition, edit)
    assert undo(with_text(edition, after), before, after).text == before


@pytest.mark.parametrize("edit", EDITS)
def test_undoing_a_change_keeps_later_changes_elsewhere(edition: Edition, edit: Edit) -> None:
    after = text_of(edition, edit)
    since = after.replace("fr: Élèves", "fr: Élèves inscrits").replace("# titre", "# le titre")
    found = undo(with_text(edition, since), TEXT, after)
    assert found.opened == since
    assert found.text == TEXT.replace("fr: Élèves", "fr: Élèves inscrits").replace(
        "# titre", "# le titre"
    )


def test_a_value_changed_again_cannot_be_undone(edition: Edition) -> None:
    place = (*FIRST, "name", "fr")
    one = newer(edition, Set(place, "un"))
    two = newer(one, Set(place, "deux"))
    with pytest.raises(LookupError):
        undo(two, TEXT, one.reading.text)


def test_an_addition_changed_since_cannot_be_undone(edition: Edition) -> None:
    one = newer(edition, Insert((*FIRST, "observations"), {"period": "2025", "exactly": "1"}))
    two = newer(one, Set((*FIRST, "observations", 1, "exactly"), "2"))
    with pytest.raises(LookupError):
        undo(two, TEXT, one.reading.text)


def test_the_first_of_two_adjacent_additions_can_be_undone(edition: Edition) -> None:
    one = newer(edition, Insert((*FIRST, "observations"), {"period": "2025", "exactly": "1"}))
    two = newer(one, Insert((*FIRST, "observations"), {"period": "2026", "exactly": "2"}))
    found = undo(two, TEXT, one.reading.text)
    held = look_up(compose(found.text)[0], (*FIRST, "observations"))
    assert [each["exactly"] for each in held] == ["120", "2"]  # type: ignore


def test_undoing_what_another_entry_refers_to_is_a_new_error(edition: Edition) -> None:
    source = {"id": "neuf", "file": "article.txt", "kind": "press", "published": "2025-02"}
    one = newer(edition, Insert(("sources",), dict(source)))
    two = newer(one, Set((*FIRST, "observations", 0, "evidence", 0, "source"), "neuf"))
    found = undo(two, TEXT, one.reading.text)
    assert "source-unknown" in {each.code for each in found.new_errors}


def test_an_outside_change_that_broke_the_file_can_be_undone(edition: Edition) -> None:
    broken = TEXT + "axes: [\n"
    found = undo(with_text(edition, broken), TEXT, broken)
    assert found.text == TEXT
    assert found.new_errors == ()


def test_undo_works_whether_a_byte_order_mark_was_added_or_removed(edition: Edition) -> None:
    after = text_of(edition, EDITS[0])
    for mark, other in (("\ufeff", "\ufeff"), ("", "\ufeff"), ("\ufeff", "")):
        assert undo(with_text(edition, after), other + TEXT, mark + after).text == TEXT


@pytest.mark.parametrize("seed", range(4))
def test_any_of_many_changes_is_undone_without_touching_the_others(
    edition: Edition, seed: int
) -> None:
    dice = random.Random(seed)
    texts = [TEXT]
    fields = [(place, key) for place in (FIRST, SECOND, THIRD)
              for key in ("definition", "verification", "assumptions")]  # fmt: skip
    for n, (place, key) in enumerate(dice.sample(fields, 7)):
        texts.append(amend(texts[-1], [Set((*place, key, "fr"), f"texte {n}")], ORDER))
    now = with_text(edition, texts[-1])
    taken = 0
    for n in range(7):
        try:
            found = undo(now, texts[n], texts[n + 1])
        except LookupError:
            continue
        taken += 1
        left = [f"texte {k}" in found.text for k in range(7)]
        assert left == [k != n for k in range(7)]
        assert digest(found.opened.encode()) == digest(texts[-1].encode())
    assert taken == 7


# --- The difference, shown -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_lines_shown_are_those_that_differ_with_two_around(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(60):
        old = [f"ligne {dice.randint(0, 9)}" for _ in range(dice.randint(0, 30))]
        new = [each for each in old if dice.random() > 0.1]
        for _ in range(dice.randint(0, 3)):
            new.insert(dice.randint(0, len(new)), "neuf")
        shown = line_difference("\n".join(old), "\n".join(new))
        assert bool(shown) == (old != new)
        for line in shown:
            assert line.before is None or old[line.before - 1] == line.text
            assert line.after is None or new[line.after - 1] == line.text
        gone = {line.before for line in shown if line.kind == "removed"}
        come = {line.after for line in shown if line.kind == "added"}
        assert [o for n, o in enumerate(old, 1) if n not in gone] == [
            o for n, o in enumerate(new, 1) if n not in come
        ]
