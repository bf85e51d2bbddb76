from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.evidence.differences import compare, distances, is_typo, shared_ends
from plan.language.folding import fold

WORDS = st.text("abc", min_size=1, max_size=12)


def _edit_distance(ours: str, theirs: str) -> int:
    row = list(range(len(theirs) + 1))
    for at, our in enumerate(ours, 1):
        before, row[0] = row[0], at
        for place, their in enumerate(theirs, 1):
            before, row[place] = (
                row[place],
                min(before + (our != their), row[place] + 1, row[place - 1] + 1),
            )
    return row[-1]


@given(WORDS, WORDS)
def test_anchored_distances_are_edit_distances_to_every_beginning(ours: str, theirs: str) -> None:
    expected = [_edit_distance(ours, theirs[:end]) for end in range(len(theirs) + 1)]
    assert distances(ours, theirs, anchored=True) == expected


@given(WORDS, WORDS)
def test_free_distances_are_those_of_the_nearest_substring_ending_there(
    ours: str, theirs: str
) -> None:
    expected = [
        min(_edit_distance(ours, theirs[start:end]) for start in range(end + 1))
        for end in range(len(theirs) + 1)
    ]
    assert distances(ours, theirs, anchored=False) == expected


@given(WORDS, WORDS)
def test_shared_ends_do_not_overlap(ours: str, theirs: str) -> None:
    head, tail = shared_ends(ours, theirs)
    assert head + tail <= min(len(ours), len(theirs))
    assert ours[:head] == theirs[:head]
    assert ours[len(ours) - tail :] == theirs[len(theirs) - tail :]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("categorie", "cathegorie"), ("victime", "victimes"), ("ecole", "ecolle")]
)
def test_a_wrong_letter_inside_a_long_word_is_a_typo(ours: str, theirs: str) -> None:
    assert is_typo(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("la", "le"),
        ("legal", "illegal"),
        ("adopte", "adoptes"),
        ("janvier", "janvie"),
        ("xviii", "xvii"),
        ("mineurs", "majeurs"),
        ("12345", "12346"),
        ("millions", "milliers"),
    ],
)
def test_another_word_or_a_critical_one_is_no_typo(ours: str, theirs: str) -> None:
    assert not is_typo(ours, theirs)


def test_differences_are_listed_as_printed_in_order() -> None:
    quote, article = fold("Le maire a reçu DIX élèves"), fold("Le maire n’a pas reçu vingt élèves")
    verdict, difference = compare(quote, article, 0, len(article.words))
    assert verdict == "changed"
    assert difference == (("", "n"), ("", "pas"), ("DIX", "vingt"))
