"""Relevance of a place in a sentence to each indicator, from 0 to 1.

In: the vocabulary of a plan, the title and the sentences of an article. Out: ``About`` values. The
words of an indicator weigh more the closer they match, the fewer indicators share them and the
nearer they are. Words from elsewhere weigh less: from the sentences before, the line that
introduces a list, the question that is answered, or the title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from plan.language.lexicon.acts import FUNCTION_WORDS, PRODUCTION_BY_NOUN
from plan.language.lexicon.subjects import NEWS_STOP_STEMS
from plan.language.lexicon.time import PERIOD_UNITS, PLAN_NOUNS
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.numbers.numeric_expressions import Figure
from plan.language.word_families import begins_any
from plan.model.quantities import MONTHS
from plan.model.records import Indicator
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.subjects import Hit
from plan.suggestions.vocabulary import Vocabulary

# --- Weights -------------------------------------------------------------------------------------

#: The weight of words found elsewhere: in the line that introduces a list, one or two sentences
#: before, in the title, in the question, in the antecedent of an anaphor (*l'a signé*).
_LEAD: Final = 0.85
_BEFORE: Final = (0.55, 0.4)
_TITLE: Final = 0.35
_TITLE_OF_STEPS: Final = 0.42
_ASKED: Final = 0.75
_ANAPHOR: Final = 0.75
#: The distance at which words weigh half as much for a figure, and the factor for words beyond
#: another figure.
_HALF: Final = 18
_BEYOND_A_FIGURE: Final = 0.7
#: The weight of the words of a name beside those of a term, and without them.
_NAME: Final = 0.45
NAME_ALONE: Final = 0.75
#: The relevance of the noun of a unit that a single indicator has.
OWN_UNIT: Final = 0.5
#: The factor for words whose complement is unknown to the plan: they are about something else.
_UNKNOWN_COMPLEMENT: Final = 0.55
#: An article is about the plan if hits of this weight or more name this many indicators.
_NAMED_WELL: Final = 0.8
_SEVERAL: Final = 2
_DISPATCH: Final = 3  # sentences: in a text as short, one such hit is enough


@dataclass(frozen=True, slots=True)
class About:
    """The relevance of a place to an indicator, from 0 to 1, and the tokens that show it.

    ``words`` is None where the sentence itself does not mention the indicator.
    """

    score: float
    words: tuple[int, int] | None
    reason: ScoreReason


class _NamedWord(NamedTuple):
    """A word of a name: its weight, and the tokens of a sentence that match it, with grades."""

    weight: float
    grades: dict[int, float]
    tokens: list[int]


@dataclass(slots=True)
class _Known:
    """What is known of the sentence that begins at ``start``.

    ``names``: the words of the name of each indicator; ``unknown``: the first figure that counts
    something unknown to the plan, the number of figures if none does.
    """

    start: int
    names: dict[str, list[_NamedWord]] = field(default_factory=dict)
    unknown: int | None = None


class Relevance:
    """The relevance of every place of an article to the indicators of a plan."""

    def __init__(self, vocabulary: Vocabulary, title: str, sentences: Sequence[Sentence]) -> None:
        """Look up every word of a plan in the sentences of an article and its title."""
        self.vocabulary = vocabulary
        self.sentences = sentences
        self.title = tokenise(title)
        self.title_hits = _by_indicator(vocabulary.subjects.hits(self.title))
        self.hits = {
            each.start: _by_indicator(vocabulary.subjects.hits(each.tokens)) for each in sentences
        }
        self._last = _Known(-1)

    def is_off_topic(self) -> bool:
        """Whether the article mentions neither the topic of the plan's title nor its indicators."""
        topic = self.vocabulary.subjects.topic
        words = {word for sentence in self.sentences for word in sentence.tokens.words}
        words.update(self.title.words)
        if not topic or any(each.grade(word) for each in topic for word in words):
            return False
        named = {
            hit.indicator for several in (*self.hits.values(), self.title_hits)
            for hits in several.values() for hit in hits
            if hit.weight > _NAMED_WELL and hit.stop - hit.first > 1
        }  # fmt: skip
        return len(named) < (_SEVERAL if len(self.sentences) > _DISPATCH else 1)

    def _chain(self, sentence: Sentence) -> Iterator[tuple[float, Sentence]]:
        """The earlier sentences that may hold the subject of a sentence, each after its weight."""
        if sentence.lead is not None:
            yield _LEAD, sentence.lead
        if sentence.question is not None:
            yield _ASKED, sentence.question
        before = sentence.before
        for share in (_ANAPHOR, _BEFORE[1]) if sentence.is_anaphoric else _BEFORE:
            if before is None or before is sentence.question:
                return
            yield share, before
            before = before.before

    def candidates(self, sentence: Sentence) -> list[Indicator]:
        """The indicators of which any word occurs in or before a sentence, in the file's order."""
        found = set(self.hits[sentence.start]) | self.vocabulary.subjects.named(sentence.tokens)
        for _, earlier in self._chain(sentence):
            found |= self.hits[earlier.start].keys()
        found |= self.title_hits.keys() | self.vocabulary.partners
        words = set(sentence.tokens.words)
        found |= {
            each for each, heads in self.vocabulary.sole_unit.items()
            if any(head.grade(word) for head in heads for word in words)
        }  # fmt: skip
        indicators = self.vocabulary.indicators
        return [indicators[each] for each in indicators if each in found]

    def about(self, sentence: Sentence, indicator: Indicator, at: tuple[int, int]) -> About:
        """The relevance of the tokens ``at`` to an indicator."""
        best = About(0.0, None, ScoreReason("name"))
        for each in self.mentions_of(sentence, indicator, at):
            score = each.score
            if each.words is not None:
                score *= _closeness(sentence, each.words, at)
            if score > best.score:
                best = replace(each, score=score)
        name, words = self.name_overlap(sentence, indicator, at)
        if best.score:
            return replace(best, score=min(1.0, best.score + _NAME * name * (1 - best.score)))
        if words:
            reason = ScoreReason("name", sentence.tokens.said(*words))
            return About(NAME_ALONE * name, words, reason)
        return best

    def mentions_of(
        self, sentence: Sentence, indicator: Indicator, at: tuple[int, int] | None = None
    ) -> Iterator[About]:
        """The mentions of an indicator in and before a sentence, not yet weighted by distance.

        Of very many in the sentence, those nearest to the tokens ``at``.
        """
        hits = self.hits[sentence.start].get(indicator.id, [])
        if at is not None and len(hits) > 2 * _NEAREST:
            hits = sorted(hits, key=lambda hit: abs(hit.first - at[0]))[: 2 * _NEAREST]
        for hit in hits:
            words = sentence.tokens.said(hit.first, hit.stop)
            yield About(hit.weight, (hit.first, hit.stop), ScoreReason("term", words))
        for share, earlier in self._chain(sentence):
            for hit in self.hits[earlier.start].get(indicator.id, ()):
                words = earlier.tokens.said(hit.first, hit.stop)
                yield About(hit.weight * share, None, ScoreReason("carried", words))
        share = _TITLE_OF_STEPS if indicator.nature == "steps" else _TITLE
        for hit in self.title_hits.get(indicator.id, ()):
            words = self.title.said(hit.first, hit.stop)
            yield About(hit.weight * share, None, ScoreReason("carried", words))

    def name_overlap(
        self, sentence: Sentence, indicator: Indicator, at: tuple[int, int]
    ) -> tuple[float, tuple[int, int] | None]:
        """The weighted share of the words of an indicator's name near ``at``, and their tokens."""
        names = self._known(sentence).names
        if indicator.id not in names:
            names[indicator.id] = self._words_of_name(sentence, indicator)
        total = held = 0.0
        spots: list[int] = []
        for word in names[indicator.id]:
            total += word.weight
            best, spot = 0.0, -1
            for i in _nearest(word.tokens, at):
                grade = word.grades[i] * _closeness(sentence, (i, i + 1), at)
                if grade > best:
                    best, spot = grade, i
            if spot >= 0:
                held += word.weight * best
                spots.append(spot)
        if not spots:
            return 0.0, None
        return held / total, (min(spots), max(spots) + 1)

    def _known(self, sentence: Sentence) -> _Known:
        """What is known of a sentence, kept for all figures of it."""
        if self._last.start != sentence.start:
            self._last = _Known(sentence.start)
        return self._last

    def _words_of_name(self, sentence: Sentence, indicator: Indicator) -> list[_NamedWord]:
        """The words of an indicator's name but its unit, and where a sentence has each."""
        subjects, t = self.vocabulary.subjects, sentence.tokens
        units = self.vocabulary.units.get(indicator.unit or "", ())
        found = []
        for word in subjects.names[indicator.id]:
            if any(word.grade(unit.text) == 1 for unit in units):
                continue
            grades = {
                i: grade for i in range(len(t))
                if t.kinds[i] == "word" and (grade := word.grade(t.words[i]))
            }  # fmt: skip
            found.append(_NamedWord(subjects.name_weight(word), grades, list(grades)))
        return found

    def weigh(self, sentence: Sentence, about: About) -> float:
        """The score of a mention, reduced where the words after it lead to another subject."""
        if about.words and self.vocabulary.subjects.changes_subject(
            sentence.tokens, about.words[1]
        ):
            return about.score * _UNKNOWN_COMPLEMENT
        return about.score

    def is_unrelated_money(self, sentence: Sentence) -> bool:
        """Whether neither a sentence nor those before it link its money to the plan's topic."""
        near = [sentence, *(each for _, each in self._chain(sentence))]
        words = {word for each in near for word in each.tokens.words}
        if not PLAN_NOUNS.isdisjoint(words):
            return False
        topic = self.vocabulary.subjects.topic
        return not any(each.grade(word) for each in topic for word in words)

    def counts_unknown(self, sentence: Sentence, k: int) -> bool:
        """Whether figure ``k``, or one before it, counts something unknown to the plan.

        Its complement shows it: *vingt-sept affaires de vol, qui ont donné lieu à 33
        condamnations*.
        """
        known = self._known(sentence)
        if known.unknown is None:
            unknown = (
                at for at, figure in enumerate(sentence.figures)
                if figure.measure == "count" and self._has_unknown_complement(sentence, figure)
            )  # fmt: skip
            known.unknown = next(unknown, len(sentence.figures))
        return known.unknown <= k

    def _has_unknown_complement(self, sentence: Sentence, figure: Figure) -> bool:
        t, noun = sentence.tokens, figure.unit
        at = (sentence.token_at(figure.start), sentence.token_at(max(figure.end - 1, 0)) + 1)
        of_noun = tokenise(noun)
        words = of_noun.words[: len(of_noun)]
        if not ({"de", "d'"} & set(words)) and t.words[at[1]] in ("de", "d'", "pour", "contre"):
            words = [*words, *t.words[at[1] : at[1] + 2]]
        for i, word in enumerate(words[:-1]):
            if word in ("de", "d'", "pour", "contre"):
                complement = words[i + 1]
                if (
                    complement in FUNCTION_WORDS
                    or complement in PERIOD_UNITS
                    or complement in MONTHS
                    or complement[:6] in NEWS_STOP_STEMS
                    or not complement.isalpha()
                ):
                    return False
                raw = _printed(t, complement, at[0])
                return not (raw[:1].isupper() or self.vocabulary.subjects.knows(complement))
        return False

    def names_other_document(self, sentence: Sentence, indicator: Indicator) -> bool:
        """Whether a sentence names a document or a legal act other than the indicator's."""
        own = self.vocabulary.own[indicator.id]
        return any(
            any(begins_any(word, nouns) for nouns, _ in PRODUCTION_BY_NOUN[:2])
            and not any(each.grade(word) for each in own)
            for word in sentence.tokens.words[: len(sentence.tokens)]
        )


def _by_indicator(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.indicator, []).append(hit)
    return found


def _closeness(sentence: Sentence, words: tuple[int, int], at: tuple[int, int]) -> float:
    """The weight of words for the tokens ``at``, from 0 to 1, falling with their distance."""
    far = sentence.distance(words, at)
    first, last = min(words[1], at[1]), max(words[0], at[0])
    totals = sentence.totals
    between = far and bisect_left(totals, first) < bisect_left(totals, last)
    return (_BEYOND_A_FIGURE if between else 1.0) / (1 + far / _HALF)


#: Of very many occurrences in a sentence, so many on each side of a place are looked at.
_NEAREST: Final = 16


def _nearest(tokens: Sequence[int], at: tuple[int, int]) -> Sequence[int]:
    """Of the tokens of a word, in order, those nearest to the tokens ``at``."""
    if len(tokens) <= 2 * _NEAREST:
        return tokens
    middle = bisect_left(tokens, at[0])
    return tokens[max(middle - _NEAREST, 0) : middle + _NEAREST]


def _printed(t: Tokens, word: str, first: int) -> str:
    """A folded word as printed at its first occurrence from token ``first`` on."""
    at = next((i for i in range(first, len(t)) if t.words[i] == word), None)
    return "" if at is None else str(t.said(at, at + 1))
