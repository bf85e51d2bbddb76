"""The result of a finder: a candidate for a suggestion, or a passage with its exclusion."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plan.language.modality import Modality
from plan.language.time.mentions import Mention
from plan.model.quantities import Stated
from plan.model.records import Indicator
from plan.suggestions.exclusions import Exclusion, ExclusionCase, find_exclusion
from plan.suggestions.relevance import About
from plan.suggestions.score_reasons import ScoreReason
from plan.suggestions.sentences import Sentence
from plan.suggestions.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact that a sentence states for an indicator, not yet dated and quoted.

    ``place`` is the character of the figure or event, ``spans`` are the characters that a quotation
    must hold besides the words of ``about``; both count from the start of the sentence. ``event``:
    the fact is an event, not a figure. ``date`` is the time of the event, if its own words give it.
    A finding with an ``exclusion`` is no evidence.
    """

    sentence: Sentence
    indicator: Indicator
    place: int
    score: float
    about: About
    spans: tuple[tuple[int, int], ...]
    reasons: tuple[ScoreReason, ...]
    value: Stated | None = None
    step: str | None = None
    parts: tuple[tuple[Stated, str], ...] = ()
    event: bool = False
    date: Mention | None = None
    announced: bool = False
    flags: frozenset[str] = frozenset()
    exclusion: Exclusion | None = None

    @property
    def subject(self) -> tuple[int, int] | None:
        """The characters of the words that name the indicator, if the sentence does so itself."""
        return self.sentence.span(self.about.words) if self.about.words else None


def screen(
    finding: Finding, vocabulary: Vocabulary, modality: Modality, *, abroad: bool = True,
    attended: bool = False,
) -> Finding:  # fmt: skip
    """The finding with its exclusion, if one applies, else with the flags of its modality.

    ``abroad``: facts of other countries are excluded; ``attended``: so is attendance, of an event
    too. A finding that has an exclusion keeps it.
    """
    if finding.exclusion is not None:
        return finding
    case = ExclusionCase(
        finding.sentence, finding.place, vocabulary.plan, vocabulary.country if abroad else "",
        vocabulary.own[finding.indicator.id], finding.about.words,
        money=finding.indicator.unit == "amount", event=finding.event, attended=attended,
    )  # fmt: skip
    exclusion = find_exclusion(case) or _not_factual(finding, modality)
    if exclusion is not None:
        return replace(finding, exclusion=exclusion)
    flags = finding.flags | ({modality.code} & {"alleged", "ongoing"})
    if modality.code != "announced":
        return replace(finding, flags=flags)
    cue = finding.sentence.cue(modality)
    reasons = (*finding.reasons, ScoreReason("announced", cue))
    return replace(finding, flags=flags, announced=True, reasons=reasons)


def _not_factual(finding: Finding, modality: Modality) -> Exclusion | None:
    """The exclusion of a fact that is denied or hoped for, or of an event still under way."""
    if modality.code == "negated":
        return Exclusion("negated", finding.sentence.cue(modality))
    if modality.code == "hoped" or (finding.event and modality.code == "ongoing"):
        return Exclusion("intention", finding.sentence.cue(modality))
    return None
