"""The assessment of an indicator on a day: its value, its progress, its status.

In: an indicator, its verified passages, two days. Out: an ``Assessment``, in which values and
shares are intervals, so that nothing is claimed beyond the evidence. The method is
``docs/method.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan.evidence.dossier import Dossier
from plan.method.bounds import System, spread
from plan.method.counting import (
    Conflict,
    Screening,
    accrued,
    best_rank,
    days_of,
    latest_end,
    level_on,
    origins_of,
    resolve_flow,
    resolve_levels,
    screen_observations,
    series_breaks,
    series_of,
)
from plan.method.status import (
    HorizonState,
    NoStatusReason,
    StatusRange,
    incomparable,
    is_stale,
    judge,
)
from plan.method.targets import (
    achieved_share,
    baseline_of,
    expected_share,
    judged_targets,
    target_amount,
)
from plan.model.quantities import Amount, Interval, Period
from plan.model.records import Indicator


@dataclass(frozen=True, slots=True)
class Assessment:
    """An indicator on a day, as known on a day; amounts in its unit, ranks for a ladder.

    ``value`` is that on the day, ``even`` the estimate with flows spread evenly over their periods.
    ``horizon`` is the day on which the latest evidence ends; ``at_horizon`` is the value then,
    ``progress`` the share of the way to the last target that it covers, ``expected`` the share that
    was due. ``status`` is judged at the horizon; without one there is a ``reason``. ``retained``
    are the indices of the counted observations that no conflict set aside. ``origins`` counts
    independent origins of the evidence. ``certain`` and ``spread`` are the bounds of a flow as they
    follow from the evidence, and with the even spread assumed.
    """

    indicator: Indicator
    screening: Screening
    retained: tuple[int, ...]
    value: Interval | None
    even: Interval | None
    horizon: date | None
    at_horizon: Interval | None
    progress: Interval | None
    expected: Amount | None
    status: StatusRange | None
    reason: NoStatusReason | None
    stale: bool
    conflicts: tuple[Conflict, ...]
    origins: int
    certain: System | None
    spread: System | None

    @property
    def reached(self) -> bool:
        """Whether its last judged target is proven reached."""
        return self.status is not None and self.status.low == "reached"

    @property
    def disputed(self) -> bool:
        """Whether it has no value because sources that rank alike contradict each other."""
        return self.value is None and any(each.rule == "alike" for each in self.conflicts)

    @property
    def missed_so_far(self) -> bool:
        """Whether it is proven that its last judged target was not reached at the horizon."""
        return self.progress is not None and self.progress.high < 1


def assess(
    indicator: Indicator,
    dossier: Dossier,
    plan: Period,
    on: date,
    known: date,
    simulate: bool = False,
) -> Assessment:
    """Assess an indicator on a day from what was published by ``known``.

    ``plan`` is the period of the plan; ``simulate`` also judges proposed targets.
    """
    assert plan.start is not None
    screening = screen_observations(indicator, dossier, known)
    counted = list(screening.counted)
    breaks = series_breaks(indicator, counted)
    series = series_of(indicator, counted, breaks, on)
    ranks = {i: best_rank(dossier.observations[i], known) for i in series}
    certain = even_system = None
    even: Interval | None = None
    if indicator.nature == "flow":
        certain, retained, conflicts = resolve_flow(indicator, series, ranks)
        even_system = spread(certain, days_of(plan, on)) if retained else None
        value = accrued(certain, plan, on) if retained else None
        even = accrued(even_system, plan, on) if even_system else None
    else:
        retained, conflicts = resolve_levels(indicator, series, ranks, on)
        value = level_on(indicator, retained, on)
    horizon = latest_end(indicator, retained, on) or latest_end(indicator, counted, on)
    at_horizon = None
    if horizon is not None and retained:
        at_horizon = (
            accrued(certain, plan, horizon) if certain else level_on(indicator, retained, horizon)
        )
    state = HorizonState(
        indicator, judged_targets(indicator, simulate), plan, on, horizon, at_horizon,
        tuple(breaks), bool(counted), bool(conflicts),
    )  # fmt: skip
    progress, expected = _progress(state)
    status, reason = judge(state, progress, expected)
    return Assessment(
        indicator=indicator,
        screening=screening,
        retained=tuple(retained),
        value=value,
        even=even,
        horizon=horizon,
        at_horizon=at_horizon,
        progress=progress,
        expected=expected,
        status=status,
        reason=reason,
        stale=is_stale(state),
        conflicts=conflicts,
        origins=len(origins_of(dossier, counted, known)),
        certain=certain,
        spread=even_system,
    )


def _progress(state: HorizonState) -> tuple[Interval | None, Amount | None]:
    """The share of the way to the last target that was covered, and the share that was due."""
    indicator, targets, baseline = state.indicator, state.targets, baseline_of(state.indicator)
    if incomparable(state) or not targets or state.value is None or baseline is None:
        return None, None
    assert state.horizon is not None  # else nothing is comparable
    covered = achieved_share(state.value, baseline, target_amount(indicator, targets[-1]))
    return covered, expected_share(indicator, targets, state.plan, state.horizon)
