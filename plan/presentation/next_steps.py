"""What a plan that is only beginning needs next, and what its empty pages say.

In: a view. Out: sentences with the page where each can be done. What is empty depends on the plan,
not on the day that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from plan.edition.view import View
from plan.model.records import Axis

#: What addresses call a record that does not exist yet.
_NEW: Final = "new"
_MOST_AXES: Final = 8


class NextStep(NamedTuple):
    """Something to do, and where: a page and the parameters of its address."""

    sentence: str
    page: str
    params: Mapping[str, str]


class EmptyState(NamedTuple):
    """What a page says that has nothing to show yet, and what would fill it."""

    sentence: str
    steps: tuple[NextStep, ...]


def next_steps(view: View) -> tuple[NextStep, ...]:
    """What is to be done while nothing is on record; nothing once the plan has a first value."""
    plan = view.plan
    if any(each.observations for _, _, each in plan.indicators()):
        return ()
    return tuple(_steps(view))


def _steps(view: View) -> Iterator[NextStep]:
    say, plan = view.say, view.plan
    if not plan.axes:
        yield _add_axis(view)
    for axis in [each for each in plan.axes if not each.indicators][:_MOST_AXES]:
        yield _add_indicator(view, axis)
    if not plan.sources:
        yield _add_article(view)
    elif plan.indicator:
        yield _read_articles(view)
    if plan.indicator and not any(each.targets for _, _, each in plan.indicators()):
        yield NextStep(
            say("Enter the published targets, each with its passage."),
            "edit", {"what": "indicator", "indicator": next(iter(plan.indicator))},
        )  # fmt: skip
    if plan.indicator and not plan.bodies:
        yield NextStep(
            say("Name the bodies responsible for the indicators."),
            "edit", {"what": "body", "body": _NEW},
        )  # fmt: skip
    if plan.head.owner is None:
        yield NextStep(say("Name the body responsible for the plan."), "edit", {"what": "plan"})


def empty_state(view: View, page: str, axis: Axis | None = None) -> EmptyState | None:
    """What a page says, with what fills it; None where it has something to show.

    On the page of the axes, ``axis`` is the one shown.
    """
    say, plan = view.say, view.plan
    if page == "articles":
        if plan.sources:
            return None
        return EmptyState(say("The plan has no article yet."), (_add_article(view),))
    if page == "proposals":  # empty where the folder is, whatever the plan has
        sentence = say("No article has been added yet.")
        return EmptyState(sentence, (_add_article(view),))
    if page == "timeline":
        if any(each.observations for _, _, each in plan.indicators()):
            return None
        sentence = say(
            "No dated fact has been recorded yet. Facts come from the passages of articles."
        )
        return EmptyState(sentence, (_next_evidence(view),))
    if axis is not None and not axis.indicators:
        return EmptyState(say("This axis has no indicator yet."), (_add_indicator(view, axis),))
    if plan.indicator:
        return None
    if page == "overview":
        return EmptyState(say("The plan has no indicator yet."), next_steps(view))
    if not plan.axes:
        return EmptyState(say("The plan has no axis yet."), (_add_axis(view),))
    if page == "axis":
        return None
    sentence = say("The plan has no indicator yet.")
    return EmptyState(
        sentence, tuple(_add_indicator(view, each) for each in plan.axes[:_MOST_AXES])
    )


def _next_evidence(view: View) -> NextStep:
    """What comes before the first value: an axis, an indicator, an article, its passages."""
    if not view.plan.axes:
        return _add_axis(view)
    if not view.plan.indicator:
        return _add_indicator(view, view.plan.axes[0])
    return _read_articles(view) if view.plan.sources else _add_article(view)


def _add_axis(view: View) -> NextStep:
    params = {"what": "axis", "axis": _NEW}
    return NextStep(view.say("Add a strategic axis."), "edit", params)


def _add_indicator(view: View, axis: Axis) -> NextStep:
    name = axis.name.in_language(view.language)
    params = {"what": "indicator", "indicator": _NEW, "in": axis.id}
    return NextStep(view.say("Add an indicator to the axis “{name}”.", name=name), "edit", params)


def _add_article(view: View) -> NextStep:
    sentence = view.say("Add a first article: a page of a newspaper, a report or a communiqué.")
    return NextStep(sentence, "add", {})


def _read_articles(view: View) -> NextStep:
    return NextStep(view.say("See the passages proposed from the articles."), "proposals", {})
