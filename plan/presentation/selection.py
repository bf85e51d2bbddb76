"""What a page shows of a plan: the indicators that a search finds, the problems of a severity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from plan.edition.view import View
from plan.language.folding import fold
from plan.method.coverage import status_group
from plan.model.records import Indicator
from plan.presentation.glossary import SEVERITY_WORDS
from plan.problems import Problem


@lru_cache(maxsize=32768)
def searchable(text: str) -> str:
    """A text as a search compares it: without accents, case and the shape of apostrophes."""
    return fold(text).folded


def matching_indicators(
    view: View, indicators: Iterable[Indicator], word: str, groups: Collection[str] = ()
) -> list[Indicator]:
    """The indicators whose id or name contains a word, in some groups of status or in any.

    ``word`` as ``searchable`` makes it, ``groups`` as in ``coverage.STATUS_GROUPS``.
    """
    return [
        each
        for each in indicators
        if word in searchable(f"{each.id} {each.name.in_language(view.language)}")
        and (not groups or status_group(view.assessments[each.id]) in groups)
    ]


def problems_by_severity(
    problems: Sequence[Problem], severities: Collection[str] = ()
) -> list[Problem]:
    """The problems of some severities or of any, the gravest first, else in their order."""
    return [
        each
        for severity in SEVERITY_WORDS
        if not severities or severity in severities
        for each in problems
        if each.severity == severity
    ]
