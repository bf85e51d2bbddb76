"""Ranges and lists of numbers: *entre 20 et 30*, *12-15*, *2 à 3 millions*, *12, 13 et 15*.

In: the tokens of a text and the place of a number. Out: the numeric expressions from there on. Two
tables decide: what can join two numbers into a range, and what makes them two numbers after all.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from plan.language.lexicon.numbers import CHANGE_STEMS
from plan.language.lexicon.time import YEAR_PREPOSITIONS
from plan.language.numbers.numerals import AND, Tokens
from plan.language.numbers.numeric_expressions import OR, NumericExpression, read_measured
from plan.model.quantities import as_amount

_NEXT_IN_LIST: Final = frozenset((",", *AND, *OR))
_NEXT_IN_RANGE: Final = frozenset(("-", "–", "—", "a", "to", *AND))
_LONGEST_LIST: Final = 12


class Ends(NamedTuple):
    """Two numbers that may be the ends of a range, which begins at token ``first``.

    ``low``, ``high``: the numbers, the first with the measure and multiplier that only the second
    states; ``alone``: the first as it is written; ``used``: the tokens before it belong to earlier
    figures.
    """

    tokens: Tokens
    first: int
    used: int
    alone: NumericExpression
    low: NumericExpression
    high: NumericExpression

    @property
    def hyphenated(self) -> bool:
        """Whether a hyphen joins them without space."""
        return _hyphen(self.tokens, self.alone, self.first)


class RangeLink(NamedTuple):
    """A row of the table of what joins two numbers: ``holds`` of the first, at a token."""

    name: str
    example: str
    holds: Callable[[Tokens, NumericExpression, int], bool]


class NoRangeRule(NamedTuple):
    """A row of the table of what makes two joined numbers no range."""

    name: str
    example: str
    holds: Callable[[Ends], bool]


# --- Conditions ----------------------------------------------------------------------------------


def _hyphen(t: Tokens, a: NumericExpression, _: int) -> bool:
    return t.words[a.stop] in ("-", "–") and t.touches(a.stop) and t.touches(a.stop + 1)


def _between_and(t: Tokens, a: NumericExpression, i: int) -> bool:
    return t.words[i - 1] in ("entre", "between") and t.words[a.stop] in AND


def _dash(t: Tokens, a: NumericExpression, _: int) -> bool:
    # A spaced dash is also punctuation, so it makes a range between digits only.
    return t.words[a.stop] in ("–", "—") and not a.words and t.kinds[a.stop + 1] == "number"


def _to(t: Tokens, a: NumericExpression, _: int) -> bool:
    return t.words[a.stop] in ("a", "to")


def _chained(c: Ends) -> bool:
    t, stop = c.tokens, c.high.stop
    return c.hyphenated and t.words[stop] in ("-", "–", "/") and t.touches(stop)


def _years(c: Ends) -> bool:
    return c.alone.may_be_year and c.high.may_be_year


def _other_measures(c: Ends) -> bool:
    return c.alone.measure not in ("count", c.high.measure)


def _not_rising(c: Ends) -> bool:
    return c.low.low >= c.high.low


def _change(c: Ends) -> bool:
    words = c.tokens.words
    stems = words[max(c.first - 5, c.used) : c.first - 1]
    from_word = words[c.first - 1] in ("de", "from")
    return from_word and any(word.startswith(CHANGE_STEMS) for word in stems)


# --- The tables ----------------------------------------------------------------------------------

RANGE_LINKS: Final = (
    RangeLink("hyphen", "Ils sont 12-15 élèves.", _hyphen),
    RangeLink("between and", "Entre 12 et 15 élèves.", _between_and),
    RangeLink("dash", "Ils sont 12 – 15 élèves.", _dash),
    RangeLink("to", "De 12 à 15 élèves.", _to),
)
NO_RANGE_RULES: Final = (
    NoRangeRule("chained", "Les 10-12-14 élèves.", _chained),
    NoRangeRule("years", "La session 2021-2022.", _years),
    NoRangeRule("other measures", "De 20 % à 30 élèves.", _other_measures),
    NoRangeRule("not rising", "La victoire 3-1.", _not_rising),
    NoRangeRule("change", "Leur nombre passe de 20 à 30 élèves.", _change),
)


def _read_range(t: Tokens, i: int, used: int) -> NumericExpression | None:
    """A number or a range at token i; the tokens before ``used`` belong to earlier figures."""
    if (a := read_measured(t, i)) is None or t.words[a.stop] not in _NEXT_IN_RANGE:
        return a
    before = t.words[i - 1]
    dated = a.may_be_year and before in YEAR_PREPOSITIONS
    if dated or not any(link.holds(t, a, i) for link in RANGE_LINKS):
        return a
    hyphenated = _hyphen(t, a, i)
    if (b := read_measured(t, a.stop + 1)) is None:
        return a._replace(not_quantity=hyphenated)
    ends = Ends(t, i, used, a, _share_measure(a, b), b)
    if any(rule.holds(ends) for rule in NO_RANGE_RULES):
        wrong = hyphenated or _years(ends)
        return ends.low._replace(not_quantity=True, stop=b.stop) if wrong else ends.low
    framed = _between_and(t, a, i) or before in ("de", "d'", "from")
    opened = framed and not hyphenated and i > used
    words, flags = a.words and b.words, a.flags | b.flags
    return b._replace(first=i - opened, low=ends.low.low, kind="between", words=words, literal="",
                      hyphenated=hyphenated, flags=flags)  # fmt: skip


def _share_measure(a: NumericExpression, b: NumericExpression) -> NumericExpression:
    """``a`` with the measure and multiplier stated only after ``b``: *2 à 3 millions*."""
    if a.measure not in ("count", b.measure) or (a.may_be_year and b.measure == "percent"):
        return a
    if a.measure == "count":
        a = a._replace(measure=b.measure, currency=b.currency, unit=b.unit)
    if a.scale == 1 and b.scale >= 1000 and a.low * b.scale < b.low:
        low, high = as_amount(a.low * b.scale), as_amount(a.high * b.scale)
        a = a._replace(low=low, high=high, scale=b.scale)
    return a


def read_series(t: Tokens, i: int, used: int) -> list[list[NumericExpression]]:
    """The expressions listed from token i on, in groups that share the noun after the last.

    A list is closed by *et* or *ou* before its last number (*12, 13 et 15 ans*); each number of a
    list that is not closed is a group. The tokens before ``used`` belong to earlier figures.
    """
    w = t.words
    if (q := _read_range(t, i, used)) is None:
        return []
    items, closed, link = [q], 1, ""
    while len(items) < _LONGEST_LIST and w[q.stop] in _NEXT_IN_LIST:
        at = q.stop + (w[q.stop] == "," and w[q.stop + 1] in AND + OR)
        if (following := _read_range(t, at + 1, used)) is None:
            break
        items.append(q := following)
        if w[at] != ",":
            closed, link = len(items), w[at]
    if closed == 1:
        return [[item] for item in items]
    b = items[closed - 1]
    items = [*(_share_measure(item, b) for item in items[: closed - 1]), b]
    a = items[0]
    if closed == 2 and link in OR and a.kind == b.kind == "exactly" and a.low < b.low:
        wrong = a.not_quantity or b.not_quantity
        return [[b._replace(first=i, low=a.low, kind="between", literal="", not_quantity=wrong)]]
    return [items]
