"""The quality of an indicator's evidence; this does not judge its performance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan.evidence.dossier import Dossier, Passage, Rank
from plan.method.assessment import Assessment
from plan.method.counting import is_lasting


def decisive_observations(assessment: Assessment) -> tuple[int, ...]:
    """The retained observations that determine the value on the day, by index.

    All of them for a flow; for a level those of its latest day, and for a ladder whose steps
    cannot be lost those of the highest step.
    """
    indicator, observations = assessment.indicator, assessment.indicator.observations
    if indicator.nature == "flow" or not assessment.retained:
        return assessment.retained
    if is_lasting(indicator):
        ranks = {i: indicator.ranks[observations[i].step or ""] for i in assessment.retained}
        highest = max(ranks.values())
        return tuple(i for i in assessment.retained if ranks[i] == highest)
    latest = max(observations[i].period.end for i in assessment.retained)
    return tuple(i for i in assessment.retained if observations[i].period.end == latest)


@dataclass(frozen=True, slots=True)
class Solidity:
    """The quality of an indicator's evidence."""

    best: Rank | None
    best_passage: Passage | None
    origins: int
    age: int | None  # days from the horizon to the day
    parts_expected: tuple[str, ...]
    parts_present: tuple[str, ...]


def solidity(assessment: Assessment, dossier: Dossier, on: date, known: date) -> Solidity:
    """Best rank among the counted passages, independent origins, freshness, parts present."""
    indicator = assessment.indicator
    passages = [
        passage
        for i in assessment.screening.counted
        for passage in dossier.observations[i]
        if passage.counts(known)
    ]
    best = min(passages, key=lambda passage: passage.rank, default=None)
    present = {
        dimension
        for i in assessment.screening.counted
        for dimension in indicator.observations[i].part
    }
    return Solidity(
        best=best.rank if best else None,
        best_passage=best,
        origins=assessment.origins,
        age=(on - assessment.horizon).days if assessment.horizon else None,
        parts_expected=indicator.disaggregation,
        parts_present=tuple(each for each in indicator.disaggregation if each in present),
    )
