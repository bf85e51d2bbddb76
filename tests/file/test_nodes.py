"""The positions of a node enclose exactly its text, with either parser."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import yaml
from random_yaml import Author

from plan.file import nodes
from plan.file.nodes import Node, children, look_up, read_syntax_tree
from plan.file.tree import InvalidYaml, Tree, compose
from plan.model.tree_address import Address

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]
BLOCK = ("|", ">")


@pytest.fixture(params=PARSERS, ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_LOADER", request.param)


def walked(node: Node, address: Address = ()) -> Iterator[tuple[Address, Node]]:
    yield address, node
    for step, held in node.inside.items():
        yield from walked(held, (*address, step))


def written(text: str, node: Node) -> Tree:
    """The value of the text of a node, read by itself."""
    if node.empty:
        return None
    words = text[node.start : node.end]
    if node.shape == "scalar" or node.flow:
        at = text.rfind("\n", 0, node.start) + 1
        return compose(
            "- " + words if node.style not in BLOCK else " " * (node.start - at) + words
        )[0]
    at = text.rfind("\n", 0, node.start) + 1
    return compose(" " * (node.start - at) + words)[0]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.usefixtures("parser")
def test_the_text_of_every_node_reads_as_its_value(seed: int) -> None:
    author = Author(random.Random(f"nodes {seed}"))
    seen = 0
    for _ in range(40):
        text = author.file()
        syntax = read_syntax_tree(text)
        assert syntax.root is not None
        for address, node in walked(syntax.root):
            seen += 1
            value = look_up(syntax.tree, address)
            words_read = written(text, node)
            if node.style in BLOCK:  # what follows decides on the line breaks at its end
                assert isinstance(words_read, str)
                assert isinstance(value, str)
                assert words_read.rstrip("\n") == value.rstrip("\n")
            elif node.shape == "scalar" or node.flow:
                assert words_read in ([value], value)
            else:
                assert str(words_read).replace("\\n", "") == str(value).replace("\\n", "")
            assert syntax.node(address) is node
            assert not text[node.start : node.end].endswith(("\n", "\r"))
            for key, (start, end) in node.keys.items():
                assert compose(f"{text[start:end]}: x")[0] == {key: "x"}
    assert seen > 300


@pytest.mark.parametrize("seed", range(3))
def test_both_parsers_find_the_same_nodes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    author = Author(random.Random(f"both {seed}"))
    for _ in range(40):
        text = author.file()
        found = []
        for each in PARSERS:
            monkeypatch.setattr(nodes, "_LOADER", each)
            root = read_syntax_tree(text).root
            assert root is not None
            found.append({
                address: (node.shape, node.flow, node.style, node.keys,
                          None if node.empty else (node.start, node.end))
                for address, node in walked(root)
            })  # fmt: skip
        assert found[0] == found[1]


@pytest.mark.usefixtures("parser")
def test_a_node_excludes_the_comments_and_blank_lines_after_it() -> None:
    text = "a:\n  - x # un\n  # deux\n\n  - y   # trois\n# quatre\nb: |\n  z\n\n# cinq\n"
    syntax = read_syntax_tree(text)
    ends = {address: node.end for address, node in walked(syntax.root or Node("scalar", 0, 0))}
    assert text[: ends["a", 0]].endswith("- x")
    assert text[: ends["a", 1]].endswith("- y")
    assert ends["a",] == ends["a", 1]
    assert text[: ends["b",]].endswith("  z")
    assert ends[()] == ends["b",]


@pytest.mark.usefixtures("parser")
def test_a_block_scalar_that_keeps_its_blank_lines_includes_them() -> None:
    text = "a: |+\n  x\n\n\nb: 1\n"
    node = read_syntax_tree(text).node(("a",))
    assert node is not None
    assert node.style in BLOCK
    assert text[node.end :] == "\nb: 1\n"


def test_an_unknown_address_has_no_node() -> None:
    syntax = read_syntax_tree("a: {b: [1]}\n")
    assert syntax.node(("a", "c")) is None
    assert syntax.node(("a", "b", 0, "d")) is None
    assert syntax.nearest(("a", "b", 3, "d"))[0] == ("a", "b")
    assert syntax.nearest(("z",))[0] == ()
    assert read_syntax_tree("# rien\n").root is None
    assert read_syntax_tree("").nearest(("a",)) == ((), None)


def test_of_repeated_keys_the_first_is_kept_as_in_the_tree() -> None:
    syntax = read_syntax_tree("a: 1\nb: 2\na: 33\n")
    node = syntax.node(("a",))
    assert node is not None
    assert syntax.text[node.start : node.end] == syntax.tree["a"] == "1"  # type: ignore


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("a: 1\r\nb: 2\r\n", "\r\n"),
        ("a: 1\nb: 2\r\n", "\n"),
        ("a: 1", "\n"),
        ("\n", "\n"),
        ("", "\n"),
    ],
)
def test_lines_end_as_the_first_one_does(text: str, newline: str) -> None:
    assert read_syntax_tree(text).newline == newline


@pytest.mark.parametrize("text", ["a: [1", "\t- a", "a: *b", "a: !t 1", "--- a\n--- b", "[" * 40])
def test_a_text_that_the_tree_refuses_is_refused(text: str) -> None:
    with pytest.raises(InvalidYaml):
        read_syntax_tree(text)


def test_look_up_finds_the_value_and_raises_where_there_is_none() -> None:
    tree: Tree = {"a": [{"b": None}, "x"], "0": "y"}
    assert look_up(tree, ()) is tree
    assert look_up(tree, ("a", 0, "b")) is None
    assert look_up(tree, ("0",)) == "y"
    for address in (("a", 2), ("a", -1), ("a", "0"), ("b",), (0,), ("a", 1, 0), ("a", 0, "b", "c")):
        with pytest.raises(LookupError):
            look_up(tree, address)  # type: ignore[arg-type]
    assert list(children("x")) == list(children(None)) == []
