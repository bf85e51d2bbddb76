"""A view in words: findings, how a status was obtained, what changed, citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from plan.bounds import INF, Interval
from plan.evidence import Passage
from plan.model import Amount, Axis, Indicator, Observation, Source, Target
from plan.problems import Problem
from plan.progress import (
    ACCELERATE,
    ON_TRACK,
    Assessment,
    Conflict,
    Reason,
    Rule,
    StatusRange,
    baseline_of,
    interval_of,
    judged_targets,
    needed,
)
from plan.view import Fact, View, once

STATUS_WORDS: Final[dict[str, str]] = {
    "reached": "Target reached",
    "on-track": "On track",
    "accelerate": "Progress made, but acceleration needed",
    "limited": "Limited progress",
    "regression": "Deterioration",
    "between": "Between two statuses",
    "unassessed": "Cannot be assessed",
}
REASON_WORDS: Final[dict[Reason, str]] = {
    "context": "Context: shown, never judged",
    "no-evidence": "Not reported",
    "outside-period": "No evidence within the plan up to this day",
    "definition-changed": "Definition changed: not comparable",
    "no-target": "No target published",
    "no-baseline": "No baseline published",
    "conflict": "Sources contradict each other",
    "no-evidence-since-due": "No evidence since a target fell due",
    "too-wide": "Evidence too imprecise to judge",
}
REASONS_EXPLAINED: Final[dict[Reason, str]] = {
    "context": "This indicator gives context: more or less of it is neither good nor bad news.",
    "no-evidence": "No passage of an article supports a value. This does not mean that nothing was "
    "done: it is not reported.",
    "outside-period": "What was published speaks of a time before the plan, or after this day.",
    "definition-changed": "What is counted changed on the way: before and after do not compare.",
    "no-target": "No target was published against which the value could be judged.",
    "no-baseline": "A target is known, but not the value from which the plan started.",
    "conflict": "Passages that rank alike contradict each other: none of them is retained.",
    "no-evidence-since-due": "A target fell due after the latest evidence: whether it was reached, "
    "nobody has said.",
    "too-wide": "The evidence allows everything from limited progress to a target reached.",
}
KIND_WORDS: Final[dict[str, str]] = {
    "law": "law or judgment",
    "report": "official report",
    "communique": "communiqué",
    "press": "press article",
    "opinion": "opinion piece",
}
RANK_WORDS: Final[dict[int, str]] = {
    1: "law or judgment",
    2: "official report",
    3: "communiqué",
    4: "press article that relays a report",
    5: "opinion piece that relays a report",
    6: "press article",
    7: "opinion piece",
}
RELIABILITY_WORDS: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
STATE_WORDS: Final[dict[str, str]] = {
    "exact": "Verified word for word",
    "normalised": "Verified, but for typography",
    "moved": "Moved: to be verified",
    "variant": "Letters differ: to be verified",
    "ambiguous": "Stands more than once: to be verified",
    "changed": "The article says it otherwise: to be verified",
    "orphan": "Not found in the article: to be verified",
}
RULE_WORDS: Final[dict[Rule, str]] = {
    "rank": "the source that ranks lowest",
    "reliability": "the least reliable source of equal rank",
    "date": "the earliest publication of equal rank and reliability",
    "alike": "all rank alike: nothing is retained",
}
LEVEL_WORDS: Final = {"output": "output", "outcome": "outcome", "impact": "impact"}
FREQUENCY_WORDS: Final = {
    "monthly": "monthly",
    "quarterly": "quarterly",
    "biannual": "twice a year",
    "annual": "annual",
    "once": "once",
}
BASIS_WORDS: Final = {
    "official": "official",
    "derived": "derived from the plan or the ladder",
    "proposed": "proposed, for discussion",
}
#: Built-in units: singular and plural.
UNIT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "person": ("person", "persons"),
    "case": ("case", "cases"),
    "event": ("event", "events"),
    "report": ("report", "reports"),
    "site": ("site", "sites"),
}


# --- Values --------------------------------------------------------------------------------------


def unit_words(view: View, indicator: Indicator, number: Amount | float = 2) -> str:
    """The unit's name for that many, empty for ladders, percentages and money."""
    unit = indicator.unit or ""
    singular = -2 < number < 2 if view.language == "fr" else number == 1
    if unit in UNIT_WORDS:
        return view.say(UNIT_WORDS[unit][0 if singular else 1])
    if unit in view.plan.units:
        own = view.plan.units[unit]
        return (own.name if singular or own.plural is None else own.plural).told(view.language)
    return ""


def _suffix(view: View, indicator: Indicator, number: Amount | float) -> str:
    if indicator.unit == "percent":
        return view.say.percent_sign
    if indicator.unit == "amount":
        return f" {_currency(view)}" if view.plan.head.currency else ""
    words = unit_words(view, indicator, number)
    return f" {words}" if words else ""


def _currency(view: View) -> str:
    from babel.numbers import get_currency_symbol

    currency = view.plan.head.currency or ""
    return get_currency_symbol(currency, locale=view.language)


def amount_words(view: View, indicator: Indicator, interval: Interval | None) -> str:
    """A value of an indicator in words, with its unit; steps by their names."""
    say = view.say
    if interval is None:
        return say("not reported")
    if indicator.nature == "steps":
        return steps_words(view, indicator, interval)
    if interval.unknown:
        return say("unknown")
    if _betrays(view, indicator, interval):
        return say("masked")
    if indicator.unit != "percent":
        interval = _whole(interval)
    largest = interval.low if interval.high == INF else interval.high
    return say.interval(interval, _suffix(view, indicator, largest))


def _betrays(view: View, indicator: Indicator, interval: Interval) -> bool:
    """Whether the bound of a total is the number of a part that is masked."""
    if interval.high != INF:
        return False
    parts = (interval_of(indicator, indicator.observations[i]) for i in view.masked(indicator))
    return any(part is not None and part.low == interval.low for part in parts)


def _whole(interval: Interval) -> Interval:
    """Things are counted whole: a share of them is rounded outwards, never beyond what is known."""
    high = interval.high if interval.high == INF else ceil(interval.high)
    return Interval(floor(interval.low), high)


def steps_words(view: View, indicator: Indicator, interval: Interval) -> str:
    """A rank or a range of ranks by the names of the steps."""
    say = view.say
    low = _step_name(view, indicator, interval.low)
    if interval.low == interval.high:
        return low
    if interval.high == len(indicator.steps):
        return say("at least “{step}”", step=low)
    return say(
        "between “{low}” and “{high}”", low=low, high=_step_name(view, indicator, interval.high)
    )


def _step_name(view: View, indicator: Indicator, rank: Amount | float) -> str:
    if rank < 1:
        return view.say("no step yet")
    return indicator.steps[int(rank) - 1].name.told(view.language)


def observation_words(view: View, indicator: Indicator, observation: Observation) -> str:
    """What one observation says, with its own qualifier."""
    if observation.statement is not None:
        return observation.statement.told(view.language)
    if observation.step is not None:
        return _step_name(view, indicator, indicator.ranks[observation.step])
    assert observation.stated is not None
    kind, number = observation.stated
    largest = number[1] if isinstance(number, tuple) else number
    words = view.say.measure(kind, number) + _suffix(view, indicator, largest)
    if observation.part:
        parts = ", ".join(part_words(view, observation))
        return f"{words} ({parts})"
    return words


def shown_words(view: View, indicator: Indicator, i: int) -> str:
    """What one observation says, unless it counts so few people that it is masked."""
    observation = indicator.observations[i]
    if observation.part and i in view.masked(indicator):
        return view.say("masked ({parts})", parts=", ".join(part_words(view, observation)))
    return observation_words(view, indicator, observation)


def period_words(view: View, indicator: Indicator, observation: Observation) -> str:
    """When: a total of unknown start runs until a day, a step was reached by it at the latest."""
    start, end = observation.period
    if start is None and indicator.nature == "flow":
        return view.say("until {day}", day=end)
    return view.say.period(observation.period)


def part_words(view: View, observation: Observation) -> list[str]:
    """The names of the part that an observation speaks of."""
    words = []
    for dimension, category in observation.part.items():
        for each in view.plan.dimensions[dimension].values:
            if each.id == category:
                words.append(each.name.told(view.language))
    return words


def target_words(view: View, indicator: Indicator, target: Target) -> str:
    """A target in words."""
    if target.step is not None:
        return _step_name(view, indicator, indicator.ranks[target.step])
    assert target.value is not None
    return view.say.number(target.value) + _suffix(view, indicator, target.value)


def aim_words(view: View, indicator: Indicator, target: Target) -> str:
    """A target in words, with its basis where nobody has adopted it."""
    told = target_words(view, indicator, target)
    if target.basis == "official":
        return told
    return f"{told} ({view.say(BASIS_WORDS[target.basis])})"


def value_words(view: View, indicator: Indicator) -> str:
    """What is proven of an indicator on the day; an unknown share is never told as zero."""
    each = view.assessments[indicator.id]
    if each.value is None:
        return _lowered(view.say(REASON_WORDS["conflict" if each.conflicts else "no-evidence"]))
    if each.value.unknown and indicator.nature == "flow":
        hidden = view.masked(indicator)
        facts = [indicator.observations[i] for i in each.retained if i not in hidden]
        facts = [
            fact for fact in facts if fact.period.start is None or fact.period.start <= view.on
        ]
        if not facts:  # what is known speaks of later days
            return view.say("unknown")
        told = view.say.join(
            view.say(
                "{value} ({period})",
                value=observation_words(view, indicator, observation),
                period=period_words(view, indicator, observation),
            )
            for observation in facts[-2:]
        )
        begins = [fact.period.start for fact in facts]
        if all(begin is not None and begin >= view.plan.start for begin in begins):
            return view.say("{told}; not reported since", told=told)
        return view.say("{told}; share in the plan unknown", told=told)
    return amount_words(view, indicator, each.value)


def status_words(view: View, assessment: Assessment) -> str:
    """The status in words, or the reason why there is none."""
    if assessment.status is None:
        return view.say(REASON_WORDS[assessment.reason or "no-evidence"])
    return range_words(view, assessment.status)


def dated_status_words(view: View, assessment: Assessment) -> str:
    """The status with the day it is of, and whether that is old."""
    told = status_words(view, assessment)
    if assessment.status is None or assessment.horizon is None:
        return told
    dated = view.say("{status}, {day}", status=told, day=assessment.horizon)
    return f"{dated} ({view.say('old')})" if assessment.stale else dated


def range_words(view: View, status: StatusRange) -> str:
    """A status, or between which two it lies."""
    if status.certain:
        return view.say(STATUS_WORDS[status.low])
    low, high = (view.say(STATUS_WORDS[code]) for code in status)
    return view.say("Between “{low}” and “{high}”", low=low, high=high)


def source_words(view: View, source: Source) -> str:
    """Publisher and day of a source."""
    publisher = source.publisher.told(view.language) if source.publisher else source.id
    return view.say("{publisher}, {day}", publisher=publisher, day=published_words(view, source))


def published_words(view: View, source: Source) -> str:
    """The day of publication, with its doubt."""
    day = view.say.period(source.published)
    return view.say("{day} (inferred)", day=day) if source.dating == "inferred" else day


# --- Findings ------------------------------------------------------------------------------------


@once
def overview_finding(view: View) -> str:
    """Where the plan stands, in one sentence."""
    say, whole = view.say, view.whole
    share = say.percent(view.elapsed)
    if not whole.with_evidence:
        return say(
            "On {day}, {share} of the plan’s time has elapsed and nothing published by then proves "
            "a value of any of its {n} indicators.",
            day=view.on, share=share, n=whole.indicators,
        )  # fmt: skip
    judged = _targets_of(view, view.plan.indicator.values())
    sentence = say(
        "On {day}, with {share} of the plan’s time elapsed, {known} of {n} indicators rest on "
        "verified passages",
        day=view.on, share=share, known=whole.with_evidence, n=whole.indicators,
    )  # fmt: skip
    if not judged:
        return say("{sentence}; no target was published to judge them by.", sentence=sentence)
    reached = reached_words(view, whole.reached_at_least, whole.reached_at_most)
    official = _targets_of(view, view.plan.indicator.values(), "official")
    proposed = _targets_of(view, view.plan.indicator.values(), "proposed")
    if proposed:
        targets = say.plural(
            "of the one target, which is only proposed",
            "of {n} targets, {official} published, {derived} derived from the plan or a ladder "
            "and {proposed} only proposed",
            judged, official=official, derived=judged - official - proposed, proposed=proposed,
        )  # fmt: skip
    elif official == judged:
        targets = say.plural("of the one target published", "of the {n} targets published", judged)
    elif official:
        targets = say(
            "of {n} targets, {official} published and {derived} derived from the plan or a ladder",
            n=judged, official=official, derived=judged - official,
        )  # fmt: skip
    else:
        targets = say.plural(
            "no target was published, and of the one derived from the plan or a ladder",
            "no target was published, and of the {n} derived from the plan or a ladder",
            judged,
        )
    return say("{sentence}; {targets}, {reached}.", sentence=sentence, targets=targets,
               reached=reached)  # fmt: skip


def _targets_of(view: View, indicators: Iterable[Indicator], basis: str = "") -> int:
    """How many indicators have a last judged target, of a basis where one is given."""
    lasts = [
        judged_targets(indicator, view.simulate)[-1:]
        for indicator in indicators
        if indicator.direction != "context"
    ]
    return sum(bool(last) and basis in ("", last[0].basis) for last in lasts)


@once
def axis_targets_words(view: View, axis: Axis) -> str:
    """How many of an axis's targets are reached, at least and at most."""
    count = view.tallies[axis.id]
    judged = _targets_of(view, axis.indicators)
    if not judged:
        return view.say("No published target to judge by.")
    reached = reached_words(view, count.reached_at_least, count.reached_at_most)
    if _targets_of(view, axis.indicators, "official"):
        return view.say.plural(
            "Of {n} target, {reached}.", "Of {n} targets, {reached}.", judged, reached=reached
        )
    if _targets_of(view, axis.indicators, "proposed"):
        return view.say.plural(
            "Of {n} target, proposed and not published, {reached}.",
            "Of {n} targets, derived or proposed and not published, {reached}.",
            judged, reached=reached,
        )  # fmt: skip
    return view.say.plural(
        "Of {n} target, derived and not published, {reached}.",
        "Of {n} targets, derived and not published, {reached}.",
        judged, reached=reached,
    )  # fmt: skip


@once
def axis_age_words(view: View, axis: Axis) -> str:
    """How many of an axis's statuses rest on old evidence; nothing where none does."""
    several = [view.assessments[indicator.id] for indicator in axis.indicators]
    old = sum(each.stale and each.status is not None for each in several)
    if not old:
        return ""
    return view.say.plural(
        "{n} status rests on old evidence.", "{n} statuses rest on old evidence.", old
    )


def reached_words(view: View, at_least: int, at_most: int) -> str:
    """How many targets are reached, at least and at most."""
    if at_least == at_most:
        return view.say.plural(
            "{n} is reached by the latest evidence of each",
            "{n} are reached by the latest evidence of each",
            at_least,
        )
    if at_least == 0:
        return view.say.plural(
            "at most {n} is reached by the latest evidence of each",
            "at most {n} are reached by the latest evidence of each",
            at_most,
        )
    return view.say(
        "{low} to {high} are reached by the latest evidence of each", low=at_least, high=at_most
    )


@once
def sources_finding(view: View) -> str:
    """By whom, and since when, what is proven was published."""
    carrying = {
        passage.source.id
        for _, _, indicator in view.plan.indicators()
        for i in view.assessments[indicator.id].standing.counted
        for passage in view.dossier(indicator).observations[i]
        if passage.counts(view.known)
    }
    sources = [view.plan.source[name] for name in view.known_sources if name in carrying]
    if not sources:
        return view.say("No article published by then proves a value.")
    publishers = sorted({s.publisher.told(view.language) if s.publisher else s.id for s in sources})
    first, last = sources[0].known, sources[-1].known
    if first == last and len(sources) > 1:
        return view.say(
            "All that is proven comes from {n} articles, published by {publishers} on {last}.",
            n=len(sources), publishers=view.say.join(publishers), last=last,
        )  # fmt: skip
    return view.say.plural(
        "All that is proven comes from one article, published by {publishers} on {last}.",
        "All that is proven comes from {n} articles, published by {publishers} between {first} "
        "and {last}.",
        len(sources),
        publishers=view.say.join(publishers), first=first, last=last,
    )  # fmt: skip


@once
def axis_finding(view: View, axis: Axis) -> str:
    """Where an axis stands, in one sentence."""
    say, count = view.say, view.tallies[axis.id]
    if not count.indicators:
        return say("This axis has no indicator yet.")
    told = say.plural(
        "{known} of one indicator rests on verified passages",
        "{known} of {n} indicators rest on verified passages",
        count.indicators, known=count.with_evidence,
    )  # fmt: skip
    if not count.assessable:
        return say("{told}; none can be judged yet.", told=told)
    judged = say.plural("one can be judged", "{n} can be judged", count.assessable)
    return say("{told}; {judged}.", told=told, judged=judged)


def indicator_finding(view: View, indicator: Indicator) -> str:
    """Where an indicator stands, in one sentence."""
    say, each = view.say, view.assessments[indicator.id]
    if each.horizon is None:
        return f"{status_words(view, each)}. {say(REASONS_EXPLAINED[each.reason or 'no-evidence'])}"
    if each.value is None:
        return say("{status}, by evidence up to {day}.", status=status_words(view, each),
                   day=each.horizon)  # fmt: skip
    return say(
        "{value}, by evidence up to {day}: {status}.",
        value=_capitalised(value_words(view, indicator)), day=each.horizon,
        status=_lowered(status_words(view, each)),
    )  # fmt: skip


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def explanation(view: View, indicator: Indicator) -> list[str]:
    """How the status was obtained, calculated out with the numbers, one sentence a step."""
    return list(_explained(view, indicator, view.assessments[indicator.id]))


def _explained(view: View, indicator: Indicator, each: Assessment) -> Iterator[str]:
    say, horizon = view.say, each.horizon
    yield say.plural(
        "{n} observation stands on passages verified word for word.",
        "{n} observations stand on passages verified word for word.",
        len(each.standing.counted),
    )
    if each.standing.awaiting:
        yield say.plural(
            "{n} observation awaits verification and enters nothing.",
            "{n} observations await verification and enter nothing.",
            len(each.standing.awaiting),
        )
    for conflict in each.conflicts:
        yield conflict_words(view, indicator, conflict)
    if horizon is not None and each.at_horizon is not None:
        yield say(
            "The latest evidence is of {day}: it is there that progress is judged. Value by then: "
            "{value}.",
            day=horizon, value=amount_words(view, indicator, each.at_horizon),
        )  # fmt: skip
    if each.value is not None and each.value.unknown and each.even and not each.even.unknown:
        yield say(
            "Which share falls within the plan was not published. If evenly spread over its days, "
            "it would be {value} on {day}: a reading, not a proof.",
            value=amount_words(view, indicator, each.even), day=view.on,
        )  # fmt: skip
    targets = judged_targets(indicator, view.simulate)
    if targets and each.progress is not None and each.at_horizon is not None:
        yield from _arithmetic(view, indicator, each, targets)
    elif targets and each.status is not None:
        aim = target_words(view, indicator, targets[-1])
        yield say("Target: keep {target}, the starting value, until {day}.", target=aim,
                  day=targets[-1].by)  # fmt: skip
    if each.status is None:
        yield say(REASONS_EXPLAINED[each.reason or "no-evidence"])
    else:
        yield say("Hence the status: {status}.", status=range_words(view, each.status))
    if each.stale and horizon is not None:
        yield say(
            "This is old: nothing has been published for more than one and a half reporting "
            "periods since {day}.",
            day=horizon,
        )


def _arithmetic(
    view: View, indicator: Indicator, each: Assessment, targets: list[Target]
) -> Iterator[str]:
    say, aim = view.say, targets[-1]
    baseline = baseline_of(indicator)
    assert baseline is not None
    assert each.progress is not None
    assert each.at_horizon is not None
    if indicator.nature == "steps":
        yield say(
            "Target: “{target}” by {day}, rank {aim} of {top}; starting from rank {base}, the rank "
            "by then is {value}. Share of the way: {share}.",
            target=target_words(view, indicator, aim), day=aim.by,
            aim=indicator.ranks[aim.step or ""], top=len(indicator.steps), base=baseline,
            value=each.at_horizon, share=share_words(view, each.progress),
        )  # fmt: skip
    else:
        yield say(
            "Target: {target} by {day}; starting value: {base}. Share of the way: "
            "({value} − {base}) / ({target} − {base}) = {share}.",
            target=target_words(view, indicator, aim), day=aim.by,
            base=_plain(view, baseline), value=_plain(view, each.at_horizon),
            share=share_words(view, each.progress),
        )  # fmt: skip
    if each.expected is not None:
        if each.expected == 0:
            yield say("Nothing was due yet.")
        else:
            yield say(
                "Expected by then: {expected}. Pace: {share} / {expected} = {pace}.",
                expected=say.percent(each.expected, 1), share=share_words(view, each.progress),
                pace=pace_words(view, each.progress, each.expected),
            )  # fmt: skip


def _plain(view: View, interval: Interval) -> str:
    return view.say("0 or more") if interval.unknown else view.say.interval(interval)


def share_words(view: View, share: Interval) -> str:
    """A share of the way as a percentage or a range of percentages."""
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
    """The pace, share of the way over what was expected."""
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
    # Enough decimals to stay on its side of the borders between statuses.
    exact, digits = Fraction(pace), 2
    while any((exact < edge) != (round(exact, digits) < edge) for edge in (ACCELERATE, ON_TRACK)):
        digits += 1
    return view.say.number(exact, digits)


def needed_words(view: View, indicator: Indicator) -> list[str]:
    """What value by when would be on track: at the day, each coming year's end, each target."""
    if view.assessments[indicator.id].reason == "definition-changed":
        return []  # before and after do not compare
    plan = view.plan.head.period
    days = {date(year, 12, 31) for year in range(view.on.year, plan.end.year + 1)}
    days |= {target.by for target in judged_targets(indicator, view.simulate)}
    told = []
    for day in sorted(day for day in days if view.on <= day <= plan.end):
        value = needed(indicator, plan, day, view.simulate)
        if value is None:
            continue
        if indicator.nature == "steps":
            rank = -(-value // 1)
            if rank < 1:
                continue  # nothing is due on a ladder before its date
            words = _step_name(view, indicator, rank)
        else:
            value = _enough(value, indicator)
            words = view.say.number(value) + _suffix(view, indicator, value)
        told.append(view.say("By {day}: {value}", day=day, value=words))
    return told


def _enough(value: Amount, indicator: Indicator) -> Amount:
    """A value that is needed, rounded to what is enough: people whole, percentages to tenths."""
    scale = 10 if indicator.unit == "percent" else 1
    rounded = floor if indicator.direction == "down" else ceil
    return Fraction(rounded(value * scale), scale)


def conflict_words(view: View, indicator: Indicator, conflict: Conflict) -> str:
    """Which observations cannot all be true, and which rule decided."""
    say = view.say
    told = say.join(
        say(
            "“{value}” ({period})",
            value=shown_words(view, indicator, i),
            period=period_words(view, indicator, indicator.observations[i]),
        )
        for i in conflict.members
    )
    rule = say(RULE_WORDS[conflict.rule])
    if conflict.rule == "alike":
        return say("{told} cannot all be true; {rule}.", told=told, rule=rule)
    aside = say.join(say.quoted(shown_words(view, indicator, i)) for i in conflict.set_aside)
    return say(
        "{told} cannot all be true; set aside: {aside}, as {rule}.",
        told=told, aside=aside, rule=rule,
    )  # fmt: skip


def solidity_words(view: View, indicator: Indicator) -> list[str]:
    """How well an indicator stands on its evidence, one sentence a criterion."""
    say, solid = view.say, view.solidity(indicator)
    if solid.best_passage is None or solid.best is None:
        return [say("No verified passage.")]
    told = [
        say(
            "Best source: {kind}, graded {grade} ({words}).",
            kind=say(RANK_WORDS[solid.best[0]]), grade=solid.best_passage.source.reliability,
            words=say(RELIABILITY_WORDS[solid.best_passage.source.reliability]),
        ),
        say.plural(
            "{n} independent origin.", "{n} independent origins.", solid.origins
        ),
    ]  # fmt: skip
    if solid.age is not None:
        told.append(
            say.plural(
                "Latest evidence {n} day before the day shown.",
                "Latest evidence {n} days before the day shown.",
                solid.age,
            )
        )
    if solid.parts_expected:
        told.append(
            say(
                "Breakdowns present: {n} of {total} expected.",
                n=len(solid.parts_present), total=len(solid.parts_expected),
            )
        )  # fmt: skip
    return told


# --- Two days ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What differs for one indicator between two views."""

    kind: Literal["appeared", "changed", "contradicted", "withdrawn"]
    indicator: Indicator
    sentence: str


def _disputed(assessment: Assessment) -> set[tuple[int, ...]]:
    """The observations that contradict each other, and those that a passage refutes."""
    members = {conflict.members for conflict in assessment.conflicts}
    return members | {(i,) for i in assessment.standing.contested}


@once
def changes(before: View, after: View) -> list[Change]:
    """What appeared, changed, was contradicted or was withdrawn from one view to a later one."""
    found: list[Change] = []
    for _, _, indicator in after.plan.indicators():
        old = before.assessments.get(indicator.id)
        new = after.assessments[indicator.id]
        name = indicator.name.told(after.language)
        args = {"name": name, "value": value_words(after, indicator)}
        if _disputed(new) - (_disputed(old) if old else set()):
            found.append(
                Change("contradicted", indicator,
                       after.say("{name}: sources now contradict each other.", **args))
            )  # fmt: skip
        had = old is not None and old.value is not None
        if new.value is not None and not had:
            told = after.say("{name}: first evidence, {value}.", **args)
            found.append(Change("appeared", indicator, told))
        elif had and new.value is None:
            told = after.say("{name}: no value stands any more.", **args)
            found.append(Change("withdrawn", indicator, told))
        elif old is not None and had:
            was = value_words(before, indicator) if indicator.id in before.assessments else ""
            # A rung is exact on its day and "at least" later, which is no news.
            same = old.retained == new.retained
            if not same or (was != args["value"] and indicator.nature == "flow"):
                sentence = after.say("{name}: {value}, after {was}.", **args, was=was)
                if was == args["value"]:
                    sentence = after.say("{name}: new evidence, {value}.", **args)
                found.append(Change("changed", indicator, sentence))
            elif old.status != new.status:
                found.append(
                    Change(
                        "changed",
                        indicator,
                        after.say(
                            "{name}: {status}, after {was}.", name=name,
                            status=status_words(after, new), was=status_words(before, old),
                        ),
                    )
                )  # fmt: skip
    return found


def grade_words(view: View, passage: Passage) -> str:
    """How a passage ranks, how reliable its source is, and what it relays."""
    say, source = view.say, passage.source
    told = say(
        "{kind}, reliability {grade} ({words})",
        kind=_capitalised(say(RANK_WORDS[passage.rank[0]])), grade=source.reliability,
        words=say(RELIABILITY_WORDS[source.reliability]),
    )  # fmt: skip
    if passage.origin != source.id:
        told = say("{told}; relays “{origin}”", told=told, origin=passage.origin)
    return f"{told}."


@once
def articles_finding(view: View) -> str:
    """What the articles carry, in one sentence."""
    published = [view.cited[name] for name in view.known_sources if name in view.cited]
    several = [passage for cited in published for _, passage in cited]
    green = sum(passage.green for passage in several)
    return view.say.plural(
        "{n} article carries {passages} passages, of which {green} are verified word for word.",
        "{n} articles carry {passages} passages, of which {green} are verified word for word.",
        len(published), passages=len(several), green=green,
    )  # fmt: skip


@once
def gaps_finding(view: View) -> str:
    """What is contradicted and what nobody knows, in one sentence."""
    say, whole = view.say, view.whole
    disputed = sum(
        bool(each.conflicts or each.standing.contested) for each in view.assessments.values()
    )
    silent = whole.indicators - whole.with_evidence
    first = say.plural(
        "{n} indicator of {total} has no proven value",
        "{n} indicators of {total} have no proven value",
        silent, total=whole.indicators,
    )  # fmt: skip
    if not disputed:
        return say("{first}; no two sources contradict each other.", first=first)
    second = say.plural(
        "on {n} indicator sources contradict each other",
        "on {n} indicators sources contradict each other",
        disputed,
    )
    return say("{first}; {second}.", first=first, second=second)


@once
def timeline_finding(view: View) -> str:
    """What the dated facts span, in one sentence."""
    facts = view.facts
    if not facts:
        return view.say("No dated fact was known.")
    inside = sum(
        (fact.period.start or fact.period.end) >= view.plan.start
        and fact.period.end <= view.plan.end
        for fact in facts
    )
    return view.say.plural(
        "{n} dated fact is on record, the latest of {last}.",
        "{n} dated facts are on record, {inside} of them within the plan, the latest of {last}.",
        len(facts), inside=inside, last=facts[-1].period.end,
    )  # fmt: skip


# --- Attention and citation ----------------------------------------------------------------------


def fact_words(view: View, fact: Fact) -> str:
    """One dated fact in words."""
    return shown_words(view, fact.indicator, fact.index)


Care = tuple[str, str, dict[str, str]]


@once
def attention(view: View, problems: Sequence[Problem]) -> list[Care]:
    """What wants care: each a sentence, the page where it is seen, and the page's parameters."""
    return list(_wants_care(view, problems))


def _wants_care(view: View, problems: Sequence[Problem]) -> Iterator[Care]:
    say = view.say
    for _, _, indicator in view.plan.indicators():
        each = view.assessments[indicator.id]
        name = indicator.name.told(view.language)
        where = {"indicator": indicator.id}
        if each.conflicts or each.standing.contested:
            yield say("{name}: sources contradict each other.", name=name), "indicator", where
        if each.standing.awaiting:
            yield (
                say.plural(
                    "{name}: {n} value awaits verification.",
                    "{name}: {n} values await verification.",
                    len(each.standing.awaiting), name=name,
                ),
                "indicator",
                where,
            )  # fmt: skip
    silent = view.whole.indicators - view.whole.with_evidence
    if silent:
        told = say.plural(
            "{n} indicator has no proven value.", "{n} indicators have no proven value.",
            silent,
        )  # fmt: skip
        yield told, "conflicts", {}
    old = [
        indicator
        for _, _, indicator in view.plan.indicators()
        if view.assessments[indicator.id].stale
    ]
    if old:
        yield (
            say.plural(
                "The evidence of {n} indicator is old: {names}.",
                "The evidence of {n} indicators is old: {names}.",
                len(old), names=_few(view, [each.name.told(view.language) for each in old]),
            ),
            "timeline",
            {},
        )  # fmt: skip
    lacking = sum(
        not judged_targets(indicator) and indicator.direction != "context"
        for _, _, indicator in view.plan.indicators()
    )
    if lacking:
        told = say.plural(
            "{n} indicator has no target.", "{n} indicators have no target.",
            lacking,
        )  # fmt: skip
        yield told, "axis", {}
    warnings = sum(problem.severity == "warning" for problem in problems)
    if warnings:
        told = say.plural(
            "The file has {n} warning: python -m plan check says which.",
            "The file has {n} warnings: python -m plan check says which.",
            warnings,
        )
        yield told, "method", {}


def _few(view: View, names: list[str], most: int = 3) -> str:
    if len(names) <= most:
        return view.say.join(names)
    return view.say.join(
        [*names[:most], view.say.plural("{n} other", "{n} others", len(names) - most)]
    )


def citation(view: View, indicator: Indicator, link: str) -> str:
    """A value ready to be quoted: with its qualifier, passages, articles, day and link."""
    say, language = view.say, view.language
    name = indicator.name.told(language)
    lines = [say("{name}: {value}", name=name, value=value_words(view, indicator))]
    quoted = {
        (passage.source.id, passage.evidence.quote): passage for passage in view.proof(indicator)
    }
    for passage in quoted.values():
        source = passage.source
        title = say.quoted(source.title.told(language)) if source.title else ""
        lines.append(say.quoted(passage.evidence.quote))
        lines.append(", ".join(filter(None, (source.author, title, source_words(view, source)))))
    lines.append(
        say("As of {on}, as known on {known}. {title}", on=view.on, known=view.known,
            title=view.plan.head.title.told(language))
    )  # fmt: skip
    return "\n".join([*lines, link])


def summary(view: View) -> list[str]:
    """The whole plan in lines of text, for a terminal."""
    lines = [view.plan.head.title.told(view.language), overview_finding(view), ""]
    for axis in view.plan.axes:
        lines += [f"{axis.name.told(view.language)} — {axis_finding(view, axis)}"]
        for indicator in axis.indicators:
            each = view.assessments[indicator.id]
            lines.append(
                f"  {indicator.id:<6} {indicator.name.told(view.language)} — "
                f"{value_words(view, indicator)} [{dated_status_words(view, each)}]"
            )
    return lines
