"""What of an article could stand in a plan as evidence: passages that a person may accept.

Each sentence of the body is asked, for each indicator: does it speak of it (``relevance``), and
does it say something that it counts: a figure of its unit (``units``), a step of its ladder
(``ladders``), things named where things are counted (``things``), or a deed without a value? What a
guard stops is kept apart, with the reason. Every suggestion says why; its score weighs those
reasons and is no probability. Nothing is learned, nothing is fetched, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from plan import lexicon as lex
from plan.body import Sentence, read_body
from plan.dating import Asked, Dating
from plan.figures import Figure
from plan.guards import Stop, cost_at, stop_at, vague_in
from plan.ladders import Rung
from plan.layout import Layout
from plan.modality import Modality
from plan.model import Indicator, Plan
from plan.passages import passage
from plan.periods import Mention
from plan.quantities import Period, Stated
from plan.relevance import NAME_ALONE, OWN_UNIT, REASONS, About, Reason, Relevance
from plan.stems import begins_any
from plan.subjects import Word
from plan.things import Things, is_head, named_bodies, things_made
from plan.units import Fit, fit
from plan.vocabulary import Vocabulary

__all__ = ["REASONS", "Proposals", "Reader", "Reason", "Suggestion", "Withheld", "suggest"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage at ``text[start:end]`` that may carry a value of an indicator.

    ``value`` is the number with its qualifier, ``step`` the step, both None for a statement;
    ``unit`` the file's own; ``period`` None where the article does not tell, without a beginning
    where it tells only by when. ``parts`` are what the
    sentence tells of the total's parts, each with its words; ``sentence`` is where it stands.
    ``about`` are the words by which the sentence speaks of the indicator, if it does so itself;
    these places count from its beginning.
    """

    start: int
    end: int
    quote: str
    indicator: str
    value: Stated | None
    step: str | None
    unit: str | None
    period: Period | None
    announced: bool
    flags: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    sentence: tuple[int, int]
    about: tuple[int, int] | None = None
    parts: tuple[tuple[Stated, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A passage that speaks of an indicator and is no evidence, and the guard that stopped it."""

    start: int
    end: int
    quote: str
    indicator: str
    stop: Stop


@dataclass(frozen=True)
class Proposals:
    """What an article offers a plan, the best first, and what was stopped.

    ``off_topic``: it speaks of something else than the plan does, and was not read further.
    """

    suggestions: tuple[Suggestion, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    off_topic: bool = False


# --- Weights -------------------------------------------------------------------------------------

#: How far, clauses counted, a deed may stand from the words of its subject, and help from a body.
_REACH: Final = 30
_BESIDE: Final = 12
#: What kinds of evidence weigh beside a figure; a thing named by the noun of a unit alone.
_NAMED: Final = 0.8
_BODIES: Final = 0.75
_STATEMENT: Final = 0.5
_OWN_THING: Final = 0.6
#: How much of a score is left where what is counted seems to be something else; where neither what
#: is counted nor what is spoken of is told; where a deed is done to another document.
_STRANGE: Final = 0.55
_UNTOLD: Final = 0.7
_OTHER_ACT: Final = 0.6
#: Nothing is offered below this score, rates being rarer; a second indicator not below that share
#: of the first; a statement only where the words are this sure.
_FLOOR: Final = 0.32
_RATE_FLOOR: Final = 0.26
_RIVAL: Final = 0.88
_SURE: Final = 0.86
#: A word said, or one of its family, and not only one of like meaning.
_KIN: Final = 0.8


class Reader:
    """A plan made ready to read articles for."""

    def __init__(self, plan: Plan) -> None:
        """Take the words of a plan; for many articles once."""
        self.vocabulary = Vocabulary(plan)

    def read(self, text: str, layout: Layout, published: Period | None) -> Proposals:
        """What a text offers, its body and its publication being known."""
        sentences = read_body(text, layout, published)
        title = layout.title.text if layout.title else ""
        about = Relevance(self.vocabulary, title, sentences)
        if about.is_off_topic():
            return Proposals(off_topic=True)
        page = _Page(self.vocabulary, about)
        for sentence in sentences:
            page.read(sentence)
        return page.proposals()


def suggest(plan: Plan, text: str, layout: Layout, published: Period | None) -> Proposals:
    """What of a text could stand as evidence in a plan, the best first.

    ``published`` is its publication, or None where it is not known: times told from it then stay
    unresolved. Places are characters of ``text``.
    """
    return Reader(plan).read(text, layout, published)


@dataclass
class _Found:
    """What is being put together for one suggestion."""

    sentence: Sentence
    indicator: Indicator
    place: int  # of the figure or deed, in the sentence
    score: float
    needed: list[tuple[int, int]]
    reasons: list[Reason]
    value: Stated | None = None
    step: str | None = None
    announced: bool = False
    flags: set[str] = field(default_factory=set)
    parts: tuple[tuple[Stated, str], ...] = ()
    date: Mention | None = None
    deed: bool = False
    about: tuple[int, int] | None = None

    def announce(self, modality: Modality) -> None:
        self.announced = True
        self.reasons.append(Reason("announced", _cue(self.sentence, modality)))


@dataclass
class _Page:
    plan: Vocabulary
    relevance: Relevance
    dating: Dating = field(default_factory=Dating)
    found: list[Suggestion] = field(default_factory=list)
    stopped: list[Withheld] = field(default_factory=list)

    def proposals(self) -> Proposals:
        """What was found in the sentences read, the best first."""
        order = sorted(_without_twins(self.found),
                       key=lambda each: (-each.score, each.start, each.indicator))  # fmt: skip
        return Proposals(tuple(order), tuple(self.stopped))

    def read(self, sentence: Sentence) -> None:
        taken: dict[int, set[str]] = {}
        start, halted = len(self.found), len(self.stopped)
        candidates = self.relevance.candidates(sentence)
        for k, figure in enumerate(sentence.figures):
            if k in sentence.bases:
                continue
            own = set() if figure.part_of is None else taken.get(figure.part_of, set())
            taken[k] = self._figure(sentence, k, candidates, own)
        done = {each for several in taken.values() for each in several}
        for indicator in candidates:
            if indicator.nature == "steps":
                self._step(sentence, indicator)
            elif indicator.id not in done and indicator.nature != "rate":
                self._things(sentence, indicator) or self._bodies(sentence, indicator)
        self._compete(start)
        # What is told with a value needs no statement beside it, unless it says by whom.
        # What a guard stopped does not come back without its figure; what a thing cost is no deed.
        told = {each.indicator for each in self.found[start:]}
        stopped = {
            each.indicator for each in self.stopped[halted:] if each.stop.code != "cost"
        }  # fmt: skip
        for indicator in candidates:
            if indicator.nature not in ("steps", "rate") and indicator.id not in told | stopped:
                self._statement(sentence, indicator, only_by=bool(told))

    def _compete(self, start: int) -> None:
        """Of suggestions of one sentence that exclude each other keep the best.

        Two indicators may not rest on the same words; one indicator has one figure for one time,
        the total where one is told.
        """
        mine = self.found[start:]

        def beaten(each: Suggestion, other: Suggestion) -> bool:
            if each.indicator != other.indicator:
                return each.score < _RIVAL * other.score and _meet(each.about, other.about)
            alike = each.period == other.period and each.value and other.value and not each.step
            return bool(alike) and _order(each) > _order(other)

        self.found[start:] = [
            each for each in mine if not any(beaten(each, other) for other in mine)
        ]

    # --- Figures -------------------------------------------------------------------------------

    def _figure(
        self, sentence: Sentence, k: int, candidates: Sequence[Indicator], total: set[str]
    ) -> set[str]:
        """Offer a figure to the indicators that count it; ``total``: those of its total."""
        figure, noun = sentence.figures[k], _noun(sentence, k)
        at = (sentence.token_at(figure.start), sentence.token_at(max(figure.end - 1, 0)) + 1)
        strange = self.relevance.is_strange(sentence, k)
        scored: list[tuple[float, Indicator, About, Fit]] = []
        for indicator in candidates:
            if indicator.nature == "steps" or indicator.id in total:
                continue
            fitting = fit(self.plan.plan, indicator, figure, self.plan.own[indicator.id], noun)
            if not fitting.grade:
                continue
            about = self.relevance.about(sentence, indicator, at)
            own = indicator.id in self.plan.its_own and (
                figure.part_of is None or figure.part_of in sentence.bases
            )
            if fitting.code == "unit" and own and about.score < OWN_UNIT:
                about = About(OWN_UNIT, None, about.reason if about.score else Reason("name"))
            score = fitting.grade * about.score
            if fitting.code == "unsaid" and about.words is None:
                score *= _UNTOLD
            drifts = about.words and self.plan.subjects.drifts(sentence.tokens, about.words[1])
            if (
                strange
                or drifts
                or (figure.measure == "money" and self.relevance.is_spent_elsewhere(sentence))
            ):
                score *= _STRANGE
            if score >= (_RATE_FLOOR if indicator.nature == "rate" else _FLOOR):
                scored.append((score, indicator, about, fitting))
        scored.sort(key=lambda each: -each[0])
        offered = [each for each in scored if each[0] >= _RIVAL * scored[0][0]]
        for score, indicator, about, fitting in offered:
            self._offer_figure(sentence, k, indicator, score, about, fitting, noun)
        return {indicator.id for _, indicator, _, _ in offered}

    def _offer_figure(
        self, sentence: Sentence, k: int, indicator: Indicator, score: float, about: About,
        fitting: Fit, noun: str,
    ) -> None:  # fmt: skip
        figure = sentence.figures[k]
        said = sentence.said[figure.start : figure.end]
        counted = "" if fitting.code == "unsaid" else noun if figure.measure == "count" else said
        span, reason = (figure.start, figure.end), Reason(fitting.code, counted)
        found = self._begin(sentence, indicator, figure.end - 1, score, about, [span], reason)
        modality = sentence.modality(figure.start)
        if figure.measure == "money" and (cost := cost_at(sentence, figure.start)):
            self._withhold(found, cost)
            return
        if self._is_stopped(found, about, modality):
            return
        if figure.kind != "exactly":
            found.reasons.append(Reason("qualifier", said))
        if figure.flags:
            found.reasons.append(Reason("mismatch"))
            found.flags.add("word-digit-mismatch")
        if modality.code == "announced":
            found.announce(modality)
        found.value = None if fitting.code == "currency" else _stated(figure)
        if fitting.code == "currency":
            found.flags.add("other-unit")
        if figure.part_of is not None and figure.part_of not in sentence.bases:
            found.flags.add("part")
        if "total" in _words_before(sentence, figure.start):
            found.flags.add("total")
        parts = [each for each in sentence.figures
                 if each.part_of == k and each.measure == figure.measure]  # fmt: skip
        found.parts = tuple((_stated(each), sentence.said[each.start : each.end]) for each in parts)
        found.needed += [(each.start, each.end) for each in parts]
        self._offer(found)

    # --- Steps ---------------------------------------------------------------------------------

    def _step(self, sentence: Sentence, indicator: Indicator) -> None:
        ladder = self.plan.ladders[indicator.id]
        best: dict[bool, tuple[float, Rung, About]] = {}
        whole = (0, len(sentence.tokens))
        abouts = list(self.relevance.mentions_of(sentence, indicator))
        name, words = self.relevance.name(sentence, indicator, whole)
        if words:
            reason = Reason("name", sentence.tokens.said(*words))
            abouts.append(About(NAME_ALONE * name, words, reason))
        for about in abouts:
            near, weight = about.words or whole, self.relevance.weighed(sentence, about)
            if about.words is None and self.relevance.tells_other_act(sentence, indicator):
                weight *= _OTHER_ACT
            for rung in ladder.rungs(sentence, near, _REACH):
                ahead = rung.modality.code == "announced"
                score = rung.grade * weight
                if ahead not in best or score > best[ahead][0] + 1e-9:
                    best[ahead] = score, rung, about
        steps = {rung.step for _, rung, _ in best.values()}
        for score, rung, about in sorted(best.values(), key=lambda each: -each[0]):
            if score >= _FLOOR and rung.step in steps:
                steps.discard(rung.step)
                self._offer_step(sentence, indicator, score, rung, about)

    def _offer_step(
        self, sentence: Sentence, indicator: Indicator, score: float, rung: Rung, about: About
    ) -> None:
        span = _span(sentence, (rung.first, rung.stop))
        found = self._begin(sentence, indicator, span[0], score, about, [span],
                            Reason("step", sentence.said[slice(*span)]))  # fmt: skip
        found.deed, found.step = not rung.by_name, rung.step
        modality = rung.modality
        if modality.code == "ongoing" and rung.step in self.plan.ladders[indicator.id].nominal:
            modality = replace(modality, code="done")
        if self._is_stopped(found, about, modality):
            return
        if rung.organ_missing:
            found.flags.add("organ-missing")
        if modality.code == "announced":
            found.announce(modality)
        if (date := rung.date) is not None and date.period is not None:
            start, end = date.start + sentence.start, date.end + sentence.start
            found.date = replace(date, start=start, end=end)
        self._offer(found)

    # --- Things named, and statements ----------------------------------------------------------

    def _things(self, sentence: Sentence, indicator: Indicator) -> bool:
        heads = self.plan.units.get(indicator.unit or "", ())
        if (
            not heads
            or self.plan.plan.counts_people(indicator)
            or indicator.id in (self.plan.partners)
        ):
            return False
        abouts = [each for each in self.relevance.mentions_of(sentence, indicator) if each.words]
        if indicator.id in self.plan.its_own:
            t = sentence.tokens
            abouts += [
                About(_OWN_THING, (i, i + 1), Reason("unit", t.said(i, i + 1)))
                for i in range(len(t))
                if t.kinds[i] == "word"
                and any(is_head(head, t.words[i]) for head in heads)
                and self._says_more(sentence, indicator, heads)
            ]
        for about in sorted(abouts, key=lambda each: -each.score):
            if about.words is None or _NAMED * self.relevance.weighed(sentence, about) < _FLOOR:
                continue
            for things in things_made(sentence, heads, about.words, _REACH):
                known = sentence.tokens.words[things.first - 1] in _KNOWN
                if known and any(each.indicator == indicator.id for each in self.found):
                    return False  # told before: *en marge de la caravane*
                exact = things.exact and indicator.nature == "flow"
                value = Stated("exactly" if exact else "at_least", things.many)
                return self._offer_things(sentence, indicator, about, things, value)
        return False

    def _says_more(self, sentence: Sentence, indicator: Indicator, heads: Sequence[Word]) -> bool:
        """Whether a sentence has another word of an indicator's name than the noun of its unit."""
        words = [word for word in self.plan.subjects.names[indicator.id]
                 if not any(is_head(head, word.text) for head in heads)]  # fmt: skip
        return any(word.grade(each) >= _KIN for word in words for each in sentence.tokens.words)

    def _offer_things(
        self, sentence: Sentence, indicator: Indicator, about: About, things: Things, value: Stated
    ) -> bool:
        span = _span(sentence, (things.first, things.stop))
        deed = _span(sentence, things.deed) if things.deed else span
        found = self._begin(sentence, indicator, deed[0], _NAMED * about.score, about,
                            [span, deed], Reason("named", sentence.said[slice(*span)]))  # fmt: skip
        found.deed, found.value = True, value
        found.flags.add("counted")
        modality = sentence.modality(deed[0])
        if vague := vague_in(sentence, sorted((things.first, (things.deed or (0, 0))[0]))):
            self._withhold(found, vague)
            return True
        if self._is_stopped(found, about, modality):
            return True
        if modality.code == "announced":
            found.announce(modality)
        self._offer(found)
        return True

    def _bodies(self, sentence: Sentence, indicator: Indicator) -> bool:
        """Organisations named as those that support: for a number of partners on a day."""
        if indicator.id not in self.plan.partners:
            return False
        bodies = named_bodies(sentence, self.plan.proper[indicator.id], self.plan.home)
        support = next(
            (i for i in sentence.supports
             if any(sentence.apart((i, i + 1), body) <= _BESIDE for body in bodies)), None,
        )  # fmt: skip
        if support is None:
            return False
        spans = [_span(sentence, each) for each in bodies]
        deed = _span(sentence, (support, support + 1))
        about = About(1.0, (support, support + 1), Reason("term", sentence.said[slice(*deed)]))
        words = ", ".join(sentence.said[slice(*span)] for span in spans)
        found = self._begin(sentence, indicator, deed[0], _BODIES, about, [deed, *spans],
                            Reason("named", words))  # fmt: skip
        found.value, found.deed = Stated("at_least", len(bodies)), True
        found.flags.add("counted")
        modality = sentence.modality(deed[0])
        # A state that acts is a partner, unless it is itself the one that is helped.
        helped = any(begins_any(word, lex.RECEIVING) for word in sentence.tokens.words)
        if not self._is_stopped(found, about, modality, abroad=helped, attended=True):
            if modality.code == "announced":
                found.announce(modality)
            self._offer(found)
        return True

    def _statement(self, sentence: Sentence, indicator: Indicator, *, only_by: bool) -> None:
        """A deed that is told without any value; ``only_by``: only where it says by whom."""
        told_here = [each for each in self.relevance.mentions_of(sentence, indicator) if each.words]
        best = max(told_here, key=lambda each: each.score, default=None)
        if best is None or best.words is None or best.score < _SURE:
            return
        span = _span(sentence, best.words)
        modality = sentence.modality(span[0])
        by = _is_done_by(sentence, best.words)
        if only_by and not by:
            return
        if by:
            modality = replace(modality, code="done")
        told = by or modality.start < modality.end or sentence.lead is not None
        if not told or modality.code != "done":
            return
        # One noun alone is spoken of in many ways; two words of the indicator, its verb, or that
        # someone received it, tell.
        words = [
            i for i in range(*best.words) if sentence.tokens.words[i] not in lex.FUNCTION_WORDS
        ]
        cue = sentence.token_at(max(modality.end - 1, 0))
        received = begins_any(sentence.tokens.words[cue], lex.RECEIVING)
        verb = by or (modality.start < span[1] and span[0] < modality.end)
        if len(words) < 2 and not verb and not received:
            return
        found = self._begin(sentence, indicator, span[0], _STATEMENT * best.score, best, [],
                            Reason("statement", _cue(sentence, modality)))  # fmt: skip
        if sentence.lead is None:
            found.needed.append((modality.start, modality.end))
        found.deed = True
        if found.score < _FLOOR:
            return
        if indicator.unit == "amount" and (cost := cost_at(sentence, modality.end)):
            self._withhold(found, cost)
            return
        vague = vague_in(sentence) or self._any_number(sentence, indicator, best.words)
        if vague:
            self._withhold(found, vague)
        elif not self._is_stopped(found, best, modality):
            self._offer(found)

    def _any_number(
        self, sentence: Sentence, indicator: Indicator, words: tuple[int, int]
    ) -> Stop | None:
        """Things that are counted, told in the plural without how many: *des rapports annuels*."""
        if self.plan.plan.counts_people(indicator):
            return None
        t, heads = sentence.tokens, self.plan.units.get(indicator.unit or "", ())
        for i in range(*words):
            if t.words[i].endswith(("s", "x")) and any(is_head(head, t.words[i]) for head in heads):
                return Stop("vague", t.said(max(i - 1, 0), i + 1))
        return None

    # --- What comes out ------------------------------------------------------------------------

    def _begin(
        self, sentence: Sentence, indicator: Indicator, place: int, score: float, about: About,
        needed: list[tuple[int, int]], reason: Reason,
    ) -> _Found:  # fmt: skip
        if about.words:
            needed = [*needed, _span(sentence, about.words)]
        found = _Found(sentence, indicator, place, score, needed, [about.reason, reason])
        found.about = _span(sentence, about.words) if about.words else None
        return found

    def _is_stopped(
        self, found: _Found, about: About, modality: Modality, *, abroad: bool = True,
        attended: bool = False,
    ) -> bool:  # fmt: skip
        """Whether a guard stops it, or that it is denied, hoped for or only under way."""
        sentence, own = found.sentence, self.plan.own[found.indicator.id]
        home = self.plan.home if abroad else ""
        stop = stop_at(
            sentence, found.place, self.plan.plan, home, own=own, deed=found.deed,
            about=about.words, attended=attended, money=found.indicator.unit == "amount",
        )  # fmt: skip
        words = _cue(sentence, modality)
        if stop is None and modality.code == "negated":
            stop = Stop("negated", words)
        if stop is None and (
            modality.code == "hoped" or (found.deed and modality.code == "ongoing")
        ):
            stop = Stop("intention", words)
        if stop is not None:
            self._withhold(found, stop)
            return True
        found.flags |= {modality.code} & {"alleged", "ongoing"}
        return False

    def _withhold(self, found: _Found, stop: Stop) -> None:
        start, end = passage(found.sentence, found.needed)
        quote = found.sentence.text[start:end]
        kept = Withheld(start, end, quote, found.indicator.id, stop)
        if kept not in self.stopped:
            self.stopped.append(kept)

    def _offer(self, found: _Found) -> None:
        dated = self.dating.of(
            Asked(found.sentence, found.place, found.indicator, found.step is not None, found.deed,
                  found.announced, found.date)
        )  # fmt: skip
        found.reasons.append(Reason(dated.how, dated.words))
        found.flags |= dated.flags
        if dated.here:
            found.needed.append(dated.here)
        sentence = found.sentence
        start, end = passage(sentence, found.needed)
        self.found.append(
            Suggestion(
                start, end, sentence.text[start:end], found.indicator.id, found.value, found.step,
                found.indicator.unit, dated.period, found.announced, tuple(sorted(found.flags)),
                round(min(found.score, 1.0), 3), tuple(found.reasons),
                (sentence.start, sentence.end), found.about, found.parts,
            )
        )  # fmt: skip


def _words_before(sentence: Sentence, place: int) -> list[str]:
    """The few words before a place, and that at it."""
    token = sentence.token_at(place)
    return sentence.tokens.words[max(token - 4, 0) : token + 1]


def _is_done_by(sentence: Sentence, words: tuple[int, int]) -> bool:
    """Whether words end in a participle with who did it: *financé par le royaume*."""
    t, last = sentence.tokens, words[1] - 1
    return t.words[last + 1] == "par" and t.said(last, last + 1).endswith(("é", "ée", "és", "ées"))


def _order(each: Suggestion) -> tuple[bool, float, int]:
    return "total" not in each.flags, -each.score, each.start


def _meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two runs of words have any in common."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _noun(sentence: Sentence, k: int) -> str:
    """What figure k counts: its own noun, or that of the figure before where it says none."""
    figure, t = sentence.figures[k], sentence.tokens
    if figure.unit or figure.measure != "count":
        return figure.unit
    at = sentence.token_at(figure.end - 1) + 1
    if t.words[at] in ("de", "d'", "parmi") and t.words[at + 1] in _WHOSE:
        return t.said(at + 2, at + 3) if t.kinds[at + 2] == "word" else ""  # 40 de nos agents
    earlier = list(sentence.figures[:k])
    near = t.words[max(at - 5, 0) : at + 3]
    if sentence.before and any(near[i : i + 2] in _OF_THEM for i in range(len(near))):
        earlier = [*sentence.before.figures, *earlier]
    return next((f.unit for f in reversed(earlier) if f.measure == "count" and f.unit), "")


_OF_THEM: Final = (["parmi", "elles"], ["parmi", "eux"], ["entre", "elles"], ["entre", "eux"])
_KNOWN: Final = frozenset("la le l' cette ce cet ces les".split())
_WHOSE: Final = frozenset("nos ses ces leurs les mes vos".split())


def _cue(sentence: Sentence, modality: Modality) -> str:
    return sentence.said[modality.start : modality.end]


def _span(sentence: Sentence, tokens: tuple[int, int]) -> tuple[int, int]:
    first, stop = tokens
    return sentence.tokens.starts[first], sentence.tokens.ends[stop - 1]


def _stated(figure: Figure) -> Stated:
    number = (figure.low, figure.high) if figure.kind == "between" else figure.low
    return Stated(figure.kind, number)


def _without_twins(found: Iterable[Suggestion]) -> list[Suggestion]:
    """One suggestion for each indicator, value and period of a sentence: the best.

    Where a sentence tells a total, what it adds up is left out.
    """
    best: dict[Any, Suggestion] = {}
    for each in found:
        key = each.sentence, each.indicator, each.value, each.step, each.period
        if key not in best or best[key].score < each.score:
            best[key] = each
    return list(best.values())
