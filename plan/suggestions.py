"""What of an article could stand in a plan as evidence: passages that a person may accept.

Each sentence of the body is asked, for each indicator: does it speak of it (``subjects``), and does
it say something that it counts: a figure of its unit (``units``), a step of its ladder
(``ladders``), things named where things are counted (``things``), or a deed without a value? What a
guard stops is kept apart, with the reason. Every suggestion says why; its score weighs those
reasons and is no probability. Nothing is learned, nothing is fetched, nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from plan import lexicon as lex
from plan.body import Sentence, read_body
from plan.figures import Figure
from plan.guards import Stop, cost_at, stop_at, vague_in
from plan.ladders import Ladder, Rung
from plan.layout import Layout
from plan.modality import Modality
from plan.model import Indicator, Period, Plan, Stated
from plan.numerals import tokenise
from plan.passages import passage
from plan.periods import Mention
from plan.stems import begins_any
from plan.subjects import Hit, Subjects, Word, content_words
from plan.things import Things, is_head, named_bodies, things_made
from plan.thesaurus import are_related
from plan.units import Fit, fit

__all__ = ["REASONS", "Proposals", "Reader", "Reason", "Suggestion", "Withheld", "suggest"]

#: Why a passage is suggested, in words; a sentence of the catalogue each.
REASONS: Final[dict[str, str]] = {
    "term": "It speaks of it: “{words}”.",
    "name": "It has words of the indicator’s name: “{words}”.",
    "carried": "What stands before speaks of it: “{words}”.",
    "unit": "It counts what the indicator counts: “{words}”.",
    "people": "It counts people: “{words}”.",
    "subject": "It counts something that the indicator names: “{words}”.",
    "unsaid": "It does not repeat what it counts.",
    "unknown": "Whether it counts the same is not certain: “{words}”.",
    "currency": "It is in another currency: “{words}”.",
    "qualifier": "The qualifier is kept: “{words}”.",
    "step": "The step is told by “{words}”.",
    "named": "They are named and not counted: “{words}”.",
    "statement": "It tells that it was done, and no value: “{words}”.",
    "period": "When: “{words}”.",
    "period-before": "When, told before: “{words}”.",
    "period-event": "The day of the event that the article reports: “{words}”.",
    "period-present": "It tells what is so on the day of publication.",
    "period-none": "It does not say when.",
    "announced": "It is announced, not done: “{words}”.",
    "mismatch": "Words and digits of the number disagree: the words are taken.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by a code of ``REASONS``, and the words of the article that show it."""

    code: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage at ``text[start:end]`` that may carry a value of an indicator.

    ``value`` is the number with its qualifier, ``step`` the step, both None for a statement;
    ``unit`` the file's own; ``period`` None where the article does not tell, without a beginning
    where it tells only by when. ``parts`` are what the
    sentence tells of the total's parts, each with its words; ``sentence`` is where it stands, and
    ``about`` where the words stand by which it speaks of the indicator, if it does so itself.
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
    """What an article offers a plan, the best first, and what was stopped."""

    suggestions: tuple[Suggestion, ...] = ()
    withheld: tuple[Withheld, ...] = ()


# --- Weights -------------------------------------------------------------------------------------

#: How much words count that stand elsewhere: in the line that leads a list, one or two sentences
#: before, in the title, in the question, in what a pronoun takes up (*l'a signé*, *ledit projet*).
_LEAD: Final = 0.85
_BEFORE: Final = (0.55, 0.4)
_TITLE: Final = 0.35
_TITLE_OF_STEPS: Final = 0.42
_ASKED: Final = 0.75
_TAKEN_UP: Final = 0.75
#: At this distance, clauses counted, words say half as much of a figure; with another figure
#: between them, less.
_HALF: Final = 18
_BEYOND_A_FIGURE: Final = 0.7
#: How much the words of a name add to those of a term, and count alone.
_NAME: Final = 0.45
_NAME_ALONE: Final = 0.75
#: What the noun of a unit says that one indicator alone has.
_OWN_UNIT: Final = 0.5
_OWN_THING: Final = 0.6
#: How far, clauses counted, a deed may stand from the words of its subject.
_REACH: Final = 30
#: What kinds of evidence weigh beside a figure.
_NAMED: Final = 0.8
_BODIES: Final = 0.75
#: How near to one of them their help must be told.
_BESIDE: Final = 12
_STATEMENT: Final = 0.5
#: A noun with a complement that no word of the plan knows counts something else.
_STRANGE: Final = 0.55
#: Neither what is counted nor what is spoken of is told where the figure stands.
_UNTOLD: Final = 0.7
#: A deed on another document than the one spoken of before.
_OTHER_ACT: Final = 0.6
#: Nothing is offered below this score; a second indicator not below that share of the first.
FLOOR: Final = 0.34
_RATE_FLOOR: Final = 0.26
_RIVAL: Final = 0.88
_SURE: Final = 0.86
#: An article is about the plan where it names so many indicators by phrases of their own.
_NAMED_WELL: Final = 0.8
_SEVERAL: Final = 2
#: A word said, or one of its family, and not only one of like meaning.
_KIN: Final = 0.8


@dataclass(frozen=True, slots=True)
class _About:
    """How far a place of a sentence is about an indicator, and by which words."""

    score: float
    words: tuple[int, int] | None  # of the sentence, in tokens
    reason: Reason


class Reader:
    """A plan made ready to read articles for."""

    def __init__(self, plan: Plan) -> None:
        """Take the words of a plan; for many articles once."""
        self.plan = plan
        self.subjects = Subjects(plan)
        self.home = plan.head.country or ""
        self.indicators = plan.indicator
        self.ladders = {
            each.id: Ladder(each) for each in self.indicators.values() if each.nature == "steps"
        }
        self.own = {
            each.id: tuple(
                dict.fromkeys((*self.subjects.names[each.id],
                               *(word for term in each.terms for word in content_words(term))))
            )
            for each in self.indicators.values()
        }  # fmt: skip
        uses = Counter(each.unit for each in self.indicators.values())
        self.units = {
            name: tuple(dict.fromkeys(word for noun in nouns for word in content_words(noun)[:1]))
            for name, nouns in plan.nouns.items()
        }
        #: Indicators that alone have their unit, whose noun then says enough, with its heads.
        self.its_own = {
            each.id: self.units[each.unit] for each in self.indicators.values()
            if each.unit in plan.units and uses[each.unit] == 1 and not plan.counts_people(each)
        }  # fmt: skip
        #: The names that terms have, by their capitals: *OIM*, *Pays-Bas*.
        self.proper = {
            each.id: {token.word for term in each.terms for token in tokenise(term)
                      if term[token.start].isupper()}
            for each in self.indicators.values()
        }  # fmt: skip
        #: Indicators that count who supports the plan.
        self.partners = {
            each.id for each in self.indicators.values()
            if each.nature == "stock"
            and any(are_related(head.text, "partenaire")
                    for head in self.units.get(each.unit or "", ()))
        }  # fmt: skip

    def read(self, text: str, layout: Layout, published: Period | None) -> Proposals:
        """What a text offers, its body and its publication being known."""
        return _Page(self, layout, read_body(text, layout, published)).proposals()


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
    reader: Reader
    layout: Layout
    sentences: Sequence[Sentence]
    found: list[Suggestion] = field(default_factory=list)
    stopped: list[Withheld] = field(default_factory=list)
    running: Mention | None = None  # the period for which the article last gave a figure

    def __post_init__(self) -> None:
        subjects = self.reader.subjects
        self.title = tokenise(self.layout.title.text if self.layout.title else "")
        self.title_hits = _by_indicator(subjects.hits(self.title))
        self.hits = {each.start: _by_indicator(subjects.hits(each.tokens))
                     for each in self.sentences}  # fmt: skip

    def proposals(self) -> Proposals:
        """Read every sentence."""
        if self._off_topic():
            return Proposals()
        for sentence in self.sentences:
            self._read(sentence)
        order = sorted(_without_twins(self.found),
                       key=lambda each: (-each.score, each.start, each.indicator))  # fmt: skip
        return Proposals(tuple(order), tuple(self.stopped))

    def _off_topic(self) -> bool:
        """Whether the article says nothing of what the plan's title is about, nor of indicators."""
        topic = self.reader.subjects.topic
        words = {word for sentence in self.sentences for word in sentence.tokens.words}
        words.update(self.title.words)
        if not topic or any(each.grade(word) for each in topic for word in words):
            return False
        named = {
            hit.indicator for several in (*self.hits.values(), self.title_hits)
            for hits in several.values() for hit in hits
            if hit.weight > _NAMED_WELL and hit.stop - hit.first > 1
        }  # fmt: skip
        return len(named) < _SEVERAL

    def _read(self, sentence: Sentence) -> None:
        taken: dict[int, set[str]] = {}
        start = len(self.found)
        candidates = self._candidates(sentence)
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
        if len(self.found) > start:
            return  # what is told with a value needs no statement beside it
        for indicator in candidates:
            if indicator.nature not in ("steps", "rate"):
                self._statement(sentence, indicator)

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

    def _chain(self, sentence: Sentence) -> Iterator[tuple[float, Sentence]]:
        """The sentences before that may say of what one speaks, with how much they count."""
        if sentence.lead is not None:
            yield _LEAD, sentence.lead
        if sentence.asked is not None:
            yield _ASKED, sentence.asked
        before = sentence.before
        for share in (_TAKEN_UP, _BEFORE[1]) if sentence.takes_up else _BEFORE:
            if before is None or before is sentence.asked:
                return
            yield share, before
            before = before.before

    def _candidates(self, sentence: Sentence) -> list[Indicator]:
        """The indicators of which any word stands here or before, in the order of the file."""
        found = set(self.hits[sentence.start]) | self.reader.subjects.named(sentence.tokens)
        for _, earlier in self._chain(sentence):
            found |= self.hits[earlier.start].keys()
        found |= self.title_hits.keys() | self.reader.partners
        found |= {each for each, heads in self.reader.its_own.items()
                  if any(head.grade(word) for head in heads for word in sentence.tokens.words)}  # fmt: skip
        indicators = self.reader.indicators
        return [indicators[each] for each in indicators if each in found]

    # --- Figures -------------------------------------------------------------------------------

    def _figure(
        self, sentence: Sentence, k: int, candidates: Sequence[Indicator], total: set[str]
    ) -> set[str]:
        """Offer a figure to the indicators that count it; ``total``: those of its total."""
        figure, noun = sentence.figures[k], _noun(sentence, k)
        at = (sentence.token_at(figure.start), sentence.token_at(max(figure.end - 1, 0)) + 1)
        strange = self._is_strange(sentence, k)
        scored: list[tuple[float, Indicator, _About, Fit]] = []
        for indicator in candidates:
            if indicator.nature == "steps" or indicator.id in total:
                continue
            fitting = fit(self.reader.plan, indicator, figure, self.reader.own[indicator.id], noun)
            if not fitting.grade:
                continue
            about = self._about(sentence, indicator, at)
            own = indicator.id in self.reader.its_own and (
                figure.part_of is None or figure.part_of in sentence.bases
            )
            if fitting.code == "unit" and own and about.score < _OWN_UNIT:
                about = _About(_OWN_UNIT, None, about.reason if about.score else Reason("name"))
            score = fitting.grade * about.score
            if fitting.code == "unsaid" and about.words is None:
                score *= _UNTOLD
            drifts = about.words and self.reader.subjects.drifts(sentence.tokens, about.words[1])
            if strange or drifts or (figure.measure == "money" and self._elsewhere_spent(sentence)):
                score *= _STRANGE
            if score >= (_RATE_FLOOR if indicator.nature == "rate" else FLOOR):
                scored.append((score, indicator, about, fitting))
        scored.sort(key=lambda each: -each[0])
        offered = [each for each in scored if each[0] >= _RIVAL * scored[0][0]]
        for score, indicator, about, fitting in offered:
            self._offer_figure(sentence, k, indicator, score, about, fitting, noun)
        return {indicator.id for _, indicator, _, _ in offered}

    def _elsewhere_spent(self, sentence: Sentence) -> bool:
        """Whether nothing says that money went to what the plan is about."""
        near = [sentence, *(each for _, each in self._chain(sentence))]
        words = {word for each in near for word in each.tokens.words}
        if not lex.PLAN_NOUNS.isdisjoint(words):
            return False
        return not any(each.grade(word) for each in self.reader.subjects.topic for word in words)

    def _is_strange(self, sentence: Sentence, k: int) -> bool:
        """Whether figure k, or one before it in its sentence, counts what the plan does not know.

        *Vingt-sept affaires de vol, qui ont donné lieu à 33 condamnations*: the complement tells.
        """
        return any(
            self._has_strange_complement(sentence, figure)
            for figure in sentence.figures[: k + 1]
            if figure.measure == "count"
        )

    def _has_strange_complement(self, sentence: Sentence, figure: Figure) -> bool:
        t, noun = sentence.tokens, figure.unit
        at = (sentence.token_at(figure.start), sentence.token_at(max(figure.end - 1, 0)) + 1)
        words = [token.word for token in tokenise(noun)]
        if not ({"de", "d'"} & set(words)) and t.words[at[1]] in ("de", "d'", "pour", "contre"):
            words = [*words, *t.words[at[1] : at[1] + 2]]
        for i, word in enumerate(words[:-1]):
            if word in ("de", "d'", "pour", "contre"):
                told = words[i + 1]
                if told in lex.FUNCTION_WORDS or told in lex.PERIOD_UNITS or not told.isalpha():
                    return False
                if told in lex.MONTHS or told[:6] in lex.OF_ALL_NEWS:
                    return False
                raw = _said_of(t, told, at[0])
                return not (raw[:1].isupper() or self.reader.subjects.knows(told))
        return False

    def _offer_figure(
        self, sentence: Sentence, k: int, indicator: Indicator, score: float, about: _About,
        fitting: Fit, noun: str,
    ) -> None:  # fmt: skip
        figure = sentence.figures[k]
        said = sentence.said[figure.start : figure.end]
        counted = "" if fitting.code == "unsaid" else noun if figure.measure == "count" else said
        found = self._begin(sentence, indicator, figure.end - 1, score, about,
                            [(figure.start, figure.end)], Reason(fitting.code, counted))  # fmt: skip
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
        found.parts = tuple(
            (_stated(each), sentence.said[each.start : each.end])
            for each in sentence.figures
            if each.part_of == k and each.measure == figure.measure
        )
        self._offer(found)

    # --- Steps ---------------------------------------------------------------------------------

    def _step(self, sentence: Sentence, indicator: Indicator) -> None:
        ladder = self.reader.ladders[indicator.id]
        best: dict[bool, tuple[float, Rung, _About]] = {}
        whole = (0, len(sentence.tokens))
        abouts = list(self._mentions_of(sentence, indicator))
        name, words = self._name(sentence, indicator, whole)
        if words:
            reason = Reason("name", sentence.tokens.said(*words))
            abouts.append(_About(_NAME_ALONE * name, words, reason))
        for about in abouts:
            near, weight = about.words or whole, self._weighed(sentence, about)
            if about.words is None and self._tells_other_act(sentence, indicator):
                weight *= _OTHER_ACT
            for rung in ladder.rungs(sentence, near, _REACH):
                ahead = rung.modality.code == "announced"
                score = rung.grade * weight
                if ahead not in best or score > best[ahead][0] + 1e-9:
                    best[ahead] = score, rung, about
        steps = {rung.step for _, rung, _ in best.values()}
        for score, rung, about in sorted(best.values(), key=lambda each: -each[0]):
            if score >= FLOOR and rung.step in steps:
                steps.discard(rung.step)
                self._offer_step(sentence, indicator, score, rung, about)

    def _tells_other_act(self, sentence: Sentence, indicator: Indicator) -> bool:
        """Whether a sentence names a document or an act that is not the indicator's."""
        own = self.reader.own[indicator.id]
        return any(
            any(begins_any(word, nouns) for nouns, _ in lex.MAKINGS[:2])
            and not any(each.grade(word) for each in own)
            for word in sentence.tokens.words[: len(sentence.tokens)]
        )

    def _offer_step(
        self, sentence: Sentence, indicator: Indicator, score: float, rung: Rung, about: _About
    ) -> None:
        span = _span(sentence, (rung.first, rung.stop))
        found = self._begin(sentence, indicator, span[0], score, about, [span],
                            Reason("step", sentence.said[slice(*span)]))  # fmt: skip
        found.deed, found.step = True, rung.step
        modality = rung.modality
        if modality.code == "ongoing" and rung.step in self.reader.ladders[indicator.id].nominal:
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
        heads = self.reader.units.get(indicator.unit or "", ())
        if not heads or self.reader.plan.counts_people(indicator):
            return False
        abouts = [each for each in self._mentions_of(sentence, indicator) if each.words]
        if indicator.id in self.reader.its_own:
            t = sentence.tokens
            abouts += [
                _About(_OWN_THING, (i, i + 1), Reason("unit", t.said(i, i + 1)))
                for i in range(len(t))
                if t.kinds[i] == "word" and any(is_head(head, t.words[i]) for head in heads)
                and self._says_more(sentence, indicator, heads)
            ]
        for about in sorted(abouts, key=lambda each: -each.score):
            if about.words is None or _NAMED * self._weighed(sentence, about) < FLOOR:
                continue
            for things in things_made(sentence, heads, about.words, _REACH):
                exact = things.exact and indicator.nature == "flow"
                value = Stated("exactly" if exact else "at_least", things.many)
                return self._offer_things(sentence, indicator, about, things, value)
        return False

    def _says_more(
        self, sentence: Sentence, indicator: Indicator, heads: Sequence[Word]
    ) -> bool:
        """Whether a sentence has another word of an indicator's name than the noun of its unit."""
        words = [word for word in self.reader.subjects.names[indicator.id]
                 if not any(is_head(head, word.text) for head in heads)]  # fmt: skip
        return any(word.grade(each) >= _KIN for word in words for each in sentence.tokens.words)

    def _offer_things(
        self, sentence: Sentence, indicator: Indicator, about: _About, things: Things, value: Stated
    ) -> bool:
        span = _span(sentence, (things.first, things.stop))
        deed = _span(sentence, things.deed) if things.deed else span
        found = self._begin(sentence, indicator, deed[0], _NAMED * about.score, about,
                            [span, deed], Reason("named", sentence.said[slice(*span)]))  # fmt: skip
        found.deed, found.value = True, value
        found.flags.add("counted")
        modality = sentence.modality(deed[0])
        if self._is_stopped(found, about, modality):
            return True
        if modality.code == "announced":
            found.announce(modality)
        self._offer(found)
        return True

    def _bodies(self, sentence: Sentence, indicator: Indicator) -> bool:
        """Organisations named as those that support: for a number of partners on a day."""
        if indicator.id not in self.reader.partners:
            return False
        bodies = named_bodies(sentence, self.reader.proper[indicator.id], self.reader.home)
        support = next(
            (i for i in sentence.supports
             if any(sentence.apart((i, i + 1), body) <= _BESIDE for body in bodies)), None,
        )  # fmt: skip
        if support is None:
            return False
        spans = [_span(sentence, each) for each in bodies]
        deed = _span(sentence, (support, support + 1))
        about = _About(1.0, (support, support + 1), Reason("term", sentence.said[slice(*deed)]))
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

    def _statement(self, sentence: Sentence, indicator: Indicator) -> None:
        """A deed that is told without any value."""
        best = max(
            (each for each in self._mentions_of(sentence, indicator) if each.words is not None),
            key=lambda each: each.score, default=None,
        )  # fmt: skip
        if best is None or best.words is None or best.score < _SURE:
            return
        span = _span(sentence, best.words)
        modality = sentence.modality(span[0])
        told = modality.start < modality.end or sentence.lead is not None
        if not told or modality.code != "done":
            return
        # One noun alone is spoken of in many ways; two words of the indicator, its verb, or that
        # someone received it, tell.
        words = [i for i in range(*best.words) if sentence.tokens.words[i] not in lex.FUNCTION_WORDS]
        cue = sentence.token_at(max(modality.end - 1, 0))
        received = begins_any(sentence.tokens.words[cue], lex.RECEIVING)
        verb = modality.start < span[1] and span[0] < modality.end
        if len(words) < 2 and not verb and not received:
            return
        found = self._begin(sentence, indicator, span[0], _STATEMENT * best.score, best, [],
                            Reason("statement", _cue(sentence, modality)))  # fmt: skip
        if sentence.lead is None:
            found.needed.append((modality.start, modality.end))
        found.deed = True
        if found.score < FLOOR:
            return
        if vague := vague_in(sentence):
            self._withhold(found, vague)
        elif not self._is_stopped(found, best, modality):
            self._offer(found)

    # --- What a place is about -----------------------------------------------------------------

    def _about(self, sentence: Sentence, indicator: Indicator, at: tuple[int, int]) -> _About:
        """How far what stands at some tokens is about an indicator."""
        best = _About(0.0, None, Reason("name"))
        for each in self._mentions_of(sentence, indicator):
            score = each.score
            if each.words is not None:
                score *= _closeness(sentence, each.words, at)
            if score > best.score:
                best = replace(each, score=score)
        name, words = self._name(sentence, indicator, at)
        if best.score:
            return replace(best, score=min(1.0, best.score + _NAME * name * (1 - best.score)))
        if words:
            reason = Reason("name", sentence.tokens.said(*words))
            return _About(_NAME_ALONE * name, words, reason)
        return best

    def _mentions_of(self, sentence: Sentence, indicator: Indicator) -> Iterator[_About]:
        """The words that speak of an indicator, here and before; unweighed by distance."""
        for hit in self.hits[sentence.start].get(indicator.id, ()):
            words = sentence.tokens.said(hit.first, hit.stop)
            yield _About(hit.weight, (hit.first, hit.stop), Reason("term", words))
        for share, earlier in self._chain(sentence):
            for hit in self.hits[earlier.start].get(indicator.id, ()):
                words = earlier.tokens.said(hit.first, hit.stop)
                yield _About(hit.weight * share, None, Reason("carried", words))
        share = _TITLE_OF_STEPS if indicator.nature == "steps" else _TITLE
        for hit in self.title_hits.get(indicator.id, ()):
            words = self.title.said(hit.first, hit.stop)
            yield _About(hit.weight * share, None, Reason("carried", words))

    def _name(
        self, sentence: Sentence, indicator: Indicator, at: tuple[int, int]
    ) -> tuple[float, tuple[int, int] | None]:
        """How much of an indicator's name stands close to some tokens, and where."""
        subjects, t = self.reader.subjects, sentence.tokens
        units = self.reader.units.get(indicator.unit or "", ())
        total = held = 0.0
        spots: list[int] = []
        for word in subjects.names[indicator.id]:
            if any(word.grade(unit.text) == 1 for unit in units):
                continue
            weight = subjects.name_weight(word)
            total += weight
            best, spot = 0.0, -1
            for i in range(len(t)):
                if t.kinds[i] == "word" and (grade := word.grade(t.words[i])):
                    grade *= _closeness(sentence, (i, i + 1), at)
                    if grade > best:
                        best, spot = grade, i
            if spot >= 0:
                held += weight * best
                spots.append(spot)
        if not spots:
            return 0.0, None
        return held / total, (min(spots), max(spots) + 1)

    # --- What comes out ------------------------------------------------------------------------

    def _weighed(self, sentence: Sentence, about: _About) -> float:
        """How far a sentence is about an indicator by some words, if they do not lead away."""
        if about.words and self.reader.subjects.drifts(sentence.tokens, about.words[1]):
            return about.score * _STRANGE
        return about.score

    def _begin(
        self, sentence: Sentence, indicator: Indicator, place: int, score: float, about: _About,
        needed: list[tuple[int, int]], reason: Reason,
    ) -> _Found:  # fmt: skip
        if about.words:
            needed = [*needed, _span(sentence, about.words)]
        found = _Found(sentence, indicator, place, score, needed, [about.reason, reason])
        found.about = _span(sentence, about.words) if about.words else None
        return found

    def _is_stopped(
        self, found: _Found, about: _About, modality: Modality, *, abroad: bool = True,
        attended: bool = False,
    ) -> bool:  # fmt: skip
        """Whether a guard stops it, or that it is denied, hoped for or only under way."""
        sentence, own = found.sentence, self.reader.own[found.indicator.id]
        home = self.reader.home if abroad else ""
        stop = stop_at(sentence, found.place, self.reader.plan, home, own=own, deed=found.deed,
                       about=about.words, attended=attended, money=found.indicator.unit == "amount")  # fmt: skip
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
        self.stopped.append(Withheld(start, end, quote, found.indicator.id, stop))

    def _offer(self, found: _Found) -> None:
        period = self._period(found)
        sentence = found.sentence
        start, end = passage(sentence, found.needed)
        self.found.append(
            Suggestion(
                start, end, sentence.text[start:end], found.indicator.id, found.value, found.step,
                found.indicator.unit, period, found.announced, tuple(sorted(found.flags)),
                round(min(found.score, 1.0), 3), tuple(found.reasons),
                (sentence.start, sentence.end), found.about, found.parts,
            )
        )  # fmt: skip

    def _period(self, found: _Found) -> Period | None:
        """When it was true, as told here, before, or by the day of the article itself."""
        sentence, published = found.sentence, found.sentence.published
        mention, here = sentence.time_of(found.place)
        if found.date is not None:
            mention, here = found.date, True
        if mention and not found.announced and mention.flags & {"deadline", "future"}:
            mention = None  # of what is to come
        level = found.indicator.nature != "flow" and not found.announced and published is not None
        if not here and level and _is_present(sentence, found.place, strict=mention is not None):
            assert published is not None
            found.reasons.append(Reason("period-present"))
            if found.step is None:
                return Period(published.end, published.end)
            found.flags.add("undated")  # reached by then: nobody says on which day
            return Period(None, published.end)
        if mention is None and not found.announced:
            if found.deed and sentence.event:
                found.reasons.append(Reason("period-event", sentence.event.text))
                return sentence.event.period
            if self.running and not found.deed and found.indicator.nature == "flow":
                mention, here = self.running, False
        if mention is None or mention.period is None:
            found.reasons.append(Reason("period-none"))
            found.flags.add("undated")
            return None
        found.reasons.append(Reason("period" if here else "period-before", mention.text))
        found.flags |= mention.flags & _TELLING
        if sentence.start <= mention.start and mention.end <= sentence.end:
            found.needed.append((mention.start - sentence.start, mention.end - sentence.start))
        period = mention.period
        compared = "comparison" in mention.flags or "contre" in _words_before(sentence, found.place)
        if here and not (found.deed or found.announced or compared) and mention.kind in _LASTING:
            self.running = mention
        if published and not found.announced and "unfinished" in mention.flags:
            return Period(period.start, published.end)  # what is done is done by then
        return period


#: Grains of time that a report gives its figures for.
_LASTING: Final = frozenset(("quarter", "half", "year", "span"))
_TELLING: Final = frozenset(
    "approximate weekday-mismatch unresolved fiscal-year fixed-by-reports since".split()
)
_PAST: Final = frozenset("a ont avait avaient fut furent ete eu".split())


def _words_before(sentence: Sentence, place: int) -> list[str]:
    """The few words before a place, and that at it."""
    token = sentence.token_at(place)
    return sentence.tokens.words[max(token - 4, 0) : token + 1]


def _is_present(sentence: Sentence, place: int, *, strict: bool) -> bool:
    """Whether what stands at a place is so on the day of publication.

    ``strict``: only where words say so; else also where nothing tells the past.
    """
    t, token = sentence.tokens, sentence.token_at(place)
    if any(t.words[i : i + len(words)] == words for words in _NOWADAYS for i in range(len(t))):
        return True
    near = t.words[max(token - 12, 0) : token + 12]
    past = any(word in _PAST or word.endswith(("ait", "aient")) for word in near)
    return not strict and not past and sentence.modality(place).code == "done"


_NOWADAYS: Final = [phrase.split() for phrase in lex.NOWADAYS]


def _order(each: Suggestion) -> tuple[bool, float, int]:
    return "total" not in each.flags, -each.score, each.start


def _meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two runs of words have any in common."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _by_indicator(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.indicator, []).append(hit)
    return found


def _closeness(sentence: Sentence, words: tuple[int, int], at: tuple[int, int]) -> float:
    """How much words say of what stands at some tokens, by how far apart they are."""
    far = sentence.apart(words, at)
    first, last = min(words[1], at[1]), max(words[0], at[0])
    between = far and any(
        first <= token < last for token in sentence.totals if not at[0] <= token < at[1]
    )
    return (_BEYOND_A_FIGURE if between else 1.0) / (1 + far / _HALF)


def _noun(sentence: Sentence, k: int) -> str:
    """What figure k counts: its own noun, or that of the figure before where it says none."""
    figure, t = sentence.figures[k], sentence.tokens
    if figure.unit or figure.measure != "count":
        return figure.unit
    at = sentence.token_at(figure.end - 1) + 1
    if t.words[at] in ("de", "d'", "parmi") and t.words[at + 1] in _WHOSE:
        return t.said(at + 2, at + 3) if t.kinds[at + 2] == "word" else ""  # 40 de nos agents
    for earlier in reversed(sentence.figures[:k]):
        if earlier.measure == "count" and earlier.unit:
            return earlier.unit
    return ""


_WHOSE: Final = frozenset("nos ses ces leurs les mes vos".split())


def _said_of(t: Any, word: str, first: int) -> str:
    """A word as it is printed, from a token on."""
    at = next((i for i in range(first, len(t)) if t.words[i] == word), None)
    return "" if at is None else str(t.said(at, at + 1))


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
