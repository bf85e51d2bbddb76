"""Each rule fires where it should, and does not at its near misses."""

import re
import textwrap
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.edition.edition import check, load
from plan.locale.translation import say_in
from plan.presentation.glossary import FREQUENCY_WORDS
from plan.problems import Problem

ON = date(2025, 6, 30)
HEAD = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
  units:
    - {id: ecole, name: {fr: école}, plural: {fr: écoles}}
    - {id: eleve, name: {fr: élève}, plural: {fr: élèves}, people: true}
  dimensions:
    - {id: sexe, name: {fr: sexe}, values: [{id: f, name: {fr: f}}, {id: m, name: {fr: m}}]}
    - {id: milieu, name: {fr: m}, values: [{id: rural, name: {fr: r}}, {id: urbain, name: {fr: u}}]}
sources:
  - {id: gazette, file: gazette.txt, kind: press, published: 2025-01-15}
  - {id: rapport, file: rapport.txt, kind: report, published: 2025-03, reliability: A}
  - {id: relais, file: relais.txt, kind: press, published: 2025-04-01, origin: rapport}
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      - id: "1"
        name: {fr: Écoles ouvertes}
"""
GAZETTE = "En 2024, 120 écoles ont été ouvertes dans le pays, selon le ministère."
Found = Callable[..., dict[str, list[Problem]]]


@pytest.fixture
def found(plan_file: Callable[..., Path]) -> Found:
    """The problems of one indicator by their codes, but for notices of staleness."""

    def read(
        indicator: str,
        gazette: str = GAZETTE,
        rapport: str = "Rapport annuel.",
        relais: str = "Relais.",
        on: date = ON,
        nature: str = "flow",
        unit: str = "ecole",
        head: str = HEAD,
    ) -> dict[str, list[Problem]]:
        base = f"nature: {nature}\nunit: {unit}\n" if nature != "steps" else "nature: steps\n"
        text = head + textwrap.indent(base + textwrap.dedent(indicator), " " * 8)
        articles = {"gazette.txt": gazette, "rapport.txt": rapport, "relais.txt": relais}
        by_code: dict[str, list[Problem]] = {}
        edition = load(plan_file(text, articles))
        assert edition.plan is not None, [problem.code for problem in edition.problems]
        for problem in check(edition, on):
            by_code.setdefault(problem.code, []).append(problem)
        return by_code

    return read


def seen(
    value: str, quote: str, period: str = "2024", more: str = "", source: str = "gazette"
) -> str:
    """One observation with one passage."""
    evidence = f"[{{source: {source}, quote: {quote!r}{more}}}]"
    return f"  - period: {period}\n    {value}\n    evidence: {evidence}\n"


def observed(*observations: str) -> str:
    return "observations:\n" + "".join(observations)


def test_a_sound_indicator_has_no_problem(found: Found) -> None:
    assert found(observed(seen("exactly: 120", "120 écoles ont été ouvertes"))) == {}


# --- Figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said", "code"),
    [
        ("exactly: 100000", "plus de 100 000 écoles ont été ouvertes", "qualifier-differs"),
        ("at_least: 100000", "plus de 100 000 écoles ont été ouvertes", None),
        ("at_most: 100000", "plus de 100 000 écoles ont été ouvertes", "qualifier-differs"),
        ("exactly: 10000", "100 000 écoles ont été ouvertes", "figure-differs"),
        ("exactly: 100000", "100 000 écoles ont été ouvertes", None),
        ("exactly: 100000", "100.000 écoles ont été ouvertes", None),
        ("exactly: 100000", "cent mille (100.000) écoles ont été ouvertes", None),
        ("at_least: 100000", "plus de cent milles (100.000) écoles ont été ouvertes", None),
        ("about: 120", "environ 120 écoles ont été ouvertes", None),
        ("exactly: 120", "environ 120 écoles ont été ouvertes", "qualifier-differs"),
        ("exactly: 120", "près de 120 écoles ont été ouvertes", "qualifier-differs"),
        ("at_most: 120", "moins de 120 écoles ont été ouvertes", None),
        ("at_least: 120", "moins de 120 écoles ont été ouvertes", "qualifier-differs"),
        ("between: [120, 130]", "entre 120 et 130 écoles ont été ouvertes", None),
        ("between: [120, 140]", "entre 120 et 130 écoles ont été ouvertes", "qualifier-differs"),
        ("exactly: 12", "douze écoles ont été ouvertes", None),
        ("exactly: 13", "douze écoles ont été ouvertes", "figure-differs"),
        ("exactly: 121", "120 écoles ont été ouvertes en 2024", "figure-differs"),
        ("exactly: 2024", "les écoles ont été ouvertes en 2024", "figure-missing"),
        ("exactly: 120", "des écoles ont été ouvertes", "figure-missing"),
    ],
)  # fmt: skip
def test_a_quotation_states_the_value_with_its_qualifier(
    found: Found, value: str, said: str, code: str | None
) -> None:
    problems = found(observed(seen(value, said)), f"Au pays, {said}.")
    assert set(problems) == ({code} if code else set())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(2, 999_999), st.integers(2, 999_999))
def test_only_the_figure_of_the_quotation_is_accepted(found: Found, typed: int, said: int) -> None:
    quote = f"le ministère a ouvert {said} écoles"
    problems = found(observed(seen(f"exactly: {typed}", quote)), quote + ".")
    if said not in range(1800, 2100):  # these may be years
        assert ("figure-differs" in problems) is (typed != said)


def test_a_note_explains_a_value_counted_from_a_passage_without_figure(found: Found) -> None:
    said = "les écoles de Kari et de Boro ont été ouvertes"
    value = "exactly: 2\n    note: Deux écoles nommées."
    assert set(found(observed(seen(value, said)), said)) == {"figure-counted"}
    assert set(found(observed(seen("exactly: 2", said)), said)) == {"figure-missing"}


def test_a_passage_with_the_figure_is_enough_beside_one_without(found: Found) -> None:
    both = observed(
        "  - period: 2024\n    exactly: 120\n    evidence:\n"
        "      - {source: gazette, quote: 120 écoles ont été ouvertes}\n"
        "      - {source: rapport, quote: les écoles neuves accueillent leurs élèves}\n"
    )
    report = "Partout les écoles neuves accueillent leurs élèves."
    assert found(both, GAZETTE, report) == {}


def test_ladders_and_refuting_passages_need_no_figure(found: Found) -> None:
    ladder = (
        "steps: [{id: redigee, name: {fr: Rédigée}}, {id: votee, name: {fr: Votée}}]\n"
        + observed(seen("step: votee", "la loi a été votée par le parlement"))
    )
    law = "Hier la loi a été votée par le parlement."
    assert found(ladder, law, nature="steps") == {}
    refuted = observed(
        "  - period: 2024\n    exactly: 120\n    evidence:\n"
        "      - {source: gazette, quote: 120 écoles ont été ouvertes}\n"
        "      - {source: rapport, quote: ce chiffre n’est pas exact, stance: refutes}\n"
    )
    problems = found(refuted, GAZETTE, "Or ce chiffre n’est pas exact.")
    assert set(problems) == {"contested"}


@pytest.mark.parametrize(
    ("before", "quote", "cut"),
    [
        ("moins de ", "100 000 écoles ont été ouvertes", True),
        ("plus de ", "100 000 écoles ont été ouvertes", True),
        ("environ ", "100 000 écoles ont été ouvertes", True),
        ("", "100 000 écoles ont été ouvertes", False),
        ("moins de 3 puits et ", "100 000 écoles ont été ouvertes", False),
    ],
)  # fmt: skip
def test_a_figure_is_quoted_with_its_qualifier(
    found: Found, before: str, quote: str, cut: bool
) -> None:
    problems = found(observed(seen("exactly: 100000", quote)), f"Au pays, {before}{quote}.")
    assert ("qualifier-cut" in problems) is cut
    assert set(problems) <= {"qualifier-cut"}


def test_part_of_a_longer_number_is_not_accepted_as_a_figure(found: Found) -> None:
    quote = "000 écoles ont été ouvertes ici"
    problems = found(observed(seen("exactly: 0", quote)), f"Au pays, 100 {quote}.")
    assert problems


# --- Units ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "noun", "fires"),
    [
        ("case", "personnes", True), ("case", "affaires", False), ("case", "cas", False),
        ("person", "personnes", False), ("person", "élèves", False), ("eleve", "personnes", False),
        ("ecole", "élèves", True), ("ecole", "écoles", False), ("person", "écoles", True),
        ("report", "rapports", False), ("site", "localités", False), ("ecole", "puits", False),
        ("ecole", "ecoles", False),
    ],
)  # fmt: skip
def test_the_noun_counted_must_match_the_unit(
    found: Found, unit: str, noun: str, fires: bool
) -> None:
    said = f"120 {noun} ont été vus"
    problems = found(observed(seen("exactly: 120", said)), f"Au pays, {said}.", unit=unit)
    assert set(problems) == ({"unit-noun"} if fires else set())


@pytest.mark.parametrize(
    ("nature", "unit", "fires"),
    [
        ("flow", "percent", True), ("stock", "percent", True), ("rate", "percent", False),
        ("rate", "person", True), ("rate", "eleve", True), ("rate", "ecole", False),
        ("flow", "person", False), ("stock", "amount", False),
    ],
)  # fmt: skip
def test_the_unit_fits_the_nature(found: Found, nature: str, unit: str, fires: bool) -> None:
    problems = found("level: output\n", nature=nature, unit=unit)
    assert set(problems) == ({"unit-unfit"} if fires else set())


# --- Shares and parts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "fires"),
    [
        ("120 écoles sur 300, soit 45 %", True),
        ("120 écoles sur 300, soit 40 %", False),
        ("121 écoles sur 300, soit 40 %", False),
        ("121 écoles sur 300, soit 40,3 %", False),
        ("121 écoles sur 300, soit 40,4 %", True),
        ("122 écoles sur 300, soit 40 %", True),
        ("120 écoles sur 300, soit environ 41 %", False),
        ("plus de 120 écoles sur 300, soit 45 %", False),
    ],
)
def test_a_share_with_wrong_arithmetic_is_reported(found: Found, said: str, fires: bool) -> None:
    kind = "at_least" if "plus de" in said else "exactly"
    value = f"{kind}: {said.removeprefix('plus de ').split()[0]}"
    problems = found(observed(seen(value, said)), f"On compte {said}.")
    assert set(problems) == ({"share-arithmetic"} if fires else set())


def parts(total: str, *held: tuple[str, str]) -> tuple[str, str]:
    """Observations of a total and its parts, and an article that says each."""
    words = {"exactly": "", "at_least": "au moins ", "at_most": "au plus ", "about": "environ "}
    said, rows = [], []
    for label, value in (("", total), *held):
        kind, _, number = value.partition(": ")
        quote = f"le compte {label or 'entier'} donne {words[kind]}{number} écoles"
        said.append(quote)
        part = f"\n    part: {{{label}}}" if label else ""
        rows.append(seen(value + part, quote.replace(": ", " ")))
    return observed(*rows), ". ".join(said).replace(": ", " ") + "."


@pytest.mark.parametrize(
    ("total", "held", "fires"),
    [
        ("exactly: 120", [("sexe: f", "exactly: 90"), ("sexe: m", "exactly: 40")], True),
        ("exactly: 120", [("sexe: f", "exactly: 90"), ("sexe: m", "exactly: 20")], True),
        ("exactly: 120", [("sexe: f", "exactly: 90"), ("sexe: m", "exactly: 30")], False),
        ("exactly: 120", [("sexe: f", "exactly: 90")], False),
        ("exactly: 120", [("sexe: f", "exactly: 121")], True),
        ("exactly: 120", [("sexe: f", "at_least: 90"), ("sexe: m", "at_least: 20")], False),
        ("exactly: 120", [("sexe: f", "at_least: 90"), ("sexe: m", "at_least: 31")], True),
        ("exactly: 120", [("sexe: f", "at_most: 90"), ("sexe: m", "at_most: 29")], True),
        ("at_least: 120", [("sexe: f", "exactly: 90"), ("sexe: m", "exactly: 40")], False),
        ("at_least: 120", [("sexe: f", "exactly: 90"), ("sexe: m", "exactly: 29")], True),
        ("exactly: 120", [("sexe: f", "exactly: 90"), ("milieu: rural", "exactly: 100")], False),
    ],
)
def test_parts_add_up_to_their_total(
    found: Found, total: str, held: list[tuple[str, str]], fires: bool
) -> None:
    indicator, article = parts(total, *held)
    assert ("parts-total" in found(indicator, article)) is fires


def test_a_total_set_aside_is_not_compared_with_its_parts(found: Found) -> None:
    indicator, article = parts("exactly: 120", ("sexe: f", "exactly: 121"))
    indicator = indicator.replace("exactly: 120\n", "exactly: 120\n    set_aside: Faux.\n")
    assert "parts-total" not in found(indicator, article)


@pytest.mark.parametrize(
    ("unit", "value", "part", "fires"),
    [
        ("eleve", "exactly: 10", "part: {sexe: f}", True),
        ("eleve", "exactly: 11", "part: {sexe: f}", False),
        ("eleve", "exactly: 10", "flag: E", False),
        ("ecole", "exactly: 10", "part: {sexe: f}", False),
        ("person", "exactly: 1", "part: {sexe: f}", True),
    ],
)
def test_small_parts_of_people_have_a_notice(
    found: Found, unit: str, value: str, part: str, fires: bool
) -> None:
    said = f"le compte donne {value[9:]} en tout"
    problems = found(observed(seen(f"{value}\n    {part}", said)), said, unit=unit)
    assert ("small-count" in problems) is fires


def test_no_count_is_small_where_the_plan_says_so(found: Found) -> None:
    said = "le compte donne 3 en tout"
    head = HEAD.replace("  units:", "  small_counts: 0\n  units:")
    indicator = observed(seen("exactly: 3\n    part: {sexe: f}", said))
    assert "small-count" not in found(indicator, said, unit="eleve", head=head)


# --- Periods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nature", "period", "fires"),
    [
        # The source is known from 2025-01-15.
        ("flow", "2025-01-01/2025-01-15", False),
        ("flow", "2025-01-01/2025-01-16", True),
        ("flow", "2024-12", False),
        ("flow", "2025-01", True),
        ("flow", "../2025-01-15", False),
        ("flow", "../2025-01-16", True),
        ("stock", "2025-01", False),
        ("stock", "2025-01-15", False),
        ("stock", "2025-01-16", True),
        ("stock", "../2025-12-31", False),
        ("stock", "2025-01-15/2025-12-31", False),
        ("stock", "2025-01-16/2025-12-31", True),
    ],
)
def test_nothing_is_observed_after_its_publication(
    found: Found, nature: str, period: str, fires: bool
) -> None:
    problems = found(
        observed(seen("exactly: 120", "120 écoles ont été ouvertes", period)), nature=nature
    )
    assert set(problems) == ({"observation-after-publication"} if fires else set())


def test_a_source_is_published_by_the_last_day_of_its_interval(found: Found) -> None:
    for period, fires in (("2024-01-01/2025-03-31", False), ("2024-01-01/2025-04-01", True)):
        indicator = observed(
            seen("exactly: 120", "120 écoles ont été ouvertes", period, source="rapport")
        )
        problems = found(indicator, rapport=GAZETTE)
        assert ("observation-after-publication" in problems) is fires


@pytest.mark.parametrize(
    ("period", "fires"),
    [
        ("2024", False), ("2023-12-31/2024-12-31", True), ("2023", True), ("../2024-12-31", False),
        ("../2023-12-31", True), ("2024-01-01", False), ("2022/2024", True),
    ],
)  # fmt: skip
def test_a_period_outside_the_plan_is_only_a_notice(found: Found, period: str, fires: bool) -> None:
    problems = found(observed(seen("exactly: 120", "120 écoles ont été ouvertes", period)))
    assert set(problems) == ({"period-outside"} if fires else set())
    assert all(each.severity == "notice" for each in problems.get("period-outside", ()))


@pytest.mark.parametrize(
    ("frequency", "last_fresh"),
    [
        # One and a half periods after 2024-12-31.
        ("monthly", 45), ("quarterly", 136), ("biannual", 273), ("annual", 547),
    ],
)  # fmt: skip
def test_an_indicator_is_stale_after_one_and_a_half_periods(
    found: Found, frequency: str, last_fresh: int
) -> None:
    indicator = f"frequency: {frequency}\n" + observed(
        seen("exactly: 120", "120 écoles ont été ouvertes")
    )
    last = date(2024, 12, 31) + timedelta(days=last_fresh)
    assert "stale" not in found(indicator, on=last)
    assert "stale" in found(indicator, on=last + timedelta(days=1))


def test_every_frequency_is_named_in_the_readers_language(found: Found) -> None:
    seen_once = observed(seen("exactly: 120", "120 écoles ont été ouvertes"))
    for frequency, word in FREQUENCY_WORDS.items():
        stale = found(f"frequency: {frequency}\n" + seen_once, on=date(2030, 12, 31)).get("stale")
        messages = [problem.message(say_in("fr")) for problem in stale or ()]
        assert [f"({say_in('fr')(word)})" in each for each in messages] == [True] * (
            frequency != "once"
        )


def test_annual_is_assumed_and_once_is_never_stale(found: Found) -> None:
    seen_once = observed(seen("exactly: 120", "120 écoles ont été ouvertes"))
    assert "stale" in found(seen_once, on=date(2026, 12, 31))
    assert "stale" not in found("frequency: once\n" + seen_once, on=date(2026, 12, 31))
    assert "stale" not in found("level: output\n", on=date(2026, 12, 31))


# --- Targets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "baseline", "values", "fires"),
    [
        ("up", 100, [120, 150], 0), ("up", 100, [100, 100], 0), ("up", 100, [99], 1),
        ("up", 100, [120, 110], 1), ("down", 100, [80, 50], 0), ("down", 100, [80, 90], 1),
        ("down", 100, [101], 1), ("down", 100, [100], 0), ("context", 100, [50, 150], 0),
        ("up", None, [50, 60], 0), ("up", None, [60, 50], 1), ("up", 100, [90, 80], 2),
    ],
)  # fmt: skip
def test_targets_go_with_the_direction(
    found: Found, direction: str, baseline: int | None, values: list[int], fires: int
) -> None:
    rows = "".join(
        f"  - {{by: {2024 + n}-12-31, value: {value}, basis: proposed}}\n"
        for n, value in enumerate(values)
    )
    start = f"baseline: {{exactly: {baseline}}}\n" if baseline is not None else ""
    problems = found(f"direction: {direction}\n{start}targets:\n{rows}", nature="stock")
    assert len(problems.get("target-direction", ())) == fires
    assert set(problems) <= {"target-direction"}


def test_targets_of_a_ladder_go_up_its_steps(found: Found) -> None:
    ladder = "steps: [{id: a, name: {fr: A}}, {id: b, name: {fr: B}}]\ntargets:\n"
    for steps, fires in ((("a", "b"), False), (("b", "a"), True), (("b", "b"), False)):
        rows = "".join(
            f"  - {{by: {2024 + n}-12-31, step: {step}, basis: proposed}}\n"
            for n, step in enumerate(steps)
        )
        assert ("target-direction" in found(ladder + rows, nature="steps")) is fires


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (["2025-12-31", "2026-12-31"], set()),
        (["2026-06-30", "2025-06-30"], {"target-order"}),
        (["2025-06-30", "2025-06-30"], set()),
        (["2026-12-31"], set()),
        (["2027-01-01"], {"target-after-plan"}),
    ],
)
def test_targets_are_in_order_and_within_the_plan(
    found: Found, days: list[str], codes: set[str]
) -> None:
    rows = "".join(f"  - {{by: {day}, value: 100, basis: proposed}}\n" for day in days)
    assert set(found("targets:\n" + rows)) == codes


PUBLISHED = ", evidence: [{source: gazette, quote: 120 écoles ont été ouvertes}]"


@pytest.mark.parametrize(
    ("basis", "given_with", "fires"),
    [
        ("official", "", True),
        ("official", ", note: Radio.", True),
        ("official", PUBLISHED, False),
        ("derived", "", True),
        ("derived", ", note: De l’échelle.", False),
        ("derived", PUBLISHED, False),
        ("proposed", "", False),
    ],
)
def test_a_judged_target_has_its_reason(
    found: Found, basis: str, given_with: str, fires: bool
) -> None:
    row = f"targets:\n  - {{by: 2026-12-31, value: 120, basis: {basis}{given_with}}}\n"
    assert set(found(row)) == ({"target-unfounded"} if fires else set())


# --- Passages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("120 écoles ont été ouvertes", None),
        ("120 écoles ont été OUVERTES", None),
        ("120 ecoles ont ete ouvertes", None),
        ("121 écoles ont été ouvertes", "quote-changed"),
        ("120 écoles n’ont pas été ouvertes", "quote-changed"),
        ("120 écoles ont été ouvertes dans le peys", "quote-variant"),
        ("la pluie tombe sur le fleuve", "quote-orphan"),
        ("120 écoles", "quote-short"),
        ("écoles ouvertes", "quote-short"),
    ],
)
def test_a_passage_says_what_the_article_says(found: Found, quote: str, code: str | None) -> None:
    problems = found(observed(seen("exactly: 120", quote)))
    quotation_codes = {each for each in problems if each.startswith("quote-")}
    assert (code in quotation_codes) if code else not quotation_codes


@pytest.mark.parametrize("words", ["prefix: Au sud", "suffix: 'au nord'"])
def test_context_decides_between_equal_passages(found: Found, words: str) -> None:
    twice = "Au sud 120 écoles ont été ouvertes ; plus loin 120 écoles ont été ouvertes au nord."
    plain = seen("exactly: 120", "120 écoles ont été ouvertes")
    with_context = seen("exactly: 120", "120 écoles ont été ouvertes", more=f", {words}")
    assert set(found(observed(plain), twice)) == {"quote-ambiguous"}
    assert found(observed(with_context), twice) == {}


def test_passages_of_targets_and_baselines_are_checked_too(found: Found) -> None:
    lost = "{source: gazette, quote: la pluie tombe sur le fleuve}"
    indicator = (
        f"baseline: {{exactly: 3, evidence: [{lost}]}}\n"
        f"targets: [{{by: 2026-12-31, value: 120, basis: official, evidence: [{lost}]}}]\n"
    )
    orphans = found(indicator, nature="stock")["quote-orphan"]
    assert [each.address[4:] for each in orphans] == [
        ("baseline", "evidence", 0, "quote"), ("targets", 0, "evidence", 0, "quote"),
    ]  # fmt: skip


# --- Agreement -----------------------------------------------------------------------------------

SECOND = "Le rapport annuel dit que 90 écoles ont été ouvertes."


def two(first: str, second: str, **how: str) -> str:
    return observed(
        seen(first, "120 écoles ont été ouvertes"),
        seen(second, "90 écoles ont été ouvertes", source="rapport", **how),
    )


def test_contradictory_observations_are_reported_with_both_passages(found: Found) -> None:
    (conflict,) = found(two("exactly: 120", "exactly: 90"), rapport=SECOND)["conflict"]
    assert conflict.args["members"] == (0, 1)
    for words in ("120 écoles", "90 écoles", "gazette", "rapport"):
        assert words in conflict.message(say_in("en"))
    french = conflict.message(say_in("fr"))
    assert "exactly" not in french
    assert re.search(r"2024\W+120 \(gazette\W+«\s?120 écoles", french)


@pytest.mark.parametrize("period", ["2023", "2025-01", "2024-03", "../2024-12-31"])
def test_observations_of_other_periods_may_both_be_true(found: Found, period: str) -> None:
    assert "conflict" not in found(
        two("exactly: 120", "exactly: 90", period=period), rapport=SECOND
    )


def test_a_value_set_aside_contradicts_nothing(found: Found) -> None:
    indicator = two("exactly: 120\n    set_aside: Faux.", "exactly: 90")
    assert "conflict" not in found(indicator, rapport=SECOND)


def test_a_value_whose_passage_is_lost_contradicts_nothing(found: Found) -> None:
    problems = found(two("exactly: 120", "exactly: 90"), rapport="Autre chose.")
    assert set(problems) == {"quote-orphan"}


@pytest.mark.parametrize(
    ("evidence", "fires"),
    [
        ("{source: rapport, quote: Q}, {source: relais, quote: Q}", True),
        ("{source: gazette, quote: Q}, {source: relais, quote: Q}", False),
        ("{source: gazette, quote: Q, origin: rapport}, {source: relais, quote: Q}", True),
        ("{source: rapport, quote: Q}, {source: relais, quote: Q, origin: enquete}", False),
        ("{source: gazette, quote: Q}, {source: gazette, quote: Q}", True),
        ("{source: rapport, quote: Q}, {source: relais, quote: Q, stance: refutes}", False),
    ],
)
def test_passages_of_one_origin_count_once(found: Found, evidence: str, fires: bool) -> None:
    listed = evidence.replace("Q", "120 écoles ont été ouvertes")
    indicator = f"observations:\n  - {{period: 2024, exactly: 120, evidence: [{listed}]}}\n"
    problems = found(indicator, rapport=GAZETTE, relais=GAZETTE)
    assert ("same-origin" in problems) is fires
    assert set(problems) <= {"same-origin", "contested"}


def test_one_origin_may_prove_two_facts(found: Found) -> None:
    indicator = observed(
        seen("exactly: 120", "120 écoles ont été ouvertes"),
        seen("at_least: 7", "plus de 7 écoles au nord", period="2024-03"),
    )
    assert found(indicator, GAZETTE + " On a ouvert plus de 7 écoles au nord.") == {}


def test_one_fact_twice_from_one_origin_is_noticed_across_observations(found: Found) -> None:
    indicator = observed(
        seen("exactly: 120", "120 écoles ont été ouvertes", source="rapport"),
        seen("exactly: 120", "120 écoles ont été ouvertes", source="relais"),
    )
    (notice,) = found(indicator, rapport=GAZETTE, relais=GAZETTE)["same-origin"]
    assert notice.address[4:] == ("observations", 1, "evidence", 0)


def test_evidence_is_missing_where_nothing_supports(found: Found) -> None:
    refuted = observed(
        seen("exactly: 120", "120 écoles ont été ouvertes", more=", stance: refutes")
    )
    assert "evidence-missing" in found(refuted)
    assert "evidence-missing" in found("observations: [{period: 2024, exactly: 120}]\n")
    assert "evidence-missing" not in found(
        observed(seen("exactly: 120", "120 écoles ont été ouvertes"))
    )
