"""The figures of a French or English sentence: quantities with value, qualifier, unit and total.

What only looks like a quantity is left out: dates, references (*article 24*, *rue 310*), durations
and ages, ratios (*une femme sur trois*), fractions in words. `numeric_expressions` reads the
numbers, the table of `counted` decides which count, `parts` relates parts to totals. Every function
accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, cast

from plan.language.lexicon.acts import AUXILIARIES, FUNCTION_WORDS
from plan.language.lexicon.numbers import FOLLOWING_QUALIFIERS, GATHERING_STEMS, QUALIFIERS
from plan.language.numbers.counted import Candidate, deciding_rule, is_reference
from plan.language.numbers.noun_phrases import noun_phrase
from plan.language.numbers.number_series import read_series
from plan.language.numbers.numerals import NUMBER_WORDS, OF, STARTS, Tokens, phrase_table, tokenise
from plan.language.numbers.numeric_expressions import (
    MONEY,
    Figure,
    LocatedFigure,
    NumericExpression,
)
from plan.language.numbers.parts import relate
from plan.model.quantities import Qualifier

# --- Qualifiers ---------------------------------------------------------------------------------

_SIGNS: Final = {"~": "about", "≈": "about", ">": "at_least", "≥": "at_least", "<": "at_most",
                 "≤": "at_most", "+ de": "at_least", "some": "about"}  # fmt: skip
_QUALIFIERS: Final = cast(dict[str, Qualifier], QUALIFIERS | _SIGNS)
_BEFORE: Final = {words: _QUALIFIERS[phrase] for words, phrase in phrase_table(_QUALIFIERS).items()}
_BEFORE_ENDS: Final = frozenset(words[-1] for words in _BEFORE)
_AFTER: Final = phrase_table(FOLLOWING_QUALIFIERS)


def _qualifier_before(t: Tokens, q: NumericExpression, used: int) -> tuple[int, Qualifier | None]:
    """Where the qualifier before an expression starts, and its kind; without one, None."""
    w, i = t.words, q.first
    for end in (i, i - 1) if w[i - 1] in ("les", "the") else (i,):
        if w[end - 1] not in _BEFORE_ENDS:
            continue
        for start in range(max(end - 4, used), end):
            if kind := _BEFORE.get(tuple(w[start:end])):
                gathers = w[start - 1].startswith(GATHERING_STEMS) or q.low < 10
                if w[start] == "autour" and q.measure == "count" and gathers:
                    continue
                return start, kind
    return i, None


def _qualifier_after(t: Tokens, i: int) -> tuple[int, Qualifier | None]:
    """Where a qualifier after the noun, at token i, ends, and its kind; without one, (i, None)."""
    stop, phrase = t.phrase(i, _AFTER)
    after = t.words[stop]
    more = after not in AUXILIARIES and t.kinds[stop] == "word"
    taken = t.kinds[stop] == "number" or after in NUMBER_WORDS
    if taken or (phrase[-4:] == "plus" and more):
        return i, None
    return stop, _QUALIFIERS.get(phrase)


# --- Figures ------------------------------------------------------------------------------------

_FIRST_WORDS: Final = STARTS | MONEY.openings
#: Articles that begin a number only before another of its words: *la vingtaine*, *a hundred*.
_ARTICLES: Final = STARTS - NUMBER_WORDS


def _locate_figures(t: Tokens) -> list[LocatedFigure]:
    """The figures of a text, before parts are related to totals."""
    found: list[LocatedFigure] = []
    used = i = 0
    openings = [k for k, (kind, word) in enumerate(zip(t.kinds, t.words, strict=True))
                if kind == "number" or word in _FIRST_WORDS]  # fmt: skip
    for start in openings:
        if start < i or (t.words[start] in _ARTICLES and t.words[start + 1] not in NUMBER_WORDS):
            continue
        for items in read_series(t, start, used):
            final = items[-1]
            noun = noun_phrase(t, final)
            i = final.stop
            if len(items) > 1 and not noun and is_reference(t, items[0].first):
                continue
            for q in items:
                previous = found[-1] if found else None
                first, qualifier = _qualifier_before(t, q, used)
                before, after = t.words[q.first - 1], t.words[final.stop]
                candidate = Candidate(t, q, before, after, final.stop, noun, qualifier, previous)
                if not deciding_rule(candidate).counts:
                    continue
                stop = q.stop
                if q is final:
                    stop, later = _qualifier_after(t, noun.stop)
                    qualifier = qualifier or later
                found.append(_located(candidate, first, stop, qualifier))
                used = i = max(i, stop)
    return found


def _located(c: Candidate, first: int, stop: int, qualifier: Qualifier | None) -> LocatedFigure:
    """The figure of a candidate, with its qualifier at the tokens ``first`` to before ``stop``."""
    t, q, noun = c.tokens, c.number, c.noun
    kind = q.kind if q.kind == "between" or qualifier is None else qualifier
    unit = t.said(noun.start, noun.stop) if noun and q.measure != "money" else q.unit
    start, end = t.starts[first], t.ends[stop - 1]
    figure = Figure(start, end, kind, q.low, q.high, unit, q.measure, q.currency, None, q.flags)
    return LocatedFigure(figure, first, stop)


# Several rules read the same quotation, one after the other.
@lru_cache(maxsize=1024)
def read_figures(text: str) -> tuple[Figure, ...]:
    """The quantities of a text, in order of appearance, none overlapping another."""
    tokens = tokenise(text)
    return relate(tokens, _locate_figures(tokens))


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
        if token.kind == "word" and token.word not in FUNCTION_WORDS:
            found.append(word[:-1] + "ie" if word.endswith("y") else word)
    return frozenset(found)


def counts_other(
    unit_of_figure: str, names: Iterable[str], others: Mapping[str, Iterable[str]]
) -> str | None:
    """The other unit, a key of ``others``, whose noun the figure counts.

    None when the figure counts one of ``names``, the nouns of the expected unit, or when nothing
    matches, since an unknown noun proves nothing. A noun matches when all its words before a
    preposition are among those of the figure's unit, whatever their number and accents.
    """
    unit = _stems(unit_of_figure)
    if any(stems and stems <= unit for stems in map(_stems, names)):
        return None
    matches = [(len(stems), key) for key, nouns in others.items() for stems in map(_stems, nouns)
               if stems and stems <= unit]  # fmt: skip
    return max(matches, key=lambda match: match[0])[1] if matches else None
