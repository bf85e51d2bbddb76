"""The JSON Schema of ``indicators.yaml``, which guides editors while people write the file.

It is made from the declarations of the records, with their descriptions in French.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from plan.model.declaration import Key, Record, record_in
from plan.model.records import Plan
from plan.model.value_types import (
    DAY,
    FLAG,
    NUMBER,
    PERIOD,
    TEXT,
    Choice,
    Identifier,
    ListOf,
    Parts,
    Pattern,
    PlainText,
    Range,
    Scalar,
    Shorthand,
    ValueType,
)

_JSON: Final[dict[Scalar, dict[str, Any]]] = {
    NUMBER: {"pattern": r"^[+-]?\d+(_\d+)*(\.\d+)?$", "type": ["number", "string"]},
    DAY: {"pattern": r"^\d{4}-\d{2}-\d{2}$", "type": "string"},
    PERIOD: {
        "pattern": r"^(\.\./)?\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$",
        "type": ["string", "integer"],
    },
    FLAG: {"type": "boolean"},
}


def schema() -> dict[str, Any]:
    """The schema as JSON data."""
    records = sorted({*_records_below(Plan)}, key=lambda each: each.__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {each.__name__: _record(each) for each in records},
        **_record(Plan),
    }


def _records_below(record: type[Record]) -> Iterator[type[Record]]:
    for each in record.keys:
        if (inner := record_in(each.type)) is not None:
            yield inner
            yield from _records_below(inner)


def _record(record: type[Record]) -> dict[str, Any]:
    required = [each.name for each in record.keys if each.required]
    return {
        "additionalProperties": False,
        "properties": {each.name: _property(each) for each in record.keys},
        **({"required": required} if required else {}),
        "type": "object",
    }


def _property(declared: Key) -> dict[str, Any]:
    made: dict[str, Any] = {"description": declared.description}
    options = _options(declared.type)
    if declared.default is None:
        options.append({"type": "null"})
    elif declared.default == ():
        made |= {"default": []}
        options[0]["type"] = ["array", "null"]  # a list may be left empty
    elif not declared.required and declared.default != {}:
        made |= {"default": declared.default}
    made |= options[0] if len(options) == 1 else {"anyOf": options}
    return dict(sorted(made.items()))


def _options(value_type: ValueType) -> list[dict[str, Any]]:
    """The alternative schemas of a type: a value fits one of them."""
    match value_type:
        case Shorthand():
            return [*_options(value_type.record), *_options(TEXT)]
        case Scalar():
            return [dict(_JSON[value_type])]
        case PlainText():
            return [{"minLength": 1, "type": "string"}]
        case Identifier():
            return [{"pattern": rf"^[\w.-]{{1,{value_type.longest}}}$", "type": "string"}]
        case Pattern():
            return [{"pattern": f"^{value_type.pattern}$", "type": "string"}]
        case Choice():
            return [{"enum": list(value_type.codes), "type": "string"}]
        case Range():
            numbers = _options(NUMBER) * 2
            return [{"maxItems": 2, "minItems": 2, "prefixItems": numbers, "type": "array"}]
        case ListOf():
            return [{"items": _one(value_type.item), "type": "array"}]
        case Parts():
            return [{"additionalProperties": _one(TEXT), "type": "object"}]
    record = record_in(value_type)
    assert record is not None
    return [{"$ref": f"#/$defs/{record.__name__}"}]


def _one(value_type: ValueType) -> dict[str, Any]:
    (only,) = _options(value_type)
    return only
