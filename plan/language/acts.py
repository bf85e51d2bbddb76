"""Deeds stated in a sentence, from which steps are recognised: *adopté*, *la mise en service*.

A deed is a verb or its noun. That of a legal act has its organ and stage (`legal_stages`). Each has
its modality: done, ongoing, announced, hoped, alleged, negated.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from plan.language.legal_stages import Stage
from plan.language.lexicon.acts import DEEDS, STILL_TO_COME
from plan.language.lexicon.time import PERIOD_UNITS
from plan.language.modality import Modality, read_modality
from plan.language.numbers.numerals import Tokens
from plan.language.time.mentions import Mention
from plan.language.word_families import begins

__all__ = ["Deed", "deeds_in", "is_deed", "read_deeds"]


class Deed(NamedTuple):
    """A deed at the tokens from ``first`` to before ``stop``: its kind or its legal stage."""

    first: int
    stop: int
    kind: str
    modality: Modality
    date: Mention | None = None
    organ_missing: bool = False


_PHRASES: Final = tuple(
    sorted(((tuple(words.split()), kind) for words, kind in DEEDS.items()),
           key=lambda each: (-len(each[0]), -len(each[0][-1])))
)  # fmt: skip


@lru_cache(maxsize=8192)
def _opened(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The phrases of deeds that begin with a word."""
    return tuple(
        (words, kind) for words, kind in _PHRASES
        if (begins(word, words[0]) if len(words) == 1 else word == words[0])
    )  # fmt: skip


def is_deed(word: str) -> bool:
    """Whether a folded word is a deed by itself."""
    return any(len(words) == 1 for words, _ in _opened(word))


def deeds_in(t: Tokens) -> Iterator[tuple[int, int, str]]:
    """The first token of each deed, the token after its last, and its kind."""
    i = 0
    while i < len(t):
        taken = 0
        for words, kind in _opened(t.words[i]):
            said = t.words[i : i + len(words)]
            reflexive = kind == "inscribe" and t.words[i - 1] in ("s'", "se")
            if said[:-1] == list(words[:-1]) and begins(said[-1], words[-1]) and not reflexive:
                yield i, i + len(words), kind
                taken = len(words)
                break
        i += taken or 1


def read_deeds(t: Tokens, stages: tuple[Stage, ...], lead: str = "") -> Iterator[Deed]:
    """The deeds of a sentence with its legislative stages, whose offsets count from its beginning.

    ``lead`` is the line that opens the list of which the sentence is an item: a deed that no cue
    in the item governs has the modality of that line.
    """

    def modality_at(place: int, own: Modality | None = None) -> Modality:
        said = own or read_modality(t.text, at=place)
        led = said.start == said.end and lead
        return Modality(read_modality(lead).code, place, place) if led else said

    taken: set[int] = set()
    deeds = list(deeds_in(t))
    for stage in stages:
        spans = [i for i in range(len(t)) if stage.start < t.ends[i] and t.starts[i] < stage.end]
        first, stop = spans[0], spans[-1] + 1
        taken.update(spans)
        said = modality_at(stage.start, stage.modality)
        if said.code == "done" and _is_ahead(t, first):
            said = Modality("hoped", t.starts[max(first - 4, 0)], t.ends[stop - 1])
        kinds = [stage.code, *(kind for at, _, kind in deeds if at == first)]
        for kind in kinds:
            yield Deed(first, stop, kind, said, stage.date, "organ-missing" in stage.flags)
    for first, stop, kind in deeds:
        if first in taken:
            continue
        said = _in_apposition(t, first) or modality_at(t.starts[first])
        if _is_ahead(t, first):
            said = Modality("hoped", t.starts[max(first - 4, 0)], t.ends[stop - 1])
        yield Deed(first, stop, kind, said)


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
    """Whether the words before a deed place it in the future: *à un an de la revue*."""
    before = t.words[max(first - 4, 0) : first]
    links = [word for word in before if word not in ("la", "le", "l'", "les", "sa", "son")]
    submitted = before[-2:-1] == ["a"] and any(
        begins(word, each) for word in t.words[max(first - 6, 0) : first] for each in _SUBMITTED
    )
    waiting = submitted or not STILL_TO_COME.isdisjoint(links)
    counted = links[-1:] in (["de"], ["d'"]) and links[-2:-1] and links[-2] in PERIOD_UNITS
    return waiting or bool(counted)
