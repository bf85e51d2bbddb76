"""Whether a figure is in the unit of an indicator, decided by the noun that it counts.

In: a figure, an indicator, a noun. Out: a ``Fit``, by the unit's nouns, then word families and the
thesaurus (``plan.language.synonyms``).
"""

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


class Fit(NamedTuple):
    """The match of a figure with an indicator's unit, from 0 to 1, and its reason.

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


#: Endings of nouns for people, with the nouns for things that have them too.
_AGENTS: Final = ("eurs", "euses", "istes", "iens", "iennes", "trices")
#: Synonyms of the unit *site*.
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
    """Grade the match of a figure with an indicator's unit.

    ``own`` are the words of the indicator's name and terms; ``noun`` is what the figure counts, as
    written, maybe in an earlier figure; "" if it is not stated.
    """
    unit = indicator.unit or ""
    if unit == "percent" or indicator.nature == "rate":
        return Fit(1.0, "unit") if figure.measure == "percent" else Fit(0.0, "other")
    if unit == "amount":
        if figure.measure == "count" and not noun and figure.low >= _MILLIONS:
            return Fit(0.7, "unsaid")  # 118 milliards, of a currency named before
        if figure.measure != "money":
            return Fit(0.0, "other")
        # Both are called franc CFA and have the same value.
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
    head = head_of(noun)
    if not people and is_people(noun):
        return Fit(0.0, "other")
    if unit == "site" and head and any(are_near_synonyms(head[0], each) for each in _SITES):
        return Fit(0.75, "subject")
    others = {name: each for name, each in nouns.items() if name != unit}
    if people:
        counted = {name for name, own in plan.units.items() if own.people} | {"person"}
        others = {name: each for name, each in others.items() if name not in counted}
    if head and any(word.grade(head[0]) for word in own) and not people:
        return Fit(0.9, "subject")
    if counts_other(noun, nouns.get(unit, ()), others):
        return Fit(0.0, "other")
    if head and any(are_near_synonyms(head[0], each) for name in nouns.get(unit, ())
                    for each in head_of(name)[:1]):  # fmt: skip
        return Fit(0.85, "unit")
    if head and any(word.grade(head[0]) for word in own):
        return Fit(0.8, "subject")
    # A noun in no family of the thesaurus may name people, or anything else.
    known = any(families(each) for each in head)
    return Fit(0.25 if known else 0.45, "unknown")
