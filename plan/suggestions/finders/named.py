"""Find things and organisations that a sentence names instead of giving their number.

In: a sentence and an indicator. Out: a ``Finding`` whose value is the number of names, or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plan.language.lexicon.subjects import RECEIVING
from plan.language.word_families import begins_any
from plan.model.quantities import Stated
from plan.model.records import Indicator
from plan.suggestions.exclusions import vague_in
from plan.suggestions.finding import Finding, screen
from plan.suggestions.named_things import Things, is_head, named_organisations, things_made
from plan.suggestions.relevance import About, Relevance
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.subjects import Word
from plan.suggestions.weights import (
    LOWEST_SCORE,
    NAMED_ORGANISATION,
    NAMED_THING,
    SAME_FAMILY,
    SUBJECT_REACH,
    SUPPORT_REACH,
    UNIT_NOUN_ALONE,
)


def find_named(
    relevance: Relevance, sentence: Sentence, indicator: Indicator, *, repeated: bool
) -> Finding | None:
    """Find the partners, or the things of its unit, that a sentence names for an indicator.

    ``repeated``: earlier sentences had a finding for the indicator, so that a definite article (*en
    marge de la caravane*) refers to the same thing again.
    """
    if indicator.id in relevance.vocabulary.partners:
        return _organisations(relevance, sentence, indicator)
    return _things(relevance, sentence, indicator, repeated=repeated)


def _things(
    relevance: Relevance, sentence: Sentence, indicator: Indicator, *, repeated: bool
) -> Finding | None:
    vocabulary = relevance.vocabulary
    heads = vocabulary.units.get(indicator.unit or "", ())
    if not heads or vocabulary.plan.counts_people(indicator):
        return None
    abouts = [each for each in relevance.mentions_of(sentence, indicator) if each.words]
    if indicator.id in vocabulary.sole_unit:
        abouts += _unit_nouns(relevance, sentence, indicator, heads)
    for about in sorted(abouts, key=lambda each: -each.score):
        if about.words is None or NAMED_THING * relevance.weigh(sentence, about) < LOWEST_SCORE:
            continue
        things = next(things_made(sentence, heads, about.words, SUBJECT_REACH), None)
        if things is not None:
            definite = sentence.tokens.words[things.first - 1] in _DEFINITE
            if definite and repeated:
                return None
            return _finding(relevance, sentence, indicator, about, things)
    return None


def _unit_nouns(
    relevance: Relevance, sentence: Sentence, indicator: Indicator, heads: Sequence[Word]
) -> Iterator[About]:
    """The nouns of a unit, where the sentence has another word of the indicator's name too."""
    t = sentence.tokens
    nouns = [
        i for i in range(len(t))
        if t.kinds[i] == "word" and any(is_head(head, t.words[i]) for head in heads)
    ]  # fmt: skip
    others = [
        word for word in relevance.vocabulary.subjects.names[indicator.id]
        if not any(is_head(head, word.text) for head in heads)
    ]  # fmt: skip
    if nouns and any(word.grade(each) >= SAME_FAMILY for word in others for each in t.words):
        for i in nouns:
            yield About(UNIT_NOUN_ALONE, (i, i + 1), ScoreReason("unit", t.said(i, i + 1)))


def _finding(
    relevance: Relevance, sentence: Sentence, indicator: Indicator, about: About, things: Things
) -> Finding:
    span = sentence.span((things.first, things.stop))
    event = sentence.span(things.event) if things.event else span
    exact = things.exact and indicator.nature == "flow"
    between = sorted((things.first, (things.event or (0, 0))[0]))
    found = Finding(
        sentence, indicator, event[0], NAMED_THING * about.score, about, (span, event),
        (about.reason, ScoreReason("named", sentence.text[slice(*span)])),
        value=Stated("exactly" if exact else "at_least", things.number), event=True,
        flags=frozenset({"counted"}), exclusion=vague_in(sentence, between),
    )  # fmt: skip
    return screen(found, relevance.vocabulary, sentence.modality(event[0]))


def _organisations(
    relevance: Relevance, sentence: Sentence, indicator: Indicator
) -> Finding | None:
    """Organisations named near a word for help, as a least number of partners."""
    vocabulary = relevance.vocabulary
    bodies = named_organisations(
        sentence, vocabulary.proper_names[indicator.id], vocabulary.country
    )
    support = next(
        (i for i in sentence.supports
         if any(sentence.distance((i, i + 1), body) <= SUPPORT_REACH for body in bodies)), None,
    )  # fmt: skip
    if support is None:
        return None
    spans = [sentence.span(each) for each in bodies]
    event = sentence.span((support, support + 1))
    about = About(1.0, (support, support + 1), ScoreReason("term", sentence.text[slice(*event)]))
    words = ", ".join(sentence.text[slice(*span)] for span in spans)
    found = Finding(
        sentence, indicator, event[0], NAMED_ORGANISATION, about, (event, *spans),
        (about.reason, ScoreReason("named", words)),
        value=Stated("at_least", len(bodies)), event=True, flags=frozenset({"counted"}),
    )  # fmt: skip
    # A foreign state that acts is a partner, unless it is the one that is helped.
    helped = any(begins_any(word, RECEIVING) for word in sentence.tokens.words)
    return screen(found, vocabulary, sentence.modality(event[0]), abroad=helped, attended=True)


_DEFINITE: Final = frozenset("la le l' cette ce cet ces les".split())
