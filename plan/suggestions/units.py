"""Whether a figure is in the unit of an indicator, decided by the noun that it counts.

In: a figure, an indicator, a noun. Out: a ``Fit``, by the unit's nouns, then word families and the
thesaurus (``plan.language.synonyms``). `FIT_RULES` is a decision table, whose examples
`tests/suggestions/test_units.py` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


class CountedNoun(NamedTuple):
    """A figure that may be in an indicator's unit, and the noun that it counts, "" without one.

    ``own`` are the words of the indicator's name and terms.
    """

    plan: Plan
    indicator: Indicator
    figure: Figure
    own: Iterable[Word]
    noun: str

    @property
    def unit(self) -> str:
        """The id of the unit."""
        return self.indicator.unit or ""

    @property
    def names(self) -> tuple[str, ...]:
        """The nouns of the unit."""
        return self.plan.nouns.get(self.unit, ())

    @property
    def people(self) -> bool:
        """Whether the unit counts people."""
        return self.plan.counts_people(self.indicator)


class FitRule(NamedTuple):
    """A row of the table of grades; the first that holds decides.

    ``example`` and ``unit``: a text with a figure, and the unit with which the row grades it, in
    the plan of `tests/suggestions/test_units.py`.
    """

    name: str
    example: str
    unit: str
    fit: Fit
    holds: Callable[[CountedNoun], bool]


# --- Conditions ---------------------------------------------------------------------------------


def _is_rate(c: CountedNoun) -> bool:
    return c.unit == "percent" or c.indicator.nature == "rate"


def _may_be_money(c: CountedNoun) -> bool:
    """*118 milliards*, of a currency named before."""
    large = c.figure.measure == "count" and not c.noun and c.figure.low >= _MILLIONS
    return c.unit == "amount" and large


def _is_same_currency(c: CountedNoun) -> bool:
    # Both are called franc CFA and have the same value.
    both = {c.figure.currency, c.plan.head.currency}
    return c.unit == "amount" and (None in both or len(both) == 1 or both == {"XOF", "XAF"})


def _is_other_measure(c: CountedNoun) -> bool:
    measure = head_of(c.noun)[:1]
    measures = bool(measure) and measure[0] in MEASURE_NOUNS
    return measures and not any(head_of(each)[:1] == measure for each in c.names)


def _is_noun_of_unit(c: CountedNoun) -> bool:
    return bool(c.names) and counts_other(c.noun, (), {c.unit: c.names}) == c.unit


def _is_near(c: CountedNoun, nouns: Iterable[str]) -> bool:
    return any(are_near_synonyms(word, noun) for word in head_of(c.noun)[:1] for noun in nouns)


def _is_own_word(c: CountedNoun) -> bool:
    return any(word.grade(head) for head in head_of(c.noun)[:1] for word in c.own)


def _is_noun_of_other_unit(c: CountedNoun) -> bool:
    """Whether it is a noun of another unit; for people, of another that does not count people."""
    ours = {c.unit}
    if c.people:
        ours |= {name for name, unit in c.plan.units.items() if unit.people} | {"person"}
    others = {name: each for name, each in c.plan.nouns.items() if name not in ours}
    return bool(counts_other(c.noun, c.names, others))


def _is_near_unit(c: CountedNoun) -> bool:
    return _is_near(c, (noun for name in c.names for noun in head_of(name)[:1]))


# --- The table ----------------------------------------------------------------------------------

_OTHER: Final = Fit(0.0, "other")
FIT_RULES: Final = (
    FitRule("percentage of a rate", "42 % des villages", "percent", Fit(1.0, "unit"),
            lambda c: _is_rate(c) and c.figure.measure == "percent"),
    FitRule("number for a rate", "Au total, 300 ont été reçus.", "percent", _OTHER, _is_rate),
    FitRule("large number for money", "L’État en a versé 118 milliards.", "amount",
            Fit(0.7, "unsaid"), _may_be_money),
    FitRule("number for money", "L’État en a versé 118.", "amount", _OTHER,
            lambda c: c.unit == "amount" and c.figure.measure != "money"),
    FitRule("currency of the plan", "12 millions de francs CFA", "amount", Fit(1.0, "unit"),
            _is_same_currency),
    FitRule("another currency", "12 millions de dollars", "amount", Fit(0.8, "currency"),
            lambda c: c.unit == "amount"),
    FitRule("percentage or money for a number", "42 %", "forage", _OTHER,
            lambda c: c.figure.measure != "count"),
    FitRule("no noun", "Au total, 300 ont été reçus.", "forage", Fit(0.6, "unsaid"),
            lambda c: not c.noun),
    FitRule("another measure", "300 hectares", "case", _OTHER, _is_other_measure),
    FitRule("noun of the unit", "12 forages", "forage", Fit(1.0, "unit"), _is_noun_of_unit),
    FitRule("people", "300 femmes", "eleve", Fit(0.9, "people"),
            lambda c: c.people and is_people(c.noun)),
    FitRule("people for a unit of things", "300 agriculteurs", "forage", _OTHER,
            lambda c: not c.people and is_people(c.noun)),
    FitRule("kind of site", "12 centres de santé", "site", Fit(0.75, "subject"),
            lambda c: c.unit == "site" and _is_near(c, _SITES)),
    FitRule("word of the indicator", "12 accidents", "case", Fit(0.9, "subject"),
            lambda c: not c.people and _is_own_word(c)),
    FitRule("noun of another unit", "12 forages", "person", _OTHER, _is_noun_of_other_unit),
    FitRule("near synonym of the unit", "12 procédures", "case", Fit(0.85, "unit"), _is_near_unit),
    FitRule("word of an indicator of people", "12 inscriptions", "eleve", Fit(0.8, "subject"),
            _is_own_word),
    # A noun in no family of the thesaurus may name people, or anything else.
    FitRule("known noun", "12 accords", "case", Fit(0.25, "unknown"),
            lambda c: any(families(each) for each in head_of(c.noun))),
    FitRule("unknown noun", "300 hippocampes", "eleve", Fit(0.45, "unknown"), lambda c: True),
)  # fmt: skip


def fit(plan: Plan, indicator: Indicator, figure: Figure, own: Iterable[Word], noun: str) -> Fit:
    """Grade the match of a figure with an indicator's unit.

    ``own`` are the words of the indicator's name and terms; ``noun`` is what the figure counts, as
    written, maybe in an earlier figure; "" if it is not stated.
    """
    counted = CountedNoun(plan, indicator, figure, own, noun)
    return next(rule for rule in FIT_RULES if rule.holds(counted)).fit
