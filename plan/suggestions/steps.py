"""The steps of an indicator that a sentence states.

In: an indicator of nature *steps* and a sentence. Out: ``StepMention`` values. A step is recognised
by its event (*adopté*, *la mise en service*), for legal acts with the state organ, or by the words
of its name (*catégorie II*), weighted by inverse frequency: words of the subject, which any
sentence about it has, weigh little; words that only one step has weigh most.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from plan.language.events import Event, is_trigger, triggers_in
from plan.language.legal_stages import read_stages
from plan.language.modality import Modality
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.time.mentions import Mention
from plan.model.records import Indicator, Step
from plan.suggestions.sentences import Sentence
from plan.suggestions.subjects import content_words


class StepMention(NamedTuple):
    """A step that a sentence states at the tokens from ``first`` to before ``stop``.

    ``grade``: the confidence, from 0 to 1, that they mean this step and no other; ``date`` is the
    time of the event, if its own words give one; ``organ_missing``: a legal act without the organ
    that did it; ``by_name``: the words of its name state it, and no event.
    """

    step: str
    first: int
    stop: int
    grade: float
    modality: Modality
    date: Mention | None
    organ_missing: bool = False
    by_name: bool = False


#: The kinds of event (``plan.language.events``) that each legislative stage counts as.
_LEGAL: Final[dict[str, frozenset[str]]] = {
    "drafted": frozenset({"draft"}), "validated": frozenset({"validate"}),
    "cabinet": frozenset({"cabinet"}), "tabled": frozenset({"table"}),
    "adopted": frozenset({"adopt", "cabinet", "passed"}),
    "passed": frozenset({"passed", "adopt", "inscribe"}),
    "promulgated": frozenset({"promulgate", "sign", "publish", "inscribe"}),
    "in-force": frozenset({"force", "operate"}), "reviewed": frozenset(),
}  # fmt: skip
#: The kinds of event that another implies: a law in force is in operation.
_IMPLIED: Final[dict[str, frozenset[str]]] = {
    "force": frozenset({"operate"}), "operate": frozenset({"launch"}),
    "evaluate": frozenset({"review"}), "review": frozenset({"evaluate"}),
    "install": frozenset({"create", "operate"}), "appoint": frozenset({"install"}),
    "create": frozenset({"build", "install"}), "launch": frozenset({"pilot"}),
}  # fmt: skip
_NOMINAL: Final = ("tion", "ment", "age", "ure", "vue", "sion", "ance")
_SUBJECT: Final = 0.25
_IMPLIED_GRADE: Final = 0.6
_OWN: Final = 0.55
_OWN_WORD: Final = 0.8
_INSCRIBED: Final = 0.7


class StepMatcher:
    """The steps of an indicator, each with its kinds of event and the weights of its words."""

    def __init__(self, indicator: Indicator) -> None:
        """Take the steps of an indicator of nature *steps*."""
        self.indicator = indicator
        self._words = {step.id: content_words(step.name.fr) for step in indicator.steps}
        spread = Counter(
            key for words in self._words.values() for key in {word.root for word in words}
        )
        subject = {
            key for text in (indicator.name.fr, *indicator.terms)
            for key in (word.root for word in content_words(text))
        }  # fmt: skip
        self._own = tuple(
            word for text in (indicator.name.fr, *indicator.terms) for word in content_words(text)
        )
        many = len(indicator.steps)
        self._weights = {
            key: (math.log(1 + many / held) / math.log(1 + many))
            * (_SUBJECT if key in subject else 1.0)
            * (0.5 if held == many else 1.0)
            for key, held in spread.items()
        }
        self._events = {step.id: _events_of(step) for step in indicator.steps}

    @cached_property
    def nominal(self) -> frozenset[str]:
        """The ids of the steps named by a noun of action (*Élaboration*): under way is reached."""
        return frozenset(
            step.id for step in self.indicator.steps
            if (words := self._words[step.id]) and words[0].text.endswith(_NOMINAL)
            and is_trigger(words[0].text)
        )  # fmt: skip

    def mentions(self, sentence: Sentence, near: tuple[int, int], reach: int) -> list[StepMention]:
        """The steps that a sentence states within ``reach`` of some tokens, highest grade first."""
        found: list[StepMention] = []
        t = sentence.tokens
        for event in sentence.events:
            if sentence.distance((event.first, event.stop), near) > reach:
                continue
            for step in self.indicator.steps:
                grade = self._event_grade(step.id, event, t)
                if grade > 0:
                    found.append(
                        StepMention(step.id, event.first, event.stop, grade, event.modality,
                                    event.date, event.organ_missing)
                    )  # fmt: skip
        for step in self.indicator.steps:
            found += self._named(step.id, sentence, near, reach)
        if not found:
            found = [*self._inscribed(sentence)]
        order = {step.id: rank for rank, step in enumerate(self.indicator.steps)}
        return sorted(found, key=lambda each: (-each.grade, order[each.step]))

    def _inscribed(self, sentence: Sentence) -> Iterator[StepMention]:
        """The step that names where the indicator's own event happens, if the sentence states both.

        *L'interdiction de l'esclavage dans la Constitution*: the step that names the Constitution,
        not the one that names a draft of it.
        """
        t = sentence.tokens
        places = {
            step.id: [word for word in self._words[step.id] if not is_trigger(word.text)]
            for step in self.indicator.steps
            if _names_a_place(step)
        }
        named = [word for words in places.values() for word in words]
        events = [
            i
            for i in range(len(t))
            if t.kinds[i] == "word"
            and self._is_own_event(t.words[i])
            and not any(word.grade(t.words[i]) >= _OWN_WORD for word in named)
        ]
        if not events:
            return
        best: tuple[int, str, int] | None = None
        for step in self.indicator.steps:
            words = places.get(step.id, [])
            spots = [
                next((i for i in range(len(t)) if word.grade(t.words[i]) >= _OWN_WORD), -1)
                for word in words
            ]
            whole = words and min(spots) >= 0 and not set(spots) & set(events)
            if whole and (best is None or len(words) > best[0]):
                best = len(words), step.id, spots[0]
        if best is not None:
            near = min(events, key=lambda i: sentence.distance((i, i + 1), (best[2], best[2] + 1)))
            modality = sentence.modality(t.starts[near])
            yield StepMention(best[1], near, near + 1, _INSCRIBED, modality, None)

    def _is_own_event(self, word: str) -> bool:
        """Whether a word is a noun of action of the indicator's words, or a form of its verb."""
        return any(
            (each.grade(word) >= _OWN_WORD and each.text.endswith(_NOMINAL))
            or (
                each.open
                and word.startswith(each.text)
                and word.endswith((*_NOMINAL, "e", "es", "ee"))
            )
            for each in self._own
        )

    def _event_grade(self, step: str, event: Event, t: Tokens) -> float:
        own = self._events[step]
        kinds = _LEGAL.get(event.kind, frozenset({event.kind}))
        if own & kinds:
            exact = 1.0 if not event.organ_missing else 0.8
        elif any(own & _IMPLIED.get(kind, frozenset()) for kind in kinds):
            exact = _IMPLIED_GRADE
        else:
            return 0.0
        overlap = self._overlap(step, t, event.first - 8, event.stop + 12)
        return exact * (0.75 + 0.25 * overlap)

    def _overlap(self, step: str, t: Tokens, first: int, stop: int) -> float:
        words = self._words[step]
        near = t.words[max(first, 0) : min(stop, len(t))]
        total = sum(self._weights[word.root] for word in words)
        held = sum(
            self._weights[word.root] for word in words if any(word.grade(each) for each in near)
        )
        return held / total if total else 0.0

    def _named(
        self, step: str, sentence: Sentence, near: tuple[int, int], reach: int
    ) -> Iterator[StepMention]:
        """The mentions of a step by the words of its name, without its event."""
        t, words = sentence.tokens, self._words[step]
        distinctive = [word for word in words if self._weights[word.root] > _SUBJECT]
        if not words or (self._events[step] and not distinctive):
            return
        marks = distinctive or list(words)
        for i in range(len(t)):
            if not marks[-1].grade(t.words[i]):
                continue
            overlap = self._overlap(step, t, i - 5, i + 5)
            if overlap < _OWN or sentence.distance((i, i + 1), near) > reach:
                continue
            length = len(words) / max(len(each) for each in self._words.values())
            grade = overlap * (0.8 + 0.1 * length)
            if self._events[step]:
                grade *= 0.8
            modality = sentence.modality(t.starts[i])
            yield StepMention(step, i, i + 1, grade, modality, None, by_name=True)


def _names_a_place(step: Step) -> bool:
    """Whether the name of a step has a place: *inscrite dans la Constitution*."""
    return not {"dans", "a", "au", "aux", "en"}.isdisjoint(tokenise(step.name.fr).words)


def _events_of(step: Step) -> frozenset[str]:
    """The kinds of event in the name of a step."""
    name = step.name.fr
    kinds = {kind for _, _, kind in triggers_in(tokenise(name))}
    for stage in read_stages(f"Le projet de loi est {name[:1].lower()}{name[1:]}", None):
        if stage.code in ("cabinet", "passed"):
            kinds = (kinds - {"adopt"}) | {stage.code}
    return frozenset(kinds)
