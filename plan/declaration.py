"""How a record of ``indicators.yaml`` is declared: each field with its type, its key, its meaning.

    @record
    class Step(Record):
        id: str = key(IDENTIFIER, "Identifiant de l’étape.")
        name: Text = key(Text, "Nom de l’étape.")

Reading a file, its JSON Schema and the forms of the pages are all made from these declarations. A
field whose default is None or an empty tuple may be written without a value.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, NamedTuple, Self, TypeVar, dataclass_transform

from plan.value_types import Fault, Invalid, ListOf, Shorthand, ValueType, mismatch

__all__ = ["REQUIRED", "Key", "Record", "key", "record", "record_in", "unknown_key"]

R = TypeVar("R", bound="Record")
REQUIRED: Final = dataclasses.MISSING


class Key(NamedTuple):
    """A key of a record as it is declared.

    ``name`` is the key in the file, ``field`` the name of the field in the record. ``default`` is
    ``REQUIRED`` where the key must be written. ``description`` is French, for the JSON Schema.
    """

    name: str
    field: str
    type: ValueType
    default: Any
    description: str

    @property
    def required(self) -> bool:
        """Whether the key must be written."""
        return self.default is REQUIRED

    @property
    def nullable(self) -> bool:
        """Whether the key may be written without a value."""
        return self.default is None or self.default == ()


class _Reader(NamedTuple):
    field: str
    read: Callable[[Any], Any]
    nullable: bool


class Record:
    """A frozen record that knows all its keys.

    ``keys`` are its keys in the order in which they are declared; ``readers`` and ``required`` are
    made of them for reading.
    """

    __slots__ = ()
    keys: ClassVar[tuple[Key, ...]]
    readers: ClassVar[Mapping[str, _Reader]]
    required: ClassVar[frozenset[str]]

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """The record itself: it never changes, and an axis holds thousands of others."""
        return self

    @classmethod
    def read(cls, written: object) -> Self:
        """The record that a mapping of the file writes.

        Raises ``Invalid`` with all its faults, in the order of its keys, then its unknown keys.
        """
        if not isinstance(written, dict):
            raise mismatch(written, "a mapping")
        readers, required = cls.readers, cls.required
        values: dict[str, Any] = {}
        wrong: dict[str, tuple[Fault, ...]] = {}
        for name, value in written.items():
            reader = readers.get(name)
            if reader is None:
                wrong[name] = (unknown_key(name, tuple(readers)),)
            elif value is not None or not reader.nullable:
                try:
                    values[reader.field] = reader.read(value)
                except Invalid as error:
                    wrong[name] = tuple(fault.under(name) for fault in error.faults)
        if not required <= written.keys():
            for name in required - written.keys():
                wrong[name] = (Fault("key-missing", (), {"expected": name}),)
        if wrong:
            order = dict.fromkeys([*readers, *written])
            raise Invalid(*(fault for name in order for fault in wrong.get(name, ())))
        made = cls(**values)
        if faults := made.faults():
            raise Invalid(*faults)
        return made

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the record as a whole, where each of its keys is right."""
        return ()


def unknown_key(name: str, known: tuple[str, ...]) -> Fault:
    """A key that is none of those known."""
    return Fault("key-unknown", (name,), {"read": name, "expected": known})


def key(
    value_type: ValueType, description: str, *, default: Any = REQUIRED, name: str | None = None
) -> Any:
    """Declare a field: its type, its meaning in French, its default, its key if another."""
    metadata = {"type": value_type, "description": description, "name": name}
    if isinstance(default, dict):
        return dataclasses.field(default_factory=default.copy, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
def record(cls: type[R]) -> type[R]:
    """Make a class of fields declared by ``key`` a frozen dataclass."""
    made = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
    made.keys = tuple(map(_key, dataclasses.fields(made)))  # type: ignore[arg-type]
    made.readers = {
        each.name: _Reader(each.field, each.type.read, each.nullable) for each in made.keys
    }
    made.required = frozenset(each.name for each in made.keys if each.required)
    return made


def _key(field: dataclasses.Field[Any]) -> Key:
    default = field.default if field.default_factory is REQUIRED else field.default_factory()
    return Key(
        field.metadata["name"] or field.name,
        field.name,
        field.metadata["type"],
        default,
        field.metadata["description"],
    )


def record_in(value_type: ValueType) -> type[Record] | None:
    """The record that a type reads: itself, in a list, or with a shorthand; else None."""
    if isinstance(value_type, ListOf):
        return record_in(value_type.item)
    if isinstance(value_type, Shorthand):
        return record_in(value_type.record)
    if isinstance(value_type, type) and issubclass(value_type, Record):
        return value_type
    return None
