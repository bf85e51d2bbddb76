"""The state of an indicator as pictures show it: one code, its sign, and its words.

A state is a status, or what there is in its place: a value that nothing judges, a contradiction,
nothing reported. Colour never says it alone: each state has a sign and a word.
"""

from __future__ import annotations

from typing import Final

from plan.edition.view import View
from plan.method.targets import judged_targets
from plan.model.records import Indicator
from plan.presentation.glossary import STATE_PILLS
from plan.presentation.values import status_words

#: The sign of each state, in the order in which states are counted and drawn.
SIGNS: Final = {
    "reached": "✓", "perhaps": "✓?", "on-track": "▲", "accelerate": "△", "limited": "▽",
    "regression": "▼", "between": "±", "conflict": "≠", "reported": "●", "context": "◆",
    "silent": "–",
}  # fmt: skip


def state_of(view: View, indicator: Indicator) -> str:
    """The code of an indicator's state, a key of ``SIGNS``.

    *Perhaps*: the evidence does not exclude that the target is reached; *between*: it leaves other
    statuses open; *reported*: with evidence but nothing to judge by; *silent*: without evidence.
    """
    each = view.assessments[indicator.id]
    if not each.screening.counted:
        return "silent"
    if indicator.direction == "context":
        return "context"
    if each.status is not None:
        if each.status.certain:
            return each.status.low
        return "perhaps" if each.status.high == "reached" else "between"
    return "conflict" if each.disputed else "reported"


def is_simulated(view: View, indicator: Indicator) -> bool:
    """Whether an indicator is judged by a target that nobody has adopted."""
    judged = judged_targets(indicator, view.simulate)
    return bool(judged) and judged[-1].basis == "proposed" and indicator.direction != "context"


def state_words(view: View, indicator: Indicator) -> str:
    """The state of an indicator in a few words, with the reason where it is not judged."""
    say, each, state = view.say, view.assessments[indicator.id], state_of(view, indicator)
    if state in ("perhaps", "conflict", "context", "silent"):
        words = say(STATE_PILLS[state])
    else:
        words = status_words(view, each)
    return say("{state} (simulation)", state=words) if is_simulated(view, indicator) else words
