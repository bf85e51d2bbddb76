"""Values, shares, targets, periods and sources in the words of a language."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from plan.edition.view import Citing, DatedFact, View
from plan.evidence.dossier import Passage
from plan.locale.isolation import isolate
from plan.locale.translation import Say
from plan.method.assessment import Assessment
from plan.method.counting import interval_of
from plan.method.status import ACCELERATE, StatusRange
from plan.method.targets import ON_TRACK
from plan.model.quantities import INF, Amount, Interval
from plan.model.records import Axis, Indicator, Observation, Plan, Source, Target
from plan.presentation.glossary import (
    BASIS_WORDS,
    KNOWN_WORDS,
    RANK_WORDS,
    REASON_WORDS,
    RELIABILITY_WORDS,
    STATUS_WORDS,
    UNIT_WORDS,
)


def first_names(say: Say, names: Sequence[str], most: int) -> list[str]:
    """At most so many names; where there are more, how many others is the last in the list."""
    others = len(names) - most
    if others <= 0:
        return list(names)
    return [*names[:most], say.plural("{n} other", "{n} others", others)]


def citing_words(view: View, citing: Citing) -> tuple[str, str]:
    """What cites a passage, in a word and by its name: ``1.1`` and the name of that indicator."""
    say, language = view.say, view.language
    if isinstance(citing, Indicator):
        return citing.id, citing.name.in_language(language)
    if isinstance(citing, Axis):
        name = say("Axis: {name}", name=citing.name.in_language(language))
        return citing.short_name.in_language(language), name
    return say("The plan"), citing.title.in_language(language)


def unit_name(plan: Plan, say: Say, indicator: Indicator, number: Amount | float = 2) -> str:
    """The name of the unit, inflected for a number; empty for steps, percentages and money."""
    unit = indicator.unit or ""
    singular = -2 < number < 2 if say.language == "fr" else number == 1
    if unit in UNIT_WORDS:
        return say(UNIT_WORDS[unit][0 if singular else 1])
    if unit in plan.units:
        own = plan.units[unit]
        name = own.name if singular or own.plural is None else own.plural
        return isolate(name.in_language(say.language))
    return ""


def suffix_of(plan: Plan, say: Say, indicator: Indicator, number: Amount | float) -> str:
    """What follows a number of an indicator: its unit, a percent sign, or a currency."""
    if indicator.unit == "percent":
        return say.percent_sign
    if indicator.unit == "amount":
        return f" {_currency(plan, say)}" if plan.head.currency else ""
    words = unit_name(plan, say, indicator, number)
    return f" {words}" if words else ""


def unit_suffix(view: View, indicator: Indicator, number: Amount | float) -> str:
    """What follows a number of an indicator in a view: see ``suffix_of``."""
    return suffix_of(view.plan, view.say, indicator, number)


def _currency(plan: Plan, say: Say) -> str:
    from babel.numbers import get_currency_symbol

    return get_currency_symbol(plan.head.currency or "", locale=say.language)


def amount_words(view: View, indicator: Indicator, interval: Interval | None) -> str:
    """A value of an indicator in words, with its unit; steps by their names."""
    say = view.say
    if interval is None:
        return say("not reported")
    if indicator.nature == "steps":
        return steps_words(view, indicator, interval)
    if interval.unknown:
        return say("unknown")
    if discloses(view, indicator, interval):
        return say("masked")
    if indicator.unit != "percent":
        interval = _whole(interval)
    largest = interval.low if interval.high == INF else interval.high
    return say.interval(interval, unit_suffix(view, indicator, largest))


def discloses(view: View, indicator: Indicator, interval: Interval) -> bool:
    """Whether the lower bound of a total discloses the number of a masked part."""
    if interval.high != INF:
        return False
    parts = (interval_of(indicator, indicator.observations[i]) for i in view.masked(indicator))
    return any(part is not None and part.low == interval.low for part in parts)


def _whole(interval: Interval) -> Interval:
    """An interval of whole things, rounded outwards so that it claims no more than is known."""
    high = interval.high if interval.high == INF else ceil(interval.high)
    return Interval(floor(interval.low), high)


def steps_words(view: View, indicator: Indicator, interval: Interval) -> str:
    """A rank or a range of ranks, by the names of the steps."""
    say = view.say
    low = step_name(view, indicator, interval.low)
    if interval.low == interval.high:
        return low
    if interval.high == len(indicator.steps):
        return say("{step}, or beyond", step=low)
    return say(
        "between “{low}” and “{high}”", low=low, high=step_name(view, indicator, interval.high)
    )


def step_name(view: View, indicator: Indicator, rank: Amount | float) -> str:
    """The name of the step of a rank, counted from 1; below 1, that there is none yet."""
    if rank < 1:
        return view.say("no step yet")
    return isolate(indicator.steps[int(rank) - 1].name.in_language(view.language))


def observation_words(view: View, indicator: Indicator, observation: Observation) -> str:
    """An observation with its own qualifier."""
    if observation.statement is not None:
        return isolate(observation.statement.in_language(view.language))
    if observation.step is not None:
        return step_name(view, indicator, indicator.ranks[observation.step])
    assert observation.stated is not None
    qualifier, number = observation.stated
    largest = number[1] if isinstance(number, tuple) else number
    words = view.say.measure(qualifier, number) + unit_suffix(view, indicator, largest)
    if observation.part:
        parts = ", ".join(part_words(view, observation))
        return f"{words} ({parts})"
    return words


def shown_words(view: View, indicator: Indicator, i: int) -> str:
    """An observation by its index, unless it counts so few people that it is masked."""
    observation = indicator.observations[i]
    if observation.part and i in view.masked(indicator):
        return view.say("masked ({parts})", parts=", ".join(part_words(view, observation)))
    return observation_words(view, indicator, observation)


def period_words(view: View, indicator: Indicator, observation: Observation) -> str:
    """The period of an observation; of an unknown start, the day until which a total runs."""
    start, end = observation.period
    if start is None and indicator.nature == "flow" and observation.statement is None:
        return view.say("until {day}", day=end)
    return view.say.period(observation.period)


def part_words(view: View, observation: Observation) -> list[str]:
    """The names of the categories of an observation of a part."""
    words = []
    for dimension, category in observation.part.items():
        for each in view.plan.dimensions[dimension].values:
            if each.id == category:
                words.append(each.name.in_language(view.language))
    return words


def target_words(view: View, indicator: Indicator, target: Target) -> str:
    """The value or the step of a target."""
    if target.step is not None:
        return step_name(view, indicator, indicator.ranks[target.step])
    assert target.value is not None
    return view.say.number(target.value) + unit_suffix(view, indicator, target.value)


def target_basis_words(view: View, indicator: Indicator, target: Target) -> str:
    """The value or the step of a target, with its basis where that is not official."""
    words = target_words(view, indicator, target)
    if target.basis == "official":
        return words
    return f"{words} ({view.say(BASIS_WORDS[target.basis])})"


def value_words(view: View, indicator: Indicator) -> str:
    """The proven value of an indicator on the day; an unknown share is never worded as zero."""
    each = view.assessments[indicator.id]
    if each.value is None:
        return lowered(view.say(REASON_WORDS["conflict" if each.conflicts else "no-evidence"]))
    if each.value.unknown and indicator.nature == "flow":
        facts = facts_of_flow(view, indicator)
        if not facts:  # what is known speaks of later days
            return view.say("unknown")
        observed = view.say.join(
            view.say(
                "{value} ({period})",
                value=observation_words(view, indicator, observation),
                period=period_words(view, indicator, observation),
            )
            for observation in facts[-2:]
        )
        if not any(begins_early(view, fact) for fact in facts):
            return view.say("{observed}; nothing published since", observed=observed)
        return view.say(
            "{observed}; how much of it since {start} is not known",
            observed=observed, start=plan_start_words(view),
        )  # fmt: skip
    return amount_words(view, indicator, each.value)


def facts_of_flow(view: View, indicator: Indicator) -> list[Observation]:
    """The observations of a flow that set its bounds on the day, without those that are masked."""
    hidden = view.masked(indicator)
    facts = [
        indicator.observations[i]
        for i in view.assessments[indicator.id].retained
        if i not in hidden
    ]
    return [fact for fact in facts if fact.period.start is None or fact.period.start <= view.on]


def begins_early(view: View, observation: Observation) -> bool:
    """Whether an observation of the plan's time may include days before it."""
    (start, end), first = observation.period, view.plan.start
    return end >= first and (start is None or start < first)


def plan_start_words(view: View) -> str:
    """The first day of the plan, or only its year where it is the first of January."""
    start = view.plan.start
    return str(start.year) if (start.month, start.day) == (1, 1) else view.say.day(start)


def status_words(view: View, assessment: Assessment) -> str:
    """The status, or the reason why there is none."""
    if assessment.status is None:
        return view.say(REASON_WORDS[assessment.reason or "no-evidence"])
    return range_words(view, assessment.status)


def dated_status_words(view: View, assessment: Assessment) -> str:
    """The status with its day, and whether that is old."""
    words = status_words(view, assessment)
    if assessment.status is None or assessment.horizon is None:
        return words
    dated = view.say("{status}, {day}", status=words, day=assessment.horizon)
    return f"{dated} ({view.say('old')})" if assessment.stale else dated


def range_words(view: View, status: StatusRange) -> str:
    """A status, or the two between which it lies."""
    if status.certain:
        return view.say(STATUS_WORDS[status.low])
    low, high = (view.say(STATUS_WORDS[code]) for code in status)
    return view.say("Between “{low}” and “{high}”", low=low, high=high)


def source_words(view: View, source: Source) -> str:
    """The publisher and the day of publication of a source."""
    publisher, day = publisher_words(view, source), published_words(view, source)
    return view.say("{publisher}, {day}", publisher=publisher, day=day)


def listed_source(say: Say, source: Source) -> str:
    """Title of a source, or its identifier, and when it was published."""
    title = source.title.in_language(say.language) if source.title else source.id
    return say("{told} ({period})", told=title, period=say.period(source.published))


def publisher_words(view: View, source: Source) -> str:
    """The publisher of a source, else its title, else its id."""
    if source.publisher:
        return source.publisher.in_language(view.language)
    return (
        view.say("“{text}”", text=source.title.in_language(view.language))
        if source.title
        else source.id
    )


def published_words(view: View, source: Source) -> str:
    """The day of publication, and whether it is inferred."""
    day = view.say.period(source.published)
    return view.say("{day} (inferred)", day=day) if source.dating == "inferred" else day


def in_one_line(text: str, most: int) -> str:
    """A text in one line of at most so many characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rsplit(' ', 1)[0].rstrip(' ,;:.–')}…"


def lowered(text: str) -> str:
    """A text with a small first letter, to go on within a sentence, unless it is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """A text with a capital first letter, to begin a sentence."""
    return text[:1].upper() + text[1:]


def plain_interval(view: View, interval: Interval) -> str:
    """An interval without its unit, for a calculation."""
    return view.say("0 or more") if interval.unknown else view.say.interval(interval)


def share_words(view: View, share: Interval) -> str:
    """A share of the way to a target, as a percentage or a range of percentages."""
    say = view.say
    low, high = share.low, share.high
    if low == high:
        return say.percent(low, 1)
    if low in (INF, -INF) and high in (INF, -INF):
        return say("unknown")
    if high == INF:
        return say("unknown") if low == 0 else say("at least {number}", number=say.percent(low, 1))
    if low == -INF:
        return say("at most {number}", number=say.percent(high, 1))
    return say("between {low} and {high}", low=say.percent(low, 1), high=say.percent(high, 1))


def pace_words(view: View, share: Interval, expected: Amount) -> str:
    """The pace: the share achieved divided by the share expected."""
    low = share.low if share.low in (INF, -INF) else share.low / expected
    high = share.high if share.high in (INF, -INF) else share.high / expected
    if low == high:
        return _pace(view, low)
    if high == INF and low > 0:
        return view.say("at least {number}", number=_pace(view, low))
    if INF in (abs(low), abs(high)):
        return view.say("unknown")
    return view.say("between {low} and {high}", low=_pace(view, low), high=_pace(view, high))


def _pace(view: View, pace: Amount | float) -> str:
    # Enough decimals not to round over a threshold between statuses.
    exact, digits = Fraction(pace), 2
    while any((exact < edge) != (round(exact, digits) < edge) for edge in (ACCELERATE, ON_TRACK)):
        digits += 1
    return view.say.number(exact, digits)


def grade_words(view: View, passage: Passage) -> str:
    """The rank of a passage, the reliability of its source, and the origin that it relays."""
    say, source = view.say, passage.source
    words = say(
        "{kind}, reliability {grade} ({words})",
        kind=capitalised(say(RANK_WORDS[passage.rank[0]])), grade=source.reliability,
        words=say(RELIABILITY_WORDS[source.reliability]),
    )  # fmt: skip
    if passage.origin != source.id:
        words = say("{told}; citing “{origin}”", told=words, origin=passage.origin)
    return f"{words}."


def fact_words(view: View, fact: DatedFact) -> str:
    """A dated fact."""
    return shown_words(view, fact.indicator, fact.index)


def source_title(view: View, source: Source) -> str:
    """The title of an article, or its identifier."""
    return source.title.in_language(view.language) if source.title else source.id


def use_words(view: View, indicator: Indicator, index: int) -> str:
    """Whether an observation counts on the day of the view, and if not, why, in words."""
    say = view.say
    each = view.assessments[indicator.id]
    observation = indicator.observations[index]
    if observation.statement is not None:
        return say("statement without a value")
    if observation.set_aside is not None:
        return say("set aside")
    if index in each.screening.awaiting:
        return say("to be verified: not counted")
    if index not in each.screening.counted:
        return say("not yet published")
    if any(index in conflict.set_aside for conflict in each.conflicts):
        return say("set aside: contradiction")
    if index in each.screening.contested:
        return say("counted, but contested")
    return say("counted") if index in each.retained else say("no effect at this date")


def observation_title(view: View, indicator: Indicator, index: int) -> str:
    """The heading of an observation: its period and its value, unless that is masked."""
    observation = indicator.observations[index]
    period = period_words(view, indicator, observation)
    value = (
        view.say("in words")
        if observation.statement is not None
        else shown_words(view, indicator, index)
    )
    return view.say("{period}: {value}", period=period, value=value)


def target_title(view: View, indicator: Indicator, index: int) -> str:
    """The heading of a target: its value and the day it is due."""
    target = indicator.targets[index]
    return view.say("{value} by {day}", value=target_words(view, indicator, target), day=target.by)


def known_in_year(view: View, indicator: Indicator) -> dict[int, tuple[str, str]]:
    """By year of the plan up to the day: the code of how much is known, and the value in words.

    The codes are the keys of ``KNOWN_WORDS``.
    """
    each = view.assessments[indicator.id]
    found: dict[int, tuple[str, str]] = {}
    covered = {
        year
        for i in each.retained
        for start, end in [indicator.observations[i].period]
        for year in range((start or end).year, end.year + 1)
    }
    for year in view.by_year(indicator):
        words = amount_words(view, indicator, year.value)
        if year.value is None and each.disputed:
            code, words = "conflict", view.say(KNOWN_WORDS["conflict"])
        elif year.value is None:
            code = "none"
        elif year.of:
            code, words = "carried", view.say("{value} (of {day})", value=words, day=year.of)
        elif year.value.low == year.value.high:
            code = "exact"
        elif indicator.nature != "flow" or not year.value.unknown:
            code = "bound"
        else:
            code = "share" if year.year in covered else "none"
            words = view.say(KNOWN_WORDS[code])
        found[year.year] = code, words
    return found
