"""Whether a figure counts what an indicator counts, decided by its noun."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from plan.language.lexicon.acts import FUNCTION_WORDS
from plan.language.lexicon.subjects import MEASURE_NOUNS, NOT_PEOPLE, PEOPLE
from plan.language.numbers.figures import counts_other
from plan.language.numbers.numerals import tokenise
from plan.language.numbers.numeric_expressions import Figure
from plan.language.synonyms import are_near_synonyms, families
from plan.language.word_families import begins
from plan.model.records import Indicator, Plan
from plan.suggestions.subjects import Word

__all__ = ["Fit", "fit", "is_people"]


class Fit(NamedTuple):
    """How well a figure fits an indicator's unit, from 0 to 1, and why.

    Codes: *unit* (a noun of the unit), *people* (another noun for people), *subject* (a noun of the
    indicator's own words), *unsaid* (no noun), *unknown* (a noun that proves nothing), *currency*
    (money in another currency), *other* (something else).
    """

    grade: float
    code: Literal["unit", "people", "subject", "unsaid", "unknown", "currency", "other"]


@lru_cache(maxsize=4096)
def is_people(noun: str) -> bool:
    """Whether a noun, as written, is a word for people."""
    for i, word in enumerate(words := head_of(noun)):
        if word in NOT_PEOPLE or words[1:] == ("lieux",):
            return False
        if any(begins(word, f"{each}/") for each in PEOPLE):
            return True
        if i + 1 == len(words) and word.endswith(_AGENTS):
            return word not in _THINGS
    return False


@lru_cache(maxsize=4096)
def head_of(noun: str) -> tuple[str, ...]:
    """The first noun of a phrase, folded: two words if a hyphen joins them; none of no noun."""
    t = tokenise(noun)
    for i in range(len(t)):
        if t.kinds[i] == "word" and t.words[i] not in FUNCTION_WORDS:
            joined = t.words[i + 1] == "-" and t.kinds[i + 2] == "word"
            return (t.words[i], t.words[i + 2]) if joined else (t.words[i],)
    return ()


_AGENTS: Final = ("eurs", "euses", "istes", "iens", "iennes", "trices")


#: What the unit *site* may be called.
_SITES: Final = ("centre", "maternite", "ecole", "zone", "forage", "brigade", "cantine")
_MILLIONS: Final = 10**6
_THINGS: Final = frozenset(
    """
    valeurs secteurs tracteurs moteurs ordinateurs couleurs serveurs incubateurs facteurs erreurs
    heures listes pistes visites soutiens entretiens biens liens moyens terrains indicateurs
    tensiometres vecteurs generateurs compteurs congelateurs refrigerateurs hauteurs douleurs
    """.split()
)


def fit(plan: Plan, indicator: Indicator, figure: Figure, own: Iterable[Word], noun: str) -> Fit:
    """Grade how well a figure counts what an indicator counts.

    ``own`` are the words of the indicator's name and terms; ``noun`` is what the figure counts, as
    written, perhaps before the figure; "" if nothing says it.
    """
    unit = indicator.unit or ""
    if unit == "percent" or indicator.nature == "rate":
        return Fit(1.0, "unit") if figure.measure == "percent" else Fit(0.0, "other")
    if unit == "amount":
        if figure.measure == "count" and not noun and figure.low >= _MILLIONS:
            return Fit(0.7, "unsaid")  # 118 milliards, of money named before
        if figure.measure != "money":
            return Fit(0.0, "other")
        # Two currencies of one value are called franc CFA.
        both = {figure.currency, plan.head.currency}
        known = None in both or len(both) == 1 or both == {"XOF", "XAF"}
        return Fit(1.0, "unit") if known else Fit(0.8, "currency")
    if figure.measure != "count":
        return Fit(0.0, "other")
    if not noun:
        return Fit(0.6, "unsaid")
    nouns = plan.nouns
    measure = head_of(noun)[:1]
    if measure and measure[0] in MEASURE_NOUNS and not any(
        head_of(each)[:1] == measure for each in nouns.get(unit, ())
    ):  # fmt: skip
        return Fit(0.0, "other")
    if unit in nouns and counts_other(noun, (), {unit: nouns[unit]}) == unit:
        return Fit(1.0, "unit")
    people = plan.counts_people(indicator)
    if people and is_people(noun):
        return Fit(0.9, "people")
    said = head_of(noun)
    if not people and is_people(noun):
        return Fit(0.0, "other")
    if unit == "site" and said and any(are_near_synonyms(said[0], each) for each in _SITES):
        return Fit(0.75, "subject")
    others = {name: each for name, each in nouns.items() if name != unit}
    if people:
        counted = {name for name, own in plan.units.items() if own.people} | {"person"}
        others = {name: each for name, each in others.items() if name not in counted}
    if said and any(word.grade(said[0]) for word in own) and not people:
        return Fit(0.9, "subject")
    if counts_other(noun, nouns.get(unit, ()), others):
        return Fit(0.0, "other")
    if said and any(are_near_synonyms(said[0], each) for name in nouns.get(unit, ())
                    for each in head_of(name)[:1]):  # fmt: skip
        return Fit(0.85, "unit")
    if said and any(word.grade(said[0]) for word in own):
        return Fit(0.8, "subject")
    # A noun in no family of the thesaurus may name people, or anything else.
    known = any(families(each) for each in said)
    return Fit(0.25 if known else 0.45, "unknown")
