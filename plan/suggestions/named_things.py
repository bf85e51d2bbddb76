"""Things and organisations that a sentence names instead of giving their number.

In: a sentence and the nouns or names to look for. Out: tokens, with the number of things.
*La signature d'un accord* is one, *les rapports 2022, 2023 et 2024* are three, *l'OIM, l'Onudc et
les Pays-Bas* at least three partners. A plural without a list is any number and is not counted.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from plan.language.lexicon.acts import FUNCTION_WORDS, ORGANS, PRODUCTION, PRODUCTION_BY_NOUN
from plan.language.lexicon.numbers import CURRENCY_WORDS
from plan.language.places import WORLD, PlaceMention
from plan.language.synonyms import are_near_synonyms
from plan.language.time.grammar import YEAR
from plan.language.word_families import begins_any, same_family
from plan.suggestions.sentences import Sentence
from plan.suggestions.subjects import Word


class Things(NamedTuple):
    """The number of things named at the tokens from ``first`` to before ``stop``.

    ``event`` are the tokens of the event that produced them, if it is stated; ``exact``: the number
    is exact, not a lower bound.
    """

    first: int
    stop: int
    number: int
    event: tuple[int, int] | None
    exact: bool


_NOT_ONE: Final = frozenset("aucun aucune chaque tout toute pas sans".split())
_ACT_REACH: Final = 26  # tokens, like the next two
_LIST_REACH: Final = 6
_OTHER_REACH: Final = 20


def things_made(
    sentence: Sentence, heads: Sequence[Word], near: tuple[int, int], reach: int
) -> Iterator[Things]:
    """The things named by some nouns within ``reach`` of some tokens, in the order of the text."""
    t = sentence.tokens
    figures = [(sentence.token_at(f.start), sentence.token_at(f.end - 1)) for f in sentence.figures]
    for i in range(len(t)):
        if t.kinds[i] != "word" or not any(is_head(head, t.words[i]) for head in heads):
            continue
        if t.words[i - 1] == "-" or sentence.distance((i, i + 1), near) > reach:
            continue
        if any(first <= i <= last + 1 for first, last in figures):
            continue  # counted by its figure
        event = _making(sentence, i)
        if event is not None and event[0] == i:
            continue
        if t.words[i].endswith(("s", "x")):
            towns = _towns(sentence, i) if event else 0
            if (years := _years(sentence, i)) > 1:
                yield Things(i, i + 1, years, event, event is not None)
            elif towns > 1:
                yield Things(i, i + 1, towns, event, True)
        elif event is not None and _NOT_ONE.isdisjoint(t.words[max(i - 2, 0) : i]):
            more = sum(
                t.words[k] in ("un", "une") and t.words[k + 1] == "autre"
                for k in range(i + 1, min(i + _OTHER_REACH, len(t)))
            )
            yield Things(i, i + 1, 1 + more, event, True)


def _years(sentence: Sentence, i: int) -> int:
    """The number of years in a list after token ``i``: *les rapports 2022, 2023 et 2024*.

    0 for a range (*de 2022 à 2024*), since not every year need have one.
    """
    t = sentence.tokens
    near = range(i + 1, min(i + _LIST_REACH, len(t)))
    at = next((k for k in near if YEAR.fullmatch(t.words[k])), 0)
    found: set[str] = set()
    while at and YEAR.fullmatch(t.words[at]):
        found.add(t.words[at])
        if t.words[at + 1] in ("a", "-"):
            return 0
        at = at + 2 + (t.words[at + 2] == "de") if t.words[at + 1] in (",", "et") else 0
    return len(found)


def _towns(sentence: Sentence, i: int) -> int:
    """The number of towns after token ``i``: *ont ouvert à Gaya, à Madaoua et à Mirriah*."""
    t = sentence.tokens
    return sum(
        t.words[at] in ("a", "de") and t.said(at + 1, at + 2)[:1].isupper()
        and t.words[at - 1] in (",", "et") for at in range(i + 1, len(t) - 1)
    ) + any(t.words[at] == "a" and t.said(at + 1, at + 2)[:1].isupper()
            and t.words[at - 1] not in (",", "et") for at in range(i + 1, len(t) - 1))  # fmt: skip


def is_head(head: Word, word: str) -> bool:
    """Whether a word is a unit's noun or a synonym of it, not another word of its family."""
    return head.grade(word) == 1 or (
        not same_family(head.text, word) and are_near_synonyms(head.text, word)
    )


def _making(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The tokens of the nearest event that may have produced the thing at token ``i``."""
    t = sentence.tokens
    best: tuple[int, int] | None = None
    verbs = next((verbs for nouns, verbs in PRODUCTION_BY_NOUN
                  if begins_any(t.words[i], nouns)), PRODUCTION)  # fmt: skip
    for at in range(len(t)):
        if at == i or t.kinds[at] != "word":
            continue
        if not begins_any(t.words[at], verbs):
            continue
        far = sentence.distance((at, at + 1), (i, i + 1))
        if far <= _ACT_REACH and (best is None or far < best[0]):
            best = far, at
    return (best[1], best[1] + 1) if best else None


# --- Organisations -------------------------------------------------------------------------------

_ORGANISATION_NOUNS: Final = frozenset(
    """
    union banque agence fondation fonds programme organisation cooperation royaume alliance
    confederation croix-rouge croix initiative institut association ong secours medecins plan save
    world expertise haut
    """.split()
)
_PARTICLES: Final = frozenset("de du des d' la le les l' pour et contre sans a aux en".split())


def named_organisations(
    sentence: Sentence, known: Iterable[str], country: str
) -> list[tuple[int, int]]:
    """The tokens of the organisations and foreign states that a sentence names, each once.

    ``known`` are names in the plan's file, folded; ``country`` is the country of the plan.
    """
    t = sentence.tokens
    names = set(known)
    countries = {
        place.first: place
        for place in sentence.places
        if (place.acts or not place.governs) and t.words[place.first - 1] not in ("a", ",")
    }
    organs = {at for first, stop in _organs(sentence) for at in range(first, stop)}
    found: dict[str, tuple[int, int]] = {}
    i = 0
    while i < len(t):
        stop = _organisation_end(sentence, i, names, countries, organs, country)
        if stop == i:
            i += 1
            continue
        bracket = next((at for at in range(stop, min(stop + 4, len(t))) if t.words[at] == "("
                        and t.words[at + 2] == ")"), 0)  # fmt: skip
        name = t.words[bracket + 1] if bracket else " ".join(t.words[i:stop])
        if not _is_of_representative(sentence, i):
            found.setdefault(name, (i, stop))
        i = bracket + 3 if bracket else stop
    return list(found.values())


def _organisation_end(
    sentence: Sentence, i: int, names: Container[str], countries: Mapping[int, PlaceMention],
    organs: Container[int], country: str,
) -> int:  # fmt: skip
    """The token after the name of an organisation or a state at token ``i``, or ``i``."""
    t = sentence.tokens
    raw, word = t.said(i, i + 1), t.words[i]
    capital = raw[:1].isupper()
    if i in countries and countries[i].country not in (country, WORLD) and capital:
        return countries[i].stop  # les Pays-Bas
    if capital and word in names and len(word) > 2:
        return i + 1
    if i in organs or not _OFFICES.isdisjoint(t.words[max(i - _OFFICE_REACH, 0) : i]):
        return i
    acronym = raw.isupper() and len(raw) >= 3 and t.kinds[i] == "word"
    if acronym and word not in _NO_ORGANISATIONS and t.kinds[i - 1] != "number":
        return i + 1  # l'OIM
    if word in ("cooperation", "ambassade") and i + 1 in countries:
        return i + 2  # la coopération suisse
    if capital and word in _ORGANISATION_NOUNS:
        stop = _name_end(sentence, i)
        return stop if stop - i > 1 else i  # la Banque mondiale
    return i


_OFFICES: Final = frozenset("ministre ministere ministres secretaire".split())
_OFFICE_REACH: Final = 8
#: People who represent an organisation and are not the organisation.
_REPRESENTATIVES: Final = (
    "ambassad", "representant", "coordinat", "directeur", "directrice", "president", "chef/",
    "delegue/", "porte-parole", "conseiller", "charge/",
)  # fmt: skip
_REPRESENTATIVE_REACH: Final = 5


def _is_of_representative(sentence: Sentence, i: int) -> bool:
    """Whether the name at token ``i`` belongs to an office: *l'ambassadrice des Pays-Bas*."""
    words = sentence.tokens.words
    article = words[i - 1] in ("la", "le", "l'", "les")
    joined = words[i - 1 - article] in ("de", "du", "d'", "des")
    near = words[max(i - _REPRESENTATIVE_REACH, 0) : i]
    return joined and any(begins_any(word, _REPRESENTATIVES) for word in near)


_NO_ORGANISATIONS: Final = frozenset("rss pdf html tva pib ong iii vii viii".split()) | {
    word for phrase in CURRENCY_WORDS for word in phrase.split()
}


def _organs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The tokens of the state's own organs, which are not its partners."""
    t = sentence.tokens
    for words in ORGANS:
        parts = words.split()
        for i in range(len(t)):
            if t.words[i : i + len(parts)] == parts:
                yield i, i + len(parts)


def _name_end(sentence: Sentence, i: int) -> int:
    """The token after the name of an organisation that begins at token ``i``."""
    t = sentence.tokens
    stop = i + 1
    while stop < len(t) and stop - i < 9:
        raw = t.said(stop, stop + 1)
        adjective = stop == i + 1 and t.kinds[stop] == "word" and t.words[stop] not in (
            *_PARTICLES, *FUNCTION_WORDS)  # fmt: skip
        if (
            raw[:1].isupper()
            or (raw == "-" and t.said(stop + 1, stop + 2)[:1].isupper())
            or adjective
            or (
                t.words[stop] in _PARTICLES
                and t.words[stop] != "et"
                and (
                    t.said(stop + 1, stop + 2)[:1].isupper()
                    or (
                        t.words[stop + 1] in _PARTICLES and t.said(stop + 2, stop + 3)[:1].isupper()
                    )
                )
            )
        ):
            stop += 1
        else:
            break
    return stop
