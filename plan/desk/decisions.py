"""What a person decides about a proposal: accept it into the file, reject it, or take that back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from plan.desk.access import Access
from plan.desk.change import Change, ChangeSet, EntryKind
from plan.desk.commit import shortened
from plan.desk.journal import Entry
from plan.desk.records import indicator_address
from plan.desk.saving import log_decision
from plan.edition.edition import Edition
from plan.file.edits import Edit, Insert
from plan.file.tree import Tree
from plan.model.tree_address import Address
from plan.suggestions.matching import Relation
from plan.suggestions.offered_parts import OfferedPart, offered_parts
from plan.suggestions.proposals import Examined, Proposal
from plan.suggestions.snippets import observation_records

#: The relations of a proposal to what is on record that make it another passage for the same fact.
_SAME_FACT: Final[frozenset[Relation]] = frozenset({"same-origin", "independent"})


def observations_of(
    edition: Edition, examined: Examined, proposal: Proposal
) -> list[dict[str, Tree]]:
    """The observations that a proposal would be in the file."""
    plan = edition.sound
    assert plan is not None
    return observation_records(plan, proposal.suggestion, examined.source, examined.published)


def repeats_record(proposal: Proposal) -> bool:
    """Whether accepting adds a passage to an observation on record, and no value."""
    return proposal.match.relation in _SAME_FACT and bool(proposal.match.observations)


def parts_to_pick(edition: Edition, proposal: Proposal) -> tuple[OfferedPart, ...]:
    """The parts of its total that a proposal can bring with it, each with its category."""
    plan = edition.sound
    if plan is None or repeats_record(proposal):
        return ()
    found = offered_parts(plan, proposal.suggestion)
    return tuple(each for each in found if each.category is not None)


def accept(
    edition: Edition, examined: Examined, proposal: Proposal, parts: Collection[int] = ()
) -> tuple[Edit, ...]:
    """The edits that take a proposal into the plan.

    The same fact in the same words of another article becomes one more passage of the observation
    that is on record; everything else becomes an observation of its own. ``parts`` are the indices
    in ``parts_to_pick`` of the parts that are recorded with the total.
    """
    home = indicator_address(edition, proposal.suggestion.indicator)
    observations = observations_of(edition, examined, proposal)
    if repeats_record(proposal):
        evidence = observations[0]["evidence"]
        assert isinstance(evidence, list)
        at = (*home, "observations", proposal.match.observations[0], "evidence")
        return (Insert(at, evidence[0]),)
    total, *others = observations
    return add_observations(home, [total, *(each for n, each in enumerate(others) if n in parts)])


def add_observations(home: Address, observations: Sequence[Mapping[str, Tree]]) -> tuple[Edit, ...]:
    """The edits that add observations to the indicator at an address."""
    return tuple(Insert((*home, "observations"), dict(each)) for each in observations)


def reject(
    edition: Edition, examined: Examined, proposal: Proposal, access: Access, change: Change
) -> None:
    """Enter in the journal that a proposal is rejected, and why: it is not offered again.

    The change is signed as by ``commit``. Raises ``access.Forbidden`` and ``saving.Unsaved``.
    """
    _decide("reject", edition, _about(examined, proposal), access, change)


def restore(edition: Edition, rejection: Entry, access: Access, change: Change) -> None:
    """Take a rejection back: the proposal is offered again. Raises as ``reject`` does."""
    _decide("restore", edition, rejection.about, access, change)


def rejection_of(
    rejected: Mapping[tuple[str, str, str], Entry], examined: Examined, proposal: Proposal
) -> Entry | None:
    """The entry that rejects a proposal, of those of ``Journal.rejected``; else None."""
    about = _about(examined, proposal)
    return rejected.get((about["article"], about["indicator"], about["quote"]))


def _decide(
    kind: EntryKind, edition: Edition, about: Mapping[str, str], access: Access, change: Change
) -> None:
    access.demand_edit()
    indicators = (about["indicator"],) if about.get("indicator") else ()
    decision = Change(
        change.when, access.who, shortened(change.why), kind, about, ChangeSet((), indicators)
    )
    log_decision(edition.path, decision)


def _about(examined: Examined, proposal: Proposal) -> dict[str, str]:
    return {
        "article": examined.digest,
        "file": examined.name,
        "indicator": proposal.suggestion.indicator,
        "quote": " ".join(proposal.suggestion.quote.split()),
    }
