"""The rooms of the package, read from its imports, and the names in them."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import plan

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "plan"

#: From the bottom up: a room imports only rooms above it in this list. Those that stand on one
#: line are neighbours, which do not import each other.
ROOMS: tuple[tuple[str, ...], ...] = (
    ("model",),
    ("locale", "language"),
    ("problems",),
    ("file",),
    ("articles",),
    ("evidence",),
    ("method",),
    ("edition",),
    ("suggestions",),
    ("presentation",),
    ("desk",),
    ("server",),
    ("ui",),
    ("pages", "cli"),
)
#: The rooms that may import what is neither ours nor the standard library's.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "altair": ("presentation",),
    "babel": ("language", "presentation"),
    "brotli": ("server",),
    "filelock": ("desk",),
    "fontTools": ("server",),
    "lxml": ("articles",),
    "markupsafe": ("server", "ui"),
    "pandas": ("presentation", "ui"),
    "pypdf": ("articles",),
    "starlette": ("server",),
    "streamlit": ("dashboard", "pages", "server", "ui"),
    "uvicorn": ("server",),
    "yaml": ("file",),
}
#: The rooms that speak to people: they alone may know which day it is.
FACES = {"cli", "dashboard", "pages", "server", "ui"}
NEVER_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "service"}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room of a module: the first folder, or module, inside the package."""
    return module.split(".")[1] if module.startswith("plan.") else module


FILES = [*sorted(PACKAGE.rglob("*.py")), ROOT / "dashboard.py"]
TREES = {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
PLACE = {room: place for place, rooms in enumerate(ROOMS) for room in rooms}
#: What stands above all rooms: the package's public names, and the two entrances.
ENTRANCES = {"plan", "__main__", "dashboard"}


def imports(module: str) -> Iterator[str]:
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: write imports in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in TREES else str(node.module)


IMPORTED = {module: set(imports(module)) for module in TREES}
#: For each room the other rooms that it imports.
USES = {
    room: {
        room_of(other)
        for module, others in IMPORTED.items()
        if room_of(module) == room
        for other in others
        if other.startswith("plan.") and room_of(other) != room
    }
    for room in PLACE
}


def test_the_rooms_of_the_table_are_those_of_the_package() -> None:
    assert {room_of(module) for module in TREES} - ENTRANCES == PLACE.keys()


@pytest.mark.parametrize("room", PLACE)
def test_a_room_imports_only_rooms_above_it_in_the_list(room: str) -> None:
    assert not {other for other in USES[room] if PLACE[other] >= PLACE[room]}


def test_the_public_names_are_taken_from_no_face() -> None:
    assert not {room_of(other) for other in IMPORTED["plan"] if other.startswith("plan.")} & FACES


def test_every_public_name_is_loaded_from_where_the_types_say_it_is() -> None:
    typed = {
        alias.name: node.module
        for node in ast.walk(TREES["plan"])
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("plan.")
        for alias in node.names
    }
    assert typed.keys() == set(plan.__all__)
    assert typed == plan._HOMES
    assert all(getattr(plan, name) is not None for name in plan.__all__)


def test_no_module_imports_itself_by_a_roundabout_way() -> None:
    graph = {
        module: {other for other in others if other in TREES and other != "plan"}
        for module, others in IMPORTED.items()
    }
    while leaves := [module for module, others in graph.items() if not others & graph.keys()]:
        for module in leaves:
            del graph[module]
    assert not graph


def test_each_library_is_imported_by_the_rooms_of_the_table_and_by_no_other() -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for module, others in IMPORTED.items():
        for other in others:
            library = other.split(".")[0]
            if library not in sys.stdlib_module_names and library != "plan":
                used[library].add(room_of(module))
    assert {library: tuple(sorted(rooms)) for library, rooms in used.items()} == LIBRARIES


def test_no_room_but_the_faces_asks_which_day_it_is() -> None:
    clocks = {"today", "now", "utcnow", "localtime", "gmtime"}
    asked = [
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        if room_of(module) not in FACES
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in clocks
    ]
    assert not asked


def test_module_names_say_what_they_hold() -> None:
    last = {module.split(".")[-1] for module in TREES}
    assert not last & NEVER_NAMES
    # A module of a room shadows nothing for those who write imports in full; one at the top would.
    assert not {path.stem for path in PACKAGE.glob("*.py")} & sys.stdlib_module_names


def test_few_modules_lie_outside_the_rooms() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py", "__main__.py", "problems.py"
    }  # fmt: skip


def public_names(tree: ast.Module) -> Iterator[str]:
    """The names that a module defines for others."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def test_a_public_name_means_one_thing_in_all_rooms() -> None:
    # Page scripts define nothing for others.
    homes: dict[str, set[str]] = defaultdict(set)
    for module, tree in TREES.items():
        if room_of(module) not in {"pages", *ENTRANCES}:
            for name in public_names(tree):
                homes[name].add(module if name[0].isupper() else room_of(module))
    assert not {name: sorted(places) for name, places in homes.items() if len(places) > 1}


def test_each_room_opens_with_what_goes_in_and_what_comes_out() -> None:
    for room in PLACE.keys() - {"problems"}:
        words = ast.get_docstring(TREES[f"plan.{room}"]) or ""
        assert "In: " in words, room
        assert "Out: " in words, room
        first = re.search(r"Read ``(\w+)`` first", words)
        assert first, room
        assert f"plan.{room}.{first[1]}" in TREES, room


@pytest.mark.parametrize("room", PLACE)
def test_rooms_stay_lazy(room: str) -> None:
    # What a room brings is imported from its modules, so that a command loads what it uses alone.
    if room not in {"locale", "problems"}:
        assert not IMPORTED[f"plan.{room}"]


def test_the_dashboard_is_a_table_of_contents() -> None:
    assert len((ROOT / "dashboard.py").read_text(encoding="utf-8").splitlines()) < 60


def test_the_tests_mirror_the_rooms() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders <= PLACE.keys()


# --- docs/contributing.md ------------------------------------------------------------------------

CONTRIBUTING = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


def arrows() -> set[tuple[str, str]]:
    """Each room with the rooms that it imports, but for those that a longer way leads to."""
    beyond: dict[str, set[str]] = {}
    for room in sorted(PLACE, key=PLACE.__getitem__):
        beyond[room] = {far for near in USES[room] for far in {near, *beyond[near]}}
    return {
        (room, other)
        for room, others in USES.items()
        for other in others
        if not any(other in beyond[near] for near in others)
    }


def test_the_picture_of_the_rooms_shows_what_they_import() -> None:
    (picture,) = re.findall(r"```mermaid\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert set(re.findall(r"^ *(\w+) --> (\w+)$", picture, re.MULTILINE)) == arrows()
    assert set(re.findall(r"^ *(\w+)\[", picture, re.MULTILINE)) == PLACE.keys()


def test_contributing_names_the_rooms_in_their_order_with_their_libraries() -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", CONTRIBUTING, re.MULTILINE)
    libraries = {room: {key for key, rooms in LIBRARIES.items() if room in rooms} for room in PLACE}
    assert [room for room, _ in rows] == list(PLACE)
    assert {room: set(re.findall(r"\w+", row)) for room, row in rows} == libraries


def test_every_file_that_contributing_names_exists() -> None:
    named = re.findall(r"`((?:plan|tests|docs|benchmarks)/[\w./-]+)`", CONTRIBUTING)
    assert len(named) > 30
    assert not [name for name in named if not (ROOT / name).exists()]
