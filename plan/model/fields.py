"""The fields of each record of ``indicators.yaml`` for forms, and the order of keys.

In: the declarations of the records. Out: for each field the form of its value (a day, a number, a
choice, a text in two languages, a list of records …), not how a page shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from plan.model.declaration import Key, Record, record_in
from plan.model.key_labels import KEY_MEANINGS
from plan.model.quantities import Language
from plan.model.records import Observation, Plan, Text
from plan.model.value_types import (
    DAY,
    FLAG,
    NUMBER,
    PERIOD,
    Choice,
    ListOf,
    Parts,
    Range,
    Scalar,
    ValueType,
)

FieldForm: TypeAlias = Literal[
    "text", "number", "range", "day", "period", "flag", "choice", "words", "record", "records",
    "texts", "parts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record.

    ``words`` is a text in French and English, ``texts`` a list of plain texts, ``parts`` a mapping
    from dimensions to categories; ``record`` is the class of the records in the field. ``meaning``
    is its meaning in both languages.
    """

    name: str
    form: FieldForm
    required: bool
    meaning: Mapping[Language, str]
    choices: tuple[str, ...] = ()
    default: str = ""
    record: type[Record] | None = None


#: Keys that are written before the inherited ones.
_AHEAD: Final[Mapping[type[Record], tuple[str, ...]]] = {Observation: ("period",)}


def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The fields of a record, in the order in which the file has them."""
    ahead = _AHEAD.get(record, ())
    made = [_field(record, each) for each in record.keys]
    return tuple(sorted(made, key=lambda each: each.name not in ahead))


def _field(record: type[Record], declared: Key) -> Field:
    form, held = _form(declared.type)
    default = declared.default
    shown = default if isinstance(default, str) else str(default).lower()
    meaning: dict[Language, str] = {
        "fr": declared.description,
        "en": KEY_MEANINGS.get(record, {}).get(declared.name, ""),
    }
    return Field(
        declared.name,
        form,
        declared.required,
        meaning,
        declared.type.codes if isinstance(declared.type, Choice) else (),
        shown if isinstance(default, str | int) else "",
        held,
    )


_SCALARS: Final[Mapping[Scalar, FieldForm]] = {
    NUMBER: "number", DAY: "day", PERIOD: "period", FLAG: "flag",
}  # fmt: skip


def _form(value_type: ValueType) -> tuple[FieldForm, type[Record] | None]:
    """The form of a value of a type, and the class of the records in it."""
    record = record_in(value_type)
    if record is Text:
        return "words", None
    if isinstance(value_type, ListOf):
        return ("texts" if record is None else "records"), record
    if record is not None:
        return "record", record
    match value_type:
        case Scalar():
            return _SCALARS[value_type], None
        case Choice():
            return "choice", None
        case Range():
            return "range", None
        case Parts():
            return "parts", None
    return "text", None


def _orders() -> dict[str, tuple[str, ...]]:
    orders: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[str, type[Record]]] = [("", Plan)]
    while waiting:
        name, record = waiting.pop()
        orders[name] = tuple(each.name for each in fields_of(record))
        for each in fields_of(record):
            if each.record is not None and each.name not in orders:
                waiting.append((each.name, each.record))
            elif each.form == "words":
                orders[each.name] = ("fr", "en")
    return orders


#: The order of the keys of a record, by the key of the record or of the list that holds it.
ORDER: Final[Mapping[str, tuple[str, ...]]] = _orders()
