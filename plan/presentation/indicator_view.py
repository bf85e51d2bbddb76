"""What the page of an indicator says: its value and state, the proof, what is missing, its sheet.

In: a view and an indicator. Out: frozen values in words of the view's language, which
``plan.ui.indicator_sheet`` draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import Final, NamedTuple

from plan.edition.view import View
from plan.evidence.dossier import Passage
from plan.locale.isolation import isolate
from plan.method.assessment import Assessment
from plan.method.counting import interval_of, is_lasting
from plan.method.solidity import decisive_observations
from plan.method.status import NoStatusReason, is_completed
from plan.method.targets import baseline_of, judged_targets
from plan.model.quantities import Period
from plan.model.records import Indicator, Text
from plan.presentation.explanations import solidity_words
from plan.presentation.glossary import (
    BASIS_WORDS,
    DIRECTION_WORDS,
    FREQUENCY_WORDS,
    LEVEL_WORDS,
    NATURE_WORDS,
    RANK_WORDS,
    REASON_WORDS,
    REASONS_EXPLAINED,
)
from plan.presentation.short_values import large_value, value_note
from plan.presentation.states import state_of, state_words
from plan.presentation.values import (
    amount_words,
    begins_early,
    capitalised,
    facts_of_flow,
    known_in_year,
    lowered,
    observation_title,
    period_words,
    plan_start_words,
    share_words,
    source_words,
    step_name,
    target_basis_words,
    target_title,
    use_words,
)

#: Reasons that the pill of the state says in full.
_SAID: Final[tuple[NoStatusReason, ...]] = ("context", "no-target")


@dataclass(frozen=True, slots=True)
class Headline:
    """The value in large type with the line beside it, the state in pills, and what it means.

    ``state`` is a code of ``states.SIGNS``, with its ``words``; ``old`` and ``warnings`` are pills
    of their own. Each is empty where there is nothing of the kind.
    """

    value: str
    note: str
    state: str
    words: str
    old: str
    warnings: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class MissingCard:
    """What is shown in place of a value: what is missing, who is to report it, since when."""

    indicator: str
    title: str
    sentences: tuple[str, ...]


class Cited(NamedTuple):
    """A passage, and below what it is shown: an observed value, a target, the baseline."""

    title: str
    remark: str
    passage: Passage


# --- Value and state -----------------------------------------------------------------------------


def headline(view: View, indicator: Indicator) -> Headline:
    """The value, the state, and in one or two sentences what they mean."""
    say, each = view.say, view.assessments[indicator.id]
    silent = not each.screening.counted
    warnings = []
    if each.conflicts and not each.disputed:
        warnings.append(say("contradictory sources"))
    if set(each.screening.contested) & set(each.retained):
        warnings.append(say("contradicted by a passage"))
    old = say("old evidence: {day}", day=each.horizon) if each.stale and each.horizon else ""
    value = say(REASON_WORDS["no-evidence"]) if silent else large_value(view, indicator)
    return Headline(
        value=value,
        note="" if silent else _note(view, indicator, each),
        state=state_of(view, indicator),
        words="" if silent else state_words(view, indicator),
        old=old,
        warnings=tuple(warnings),
        meaning=" ".join(_meaning(view, indicator, each)),
    )


def _note(view: View, indicator: Indicator, each: Assessment) -> str:
    """The line beside the value: its day or period, and the published figure it is a part of."""
    if indicator.nature != "flow" or each.value is None or not each.value.unknown:
        return value_note(view, indicator)
    facts = facts_of_flow(view, indicator)
    period = period_words(view, indicator, facts[-1]) if facts else ""
    return view.say("published figure ({period})", period=period) if facts else ""


def _meaning(view: View, indicator: Indicator, each: Assessment) -> Iterator[str]:
    say = view.say
    if not each.screening.counted:
        yield say("No article proves a value. This does not mean zero.")
        return
    if each.value is not None:
        if indicator.nature == "flow":
            yield from _flow_meaning(view, indicator, each)
        elif indicator.nature == "steps":
            yield from _step_meaning(view, indicator, each)
    if each.disputed:
        yield say(REASONS_EXPLAINED["conflict"])
    elif each.reason is not None and each.reason not in _SAID:
        yield say(REASONS_EXPLAINED[each.reason])
    if is_completed(indicator, each.value):
        yield say("This is the last step: nothing more is expected.")
    yield from _target_meaning(view, indicator, each)
    if each.horizon and each.horizon < view.on and not is_completed(indicator, each.value):
        yield say("Nothing is published for the time after {day}.", day=each.horizon)


def _flow_meaning(view: View, indicator: Indicator, each: Assessment) -> Iterator[str]:
    """What lies outside the plan, and the estimate of an even spread where it says more."""
    say, plan = view.say, view.plan
    assert each.value is not None
    early = [fact for fact in facts_of_flow(view, indicator) if begins_early(view, fact)]
    if early:
        outside = _before(early[-1].period, plan.start)
        if outside is None:
            yield say(
                "The start of this count is not published: how much dates from {start} or "
                "later is not known.",
                start=plan_start_words(view),
            )
        elif each.value.unknown:
            yield say(
                "{period} comes before the plan: how much dates from {start} or later is not "
                "known.",
                period=capitalised(say.period(outside)), start=plan_start_words(view),
            )  # fmt: skip
        else:
            yield say(
                "The published figure covers {whole}, and {period} comes before the plan. Certain "
                "within the plan: {value}.",
                whole=say.period(early[-1].period), period=say.period(outside),
                value=amount_words(view, indicator, each.value),
            )  # fmt: skip
    if each.even and not each.even.unknown and each.even != each.value:
        yield say(
            "Spread evenly over the days, it would be {value}: an estimate, not a proof.",
            value=amount_words(view, indicator, each.even),
        )


def _before(period: Period, start: date) -> Period | None:
    """The days of a period before a day; None where its own first day is not known."""
    if period.start is None:
        return None
    return Period(period.start, start - timedelta(days=1))


def _step_meaning(view: View, indicator: Indicator, each: Assessment) -> Iterator[str]:
    say, top = view.say, len(indicator.steps)
    assert each.value is not None
    rank = int(each.value.low)
    if rank < 1 or is_completed(indicator, each.value):
        return
    if rank < top and is_lasting(indicator):
        yield say("Step {n} of {total}; the next one is “{step}”.", n=rank, total=top,
                  step=step_name(view, indicator, rank + 1))  # fmt: skip
    else:
        yield say("Step {n} of {total}.", n=rank, total=top)


def _target_meaning(view: View, indicator: Indicator, each: Assessment) -> Iterator[str]:
    say, targets = view.say, judged_targets(indicator, view.simulate)
    if not targets or indicator.direction == "context":
        return
    last = targets[-1]
    aim = say("Target: {target} by {day}", target=target_basis_words(view, indicator, last),
              day=last.by)  # fmt: skip
    if indicator.nature == "steps" or each.progress is None or each.horizon is None:
        yield f"{aim}."
    elif each.expected is None:
        yield say("{target}; progress on {day}: {share}.", target=aim,
                  share=share_words(view, each.progress), day=each.horizon)  # fmt: skip
    else:
        yield say(
            "{target}; progress on {day}: {share}, expected: {expected}.",
            target=aim, share=share_words(view, each.progress), day=each.horizon,
            expected=say.percent(each.expected, 1),
        )  # fmt: skip


# --- Proof and other passages --------------------------------------------------------------------


def proof(view: View, indicator: Indicator) -> Passage | None:
    """The best passage that proves the value of the day; None where nothing does.

    Of several that rank alike, one of an observation that begins within the plan, and states most.
    """
    dossier = view.dossier(indicator)
    found = []
    for i in decisive_observations(view.assessments[indicator.id]):
        observation = indicator.observations[i]
        bounds = interval_of(indicator, observation)
        least = bounds.low if bounds else 0
        for passage in dossier.observations[i]:
            if passage.counts(view.known):
                order = passage.rank, begins_early(view, observation), -least
                found.append((order, passage))
    return min(found, key=itemgetter(0), default=(None, None))[1]


def limits(view: View, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """What the passages do not prove: the remarks of the observations, under their headings."""
    each = view.assessments[indicator.id]
    return tuple(
        (observation_title(view, indicator, i), observation.note.in_language(view.language))
        for i, observation in enumerate(indicator.observations)
        if observation.note and i not in each.screening.not_yet_known
    )


def other_evidence(view: View, indicator: Indicator) -> tuple[Cited, ...]:
    """All known passages but the proof, in the order of the file."""
    shown = proof(view, indicator)
    return tuple(
        cited
        for cited in _passages(view, indicator)
        if cited.passage is not shown and cited.passage.source.known <= view.known
    )


def _passages(view: View, indicator: Indicator) -> Iterator[Cited]:
    say, dossier = view.say, view.dossier(indicator)
    each = view.assessments[indicator.id]
    for i, passages in enumerate(dossier.observations):
        if i in each.screening.not_yet_known:
            continue
        observation = indicator.observations[i]
        remark = ""
        if i not in each.retained or i in each.screening.contested:
            remark = f"{capitalised(use_words(view, indicator, i))}."
        if observation.set_aside:
            remark = say("Set aside. {why}",
                         why=observation.set_aside.in_language(view.language))  # fmt: skip
        title = capitalised(observation_title(view, indicator, i))
        if observation.statement is not None:
            title = say("{period}: {value}",
                        period=capitalised(period_words(view, indicator, observation)),
                        value=observation.statement.in_language(view.language))  # fmt: skip
        for passage in passages:
            yield Cited(title, remark, passage)
    for i, passages in enumerate(dossier.targets):
        title = say("Target: {target}", target=target_title(view, indicator, i))
        for passage in passages:
            yield Cited(title, "", passage)
    for passage in dossier.baseline:
        yield Cited(say("Baseline"), "", passage)


def proof_words(view: View, passage: Passage) -> str:
    """The source of a passage and its kind, in a line."""
    say = view.say
    return say(
        "{source} · {kind}", source=source_words(view, passage.source),
        kind=say(RANK_WORDS[passage.rank[0]]),
    )  # fmt: skip


# --- What is missing -----------------------------------------------------------------------------


def missing_card(view: View, indicator: Indicator) -> MissingCard | None:
    """What is shown in place of the value of an indicator without evidence; else None."""
    say, each = view.say, view.assessments[indicator.id]
    if each.screening.counted:
        return None
    title = say("What is missing")
    sentences = []
    if each.screening.awaiting:
        sentences.append(
            say.plural(
                "{n} value is recorded, but its passage is still to be verified.",
                "{n} values are recorded, but their passages are still to be verified.",
                len(each.screening.awaiting),
            )
        )
    if indicator.definition:
        wanted = indicator.definition.in_language(view.language)
        sentences.append(say("To be reported: {wanted}", wanted=lowered(wanted)))
    sentences += [_owed_by(view, indicator), _due_words(view, indicator)]
    return MissingCard(indicator.id, title, tuple(sentences))


def _responsible(view: View, indicator: Indicator) -> str:
    name = view.plan.responsible_name(indicator)
    return name.in_language(view.language) if name else ""


def _owed_by(view: View, indicator: Indicator) -> str:
    if body := _responsible(view, indicator):
        return view.say("Expected from: {body}.", body=body)
    return view.say("No responsible body is named.")


def _due_words(view: View, indicator: Indicator) -> str:
    say, since = view.say, view.reporting(indicator).since
    if since is None or since > view.plan.end:
        return say("To be reported once, by the end of the plan ({day}).", day=view.plan.end)
    if since > view.on:
        return say("The first report is due on {day}.", day=since)
    return say("The first report has been due since {day}.", day=since)


def _still_missing(view: View, indicator: Indicator) -> str:
    """The years of which nothing or no share is known, and since when a newer value is due."""
    say, each = view.say, view.assessments[indicator.id]
    if is_completed(indicator, each.value):
        return ""
    known = known_in_year(view, indicator)
    sentences = []
    if years := [str(year) for year, (code, _) in known.items() if code == "share"]:
        sentences.append(say("The part for {years} is not known.", years=say.join(years)))
    if years := [str(year) for year, (code, _) in known.items() if code in ("none", "carried")]:
        sentences.append(say("Nothing is published for {years}.", years=say.join(years)))
    reporting = view.reporting(indicator)
    if reporting.awaited == "newer" and reporting.since:
        sentences.append(say("A newer value has been due since {day}.", day=reporting.since))
    if sentences:
        sentences.append(_owed_by(view, indicator))
    return " ".join(sentences)


# --- The sheet -----------------------------------------------------------------------------------


def sheet(view: View, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """The sheet of an indicator: pairs of a heading and a text, and last what it leaves open."""
    say, language = view.say, view.language
    counted = bool(view.assessments[indicator.id].screening.counted)

    def written(text: Text | None) -> str:
        return text.in_language(language) if text else ""

    stated = [
        (say("What is missing"), _still_missing(view, indicator) if counted else ""),
        (say("Definition"), written(indicator.definition) if counted else ""),
        (say("Target"), _targets(view, indicator)),
        (say("Baseline"), _baseline(view, indicator)),
        (say("Responsible body"), _responsible(view, indicator)),
        (say("Reporting frequency"),
         say(FREQUENCY_WORDS[indicator.frequency]) if indicator.frequency else ""),
        (say("Expected breakdowns"), _breakdowns(view, indicator)),
        (say("Strength of the evidence"),
         " ".join(solidity_words(view, indicator)) if counted else ""),
        (say("Type of measure"), say(NATURE_WORDS[indicator.nature])),
        (say("Desired change"), say(DIRECTION_WORDS[indicator.direction])),
        (say("Level of result"), say(LEVEL_WORDS[indicator.level]) if indicator.level else ""),
        (say("Means of verification"), written(indicator.verification)),
        (say("Assumptions and risks"), written(indicator.assumptions)),
    ]  # fmt: skip
    open_ones = {say("Responsible body"), say("Reporting frequency"), say("Means of verification")}
    lacking = [lowered(name) for name, text in stated if name in open_ones and not text]
    pairs = [(name, text) for name, text in stated if text]
    if lacking:
        pairs.append((say("Not stated in the plan"), say.join(lacking)))
    return tuple(pairs)


def _targets(view: View, indicator: Indicator) -> str:
    say = view.say
    sentences = []
    for i, target in enumerate(indicator.targets):
        words = say("{target}, {basis}.", target=target_title(view, indicator, i),
                    basis=say(BASIS_WORDS[target.basis]))  # fmt: skip
        sentences.append(words)
        if target.note:
            sentences.append(target.note.in_language(view.language))
    if not sentences and indicator.direction != "context":
        return say("None is published.")
    return " ".join(map(isolate, sentences))


def _baseline(view: View, indicator: Indicator) -> str:
    baseline = indicator.baseline
    if baseline is None:
        return ""
    words = amount_words(view, indicator, baseline_of(indicator))
    if baseline.on is not None:
        words = view.say("{value} ({period})", value=words, period=view.say.day(baseline.on))
    if baseline.note:
        words = f"{words}. {isolate(baseline.note.in_language(view.language))}"
    return words


def _breakdowns(view: View, indicator: Indicator) -> str:
    if not indicator.disaggregation:
        return ""
    names = [
        view.plan.dimensions[name].name.in_language(view.language)
        for name in indicator.disaggregation
    ]
    present = view.solidity(indicator).parts_present
    return view.say("{names}: {n} of {total}", names=", ".join(names), n=len(present),
                    total=len(names))  # fmt: skip
