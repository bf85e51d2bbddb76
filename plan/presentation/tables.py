"""The tables of the pages, made of a view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from plan.edition.view import Citing, DatedFact, View, cached_by_view
from plan.evidence.dossier import Passage
from plan.method.assessment import Assessment
from plan.method.coverage import STATUS_GROUPS
from plan.method.targets import judged_targets
from plan.model.quantities import Amount
from plan.model.records import Indicator, Source
from plan.presentation.bodies import answering, answering_name, awaited_words
from plan.presentation.glossary import (
    KIND_WORDS,
    KNOWN_WORDS,
    RULE_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
)
from plan.presentation.known_years import known_rows, plan_years
from plan.presentation.table import Table, linked, make_table
from plan.presentation.values import (
    amount_words,
    citing_words,
    fact_words,
    first_names,
    period_words,
    published_words,
    share_words,
    shown_words,
    source_title,
    source_words,
    status_words,
    target_basis_words,
    use_words,
    value_words,
)

_MOST_USES: Final = 12  # names beside an article of what cites it

# --- Overview and axes ---------------------------------------------------------------------------


@cached_by_view
def axes(view: View) -> Table:
    """The axes with their counts by status, coverage, and targets reached at least and at most."""
    say = view.say
    columns = [
        "Strategic axis", "Indicators", "Reported", "Assessable",
        "Targets reached, at least", "Targets reached, at most",
        *(STATUS_WORDS[code] for code in STATUS_GROUPS),
    ]  # fmt: skip
    rows = []
    for axis in view.plan.axes:
        count = view.tallies[axis.id]
        rows.append(
            [axis.name.in_language(view.language), count.indicators, count.with_evidence,
             count.assessable, count.reached_at_least, count.reached_at_most,
             *(count.counts[code] for code in STATUS_GROUPS)]
        )  # fmt: skip
    caveat = say("Numbers of indicators, without averages.")
    return make_table(view, "Status of the strategic axes", columns, rows, caveat=caveat)


def proven(view: View, chosen: Iterable[Indicator] | None = None) -> Table:
    """Proven values, with when and by whom; of all indicators with evidence if none are given."""
    rows, ids = [], []
    for indicator in view.proven if chosen is None else chosen:
        each = view.assessments[indicator.id]
        axis = view.plan.axis_of[indicator.id]
        sources = dict.fromkeys(
            source_words(view, passage.source) for passage in view.proof(indicator)
        )
        rows.append(
            [
                indicator.name.in_language(view.language),
                value_words(view, indicator),
                view.say.day(each.horizon, "medium") if each.horizon else "—",
                view.say.series(sources) or "—",
                _status_with_badges(view, each, 0),
                axis.name.in_language(view.language),
            ]
        )
        ids.append(indicator.id)
    columns = ["Indicator", "What is proven", "Latest evidence", "Published by", "Status",
               "Strategic axis"]  # fmt: skip
    return linked(make_table(view, "What is proven", columns, rows), indicator=ids)


def indicators(
    view: View, chosen: Iterable[Indicator], warnings: Mapping[str, int] | None = None
) -> Table:
    """Indicators with value, progress, expected share and status; ``warnings`` are counts by id."""
    say = view.say
    rows, ids = [], []
    for indicator in chosen:
        each = view.assessments[indicator.id]
        judged = judged_targets(indicator, view.simulate)
        last = judged[-1] if judged else next(reversed(indicator.targets), None)
        rows.append(
            [
                indicator.id,
                indicator.name.in_language(view.language),
                value_words(view, indicator),
                target_basis_words(view, indicator, last) if last else say("none published"),
                share_words(view, each.progress) if each.progress else "—",
                _expected_words(view, each.expected),
                _status_with_badges(view, each, (warnings or {}).get(indicator.id, 0)),
                say.day(each.horizon, "medium") if each.horizon else "—",
            ]
        )
        ids.append(indicator.id)
    columns = ["No.", "Indicator", "Value", "Target", "Progress", "Expected", "Status",
               "Latest evidence"]  # fmt: skip
    caveat = say("“Not reported” does not mean zero.")
    return linked(make_table(view, "Indicators", columns, rows, caveat=caveat), indicator=ids)


def _status_with_badges(view: View, each: Assessment, warnings: int) -> str:
    words = status_words(view, each)
    if each.stale:
        words = f"{words} ({view.say('old')})"
    if warnings:
        words = f"{words} ⚠ {view.say.plural('{n} problem', '{n} problems', warnings)}"
    return words


def _expected_words(view: View, expected: Amount | None) -> str:
    if expected is None:
        return "—"
    return view.say.percent(expected) if expected else view.say("nothing expected yet")


# --- One indicator -------------------------------------------------------------------------------


def observations(view: View, indicator: Indicator) -> Table:
    """The known observations of an indicator, each with its use."""
    say = view.say
    each = view.assessments[indicator.id]
    hidden = view.masked(indicator)
    rows = []
    for i, observation in enumerate(indicator.observations):
        if i in each.screening.not_yet_known:
            continue
        passages = view.dossier(indicator).observations[i]
        known = [passage for passage in passages if passage.source.known <= view.known]
        rows.append(
            [
                period_words(view, indicator, observation),
                shown_words(view, indicator, i),
                use_words(view, indicator, i),
                say.series(source_words(view, passage.source) for passage in known) or "—",
            ]
        )
    columns = ["Period", "Observed value", "Counted", "Source"]
    caveat = say("Groups of fewer than {n} people are masked.", n=view.plan.head.small_counts)
    return make_table(view, "Observed values", columns, rows, caveat=caveat if hidden else "")


def years(view: View, indicator: Indicator) -> Table:
    """The value of each year of the plan, from the same bounds as the total."""
    say = view.say
    known = view.by_year(indicator)
    rows = []
    for year in known:
        words = amount_words(view, indicator, year.value)
        if year.value is None and view.assessments[indicator.id].disputed:
            words = say(KNOWN_WORDS["conflict"])
        if year.of:
            words = say("{value} (of {day})", value=words, day=year.of)
        row = [str(year.year), words]
        if indicator.nature == "flow":
            row.append(amount_words(view, indicator, year.even))
        rows.append(row)
    columns = ["Year", "At the end of the year, or on the date shown"]
    if indicator.nature == "flow":
        columns = ["Year", "Certain", "If evenly spread"]
    caveat = ""
    if any(year.value is not None and year.value.unknown for year in known):
        caveat = say("“Unknown”: no passage gives the figure for that year alone.")
    return make_table(view, "By year of the plan", columns, rows, caveat=caveat)


# --- Articles ------------------------------------------------------------------------------------


def articles(view: View, chosen: Iterable[Source] | None = None) -> Table:
    """Articles with dates, grades and use; all of them where none are given."""
    say = view.say
    rows, ids = [], []
    for source in view.plan.sources if chosen is None else chosen:
        cited = view.cited.get(source.id, ())
        used = list(dict.fromkeys(citing_words(view, citing)[0] for citing, _ in cited))
        rows.append(
            [
                source_title(view, source),
                source.publisher.in_language(view.language) if source.publisher else "—",
                published_words(view, source)
                + (f" ({say('not yet published')})" if source.known > view.known else ""),
                say(KIND_WORDS[source.kind]),
                source.reliability,
                len(cited),
                sum(passage.green for _, passage in cited),
                ", ".join(first_names(view.say, used, _MOST_USES)) or "—",
            ]
        )
        ids.append(source.id)
    columns = ["Article", "Publisher", "Published", "Kind", "Reliability", "Passages", "Verified",
               "Cited by"]  # fmt: skip
    return linked(make_table(view, "Articles", columns, rows), article=ids)


def passages(view: View, several: Iterable[tuple[Citing, Passage]]) -> Table:
    """Passages with what cites them and their state."""
    rows = [
        [
            citing.id if isinstance(citing, Indicator) else "—",
            citing_words(view, citing)[1],
            passage.evidence.quote,
            view.say(STATE_WORDS[passage.match.state]),
        ]
        for citing, passage in several
    ]
    return make_table(view, "Passages", ["No.", "Cited by", "Passage", "Verification"], rows)


# --- Conflicts, gaps, time -----------------------------------------------------------------------


@cached_by_view
def conflicts(view: View) -> Table:
    """The register of contradictions and of values set aside, with the rule applied."""
    say = view.say
    rows, ids = [], []
    for _, _, indicator in view.plan.indicators():
        each = view.assessments[indicator.id]
        for conflict in each.conflicts:
            values = [
                f"{shown_words(view, indicator, i)} "
                f"({period_words(view, indicator, indicator.observations[i])})"
                for i in conflict.members
            ]
            aside = [shown_words(view, indicator, i) for i in conflict.set_aside]
            rows.append([indicator.name.in_language(view.language), " / ".join(values),
                         say(RULE_WORDS[conflict.rule]), say.series(aside)])  # fmt: skip
            ids.append(indicator.id)
        for i in each.screening.contested:
            rule = (
                say("contradicted by a passage: counted, but contested")
                if i in each.screening.counted
                else say("contradicted by a passage and supported by none: not counted")
            )
            rows.append([indicator.name.in_language(view.language), shown_words(view, indicator, i),
                         rule, "—"])  # fmt: skip
            ids.append(indicator.id)
        for i, observation in enumerate(indicator.observations):
            if observation.set_aside is not None and i not in each.screening.not_yet_known:
                rows.append([indicator.name.in_language(view.language),
                             shown_words(view, indicator, i),
                             say("set aside by the editors"),
                             observation.set_aside.in_language(view.language)])  # fmt: skip
                ids.append(indicator.id)
    columns = ["Indicator", "Values concerned", "Rule applied", "Set aside"]
    return linked(
        make_table(view, "Contradictions and values set aside", columns, rows),
        indicator=ids,
    )


def gaps(view: View, chosen: Iterable[Indicator]) -> Table:
    """Indicators by years of the plan, with what is known in each."""
    known = known_rows(view, (each.id for each in chosen))
    rows = [[each.indicator, each.name, *(year.words for year in each.years)] for each in known]
    span = plan_years(view)
    columns = ["No.", "Indicator", *map(str, span)]
    made = make_table(view, "What is known, year by year", columns, rows)
    return linked(made, indicator=[each.indicator for each in known])


def missing_parts(view: View, chosen: Iterable[Indicator] | None = None) -> Table:
    """The breakdowns that indicators lack; of all that lack one where none are given."""
    rows, ids = [], []
    for indicator in view.incomplete if chosen is None else chosen:
        name = indicator.name.in_language(view.language)
        rows.append([indicator.id, name, _missing_parts(view, indicator)])
        ids.append(indicator.id)
    columns = ["No.", "Indicator", "Missing breakdowns"]
    return linked(make_table(view, "Missing breakdowns", columns, rows), indicator=ids)


def _missing_parts(view: View, indicator: Indicator) -> str:
    """The names of the breakdowns that are expected and that no passage gives."""
    solid = view.solidity(indicator)
    return ", ".join(
        view.plan.dimensions[name].name.in_language(view.language)
        for name in solid.parts_expected
        if name not in solid.parts_present
    )


def timeline(view: View, facts: Iterable[DatedFact] | None = None) -> Table:
    """Dated facts, earliest first; all of them where none are given."""
    say = view.say
    rows, ids = [], []
    for fact in view.facts if facts is None else facts:
        rows.append(
            [
                period_words(view, fact.indicator, fact.indicator.observations[fact.index]),
                fact_words(view, fact),
                fact.indicator.name.in_language(view.language),
                fact.axis.name.in_language(view.language),
                say.series(
                    dict.fromkeys(
                        source_words(view, passage.source)
                        for passage in fact.passages
                        if passage.counts(view.known)
                    )
                ),
            ]
        )
        ids.append(fact.indicator.id)
    columns = ["When", "Fact", "Indicator", "Strategic axis", "Source"]
    return linked(make_table(view, "Dated facts", columns, rows), indicator=ids)


# --- Bodies ---------------------------------------------------------------------------------------


@cached_by_view
def by_responsible(view: View) -> Table:
    """Who answers for how many indicators, and for how many a value is awaited, since when."""
    rows, keys = [], []
    for who in answering(view):
        reporting = [view.reporting(each) for each in who.indicators]
        since = [each.since for each in reporting if each.awaited != "nothing" and each.since]
        rows.append(
            [
                answering_name(view, who),
                len(who.indicators),
                sum(bool(view.assessments[each.id].screening.counted) for each in who.indicators),
                sum(each.awaited == "first" for each in reporting),
                sum(each.awaited == "newer" for each in reporting),
                view.say.day(min(since), "medium") if since else "—",
            ]
        )
        keys.append(who.key)
    columns = ["Responsible body", "Indicators", "Reported", "First value awaited",
               "Newer value awaited", "Awaited since"]  # fmt: skip
    return linked(make_table(view, "By responsible body", columns, rows), body=keys)


def awaited(view: View, chosen: Iterable[Indicator]) -> Table:
    """What is awaited of each indicator, since when, and the breakdowns that it lacks."""
    rows, ids = [], []
    for indicator in chosen:
        each = view.assessments[indicator.id]
        latest = view.say.day(each.horizon, "medium") if each.horizon else "—"
        rows.append(
            [
                indicator.id,
                indicator.name.in_language(view.language),
                *awaited_words(view, indicator),
                f"{latest} ({view.say('old')})" if each.stale else latest,
                _missing_parts(view, indicator) or "—",
            ]
        )
        ids.append(indicator.id)
    columns = ["No.", "Indicator", "Awaited", "Since", "Latest evidence", "Missing breakdowns"]
    caveat = view.say("Awaited: not published by this date. The work may have been done.")
    return linked(make_table(view, "What is awaited", columns, rows, caveat), indicator=ids)


# --- The sheet of an indicator --------------------------------------------------------------------
