"""Reasons why a sentence is no evidence for a plan: another country, too early, an intention …

In: a figure or an event at a place of a sentence, as an ``ExclusionCase``. Out: the first
``Exclusion`` that applies, or None. Each reason has a function of its own; the caller withholds the
passage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from plan.language.lexicon.subjects import ATTENDING, CITING, COSTS, GATHERINGS, VAGUE
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.places import WORLD, PlaceMention
from plan.language.word_families import begins
from plan.model.records import Plan
from plan.suggestions.sentences import Sentence, same_years
from plan.suggestions.subjects import Word

#: The meaning of each code, a message of the catalogue that shows the ``words``.
EXCLUSIONS: Final[dict[str, str]] = {
    "other-country": "It happened elsewhere: “{words}”.",
    "other-plan": "It is about another plan: “{words}”.",
    "before-plan": "It was before the plan’s first day: “{words}”.",
    "intention": "Planned, hoped or asked for, not done: “{words}”.",
    "negated": "Denied: “{words}”.",
    "vague": "It does not say how many: “{words}”.",
    "attendance": "It counts the people present: “{words}”.",
    "legal": "It quotes a text and reports no action: “{words}”.",
    "cost": "A cost or a need, not money raised: “{words}”.",
}


class Exclusion(NamedTuple):
    """A code of ``EXCLUSIONS``, and the words of the article that show it."""

    code: str
    words: str


def _phrase_at(t: Tokens, phrases: Iterable[str], first: int, stop: int) -> tuple[int, int] | None:
    """The tokens of the first phrase found from token ``first`` to before ``stop``."""
    for i in range(max(first, 0), min(stop, len(t))):
        for phrase in phrases:
            words = phrase.split()
            if t.words[i : i + len(words)] == words:
                return i, i + len(words)
    return None


def _beginning_at(
    t: Tokens, beginnings: Iterable[str], first: int, stop: int
) -> tuple[int, int] | None:
    """Like ``_phrase_at``, with any ending of a phrase's last word."""
    phrases = [each.split() for each in beginnings]
    for i in range(max(first, 0), min(stop, len(t))):
        for words in phrases:
            found = t.words[i : i + len(words)]
            if found and found[:-1] == words[:-1] and begins(found[-1], words[-1]):
                return i, i + len(words)
    return None


@dataclass(frozen=True, slots=True)
class ExclusionCase:
    """A figure, or an event (``event``), at a place of a sentence, read for an indicator of a plan.

    ``place`` is a character from the start of the sentence. ``country`` is the plan's country, ""
    where any country will do; ``own`` are the words of the indicator, which may name another
    country or a gathering; ``about`` are the tokens by which the sentence mentions it. With
    ``money`` a country that acts is a donor; with ``attended`` attendance of an event is excluded
    too.
    """

    sentence: Sentence
    place: int
    plan: Plan
    country: str
    own: tuple[Word, ...] = ()
    about: tuple[int, int] | None = None
    money: bool = False
    event: bool = False
    attended: bool = False

    @property
    def token(self) -> int:
        """The token at the place."""
        return self.sentence.token_at(self.place)

    def is_own(self, place: PlaceMention) -> bool:
        """Whether the indicator itself names a place: *note du rapport américain*."""
        words = self.sentence.tokens.words[place.first : place.stop]
        return any(word.grade(each) == 1 for word in self.own for each in words)


# --- Where ---------------------------------------------------------------------------------------


def _elsewhere(case: ExclusionCase) -> Exclusion | None:
    sentence, country = case.sentence, case.country
    if not country:
        return None
    if any(case.is_own(each) for each in sentence.places):
        return None
    if case.event and any(each.country == country for each in sentence.places):
        return None  # a joint act of two countries
    ranked = sorted(
        (_distance(sentence, each, case.token), each.country != country, each.first, each)
        for each in sentence.places
        if (each.governs or each.country == country) and not (case.money and each.acts)
    )
    if ranked:
        found = ranked[0][3]
        if found.country == WORLD and any(each.country == country for each in sentence.places):
            return None
        if found.country != country:
            return Exclusion("other-country", sentence.tokens.said(found.first, found.stop))
        return None
    if case.money and sentence.places:
        return None  # donors are rarely of the country
    scope, words = sentence.scope
    if any(word.grade(each) == 1 for word in case.own for each in tokenise(words).words):
        return None
    if scope in ("", country) or (sentence.before is None and scope == WORLD):
        return None
    return Exclusion("other-country", words)


def _distance(sentence: Sentence, place: PlaceMention, token: int) -> int:
    """The distance of a place from a token, less for one that governs all that follows it."""
    far = sentence.distance((place.first, place.stop), (token, token + 1))
    return far // 3 if place.leads and place.stop <= token else far


# --- When ----------------------------------------------------------------------------------------


def _other_plan(case: ExclusionCase) -> Exclusion | None:
    sentence, token, span = case.sentence, case.token, case.plan.head.period
    t = sentence.tokens
    best: tuple[int, str, bool] | None = None
    for mention in sentence.mentions:
        if "plan-period" not in mention.flags or mention.period is None:
            continue
        first = sentence.token_at(mention.start - sentence.start)
        last = sentence.token_at(mention.end - 1 - sentence.start) + 1
        far = sentence.distance((first, last), (token, token + 1))
        ours = same_years(mention.period, span)
        if best is None or far < best[0]:
            best = far, mention.text, ours
    for first, stop in sentence.earlier_plans:
        far = sentence.distance((first, stop), (token, token + 1))
        if best is None or far <= best[0]:
            best = far, t.said(first, stop), False
    if best is None:
        words = sentence.plan_scope(span)
        return Exclusion("other-plan", words) if words else None
    return None if best[2] else Exclusion("other-plan", best[1])


def _before_plan(case: ExclusionCase) -> Exclusion | None:
    mention, _ = case.sentence.time_of(case.place, event=case.event)
    if mention is None or mention.period is None or mention.period.end >= case.plan.start:
        return None
    if "reference" in mention.flags:
        return None  # formés à la loi du 12 juillet 2012
    return Exclusion("before-plan", mention.text)


# --- How -----------------------------------------------------------------------------------------


def _attendance(case: ExclusionCase) -> Exclusion | None:
    t, token = case.sentence.tokens, case.token
    near = range(max(token - 14, 0), min(token + 16, len(t)))
    cue = _beginning_at(t, ATTENDING, near.start, near.stop)
    if cue is None:
        cue = next(
            (
                (i, i + 2)
                for i in near
                if t.words[i].startswith("assist") and t.words[i + 1] in ("a", "au", "aux")
                and t.words[i - 1] not in ("l'", "d'", "une")
            ),
            None,
        )  # fmt: skip
    if cue is None:
        return None
    own = range(*case.about) if case.about else range(0)
    around = range(max(cue[0] - _GATHERED, 0), min(cue[1] + _GATHERED, len(t)))
    gathering = next(
        (i for i in around if t.words[i].rstrip("s") in _GATHERINGS and i not in own), None
    )
    trained = any(word.startswith(("formation", "forme")) for word in t.words[: len(t)])
    if gathering is None or trained:
        return None
    return Exclusion("attendance", t.said(*cue))


#: The greatest distance of the gathering from the verb of attendance, in tokens.
_GATHERED: Final = 9
_GATHERINGS: Final = frozenset(word.rstrip("s") for word in GATHERINGS)


def _legal(case: ExclusionCase) -> Exclusion | None:
    t = case.sentence.tokens
    cited = _phrase_at(t, CITING, 0, len(t))
    return Exclusion("legal", t.said(*cited)) if cited else None


_Condition = Callable[[ExclusionCase], Exclusion | None]
_FOR_FIGURES: Final[tuple[_Condition, ...]] = (_elsewhere, _other_plan, _before_plan, _attendance)
_FOR_EVENTS: Final[tuple[_Condition, ...]] = (_elsewhere, _other_plan, _before_plan, _legal)


def find_exclusion(case: ExclusionCase) -> Exclusion | None:
    """The first exclusion that applies, or None."""
    conditions = _FOR_EVENTS if case.event else _FOR_FIGURES
    if case.attended:
        conditions = (*_FOR_EVENTS, _attendance)
    return next((found for condition in conditions if (found := condition(case))), None)


def vague_in(sentence: Sentence, between: Sequence[int] = ()) -> Exclusion | None:
    """The exclusion for an indefinite quantity (*plusieurs*) in a sentence or a range of tokens."""
    t = sentence.tokens
    first, stop = between or (0, len(t))
    found = _phrase_at(t, VAGUE, first, stop)
    return Exclusion("vague", t.said(*found)) if found else None


def cost_at(sentence: Sentence, place: int) -> Exclusion | None:
    """The exclusion for an amount, at a character of a sentence, that is a cost or a need."""
    t, token = sentence.tokens, sentence.token_at(place)
    found = _phrase_at(t, COSTS, token - 9, token + 1)
    return Exclusion("cost", t.said(*found)) if found else None
