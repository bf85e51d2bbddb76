"""What a page shows of a plan: days, indicators that a search finds, problems of a severity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache

from plan.edition.view import View
from plan.language.folding import fold
from plan.locale.translation import Say
from plan.method.coverage import status_group
from plan.model.records import Indicator, Plan
from plan.presentation.comparison import year_before
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


def day_presets(say: Say, plan: Plan | None, today: date) -> dict[str, str]:
    """Names of the days that are asked for most, by the day as in an address; today is empty.

    They are today, a year ago, and the last day of each year of the plan, of a long one the last
    ten.
    """
    presets = {"": say("today"), year_before(today).isoformat(): say("a year ago")}
    if plan is not None:
        for year in range(max(plan.start.year, plan.end.year - 9), plan.end.year + 1):
            last = min(date(year, 12, 31), plan.end)
            presets[last.isoformat()] = say("end of {year}", year=str(year))
    return presets


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
