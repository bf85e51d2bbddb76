from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.folding import fold
from plan.language.token_boundaries import splits_token


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Œuvre d'Été", ["l", "oeuvre", "d", "ete"]),
        ("100 000, 13.813 ou 2\u202f022", ["100000", "13813", "ou", "2022"]),
        ("2,9 ; 1.5 ; 13.8 13 ; 20 22", ["2,9", "1.5", "13.8", "13", "20", "22"]),
        ("en 2023 100 élèves", ["en", "2023", "100", "eleves"]),
        ("2018–2022, -5 %, Covid-19", ["2018-2022", "-5", "%", "covid", "19"]),
        ("0.125 et 00 000 et 1.2345", ["0.125", "et", "00", "000", "et", "1.2345"]),
        ("10² et №Ⅲ", ["10", "^2", "et", "no", "iii"]),
        ("12\n\n500", ["12", "500"]),
        ("Ã©tÃ© lâ€™an", ["ete", "l", "an"]),
        ("LIBERTÉ » et É…", ["liberte", "et", "e"]),
        ("", []),
        ("« … »", []),
    ],
)
def test_a_text_folds_to_its_words_numbers_and_signs(text: str, words: list[str]) -> None:
    assert fold(text).words == tuple(words)


@given(st.text(max_size=60))
def test_pieces_words_and_folded_correspond(text: str) -> None:
    folded = fold(text)
    assert len(folded.pieces) == len(folded.words) == len(folded.spans)
    assert folded.folded == "".join(f" {word}" for word in folded.words) + " "
    assert tuple(folded.repaired[start:end] for start, end in folded.spans) == folded.pieces


@given(st.text(st.sampled_from("aeéèçœ 1,.'"), max_size=40))
def test_decomposition_does_not_change_what_is_folded(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).folded == fold(text).folded


@given(st.text(max_size=40), st.data())
def test_a_span_of_the_repaired_text_maps_to_whole_characters(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(folded.repaired))] * 2)))
    if start < end:
        first, last = folded.locate(start, end)
        assert 0 <= first <= last <= len(text)
        if folded.repaired == text:
            assert (first, last) == (start, end)


@pytest.mark.parametrize(
    "marked",
    [
        "il| y| a| 100 000| élèves| ;| 12,9 milliards| ,| soit| 16 %",
        "cent mille| personnes| et| vingt-deux| autres| en| 2023| 500| fois",
        "et| aujourd’hui| le| 1er| mai| 2023-2027| quelques-uns",
    ],
)
def test_only_a_cut_inside_a_word_or_a_number_splits_a_token(marked: str) -> None:
    text = marked.replace("|", "")
    borders = {0, len(text)}
    at = 0
    for part in marked.split("|"):
        borders |= {at, at + len(part) - len(part.lstrip())}
        at += len(part)
    assert {place for place in range(len(text) + 1) if not splits_token(text, place)} == borders
