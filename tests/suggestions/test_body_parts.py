"""A body is read sentence by sentence, at a cost in proportion to its length."""

import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.attack.hostile_texts import PIECES, long_text
from plan.articles.layout import Layout, Line
from plan.articles.limits import LIMITS, Limits, Unread
from plan.edition.edition import load
from plan.language.sentences import pieces_of
from plan.language.token_boundaries import splits_token
from plan.model.quantities import Period
from plan.suggestions.body_parts import body_parts
from plan.suggestions.reader import Reader

ROOT = Path(__file__).parents[2]
DAY = Period(date(2025, 1, 15), date(2025, 1, 15))


def body(text: str) -> Layout:
    """A layout in which all of a text is one paragraph of the article."""
    return Layout((Line(0, len(text), "body", "prose"),), paragraphs=((0, len(text)),))


@cache
def reader() -> Reader:
    plan = load(ROOT / "indicators.yaml").sound
    assert plan is not None
    return Reader(plan)


def calls_of(work: Callable[[], object]) -> int:
    """The number of calls of functions that a work makes."""
    count = 0

    def counted(frame: object, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


# --- Pieces --------------------------------------------------------------------------------------


def test_a_long_sentence_is_read_in_pieces_and_listed() -> None:
    text = "Le comité a formé " + "12 magistrats, " * 20 + "et ils sont partis. La fin."
    parts = body_parts(text, body(text), Limits(sentence=100))
    (paragraph,) = parts.paragraphs
    assert len(paragraph.sentences) > 3
    assert all(end - start <= 100 for start, end in paragraph.sentences)
    assert all(text[end - 1] == "," for _, end in paragraph.sentences[:-2])
    (unread,) = parts.unread
    assert unread.code == "sentence"
    assert str(unread.arguments["words"]).startswith("Le comité a formé")


def test_an_ordinary_sentence_is_read_whole() -> None:
    text = "Le comité a formé 12 magistrats. La fin."
    assert body_parts(text, body(text)).unread == ()


@given(st.text("ab ,;:1000\n\u00a0", max_size=200), st.integers(2, 40))
def test_pieces_hold_all_that_a_sentence_says(text: str, limit: int) -> None:
    found = list(pieces_of(text, 0, len(text), limit))
    assert all(0 < end - start <= limit for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    kept = "".join(text[start:end] for start, end in found)

    assert "".join(kept.split()) == "".join(text.split())


def test_a_cut_splits_no_number() -> None:
    text = "Le fonds a versé 1 000 000 000 de francs et vingt et un millions " * 20
    for start, _ in list(pieces_of(text, 0, len(text), 150))[1:]:
        assert not splits_token(text, start)


# --- Steps ---------------------------------------------------------------------------------------


def test_a_reading_shows_how_far_it_is_and_ends_with_its_result() -> None:
    text = "Le comité de lutte contre la traite a formé 12 magistrats en 2024. " * 4
    reading = reader().reading(text, body(text), DAY)
    seen = []
    while True:
        try:
            seen.append(next(reading))
        except StopIteration as end:
            result = end.value
            break
    assert [(each.what, each.done, each.total) for each in seen] == [
        ("sentences", n, 4) for n in range(4)
    ]
    assert result == reader().read(text, body(text), DAY)


# --- Cost ----------------------------------------------------------------------------------------

ONE_SENTENCE = (
    "figures", "figures in brackets", "hundreds", "ranges", "parts", "dates", "quotations",
    "names", "votes",
)  # fmt: skip


@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_the_cost_of_a_sentence_grows_with_its_length(name: str) -> None:
    def read(size: int) -> int:
        text = long_text(PIECES[name], size)
        return calls_of(lambda: reader().read(text, body(text), DAY))

    assert read(LIMITS.sentence - 200) < 5.5 * read((LIMITS.sentence - 200) // 4)


@pytest.mark.parametrize("name", ["sentences", "items", "prose"])
def test_the_cost_of_an_article_grows_with_its_length(name: str) -> None:
    def read(size: int) -> int:
        text = long_text(PIECES[name], size)
        return calls_of(lambda: reader().read(text, body(text), DAY))

    assert read(8_000) < 6 * read(2_000)


def test_a_sentence_after_very_many_without_a_place_is_read() -> None:
    text = "Le comité de lutte contre la traite a siégé. " + "Il a parlé. " * 3_000
    text += "Il a formé 12 magistrats en 2024."
    found = reader().read(text, body(text), DAY)
    assert found.unread == ()


def test_a_result_says_that_a_sentence_was_read_in_pieces() -> None:
    text = long_text(PIECES["figures"], 5_000)
    assert [type(each) for each in reader().read(text, body(text), DAY).unread] == [Unread]
