"""The period of a fact that a sentence states.

In: a place of a sentence, as a ``DatingCase``. Out: the days with the words that show them. They
are stated in the sentence, in an earlier one, or implied by the day of the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plan.language.lexicon.time import NOWADAYS
from plan.language.time.mentions import Mention
from plan.model.quantities import Period
from plan.model.records import Indicator
from plan.suggestions.sentences import Sentence


@dataclass(frozen=True, slots=True)
class DatingCase:
    """A fact to be dated: the words at a place of a sentence, read for an indicator.

    ``place`` is a character from the start of the sentence. ``step``: the words state a step;
    ``event``: they state an event and no figure; ``announced``: the fact is still to come; ``own``:
    its time, where a finder knows it.
    """

    sentence: Sentence
    place: int
    indicator: Indicator
    step: bool = False
    event: bool = False
    announced: bool = False
    own: Mention | None = None


@dataclass(frozen=True, slots=True)
class DatingResult:
    """The days, or None where the article does not give them, and the words that show them.

    ``how`` is a code of ``SCORE_REASONS``; ``here`` is the span of the words in the sentence, if
    they are in it; ``lasting`` is the time, if it also applies to later figures of the article.
    """

    period: Period | None
    how: str
    words: str = ""
    flags: frozenset[str] = frozenset()
    here: tuple[int, int] | None = None
    lasting: Mention | None = None


#: The kinds of period for which a report gives its figures.
_LASTING: Final = frozenset(("quarter", "half", "year", "span"))
_FLAGS_KEPT: Final = frozenset(
    "approximate weekday-mismatch fiscal-year fixed-by-reports since".split()
)
_PAST: Final = frozenset("a ont avait avaient fut furent ete eu".split())
_NOWADAYS: Final = [phrase.split() for phrase in NOWADAYS]
_UNDATED: Final = frozenset({"undated"})
_NEAR: Final = 12  # tokens


def find_period(case: DatingCase, running: Mention | None = None) -> DatingResult:
    """Find the period of a fact.

    ``running`` is the period of the figures before it, which a report does not repeat for each.
    """
    sentence, published = case.sentence, case.sentence.published
    mention, here = sentence.time_of(case.place, event=case.event)
    if case.own is not None:
        mention, here = case.own, True
    if mention and not case.announced and mention.flags & {"deadline", "future"}:
        mention = None  # a deadline does not date a past fact
    if mention and "reference" in mention.flags and not case.step:
        mention = None  # the date of a cited text, not of the fact
    level = case.indicator.nature != "flow" and not case.announced
    if published and level and not here and _is_present(case, strict=mention is not None):
        if not case.step:
            return DatingResult(Period(published.end, published.end), "period-present")
        # The step was reached by then, on an unknown day.
        return DatingResult(Period(None, published.end), "period-present", "", _UNDATED)
    if mention is None and not case.announced:
        if case.event and (day := sentence.reported_day):
            return DatingResult(day.period, "period-event", day.text)
        if running and not case.event and case.indicator.nature == "flow":
            mention, here = running, False
    if mention is not None and "unresolved" in mention.flags:
        return DatingResult(None, "period-unresolved", mention.text, frozenset({"unresolved"}))
    if mention is None or mention.period is None:
        return DatingResult(None, "period-none", "", _UNDATED)
    return _stated(case, mention, mention.period, here=here)


def _stated(case: DatingCase, mention: Mention, period: Period, *, here: bool) -> DatingResult:
    sentence, published = case.sentence, case.sentence.published
    compared = "comparison" in mention.flags or "contre" in _words_at(case)
    shared = here and not (case.event or case.announced or compared) and mention.kind in _LASTING
    if published and not case.announced and "unfinished" in mention.flags:
        period = Period(period.start, published.end)  # facts happened by the publication
    inside = sentence.start <= mention.start and mention.end <= sentence.end
    span = (mention.start - sentence.start, mention.end - sentence.start) if inside else None
    return DatingResult(
        period, "period" if here else "period-before", mention.text, mention.flags & _FLAGS_KEPT,
        span, mention if shared else None,
    )  # fmt: skip


def _words_at(case: DatingCase) -> list[str]:
    """The word at the place of a case, and the few before it."""
    token = case.sentence.token_at(case.place)
    return case.sentence.tokens.words[max(token - 4, 0) : token + 1]


def _is_present(case: DatingCase, *, strict: bool) -> bool:
    """Whether the sentence describes the day of publication.

    ``strict``: only if its words say so; otherwise also if nothing in it is in the past.
    """
    sentence = case.sentence
    t, token = sentence.tokens, sentence.token_at(case.place)
    if any(t.words[i : i + len(words)] == words for words in _NOWADAYS for i in range(len(t))):
        return True
    near = t.words[max(token - _NEAR, 0) : token + _NEAR]
    past = any(word in _PAST or word.endswith(("ait", "aient")) for word in near)
    return not strict and not past and sentence.modality(case.place).code == "done"
