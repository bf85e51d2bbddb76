"""Numbers and days are written as the CLDR has them, which Babel reads."""

import random
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from plan.locale.formats import Width, write_day, write_month, write_number
from plan.model.quantities import Language

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
LANGUAGES: tuple[Language, ...] = ("fr", "en")
WIDTHS: tuple[Width, ...] = ("long", "medium")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_day_of_a_leap_year_is_written_as_babel_writes_it(
    language: Language, width: Width
) -> None:
    for n in range(366):
        day = date(2024, 1, 1) + timedelta(days=n)
        expected = format_date(day, format=width, locale=LOCALES[language])
        if language == "fr" and day.day == 1:
            expected = expected.replace("1", "1er", 1)
        assert write_day(language, day, width) == expected
        assert write_month(language, day) == format_date(day, "MMMM y", locale=LOCALES[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digits", [0, 1, 2, 4, 9])
def test_numbers_are_written_as_babel_writes_them(language: Language, digits: int) -> None:
    rng = random.Random(digits)
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    values = [Fraction(n, 8) for n in range(-40, 41)]
    values += [
        Fraction(rng.randint(-(10 ** rng.randint(1, 30)), 10**9), rng.randint(1, 10**4))
        for _ in range(300)
    ]
    for value in values:
        rounded = round(value, digits)
        with localcontext(prec=400):
            exact = Decimal(rounded.numerator) / rounded.denominator
            expected = format_decimal(exact, format=pattern, locale=LOCALES[language])
        assert write_number(language, value, digits) == expected.replace("-", "−")
