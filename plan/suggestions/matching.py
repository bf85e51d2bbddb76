"""The relation of a suggestion to the observations on record for its indicator.

In: a plan and a suggestion. Out: one of ``RELATIONS``, with the observations concerned. Intervals
of values are compared by the constraints of the method (``plan.method.bounds``): a suggestion may
repeat the record, narrow it, agree with it, contradict it, or be the first on its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from plan.language.folding import fold
from plan.language.lexicon.time import CITATIONS, REPORTS
from plan.language.numbers.numerals import tokenise
from plan.method.bounds import Constraint, System
from plan.method.counting import interval_of
from plan.model.quantities import INF, Interval, read_interval
from plan.model.records import Indicator, Observation, Plan
from plan.suggestions.suggestion import Suggestion

Relation = Literal[
    "new", "cited", "same-origin", "independent", "finer", "compatible", "contradicts",
    "other-unit", "part",
]  # fmt: skip

#: The meaning of each relation, a message of the catalogue.
RELATIONS: Final[dict[str, str]] = {
    "new": "New: nothing like it is recorded yet.",
    "cited": "This passage is already recorded.",
    "same-origin": "Same fact, same origin: not a second source.",
    "independent": "Same fact, apparently from another origin.",
    "finer": "It is more precise than what is recorded.",
    "compatible": "It agrees with what is recorded and adds nothing.",
    "contradicts": "It contradicts what is recorded.",
    "other-unit": "The unit is not the indicator’s.",
    "part": "It concerns a part of the total.",
}


@dataclass(frozen=True, slots=True)
class RecordMatch:
    """A relation to the record, and the indices of the observations that it concerns."""

    relation: Relation
    observations: tuple[int, ...] = ()


def match_record(plan: Plan, suggestion: Suggestion, source: str | None = None) -> RecordMatch:
    """Compare a suggestion with the observations of its indicator.

    ``source`` is the id of the article among the plan's sources, or None for a new one.
    """
    indicator = plan.indicator[suggestion.indicator]
    if cited := _cited(indicator, suggestion, source):
        return RecordMatch("cited", cited)
    if "other-unit" in suggestion.flags:
        return RecordMatch("other-unit")
    if "part" in suggestion.flags:
        return RecordMatch("part")
    stated = _interval(indicator, suggestion)
    held = [
        i for i, each in enumerate(indicator.observations)
        if each.set_aside is None and interval_of(indicator, each) is not None
    ]  # fmt: skip
    if stated is None or suggestion.announced or not held:
        return RecordMatch("new")
    if same := [i for i in held if _is_same(indicator, indicator.observations[i], suggestion)]:
        again = _of_same_origin(plan, indicator, same, suggestion, source)
        return RecordMatch("same-origin" if again else "independent", tuple(same))
    if indicator.nature == "flow":
        return _match_flow(indicator, held, suggestion, stated)
    return _match_level(indicator, held, suggestion, stated)


def _interval(indicator: Indicator, suggestion: Suggestion) -> Interval | None:
    if suggestion.step is not None:
        rank = indicator.ranks[suggestion.step]
        return Interval(rank, rank)
    return read_interval(*suggestion.value) if suggestion.value else None


def _cited(indicator: Indicator, suggestion: Suggestion, source: str | None) -> tuple[int, ...]:
    """The observations whose evidence is the same words of the same article."""
    ours = fold(suggestion.quote).folded
    return tuple(
        i
        for i, each in enumerate(indicator.observations)
        if any(
            evidence.source == source
            and ((theirs := fold(evidence.quote).folded) in ours or ours in theirs)
            for evidence in each.evidence
        )
    )


def _is_same(indicator: Indicator, each: Observation, suggestion: Suggestion) -> bool:
    value = each.stated == suggestion.value and each.step == suggestion.step and not each.part
    period = suggestion.period
    if not value or period is None or (indicator.nature == "steps" and not indicator.reversible):
        return value
    if indicator.nature == "flow":
        return each.period == period or (
            each.period.start is None and each.period.end >= period.end
        )
    return each.period.end == period.end


def _of_same_origin(
    plan: Plan, indicator: Indicator, same: Sequence[int], suggestion: Suggestion,
    source: str | None,
) -> bool:  # fmt: skip
    """Whether they have one origin: the same article, or a report that both relay."""
    words = set(tokenise(suggestion.quote).words)
    relays = not CITATIONS.isdisjoint(words) or not REPORTS.isdisjoint(words)
    for i in same:
        for evidence in indicator.observations[i].evidence:
            origin = evidence.origin or plan.source[evidence.source].origin
            if evidence.source == source or (origin is not None and relays):
                return True
    return False


def _match_flow(
    indicator: Indicator, held: Sequence[int], suggestion: Suggestion, stated: Interval
) -> RecordMatch:
    period = suggestion.period
    if period is None or period.start is None:
        return RecordMatch("compatible", tuple(held))
    constraints = [
        Constraint.over(*indicator.observations[i].period, interval)
        for i in held
        if (interval := interval_of(indicator, indicator.observations[i])) is not None
    ]
    system = System(constraints)
    if system.contradiction():
        return RecordMatch("new")  # the record contradicts itself: nothing to compare with
    start, end = period.start.toordinal(), period.end.toordinal() + 1
    if clash := System((*constraints, Constraint(start, end, *stated))).contradiction():
        return RecordMatch("contradicts", tuple(held[i] for i in clash if i < len(held)))
    known = system.between(start, end)
    overlapping = tuple(
        i for i in held
        if indicator.observations[i].period.end >= period.start
        and (indicator.observations[i].period.start or period.start) <= period.end
    )  # fmt: skip
    if known.unknown and not overlapping:
        return RecordMatch("new")
    return _narrowed(known, stated, overlapping or tuple(held))


def _match_level(
    indicator: Indicator, held: Sequence[int], suggestion: Suggestion, stated: Interval
) -> RecordMatch:
    lasting = indicator.nature == "steps" and not indicator.reversible
    if lasting:
        top = max(held, key=lambda i: indicator.ranks[indicator.observations[i].step or ""])
        rank = indicator.ranks[indicator.observations[top].step or ""]
        return RecordMatch("new" if stated.low > rank else "compatible", (top,))
    if suggestion.period is None:
        return RecordMatch("compatible", tuple(held))
    day = tuple(i for i in held if indicator.observations[i].period.end == suggestion.period.end)
    if not day:
        return RecordMatch("new")
    known = Interval(0, INF)
    for i in day:
        known = known.intersect(interval_of(indicator, indicator.observations[i]) or known)
    if known.intersect(stated).empty:
        return RecordMatch("contradicts", day)
    return _narrowed(known, stated, day)


def _narrowed(known: Interval, stated: Interval, on_record: tuple[int, ...]) -> RecordMatch:
    """*finer* if the statement narrows the known interval, else *compatible*."""
    both = known.intersect(stated)
    return RecordMatch("finer" if both != known else "compatible", on_record)
