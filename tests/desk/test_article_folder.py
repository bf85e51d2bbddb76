"""The folder of the articles, as a new article is added to it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plan.desk.access import Access, Forbidden
from plan.desk.article_folder import (
    first_record,
    names_in_folder,
    same_file,
    take_away,
    unnamed_articles,
)
from plan.desk.saving import Unsaved
from plan.edition.edition import Edition, load
from plan.suggestions.proposals import examine

ROOT = Path(__file__).parents[2]
EDITOR = Access(True, True, "awa", "", False)


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    return load(plan_file(ROOT))


def test_an_article_that_no_source_names_is_offered(edition: Edition) -> None:
    before = unnamed_articles(edition)
    (edition.path.parent / "seeds" / "added.txt").write_text("Dix puits.", "utf-8")
    assert unnamed_articles(edition) == sorted([*before, "added.txt"])
    assert "added.txt" in names_in_folder(edition)


def test_an_article_that_no_source_names_can_be_taken_away_and_is_not_lost(
    edition: Edition,
) -> None:
    seeds, removed = edition.path.parent / "seeds", edition.path.parent / "removed"
    for n, text in enumerate(["Dix puits.", "Onze puits."], 1):
        (seeds / "added.txt").write_text(text, "utf-8")
        take_away(edition, "added.txt", EDITOR)
        assert "added.txt" not in unnamed_articles(edition)
        kept = removed / ("added.txt" if n == 1 else f"added-{n}.txt")
        assert kept.read_text("utf-8") == text


def test_only_an_article_that_no_source_names_is_taken_away_and_only_by_an_editor(
    edition: Edition,
) -> None:
    assert edition.sound is not None
    seeds = edition.path.parent / "seeds"
    (seeds / "added.txt").write_text("Dix puits.", "utf-8")
    before = sorted(names_in_folder(edition))
    for name in (edition.sound.sources[0].file, "../indicators.yaml", "gone.txt", ""):
        with pytest.raises(Unsaved) as caught:
            take_away(edition, name, EDITOR)
        assert caught.value.code == "named"
    with pytest.raises(Forbidden):
        take_away(edition, "added.txt", Access(True, False, "", "elsewhere", False))
    assert sorted(names_in_folder(edition)) == before
    assert not (edition.path.parent / "removed").exists()


def test_a_file_whose_name_is_no_text_is_not_offered(edition: Edition) -> None:
    before = unnamed_articles(edition)
    try:
        (edition.path.parent / "seeds" / "a\udcff.txt").write_text("Dix puits.", "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    assert unnamed_articles(edition) == before


def test_a_file_is_the_same_by_its_bytes(edition: Edition) -> None:
    (name, *_) = sorted(names_in_folder(edition))
    data = (edition.path.parent / "seeds" / name).read_bytes()
    assert same_file(edition, data) == name
    assert same_file(edition, data + b" ") is None


def test_without_a_folder_there_is_nothing_in_it(edition: Edition) -> None:
    shutil.rmtree(edition.path.parent / "seeds")
    assert names_in_folder(edition) == []
    assert same_file(edition, b"") is None


def test_an_article_that_repeats_another_relays_its_origin_under_an_id_of_its_own(
    edition: Edition,
) -> None:
    assert edition.sound is not None
    source = edition.sound.sources[0]
    data = (edition.path.parent / "seeds" / source.file).read_bytes()
    record = first_record(edition, examine(edition, "copy.txt", data), "copy.txt")
    assert record["origin"] == (source.origin or source.id)
    assert record["id"] not in edition.sound.source
    assert record["file"] == "copy.txt"
