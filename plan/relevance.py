"""How far a place of a sentence is about an indicator, by the words here and before.

The words of an indicator count the more, the better they fit, the fewer other indicators have them
and the nearer they stand. What a sentence does not repeat is taken from the one before it, from
the line that leads its list, from the question that it answers, and from the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plan import lexicon as lex
from plan.body import Sentence
from plan.figures import Figure
from plan.model import Indicator
from plan.numerals import Tokens, tokenise
from plan.stems import begins_any
from plan.subjects import Hit
from plan.vocabulary import Vocabulary

__all__ = ["NAME_ALONE", "OWN_UNIT", "REASONS", "About", "Reason", "Relevance"]

#: Why a passage is suggested, in words; a sentence of the catalogue each.
REASONS: Final[dict[str, str]] = {
    "term": "It speaks of it: “{words}”.",
    "name": "It has words of the indicator’s name: “{words}”.",
    "carried": "What stands before speaks of it: “{words}”.",
    "unit": "It counts what the indicator counts: “{words}”.",
    "people": "It counts people: “{words}”.",
    "subject": "It counts something that the indicator names: “{words}”.",
    "unsaid": "It does not repeat what it counts.",
    "unknown": "Whether it counts the same is not certain: “{words}”.",
    "currency": "It is in another currency: “{words}”.",
    "qualifier": "The qualifier is kept: “{words}”.",
    "step": "The step is told by “{words}”.",
    "named": "They are named and not counted: “{words}”.",
    "statement": "It tells that it was done, and no value: “{words}”.",
    "period": "When: “{words}”.",
    "period-before": "When, told before: “{words}”.",
    "period-event": "The day of the event that the article reports: “{words}”.",
    "period-present": "It tells what is so on the day of publication.",
    "period-unresolved": "When, once the day of the article is known: “{words}”.",
    "period-none": "It does not say when.",
    "announced": "It is announced, not done: “{words}”.",
    "mismatch": "Words and digits of the number disagree: the words are taken.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by a code of ``REASONS``, and the words of the article that show it."""

    code: str
    words: str = ""


# --- Weights -------------------------------------------------------------------------------------

#: How much words count that stand elsewhere: in the line that leads a list, one or two sentences
#: before, in the title, in the question, in what a pronoun takes up (*l'a signé*, *ledit projet*).
_LEAD: Final = 0.85
_BEFORE: Final = (0.55, 0.4)
_TITLE: Final = 0.35
_TITLE_OF_STEPS: Final = 0.42
_ASKED: Final = 0.75
_TAKEN_UP: Final = 0.75
#: At this distance, clauses counted, words say half as much of a figure; with another figure
#: between them, less.
_HALF: Final = 18
_BEYOND_A_FIGURE: Final = 0.7
#: How much the words of a name add to those of a term, and count alone.
_NAME: Final = 0.45
NAME_ALONE: Final = 0.75
#: What the noun of a unit says that one indicator alone has.
OWN_UNIT: Final = 0.5
#: A noun with a complement that no word of the plan knows counts something else.
_STRANGE: Final = 0.55
#: An article is about the plan where it names so many indicators by phrases of their own.
_NAMED_WELL: Final = 0.8
_SEVERAL: Final = 2
_DISPATCH: Final = 3  # sentences, in which one such phrase is enough


@dataclass(frozen=True, slots=True)
class About:
    """How far a place of a sentence is about an indicator, and by which words."""

    score: float
    words: tuple[int, int] | None
    reason: Reason


class Relevance:
    """What each place of an article is about, among the indicators of a plan."""

    def __init__(self, plan: Vocabulary, title: str, sentences: Sequence[Sentence]) -> None:
        """Look up every word of a plan in an article."""
        self.plan = plan
        self.sentences = sentences
        self.title = tokenise(title)
        self.title_hits = _by_indicator(plan.subjects.hits(self.title))
        self.hits = {
            each.start: _by_indicator(plan.subjects.hits(each.tokens)) for each in sentences
        }

    def is_off_topic(self) -> bool:
        """Whether the article says nothing of what the plan's title is about, nor of indicators."""
        topic = self.plan.subjects.topic
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
        """The sentences before that may say of what one speaks, with how much they count."""
        if sentence.lead is not None:
            yield _LEAD, sentence.lead
        if sentence.asked is not None:
            yield _ASKED, sentence.asked
        before = sentence.before
        for share in (_TAKEN_UP, _BEFORE[1]) if sentence.takes_up else _BEFORE:
            if before is None or before is sentence.asked:
                return
            yield share, before
            before = before.before

    def candidates(self, sentence: Sentence) -> list[Indicator]:
        """The indicators of which any word stands here or before, in the order of the file."""
        found = set(self.hits[sentence.start]) | self.plan.subjects.named(sentence.tokens)
        for _, earlier in self._chain(sentence):
            found |= self.hits[earlier.start].keys()
        found |= self.title_hits.keys() | self.plan.partners
        words = set(sentence.tokens.words)
        found |= {
            each for each, heads in self.plan.its_own.items()
            if any(head.grade(word) for head in heads for word in words)
        }  # fmt: skip
        indicators = self.plan.indicators
        return [indicators[each] for each in indicators if each in found]

    def about(self, sentence: Sentence, indicator: Indicator, at: tuple[int, int]) -> About:
        """How far what stands at some tokens is about an indicator."""
        best = About(0.0, None, Reason("name"))
        for each in self.mentions_of(sentence, indicator):
            score = each.score
            if each.words is not None:
                score *= _closeness(sentence, each.words, at)
            if score > best.score:
                best = replace(each, score=score)
        name, words = self.name(sentence, indicator, at)
        if best.score:
            return replace(best, score=min(1.0, best.score + _NAME * name * (1 - best.score)))
        if words:
            reason = Reason("name", sentence.tokens.said(*words))
            return About(NAME_ALONE * name, words, reason)
        return best

    def mentions_of(self, sentence: Sentence, indicator: Indicator) -> Iterator[About]:
        """The words that speak of an indicator, here and before; unweighed by distance."""
        for hit in self.hits[sentence.start].get(indicator.id, ()):
            words = sentence.tokens.said(hit.first, hit.stop)
            yield About(hit.weight, (hit.first, hit.stop), Reason("term", words))
        for share, earlier in self._chain(sentence):
            for hit in self.hits[earlier.start].get(indicator.id, ()):
                words = earlier.tokens.said(hit.first, hit.stop)
                yield About(hit.weight * share, None, Reason("carried", words))
        share = _TITLE_OF_STEPS if indicator.nature == "steps" else _TITLE
        for hit in self.title_hits.get(indicator.id, ()):
            words = self.title.said(hit.first, hit.stop)
            yield About(hit.weight * share, None, Reason("carried", words))

    def name(
        self, sentence: Sentence, indicator: Indicator, at: tuple[int, int]
    ) -> tuple[float, tuple[int, int] | None]:
        """How much of an indicator's name stands close to some tokens, and where."""
        subjects, t = self.plan.subjects, sentence.tokens
        units = self.plan.units.get(indicator.unit or "", ())
        total = held = 0.0
        spots: list[int] = []
        for word in subjects.names[indicator.id]:
            if any(word.grade(unit.text) == 1 for unit in units):
                continue
            weight = subjects.name_weight(word)
            total += weight
            best, spot = 0.0, -1
            for i in range(len(t)):
                if t.kinds[i] == "word" and (grade := word.grade(t.words[i])):
                    grade *= _closeness(sentence, (i, i + 1), at)
                    if grade > best:
                        best, spot = grade, i
            if spot >= 0:
                held += weight * best
                spots.append(spot)
        if not spots:
            return 0.0, None
        return held / total, (min(spots), max(spots) + 1)

    def weighed(self, sentence: Sentence, about: About) -> float:
        """How far a sentence is about an indicator by some words, if they do not lead away."""
        if about.words and self.plan.subjects.drifts(sentence.tokens, about.words[1]):
            return about.score * _STRANGE
        return about.score

    def is_spent_elsewhere(self, sentence: Sentence) -> bool:
        """Whether nothing says that money went to what the plan is about."""
        near = [sentence, *(each for _, each in self._chain(sentence))]
        words = {word for each in near for word in each.tokens.words}
        if not lex.PLAN_NOUNS.isdisjoint(words):
            return False
        return not any(each.grade(word) for each in self.plan.subjects.topic for word in words)

    def is_strange(self, sentence: Sentence, k: int) -> bool:
        """Whether figure k, or one before it in its sentence, counts what the plan does not know.

        *Vingt-sept affaires de vol, qui ont donné lieu à 33 condamnations*: the complement tells.
        """
        return any(
            self._has_strange_complement(sentence, figure)
            for figure in sentence.figures[: k + 1]
            if figure.measure == "count"
        )

    def _has_strange_complement(self, sentence: Sentence, figure: Figure) -> bool:
        t, noun = sentence.tokens, figure.unit
        at = (sentence.token_at(figure.start), sentence.token_at(max(figure.end - 1, 0)) + 1)
        words = [token.word for token in tokenise(noun)]
        if not ({"de", "d'"} & set(words)) and t.words[at[1]] in ("de", "d'", "pour", "contre"):
            words = [*words, *t.words[at[1] : at[1] + 2]]
        for i, word in enumerate(words[:-1]):
            if word in ("de", "d'", "pour", "contre"):
                told = words[i + 1]
                if told in lex.FUNCTION_WORDS or told in lex.PERIOD_UNITS or not told.isalpha():
                    return False
                if told in lex.MONTHS or told[:6] in lex.OF_ALL_NEWS:
                    return False
                raw = _said_of(t, told, at[0])
                return not (raw[:1].isupper() or self.plan.subjects.knows(told))
        return False

    def tells_other_act(self, sentence: Sentence, indicator: Indicator) -> bool:
        """Whether a sentence names a document or an act that is not the indicator's."""
        own = self.plan.own[indicator.id]
        return any(
            any(begins_any(word, nouns) for nouns, _ in lex.MAKINGS[:2])
            and not any(each.grade(word) for each in own)
            for word in sentence.tokens.words[: len(sentence.tokens)]
        )


def _by_indicator(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.indicator, []).append(hit)
    return found


def _closeness(sentence: Sentence, words: tuple[int, int], at: tuple[int, int]) -> float:
    """How much words say of what stands at some tokens, by how far apart they are."""
    far = sentence.apart(words, at)
    first, last = min(words[1], at[1]), max(words[0], at[0])
    between = far and any(
        first <= token < last for token in sentence.totals if not at[0] <= token < at[1]
    )
    return (_BEYOND_A_FIGURE if between else 1.0) / (1 + far / _HALF)


def _said_of(t: Tokens, word: str, first: int) -> str:
    """A word as it is printed, from a token on."""
    at = next((i for i in range(first, len(t)) if t.words[i] == word), None)
    return "" if at is None else str(t.said(at, at + 1))
