"""The status of an indicator: an interval of five codes, or the reason why there is none.

In: the state of an indicator at its horizon, the shares achieved and expected. Out: the range of
codes that the evidence allows. The method is ``docs/method.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple, get_args

from plan.method.counting import is_lasting
from plan.method.targets import ON_TRACK, baseline_of, target_amount
from plan.model.quantities import Amount, Interval, Period
from plan.model.records import Indicator, Target

StatusCode = Literal["regression", "limited", "accelerate", "on-track", "reached"]
NoStatusReason = Literal[
    "context", "no-evidence", "outside-period", "definition-changed", "no-target", "no-baseline",
    "conflict", "no-evidence-since-due", "too-wide",
]  # fmt: skip

#: The status codes from worst to best.
STATUSES: Final[tuple[StatusCode, ...]] = get_args(StatusCode)
#: The reasons for which there is no status; the first that applies is given.
NO_STATUS_REASONS: Final[tuple[NoStatusReason, ...]] = get_args(NoStatusReason)
#: The least pace (share of the way over share due) of the status "accelerate".
ACCELERATE: Final = Fraction(60, 100)
#: Months between two reports, and days on average.
REPORTING_MONTHS: Final[dict[str, int]] = {
    "monthly": 1, "quarterly": 3, "biannual": 6, "annual": 12,
}  # fmt: skip
FREQUENCIES: Final[dict[str, Fraction]] = {
    code: months * Fraction(36525, 1200) for code, months in REPORTING_MONTHS.items()
}
#: After how many periods without evidence an indicator is stale.
STALE_AFTER: Final = Fraction(3, 2)


class StatusRange(NamedTuple):
    """The lowest and the highest status that the evidence allows."""

    low: StatusCode
    high: StatusCode

    @property
    def certain(self) -> bool:
        """Whether only one status is possible."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class HorizonState:
    """What is known of an indicator at its horizon: all that its status is judged by.

    ``horizon`` is the day on which the latest evidence ends, ``value`` the amount by then.
    ``breaks`` are the days from which another definition holds (breaks in series).
    """

    indicator: Indicator
    targets: tuple[Target, ...]
    plan: Period
    on: date
    horizon: date | None
    value: Interval | None
    breaks: tuple[date, ...]
    counted: bool  # whether any observation counts
    conflicting: bool  # whether any observations contradict each other


def judge(
    state: HorizonState, progress: Interval | None, expected: Amount | None
) -> tuple[StatusRange | None, NoStatusReason | None]:
    """The status, or the first reason that applies why there is none.

    ``progress`` is the share of the way achieved, ``expected`` the share due.
    """
    indicator, value, horizon = state.indicator, state.value, state.horizon
    if indicator.direction == "context":
        return None, "context"
    if not state.counted:
        return None, "no-evidence"
    if reason := incomparable(state):
        return None, reason
    if not state.targets:
        return None, "no-target"
    if baseline_of(indicator) is None:
        return None, "no-baseline"
    if value is None and state.conflicting:
        return None, "conflict"
    assert horizon is not None
    if value is None:  # only parts of a rate are known, which allows every status
        status, proven = StatusRange("regression", "reached"), False
    elif progress is None:
        status = _maintained(indicator, value, target_amount(indicator, state.targets[-1]))
        proven = status.low == "reached"
    else:
        low, high = progress
        # With the target in the middle of the baseline no share is due, and nothing is certain.
        due_share = 0 if expected is None else expected
        status = StatusRange(code_of(low, due_share), code_of(high, due_share))
        proven = low >= 1
    due = [target for target in state.targets if horizon < target.by <= state.on]
    if not proven and not all(_reached_for_good(indicator, value, target) for target in due):
        return None, "no-evidence-since-due"
    if status.high == "reached" and status.low in ("limited", "regression"):
        return None, "too-wide"
    return status, None


def incomparable(state: HorizonState) -> NoStatusReason | None:
    """Why the value cannot be compared with the baseline; None where it can."""
    indicator, start, horizon = state.indicator, state.plan.start, state.horizon
    assert start is not None
    if horizon is None or horizon < start:
        return "outside-period"
    since = start
    if indicator.baseline is not None and indicator.baseline.on is not None:
        since = indicator.baseline.on
    return "definition-changed" if any(since < day <= state.on for day in state.breaks) else None


def is_stale(state: HorizonState) -> bool:
    """Whether the evidence has ended for longer than one and a half periods of reporting."""
    indicator, horizon = state.indicator, state.horizon
    if horizon is None or indicator.frequency == "once" or is_completed(indicator, state.value):
        return False
    return (state.on - horizon).days > STALE_AFTER * FREQUENCIES[indicator.frequency or "annual"]


def is_completed(indicator: Indicator, value: Interval | None) -> bool:
    """Whether a ladder whose steps cannot be lost is proven to be at its last step."""
    return is_lasting(indicator) and value is not None and value.low == len(indicator.steps)


def code_of(progress: Amount | float, expected: Amount) -> StatusCode:
    """The status of a share achieved, given the share expected."""
    if progress >= 1:
        return "reached"
    if progress < 0:
        return "regression"
    if expected <= 0 or progress >= ON_TRACK * expected:
        return "on-track"
    return "accelerate" if progress >= ACCELERATE * expected else "limited"


def _maintained(indicator: Indicator, value: Interval, aim: Amount) -> StatusRange:
    """The status where the target is the baseline: maintained, or not."""
    if indicator.direction == "down":
        worst, best = value.high <= aim, value.low <= aim
    else:
        worst, best = value.low >= aim, value.high >= aim
    return StatusRange("reached" if worst else "regression", "reached" if best else "regression")


def _reached_for_good(indicator: Indicator, value: Interval | None, target: Target) -> bool:
    """Whether a target is proven reached by what cannot be lost: a flow's total, or a step."""
    lasting = indicator.nature == "flow" or is_lasting(indicator)
    return lasting and value is not None and value.low >= target_amount(indicator, target)
