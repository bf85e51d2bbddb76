"""A figure is in the unit of an indicator if its noun is, in any plan."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.numbers.figures import read_figures
from plan.model.records import Plan
from plan.suggestions import units
from plan.suggestions.subjects import content_words
from plan.suggestions.units import FIT_RULES, Fit, FitRule, fit, is_people


@lru_cache
def plan(currency: str | None = "XOF") -> Plan:
    """A plan of wells, roads and schools, with an indicator for each unit."""
    nouns = [
        {"id": "forage", "name": {"fr": "forage"}, "plural": {"fr": "forages"}},
        {"id": "route", "name": {"fr": "kilomètre"}, "plural": {"fr": "kilomètres"}},
        {"id": "eleve", "name": {"fr": "élève"}, "plural": {"fr": "élèves"}, "people": "true"},
    ]
    names = {
        "forage": "Forages réalisés",
        "route": "Routes bitumées",
        "eleve": "Élèves inscrits",
        "person": "Femmes suivies",
        "case": "Accidents graves",
        "site": "Lieux desservis",
        "report": "Rapports publiés",
        "amount": "Fonds mobilisés",
        "percent": "Taux d’accès",
    }
    indicators = [
        {"id": unit, "name": {"fr": name}, "unit": unit,
         "nature": "rate" if unit == "percent" else "flow"}
        for unit, name in names.items()
    ]  # fmt: skip
    head = {"title": {"fr": "Plan de l’eau"}, "period": "2024/2026", "units": nouns}
    if currency:
        head["currency"] = currency
    axis = {"id": "a", "name": {"fr": "Axe"}, "indicators": indicators}
    return Plan.read({"plan": head, "axes": [axis]})


def fitting(text: str, unit: str, currency: str | None = "XOF") -> Fit:
    """The match of the first figure of a text with that unit."""
    figure = read_figures(text)[0]
    indicator = plan(currency).indicator[unit]
    own = content_words(indicator.name.fr)
    return fit(plan(currency), indicator, figure, own, figure.unit)


# --- People --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "noun",
    [
        "femmes", "jeunes filles", "enfants", "élève", "magistrats", "enquêteurs", "victimes",
        "agriculteurs", "journalistes", "musiciens", "directrices", "sages-femmes", "cadres",
        "agents de santé", "relais communautaires", "bénéficiaires", "personnes", "Nigériennes",
    ],
)  # fmt: skip
def test_nouns_for_people_are_recognised(noun: str) -> None:
    assert is_people(noun)


@pytest.mark.parametrize(
    "noun",
    [
        "forages", "ménages", "dossiers", "tracteurs", "ordinateurs", "pistes", "liens", "heures",
        "communes", "chefs-lieux",
        "jugements", "amendes", "agences", "enfances", "mines", "accidents", "",
        "de la",
    ],
)  # fmt: skip
def test_nouns_for_things_with_similar_endings_are_not_people(noun: str) -> None:
    assert not is_people(noun)


@given(st.text(max_size=40))
def test_any_text_is_accepted_as_a_noun(noun: str) -> None:
    assert is_people(noun) in (True, False)


# --- Units ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 forages ont été réalisés", "forage"), ("1 forage et 2 écoles", "forage"),
        ("300 élèves ont été inscrits", "eleve"), ("300 personnes ont été suivies", "person"),
        ("12 dossiers sont ouverts", "case"), ("3 rapports ont été publiés", "report"),
        ("300 kilomètres de routes", "route"), ("42 % des villages", "percent"),
        ("12 millions de francs CFA", "amount"), ("7 localités sont desservies", "site"),
    ],
)  # fmt: skip
def test_the_noun_of_the_unit_fits_with_grade_one(text: str, unit: str) -> None:
    assert fitting(text, unit) == Fit(1.0, "unit")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 forages", "eleve"), ("12 forages", "person"), ("12 forages", "route"),
        ("300 élèves", "forage"), ("300 femmes", "forage"), ("300 femmes", "case"),
        ("300 femmes", "site"), ("12 dossiers", "person"), ("42 %", "forage"), ("42 %", "person"),
        ("12 millions de francs CFA", "forage"), ("12 millions de francs CFA", "percent"),
        ("300 élèves", "percent"), ("300 élèves", "amount"), ("300 kilomètres", "person"),
        ("300 hectares", "case"), ("300 kilomètres", "forage"),
    ],
)  # fmt: skip
def test_the_noun_of_another_unit_does_not_fit(text: str, unit: str) -> None:
    assert fitting(text, unit) == Fit(0.0, "other")


@pytest.mark.parametrize("text", ["300 femmes", "300 agriculteurs", "300 jeunes filles"])
@pytest.mark.parametrize("unit", ["eleve", "person"])
def test_other_nouns_for_people_fit_units_of_people(text: str, unit: str) -> None:
    found = fitting(text, unit)
    assert found.code == "people"
    assert 0.5 < found.grade < 1


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("12 accidents ont été relevés", "case", "subject"),
        ("12 puits ont été forés", "forage", "subject"),
        ("300 écoliers ont été inscrits", "eleve", "people"),
        ("12 centres de santé", "site", "subject"),
    ],
)
def test_words_of_the_indicator_and_synonyms_fit_with_a_lower_grade(
    text: str, unit: str, code: str
) -> None:
    found = fitting(text, unit)
    assert found.code == code
    assert 0.5 < found.grade < 1


def test_a_figure_without_a_noun_fits_every_unit_but_money_and_percent() -> None:
    text = "Au total, 300 ont été reçus."
    codes = {each: fitting(text, each).code for each in plan().indicator}
    assert {unit for unit, code in codes.items() if code == "other"} == {"amount", "percent"}
    assert set(codes.values()) == {"other", "unsaid"}


def test_a_noun_outside_the_thesaurus_is_unknown() -> None:
    for unit in ("forage", "eleve", "case"):
        found = fitting("300 hippocampes ont été vus", unit)
        assert found.code == "unknown"
        assert 0 < found.grade < 0.5


def test_the_noun_may_come_from_an_earlier_figure() -> None:
    (figure,) = read_figures("Au total, 300 ont été reçus.")
    indicator = plan().indicator["eleve"]
    assert fit(plan(), indicator, figure, (), "élèves") == Fit(1.0, "unit")
    assert fit(plan(), indicator, figure, (), "forages") == Fit(0.0, "other")


# --- The table -----------------------------------------------------------------------------------


def test_the_rows_are_in_their_order() -> None:
    assert [row.name for row in FIT_RULES] == [
        "percentage of a rate", "number for a rate", "large number for money", "number for money",
        "currency of the plan", "another currency", "percentage or money for a number", "no noun",
        "another measure", "noun of the unit", "people", "people for a unit of things",
        "kind of site", "word of the indicator", "noun of another unit",
        "near synonym of the unit", "word of an indicator of people", "known noun", "unknown noun",
    ]  # fmt: skip


@pytest.mark.parametrize("row", FIT_RULES, ids=lambda row: row.name)
def test_a_row_grades_its_example_which_has_another_grade_without_it(
    row: FitRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fitting(row.example, row.unit) == row.fit
    rows = tuple(each for each in FIT_RULES if each is not row)
    monkeypatch.setattr(units, "FIT_RULES", rows)
    if row is FIT_RULES[-1]:
        with pytest.raises(StopIteration):
            fitting(row.example, row.unit)
    else:
        assert fitting(row.example, row.unit) != row.fit


# --- Money ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("12 millions de francs CFA", "XOF", "unit"),
        ("12 millions de francs CFA", "XAF", "unit"),
        ("12 millions de francs", "XOF", "unit"),
        ("12 millions de dollars", "XOF", "currency"),
        ("12 millions d’euros", "GNF", "currency"),
        ("12 millions d’euros", "EUR", "unit"),
        ("12 millions de dollars", None, "unit"),
    ],
)
def test_another_currency_fits_with_a_lower_grade(
    text: str, currency: str | None, code: str
) -> None:
    found = fitting(text, "amount", currency)
    assert found.code == code
    assert (found.grade == 1) == (code == "unit")


def test_a_large_number_without_a_noun_may_be_money() -> None:
    assert fitting("L’État en a versé 118 milliards.", "amount").code == "unsaid"
    assert fitting("L’État en a versé 118.", "amount").code == "other"


SAID = st.sampled_from(
    "12 300 42 % forages forage élèves femmes millions de francs CFA dollars puits km . et".split()
)


@given(st.one_of(st.text(max_size=60), st.lists(SAID, max_size=12).map(" ".join)))
def test_the_grade_is_zero_exactly_for_other_units(text: str) -> None:
    for figure in read_figures(text):
        for indicator in plan().indicator.values():
            found = fit(plan(), indicator, figure, (), figure.unit)
            assert 0 <= found.grade <= 1
            assert (found.grade == 0) == (found.code == "other")
