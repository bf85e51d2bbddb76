"""Countries and currencies by their ISO codes, with their names in French and in English.

The names are those of the Unicode CLDR. Read with Babel, which takes a moment to load: nothing that
runs at every save may import this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.numbers import get_territory_currencies

from plan.language.folding import fold
from plan.locale.translation import LANGUAGES
from plan.model.quantities import Language

#: Codes of the CLDR that are no country of ISO 3166-1.
_NO_COUNTRY: Final = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())


@cache
def country_names(language: Language) -> Mapping[str, str]:
    """The countries in the alphabetical order of their names, by their ISO 3166-1 codes."""
    territories = Locale(language).territories
    named = {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code not in _NO_COUNTRY
    }
    return MappingProxyType(dict(sorted(named.items(), key=lambda pair: _plain(pair[1]))))


def country_code(typed: str) -> str | None:
    """The code of a country that was typed as its code or as its name, in any case."""
    if (code := typed.strip().upper()) in country_names("fr"):
        return code
    for language in LANGUAGES:
        for code, name in country_names(language).items():
            if _plain(name) == _plain(typed.strip()):
                return code
    return None


def is_currency(code: str) -> bool:
    """Whether a code is that of a currency in ISO 4217."""
    return code in Locale("en").currencies


def currency_of(country: str, on: date) -> str | None:
    """The code of a country's currency on a day; None where there is none, or more than one."""
    found = get_territory_currencies(country, on, on)
    return found[0] if len(found) == 1 else None


@cache
def _plain(name: str) -> str:
    return fold(name).folded
