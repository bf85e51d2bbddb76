"""The finding of each page in one sentence; what needs attention; the whole plan in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plan.edition.view import View, cached_by_axis, cached_by_view
from plan.locale.translation import Say
from plan.method.targets import judged_targets
from plan.model.records import Axis, Indicator
from plan.presentation.glossary import REASONS_EXPLAINED
from plan.presentation.values import (
    capitalised,
    dated_status_words,
    first_names,
    lowered,
    publisher_words,
    status_words,
    value_words,
)
from plan.problems import Problem

_MOST_NAMES: Final = 3


@cached_by_view
def overview_finding(view: View) -> str:
    """The status of the plan, in one sentence."""
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
    """How many indicators have a judged target, whose last is of a basis where one is given."""
    lasts = [
        judged_targets(indicator, view.simulate)[-1:]
        for indicator in indicators
        if indicator.direction != "context"
    ]
    return sum(bool(last) and basis in ("", last[0].basis) for last in lasts)


@cached_by_axis
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


@cached_by_axis
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


@cached_by_view
def sources_finding(view: View) -> str:
    """Who published the proven values, and when, in one sentence."""
    carrying = {
        passage.source.id
        for _, _, indicator in view.plan.indicators()
        for i in view.assessments[indicator.id].screening.counted
        for passage in view.dossier(indicator).observations[i]
        if passage.counts(view.known)
    }
    sources = [view.plan.source[name] for name in view.known_sources if name in carrying]
    if not sources:
        return view.say("No article published by then proves a value.")
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
    """The status of an axis, in one sentence."""
    say, count = view.say, view.tallies[axis.id]
    if not count.indicators:
        return say("This axis has no indicator yet.")
    counted = say.plural(
        "{known} of one indicator rests on verified passages",
        "{known} of {n} indicators rest on verified passages",
        count.indicators, known=count.with_evidence,
    )  # fmt: skip
    if not count.assessable:
        return say("{told}; none can be judged yet.", told=counted)
    judged = say.plural("one can be judged", "{n} can be judged", count.assessable)
    return say("{told}; {judged}.", told=counted, judged=judged)


def indicator_finding(view: View, indicator: Indicator) -> str:
    """The status of an indicator, in one sentence."""
    say, each = view.say, view.assessments[indicator.id]
    if each.horizon is None:
        return f"{status_words(view, each)}. {say(REASONS_EXPLAINED[each.reason or 'no-evidence'])}"
    if each.value is None:
        return say("{status}, by evidence up to {day}.", status=status_words(view, each),
                   day=each.horizon)  # fmt: skip
    return say(
        "{value}, by evidence up to {day}: {status}.",
        value=capitalised(value_words(view, indicator)), day=each.horizon,
        status=lowered(status_words(view, each)),
    )  # fmt: skip


@cached_by_view
def articles_finding(view: View) -> str:
    """How many articles and passages there are, in one sentence."""
    published = [view.cited[name] for name in view.known_sources if name in view.cited]
    several = [passage for cited in published for _, passage in cited]
    green = sum(passage.green for passage in several)
    return view.say.plural(
        "{n} article carries {passages} passages, of which {green} are verified word for word.",
        "{n} articles carry {passages} passages, of which {green} are verified word for word.",
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


@cached_by_view
def timeline_finding(view: View) -> str:
    """How many dated facts there are, and the latest, in one sentence."""
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
            yield say("{name}: sources contradict each other.", name=name), "indicator", where
        if each.screening.awaiting:
            yield (
                say.plural(
                    "{name}: {n} value awaits verification.",
                    "{name}: {n} values await verification.",
                    len(each.screening.awaiting), name=name,
                ),
                "indicator",
                where,
            )  # fmt: skip
    silent = view.whole.indicators - view.whole.with_evidence
    if silent:
        sentence = say.plural(
            "{n} indicator has no proven value.", "{n} indicators have no proven value.",
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
        return say("{told}: errors prevent a faithful reading, and are to be mended.", told=counted)
    return say("{told}: none prevents the reading of the file.", told=counted)
