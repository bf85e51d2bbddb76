"""What `numerals` reads: tokens, digits with their separators, number words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.numbers.numerals import (
    LIMIT,
    digits_value,
    percent_end,
    read_numeral,
    tokenise,
)
from plan.model.quantities import Amount


def read_whole(text: str) -> Amount | None:
    """The numeral that the whole of a text is."""
    tokens = tokenise(text)
    numeral = read_numeral(tokens, 0)
    return numeral.value if numeral and numeral.stop == len(tokens) else None


# --- numbers written and read back ------------------------------------------------------------

FRENCH = ["zéro", *"un deux trois quatre cinq six sept huit neuf dix onze douze treize".split(),
          "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]  # fmt: skip
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
SCALES = ((10**9, "milliard", "billion"), (10**6, "million", "million"))


def in_french(n: int) -> str:
    """A whole number below 10**12."""
    for size, name, _ in SCALES:
        if n >= size:
            head = f"{in_french(n // size)} {name}{'s' * (n >= 2 * size)}"
            return f"{head} {in_french(n % size)}" if n % size else head
    if n >= 1000:
        head = "mille" if n < 2000 else f"{in_french(n // 1000)} mille"
        return f"{head} {in_french(n % 1000)}" if n % 1000 else head
    if n >= 100:
        head = "cent" if n < 200 else f"{FRENCH[n // 100]} cent{'s' * (n % 100 == 0)}"
        return f"{head} {in_french(n % 100)}" if n % 100 else head
    if n < 20:
        return FRENCH[n]
    if n >= 80:
        return f"quatre-vingt-{FRENCH[n - 80]}" if n > 80 else "quatre-vingts"
    ten = FRENCH_TENS[min(n // 10 * 10, 60)]
    rest = n - min(n // 10 * 10, 60)
    return f"{ten}{' et ' if rest in (1, 11) else '-'}{FRENCH[rest]}" if rest else ten


ENGLISH = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
           "fifteen sixteen seventeen eighteen nineteen").split()  # fmt: skip
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_english(n: int) -> str:
    """A whole number below 10**12."""
    for size, name in (*((size, name) for size, _, name in SCALES), (1000, "thousand")):
        if n >= size:
            link = " and " if 0 < n % size < 100 else " "
            head = f"{in_english(n // size)} {name}"
            return f"{head}{link}{in_english(n % size)}" if n % size else head
    if n >= 100:
        head = f"{ENGLISH[n // 100]} hundred"
        return f"{head} and {in_english(n % 100)}" if n % 100 else head
    if n < 20:
        return ENGLISH[n]
    return ENGLISH_TENS[n // 10 - 2] + (f"-{ENGLISH[n % 10]}" if n % 10 else "")


@given(st.integers(0, 10**12 - 1), st.sampled_from([in_french, in_english]), st.booleans())
def test_a_number_written_in_words_is_read_back(
    n: int, in_words: Callable[[int], str], spaced: bool
) -> None:
    words = in_words(n).replace("-", " ") if spaced else in_words(n)
    assert read_whole(words) == n
    assert read_whole(words.upper()) == n


SEPARATORS = [".", " ", "\u00a0", "\u202f", "\u2009", ". ", " .", ",", "'", "’"]


@given(st.integers(0, 10**12), st.sampled_from(SEPARATORS))
def test_a_number_with_any_separator_of_thousands_is_read_back(n: int, separator: str) -> None:
    assert read_whole(f"{n:,}".replace(",", separator)) == n


@given(st.integers(0, 10**6), st.integers(1, 6), st.sampled_from(",."))
def test_decimals_are_read_back_where_they_are_asked_for(n: int, places: int, mark: str) -> None:
    literal = f"{n // 10**places}{mark}{n % 10**places:0{places}d}"
    assert digits_value(literal, decimal=True) == Fraction(n, 10**places)
    assert read_whole(literal) == digits_value(literal)
    numeral = read_numeral(tokenise(f"{literal} %"), 0)
    assert numeral
    assert numeral.value == Fraction(n, 10**places)


# --- what digits mean -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("literal", "whole", "decimal"),
    [
        ("13.813", 13813, Fraction(13813, 1000)),
        ("13,813", 13813, Fraction(13813, 1000)),
        ("0,125", Fraction(1, 8), Fraction(1, 8)),
        ("1.234.567", 1_234_567, 1_234_567),
        ("1.234,5", Fraction(12345, 10), Fraction(12345, 10)),
        ("3,450.250", Fraction(345025, 100), Fraction(345025, 100)),
        ("1\u202f250\u202f000", 1_250_000, 1_250_000),
        ("2,50", Fraction(5, 2), Fraction(5, 2)),
        ("3,0", 3, 3),
        ("07", 7, 7),
        ("007", None, None),
        ("07,5", None, None),
        ("9" * 15, 10**15 - 1, 10**15 - 1),
        ("1" + "0" * 15, None, None),
        ("1" * 10_000, None, None),
        ("sept", None, None),
        ("", None, None),
    ],
)
def test_three_digits_after_one_mark_are_thousands_unless_decimals_are_asked_for(
    literal: str, whole: Amount | None, decimal: Amount | None
) -> None:
    assert (digits_value(literal), digits_value(literal, decimal=True)) == (whole, decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.125 milliards", 7_125 * 10**9),
        ("7.125 billion", 7_125 * 10**6),
        ("7,125 millions", 7_125 * 10**3),
        ("2 milliards 992 millions", 2_992 * 10**6),
        ("1 million 200 mille", 1_200_000),
        ("un million et demi", 1_500_000),
        ("a hundred and twelve", 112),
        ("septante-deux", 72),
    ],
)
def test_digits_words_and_multipliers_make_one_number(text: str, value: int) -> None:
    assert read_whole(text) == value


@pytest.mark.parametrize("text", ["une trentaine", "deux dizaines de milliers", "la vingtaine de"])
def test_a_collective_is_approximate_and_a_plain_number_is_not(text: str) -> None:
    collective, plain = read_numeral(tokenise(text), 0), read_numeral(tokenise("trente"), 0)
    assert collective
    assert plain
    assert (collective.approximate, plain.approximate) == (True, False)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("deux trois", "deux"),
        ("vingt et trois", "vingt"),
        ("trente dix", "trente"),
        ("mille mille", "mille"),
        ("cent 20", "cent"),
        ("20 cent", "20"),
        ("deux milliards mille mille", "deux milliards mille"),
        ("3 millions 20", "3 millions"),
        ("vingt - deux", "vingt"),
        ("two million and 500 000", "two million"),
        ("200 and million", "200"),
    ],
)
def test_numbers_that_do_not_continue_each_other_stay_separate(text: str, first: str) -> None:
    tokens = tokenise(text)
    numeral = read_numeral(tokens, 0)
    assert numeral
    assert tokens.said(numeral.first, numeral.stop) == first


@pytest.mark.parametrize(
    "text",
    ["07:28", "12/05/2021", "G5", "1.2.3", "20.30.40", "007", "\n1) ", "millions", "cents",
     "dizaines", "la", "a", "demi", "et", "%"],
)  # fmt: skip
def test_dates_codes_and_what_only_multiplies_are_no_numeral(text: str) -> None:
    tokens = tokenise(text)
    assert [read_numeral(tokens, i) for i in range(len(tokens))] == [None] * len(tokens)


@pytest.mark.parametrize(
    ("text", "size"),
    [("%", 1), ("pour cent", 2), ("per cent", 2), ("percent", 1), ("pour", 0), ("cent", 0)],
)
def test_a_percent_sign_ends_after_all_its_words(text: str, size: int) -> None:
    assert percent_end(tokenise(f"40 {text}"), 1) == 1 + size


# --- tokens -----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "20 300 12,5 13.813 1. ( ) - – , . % et ou à d' la une deux cent mille million milliards de "
    "trentaine dizaine quatre-vingt mil n° 8h 7è demi and hundred thousand \n\n ' é".split(" ")
)
TEXTS = st.text() | st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES).map("".join)


@given(TEXTS)
def test_tokens_and_the_white_space_between_them_are_the_text(text: str) -> None:
    tokens = tokenise(text)
    rebuilt = "".join(token.gap + text[token.start : token.end] for token in tokens)
    assert rebuilt == text[: len(rebuilt)]
    assert not text[len(rebuilt) :].strip()
    assert all(not token.gap.strip() and token.kind for token in tokens)
    assert len(list(tokens)) == len(tokens)


def test_words_that_reach_the_limit_are_no_numeral_as_digits_are() -> None:
    assert read_whole("999 999 milliards") == 999_999 * 10**9
    assert read_whole("1 000 000 milliards") is None


@given(TEXTS)
def test_a_numeral_lies_within_the_text_and_is_an_int_when_whole(text: str) -> None:
    tokens = tokenise(text)
    for i in range(len(tokens)):
        if numeral := read_numeral(tokens, i):
            assert i == numeral.first < numeral.stop <= len(tokens)
            assert 0 <= numeral.value < LIMIT
            assert isinstance(numeral.value, int) == (numeral.value.denominator == 1)


def test_padding_surrounds_the_tokens_on_both_sides() -> None:
    tokens = tokenise("un deux")
    assert [tokens.words[i] for i in (-1, -3, 2, 5)] == [""] * 4
    assert tokens.said(-1, 0) == tokens.said(2, 3) == ""
    assert read_numeral(tokenise(""), 0) is None


@pytest.mark.parametrize("word", ["Élève", "e\u0301le\u0300ve", "ÉLÈVE"])
def test_words_are_folded_as_the_lexicon_is(word: str) -> None:
    assert next(iter(tokenise(word))).word == "eleve"
    assert tokenise("D’ŒUFS").words[:2] == ["d'", "oeufs"]
