"""The axes and indicators of another plan, without its values: what a new plan may start from.

In: the edition of the other plan. Out: its axes and indicators as trees, with the units and
dimensions that they use, and where their texts still speak of the other country or of years.
Observations, targets, baselines, evidence, articles and bodies stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from plan.edition.edition import Edition
from plan.file.tree import Tree, compose
from plan.language.folding import fold
from plan.locale.translation import LANGUAGES
from plan.model.quantities import Language
from plan.presentation.countries import country_names

_AXIS: Final = ("id", "name", "short", "objective")
_INDICATOR: Final = (
    "id", "name", "definition", "level", "nature", "unit", "direction", "frequency",
    "disaggregation", "terms", "steps", "reversible",
)  # fmt: skip
_STEP: Final = ("id", "name")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: So many letters of a country's name are common to its adjectives: Mali, malien; Ivoire, ivoirien.
_STEM: Final = 5


class CopiedText(NamedTuple):
    """A copied text that names the other plan's country or a year.

    ``record`` is the id of its axis, indicator, unit or dimension, ``key`` that of the text.
    """

    record: str
    key: str
    text: str


@dataclass(frozen=True)
class Template:
    """Axes and indicators without values, with the units and dimensions that they use, as trees."""

    axes: tuple[Tree, ...]
    units: tuple[Tree, ...]
    dimensions: tuple[Tree, ...]
    country: str | None = None

    def in_languages(self, languages: tuple[Language, ...]) -> Template:
        """The template without the texts of other languages."""
        if set(languages) == set(LANGUAGES):
            return self
        axes, units, dimensions = (
            tuple(_in_languages(each, languages) for each in trees)
            for trees in (self.axes, self.units, self.dimensions)
        )
        return Template(axes, units, dimensions, self.country)

    def mentions(self) -> tuple[CopiedText, ...]:
        """The copied texts that are to be read again for the new country, in their order."""
        stems = tuple(_stems(self.country)) if self.country else ()
        found = (
            CopiedText(record, key, text)
            for record, key, text in _texts([*self.units, *self.dimensions, *self.axes], "", "")
            if _YEAR.search(text) or any(stem in fold(text).folded for stem in stems)
        )
        return tuple(dict.fromkeys(found))


def template_of(edition: Edition) -> Template:
    """The template that a plan without errors gives."""
    plan, (tree, _, _) = edition.plan, compose(edition.reading.text)
    assert plan is not None
    axes: list[Tree] = [
        {
            **_some(axis, _AXIS),
            "indicators": [
                {**_some(each, _INDICATOR),
                 **_listed("steps", [_some(step, _STEP) for step in _records(each, "steps")])}
                for each in _records(axis, "indicators")
            ],
        }
        for axis in _records(tree, "axes")
    ]  # fmt: skip
    head = tree.get("plan") if isinstance(tree, dict) else None
    units, dimensions = _records(head, "units"), _records(head, "dimensions")
    return Template(tuple(axes), tuple(units), tuple(dimensions), plan.head.country)


def _records(tree: Tree, key: str) -> list[dict[str, Tree]]:
    held = tree.get(key) if isinstance(tree, dict) else None
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


def _some(record: dict[str, Tree], keys: tuple[str, ...]) -> dict[str, Tree]:
    return {key: record[key] for key in keys if record.get(key) is not None}


def _listed(key: str, records: list[dict[str, Tree]]) -> dict[str, Tree]:
    return {key: list(records)} if records else {}


def _in_languages(tree: Tree, languages: tuple[Language, ...]) -> Tree:
    if isinstance(tree, list):
        return [_in_languages(each, languages) for each in tree]
    if not isinstance(tree, dict):
        return tree
    if "fr" in tree and set(tree) <= set(LANGUAGES):
        return {key: each for key, each in tree.items() if key in languages}
    return {key: _in_languages(each, languages) for key, each in tree.items()}


def _texts(tree: Tree, record: str, key: str) -> Iterator[tuple[str, str, str]]:
    """The texts that readers see or that articles are searched for, with their record and key."""
    if isinstance(tree, str):
        yield record, key, tree
    elif isinstance(tree, list):
        for each in tree:
            yield from _texts(each, record, key)
    elif isinstance(tree, dict):
        # Categories and steps are texts of their dimension and their indicator.
        inner = str(tree["id"]) if "id" in tree and key not in ("values", "steps") else record
        for name, each in tree.items():
            if name == "disaggregation" or (isinstance(each, str) and name not in LANGUAGES):
                continue  # ids and codes
            yield from _texts(each, inner, key if name in LANGUAGES else name)


def _stems(country: str) -> Iterator[str]:
    """How words begin, folded, that name a country or what is of it."""
    for language in LANGUAGES:
        if name := country_names(language).get(country):
            yield f" {max(fold(name).words, key=len)[:_STEM]}"
