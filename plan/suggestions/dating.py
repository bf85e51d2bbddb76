"""The period of a fact that a sentence states.

In: a place of a sentence, as a ``DatingCase``. Out: the days with the words that show them. They
are stated in the sentence, in an earlier one, or implied by the day of the article.
`IGNORED_TIMES` and `DATING_RULES` decide; `tests/suggestions/test_dating.py` reads their examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

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


class TimedCase(NamedTuple):
    """A case with the time that may date it, and whether its sentence states that time.

    ``running`` is the period of the figures before it, which a report does not repeat for each.
    """

    case: DatingCase
    mention: Mention | None
    here: bool
    running: Mention | None


class IgnoredTime(NamedTuple):
    """A row of the table of times that do not date a fact; any row that holds removes the time.

    ``example``: a text, read on Tuesday 4 March 2025, with a star before the words of its fact;
    ``fact``: the nature of the indicator and the attributes of the `DatingCase` that are true.
    """

    name: str
    example: str
    fact: str
    holds: Callable[[DatingCase, Mention], bool]


class DatingRule(NamedTuple):
    """A row of the decision table of periods; the first that holds decides.

    ``example`` and ``fact`` are as in `IgnoredTime`, where an earlier star is before the figure
    that gives the running period; ``period``: the period of the fact; ``how``: the code of the
    result.
    """

    name: str
    example: str
    fact: str
    period: str
    how: str
    holds: Callable[[TimedCase], bool]
    date: Callable[[TimedCase], DatingResult]


# --- Conditions ---------------------------------------------------------------------------------


def _says_now(case: DatingCase) -> bool:
    words = case.sentence.tokens.words
    return any(
        words[i : i + len(phrase)] == phrase
        for phrase in _NOWADAYS
        for i in range(len(case.sentence.tokens))
    )


def _says_nothing_past(case: DatingCase) -> bool:
    t, token = case.sentence.tokens, case.sentence.token_at(case.place)
    near = t.words[max(token - _NEAR, 0) : token + _NEAR]
    past = any(word in _PAST or word.endswith(("ait", "aient")) for word in near)
    return not past and case.sentence.modality(case.place).code == "done"


def _is_level_now(d: TimedCase) -> bool:
    """Whether it is a level on the day of publication; a time before the sentence needs a word."""
    case = d.case
    level = case.indicator.nature != "flow" and not case.announced
    if not level or d.here or not case.sentence.published:
        return False
    return _says_now(case) or (d.mention is None and _says_nothing_past(case))


def _is_of_event(d: TimedCase) -> bool:
    undated = d.mention is None and not d.case.announced
    return undated and d.case.event and d.case.sentence.reported_day is not None


def _is_of_running_period(d: TimedCase) -> bool:
    undated = d.mention is None and not d.case.announced and not d.case.event
    return undated and d.running is not None and d.case.indicator.nature == "flow"


def _is_stated(d: TimedCase) -> bool:
    return d.mention is not None and d.mention.period is not None


# --- Results ------------------------------------------------------------------------------------


def _by_now(d: TimedCase) -> DatingResult:
    # The step was reached by then, on an unknown day.
    published = d.case.sentence.published
    assert published
    return DatingResult(Period(None, published.end), "period-present", "", _UNDATED)


def _now(d: TimedCase) -> DatingResult:
    published = d.case.sentence.published
    assert published
    return DatingResult(Period(published.end, published.end), "period-present")


def _event(d: TimedCase) -> DatingResult:
    day = d.case.sentence.reported_day
    assert day
    return DatingResult(day.period, "period-event", day.text)


def _unresolved(d: TimedCase) -> DatingResult:
    words = d.mention.text if d.mention else ""
    return DatingResult(None, "period-unresolved", words, frozenset({"unresolved"}))


def _stated(d: TimedCase) -> DatingResult:
    case, mention, here = d.case, d.mention, d.here
    assert mention
    assert mention.period
    sentence, published, period = case.sentence, case.sentence.published, mention.period
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


# --- The tables ---------------------------------------------------------------------------------

IGNORED_TIMES: Final = (
    IgnoredTime("deadline of a fact", "*12 forages ont été promis avant 2024.", "flow",
                lambda case, mention: not case.announced and "deadline" in mention.flags),
    IgnoredTime("future of a fact", "En 2026, *12 forages.", "flow",
                lambda case, mention: not case.announced and "future" in mention.flags),
    IgnoredTime("date of a cited text", "La loi du 3 mars 2024 dote le pays de *12 forages.",
                "flow", lambda case, mention: not case.step and "reference" in mention.flags),
)  # fmt: skip
_LONG_REPORT: Final = "L’eau est claire. Le maire est content. Les villages voisins aussi."
DATING_RULES: Final = (
    DatingRule("step reached by now", "Le forage est *ouvert au public.", "steps step event",
               "../2025-03-04", "period-present",
               lambda d: d.case.step and _is_level_now(d), _by_now),
    DatingRule("level now", "Le pays compte *12 forages.", "stock", "2025-03-04",
               "period-present", _is_level_now, _now),
    DatingRule("event of the reported day",
               f"Le comité s’est réuni lundi 3 mars 2025 à Thiès. {_LONG_REPORT} "
               "La convention a été *signée.", "flow event", "2025-03-03", "period-event",
               _is_of_event, _event),
    DatingRule("running period", f"En 2024, *12 forages ont été réalisés. {_LONG_REPORT} "
               "Ensuite *30 forages ont été réalisés.", "flow", "2024-01-01/2024-12-31",
               "period-before", _is_of_running_period,
               lambda d: _stated(d._replace(mention=d.running, here=False))),
    DatingRule("unresolved time", "*12 forages ont été réalisés ces dernières années.", "flow", "",
               "period-unresolved",
               lambda d: d.mention is not None and "unresolved" in d.mention.flags, _unresolved),
    DatingRule("time of the sentence", "En 2024, *12 forages ont été réalisés.", "flow",
               "2024-01-01/2024-12-31", "period", lambda d: d.here and _is_stated(d), _stated),
    DatingRule("time of an earlier sentence",
               "Le comité a fait le bilan de 2024. Au total, *12 forages ont été réalisés.",
               "flow", "2024-01-01/2024-12-31", "period-before",
               lambda d: not d.here and _is_stated(d), _stated),
    DatingRule("no time", "*12 forages ont été réalisés.", "flow", "", "period-none",
               lambda d: True, lambda d: DatingResult(None, "period-none", "", _UNDATED)),
)  # fmt: skip


def find_period(case: DatingCase, running: Mention | None = None) -> DatingResult:
    """Find the period of a fact.

    ``running`` is the period of the figures before it, which a report does not repeat for each.
    """
    mention, here = case.sentence.time_of(case.place, event=case.event)
    if case.own is not None:
        mention, here = case.own, True
    if mention and any(row.holds(case, mention) for row in IGNORED_TIMES):
        mention = None
    timed = TimedCase(case, mention, here, running)
    return next(rule for rule in DATING_RULES if rule.holds(timed)).date(timed)
