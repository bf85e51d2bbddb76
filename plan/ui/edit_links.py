"""Buttons of the pages of the plan that lead to its forms, for those who may edit."""

from __future__ import annotations

from plan.desk.record_kinds import RecordKind
from plan.desk.records import NEW
from plan.edition.view import View
from plan.model.records import Axis
from plan.ui import address, signin, text


def add_links(view: View, axis: str = "") -> list[tuple[str, str]]:
    """The labels and addresses of the forms for a new indicator, in that axis, and a new axis."""
    chosen = {"in": axis} if axis else {}
    return [
        (view.say("Add an indicator"),
         address.link(view, "edit", what="indicator", indicator=NEW, **chosen)),
        (view.say("Add an axis"), address.link(view, "edit", what="axis", axis=NEW)),
    ]  # fmt: skip


def axis_of(view: View, what: RecordKind, record: str) -> str:
    """The axis that a record is, or is in; empty where it is neither."""
    plan = view.edition.sound
    if plan is None:
        return ""
    if what == "axis":
        return record if any(record == each.id for each in plan.axes) else ""
    return plan.axis_of[record].id if what == "indicator" and record in plan.indicator else ""


def offer_for_axis(view: View, axis: Axis | None) -> None:
    """Draw the buttons of an axis: edit it, add an indicator to it, add an axis."""
    if not signin.access().may_edit:
        return
    if axis is None:
        text.actions(add_links(view)[1:])
        return
    edit = address.link(view, "edit", what="axis", axis=axis.id)
    text.actions([*add_links(view, axis.id), (view.say("Edit this axis"), edit)])


def offer_for_indicator(view: View, indicator: str) -> None:
    """Draw the buttons of an indicator: edit it, add another one to its axis."""
    if not signin.access().may_edit:
        return
    edit = address.link(view, "edit", what="indicator", indicator=indicator)
    add, _ = add_links(view, view.plan.axis_of[indicator].id)
    text.actions([(view.say("Edit this indicator"), edit), add])
