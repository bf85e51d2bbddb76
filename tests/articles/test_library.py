"""Articles are read as they are, from their folder only, with their body and sentences."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.articles.library import Article, Unreadable, open_library, read_article
from plan.file.validation import lies_inside
from plan.model.records import BodyExtent, Source

TEXT = "À la une. Le ministre a parlé. « Nous ouvrons ! » a-t-il dit.\n\nAbonnez-vous\nFin."


def code(folder: Path, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_article(folder, name)
    return caught.value.code


def source(name: str, **more: object) -> Source:
    given = {"id": name, "file": f"{name}.txt", "kind": "press", "published": "2024", **more}
    return Source.read(given)


@pytest.mark.parametrize(
    "name", ["", " ", "..", "../a", "a/../b", "a/..", "/a", "a\\b", "C:a", "a\x00b", "a\nb", "//a"]
)
def test_a_name_that_could_lead_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert not lies_inside(name)
    assert code(tmp_path, name) == "article-outside"


@given(st.text(alphabet="ab./\\: \n~é", max_size=12))
def test_a_name_that_is_accepted_lies_inside(name: str) -> None:
    folder = "/exhibits/seeds"
    inside = os.path.normpath(os.path.join(folder, name)).startswith(folder)
    assert inside or not lies_inside(name)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "2024").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (seeds / "link.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "up").symlink_to(tmp_path)
    (seeds / "2024" / "a.txt").write_text("dedans")
    (seeds / "inner.txt").symlink_to(seeds / "2024" / "a.txt")
    assert code(seeds, "link.txt") == "article-outside"
    assert code(seeds, "up/secret.txt") == "article-outside"
    assert read_article(seeds, "inner.txt").text == "dedans"
    assert read_article(seeds, "2024/a.txt").text == "dedans"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("dedans")
    (tmp_path / "seeds").symlink_to(tmp_path / "real")
    assert read_article(tmp_path / "seeds", "a.txt").text == "dedans"


@pytest.mark.parametrize("name", ["absent.txt", ".", "folder", "a.txt/b", "x" * 5000])
def test_what_is_no_file_is_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_text("a")
    assert code(tmp_path, name) == "article-missing"


def test_a_text_keeps_every_character(tmp_path: Path) -> None:
    content = "\ufeffÀ\r\nb\rc\u2028d\u00a0e\n"
    (tmp_path / "a.txt").write_bytes(content.encode())
    assert read_article(tmp_path, "a.txt").text == content


def test_a_changed_article_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("120 écoles")
    first = read_article(tmp_path, "a.txt")
    assert read_article(tmp_path, "a.txt") is first
    path.write_text("120 écoles ouvertes")
    assert read_article(tmp_path, "a.txt").text == "120 écoles ouvertes"


def test_an_article_replaced_by_another_of_the_same_size_and_time_is_read_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("120 puits")
    stamp = path.stat()
    assert read_article(tmp_path, "a.txt").text == "120 puits"
    other = tmp_path / "other.txt"
    other.write_text("121 puits")
    os.utime(other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    other.replace(path)
    assert read_article(tmp_path, "a.txt").text == "121 puits"


# --- Body and sentences --------------------------------------------------------------------------


def test_the_body_includes_its_first_and_last_words() -> None:
    bounds = BodyExtent.read({"from": "Le ministre", "to": "dit."})
    first, last = Article("a", TEXT).body(bounds)
    assert TEXT[first:last] == "Le ministre a parlé. « Nous ouvrons ! » a-t-il dit."


def test_without_bounds_the_whole_text_is_the_body() -> None:
    assert Article("a", TEXT).body(None) == (0, len(TEXT))


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        ("La ministre", "dit.", "La ministre"),
        ("Le ministre", "hier.", "hier."),
        ("Abonnez-vous", "parlé.", "parlé."),
    ],
)
def test_bounds_that_are_not_there_are_named(first: str, last: str, missing: str) -> None:
    with pytest.raises(LookupError, match=missing):
        Article("a", TEXT).body(BodyExtent.read({"from": first, "to": last}))


def test_sentences_end_at_stops_and_lines() -> None:
    found = [TEXT[a:b] for a, b in Article("a", TEXT).sentences]
    assert found[0] == "À la une."
    assert "Le ministre a parlé." in found
    assert found[-2:] == ["Abonnez-vous", "Fin."]


@given(st.text(alphabet='Aé .!?…\n«»\u00a0"1-', max_size=60))
def test_sentences_lie_in_order_and_leave_out_only_space_and_marks(text: str) -> None:
    spans = Article("a", text).sentences
    end = 0
    for first, last in spans:
        assert end <= first < last
        assert not any(each.isalnum() for each in text[end:first])
        end = last
    assert not any(each.isalnum() for each in text[end:])


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Il dit non. « Oui », dit-elle.", ["Il dit non.", "« Oui », dit-elle."]),
        ('Il dit non. "Oui", dit-elle.', ["Il dit non.", '"Oui", dit-elle.']),
        ("Elle dit « Oui. » Il dit non.", ["Elle dit « Oui.", "Il dit non."]),
        ("Le 3. mai", ["Le 3. mai"]),
        ("M. le ministre", ["M. le ministre"]),
    ],
)
def test_quotations_begin_and_end_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in Article("a", text).sentences] == sentences


def test_long_white_space_ends_no_sentence() -> None:
    text = "Fin." + " " * 200_000 + "a"
    assert Article("a", text).sentences == ((0, len(text)),)


def test_around_gives_the_sentences_that_a_span_touches() -> None:
    article = Article("a", TEXT)
    at = TEXT.index("ministre")
    first, last = article.around(at, at + 8)
    assert TEXT[first:last] == "Le ministre a parlé."
    first, last = article.around(TEXT.index("une"), at)
    assert TEXT[first:last].startswith("À la une. Le ministre")


# --- The library ---------------------------------------------------------------------------------


def test_each_source_has_its_article_or_its_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.txt").write_text(TEXT)
    bounds = {"from": "Le ministre", "to": "jamais"}
    library = open_library([source("a"), source("b"), source("c", body=bounds)], tmp_path)
    assert set(library.articles) == {"a", "c"}
    assert [(each.code, each.address) for each in library.problems] == [
        ("article-missing", ("sources", 1, "file")), ("body-not-found", ("sources", 2, "body")),
    ]  # fmt: skip
    assert library.bodies["c"] == (0, len(TEXT))


def test_a_library_is_the_same_while_its_articles_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    sources = [source("a"), source("b")]
    first = open_library(sources, tmp_path)
    assert open_library(sources, tmp_path).same_as(first)
    assert not open_library(sources[:1], tmp_path).same_as(first)
    bounded = [source("a", body={"from": "Le ministre", "to": "dit."}), sources[1]]
    assert not open_library(bounded, tmp_path).same_as(first)
    (tmp_path / "b.txt").write_text(TEXT + " ")
    assert not open_library(sources, tmp_path).same_as(first)
    (tmp_path / "b.txt").unlink()
    assert not open_library(sources, tmp_path).same_as(first)
