"""Evidence, verified: each passage with its source, match, origin and rank.

In: evidence, or an indicator with all of its evidence, the sources and the library of articles.
Out: a passage for each piece of evidence, or a dossier of them. The rank orders kinds of sources;
``docs/method.md`` gives the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from plan.articles.library import Library
from plan.evidence.anchoring import find
from plan.evidence.match import GREEN, ORPHAN, Match
from plan.model.records import Evidence, Indicator, Source

Rank = tuple[int, int, int]

_RANKS: Final = {"law": 1, "report": 2, "communique": 3, "press": 6, "opinion": 7}
_RELAYING: Final = 4
_OPINION_RELAYING: Final = 5


class Passage(NamedTuple):
    """A piece of evidence, its source, and the match of its words in the source's article."""

    evidence: Evidence
    source: Source
    match: Match
    inside: bool  # within the body of the article

    @property
    def green(self) -> bool:
        """Whether the article has it word for word, whatever the typography."""
        return self.match.state in GREEN

    @property
    def supports(self) -> bool:
        """Whether it supports rather than refutes."""
        return self.evidence.stance == "supports"

    @property
    def origin(self) -> str:
        """The origin of the information: passages of one origin count as one source."""
        return self.evidence.origin or self.source.origin or self.source.id

    @property
    def rank(self) -> Rank:
        """Its sort key, best first: kind of source, reliability grade, later publication."""
        kind = _RANKS[self.source.kind]
        if self.origin != self.source.id:
            kind = _OPINION_RELAYING if self.source.kind == "opinion" else _RELAYING
        return kind, ord(self.source.reliability), -self.source.known.toordinal()

    def counts(self, known: date) -> bool:
        """Whether it proves a value, given what was published by the day ``known``."""
        return self.green and self.supports and self.source.known <= known


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dossier:
    """The verified passages of one indicator, in the order of the file.

    Two dossiers are never equal, so that results may be cached by them.
    """

    observations: tuple[tuple[Passage, ...], ...] = ()
    targets: tuple[tuple[Passage, ...], ...] = ()
    baseline: tuple[Passage, ...] = ()


def verify(indicator: Indicator, sources: Mapping[str, Source], library: Library) -> Dossier:
    """Find each passage of an indicator in its article."""

    def placed(evidence: tuple[Evidence, ...]) -> tuple[Passage, ...]:
        return verify_passages(evidence, sources, library)

    return Dossier(
        tuple([placed(observation.evidence) for observation in indicator.observations]),
        tuple([placed(target.evidence) for target in indicator.targets]),
        placed(indicator.baseline.evidence) if indicator.baseline else (),
    )


def verify_passages(
    evidence: tuple[Evidence, ...], sources: Mapping[str, Source], library: Library
) -> tuple[Passage, ...]:
    """Find each piece of evidence in its article."""
    return tuple([_verified(each, sources[each.source], library) for each in evidence])


def _verified(evidence: Evidence, source: Source, library: Library) -> Passage:
    article = library.articles.get(source.id)
    if article is None:
        return Passage(evidence, source, ORPHAN, True)
    match = find(article.folded, evidence.quote, evidence.prefix, evidence.suffix)
    first, last = library.bodies[source.id]
    inside = match.start is None or match.end is None or first <= match.start <= match.end <= last
    return Passage(evidence, source, match, inside)
