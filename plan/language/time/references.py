"""Times that take their period from another time of the text (anaphora and cataphora).

*La même période* and *un an plus tôt* refer to an earlier time, by `REFERENCE_RULES`; *les deux
dernières années* before *les rapports 2022 et 2023* are those years, by `REPORT_RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from plan.language.time.mentions import Mention, moved_to_year
from plan.language.time.ranges import TimeRange
from plan.model.quantities import Period

# --- Years fixed by the reports named later ------------------------------------------------------

_AFAR: Final = 1000  # characters after a time within which reports may be named


class ReportRule(NamedTuple):
    """A row of the conditions under which reports fix the years of a time before them.

    All must hold. ``example``: a text whose first time fails this one alone. ``holds`` takes the
    range and mention of the time, and those of the reports.
    """

    name: str
    example: str
    holds: Callable[[TimeRange, Mention, TimeRange, Mention], bool]


def _as_many(e: TimeRange, _: Mention, reports: TimeRange, __: Mention) -> bool:
    years = (reports.right.year or 0) - (reports.left.year or 0) + 1
    return e.right.count == years > 1


REPORT_RULES: Final = (
    ReportRule("past", "Les deux prochaines années, selon les rapports 2022 et 2023.",
               lambda e, _, __, ___: (e.right.shift or 0) < 0),
    ReportRule("years", "Les deux derniers mois, selon les rapports 2022 et 2023.",
               lambda e, _, __, ___: e.right.unit == "year"),
    ReportRule("not since", "Depuis les deux dernières années, selon les rapports 2022 et 2023.",
               lambda e, _, __, ___: not e.since),
    ReportRule("as many", "Les trois dernières années, selon les rapports 2022 et 2023.", _as_many),
    ReportRule("near", f"Les deux dernières années. {'Puis rien. ' * 99}Les rapports 2022 et 2023.",
               lambda _, mention, __, reports: reports.start - mention.end < _AFAR),
)  # fmt: skip


def fix_by_reports(found: Iterable[tuple[TimeRange, Mention]]) -> list[Mention]:
    """The mentions of some ranges, those that the next reports fix with the years of these."""
    mentions: list[Mention] = []
    reports: tuple[TimeRange, Mention] | None = None
    for e, mention in reversed(list(found)):
        if "reports" in mention.flags and e.joined:
            reports = e, mention
        if reports and all(rule.holds(e, mention, *reports) for rule in REPORT_RULES):
            flags = mention.flags - {"approximate", "unresolved"} | {"fixed-by-reports"}
            mentions.append(replace(mention, period=reports[1].period, flags=flags))
        else:
            mentions.append(mention)
    return mentions[::-1]


# --- References to an earlier time ---------------------------------------------------------------


def _year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


_REFERENCE: Final = re.compile(
    r"""(?:(?:\b[àa]u?|\bde|\bdurant|\bpendant|\bsur|\bdans|\bau\ cours\ de|\bd[ue])\s+)?
    (?: \b(?:la|le|les|cette|ce|cet)\s+m[êe]me\s+
        (?P<same>p[ée]riode|ann[ée]e|date|mois|temps|jour|semestre|trimestre)\b
        (?:\s+de\s+(?:(?P<year>(?:19|20)\d\d)\b
          |l['’]ann[ée]e\s+(?P<last>pr[ée]c[ée]dente|derni[èe]re|pass[ée]e)))?
      | \bcette\s+(?P<this>p[ée]riode)\b
      | \b(?P<before>un\ an\ (?:plus\ t[ôo]t|auparavant)
          |l['’]ann[ée]e\ (?:pr[ée]c[ée]dente|d['’]avant))
      | \b(?P<day>la\ veille|le\ lendemain|le\ (?:soir|jour)\ m[êe]me)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: Flags of mentions that are never the antecedent of a reference.
_NEVER_ANTECEDENT: Final = frozenset(
    (
        "publication update future deadline reference unresolved recurring vague comparison reports"
    ).split()
)
_LONG: Final = ("span", "plan", "half", "quarter")
#: Granularities that the noun of a reference may mean; only a year without an entry.
_GRAINS: Final[dict[str, tuple[str, ...]]] = {
    "date": ("day",), "jour": ("day",), "période": _LONG, "periode": _LONG,
    "temps": ("span", "year", "half", "quarter", "month"),
}  # fmt: skip


class ReferenceRule(NamedTuple):
    """A row of the table of references to an earlier time; the first that holds decides.

    ``example`` and ``days``: a sentence and the period of its last time. ``resolve`` takes the
    match of the reference and the period and granularity of its antecedent.
    """

    name: str
    example: str
    days: str
    holds: Callable[[re.Match[str]], object]
    resolve: Callable[[re.Match[str], Period, str], tuple[Period, str]]


def _neighbouring_day(match: re.Match[str], to: Period, _: str) -> tuple[Period, str]:
    word = match["day"].split()[1].lower()
    day = to.end + timedelta(days={"veille": -1, "lendemain": 1}.get(word, 0))
    return Period(day, day), "day"


REFERENCE_RULES: Final = (
    ReferenceRule("neighbouring day", "Ouvert le 3 mars 2025 ; la veille, il pleuvait.",
                  "2025-03-02", lambda match: match["day"], _neighbouring_day),
    ReferenceRule("year before", "Ouvert en 2024 ; un an plus tôt, rien.",
                  "2023-01-01/2023-12-31", lambda match: match["before"],
                  lambda match, to, kind: (_year_of(to.end.year - 1), "year")),
    ReferenceRule("same time of another year", "Au T2 2024 ; le même trimestre de 2021, rien.",
                  "2021-04-01/2021-06-30", lambda match: match["year"],
                  lambda match, to, kind: (moved_to_year(to, int(match["year"])), kind)),
    ReferenceRule("same time a year before",
                  "De mai à juin 2024 ; la même période de l’année précédente, rien.",
                  "2023-05-01/2023-06-30", lambda match: match["last"],
                  lambda match, to, kind: (moved_to_year(to, to.end.year - 1), kind)),
    ReferenceRule("same year", "Ouvert en mars 2024 ; la même année, une loi.",
                  "2024-01-01/2024-12-31",
                  lambda match: match["same"] and match["same"].lower().startswith("ann"),
                  lambda match, to, kind: (_year_of(to.end.year), "year")),
    ReferenceRule("same time", "De mai à juin 2024 ; sur la même période, rien.",
                  "2024-05-01/2024-06-30", lambda match: True,
                  lambda match, to, kind: (to, kind)),
)  # fmt: skip


class _Earlier:
    """The earlier times that a reference may mean: the last of each granularity, in order."""

    def __init__(self) -> None:
        self._last: dict[str, Mention] = {}

    def add(self, mention: Mention) -> None:
        """Take the next time of the text, if a reference may mean it."""
        never = mention.flags & _NEVER_ANTECEDENT or mention.kind == "duration"
        if mention.period and not never:
            self._last[mention.kind] = mention

    def antecedent(self, match: re.Match[str]) -> Mention | None:
        """The last time of the reference's own granularity, else the last time."""
        word = "jour" if match["day"] else "période" if match["this"] else match["same"]
        same_grain = self._latest(_GRAINS.get(word, ("year",)))
        if same_grain or match["day"]:
            return same_grain
        return self._latest(self._last.keys() - {"day"}) or self._latest(self._last)

    def _latest(self, kinds: Iterable[str]) -> Mention | None:
        held = (self._last[kind] for kind in kinds if kind in self._last)
        return max(held, key=lambda mention: mention.start, default=None)


def add_references(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with those that refer to an earlier one: *la même période*, *un an plus tôt*.

    ``mentions`` are in the order of the text, none overlapping another.
    """
    ahead = list(mentions)
    merged: list[Mention] = []
    earlier = _Earlier()
    at = 0  # the first mention ahead of the references read so far
    for match in _REFERENCE.finditer(text):
        while at < len(ahead) and ahead[at].end <= match.start():
            merged.append(ahead[at])
            earlier.add(ahead[at])
            at += 1
        after = at
        while after < len(ahead) and ahead[after].start < match.end():
            after += 1
        antecedent = earlier.antecedent(match)
        another_year = match["year"] or match["last"]
        overlaps = after > at and not another_year
        if antecedent is None or antecedent.period is None or overlaps:
            continue
        rule = next(rule for rule in REFERENCE_RULES if rule.holds(match))
        period, kind = rule.resolve(match, antecedent.period, antecedent.kind)
        flags = (antecedent.flags & {"plan-period"}) | {"same"}
        if another_year or match["before"]:
            flags |= {"comparison"}
        referring = Mention(match.start(), match.end(), match[0], period, kind, flags)
        merged.append(referring)
        earlier.add(referring)
        at = after
    return [*merged, *ahead[at:]]
