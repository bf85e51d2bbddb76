"""What accepting a proposal changes in the file: a new observation, or one more passage for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from plan.edition import Edition
from plan.edits import Edit, Insert
from plan.encounter import Relation
from plan.entries import home_of
from plan.model import Address
from plan.proposals import Examined, Proposal
from plan.snippet import observation_entries
from plan.tree import Tree

__all__ = ["accept", "entries_of", "hang"]

#: How a proposal meets what is on record, where it is another passage for the same fact.
_SAME_FACT: Final[frozenset[Relation]] = frozenset({"same-origin", "independent"})


def entries_of(edition: Edition, examined: Examined, proposal: Proposal) -> list[dict[str, Tree]]:
    """The observations that a proposal would be."""
    plan = edition.sound
    assert plan is not None
    return observation_entries(plan, proposal.suggestion, examined.source, examined.published)


def accept(edition: Edition, examined: Examined, proposal: Proposal) -> tuple[Edit, ...]:
    """The edits that take a proposal into the plan.

    The same fact from the same words of another article is one more passage for the observation
    that is there; all else is an observation of its own.
    """
    home = home_of(edition, proposal.suggestion.indicator)
    entries = entries_of(edition, examined, proposal)
    met = proposal.match
    if met.relation in _SAME_FACT and met.observations:
        evidence = entries[0]["evidence"]
        assert isinstance(evidence, list)
        return (Insert((*home, "observations", met.observations[0], "evidence"), evidence[0]),)
    return hang(home, entries)


def hang(home: Address, entries: Sequence[Mapping[str, Tree]]) -> tuple[Edit, ...]:
    """The edits that add observations to the indicator at an address."""
    return tuple(Insert((*home, "observations"), dict(entry)) for entry in entries)
