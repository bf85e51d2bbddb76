"""Title, author and dates of an article, each with its provenance.

A date is read where the page prints it, else in the metadata of the page, else in its address; a
date that a person gives comes first. The words of the article are never used: a date in them is
that of an event.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from plan.language.lexicon.time import WEEKDAYS
from plan.model.quantities import MONTHS, Period

Provenance = Literal["given", "printed", "page-data", "address"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, or the period it is in, with its provenance; ``where`` is a span of the text."""

    period: Period
    provenance: Provenance
    where: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A title or an author, with its provenance; ``where`` is a span of the text."""

    text: str
    provenance: Provenance
    where: tuple[int, int] | None = None


_MARK: Final = re.compile("[\u0300-\u036f]")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "œ": "oe", "æ": "ae"})
_SPACES: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text in lower case, without accents, with ASCII apostrophes and single spaces."""
    bare = unicodedata.normalize("NFKD", text).casefold().translate(_QUOTES)
    return _SPACES.sub(" ", _MARK.sub("", bare)).strip()


_MONTH: Final = {**MONTHS} | {
    name[:size].rstrip(".e"): number
    for name, number in MONTHS.items()
    for size in (3, 4)
    if name[:size] not in ("mar", "jui", "juin") and len(name) > size
}
_DAY: Final = re.compile(
    rf"""
    (?:\b(?:{"|".join(WEEKDAYS)}|{"|".join(name[:3] for name in WEEKDAYS)})\.?,?\s+)?
    (?:
        \b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?[ .-]+
        (?P<month>{"|".join(sorted(_MONTH, key=len, reverse=True))})\.?,?[ -]+(?P<year>\d{{4}})\b
      | \b(?P<en_month>{"|".join(MONTHS)})\ (?P<en_day>\d{{1,2}}),?
        \ (?P<en_year>\d{{4}})\b
      | \b(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>(?:19|20)\d\d)\b
      | \b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\d)
    )
    """,
    re.VERBOSE,
)
_TIME: Final = r"(?:(?:,|-|a|at|\||·)*\s*\d{1,2}\s?(?::|h|h\s?:)\s?(?:\d{2})?(?::\d{2})?)?"
_UPDATED: Final = re.compile(
    r"\b(?:mis(?:e)? a jour|modifie|actualise|updated|last modified|maj)\b(?: +le)? *:?"
)
_PUBLISHED: Final = re.compile(
    r"\b(?:publie|publiee|poste|mis en ligne|mise en ligne|paru|parution|publication|published"
    r"|posted|ajoute)\b(?: +(?:le|on|par [^,|]*?,? le))? *:?"
)


def dates_in(text: str) -> list[tuple[int, int, date]]:
    """The full dates in a ``plain`` text, each with its span; impossible ones are left out."""
    found = []
    for match in _DAY.finditer(text):
        part = match.groupdict()
        try:
            if part["iso"]:
                day = date.fromisoformat(part["iso"])
            elif part["y"]:
                day = date(int(part["y"]), int(part["m"]), int(part["d"]))
            elif part["en_month"]:
                day = date(int(part["en_year"]), MONTHS[part["en_month"]], int(part["en_day"]))
            else:
                day = date(int(part["year"]), _MONTH[part["month"]], int(part["day"]))
        except ValueError:
            continue
        found.append((match.start(), match.end(), day))
    return found


def is_only_date(text: str) -> bool:
    """Whether a ``plain`` line is a date, perhaps with a time of day, and nothing else."""
    text = re.sub(r"^(?:le|on|date ?:?|du) ", "", text)
    days = _DAY.sub("", text, count=1)
    return days != text and len(days) <= _LONGEST_TIME and bool(_ONLY_TIME.fullmatch(days))


#: What may be printed beside a date; its marks may be read in several ways, so it is kept short.
_LONGEST_TIME: Final = 60  # characters
_ONLY_TIME: Final = re.compile(rf"(?:[\s:|·-]*{_TIME}[\s|·.-]*)?")


def states_publication(text: str) -> bool:
    """Whether a short ``plain`` line states when the page was published or updated."""
    if len(text.split()) > _LONGEST_LINE:
        return False
    verb = _PUBLISHED.search(text) or _UPDATED.search(text)
    return verb is not None and verb.start() < _LONGEST_LEAD and bool(dates_in(text))


#: Longest text before the statement, in characters, and longest line, in words.
_LONGEST_LEAD: Final = 40
_LONGEST_LINE: Final = 22


def days_on_page(text: str) -> tuple[date | None, date | None]:
    """The days of publication and of update that a ``plain`` line states."""
    published = updated = None
    for start, _, day in dates_in(text):
        said = max((m.end() for m in _PUBLISHED.finditer(text, 0, start)), default=-1)
        renewed = max((m.end() for m in _UPDATED.finditer(text, 0, start)), default=-1)
        if renewed > said:
            updated = updated or day
        else:
            published = published or day
    return published, updated


# Eight hexadecimal digits in an address are a time: seconds since 1970, here from 2000 to 2037.
_HEX: Final = re.compile(r"(?:^|[-_./])([3-7][0-9a-f]{7})(?:\.[a-z]{2,5})?$")
_EARLIEST: Final = 946_684_800
_IN_PATH: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")


def day_in_address(address: str) -> date | None:
    """The day in an address: as ``/2023/10/24/``, or as a hexadecimal time at its end."""
    try:
        path = unquote(urlsplit(address.strip()).path).rstrip("/").lower()
    except ValueError:
        return None
    if match := _IN_PATH.search(path + "/"):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    if match := _HEX.search(path):
        seconds = int(match[1], 16)
        if seconds >= _EARLIEST:
            return datetime.fromtimestamp(seconds, UTC).date()
    return None


def day_in_data(data: Mapping[str, str], name: str) -> date | None:
    """The day in the metadata of a page under a key: ``published`` or ``updated``."""
    days = dates_in(plain(data.get(name, "")))
    return days[0][2] if days else None
