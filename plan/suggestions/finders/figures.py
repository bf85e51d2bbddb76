"""Find the figures of a sentence that are values of an indicator.

In: a sentence and the candidate indicators. Out: a ``Finding`` for each figure and indicator, by
the noun of the figure (``units``) and the relevance of its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from plan.language.numbers.numeric_expressions import Figure
from plan.model.records import Indicator
from plan.suggestions.exclusions import cost_at
from plan.suggestions.finding import Finding, screen
from plan.suggestions.relevance import OWN_UNIT, About, Relevance
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.units import Fit, fit
from plan.suggestions.weights import (
    LOWEST_RATE_SCORE,
    LOWEST_SCORE,
    NOTHING_NAMED,
    OTHER_SUBJECT,
    RIVAL_SHARE,
)


class _CountedBy(NamedTuple):
    """An indicator that may count a figure.

    ``score``, from 0 to 1, follows from ``about``, where the article mentions the indicator, and
    from ``fitting``, how well the unit of the figure fits its own.
    """

    score: float
    indicator: Indicator
    about: About
    fitting: Fit


def find_figures(
    relevance: Relevance, sentence: Sentence, candidates: Sequence[Indicator]
) -> Iterator[Finding]:
    """The figures of a sentence, each for the indicators that count it, in the order of the text.

    The part of a total is not returned for the indicators of the total.
    """
    taken: dict[int | None, set[str]] = {}
    for k, figure in enumerate(sentence.figures):
        if k in sentence.bases:
            continue
        total = taken.get(figure.part_of, set())
        noun = _noun(sentence, k)
        open_to = [i for i in candidates if i.nature != "steps" and i.id not in total]
        matches = _matches(relevance, sentence, k, noun, open_to)
        taken[k] = {each.indicator.id for each in matches}
        for match in matches:
            yield _finding(relevance, sentence, k, noun, match)


def _matches(
    relevance: Relevance, sentence: Sentence, k: int, noun: str, indicators: Sequence[Indicator]
) -> list[_CountedBy]:
    """The indicators that count figure ``k``: the best, and those that score nearly as high."""
    unknown = relevance.counts_unknown(sentence, k)
    matches = [
        match
        for each in indicators
        if (match := _match(relevance, sentence, k, noun, each, unknown=unknown)) is not None
    ]
    matches.sort(key=lambda each: -each.score)
    return [each for each in matches if each.score >= RIVAL_SHARE * matches[0].score]


def _match(
    relevance: Relevance, sentence: Sentence, k: int, noun: str, indicator: Indicator,
    *, unknown: bool,
) -> _CountedBy | None:  # fmt: skip
    """Whether an indicator counts figure ``k``; ``unknown``: the plan lacks its noun."""
    figure, vocabulary = sentence.figures[k], relevance.vocabulary
    fitting = fit(vocabulary.plan, indicator, figure, vocabulary.own[indicator.id], noun)
    if not fitting.grade:
        return None
    at = (sentence.token_at(figure.start), sentence.token_at(max(figure.end - 1, 0)) + 1)
    about = relevance.about(sentence, indicator, at)
    sole = indicator.id in vocabulary.sole_unit and not _is_part(sentence, figure)
    if fitting.code == "unit" and sole and about.score < OWN_UNIT:
        about = About(OWN_UNIT, None, about.reason if about.score else ScoreReason("name"))
    score = fitting.grade * about.score
    if fitting.code == "unsaid" and about.words is None:
        score *= NOTHING_NAMED
    elsewhere = about.words and vocabulary.subjects.changes_subject(sentence.tokens, about.words[1])
    unrelated = figure.measure == "money" and relevance.is_unrelated_money(sentence)
    if unknown or elsewhere or unrelated:
        score *= OTHER_SUBJECT
    lowest = LOWEST_RATE_SCORE if indicator.nature == "rate" else LOWEST_SCORE
    return _CountedBy(score, indicator, about, fitting) if score >= lowest else None


def _finding(
    relevance: Relevance, sentence: Sentence, k: int, noun: str, match: _CountedBy
) -> Finding:
    figure, fitting = sentence.figures[k], match.fitting
    words = sentence.text[figure.start : figure.end]
    counted = "" if fitting.code == "unsaid" else noun if figure.measure == "count" else words
    reasons = [match.about.reason, ScoreReason(fitting.code, counted)]
    flags = set()
    if figure.kind != "exactly":
        reasons.append(ScoreReason("qualifier", words))
    if figure.flags:
        reasons.append(ScoreReason("mismatch"))
        flags.add("word-digit-mismatch")
    if fitting.code == "currency":
        flags.add("other-unit")
    if _is_part(sentence, figure):
        flags.add("part")
    if _is_total(sentence, figure):
        flags.add("total")
    found = screen(
        Finding(
            sentence, match.indicator, figure.end - 1, match.score, match.about,
            ((figure.start, figure.end),), tuple(reasons),
            value=None if fitting.code == "currency" else figure.stated, flags=frozenset(flags),
            exclusion=cost_at(sentence, figure.start) if figure.measure == "money" else None,
        ),
        relevance.vocabulary, sentence.modality(figure.start),
    )  # fmt: skip
    parts = [each for each in sentence.figures
             if each.part_of == k and each.measure == figure.measure]  # fmt: skip
    if found.exclusion is not None or not parts:
        return found
    return replace(
        found, spans=(*found.spans, *((each.start, each.end) for each in parts)),
        parts=tuple((each.stated, sentence.text[each.start : each.end]) for each in parts),
    )  # fmt: skip


def _is_part(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is a part of another, which is not a mere base (*49 sur 70*)."""
    return figure.part_of is not None and figure.part_of not in sentence.bases


def _is_total(sentence: Sentence, figure: Figure) -> bool:
    """Whether the sentence calls a figure a total: *au total, 60 forages*."""
    token = sentence.token_at(figure.start)
    return "total" in sentence.tokens.words[max(token - 4, 0) : token + 1]


def _noun(sentence: Sentence, k: int) -> str:
    """What figure ``k`` counts: its own noun, else that of the figure before it."""
    figure, t = sentence.figures[k], sentence.tokens
    if figure.unit or figure.measure != "count":
        return figure.unit
    at = sentence.token_at(figure.end - 1) + 1
    if t.words[at] in ("de", "d'", "parmi") and t.words[at + 1] in _WHOSE:
        return t.said(at + 2, at + 3) if t.kinds[at + 2] == "word" else ""  # 40 de nos agents
    earlier = list(sentence.figures[:k])
    near = t.words[max(at - 5, 0) : at + 3]
    if sentence.before and any(near[i : i + 2] in _OF_THEM for i in range(len(near))):
        earlier = [*sentence.before.figures, *earlier]
    return next((f.unit for f in reversed(earlier) if f.measure == "count" and f.unit), "")


_OF_THEM: Final = (["parmi", "elles"], ["parmi", "eux"], ["entre", "elles"], ["entre", "eux"])
_WHOSE: Final = frozenset("nos ses ces leurs les mes vos".split())
