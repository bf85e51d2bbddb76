"""What a French or English sentence counts: quantities with value, qualifier, unit and place.

A tokeniser settles what digits and their separators mean; a small grammar over tokens reads number
words, ranges, measures and units. What only looks like a quantity is left out: dates, references
(*article 24*, *rue 310*), durations and ages, ratios (*une femme sur trois*), fractions in words.
Every function accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

from plan import lexicon as lex

Kind = Literal["exactly", "at_least", "at_most", "about", "between"]
Measure = Literal["count", "percent", "money"]
Verdict = Literal["same", "other-figure", "other-qualifier", "no-figure"]
Number = int | Fraction


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


@dataclass(frozen=True, slots=True)
class Share:
    """A part, its total and the percentage printed for them, as in *12 sur 30, soit 40 %*.

    ``holds``: part / total rounds to the digits printed (or comes within 5 % of a percentage said
    to be about); None when part or total are only bounded.
    """

    part: Figure
    total: Figure
    percent: Figure
    holds: bool | None


# --- tokens -----------------------------------------------------------------------------------

_S: Final = "[ \u00a0\u2007\u2009\u202f]"
_WORD: Final = r"(?>(?:[^\W\d_][\u0300-\u036f]*+)+)"
# Atomic throughout: no input makes it go back over what it has read. Groups are repeated within
# (?>…): Python before 3.11.5 reads a possessive (?:…)++ wrongly.
_TOKEN: Final = re.compile(
    rf"""(?P<mark>(?<=\n)[0-9]{{1,2}}\ ?[.)](?=\s)(?!\ 000))
    |(?P<number>(?:[0-9]{{1,3}}(?:(?>(?:{_S}[0-9]{{3}})+)(?![0-9])(?>(?:,[0-9]++)?)
                              |(?>(?:{_S}?\.{_S}?[0-9]{{3}})+)(?![0-9])(?>(?:,[0-9]++)?)
                              |(?>(?:,[0-9]{{3}})+)(?![0-9])(?>(?:\.[0-9]++)?)
                              |(?>(?:['’][0-9]{{3}})+))
                 |[0-9]++(?>(?:[.,][0-9]++)?))(?![0-9]|[.,:/][0-9]))
    |(?P<code>[0-9]++(?>(?:[.,:/–-][0-9]++)*)|{_WORD}-?[0-9][\w-]*+)
    |(?P<word>{_WORD}(?>(?:['’ʼ](?=[^\W\d_]))?))
    |(?P<sign>\S)""",
    re.VERBOSE,
)


class _Token(NamedTuple):
    start: int
    end: int
    kind: str
    word: str  # folded
    gap: str  # the white space before


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe")[:40])
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.replace("’", "'").replace("ʼ", "'")


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for m in _TOKEN.finditer(text):
        found.append(_Token(*m.span(), m.lastgroup or "", _fold(m[0]), text[end : m.start()]))
        end = m.end()
    return found


def _phrases(table: Iterable[str]) -> dict[tuple[str, ...], str]:
    return {tuple(re.findall(r"\w+'?|\S", phrase)): phrase for phrase in table}


_SIGNS: Final = {"~": "about", "≈": "about", ">": "at_least", "≥": "at_least", "<": "at_most",
                 "≤": "at_most", "+ de": "at_least", "some": "about"}  # fmt: skip
_BEFORE: Final = {
    words: (lex.QUALIFIERS | _SIGNS)[phrase]
    for words, phrase in _phrases(lex.QUALIFIERS | _SIGNS).items()
}
_AFTER: Final = _phrases(lex.FOLLOWING_QUALIFIERS)
_MONEY: Final = _phrases(lex.CURRENCIES)
_PARTS: Final = _phrases(lex.PART_MARKS)
_SMALL: Final = lex.CARDINALS | lex.ENGLISH_CARDINALS
_NUMBER_WORDS: Final = _SMALL.keys() | lex.MULTIPLIERS.keys() | lex.COLLECTIVES.keys()
_NEVER_NOUNS: Final = lex.FUNCTION_WORDS | _NUMBER_WORDS
_STARTS: Final = _NUMBER_WORDS | {"a", "la", "cette"} | {words[0] for words in _MONEY}
_ROUND: Final = frozenset("hundred thousand million billion".split())
_AND: Final = ("et", "and")
_OR: Final = ("ou", "or")
_PARTICIPLES: Final = ("és", "ées", "ees")
_OF: Final = ("de", "d'", "des", "du", "of")
_THE: Final = ("la", "l'", "les", "leurs", "ses", "ces", "nos", "the", "all")
_PLURALS: Final = frozenset("people men women children police km kg ha cm mm m g l t".split())
_YEAR: Final = re.compile("(?:1[89]|20)[0-9]{2}")
_BASES: Final = (*range(2, 11), 100, 1000)
_ON: Final = re.compile(
    r"\bsur(?: les| ces| leurs| (?:un |une )?(?:total|effectif|ensemble) (?:de|d'))?$"
)
_NONE: Final = 10**15  # no multiplier yet; and no number of a newspaper is as large


def _plain(value: Number) -> Number:
    return value.numerator if value.denominator == 1 else value


def _value(literal: str, decimal: bool) -> Number | None:
    """Three digits after a single dot or comma are thousands, unless the measure says decimal."""
    digits = re.sub(r"[\s'’]", "", literal)
    whole, mark, rest = re.sub("[.,](?=[0-9]*$)", " . ", digits).partition(" . ")
    mark = digits[len(whole) : len(whole) + 1]
    # Administrations write 07 for 7.
    if len(digits) > 24 or (whole[0] == "0" and len(whole) > 2 - bool(mark)):
        return None
    single = not re.search("[.,]", whole)
    if mark and len(rest) == 3 and whole != "0" and (mark in whole or (single and not decimal)):
        whole, rest = whole + rest, ""
    value = Fraction(int(re.sub("[.,]", "", whole) + rest), 10 ** len(rest))
    return _plain(value) if value < _NONE else None


def _join(group: Number | None, last: int, value: int) -> Number | None:
    """The hundreds with one more small word; None where French would not go on."""
    if group is None:
        return value
    low = group % 100
    if last == low == 4 and value == 20:
        return group + 76
    unit = 0 < value < 10 and low in range(20, 91, 10) and last != 10
    teen = 10 <= value < 20 and low in (60, 80)
    tenth = 7 <= value <= 9 and last == 10 and low in (10, 70, 90)
    return group + value if unit or teen or tenth or (low == 0 < value and group) else None


# --- the grammar --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Quantity:
    first: int  # token indexes, the second exclusive
    stop: int
    low: Number
    high: Number
    scale: int = 1  # of its last multiplier
    words: bool = False
    literal: str = ""  # the digits, when nothing else makes the number
    kind: str = "exactly"
    measure: Measure = "count"
    currency: str | None = None
    unit: str = ""
    twin: bool = False  # told in words and in digits
    junk: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def lone(self) -> bool:
        return self.words and self.high == 1 and self.scale == 1 and not self.twin


class _Reader:
    def __init__(self, text: str) -> None:
        # Blank tokens at the end are also what an index below 0 finds.
        self.text = text
        self.tokens = _tokens(text) + [_Token(len(text), len(text), "", "", "\n\n")] * 12
        self.words = [token.word for token in self.tokens]
        self.kinds = [token.kind for token in self.tokens]
        self.figures: list[Figure] = []
        self.spans: list[tuple[int, int]] = []
        self.listed = -1  # up to here a list was seen to have no end
        self.used = i = 0
        while i < len(self.tokens) - 12:
            i = self.step(i) if self.kinds[i] == "number" or self.words[i] in _STARTS else i + 1
        self.relate()

    def slice(self, first: int, stop: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[stop - 1].end]

    def touches(self, i: int) -> bool:
        """Whether token i follows the one before it without white space."""
        return i > 0 and not self.tokens[i].gap

    def phrase(self, i: int, table: Mapping[tuple[str, ...], str]) -> tuple[int, str]:
        """Where the longest phrase of the table at token i ends, and which it is."""
        for size in (3, 2, 1):
            if found := table.get(tuple(self.words[i : i + size])):
                return i + size, found
        return i, ""

    def number(self, i: int) -> _Quantity | None:
        """The number that begins at token i, in digits, words or both."""
        w = self.words
        total: Number = 0
        group: Number | None = None
        scale, last, stop, digits, loose = _NONE, 0, i, False, False
        which = w[i] in ("a", "cette") or (w[i] == "la" and w[i + 2] in ("de", "d'"))
        if which and (w[i + 1] in _ROUND or w[i + 1] in lex.COLLECTIVES):
            group, stop = 1, i + 1
        while not loose:
            j = stop
            if j > i and w[j] == "-" and self.touches(j) and self.touches(j + 1):
                j += 1
            elif j > i and w[j] in _AND and not digits:
                low = 0 if group is None else group % 100
                if w[j + 1] in ("demi", "demie") and group is None:
                    total, stop = total + Fraction(scale, 2), j + 2
                    break
                if not (w[j] == "and" and low == 0) and not (
                    w[j + 1] in ("un", "une", "onze") and low in range(20, 71, 10)
                ):
                    break
                j += 1
            word = w[j]
            multiplied = w[j + 1] in lex.MULTIPLIERS
            if self.kinds[j] == "number":
                # A dot before French millions marks thousands; English ones have no plural s.
                english = w[j + 1] in ("million", "billion", "thousand")
                decimal = english or (multiplied and "," in word) or self.percent(j + 1) > j + 1
                value = _value(word, decimal)
                if group is not None or value is None or j > stop or value >= scale:
                    break
                if scale < _NONE and value < 1000 and not multiplied:
                    break
                group, digits = value, True
            elif word in _SMALL:
                joined = None if digits else _join(group, last, _SMALL[word])
                if joined is None:
                    break
                group, last = joined, _SMALL[word]
            elif word in ("cent", "cents", "hundred"):
                if group not in range(1, 20) and (group is not None or word != "cent"):
                    break
                group, last = (group or 1) * 100, 100
            elif size := lex.MULTIPLIERS.get(word, 0):
                alone = word == "mille" or (word == "mil" and w[j + 1] in _SMALL)
                if size >= scale or (group is None and not alone):
                    break
                total, group = total + (1 if group is None else group) * size, None
                scale, last, digits = size, 0, False
            elif word in lex.COLLECTIVES and group is not None and scale == _NONE:
                if word.endswith("s") == (group == 1):
                    break
                group, scale, loose = group * lex.COLLECTIVES[word], 10, True
                if w[j + 1] in _OF and w[j + 2] in ("milliers", "millions", "milliards"):
                    scale, j = lex.MULTIPLIERS.get(w[j + 2], 1000), j + 2
                    group *= scale
            else:
                break
            stop = j + 1
        value = _plain(total + (group or 0))
        if stop == i or w[stop - 1] in ("a", "la", "cette") or value >= _NONE:
            return None
        literal = w[i] if stop == i + 1 and self.kinds[i] == "number" else ""
        scale, kind = scale if scale < _NONE else 1, "about" if loose else "exactly"
        return _Quantity(i, stop, value, value, scale, self.kinds[i] != "number", literal, kind)

    def percent(self, i: int) -> int:
        """Where a sign or word for percent at token i ends; i when there is none."""
        if self.words[i] in ("%", "pourcent", "percent"):
            return i + 1
        return i + 2 if self.words[i] in ("pour", "per") and self.words[i + 1] == "cent" else i

    def measure(self, q: _Quantity) -> None:
        """Take in the percent sign or the currency that follows."""
        if (stop := self.percent(q.stop)) > q.stop:
            q.measure, q.stop = "percent", stop
            return
        at = q.stop + (self.words[q.stop] in ("de", "d'"))
        stop, money = self.phrase(at, _MONEY)
        # One capital F also counts women, in tables.
        if money and (money != "f" or (self.slice(at, stop) == "F" and q.low >= 100)):
            q.unit, q.stop = self.slice(at, stop), stop
            q.measure, q.currency = "money", lex.CURRENCIES[money] or None

    def twin(self, q: _Quantity) -> None:
        """Take in a bracket that says the same number in the other writing."""
        if self.words[q.stop] != "(" or not (other := self.number(q.stop + 1)):
            return
        self.measure(other)
        same = (other.measure, other.currency) == (q.measure, q.currency)
        if same and self.words[other.stop] == ")" and other.words != q.words:
            if other.low != q.low:
                q.flags = frozenset({"word-digit-mismatch"})
                q.low = q.high = q.low if q.words else other.low
            q.twin, q.literal, q.stop = True, "", other.stop + 1

    def simple(self, i: int) -> _Quantity | None:
        """One number with its measure."""
        start, money = self.phrase(i, _MONEY)
        if (money and self.kinds[start] != "number") or not (q := self.number(start)):
            return None
        if self.words[q.stop] == "+" and self.touches(q.stop):
            q.kind, q.stop = "at_least", q.stop + 1
        self.twin(q)
        self.measure(q)
        if q.measure != "count":
            self.twin(q)
        elif money and (money != "f" or q.low >= 100):
            q.first, q.unit, q.measure = i, self.slice(i, start), "money"
            q.currency = lex.CURRENCIES[money] or None
        return q

    def quantity(self, i: int) -> _Quantity | None:
        """One number or a range."""
        w = self.words
        if (a := self.simple(i)) is None:
            return None
        j, before = a.stop, w[i - 1]
        tight = w[j] in ("-", "–") and self.touches(j) and self.touches(j + 1)
        framed = before in ("entre", "between") and w[j] in _AND
        # A spaced dash is a range between digits only: it is punctuation too.
        dash = tight or (w[j] in ("–", "—") and not a.words and self.kinds[j + 1] == "number")
        dated = _YEAR.fullmatch(a.literal) and before in lex.YEAR_PREPOSITIONS
        if dated or not (framed or w[j] in ("a", "to") or dash):
            return a
        if (b := self.simple(j + 1)) is None:
            a.junk = tight
            return a
        chained = tight and w[b.stop] in ("-", "–", "/") and self.touches(b.stop)
        years = _YEAR.fullmatch(a.literal) and _YEAR.fullmatch(b.literal)
        compatible = a.measure in ("count", b.measure)
        self.spread(a, b)
        if chained or years or not compatible or a.low >= b.low or self.changes(i):
            a.junk = bool(tight or years)
            a.stop = b.stop if a.junk else a.stop
            return a
        opened = (framed or before in ("de", "d'", "from")) and not tight and i > self.used
        literal, words, flags = "-" if tight else "", a.words and b.words, a.flags | b.flags
        return replace(b, first=i - opened, low=a.low, kind="between", literal=literal,
                       words=words, flags=flags)  # fmt: skip

    def changes(self, i: int) -> bool:
        stems = self.words[max(i - 5, self.used) : i - 1]
        return self.words[i - 1] in ("de", "from") and any(
            word.startswith(lex.CHANGE_STEMS) for word in stems
        )

    @staticmethod
    def spread(a: _Quantity, b: _Quantity) -> None:
        """Give a the measure and multiplier said once, with b: *2 à 3 millions de francs*."""
        year = _YEAR.fullmatch(a.literal)
        if a.measure not in ("count", b.measure) or (year and b.measure == "percent"):
            return
        if a.measure == "count":
            a.measure, a.currency, a.unit = b.measure, b.currency, b.unit
        if a.scale == 1 and b.scale >= 1000 and a.low * b.scale < b.low:
            a.low, a.high = _plain(a.low * b.scale), _plain(a.high * b.scale)
            a.scale = b.scale

    def series(self, i: int) -> list[_Quantity]:
        """Numbers that share what follows the last: *12, 13 et 15 ans*."""
        if (q := self.quantity(i)) is None or i <= self.listed:
            return [q] if q else []
        items, closed, link = [q], 1, ""
        while len(items) < 12 and self.words[q.stop] in (",", *_AND, *_OR):
            at = q.stop + (self.words[q.stop] == "," and self.words[q.stop + 1] in _AND + _OR)
            if (nxt := self.quantity(at + 1)) is None:
                break
            items.append(q := nxt)
            if self.words[at] != ",":
                closed, link = len(items), self.words[at]
        self.listed = items[-1].first if closed == 1 else i
        a, b = items[0], items[closed - 1]
        for item in items[: closed - 1]:
            self.spread(item, b)
        if closed == 2 and link in _OR and a.kind == b.kind == "exactly" and a.low < b.low:
            junk = a.junk or b.junk
            return [replace(b, first=i, low=a.low, kind="between", literal="", junk=junk)]
        return items[:closed]

    # --- what is counted ------------------------------------------------------------------------

    def noun(self, i: int) -> bool:
        word = self.words[i]
        return self.kinds[i] == "word" and word not in _NEVER_NOUNS

    def plural(self, i: int) -> bool:
        """French plurals end in s, x or z; some others and short acronyms are let in."""
        raw, word = self.slice(i, i + 1), self.words[i]
        known = word[-1:] in "sxz" or word in _PLURALS or (raw.isupper() and 1 < len(raw) < 7)
        return known and self.noun(i)

    def noun_phrase(self, q: _Quantity) -> tuple[int, int]:
        """Token indexes of the noun counted after q; equal when there is none."""
        w, i = self.words, q.stop
        joined = q.measure == "percent" or q.scale > 1
        if q.measure == "money":
            return i, i
        if q.lone and w[i] in ("seul", "seule", "single"):
            i += 1
        elif joined and w[i] in _OF:
            i += 1
            while w[i] in _THE and q.measure == "percent":
                i += 1
        free = i > q.stop or (q.high < 2 and q.measure == "count")
        english = w[i].endswith(("ed", "al", "ic", "ing", "ive", "an", "w", "er"))
        adjective = not self.plural(i) and english and self.plural(i + 1)
        # French says millions *de* something.
        bare_million = w[i - 1] in ("millions", "milliard", "milliards") and i == q.stop
        if not (free or adjective or self.plural(i)) or not self.noun(i) or bare_million:
            return q.stop, q.stop
        stop, complements = i + 1 + adjective, 0
        while stop - i < 9:
            raw = unicodedata.normalize("NFC", self.slice(stop, stop + 1))
            if self.plural(stop) and raw.islower() and not raw.endswith(_PARTICIPLES):
                stop += 1
            elif (complements < 2 and w[stop] in ("de", "d'", "of") and self.noun(stop + 1)
                  and self.slice(stop + 1, stop + 2).islower()):  # fmt: skip
                stop, complements = stop + 2, complements + 1
            elif w[stop] == "-" and self.touches(stop) and self.noun(stop + 1):
                stop += 2
            else:
                break
        return i, stop

    def qualifier(self, q: _Quantity) -> tuple[int, str]:
        """Where the qualifier before q starts, and its kind."""
        w, i = self.words, q.first
        for end in (i, i - 1) if w[i - 1] in ("les", "the") else (i,):
            for start in range(max(end - 4, self.used), end):
                if kind := _BEFORE.get(tuple(w[start:end])):
                    gathers = w[start - 1].startswith(lex.GATHERING_STEMS) or q.low < 10
                    if w[start] == "autour" and q.measure == "count" and gathers:
                        continue
                    return start, kind
        return i, ""

    def following(self, i: int) -> tuple[int, str]:
        """Where a qualifier said after the noun ends, and its kind."""
        stop, phrase = self.phrase(i, _AFTER)
        after = self.words[stop]
        more = after not in lex.AUXILIARIES and self.kinds[stop] == "word"
        taken = self.kinds[stop] == "number" or after in _NUMBER_WORDS
        if taken or (phrase[-4:] == "plus" and more):
            return i, ""
        return stop, lex.QUALIFIERS.get(phrase, "")

    def reference(self, i: int) -> frozenset[str]:
        """The class of words, such as *article*, that makes a number at token i a reference."""
        k = i - 1
        while k > i - 3 and self.words[k] in (".", ":"):
            k -= 1
        label = self.words[k]
        if label != "arrete" and self.slice(k, k + 1).endswith("é"):  # not *classé*
            return frozenset()
        if k < i - 1 and len(label) > 3 and not label.startswith(("tel", "contact")):
            return frozenset()
        classes = (lex.NUMBERED_TEXTS, lex.NUMBERED_THINGS)
        return next((words for words in classes if label in words), frozenset())

    def attached(self, q: _Quantity) -> bool:
        """Whether q is a piece of something longer: *8h30*, *n° 3*, *7è*, *deux-roues*."""
        w, i, stop = self.words, q.first, q.stop
        if w[stop] in lex.ORDINAL_ENDINGS or w[stop] == "°" or w[i - 1] in ("°", "#", "№", "["):
            return True
        if self.touches(stop) and (self.kinds[stop - 1] == "number" or w[stop] == "-"):
            if self.kinds[stop] == "code" or (self.kinds[stop] == "word" and len(w[stop]) < 5):
                return True
            if w[stop] == "-" and self.touches(stop + 1):
                return True
        if not self.touches(i):
            return False
        if w[i - 1] in ("/", "_", "@", "=", "\\", "+"):
            return q.measure == "count"
        hyphen = w[i - 1] == "-" and self.touches(i - 1)
        return hyphen or (self.kinds[i - 1] in ("word", "code") and w[i - 1][-1:] != "'")

    def counted(self, q: _Quantity, noun: tuple[int, int], end: int, sure: str) -> bool:
        """Whether q counts things; ``end`` is where what it shares with its series begins."""
        w, i, named = self.words, q.first, noun[1] > noun[0]
        before, after = w[i - 1], w[end]
        if q.junk or self.attached(q):
            return False
        if q.measure != "count":
            return True
        heads = set(w[noun[0] : noun[0] + 2]) if named or self.noun(end) else {after}
        month = any(name == after or (w[end + 1] == "." and len(after) > 2
                    and name.startswith(after)) for name in lex.MONTHS)  # fmt: skip
        if (
            heads & lex.TIME_UNITS
            or heads & {"fois", "times", "reprises"}
            or after in lex.FRACTIONS
            or after.endswith(("ieme", "iemes"))
            or (after in _AND and w[end + 1].endswith("ieme"))
            or (before == "sur" and w[i - 2] in lex.TIME_UNITS)
            or (before == "in" and w[i - 2] == "one")
            or (q.high <= 31 and (month or (after == "of" and w[end + 1] in lex.MONTHS)))
        ):
            return False
        label = self.reference(i)
        if q.literal == "-" and not named:  # a score, a code
            return False
        if label and (label is lex.NUMBERED_TEXTS or not named or q.high < 2):
            return False
        if q.lone:
            return self.one(q)
        if sure or q.twin or q.kind != "exactly":
            return not _YEAR.fullmatch(q.literal) or named or sure == "at_least"
        if q.words:
            told = named or before in ("dont", "sur") or after in lex.AUXILIARIES
            return told or (q.low > 2 and before != "tous" and w[i : q.stop] != ["neuf"])
        return not q.literal or self.bare(q, named, after)

    def bare(self, q: _Quantity, named: bool, after: str) -> bool:
        """Whether digits that nothing qualifies count: they may be a year, a day or a name."""
        w, i = self.words, q.first
        before, raw = w[i - 1], self.slice(i - 1, i) if i else ""
        year = _YEAR.fullmatch(q.literal)
        if len(q.literal) == 4 and before in lex.YEAR_PREPOSITIONS and (year or not named):
            return False
        if year:
            hundreds = q.low % 100 == 0 and before in ("de", "d'", "a")
            verb = raw.endswith(("é", "és", "ée", "ées")) or not lex.AUXILIARIES.isdisjoint(
                (before, w[i - 2])
            )
            opens = i == 0 or self.kinds[i - 1] in ("sign", "mark")
            return named and (hundreds or verb or opens or before in ("les", "des", "ces", "the"))
        if named and q.high >= 2:
            return True
        days = before in lex.MONTHS or before in lex.WEEKDAYS
        version = re.fullmatch(r"[0-9]+\.[0-9]{1,2}|0[0-9]", q.literal) and not named
        if version or before in ("h", "heure", "heures"):
            return False
        if q.high <= 31 and (days or before in ("le", "du", "au", "ce", "l'")):
            return False
        opens = i < 2 or w[i - 2] in (*".!?:;«", "…") or "\n" in self.tokens[i - 1].gap
        if raw[:1].isupper() and not opens and q.literal.isdigit() and q.high < 10_000:
            return before in lex.FUNCTION_WORDS or after in lex.AUXILIARIES
        # Three numbers in a row, nothing between: a telephone or a row of a table.
        row = [self.kinds[k] == "number" for k in range(i - 2, i + 3)]
        return not any(all(row[k : k + 3]) for k in range(3))

    def one(self, q: _Quantity) -> bool:
        """The article counts when said to be alone, or when it stands among numbers."""
        w, i, stop = self.words, q.first, q.stop
        last = self.spans[-1][1] if self.spans else -99
        if w[stop] in ("seul", "seule", "single"):
            return w[i - 1] != "pas"
        beside = w[i - 1] in _AND + _OR and last == i - 1 and self.figures[-1].measure == "count"
        if beside or w[i - 1] == "dont":
            return self.noun(stop) and i - last < 25
        other = self.number(stop + 2) if self.noun(stop) and w[stop + 1] in _AND else None
        return other is not None and not other.lone and self.plural(other.stop)

    # --- figures --------------------------------------------------------------------------------

    def step(self, i: int) -> int:
        """Read what stands at token i; give the token to go on from."""
        if not (items := self.series(i)):
            return i + 1
        final = items[-1]
        noun, end = self.noun_phrase(final), final.stop
        named = noun[1] > noun[0]
        if len(items) > 1 and self.reference(items[0].first) and not named:
            return end
        for q in items:
            first, kind = self.qualifier(q)
            if not self.counted(q, noun, final.stop, kind):
                continue
            stop = q.stop
            if q is final:
                stop, later = self.following(noun[1])
                kind = kind or later
            if q.kind == "between" or not kind:
                kind = q.kind
            unit = self.slice(*noun) if named and q.measure != "money" else q.unit
            start, close = self.tokens[first].start, self.tokens[stop - 1].end
            self.figures.append(Figure(start, close, cast(Kind, kind), q.low, q.high, unit,
                                       q.measure, q.currency, None, q.flags))  # fmt: skip
            self.spans.append((first, stop))
            self.used = end = max(end, stop)
        return max(end, i + 1)

    def relate(self) -> None:
        """Say which figure is a part of which; drop ratios such as *8 femmes sur 10*."""
        figures, ratios = self.figures, set[int]()
        owner, perhaps = dict[int, int](), dict[int, int]()
        total, opened, rest = -1, 0, Fraction(0)
        for k, f in enumerate(figures):
            begin = self.spans[k - 1][1] if k else 0
            gap = self.words[max(begin, self.spans[k][0] - 60) : self.spans[k][0]]
            if not k or {".", "!", "?", ";", "…"} & set(gap):
                total, opened = -1, k
            phrase = " ".join(gap[-8:])
            previous = figures[k - 1] if k > opened else None
            while gap and gap[-1] in ("les", "des", "the"):
                gap.pop()
            if previous and (tuple(gap[-1:]) in _PARTS or tuple(gap[-2:]) in _PARTS):
                total = next((t for t in range(k - 1, max(opened, k - 8) - 1, -1)
                              if _fits(f, figures[t])), -1)  # fmt: skip
                rest = Fraction(figures[total].high)
                if total >= 0 and f.measure == "count":
                    whole = figures[total]
                    f = figures[k] = replace(f, measure=whole.measure, currency=whole.currency)
            elif f.measure == "count" and _ON.search(phrase):
                total = -1
                one = any(word in ("un", "une", "one") for word in gap[-4:-1])
                if f.unit == "" and f.low in _BASES and (one or (previous and previous.unit)):
                    ratios |= {k} if one else {k - 1, k}
                elif previous and _fits(previous, f):
                    same = not previous.unit or f.unit in ("", previous.unit)
                    (owner if same or "total" in gap[-2:] else perhaps)[k - 1] = k
                continue
            elif previous and k - 1 not in owner.values() and self.over(k) and _fits(f, previous):
                owner |= {k: k - 1} if f.unit in ("", previous.unit) else {}
                continue
            elif previous and phrase in ("des", "of the", "out of", "out of the", "de ces"):
                owner |= {k - 1: k} if _fits(previous, f) and not previous.unit else {}
                continue
            elif previous and f.measure == "percent" and (gap == ["("] or (
                "soit" in gap[-4:] and not any(w.startswith(lex.CHANGE_STEMS) for w in gap[-4:])
            )):  # fmt: skip
                if perhaps.get(k - 2) == k - 1:
                    owner[k - 2] = k - 1
                at = owner.get(k - 1, k - 1 if owner.get(k - 2) == k - 1 else -1)
                owner |= {k: at} if at >= 0 else {}
                continue
            elif gap[-1:] not in ([","], ["et"], ["ou"], ["and"]) or gap[-2:] == [",", "et"] or (
                lex.AUXILIARIES & set(gap)
            ):  # fmt: skip
                total = -1
            if total >= 0 and (f.measure == "percent" or (
                _fits(f, figures[total]) and f.low <= rest
            )):  # fmt: skip
                owner[k] = total
                rest -= f.low if f.measure != "percent" else 0
            else:
                total = -1
        kept = [k for k in range(len(figures)) if k not in ratios]
        place = {old: new for new, old in enumerate(kept)}
        self.figures = [replace(figures[k], part_of=place.get(owner.get(k, -1))) for k in kept]

    def over(self, k: int) -> bool:
        """Whether figure k follows its total: *sur les 300 dossiers, 120 sont clos*."""
        (first, stop), at = self.spans[k - 1], self.spans[k][0]
        before = " ".join(self.words[max(0, first - 5) : first])
        sur = _ON.search(before) or before.endswith(("of", "of the"))
        return bool(sur) and self.figures[k].measure == "count" and "," in self.words[stop:at]


def _fits(part: Figure, total: Figure) -> bool:
    if part.measure == "percent":
        return total.measure != "percent"
    bare = part.measure == "count" and not part.unit and total.measure == "money"
    return (bare or part.measure == total.measure) and part.low <= total.high


# --- what others call ---------------------------------------------------------------------------


def read_figures(text: str) -> tuple[Figure, ...]:
    """The quantities of a text, in order of appearance, none overlapping another."""
    return tuple(_Reader(text).figures)


def read_shares(text: str) -> tuple[Share, ...]:
    """Each *X sur Y, soit Z %* and *Y dont X, soit Z %* (or *(Z %)*) of a text."""
    figures, shares = read_figures(text), []
    for k, percent in enumerate(figures):
        if percent.measure != "percent" or percent.part_of is None:
            continue
        total = figures[percent.part_of]
        # Of several parts the percentage may be that of any: the one it fits, else the nearest.
        found = [Share(part, total, percent, _holds(text, part, total, percent))
                 for part in reversed(figures[max(0, k - 8) : k])
                 if part.part_of == percent.part_of and part.measure != "percent"]  # fmt: skip
        shares += [share for share in found if share.holds][:1] or found[:1]
    return tuple(shares)


def _holds(text: str, part: Figure, total: Figure, percent: Figure) -> bool | None:
    if part.kind != "exactly" or total.kind != "exactly" or not total.low:
        return None
    decimals = re.search(r"[.,]([0-9]{1,9})(?![0-9])", text[percent.start : percent.end])
    slack = Fraction(1, 2 * 10 ** (len(decimals[1]) if decimals else 0))
    slack += Fraction(percent.low) / 20 if percent.kind == "about" else 0
    share = Fraction(100 * part.low) / total.low
    above = percent.kind == "at_most" or share >= percent.low - slack
    return above and (percent.kind == "at_least" or share <= percent.high + slack)


def _exact(value: object) -> Fraction | None:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None


def bears(
    text: str,
    kind: str,
    low: int | float | Fraction | Decimal,
    high: int | float | Fraction | Decimal | None = None,
) -> tuple[Verdict, Figure | None]:
    """Whether a quotation bears the value of the file, and the figure that decided.

    ``kind`` is the file's own key; ``high`` is told for ``between`` only. *other-qualifier*: the
    number stands there, bounded otherwise. *other-figure*: only other numbers do.
    """
    figures = read_figures(text)
    ends = (_exact(low), _exact(low if high is None else high))
    near = [f for f in figures if f.low in ends or f.high in ends]
    for figure in near:
        if figure.kind == kind and (figure.low, figure.high) == ends:
            return "same", figure
    if near:
        return "other-qualifier", near[0]
    return ("other-figure", figures[0]) if figures else ("no-figure", None)


_PREPOSITIONS: Final = frozenset({*_OF, "a", "au", "aux", "en", "pour", "for", "in", "sur"})
_IRREGULAR: Final = {"people": "person", "men": "man", "women": "woman", "children": "child"}


def _stems(phrase: str) -> frozenset[str]:
    """Folded singulars of the words before the first preposition."""
    found: list[str] = []
    for token in _tokens(phrase):
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
