"""A plan on a day, as known on a day, in a language: the argument of every function that shows it.

Time has two axes here: ``on`` is the day the figures are of, ``known`` the day by which an article
must have been published to count (valid time and transaction time).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, wraps
from typing import TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from plan.edition.edition import Edition
from plan.evidence.dossier import Dossier, Passage
from plan.locale.translation import Say, say_in
from plan.method.assessment import Assessment, assess
from plan.method.coverage import Tally, elapsed, tally
from plan.method.masking import masked_parts
from plan.method.solidity import Solidity, decisive_observations, solidity
from plan.method.years import Year, by_year
from plan.model.quantities import Language, Period
from plan.model.records import Axis, Head, Indicator, Plan
from plan.model.tree_address import Address

Result = TypeVar("Result")
#: What a passage is evidence of: an indicator, an axis, or the plan as a whole.
Citing: TypeAlias = Indicator | Axis | Head


@dataclass(frozen=True)
class DatedFact:
    """An observation of an indicator, by its ``index``, with its axis and its passages."""

    axis: Axis
    indicator: Indicator
    index: int
    passages: tuple[Passage, ...]

    @property
    def period(self) -> Period:
        """The period of the observation."""
        return self.indicator.observations[self.index].period


@dataclass(frozen=True)
class View:
    """A plan as assessed on the day ``on`` from what was published by the day ``known``.

    ``simulate`` also judges proposed targets; whatever shows such a view must say so. ``assessed``
    are the assessments by indicator id, where another view has already made them.
    """

    edition: Edition
    on: date
    known: date
    language: Language
    simulate: bool = False
    assessed: Mapping[str, Assessment] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the edition, which must be without errors."""
        plan = self.edition.plan
        assert plan is not None
        return plan

    @property
    def say(self) -> Say:
        """The translator of sentences, numbers and dates into the language of the view."""
        return say_in(self.language)

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """The assessment of every indicator, by its id."""
        if self.assessed is not None:
            return self.assessed
        period = self.plan.head.period
        dossiers = self.edition.dossiers
        return {
            indicator.id: assess(
                indicator, dossiers[indicator.id], period, self.on, self.known, self.simulate
            )
            for _, _, indicator in self.plan.indicators()
        }

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """The counts of every axis, by its id."""
        return {
            axis.id: tally((self.assessments[each.id] for each in axis.indicators), self.simulate)
            for axis in self.plan.axes
        }

    @cached_property
    def whole(self) -> Tally:
        """The counts of all indicators."""
        return tally(self.assessments.values(), self.simulate)

    @cached_property
    def elapsed(self) -> Fraction:
        """The share of the plan's time that has elapsed."""
        return elapsed(self.plan.head.period, self.on)

    def in_language(self, language: Language) -> View:
        """The same view in another language, with the assessments of this one."""
        if language == self.language:
            return self
        return replace(self, language=language, assessed=self.assessments)

    def of(self, edition: Edition) -> View:
        """The same view of another edition; what is the same in both is not assessed again."""
        other = replace(self, edition=edition, assessed=None)
        if other.plan.head != self.plan.head:
            return other
        before, after = self.edition.dossiers, edition.dossiers
        period = other.plan.head.period
        assessed = {
            each.id: self.assessments[each.id]
            if self.plan.indicator.get(each.id) is each and before[each.id] is after[each.id]
            else assess(each, after[each.id], period, self.on, self.known, self.simulate)
            for _, _, each in other.plan.indicators()
        }
        return replace(other, assessed=assessed)

    def dossier(self, indicator: Indicator) -> Dossier:
        """The passages of an indicator."""
        return self.edition.dossiers[indicator.id]

    def solidity(self, indicator: Indicator) -> Solidity:
        """The quality of an indicator's evidence."""
        dossier = self.dossier(indicator)
        return solidity(self.assessments[indicator.id], dossier, self.on, self.known)

    def proof(self, indicator: Indicator) -> tuple[Passage, ...]:
        """The verified passages that support the value of the day."""
        dossier = self.dossier(indicator)
        return tuple(
            passage
            for i in decisive_observations(self.assessments[indicator.id])
            for passage in dossier.observations[i]
            if passage.counts(self.known)
        )

    def by_year(self, indicator: Indicator) -> tuple[Year, ...]:
        """What is known of an indicator in each year of the plan."""
        return by_year(self.assessments[indicator.id], self.plan.head.period, self.on)

    def address(self, indicator: Indicator) -> Address:
        """The address of an indicator in the plan."""
        return self._addresses[indicator.id]

    @cached_property
    def _addresses(self) -> Mapping[str, Address]:
        return {each.id: address for address, _, each in self.plan.indicators()}

    @cached_property
    def known_sources(self) -> tuple[str, ...]:
        """The sources published by the day of knowledge, earliest first."""
        sources = [each for each in self.plan.sources if each.known <= self.known]
        return tuple(each.id for each in sorted(sources, key=lambda each: each.known))

    @cached_property
    def facts(self) -> tuple[DatedFact, ...]:
        """The counted observations and the proven statements that ended by the day, by date."""
        found = []
        for _, axis, indicator in self.plan.indicators():
            standing = self.assessments[indicator.id].screening
            for i, observation in enumerate(indicator.observations):
                passages = self.dossier(indicator).observations[i]
                stated = observation.statement is not None and any(
                    passage.counts(self.known) for passage in passages
                )
                if (i in standing.counted or stated) and observation.period.end <= self.on:
                    found.append(DatedFact(axis, indicator, i, passages))
        return tuple(sorted(found, key=lambda fact: (fact.period.end, fact.indicator.id)))

    @cached_property
    def proven(self) -> tuple[Indicator, ...]:
        """The indicators with an observation that verified passages support."""
        return tuple(
            indicator
            for _, _, indicator in self.plan.indicators()
            if self.assessments[indicator.id].screening.counted
        )

    @cached_property
    def incomplete(self) -> tuple[Indicator, ...]:
        """The indicators that lack a breakdown which is expected of them."""
        return tuple(
            indicator
            for _, _, indicator in self.plan.indicators()
            if indicator.disaggregation
            and len(self.solidity(indicator).parts_present) < len(indicator.disaggregation)
        )

    @cached_property
    def cited(self) -> Mapping[str, tuple[tuple[Citing, Passage], ...]]:
        """Every passage with what cites it, in the order of the file, by the id of its source."""
        found: dict[str, list[tuple[Citing, Passage]]] = {}

        def add(citing: Citing, passages: Iterable[Passage]) -> None:
            for passage in passages:
                found.setdefault(passage.source.id, []).append((citing, passage))

        add(self.plan.head, self.edition.plan_passages)
        for axis in self.plan.axes:
            add(axis, self.edition.axis_passages[axis.id])
            for indicator in axis.indicators:
                dossier = self.dossier(indicator)
                for passages in (*dossier.observations, *dossier.targets, dossier.baseline):
                    add(indicator, passages)
        return {source: tuple(several) for source, several in found.items()}

    def masked(self, indicator: Indicator) -> frozenset[int]:
        """The indices of the observations of an indicator that are not shown: see ``masking``."""
        if not self.plan.counts_people(indicator):
            return frozenset()
        return masked_parts(indicator.observations, self.plan.head.small_counts)


def cached_by_view(make: Callable[[View], Result]) -> Callable[[View], Result]:
    """Cache what a function makes of a view, as long as the view is in use.

    What is made must not hold the view. Equal views share it.
    """
    cache: WeakKeyDictionary[View, Result] = WeakKeyDictionary()

    @wraps(make)
    def cached(view: View) -> Result:
        made = cache.get(view)
        if made is None:
            made = cache[view] = make(view)
        return made

    return cached


def cached_by_axis(make: Callable[[View, Axis], Result]) -> Callable[[View, Axis], Result]:
    """Cache what a function makes of each axis of a view, as ``cached_by_view`` does."""
    of_all = cached_by_view(lambda view: {axis.id: make(view, axis) for axis in view.plan.axes})

    @wraps(make)
    def cached(view: View, axis: Axis) -> Result:
        return of_all(view)[axis.id]

    return cached
