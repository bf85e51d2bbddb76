"""Find events that a sentence states for an indicator without a value.

In: a sentence and an indicator. Out: a ``Finding`` without value or step, or None.
"""

from __future__ import annotations

from dataclasses import replace

from plan.language.lexicon.acts import FUNCTION_WORDS
from plan.language.lexicon.subjects import RECEIVING
from plan.language.modality import Modality
from plan.language.word_families import begins_any
from plan.model.records import Indicator
from plan.suggestions.exclusions import Exclusion, cost_at, vague_in
from plan.suggestions.finding import Finding, screen
from plan.suggestions.named_things import is_head
from plan.suggestions.relevance import Relevance
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.vocabulary import Vocabulary
from plan.suggestions.weights import LOWEST_SCORE, STATEMENT, STATEMENT_RELEVANCE


def find_statement(
    relevance: Relevance, sentence: Sentence, indicator: Indicator, *, only_by: bool
) -> Finding | None:
    """Find an event stated as done, without a value; ``only_by``: only if its agent is named."""
    abouts = [each for each in relevance.mentions_of(sentence, indicator) if each.words]
    about = max(abouts, key=lambda each: each.score, default=None)
    if about is None or about.words is None or about.score < STATEMENT_RELEVANCE:
        return None
    by = _is_done_by(sentence, about.words)
    span = sentence.span(about.words)
    modality = sentence.modality(span[0])
    if by:
        modality = replace(modality, code="done")
    elif only_by:
        return None
    score = STATEMENT * about.score
    if score < LOWEST_SCORE or not _states_event(sentence, about.words, modality, by=by):
        return None
    found = Finding(
        sentence, indicator, span[0], score, about,
        () if sentence.lead else ((modality.start, modality.end),),
        (about.reason, ScoreReason("statement", sentence.cue(modality))), event=True,
        exclusion=_without_number(relevance.vocabulary, sentence, indicator, about.words, modality),
    )  # fmt: skip
    return screen(found, relevance.vocabulary, modality)


def _states_event(
    sentence: Sentence, words: tuple[int, int], modality: Modality, *, by: bool
) -> bool:
    """Whether a sentence states that something was done, and does not merely mention it.

    A single noun occurs in many contexts, so it needs a second word of the indicator, its verb, or
    a verb of receiving.
    """
    span, t = sentence.span(words), sentence.tokens
    has_cue = modality.start < modality.end
    if modality.code != "done" or not (by or has_cue or sentence.lead is not None):
        return False
    several = sum(t.words[i] not in FUNCTION_WORDS for i in range(*words)) > 1
    verb = by or (modality.start < span[1] and span[0] < modality.end)
    cue = sentence.token_at(max(modality.end - 1, 0))
    return several or verb or begins_any(t.words[cue], RECEIVING)


def _without_number(
    vocabulary: Vocabulary, sentence: Sentence, indicator: Indicator, words: tuple[int, int],
    modality: Modality,
) -> Exclusion | None:  # fmt: skip
    """The exclusion of a cost, or of a plural without its number."""
    if indicator.unit == "amount" and (cost := cost_at(sentence, modality.end)):
        return cost
    return vague_in(sentence) or _plural(vocabulary, sentence, indicator, words)


def _plural(
    vocabulary: Vocabulary, sentence: Sentence, indicator: Indicator, words: tuple[int, int]
) -> Exclusion | None:
    """Things of the indicator's unit in the plural, without a number: *des rapports annuels*."""
    if vocabulary.plan.counts_people(indicator):
        return None
    t, heads = sentence.tokens, vocabulary.units.get(indicator.unit or "", ())
    for i in range(*words):
        if t.words[i].endswith(("s", "x")) and any(is_head(head, t.words[i]) for head in heads):
            return Exclusion("vague", t.said(max(i - 1, 0), i + 1))
    return None


def _is_done_by(sentence: Sentence, words: tuple[int, int]) -> bool:
    """Whether words end in a participle followed by its agent: *financé par le royaume*."""
    t, last = sentence.tokens, words[1] - 1
    return t.words[last + 1] == "par" and t.said(last, last + 1).endswith(("é", "ée", "és", "ées"))
