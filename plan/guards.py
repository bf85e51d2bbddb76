"""Why what a sentence says is no evidence for a plan: elsewhere, earlier, meant, vague, attended.

Each guard looks at one place of a sentence, where a figure or a deed stands, and gives the words by
which it stops it, or nothing. What is stopped is kept with its reason, so that a person can see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from plan import lexicon as lex
from plan.body import Sentence, same_years
from plan.model import Plan
from plan.numerals import Tokens, tokenise
from plan.places import WORLD, PlaceMention
from plan.stems import begins
from plan.subjects import Word

__all__ = ["GUARDS", "Stop", "cost_at", "stop_at", "vague_in"]

#: What each guard says, in words; a sentence of the catalogue each.
GUARDS: Final[dict[str, str]] = {
    "other-country": "It happened elsewhere: “{words}”.",
    "other-plan": "It is about another plan: “{words}”.",
    "before-plan": "It was before the plan’s first day: “{words}”.",
    "intention": "It is meant, hoped or asked for, and not done: “{words}”.",
    "negated": "It is denied: “{words}”.",
    "vague": "It does not say how many: “{words}”.",
    "attendance": "It counts who was there: “{words}”.",
    "legal": "It cites a text and tells no deed: “{words}”.",
    "cost": "It is a cost or a need, not what was raised: “{words}”.",
}


class Stop(NamedTuple):
    """The guard that stops something, and the words by which it does."""

    code: str
    words: str


def _phrase_at(t: Tokens, phrases: Iterable[str], first: int, stop: int) -> tuple[int, int] | None:
    """The first of some phrases, words standing apart by blanks, between two tokens."""
    for i in range(max(first, 0), min(stop, len(t))):
        for phrase in phrases:
            words = phrase.split()
            if t.words[i : i + len(words)] == words:
                return i, i + len(words)
    return None


def _beginning_at(
    t: Tokens, beginnings: Iterable[str], first: int, stop: int
) -> tuple[int, int] | None:
    """As ``_phrase_at``, of which the last word may go on."""
    parted = [each.split() for each in beginnings]
    for i in range(max(first, 0), min(stop, len(t))):
        for words in parted:
            said = t.words[i : i + len(words)]
            if said and said[:-1] == words[:-1] and begins(said[-1], words[-1]):
                return i, i + len(words)
    return None


@dataclass(frozen=True)
class _Case:
    """What a guard looks at: a place of a sentence, for an indicator of a plan."""

    sentence: Sentence
    place: int
    plan: Plan
    home: str
    own: tuple[Word, ...]
    about: tuple[int, int] | None
    money: bool = False
    deed: bool = False

    @property
    def token(self) -> int:
        return self.sentence.token_at(self.place)

    def is_own(self, place: PlaceMention) -> bool:
        """Whether the indicator itself names a place: *the rating of the American report*."""
        words = self.sentence.tokens.words[place.first : place.stop]
        return any(word.grade(each) == 1 for word in self.own for each in words)


# --- Where ---------------------------------------------------------------------------------------


def _elsewhere(case: _Case) -> Stop | None:
    sentence, home = case.sentence, case.home
    if not home:
        return None
    if any(case.is_own(each) for each in sentence.places):
        return None
    if case.deed and any(each.country == home for each in sentence.places):
        return None  # what two countries do together
    ranked = sorted(
        (_distance(sentence, each, case.token), each.country != home, each.first, each)
        for each in sentence.places
        if (each.governs or each.country == home) and not (case.money and each.acts)
    )
    if ranked:
        found = ranked[0][3]
        if found.country == WORLD and any(each.country == home for each in sentence.places):
            return None
        if found.country != home:
            return Stop("other-country", sentence.tokens.said(found.first, found.stop))
        return None
    if case.money and sentence.places:
        return None  # who gives money is seldom of the country
    scope, words = sentence.scope
    if any(word.grade(each) == 1 for word in case.own for each in tokenise(words).words):
        return None
    if scope in ("", home) or (sentence.before is None and scope == WORLD):
        return None
    return Stop("other-country", words)


def _distance(sentence: Sentence, place: PlaceMention, token: int) -> int:
    """How far a place stands from a token; what leads stands near to all that follows it."""
    far = sentence.apart((place.first, place.stop), (token, token + 1))
    return far // 3 if place.leads and place.stop <= token else far


# --- When ----------------------------------------------------------------------------------------


def _other_plan(case: _Case) -> Stop | None:
    sentence, token, span = case.sentence, case.token, case.plan.head.period
    t = sentence.tokens
    best: tuple[int, str, bool] | None = None
    for mention in sentence.mentions:
        if "plan-period" not in mention.flags or mention.period is None:
            continue
        first = sentence.token_at(mention.start - sentence.start)
        last = sentence.token_at(mention.end - 1 - sentence.start) + 1
        far = sentence.apart((first, last), (token, token + 1))
        ours = same_years(mention.period, span)
        if best is None or far < best[0]:
            best = far, mention.text, ours
    for first, stop in sentence.earlier_plans:
        far = sentence.apart((first, stop), (token, token + 1))
        if best is None or far <= best[0]:
            best = far, t.said(first, stop), False
    if best is None:
        words = sentence.plan_scope(span)
        return Stop("other-plan", words) if words else None
    return None if best[2] else Stop("other-plan", best[1])


def _before_plan(case: _Case) -> Stop | None:
    mention, _ = case.sentence.time_of(case.place, deed=case.deed)
    if mention is None or mention.period is None or mention.period.end >= case.plan.start:
        return None
    if "reference" in mention.flags:
        return None  # formés à la loi du 12 juillet 2012
    return Stop("before-plan", mention.text)


# --- How -----------------------------------------------------------------------------------------


def _attendance(case: _Case) -> Stop | None:
    t, token = case.sentence.tokens, case.token
    near = range(max(token - 14, 0), min(token + 16, len(t)))
    there = _beginning_at(t, lex.ATTENDING, near.start, near.stop)
    if there is None:
        there = next(
            (
                (i, i + 2)
                for i in near
                if t.words[i].startswith("assist") and t.words[i + 1] in ("a", "au", "aux")
                and t.words[i - 1] not in ("l'", "d'", "une")
            ),
            None,
        )  # fmt: skip
    if there is None:
        return None
    own = range(*case.about) if case.about else range(0)
    around = range(max(there[0] - _GATHERED, 0), min(there[1] + _GATHERED, len(t)))
    event = next((i for i in around if t.words[i].rstrip("s") in _EVENTS and i not in own), None)
    trained = any(word.startswith(("formation", "forme")) for word in t.words[: len(t)])
    if event is None or trained:
        return None
    return Stop("attendance", t.said(*there))


#: How far the gathering may stand from the verb of being there.
_GATHERED: Final = 9
_EVENTS: Final = frozenset(word.rstrip("s") for word in lex.GATHERINGS)


def _legal(case: _Case) -> Stop | None:
    t = case.sentence.tokens
    cited = _phrase_at(t, lex.CITING, 0, len(t))
    return Stop("legal", t.said(*cited)) if cited else None


Guard = Callable[[_Case], Stop | None]
_FOR_FIGURES: Final[tuple[Guard, ...]] = (_elsewhere, _other_plan, _before_plan, _attendance)
_FOR_DEEDS: Final[tuple[Guard, ...]] = (_elsewhere, _other_plan, _before_plan, _legal)


def stop_at(
    sentence: Sentence, place: int, plan: Plan, home: str, *, own: Iterable[Word] = (),
    deed: bool = False, about: tuple[int, int] | None = None, money: bool = False,
    attended: bool = False,
) -> Stop | None:  # fmt: skip
    """The first guard that stops a figure, or a deed, at a place of a sentence.

    ``home`` is the plan's country, "" where it may have happened anywhere; ``own`` are the words of
    the indicator, which may name another country or a gathering; ``about`` the tokens by which the
    sentence speaks of it; of ``money`` a country that acts is who gives
    it; ``attended``: being there is no deed.
    """
    case = _Case(sentence, place, plan, home, tuple(own), about, money, deed)
    guards = (*_FOR_DEEDS, _attendance) if attended else _FOR_DEEDS if deed else _FOR_FIGURES
    for guard in guards:
        if found := guard(case):
            return found
    return None


def vague_in(sentence: Sentence, between: Sequence[int] = ()) -> Stop | None:
    """Words of a sentence, or between two of its tokens, that say *many* and not how many."""
    t = sentence.tokens
    first, stop = between or (0, len(t))
    found = _phrase_at(t, lex.VAGUE, first, stop)
    return Stop("vague", t.said(*found)) if found else None


def cost_at(sentence: Sentence, place: int) -> Stop | None:
    """The word that makes an amount at a place a cost or a need, and no money raised."""
    t, token = sentence.tokens, sentence.token_at(place)
    found = _phrase_at(t, lex.COSTS, token - 9, token + 1)
    return Stop("cost", t.said(*found)) if found else None
