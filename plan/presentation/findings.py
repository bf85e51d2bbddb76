"""The finding of each page in one sentence; what needs attention; the whole plan in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plan.edition.view import View, cached_by_axis, cached_by_view
from plan.locale.translation import Say
from plan.method.coverage import Tally, may_be_reached
from plan.method.targets import judged_targets
from plan.model.records import Axis, Indicator, Source
from plan.presentation.glossary import JUDGED_WORDS, REASONS_EXPLAINED
from plan.presentation.states import state_of
from plan.presentation.values import (
    capitalised,
    dated_status_words,
    first_names,
    publisher_words,
    status_words,
    value_words,
)
from plan.problems import Problem

_MOST_NAMES: Final = 3
_MOST_IDS: Final = 6
#: The bases of targets that are judged, outside a simulation and in one.
_JUDGED: Final = {False: ("official", "derived"), True: ("official", "derived", "proposed")}


@cached_by_view
def overview_finding(view: View) -> str:
    """The status of the plan, in at most 25 words."""
    say, whole = view.say, view.whole
    if not whole.indicators:
        return say("The plan has no indicator yet.")
    if not whole.with_evidence:
        return say("On {day}, no indicator has a proven value.", day=view.on)
    return f"{_evidence_words(view, whole)} {_targets_finding(view)}"


def _evidence_words(view: View, count: Tally) -> str:
    return view.say.plural(
        "{n} of {total} indicators has a proven value.",
        "{n} of {total} indicators have a proven value.",
        count.with_evidence, total=count.indicators,
    )  # fmt: skip


def _targets_finding(view: View) -> str:
    """How many targets there are, on what they are based, and how many of them are reached."""
    say, whole = view.say, view.whole
    bases = _bases(view, view.plan.indicator.values())
    official, derived = bases["official"], bases["derived"]
    proposed = bases["proposed"] if view.simulate else 0
    judged = official + derived + proposed
    if not judged:
        return say("No target is published: none can be assessed.")
    if judged == 1:
        target = say("The only target published") if official else say(
            "No target is published; the only one deduced from the plan"
        ) if derived else say("No target is published; the only one proposed")  # fmt: skip
        if whole.reached_at_least:
            return say("{target} is reached.", target=target)
        return say("{target} is not proven reached.", target=target)
    reached = reached_words(view, whole.reached_at_least)
    if official == judged:
        return say("Of {n} targets published, {reached}.", n=judged, reached=reached)
    if derived == judged:
        return say(
            "No target is published; of {n} deduced from the plan, {reached}.",
            n=judged, reached=reached,
        )  # fmt: skip
    if proposed == judged:
        return say("No target is published; of {n} proposed, {reached}.", n=judged, reached=reached)
    parts = [
        say.plural("{n} published", "{n} published", official),
        say.plural("{n} deduced", "{n} deduced", derived) if derived else "",
        say.plural("{n} proposed", "{n} proposed", proposed) if proposed else "",
    ]
    counted = ", ".join(filter(None, parts))
    return say("Of {n} targets ({parts}), {reached}.", n=judged, parts=counted, reached=reached)


def reached_words(view: View, number: int) -> str:
    """How many of several targets are proven reached."""
    if not number:
        return view.say("none is proven reached")
    return view.say.plural("{n} is proven reached", "{n} are proven reached", number)


def _basis(indicator: Indicator, simulate: bool) -> str:
    """On what the target of an indicator is based; ``context`` or ``none`` where it has none.

    Of several targets the last one counts; a proposed one outside a simulation only where no other
    is there.
    """
    if indicator.direction == "context":
        return "context"
    judged = judged_targets(indicator, simulate)
    if judged:
        return judged[-1].basis
    return "proposed" if indicator.targets else "none"


def _bases(view: View, indicators: Iterable[Indicator]) -> Counter[str]:
    return Counter(_basis(indicator, view.simulate) for indicator in indicators)


@cached_by_view
def overview_counts(view: View) -> tuple[str, ...]:
    """What the sentence of the overview leaves out: the indicators by their targets, adding up to
    all of them; the targets that are perhaps reached, and those without evidence.
    """
    say, bases = view.say, _bases(view, view.plan.indicator.values())
    if not view.whole.indicators:
        return ()
    parts = [
        say.plural("{n} has a published target", "{n} have a published target", bases["official"])
        if bases["official"]
        else say("none has a published target")
    ]
    if n := bases["derived"]:
        parts.append(say.plural("{n} has a target deduced from the plan",
                                "{n} have a target deduced from the plan", n))  # fmt: skip
    if n := bases["proposed"]:
        parts.append(say.plural("{n} has a target that is only proposed",
                                "{n} have a target that is only proposed", n))  # fmt: skip
    if n := bases["none"]:
        parts.append(say.plural("{n} has no target", "{n} have no target", n))
    if n := bases["context"]:
        parts.append(say.plural("{n} gives context only and is not assessed",
                                "{n} give context only and are not assessed", n))  # fmt: skip
    counted = say.plural("Of {n} indicator, {parts}.", "Of {n} indicators, {parts}.",
                         view.whole.indicators, parts=say.join(parts))  # fmt: skip
    open_ones = [
        indicator.id
        for indicator in view.plan.indicator.values()
        if _basis(indicator, view.simulate) in _JUDGED[view.simulate]
        and may_be_reached(view.assessments[indicator.id])
        and not view.assessments[indicator.id].reached
    ]
    proven = {each for each in open_ones if view.assessments[each].screening.counted}
    sentences = [counted]
    if perhaps := [each for each in open_ones if each in proven]:
        named = say.join(first_names(say, perhaps, _MOST_IDS))
        sentences.append(say("Targets perhaps reached: {names}.", names=named))
    if silent := [each for each in open_ones if each not in proven]:
        named = say.join(first_names(say, silent, _MOST_IDS))
        sentences.append(say("Targets without evidence: {names}.", names=named))
    return tuple(sentences)


@cached_by_axis
def axis_targets_words(view: View, axis: Axis) -> str:
    """The targets of an axis by their bases and by the states they are in, which add up."""
    say, judged_bases = view.say, _JUDGED[view.simulate]
    judged = [each for each in axis.indicators if _basis(each, view.simulate) in judged_bases]
    bases = _bases(view, judged)
    if not judged:
        return say("No target.")
    if bases["official"] == len(judged):
        targets = say.plural("{n} published target", "{n} published targets", len(judged))
    elif bases["derived"] == len(judged):
        targets = say.plural("{n} deduced target", "{n} deduced targets", len(judged))
    elif bases["proposed"] == len(judged):
        targets = say.plural("{n} proposed target", "{n} proposed targets", len(judged))
    elif not bases["official"]:
        targets = say("{n} targets that are not published", n=len(judged))
    else:
        targets = say.plural("{total} targets, {n} of them published",
                             "{total} targets, {n} of them published",
                             bases["official"], total=len(judged))  # fmt: skip
    states = Counter(state_of(view, each) for each in judged)
    parts = [say.plural("{n} reached", "{n} reached", states["reached"])] * bool(states["reached"])
    parts += [say(JUDGED_WORDS[state], n=states[state]) for state in JUDGED_WORDS if states[state]]
    return say("{targets}: {states}.", targets=targets, states=", ".join(parts))


@cached_by_view
def proving_sources(view: View) -> tuple[Source, ...]:
    """The articles that prove a value, earliest first."""
    carrying = {
        passage.source.id
        for indicator in view.proven
        for i in view.assessments[indicator.id].screening.counted
        for passage in view.dossier(indicator).observations[i]
        if passage.counts(view.known)
    }
    return tuple(view.plan.source[name] for name in view.known_sources if name in carrying)


@cached_by_view
def sources_finding(view: View) -> str:
    """Who published the proven values, and when, in one sentence."""
    sources = proving_sources(view)
    if not sources:
        return view.say("No article published by this date proves a value.")
    publishers = sorted({publisher_words(view, source) for source in sources})
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


@cached_by_axis
def axis_finding(view: View, axis: Axis) -> str:
    """The status of an axis: how many of its indicators have evidence, and its targets."""
    count = view.tallies[axis.id]
    if not count.indicators:
        return view.say("This axis has no indicator yet.")
    return f"{_evidence_words(view, count)} {axis_targets_words(view, axis)}"


def indicator_finding(view: View, indicator: Indicator) -> str:
    """The value of an indicator, its latest evidence and its status, in short sentences."""
    say, each = view.say, view.assessments[indicator.id]
    if each.horizon is None:
        return f"{status_words(view, each)}. {say(REASONS_EXPLAINED[each.reason or 'no-evidence'])}"
    if each.value is None:
        return say("{status}. Latest evidence: {day}.", status=status_words(view, each),
                   day=each.horizon)  # fmt: skip
    return say(
        "{value}. Latest evidence: {day}. {status}.",
        value=capitalised(value_words(view, indicator)), day=each.horizon,
        status=status_words(view, each),
    )  # fmt: skip


@cached_by_view
def articles_finding(view: View) -> str:
    """How many articles and passages there are, in one sentence."""
    published = [view.cited[name] for name in view.known_sources if name in view.cited]
    several = [passage for cited in published for _, passage in cited]
    green = sum(passage.green for passage in several)
    return view.say.plural(
        "{n} article with {passages} passages, {green} of them verified word for word.",
        "{n} articles with {passages} passages, {green} of them verified word for word.",
        len(published), passages=len(several), green=green,
    )  # fmt: skip


@cached_by_view
def gaps_finding(view: View) -> str:
    """How many indicators are contradicted or not proven, in one sentence."""
    say, whole = view.say, view.whole
    disputed = sum(
        bool(each.conflicts or each.screening.contested) for each in view.assessments.values()
    )
    silent = whole.indicators - whole.with_evidence
    first = say("Every indicator has a proven value") if not silent else say.plural(
        "{n} indicator of {total} has no proven value",
        "{n} indicators of {total} have no proven value",
        silent, total=whole.indicators,
    )  # fmt: skip
    if not disputed:
        return say("{first}; no contradictory sources.", first=first)
    second = say.plural(
        "contradictory sources on {n} indicator",
        "contradictory sources on {n} indicators",
        disputed,
    )
    return say("{first}; {second}.", first=first, second=second)


@cached_by_view
def timeline_finding(view: View) -> str:
    """How many dated facts there are, and the latest, in one sentence."""
    facts = view.facts
    if not facts:
        return view.say("No dated fact at this date.")
    inside = sum(
        (fact.period.start or fact.period.end) >= view.plan.start
        and fact.period.end <= view.plan.end
        for fact in facts
    )
    return view.say.plural(
        "{n} dated fact, the latest of {last}.",
        "{n} dated facts, {inside} of them within the plan, the latest of {last}.",
        len(facts), inside=inside, last=facts[-1].period.end,
    )  # fmt: skip


#: A sentence, the page that shows more, and the parameters of that page's address.
Concern = tuple[str, str, dict[str, str]]


def attention(view: View, problems: Sequence[Problem]) -> tuple[Concern, ...]:
    """What needs attention: in the plan, then in its file, whose ``problems`` are given."""
    warnings = sum(problem.severity == "warning" for problem in problems)
    if not warnings:
        return _attention(view)
    sentence = view.say.plural("The file has {n} warning.", "The file has {n} warnings.", warnings)
    return *_attention(view), (sentence, "problems", {})


@cached_by_view
def _attention(view: View) -> tuple[Concern, ...]:
    return tuple(_needs_attention(view))


def _needs_attention(view: View) -> Iterator[Concern]:
    say = view.say
    for _, _, indicator in view.plan.indicators():
        each = view.assessments[indicator.id]
        name = indicator.name.in_language(view.language)
        where = {"indicator": indicator.id}
        if each.conflicts or each.screening.contested:
            yield say("{name}: contradictory sources.", name=name), "indicator", where
        if each.screening.awaiting:
            yield (
                say.plural(
                    "{name}: {n} value is still to be verified.",
                    "{name}: {n} values are still to be verified.",
                    len(each.screening.awaiting), name=name,
                ),
                "indicator",
                where,
            )  # fmt: skip
    silent = view.whole.indicators - view.whole.with_evidence
    if silent:
        sentence = say.plural(
            "{n} indicator is not reported.", "{n} indicators are not reported.",
            silent,
        )  # fmt: skip
        yield sentence, "conflicts", {}
    old = [
        indicator.name.in_language(view.language)
        for _, _, indicator in view.plan.indicators()
        if view.assessments[indicator.id].stale
    ]
    if old:
        yield (
            say.plural(
                "The evidence of {n} indicator is old: {names}.",
                "The evidence of {n} indicators is old: {names}.",
                len(old), names=say.join(first_names(say, old, _MOST_NAMES)),
            ),
            "timeline",
            {},
        )  # fmt: skip
    lacking = sum(
        not judged_targets(indicator) and indicator.direction != "context"
        for _, _, indicator in view.plan.indicators()
    )
    if lacking:
        sentence = say.plural(
            "{n} indicator has no target.", "{n} indicators have no target.",
            lacking,
        )  # fmt: skip
        yield sentence, "axis", {}


def summary(view: View) -> list[str]:
    """The whole plan in lines of text, for a terminal."""
    lines = [view.plan.head.title.in_language(view.language), overview_finding(view), ""]
    for axis in view.plan.axes:
        lines += [f"{axis.name.in_language(view.language)} — {axis_finding(view, axis)}"]
        for indicator in axis.indicators:
            each = view.assessments[indicator.id]
            lines.append(
                f"  {indicator.id:<6} {indicator.name.in_language(view.language)} — "
                f"{value_words(view, indicator)} [{dated_status_words(view, each)}]"
            )
    return lines


def problems_finding(say: Say, problems: Sequence[Problem]) -> str:
    """How many problems the file has, by severity, in one sentence."""
    if not problems:
        return say("The file has no problem.")
    counts: Counter[str] = Counter(each.severity for each in problems)
    worded = {
        "error": say.plural("{n} error", "{n} errors", counts["error"]),
        "warning": say.plural("{n} warning", "{n} warnings", counts["warning"]),
        "notice": say.plural("{n} notice", "{n} notices", counts["notice"]),
    }
    counted = say.join(words for severity, words in worded.items() if counts[severity])
    if counts["error"]:
        return say(
            "{told}: the errors must be corrected before the file can be read.", told=counted
        )
    return say("{told}: the file can be read.", told=counted)
