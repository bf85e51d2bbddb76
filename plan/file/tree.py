"""A YAML text as a tree of strings as written, with the position of every value.

The text is read through the events of PyYAML's parser: scalars stay as they are written, and what
exhausts or misleads loaders (deep nesting, aliases, merge keys, repeated keys) is refused or
reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

import yaml

from plan.model.tree_address import Address
from plan.problems import Problem

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"

DEEPEST: Final = 30
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value begins in the text, as a character index, with the places inside it.

    ``keys`` holds where each key of a mapping begins. An index counts from where the block that
    was read began, so that a block can move with the text around it.
    """

    index: int
    inside: Mapping[str | int, Position | int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    base: int = 0


def moved(root: Position, after: int, shift: int, address: Address, item: Position) -> Position:
    """The places with ``item`` at an address and all that begins at or past ``after`` shifted.

    ``after`` and the base of ``item`` count from where the base of ``root`` does.
    """
    step, rest = address[0], address[1:]
    inside: dict[str | int, Position | int] = {}
    after, item = after - root.base, replace(item, base=item.base - root.base)
    for name, place in root.inside.items():
        if name == step and isinstance(place, Position):
            inside[name] = moved(place, after, shift, rest, item) if rest else item
        elif isinstance(place, int):
            inside[name] = place + shift if place >= after else place
        elif place.index + place.base >= after:
            inside[name] = replace(place, base=place.base + shift)
        else:
            inside[name] = place
    keys = {name: at + shift if at >= after else at for name, at in root.keys.items()}
    return replace(root, inside=inside, keys=keys)


class InvalidYaml(Exception):
    """A text that cannot be read, with the problem and its character index."""

    def __init__(self, problem: Problem, index: int) -> None:
        """Hold the problem and its index."""
        self.problem, self.index = problem, index


def compose(
    text: str, deepest: int = DEEPEST
) -> tuple[Tree, Position | int, list[tuple[Problem, int]]]:
    """The tree of a YAML text, its positions, and its repeated keys with their indices.

    Raises ``InvalidYaml``.
    """
    try:
        loader = _LOADER(text)
        try:
            return _compose_events(text, loader.get_event, deepest)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InvalidYaml(*_syntax(error.problem or error.context or "", mark)) from None
    except UnicodeEncodeError as error:  # half of a surrogate pair
        read = f"#x{ord(text[error.start]):04x}"
        raise InvalidYaml(Problem("yaml-syntax", (), {"read": read}), error.start) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        character = getattr(error, "character", None)
        if not isinstance(character, int):
            raise InvalidYaml(Problem("yaml-syntax", (), {"read": str(error)}), 0) from None
        # The two parsers count its position differently: in bytes or in characters.
        problem = Problem("yaml-syntax", (), {"read": f"#x{character:04x}"})
        raise InvalidYaml(problem, max(0, text.find(chr(character)))) from None


def _syntax(message: str, mark: Any) -> tuple[Problem, int]:
    return Problem("yaml-syntax", (), {"read": message}), mark.index if mark else 0


def _compose_events(
    text: str, get_event: Any, deepest: int
) -> tuple[Tree, Position | int, list[tuple[Problem, int]]]:
    # One loop with a stack, since a function call per value would double the cost.
    stack: list[tuple[Any, Any, Any, Any]] = []
    repeated: list[tuple[Problem, int]] = []
    container: Any = None  # the list or dict being filled; None at the top
    inside: Any = None
    keys: Any = None
    start: Any = 0
    key: Any = None
    documents = 0
    top: Tree = None
    top_place: Position | int = 0
    scalar_event, mapping_start, sequence_start = (
        yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    )  # fmt: skip
    mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    while True:
        event = get_event()
        kind = type(event)
        value: Any
        place: Any
        if kind is scalar_event:
            index = event.start_mark.index
            if event.anchor is not None or event.tag is not None:
                raise _refused_node(event, index)
            value = event.value
            if keys is not None and key is None:
                if value == "<<" and not event.style:
                    raise InvalidYaml(Problem("yaml-alias", (), {"read": "<<"}), index)
                key = value
                if value in keys:
                    line = text.count("\n", 0, keys[value]) + 1
                    args = {"read": value, "line": line, "index": index}
                    repeated.append((Problem("key-duplicate", (), args), index))
                else:
                    keys[value] = index
                continue
            if value in _NULLS and not event.style:
                value = None
            place = index
        elif kind is mapping_start or kind is sequence_start:
            index = event.start_mark.index
            if event.anchor is not None or event.tag is not None:
                raise _refused_node(event, index)
            if keys is not None and key is None:
                args = {"read": text[index : index + 20].split("\n")[0], "expected": "a key"}
                raise InvalidYaml(Problem("type-mismatch", (), args), index)
            if len(stack) >= deepest:
                raise InvalidYaml(Problem("yaml-depth", (), {"expected": deepest}), index)
            stack.append((container, inside, (keys, key), start))
            container, inside, start, key = ({} if kind is mapping_start else []), {}, index, None
            keys = {} if kind is mapping_start else None
            continue
        elif kind is mapping_end or kind is sequence_end:
            value, place = container, Position(start, inside, keys or {})
            container, inside, (keys, key), start = stack.pop()
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise InvalidYaml(Problem("yaml-documents", ()), event.start_mark.index)
            continue
        elif kind is yaml.AliasEvent:
            read = f"*{event.anchor}"
            raise InvalidYaml(Problem("yaml-alias", (), {"read": read}), event.start_mark.index)
        elif kind is yaml.StreamEndEvent:
            return top, top_place, repeated
        else:
            continue
        if container is None:
            top, top_place = value, place
        elif keys is None:
            inside[len(container)] = place
            container.append(value)
        else:
            if key not in container:  # of repeated keys the first is kept
                container[key] = value
                inside[key] = place
            key = None


def _refused_node(event: Any, index: int) -> InvalidYaml:
    if event.anchor is not None:
        return InvalidYaml(Problem("yaml-alias", (), {"read": f"&{event.anchor}"}), index)
    return InvalidYaml(Problem("yaml-tag", (), {"read": event.tag}), index)
