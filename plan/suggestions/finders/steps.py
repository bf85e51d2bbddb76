"""Find the steps of an indicator that a sentence states as reached or announced.

In: a sentence and an indicator of nature *steps*. Out: a ``Finding`` for each step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plan.model.records import Indicator
from plan.suggestions.finding import Finding, screen
from plan.suggestions.relevance import NAME_ALONE, About, Relevance
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.steps import StepMention
from plan.suggestions.weights import LOWEST_SCORE, OTHER_DOCUMENT, SUBJECT_REACH


def find_steps(relevance: Relevance, sentence: Sentence, indicator: Indicator) -> Iterator[Finding]:
    """Find at most two steps: the one best stated as reached, the one best as announced."""
    matcher = relevance.vocabulary.step_matchers[indicator.id]
    best: dict[bool, tuple[float, StepMention, About]] = {}
    whole = (0, len(sentence.tokens))
    for about in _subjects(relevance, sentence, indicator):
        weight = relevance.weigh(sentence, about)
        if about.words is None and relevance.names_other_document(sentence, indicator):
            weight *= OTHER_DOCUMENT
        for mention in matcher.mentions(sentence, about.words or whole, SUBJECT_REACH):
            ahead = mention.modality.code == "announced"
            score = mention.grade * weight
            if ahead not in best or score > best[ahead][0] + 1e-9:
                best[ahead] = score, mention, about
    found: set[str] = set()
    for score, mention, about in sorted(best.values(), key=lambda each: -each[0]):
        if score >= LOWEST_SCORE and mention.step not in found:
            found.add(mention.step)
            yield _finding(relevance, sentence, indicator, score, mention, about)


def _subjects(relevance: Relevance, sentence: Sentence, indicator: Indicator) -> Iterator[About]:
    """The words that mention an indicator, those of its name last."""
    yield from relevance.mentions_of(sentence, indicator)
    name, words = relevance.name_overlap(sentence, indicator, (0, len(sentence.tokens)))
    if words:
        yield About(NAME_ALONE * name, words, ScoreReason("name", sentence.tokens.said(*words)))


def _finding(
    relevance: Relevance, sentence: Sentence, indicator: Indicator, score: float,
    mention: StepMention, about: About,
) -> Finding:  # fmt: skip
    vocabulary, modality, date = relevance.vocabulary, mention.modality, mention.date
    span = sentence.span((mention.first, mention.stop))
    if date is not None:
        start, end = date.start + sentence.start, date.end + sentence.start
        date = replace(date, start=start, end=end) if date.period is not None else None
    nominal = mention.step in vocabulary.step_matchers[indicator.id].nominal
    if modality.code == "ongoing" and nominal:
        modality = replace(modality, code="done")
    found = Finding(
        sentence, indicator, span[0], score, about, (span,),
        (about.reason, ScoreReason("step", sentence.text[slice(*span)])),
        step=mention.step, event=not mention.by_name, date=date,
        flags=frozenset({"organ-missing"} if mention.organ_missing else ()),
    )  # fmt: skip
    return screen(found, vocabulary, modality)
