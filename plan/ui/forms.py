"""Forms for the records of the file, generated from the model, with a control for every field.

In: a record type and the record as a tree. Out: the tree of the edited record. An untouched field
keeps its value exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import streamlit as st

from plan.desk.records import IdChange
from plan.edition.view import View
from plan.file.tree import Tree
from plan.locale.translation import Say
from plan.model.declaration import Record
from plan.model.fields import Field, fields_of
from plan.model.key_labels import KEY_LABELS
from plan.model.quantities import QUALIFIER_KEYS
from plan.model.records import MeasuredValue
from plan.model.tree_address import Address
from plan.presentation.glossary import CHOICE_WORDS
from plan.problems import Problem
from plan.ui import controls, session, text, widgets
from plan.ui.controls import Drawn, RecordForm

_NARROW: Final = 4  # short controls side by side
#: Rarely used fields, folded away unless they have a value.
_RARE: Final = frozenset(
    "prefix suffix stance origin flag set_aside part url body plural assumptions verification "
    "terms dating_note small_counts currency country".split()
)
#: The words on the buttons that add a record or take one out: sentences of the catalogue.
ADD_WORDS: Final[Mapping[str, str]] = {
    "baseline": "Add a baseline",
    "body": "Set the beginning and end of the article",
    "dimensions": "Add a dimension",
    "evidence": "Add a passage",
    "observations": "Add an observed value",
    "steps": "Add a step",
    "targets": "Add a target",
    "units": "Add a unit",
    "values": "Add a category",
}
TAKE_OUT_WORDS: Final[Mapping[str, str]] = {
    "baseline": "Remove this baseline",
    "body": "Remove these words",
    "dimensions": "Remove this dimension",
    "evidence": "Remove this passage",
    "observations": "Remove this observed value",
    "steps": "Remove this step",
    "targets": "Remove this target",
    "units": "Remove this unit",
    "values": "Remove this category",
}


def faults_of(problems: Iterable[Problem], home: Address, say: Say) -> session.Faults:
    """The faults of the record at ``home`` in words, by address relative to the record."""
    found: dict[Address, tuple[str, ...]] = {}
    for each in problems:
        if each.address[: len(home)] != home:
            continue
        at = each.address[len(home) :]
        words = each.message(say)
        if each.code == "key-missing":
            at, words = (*at, each.args["expected"]), say("This field is required.")
        elif each.code == "value-missing":
            words = say("Choose the precision and give the number, or write a statement without a "
                        "value.")  # fmt: skip
        found[at] = (*found.get(at, ()), words)
    return found


def draw(
    form: RecordForm, record: type[Record], tree: Tree, skip: Sequence[str] = (),
    at: Address = (), place: Address = (),
) -> Drawn:  # fmt: skip
    """Draw the controls of a record, except for the fields in ``skip``."""
    held = dict(tree) if isinstance(tree, dict) else {}
    form.show_faults(place)
    is_measure = issubclass(record, MeasuredValue)
    wanted = [
        each for each in fields_of(record)
        if each.name not in skip and _fits(form, each, held)
        and not (is_measure and each.name in QUALIFIER_KEYS)
    ]  # fmt: skip
    common = [each for each in wanted if not _is_rare(each, held)]
    made: dict[str, Tree] = {}
    renames: list[IdChange] = []

    def control(each: Field) -> None:
        name = each.name
        drawn = _control(form, each, held.get(name), (*at, name), (*place, name))
        made[name] = drawn.tree
        renames.extend(drawn.renames)

    short = [each for each in common if _is_short(each)]
    for start in range(0, len(short), _NARROW):
        row = short[start : start + _NARROW]
        for column, each in zip(st.columns(len(row)), row, strict=True):
            with column:
                control(each)
    if is_measure and (form.nature != "steps" or any(held.get(each) for each in QUALIFIER_KEYS)):
        made |= controls.value_controls(form, held, at, place)
    for each in common:
        if each not in short:
            control(each)
    if len(common) < len(wanted):
        with widgets.expander(form.say("More fields")):
            for each in wanted:
                if each not in common:
                    control(each)
    return Drawn(_put_together(held, made), tuple(renames))


def _fits(form: RecordForm, each: Field, held: Mapping[str, Tree]) -> bool:
    """Whether a field applies to the nature of the indicator; one with a value always does."""
    if held.get(each.name) is not None or not form.nature:
        return True
    if form.nature == "steps":
        return each.name not in ("unit", "value", "part", "disaggregation", *QUALIFIER_KEYS)
    return each.name not in ("steps", "step", "reversible") and not (
        form.nature == "flow" and each.name == "baseline"
    )


def _is_short(each: Field) -> bool:
    return each.form in ("text", "number", "day", "period", "flag", "choice") and (
        each.name not in controls.WORDY
    )


def _is_rare(each: Field, held: Mapping[str, Tree]) -> bool:
    return each.name in _RARE and not held.get(each.name)


def _put_together(held: Mapping[str, Tree], made: Mapping[str, Tree]) -> Tree:
    """A record with the values of its controls; fields without a control are kept."""
    result = {**held, **made}
    return {
        key: value for key, value in result.items()
        if value not in (None, "", {}, []) or (key in held and held[key] == value)
    }  # fmt: skip


def _control(form: RecordForm, each: Field, tree: Tree, at: Address, place: Address) -> Drawn:
    if each.form in ("record", "records"):
        return _records(form, each, tree, at, place)
    return Drawn(controls.value(form, each, tree, at, place))


def _records(form: RecordForm, each: Field, tree: Tree, at: Address, place: Address) -> Drawn:
    """Draw one record or a list of records, each in a frame, with buttons to add and remove."""
    say = form.say
    assert each.record is not None
    one = each.form == "record"
    listed: list[Tree] = [tree] if one and tree else list(tree) if isinstance(tree, list) else []
    rows = session.RowList(form.state, form.name(at), len(listed))
    numbers = session.rows(rows)
    text.group(say(KEY_LABELS[each.name]), len(at))
    form.show_faults(place)
    made: list[Tree] = []
    renames: list[IdChange] = []
    for n, number in enumerate(numbers):
        was = listed[number] if number < len(listed) else None
        inner, now_at = (at, place) if one else ((*at, number), (*place, n))
        with st.container(border=True):
            drawn = draw(form, each.record, was, (), inner, now_at)
            if each.name == "observations":
                controls.offer_reading(form, drawn.tree, inner)
            widgets.form_submit_button(
                say(TAKE_OUT_WORDS[each.name]), key=form.name(inner, "-remove"), type="tertiary",
                on_click=session.remove_row, args=(rows, number),
            )  # fmt: skip
        made.append(drawn.tree)
        renames.extend(drawn.renames)
        old, new = _id_of(was), _id_of(drawn.tree)
        if old and new and old != new:
            renames.append((now_at, old, new))
    if not (one and numbers):
        fresh = max((len(listed) - 1, *numbers), default=-1) + 1
        widgets.form_submit_button(
            say(ADD_WORDS[each.name]),
            key=form.name(at, "-add"),
            on_click=session.add_row,
            args=(rows, fresh),
        )
    if one:
        return Drawn(made[0] if made else None, tuple(renames))
    return Drawn(tree if not made and not listed else made, tuple(renames))


def _id_of(tree: Tree) -> str:
    name = tree.get("id") if isinstance(tree, dict) else None
    return name if isinstance(name, str) else ""


# --- Records -------------------------------------------------------------------------------------


def pick_nature(view: View, key: str, before: Tree) -> str:
    """Draw the choice of an indicator's nature, on which its fields depend."""
    say, natures = view.say, list(CHOICE_WORDS["nature"])
    held = before.get("nature") if isinstance(before, dict) else None
    return widgets.selectbox(
        say(KEY_LABELS["nature"]), natures, index=natures.index(held) if held in natures else 0,
        format_func=lambda code: say(CHOICE_WORDS["nature"][code]),
        key=session.control_key(key, ("nature",)),
    )  # fmt: skip


def step_names(view: View, before: Tree) -> tuple[tuple[str, str], ...]:
    """The steps of an indicator's record, as pairs of id and name."""
    steps = before.get("steps") if isinstance(before, dict) else None
    found = []
    for each in steps if isinstance(steps, list) else ():
        if isinstance(each, dict) and isinstance(code := each.get("id"), str):
            name = each.get("name")
            words = name.get(view.language) or name.get("fr") if isinstance(name, dict) else name
            found.append((code, words if isinstance(words, str) else code))
    return tuple(found)


def record_meant(before: Tree, typed: Tree, nature: str) -> dict[str, Tree]:
    """The record of a form, with the nature that is chosen outside the form."""
    held = before if isinstance(before, dict) else {}
    made = dict(typed) if isinstance(typed, dict) else {}
    return {**made, **({"nature": nature} if nature and held.get("nature") != nature else {})}
