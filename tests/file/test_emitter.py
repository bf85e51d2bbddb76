"""Written values read back unchanged with every YAML parser, and look as people write them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan.file.emitter import LONGEST_LINE, Quoted, inline, lines, scalar, with_quoted_names
from plan.file.tree import Tree, compose

TRICKY = [
    "", " ", "~", "null", "Null", "NULL", "true", "yes", "no", "off", "N", "oui", "=", "<<", "---",
    "--- a", "...", "... a", "-", "- a", "-a", "?", "? a", "a?", ":", "a:", ": a", "a: b", "a:b",
    "a :b", "#", "#a", "a #b", "a#b", "&a", "*a", "!a", "|", "|a", ">", "> a", "%a", "@a", "`a`",
    "'", "'a'", '"', '"a"', "a'b", 'a"b', "[a]", "{a}", "a, b", "a,b", "]", "}", "a]b", "a{b",
    "\\", "a\\nb", "\n", "a\n", "a\nb", "a\n\nb\n", "a\n\n", "\na", " a\nb", "a\n b\n", "a \nb",
    "a\tb", "\ta", "a\t", "a\r\nb", "\x00", "\x07", "\x1b", "\x7f", "\x85", "a\x85b", "\xa0",
    "\u2028", "a\u2029b", "\ufeff", "a\ufeffb", "\ufffe", "\uffff", "😀", "é", "«\u00a0a\u00a0»",
    "l’eau : oui", "https://a.example/b?c=d&e#f", "12:30", "1.10", "100.000", "2024-01-01", "0x1F",
    "1e3", "+1", "_a", ".5", "…", "/a", "(a)", "$a", "a" * 300, "a\n# b\nc",
    "a\n---\nb", "a\n...\nb",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(TRICKY),
    st.lists(st.sampled_from(TRICKY), min_size=2, max_size=3).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]


def read(text: str, loader: type) -> Tree:
    """What another reader of YAML makes of a text, of which all scalars are taken as written."""

    def plain(node: yaml.Node) -> Tree:
        if isinstance(node, yaml.MappingNode):
            return {str(plain(key)): plain(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [plain(each) for each in node.value]
        assert isinstance(node, yaml.ScalarNode)
        nothing = not node.style and node.value in ("", "null", "~")
        return None if nothing else node.value

    return plain(yaml.compose(text, Loader=loader))


def strings(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from strings(each)


@pytest.mark.parametrize("loader", PARSERS)
@given(TREES)
def test_a_value_on_one_line_is_read_back(loader: type, tree: Tree) -> None:
    text = f"a: {inline(tree)}\n"
    assert text.count("\n") == 1
    assert compose(text)[0] == {"a": tree}
    assert read(text, loader) == {"a": tree}


@pytest.mark.parametrize("loader", PARSERS)
@given(
    TREES,
    st.integers(0, 6),
    st.sampled_from(["", "a:", "-"]),
    st.sampled_from([None, True, False]),
    st.booleans(),
)
def test_a_value_on_lines_of_its_own_is_read_back(
    loader: type, tree: Tree, column: int, inside: str, flow: bool | None, literal: bool
) -> None:
    text = "\n".join(lines(tree, column, inside, flow, literal)) + "\n"
    meant: Tree = {"a": tree} if inside == "a:" else [tree] if inside else tree
    assert compose(text)[0] == meant
    assert read(text, loader) == meant


@given(TEXTS, st.booleans(), st.sampled_from(["", "'", '"', "|", ">"]))
def test_a_text_is_read_back_on_one_line_in_any_style(text: str, flow: bool, style: str) -> None:
    written = scalar(text, flow, style)
    assert not {"\n", "\r", "\x85", "\u2028", "\u2029"} & set(written)
    assert compose(f"[{written}]" if flow else f"a: {written}")[0] == (
        [text] if flow else {"a": text}
    )
    if style == '"':
        assert written.startswith('"')
    if style == "'" and text.isprintable():
        assert written.startswith("'")


@given(TEXTS)
def test_other_yaml_parsers_read_a_text_as_text_number_or_date(text: str) -> None:
    found = yaml.safe_load(f"a: {scalar(text)}")["a"]
    # Numbers, days and flags are written as they are; never is a text taken for nothing.
    assert not isinstance(found, bool) or text.lower() in ("true", "false")
    assert found is not None
    assert isinstance(found, str | bool) or text.strip("+-.")[:1].isdigit()


@pytest.mark.parametrize(
    "text",
    ["Écoles ouvertes", "l’eau", "100000", "2024-01-01", "«oui»", "https://a.example/b", "n°1"],
)
def test_safe_texts_are_written_without_quotation_marks(text: str) -> None:
    assert scalar(text) == text
    assert scalar(text, within_flow=True) == text


def test_ids_that_look_like_numbers_are_quoted() -> None:
    tree: Tree = {"id": "1.10", "source": "2025", "exactly": "12", "evidence": [{"source": "1e5"}],
                  "name": {"fr": "12"}, "unit": "person", "step": None}  # fmt: skip
    assert inline(with_quoted_names(tree)) == (
        '{id: "1.10", source: "2025", exactly: 12, evidence: [{source: "1e5"}], '
        "name: {fr: 12}, unit: person, step: null}"
    )
    assert with_quoted_names(tree) == tree
    assert scalar(Quoted("a")) == '"a"'


def test_short_records_are_written_on_one_line_and_long_ones_have_a_line_for_each_key() -> None:
    assert lines({"period": "2024", "exactly": "12"}, 2, "-") == ["  - {period: 2024, exactly: 12}"]
    long: Tree = {"name": {"fr": "x" * 50, "en": "z"}, "m": ["a", "b"]}
    assert lines(long, 0, "a:") == [
        "a:", "  name:", f"    fr: {'x' * 50}", "    en: z", "  m: [a, b]",
    ]  # fmt: skip
    assert lines([{"a": "1"}, {"a": "2"}], 0, "l:") == ["l:", "  - {a: 1}", "  - {a: 2}"]
    assert lines({}, 0, "a:") == ["a: {}"]
    assert lines([], 0, "a:") == ["a: []"]


def test_several_lines_are_written_as_a_literal_block_where_possible() -> None:
    assert lines("p\n\nq", 2, "a:") == ["  a: |-", "    p", "", "    q"]
    assert lines("p\nq\n", 0, "a:") == ["a: |", "  p", "  q"]
    assert lines("p\n\tq", 0, "a:") == ['a: "p\\n\\tq"']
    assert lines("p\nq", 0, "a:", literal=False) == ['a: "p\\nq"']


@given(
    st.dictionaries(
        st.from_regex(r"\A[a-z]{1,8}\Z"), st.from_regex(r"\A[a-z ]{1,60}\Z"), max_size=6
    )
)
def test_no_record_is_written_on_a_line_that_is_too_long(tree: dict[str, Tree]) -> None:
    for line in lines(tree, 10, "-"):
        assert len(line) <= LONGEST_LINE
