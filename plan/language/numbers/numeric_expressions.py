"""Numeric expressions of a text: a number with its measure.

*20 élèves*, *2 millions de francs*, *vingt pour cent (20 %)*; `number_series` has ranges and lists.
`counted` decides whether such an expression counts anything; a `Figure` is one that does.
"""

from typing import Final, Literal, NamedTuple

from plan.language.lexicon.numbers import CURRENCY_WORDS
from plan.language.numbers.numerals import (
    Tokens,
    percent_end,
    phrase_table,
    read_numeral,
)
from plan.model.quantities import Amount, Qualifier, Stated

QuantityKind = Literal["count", "percent", "money"]


class Figure(NamedTuple):
    """A quantity stated at ``text[start:end]``, its qualifier and unit included.

    ``low`` and ``high`` are the number stated, in units, percents (42 for 42 %) or whole currency
    units; they differ for ``between`` only. ``unit`` is the noun as written, "" when there is none;
    ``currency`` is the ISO 4217 code where known; ``part_of`` is an index into what `read_figures`
    returns. ``flags``: ``word-digit-mismatch`` when the words and the digits of one number
    disagree; the value is then that of the words, as on a cheque.
    """

    start: int
    end: int
    kind: Qualifier
    low: Amount
    high: Amount
    unit: str = ""
    measure: QuantityKind = "count"
    currency: str | None = None
    part_of: int | None = None
    flags: frozenset[str] = frozenset()

    @property
    def stated(self) -> Stated:
        """The value with its qualifier."""
        return Stated(self.kind, (self.low, self.high) if self.kind == "between" else self.low)


class LocatedFigure(NamedTuple):
    """A figure and its tokens, from ``first`` to before ``stop``."""

    figure: Figure
    first: int
    stop: int


#: Phrases of currencies by their words.
MONEY: Final = phrase_table(CURRENCY_WORDS)
OR: Final = ("ou", "or")
#: Words that may follow the number itself and still belong to it.
_NEXT_IN_NUMBER: Final = MONEY.openings | {
    "+", "(", "%", "pourcent", "percent", "pour", "per", "de", "d'",
}  # fmt: skip
_CENTURIES: Final = ("18", "19", "20")


# From here on t are the tokens of the text, w their words, and i an index of both.


class NumericExpression(NamedTuple):
    """A number or a range at the tokens ``first`` to before ``stop``, with its measure.

    ``scale`` is its last multiplier (10**6 in *2 millions*), else 1; ``words``: it begins with a
    word; ``literal`` are its digits when it has no words; ``restated``: it is written both in words
    and in digits; ``hyphenated``: a range with a hyphen; ``not_quantity``: a range that is none of
    a quantity (*3-1*, *2021/2022*).
    """

    first: int
    stop: int
    low: Amount
    high: Amount
    scale: int = 1
    words: bool = False
    literal: str = ""
    kind: Qualifier = "exactly"
    measure: QuantityKind = "count"
    currency: str | None = None
    unit: str = ""
    restated: bool = False
    hyphenated: bool = False
    not_quantity: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def may_be_article(self) -> bool:
        """Whether it may be the article *un*."""
        return self.words and self.high == 1 and self.scale == 1 and not self.restated

    @property
    def may_be_year(self) -> bool:
        """Whether its digits may be a year."""
        literal = self.literal
        return len(literal) == 4 and literal[:2] in _CENTURIES and literal.isdigit()


def read_number(t: Tokens, i: int) -> NumericExpression | None:
    """The number that begins at token i, without its measure."""
    if (n := read_numeral(t, i)) is None:
        return None
    kind: Qualifier = "about" if n.approximate else "exactly"
    return NumericExpression(i, n.stop, n.value, n.value, n.scale, n.words, n.literal, kind)


def _with_measure(t: Tokens, q: NumericExpression) -> NumericExpression:
    """The expression with the percent sign or the currency that follows it."""
    if (stop := percent_end(t, q.stop)) > q.stop:
        return q._replace(measure="percent", stop=stop)
    at = q.stop + (t.words[q.stop] in ("de", "d'"))
    stop, money = t.phrase(at, MONEY)
    # In tables a capital F also means women.
    if not money or (money == "f" and (t.said(at, stop) != "F" or q.low < 100)):
        return q
    currency = CURRENCY_WORDS[money] or None
    return q._replace(measure="money", currency=currency, unit=t.said(at, stop), stop=stop)


def _with_bracket(t: Tokens, q: NumericExpression) -> NumericExpression:
    """The expression with a following parenthesis that restates it in digits, or in words."""
    if t.words[q.stop] != "(" or not (inside := read_number(t, q.stop + 1)):
        return q
    other = _with_measure(t, inside)
    same = (other.measure, other.currency) == (q.measure, q.currency)
    if not same or t.words[other.stop] != ")" or other.words == q.words:
        return q
    q = q._replace(restated=True, literal="", stop=other.stop + 1)
    if other.low == q.low:
        return q
    value = q.low if q.words else other.low
    return q._replace(low=value, high=value, flags=frozenset({"word-digit-mismatch"}))


def read_measured(t: Tokens, i: int) -> NumericExpression | None:
    """One number with its measure, before it (*$ 20*) or after."""
    start, money = (i, "") if t.kinds[i] == "number" else t.phrase(i, MONEY)
    if (money and t.kinds[start] != "number") or not (q := read_number(t, start)):
        return None
    if t.words[q.stop] in _NEXT_IN_NUMBER:
        if t.words[q.stop] == "+" and t.touches(q.stop):
            q = q._replace(kind="at_least", stop=q.stop + 1)
        q = _with_measure(t, _with_bracket(t, q))
        if q.measure != "count":
            return _with_bracket(t, q)
    if money and (money != "f" or q.low >= 100):
        currency = CURRENCY_WORDS[money] or None
        return q._replace(measure="money", currency=currency, unit=t.said(i, start), first=i)
    return q
