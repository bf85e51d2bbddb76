"""The explanation of a status, with its arithmetic; its solidity; a value ready to be cited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor

from plan.edition.view import View
from plan.locale.isolation import isolate
from plan.method.assessment import Assessment
from plan.method.counting import Conflict
from plan.method.targets import baseline_of, judged_targets, needed
from plan.model.quantities import Amount
from plan.model.records import Indicator, Target
from plan.presentation.glossary import (
    RANK_WORDS,
    REASON_WORDS,
    REASONS_EXPLAINED,
    RELIABILITY_WORDS,
    RULE_WORDS,
)
from plan.presentation.values import (
    amount_words,
    lowered,
    pace_words,
    period_words,
    plain_interval,
    range_words,
    share_words,
    shown_words,
    source_words,
    step_name,
    target_words,
    unit_suffix,
    value_words,
)


def explanation(view: View, indicator: Indicator) -> list[str]:
    """The derivation of the status, with its numbers, one sentence for each step."""
    return list(_explained(view, indicator, view.assessments[indicator.id]))


def _explained(view: View, indicator: Indicator, each: Assessment) -> Iterator[str]:
    say, horizon = view.say, each.horizon
    yield say.plural(
        "{n} value is proven by a passage that was found word for word in its article.",
        "{n} values are proven by passages that were found word for word in their articles.",
        len(each.screening.counted),
    )
    if each.screening.awaiting:
        yield say.plural(
            "{n} value is still to be verified: it does not count yet.",
            "{n} values are still to be verified: they do not count yet.",
            len(each.screening.awaiting),
        )
    for conflict in each.conflicts:
        yield conflict_words(view, indicator, conflict)
    if horizon is not None and each.at_horizon is not None:
        yield say(
            "The latest evidence is of {day}; progress is assessed at that date. Value: {value}.",
            day=horizon, value=amount_words(view, indicator, each.at_horizon),
        )  # fmt: skip
    if each.value is not None and each.value.unknown and each.even and not each.even.unknown:
        yield say(
            "The part that falls within the plan is not published. Spread evenly over the days, "
            "it would be {value} on {day}: an estimate, not a proof.",
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
        yield say("Status: {status}.", status=range_words(view, each.status))
    if each.stale and horizon is not None:
        yield say(
            "Old evidence: the latest is of {day}, more than one and a half reporting periods ago.",
            day=horizon,
        )


def calculation_line(view: View, indicator: Indicator) -> str:
    """The derivation of the status in one line."""
    say, each = view.say, view.assessments[indicator.id]
    counted = say.plural("{n} verified value", "{n} verified values", len(each.screening.counted))
    if indicator.direction == "context":
        return say("{counted}, shown as context", counted=counted)
    targets = judged_targets(indicator, view.simulate)
    if not targets:
        return say("{counted}, no target to compare with", counted=counted)
    if each.status is None:
        return say("{counted}; {reason}", counted=counted,
                   reason=lowered(say(REASON_WORDS[each.reason or "no-evidence"])))  # fmt: skip
    return say("{counted}, compared with the target: {status}", counted=counted,
               status=lowered(range_words(view, each.status)))  # fmt: skip


def _arithmetic(
    view: View, indicator: Indicator, each: Assessment, targets: tuple[Target, ...]
) -> Iterator[str]:
    say, aim = view.say, targets[-1]
    baseline = baseline_of(indicator)
    assert baseline is not None
    assert each.progress is not None
    assert each.at_horizon is not None
    if indicator.nature == "steps":
        yield say(
            "Target: “{target}” by {day}, step {aim} of {top}; starting point: {base}; step "
            "reached: {value}. Progress: {share}.",
            target=target_words(view, indicator, aim), day=aim.by,
            aim=indicator.ranks[aim.step or ""], top=len(indicator.steps), base=baseline,
            value=each.at_horizon, share=share_words(view, each.progress),
        )  # fmt: skip
    else:
        yield say(
            "Target: {target} by {day}; starting value: {base}. Progress: ({value} − {base}) / "
            "({target} − {base}) = {share}.",
            target=target_words(view, indicator, aim), day=aim.by,
            base=plain_interval(view, baseline), value=plain_interval(view, each.at_horizon),
            share=share_words(view, each.progress),
        )  # fmt: skip
    if each.expected is not None:
        if each.expected == 0:
            yield say("Nothing was expected yet.")
        else:
            yield say(
                "Expected at that date: {expected}. Pace: {share} / {expected} = {pace}.",
                expected=say.percent(each.expected, 1), share=share_words(view, each.progress),
                pace=pace_words(view, each.progress, each.expected),
            )  # fmt: skip


def needed_words(view: View, indicator: Indicator) -> list[str]:
    """The values that would be on track: on the day, at each coming year's end, for each target."""
    if view.assessments[indicator.id].reason == "definition-changed":
        return []  # before and after do not compare
    plan = view.plan.head.period
    days = {date(year, 12, 31) for year in range(view.on.year, plan.end.year + 1)}
    days |= {target.by for target in judged_targets(indicator, view.simulate)}
    sentences = []
    for day in sorted(day for day in days if view.on <= day <= plan.end):
        value = needed(indicator, plan, day, view.simulate)
        if value is None:
            continue
        if indicator.nature == "steps":
            rank = -(-value // 1)
            if rank < 1:
                continue  # nothing is due on a ladder before its date
            words = step_name(view, indicator, rank)
        else:
            value = _enough(value, indicator)
            words = view.say.number(value) + unit_suffix(view, indicator, value)
        sentences.append(view.say("By {day}: {value}", day=day, value=words))
    return sentences


def _enough(value: Amount, indicator: Indicator) -> Amount:
    """A needed value, rounded to what suffices: percentages to tenths, all else to units."""
    scale = 10 if indicator.unit == "percent" else 1
    rounded = floor if indicator.direction == "down" else ceil
    return Fraction(rounded(value * scale), scale)


def conflict_words(view: View, indicator: Indicator, conflict: Conflict) -> str:
    """The observations that cannot all be true, and the rule that decided between them."""
    say = view.say
    values = say.join(
        say(
            "“{value}” ({period})",
            value=shown_words(view, indicator, i),
            period=period_words(view, indicator, indicator.observations[i]),
        )
        for i in conflict.members
    )
    rule = say(RULE_WORDS[conflict.rule])
    if conflict.rule == "alike":
        return say("{values} cannot all be true; {rule}.", values=values, rule=rule)
    aside = say.join(say.quoted(shown_words(view, indicator, i)) for i in conflict.set_aside)
    return say(
        "{values} cannot all be true; set aside: {aside}, as {rule}.",
        values=values, aside=aside, rule=rule,
    )  # fmt: skip


def solidity_words(view: View, indicator: Indicator) -> list[str]:
    """The solidity of an indicator's evidence, one sentence for each criterion."""
    say, solid = view.say, view.solidity(indicator)
    if solid.best_passage is None or solid.best is None:
        return [say("No verified passage.")]
    sentences = [
        say(
            "Best source: {kind}, reliability {grade} ({words}).",
            kind=say(RANK_WORDS[solid.best[0]]), grade=solid.best_passage.source.reliability,
            words=say(RELIABILITY_WORDS[solid.best_passage.source.reliability]),
        ),
        say.plural(
            "{n} independent origin.", "{n} independent origins.", solid.origins
        ),
    ]  # fmt: skip
    return sentences


def citation(view: View, indicator: Indicator, link: str) -> str:
    """A value ready to be cited: with its qualifier, passages, articles, day and link."""
    say, language = view.say, view.language
    name = indicator.name.in_language(language)
    lines = [say("{name}: {value}", name=name, value=value_words(view, indicator))]
    quoted = {
        (passage.source.id, passage.evidence.quote): passage for passage in view.proof(indicator)
    }
    for passage in quoted.values():
        source = passage.source
        title = say.quoted(source.title.in_language(language)) if source.title else ""
        lines.append(say.quoted(passage.evidence.quote))
        where = filter(None, (source.author, title, source_words(view, source)))
        lines.append(", ".join(map(isolate, where)))
    lines.append(
        say("As of {on}, from what was published up to {known}. {title}", on=view.on,
            known=view.known, title=view.plan.head.title.in_language(language))
    )  # fmt: skip
    return "\n".join([*lines, link])
