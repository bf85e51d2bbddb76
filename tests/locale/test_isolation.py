"""Texts of others within our sentences turn nothing around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.locale.isolation import isolate
from plan.locale.translation import say_in

MARKS = "\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("text", ["", "Victimes assistées", "« 12 % » – A → B", "日本語", "👩‍👩‍👧"])
def test_a_text_that_turns_nothing_is_returned_as_it_is(text: str) -> None:
    assert isolate(text) is text


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("نص", "\u2068نص\u2069"),
        ("a\u202eb", "\u2068a\u202eb\u2069"),
        ("a\u2067b", "\u2068a\u2067b\u2069\u2069"),
        ("a\u2069b", "\u2068\u2068a\u2069b\u2069"),
        ("\u2068a\u2069 \u2068b\u2069", "\u2068\u2068a\u2069 \u2068b\u2069\u2069"),
        ("\u2068a\u2069", "\u2068a\u2069"),
        ("a\n\u202eb", "a\n\u2068\u202eb\u2069"),
    ],
)
def test_a_text_that_turns_is_closed(text: str, isolated: str) -> None:
    assert isolate(text) == isolated


@given(st.text(st.sampled_from([*MARKS, "a", "ب", " "])))
def test_a_text_is_kept_word_for_word_within_marks_that_are_all_closed(text: str) -> None:
    made = isolate(text)
    assert text in made
    assert isolate(made) == made
    opened = 0
    for mark in made:
        opened += (mark in "\u2066\u2067\u2068") - (mark == "\u2069")
        assert opened >= 0
        assert opened or mark not in "\u202a\u202b\u202d\u202e"
    assert opened == 0


def test_a_sentence_isolates_what_it_is_given() -> None:
    say = say_in("en")
    assert say.quoted("a\u202eb") == "“\u2068a\u202eb\u2069”"
    assert say("{name}: {told}", name="x", told=["\u2067", "y"]) == "x: \u2068\u2067\u2069\u2069, y"
