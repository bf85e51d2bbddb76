"""Which step of an indicator's ladder a sentence says was reached.

A step is known by its deed (*adopté*, *la mise en service*), for acts of law with the organ that did
it, or by its own words (*catégorie II*). Words of the subject, which stand in any sentence about it,
count for little; those that set a step apart from the others count for most.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from plan import lexicon as lex
from plan.body import Sentence
from plan.modality import Modality
from plan.model import Indicator, Step
from plan.numerals import Tokens, tokenise
from plan.periods import Mention
from plan.stages import read_stages
from plan.stems import begins, roots
from plan.subjects import Word, content_words

__all__ = ["Ladder", "Rung"]


class Rung(NamedTuple):
    """A step that a sentence tells, by the words at the tokens from ``first`` to before ``stop``.

    ``grade``: from 0 to 1, how well they say this step and no other.
    """

    step: str
    first: int
    stop: int
    grade: float
    modality: Modality
    date: Mention | None
    organ_missing: bool = False


class _Deed(NamedTuple):
    first: int
    stop: int
    kind: str
    modality: Modality
    date: Mention | None = None
    organ_missing: bool = False


_PHRASES: Final = tuple(
    sorted(((tuple(words.split()), kind) for words, kind in lex.DEEDS.items()),
           key=lambda each: (-len(each[0]), -len(each[0][-1])))
)  # fmt: skip
_OPENINGS: Final = frozenset(words[0][:2] for words, _ in _PHRASES)
#: What a stage of law is, of the deeds that name steps.
_LEGAL: Final[dict[str, frozenset[str]]] = {
    "drafted": frozenset({"draft"}), "validated": frozenset({"validate"}),
    "cabinet": frozenset({"cabinet"}), "tabled": frozenset({"table"}),
    "adopted": frozenset({"adopt", "cabinet", "passed"}),
    "passed": frozenset({"passed", "adopt", "inscribe"}),
    "promulgated": frozenset({"promulgate", "sign", "publish", "inscribe"}),
    "in-force": frozenset({"force", "operate"}), "reviewed": frozenset(),
}  # fmt: skip
#: What is done and seen in a word of another kind: a thing that works was put into service.
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


def _deeds_in(t: Tokens) -> Iterator[tuple[int, int, str]]:
    """The deeds of some tokens: where, and of which kind."""
    i = 0
    while i < len(t):
        taken = 0
        if t.words[i][:2] in _OPENINGS:
            for words, kind in _PHRASES:
                said = t.words[i : i + len(words)]
                if said and said[:-1] == list(words[:-1]) and begins(said[-1], words[-1]):
                    yield i, i + len(words), kind
                    taken = len(words)
                    break
        i += taken or 1


class Ladder:
    """The steps of an indicator, each with its deeds and the words that set it apart."""

    def __init__(self, indicator: Indicator) -> None:
        """Take the steps of an indicator of nature *steps*."""
        self.indicator = indicator
        self._words = {step.id: content_words(step.name.fr) for step in indicator.steps}
        spread = Counter(
            key for words in self._words.values() for key in {_key(word) for word in words}
        )
        subject = {
            key for text in (indicator.name.fr, *indicator.terms)
            for key in map(_key, content_words(text))
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
        self._deeds = {step.id: _deeds_of(step) for step in indicator.steps}

    @cached_property
    def nominal(self) -> frozenset[str]:
        """The steps whose names tell what goes on and not what is over: *Élaboration*."""
        return frozenset(
            step.id for step in self.indicator.steps
            if (words := self._words[step.id]) and words[0].text.endswith(_NOMINAL)
        )  # fmt: skip

    def rungs(self, sentence: Sentence, near: tuple[int, int], reach: int) -> list[Rung]:
        """The steps that a sentence tells close to some tokens, the best told first."""
        found: list[Rung] = []
        t = sentence.tokens
        for deed in _deeds_of_sentence(sentence):
            if sentence.apart((deed.first, deed.stop), near) > reach:
                continue
            for step in self.indicator.steps:
                grade = self._deed_grade(step.id, deed, t)
                if grade > 0:
                    found.append(Rung(step.id, deed.first, deed.stop, grade, deed.modality,
                                      deed.date, deed.organ_missing))  # fmt: skip
        for step in self.indicator.steps:
            found += self._named(step.id, sentence, near, reach)
        if not found:
            found = [*self._inscribed(sentence)]
        order = {step.id: rank for rank, step in enumerate(self.indicator.steps)}
        return sorted(found, key=lambda rung: (-rung.grade, order[rung.step]))

    def _inscribed(self, sentence: Sentence) -> Iterator[Rung]:
        """A step of which the indicator's own deed is told, in the place that the step names.

        *L'interdiction de l'esclavage dans la Constitution*: of the steps, that which names the
        Constitution and no draft of it.
        """
        t = sentence.tokens
        deeds = [i for i in range(len(t)) if t.kinds[i] == "word" and self._is_own_deed(t.words[i])]
        if not deeds:
            return
        best: tuple[int, str, int] | None = None
        for step in self.indicator.steps:
            words = [word for word in self._words[step.id] if not _is_deed(word.text)]
            spots = [
                next((i for i in range(len(t)) if word.grade(t.words[i]) >= _OWN_WORD), -1)
                for word in words
            ]
            whole = words and min(spots) >= 0 and not set(spots) & set(deeds)
            if whole and (best is None or len(words) > best[0]):
                best = len(words), step.id, spots[0]
        if best is not None:
            near = min(deeds, key=lambda i: sentence.apart((i, i + 1), (best[2], best[2] + 1)))
            modality = sentence.modality(t.starts[near])
            yield Rung(best[1], near, near + 1, _INSCRIBED, modality, None)

    def _is_own_deed(self, word: str) -> bool:
        """Whether a word is a noun of deed, or its verb, that the indicator's words have."""
        return any(
            each.grade(word) >= _OWN_WORD and each.text.endswith(_NOMINAL)
            or (each.open and word.startswith(each.text) and word.endswith((*_NOMINAL, "e", "es", "ee")))
            for each in self._own
        )

    def _deed_grade(self, step: str, deed: _Deed, t: Tokens) -> float:
        own = self._deeds[step]
        kinds = _LEGAL.get(deed.kind, frozenset({deed.kind}))
        if own & kinds:
            exact = 1.0 if not deed.organ_missing else 0.8
        elif any(own & _IMPLIED.get(kind, frozenset()) for kind in kinds):
            exact = _IMPLIED_GRADE
        else:
            return 0.0
        overlap = self._overlap(step, t, deed.first - 8, deed.stop + 12)
        return exact * (0.75 + 0.25 * overlap)

    def _overlap(self, step: str, t: Tokens, first: int, stop: int) -> float:
        words = self._words[step]
        said = t.words[max(first, 0) : min(stop, len(t))]
        total = sum(self._weights[_key(word)] for word in words)
        held = sum(
            self._weights[_key(word)] for word in words if any(word.grade(each) for each in said)
        )
        return held / total if total else 0.0

    def _named(
        self, step: str, sentence: Sentence, near: tuple[int, int], reach: int
    ) -> Iterator[Rung]:
        """A step told by its own words alone, without a deed of its own."""
        t, words = sentence.tokens, self._words[step]
        telling = [word for word in words if self._weights[_key(word)] > _SUBJECT]
        if not words or (self._deeds[step] and not telling):
            return
        marks = telling or list(words)
        for i in range(len(t)):
            if not marks[-1].grade(t.words[i]):
                continue
            overlap = self._overlap(step, t, i - 5, i + 5)
            if overlap < _OWN or sentence.apart((i, i + 1), near) > reach:
                continue
            length = len(words) / max(len(each) for each in self._words.values())
            grade = overlap * (0.8 + 0.1 * length)
            if self._deeds[step]:
                grade *= 0.8
            yield Rung(step, i, i + 1, grade, sentence.modality(t.starts[i]), None)


def _is_deed(word: str) -> bool:
    return any(len(words) == 1 and begins(word, words[0]) for words, _ in _PHRASES)


def _key(word: Word) -> str:
    return min(roots(word.text), key=len)


def _deeds_of(step: Step) -> frozenset[str]:
    """The kinds of deed that the name of a step tells."""
    name = step.name.fr
    kinds = {kind for _, _, kind in _deeds_in(tokenise(name))}
    for stage in read_stages(f"Le projet de loi est {name[:1].lower()}{name[1:]}", None):
        if stage.code in ("cabinet", "passed"):
            kinds = (kinds - {"adopt"}) | {stage.code}
    return frozenset(kinds)


def _deeds_of_sentence(sentence: Sentence) -> Iterator[_Deed]:
    """The deeds of a sentence; those of law with their organs."""
    t = sentence.tokens
    taken: set[int] = set()
    for stage in sentence.stages:
        first = sentence.token_at(stage.start)
        stop = sentence.token_at(stage.end - 1) + 1
        taken.update(range(first, stop))
        date = stage.date
        yield _Deed(first, stop, stage.code, _own(sentence, stage.modality, stage.start), date,
                    "organ-missing" in stage.flags)  # fmt: skip
        for at, end, kind in _deeds_in(t):
            if at == first:
                yield _Deed(at, end, kind, _own(sentence, stage.modality, stage.start), date)
    for first, stop, kind in _deeds_in(t):
        if first not in taken:
            said = _in_apposition(sentence, first) or sentence.modality(t.starts[first])
            if _is_ahead(t, first):
                said = Modality("hoped", t.starts[max(first - 4, 0)], t.ends[stop - 1])
            yield _Deed(first, stop, kind, said)


_SUBMITTED: Final = ("soumis/", "transmis/", "soumettre", "propose/", "appele/")


def _in_apposition(sentence: Sentence, first: int) -> Modality | None:
    """Done, where a participle stands apart after a comma: *le centre, ouvert en mai, …*."""
    t = sentence.tokens
    for at in range(first, max(first - _LOOK_BACK, 0), -1):
        raw = t.said(at, at + 1)
        if t.words[at - 1] == "," and raw.endswith(_PARTICIPLES):
            return Modality("done", t.starts[at], t.ends[at])
    return None


_LOOK_BACK: Final = 3
_PARTICIPLES: Final = ("é", "ée", "és", "ées", "is", "it", "u", "ue", "us", "ues", "ert", "erte")


def _is_ahead(t: Tokens, first: int) -> bool:
    """Whether the words before a noun of deed say that it is to come: *à un an de la revue*."""
    before = t.words[max(first - 4, 0) : first]
    links = [word for word in before if word not in ("la", "le", "l'", "les", "sa", "son")]
    submitted = before[-2:-1] == ["a"] and any(
        begins(word, each) for word in t.words[max(first - 6, 0) : first] for each in _SUBMITTED
    )
    waiting = submitted or not lex.STILL_TO_COME.isdisjoint(links)
    counted = links[-1:] in (["de"], ["d'"]) and links[-2:-1] and links[-2] in lex.PERIOD_UNITS
    return waiting or bool(counted)


def _own(sentence: Sentence, said: Modality, place: int) -> Modality:
    """The modality of a deed, or that of the line that leads its list where it has none."""
    if said.start == said.end and sentence.lead is not None:
        return sentence.modality(place)
    return said
