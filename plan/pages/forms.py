"""Forms for the records of the file, made from the model: a control for every field.

What is typed is what would be written. A field that nobody touched keeps its value to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from plan.declaration import Record
from plan.edition import Edition
from plan.entries import NEW, IdChange, RecordKind, record_containing
from plan.fields import Field, fields_of
from plan.glossary import CHOICE_WORDS
from plan.locale import Say
from plan.meanings import ADD, LABELS, TAKE_OUT
from plan.model import BUILT_IN_UNITS, Address, MeasuredValue, Plan
from plan.pages import elements as e
from plan.problems import Problem
from plan.quantities import QUALIFIER_KEYS
from plan.tree import Tree
from plan.view import View

_LONG = 70  # characters, beyond which a text gets several lines
_NARROW = 4  # short controls side by side
_SPACED = re.compile(r"\d{1,3}(?:\s\d{3})+")
_DECIMAL = re.compile(r"\d+,(\d+)")
#: Fields that few people need: they stand folded, unless something is in them.
_RARE = frozenset(
    "prefix suffix stance origin flag set_aside part url body plural assumptions verification "
    "terms dating_note small_counts currency country".split()
)
#: Fields whose text is of a sentence or more.
_WORDY = frozenset("quote definition note statement set_aside assumptions verification".split())


@dataclass(frozen=True)
class Form:
    """Where a form is drawn: its key, the plan whose names it offers, the faults to tell in it.

    ``nature`` is that of the indicator, ``steps`` are its steps with their names. ``renames``
    collects the names of inner records that are changed in it. In all functions ``at`` is where a
    control was drawn first, which names it; ``place`` is where its value stands now.
    """

    key: str
    say: Say
    plan: Plan | None
    faults: Mapping[Address, tuple[str, ...]] = field(default_factory=dict)
    nature: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    renames: list[IdChange] = field(default_factory=list)

    def name(self, at: Address, more: str = "") -> str:
        """The key of a control."""
        return f"form-{self.key}-{'-'.join(map(str, at))}{more}"

    def tell(self, place: Address) -> None:
        """The faults of what stands at a place, in words."""
        for told in self.faults.get(place, ()):
            e.fault(told)


def faults_of(
    problems: Iterable[Problem], home: Address, say: Say
) -> dict[Address, tuple[str, ...]]:
    """The faults of an entry of the file by where in it they stand."""
    found: dict[Address, tuple[str, ...]] = {}
    for each in problems:
        if each.address[: len(home)] != home:
            continue
        at = each.address[len(home) :]
        told = each.told(say)
        if each.code == "key-missing":
            at, told = (*at, each.args["expected"]), say("This field is needed.")
        elif each.code == "value-missing":
            told = say("Choose how the passage qualifies the value and give its number, or write "
                       "a statement.")  # fmt: skip
        found[at] = (*found.get(at, ()), told)
    return found


def draw(
    form: Form, record: type[Record], tree: Tree, skip: Sequence[str] = (),
    at: Address = (), place: Address = (),
) -> Tree:  # fmt: skip
    """Draw the controls of a record; give what it would be in the file."""
    held = dict(tree) if isinstance(tree, dict) else {}
    form.tell(place)
    measure = issubclass(record, MeasuredValue)
    wanted = [
        each for each in fields_of(record)
        if each.name not in skip and _fits(form, record, each, held)
        and not (measure and each.name in QUALIFIER_KEYS)
    ]  # fmt: skip
    common = [each for each in wanted if not _is_rare(each, held)]
    made: dict[str, Tree] = {}

    def control(each: Field) -> None:
        name = each.name
        made[name] = _control(form, each, held.get(name), (*at, name), (*place, name))

    short = [each for each in common if _is_short(each)]
    for start in range(0, len(short), _NARROW):
        row = short[start : start + _NARROW]
        for column, each in zip(st.columns(len(row)), row, strict=True):
            with column:
                control(each)
    if measure and (form.nature != "steps" or any(held.get(each) for each in QUALIFIER_KEYS)):
        made |= _measure(form, held, at, place)
    for each in common:
        if each not in short:
            control(each)
    if len(common) < len(wanted):
        with st.expander(form.say("More fields")):
            for each in wanted:
                if each not in common:
                    control(each)
    return _put_together(held, made)


def _fits(form: Form, record: type[Record], each: Field, held: Mapping[str, Tree]) -> bool:
    """Whether a field makes sense for the nature of the indicator; what is written always shows."""
    if held.get(each.name) is not None or not form.nature:
        return True
    if form.nature == "steps":
        return each.name not in ("unit", "value", "part", "disaggregation", *QUALIFIER_KEYS)
    return each.name not in ("steps", "step", "reversible") and not (
        form.nature == "flow" and each.name == "baseline"
    )


def _is_short(each: Field) -> bool:
    return each.form in ("text", "number", "day", "period", "flag", "choice") and (
        each.name not in _WORDY
    )


def _is_rare(each: Field, held: Mapping[str, Tree]) -> bool:
    return each.name in _RARE and not held.get(each.name)


def _put_together(held: Mapping[str, Tree], made: Mapping[str, Tree]) -> Tree:
    """A record with what its controls say; what no control shows stays."""
    result = {**held, **made}
    return {
        key: value for key, value in result.items()
        if value not in (None, "", {}, []) or (key in held and held[key] == value)
    }  # fmt: skip


# --- What is edited ------------------------------------------------------------------------------


def entry_names(view: View, what: RecordKind, new: bool = True) -> dict[str, str]:
    """The entries of a kind by their codes, in words; with one that is not yet there."""
    plan, language = view.plan, view.language
    if what == "plan":
        return {"": plan.head.title.told(language)}
    if what == "indicator":
        found = {
            each.id: f"{each.id}  {each.name.told(language)}" for each in plan.indicator.values()
        }
    elif what == "axis":
        found = {each.id: each.name.told(language) for each in plan.axes}
    else:
        found = {each.id: _source_words(view.say, each) for each in plan.sources}
    return {**found, **({NEW: view.say("New")} if new else {})}


def pick_nature(view: View, key: str, before: Tree) -> str:
    """The nature of an indicator, which decides which fields it has."""
    say, natures = view.say, list(CHOICE_WORDS["nature"])
    held = before.get("nature") if isinstance(before, dict) else None
    return st.selectbox(
        say(LABELS["nature"]), natures, index=natures.index(held) if held in natures else 0,
        format_func=lambda code: say(CHOICE_WORDS["nature"][code]), key=f"form-{key}-nature",
    )  # fmt: skip


def step_names(view: View, before: Tree) -> tuple[tuple[str, str], ...]:
    """The steps of an indicator as the file has them, with their names."""
    steps = before.get("steps") if isinstance(before, dict) else None
    found = []
    for each in steps if isinstance(steps, list) else ():
        if isinstance(each, dict) and isinstance(code := each.get("id"), str):
            name = each.get("name")
            told = name.get(view.language) or name.get("fr") if isinstance(name, dict) else name
            found.append((code, told if isinstance(told, str) else code))
    return tuple(found)


def meant_by(before: Tree, typed: Tree, nature: str) -> dict[str, Tree]:
    """The entry that a form means, with what is chosen beside it and what no form shows."""
    held = before if isinstance(before, dict) else {}
    made = dict(typed) if isinstance(typed, dict) else {}
    return {**made, **({"nature": nature} if nature and held.get("nature") != nature else {})}


def entry_title(view: View, entry: tuple[RecordKind, str] | None) -> str:
    """An entry in words."""
    if entry is None or entry[0] == "plan":
        return view.say("The plan")
    if view.edition.plan is None:
        return entry[1]
    names = entry_names(view, entry[0], new=False)
    return names.get(entry[1], entry[1])


def where_words(view: View, edition: Edition, address: Address) -> str:
    """Where in the file something stands, in words."""
    entry = record_containing(edition, address)
    length = {"indicator": 4, "axis": 2, "source": 2, "plan": 1}[entry[0]] if entry else 0
    steps = []
    for step in address[length:]:
        if isinstance(step, int):
            steps.append(str(step + 1))
        else:
            steps.append(view.say(LABELS[step]) if step in LABELS else step)
    return " · ".join((entry_title(view, entry), *steps))


def worded(view: View, edition: Edition, problems: Iterable[Problem]) -> list[str]:
    """Problems with the entry in which each stands, each said once."""
    say = view.say
    told = (
        say("{name}: {told}", name=entry_title(view, record_containing(edition, each.address)),
            told=each.told(say))
        for each in problems
    )  # fmt: skip
    return list(dict.fromkeys(told))


def named(view: View, indicator: str) -> str:
    """An indicator by its id and, where the plan still has it, its name."""
    plan = view.edition.plan
    if plan is None or indicator not in plan.indicator:
        return indicator
    return f"{indicator}  {plan.indicator[indicator].name.told(view.language)}"


# --- Controls ------------------------------------------------------------------------------------


def _control(form: Form, each: Field, tree: Tree, at: Address, place: Address) -> Tree:
    """Draw the control of a field; give its value for the file, the one that was if untouched."""
    say = form.say
    needed = each.required or each.name in ("unit", "steps")  # the nature tells which of the two
    label = say(LABELS[each.name]) + (" *" if needed else "")
    told: dict[str, Any] = {
        "label": label, "key": form.name(at), "help": each.meaning[say.language] or None,
    }  # fmt: skip
    if each.form in ("record", "records"):
        return _records(form, each, tree, at, place)
    if each.form == "words":
        return _words(form, label, each.meaning[say.language], tree, at, place)
    value: Tree
    if each.form == "parts":
        value = _parts(form, tree, at)
    elif each.form == "flag":
        value = _flag(told, tree)
    elif each.name == "disaggregation":
        value = _several(form, told, tree)
    elif each.form == "texts":
        value = _lines(told, tree)
    elif options := _options(form, each):
        value = _choice(form, told, options, each, tree)
    else:
        value = _typed(told, tree, each)
    form.tell(place)
    return value


def _typed(told: dict[str, Any], tree: Tree, each: Field) -> Tree:
    shown = tree if isinstance(tree, str) else ""
    hint = {"day": "2025-12-31", "period": "2024 · 2024-03 · 2023-01-01/2024-12-31"}
    if each.name in _WORDY or len(shown) > _LONG or "\n" in shown:
        typed = st.text_area(value=shown, height=90, **told)
    else:
        typed = st.text_input(value=shown, placeholder=hint.get(each.form, ""), **told)
    said = typed.strip()
    return tree if typed == shown else _digits(said) if each.form == "number" else said


def _digits(typed: str) -> str:
    """A number as the file has it, where people write it otherwise and mean one thing only."""
    if _SPACED.fullmatch(typed):
        return re.sub(r"\s", "", typed)
    decimal = _DECIMAL.fullmatch(typed)
    return typed.replace(",", ".") if decimal and len(decimal[1]) != 3 else typed


def _flag(told: dict[str, Any], tree: Tree) -> Tree:
    ticked = st.checkbox(value=tree == "true", **told)
    return tree if ticked == (tree == "true") else "true" if ticked else "false"


def _lines(told: dict[str, Any], tree: Tree) -> Tree:
    shown = "\n".join(map(str, tree)) if isinstance(tree, list) else ""
    typed = st.text_area(value=shown, height=90, **told)
    listed: Tree = [line.strip() for line in typed.splitlines() if line.strip()]
    return tree if typed == shown else listed


def _several(form: Form, told: dict[str, Any], tree: Tree) -> Tree:
    shown = [str(each) for each in tree] if isinstance(tree, list) else []
    names = _dimension_names(form)
    options = list(dict.fromkeys((*names, *shown)))
    chosen = st.multiselect(
        options=options, default=shown, format_func=lambda code: names.get(code, code),
        placeholder="", **told,
    )  # fmt: skip
    return tree if chosen == shown else list(chosen)


def _choice(
    form: Form, told: dict[str, Any], options: Mapping[str, str], each: Field, tree: Tree
) -> Tree:
    shown = tree if isinstance(tree, str) else each.default
    codes = list(dict.fromkeys((*([] if each.default else [""]), *options, shown)))
    chosen = st.selectbox(
        options=codes, index=codes.index(shown), format_func=lambda code: options.get(code, code),
        **told,
    )  # fmt: skip
    return tree if chosen == shown else chosen


def _options(form: Form, each: Field) -> dict[str, str]:
    """What a field can be chosen from, with the words for it; nothing where it is typed."""
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
        return {each.id: _source_words(say, each) for each in plan.sources}
    if each.name == "unit":
        own = {unit.id: unit.name.told(say.language) for unit in plan.head.units}
        built_in = {code: say(CHOICE_WORDS["unit"][code]) for code in BUILT_IN_UNITS}
        return {**own, **built_in}
    return dict(form.steps) if each.name == "step" else {}


def _source_words(say: Say, source: Any) -> str:
    title = source.title.told(say.language) if source.title else source.id
    return say("{told} ({period})", told=title, period=say.period(source.published))


def _dimension_names(form: Form) -> dict[str, str]:
    dimensions = form.plan.dimensions if form.plan else {}
    return {code: each.name.told(form.say.language) for code, each in dimensions.items()}


def _words(form: Form, label: str, meaning: str, tree: Tree, at: Address, place: Address) -> Tree:
    """A text in French and in English, side by side."""
    held = tree if isinstance(tree, dict) else {"fr": tree} if isinstance(tree, str) else {}
    typed: dict[str, str] = {}
    for column, (code, name) in zip(
        st.columns(2), (("fr", form.say("French")), ("en", form.say("English"))), strict=True
    ):
        was = held.get(code)
        shown = was if isinstance(was, str) else ""
        with column:
            told: dict[str, Any] = {
                "label": f"{label} · {name}", "value": shown, "key": form.name(at, f"-{code}"),
                "help": (meaning or None) if code == "fr" else None,
            }  # fmt: skip
            wordy = at[-1] in _WORDY or len(shown) > _LONG or "\n" in shown
            said = st.text_area(height=90, **told) if wordy else st.text_input(**told)
            typed[code] = shown if said == shown else said.strip()
            form.tell((*place, code))
    form.tell(place)
    if typed == {code: held.get(code) or "" for code in ("fr", "en")}:
        return tree
    if isinstance(tree, str) and not typed["en"]:
        return typed["fr"]
    return {code: said for code, said in typed.items() if said}


def _measure(form: Form, held: Mapping[str, Tree], at: Address, place: Address) -> dict[str, Tree]:
    """The value of an observation: how it is qualified, and its number or its two numbers."""
    say = form.say
    kind = next((each for each in QUALIFIER_KEYS if held.get(each) is not None), "")
    numbers = held.get(kind)
    shown = [str(each) for each in numbers] if isinstance(numbers, list) else [str(numbers or "")]
    left, middle, right = st.columns([2, 1, 1])
    with left:
        qualifiers = ["", *QUALIFIER_KEYS]
        chosen = st.selectbox(
            say("How the passage qualifies it"), qualifiers, index=qualifiers.index(kind),
            format_func=lambda code: say(CHOICE_WORDS["value"][code]), key=form.name(at, "-kind"),
        )  # fmt: skip
    with middle:
        first = st.text_input(say("Number"), shown[0], key=form.name(at, "-low")).strip()
    with right:
        second = st.text_input(
            say("Second number, for “between”"), shown[1] if len(shown) > 1 else "",
            key=form.name(at, "-high"),
        ).strip()  # fmt: skip
    for each in QUALIFIER_KEYS:
        form.tell((*place, each))
    made: dict[str, Tree] = dict.fromkeys(QUALIFIER_KEYS)
    if chosen == kind and [first, *([second] if second else [])] == [*filter(None, shown)]:
        return {**made, **({kind: numbers} if kind else {})}
    first, second = _digits(first), _digits(second)
    if second or chosen == "between":
        made["between"] = [first, second]  # with another value it is told as one too many
    if first and chosen != "between":
        made[chosen or "exactly"] = first
    return made


def _parts(form: Form, tree: Tree, at: Address) -> Tree:
    """The part of the total: a category of one dimension or of several."""
    held = tree if isinstance(tree, dict) else {}
    dimensions = form.plan.dimensions if form.plan else {}
    made: dict[str, Tree] = dict(held)
    language = form.say.language
    for code, dimension in dimensions.items():
        names = {each.id: each.name.told(language) for each in dimension.values}
        was = held.get(code)
        shown = was if isinstance(was, str) else ""
        words = {"": "—", **names, **({} if shown in names else {shown: shown or "—"})}
        made[code] = st.selectbox(
            f"{form.say(LABELS['part'])} · {dimension.name.told(language)}", list(words),
            index=list(words).index(shown), format_func=words.__getitem__,
            key=form.name(at, f"-{code}"),
        )  # fmt: skip
    made = {code: each for code, each in made.items() if each}
    return tree if made == held else made


# --- Records within records ----------------------------------------------------------------------


def _records(form: Form, each: Field, tree: Tree, at: Address, place: Address) -> Tree:
    """One record or a list of them, each in a frame; entries are added and taken away."""
    say = form.say
    assert each.record is not None
    one = each.form == "record"
    listed: list[Tree] = [tree] if one and tree else list(tree) if isinstance(tree, list) else []
    state = form.name(at, "-rows")
    rows: list[int] = st.session_state.setdefault(state, list(range(len(listed))))
    e.group(say(LABELS[each.name]), len(at))
    form.tell(place)
    made: list[Tree] = []
    for n, row in enumerate(list(rows)):
        was = listed[row] if row < len(listed) else None
        inner, stands = (at, place) if one else ((*at, row), (*place, n))
        with st.container(border=True):
            now = draw(form, each.record, was, (), inner, stands)
            st.form_submit_button(
                say(TAKE_OUT[each.name]), key=form.name(inner, "-remove"), type="tertiary",
                on_click=_leave, args=(rows, row),
            )  # fmt: skip
        made.append(now)
        old, new = _name_of(was), _name_of(now)
        if old and new and old != new:
            form.renames.append((stands, old, new))
    if not (one and rows):
        fresh = max((len(listed) - 1, *rows), default=-1) + 1
        st.form_submit_button(
            say(ADD[each.name]),
            key=form.name(at, "-add"),
            on_click=_join,
            args=(rows, fresh),
        )
    if one:
        return made[0] if made else None
    return tree if not made and not listed else made


def _leave(rows: list[int], row: int) -> None:
    if row in rows:  # a second click comes when it is gone already
        rows.remove(row)


def _join(rows: list[int], row: int) -> None:
    if row not in rows:
        rows.append(row)


def _name_of(tree: Tree) -> str:
    name = tree.get("id") if isinstance(tree, dict) else None
    return name if isinstance(name, str) else ""
