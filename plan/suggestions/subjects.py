"""Occurrences in a text of the terms and names of a plan's indicators.

In: a plan, then tokens. Out: ``Hit`` values, weighted by inverse frequency: phrases that many
indicators share weigh little, those of a single indicator most. Words are compared by word family
(``plan.language.word_families``), so that *victimes assistées* is also found in *l'assistance aux
victimes*. All words come from the plan's file.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from plan.language.lexicon.acts import AUXILIARIES, FUNCTION_WORDS, ORGANS
from plan.language.lexicon.subjects import NEWS_STOP_STEMS
from plan.language.lexicon.time import PERIOD_UNITS, PLAN_NOUNS
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.synonyms import are_near_synonyms, families
from plan.language.word_families import same_family, stems
from plan.model.records import Plan


class Word(NamedTuple):
    """A word of a phrase, folded; ``open``: it may have any ending (*sensibilis**)."""

    text: str
    open: bool = False

    def grade(self, word: str) -> float:
        """The similarity to a folded word, from 0 to 1: least for one related only in meaning."""
        return _grade(self.text, self.open, word)

    @property
    def root(self) -> str:
        """The shortest of its roots, else the first by alphabet: words are counted by it."""
        return min(stems(self.text), key=lambda root: (len(root), root))


@lru_cache(maxsize=262144)
def _grade(ours: str, is_open: bool, word: str) -> float:
    if is_open and word.startswith(ours):
        return _SAME
    if word == ours or _singular(word) == _singular(ours):
        return _SAME
    if not is_open and same_family(word, ours):
        return _KIN
    return _RELATED if are_near_synonyms(word, ours) else 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of an indicator at the tokens from ``first`` to before ``stop``.

    ``grade``: the similarity, from 0 to 1; ``share``: 1 divided by the square root of the number of
    indicators that have the phrase.
    """

    indicator: str
    phrase: str
    first: int
    stop: int
    grade: float
    share: float

    @property
    def weight(self) -> float:
        """The evidence for the indicator, from 0 to 1."""
        return self.grade * self.share


_SAME: Final = 1.0
_KIN: Final = 0.85
_RELATED: Final = 0.6
#: The penalty for each content word between the words of a phrase, and their greatest number.
_GAP: Final = 0.04
_WIDEST: Final = 9
#: A phrase of this many words may lack one, by which its grade is multiplied.
_LONG: Final = 3
_DROPPED: Final = 0.7
#: The factor for phrases that consist of words of the plan's title.
_TITLED: Final = 0.6
#: The extra distance, in words, at which the same word is preferred to a related one.
_WORTH: Final = 5
_OPEN_INDEX: Final = 3  # letters


def _singular(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def content_words(text: str) -> tuple[Word, ...]:
    """The words of a phrase that carry meaning, folded; a star leaves the ending open."""
    t = tokenise(text)
    found = []
    for i in range(len(t)):
        if t.kinds[i] in ("word", "number", "code") and t.words[i] not in _EMPTY:
            opened = t.words[i + 1] == "*" and t.touches(i + 1)
            found.append(Word(t.words[i].removesuffix("'"), opened))
    return tuple(found)


_EMPTY: Final = FUNCTION_WORDS - {"est", "sont"}


class _IndicatorPhrase(NamedTuple):
    """A term of an indicator, and its content words."""

    indicator: str
    text: str
    words: tuple[Word, ...]


class Subjects:
    """The phrases and words of a plan's indicators, indexed by the roots of their words."""

    def __init__(self, plan: Plan) -> None:
        """Index the words of a plan."""
        self.plan = plan
        self._phrases: list[_IndicatorPhrase] = []
        self._by_root: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._by_family: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._by_opening: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self.names: dict[str, tuple[Word, ...]] = {}
        for _, _, indicator in plan.indicators():
            self.names[indicator.id] = content_words(indicator.name.fr)
            for term in indicator.terms:
                if words := content_words(term):
                    self._add(_IndicatorPhrase(indicator.id, term, words))
        self._spread = Counter(
            root for words in self.names.values() for root in {word.root for word in words}
        )
        self._holders = Counter(
            key for _, key in {(p.indicator, _phrase_key(p)) for p in self._phrases}
        )
        self.title = tuple(
            word for word in content_words(plan.head.title.fr) if not word.text.isdigit()
        )
        self.topic = self._topic()
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self._meant: defaultdict[int, set[str]] = defaultdict(set)
        for name, words in self.names.items():
            for word in words:
                for root in stems(word.text):
                    self._named[root].add(name)
                for family in families(word.text):
                    self._meant[family].add(name)
        self._known = {root for p in self._phrases for word in p.words for root in stems(word.text)}
        self._known |= self._named.keys()
        for text in (plan.head.title.fr, *(axis.name.fr for axis in plan.axes)):
            self._known |= {root for word in content_words(text) for root in stems(word.text)}
        self._open = {w.text for p in self._phrases for w in p.words if w.open}

    def named(self, t: Tokens) -> set[str]:
        """The ids of the indicators whose names share a word or its meaning with a text."""
        found: set[str] = set()
        for i in range(len(t)):
            if t.kinds[i] == "word" and t.words[i] not in _EMPTY:
                for root in stems(t.words[i]):
                    found |= self._named.get(root, set())
                for family in families(t.words[i]):
                    found |= self._meant.get(family, set())
        return found

    def changes_subject(self, t: Tokens, stop: int) -> bool:
        """Whether the words from token ``stop`` on lead to a subject unknown to the plan.

        *La sensibilisation contre la rage*, *le projet de loi portant Code de la pêche*.
        """
        for at in range(stop, min(stop + _COMPLEMENT_REACH, len(t))):
            if t.words[at] in _CLAUSE_ENDS or t.words[at] in (",", "et") or _is_auxiliary(t, at):
                return False
            if t.words[at] in _COMPLEMENT_OPENERS:
                return self._is_unknown(t, at + 1)
        return False

    def _is_unknown(self, t: Tokens, first: int) -> bool:
        """Whether the nouns from token ``first`` to the next clause are all unknown to the plan."""
        unknown = 0
        for at in range(first, min(first + _COMPLEMENT_REACH, len(t))):
            word = t.words[at]
            if word in _CLAUSE_ENDS or word in (",", "et", "dont", "qui") or _is_auxiliary(t, at):
                break
            if t.kinds[at] != "word" or word in _EMPTY or t.said(at, at + 1)[:1].isupper():
                continue
            if self.knows(word) or word[:6] in NEWS_STOP_STEMS or word in PERIOD_UNITS:
                return False
            unknown += 1
        return unknown > 0

    def knows(self, word: str) -> bool:
        """Whether the plan has a word of the family of a folded word."""
        return not stems(word).isdisjoint(self._known) or word.startswith(tuple(self._open))

    def _add(self, phrase: _IndicatorPhrase) -> None:
        number = len(self._phrases)
        self._phrases.append(phrase)
        for k, word in enumerate(phrase.words):
            if word.open:
                self._by_opening[word.text[:_OPEN_INDEX]].append((number, k))
            else:
                for root in stems(word.text):
                    self._by_root[root].append((number, k))
            for family in families(word.text):
                self._by_family[family].append((number, k))

    def _topic(self) -> tuple[Word, ...]:
        """The topic of the plan: the words of its title that are not common to all news."""
        return tuple(
            word for word in self.title
            if len(word.text) > 4 and word.text[:6] not in NEWS_STOP_STEMS
            and word.text not in PLAN_NOUNS
        )  # fmt: skip

    def name_weight(self, word: Word) -> float:
        """The weight of a word of a name, at most 1; less the more indicators have it in theirs."""
        many = max(len(self.names), 2)
        return math.log(1 + many / self._spread[word.root]) / math.log(1 + many)

    def hits(self, t: Tokens) -> list[Hit]:
        """Every occurrence in a text of the phrases of indicators."""
        found: defaultdict[int, defaultdict[int, list[tuple[int, float]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        organs = _organs(t)
        for i in range(len(t)):
            word = t.words[i].removesuffix("'")
            if t.kinds[i] not in ("word", "number", "code") or word in _EMPTY:
                continue
            places = {place for root in stems(word) for place in self._by_root.get(root, ())}
            places.update(self._by_opening.get(word[:_OPEN_INDEX], ()))
            for family in families(word):
                places.update(self._by_family.get(family, ()))
            for number, k in places:
                grade = self._phrases[number].words[k].grade(word)
                if grade > (_RELATED if i in organs else 0):
                    found[number][k].append((i, grade))
        hits: list[Hit] = []
        for number, at in found.items():
            hits += self._placed(self._phrases[number], at, t)
        return hits

    def _placed(
        self, phrase: _IndicatorPhrase, at: Mapping[int, Sequence[tuple[int, float]]], t: Tokens
    ) -> Iterator[Hit]:
        whole, have = len(phrase.words), len(at)
        if have < whole and not (whole >= _LONG and have == whole - 1):
            return
        share = 1 / math.sqrt(self._holders[_phrase_key(phrase)])
        dropped = _DROPPED if have < whole else 1.0
        rarest = min(at, key=lambda k: len(at[k]))
        for i, grade in at[rarest]:
            held = {i: grade}
            for k, places in at.items():
                free = [place for place in places if place[0] not in held]
                if k != rarest and free:
                    near, its_grade = min(free, key=lambda p: abs(p[0] - i) - _WORTH * p[1])
                    held[near] = its_grade
            if len(held) < have:
                continue  # one word of the text was taken for two of the phrase
            first, last = min(held), max(held)
            between = sum(
                t.kinds[p] == "word" and t.words[p] not in _EMPTY for p in range(first, last)
            ) - (have - 1)  # fmt: skip
            if between > _WIDEST or any(t.words[p] in _CLAUSE_ENDS for p in range(first, last)):
                continue
            mean = sum(held.values()) / have
            if all(any(word.grade(t.words[p]) for word in self.title) for p in held):
                mean *= _TITLED
            graded = mean * dropped * (1 - _GAP * max(between, 0))
            yield Hit(phrase.indicator, phrase.text, first, last + 1, graded, share)


def _organs(t: Tokens) -> set[int]:
    """The tokens of the names of state organs, whose words are not matched by meaning."""
    found: set[int] = set()
    for words in _ORGANS:
        for i in range(len(t)):
            if t.words[i] == words[0] and t.words[i : i + len(words)] == words:
                found.update(range(i, i + len(words)))
    return found


_ORGANS: Final = [phrase.split() for phrase in ORGANS if " " in phrase]
_COMPLEMENT_REACH: Final = 7  # tokens
_COMPLEMENT_OPENERS: Final = frozenset(
    "contre portant relatif relative relatifs relatives fixant".split()
)
_CLAUSE_ENDS: Final = frozenset(";.!?…:")


def _is_auxiliary(t: Tokens, at: int) -> bool:
    """Whether a token is an auxiliary verb; *à*, which folds to *a*, is not."""
    return t.words[at] in AUXILIARIES and t.said(at, at + 1).lower() != "à"


def _phrase_key(phrase: _IndicatorPhrase) -> tuple[str, ...]:
    return tuple(sorted(word.root for word in phrase.words))
