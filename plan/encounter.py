"""How a suggestion meets what the plan's file already holds of its indicator.

The value is put beside the observations on record, by the same bounds as the method uses: it may
say the same again, say it more closely, agree, contradict, or be the first word on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from plan import lexicon as lex
from plan.bounds import Constraint, System
from plan.folding import fold
from plan.model import Indicator, Observation, Plan
from plan.numerals import tokenise
from plan.quantities import INF, Interval, read_interval
from plan.standing import interval_of
from plan.suggestions import Suggestion

__all__ = ["ENCOUNTERS", "Encounter", "Relation", "meet"]

Relation = Literal[
    "new", "cited", "same-origin", "independent", "finer", "compatible", "contradicts",
    "other-unit", "part",
]  # fmt: skip

#: What each relation means, in words; a sentence of the catalogue each.
ENCOUNTERS: Final[dict[str, str]] = {
    "new": "Nothing on record speaks of it.",
    "cited": "These words are on record already.",
    "same-origin": "The same fact again, from the same origin: no second source.",
    "independent": "The same fact again, from another origin as far as the words tell.",
    "finer": "It says more closely what is on record.",
    "compatible": "It agrees with what is on record, and adds nothing to it.",
    "contradicts": "It contradicts what is on record.",
    "other-unit": "It is in another unit than the indicator’s.",
    "part": "It speaks of a part of the total.",
}


@dataclass(frozen=True, slots=True)
class Encounter:
    """How a suggestion meets what is on record, and the observations that it meets, by index."""

    relation: Relation
    observations: tuple[int, ...] = ()


def meet(plan: Plan, suggestion: Suggestion, source: str | None = None) -> Encounter:
    """Compare a suggestion with the observations of its indicator.

    ``source`` is the id of the article among the plan's sources, or None for a new one.
    """
    indicator = plan.indicator[suggestion.indicator]
    if cited := _cited(indicator, suggestion, source):
        return Encounter("cited", cited)
    if "other-unit" in suggestion.flags:
        return Encounter("other-unit")
    if "part" in suggestion.flags:
        return Encounter("part")
    said = _interval(indicator, suggestion)
    held = [
        i for i, each in enumerate(indicator.observations)
        if each.set_aside is None and interval_of(indicator, each) is not None
    ]  # fmt: skip
    if said is None or suggestion.announced or not held:
        return Encounter("new")
    if same := [i for i in held if _is_same(indicator, indicator.observations[i], suggestion)]:
        again = _of_same_origin(plan, indicator, same, suggestion, source)
        return Encounter("same-origin" if again else "independent", tuple(same))
    if indicator.nature == "flow":
        return _meet_flow(indicator, held, suggestion, said)
    return _meet_level(indicator, held, suggestion, said)


def _interval(indicator: Indicator, suggestion: Suggestion) -> Interval | None:
    if suggestion.step is not None:
        rank = indicator.ranks[suggestion.step]
        return Interval(rank, rank)
    return read_interval(*suggestion.value) if suggestion.value else None


def _cited(indicator: Indicator, suggestion: Suggestion, source: str | None) -> tuple[int, ...]:
    """The observations that rest on words that the suggestion quotes too, of the same article."""
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
    """Whether both relay one origin: the same article, or a report that both cite."""
    words = set(tokenise(suggestion.quote).words)
    relays = not lex.CITATIONS.isdisjoint(words) or not lex.REPORTS.isdisjoint(words)
    for i in same:
        for evidence in indicator.observations[i].evidence:
            origin = evidence.origin or plan.source[evidence.source].origin
            if evidence.source == source or (origin is not None and relays):
                return True
    return False


def _meet_flow(
    indicator: Indicator, held: Sequence[int], suggestion: Suggestion, said: Interval
) -> Encounter:
    period = suggestion.period
    if period is None or period.start is None:
        return Encounter("compatible", tuple(held))
    constraints = [
        Constraint.over(*indicator.observations[i].period, interval)
        for i in held
        if (interval := interval_of(indicator, indicator.observations[i])) is not None
    ]
    system = System(constraints)
    if system.contradiction():
        return Encounter("new")  # nothing certain to compare with
    start, end = period.start.toordinal(), period.end.toordinal() + 1
    if clash := System((*constraints, Constraint(start, end, *said))).contradiction():
        return Encounter("contradicts", tuple(held[i] for i in clash if i < len(held)))
    known = system.between(start, end)
    overlapping = tuple(
        i for i in held
        if indicator.observations[i].period.end >= period.start
        and (indicator.observations[i].period.start or period.start) <= period.end
    )  # fmt: skip
    if known.unknown and not overlapping:
        return Encounter("new")
    return _narrowed(known, said, overlapping or tuple(held))


def _meet_level(
    indicator: Indicator, held: Sequence[int], suggestion: Suggestion, said: Interval
) -> Encounter:
    lasting = indicator.nature == "steps" and not indicator.reversible
    if lasting:
        top = max(held, key=lambda i: indicator.ranks[indicator.observations[i].step or ""])
        rank = indicator.ranks[indicator.observations[top].step or ""]
        return Encounter("new" if said.low > rank else "compatible", (top,))
    if suggestion.period is None:
        return Encounter("compatible", tuple(held))
    day = tuple(i for i in held if indicator.observations[i].period.end == suggestion.period.end)
    if not day:
        return Encounter("new")
    known = Interval(0, INF)
    for i in day:
        known = known.intersect(interval_of(indicator, indicator.observations[i]) or known)
    if known.intersect(said).empty:
        return Encounter("contradicts", day)
    return _narrowed(known, said, day)


def _narrowed(known: Interval, said: Interval, on_record: tuple[int, ...]) -> Encounter:
    """Whether what is said is closer than what is known."""
    both = known.intersect(said)
    return Encounter("finer" if both != known else "compatible", on_record)
