"""Tokenise a text, and read the numerals in it, in digits and in words.

Tokenisation settles which digits belong together, and which are no number at all (*07:28*, *1.2.3*,
*G5*). A numeral is read token by token, in digits (*13.813*, *36 000*, *2,9*), in words
(*quatre-vingt-dix-sept*, *two hundred and fifty*, *une trentaine*) or in both (*2 milliards 992
millions*). Whether it counts anything is decided in `counted`. Every function accepts any text,
never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from plan.language.lexicon.numbers import CARDINALS, COLLECTIVES, ENGLISH_CARDINALS, MULTIPLIERS
from plan.model.quantities import Amount, as_amount

#: Numbers of this size and above are not read: no newspaper has them.
LIMIT: Final = 10**15

AND: Final = ("et", "and")
OF: Final = ("de", "d'", "des", "du", "of")

_SMALL: Final = CARDINALS | ENGLISH_CARDINALS
_HUNDREDS: Final = ("cent", "cents", "hundred")
_ROUND: Final = frozenset(("hundred", "thousand", "million", "billion")) | COLLECTIVES.keys()
_ARTICLES: Final = ("a", "la", "cette")
_CONTINUES_AFTER_DIGITS: Final = frozenset(("-", *_HUNDREDS, *_ROUND, *MULTIPLIERS, *COLLECTIVES))
#: Folded words that are a number or part of one.
NUMBER_WORDS: Final = _SMALL.keys() | MULTIPLIERS.keys() | COLLECTIVES.keys()
#: Folded words with which a numeral may begin; some of them begin other things too.
STARTS: Final = NUMBER_WORDS | frozenset(_ARTICLES)


# --- Tokens -------------------------------------------------------------------------------------

_S: Final = "[ \u00a0\u2007\u2009\u202f]"
_WORD: Final = r"[^\W\d_]++(?>(?:[\u0300-\u036f]++[^\W\d_]*+)*)"
# A mark numbers an item of a list; a code is digits or letters that make no number. Atomic
# throughout, so that no input backtracks. Groups are repeated within (?>…), since Python before
# 3.11.5 reads possessive repeats of a group wrongly.
_TOKEN: Final = re.compile(
    rf"""(?=\S)(?:
    (?P<word>{_WORD}(?!-?[0-9])(?>(?:['’ʼ](?=[^\W\d_]))?))
    |(?P<mark>(?<=\n)[0-9]{{1,2}}\ ?[.)](?=\s)(?!\ 000))
    |(?P<number>(?:[0-9]{{1,3}}(?:(?>(?:{_S}[0-9]{{3}})+)(?![0-9])(?>(?:,[0-9]++)?)
                              |(?>(?:{_S}?\.{_S}?[0-9]{{3}})+)(?![0-9])(?>(?:,[0-9]++)?)
                              |(?>(?:,[0-9]{{3}})+)(?![0-9])(?>(?:\.[0-9]++)?)
                              |(?>(?:['’][0-9]{{3}})+))
                 |[0-9]++(?>(?:[.,][0-9]++)?))(?![0-9]|[.,:/][0-9]))
    |(?P<code>[0-9]++(?>(?:[.,:/–-][0-9]++)*)|{_WORD}-?[0-9][\w-]*+)
    |(?P<sign>\S))""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A token at ``text[start:end]``.

    ``kind`` is *number* (in digits), *word* (an elision keeps its apostrophe: ``d'``), *code*
    (digits that make no number), *mark* (that numbers a list), *sign* (one character), or "" for
    the padding after the end. ``word`` is folded as in the lexicon; ``gap`` is the white space
    before.
    """

    start: int
    end: int
    kind: str
    word: str
    gap: str


_PADDING: Final = 12  # more than any reader looks ahead or back


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text split by `tokenise`, as parallel lists.

    After the tokens comes padding of empty word and kind, which iteration and ``len`` leave out, so
    that readers may look a few tokens ahead and, with negative indexes, back.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    kinds: list[str]

    def __len__(self) -> int:
        """The number of tokens in the text."""
        return len(self.words) - _PADDING

    def __iter__(self) -> Iterator[Token]:
        """The tokens of the text."""
        columns = self.starts, self.ends, self.kinds, self.words
        for i, (start, end, kind, word) in enumerate(zip(*columns, strict=True)):
            if i < len(self):
                yield Token(start, end, kind, word, self.gap(i))

    def said(self, first: int, stop: int) -> str:
        """The text of the tokens ``first`` to before ``stop``, as written."""
        return self.text[self.starts[first] : self.ends[stop - 1]]

    def gap(self, i: int) -> str:
        """The white space before token i."""
        return self.text[self.ends[i - 1] if i else 0 : self.starts[i]]

    def touches(self, i: int) -> bool:
        """Whether token i follows the one before it without white space."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def phrase(self, i: int, table: Phrases) -> tuple[int, str]:
        """Where the longest phrase of a `phrase_table` at token i ends, and that phrase.

        (i, "") when there is none.
        """
        if self.words[i] not in table.openings:
            return i, ""
        for size in (3, 2, 1):
            if found := table.get(tuple(self.words[i : i + size])):
                return i + size, found
        return i, ""


def tokenise(text: str) -> Tokens:
    """Split a text into tokens; between them is nothing but white space."""
    found = list(_TOKEN.finditer(text))
    # Beyond the end, each apart from the one before it.
    padding = list(range(len(text) + 1, len(text) + 1 + _PADDING))
    return Tokens(
        text,
        [m.start() for m in found] + padding,
        [m.end() for m in found] + padding,
        [*map(_fold, [m[0] for m in found])] + [""] * _PADDING,
        [m.lastgroup or "" for m in found] + [""] * _PADDING,
    )


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe")[:40])
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.replace("’", "'").replace("ʼ", "'")


class Phrases(dict[tuple[str, ...], str]):
    """Phrases by their words; ``openings`` are their first words."""

    openings: frozenset[str] = frozenset()


def phrase_table(phrases: Iterable[str]) -> Phrases:
    """Phrases of the lexicon, of at most three words, by their words, for `Tokens.phrase`."""
    table = Phrases((tuple(re.findall(r"\w+'?|\S", phrase)), phrase) for phrase in phrases)
    table.openings = frozenset(words[0] for words in table)
    return table


# --- Digits -------------------------------------------------------------------------------------

_DIGITS: Final = re.compile("([0-9][0-9.,]*?)(?:([.,])([0-9]+))?")
_APOSTROPHES_AND_SPACES: Final = re.compile(r"[\s'’]")


@lru_cache(maxsize=4096)
def digits_value(literal: str, decimal: bool = False) -> Amount | None:
    """The number written by digits and separators; None when they write none.

    White space and apostrophes separate thousands, and so does a dot or a comma that occurs twice,
    or once before three digits: 13.813 is 13813, unless ``decimal`` says that what follows, such as
    a percent sign, asks for decimals. Any other dot or comma begins decimals. Numbers of more than
    24 characters, or with leading zeros, are identifiers (but 07 is 7, as administrations write).
    """
    digits = _APOSTROPHES_AND_SPACES.sub("", literal)
    if len(digits) > 24 or not (parts := _DIGITS.fullmatch(digits)):
        return None
    whole, mark, rest = parts[1], parts[2] or "", parts[3] or ""
    if whole[0] == "0" and len(whole) > (1 if mark else 2):
        return None
    if len(rest) == 3 and whole != "0":
        single = "." not in whole and "," not in whole
        if mark in whole or (single and not decimal):
            whole, rest = whole + rest, ""
    whole = whole.replace(".", "").replace(",", "")
    value = as_amount(Fraction(int(whole + rest), 10 ** len(rest))) if rest else int(whole)
    return value if value < LIMIT else None


def percent_end(tokens: Tokens, i: int) -> int:
    """Where a sign or words for percent at token i end; i when there are none."""
    words = tokens.words
    if words[i] in ("%", "pourcent", "percent"):
        return i + 1
    return i + 2 if words[i] in ("pour", "per") and words[i + 1] == "cent" else i


# --- Numerals -----------------------------------------------------------------------------------


class Numeral(NamedTuple):
    """A number at the tokens ``first`` to before ``stop``.

    ``scale`` is its last multiplier (10**6 in *2 millions*), else 1; ``words``: it begins with a
    word; ``literal`` are its digits when it has no words; ``approximate``: it ends with a
    collective numeral (*une trentaine*).
    """

    first: int
    stop: int
    value: Amount
    scale: int = 1
    words: bool = False
    literal: str = ""
    approximate: bool = False


def read_numeral(tokens: Tokens, i: int) -> Numeral | None:
    """The longest numeral that begins at token i, in digits, words or both; None without one."""
    w = tokens.words
    if tokens.kinds[i] == "number" and w[i + 1] not in _CONTINUES_AFTER_DIGITS:
        decimal = percent_end(tokens, i + 1) > i + 1
        alone = digits_value(w[i], decimal)
        return None if alone is None else Numeral(i, i + 1, alone, 1, False, w[i])
    if w[i] in _ARTICLES and w[i + 1] not in _ROUND:
        return None
    stop = opening = i + _article_means_one(tokens, i)
    so_far = _Sum(group=1 if opening > i else None)
    while not so_far.approximate:
        at = _past_link(tokens, stop, so_far) if stop > i else i
        if (taken := _take(tokens, at, so_far, linked=at > stop)) == at:
            break
        stop = taken
    if stop == opening:
        return None
    if so_far.group is None and w[stop] in AND and w[stop + 1] in ("demi", "demie"):
        so_far.total, stop = so_far.total + Fraction(so_far.scale, 2), stop + 2
    value = as_amount(so_far.total + (so_far.group or 0))
    if value >= LIMIT:
        return None
    words = tokens.kinds[i] != "number"
    literal = w[i] if stop == i + 1 and not words else ""
    scale = so_far.scale if so_far.scale < LIMIT else 1
    return Numeral(i, stop, value, scale, words, literal, so_far.approximate)


@dataclass(slots=True)
class _Sum:
    """A numeral while it is read: the sum of its closed groups, and the group still open.

    A group is what a multiplier multiplies: in *deux cent trois mille quatre* the words before
    *mille* are one, which *mille* closes, and *quatre* opens the next.
    """

    total: Amount = 0
    group: Amount | None = None
    scale: int = LIMIT  # of the last multiplier; later ones must be smaller
    last: int = 0  # added to the group by the last word
    digits: bool = False  # the group is in digits
    approximate: bool = False  # ended by a collective

    @property
    def below_hundred(self) -> Amount:
        return (self.group or 0) % 100


def _article_means_one(tokens: Tokens, i: int) -> bool:
    """Whether token i is an article that means one: *a hundred*, *la vingtaine de*."""
    w = tokens.words
    article = w[i] in ("a", "cette") or (w[i] == "la" and w[i + 2] in ("de", "d'"))
    return article and w[i + 1] in _ROUND


def _past_link(tokens: Tokens, i: int, so_far: _Sum) -> int:
    """The token after a hyphen or *et* at token i that continues the numeral, else i."""
    w = tokens.words
    tens = so_far.below_hundred in range(20, 71, 10)
    if w[i] == "-":
        if tens and w[i + 1] == "et" and w[i + 2] == "-" and w[i + 3] in ("un", "une", "onze"):
            return i + 3  # vingt-et-un
        return i + (tokens.touches(i) and tokens.touches(i + 1))
    if w[i] not in AND or so_far.digits:
        return i
    after_hundred = w[i] == "and" and so_far.below_hundred == 0
    return i + (after_hundred or (tens and w[i + 1] in ("un", "une", "onze")))


def _take(tokens: Tokens, i: int, so_far: _Sum, linked: bool) -> int:
    """Add the value of token i to the sum; return the token after it, or i when it does not fit."""
    word, after = tokens.words[i], tokens.words[i + 1]
    if tokens.kinds[i] == "number":
        return i + (not linked and _take_digits(tokens, i, so_far))
    if word in _SMALL:
        return i + _take_small(_SMALL[word], so_far)
    if word in _HUNDREDS:
        return i + _take_hundred(word, so_far)
    if word in MULTIPLIERS:
        alone = word == "mille" or (word == "mil" and after in _SMALL)
        return i + _take_multiplier(MULTIPLIERS[word], alone, so_far)
    return _take_collective(tokens, i, so_far) if word in COLLECTIVES else i


def _take_digits(tokens: Tokens, i: int, so_far: _Sum) -> bool:
    """Digits open a group: 2 *milliards* 992 *millions*, 1 *million* 250 000."""
    word, after = tokens.words[i], tokens.words[i + 1]
    multiplied = after in MULTIPLIERS
    # A dot before French millions marks thousands; English ones have no plural s.
    english = after in ("million", "billion", "thousand")
    decimal = english or (multiplied and "," in word) or percent_end(tokens, i + 1) > i + 1
    value = digits_value(word, decimal)
    if so_far.group is not None or value is None or value >= so_far.scale:
        return False
    if so_far.scale < LIMIT and value < 1000 and not multiplied:
        return False
    so_far.group, so_far.digits = value, True
    return True


def _take_small(value: int, so_far: _Sum) -> bool:
    """A word below a hundred opens a group, or adds to it where the language allows it."""
    group, last = so_far.group, so_far.last
    if so_far.digits:
        return False
    if group is None:
        so_far.group = so_far.last = value
        return True
    low = so_far.below_hundred
    if last == low == 4 and value == 20:  # quatre-vingts
        so_far.group, so_far.last = group + 76, value
        return True
    unit = 0 < value < 10 and low in range(20, 91, 10) and last != 10
    teen = 10 <= value < 20 and low in (60, 80)  # soixante-quinze
    after_ten = 7 <= value <= 9 and last == 10 and low in (10, 70, 90)  # dix-sept
    first = low == 0 < value and group != 0
    if not (unit or teen or after_ten or first):
        return False
    so_far.group, so_far.last = group + value, value
    return True


def _take_hundred(word: str, so_far: _Sum) -> bool:
    """*Cent* multiplies the group before it, or is a hundred alone."""
    if so_far.group not in range(1, 20) and (so_far.group is not None or word != "cent"):
        return False
    so_far.group, so_far.last = (so_far.group or 1) * 100, 100
    return True


def _take_multiplier(size: int, alone: bool, so_far: _Sum) -> bool:
    """A multiplier closes the group; ``alone``: it may be used without one, as *mille* is."""
    if size >= so_far.scale or (so_far.group is None and not alone):
        return False
    so_far.total += (1 if so_far.group is None else so_far.group) * size
    so_far.group, so_far.scale, so_far.last, so_far.digits = None, size, 0, False
    return True


def _take_collective(tokens: Tokens, i: int, so_far: _Sum) -> int:
    """A collective ends the numeral: *une vingtaine*, *deux dizaines de milliers*."""
    w, group = tokens.words, so_far.group
    if group is None or so_far.scale < LIMIT or w[i].endswith("s") == (group == 1):
        return i
    so_far.group, so_far.scale, so_far.approximate = group * COLLECTIVES[w[i]], 10, True
    if w[i + 1] in OF and w[i + 2] in ("milliers", "millions", "milliards"):
        so_far.scale = MULTIPLIERS.get(w[i + 2], 1000)
        so_far.group *= so_far.scale
        return i + 3
    return i + 1
