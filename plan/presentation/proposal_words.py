"""Suggestions in words: what would be recorded, why, and what to be careful about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from plan.articles.extraction import NOTES
from plan.articles.limits import Unread
from plan.articles.metadata import Provenance
from plan.articles.near_duplicates import LIKENESSES
from plan.locale.translation import Say
from plan.model.records import Indicator, Plan
from plan.presentation.change_words import measured_words, value_words
from plan.presentation.values import listed_source
from plan.suggestions.exclusions import EXCLUSIONS
from plan.suggestions.matching import RELATIONS
from plan.suggestions.offered_parts import OfferedPart
from plan.suggestions.proposals import Examined, Proposal
from plan.suggestions.score_reasons import SCORE_REASONS
from plan.suggestions.suggestion import Outcome, Suggestion

#: What a flag of a suggestion warns of; a sentence of the catalogue each.
FLAG_WORDS: Final[dict[str, str]] = {
    "alleged": "In the conditional: not confirmed.",
    "approximate": "Approximate dates.",
    "counted": "The article gives no number: it was counted from the words.",
    "fiscal-year": "A school or budget year is not a calendar year.",
    "fixed-by-reports": "The years are those of reports named in a later sentence.",
    "ongoing": "Under way, not finished.",
    "organ-missing": "The article does not say who adopted it: cabinet or parliament.",
    "other-unit": "In another unit: no value is taken from it.",
    "part": "Only a part of the total.",
    "since": "Counted up to the day of the article.",
    "total": "The article calls it a total.",
    "undated": "It does not say when.",
    "unresolved": "Give the day of the article: the date depends on it.",
    "weekday-mismatch": "The weekday does not match the date: the date is kept.",
    "word-digit-mismatch": "Words and digits of the number disagree: the words are kept.",
}
PROVENANCE_WORDS: Final[dict[Provenance, str]] = {
    "given": "given by a person",
    "printed": "printed on the page",
    "page-data": "from the page’s data",
    "address": "from the page’s address",
}


#: What heads a suggestion that is no result, and the button that records it.
_OUTCOME_WORDS: Final[dict[Outcome, str]] = {
    "announcement": "An announcement, not a result",
    "ongoing": "Under way, not a result",
    "statement": "Statement without a value",
}
_ACCEPT_WORDS: Final[dict[Outcome, str]] = {
    "value": "Accept",
    "announcement": "Record the announcement",
    "ongoing": "Record that it is under way",
    "statement": "Record the statement",
}


def heading_words(plan: Plan, say: Say, suggestion: Suggestion) -> str:
    """The value to record and when it was so; or, of what is no result, that it is none."""
    if suggestion.outcome != "value":
        return say(_OUTCOME_WORDS[suggestion.outcome])
    return say("{value}, {when}", value=offered_words(plan, say, suggestion),
               when=when_words(say, suggestion))  # fmt: skip


def accept_words(say: Say, suggestion: Suggestion) -> str:
    """What the button says that records a suggestion."""
    return say(_ACCEPT_WORDS[suggestion.outcome])


def part_words(plan: Plan, say: Say, part: OfferedPart) -> str:
    """A part that comes with a value: its category, and the words of the article."""
    dimension, category = part.category or ("", "")
    names = (each.name for each in plan.dimensions[dimension].values if each.id == category)
    return say("of which {number}, {category}, {quote}", number=say.measure(*part.stated),
               category=next(names).in_language(say.language),
               quote=say.quoted(part.words))  # fmt: skip


def offered_words(plan: Plan, say: Say, suggestion: Suggestion) -> str:
    """What would be recorded: a value with its unit, a step by its name, or a statement."""
    indicator = plan.indicator[suggestion.indicator]
    if suggestion.step is not None:
        rank = indicator.ranks[suggestion.step]
        return indicator.steps[rank - 1].name.in_language(say.language)
    if suggestion.value is None:
        return say("a statement without a value")
    return value_words(plan, say, indicator, suggestion.value)


def when_words(say: Say, suggestion: Suggestion) -> str:
    """When it was true, or that the article does not say."""
    return say.period(suggestion.period) if suggestion.period else say("not dated")


def reason_words(say: Say, suggestion: Suggestion) -> list[str]:
    """Why the passage is suggested, a sentence each."""
    return [say(SCORE_REASONS[each.code], words=each.words) for each in suggestion.reasons]


def cautions(say: Say, suggestion: Suggestion) -> list[str]:
    """What a person should be careful about, a sentence each."""
    sentences = [say(FLAG_WORDS[flag]) for flag in suggestion.flags if flag in FLAG_WORDS]
    if suggestion.announced:
        sentences.insert(0, say("It is recorded without a value, on the day of the article."))
    return sentences


def relation_words(plan: Plan, say: Say, proposal: Proposal) -> str:
    """The relation of a suggestion to the observations on record, with their values."""
    match = proposal.match
    relation = say(RELATIONS[match.relation])
    if match.relation == "new" or not match.observations:
        return relation
    indicator = plan.indicator[proposal.suggestion.indicator]
    on_record = say.join(_on_record(plan, say, indicator, i) for i in match.observations[:3])
    return say("{relation} Recorded: {values}.", relation=relation, values=on_record)


def _on_record(plan: Plan, say: Say, indicator: Indicator, i: int) -> str:
    each = indicator.observations[i]
    value = measured_words(plan, say, indicator, each)
    return say("{value} ({period})", value=value, period=say.period(each.period))


def withheld_words(say: Say, examined: Examined, at: int) -> str:
    """Why a passage is excluded as evidence."""
    exclusion = examined.withheld[at].exclusion
    return say(EXCLUSIONS[exclusion.code], words=exclusion.words)


def article_finding(say: Say, examined: Examined) -> str:
    """How many passages of an article could be evidence, in one sentence."""
    body = sum(line.kind == "body" for line in examined.layout.lines)
    if not body:
        return say("No article could be recognised on this page.")
    offered = len(examined.proposals)
    if examined.off_topic:
        return say("This article does not seem to be about the plan.")
    if not offered:
        return say("Nothing in this article concerns an indicator.")
    indicators = len({each.suggestion.indicator for each in examined.proposals})
    first = say.plural("{n} passage could be evidence", "{n} passages could be evidence", offered)
    second = say.plural("for {n} indicator", "for {n} indicators", indicators)
    return say("{first}, {second}.", first=first, second=second)


def article_words(plan: Plan, say: Say, file: str) -> str:
    """A file of the articles by its title; one that no source names yet by its own name."""
    source = next((each for each in plan.sources if each.file == file), None)
    if source is None:
        return say("New: {read}", read=file)
    return listed_source(say, source)


def publication_words(say: Say, examined: Examined) -> str:
    """The day of publication with its provenance, or that none is known."""
    dated = examined.layout.published
    if dated is None:
        return say("not found; some dates depend on it")
    if examined.known and dated.provenance == "given":
        return say("{day}, as in the plan", day=say.period(dated.period))
    return say("{day}, {provenance}", day=say.period(dated.period),
               provenance=say(PROVENANCE_WORDS[dated.provenance]))  # fmt: skip


def duplicate_words(say: Say, examined: Examined) -> list[str]:
    """Which articles of the plan an article repeats, a sentence each."""
    return [
        say("The plan already has this article: “{source}”. {how}", source=source,
            how=say(LIKENESSES[alike.likeness], shared=alike.shared, total=alike.total,
                    size=alike.size))
        for source, alike in examined.near_duplicates.items()
    ]  # fmt: skip


def reading_words(say: Say, examined: Examined) -> list[str]:
    """How a file was read, and what of it was not, a sentence each."""
    notes = [say(NOTES[each]) for each in examined.extracted.notes]
    return [*notes, *unread_words(say, examined.unread)]


def unread_words(say: Say, unread: Iterable[Unread]) -> list[str]:
    """What of a file was not read, a sentence each."""
    return [say(each.sentence, **each.arguments) for each in unread]


# --- For a terminal ------------------------------------------------------------------------------


def offer_lines(plan: Plan, examined: Examined, say: Say) -> Iterator[str]:
    """An article and its suggestions as lines of a terminal."""
    yield article_finding(say, examined)
    yield say("Published: {day}", day=publication_words(say, examined))
    if examined.published is None:
        yield say("If you know it, add it: {option}", option="--published 2025-03-04")
    yield from duplicate_words(say, examined)
    yield from reading_words(say, examined)
    for number, proposal in enumerate(examined.proposals, 1):
        each = proposal.suggestion
        indicator = plan.indicator[each.indicator]
        yield ""
        yield f"{number}. {indicator.id} {indicator.name.in_language(say.language)}"
        head = say("{value}, {when}", value=offered_words(plan, say, each),
                   when=when_words(say, each))  # fmt: skip
        yield f"   {head} [{say.number(each.score, 2)}]"
        yield f"   « {' '.join(each.quote.split())} »"
        yield f"   {relation_words(plan, say, proposal)}"
        yield from (f"   ! {sentence}" for sentence in cautions(say, each))
        yield from (f"   · {sentence}" for sentence in reason_words(say, each))


def withheld_lines(examined: Examined, say: Say) -> Iterator[str]:
    """The passages about an indicator that are excluded as evidence, as lines of a terminal."""
    if not examined.withheld:
        return
    yield ""
    yield say("Not proposed:")
    for at, each in enumerate(examined.withheld):
        yield f"   {each.indicator} « {' '.join(each.quote.split())} »"
        yield f"      {withheld_words(say, examined, at)}"
