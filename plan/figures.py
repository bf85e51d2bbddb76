"""What a French or English sentence counts: quantities with value, qualifier, unit and place.

A small grammar over the numerals of a text reads ranges, lists, measures, units and qualifiers, and
says which figure is a part of which. What only looks like a quantity is left out: dates, references
(*article 24*, *rue 310*), durations and ages, ratios (*une femme sur trois*), fractions in words.
Every function accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

from plan import lexicon as lex
from plan.numerals import (
    AND,
    NUMBER_WORDS,
    OF,
    STARTS,
    Number,
    Tokens,
    percent_end,
    phrase_table,
    read_numeral,
    reduced,
    tokenise,
)

__all__ = ["Figure", "counts_other", "read_figures"]

Kind = Literal["exactly", "at_least", "at_most", "about", "between"]
Measure = Literal["count", "percent", "money"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity said at ``text[start:end]``, its qualifier and unit included.

    ``low`` and ``high`` are the number said, in units, percents (42 for 42 %) or whole currency
    units; they differ for ``between`` only. ``unit`` is the noun as written, "" when none is told;
    ``currency`` is ISO 4217 when told; ``part_of`` is an index into what `read_figures` gives.
    ``flags``: ``word-digit-mismatch`` when the words and the digits of one number disagree; the
    value is then that of the words, as on a cheque.
    """

    start: int
    end: int
    kind: Kind
    low: Number
    high: Number
    unit: str = ""
    measure: Measure = "count"
    currency: str | None = None
    part_of: int | None = None
    flags: frozenset[str] = frozenset()


# --- Words --------------------------------------------------------------------------------------

_SIGNS: Final = {"~": "about", "≈": "about", ">": "at_least", "≥": "at_least", "<": "at_most",
                 "≤": "at_most", "+ de": "at_least", "some": "about"}  # fmt: skip
_QUALIFIERS: Final = cast(dict[str, Kind], lex.QUALIFIERS | _SIGNS)
_BEFORE: Final = {words: _QUALIFIERS[said] for words, said in phrase_table(_QUALIFIERS).items()}
_BEFORE_ENDS: Final = frozenset(words[-1] for words in _BEFORE)
_AFTER: Final = phrase_table(lex.FOLLOWING_QUALIFIERS)
_MONEY: Final = phrase_table(lex.CURRENCIES)
_PARTS: Final = phrase_table(lex.PART_MARKS)
_FIRST_WORDS: Final = STARTS | {words[0] for words in _MONEY}
_NEVER_NOUNS: Final = lex.FUNCTION_WORDS | NUMBER_WORDS
_OR: Final = ("ou", "or")
_ALONE: Final = ("seul", "seule", "single")
_THE: Final = ("la", "l'", "les", "leurs", "ses", "ces", "nos", "the", "all")
_PARTICIPLES: Final = ("és", "ées", "ees")
_PLURALS: Final = frozenset("people men women children police km kg ha cm mm m g l t".split())
_YEAR: Final = re.compile("(?:1[89]|20)[0-9]{2}")
_BASES: Final = (*range(2, 11), 100, 1000)
_ON: Final = re.compile(
    r"\bsur(?: les| ces| leurs| (?:un |une )?(?:total|effectif|ensemble) (?:de|d'))?$"
)


# --- Quantities: one number, a range, a list ----------------------------------------------------

# From here on t are the tokens of the text and w their words; places are indexes of tokens.


class _Quantity(NamedTuple):
    """A number or a range at the tokens from ``first`` to before ``stop``, with its measure."""

    first: int
    stop: int
    low: Number
    high: Number
    scale: int = 1  # of its last multiplier
    words: bool = False
    literal: str = ""  # the digits, when nothing else makes the number
    kind: Kind = "exactly"
    measure: Measure = "count"
    currency: str | None = None
    unit: str = ""
    twin: bool = False  # told in words and in digits
    tight: bool = False  # a range about a hyphen
    junk: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def lone(self) -> bool:
        """Whether this may be the article *un*."""
        return self.words and self.high == 1 and self.scale == 1 and not self.twin

    @property
    def year(self) -> bool:
        """Whether these digits may be a year."""
        return bool(_YEAR.fullmatch(self.literal))


def _number(t: Tokens, i: int) -> _Quantity | None:
    if (n := read_numeral(t, i)) is None:
        return None
    kind: Kind = "about" if n.loose else "exactly"
    return _Quantity(i, n.stop, n.value, n.value, n.scale, n.words, n.literal, kind)


def _measured(t: Tokens, q: _Quantity) -> _Quantity:
    """q with the percent sign or the currency that follows."""
    if (stop := percent_end(t, q.stop)) > q.stop:
        return q._replace(measure="percent", stop=stop)
    at = q.stop + (t.words[q.stop] in ("de", "d'"))
    stop, money = t.phrase(at, _MONEY)
    # One capital F also counts women, in tables.
    if not money or (money == "f" and (t.said(at, stop) != "F" or q.low < 100)):
        return q
    currency = lex.CURRENCIES[money] or None
    return q._replace(measure="money", currency=currency, unit=t.said(at, stop), stop=stop)


def _twinned(t: Tokens, q: _Quantity) -> _Quantity:
    """q with the bracket that follows when it says the same number in the other writing."""
    if t.words[q.stop] != "(" or not (inside := _number(t, q.stop + 1)):
        return q
    other = _measured(t, inside)
    same = (other.measure, other.currency) == (q.measure, q.currency)
    if not same or t.words[other.stop] != ")" or other.words == q.words:
        return q
    q = q._replace(twin=True, literal="", stop=other.stop + 1)
    if other.low == q.low:
        return q
    value = q.low if q.words else other.low
    return q._replace(low=value, high=value, flags=frozenset({"word-digit-mismatch"}))


def _single(t: Tokens, i: int) -> _Quantity | None:
    """One number with its measure, before it (*$ 20*) or after."""
    start, money = (i, "") if t.kinds[i] == "number" else t.phrase(i, _MONEY)
    if (money and t.kinds[start] != "number") or not (q := _number(t, start)):
        return None
    if t.words[q.stop] == "+" and t.touches(q.stop):
        q = q._replace(kind="at_least", stop=q.stop + 1)
    q = _measured(t, _twinned(t, q))
    if q.measure != "count":
        return _twinned(t, q)
    if money and (money != "f" or q.low >= 100):
        currency = lex.CURRENCIES[money] or None
        return q._replace(measure="money", currency=currency, unit=t.said(i, start), first=i)
    return q


def _quantity(t: Tokens, i: int, used: int) -> _Quantity | None:
    """One number or a range; the tokens before ``used`` belong to figures already read."""
    w = t.words
    if (a := _single(t, i)) is None:
        return None
    j, before = a.stop, w[i - 1]
    tight = w[j] in ("-", "–") and t.touches(j) and t.touches(j + 1)
    framed = before in ("entre", "between") and w[j] in AND
    # A spaced dash is a range between digits only: it is punctuation too.
    dash = tight or (w[j] in ("–", "—") and not a.words and t.kinds[j + 1] == "number")
    if not (framed or w[j] in ("a", "to") or dash) or (a.year and before in lex.YEAR_PREPOSITIONS):
        return a
    if (b := _single(t, j + 1)) is None:
        return a._replace(junk=tight)
    chained = tight and w[b.stop] in ("-", "–", "/") and t.touches(b.stop)
    years = a.year and b.year
    compatible = a.measure in ("count", b.measure)
    a = _sharing(a, b)
    if chained or years or not compatible or a.low >= b.low or _changes(t, i, used):
        return a._replace(junk=True, stop=b.stop) if tight or years else a
    opened = (framed or before in ("de", "d'", "from")) and not tight and i > used
    words, flags = a.words and b.words, a.flags | b.flags
    return b._replace(first=i - opened, low=a.low, kind="between", words=words, literal="",
                      tight=tight, flags=flags)  # fmt: skip


def _changes(t: Tokens, i: int, used: int) -> bool:
    """Whether a verb of change makes *de 20 à 30* two figures."""
    stems = t.words[max(i - 5, used) : i - 1]
    return t.words[i - 1] in ("de", "from") and any(
        word.startswith(lex.CHANGE_STEMS) for word in stems
    )


def _sharing(a: _Quantity, b: _Quantity) -> _Quantity:
    """a with the measure and multiplier said once, with b: *2 à 3 millions de francs*."""
    if a.measure not in ("count", b.measure) or (a.year and b.measure == "percent"):
        return a
    if a.measure == "count":
        a = a._replace(measure=b.measure, currency=b.currency, unit=b.unit)
    if a.scale == 1 and b.scale >= 1000 and a.low * b.scale < b.low:
        low, high = reduced(a.low * b.scale), reduced(a.high * b.scale)
        a = a._replace(low=low, high=high, scale=b.scale)
    return a


def _series(t: Tokens, i: int, used: int) -> list[list[_Quantity]]:
    """What is listed from token i on: numbers that share what follows the last come together.

    A list is closed by *et* or *ou* before its last number (*12, 13 et 15 ans*); the numbers of one
    that nothing closes share nothing.
    """
    w = t.words
    if (q := _quantity(t, i, used)) is None:
        return []
    items, closed, link = [q], 1, ""
    while len(items) < 12 and w[q.stop] in (",", *AND, *_OR):
        at = q.stop + (w[q.stop] == "," and w[q.stop + 1] in AND + _OR)
        if (following := _quantity(t, at + 1, used)) is None:
            break
        items.append(q := following)
        if w[at] != ",":
            closed, link = len(items), w[at]
    if closed == 1:
        return [[item] for item in items]
    b = items[closed - 1]
    items = [*(_sharing(item, b) for item in items[: closed - 1]), b]
    a = items[0]
    if closed == 2 and link in _OR and a.kind == b.kind == "exactly" and a.low < b.low:
        junk = a.junk or b.junk
        return [[b._replace(first=i, low=a.low, kind="between", literal="", junk=junk)]]
    return [items]


# --- Nouns and qualifiers -----------------------------------------------------------------------


def _is_noun(t: Tokens, i: int) -> bool:
    return t.kinds[i] == "word" and t.words[i] not in _NEVER_NOUNS


def _is_plural(t: Tokens, i: int) -> bool:
    """French plurals end in s, x or z; some others and short acronyms are let in."""
    if not _is_noun(t, i):
        return False
    raw, word = t.said(i, i + 1), t.words[i]
    return word[-1] in "sxz" or word in _PLURALS or (raw.isupper() and 1 < len(raw) < 7)


def _noun_phrase(t: Tokens, q: _Quantity) -> range:
    """The tokens of the noun counted after q; empty, at its end, when there is none."""
    w, i = t.words, q.stop
    none = range(q.stop, q.stop)
    if q.measure == "money":
        return none
    if q.lone and w[i] in _ALONE:
        i += 1
    elif (q.measure == "percent" or q.scale > 1) and w[i] in OF:
        i += 1
        while w[i] in _THE and q.measure == "percent":
            i += 1
    # French says millions *de* something.
    bare_million = w[i - 1] in ("millions", "milliard", "milliards") and i == q.stop
    if not _is_noun(t, i) or bare_million:
        return none
    free = i > q.stop or (q.high < 2 and q.measure == "count")
    plural = _is_plural(t, i)
    english = w[i].endswith(("ed", "al", "ic", "ing", "ive", "an", "w", "er"))
    adjective = not plural and english and _is_plural(t, i + 1)
    if not (free or adjective or plural):
        return none
    stop, complements = i + 1 + adjective, 0
    while stop - i < 9:
        raw = unicodedata.normalize("NFC", t.said(stop, stop + 1))
        if _is_plural(t, stop) and raw.islower() and not raw.endswith(_PARTICIPLES):
            stop += 1
        elif (complements < 2 and w[stop] in ("de", "d'", "of") and _is_noun(t, stop + 1)
              and t.said(stop + 1, stop + 2).islower()):  # fmt: skip
            stop, complements = stop + 2, complements + 1
        elif w[stop] == "-" and t.touches(stop) and _is_noun(t, stop + 1):
            stop += 2
        else:
            break
    return range(i, stop)


def _qualifier_before(t: Tokens, q: _Quantity, used: int) -> tuple[int, Kind | None]:
    """Where the qualifier before q starts, and its kind; (q.first, None) without one."""
    w, i = t.words, q.first
    for end in (i, i - 1) if w[i - 1] in ("les", "the") else (i,):
        if w[end - 1] not in _BEFORE_ENDS:
            continue
        for start in range(max(end - 4, used), end):
            if kind := _BEFORE.get(tuple(w[start:end])):
                gathers = w[start - 1].startswith(lex.GATHERING_STEMS) or q.low < 10
                if w[start] == "autour" and q.measure == "count" and gathers:
                    continue
                return start, kind
    return i, None


def _qualifier_after(t: Tokens, i: int) -> tuple[int, Kind | None]:
    """Where a qualifier said after the noun, at token i, ends, and its kind; (i, None) without."""
    stop, phrase = t.phrase(i, _AFTER)
    after = t.words[stop]
    more = after not in lex.AUXILIARIES and t.kinds[stop] == "word"
    taken = t.kinds[stop] == "number" or after in NUMBER_WORDS
    if taken or (phrase[-4:] == "plus" and more):
        return i, None
    return stop, _QUALIFIERS.get(phrase)


# --- What counts, and what only looks like it ---------------------------------------------------


def _reference(t: Tokens, i: int) -> frozenset[str]:
    """The class of words, such as *article*, that makes a number at token i a reference."""
    k = i - 1
    while k > i - 3 and t.words[k] in (".", ":"):
        k -= 1
    label = t.words[k]
    if label != "arrete" and t.said(k, k + 1).endswith("é"):  # not *classé*
        return frozenset()
    if k < i - 1 and len(label) > 3 and not label.startswith(("tel", "contact")):
        return frozenset()
    classes = (lex.NUMBERED_TEXTS, lex.NUMBERED_THINGS)
    return next((words for words in classes if label in words), frozenset())


def _attached(t: Tokens, q: _Quantity) -> bool:
    """Whether q is a piece of something longer: *8h30*, *n° 3*, *7è*, *deux-roues*."""
    w, kinds, i, stop = t.words, t.kinds, q.first, q.stop
    if w[stop] in lex.ORDINAL_ENDINGS or w[stop] == "°" or w[i - 1] in ("°", "#", "№", "["):
        return True
    if t.touches(stop) and (kinds[stop - 1] == "number" or w[stop] == "-"):
        if kinds[stop] == "code" or (kinds[stop] == "word" and len(w[stop]) < 5):
            return True
        if w[stop] == "-" and t.touches(stop + 1):
            return True
    if not t.touches(i):
        return False
    if w[i - 1] in ("/", "_", "@", "=", "\\", "+"):
        return q.measure == "count"
    hyphen = w[i - 1] == "-" and t.touches(i - 1)
    return hyphen or (kinds[i - 1] in ("word", "code") and w[i - 1][-1:] != "'")


def _times_or_ranks(t: Tokens, q: _Quantity, noun: range, end: int) -> bool:
    """Whether q is a duration, a day, a repetition or a fraction: *trois ans*, *12 mai*."""
    w, i = t.words, q.first
    before, after = w[i - 1], w[end]
    if t.kinds[end] in ("sign", "number", "") and not noun and before not in ("sur", "in"):
        return False
    heads = set(w[noun.start : noun.start + 2]) if noun or _is_noun(t, end) else {after}
    short = w[end + 1] == "." and len(after) > 2
    month = after in lex.MONTHS or (short and any(name.startswith(after) for name in lex.MONTHS))
    return bool(
        heads & lex.TIME_UNITS
        or heads & {"fois", "times", "reprises"}
        or after in lex.FRACTIONS
        or after.endswith(("ieme", "iemes"))
        or (after in AND and w[end + 1].endswith("ieme"))
        or (before == "sur" and w[i - 2] in lex.TIME_UNITS)
        or (before == "in" and w[i - 2] == "one")
        or (q.high <= 31 and (month or (after == "of" and w[end + 1] in lex.MONTHS)))
    )


def _counts(
    t: Tokens, q: _Quantity, noun: range, end: int, sure: Kind | None, last: _Said | None
) -> bool:
    """Whether q counts things.

    ``end`` is where what it shares with its series begins, ``sure`` the kind that a qualifier
    before it gives, ``last`` the figure before it.
    """
    w, i = t.words, q.first
    before, after = w[i - 1], w[end]
    if q.junk or _attached(t, q):
        return False
    if q.measure != "count":
        return True
    if _times_or_ranks(t, q, noun, end):
        return False
    if q.tight and not noun:  # a score, a code
        return False
    label = _reference(t, i)
    if label and (label is lex.NUMBERED_TEXTS or not noun or q.high < 2):
        return False
    if q.lone:
        return _one_counts(t, q, last)
    if sure or q.twin or q.kind != "exactly":
        return not q.year or bool(noun) or sure == "at_least"
    if q.words:
        told = noun or before in ("dont", "sur") or after in lex.AUXILIARIES
        return bool(told) or (q.low > 2 and before != "tous" and w[i : q.stop] != ["neuf"])
    return not q.literal or _bare_digits_count(t, q, bool(noun), after)


def _bare_digits_count(t: Tokens, q: _Quantity, named: bool, after: str) -> bool:
    """Whether digits that nothing qualifies count: they may be a year, a day or a name."""
    w, i = t.words, q.first
    before, raw = w[i - 1], t.said(i - 1, i) if i else ""
    if len(q.literal) == 4 and before in lex.YEAR_PREPOSITIONS and (q.year or not named):
        return False
    if q.year:
        hundreds = q.low % 100 == 0 and before in ("de", "d'", "a")
        verb = raw.endswith(("é", "és", "ée", "ées")) or not lex.AUXILIARIES.isdisjoint(
            (before, w[i - 2])
        )
        opens = i == 0 or t.kinds[i - 1] in ("sign", "mark")
        return named and (hundreds or verb or opens or before in ("les", "des", "ces", "the"))
    if named and q.high >= 2:
        return True
    days = before in lex.MONTHS or before in lex.WEEKDAYS
    version = re.fullmatch(r"[0-9]+\.[0-9]{1,2}|0[0-9]", q.literal) and not named
    if version or before in ("h", "heure", "heures"):
        return False
    if q.high <= 31 and (days or before in ("le", "du", "au", "ce", "l'")):
        return False
    opens = i < 2 or w[i - 2] in (*".!?:;«", "…") or "\n" in t.gap(i - 1)
    if raw[:1].isupper() and not opens and q.literal.isdigit() and q.high < 10_000:
        return before in lex.FUNCTION_WORDS or after in lex.AUXILIARIES
    # Three numbers in a row, nothing between: a telephone or a row of a table.
    row = [t.kinds[k] == "number" for k in range(i - 2, i + 3)]
    return not any(all(row[k : k + 3]) for k in range(3))


def _one_counts(t: Tokens, q: _Quantity, last: _Said | None) -> bool:
    """The article counts when said to be alone, or when it stands among numbers."""
    w, i, stop = t.words, q.first, q.stop
    if w[stop] in _ALONE:
        return w[i - 1] != "pas"
    beside = last and last.figure.measure == "count" and last.stop == i - 1
    if w[i - 1] == "dont" or (beside and w[i - 1] in AND + _OR):
        return last is not None and i - last.stop < 25 and _is_noun(t, stop)
    other = _number(t, stop + 2) if _is_noun(t, stop) and w[stop + 1] in AND else None
    return other is not None and not other.lone and _is_plural(t, other.stop)


# --- Figures ------------------------------------------------------------------------------------


class _Said(NamedTuple):
    """A figure and its tokens, from ``first`` to before ``stop``."""

    figure: Figure
    first: int
    stop: int


def _figures(t: Tokens) -> list[_Said]:
    """The figures of a text, before they are related to each other."""
    found: list[_Said] = []
    used = i = 0
    for start, (kind_of, word) in enumerate(zip(t.kinds, t.words, strict=True)):
        if start < i or (kind_of != "number" and word not in _FIRST_WORDS):
            continue
        for items in _series(t, start, used):
            final = items[-1]
            noun = _noun_phrase(t, final)
            i = final.stop
            if len(items) > 1 and not noun and _reference(t, items[0].first):
                continue
            for q in items:
                last = found[-1] if found else None
                first, kind = _qualifier_before(t, q, used)
                if not _counts(t, q, noun, final.stop, kind, last):
                    continue
                stop = q.stop
                if q is final:
                    stop, later = _qualifier_after(t, noun.stop)
                    kind = kind or later
                found.append(_said(t, q, first, stop, kind, noun))
                used = i = max(i, stop)
    return found


def _said(t: Tokens, q: _Quantity, first: int, stop: int, kind: Kind | None, noun: range) -> _Said:
    start, end = t.starts[first], t.ends[stop - 1]
    told = q.kind if q.kind == "between" or kind is None else kind
    unit = t.said(noun.start, noun.stop) if noun and q.measure != "money" else q.unit
    figure = Figure(start, end, told, q.low, q.high, unit, q.measure, q.currency, None, q.flags)
    return _Said(figure, first, stop)


# --- Parts --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Parts:
    """Which figure is a part of which, by index, while a text is gone through."""

    figures: list[Figure]
    owner: dict[int, int] = field(default_factory=dict)  # a part: its total
    perhaps: dict[int, int] = field(default_factory=dict)  # the same, if a percentage says so
    ratios: set[int] = field(default_factory=set)  # *8 femmes sur 10*
    opened: int = 0  # the first figure of the sentence
    total: int = -1  # the figure whose parts are being listed
    rest: Fraction = Fraction(0)  # what the parts listed leave of it

    def announce(self, k: int) -> None:
        """*dont* before figure k: the nearest figure it can be a part of is the total."""
        near = range(k - 1, max(self.opened, k - 8) - 1, -1)
        f = self.figures[k]
        self.total = next((n for n in near if _fits(f, self.figures[n])), -1)
        if self.total < 0:
            return
        whole = self.figures[self.total]
        self.rest = Fraction(whole.high)
        if f.measure == "count":
            self.figures[k] = replace(f, measure=whole.measure, currency=whole.currency)

    def list_part(self, k: int) -> None:
        """Figure k goes on the list of parts, or ends it."""
        f = self.figures[k]
        if self.total < 0:
            return
        if f.measure == "percent":
            self.owner[k] = self.total
        elif _fits(f, self.figures[self.total]) and f.low <= self.rest:
            self.owner[k] = self.total
            self.rest -= f.low
        else:
            self.total = -1

    def divide(self, k: int, lead: list[str]) -> None:
        """*sur* before figure k: it is the total of the one before, or the base of a ratio."""
        f, previous = self.figures[k], self.figures[k - 1] if k > self.opened else None
        self.total = -1
        one = any(word in ("un", "une", "one") for word in lead[-4:-1])
        if f.unit == "" and f.low in _BASES and (one or (previous and previous.unit)):
            self.ratios |= {k} if one else {k - 1, k}
        elif previous and _fits(previous, f):
            same = not previous.unit or f.unit in ("", previous.unit)
            links = self.owner if same or "total" in lead[-2:] else self.perhaps
            links[k - 1] = k

    def share(self, k: int) -> None:
        """The percentage k is of the total of which the figure before is a part, or which it is."""
        if self.perhaps.get(k - 2) == k - 1:
            self.owner[k - 2] = k - 1
        if k - 1 in self.owner:
            self.owner[k] = self.owner[k - 1]
        elif self.is_total_of_previous(k - 1):
            self.owner[k] = k - 1

    def is_total_of_previous(self, k: int) -> bool:
        """Whether the figure before k is a part of it."""
        return self.owner.get(k - 1) == k

    def related(self) -> tuple[Figure, ...]:
        """The figures that are left, each part pointing at its total."""
        kept = [k for k in range(len(self.figures)) if k not in self.ratios]
        place = {old: new for new, old in enumerate(kept)}
        for k, total in self.owner.items():
            self.figures[k] = replace(self.figures[k], part_of=place.get(total))
        return tuple(self.figures[k] for k in kept)


_SENTENCE_ENDS: Final = frozenset(".!?;…")
_OF_THE: Final = ("des", "of the", "out of", "out of the", "de ces")


def _relate(t: Tokens, said: list[_Said]) -> tuple[Figure, ...]:
    """The figures, parts with their totals, without ratios such as *8 femmes sur 10*."""
    if not said:
        return ()
    parts = _Parts([each.figure for each in said])
    for k, here in enumerate(said):
        begin = said[k - 1].stop if k else 0
        gap = t.words[max(begin, here.first - 60) : here.first]
        if not k or not _SENTENCE_ENDS.isdisjoint(gap):
            parts.total, parts.opened = -1, k
        _place(t, said, parts, k, gap)
    return parts.related()


def _place(t: Tokens, said: list[_Said], parts: _Parts, k: int, gap: list[str]) -> None:
    """Relate figure k to those before it by ``gap``, the words between them."""
    f, previous = parts.figures[k], parts.figures[k - 1] if k > parts.opened else None
    phrase, lead = " ".join(gap[-8:]), gap.copy()
    while lead and lead[-1] in ("les", "des", "the"):
        lead.pop()
    if previous and (tuple(lead[-1:]) in _PARTS or tuple(lead[-2:]) in _PARTS):
        parts.announce(k)
        parts.list_part(k)
    elif f.measure == "count" and _ON.search(phrase):
        parts.divide(k, lead)
    elif (previous and not parts.is_total_of_previous(k - 1) and _over(t, said[k - 1], said[k])
          and _fits(f, previous)):  # fmt: skip
        if f.unit in ("", previous.unit):
            parts.owner[k] = k - 1
    elif previous and phrase in _OF_THE:
        if _fits(previous, f) and not previous.unit:
            parts.owner[k - 1] = k
    elif previous and f.measure == "percent" and _tells_share(lead):
        parts.share(k)
    else:
        if not _goes_on(lead):
            parts.total = -1
        parts.list_part(k)


def _over(t: Tokens, total: _Said, part: _Said) -> bool:
    """Whether a figure follows its total: *sur les 300 dossiers, 120 sont clos*."""
    before = " ".join(t.words[max(0, total.first - 5) : total.first])
    sur = _ON.search(before) or before.endswith(("of", "of the"))
    listed = "," in t.words[total.stop : part.first]
    return bool(sur) and part.figure.measure == "count" and listed


def _tells_share(lead: list[str]) -> bool:
    """Whether the words before a percentage make it a share: *soit 40 %*, *(40 %)*."""
    near = lead[-4:]
    return lead == ["("] or (
        "soit" in near and not any(word.startswith(lex.CHANGE_STEMS) for word in near)
    )


def _goes_on(lead: list[str]) -> bool:
    """Whether the words before a figure continue a list of parts."""
    joined = lead[-1:] in ([","], ["et"], ["ou"], ["and"]) and lead[-2:] != [",", "et"]
    return joined and lex.AUXILIARIES.isdisjoint(lead)


def _fits(part: Figure, total: Figure) -> bool:
    if part.measure == "percent":
        return total.measure != "percent"
    bare = part.measure == "count" and not part.unit and total.measure == "money"
    return (bare or part.measure == total.measure) and part.low <= total.high


# --- What others call ---------------------------------------------------------------------------


# Several rules read the same quotation, one after the other.
@lru_cache(maxsize=1024)
def read_figures(text: str) -> tuple[Figure, ...]:
    """The quantities of a text, in order of appearance, none overlapping another."""
    tokens = tokenise(text)
    return _relate(tokens, _figures(tokens))


_PREPOSITIONS: Final = frozenset({*OF, "a", "au", "aux", "en", "pour", "for", "in", "sur"})
_IRREGULAR: Final = {"people": "person", "men": "man", "women": "woman", "children": "child"}


@lru_cache(maxsize=1024)
def _stems(phrase: str) -> frozenset[str]:
    """Folded singulars of the words before the first preposition."""
    found: list[str] = []
    for token in tokenise(phrase):
        word = _IRREGULAR.get(token.word, token.word)
        if word in _PREPOSITIONS and found:
            break
        if word.endswith("aux") and not word.endswith("eaux"):
            word = word[:-2] + "l"
        elif len(word) > 2 and word[-1] in "sx":
            word = word[:-1]
        if token.kind == "word" and token.word not in lex.FUNCTION_WORDS:
            found.append(word[:-1] + "ie" if word.endswith("y") else word)
    return frozenset(found)


def counts_other(
    unit_of_figure: str, names: Iterable[str], others: Mapping[str, Iterable[str]]
) -> str | None:
    """The other unit, a key of ``others``, whose noun the figure counts; None when it fits.

    ``names`` are the nouns of the expected unit. A name matches when all its words before a
    preposition are among those of the figure's unit, whatever their number and accents. None also
    when nothing matches: an unknown noun proves nothing.
    """
    unit = _stems(unit_of_figure)
    if any(stems and stems <= unit for stems in map(_stems, names)):
        return None
    matches = [(len(stems), key) for key, nouns in others.items() for stems in map(_stems, nouns)
               if stems and stems <= unit]  # fmt: skip
    return max(matches, key=lambda match: match[0])[1] if matches else None
