"""The rules that a plan should satisfy: each checks one indicator or source and yields problems.

Faults of form (keys, types, references) are found while reading. The rules are about targets,
passages, figures, periods and agreement; each yields warnings and notices only, so that none
stops a load.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from plan.articles.library import Article, Library
from plan.evidence.dossier import Dossier, Passage
from plan.evidence.figure_checks import check_value, read_shares
from plan.evidence.match import Match
from plan.file.references import nearest_name
from plan.language.numbers.figures import counts_other, read_figures
from plan.language.numbers.numeric_expressions import Figure
from plan.method.assessment import Assessment, assess
from plan.method.targets import baseline_of, target_amount
from plan.model.quantities import INF, Interval, Stated, read_interval
from plan.model.records import Indicator, Observation, Plan, Source
from plan.model.tree_address import Address
from plan.problems import Claim, Problem

_FEWEST_WORDS: Final = 3
_FEWEST_LETTERS: Final = 15
_LONGEST: Final = 80  # characters of a quotation in a message
#: A punctuation mark that no figure spans.
_SEPARATOR: Final = re.compile(r"[;:!?…]|[.,](?!\s*(?:\d|ou\b|or\b|cfa\b))", re.IGNORECASE)

#: How ids are usually written, and names of bodies are not.
_ID_LIKE: Final = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


@dataclass(frozen=True)
class RuleContext:
    """An indicator with all that a rule may read; addresses of problems are relative to it."""

    plan: Plan
    library: Library
    indicator: Indicator
    dossier: Dossier
    on: date

    @cached_property
    def assessment(self) -> Assessment:
        """The assessment of the indicator on the day, as known on that day."""
        return assess(self.indicator, self.dossier, self.plan.head.period, self.on, self.on)

    def passages(self) -> Iterator[tuple[Address, Passage]]:
        """Every passage with its address."""
        held = (
            ("observations", self.dossier.observations),
            ("targets", self.dossier.targets),
        )
        for key, records in held:
            for i, passages in enumerate(records):
                for k, passage in enumerate(passages):
                    yield (key, i, "evidence", k), passage
        for k, passage in enumerate(self.dossier.baseline):
            yield ("baseline", "evidence", k), passage


IndicatorRule = Callable[[RuleContext], Iterator[Problem]]


class RuleResults:
    """A cache of the problems that the rules found in an indicator, by its dossier.

    For each dossier it keeps the problems of the day last asked for, and as long as the dossier is
    in use: editions of one file share this cache and the dossiers of what has not changed.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._found: WeakKeyDictionary[Dossier, tuple[date, tuple[Problem, ...]]] = (
            WeakKeyDictionary()
        )

    def get(self, dossier: Dossier, on: date) -> tuple[Problem, ...] | None:
        """The problems kept for a dossier and a day, None if there are none of that day."""
        day, problems = self._found.get(dossier, (None, ()))
        return problems if day == on else None

    def keep(self, dossier: Dossier, on: date, problems: tuple[Problem, ...]) -> None:
        """Keep the problems of a dossier on a day, in place of those of another day."""
        self._found[dossier] = on, problems


def check_indicator(context: RuleContext) -> tuple[Problem, ...]:
    """The problems of an indicator, at addresses relative to it."""
    return tuple(problem for rule in RULES for problem in rule(context))


def check_source(source: Source) -> Iterator[Problem]:
    """The problems of a source, at addresses relative to it."""
    if source.dating == "inferred":
        yield Problem("dating-inferred", ("dating",), {"read": source.published})
        if source.dating_note is None:
            yield Problem("dating-unexplained", ("dating",))


# --- Targets and units ---------------------------------------------------------------------------


def _targets(context: RuleContext) -> Iterator[Problem]:
    indicator, plan = context.indicator, context.plan
    latest: date | None = None
    for i, target in enumerate(indicator.targets):
        address: Address = ("targets", i)
        if latest is not None and target.by < latest:
            args = {"read": target.by, "expected": latest}
            yield Problem("target-order", (*address, "by"), args)
        latest = max(latest or target.by, target.by)
        if target.by > plan.end:
            args = {"read": target.by, "expected": plan.end}
            yield Problem("target-after-plan", (*address, "by"), args)
        reason = target.evidence if target.basis == "official" else target.evidence or target.note
        if target.judged and not reason:
            yield Problem("target-unfounded", (*address, "basis"), {"read": target.basis})
    yield from _directions(indicator)


def _directions(indicator: Indicator) -> Iterator[Problem]:
    if indicator.direction == "context":
        return
    baseline = baseline_of(indicator)
    before: Interval | None = baseline
    for i, target in enumerate(indicator.targets):
        aim = target_amount(indicator, target)
        if before is not None:
            against = before.low > aim if indicator.direction == "up" else before.high < aim
            if against:
                start = before.low if indicator.direction == "up" else before.high
                args = {"read": aim, "expected": indicator.direction, "start": start}
                key = "step" if target.step else "value"
                yield Problem("target-direction", ("targets", i, key), args)
        before = Interval(aim, aim)


def _unit(context: RuleContext) -> Iterator[Problem]:
    indicator = context.indicator
    is_percent = indicator.unit == "percent"
    if (is_percent and indicator.nature in ("flow", "stock")) or (
        indicator.nature == "rate" and context.plan.counts_people(indicator)
    ):
        args = {"read": indicator.unit, "expected": indicator.nature}
        yield Problem("unit-unfit", ("unit",), args)


def _responsible(context: RuleContext) -> Iterator[Problem]:
    """A name that is written like the id of a body and resembles one, so that it may be one."""
    named = context.indicator.responsible
    if named is None or named.en is not None or named.fr in context.plan.body:
        return
    if _ID_LIKE.fullmatch(named.fr) and (near := nearest_name(named.fr, context.plan.body)):
        yield Problem("body-unknown", ("responsible",), {"read": named.fr, "write": near})


# --- Passages ------------------------------------------------------------------------------------

_STATES: Final = {
    "orphan": "quote-orphan",
    "changed": "quote-changed",
    "variant": "quote-variant",
    "moved": "quote-moved",
    "ambiguous": "quote-ambiguous",
}


def check_passages(several: Sequence[Passage], library: Library) -> Iterator[Problem]:
    """The problems of passages listed as ``evidence``, at addresses relative to their holder."""
    placed = [(("evidence", k), passage) for k, passage in enumerate(several)]
    yield from _misquoted(placed, library)
    yield from _miscounted(placed)


def _quotations(context: RuleContext) -> Iterator[Problem]:
    yield from _misquoted(context.passages(), context.library)


def _misquoted(placed: Iterable[tuple[Address, Passage]], library: Library) -> Iterator[Problem]:
    for address, passage in placed:
        quote = passage.evidence.quote
        at = (*address, "quote")
        words = quote.split(maxsplit=_FEWEST_WORDS)
        if len(words) < _FEWEST_WORDS or len(quote.strip()) < _FEWEST_LETTERS:
            yield Problem("quote-short", at, {"read": quote})
        if passage.source.id not in library.articles:
            continue  # this problem is reported once, at the source
        if code := _STATES.get(passage.match.state):
            args = {
                "read": _shortened(quote),
                "source": passage.source.id,
                "difference": _differences(passage.match),
            }
            yield Problem(code, at, args)
        if not passage.inside:
            yield Problem("quote-outside", at, {"source": passage.source.id})


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def _differences(match: Match) -> str:
    return "; ".join(f"“{ours}” → “{theirs}”" for ours, theirs in match.difference[:3])


def _figures(context: RuleContext) -> Iterator[Problem]:
    for i, observation in enumerate(context.indicator.observations):
        if observation.stated is None:
            continue
        verdicts = []
        for k, passage in enumerate(context.dossier.observations[i]):
            if not passage.supports:
                continue
            address: Address = ("observations", i, "evidence", k, "quote")
            verdict, figure = _stated_in(passage.evidence.quote, observation.stated)
            verdicts.append(verdict)
            if figure is not None:
                yield from _misread(observation.stated, verdict, figure, passage, address)
                yield from _noun(context, figure, address)
            yield from _cut(context, observation.stated, passage, address)
        if verdicts and all(verdict == "no-figure" for verdict in verdicts):
            code = "figure-counted" if observation.note else "figure-missing"
            at: Address = ("observations", i, observation.stated.qualifier)
            yield Problem(code, at, {"expected": observation.stated})


def _stated_in(quote: str, stated: Stated) -> tuple[str, Figure | None]:
    interval = stated.number if isinstance(stated.number, tuple) else (stated.number,) * 2
    return check_value(quote, stated.qualifier, *interval)


def _misread(
    stated: Stated, verdict: str, figure: Figure, passage: Passage, address: Address
) -> Iterator[Problem]:
    read = passage.evidence.quote[figure.start : figure.end]
    if verdict == "other-figure":
        yield Problem("figure-differs", address, {"expected": stated, "read": read})
    elif verdict == "other-qualifier":
        yield Problem("qualifier-differs", address, {"expected": stated, "read": read})


def _cut(
    context: RuleContext, stated: Stated, passage: Passage, address: Address
) -> Iterator[Problem]:
    """Words just before or after the quotation that change its figure."""
    match, article = passage.match, context.library.articles.get(passage.source.id)
    if article is None or not passage.green or match.start is None or match.end is None:
        return
    first, last = article.around(match.start, match.end)
    before, after = article.text[first : match.start].rstrip(), match.end
    while after < last and article.text[after].isspace():
        after += 1
    if (not before or _SEPARATOR.match(article.text, first + len(before) - 1)) and (
        after == last or _SEPARATOR.match(article.text, after)
    ):
        return
    for start, end, figure in _figures_between(article, first, last):
        overlaps = start < match.end and match.start < end
        reaches_out = start < match.start or end > match.end
        differs = read_interval(*figure.stated) != read_interval(*stated)
        if overlaps and reaches_out and differs:
            yield Problem("qualifier-cut", address, {"read": article.text[start:end]})


@lru_cache(maxsize=1024)
def _figures_between(
    article: Article, first: int, last: int
) -> tuple[tuple[int, int, Figure], ...]:
    return tuple(
        (first + figure.start, first + figure.end, figure)
        for figure in read_figures(article.text[first:last])
    )


def _shares(context: RuleContext) -> Iterator[Problem]:
    yield from _miscounted(context.passages())


def _miscounted(placed: Iterable[tuple[Address, Passage]]) -> Iterator[Problem]:
    for address, passage in placed:
        for share in read_shares(passage.evidence.quote):
            if share.holds is False and share.total.low:
                quote = passage.evidence.quote
                computed = float(share.part.low) * 100 / float(share.total.low)
                args = {
                    "read": quote[share.percent.start : share.percent.end],
                    "part": share.part.low,
                    "total": share.total.low,
                    "expected": round(computed, 2),
                }
                yield Problem("share-arithmetic", (*address, "quote"), args)


def _noun(context: RuleContext, figure: Figure, address: Address) -> Iterator[Problem]:
    unit = context.indicator.unit or ""
    if figure.measure != "count" or not figure.unit:
        return
    nouns = context.plan.nouns
    if unit not in nouns:
        return
    others = {name: each for name, each in nouns.items() if name != unit}
    # People are persons: victims counted under “person” are the same noun, more precisely.
    if context.plan.counts_people(context.indicator):
        people = {name for name, own in context.plan.units.items() if own.people} | {"person"}
        others = {name: each for name, each in others.items() if name not in people}
    if other := counts_other(figure.unit, nouns[unit], others):
        args = {"expected": nouns[unit][0], "read": figure.unit, "other": other}
        yield Problem("unit-noun", address, args)


# --- Observations --------------------------------------------------------------------------------


def _periods(context: RuleContext) -> Iterator[Problem]:
    plan, flow = context.plan.head.period, context.indicator.nature == "flow"
    assert plan.start is not None
    for i, observation in enumerate(context.indicator.observations):
        start, end = observation.period
        address: Address = ("observations", i, "period")
        first = start or (end if end < plan.start else plan.start)
        if first < plan.start or end > plan.end:
            args = {"read": observation.period, "expected": plan}
            yield Problem("period-outside", address, args)
        for passage in context.dossier.observations[i]:
            published = passage.source.known
            if (start is not None and start > published) or (flow and end > published):
                late = {"read": observation.period, "expected": published}
                yield Problem("observation-after-publication", address, late)
                break


def _evidence(context: RuleContext) -> Iterator[Problem]:
    for i, observation in enumerate(context.indicator.observations):
        passages = context.dossier.observations[i]
        supporting = [passage for passage in passages if passage.supports]
        if not supporting:
            yield Problem("evidence-missing", ("observations", i))
        refuting = [passage for passage in passages if passage.green and not passage.supports]
        if refuting and i in context.assessment.screening.contested:
            args = {"read": _shortened(refuting[0].evidence.quote), "source": refuting[0].source.id}
            yield Problem("contested", ("observations", i), args)
        if observation.part and context.plan.counts_people(context.indicator):
            stated, small = observation.stated, context.plan.head.small_counts
            if stated and not isinstance(stated.number, tuple) and stated.number < small:
                small_args = {"read": stated.number, "expected": small}
                yield Problem("small-count", ("observations", i, stated.qualifier), small_args)


def _parts(context: RuleContext) -> Iterator[Problem]:
    if context.indicator.nature not in ("flow", "stock"):
        return
    totals: dict[object, list[tuple[int, Interval]]] = defaultdict(list)
    parts: dict[tuple[object, str], dict[str, Interval]] = defaultdict(dict)
    for i, observation in enumerate(context.indicator.observations):
        if observation.stated is None or observation.set_aside is not None:
            continue
        interval = read_interval(*observation.stated)
        if not observation.part:
            totals[observation.period].append((i, interval))
        elif len(observation.part) == 1:
            ((dimension, category),) = observation.part.items()
            parts[observation.period, dimension][category] = interval
    for (period, dimension), held in parts.items():
        categories = {each.id for each in context.plan.dimensions[dimension].values}
        low = sum(interval.low for interval in held.values())
        high = sum((interval.high for interval in held.values()), start=0)
        complete = categories == set(held)
        for i, total in totals[period]:
            if low > total.high or (complete and high < total.low):
                said = Interval(low, high if complete else INF)
                args = {"dimension": dimension, "read": said, "expected": total}
                yield Problem("parts-total", ("observations", i), args)


def _conflicts(context: RuleContext) -> Iterator[Problem]:
    for conflict in context.assessment.conflicts:
        observations, dossier = context.indicator.observations, context.dossier.observations
        claims = tuple(_claim(observations[i], dossier[i]) for i in conflict.members)
        address: Address = ("observations", conflict.members[-1])
        yield Problem("conflict", address, {"claims": claims, "members": conflict.members})


def _claim(observation: Observation, passages: Iterable[Passage]) -> Claim:
    quotes = tuple(
        (each.source.id, _shortened(each.evidence.quote))
        for each in passages
        if each.green and each.supports
    )
    return Claim(observation.period, observation.stated or str(observation.step), quotes)


def _origins(context: RuleContext) -> Iterator[Problem]:
    seen: dict[object, set[str]] = defaultdict(set)
    for i, observation in enumerate(context.indicator.observations):
        fact = (observation.period, observation.stated, observation.step, *observation.part.items())
        for k, passage in enumerate(context.dossier.observations[i]):
            if not (passage.green and passage.supports) or observation.statement is not None:
                continue
            if passage.origin in seen[fact]:
                address: Address = ("observations", i, "evidence", k)
                yield Problem("same-origin", address, {"read": passage.origin})
            seen[fact].add(passage.origin)


#: What sentences call a frequency whose code is not its word.
_FREQUENCIES: Final[dict[str, str]] = {"biannual": "half-yearly"}


def _staleness(context: RuleContext) -> Iterator[Problem]:
    assessment = context.assessment
    if assessment.stale:
        frequency = context.indicator.frequency or "annual"
        args = {"read": assessment.horizon, "expected": _FREQUENCIES.get(frequency, frequency)}
        yield Problem("stale", (), args)


#: The rules of an indicator, in the order in which their problems are listed.
RULES: Final[tuple[IndicatorRule, ...]] = (
    _unit, _responsible, _targets, _quotations, _figures, _shares, _periods, _evidence, _parts,
    _conflicts, _origins, _staleness,
)  # fmt: skip
