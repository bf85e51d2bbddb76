"""The controls of a form, one for each field that holds a value.

In: a field and its value as a tree. Out: the value for the file, identical to the old one if nobody
touched the control.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from plan.desk.records import IdChange
from plan.file.tree import Tree
from plan.locale.translation import Say
from plan.model.fields import Field
from plan.model.key_labels import KEY_LABELS
from plan.model.quantities import QUALIFIER_KEYS
from plan.model.records import BUILT_IN_UNITS, Body, Plan
from plan.model.tree_address import Address
from plan.presentation.date_words import period_to_edit
from plan.presentation.glossary import CHOICE_WORDS
from plan.presentation.values import listed_source
from plan.ui import session, text, widgets
from plan.ui.date_field import date_field

_LONG: Final = 70  # characters, beyond which a text gets several lines
_LINES_HEIGHT: Final = 90  # pixels
_SPACED: Final = re.compile(r"\d{1,3}(?:\s\d{3})+")
_DECIMAL: Final = re.compile(r"\d+,(\d+)")
#: Fields whose text is a sentence or more.
WORDY: Final = frozenset(
    "quote definition note statement set_aside assumptions verification objective office".split()
)


@dataclass(frozen=True)
class RecordForm:
    """The context of a form: its keys, the plan with its options, the faults to show.

    ``key`` is that of its controls, ``state`` that of its state in the session. ``nature`` is that
    of the indicator, ``steps`` its steps as pairs of id and name. ``read`` reads the value and the
    period from a passage, given its source and its words. In all functions ``at`` is the
    original address of a value in the record, which names its control; ``place`` is the address
    after rows were removed.
    """

    key: str
    say: Say
    plan: Plan | None
    state: str
    faults: session.Faults
    nature: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    read: Callable[[str, str], Mapping[str, Tree]] | None = None

    def name(self, at: Address, more: str = "") -> str:
        """The key of a control."""
        return session.control_key(self.key, at, more)

    def show_faults(self, place: Address) -> None:
        """Show the faults of the value at a place."""
        for words in self.faults.get(place, ()):
            text.fault(words)


@dataclass(frozen=True)
class Drawn:
    """The result of a form or a control: its value for the file, and ids that were changed."""

    tree: Tree
    renames: tuple[IdChange, ...] = ()


def label_of(form: RecordForm, each: Field) -> str:
    """The label of a field, with a star if it is required."""
    needed = each.required or each.name in ("unit", "steps")  # one of the two, by the nature
    return form.say(KEY_LABELS[each.name]) + (" *" if needed else "")


def _help_of(form: RecordForm, each: Field) -> str | None:
    """The meaning of a field, in which the documents have code between backticks."""
    return each.meaning[form.say.language].replace("`", "") or None


def value(form: RecordForm, each: Field, tree: Tree, at: Address, place: Address) -> Tree:
    """Draw the control of a field that holds a value, not records."""
    made: Tree
    arguments: dict[str, Any] = {
        "label": label_of(form, each), "key": form.name(at),
        "help": _help_of(form, each),
    }  # fmt: skip
    if each.name == "responsible" and form.plan and form.plan.bodies:
        return _body_or_words(form, form.plan.bodies, each, tree, at, place)
    if each.form == "words":
        return _words(form, each, tree, at, place)
    if each.form == "parts":
        made = _parts(form, tree, at)
    elif each.form == "flag":
        made = _flag(arguments, tree)
    elif each.name == "disaggregation":
        made = _several(form, arguments, tree)
    elif each.form == "texts":
        made = _lines(arguments, tree)
    elif each.form in ("day", "period"):
        made, explained = date_field(form.say, arguments, tree, each.form == "day")
        if explained:
            return made
    elif options := _options(form, each):
        made = _choice(arguments, options, each, tree)
    else:
        made = _text(arguments, tree, each)
    form.show_faults(place)
    return made


def offer_reading(form: RecordForm, observation: Tree, at: Address) -> None:
    """Draw a button that fills in what an observed value lacks from its first passage."""
    held = observation if isinstance(observation, dict) else {}
    stated = (*QUALIFIER_KEYS, "step", "statement")
    if form.read is None or (held.get("period") and any(map(held.get, stated))):
        return
    widgets.form_submit_button(
        form.say("Take number and period from the passage"), key=form.name(at, "-read"),
        type="tertiary", on_click=_fill_in, args=(form, at),
    )  # fmt: skip


def _fill_in(form: RecordForm, at: Address) -> None:
    """Write what the first passage of an observed value states into its empty controls."""
    passage = (*at, "evidence", 0)
    source, quote = (
        str(session.control_value(form.name((*passage, key))) or "") for key in ("source", "quote")
    )
    read = form.read(source, quote) if form.read else {}
    shown = {form.name((*at, key)): str(each) for key, each in read.items()
             if key in ("period", "step")}  # fmt: skip
    if "period" in read:
        shown[form.name((*at, "period"))] = period_to_edit(form.say, str(read["period"]))
    for kind in QUALIFIER_KEYS:
        if (stated := read.get(kind)) is not None:
            numbers = stated if isinstance(stated, list) else [stated]
            ends = zip(("-kind", "-low", "-high"), (kind, *map(str, numbers)), strict=False)
            shown |= {form.name(at, end): each for end, each in ends}
    for key, each in shown.items():
        if session.has_control(key) and not session.control_value(key):
            session.set_control(key, each)


def value_controls(
    form: RecordForm, held: Mapping[str, Tree], at: Address, place: Address
) -> dict[str, Tree]:
    """Draw the value of an observation: its qualifier, and its number or two numbers."""
    say = form.say
    kind = next((each for each in QUALIFIER_KEYS if held.get(each) is not None), "")
    numbers = held.get(kind)
    shown = [str(each) for each in numbers] if isinstance(numbers, list) else [str(numbers or "")]
    kinds = ["", *QUALIFIER_KEYS]
    left, middle, right = st.columns([2, 1, 1])
    with left:
        chosen = widgets.selectbox(
            say("Precision"), kinds, index=kinds.index(kind),
            format_func=lambda code: say(CHOICE_WORDS["value"][code]), key=form.name(at, "-kind"),
        )  # fmt: skip
    with middle:
        first = widgets.text_input(say("Number"), shown[0], key=form.name(at, "-low")).strip()
    with right:
        second = widgets.text_input(
            say("Second number, for “between”"), shown[1] if len(shown) > 1 else "",
            key=form.name(at, "-high"),
        ).strip()  # fmt: skip
    for each in QUALIFIER_KEYS:
        form.show_faults((*place, each))
    made: dict[str, Tree] = dict.fromkeys(QUALIFIER_KEYS)
    if chosen == kind and [first, *([second] if second else [])] == [*filter(None, shown)]:
        return {**made, **({kind: numbers} if kind else {})}
    first, second = _digits(first), _digits(second)
    if second or chosen == "between":
        made["between"] = [first, second]  # validation reports a second value
    if first and chosen != "between":
        made[chosen or "exactly"] = first
    return made


def _text(arguments: dict[str, Any], tree: Tree, each: Field) -> Tree:
    shown = tree if isinstance(tree, str) else ""
    if each.name in WORDY or len(shown) > _LONG or "\n" in shown:
        typed = widgets.text_area(value=shown, height=_LINES_HEIGHT, **arguments)
    else:
        typed = widgets.text_input(value=shown, placeholder="", **arguments)
    bare = typed.strip()
    return tree if typed == shown else _digits(bare) if each.form == "number" else bare


def _digits(typed: str) -> str:
    """A typed number in the notation of the file, if it is unambiguous; else unchanged."""
    if _SPACED.fullmatch(typed):
        return re.sub(r"\s", "", typed)
    decimal = _DECIMAL.fullmatch(typed)
    return typed.replace(",", ".") if decimal and len(decimal[1]) != 3 else typed


def _flag(arguments: dict[str, Any], tree: Tree) -> Tree:
    ticked = widgets.checkbox(value=tree == "true", **arguments)
    return tree if ticked == (tree == "true") else "true" if ticked else "false"


def _lines(arguments: dict[str, Any], tree: Tree) -> Tree:
    shown = "\n".join(map(str, tree)) if isinstance(tree, list) else ""
    typed = widgets.text_area(value=shown, height=_LINES_HEIGHT, **arguments)
    listed: Tree = [line.strip() for line in typed.splitlines() if line.strip()]
    return tree if typed == shown else listed


def _several(form: RecordForm, arguments: dict[str, Any], tree: Tree) -> Tree:
    """Draw a multiselect of dimensions."""
    shown = [str(each) for each in tree] if isinstance(tree, list) else []
    dimensions = form.plan.dimensions if form.plan else {}
    names = {code: each.name.in_language(form.say.language) for code, each in dimensions.items()}
    options = list(dict.fromkeys((*names, *shown)))
    chosen = widgets.multiselect(
        options=options, default=shown, format_func=lambda code: names.get(code, code),
        placeholder="", **arguments,
    )  # fmt: skip
    return tree if chosen == shown else list(chosen)


def _choice(arguments: dict[str, Any], options: Mapping[str, str], each: Field, tree: Tree) -> Tree:
    shown = tree if isinstance(tree, str) else each.default
    codes = list(dict.fromkeys((*([] if each.default else [""]), *options, shown)))
    chosen = widgets.selectbox(
        options=codes, index=codes.index(shown), format_func=lambda code: options.get(code, code),
        **arguments,
    )  # fmt: skip
    return tree if chosen == shown else chosen


def _options(form: RecordForm, each: Field) -> dict[str, str]:
    """The options of a field, by code with their labels; empty if it is typed."""
    say, plan = form.say, form.plan
    if each.choices:
        named = CHOICE_WORDS.get(each.name, {})
        return {
            code: say(CHOICE_WORDS[each.name][code]) if code in named else code
            for code in each.choices
        }
    if plan is None:
        return {}
    if each.name == "source":
        return {each.id: listed_source(say, each) for each in plan.sources}
    if each.name == "unit":
        own = {unit.id: unit.name.in_language(say.language) for unit in plan.head.units}
        built_in = {code: say(CHOICE_WORDS["unit"][code]) for code in BUILT_IN_UNITS}
        return {**own, **built_in}
    return dict(form.steps) if each.name == "step" else {}


def _words(
    form: RecordForm, each: Field, tree: Tree, at: Address, place: Address, label: str = ""
) -> Tree:
    """Draw a text in French and in English, side by side."""
    held = tree if isinstance(tree, dict) else {"fr": tree} if isinstance(tree, str) else {}
    typed: dict[str, str] = {}
    for column, (code, name) in zip(
        st.columns(2), (("fr", form.say("French")), ("en", form.say("English"))), strict=True
    ):
        was = held.get(code)
        shown = was if isinstance(was, str) else ""
        with column:
            arguments: dict[str, Any] = {
                "label": f"{label or label_of(form, each)} · {name}", "value": shown,
                "key": form.name(at, f"-{code}"),
                "help": _help_of(form, each) if code == "fr" else None,
            }  # fmt: skip
            written = (
                widgets.text_area(height=_LINES_HEIGHT, **arguments)
                if at[-1] in WORDY or len(shown) > _LONG or "\n" in shown
                else widgets.text_input(**arguments)
            )
            typed[code] = shown if written == shown else written.strip()
            form.show_faults((*place, code))
    form.show_faults(place)
    if typed == {code: held.get(code) or "" for code in ("fr", "en")}:
        return tree
    if isinstance(tree, str) and not typed["en"]:
        return typed["fr"]
    return {code: written for code, written in typed.items() if written}


def _body_or_words(
    form: RecordForm, bodies: Sequence[Body], each: Field, tree: Tree, at: Address, place: Address
) -> Tree:  # fmt: skip
    """Draw a choice between the bodies of the plan, and a name for one that is not among them."""
    say = form.say
    names = {body.id: body.name.in_language(say.language) for body in bodies}
    held = tree if isinstance(tree, str) and tree in names else ""
    chosen = widgets.selectbox(
        label_of(form, each), ["", *names], index=["", *names].index(held),
        format_func=lambda code: names.get(code) or say("None of these"),
        key=form.name(at, "-body"), help=_help_of(form, each),
    )  # fmt: skip
    words = _words(form, each, None if held else tree, at, place, say("Another body, by its name"))
    return chosen or words


def _parts(form: RecordForm, tree: Tree, at: Address) -> Tree:
    """Draw the part of a total: a category of one or several dimensions."""
    held = tree if isinstance(tree, dict) else {}
    dimensions = form.plan.dimensions if form.plan else {}
    made: dict[str, Tree] = dict(held)
    language = form.say.language
    for code, dimension in dimensions.items():
        names = {each.id: each.name.in_language(language) for each in dimension.values}
        was = held.get(code)
        shown = was if isinstance(was, str) else ""
        words = {"": "—", **names, **({} if shown in names else {shown: shown or "—"})}
        made[code] = widgets.selectbox(
            f"{form.say(KEY_LABELS['part'])} · {dimension.name.in_language(language)}", list(words),
            index=list(words).index(shown), format_func=words.__getitem__,
            key=form.name(at, f"-{code}"),
        )  # fmt: skip
    made = {code: each for code, each in made.items() if each}
    return tree if made == held else made
