"""The JSON Schema that guides editors: current, in French, and true of what is accepted."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from plan.file.reading import read_text
from plan.model.json_schema import schema

ROOT = Path(__file__).parents[2]
SOUND = [ROOT / "indicators.yaml", *sorted((ROOT / "tests" / "plans").glob("*/indicators.yaml"))]
#: Errors of form that a schema can see; the others need the rest of the file.
FORMAL = [
    "key-unknown", "key-missing", "type-mismatch", "text-invalid", "choice-unknown", "id-invalid",
    "boolean-invalid", "number-invalid", "date-invalid", "period-open",
]  # fmt: skip


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it, by the core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012


for _tag, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), _first)


def faults(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema())
    read = yaml.load(text, Yaml12)
    return [f"{list(each.absolute_path)}: {each.message}" for each in validator.iter_errors(read)]


def fields(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, record in {"": made, **made["$defs"]}.items():
        for key, field in record["properties"].items():
            yield f"{name}.{key}", field


def test_the_file_in_docs_is_current() -> None:
    kept = (ROOT / "docs" / "indicators.schema.json").read_text("utf-8")
    made = json.dumps(schema(), ensure_ascii=False, indent=2)
    assert kept == f"{made}\n", "python -m plan schema > docs/indicators.schema.json"


def test_it_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_key_is_explained_in_french() -> None:
    for name, field in fields(schema()):
        words = set(re.findall(r"\w+", field["description"].lower()))
        assert words & {
            "de", "du", "des", "le", "la", "les", "l", "un", "une", "au", "à", "si", "en", "dans",
            "est", "et", "ou", "nom", "remarque", "pourquoi", "responsable", "fréquence", "monnaie",
        }, name  # fmt: skip
        assert not words & {"the", "of", "and", "is"}, name


def test_no_english_of_the_code_is_shown() -> None:
    for name, record in schema()["$defs"].items():
        assert "description" not in record, name
        assert "title" not in record or isinstance(record["title"], dict), name


def test_unknown_keys_are_refused_everywhere() -> None:
    made = schema()
    for record in (made, *made["$defs"].values()):
        assert record["additionalProperties"] is False


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.parent.name)
def test_a_sound_file_is_valid_as_editors_read_it(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize("code", FORMAL)
def test_what_is_refused_for_its_form_is_invalid(code: str) -> None:
    text = (ROOT / "tests" / "broken" / f"{code}.yaml").read_text("utf-8")
    assert read_text(text).plan is None
    assert faults(text)


MINIMAL = """\
plan: {title: {fr: Plan}, period: 2024/2026}
sources:
axes:
  - id: a
    name: {fr: A}
    indicators:
      - {id: x, name: {fr: X}, nature: flow, unit: site, observations: , targets: , terms: }
      - id: "2"
        name: {fr: Y}
        nature: stock
        unit: site
        responsible: Mairie
        baseline: {between: [1, 2.5]}
        observations:
          - {period: 2024, exactly: 100_000, note: Vu}
          - {period: 2024-06, about: 2.9e9}
          - {period: 2024-06-01/2024-07, at_most: "12", note: {fr: Vu, en: Seen}}
          - {period: ../2024, statement: Rien}
        targets: [{by: 2026-12-31, value: 3, basis: proposed}]
"""


def test_each_way_to_write_a_value_is_valid_for_both() -> None:
    assert read_text(MINIMAL).problems == ()
    assert faults(MINIMAL) == []
