"""A long article is divided where it is best cut, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plan.presentation.article_parts import LONGEST_PART, part_with, parts_of

LONGEST = 12


@given(st.text(alphabet="ab. \n", max_size=80), st.integers(0, 80))
def test_the_parts_follow_each_other_and_none_is_too_long(text: str, start: int) -> None:
    start = min(start, len(text))
    parts = parts_of(text, start, len(text), LONGEST)
    assert "".join(text[each.start : each.end] for each in parts) == text[start:]
    assert [each.number for each in parts] == list(range(1, len(parts) + 1))
    assert all(each.end - each.start <= LONGEST for each in parts)
    assert [each.whole for each in parts] == [len(parts) == 1] * len(parts)


def test_a_part_ends_after_a_paragraph_and_an_article_of_usual_length_is_one() -> None:
    text = "Un mot.\n\nDeux mots. Et trois."
    first, second = parts_of(text, 0, len(text), 24)
    assert text[: first.end] == "Un mot.\n\nDeux mots. "
    assert part_with((first, second), second.start) == second
    assert part_with((first, second), len(text)) == first
    assert len(parts_of("mot " * 10_000, 0, 40_000)) == 1 < LONGEST_PART
