"""Whether a numeric expression counts something: *30 avocats* does, *rue 310* and *12 mai* do not.

`COUNT_RULES` is a decision table: the first rule whose condition holds decides. A new rule is a new
row with an example sentence, which `tests/language/test_counted.py` reads.
"""

import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple, get_args

from plan.language.lexicon.acts import AUXILIARIES, FUNCTION_WORDS
from plan.language.lexicon.numbers import (
    FRACTIONS,
    NUMBERED_TEXTS,
    NUMBERED_THINGS,
    ORDINAL_ENDINGS,
)
from plan.language.lexicon.time import TIME_UNITS, WEEKDAYS, YEAR_PREPOSITIONS
from plan.language.numbers.noun_phrases import ALONE, is_noun, is_plural
from plan.language.numbers.numerals import AND, Tokens
from plan.language.numbers.numeric_expressions import (
    OR,
    LocatedFigure,
    NumericExpression,
    read_number,
)
from plan.model.quantities import MONTHS, Qualifier

# --- What the conditions look at ----------------------------------------------------------------


class Candidate(NamedTuple):
    """A numeric expression that may count something, and the words around it.

    ``before``, ``after``: the words around it and its list, which ends before token ``stop``;
    ``noun``: the tokens of its noun, empty without one; ``qualifier``: that of a phrase before it;
    ``previous``: the figure before it.
    """

    tokens: Tokens
    number: NumericExpression
    before: str
    after: str
    stop: int
    noun: range
    qualifier: Qualifier | None
    previous: LocatedFigure | None

    @property
    def next(self) -> str:
        """The word after the number itself, or its measure."""
        return self.tokens.words[self.number.stop]

    @property
    def before_last(self) -> str:
        """The word before ``before``."""
        return self.tokens.words[self.number.first - 2]


Form = Literal["one", "words", "year", "digits"]


class CountRule(NamedTuple):
    """A row of the decision table.

    ``example``: a sentence with a number that this row decides, after a star where it has several;
    ``counts``: the decision; ``holds``: the condition, false for numbers of other ``forms``.
    """

    name: str
    example: str
    counts: bool
    holds: Callable[[Candidate], bool]
    forms: tuple[Form, ...] = ("one", "words", "year", "digits")


# --- Conditions: part of a longer token ----------------------------------------------------------

_REFERENCE_SIGNS: Final = ("°", "#", "№", "[")
_JOINING_SIGNS: Final = ("/", "_", "@", "=", "\\", "+")
_LONGEST_UNIT: Final = 4  # letters of what may be glued to a number: *8h*, *12mn*


def _touches_next(c: Candidate) -> bool:
    t, stop = c.tokens, c.number.stop
    return t.touches(stop) and (t.kinds[stop - 1] == "number" or t.words[stop] == "-")


def _glued_to_next(c: Candidate) -> bool:
    if not _touches_next(c):
        return False
    t, stop = c.tokens, c.number.stop
    short = t.kinds[stop] == "word" and len(t.words[stop]) <= _LONGEST_UNIT
    return t.kinds[stop] == "code" or short


def _hyphenated_to_next(c: Candidate) -> bool:
    return _touches_next(c) and c.next == "-" and c.tokens.touches(c.number.stop + 1)


def _touches_previous(c: Candidate) -> bool:
    return c.tokens.touches(c.number.first)


def _joined_by_sign(c: Candidate) -> bool:
    return c.before in _JOINING_SIGNS and _touches_previous(c) and c.number.measure == "count"


def _hyphenated_to_previous(c: Candidate) -> bool:
    return c.before == "-" and _touches_previous(c) and c.tokens.touches(c.number.first - 1)


def _glued_to_previous(c: Candidate) -> bool:
    word = c.tokens.kinds[c.number.first - 1] in ("word", "code")
    return word and _touches_previous(c) and not c.before.endswith("'")


# --- Conditions: times, repetitions, fractions --------------------------------------------------


_REPETITIONS: Final = frozenset(("fois", "times", "reprises"))


def _names(c: Candidate, nouns: frozenset[str]) -> bool:
    """Whether what would be counted is one of some nouns."""
    if c.noun or is_noun(c.tokens, c.stop):
        return not nouns.isdisjoint(c.tokens.words[c.noun.start : c.noun.start + 2])
    return c.after in nouns


def _fraction(c: Candidate) -> bool:
    return c.after in FRACTIONS or c.after.endswith(("ieme", "iemes"))


def _long_ordinal(c: Candidate) -> bool:
    return c.after in AND and c.tokens.words[c.stop + 1].endswith("ieme")


def _out_of_time(c: Candidate) -> bool:
    return c.before == "sur" and c.before_last in TIME_UNITS


def _one_in(c: Candidate) -> bool:
    return c.before == "in" and c.before_last == "one"


def _day_of_month(c: Candidate) -> bool:
    if c.number.high > 31 or c.number.measure != "count":
        return False
    following = c.tokens.words[c.stop + 1]
    cut = following == "." and len(c.after) > 2
    month = c.after in MONTHS or (cut and any(m.startswith(c.after) for m in MONTHS))
    english = c.after == "of" and following in MONTHS
    return month or english


# --- Conditions: references ---------------------------------------------------------------------

_CONTACTS: Final = ("tel", "contact")
_LONGEST_ABBREVIATION: Final = 3  # letters before a dot: *art. 3*


def _label(t: Tokens, i: int) -> str:
    """The word, such as *article*, that makes a number at token i a reference; or nothing."""
    k = i - 1
    while k > i - 3 and t.words[k] in (".", ":"):
        k -= 1
    label = t.words[k]
    if label not in NUMBERED_THINGS:
        return ""
    if label != "arrete" and t.said(k, k + 1).endswith("é"):  # not *classé*
        return ""
    apart = k < i - 1 and len(label) > _LONGEST_ABBREVIATION
    return "" if apart and not label.startswith(_CONTACTS) else label


def is_reference(t: Tokens, i: int) -> bool:
    """Whether a word such as *article* makes a number at token i a reference."""
    return bool(_label(t, i))


def _reference_to_text(c: Candidate) -> bool:
    return _label(c.tokens, c.number.first) in NUMBERED_TEXTS


def _reference_to_thing(c: Candidate) -> bool:
    named = c.noun and c.number.high >= 2
    return not named and is_reference(c.tokens, c.number.first)


# --- Conditions: the number one ------------------------------------------------------------------

_FAR: Final = 25  # tokens from the figure before, beyond which *dont un* is no part of it


def _single(c: Candidate) -> bool:
    return c.number.may_be_article and c.next in ALONE


def _joins_figure(c: Candidate) -> bool:
    """*dont une femme*, *deux hommes et une femme*."""
    first, last = c.number.first, c.previous
    beside = last and last.figure.measure == "count" and last.stop == first - 1
    joins = c.before == "dont" or (beside and c.before in AND + OR)
    return c.number.may_be_article and bool(joins)


def _joins_figure_with_noun(c: Candidate) -> bool:
    last = c.previous
    near = last is not None and c.number.first - last.stop < _FAR
    return _joins_figure(c) and near and is_noun(c.tokens, c.number.stop)


def _leads_figure(c: Candidate) -> bool:
    """*un homme et deux femmes*."""
    t, stop = c.tokens, c.number.stop
    if not c.number.may_be_article or not is_noun(t, stop) or t.words[stop + 1] not in AND:
        return False
    other = read_number(t, stop + 2)
    return other is not None and not other.may_be_article and is_plural(t, other.stop)


def _is_article(c: Candidate) -> bool:
    article = c.number.may_be_article and c.number.measure == "count"
    return article and not (_single(c) or _joins_figure(c) or _leads_figure(c))


# --- Conditions: number words -------------------------------------------------------------------


def _qualified(c: Candidate) -> bool:
    if not (c.qualifier or c.number.restated or c.number.kind != "exactly"):
        return False
    return bool(c.noun) or c.qualifier == "at_least" or not c.number.may_be_year


def _words_in_place(c: Candidate) -> bool:
    placed = c.noun or c.before in ("dont", "sur") or c.after in AUXILIARIES
    return c.number.words and bool(placed)


def _words_above_two(c: Candidate) -> bool:
    q = c.number
    adjective = c.tokens.words[q.first : q.stop] == ["neuf"]
    return q.words and q.low > 2 and c.before != "tous" and not adjective


# --- Conditions: digits -------------------------------------------------------------------------

_VERSION: Final = r"[0-9]+\.[0-9]{1,2}|0[0-9]"
_VERB_ENDINGS: Final = ("é", "és", "ée", "ées")
_SENTENCE_OPENINGS: Final = frozenset(".!?:;«…")
_LARGEST_NAME: Final = 10_000  # digits below it may belong to a name: *District 11*


def _raw_before(c: Candidate) -> str:
    i = c.number.first
    return c.tokens.said(i - 1, i) if i else ""


def _year_after_preposition(c: Candidate) -> bool:
    year = c.before in YEAR_PREPOSITIONS and len(c.number.literal) == 4
    return year and (not c.noun or c.number.may_be_year)


def _bare_year(c: Candidate) -> bool:
    """Digits that may be a year, with nothing that makes them a number of things."""
    bare = not c.noun and c.number.measure == "count" and c.number.may_be_year
    return bare and not _qualified(c)


def _named_year(c: Candidate) -> bool:
    """Digits that may be a year, with a noun: a number of things only where no year can be."""
    return bool(c.noun) and c.number.may_be_year


def _year_like_hundreds(c: Candidate) -> bool:
    return c.before in ("de", "d'", "a") and _named_year(c) and c.number.low % 100 == 0


def _year_like_after_verb(c: Candidate) -> bool:
    auxiliary = c.before in AUXILIARIES or c.before_last in AUXILIARIES
    return _named_year(c) and (auxiliary or _raw_before(c).endswith(_VERB_ENDINGS))


def _year_like_opening(c: Candidate) -> bool:
    i = c.number.first
    opens = i == 0 or c.tokens.kinds[i - 1] in ("sign", "mark")
    return opens and _named_year(c)


def _year_like_after_article(c: Candidate) -> bool:
    return c.before in ("les", "des", "ces", "the") and _named_year(c)


def _several_named(c: Candidate) -> bool:
    return bool(c.noun) and c.number.high >= 2


def _version_number(c: Candidate) -> bool:
    return not c.noun and bool(re.fullmatch(_VERSION, c.number.literal))


def _bare_day(c: Candidate) -> bool:
    leads = c.before in MONTHS or c.before in WEEKDAYS
    return c.number.high <= 31 and (leads or c.before in ("le", "du", "au", "ce", "l'"))


def _after_capital(c: Candidate) -> bool:
    """Digits after a word with a capital that does not open its sentence."""
    t, q = c.tokens, c.number
    opens = q.first < 2 or t.words[q.first - 2] in _SENTENCE_OPENINGS or "\n" in t.gap(q.first - 1)
    small = q.literal.isdigit() and q.high < _LARGEST_NAME
    return _raw_before(c)[:1].isupper() and not opens and small


def _after_capital_as_figure(c: Candidate) -> bool:
    figure = c.before in FUNCTION_WORDS or c.after in AUXILIARIES
    return _after_capital(c) and figure


def _row_of_numbers(c: Candidate) -> bool:
    """Three numbers in a row with nothing between: a telephone number, a row of a table."""
    first = c.number.first
    row = [c.tokens.kinds[k] == "number" for k in range(first - 2, first + 3)]
    return any(all(row[k : k + 3]) for k in range(3))


def _otherwise(_: Candidate) -> bool:
    return True


# --- The decision table -------------------------------------------------------------------------

_ONE: Final[tuple[Form, ...]] = ("one",)
_WORDS: Final[tuple[Form, ...]] = ("one", "words")
_YEAR: Final[tuple[Form, ...]] = ("year",)
_DIGITS: Final[tuple[Form, ...]] = ("year", "digits")

COUNT_RULES: Final[tuple[CountRule, ...]] = tuple(
    CountRule(*row)
    for row in (
        # Dates come first, since they are the most frequent numbers.
        ("bare year", "L’accord 2014.", False, _bare_year, _YEAR),
        ("day of a month", "Réunis 12 mai.", False, _day_of_month),
        ("article", "Une école.", False, _is_article, _ONE),
        # Part of a longer token.
        ("range that is no quantity", "La victoire 3-1.", False, lambda c: c.number.not_quantity),
        ("rank", "La 7 ème session.", False, lambda c: c.next in ORDINAL_ENDINGS),
        ("degree", "Il fait 35 °C.", False, lambda c: c.next == "°"),
        ("reference sign", "Le n° 3.", False, lambda c: c.before in _REFERENCE_SIGNS),
        ("glued to what follows", "La 5G arrive.", False, _glued_to_next),
        ("hyphenated to what follows", "De deux à trois-roues.", False, _hyphenated_to_next),
        ("joined by a sign", "Le réseau +223.", False, _joined_by_sign),
        ("hyphenated to what precedes", "Le lot (B)-12.", False, _hyphenated_to_previous),
        ("glued to what precedes", "À 8:30dix agents.", False, _glued_to_previous),
        ("percentage or money", "Soit 12-15 %.", True, lambda c: c.number.measure != "count"),
        # Times, repetitions, fractions.
        ("duration", "Trois ans de prison.", False, lambda c: _names(c, TIME_UNITS)),
        ("repetition", "Trois fois plus.", False, lambda c: _names(c, _REPETITIONS)),
        ("fraction", "Les deux tiers.", False, _fraction),
        ("long ordinal", "Vingt et unième.", False, _long_ordinal),
        ("out of a time", "Ouvert 24 heures sur *24.", False, _out_of_time),
        ("one in so many", "One in *five girls.", False, _one_in),
        ("score or code", "Il reste 12-15.", False, lambda c: c.number.hyphenated and not c.noun),
        # References.
        ("reference to a text of law", "Les articles 24 nouveaux.", False, _reference_to_text),
        ("reference to a thing", "La rue 310.", False, _reference_to_thing),
        # The number one.
        ("not a single one", "Pas un seul avocat.", False,
         lambda c: _single(c) and c.before == "pas", _ONE),
        ("a single one", "Un seul a fui.", True, _single, _ONE),
        ("one beside a figure", "Deux hommes et *une femme.", True, _joins_figure_with_noun, _ONE),
        ("one of no figure near", "Dont *une femme et deux filles.", False, _joins_figure, _ONE),
        # Number words.
        ("qualified", "Ils sont près de deux.", True, _qualified),
        ("words where a figure belongs", "Deux centres.", True, _words_in_place, _WORDS),
        ("words above two", "Ils sont quarante.", True, _words_above_two, _WORDS),
        ("other words", "Tous deux.", False, lambda c: c.number.words, _WORDS),
        ("digits with words", "Par lot : 12 34 *2 millions.", True,
         lambda c: not c.number.literal, _DIGITS),
        # Digits.
        ("year after its preposition", "En 1312, Moussa règne.", False,
         _year_after_preposition, _DIGITS),
        ("hundreds like a year", "Le total de 2000 élèves.", True, _year_like_hundreds, _YEAR),
        ("like a year after a verb", "Elle a aidé 2014 pêcheurs.", True,
         _year_like_after_verb, _YEAR),
        ("like a year at the opening", "2014 pêcheurs.", True, _year_like_opening, _YEAR),
        ("like a year after an article", "Les 2014 pêcheurs.", True,
         _year_like_after_article, _YEAR),
        ("year before a noun", "En mai 2014 pêcheurs et éleveurs ont signé.", False,
         _named_year, _YEAR),
        ("several of a noun", "Lundi 30 avocats.", True, _several_named, _DIGITS),
        ("version", "Le Web 2.0.", False, _version_number, _DIGITS),
        ("minutes", "À 18 h *30.", False, lambda c: c.before in ("h", "heure", "heures"), _DIGITS),
        ("day without its month", "Le 12, on part.", False, _bare_day, _DIGITS),
        ("number after a capital", "À Koro 30 ont été relâchés.", True,
         _after_capital_as_figure, _DIGITS),
        ("name with digits", "Au Boeing 737.", False, _after_capital, _DIGITS),
        ("row of numbers", "Appelez *76 12 34 56.", False, _row_of_numbers, _DIGITS),
        ("digits alone", "Le juge en a classé 4.", True, _otherwise, _DIGITS),
    )
)  # fmt: skip


_RULES_BY_FORM: Final[dict[Form, tuple[CountRule, ...]]] = {
    form: tuple(rule for rule in COUNT_RULES if form in rule.forms) for form in get_args(Form)
}


def form_of(number: NumericExpression) -> Form:
    """Whether a number is *one*, other words, digits that may be a year, or other digits."""
    if number.words:
        return "one" if number.may_be_article else "words"
    return "year" if number.may_be_year else "digits"


def deciding_rule(candidate: Candidate) -> CountRule:
    """The first rule of the table whose condition holds."""
    for rule in _RULES_BY_FORM[form_of(candidate.number)]:
        if rule.holds(candidate):
            return rule
    raise AssertionError("the last rule always holds")
