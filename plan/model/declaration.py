"""Declarative records: a class lists its fields, each with its type, key and meaning.

    class Step(Record):
        id: str = key(IDENTIFIER, "Identifiant de l’étape.")
        name: Text = key(Text, "Nom de l’étape.")

Reading a file, its JSON Schema and the forms of the pages are all derived from these declarations.
A field whose default is None or an empty tuple may be written without a value. Records behave as
frozen dataclasses do; ``dataclass`` would generate six functions for each class at every start,
which takes longer than reading a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, ClassVar, Final, NamedTuple, Self, dataclass_transform

from plan.model.value_types import Fault, Invalid, ListOf, Shorthand, ValueType, mismatch

REQUIRED: Final = object()


class Key(NamedTuple):
    """The declaration of one key of a record.

    ``name`` is the key in the file, ``field`` the name of the field in the record. ``default`` is
    ``REQUIRED`` where the key must be written. ``description`` is French, for the JSON Schema.
    """

    type: ValueType
    description: str
    default: Any
    name: str
    field: str = ""

    @property
    def required(self) -> bool:
        """Whether the key must be written."""
        return self.default is REQUIRED

    @property
    def nullable(self) -> bool:
        """Whether the key may be written without a value."""
        return self.default is None or self.default == ()


def key(value_type: ValueType, description: str, *, default: Any = REQUIRED, name: str = "") -> Any:
    """Declare a field: its type, its meaning in French, its default, its key if another."""
    return Key(value_type, description, default, name)


class _FieldReader(NamedTuple):
    field: str
    read: Callable[[Any], Any]
    nullable: bool


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
class Record:
    """Base of the frozen records; a subclass declares its fields by ``key``.

    ``keys`` are its declarations in order; ``readers`` and ``required``, by name, serve ``read``.
    """

    keys: ClassVar[tuple[Key, ...]] = ()
    readers: ClassVar[Mapping[str, _FieldReader]]
    required: ClassVar[frozenset[str]]
    _fields: ClassVar[frozenset[str]]
    _required_fields: ClassVar[frozenset[str]]
    _contents: ClassVar[Callable[[Record], Any]]

    def __init_subclass__(cls) -> None:
        """Collect the fields that the class declares, after those of its base class."""
        own = [(field, each) for field, each in vars(cls).items() if isinstance(each, Key)]
        for field, each in own:
            if each.required:
                delattr(cls, field)
            else:
                setattr(cls, field, each.default)
        named = (each._replace(field=field, name=each.name or field) for field, each in own)
        cls.keys = (*cls.keys, *named)
        cls.readers = {
            each.name: _FieldReader(each.field, each.type.read, each.nullable) for each in cls.keys
        }
        cls.required = frozenset(each.name for each in cls.keys if each.required)
        cls._fields = frozenset(each.field for each in cls.keys)
        cls._required_fields = frozenset(each.field for each in cls.keys if each.required)
        cls._contents = attrgetter(*(each.field for each in cls.keys))

    def __init__(self, **given: Any) -> None:
        """Set the fields; those not given have their defaults. Raises ``TypeError`` on names."""
        if not self._required_fields <= given.keys() <= self._fields:
            wrong = sorted(self._required_fields - given.keys() | given.keys() - self._fields)
            raise TypeError(f"{type(self).__name__}: {', '.join(wrong)}")
        set_field = object.__setattr__
        for field, value in given.items():
            set_field(self, field, value)

    def __setattr__(self, name: str, value: object) -> None:
        """Raise ``AttributeError``: a record is frozen."""
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __delattr__(self, name: str) -> None:
        """Raise ``AttributeError``: a record is frozen."""
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __eq__(self, other: object) -> bool:
        """Whether the other is of the same class and all fields are equal."""
        if type(self) is not type(other):
            return NotImplemented
        contents = type(self)._contents
        return self is other or bool(contents(self) == contents(other))

    def __hash__(self) -> int:
        """The hash of the fields."""
        return hash(type(self)._contents(self))

    def __repr__(self) -> str:
        """The class and the fields that were given."""
        given = (f"{field}={value!r}" for field, value in self._given().items())
        return f"{type(self).__name__}({', '.join(given)})"

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """The record itself: it never changes, and copying an axis would copy thousands."""
        return self

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: the fields that were given, and nothing that was derived from them."""
        return self._given()

    def replace(self, **changes: Any) -> Self:
        """The record with other values in some fields."""
        return type(self)(**{**self._given(), **changes})

    def _given(self) -> dict[str, Any]:
        return {field: value for field, value in vars(self).items() if field in self._fields}

    @classmethod
    def read(cls, written: object) -> Self:
        """The record written by a mapping of the file.

        Raises ``Invalid`` with all its faults, in the order of its keys, then its unknown keys.
        """
        if not isinstance(written, dict):
            raise mismatch(written, "a set of keys and values")
        readers, required = cls.readers, cls.required
        values: dict[str, Any] = {}
        wrong: dict[str, tuple[Fault, ...]] = {}
        for name, value in written.items():
            reader = readers.get(name)
            if reader is None:
                wrong[name] = (unknown_key(name, tuple(readers)),)
                continue
            field, read, nullable = reader
            if value is not None or not nullable:
                try:
                    values[field] = read(value)
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
        """What is wrong with the record as a whole, given that each of its keys is right."""
        return ()


def unknown_key(name: str, known: tuple[str, ...]) -> Fault:
    """The fault of a key that is not among those known."""
    return Fault("key-unknown", (name,), {"read": name, "expected": known})


def record_in(value_type: ValueType) -> type[Record] | None:
    """The record class that a type reads, alone, in a list or as a shorthand; else None."""
    if isinstance(value_type, ListOf):
        return record_in(value_type.item)
    if isinstance(value_type, Shorthand):
        return record_in(value_type.record)
    if isinstance(value_type, type) and issubclass(value_type, Record):
        return value_type
    return None
