"""Run the finders over the sentences of an article and keep the best findings.

In: sentences, in text order. Out: a ``ReaderResult``. Each finding is quoted and dated; of findings
that exclude each other, the one with the highest score remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from plan.language.time.mentions import Mention
from plan.model.records import Indicator
from plan.suggestions.dating import DatingCase, DatingResult, find_period
from plan.suggestions.finders.figures import find_figures
from plan.suggestions.finders.named import find_named
from plan.suggestions.finders.statements import find_statement
from plan.suggestions.finders.steps import find_steps
from plan.suggestions.finding import Finding
from plan.suggestions.quotations import passage
from plan.suggestions.relevance import Relevance
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.suggestion import ReaderResult, Suggestion, Withheld
from plan.suggestions.weights import RIVAL_SHARE


@dataclass
class Collector:
    """The findings of the sentences added so far; add sentences in text order.

    ``running`` is the last period that a report stated for the figures after it; ``known`` are the
    ids of the indicators that have a suggestion.
    """

    relevance: Relevance
    suggestions: list[Suggestion] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    running: Mention | None = None
    known: set[str] = field(default_factory=set)

    def result(self) -> ReaderResult:
        """The suggestions, highest score first, and the withheld passages, in text order."""
        order = sorted(_without_duplicates(self.suggestions),
                       key=lambda each: (-each.score, each.start, each.indicator))  # fmt: skip
        return ReaderResult(tuple(order), tuple(self.withheld))

    def add(self, sentence: Sentence) -> None:
        """Find what a sentence states for any indicator; keep suggestions and what is withheld."""
        candidates = self.relevance.candidates(sentence)
        suggestions, withheld = self._complete(self._values(sentence, candidates))
        suggestions = _winners(suggestions)
        # Beside a value, a statement must name who acted. A figure that was withheld may not return
        # as a statement without it; a cost may, since it excludes no event.
        valued = {each.indicator for each in suggestions}
        excluded = {each.indicator for each in withheld if each.exclusion.code != "cost"}
        statements = [
            find_statement(self.relevance, sentence, indicator, only_by=bool(valued))
            for indicator in candidates
            if indicator.nature not in ("steps", "rate") and indicator.id not in valued | excluded
        ]
        stated, also_withheld = self._complete(each for each in statements if each is not None)
        self.suggestions += suggestions + stated
        self.known.update(each.indicator for each in (*suggestions, *stated))
        self.withheld += dict.fromkeys(withheld + also_withheld)

    def _values(self, sentence: Sentence, candidates: Sequence[Indicator]) -> list[Finding]:
        """The figures of a sentence, then, by indicator, its steps or the things it names."""
        found = list(find_figures(self.relevance, sentence, candidates))
        counted = {each.indicator.id for each in found}
        for indicator in candidates:
            if indicator.nature == "steps":
                found += find_steps(self.relevance, sentence, indicator)
            elif indicator.nature != "rate" and indicator.id not in counted:
                repeated = indicator.id in self.known
                named = find_named(self.relevance, sentence, indicator, repeated=repeated)
                found += [named] if named is not None else []
        return found

    def _complete(self, findings: Iterable[Finding]) -> tuple[list[Suggestion], list[Withheld]]:
        """Quote findings, and date those that are not withheld, which may set ``running``."""
        suggestions: list[Suggestion] = []
        withheld: list[Withheld] = []
        for each in findings:
            if each.exclusion is not None:
                start, end = passage(each.sentence, _quoted(each))
                quote = each.sentence.article[start:end]
                withheld.append(Withheld(start, end, quote, each.indicator.id, each.exclusion))
                continue
            dated = find_period(
                DatingCase(each.sentence, each.place, each.indicator, each.step is not None,
                           each.event, each.announced, each.date), self.running,
            )  # fmt: skip
            self.running = dated.lasting or self.running
            suggestions.append(_suggestion(each, dated))
        return suggestions, withheld


def _quoted(finding: Finding) -> list[tuple[int, int]]:
    """The characters of the sentence that a quotation must hold."""
    return [*finding.spans, finding.subject] if finding.subject else [*finding.spans]


def _suggestion(finding: Finding, dated: DatingResult) -> Suggestion:
    sentence = finding.sentence
    start, end = passage(sentence, [*_quoted(finding), *([dated.here] if dated.here else [])])
    return Suggestion(
        start, end, sentence.article[start:end], finding.indicator.id, finding.value, finding.step,
        finding.indicator.unit, dated.period, finding.announced,
        tuple(sorted(finding.flags | dated.flags)), round(min(finding.score, 1.0), 3),
        (*finding.reasons, ScoreReason(dated.how, dated.words)), (sentence.start, sentence.end),
        finding.subject, finding.parts,
    )  # fmt: skip


def _winners(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Of the suggestions of one sentence that exclude each other, the best.

    Two indicators may not rest on the same words; one indicator has one figure for one period, the
    total where the sentence states one.
    """
    return [each for each in suggestions if not any(_beats(other, each) for other in suggestions)]


def _beats(one: Suggestion, other: Suggestion) -> bool:
    if one.indicator != other.indicator:
        return other.score < RIVAL_SHARE * one.score and _overlap(one.about, other.about)
    alike = one.period == other.period and one.value and other.value and not other.step
    return bool(alike) and _rank(one) < _rank(other)


def _rank(each: Suggestion) -> tuple[bool, float, int]:
    return "total" not in each.flags, -each.score, each.start


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _without_duplicates(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The best suggestion for each sentence, indicator, value and period."""
    best: dict[Any, Suggestion] = {}
    for each in suggestions:
        key = each.sentence, each.indicator, each.value, each.step, each.period
        if key not in best or best[key].score < each.score:
            best[key] = each
    return list(best.values())
