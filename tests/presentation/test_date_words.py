"""Days and periods of the file are shown in words that can be typed back."""

from __future__ import annotations

from datetime import date

import pytest

from plan.language.time.typed_periods import Unclear, read_typed_period
from plan.locale.translation import LANGUAGES, say_in
from plan.model.quantities import Language, read_period
from plan.presentation.date_words import example_words, period_to_edit, unclear_words


@pytest.mark.parametrize(
    ("written", "french", "english"),
    [
        ("2027-12-31", "31 décembre 2027", "31 December 2027"),
        ("2027-12", "décembre 2027", "December 2027"),
        ("2022/2024", "2022–2024", "2022–2024"),
        ("2024-01-05/2024-06-30", "du 5 janvier 2024 au 30 juin 2024",
         "from 5 January 2024 to 30 June 2024"),
        ("31/31", "31/31", "31/31"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_period_is_edited_in_words(written: str, french: str, english: str) -> None:
    assert period_to_edit(say_in("fr"), written) == french
    assert period_to_edit(say_in("en"), written) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_can_be_typed(language: Language) -> None:
    say = say_in(language)
    for example in (example_words(say, True), *example_words(say, False).split(" · ")):
        assert read_typed_period(example, language)


def test_what_is_refused_is_answered_with_what_to_write() -> None:
    with pytest.raises(Unclear) as refused:
        read_typed_period("03/04/2025", "en")
    words = unclear_words(say_in("en"), refused.value, True)
    assert words == "Day or month first? Write 3 April 2025 or 4 March 2025."
    assert all(
        read_typed_period(each, "en") in (read_period("2025-04-03"), read_period("2025-03-04"))
        for each in words.partition("Write ")[2].rstrip(".").split(" or ")
    )
    short = Unclear("short-year", date(2027, 12, 31))
    assert unclear_words(say_in("fr"), short, True) == (
        "Écrivez l’année en entier\u00a0: 31 décembre 2027."
    )
