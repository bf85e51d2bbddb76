"""The sentences of an article, each with its context.

In: the text and layout of an article. Out: one ``Sentence`` after another, each with its figures,
times, places and events, read when first asked for. A sentence is seldom complete: *36 000
personnes ont été touchées* has its year in the sentence before, the items of a list have their verb
in the line that introduces it. So each refers to the sentence before it and to the one that
introduces it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final

from plan.articles.blocks import LIST_ITEM
from plan.articles.layout import Layout
from plan.language.events import Event, read_events
from plan.language.legal_stages import Stage, read_stages
from plan.language.lexicon.acts import AUXILIARIES
from plan.language.lexicon.subjects import GATHERINGS, OTHER_PLANS, SUPPORTING
from plan.language.modality import Modality, clauses, read_modality
from plan.language.numbers.figures import read_figures
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.numbers.numeric_expressions import Figure
from plan.language.places import WORLD, PlaceMention, read_places
from plan.language.time.mentions import Mention
from plan.language.time.periods import period_of, read_periods
from plan.language.word_families import begins_any
from plan.model.quantities import Period
from plan.suggestions.body_parts import BodyParts, Paragraph, body_parts


@dataclass(frozen=True)
class Sentence:
    """The sentence at ``article[start:end]``.

    ``before`` is the sentence before it, of the same paragraph unless this one ``opens`` a
    paragraph and refers back (*Il l'a signé*, *La rencontre*); ``lead`` the one that introduces the
    list of which it is an item; ``question`` the one that its paragraph
    answers; ``context`` what all sentences of the article share.
    """

    article: str
    start: int
    end: int
    published: Period | None
    before: Sentence | None = None
    lead: Sentence | None = None
    opens: bool = False
    question: Sentence | None = None
    context: ArticleContext | None = None

    @property
    def reported_day(self) -> Mention | None:
        """The day of the event that the article reports, if it reports one."""
        return self.context.reported_day if self.context else None

    @cached_property
    def scope(self) -> tuple[str, str]:
        """The country where the reported facts happened, "" if unknown, and the words that show it.

        A sentence without a place of its own has the country of the sentence before it; at the
        beginning of a paragraph, that of the article.
        """
        for each in self._back():
            if found := each._named_scope:
                return found
            if each.lead is not None:
                return each.lead.scope
            if each.opens:
                break
        return self.context.country if self.context else ("", "")

    def _back(self) -> Iterator[Sentence]:
        """This sentence and those before it that it may refer to, the nearest first."""
        each: Sentence | None = self
        for _ in range(_FARTHEST):
            if each is None:
                return
            yield each
            each = each.before

    @cached_property
    def _named_scope(self) -> tuple[str, str] | None:
        """The country that the sentence itself names as the place of its facts, and the words."""
        gives = any(figure.measure == "money" for figure in self.figures) or self.supports
        # A donor acts in the country that receives the money or the help.
        leading = [place for place in self.places if place.governs and not (place.acts and gives)]
        if leading:
            last = max(leading, key=lambda place: (place.leads, -place.first))
            return last.country, self.tokens.said(last.first, last.stop)
        return None

    @cached_property
    def is_anaphoric(self) -> bool:
        """Whether a pronoun or another word in it refers to an earlier sentence (anaphora)."""
        w = self.tokens.words
        clitic = any(
            (w[i] in ("l'", "les", "y", "en") and w[i + 1] in ("a", "ont", "avait", "avaient"))
            or (w[i] in ("ils", "elles") and w[i + 1] in AUXILIARIES)
            for i in range(len(self.tokens))
        )
        return clitic or not _ANAPHORS.isdisjoint(w) or begins_with_anaphor(self.text)

    @cached_property
    def supports(self) -> tuple[int, ...]:
        """The tokens of words for help: *avec l'appui de*, *a financé*."""
        words = self.tokens.words
        return tuple(i for i in range(len(self.tokens)) if begins_any(words[i], SUPPORTING))

    @cached_property
    def text(self) -> str:
        """The text of the sentence."""
        return self.article[self.start : self.end]

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens; their places count from its start."""
        return tokenise(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures; their places count from its start."""
        return read_figures(self.text)

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """The tokens of the figures that are no part of another."""
        return tuple(self.token_at(each.start) for each in self.figures if each.part_of is None)

    @cached_property
    def bases(self) -> frozenset[int]:
        """The indices of figures that only give the base of another: *49 districts sur 70*."""
        return frozenset(
            each.part_of for k, each in enumerate(self.figures)
            if each.part_of is not None and each.part_of > k
        )  # fmt: skip

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """The countries and regions that it names, in its order."""
        return read_places(self.tokens)

    @cached_property
    def earlier_plans(self) -> tuple[tuple[int, int], ...]:
        """The tokens that name an earlier plan: *l'ancien plan*, *le précédent programme*."""
        t = self.tokens
        return tuple(
            (max(i - 1, 0), i + 1 + (t.words[i + 1] in OTHER_PLANS))
            for i in range(len(t))
            if t.words[i] in ("plan", "plans", "strategie", "programme")
            and not OTHER_PLANS.isdisjoint((*t.words[max(i - 2, 0) : i], *t.words[i + 1 : i + 3]))
        )

    def plan_scope(self, ours: Period) -> str:
        """The words in earlier sentences that name a plan other than ``ours``, "" if none do.

        ``ours`` is the period of our plan. A sentence with a time of its own, or one that begins a
        paragraph, does not depend on those before it.
        """
        for each in self._back():
            before = each.before
            if before is None or each._has_time:
                return ""
            plans = [m for m in before.mentions if "plan-period" in m.flags and m.period]
            if plans:
                last = plans[-1]
                assert last.period is not None
                return "" if same_years(last.period, ours) else last.text
            if before.earlier_plans:
                return before.tokens.said(*before.earlier_plans[-1])
        return ""

    @cached_property
    def _has_time(self) -> bool:
        """Whether it mentions a time that has a period of its own."""
        return any(m.period and m.kind != "duration" for m in self.mentions)

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """The distance of each token from the start, in tokens; a clause counts as several."""
        return clauses(self.tokens)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The times that it mentions; their places are characters of the whole text."""
        every = read_periods(self.article, self.published)
        first, last = (
            bisect_left(every, at, key=lambda m: m.start) for at in (self.start, self.end)
        )
        return every[first:last]

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The legislative stages that it states; their places count from its start."""
        return read_stages(self.text, self.published)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that it states."""
        return tuple(read_events(self.tokens, self.stages, self.lead.text if self.lead else ""))

    def span(self, tokens: tuple[int, int]) -> tuple[int, int]:
        """The characters, from its start, of the tokens from the first to before the second."""
        first, stop = tokens
        return self.tokens.starts[first], self.tokens.ends[stop - 1]

    def cue(self, modality: Modality) -> str:
        """The words that show a modality of this sentence."""
        return self.text[modality.start : modality.end]

    def token_at(self, place: int) -> int:
        """The token at a character of the sentence, counted from its start."""
        return min(bisect_left(self.tokens.ends, place + 1, 0, len(self.tokens)),
                   max(len(self.tokens) - 1, 0))  # fmt: skip

    def distance(self, one: tuple[int, int], other: tuple[int, int]) -> int:
        """The distance in tokens between two runs, clauses counting extra; 0 if they touch."""
        (_, b), (c, _) = sorted((one, other))
        return 0 if c <= b else self.clauses[c] - self.clauses[b]

    def modality(self, place: int) -> Modality:
        """The factuality (event modality) at a place, in characters from the start of the sentence.

        A list item without a cue of its own has that of the line that introduces the list.
        """
        found = read_modality(self.text, at=place)
        if found.start == found.end and self.lead is not None:
            return Modality(read_modality(self.lead.text).code, place, place)
        return found

    def time_of(self, place: int, *, event: bool = False) -> tuple[Mention | None, bool]:
        """The time of the fact at a place, and whether this sentence states it.

        ``place`` is a character from the start of the sentence. The time comes from the sentence,
        else from the line that introduces its list or the two sentences before. A figure may have
        the date of the report that gives it, an event (``event``) never: *la remise du rapport
        2022* gives no day.
        """
        at = self.start + place
        if found := self._own_time(at, event=event):
            return found, True
        for earlier in (self.lead, self.before, self.before and self.before.before):
            if earlier is not None and (inherited := earlier.lasting_time):
                return inherited, False
        return None, False

    def _own_time(self, at: int, *, event: bool) -> Mention | None:
        """The time nearest to a place of the article; after *contre*, that of the comparison."""
        t, k = self.tokens, self.token_at(at - self.start)
        compared = not {"contre", "versus"}.isdisjoint(t.words[max(k - 6, 0) : k + 1])
        if compared:
            after = [m for m in self.mentions if m.start >= at and "comparison" in m.flags]
            if after:
                return after[0]
        found = period_of((self.start, self.end), self.article, self.published, at)
        if found is not None and not found.flags & {"unresolved", "vague", "reference"}:
            return found
        if found is not None or event:
            return found
        return next((m for m in self.mentions if "reports" in m.flags and m.period), None)

    @cached_property
    def lasting_time(self) -> Mention | None:
        """The time that also applies to the sentences after this one."""
        found = period_of((self.start, self.end), self.article, self.published)
        if found is None or found.period is None or found.flags & _PASSING:
            return next((m for m in self.mentions if "reports" in m.flags and m.period), None)
        return found


_ANAPHORS: Final = frozenset("ledit ladite dudit lesdits lesdites celui-ci celle-ci".split())


@dataclass(frozen=True)
class ArticleContext:
    """What all sentences of an article share: its country, and the event that it reports.

    ``spans`` are the places of its sentences in the text.
    """

    text: str
    title: str
    published: Period | None
    spans: tuple[tuple[int, int], ...]

    def _sentences(self, stop: int | None = None) -> Iterator[Sentence]:
        """The sentences before number ``stop``, each without context."""
        return (Sentence(self.text, *span, self.published) for span in self.spans[:stop])

    @cached_property
    def country(self) -> tuple[str, str]:
        """The country of the article and the words that show it, or two empty strings.

        It is the country of the dateline; else the one that the title or the first sentence names,
        if the article names no other: a newspaper rarely names its own country, and names a foreign
        one at once.
        """
        first = next(self._sentences(1), None)
        if first is not None and (dateline := _dateline(first)):
            return dateline
        head = tokenise(self.title)
        named = [(place, head) for place in read_places(head)]
        named += [(place, first.tokens) for place in first.places] if first else []
        leading = [(place, t) for place, t in named if place.governs and place.country != WORLD]
        if not leading:
            return "", ""
        every = {place.country for each in self._sentences() for place in each.places} - {WORLD}
        if len(every | {place.country for place, _ in leading}) > 1:
            return "", ""
        place, t = leading[0]
        return place.country, t.said(place.first, place.stop)

    @cached_property
    def reported_day(self) -> Mention | None:
        """The first day in the first three sentences, if at most 14 days before publication."""
        if self.published is None:
            return None
        for sentence in self._sentences(_HEAD):
            for mention in sentence.mentions:
                if mention.kind == "day" and mention.period and not mention.flags & _PASSING:
                    near = timedelta(0) <= self.published.end - mention.period.end <= _SHORTLY
                    return mention if near else None
        return None


_PASSING: Final = frozenset("deadline future reference vague comparison".split())
_LEADS: Final = re.compile(r"[:?…][\s»”\"]*$")


def same_years(one: Period, other: Period) -> bool:
    """Whether two plans cover the same years."""
    if one.start is None or other.start is None:
        return False
    return (one.start.year, one.end.year) == (other.start.year, other.end.year)


def read_body(
    text: str, layout: Layout, published: Period | None, parts: BodyParts | None = None
) -> tuple[Sentence, ...]:
    """The sentences of the body of an article, in order.

    ``published`` is its publication, or None where it is unknown; ``parts`` is the body as
    ``body_parts`` divides it, which is done here where it is not given.
    """
    paragraphs, _ = parts or body_parts(text, layout)
    title = layout.title.text if layout.title else ""
    every = tuple(span for paragraph in paragraphs for span in paragraph.sentences)
    return tuple(_read(paragraphs, ArticleContext(text, title, published, every)))


def _dateline(first: Sentence) -> tuple[str, str] | None:
    """The country of the dateline of a dispatch, and its words: *NIAMEY, 11 février –*."""
    t = first.tokens
    for place in first.places[:1]:
        if place.first == 0 and t.words[place.stop] in (",", "(") and place.country != WORLD:
            ahead = t.words[place.stop : place.stop + 9]
            if not {"-", "–", "—", ":"}.isdisjoint(ahead):
                return place.country, t.said(place.first, place.stop)
    return None


_HEAD: Final = 3  # sentences
_SHORTLY: Final = timedelta(days=14)


def _read(paragraphs: Iterable[Paragraph], context: ArticleContext) -> Iterator[Sentence]:
    """The sentences of paragraphs, in order."""
    text = context.text
    lead: Sentence | None = None
    last: Sentence | None = None
    for start, end, spans in paragraphs:
        item = bool(LIST_ITEM.match(text, start, end))
        if not item:
            lead = None
        question = last if last and _ASKS.search(last.text) else None
        opens = True
        for first, stop in spans:
            before = last
            if opens and not (question or begins_with_anaphor(text[first:stop])):
                before = None
            last = Sentence(text, first, stop, context.published, before, lead if item else None,
                            opens, question, context)  # fmt: skip
            yield last
            opens = False
        if last is not None and not item and _LEADS.search(last.text):
            lead = last


def begins_with_anaphor(text: str) -> bool:
    """Whether a sentence begins with an anaphor: a pronoun, *ce*, *la rencontre*."""
    t = tokenise(text[:_OPENING])
    if not _ANAPHORS.isdisjoint(t.words):
        return True
    w = [word.rstrip("'") for word in t.words[:4]]
    if w[0] in ("«", "-", "–", "—"):
        w = w[1:]
    if w[0] in _PRONOUNS or (w[0] in _PREPOSITIONS and w[1] in _PRONOUNS):
        return True
    return w[0] in ("le", "la", "l", "les") and w[1].rstrip("s") in _GATHERINGS


_OPENING: Final = 80  # characters
_FARTHEST: Final = 100  # sentences back that one may refer to
_PRONOUNS: Final = frozenset("il elle ils elles ce cet cette ces celui celle ceux celles".split())
_GATHERINGS: Final = frozenset(word.rstrip("s") for word in GATHERINGS) | {"texte", "document"}
_PREPOSITIONS: Final = frozenset("sur durant pendant dans pour a au lors de en parmi apres".split())
_ASKS: Final = re.compile(r"\?[\s»”\"]*$")
