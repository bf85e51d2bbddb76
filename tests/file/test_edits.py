"""An edit of the text has exactly its effect on the tree, and changes nothing outside its entry."""

from __future__ import annotations

import contextlib
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from random_yaml import Author

from plan.file.edits import (
    UNABLE_WORDS,
    Arrange,
    Edit,
    Insert,
    Remove,
    Rename,
    Set,
    Unable,
    applied,
    differences,
)
from plan.file.nodes import look_up
from plan.file.splicing import amend
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.tree_address import Address

# --- An independent reader -----------------------------------------------------------------------


class Leaf(NamedTuple):
    """A key or a value as it is written in a text, read by PyYAML's own parser in Python."""

    address: Address
    is_key: bool
    start: int
    end: int
    raw: str


class Layout(NamedTuple):
    leaves: tuple[Leaf, ...]
    comments: tuple[tuple[int, str], ...]
    #: Where each value begins and its last word ends, closing brackets with it.
    spans: dict[Address, tuple[int, int]]
    flows: set[Address]
    dashes: list[int]

    def entry(self, address: Address) -> tuple[int, int]:
        """A value with its key or its dash."""
        start, end = self.spans[address]
        if isinstance(address[-1], str):
            return next(e.start for e in self.leaves if e.address == address and e.is_key), end
        return (
            start if address[:-1] in self.flows else max(e for e in self.dashes if e < start)
        ), end

    def after(self, address: Address) -> int:
        """Where the first key or value behind an entry begins; beyond all where none does."""
        end = self.entry(address)[1]
        ahead = (
            each.start for each in self.leaves
            if each.start >= end and not is_within(each.address, address)
        )  # fmt: skip
        return min(ahead, default=sys.maxsize)


def layout(text: str) -> Layout:
    leaves: list[Leaf] = []
    spans: dict[Address, tuple[int, int]] = {}
    flows: set[Address] = set()

    def walk(node: yaml.Node, address: Address) -> int:
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            raw = text[start:end].rstrip() if node.style in ("|", ">") else text[start:end]
            end = start + len(raw)
            leaves.append(Leaf(address, False, start, end, raw))
        else:
            last = start + 1
            for n, held in enumerate(node.value):
                key, value = held if isinstance(node, yaml.MappingNode) else (None, held)
                step = n if key is None else key.value
                if key is not None:
                    first, after = key.start_mark.index, key.end_mark.index
                    leaves.append(Leaf((*address, step), True, first, after, text[first:after]))
                    last = after
                last = max(last, walk(value, (*address, step)))
            end = end if node.flow_style else last
            flows.update([address] if node.flow_style else [])
        spans[address] = start, end
        return end

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None:
        walk(root, ())
    scanned = yaml.scan(text, Loader=yaml.SafeLoader)
    dashes = [e.start_mark.index for e in scanned if isinstance(e, yaml.BlockEntryToken)]
    return Layout(tuple(leaves), tuple(comments(text)), spans, flows, dashes)


def comments(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        between = text[at : token.start_mark.index]
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            between += text[token.start_mark.index :].split("\n")[0]  # behind its mark
        for found in re.finditer(r"#[^\r\n]*", between):
            yield at + found.start(), found[0].rstrip()
        at = max(at, token.end_mark.index)


def is_within(address: Address, outer: Address) -> bool:
    return address[: len(outer)] == outer


def is_subsequence(some: list[str], of: list[str]) -> bool:
    rest = iter(of)
    return all(each in rest for each in some)


def assert_outside_stays(before: str, after: str, edit: Edit) -> None:
    """Every key, value and comment outside the entry is kept as it was, in its order."""
    old, new, tree = layout(before), layout(after), compose(before)[0]
    place = changed_place(before, edit)
    held = look_up(tree, place) if place in old.spans else None
    only_adds = bool(isinstance(edit, Insert) and held)
    if place not in old.spans:
        only_adds = bool(look_up(tree, place[:-1]))
    if only_adds:
        assert shared(before, after) >= len(before)
        return
    removes = isinstance(edit, Remove)
    stays = [
        each.raw for each in old.leaves
        if not is_within(each.address, place)
        or (each.is_key and each.address == place and not removes)
    ]  # fmt: skip
    assert is_subsequence(stays, [each.raw for each in new.leaves])
    start, end = old.entry(place) if removes else old.spans[place]
    # What follows an entry on its line is removed with it.
    gone = line_end(before, end) if removes and old.after(place) > line_end(before, end) else end
    written = [words for at, words in old.comments if not start <= at < gone]
    rest = "\n".join(words for _, words in new.comments)
    for words in written:
        assert words in rest
        rest = rest[rest.index(words) + len(words) :]
    # Nothing before the entry is touched, and nothing on the lines after it.
    outer = place
    if removes and len(look_up(tree, place[:-1]) or ()) == 1:
        outer = place[:-1]  # which is written as an empty one
    keys = [each.end for each in old.leaves if each.is_key and each.address == outer]
    first = keys[0] if keys and outer != edit.address else old.entry(outer)[0] if outer else 0
    assert after.startswith(re.sub(r"[\s,-]+\Z", "", before[:first]))
    last = max(
        [end, *(old.spans[place[:n]][1] for n in range(len(place)) if place[:n] in old.flows)]
    )
    ahead = before[before.rfind("\n", 0, start) + 1 : start].strip()
    last = min(old.after(place), len(before)) if removes and ahead else line_end(before, last)
    if last <= line_end(before, end) and last < old.after(place):
        last = line_end(before, end)
    assert after.endswith(before[last:].removeprefix("\n"))
    if "\r\n" in before and "\n" not in before.replace("\r\n", ""):
        assert "\n" not in after.replace("\r\n", "")


def line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def shared(one: str, other: str) -> int:
    """How many characters two texts share at their beginning and at their end."""
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    last = 0
    while last < min(len(one), len(other)) and one[-1 - last] == other[-1 - last]:
        last += 1
    return first + last


def changed_place(text: str, edit: Edit) -> Address:
    """The entry that an edit is about: the first that is missing where parents are."""
    tree = compose(text)[0]
    for length in range(len(edit.address) + 1):
        try:
            held = look_up(tree, edit.address[:length])
        except LookupError:
            return edit.address[:length]
        if held is None:
            return edit.address[:length]
        if length < len(edit.address) and held == {}:
            return edit.address[:length]
    return edit.address


def made(text: str, edit: Edit) -> str:
    """The text with an edit made, checked for its effect and for all that it must keep."""
    after = amend(text, [edit])
    assert compose(after)[0] == applied(compose(text)[0], edit)
    assert_outside_stays(text, after, edit)
    return after


# --- Random files and edits ----------------------------------------------------------------------


def addresses(tree: Tree, address: Address = ()) -> Iterator[Address]:
    yield address
    held = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for step, each in held:
        yield from addresses(each, (*address, step))


def random_edit(author: Author, tree: Tree) -> Edit | None:
    """A random edit that can be made, or none."""
    edit = _random_edit(author, tree)
    try:
        return edit if edit is not None and applied(tree, edit) is not None else None
    except Unable:
        return None  # below a value that holds nothing


def _random_edit(author: Author, tree: Tree) -> Edit | None:
    dice = author.dice
    held = list(addresses(tree))
    kind = dice.randrange(4)
    if kind == 0:
        return Set(dice.choice(held[1:]), author.tree()) if held[1:] else None
    if kind == 1:
        open_ones = [each for each in held if isinstance(look_up(tree, each), dict | None)]
        missing = [(dice.choice(["new", "a", "zé"]),), ("new", "deep", "er")]
        return (
            Set((*dice.choice(open_ones), *dice.choice(missing)), author.tree())
            if open_ones
            else None
        )
    if kind == 2:
        lists = [each for each in held[1:] if isinstance(look_up(tree, each), list | None)]
        if not lists:
            return None
        at = dice.choice(lists)
        count = len(look_up(tree, at) or ())
        return Insert(at, author.tree(), dice.choice([None, None, dice.randint(0, count)]))
    return Remove(dice.choice(held[1:])) if held[1:] else None


def ends_in_open_block(text: str) -> bool:
    """Whether a text ends in a block scalar without a line break: a further line would join it."""
    return not text.endswith("\n") and bool(
        re.search(r"\|[^\n]*\n(?:[ ][^\n]*\n|\r?\n)*[^\n]+\Z", text)
    )


@pytest.mark.parametrize("seed", range(12))
def test_any_edit_of_any_text_has_its_effect_and_no_other(seed: int) -> None:
    author = Author(random.Random(seed))
    done = 0
    for _ in range(60):
        text = author.file()
        edit = random_edit(author, compose(text)[0])
        if edit is None:
            continue
        if ends_in_open_block(text):
            with contextlib.suppress(Unable):
                made(text, edit)
            continue
        made(text, edit)
        done += 1
    assert done > 45


@pytest.mark.parametrize("seed", range(6))
def test_inserting_and_removing_an_item_restores_the_text_byte_for_byte(seed: int) -> None:
    author = Author(random.Random(f"list {seed}"))
    done = 0
    for _ in range(60):
        text = author.file()
        tree, _, _ = compose(text)
        lists = [each for each in addresses(tree) if isinstance(look_up(tree, each), list)]
        lists = [each for each in lists if look_up(tree, each)]
        if not lists or ends_in_open_block(text):
            continue
        place = author.dice.choice(lists)
        last = len(look_up(tree, place) or ())
        index = author.dice.choice([last, last, author.dice.randint(0, last)])
        after = amend(text, [Insert(place, author.tree(), index)])
        assert amend(after, [Remove((*place, index))]) == text
        done += 1
    assert done >= 30


@pytest.mark.parametrize("seed", range(6))
def test_adding_and_removing_a_key_restores_the_text_byte_for_byte(seed: int) -> None:
    author = Author(random.Random(f"key {seed}"))
    done = 0
    for _ in range(35):
        text = author.file()
        tree, _, _ = compose(text)
        held = [each for each in addresses(tree) if isinstance(look_up(tree, each), dict)]
        held = [each for each in held if look_up(tree, each)]
        if ends_in_open_block(text):
            continue
        place = (*author.dice.choice(held), "new")
        after = amend(text, [Set(place, author.tree())])
        assert amend(after, [Remove(place)]) == text
        done += 1
    assert done >= 30


@pytest.mark.parametrize("seed", range(4))
def test_successive_edits_are_all_applied(seed: int) -> None:
    author = Author(random.Random(f"many {seed}"))
    for _ in range(8):
        text = author.file()
        if ends_in_open_block(text):
            continue
        tree, _, _ = compose(text)
        edits = []
        for _ in range(8):
            edit = random_edit(author, tree)
            if edit is not None:
                tree = applied(tree, edit)
                edits.append(edit)
        assert compose(amend(text, edits))[0] == tree


@pytest.mark.parametrize("seed", range(6))
def test_applying_the_differences_of_two_trees_gives_the_second(seed: int) -> None:
    author = Author(random.Random(f"differences {seed}"))
    for _ in range(60):
        one = author.tree(0, 0.0)
        other = author.tree(0, 0.0)
        if author.dice.random() < 0.6:
            other = one
            for _ in range(author.dice.randint(1, 4)):
                edit = random_edit(author, other)
                with contextlib.suppress(Unable):
                    other = applied(other, edit) if edit is not None else other
        tree = one
        for each in differences(one, other):
            tree = applied(tree, each)
        assert tree == other


def test_entries_with_ids_are_matched_after_an_insertion() -> None:
    one: Tree = {"l": [{"id": "a", "n": "1"}, {"id": "b", "n": "2"}]}
    other: Tree = {"l": [{"id": "z"}, {"id": "a", "n": "9"}, {"id": "b", "n": "2"}]}
    assert differences(one, other) == [
        Set(("l", 0, "n"), "9"), Insert(("l",), {"id": "z"}, 0),
    ]  # fmt: skip


# --- Each shape by itself ------------------------------------------------------------------------

SHAPES: list[tuple[str, str, Edit, str]] = [
    ("plain", "a: 1 # un\nb: 2\n", Set(("a",), "x"), "a: x # un\nb: 2\n"),
    ("single quotes", "a: 'l''eau' # un\n", Set(("a",), "l'air : oui"), "a: 'l''air : oui' # un\n"),
    ("double quotes", 'a: "x"\n', Set(("a",), 'dit "y"'), 'a: "dit \\"y\\""\n'),
    ("single quotes where they cannot hold it", "a: 'x'\n", Set(("a",), "\t"), 'a: "\\t"\n'),
    ("folded", "a: >\n  x\n  y\nb: 2\n", Set(("a",), "z"), "a: z\nb: 2\n"),
    ("several lines", "a: x # un\nb: 2\n", Set(("a",), "p\nq"), "a: |- # un\n  p\n  q\nb: 2\n"),
    ("nothing", "a:   # un\nb: 2\n", Set(("a",), "x"), "a: x   # un\nb: 2\n"),
    ("tilde", "a: ~ # un\n", Set(("a",), "x"), "a: x # un\n"),
    ("to nothing", "a: x # un\n", Set(("a",), None), "a: null # un\n"),
    ("missing parent", "a:\n  b: 1\nz: 2\n", Set(("a", "c", "d"), "x"),
     "a:\n  b: 1\n  c: {d: x}\nz: 2\n"),
    ("empty parent", "a:\nz: 2\n", Set(("a", "b"), "x"), "a: {b: x}\nz: 2\n"),
    ("in braces", "a: {b: 1, c: 2} # un\n", Set(("a", "b"), "x, y"), 'a: {b: "x, y", c: 2} # un\n'),
    ("key in braces", "a: {b: 1}\n", Set(("a", "c"), "x"), "a: {b: 1, c: x}\n"),
    ("key in empty braces", "a: {}\n", Set(("a", "c"), "x"), "a: {c: x}\n"),
    ("bare key in braces", "a: {b}\n", Set(("a", "b"), "x"), "a: {b: x}\n"),
    ("no last line break", "a: 1\nb: 2", Set(("c",), "x"), "a: 1\nb: 2\nc: x"),
    ("list without last line break", "a:\n  - 1", Insert(("a",), "2"), "a:\n  - 1\n  - 2"),
    ("list at its key", "a:\n- 1\nb: 2\n", Insert(("a",), "x"), "a:\n- 1\n- x\nb: 2\n"),
    ("list that is not there", "a: 1\n", Insert(("b",), "x"), "a: 1\nb: [x]\n"),
    ("list that is empty", "a: [] # un\n", Insert(("a",), "x"), "a: [x] # un\n"),
    ("list that is nothing", "a:\nb: 1\n", Insert(("a",), {"k": "v"}), "a:\n  - {k: v}\nb: 1\n"),
    ("list in brackets", "a: [1, 2]\n", Insert(("a",), "x", 0), "a: [x, 1, 2]\n"),
    ("brackets with a last comma", "a: [1, 2, ]\n", Insert(("a",), "x"), "a: [1, 2, x, ]\n"),
    ("list in a list", "a:\n- - 1\n  - 2\n", Insert(("a", 0), "x", 0), "a:\n- - x\n  - 1\n  - 2\n"),
    ("blank lines between", "a:\n  - 1\n\n  - 2\nb: 1\n", Insert(("a",), "3"),
     "a:\n  - 1\n\n  - 2\n\n  - 3\nb: 1\n"),
    ("comment before the next", "a:\n  - 1\n  # deux\n  - 2\n", Insert(("a",), "x", 1),
     "a:\n  - 1\n  - x\n  # deux\n  - 2\n"),
    ("comment after the last", "a:\n  - 1 # un\n  # fin\nb: 1\n", Insert(("a",), "x"),
     "a:\n  - 1 # un\n  - x\n  # fin\nb: 1\n"),
    ("Windows", "a: 1\r\nb:\r\n  - 2\r\n", Insert(("b",), {"k": "p\nq", "l": "x" * 90}),
     "a: 1\r\nb:\r\n  - 2\r\n  - k: |-\r\n      p\r\n      q\r\n    l: " + "x" * 90 + "\r\n"),
    ("not ASCII", "a: {été: «eau»} # à\n", Set(("a", "été"), "œ 😀"), "a: {été: œ 😀} # à\n"),
    ("take the first", "a: 1 # un\nb: 2\n", Remove(("a",)), "b: 2\n"),
    ("take the last", "a: 1\nb: 2", Remove(("b",)), "a: 1"),
    ("take the only one of a list", "a: # l\n  # m\n  - 1\nb: 2\n", Remove(("a", 0)),
     "a: [] # l\n  # m\nb: 2\n"),
    ("take the only one of a record", "a:\n  b: 1\nc: 2\n", Remove(("a", "b")), "a: {}\nc: 2\n"),
    ("take the only one of all", "a: 1\n", Remove(("a",)), "{}\n"),
    ("remove what follows a dash", "- a: 1\n  b: 2\n", Remove((0, "a")), "- b: 2\n"),
    ("remove what follows a dash, with comments", "- a: 1 # un\n  # deux\n  b: 2\n",
     Remove((0, "a")), "- \n  # deux\n  b: 2\n"),
    ("take between blank lines", "a:\n  - 1\n\n  - 2\n\n  - 3\n", Remove(("a", 1)),
     "a:\n  - 1\n\n  - 3\n"),
    ("take between comments", "a:\n  # un\n  - 1\n  # deux\n  - 2\n", Remove(("a", 0)),
     "a:\n  # un\n  # deux\n  - 2\n"),
    ("take in brackets", "a: [1, 2, 3]\n", Remove(("a", 1)), "a: [1, 3]\n"),
    ("take the last in brackets", "a: [1, 2]\n", Remove(("a", 1)), "a: [1]\n"),
    ("take the only one in brackets", "a: [ 1 ]\n", Remove(("a", 0)), "a: []\n"),
    ("tall brackets", "a: [ # l\n  1, # un\n  # deux\n  2, # deux\n]\n", Remove(("a", 0)),
     "a: [ # l\n   # un\n  # deux\n  2, # deux\n]\n"),
    ("to a text", "a: # l\n  # m\n  b: 1\nc: 2\n", Set(("a",), "x"), "a: x # l\n  # m\nc: 2\n"),
    ("text to record", "a: x # l\nc: 2\n", Set(("a",), {"b": ["y" * 50]}),
     "a: # l\n  b:\n    - " + "y" * 50 + "\nc: 2\n"),
    ("record to list", "a: # l\n  b: 1 # un\nc: 2\n", Set(("a",), ["x"]),
     "a: # l\n  - x # un\nc: 2\n"),
    ("value below its key", "a: # l\n  x # un\nc: 2\n", Set(("a",), "y\nz"),
     'a: # l\n  "y\\nz" # un\nc: 2\n'),
    ("value below its dash", "-\n    x\n- 2\n", Set((0,), {"a": "y" * 50, "b": "z"}),
     "-\n    a: " + "y" * 50 + "\n    b: z\n- 2\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "edit", "after"), [each[1:] for each in SHAPES],
                         ids=[each[0] for each in SHAPES])  # fmt: skip
def test_each_shape_is_written_as_people_would(before: str, edit: Edit, after: str) -> None:
    assert made(before, edit) == after


@pytest.mark.parametrize(("before", "edit", "after"), [each[1:] for each in SHAPES],
                         ids=[each[0] for each in SHAPES])  # fmt: skip
def test_each_shape_is_written_alike_with_the_line_ends_of_windows(
    before: str, edit: Edit, after: str
) -> None:
    windows = before.replace("\r\n", "\n").replace("\n", "\r\n")
    assert made(windows, edit) == after.replace("\r\n", "\n").replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "place", "name", "after"),
    [
        ("a: # un\n  - 'x' # deux\n", ("a",), "b", "b: # un\n  - 'x' # deux\n"),
        ("x: {a: 1, c: '2'}\n", ("x", "a"), "b, d", "x: {\"b, d\": 1, c: '2'}\n"),
        ("- a: 1\r\n  c: 2\r\n", (0, "a"), "b", "- b: 1\r\n  c: 2\r\n"),
        ("'a' :\n  c: 2", ("a",), "no", '"no" :\n  c: 2'),
        ("{a}\n", ("a",), "b", "{b}\n"),
    ],
)
def test_renaming_a_key_keeps_its_value_as_written(
    before: str, place: Address, name: str, after: str
) -> None:
    edit = Rename(place, name)
    assert amend(before, [edit]) == after
    assert compose(after)[0] == applied(compose(before)[0], edit)


@pytest.mark.parametrize(
    ("before", "order", "after"),
    [
        ("a:\n  - 2 # deux\n  - 1 # un\nb: 1\n", (1, 0), "a:\n  - 1 # un\n  - 2 # deux\nb: 1\n"),
        ("a: [3, '2', 1] # l\n", (2, 1, 0), "a: [1, '2', 3] # l\n"),
        ("- 2\r\n- 1", (1, 0), "- 1\r\n- 2"),
        ("a:\n  # tous\n  - 2\n  - 1\n", (1, 0), "a:\n  # tous\n  - 1\n  - 2\n"),
        ("a:\n  # deux\n  - 2\n  # un\n  - 1\n", (1, 0), "a:\n  # un\n  - 1\n  # deux\n  - 2\n"),
        ("a:\n  - x: 2\n    # en deux\n    y: >\n      b\n\n  - x: 1\n    y:  'a'\n# fin\n", (1, 0),
         "a:\n  - x: 1\n    y:  'a'\n\n  - x: 2\n    # en deux\n    y: >\n      b\n# fin\n"),
        ("a:\n  - 3\n    # de trois\n  - 1\n  - 2\n", (1, 2, 0),
         "a:\n  - 1\n  - 2\n  - 3\n    # de trois\n"),
    ],
)  # fmt: skip
def test_reordered_entries_keep_their_lines_and_comments(
    before: str, order: tuple[int, ...], after: str
) -> None:
    tree = compose(before)[0]
    edit = Arrange(("a",) if isinstance(tree, dict) else (), order)
    assert amend(before, [edit]) == after
    assert compose(after)[0] == applied(tree, edit)


@pytest.mark.parametrize("seed", range(4))
def test_any_list_is_reordered_line_by_line_or_refused(seed: int) -> None:
    author, done = Author(random.Random(seed)), 0
    for _ in range(80):
        text = author.file()
        tree = compose(text)[0]
        lists = [
            each for each in addresses(tree)
            if isinstance(look_up(tree, each), list) and len(look_up(tree, each)) > 1
        ]  # fmt: skip
        for address in lists:
            order = list(range(len(look_up(tree, address))))
            author.dice.shuffle(order)
            edit = Arrange(address, tuple(order))
            with contextlib.suppress(Unable):
                after = amend(text, [edit])
                assert compose(after)[0] == applied(tree, edit)
                assert sorted(after) == sorted(text)
                done += 1
    assert done > 40


def test_a_new_key_is_inserted_in_the_given_order() -> None:
    order = {"": ("plan", "sources", "axes"), "plan": ("title", "period", "currency")}
    text = "plan:\n  title: x\n  currency: XOF\naxes: []\n"
    text = amend(text, [Set(("plan", "period"), "2024")], order)
    assert text == "plan:\n  title: x\n  period: 2024\n  currency: XOF\naxes: []\n"
    text = amend(text, [Set(("sources",), [])], order)
    assert text.endswith("currency: XOF\nsources: []\naxes: []\n")


def test_a_tab_before_a_comment_stays() -> None:
    assert amend("a: 1\t# un\nb: 2\n", [Set(("a",), "x")]) == "a: x\t# un\nb: 2\n"


def test_any_value_of_the_real_plan_can_be_changed(real_plan: Path) -> None:
    text = real_plan.read_text("utf-8")
    tree, _, _ = compose(text)
    dice = random.Random(11)
    leaves = [each for each in addresses(tree) if isinstance(look_up(tree, each), str)]
    for place in dice.sample(leaves, 12):
        after = amend(text, [Set(place, "changé : oui")])
        assert compose(after)[0] == applied(tree, Set(place, "changé : oui"))
        rest = [line for line in text.splitlines() if line in set(after.splitlines())]
        assert len(rest) >= len(text.splitlines()) - str(look_up(tree, place)).count("\n") - 4


# --- What cannot be done is refused --------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Remove(("b",)), "gone"),
        (Remove(("a", 3)), "gone"),
        (Set(("a", 3), "x"), "gone"),
        (Set(("c", "d"), "x"), "gone"),
        (Insert(("c",), "x"), "gone"),
        (Insert(("a",), "x", 9), "gone"),
        (Insert(("a",), "x", -1), "gone"),
        (Rename(("b",), "d"), "gone"),
        (Rename(("a",), "c"), "gone"),
        (Rename(("a", 0), "c"), "gone"),
        (Rename(("a",), "\ud800"), "characters"),
        (Set(("c",), "\ud800"), "characters"),
        (Set(("\ud800",), "x"), "characters"),
    ],
)
def test_what_cannot_be_written_is_refused_with_its_reason(edit: Edit, code: str) -> None:
    with pytest.raises(Unable) as caught:
        amend("a: [1]\nc: x\n", [edit])
    assert caught.value.code == code
    assert caught.value.sentence == UNABLE_WORDS[code]
    assert caught.value.sentence.format(**caught.value.arguments)


def test_edits_are_applied_all_or_none() -> None:
    text = "a: 1\n"
    with pytest.raises(Unable):
        amend(text, [Set(("a",), "2"), Remove(("b",))])
    assert text == "a: 1\n"


@pytest.mark.parametrize("text", ["a:\n\t- 1\n", "\ta: 1\n", "a: [1\n", "a: &x 1\n", "a: !t 1\n"])
def test_an_unreadable_text_is_not_changed(text: str) -> None:
    with pytest.raises(InvalidYaml):
        amend(text, [Set(("a",), "x")])


def test_an_append_that_would_change_a_trailing_block_scalar_is_refused() -> None:
    # The block scalar ends without a line break; one added after it would become part of it.
    with pytest.raises(Unable) as caught:
        amend("a: 1\nb: |\n  x", [Set(("c",), "y")])
    assert caught.value.code == "layout"


@pytest.mark.parametrize("text", ["a: 1\rb: 2\rc:\r  - 1\r", "a: 1\r\nb: 2\nc:\n  - 1\r\n"])
@pytest.mark.parametrize(
    "edit",
    [Set(("a",), "x"), Set(("d",), "x"), Insert(("c",), "x"), Remove(("b",)), Remove(("c", 0))],
)
def test_other_line_ends_are_kept_or_the_change_is_refused(text: str, edit: Edit) -> None:
    try:
        after = amend(text, [edit])
    except Unable:
        return
    assert compose(after)[0] == applied(compose(text)[0], edit)
    lone = re.sub(r"\r\n", "", text).count("\r")
    assert re.sub(r"\r\n", "", after).count("\r") >= lone - 1


def test_an_edit_of_a_repeated_key_is_made_only_if_it_reads_back() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    after = amend(text, [Set(("a",), "x")])
    assert (compose(after)[0], after) == ({"a": "x", "b": "2"}, "a: x\nb: 2\na: 3\n")
    with pytest.raises(Unable):
        amend(text, [Remove(("a",))])
