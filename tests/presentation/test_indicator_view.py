"""What the page of an indicator says: no more than is known, and who owes what is not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.model.quantities import Language
from plan.model.records import Indicator
from plan.presentation import indicator_view
from plan.presentation.explanations import calculation_line
from plan.presentation.indicator_view import headline, missing_card, proof, sheet

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"
Made = Callable[..., tuple[View, Indicator]]


@pytest.fixture
def made(plan_file: Any) -> Made:
    """A view with its one indicator, whose observations each stand on a passage of their own."""

    def make(
        *observations: str, on: str = "2025-06-30",
        language: Language = "en", kinds: str = "", **keys: str,
    ) -> tuple[View, Indicator]:  # fmt: skip
        keys = {"nature": "flow", "unit": "person", **keys}
        if keys["nature"] == "steps":
            del keys["unit"]
            keys["steps"] = "[{id: a, name: {fr: Créée}}, {id: b, name: {fr: Ouverte}}]"
        lines = "".join(f"        {key}: {value}\n" for key, value in keys.items())
        rows = "".join(
            f"          - {{{each}, evidence: [{{source: {kinds[n : n + 1] or 'r'}, "
            f"quote: La mesure numéro {n} est rapportée}}]}}\n"
            for n, each in enumerate(observations)
        )
        text = f"""
plan:
  title: {{fr: Le plan}}
  period: 2023/2027
  dimensions: [{{id: sex, name: {{fr: sexe, en: sex}}, values: [{{id: f, name: {{fr: femmes}}}}]}}]
sources:
  - {{id: r, file: a.txt, kind: report, published: 2025-03-01, publisher: Ministère}}
  - {{id: p, file: a.txt, kind: press, published: 2025-03-01, publisher: Journal}}
axes:
  - id: x
    name: {{fr: Axe}}
    indicators:
      - id: "1"
        name: {{fr: Nom, en: Name}}
{lines}{"        observations:" if rows else ""}
{rows}"""
        article = " ".join(f"La mesure numéro {n} est rapportée." for n in range(len(observations)))
        path = plan_file(text, {"a.txt": f"Début. {article}\n"})
        view = View(load(path), date.fromisoformat(on), date(2026, 1, 1), language)
        return view, view.plan.indicator["1"]

    return make


GOAL = "[{by: 2027-12-31, value: 150000, basis: derived, note: {fr: oui}}]"


# --- Value and meaning ---------------------------------------------------------------------------


def test_a_figure_that_begins_before_the_plan_is_shown_over_its_period_and_estimated(
    made: Made,
) -> None:
    shown = headline(*made("period: 2022/2024, at_least: 100000"))
    assert (shown.value, shown.note) == ("≥\u00a0100,000 persons", "published figure (2022–2024)")
    assert shown.meaning.startswith(
        "2022 comes before the plan: how much dates from 2023 or later is not known. Spread evenly "
        "over the days, it would be at least 66,697 persons: an estimate, not a proof."
    )
    assert "Nothing is published for the time after 31 December 2024." in shown.meaning


def test_new_evidence_within_the_plan_does_not_hide_the_wider_figure(made: Made) -> None:
    shown = headline(*made("period: 2022/2024, at_least: 100000", "period: 2024, at_least: 48000"))
    assert shown.value == "≥\u00a048,000 persons"
    assert "≥\u00a0100,000 persons" in shown.note
    assert (
        "2022 comes before the plan. Certain within the plan: at least 48,000 persons."
        in shown.meaning
    )


def test_a_total_counted_since_nobody_says_when_is_called_so(made: Made) -> None:
    shown = headline(*made("period: ../2024, exactly: 40"))
    assert shown.meaning.startswith("The start of this count is not published")


def test_the_way_to_a_target_is_dated_with_the_latest_evidence(made: Made) -> None:
    shown = headline(*made("period: 2023/2024, exactly: 30000", targets=GOAL))
    assert (
        "Target: 150,000 persons (deduced from the plan or its steps) by 31 December 2027; "
        "progress on 31 December 2024: 20%, expected: 40%."
    ) in shown.meaning


def test_a_step_says_which_comes_next_and_the_last_that_nothing_is_left(made: Made) -> None:
    first = headline(*made("period: 2024-05-01, step: a", nature="steps", language="fr"))
    assert first.value == "Créée, ou au-delà"
    assert "Étape 1 sur 2\u202f; la suivante est «\u00a0Ouverte\u00a0»." in first.meaning
    last = headline(*made("period: 2024-05-01, step: b", nature="steps", language="fr"))
    assert last.value == "Ouverte"
    assert "plus rien n’est attendu" in last.meaning
    assert "Rien n’est publié" not in last.meaning


def test_what_is_old_contested_or_in_conflict_has_a_pill(made: Made) -> None:
    shown = headline(*made("period: 2023, exactly: 5", on="2025-12-31"))
    assert shown.old == "old evidence: 31 December 2023"
    view = View(load(SECOND), date(2025, 7, 1), date(2025, 7, 1), "en")
    assert headline(view, view.plan.indicator["E1"]).warnings == ("contradictory sources",)
    assert headline(view, view.plan.indicator["E2"]).warnings == ("contradicted by a passage",)
    later = View(view.edition, date(2025, 9, 1), date(2025, 9, 1), "en")
    disputed = headline(later, later.plan.indicator["C2"])
    assert disputed.state == "conflict"
    assert "none of them is used" in disputed.meaning


def test_nothing_known_is_never_worded_as_zero(made: Made) -> None:
    shown = headline(*made())
    assert (shown.value, shown.words) == ("Not reported", "")
    assert "This does not mean zero" in shown.meaning


# --- Proof ---------------------------------------------------------------------------------------


def test_the_proof_is_the_best_ranked_passage_and_one_that_begins_within_the_plan(
    made: Made,
) -> None:
    def number(*observations: str, kinds: str = "") -> str:
        found = proof(*made(*observations, kinds=kinds))
        assert found is not None
        return found.evidence.quote.removeprefix("La mesure numéro ").split()[0]

    assert number("period: 2023, exactly: 5", "period: 2024, exactly: 9") == "1"
    assert number("period: 2023, exactly: 5", "period: 2024, exactly: 9", kinds="rp") == "0"
    assert number("period: 2022/2024, at_least: 99", "period: 2024, exactly: 9") == "1"
    assert proof(*made()) is None


def test_every_other_known_passage_is_listed_once(made: Made) -> None:
    for path in (ROOT / "indicators.yaml", SECOND):
        view = View(load(path), date(2026, 11, 21), date(2026, 11, 21), "fr")
        for indicator in view.plan.indicator.values():
            dossier = view.dossier(indicator)
            everything = [passage for group in (*dossier.observations, *dossier.targets,
                                                dossier.baseline) for passage in group]  # fmt: skip
            shown = [each.passage for each in indicator_view.other_evidence(view, indicator)]
            if (first := proof(view, indicator)) is not None:
                shown.append(first)
            assert sorted(map(id, shown)) == sorted(map(id, everything))


# --- What is missing -----------------------------------------------------------------------------


def test_what_is_reported_once_is_due_by_the_end_of_the_plan(made: Made) -> None:
    card = missing_card(*made(frequency="once"))
    assert card is not None
    assert card.sentences[-1] == ("To be reported once, by the end of the plan (31 December 2027).")


def test_the_card_says_what_is_missing_who_owes_it_and_since_when(made: Made) -> None:
    asked = "{fr: Le nombre, en: The number of people.}"
    view, indicator = made(definition=asked, responsible="{fr: Le Comité}")
    card = missing_card(view, indicator)
    assert card is not None
    assert card.sentences == (
        "To be reported: the number of people.", "Expected from: Le Comité.",
        "The first report has been due since 1 January 2024.",
    )  # fmt: skip
    early = missing_card(*made(on="2023-06-30"))
    assert early is not None
    assert early.sentences == (
        "No responsible body is named.",
        "The first report is due on 1 January 2024.",
    )
    assert missing_card(*made("period: 2024, exactly: 5")) is None


def test_the_sheet_says_what_is_missing_and_what_the_plan_leaves_open(made: Made) -> None:
    view, indicator = made(
        "period: 2022/2023, at_least: 5", disaggregation="[sex]", on="2025-06-30"
    )
    pairs = dict(sheet(view, indicator))
    assert pairs["What is missing"].startswith(
        "The part for 2023 is not known. Nothing is published for 2024 and 2025."
    )
    assert pairs["Expected breakdowns"] == "sex: 0 of 1"
    assert pairs["Target"] == "None is published."
    assert pairs["Not stated in the plan"] == (
        "responsible body, reporting frequency and means of verification"
    )
    assert all(pairs.values())


def test_the_calculation_is_given_in_one_line(made: Made) -> None:
    one = "period: 2023/2024, exactly: 30000"
    assert calculation_line(*made(one)) == "1 verified value, no target to compare with"
    assert calculation_line(*made(one, direction="context")).endswith("shown as context")
    assert calculation_line(*made(one, targets=GOAL)) == (
        "1 verified value, compared with the target: limited progress"
    )
