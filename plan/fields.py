"""The fields of every record of ``indicators.yaml``, as the model has them.

A field says what is written in it, not how it is shown: a day, a number, one of several codes, a
text in two languages, a list of other records. Forms are made of them, and the order of keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plan.meanings import MEANINGS
from plan.model import Language, Observation, Period, Plan, Text

__all__ = ["ORDER", "Field", "Form", "Record", "fields_of"]

Record: TypeAlias = type[BaseModel]
Form: TypeAlias = Literal[
    "text", "number", "range", "day", "period", "flag", "choice", "words", "record", "records",
    "texts", "parts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record.

    ``words`` is a text in French and English, ``texts`` a list of plain texts, ``parts`` a mapping
    from dimensions to categories; ``record`` is what a field of records holds. ``meaning`` is what
    it means, in both languages.
    """

    name: str
    form: Form
    required: bool
    meaning: Mapping[Language, str]
    choices: tuple[str, ...] = ()
    default: str = ""
    record: Record | None = None


#: Keys that stand before those that a record shares with others.
_AHEAD: Final[Mapping[Record, tuple[str, ...]]] = {Observation: ("period",)}


@lru_cache(maxsize=64)
def fields_of(record: Record) -> tuple[Field, ...]:
    """The fields of a record, in the order in which the file has them."""
    ahead = _AHEAD.get(record, ())
    made = [_field(record, info.alias or name, info) for name, info in record.model_fields.items()]
    return tuple(sorted(made, key=lambda each: each.name not in ahead))


def _field(record: Record, name: str, info: FieldInfo) -> Field:
    form, choices, held = _form(_bare(info.annotation))
    default = info.default
    told = default if isinstance(default, str) else str(default).lower()
    written = isinstance(default, str | bool | int) and default is not None
    meaning: dict[Language, str] = {
        "fr": info.description or "",
        "en": MEANINGS.get(record, {}).get(name, ""),
    }
    return Field(name, form, info.is_required(), meaning, choices, told if written else "", held)


def _bare(annotation: Any) -> Any:
    """An annotation without its conditions, and without the choice to leave it out."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        held = [each for each in get_args(annotation) if each is not type(None)]
        annotation = held[0]
    return annotation


def _form(annotation: Any) -> tuple[Form, tuple[str, ...], Record | None]:
    origin, held = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "choice", tuple(held), None
    if origin is tuple:
        inner = _bare(held[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return "records", (), inner
        return ("texts" if inner is str else "range"), (), None
    if origin is dict:
        return "parts", (), None
    simple: dict[Any, Form] = {
        str: "text", bool: "flag", int: "number", date: "day", Period: "period", Text: "words",
    }  # fmt: skip
    if annotation in simple:
        return simple[annotation], (), None
    return "record", (), annotation


def _orders() -> dict[str, tuple[str, ...]]:
    orders: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[str, Record]] = [("", Plan)]
    while waiting:
        name, record = waiting.pop()
        orders[name] = tuple(each.name for each in fields_of(record))
        for each in fields_of(record):
            if each.record is not None and each.name not in orders:
                waiting.append((each.name, each.record))
            elif each.form == "words":
                orders[each.name] = ("fr", "en")
    return orders


#: In which order the keys of a record stand, by the key of the record or the list that holds it.
ORDER: Final[Mapping[str, tuple[str, ...]]] = _orders()
