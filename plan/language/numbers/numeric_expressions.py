"""Numeric expressions of a text: one number, a range or a list, each with its measure.

*Entre 20 et 30*, *12, 13 et 15*, *2 à 3 millions de francs*, *vingt pour cent (20 %)*. `counted`
decides whether such an expression counts anything; a `Figure` is one that does.
"""

from typing import Final, Literal, NamedTuple

from plan.language.lexicon.numbers import CHANGE_STEMS, CURRENCY_WORDS
from plan.language.lexicon.time import YEAR_PREPOSITIONS
from plan.language.numbers.numerals import (
    AND,
    Tokens,
    percent_end,
    phrase_table,
    read_numeral,
)
from plan.model.quantities import Amount, Qualifier, Stated, as_amount

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
_NEXT_IN_LIST: Final = frozenset((",", *AND, *OR))
_NEXT_IN_RANGE: Final = frozenset(("-", "–", "—", "a", "to", *AND))
#: Words that may follow the number itself and still belong to it.
_NEXT_IN_NUMBER: Final = MONEY.openings | {
    "+", "(", "%", "pourcent", "percent", "pour", "per", "de", "d'",
}  # fmt: skip
_CENTURIES: Final = ("18", "19", "20")
_LONGEST_LIST: Final = 12


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


def _read_measured(t: Tokens, i: int) -> NumericExpression | None:
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


def _read_range(t: Tokens, i: int, used: int) -> NumericExpression | None:
    """A number or a range at token i; the tokens before ``used`` belong to earlier figures."""
    w = t.words
    if (a := _read_measured(t, i)) is None:
        return None
    j, before = a.stop, w[i - 1]
    if w[j] not in _NEXT_IN_RANGE:
        return a
    hyphenated = w[j] in ("-", "–") and t.touches(j) and t.touches(j + 1)
    framed = before in ("entre", "between") and w[j] in AND
    # A spaced dash is also punctuation, so it makes a range between digits only.
    dash = hyphenated or (w[j] in ("–", "—") and not a.words and t.kinds[j + 1] == "number")
    dated = a.may_be_year and before in YEAR_PREPOSITIONS
    if dated or not (framed or dash or w[j] in ("a", "to")):
        return a
    if (b := _read_measured(t, j + 1)) is None:
        return a._replace(not_quantity=hyphenated)
    chained = hyphenated and w[b.stop] in ("-", "–", "/") and t.touches(b.stop)
    years = a.may_be_year and b.may_be_year
    compatible = a.measure in ("count", b.measure)
    a = _share_measure(a, b)
    if chained or years or not compatible or a.low >= b.low or _is_change(t, i, used):
        return a._replace(not_quantity=True, stop=b.stop) if hyphenated or years else a
    opened = (framed or before in ("de", "d'", "from")) and not hyphenated and i > used
    words, flags = a.words and b.words, a.flags | b.flags
    return b._replace(first=i - opened, low=a.low, kind="between", words=words, literal="",
                      hyphenated=hyphenated, flags=flags)  # fmt: skip


def _is_change(t: Tokens, i: int, used: int) -> bool:
    """Whether a verb of change makes *de 20 à 30* two figures."""
    stems = t.words[max(i - 5, used) : i - 1]
    return t.words[i - 1] in ("de", "from") and any(word.startswith(CHANGE_STEMS) for word in stems)


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
