"""Counts of the indicators of an axis or a plan, by status and evidence; no averages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from plan.method.assessment import Assessment
from plan.method.counting import days_of
from plan.method.status import STATUSES
from plan.method.targets import judged_targets
from plan.model.quantities import Period


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of indicators. ``counts`` has the number for each code of ``STATUS_GROUPS``.

    ``assessable`` have a status, ``with_evidence`` any counted observation. The number whose target
    is reached lies between ``reached_at_least`` and ``reached_at_most``.
    """

    counts: Mapping[str, int]
    reported: int  # without a status, but with evidence
    indicators: int
    assessable: int
    with_evidence: int
    reached_at_least: int
    reached_at_most: int

    @property
    def mostly_unjudged(self) -> bool:
        """Whether less than half of the indicators can be judged."""
        return self.assessable * 2 < self.indicators


#: The codes by which indicators are counted: each status, the best first; *between*, where the
#: evidence leaves several statuses possible; *unassessed*, without a status.
STATUS_GROUPS: Final = (*reversed(STATUSES), "between", "unassessed")
#: The same for a chart: *unassessed* is divided into *reported*, with evidence, and *silent*.
CHART_GROUPS: Final = (*STATUS_GROUPS[:-1], "reported", "silent")


def status_group(assessment: Assessment) -> str:
    """The code of ``STATUS_GROUPS`` by which an indicator is counted."""
    if assessment.status is None:
        return "unassessed"
    return assessment.status.low if assessment.status.certain else "between"


def chart_counts(count: Tally) -> dict[str, int]:
    """The numbers of indicators of a tally for each code of ``CHART_GROUPS``."""
    silent = count.counts["unassessed"] - count.reported
    known = {code: count.counts[code] for code in STATUS_GROUPS[:-1]}
    return {**known, "reported": count.reported, "silent": silent}


def tally(assessments: Iterable[Assessment], simulate: bool = False) -> Tally:
    """Count indicators by status, evidence, and targets reached."""
    several = list(assessments)
    found = Counter(map(status_group, several))
    return Tally(
        counts={code: found[code] for code in STATUS_GROUPS},
        reported=sum(each.status is None and bool(each.screening.counted) for each in several),
        indicators=len(several),
        assessable=sum(each.status is not None for each in several),
        with_evidence=sum(bool(each.screening.counted) for each in several),
        reached_at_least=sum(each.reached for each in several),
        reached_at_most=sum(
            each.indicator.direction != "context"
            and bool(judged_targets(each.indicator, simulate))
            and may_be_reached(each)
            for each in several
        ),
    )


def may_be_reached(assessment: Assessment) -> bool:
    """Whether nothing proves that the last judged target is missed, where there is one."""
    proven_lost = assessment.status == ("regression", "regression")  # it was to be maintained
    return not assessment.missed_so_far and not proven_lost


def elapsed(plan: Period, on: date) -> Fraction:
    """The share of the plan's time that has elapsed at the end of a day."""
    first, after, now = days_of(plan, on)
    return min(Fraction(1), max(Fraction(0), Fraction(now - first, after - first)))
