"""Mentions of countries in a French text (geoparsing), and whether the events happened there.

In: tokens. Out: mentions of a country by its name, capital or the adjective of its institutions.
*Au Niger* and *la police nigérienne* locate the events; *un accord avec le Niger* and *des victimes
nigériennes* do not. Wider regions (*dans le monde*, *en Afrique de l'Ouest*) share one code.
`PLACE_RULES` is a decision table, whose examples `tests/language/test_places.py` reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from plan.language.lexicon.places import (
    COUNTRIES,
    DEALING,
    FIRST_NAMES,
    GOING,
    INSTITUTIONS,
    NO_COUNTRIES,
    OTHER_NAMES,
    WORLD_NAMES,
)
from plan.language.numbers.numerals import Tokens, tokenise

#: The code of a region wider than a country.
WORLD: Final = "*"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A country mentioned at the tokens ``first`` to before ``stop``, by its ISO 3166 code.

    ``governs``: the events around it happened there, or its institutions did them. ``leads``: it
    is topical: it begins its clause (*Au Niger, …*), or is its subject (*Le Niger a …*), and then
    it ``acts``.
    """

    first: int
    stop: int
    country: str
    governs: bool
    leads: bool
    acts: bool = False


_IN: Final = frozenset("a au aux en dans hors chez sur".split())
_THE: Final = frozenset("le la l' les".split())
_OF: Final = frozenset("de du d' des".split())
_THROUGH: Final = frozenset("travers".split())
_NEAR: Final = 5


@cache
def _names() -> dict[tuple[str, ...], str]:
    """The names of countries and regions as tokens, each with its code."""
    from babel import Locale

    codes: dict[str, str] = {}
    for code, name in Locale("fr").territories.items():
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
            codes[name.split(" (")[0].replace("’", "'")] = code
    for name in FIRST_NAMES:
        codes.pop(name, None)
    codes |= dict.fromkeys(WORLD_NAMES, WORLD) | OTHER_NAMES
    codes |= {city: code for code, (city, _) in COUNTRIES.items() if city}
    return {
        tuple(tokenise(name).words[: len(tokenise(name))]): code for name, code in codes.items()
    }


@cache
def _openings() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, code in sorted(_names().items(), key=lambda item: -len(item[0])):
        found.setdefault(words[0], []).append((words, code))
    return found


def _adjective(word: str) -> str:
    """The country whose adjective a folded word is, or nothing."""
    if len(word) < 4:
        return ""
    return next(
        (
            code
            for code, (_, stem) in COUNTRIES.items()
            if stem and word.startswith(stem) and len(word) - len(stem) <= 3
        ),
        "",
    )


def _adjective_at(t: Tokens, i: int) -> tuple[int, str]:
    """The token after an adjective at token i, and its country: *sud-africaine*."""
    if t.kinds[i] != "word":
        return i, ""
    if t.words[i + 1] == "-" and (code := _adjective("-".join(t.words[i : i + 3 : 2]))):
        return i + 3, code
    return i + 1, _adjective(t.words[i])


class NamedPlace(NamedTuple):
    """The name of a country or region at the tokens ``first`` to before ``stop``, in its text."""

    tokens: Tokens
    first: int
    stop: int
    country: str

    @property
    def at(self) -> int:
        """Its first token, or that of its article."""
        return self.first - (self.tokens.words[self.first - 1] in _THE)

    @property
    def world(self) -> bool:
        """Whether it is wider than a country."""
        return self.country == WORLD

    @property
    def before(self) -> str:
        """The word before it, or nothing."""
        return self.tokens.words[self.at - 1] if self.at else ""

    @property
    def opens(self) -> bool:
        """Whether it opens its clause or line."""
        t, at = self.tokens, self.at
        return at <= 0 or t.kinds[at - 1] in ("sign", "mark") or "\n" in t.gap(at)

    def is_near(self, words: frozenset[str]) -> bool:
        """Whether one of some words is just before it."""
        return not words.isdisjoint(self.tokens.words[max(self.at - _NEAR, 0) : self.at])

    def is_followed_by(self, *words: str) -> bool:
        """Whether some words follow it."""
        return self.tokens.words[self.stop : self.stop + len(words)] == list(words)


#: Whether a mention ``governs``, ``leads`` and ``acts``.
Role = tuple[bool, bool, bool]
_MENTIONED: Final = (False, False, False)
_LOCATION: Final = (True, False, False)
_TOPIC: Final = (True, True, False)
_SUBJECT: Final = (True, True, True)


class PlaceRule(NamedTuple):
    """A row of the table of the roles of named places; the first that holds decides.

    ``example``: a sentence with one name; ``role``: as in `PlaceMention`, None if it is no place.
    """

    name: str
    example: str
    role: Role | None
    holds: Callable[[NamedPlace], bool]


def _is_in(p: NamedPlace) -> bool:
    return p.before in _IN or (p.world and p.before in _THROUGH)


def _is_in_at_opening(p: NamedPlace) -> bool:
    return _is_in(p) and (p.at < 2 or p.tokens.kinds[p.at - 2] == "sign")


def _is_where(p: NamedPlace) -> bool:
    return p.is_followed_by(",", "pays", "ou")


def _is_of(p: NamedPlace) -> bool:
    return p.before in _OF and p.tokens.words[p.stop + 1 : p.stop + 3] != ["pays", "ou"]


def _is_of_institution(p: NamedPlace) -> bool:
    head = p.tokens.words[max(p.at - 4, 0) : p.at - 1]
    named = _is_of(p) and not p.world and not INSTITUTIONS.isdisjoint(head)
    return named and not p.is_near(DEALING)


def _is_bare_subject(p: NamedPlace) -> bool:
    t = p.tokens
    word = t.kinds[p.stop] == "word" and t.words[p.stop] not in _THE
    return p.opens and p.at == p.first and word


PLACE_RULES: Final = (
    PlaceRule("destination", "Les victimes ont été acheminées au Nigeria.", _MENTIONED,
              lambda p: _is_in(p) and not p.world and p.is_near(GOING)),
    PlaceRule("location at the opening", "Au Niger, douze puits ont été forés.", _TOPIC,
              _is_in_at_opening),
    PlaceRule("location", "Le comité a siégé à Ouagadougou.", _LOCATION, _is_in),
    PlaceRule("region that is no location", "L’Afrique a besoin d’eau.", None,
              lambda p: p.world and p.before not in _OF),
    PlaceRule("of an institution", "La police du Niger a arrêté trois passeurs.", _LOCATION,
              _is_of_institution),
    PlaceRule("of something else", "Des ressortissants du\nGhana ont péri.", _MENTIONED, _is_of),
    PlaceRule("heading", "Togo : douze centres ont ouvert.", _TOPIC,
              lambda p: p.opens and p.is_followed_by(":") and not p.world),
    PlaceRule("subject with an article", "Le Togo a adopté une loi.", _SUBJECT,
              lambda p: p.opens and p.at < p.first),
    PlaceRule("country where", "Elle cite la Chine, pays où l’opération est gratuite.", _SUBJECT,
              _is_where),
    PlaceRule("subject without an article", "Abidjan dit avoir fermé trois mines.", _SUBJECT,
              _is_bare_subject),
    PlaceRule("dateline", "COTONOU, 12 mars – Le comité a siégé.", _TOPIC,
              lambda p: p.first == 0 and (p.is_followed_by(",") or p.is_followed_by("("))),
    PlaceRule("otherwise", "Un accord avec le Niger a été signé.", _MENTIONED, lambda p: True),
)  # fmt: skip


def _named(p: NamedPlace) -> PlaceMention | None:
    role = next(rule.role for rule in PLACE_RULES if rule.holds(p))
    return None if role is None else PlaceMention(p.first, p.stop, p.country, *role)


def read_places(t: Tokens) -> tuple[PlaceMention, ...]:
    """The countries and regions that a text mentions, in order."""
    found: list[PlaceMention] = []
    openings = _openings()
    i = 0
    while i < len(t):
        place = None
        for words, code in openings.get(t.words[i], ()):
            stop = i + len(words)
            if tuple(t.words[i:stop]) != words:
                continue
            name = i if t.words[i] not in _THE else i + 1  # *la Réunion*, but not *la réunion*
            if code == WORLD or t.said(name, name + 1)[:1].isupper():
                place = _named(NamedPlace(t, i, stop, code))
                break
        stop, code = _adjective_at(t, i) if place is None else (i, "")
        if place is None and code:
            # *Les Sénégalaises* are the people, *la police nigérienne* acts for the country.
            people = t.said(i, i + 1)[0].isupper() and t.words[i - 1] in ("les", "des")
            governs = people or any(
                t.words[at] in INSTITUTIONS for at in range(max(i - 3, 0), i)
            )  # fmt: skip
            place = PlaceMention(i, stop, code, governs, governs, governs)
        if place is not None:
            found.append(place)
            i = place.stop
        else:
            i += 1
    return tuple(found)
