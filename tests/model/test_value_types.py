"""Each type of value gives the value of the model, or faults whose code the type declares."""

from __future__ import annotations

import copy
import sys
import unicodedata
from typing import Any

import pytest

from plan import problems
from plan.model import value_types as vt
from plan.model.declaration import Record, key
from plan.model.records import SHORT_TEXT, Text
from plan.model.value_types import Fault, Invalid, ValueType

TYPES: list[ValueType] = [
    vt.TEXT, vt.IDENTIFIER, vt.NUMBER, vt.DAY, vt.PERIOD, vt.FLAG, vt.RANGE, vt.PARTS, SHORT_TEXT,
    Text, vt.Pattern("[A-Z]{2}"), vt.Choice(("flow", "stock")), vt.ListOf(vt.NUMBER),
]  # fmt: skip
WRITTEN: list[Any] = [
    None, "", " ", "a b", "½", "\ud800", "1.200", "12 %", "2024-13", "2025/2024", "2024/..", "oui",
    "sn", "flo", [], {}, [[]], ["x"], ["1", "2", "3"], {"fr": ""}, {"fr": "x", "de": "y"},
    {"sex": None},
]  # fmt: skip


def faults(value_type: ValueType, written: object) -> tuple[Fault, ...]:
    with pytest.raises(Invalid) as caught:
        value_type.read(written)
    return caught.value.faults


def codes(value_type: ValueType, written: object) -> list[str]:
    """The codes of the faults of a value, of which it may have none."""
    try:
        value_type.read(written)
    except Invalid as invalid:
        return [fault.code for fault in invalid.faults]
    return []


@pytest.mark.parametrize("value_type", TYPES)
@pytest.mark.parametrize("written", WRITTEN, ids=repr)
def test_whatever_is_written_is_read_or_refused_with_codes_of_errors(
    value_type: ValueType, written: Any
) -> None:
    before = copy.deepcopy(written)
    for code in codes(value_type, written):
        assert problems.PROBLEM_KINDS[code].severity == "error"
    assert written == before


def test_types_of_different_kinds_are_different() -> None:
    for n, one in enumerate(TYPES):
        assert all(one != other for other in TYPES[n + 1 :])


def test_identifiers_are_made_of_the_word_characters_of_unicode() -> None:
    read = vt.IDENTIFIER.read
    for code in range(sys.maxunicode):
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"):
            assert read(character) == character
        elif category not in ("So", "Cf") and character not in ".-":
            assert faults(vt.IDENTIFIER, character)[0].code in ("id-invalid", "type-mismatch")
    assert read("Ⓐ\u200d") == "Ⓐ\u200d"
    for other in ("½", "²", "©", "\u200b", "a\n", "a b", "x" * 81, ""):
        assert [each.code for each in faults(vt.IDENTIFIER, other)] == ["id-invalid"]


def test_half_of_a_surrogate_pair_is_no_text() -> None:
    for value_type in (vt.TEXT, vt.IDENTIFIER, vt.Choice(("a",)), vt.Pattern("[A-Z]")):
        assert faults(value_type, "a\ud800")[0].args["expected"] == "a text"


def test_a_list_gives_the_faults_of_each_value_under_its_index() -> None:
    found = faults(vt.ListOf(vt.NUMBER), ["1", "x", "2", "1.200", None])
    assert [(each.path, each.code) for each in found] == [
        ((1,), "number-invalid"), ((3,), "number-ambiguous"), ((4,), "type-mismatch"),
    ]  # fmt: skip


def test_a_range_is_two_numbers() -> None:
    assert vt.RANGE.read(["2", "1"]) == (2, 1)
    assert [each.path for each in faults(vt.RANGE, [])] == [(0,), (1,)]
    assert [each.path for each in faults(vt.RANGE, ["x"])] == [(0,), (1,)]
    assert [each.path for each in faults(vt.RANGE, ["x", "2", "3"])] == [()]


# --- Records -------------------------------------------------------------------------------------


class Place(Record):
    id: str = key(vt.IDENTIFIER, "Identifiant.")
    names: tuple[str, ...] = key(vt.ListOf(vt.TEXT), "Noms.", default=())
    first: str | None = key(vt.TEXT, "Début.", default=None, name="from")


class House(Place):
    rooms: int = key(vt.NUMBER, "Pièces.", default=1)


def test_a_record_is_read_by_its_keys() -> None:
    place = Place.read({"id": "x", "names": None, "from": "a"})
    assert place == Place(id="x", first="a")
    assert place.names == ()
    assert [each.name for each in House.keys] == ["id", "names", "from", "rooms"]
    assert House.read({"id": "x", "rooms": "3"}).rooms == 3


def test_all_faults_of_a_record_are_found_in_the_order_of_its_keys_and_unknown_keys_last() -> None:
    found = faults(House, {"first": "a", "rooms": "x", "from": "", "names": ["a", []], "b": "c"})
    assert [(each.code, each.path) for each in found] == [
        ("key-missing", ()), ("type-mismatch", ("names", 1)), ("type-mismatch", ("from",)),
        ("number-invalid", ("rooms",)), ("key-unknown", ("first",)), ("key-unknown", ("b",)),
    ]  # fmt: skip
    assert found[-1].args == {"read": "b", "expected": ("id", "names", "from", "rooms")}
    assert faults(Place, "a")[0].args == {"read": "“a”", "expected": "a set of keys and values"}


def test_a_record_is_frozen_and_shows_what_was_given() -> None:
    place = Place(id="x", names=("a",))
    with pytest.raises(AttributeError):
        place.id = "y"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del place.id
    assert repr(place) == "Place(id='x', names=('a',))"
    assert copy.deepcopy(place) is place


def test_a_record_takes_its_own_fields_and_no_others() -> None:
    with pytest.raises(TypeError, match="Place: id"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Place: kind"):
        Place(id="x", kind="y")  # type: ignore[call-arg]


def test_records_are_equal_by_class_and_fields() -> None:
    assert Place(id="x") == Place(id="x", names=())
    assert hash(Place(id="x")) == hash(Place(id="x", names=()))
    assert Place(id="x") != Place(id="y")
    assert Place(id="x") != House(id="x")
    assert Place(id="x", names=("a",)).replace(id="y") == Place(id="y", names=("a",))
