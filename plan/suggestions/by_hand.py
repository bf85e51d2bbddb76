"""What a sentence states that a person takes as evidence for an indicator: its value and period.

In: an indicator, an article and words of it. Out: what of an observation can be read there. The
day of publication is never taken for the period.
"""

from __future__ import annotations

import re
from typing import Final

from plan.articles.limits import LIMITS
from plan.edition.edition import Edition
from plan.file.tree import Tree
from plan.language.sentences import sentence_spans
from plan.language.time.typed_periods import in_file_notation
from plan.model.quantities import Period
from plan.model.records import Indicator, Plan
from plan.suggestions.dating import DatingCase, find_period
from plan.suggestions.sentences import Sentence
from plan.suggestions.snippets import written_value
from plan.suggestions.steps import StepMatcher
from plan.suggestions.units import fit

_LEAST_FIT: Final = 0.5
_UNSURE: Final = frozenset({"approximate", "since", "undated", "unresolved"})
#: How far around the words their sentences are looked for, in characters.
_REACH: Final = 2 * LIMITS.sentence
_YEAR: Final = re.compile(r"\d{4}")


def read_passage(
    plan: Plan, indicator: Indicator, article: str, words: str, published: Period | None
) -> dict[str, Tree]:
    """The value or step and the period that words of an article state for an indicator.

    A key is left out where the words do not give it, where they give several, or where what they
    say is still to come. Words that are not in the article are read by themselves.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    place = re.search(pattern, article) if pattern else None
    if place is None:
        article, start, end = words, 0, len(words)
    else:
        start, end = place.span()
    near = max(0, start - _REACH), min(len(article), end + _REACH)
    inside = [
        Sentence(article, first, last, published)
        for first, last in sentence_spans(article, *near)
        if first < end and start < last
    ]
    found: dict[str, Tree] = {}
    for sentence in inside:
        span = max(start - sentence.start, 0), end - sentence.start
        read = _stated(plan, indicator, sentence, span)
        if read and found:
            return {}
        found = read or found
    if not found and len(inside) == 1:
        return _period(indicator, inside[0], max(start - inside[0].start, 0))
    return found


def read_from_source(edition: Edition, indicator: str, source: str, words: str) -> dict[str, Tree]:
    """What ``read_passage`` reads in words of a source; nothing for an unknown indicator."""
    plan = edition.sound
    if plan is None or indicator not in plan.indicator or not words.strip():
        return {}
    article = edition.library.articles.get(source)
    published = plan.source[source].published if source in plan.source else None
    text = article.text if article else ""
    return read_passage(plan, plan.indicator[indicator], text, words, published)


def _stated(
    plan: Plan, indicator: Indicator, sentence: Sentence, span: tuple[int, int]
) -> dict[str, Tree]:
    """The value or the step stated in a span of a sentence, with its period."""
    if indicator.nature == "steps":
        mentions = [
            each for each in StepMatcher(indicator).mentions(
                sentence, (0, len(sentence.tokens)), len(sentence.tokens)
            ) if each.modality.code == "done"
        ]  # fmt: skip
        if not mentions:
            return {}
        best = max(mentions, key=lambda each: each.grade)
        place = sentence.tokens.starts[best.first]
        return {**_period(indicator, sentence, place), "step": best.step}
    fitting = [
        (fit(plan, indicator, each, (), each.unit).grade, each)
        for k, each in enumerate(sentence.figures)
        if each.part_of is None and k not in sentence.bases
        and each.start < span[1] and span[0] < each.end
    ]  # fmt: skip
    best_grade = max((grade for grade, _ in fitting), default=0.0)
    best_figures = [each for grade, each in fitting if grade == best_grade >= _LEAST_FIT]
    if len(best_figures) != 1:
        return {}
    (figure,) = best_figures
    if sentence.modality(figure.start).code != "done":
        return {}
    value = written_value(figure.stated)
    return {**_period(indicator, sentence, figure.end - 1), **value}


def _period(indicator: Indicator, sentence: Sentence, place: int) -> dict[str, Tree]:
    """The period that a sentence itself states for what is at a place in it."""
    dated = find_period(DatingCase(sentence, place, indicator, indicator.nature == "steps"))
    if dated.how != "period" or dated.period is None or dated.flags & _UNSURE:
        return {}
    published = sentence.published
    today = published is not None and dated.period == (published.end, published.end)
    if today and not _YEAR.search(dated.words):
        return {}  # *aujourd'hui*, *à ce jour*
    return {"period": in_file_notation(dated.period)}
