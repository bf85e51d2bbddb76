"""The types of values in ``indicators.yaml``: what each reads, and its problem codes.

A value arrives as parsed without type guessing: a text, a list, a mapping, or None where nothing is
written. ``read`` returns the value of the model, or raises ``Invalid`` with every fault in it. A
class of records is a type too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol, get_args

from plan.model.quantities import Amount, InvalidValue, read_amount, read_day, read_period
from plan.model.tree_address import Address


class Fault(NamedTuple):
    """A fault in a value: a problem code, the path to it from the value, and arguments.

    ``expected`` among the arguments is a phrase, or a tuple of all that may be written.
    """

    code: str
    path: Address
    args: Mapping[str, Any]

    def under(self, step: str | int) -> Fault:
        """The same fault, with its path from the container that has the value under ``step``."""
        return Fault(self.code, (step, *self.path), self.args)


class Invalid(ValueError):
    """A value with faults: all those in it, in the order of the keys of its type."""

    def __init__(self, *faults: Fault) -> None:
        """Take one or more faults."""
        super().__init__(faults)
        self.faults = faults


class ValueType(Protocol):
    """A type of values, by its method ``read``."""

    def read(self, written: Any, /) -> Any:
        """The value of the model. Raises ``Invalid``."""


#: How a value that is no text is named in problems.
SHAPES: Final[Mapping[type, str]] = {
    dict: "a set of keys and values",
    list: "a list",
    type(None): "nothing",
}


def mismatch(written: object, expected: str) -> Invalid:
    """The error of a value of another type than the one expected, a phrase."""
    read = SHAPES.get(type(written)) or f"“{str(written)[:60]}”"
    return Invalid(Fault("type-mismatch", (), {"read": read, "expected": expected}))


# --- Texts ---------------------------------------------------------------------------------------


def _text(written: object) -> str:
    """A text that can be encoded. Raises ``Invalid``."""
    if not isinstance(written, str):
        raise mismatch(written, "a text")
    if not written.isascii():
        try:
            written.encode()
        except UnicodeEncodeError:  # half of a surrogate pair
            raise mismatch(written, "a text") from None
    return written


class PlainText:
    """Any text that is not empty."""

    def read(self, written: object) -> str:
        """The text as it is written. Raises ``Invalid`` with ``type-mismatch``."""
        if isinstance(written, str) and written.isascii() and written:
            return written  # the common case, kept fast
        if not (text := _text(written)):
            raise mismatch(text, "a text that is not empty")
        return text


class Pattern(NamedTuple):
    """A text that matches a regular expression."""

    pattern: str

    def read(self, written: object) -> str:
        """The text as it is written. Raises ``Invalid``: ``type-mismatch``, ``text-invalid``."""
        if not re.fullmatch(self.pattern, text := _text(written)):
            args = {"read": text, "expected": self.pattern}
            raise Invalid(Fault("text-invalid", (), args))
        return text


class Identifier(NamedTuple):
    """Letters, digits, dots, hyphens and underscores, without spaces: the name of a record."""

    longest: int

    def read(self, written: object) -> str:
        """The text as it is written. Raises ``Invalid``: ``type-mismatch``, ``id-invalid``."""
        text = _text(written)
        if not 0 < len(text) <= self.longest or not (
            re.fullmatch(r"[\w.-]+", text, re.ASCII) or all(map(_is_word, text))
        ):
            raise Invalid(Fault("id-invalid", (), {"read": text}))
        return text


#: Letters in circles and squares, which are symbols by their category, and joiners of letters.
_MORE_LETTERS: Final = (
    r"[\u200c\u200d\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


def _is_word(character: str) -> bool:
    # As Unicode defines it (UTS 18, annex C): marks belong to a word, and ``½`` does not.
    import unicodedata

    category = unicodedata.category(character)
    return (
        character in ".-"
        or category[0] in "LM"
        or category in ("Nd", "Nl", "Pc")
        or bool(re.match(_MORE_LETTERS, character))
    )


class Choice(NamedTuple):
    """One of several codes."""

    codes: tuple[str, ...]

    @classmethod
    def of(cls, literal: Any) -> Choice:
        """The choice between the codes of a ``Literal``."""
        return cls(get_args(literal))

    def read(self, written: object) -> str:
        """The code. Raises ``Invalid`` with ``type-mismatch`` or ``choice-unknown``."""
        if (text := _text(written)) not in self.codes:
            args = {"read": text, "expected": self.codes}
            raise Invalid(Fault("choice-unknown", (), args))
        return text


# --- Numbers, days, flags ------------------------------------------------------------------------


class Scalar(NamedTuple):
    """A text read by a function that raises ``InvalidValue`` with the code of the problem."""

    reader: Callable[[object], Any]
    expected: str

    def read(self, written: object) -> Any:
        """The result of the function. Raises ``Invalid``: ``type-mismatch`` where it is no text."""
        try:
            return self.reader(written)
        except InvalidValue as error:
            if not isinstance(written, str):
                raise mismatch(written, self.expected) from None
            args = {"read": error.read, "write": error.write}
            raise Invalid(Fault(error.code, (), args)) from None


def _read_flag(text: object) -> bool:
    if text in ("true", True):
        return True
    if text in ("false", False):
        return False
    raise InvalidValue("boolean-invalid", text)


NUMBER: Final = Scalar(read_amount, "a number")
DAY: Final = Scalar(read_day, "a date")
PERIOD: Final = Scalar(read_period, "a date")
FLAG: Final = Scalar(_read_flag, "true or false")
TEXT: Final = PlainText()
IDENTIFIER: Final = Identifier(80)


# --- What holds other values ---------------------------------------------------------------------


def _read_each(
    item: ValueType, written: Iterable[tuple[str | int, object]]
) -> tuple[list[Any], list[Fault]]:
    """The values that could be read, and the faults of the others under their key or index."""
    read = item.read
    values: list[Any] = []
    faults: list[Fault] = []
    for step, each in written:
        try:
            values.append(read(each))
        except Invalid as error:
            faults += (fault.under(step) for fault in error.faults)
    return values, faults


class ListOf(NamedTuple):
    """A list of values of one type."""

    item: ValueType

    def read(self, written: object) -> tuple[Any, ...]:
        """The values. Raises ``Invalid``: ``type-mismatch`` and the faults of each value."""
        if not isinstance(written, list | tuple):
            raise mismatch(written, "a list")
        values, faults = _read_each(self.item, enumerate(written))
        if faults:
            raise Invalid(*faults)
        return tuple(values)


class Range:
    """Two numbers, the ends of a range, in any order."""

    def read(self, written: object) -> tuple[Amount, Amount]:
        """The two numbers. Raises ``Invalid``: ``type-mismatch`` and the codes of a number."""
        if not isinstance(written, list | tuple):
            raise mismatch(written, "a list")
        if len(written) > 2:
            raise mismatch(written, "a list of two numbers")
        numbers, faults = _read_each(NUMBER, enumerate(written))
        for lacking in range(len(written), 2):
            faults += (
                each.under(lacking) for each in mismatch(written, "a list of two numbers").faults
            )
        if faults:
            raise Invalid(*faults)
        return numbers[0], numbers[1]


class Parts:
    """The part of a total that a value is about: a mapping from dimensions to categories."""

    def read(self, written: object) -> Mapping[str, str]:
        """The mapping, read-only. Raises ``Invalid`` with ``type-mismatch``."""
        if not isinstance(written, dict):
            raise mismatch(written, "a set of keys and values")
        values, faults = _read_each(TEXT, written.items())
        if faults:
            raise Invalid(*faults)
        return MappingProxyType(dict(zip(written, values, strict=True)))


class Shorthand(NamedTuple):
    """A record that may be written as the text of one of its keys."""

    record: ValueType
    key: str

    def read(self, written: object) -> Any:
        """The record. Raises ``Invalid`` as the record does."""
        return self.record.read({self.key: written} if isinstance(written, str) else written)


RANGE: Final = Range()
PARTS: Final = Parts()
