"""Days and periods as people type them: read where nothing has to be guessed, else refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from plan.language.time.typed_periods import (
    Unclear,
    in_file_notation,
    read_typed_day,
    read_typed_period,
)
from plan.locale.translation import LANGUAGES, say_in
from plan.model.quantities import InvalidValue, Language, Period, read_period

BOTH = ("fr", "en")


@pytest.mark.parametrize(
    ("typed", "languages", "written"),
    [
        ("31/12/2027", BOTH, "2027-12-31"),
        ("31.12.2027", BOTH, "2027-12-31"),
        ("31-12-2027", BOTH, "2027-12-31"),
        ("03/04/2025", ("fr",), "2025-04-03"),
        ("04/04/2025", BOTH, "2025-04-04"),
        ("12/31/2027", ("en",), "2027-12-31"),
        ("31 décembre 2027", BOTH, "2027-12-31"),
        ("le 31 decembre 2027.", BOTH, "2027-12-31"),
        ("1er janvier 2024", BOTH, "2024-01-01"),
        ("31 déc. 2027", BOTH, "2027-12-31"),
        ("31 Dec 2027", BOTH, "2027-12-31"),
        ("December 31, 2027", BOTH, "2027-12-31"),
        ("vendredi 31 décembre 2027", BOTH, "2027-12-31"),
        ("décembre 2027", BOTH, "2027-12"),
        ("Sept 2027", BOTH, "2027-09"),
        ("en décembre 2027", BOTH, "2027-12"),
        ("2024", BOTH, "2024"),
        ("en 2024", BOTH, "2024"),
        ("2022-2024", BOTH, "2022/2024"),
        ("2022–2024", BOTH, "2022/2024"),
        ("2023-24", BOTH, "2023/2024"),
        ("de 2022 à 2024", BOTH, "2022/2024"),
        ("from 2022 to 2024", BOTH, "2022/2024"),
        ("du 1er janvier au 30 juin 2024", BOTH, "2024-01/2024-06"),
        ("from 1 January to 30 June 2024", BOTH, "2024-01/2024-06"),
        ("1 Jan 2024 to 15 Jun 2024", BOTH, "2024-01-01/2024-06-15"),
        ("01/02/2024 - 30/06/2024", ("fr",), "2024-02/2024-06"),
        ("du 13/02/2024 au 30/06/2024", BOTH, "2024-02-13/2024-06-30"),
        ("janvier à mars 2024", BOTH, "2024-01/2024-03"),
        ("janvier-mars 2024", BOTH, "2024-01/2024-03"),
        ("T1 2025", BOTH, "2025-01/2025-03"),
        ("Q1 2025", BOTH, "2025-01/2025-03"),
        ("1er trimestre 2025", BOTH, "2025-01/2025-03"),
        ("premier semestre 2024", BOTH, "2024-01/2024-06"),
        ("au plus tard le 30 juin 2024", BOTH, "../2024-06-30"),
        ("by 30 June 2024", BOTH, "../2024-06-30"),
        ("2023-01-01/2024-12-31", BOTH, "2023/2024"),
        ("../2024-06-30", BOTH, "../2024-06-30"),
    ],
)
def test_a_period_is_read_as_it_is_meant(
    typed: str, languages: tuple[Language, ...], written: str
) -> None:
    for language in languages:
        assert in_file_notation(read_typed_period(typed, language)) == written


@pytest.mark.parametrize(
    ("typed", "language", "code", "days"),
    [
        ("03/04/2025", "en", "ambiguous", (date(2025, 4, 3), date(2025, 3, 4))),
        ("du 03/04/2025 au 30/06/2025", "en", "ambiguous", (date(2025, 4, 3), date(2025, 3, 4))),
        ("12/31/2027", "fr", "month-first", (date(2027, 12, 31),)),
        ("31/12/27", "fr", "short-year", (date(2027, 12, 31),)),
        ("début 2024", "fr", "inexact", ()),
        ("fin 2024", "fr", "inexact", ()),
        ("hier", "fr", "inexact", ()),
        ("depuis 2020", "fr", "inexact", ()),
        ("mardi 31 décembre 2027", "fr", "inexact", ()),
        ("31 février 2025", "fr", "impossible", ()),
        ("31/02/2025", "fr", "impossible", ()),
        ("2024 environ", "fr", "unknown", ()),
        ("bientôt", "fr", "unknown", ()),
        ("", "fr", "unknown", ()),
        ("9" * 300, "en", "unknown", ()),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(
    typed: str, language: Language, code: str, days: tuple[date, ...]
) -> None:
    with pytest.raises(Unclear) as refused:
        read_typed_period(typed, language)
    assert (refused.value.code, refused.value.days) == (code, days)


def test_a_day_is_no_longer_period() -> None:
    assert read_typed_day("31/12/2027", "fr") == date(2027, 12, 31)
    with pytest.raises(Unclear) as refused:
        read_typed_day("décembre 2027", "fr")
    assert (refused.value.code, refused.value.days) == ("no-day", (date(2027, 12, 31),))


@pytest.mark.parametrize("typed", ["2025/..", "2024-12/2024-01"])
def test_a_fault_in_the_notation_of_the_file_is_reported_as_such(typed: str) -> None:
    with pytest.raises(InvalidValue):
        read_typed_period(typed, "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period_is_read_back_from_the_words_that_show_it(language: Language) -> None:
    say, first = say_in(language), date(2023, 11, 28)
    for step in range(0, 900, 37):
        start = first + timedelta(days=step)
        for period in (
            Period(start, start), Period(start, start + timedelta(days=step)),
            read_period(f"{start:%Y-%m}"), read_period(f"{start:%Y}"), Period(None, start),
            read_period(f"{start:%Y-%m}/{start.year + 1}-12"), read_period("2022/2024"),
        ):  # fmt: skip
            assert read_typed_period(say.period(period), language) == period
            assert read_period(in_file_notation(period)) == period
