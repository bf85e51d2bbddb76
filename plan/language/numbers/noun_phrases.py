"""The noun phrase after a number, which names what the number counts: *30 coupeurs de route*.

In: tokens and a numeric expression. Out: the range of tokens of the noun with its plural adjectives
and complements, by the endings of words and lists of those that are never nouns.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from plan.language.lexicon.acts import FUNCTION_WORDS
from plan.language.numbers.numerals import NUMBER_WORDS, OF, Tokens
from plan.language.numbers.numeric_expressions import NumericExpression

#: Words that may be between *un* and its noun.
ALONE: Final = ("seul", "seule", "single")
_NEVER_NOUNS: Final = FUNCTION_WORDS | NUMBER_WORDS
_THE: Final = ("la", "l'", "les", "leurs", "ses", "ces", "nos", "the", "all")
_PARTICIPLES: Final = ("és", "ées", "ees")
_PLURALS: Final = frozenset("people men women children police km kg ha cm mm m g l t".split())
_LONGEST_NOUN: Final = 9  # tokens


def is_noun(t: Tokens, i: int) -> bool:
    """Whether token i may name what is counted."""
    return t.kinds[i] == "word" and t.words[i] not in _NEVER_NOUNS


def is_plural(t: Tokens, i: int) -> bool:
    """Whether token i is a noun in the plural: in s, x or z, irregular, or a short acronym."""
    if not is_noun(t, i):
        return False
    raw, word = t.said(i, i + 1), t.words[i]
    return word[-1] in "sxz" or word in _PLURALS or (raw.isupper() and 1 < len(raw) < 7)


def noun_phrase(t: Tokens, q: NumericExpression) -> range:
    """The tokens of the counted noun phrase after the number; an empty range there without one."""
    w, i = t.words, q.stop
    none = range(q.stop, q.stop)
    if q.measure == "money":
        return none
    if w[i] in ALONE and q.may_be_article:
        i += 1
    elif (q.measure == "percent" or q.scale > 1) and w[i] in OF:
        i += 1
        while w[i] in _THE and q.measure == "percent":
            i += 1
    # French writes *millions de* before a noun.
    bare_million = w[i - 1] in ("millions", "milliard", "milliards") and i == q.stop
    if not is_noun(t, i) or bare_million:
        return none
    free = i > q.stop or (q.high < 2 and q.measure == "count")
    plural = is_plural(t, i)
    english = w[i].endswith(("ed", "al", "ic", "ing", "ive", "an", "w", "er"))
    adjective = not plural and english and is_plural(t, i + 1)
    if not (free or adjective or plural):
        return none
    stop, complements = i + 1 + adjective, 0
    while stop - i < _LONGEST_NOUN:
        raw = unicodedata.normalize("NFC", t.said(stop, stop + 1))
        if is_plural(t, stop) and raw.islower() and not raw.endswith(_PARTICIPLES):
            stop += 1
        elif (complements < 2 and w[stop] in ("de", "d'", "of") and is_noun(t, stop + 1)
              and t.said(stop + 1, stop + 2).islower()):  # fmt: skip
            stop, complements = stop + 2, complements + 1
        elif w[stop] == "-" and t.touches(stop) and is_noun(t, stop + 1):
            stop += 2
        else:
            break
    return range(i, stop)
