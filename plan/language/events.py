"""Event extraction: the steps stated in a sentence, as in *adopté*, *la mise en service*.

In: tokens and their legislative stages. Out: events by trigger, a verb or its noun, each with its
kind or legal stage and its factuality. The lexicon has the triggers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from plan.language.legal_stages import Stage
from plan.language.lexicon.acts import EVENT_TRIGGERS, STILL_TO_COME
from plan.language.lexicon.time import PERIOD_UNITS
from plan.language.modality import Modality, read_modality
from plan.language.numbers.numerals import Tokens
from plan.language.time.mentions import Mention
from plan.language.word_families import begins


class Event(NamedTuple):
    """An event with its trigger at the tokens ``first`` to before ``stop``; kind or legal stage."""

    first: int
    stop: int
    kind: str
    modality: Modality
    date: Mention | None = None
    organ_missing: bool = False


_PHRASES: Final = tuple(
    sorted(((tuple(words.split()), kind) for words, kind in EVENT_TRIGGERS.items()),
           key=lambda each: (-len(each[0]), -len(each[0][-1])))
)  # fmt: skip


@lru_cache(maxsize=8192)
def _opened(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The triggers that begin with a word, with their kinds."""
    return tuple(
        (words, kind) for words, kind in _PHRASES
        if (begins(word, words[0]) if len(words) == 1 else word == words[0])
    )  # fmt: skip


def is_trigger(word: str) -> bool:
    """Whether a folded word is a trigger by itself."""
    return any(len(words) == 1 for words, _ in _opened(word))


def triggers_in(t: Tokens) -> Iterator[tuple[int, int, str]]:
    """The triggers of a text: first token, token after the last, and kind."""
    i = 0
    while i < len(t):
        taken = 0
        for words, kind in _opened(t.words[i]):
            stated = t.words[i : i + len(words)]
            reflexive = kind == "inscribe" and t.words[i - 1] in ("s'", "se")
            if stated[:-1] == list(words[:-1]) and begins(stated[-1], words[-1]) and not reflexive:
                yield i, i + len(words), kind
                taken = len(words)
                break
        i += taken or 1


def read_events(t: Tokens, stages: tuple[Stage, ...], lead: str = "") -> Iterator[Event]:
    """The events of a sentence; the offsets of its legislative stages count from its beginning.

    ``lead`` is the line that opens the list of which the sentence is an item: an event that no cue
    in the item governs has the modality of that line.
    """

    def modality_at(place: int, own: Modality | None = None) -> Modality:
        stated = own or read_modality(t.text, at=place)
        led = stated.start == stated.end and lead
        return Modality(read_modality(lead).code, place, place) if led else stated

    taken: set[int] = set()
    triggers = list(triggers_in(t))
    for stage in stages:
        spans = [i for i in range(len(t)) if stage.start < t.ends[i] and t.starts[i] < stage.end]
        first, stop = spans[0], spans[-1] + 1
        taken.update(spans)
        stated = modality_at(stage.start, stage.modality)
        if stated.code == "done" and _is_ahead(t, first):
            stated = Modality("hoped", t.starts[max(first - 4, 0)], t.ends[stop - 1])
        kinds = [stage.code, *(kind for at, _, kind in triggers if at == first)]
        for kind in kinds:
            yield Event(first, stop, kind, stated, stage.date, "organ-missing" in stage.flags)
    for first, stop, kind in triggers:
        if first in taken:
            continue
        stated = _in_apposition(t, first) or modality_at(t.starts[first])
        if _is_ahead(t, first):
            stated = Modality("hoped", t.starts[max(first - 4, 0)], t.ends[stop - 1])
        yield Event(first, stop, kind, stated)


_SUBMITTED: Final = ("soumis/", "transmis/", "soumettre", "propose/", "appele/")
_LOOK_BACK: Final = 3
_PARTICIPLES: Final = ("é", "ée", "és", "ées", "is", "it", "u", "ue", "us", "ues", "ert", "erte")


def _in_apposition(t: Tokens, first: int) -> Modality | None:
    """Done, for a participle in apposition after a comma: *le centre, ouvert en mai, …*."""
    for at in range(first, max(first - _LOOK_BACK, 0), -1):
        if t.words[at - 1] == "," and t.said(at, at + 1).endswith(_PARTICIPLES):
            return Modality("done", t.starts[at], t.ends[at])
    return None


def _is_ahead(t: Tokens, first: int) -> bool:
    """Whether the words before a trigger place it in the future: *à un an de la revue*."""
    before = t.words[max(first - 4, 0) : first]
    links = [word for word in before if word not in ("la", "le", "l'", "les", "sa", "son")]
    submitted = before[-2:-1] == ["a"] and any(
        begins(word, each) for word in t.words[max(first - 6, 0) : first] for each in _SUBMITTED
    )
    waiting = submitted or not STILL_TO_COME.isdisjoint(links)
    counted = links[-1:] in (["de"], ["d'"]) and links[-2:-1] and links[-2] in PERIOD_UNITS
    return waiting or bool(counted)
