"""An edition: the file with its articles, loaded incrementally."""

import gc
import random
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sample_plans.schools import ARTICLES, FILE

from plan.edition import edition as edition_module
from plan.edition import rules
from plan.edition.edition import Edition, check, indicator_problems, load, with_text
from plan.edition.latest import LatestEdition
from plan.method.assessment import assess
from plan.problems import Problem

ON = date(2025, 6, 30)


def found(edition: Edition, on: date = ON) -> list[tuple[Problem, tuple[int, int]]]:
    return [(each, edition.reading.place_of(each)) for each in check(edition, on)]


def state(edition: Edition, name: str) -> str:
    return edition.dossiers[name].observations[0][0].match.state


def counts(edition: Edition, name: str) -> bool:
    return edition.dossiers[name].observations[0][0].counts(date.max)


@pytest.fixture
def path(plan_file: Callable[..., Path]) -> Path:
    return plan_file(FILE, ARTICLES)


def test_a_sound_edition_has_its_plan_and_no_problem(path: Path) -> None:
    edition = load(path)
    assert edition.plan is not None
    assert check(edition, ON) == ()
    assert state(edition, "1") == state(edition, "2") == "exact"


def test_a_path_may_be_a_text(path: Path) -> None:
    assert load(str(path)).reading.text == load(path).reading.text


# --- One article changed -------------------------------------------------------------------------


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("content", "becomes", "code"),
    [
        ("En 2024, 130 écoles ont été ouvertes dans le pays.", "changed", "quote-changed"),
        ("La pluie est tombée sur le fleuve.", "orphan", "quote-orphan"),
        ("", "orphan", "article-empty"),
        (b"\xff\xfe\x00", "orphan", "article-encoding"),
        (None, "orphan", "article-missing"),
    ],
)
def test_a_changed_article_invalidates_its_own_quotations_only(
    path: Path, content: str | bytes | None, becomes: str, code: str, again: bool
) -> None:
    before = load(path)
    article = path.parent / "seeds" / "gazette.txt"
    if content is None:
        article.unlink()
    else:
        article.write_bytes(content if isinstance(content, bytes) else content.encode())
    edition = load(path, before if again else None)
    problems = check(edition, ON)
    assert edition.plan is not None
    assert {problem.code for problem in problems} == {code}
    assert {problem.severity for problem in problems} == {"warning"}
    assert state(edition, "1") == becomes
    assert not counts(edition, "1")
    assert state(edition, "2") == "exact"
    assert counts(edition, "2")


def test_an_article_that_links_outside_the_folder_is_an_error(path: Path, tmp_path: Path) -> None:
    article = path.parent / "seeds" / "gazette.txt"
    (tmp_path / "elsewhere.txt").write_text(ARTICLES["gazette.txt"])
    article.unlink()
    article.symlink_to(tmp_path / "elsewhere.txt")
    edition = load(path)
    (problem,) = check(edition, ON)
    assert (problem.code, problem.severity) == ("article-outside", "error")
    assert edition.plan is None
    assert edition.sound is not None
    assert not counts(edition, "1")


def test_a_restored_article_counts_again(path: Path) -> None:
    article = path.parent / "seeds" / "gazette.txt"
    first = load(path)
    content = article.read_bytes()
    article.unlink()
    second = load(path, first)
    article.write_bytes(content)
    third = load(path, second)
    assert not counts(second, "1")
    assert counts(third, "1")
    assert check(third, ON) == ()


# --- Loaded again --------------------------------------------------------------------------------


def test_unchanged_entries_are_reused(path: Path) -> None:
    first = load(path)
    check(first, ON)
    path.write_text(FILE.replace("exactly: 40", "exactly: 41"))
    second = load(path, first)
    assert first.plan is not None
    assert second.plan is not None
    assert second.dossiers["1"] is first.dossiers["1"]
    assert second.plan.indicator["1"] is first.plan.indicator["1"]
    assert second.dossiers["2"] is not first.dossiers["2"]
    assert [problem.code for problem, _ in found(second)] == ["figure-differs"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("exactly: 120", "exactly: 121"),
        ("exactly: 120", "at_least: 120"),
        ("period: 2024/2026", "period: 2025/2026"),
        ("published: 2025-01-15", "published: 2024-12-30"),
        ("file: gazette.txt", "file: rapport.txt"),
        ("unit: person", "unit: case"),
        ("unit: person", "unit: persons"),
        ("quote: 120 écoles", "quote: 130 écoles"),
        ("    indicators:", "    # note\n\n    indicators:"),
        ('id: "2"', 'id: "1"'),
        ('id: "2"', 'id: "3"'),
        ("nature: flow\n        unit: ecole", "nature: stock\n        unit: ecole"),
        ("kind: report", "kind: rapport"),
        ("axes:", "axes: ["),
    ],
)
def test_problems_are_the_same_with_and_without_the_edition_before(
    path: Path, old: str, new: str
) -> None:
    first = load(path)
    check(first, ON)
    for text in (FILE.replace(old, new, 1), FILE):
        path.write_text(text)
        second = load(path, first)
        assert found(second) == found(load(path))
        assert found(second, date(2026, 12, 31)) == found(load(path), date(2026, 12, 31))
        assert found(second) == found(load(path))
        first = second


def test_incremental_loading_finds_the_same_problems(path: Path) -> None:
    dice = random.Random(5)
    changes = [
        ("exactly: 120", "exactly: 12"), ("exactly: 40", "about: 40"),
        ("unit: ecole", "unit: site"),
        ("120 écoles ont", "120 ecoles ont"), ("2025-03-01", "2024-03-01"),
        ("nature: flow", "nature: flows"), ("- period: 2024", "- period: 2023"),
    ]  # fmt: skip
    edition, text = load(path), FILE
    for _ in range(60):
        old, new = dice.choice(changes)
        text = text.replace(*((old, new) if old in text else (new, old)), 1)
        path.write_text(text)
        if dice.randrange(4) == 0:
            article = path.parent / "seeds" / "rapport.txt"
            article.write_text(ARTICLES["rapport.txt"] + " " * dice.randrange(9))
        edition = load(path, edition)
        assert found(edition) == found(load(path))


def test_an_unsaved_text_is_checked_as_if_it_were_on_disk(path: Path) -> None:
    dice = random.Random(5)
    before = load(path)
    for _ in range(30):
        text, lines = FILE, FILE.splitlines(keepends=True)
        at = dice.randrange(len(lines))
        kind = dice.randrange(4)
        if kind == 0:
            text = "".join([*lines[:at], *lines[at + 1 :]])
        elif kind == 1:
            text = FILE.replace("120", str(dice.randrange(999)))
        elif kind == 2:
            text = FILE.replace("source: rapport", "source: gazette")
        else:
            text = FILE[: dice.randrange(len(FILE))]
        would = with_text(before, text)
        assert path.read_text("utf-8") == FILE
        path.write_text(text, "utf-8")
        fresh = load(path)
        path.write_text(FILE, "utf-8")
        assert (would.plan, would.sound) == (fresh.plan, fresh.sound)
        assert check(would, ON) == check(fresh, ON)
        assert would.reading.text == text
        assert check(before, ON) == check(load(path), ON)


def test_a_given_article_replaces_the_one_in_the_folder(path: Path) -> None:
    before = load(path)
    content = ARTICLES["gazette.txt"].replace("120", "99")
    would = with_text(before, FILE, {"gazette.txt": content.encode()})
    assert would.library.articles["gazette"].text == content
    assert [each.code for each in check(would, ON)] == ["quote-changed"]
    assert check(before, ON) == ()
    new = FILE.replace("gazette.txt", "neuf.txt")
    assert check(with_text(before, new, {"neuf.txt": ARTICLES["gazette.txt"].encode()}), ON) == ()
    assert [each.code for each in with_text(before, new).problems] == ["article-missing"]
    assert sorted(each.name for each in (path.parent / "seeds").iterdir()) == sorted(ARTICLES)


@pytest.mark.parametrize("name", ["../neuf.txt", "/neuf.txt", "a\\neuf.txt"])
def test_a_given_article_cannot_lie_outside_the_folder(path: Path, name: str) -> None:
    text = FILE.replace("gazette.txt", f"'{name}'")
    would = with_text(load(path), text, {name: ARTICLES["gazette.txt"].encode()})
    assert "article-outside" in {each.code for each in would.problems}


def test_a_check_on_another_day_is_not_remembered_for_the_first(path: Path) -> None:
    edition = load(path)
    assert check(edition, ON) == ()
    late = check(edition, date(2028, 1, 1))
    assert {problem.code for problem in late} == {"stale"}
    assert check(edition, ON) == ()


def test_rules_run_again_only_for_what_has_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def counted(context: rules.RuleContext) -> tuple[Problem, ...]:
        checked.append(context.indicator.id)
        return rules.check_indicator(context)

    monkeypatch.setattr(edition_module, "check_indicator", counted)
    first = load(path)
    check(first, ON)
    check(first, ON)
    assert checked == ["1", "2"]
    second = with_text(first, FILE.replace("exactly: 40", "exactly: 41"))
    assert [each.code for each in check(second, ON)] == ["figure-differs"]
    assert checked == ["1", "2", "2"]
    assert check(first, ON) == ()
    third = with_text(second, FILE.replace("2025-03-01", "2025-03-02"))
    check(third, ON)
    assert checked == ["1", "2", "2", "1", "2"]


def test_the_problems_of_one_indicator_can_be_asked_alone(path: Path) -> None:
    path.write_text(FILE.replace("exactly: 40", "exactly: 41"))
    edition = load(path)
    assert edition.sound is not None
    one, two = edition.sound.indicator.values()
    assert indicator_problems(edition, one, ON) == ()
    (problem,) = indicator_problems(edition, two, ON)
    assert problem.address == ("observations", 0, "evidence", 0, "quote")
    (same,) = check(edition, ON)
    assert same.address == ("axes", 0, "indicators", 1, *problem.address)


def test_cached_problems_are_released_with_their_editions(path: Path) -> None:
    edition = load(path)
    check(edition, ON)
    kept = edition.rule_results
    dossier = weakref.ref(edition.dossiers["2"])
    assert kept.get(edition.dossiers["1"], ON) == ()
    edition = with_text(edition, FILE.replace("exactly: 40", "exactly: 41"))
    assert edition.rule_results is kept
    gc.collect()
    assert dossier() is None


def test_every_edition_has_a_key_of_its_own(path: Path) -> None:
    first = load(path)
    second = load(path, first)
    assert first.key != second.key
    assert first != second
    assert len({first, second}) == 2


def test_the_last_sound_edition_is_kept_while_the_file_has_errors(path: Path) -> None:
    on_disk = LatestEdition(path)
    first, sound = on_disk.look()
    assert sound is first
    assert on_disk.look() == (first, first)
    path.write_text(FILE.replace("unit: person", "unit: persons"))
    latest, sound = on_disk.look()
    assert (latest.plan, sound) == (None, first)
    path.write_text(FILE.replace("exactly: 40", "exactly: 41"))
    latest, sound = on_disk.look()
    assert latest is sound
    assert latest.dossiers["1"] is first.dossiers["1"]


def test_sound_entries_are_checked_beside_faulty_ones(path: Path) -> None:
    path.write_text(FILE.replace("unit: person", "unit: persons").replace("120\n", "121\n"))
    edition = load(path)
    assert edition.plan is None
    assert [problem.code for problem, _ in found(edition)] == ["figure-differs", "unit-unknown"]
    path.write_text(
        FILE.replace("unit: ecole\n        obs", "unit: e\n        obs").replace("40\n", "41\n")
    )
    edition = load(path)
    assert [problem.code for problem, _ in found(edition)] == ["unit-unknown", "figure-differs"]
    assert found(edition)[1][1][0] == 1 + FILE[: FILE.index("quote: 40")].count("\n")


def test_problems_are_in_the_order_of_the_file(path: Path) -> None:
    text = FILE.replace("exactly: 120", "exactly: 12").replace("exactly: 40", "exactly: 4")
    path.write_text(
        text.replace("published: 2025-03-01", "published: 2025-03-01, dating: inferred")
    )
    places = [place for _, place in found(load(path))]
    assert len(places) == 4
    assert places == sorted(places)


def test_the_real_plan_is_sound_on_its_articles(real_plan: Path) -> None:
    edition = load(real_plan)
    problems = check(edition, date(2025, 9, 1))
    assert edition.plan is not None
    assert [problem for problem in problems if problem.severity != "notice"] == []


# --- Another plan --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def other() -> Edition:
    return load(Path(__file__).parents[1] / "plans" / "senegal" / "indicators.yaml")


def test_another_plan_of_another_country_loads_without_error(other: Edition) -> None:
    assert other.plan is not None
    found = [problem.code for problem in check(other, date(2025, 9, 1))]
    assert found == ["dating-inferred", "conflict", "contested", "small-count", "conflict"]


def test_every_passage_of_the_other_plan_is_verified_word_for_word(other: Edition) -> None:
    passages = [
        passage
        for dossier in other.dossiers.values()
        for several in (*dossier.observations, *dossier.targets, dossier.baseline)
        for passage in several
    ]
    assert len(passages) > 15
    assert {passage.match.state for passage in passages} == {"exact"}
    assert all(passage.inside for passage in passages)


def test_the_other_plan_uses_every_feature_of_the_format(other: Edition) -> None:
    plan = other.plan
    assert plan is not None
    indicators = [indicator for _, _, indicator in plan.indicators()]
    observations = [each for indicator in indicators for each in indicator.observations]
    targets = [target for indicator in indicators for target in indicator.targets]
    assert {each.nature for each in indicators} == {"flow", "stock", "rate", "steps"}
    assert {target.basis for target in targets} == {"official", "derived", "proposed"}
    assert {target.basis for target in targets if target.evidence} == {"official"}
    assert any(each.direction == "context" for each in indicators)
    assert any(each.baseline and each.baseline.evidence for each in indicators)
    assert any(each.flag == "B" for each in observations)
    assert any(each.period.start is None for each in observations)
    assert any(each.set_aside for each in observations)
    assert any(each.statement for each in observations)
    assert any(each.part for each in observations)
    assert not all(each.observations for each in indicators)


def test_of_two_conflicts_of_the_other_plan_one_is_resolved_and_one_is_a_tie(
    other: Edition,
) -> None:
    plan = other.plan
    assert plan is not None
    rules = {}
    for _, _, indicator in plan.indicators():
        dossier = other.dossiers[indicator.id]
        day = date(2025, 9, 1)
        for conflict in assess(indicator, dossier, plan.head.period, day, day).conflicts:
            rules[indicator.id] = (conflict.rule, conflict.set_aside)
    assert rules == {"E1": ("rank", (0,)), "C2": ("alike", (0, 1))}
