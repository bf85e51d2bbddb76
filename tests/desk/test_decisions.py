"""A proposal that is accepted becomes an observation, or one more passage for the same fact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_plans.libraries import FILE, GAZETTE, NEW

from plan.desk.decisions import accept, add_observations, observations_of, parts_to_pick
from plan.desk.revisions import revise
from plan.edition.edition import Edition, load
from plan.file.edits import Edit, Insert
from plan.file.nodes import look_up
from plan.file.tree import Tree, compose
from plan.model.quantities import read_period
from plan.model.tree_address import Address
from plan.suggestions.proposals import Examined, Proposal, examine

FAULTY = """\
      - id: "B0"
        name: {fr: Faux}
        nature: flow
        unit: personne
"""
AGAIN = (
    "Cotonou relit ses comptes de lecture publique, au Bénin. Douze bibliothèques ont été "
    "inaugurées en 2024."
)


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    return load(plan_file(FILE, {"gazette.txt": GAZETTE}))


def proposed(examined: Examined, indicator: str) -> Proposal:
    return next(each for each in examined.proposals if each.suggestion.indicator == indicator)


def with_source(
    edition: Edition, examined: Examined, data: str, edits: tuple[Edit, ...]
) -> Edition:
    source: Tree = {"id": examined.source, "file": "neuf.txt", "kind": "press",
                    "published": "2025-12-20"}  # fmt: skip
    revision = revise(edition, [Insert(("sources",), source), *edits], {"neuf.txt": data.encode()})
    assert revision.new_errors == ()
    return revision.after


@pytest.mark.parametrize("indicator", ["B1", "B3", "B5", "B6"])
def test_an_accepted_proposal_is_an_observation_with_its_passage(
    edition: Edition, indicator: str
) -> None:
    examined = examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20"))
    proposal = proposed(examined, indicator)
    after = with_source(edition, examined, NEW, accept(edition, examined, proposal))
    assert after.plan is not None
    assert edition.plan is not None
    before = edition.plan.indicator[indicator].observations
    *held, new = after.plan.indicator[indicator].observations
    assert tuple(held) == before
    assert new.stated == proposal.suggestion.value or new.statement is not None
    assert new.step == proposal.suggestion.step
    (evidence,) = new.evidence
    assert (evidence.source, evidence.quote) == (examined.source, proposal.suggestion.quote)
    assert after.dossiers[indicator].observations[-1][0].match.state == "exact"


PARTS = (
    "Cotonou compte ses lecteurs, au Bénin. En 2024, 340 bibliothécaires ont été formés, dont "
    "120 femmes et 220 hommes."
)


WITH_SEX = FILE.replace("sources:", """\
  dimensions:
    - id: sex
      name: {fr: Sexe}
      values: [{id: f, name: {fr: femmes}}, {id: m, name: {fr: hommes}}]
sources:""").replace("formés]", "formés]\n        disaggregation: [sex]")  # fmt: skip


@pytest.mark.parametrize("picked", [(), (0,), (1,), (0, 1)])
def test_only_the_parts_that_were_picked_are_recorded_with_their_total(
    plan_file: Callable[..., Path], picked: tuple[int, ...]
) -> None:
    edition = load(plan_file(WITH_SEX, {"gazette.txt": GAZETTE}))
    examined = examine(edition, "neuf.txt", PARTS.encode(), read_period("2025-12-20"))
    (proposal,) = (each for each in examined.proposals if each.suggestion.parts)
    offered = parts_to_pick(edition, proposal)
    assert len(offered) == 2, offered
    edits = accept(edition, examined, proposal, picked)
    after = with_source(edition, examined, PARTS, edits)
    assert after.plan is not None
    (total, *parts) = after.plan.indicator[proposal.suggestion.indicator].observations[
        -len(edits) :
    ]
    assert total.part == {}
    assert [(each.stated, tuple(each.part.items())) for each in parts] == [
        (offered[n].stated, (offered[n].category,)) for n in picked
    ]


def test_the_same_fact_from_another_article_is_one_more_passage(edition: Edition) -> None:
    examined = examine(edition, "neuf.txt", AGAIN.encode(), read_period("2025-12-20"))
    (proposal,) = examined.proposals
    assert proposal.match.relation == "independent"
    after = with_source(edition, examined, AGAIN, accept(edition, examined, proposal))
    assert after.plan is not None
    (observation,) = after.plan.indicator["B1"].observations
    assert [each.source for each in observation.evidence] == ["gazette", examined.source]
    assert [each.match.state for each in after.dossiers["B1"].observations[0]] == ["exact"] * 2


def test_a_faulty_entry_before_an_indicator_does_not_shift_its_address(
    plan_file: Callable[..., Path],
) -> None:
    text = FILE.replace('      - id: "B1"\n', FAULTY + '      - id: "B1"\n')
    edition = load(plan_file(text, {"gazette.txt": GAZETTE}))
    assert edition.plan is None
    for data, indicator in ((NEW, "B5"), (AGAIN, "B1")):
        examined = examine(edition, "neuf.txt", data.encode(), read_period("2025-12-20"))
        edits = accept(edition, examined, proposed(examined, indicator))
        tree, _, _ = compose(revise(edition, edits).text)
        (edit,) = edits
        home = look_up(tree, edit.address[:4])
        assert isinstance(home, dict)
        assert home["id"] == indicator


def test_accepting_for_a_missing_indicator_is_refused(
    edition: Edition, plan_file: Callable[..., Path]
) -> None:
    examined = examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20"))
    proposal = proposed(examined, "B3")
    other = load(plan_file(FILE.replace('id: "B3"', 'id: "C3"'), {"gazette.txt": GAZETTE}))
    with pytest.raises(LookupError):
        accept(other, examined, proposal)


def test_observations_are_added_in_order_as_copies() -> None:
    home: Address = ("axes", 0, "indicators", 2)
    entries: list[dict[str, Tree]] = [{"period": "2024"}, {"period": "2025"}]
    edits = add_observations(home, entries)
    assert edits == tuple(Insert((*home, "observations"), each) for each in entries)
    assert all(edit.value is not each for edit, each in zip(edits, entries, strict=True))  # type: ignore[union-attr]


def test_an_accepted_proposal_is_recorded_as_shown(edition: Edition) -> None:
    examined = examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20"))
    for proposal in examined.proposals:
        shown = compose("observations:\n" + proposal.snippet)[0]
        assert shown == {"observations": observations_of(edition, examined, proposal)}
