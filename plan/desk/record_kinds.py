"""The kinds of records that people edit, and where in the file each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from plan.model.declaration import Record
from plan.model.records import Axis, Body, Head, Indicator, Source

RecordKind: TypeAlias = Literal["indicator", "axis", "source", "body", "plan"]


class KindOfRecord(NamedTuple):
    """A kind: its class, the key of the file that holds it, and the length of its addresses."""

    record: type[Record]
    key: str
    length: int


#: The innermost first: an indicator is within an axis.
RECORD_KINDS: Final[Mapping[RecordKind, KindOfRecord]] = MappingProxyType({
    "indicator": KindOfRecord(Indicator, "axes", 4),  # axes, i, indicators, j
    "axis": KindOfRecord(Axis, "axes", 2),
    "source": KindOfRecord(Source, "sources", 2),
    "body": KindOfRecord(Body, "bodies", 2),
    "plan": KindOfRecord(Head, "plan", 1),
})  # fmt: skip
