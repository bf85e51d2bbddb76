"""The layers of the package, read from its imports; what is not in the table has no place yet."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "plan"

#: From the bottom up: a module imports from the layers below its own, and from none else.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("lexicon", "dates", "stems"),
    ("model", "folding", "numerals", "thesaurus"),
    ("bounds", "numeric_expressions", "wording", "time_rules", "modality", "imprint", "likeness",
     "extraction", "places", "subjects", "meanings", "score_reasons"),
    ("relative_times", "noun_phrases", "parts"),
    ("points", "counted"),
    ("spans", "figures"),
    ("context",),
    ("units", "anchor", "locale", "periods", "furniture", "cohesion"),
    ("problems", "stages", "blocks"),
    ("articles", "tree", "extent", "deeds"),
    ("draft", "evidence", "layout", "nodes", "fields"),
    ("store", "standing", "body", "scribe"),
    ("targets",),
    ("status",),
    ("progress", "passages", "guards", "ladders", "things", "dating", "edits"),
    ("rules", "coverage", "solidity", "years", "vocabulary", "merging", "renaming", "edited_text",
     "change", "disk"),
    ("relevance", "journal", "intake", "setting", "removing",
     "labelled_pages"),
    ("listing",),
    ("splicing",),
    ("suggestions", "saving"),
    ("edition", "encounter", "snippet", "labels", "history"),
    ("view", "proposals", "revision", "mends"),
    ("glossary", "entries", "suggest_json"),
    ("values",),
    ("comparison", "sentences", "findings", "offers"),
    ("tables", "effects"),
    ("charts",),
    ("access", "delivery"),
    ("gate", "desk"),
    ("decisions",),
    ("server",),
    ("pages",),
    ("cli",),
    ("__main__", "dashboard"),
)  # fmt: skip
#: The modules that may import what is not the standard library's; all others may not.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "pydantic": ("model", "draft", "fields", "meanings"),
    "pydantic_core": ("model",),
    "yaml": ("tree", "nodes"),
    "filelock": ("saving",),
    "lxml": ("extraction",),
    "pypdf": ("extraction",),
    "babel": ("locale", "values", "charts", "places"),
    "pandas": ("tables", "pages"),
    "altair": ("charts",),
    "streamlit": ("pages", "dashboard", "server"),
    "starlette": ("server", "gate", "delivery"),
    "uvicorn": ("server",),
}
#: The modules that speak to people: they alone may know which day it is.
FACES = ("cli", "pages", "dashboard", "server")
NEVER_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "service"}

FILES = [*sorted(PACKAGE.rglob("*.py")), ROOT / "dashboard.py"]
PLACE = {name: place for place, names in enumerate(LAYERS) for name in names}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layered(name: str) -> str:
    """The name in the table of a module: a folder stands there as one."""
    return name.split(".")[1] if name.startswith("plan.") else name


MODULES = {dotted(path): path for path in FILES}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write imports in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def test_every_module_has_one_place_in_the_table_and_every_place_a_module() -> None:
    named = [name for names in LAYERS for name in names]
    assert len(named) == len(set(named))
    assert {layered(name) for name in MODULES} - {"plan"} == set(named)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_below(name: str) -> None:
    own = layered(name)
    for other in imported(MODULES[name]):
        if not other.startswith("plan.") or layered(other) == own in ("pages", "suggestions"):
            continue
        if own == "plan":  # the package tells its story, and names what is public
            assert layered(other) not in FACES
        else:
            assert PLACE[layered(other)] < PLACE[own], f"{own} imports {other}"


def test_no_module_imports_itself_by_a_roundabout_way() -> None:
    graph = {
        name: {other for other in imported(path) if other in MODULES and other != "plan"}
        for name, path in MODULES.items()
    }
    while leaves := [name for name, others in graph.items() if not others & graph.keys()]:
        for name in leaves:
            del graph[name]
    assert not graph


@pytest.mark.parametrize("name", MODULES)
def test_a_library_is_imported_only_where_it_belongs(name: str) -> None:
    for other in imported(MODULES[name]):
        library = other.split(".")[0]
        if library not in sys.stdlib_module_names and library != "plan":
            assert library in LIBRARIES, f"{name} imports {library}"
            assert layered(name) in LIBRARIES[library], f"{name} imports {library}"


def test_every_library_of_the_table_is_used_where_the_table_says() -> None:
    used = {
        (other.split(".")[0], layered(name))
        for name, path in MODULES.items()
        for other in imported(path)
    }
    assert {(library, name) for library, names in LIBRARIES.items() for name in names} <= used


@pytest.mark.parametrize("name", [name for name in MODULES if layered(name) not in FACES])
def test_no_module_but_the_faces_asks_which_day_it_is(name: str) -> None:
    clocks = {"today", "now", "utcnow", "localtime", "gmtime"}
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in clocks, f"{name}:{node.lineno}"


@pytest.mark.parametrize("name", MODULES)
def test_module_names_say_what_they_hold_and_shadow_nothing(name: str) -> None:
    last = name.split(".")[-1]
    assert last not in NEVER_NAMES
    # A folder inside the package shadows nothing for those who write imports in full.
    assert last not in sys.stdlib_module_names or name == "plan.locale"


def test_the_dashboard_is_a_table_of_contents() -> None:
    assert len((ROOT / "dashboard.py").read_text(encoding="utf-8").splitlines()) < 60


def test_contributing_shows_the_layers_in_their_order() -> None:
    text = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    rows = [row.split("|")[2] for row in text.splitlines() if re.match(r"\|[^|]*\| `", row)]
    told = [tuple(re.findall(r"`([\w.]+)`", row)) for row in rows]
    assert told == list(LAYERS)
