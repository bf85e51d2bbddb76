"""The same article is recognised under other addresses; another on the same subject is not."""

import random
from pathlib import Path

import pytest

from plan.articles.near_duplicates import LIKENESSES, ArticleIndex, compare_texts, shingles
from plan.suggestions.labelled_pages import read_labelled

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "labelled"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def bodies() -> dict[str, str]:
    """The bodies of all labelled pages, as a person labelled them."""
    found = {}
    for labels in sorted([*PAGES.glob("lines/*/*.labels"), *PAGES.glob("seeds/*.labels")]):
        folder = ROOT / "seeds" if labels.parent.name == "seeds" else labels.parent
        page = next(folder.glob(f"{labels.stem}.[th]*"))
        read = read_labelled(page, labels)
        found[page.stem] = "\n".join(
            read.text[line.start : line.end]
            for kind, line in zip(read.labels, read.layout.lines, strict=True)
            if kind == "body"
        )
    return found


BODIES = bodies()


@pytest.mark.parametrize("name", BODIES)
def test_typography_does_not_count(name: str) -> None:
    text = BODIES[name]
    reprinted = text.replace("’", "'").replace("«", '"').replace("»", '"').replace("\n", "\n\n ")
    assert compare_texts(shingles(text), shingles(reprinted.upper())).likeness == "same"


@pytest.mark.parametrize("name", BODIES)
def test_a_copy_with_small_changes_is_the_same_article(name: str) -> None:
    pick = random.Random(name)
    words = BODIES[name].split(" ")
    for at in pick.sample(range(len(words)), len(words) // 25):
        words[at] = "autrement"
    compared = compare_texts(shingles(BODIES[name]), shingles(" ".join(words)))
    assert compared.likeness == "copy"
    assert 0 < compared.shared < compared.total


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_first_half_of_an_article_is_an_excerpt_of_it(path: Path) -> None:
    body = BODIES[path.stem]
    compared = compare_texts(shingles(body[: len(body) * 2 // 5]), shingles(body))
    assert compared.likeness == "excerpt"
    assert compared.same_article


def test_different_articles_of_one_subject_are_different() -> None:
    names = [path.stem for path in SEEDS]  # all three are on one subject
    for one in names:
        for other in BODIES:
            if one != other:
                assert not compare_texts(
                    shingles(BODIES[one]), shingles(BODIES[other])
                ).same_article


def test_a_shared_sentence_makes_no_article_the_same() -> None:
    sentence = "Le ministre a procédé hier à la remise du rapport annuel aux partenaires du pays."
    assert not compare_texts(
        shingles(sentence), shingles(f"{sentence} {BODIES['vaccination']}")
    ).same_article


def test_texts_without_words_have_no_duplicates() -> None:
    assert compare_texts(shingles(""), shingles("")).likeness == "different"
    assert not ArticleIndex({"a": " "}).near_duplicates_of("")


def test_an_index_finds_only_the_same_article_among_a_thousand() -> None:
    pick = random.Random(7)
    words = " ".join(BODIES.values()).split()
    index = ArticleIndex({f"noise {n}": " ".join(pick.choices(words, k=120)) for n in range(1000)})
    for name, text in BODIES.items():
        index.add(name, text)
    for name, text in BODIES.items():
        found = index.near_duplicates_of(text.replace(" et ", " ainsi que "))
        assert list(found) == [name]


def test_an_index_agrees_with_pairwise_comparison() -> None:
    index = ArticleIndex(BODIES)
    for text in BODIES.values():
        cut = text[: len(text) // 2]
        for name, found in index.near_duplicates_of(cut).items():
            assert found == compare_texts(shingles(cut), shingles(BODIES[name]))


def test_a_name_is_indexed_once() -> None:
    index = ArticleIndex({"a": "un texte"})
    with pytest.raises(ValueError, match="a"):
        index.add("a", "un autre")


def test_a_likeness_has_a_sentence() -> None:
    compared = compare_texts(shingles(BODIES["peche"]), shingles(BODIES["agence"]))
    sentence = LIKENESSES[compared.likeness].format(
        shared=compared.shared, total=compared.total, size=compared.size
    )
    assert (
        sentence
        == f"Another article: {compared.shared} of {compared.total} sequences of four words "
        "are identical."
    )
