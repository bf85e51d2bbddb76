"""YAML is read as written, with the position of every value; bombs are refused."""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan.file import tree
from plan.file.tree import InvalidYaml, Position, compose

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]


@pytest.fixture(params=PARSERS, ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type:
    monkeypatch.setattr(tree, "_LOADER", request.param)
    return request.param  # type: ignore[no-any-return]


def places(place: Position | int, address: tuple[object, ...] = ()) -> Iterator[tuple[object, int]]:
    """Every address with where it begins."""
    if isinstance(place, int):
        yield address, place
        return
    yield address, place.base + place.index
    for key, at in place.keys.items():
        yield (*address, "key", key), place.base + at
    for step, inside in place.inside.items():
        yield from places(inside, (*address, step))


def refused(text: str) -> tuple[str, int]:
    with pytest.raises(InvalidYaml) as caught:
        compose(text)
    return caught.value.problem.code, caught.value.index


# --- Scalars as written --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "1.10", "no", "yes", "on", "off", "true", "12:30", "1:30:00", "010", "07", "08", "1_000",
        "1,5", "1e3", ".nan", ".inf", "12 %", "100.000", "31/12/2027", "2024-06-30", "2024", "0x1F",
        "=", "2024-06-30T10:00:00Z", "5" * 1000, "Côte d’Ivoire", "a\u00a0b", "NO",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_a_scalar_stays_as_it_is_written(written: str) -> None:
    assert compose(f"a: {written}\n")[0] == {"a": written}
    assert compose(f"{written}: a\n")[0] == {written: "a"}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
@pytest.mark.usefixtures("parser")
def test_only_what_yaml_calls_null_is_nothing_and_only_unquoted(written: str) -> None:
    assert compose(f"a: {written}\n")[0] == {"a": None}
    assert compose(f"a: '{written}'\n")[0] == {"a": written}
    assert compose(f"? {written}\n: a\n")[0] == {written: "a"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a: |\n  x\n  y\n", "x\ny\n"),
        ("a: |-\n  x\n  y\n\n", "x\ny"),
        ("a: >\n  x\n  y\n", "x y\n"),
        ('a: "x\\ty\\u00e9\\\n  z"\n', "x\tyéz"),
        ("a: 'l''eau'\n", "l'eau"),
        ("a: x\n  y\n", "x y"),
        ("a: x # y\n", "x"),
        ("a: x#y\n", "x#y"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_the_styles_of_yaml_are_read(text: str, read: str) -> None:
    assert compose(text)[0] == {"a": read}


# --- Places --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
def test_every_value_and_key_has_its_position() -> None:
    text = "# é 😀\na:\n  - b: c\n    d: [e, {f: g}]\n  - 'h'\n"
    read, root, _ = compose(text)
    assert read == {"a": [{"b": "c", "d": ["e", {"f": "g"}]}, "h"]}
    found = dict(places(root))
    shown = {address: text[at] for address, at in found.items()}
    assert shown == {
        (): "a", ("key", "a"): "a", ("a",): "-", ("a", 0): "b", ("a", 0, "key", "b"): "b",
        ("a", 0, "key", "d"): "d", ("a", 0, "b"): "c", ("a", 0, "d"): "[", ("a", 0, "d", 0): "e",
        ("a", 0, "d", 1): "{", ("a", 0, "d", 1, "key", "f"): "f", ("a", 0, "d", 1, "f"): "g",
        ("a", 1): "'",
    }  # fmt: skip


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_positions_count_characters_whatever_ends_a_line(end: str) -> None:
    text = f"a: é{end}b: 😀{end}c: x{end}"
    read, root, _ = compose(text)
    assert read == {"a": "é", "b": "😀", "c": "x"}
    assert {text[at] for address, at in places(root) if len(address) == 1} == {"é", "😀", "x"}  # type: ignore[arg-type]


# --- Repeated keys -------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
def test_of_repeated_keys_the_first_is_kept_and_each_other_is_reported() -> None:
    text = "a: 1\nb: {c: 2, c: 3, 'c': 4}\na: {d: 5}\n"
    read, _, repeated = compose(text)
    assert read == {"a": "1", "b": {"c": "2"}}
    found = [
        (problem.args["read"], problem.args["line"], text[at:][:1]) for problem, at in repeated
    ]
    assert found == [("c", 2, "c"), ("c", 2, "'"), ("a", 1, "a")]


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "index"),
    [
        ("a: &x 1\n", "yaml-alias", 3),
        ("a: *x\n", "yaml-alias", 3),
        ("&a [*a]", "yaml-alias", 0),
        ("<<: {a: 1}\n", "yaml-alias", 0),
        ("a:\n  <<: b\n", "yaml-alias", 5),
        ("a: !!str b\n", "yaml-tag", 3),
        ("a: !b c\n", "yaml-tag", 3),
        ("a: ! c\n", "yaml-tag", 3),
        ("!!python/object/apply:os.system [ls]", "yaml-tag", 0),
        ("a: !!binary aGk=\n", "yaml-tag", 3),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 5),
        ("a: 1\n...\n---\nb: 2\n---\nc: 3\n", "yaml-documents", 9),
        ("? [a]\n: b\n", "type-mismatch", 2),
        ("{{a: b}: c}", "type-mismatch", 1),
        ("a: [b\n", "yaml-syntax", 6),
        ("a: 'b\n", "yaml-syntax", 6),
        ("a: b: c\n", "yaml-syntax", 4),
        ("a:\n\t- b\n", "yaml-syntax", 3),
        ("a: `b\n", "yaml-syntax", 3),
        ("a: @b\n", "yaml-syntax", 3),
        ("a: b\x00\n", "yaml-syntax", 4),
        ("a: \x07\n", "yaml-syntax", 3),
        ("a: \ud800\n", "yaml-syntax", 3),
        ("a: 1\n b: 2\n", "yaml-syntax", 7),
    ],
)
@pytest.mark.usefixtures("parser")
def test_dangerous_yaml_is_refused_at_its_position(text: str, code: str, index: int) -> None:
    assert refused(text) == (code, index)


def test_a_quoted_merge_key_is_a_key() -> None:
    assert compose("'<<': a\n")[0] == {"<<": "a"}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("opened", ["[", "- ", "[a, ", "{a: ", "[{a: ", "? "])
def test_deep_nesting_is_refused(opened: str) -> None:
    code, index = refused(opened * 100_000)
    assert code == ("type-mismatch" if opened == "? " else "yaml-depth")
    assert index <= 30 * len(opened)


@pytest.mark.usefixtures("parser")
def test_depth_is_allowed_up_to_the_limit() -> None:
    assert compose("[" * 30 + "]" * 30)[0] is not None
    assert refused("[" * 31 + "]" * 31) == ("yaml-depth", 30)


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} {{<<: [{', '.join(['*' + chr(97 + n)] * 9)}]}}\n"
    for n in range(20)
)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("bomb", [LAUGHS, MERGES])
def test_exponential_aliases_are_refused_at_the_first(bomb: str) -> None:
    assert refused(bomb) == ("yaml-alias", 3)


# --- Two parsers, one reading --------------------------------------------------------------------

_SCALAR = st.one_of(
    st.sampled_from(["no", "1.10", "~", "", "2024-06", "é😀", "a b", "null", "07"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8),
)
_TREES = st.recursive(
    _SCALAR,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(_SCALAR, inside, max_size=4),
    max_leaves=12,
)


def read_by(loader: type, text: str) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "_LOADER", loader)
        try:
            read, root, repeated = compose(text)
        except InvalidYaml as refused:
            return refused.problem.code, refused.index
        doubles = [(problem.code, dict(problem.args), at) for problem, at in repeated]
        return read, dict(places(root)), doubles


@given(_TREES, st.booleans(), st.integers(20, 100))
def test_both_parsers_read_the_same_tree_and_places(made: object, flow: bool, width: int) -> None:
    text = yaml.safe_dump(made, allow_unicode=True, default_flow_style=flow, width=width)
    by_c, by_python = (read_by(loader, text) for loader in PARSERS)
    assert by_c == by_python


@given(st.lists(st.sampled_from(["a", ": ", "\n", "- ", "  ", "[", "]", "{", "}", ", ", '"', "é",
                                 "'", "|", "#", "\r\n", "? ", "~", "b: c\n", "--- "])))  # fmt: skip
def test_both_parsers_read_broken_text_alike(pieces: list[str]) -> None:
    text = "".join(pieces)
    by_c, by_python = (read_by(loader, text) for loader in PARSERS)
    if isinstance(by_c, tuple) and by_c[0] == "yaml-syntax":
        return  # the parsers differ in which malformed texts they accept
    assert by_c == by_python or (isinstance(by_python, tuple) and by_python[0] == "yaml-syntax")
