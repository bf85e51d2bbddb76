"""When what a sentence says was true: told here, told before, or told by the article itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plan import lexicon as lex
from plan.body import Sentence
from plan.model import Indicator
from plan.periods import Mention
from plan.quantities import Period

__all__ = ["Asked", "Dated", "Dating"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be dated: what stands at a place of a sentence, for an indicator.

    ``step``: it is a step of a ladder; ``deed``: no figure tells it; ``announced``: it is to come;
    ``own``: the time that is told of it and of nothing else.
    """

    sentence: Sentence
    place: int
    indicator: Indicator
    step: bool = False
    deed: bool = False
    announced: bool = False
    own: Mention | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """The days, None where the article does not tell; how they are known, by which words.

    ``how`` is a code of the reasons of a suggestion; ``here`` are the words in the sentence.
    """

    period: Period | None
    how: str
    words: str = ""
    flags: frozenset[str] = frozenset()
    here: tuple[int, int] | None = None


#: Grains of time that a report gives its figures for.
_LASTING: Final = frozenset(("quarter", "half", "year", "span"))
_TELLING: Final = frozenset(
    "approximate weekday-mismatch fiscal-year fixed-by-reports since".split()
)
_PAST: Final = frozenset("a ont avait avaient fut furent ete eu".split())
_NOWADAYS: Final = [phrase.split() for phrase in lex.NOWADAYS]
_UNDATED: Final = frozenset({"undated"})
_NEAR: Final = 12


class Dating:
    """The times of an article, asked for in the order of its sentences.

    ``running`` is the period for which it last gave a figure: a report does not repeat it.
    """

    def __init__(self) -> None:
        """Begin with an article of which nothing has been read."""
        self.running: Mention | None = None

    def of(self, asked: Asked) -> Dated:
        """When what is asked was true."""
        sentence, published = asked.sentence, asked.sentence.published
        mention, here = sentence.time_of(asked.place, deed=asked.deed)
        if asked.own is not None:
            mention, here = asked.own, True
        if mention and not asked.announced and mention.flags & {"deadline", "future"}:
            mention = None  # of what is to come
        if mention and "reference" in mention.flags and not asked.step:
            mention = None  # of a text of law
        level = asked.indicator.nature != "flow" and not asked.announced
        if published and level and not here and _is_present(asked, strict=mention is not None):
            if not asked.step:
                return Dated(Period(published.end, published.end), "period-present")
            # Reached by then: nobody says on which day.
            return Dated(Period(None, published.end), "period-present", "", _UNDATED)
        if mention is None and not asked.announced:
            if asked.deed and sentence.event:
                event = sentence.event
                return Dated(event.period, "period-event", event.text)
            if self.running and not asked.deed and asked.indicator.nature == "flow":
                mention, here = self.running, False
        if mention is not None and "unresolved" in mention.flags:
            return Dated(None, "period-unresolved", mention.text, frozenset({"unresolved"}))
        if mention is None or mention.period is None:
            return Dated(None, "period-none", "", _UNDATED)
        return self._told(asked, mention, mention.period, here=here)

    def _told(self, asked: Asked, mention: Mention, period: Period, *, here: bool) -> Dated:
        sentence, published = asked.sentence, asked.sentence.published
        compared = "comparison" in mention.flags or "contre" in _words_at(asked)
        if here and not (asked.deed or asked.announced or compared) and mention.kind in _LASTING:
            self.running = mention
        if published and not asked.announced and "unfinished" in mention.flags:
            period = Period(period.start, published.end)  # what is done is done by then
        inside = sentence.start <= mention.start and mention.end <= sentence.end
        span = (mention.start - sentence.start, mention.end - sentence.start) if inside else None
        how = "period" if here else "period-before"
        return Dated(period, how, mention.text, mention.flags & _TELLING, span)


def _words_at(asked: Asked) -> list[str]:
    """The word at the place that is asked for, and the few before it."""
    token = asked.sentence.token_at(asked.place)
    return asked.sentence.tokens.words[max(token - 4, 0) : token + 1]


def _is_present(asked: Asked, *, strict: bool) -> bool:
    """Whether it is told as being so on the day of publication.

    ``strict``: only where words say so; else also where nothing tells the past.
    """
    sentence = asked.sentence
    t, token = sentence.tokens, sentence.token_at(asked.place)
    if any(t.words[i : i + len(words)] == words for words in _NOWADAYS for i in range(len(t))):
        return True
    near = t.words[max(token - _NEAR, 0) : token + _NEAR]
    past = any(word in _PAST or word.endswith(("ait", "aient")) for word in near)
    return not strict and not past and sentence.modality(asked.place).code == "done"
