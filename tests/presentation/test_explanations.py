"""A view in words: no sentence claims more than the assessment; the arithmetic is shown."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from plan.edition.edition import load
from plan.edition.view import View
from plan.method.counting import ConflictRule
from plan.method.coverage import STATUS_GROUPS
from plan.method.status import FREQUENCIES, NO_STATUS_REASONS
from plan.method.targets import needed
from plan.model.quantities import INF, Interval, Language
from plan.presentation.comparison import changes
from plan.presentation.explanations import (
    citation,
    conflict_words,
    explanation,
    needed_words,
    solidity_words,
)
from plan.presentation.findings import (
    attention,
    axis_finding,
    axis_targets_words,
    gaps_finding,
    indicator_finding,
    overview_finding,
    reached_words,
    sources_finding,
    summary,
    timeline_finding,
)
from plan.presentation.glossary import (
    FREQUENCY_WORDS,
    REASON_WORDS,
    REASONS_EXPLAINED,
    RULE_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
)
from plan.presentation.values import (
    fact_words,
    pace_words,
    share_words,
    target_basis_words,
    value_words,
)

ROOT = Path(__file__).parents[2]
Made = Callable[..., View]
ON = "2024-12-31"


@pytest.fixture
def made(plan_file: Any) -> Made:
    """A view of one indicator, its observations each on a passage of its own."""

    def make(
        *observations: str,
        on: str = ON,
        known: str = "2026-01-01",
        language: Language = "en",
        sources: tuple[str, ...] = (),
        **keys: str,
    ) -> View:
        held = sources or ("report",) * len(observations)
        words = [f"La mesure numéro {n} est rapportée ici. " for n in range(len(observations))]
        rows = "".join(
            f"          - {{{each}, evidence: [{{source: {held[n]}, quote: {words[n][:-2]}}}]}}\n"
            for n, each in enumerate(observations)
        )
        keys = {"nature": "flow", "unit": "person", **keys}
        if keys["nature"] == "steps":
            del keys["unit"]
            keys.setdefault("steps", "[" + ", ".join(
                f"{{id: {each}, name: {{fr: Étape {each}, en: Step {each}}}}}" for each in "abcd"
            ) + "]")  # fmt: skip
        lines = "".join(f"        {key}: {value}\n" for key, value in keys.items())
        text = f"""
plan:
  title: {{fr: Le plan, en: The plan}}
  period: 2023-01-01/2027-12-31
  currency: XOF
  dimensions:
    - {{id: sex, name: {{fr: sexe}}, values: [{{id: f, name: {{fr: femmes, en: women}}}}]}}
sources:
  - {{id: report, file: a.txt, kind: report, published: 2025-03-01, publisher: Ministère}}
  - {{id: press, file: a.txt, kind: press, published: 2025-06-01, reliability: B,
     title: {{fr: Le titre}}}}
  - {{id: second, file: a.txt, kind: report, published: 2025-03-01}}
axes:
  - id: x
    name: {{fr: Axe}}
    indicators:
      - id: "1"
        name: {{fr: Nom, en: Name}}
{lines}        observations:
{rows}"""
        text = text if observations else text.replace("        observations:\n", "")
        path = plan_file(text, {"a.txt": "Début. " + "".join(words)})
        view = View(load(path), date.fromisoformat(on), date.fromisoformat(known), language)
        assert view.edition.problems == ()
        return view

    return make


def target(by: str = "2027-12-31", **value: Any) -> str:
    ((key, each),) = (value or {"value": 100}).items()
    return f"[{{by: {by}, {key}: {each}, basis: derived, note: {{fr: oui}}}}]"


def first(view: View) -> Any:
    return view.plan.indicator["1"]


# --- Tables of words -----------------------------------------------------------------------------


def test_every_code_has_its_words() -> None:
    assert set(STATUS_WORDS) == set(STATUS_GROUPS)
    assert set(REASON_WORDS) == set(REASONS_EXPLAINED) == set(NO_STATUS_REASONS)
    assert set(RULE_WORDS) == set(get_args(ConflictRule))
    assert set(FREQUENCY_WORDS) == {*FREQUENCIES, "once"}
    assert len(STATE_WORDS) == 7


def test_french_status_words_are_the_official_ones() -> None:
    from plan.locale.translation import say_in

    assert [say_in("fr")(STATUS_WORDS[code]) for code in STATUS_GROUPS if code != "between"] == [
        "Cible atteinte",
        "Sur la bonne voie",
        "Des progrès, mais une accélération est nécessaire",
        "Progrès limités",
        "Détérioration",
        "Évaluation impossible",
    ]


# --- Values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("exactly: 1", "1 person"),
        ("exactly: 0", "0 persons"),
        ("exactly: 1500", "1,500 persons"),
        ("at_least: 1500", "at least 1,500 persons"),
        ("at_most: 20", "at most 20 persons"),
        ("about: 100", "between 95 and 105 persons"),
        ("between: [3, 9]", "between 3 and 9 persons"),
    ],
)
def test_a_value_is_worded_with_its_qualifier_and_unit(made: Made, said: str, words: str) -> None:
    view = made(f"period: 2024, {said}", nature="stock")
    assert value_words(view, first(view)) == words


def test_units_are_worded_in_each_language(made: Made) -> None:
    half = {"nature": "rate", "unit": "percent"}
    view = made("period: 2024, exactly: 2.25", **half)
    assert value_words(view, first(view)) == "2.25%"
    view = made("period: 2024, exactly: 2.25", language="fr", **half)
    assert value_words(view, first(view)) == "2,25\u202f%"
    for number, word in ((0, "personne"), (1, "personne"), (2, "personnes")):
        view = made(f"period: 2024, exactly: {number}", nature="stock", language="fr")
        assert value_words(view, first(view)) == f"{number} {word}"
    view = made("period: 2024, exactly: 2000", nature="stock", unit="amount")
    assert value_words(view, first(view)).startswith("2,000 ")


def test_not_reported_is_not_zero_and_an_unknown_share_keeps_its_figure(made: Made) -> None:
    view = made()
    assert value_words(view, first(view)) == "not reported"
    view = made("period: 2022/2024, at_least: 100000")
    words = value_words(view, first(view))
    assert "at least 100,000 persons" in words
    assert "2022–2024" in words
    assert words.endswith("how much of it since 2023 is not known")


def test_an_unknown_total_whose_figures_lie_inside_the_plan_is_not_reported_since(
    made: Made,
) -> None:
    inside = made("period: 2023, at_most: 30", "period: 2024, at_least: 0")
    lone = made("period: 2024-06-01/2024-06-30, at_least: 0")
    astride = made("period: 2022-12-31/2023-12-31, at_least: 30")
    open_ended = made("period: ../2024, at_least: 30")
    assert value_words(lone, first(lone)) == (
        "at least 0 persons (June 2024); nothing published since"
    )
    assert value_words(inside, first(inside)).endswith("; nothing published since")
    for view in (astride, open_ended):
        assert value_words(view, first(view)).endswith(" is not known")


def test_a_value_known_only_for_later_days_is_unknown(made: Made) -> None:
    view = made("period: 2024, exactly: 7", on="2023-06-30")
    assert value_words(view, first(view)) == "unknown"


def test_a_step_is_worded_by_its_name(made: Made) -> None:
    step = {"nature": "steps"}
    words = {
        on: value_words(view := made("period: 2024-03-01, step: b", on=on, **step), first(view))
        for on in ("2024-02-29", "2024-03-01", "2024-03-02")
    }
    assert list(words.values()) == ["not reported", "Step b", "Step b, or beyond"]
    view = made("period: 2024-03-01, step: d", **step)
    assert value_words(view, first(view)) == "Step d"


def test_small_counts_of_people_are_masked_in_every_sentence(made: Made) -> None:
    few = "period: 2022/2024, exactly: 5, part: {sex: f}"
    many = "period: 2022/2024, exactly: 50, part: {sex: f}"
    view = made(few)
    shown = [value_words(view, first(view)), *(fact_words(view, each) for each in view.facts)]
    assert shown == ["unknown", "masked (women)"]
    assert not any("5" in words for words in shown)
    view = made(many)
    assert "50 persons (women)" in value_words(view, first(view))
    assert [fact_words(view, each) for each in view.facts] == ["50 persons (women)"]


# --- Shares and pace -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Interval(Fraction(1, 2), Fraction(1, 2)), "50%"),
        (Interval(Fraction(1, 3), Fraction(2, 3)), "between 33.3% and 66.7%"),
        (Interval(Fraction(1, 3), INF), "at least 33.3%"),
        (Interval(0, INF), "unknown"),
        (Interval(-INF, Fraction(1, 3)), "at most 33.3%"),  # type: ignore[arg-type]
        (Interval(-INF, INF), "unknown"),  # type: ignore[arg-type]
        (Interval(Fraction(9999, 10000), Fraction(9999, 10000)), "99.99%"),
    ],
)
def test_a_share_of_the_way_in_words(made: Made, share: Interval, words: str) -> None:
    assert share_words(made(), share) == words


@pytest.mark.parametrize(
    ("pace", "words"),
    [
        ("0.95", "0.95"),
        ("0.9499", "0.9499"),
        ("0.94999", "0.94999"),
        ("0.944", "0.94"),
        ("0.5996", "0.5996"),
        ("0.6", "0.6"),
        ("1.2345", "1.23"),
    ],
)
def test_a_pace_is_never_rounded_over_a_border(made: Made, pace: str, words: str) -> None:
    share = Interval(Fraction(pace) / 2, Fraction(pace) / 2)
    assert pace_words(made(), share, Fraction(1, 2)) == words


def test_an_interval_of_paces_is_worded_by_its_bounds(made: Made) -> None:
    half = Fraction(1, 2)
    assert pace_words(made(), Interval(half, 1), half) == "between 1 and 2"
    assert pace_words(made(), Interval(half, INF), half) == "at least 1"
    assert pace_words(made(), Interval(0, INF), half) == "unknown"


# --- How a status was obtained -------------------------------------------------------------------


def test_the_arithmetic_is_shown_with_its_numbers(made: Made) -> None:
    view = made("period: 2023/2024, exactly: 30", targets=target())
    shown = " ".join(explanation(view, first(view)))
    for words in ("31 December 2024", "Target: 100 persons by 31 December 2027", "= 30%", "40%",
                  "0.75", "Progress made, but acceleration needed"):  # fmt: skip
        assert words in shown


def test_every_reason_is_explained_and_no_status_is_claimed(made: Made) -> None:
    two = ("period: 2024, exactly: 10", "period: 2024, exactly: 20")
    views = {
        "no-evidence": made(),
        "context": made("period: 2024, exactly: 1", direction="context"),
        "outside-period": made("period: 2022, exactly: 1"),
        "no-target": made("period: 2024, exactly: 1"),
        "no-baseline": made("period: 2024, exactly: 1", nature="stock", targets=target()),
        "conflict": made(*two, targets=target(), sources=("report", "second")),
        "no-evidence-since-due": made("period: 2023, exactly: 1", targets=target("2024-06-30")),
        "too-wide": made("period: 2023/2024, at_least: 1", targets=target()),
        "definition-changed": made("period: 2024, exactly: 1, flag: B", targets=target()),
    }
    assert set(views) == set(NO_STATUS_REASONS)
    for reason, view in views.items():
        assert view.assessments["1"].reason == reason


def test_the_reason_ends_the_explanation(made: Made) -> None:
    view = made("period: 2023/2024, at_least: 1", targets=target())
    shown = explanation(view, first(view))
    assert shown[-1] == REASONS_EXPLAINED["too-wide"]
    assert not any("Hence the status" in sentence for sentence in shown)


def test_the_even_spread_is_labelled_as_an_estimate(made: Made) -> None:
    view = made("period: 2022/2024, at_least: 100000")
    (shown,) = [each for each in explanation(view, first(view)) if "Spread evenly" in each]
    assert "66,697" in shown
    assert "an estimate, not a proof" in shown


def test_a_conflict_is_explained_with_its_rule(made: Made) -> None:
    view = made("period: 2024, exactly: 10", "period: 2024, exactly: 20", nature="stock",
                sources=("press", "report"))  # fmt: skip
    (conflict,) = view.assessments["1"].conflicts
    shown = conflict_words(view, first(view), conflict)
    assert shown == (
        "“10 persons” (2024) and “20 persons” (2024) cannot all be true; "
        "set aside: “10 persons”, as the lowest-ranked source."
    )
    assert shown in explanation(view, first(view))
    assert value_words(view, first(view)) == "20 persons"


def test_a_conflict_of_equal_ranks_names_none_as_set_aside(made: Made) -> None:
    view = made("period: 2024, exactly: 10", "period: 2024, exactly: 20", nature="stock",
                sources=("report", "second"))  # fmt: skip
    (conflict,) = view.assessments["1"].conflicts
    assert conflict_words(view, first(view), conflict) == (
        "“10 persons” (2024) and “20 persons” (2024) cannot all be true; all equal: none is used."
    )


def test_a_finding_begins_with_the_value_and_ends_with_the_status(made: Made) -> None:
    view = made("period: 2023/2024, exactly: 30", targets=target())
    shown = indicator_finding(view, first(view))
    assert shown.startswith("30 persons. Latest evidence: 31 December 2024.")
    assert "acceleration needed" in shown
    assert "Not reported" in indicator_finding(made(), first(made()))


# --- What being on track would require ------------------------------------------------------------


@pytest.mark.parametrize("direction", ["up", "down"])
def test_the_needed_value_shown_is_on_track(made: Made, direction: str) -> None:
    base, aim = ("0", 101) if direction == "up" else ("301", 100)
    keys = {"nature": "stock", "direction": direction, "baseline": f"{{exactly: {base}}}",
            "targets": target(value=aim)}  # fmt: skip
    view = made(**keys)
    sentences = needed_words(view, first(view))
    assert len(sentences) == 4
    for sentence in sentences:
        read = re.fullmatch(r"By (\d+ \w+ (\d{4})): (\d+) persons", sentence)
        assert read
        day = f"{read[2]}-12-31"
        put_back = made(f"period: {day}, exactly: {read[3]}", on=day, known="2029-01-01", **keys)
        assert put_back.assessments["1"].status == ("on-track", "on-track")
        exact = needed(first(view), view.plan.head.period, date.fromisoformat(day))
        assert exact is not None
        assert abs(int(read[3]) - exact) < 1


def test_no_step_is_needed_before_its_date(made: Made) -> None:
    view = made(nature="steps", targets=target(step="c"))
    assert needed_words(view, first(view)) == ["By 31 December 2027: Step c"]


def test_no_needed_value_is_given_across_a_break_in_series(made: Made) -> None:
    changed = made("period: 2024, exactly: 1, flag: B", targets=target())
    assert changed.assessments["1"].reason == "definition-changed"
    assert needed_words(changed, first(changed)) == []
    same = made("period: 2024, exactly: 1", targets=target())
    assert len(needed_words(same, first(same))) == 4


def test_a_target_equal_to_its_baseline_is_explained_as_to_be_kept(made: Made) -> None:
    view = made("period: 2024, exactly: 100", nature="stock", targets=target(),
                baseline="{exactly: 100}")  # fmt: skip
    assert view.assessments["1"].status == ("reached", "reached")
    assert "Target: keep 100 persons, the starting value, until 31 December 2027." in explanation(
        view, first(view)
    )


# --- Targets and their bases ---------------------------------------------------------------------


def based(*bases: str) -> str:
    """Targets of so many bases, the last the furthest."""
    targets = (
        f"{{by: {2027 - len(bases) + n}-12-31, value: {100 + n}, basis: {basis}}}"
        for n, basis in enumerate(bases, 1)
    )
    return f"[{', '.join(targets)}]"


@pytest.mark.parametrize(
    ("basis", "label"),
    [
        ("official", ""),
        ("derived", "deduced from the plan or its steps"),
        ("proposed", "proposed, for discussion"),
    ],
)
def test_a_target_that_was_not_published_says_what_it_is(
    made: Made, basis: str, label: str
) -> None:
    view = made(targets=based(basis))
    words = target_basis_words(view, first(view), first(view).targets[0])
    assert words == "101 persons" + (f" ({label})" if label else "")


def several(plan_file: Any, *bases: str, simulate: bool = False) -> View:
    """A view of indicators that each have one target, of which the first is reached."""
    quote = "La mesure est rapportée ici"
    indicators = "".join(
        f"""
      - id: "{n}"
        name: {{fr: Nom}}
        nature: flow
        unit: person
        targets: {based(basis)}
        observations:
          - {{period: 2023/2024, exactly: {500 if n == 1 else 7},
             evidence: [{{source: a, quote: {quote}}}]}}"""
        for n, basis in enumerate(bases, 1)
    )
    text = f"""
plan:
  title: {{fr: Le plan}}
  period: 2023/2027
sources:
  - {{id: a, file: a.txt, kind: report, published: 2025-03-01}}
axes:
  - id: x
    name: {{fr: Axe}}
    indicators:{indicators}
"""
    path = plan_file(text, {"a.txt": f"{quote}.\n"})
    view = View(load(path), date(2024, 12, 31), date(2026, 1, 1), "en", simulate)
    assert view.edition.plan is not None
    return view


@pytest.mark.parametrize(
    ("bases", "simulate", "whole", "axis"),
    [
        (
            ["official"], False,
            "The only target published is reached.", "1 published target: 1 reached.",
        ),
        (
            ["official", "official"], False,
            "Of 2 targets published, 1 is proven reached.",
            "2 published targets: 1 reached, 1 with limited progress.",
        ),
        (
            ["official", "derived", "derived", "proposed"], False,
            "Of 3 targets (1 published, 2 deduced), 1 is proven reached.",
            "3 targets, 1 of them published: 1 reached, 2 with limited progress.",
        ),
        (
            ["derived"], False,
            "No target is published; the only one deduced from the plan is reached.",
            "1 deduced target: 1 reached.",
        ),
        (
            ["derived", "derived"], False,
            "No target is published; of 2 deduced from the plan, 1 is proven reached.",
            "2 deduced targets: 1 reached, 1 with limited progress.",
        ),
        (
            ["proposed"], False,
            "No target is published: none can be assessed.",
            "No target.",
        ),
        (
            ["derived", "proposed", "proposed"], True,
            "Of 3 targets (0 published, 1 deduced, 2 proposed), 1 is proven reached.",
            "3 targets that are not published: 1 reached, 2 with limited progress.",
        ),
        (
            ["proposed"], True,
            "No target is published; the only one proposed is reached.",
            "1 proposed target: 1 reached.",
        ),
    ],
)  # fmt: skip
def test_the_findings_say_how_many_targets_were_published(
    plan_file: Any, bases: list[str], simulate: bool, whole: str, axis: str
) -> None:
    view = several(plan_file, *bases, simulate=simulate)
    assert overview_finding(view).endswith(f" proven value. {whole}")
    assert axis_targets_words(view, view.plan.axes[0]) == axis


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "none is proven reached"), (1, "1 is proven reached"), (2, "2 are proven reached")],
)
def test_only_what_is_proven_reached_is_counted(made: Made, number: int, words: str) -> None:
    assert reached_words(made(), number) == words


def test_a_status_is_dated_and_says_when_it_is_old(made: Made) -> None:
    view = made("period: 2023, exactly: 20", targets=target())
    (line,) = summary(view)[-1:]
    assert not view.assessments["1"].stale
    assert line.endswith("[On track, 31 December 2023]")
    late = on(view, "2025-12-31", "2026-01-01")
    assert late.assessments["1"].stale
    assert summary(late)[-1].endswith("[On track, 31 December 2023 (old)]")
    assert summary(made())[-1].endswith("[Not reported]")


# --- Findings ------------------------------------------------------------------------------------


def test_the_overview_leads_with_what_is_proven(made: Made) -> None:
    empty, full = overview_finding(made()), overview_finding(made("period: 2024, exactly: 5"))
    assert empty == "On 31 December 2024, no indicator has a proven value."
    assert full.startswith("1 of 1 indicators has a proven value. No target is published")


def test_only_articles_that_prove_something_are_named_as_proof(made: Made) -> None:
    view = made("period: 2024, exactly: 5")
    assert "Ministère" in sources_finding(view)
    assert "1 March 2025" in sources_finding(view)
    early = made("period: 2024, exactly: 5", known="2025-02-28")
    assert sources_finding(early) == "No article published by this date proves a value."
    aside = made("period: 2024, exactly: 5, set_aside: {fr: non}")
    assert sources_finding(aside) == "No article published by this date proves a value."
    statement = made("period: 2024, statement: {fr: un constat}")
    assert sources_finding(statement) == "No article published by this date proves a value."


def test_articles_of_one_day_are_dated_by_that_day(made: Made) -> None:
    facts = ("period: 2023, exactly: 5", "period: 2024, exactly: 5")
    same = sources_finding(made(*facts, sources=("report", "second")))
    assert same.startswith("All that is proven comes from 2 articles, ")
    assert same.endswith(" on 1 March 2025.")
    apart = sources_finding(made(*facts, sources=("report", "press")))
    assert apart.endswith(" between 1 March 2025 and 1 June 2025.")


def test_an_article_without_publisher_is_named_by_its_title(made: Made) -> None:
    shown = sources_finding(made("period: 2024, exactly: 5", sources=("press",)))
    assert "published by “Le titre” on 1 June 2025" in shown


def test_only_facts_that_lie_wholly_within_the_plan_are_counted_within_it(made: Made) -> None:
    view = made("period: 2022/2023, exactly: 5", "period: 2023, exactly: 5",
                "period: 2024, exactly: 5")  # fmt: skip
    assert timeline_finding(view) == (
        "3 dated facts, 2 of them within the plan, the latest of 31 December 2024."
    )


def test_indicators_without_a_proven_value_are_counted(made: Made) -> None:
    assert gaps_finding(made()).startswith("1 indicator of 1 has no proven value;")
    assert gaps_finding(made("period: 2024, exactly: 5")).startswith(
        "Every indicator has a proven value;"
    )
    shown = [sentence for sentence, _, _ in attention(made(), ())]
    assert "1 indicator is not reported." in shown


def test_solidity_has_one_sentence_for_each_criterion(made: Made) -> None:
    assert solidity_words(made(), first(made())) == ["No verified passage."]
    view = made("period: 2024, exactly: 5", disaggregation="[sex]", on="2025-01-01")
    shown = " ".join(solidity_words(view, first(view)))
    for words in ("official report", "1 independent origin."):
        assert words in shown


# --- Two days ------------------------------------------------------------------------------------


def between(before: View, after: View) -> list[tuple[str, str]]:
    return [(each.kind, each.sentence) for each in changes(before, after)]


def on(view: View, day: str, known: str | None = None) -> View:
    days = date.fromisoformat(day), date.fromisoformat(known or day)
    return View(view.edition, *days, view.language)


def test_appearances_changes_and_contradictions_are_reported(made: Made) -> None:
    view = made(
        "period: 2023, exactly: 10", "period: 2023, exactly: 12",
        nature="stock", sources=("report", "press"),
    )  # fmt: skip
    assert between(on(view, "2025-02-28"), on(view, "2025-03-01")) == [
        ("appeared", "Name: first value, 10 persons.")
    ]
    assert between(on(view, "2025-03-01"), on(view, "2025-06-01")) == [
        ("contradicted", "Name: contradictory sources now.")
    ]
    assert between(on(view, "2025-06-01"), on(view, "2026-01-01")) == []
    clash = made(
        "period: 2023, exactly: 10", "period: 2024, exactly: 12", "period: 2024, exactly: 13",
        nature="stock", sources=("report", "report", "second"),
    )  # fmt: skip
    early = on(clash, "2024-06-30", "2026-01-01")
    assert between(early, clash) == [
        ("contradicted", "Name: contradictory sources now."),
        ("withdrawn", "Name: no value is proven any more."),
    ]


def test_a_changed_value_is_reported_with_the_former_one(made: Made) -> None:
    view = made("period: 2023, exactly: 10", "period: 2024, exactly: 12", nature="stock")
    early = on(view, "2024-06-30", "2026-01-01")
    assert between(early, view) == [("changed", "Name: 12 persons (before: 10 persons).")]
    same = made("period: 2023, exactly: 10", "period: 2024, exactly: 10", nature="stock")
    early = on(same, "2024-06-30", "2026-01-01")
    assert between(early, same) == [("changed", "Name: new evidence, 10 persons.")]


def test_the_passing_of_time_alone_is_no_change(made: Made) -> None:
    view = made("period: 2024-12-31, step: b", nature="steps")
    assert value_words(view, first(view)) == "Step b"
    assert between(view, on(view, "2025-06-30", "2026-01-01")) == []


def test_a_change_of_status_alone_is_reported(made: Made) -> None:
    goals = target("2024-12-31", value=50)
    view = made("period: 2023, exactly: 20", targets=goals)
    (shown,) = between(on(view, "2024-12-30", "2026-01-01"), view)
    assert shown == ("changed", "Name: No evidence since a target was due (before: "
                    "Progress made, but acceleration needed).")  # fmt: skip


# --- Citation and summary ------------------------------------------------------------------------


def test_a_citation_carries_value_passage_article_days_and_link(made: Made) -> None:
    view = made("period: 2023/2024, at_least: 30")
    shown = citation(view, first(view), "http://localhost/indicator?id=1")
    for words in (
        "Name: at least 30 persons",
        "“La mesure numéro 0 est rapportée ici”",
        "Ministère, 1 March 2025",
        "31 December 2024",
        "1 January 2026",
        "The plan",
    ):
        assert words in shown  # fmt: skip
    assert shown.splitlines()[-1] == "http://localhost/indicator?id=1"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "day", ["2022-06-30", "2023-06-30", "2024-12-31", "2026-11-21", "2031-01-01"]
)
def test_every_sentence_about_the_real_plan_is_well_formed(day: str, language: Language) -> None:
    view = View(
        load(ROOT / "indicators.yaml"), date.fromisoformat(day), date(2026, 11, 21), language
    )
    sentences = [*summary(view), overview_finding(view), sources_finding(view)]
    sentences += [axis_finding(view, axis) for axis in view.plan.axes]
    for indicator in view.plan.indicator.values():
        sentences += explanation(view, indicator) + solidity_words(view, indicator)
        sentences += [indicator_finding(view, indicator), *needed_words(view, indicator)]
        sentences += [citation(view, indicator, "http://localhost")]
    sentences += [fact_words(view, fact) for fact in view.facts]
    early = View(view.edition, date(2023, 1, 1), date(2023, 1, 1), language)
    sentences += [change.sentence for change in changes(early, view)]
    for sentence in sentences[3:]:
        assert sentence.strip() or sentence == ""
        assert not re.search(r"[{}]|\bNone\b|Fraction|\binf\b|datetime|Interval", sentence)
    assert len(sentences) > 100
