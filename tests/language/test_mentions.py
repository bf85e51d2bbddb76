"""What `mentions` reads: dates and periods, relative to a publication.

They exercise `points`, `ranges`, `context` and `partial_dates`, whose tables are tested
row by row in `test_grammar`.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.language.time.mentions import Mention
from plan.language.time.periods import period_of, read_periods
from plan.model.quantities import Period

SEEDS = Path(__file__).parents[2] / "seeds"
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split()
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
WEDNESDAY = date(2025, 7, 30)


def on(*days: date) -> Period:
    return Period(days[0], days[-1])


def read(text: str, published: Period | None = Period(WEDNESDAY, WEDNESDAY)) -> list[str]:  # noqa: B008
    """``words = period flags`` of each mention."""
    return [f"{m.text} = {brief(m)}" for m in read_periods(text, published)]


def brief(m: Mention | None) -> str:
    if m is None:
        return "none"
    period = m.period.iso() if m.period else "?"
    return " ".join((period, *sorted(m.flags - {"relative", "unresolved"})))


def seed(prefix: str) -> str:
    (path,) = SEEDS.glob(f"{prefix}_*.txt")
    return path.read_text(encoding="utf-8")


# --- the three articles -----------------------------------------------------------------------


def test_every_time_of_the_first_article_and_its_teasers() -> None:
    assert read(seed("000"), on(date(2023, 7, 5))) == [
        "2018-2022 = 2018-01-01/2022-12-31 plan-period",
        "2023-2027 = 2023-01-01/2027-12-31 plan-period unfinished",
        "2023-2027 = 2023-01-01/2027-12-31 plan-period unfinished",
        "ces dernières années = ? vague",
        "le mois dernier = 2023-06-01/2023-06-30",
        "2023 = 2023-01-01/2023-12-31 reports unfinished",
        "le 28 novembre dernier = 2022-11-28",
        "ce jeudi 27 novembre 2025 = 2025-11-27 future",
        "hier = 2023-07-04",
        "hier vendredi = 2023-07-04 weekday-mismatch",
        "ce samedi = 2023-07-01",
    ]


def test_every_time_in_the_body_of_the_second_article() -> None:
    plan = "2023-2027 = 2023-01-01/2027-12-31 plan-period unfinished"
    text = seed("001")
    body = text[: text.index("Jessica Khadidia DEMBELE")]
    assert read(body, on(date(2023, 10, 24))) == [
        plan,
        "jeudi dernier = 2023-10-19",
        plan,
        "mardi 24 octobre 2023 = 2023-10-24 publication",
        "mercredi 21 février 2024 = 2024-02-21 future update",
        plan,
        "2022 = 2022-01-01/2022-12-31 reports",
        "2022 = 2022-01-01/2022-12-31 reports",
        plan,
        plan,
        "les cinq prochaines années = 2024-01-01/2028-12-31 approximate future",
        "11 octobre 2023 = 2023-10-11",
        "les prochaines années = ? vague",
    ]


@pytest.mark.parametrize(
    ("published", "teaser", "expected"),
    [
        (date(2024, 2, 19), "vendredi dernier", "2024-02-16"),
        (date(2024, 2, 16), "mercredi dernier", "2024-02-14"),
        (date(2024, 1, 31), "le 13 janvier dernier", "2024-01-13"),
        (date(2024, 1, 31), "hier", "2024-01-30"),
        (date(2024, 1, 31), "2024-2028", "2024-01-01/2028-12-31 plan-period unfinished"),
        (date(2024, 1, 30), "du 25 au 26 janvier", "2024-01-25/2024-01-26"),
        (date(2024, 1, 22), "vendredi dernier", "2024-01-19"),
        (date(2024, 1, 16), "samedi dernier", "2024-01-13"),
    ],
)
def test_times_in_teasers_are_relative_to_their_own_publication(
    published: date, teaser: str, expected: str
) -> None:
    assert teaser in seed("001")
    assert f"{teaser} = {expected}" in read(seed("001"), on(published))


def test_the_days_on_which_the_teasers_of_the_second_article_were_published() -> None:
    printed = [m for m in read_periods(seed("001"), None) if "publication" in m.flags]
    assert [m.period.iso() if m.period else "" for m in printed] == [
        "2023-10-24", "2024-02-19", "2024-02-16", "2024-01-31", "2024-01-30", "2024-01-22",
        "2024-01-16", "2023-12-20",
    ]  # fmt: skip


def test_every_time_of_the_third_article_and_its_teasers() -> None:
    assert read(seed("003")) == [
        "décembre 2013 = 2013-12-01/2013-12-31",
        "le 30 juillet = ? recurring",
        "Depuis 2011 = 2011-01-01/2025-07-30 since",
        "2012 = 2012-01-01/2012-12-31",
        "depuis 2022 = 2022-01-01/2025-07-30 since",
        "2023 = 2023-01-01/2023-12-31 reports",
        "2023 = 2023-01-01/2023-12-31",
        "22 juillet 2023 = 2023-07-22 reference",
        "trois dernières années = 2022-01-01/2024-12-31 fixed-by-reports",
        "2022, 2023 et 2024 = 2022-01-01/2024-12-31 reports",
        "ce lundi 9 février = 2026-02-09 future",
        "jeudi dernier = 2025-07-24",
        "ce lundi 12 janvier = 2026-01-12 future",
        "dimanche dernier = 2025-07-27",
        "29 décembre 2025 = 2025-12-29 future",
        "ce vendredi 9 janvier 2026 = 2026-01-09 future",
        "le 1er novembre dernier = 2024-11-01",
    ]


# --- expressions ------------------------------------------------------------------------------

# Relative to Wednesday 30 July 2025.
TIMES = {
    # days
    "Le comité s’est réuni hier à Ouagadougou.": ["hier = 2025-07-29"],
    "Avant-hier, trois passeurs ont été interpellés.": ["Avant-hier = 2025-07-28"],
    "La cérémonie a eu lieu jeudi dernier.": ["jeudi dernier = 2025-07-24"],
    "Le procès s’est ouvert mercredi dernier.": ["mercredi dernier = 2025-07-23"],
    "Ce mercredi, le tribunal a rendu son verdict.": ["Ce mercredi = 2025-07-30"],
    "La rencontre, tenue lundi à Niamey, a réuni 40 cadres.": ["lundi = 2025-07-28"],
    "Rendez-vous jeudi prochain.": ["jeudi prochain = 2025-07-31 future"],
    "Hier mardi, la brigade a présenté deux suspects.": ["Hier mardi = 2025-07-29"],
    "Hier lundi, la brigade a présenté deux suspects.": [
        "Hier lundi = 2025-07-29 weekday-mismatch"
    ],
    "le lundi 28 mai 2024": ["le lundi 28 mai 2024 = 2024-05-28 weekday-mismatch"],
    "Le jeudi 28 novembre 2024, à Dakar": ["Le jeudi 28 novembre 2024 = 2024-11-28"],
    "le 28 novembre dernier": ["le 28 novembre dernier = 2024-11-28"],
    "le 30 juillet dernier": ["le 30 juillet dernier = 2024-07-30"],
    "mardi 29 juillet": ["mardi 29 juillet = 2025-07-29"],
    "lors de sa session du 12 mars": ["12 mars = 2025-03-12"],
    "l’atelier se tiendra le 4 août": ["le 4 août = 2025-08-04 future"],
    "le 12 décembre prochain": ["le 12 décembre prochain = 2025-12-12 future"],
    "signé dimanche 27 par les parties": ["dimanche 27 = 2025-07-27"],
    "le 1er juin 2024": ["le 1er juin 2024 = 2024-06-01"],
    "arrêté au 31 décembre 2024": ["31 décembre 2024 = 2024-12-31"],
    "en date du 03/04/2025": ["03/04/2025 = 2025-04-03"],
    "Bamako, le 24.10.2023": ["le 24.10.2023 = 2023-10-24"],
    "relevé 2024-06-30, version finale": ["2024-06-30 = 2024-06-30"],
    "le premier novembre deux mille vingt-quatre": [
        "le premier novembre deux mille vingt-quatre = 2024-11-01"
    ],
    "le 12 courant": ["le 12 courant = 2025-07-12"],
    "du 14 au 16 courant": ["du 14 au 16 courant = 2025-07-14/2025-07-16"],
    "le vendredi 25 juillet dernier": ["le vendredi 25 juillet dernier = 2025-07-25"],
    "le 30 février 2024": ["le 30 février 2024 = ? impossible"],
    "à ce jour, 14 condamnations": ["ce jour = 2025-07-30"],
    "il y a trois jours": ["il y a trois jours = 2025-07-27 approximate"],
    # weeks, months
    "La semaine dernière, 12 enfants": ["La semaine dernière = 2025-07-21/2025-07-27"],
    "le week-end dernier": ["le week-end dernier = 2025-07-26/2025-07-27"],
    "le mois dernier": ["le mois dernier = 2025-06-01/2025-06-30"],
    "au cours du mois écoulé": ["mois écoulé = 2025-06-01/2025-06-30"],
    "Ce mois-ci, deux réseaux": ["Ce mois-ci = 2025-07-01/2025-07-31 unfinished"],
    "en janvier dernier": ["janvier dernier = 2025-01-01/2025-01-31"],
    "en juillet dernier": ["juillet dernier = 2024-07-01/2024-07-31"],
    "en septembre, 30 agents ont été formés": ["septembre = 2024-09-01/2024-09-30"],
    "au mois de juin": ["juin = 2025-06-01/2025-06-30"],
    "courant mars 2025": ["courant mars 2025 = 2025-03-01/2025-03-31"],
    "dès janvier 2025": ["janvier 2025 = 2025-01-01/2025-01-31"],
    "ces trois derniers mois": ["ces trois derniers mois = 2025-04-01/2025-06-30 approximate"],
    "les dix derniers jours": ["les dix derniers jours = 2025-07-20/2025-07-29"],
    # quarters, halves
    "au premier semestre 2025": ["premier semestre 2025 = 2025-01-01/2025-06-30"],
    "au second semestre de 2024": ["second semestre de 2024 = 2024-07-01/2024-12-31"],
    "au cours du deuxième trimestre": ["deuxième trimestre = 2025-04-01/2025-06-30"],
    "au quatrième trimestre": ["quatrième trimestre = 2024-10-01/2024-12-31"],
    "au 3è trimestre de l’année dernière": [
        "3è trimestre de l’année dernière = 2024-07-01/2024-09-30"
    ],
    "le dernier trimestre 2024": ["le dernier trimestre 2024 = 2024-10-01/2024-12-31"],
    "T2 2024 et S1 2025": ["T2 2024 = 2024-04-01/2024-06-30", "S1 2025 = 2025-01-01/2025-06-30"],
    "les neuf premiers mois de 2024": ["les neuf premiers mois de 2024 = 2024-01-01/2024-09-30"],
    "les six premiers mois de l’année": [
        "les six premiers mois de l’année = 2025-01-01/2025-06-30"
    ],
    # years
    "l’an dernier": ["l’an dernier = 2024-01-01/2024-12-31"],
    "l’année dernière": ["l’année dernière = 2024-01-01/2024-12-31"],
    "au titre de l’année écoulée": ["l’année écoulée = 2024-01-01/2024-12-31 approximate"],
    "cette année": ["cette année = 2025-01-01/2025-12-31 unfinished"],
    "il y a deux ans": ["il y a deux ans = 2023-01-01/2023-12-31 approximate"],
    "les trois dernières années": [
        "les trois dernières années = 2022-01-01/2024-12-31 approximate"
    ],
    "en 2023, 60 dossiers": ["2023 = 2023-01-01/2023-12-31"],
    "au titre de 2024": ["2024 = 2024-01-01/2024-12-31"],
    "le bilan 2024 fait état": ["2024 = 2024-01-01/2024-12-31"],
    "l’exercice budgétaire 2024": ["2024 = 2024-01-01/2024-12-31 fiscal-year"],
    "la campagne 2023-2024": ["2023-2024 = 2023-01-01/2024-12-31 approximate fiscal-year"],
    "l’année scolaire 2023/2024": ["2023/2024 = 2023-01-01/2024-12-31 approximate fiscal-year"],
    "dans les années 1990": ["1990 = 1990-01-01/1999-12-31 approximate"],
    "les années 2022 et 2023": ["2022 et 2023 = 2022-01-01/2023-12-31"],
    # ends of stretches
    "fin 2024": ["fin 2024 = 2024-10-01/2024-12-31 approximate"],
    "à fin 2024, 120 agents": ["fin 2024 = 2024-12-31"],
    "à la fin du mois de mars": ["la fin du mois de mars = 2025-03-31"],
    "début 2023": ["début 2023 = 2023-01-01/2023-03-31 approximate"],
    "mi-2024": ["mi-2024 = 2024-06-01/2024-07-31 approximate"],
    "à la mi-janvier": ["la mi-janvier = 2025-01-11/2025-01-20 approximate"],
    "fin février 2024": ["fin février 2024 = 2024-02-21/2024-02-29 approximate"],
    # since, until
    "depuis janvier": ["depuis janvier = 2025-01-01/2025-07-30 since"],
    "depuis le début de l’année": [
        "depuis le début de l’année = 2025-01-01/2025-07-30 approximate since"
    ],
    "depuis le 15 avril": ["depuis le 15 avril = 2025-04-15/2025-07-30 since"],
    "depuis sa création en 2011, 1 200 agents": ["2011 = 2011-01-01/2025-07-30 since"],
    "Depuis son lancement, 30 cas en 2024": ["2024 = 2024-01-01/2024-12-31"],
    "depuis 2020": ["depuis 2020 = 2020-01-01/2025-07-30 since"],
    "depuis deux ans": ["depuis deux ans = 2023-07-30/2025-07-30 approximate since"],
    "depuis l’an dernier": ["depuis l’an dernier = 2024-01-01/2025-07-30 since"],
    "à compter du 1er octobre 2025": ["à compter du 1er octobre 2025 = 2025-10-01 future since"],
    "d’ici 2030": ["d’ici 2030 = ../2030-12-31 deadline future"],
    "d’ici à fin 2026": ["d’ici à fin 2026 = ../2026-12-31 deadline future"],
    "à l’horizon 2030": ["l’horizon 2030 = ../2030-12-31 deadline future"],
    "jusqu’au 30 juin 2025": ["jusqu’au 30 juin 2025 = ../2025-06-30 deadline"],
    "avant le 1er mai 2025": ["avant le 1er mai 2025 = ../2025-05-01 deadline"],
    # from one to another
    "entre janvier et juin 2024": ["entre janvier et juin 2024 = 2024-01-01/2024-06-30"],
    "de janvier à mars": ["de janvier à mars = 2025-01-01/2025-03-31"],
    "de novembre à février 2024": ["de novembre à février 2024 = 2023-11-01/2024-02-29"],
    "du 25 au 26 janvier": ["du 25 au 26 janvier = 2025-01-25/2025-01-26"],
    "du 28 décembre au 3 janvier": ["du 28 décembre au 3 janvier = 2024-12-28/2025-01-03"],
    "du lundi 25 au mercredi 27 mars 2024": [
        "du lundi 25 au mercredi 27 mars 2024 = 2024-03-25/2024-03-27"
    ],
    "les 5, 6 et 7 mars 2025": ["les 5, 6 et 7 mars 2025 = 2025-03-05/2025-03-07"],
    "janvier-mars 2024": ["janvier-mars 2024 = 2024-01-01/2024-03-31"],
    "samedi 26 et lundi 28 juillet": [
        "samedi 26 et lundi 28 juillet = 2025-07-26/2025-07-28 approximate"
    ],
    "15 juillet - 15 août 2024": ["15 juillet - 15 août 2024 = 2024-07-15/2024-08-15"],
    "d’octobre 2024 à mars 2025": ["d’octobre 2024 à mars 2025 = 2024-10-01/2025-03-31"],
    "entre le 1er janvier et le 30 juin de l’année en cours": [
        "entre le 1er janvier et le 30 juin de l’année en cours = 2025-01-01/2025-06-30"
    ],
    "de début janvier à fin juin 2025": [
        "de début janvier à fin juin 2025 = 2025-01-01/2025-06-30 approximate"
    ],
    "en mars et avril 2024": ["mars et avril 2024 = 2024-03-01/2024-04-30"],
    "les 5 et 17 mars 2025": ["les 5 et 17 mars 2025 = 2025-03-05/2025-03-17 approximate"],
    "de 2022 à 2024": ["de 2022 à 2024 = 2022-01-01/2024-12-31"],
    "entre 2022 et 2024": ["entre 2022 et 2024 = 2022-01-01/2024-12-31"],
    "en 2022, 2023 et 2024": ["2022, 2023 et 2024 = 2022-01-01/2024-12-31"],
    "du 1er janvier au 30 juin 2025": ["du 1er janvier au 30 juin 2025 = 2025-01-01/2025-06-30"],
    "sur la période 2020-2022": ["2020-2022 = 2020-01-01/2022-12-31"],
    # plans
    "le plan 2018-2022": ["2018-2022 = 2018-01-01/2022-12-31 plan-period"],
    "la stratégie nationale (2021-2025)": [
        "2021-2025 = 2021-01-01/2025-12-31 plan-period unfinished"
    ],
    "pour la période 2024-2028": ["2024-2028 = 2024-01-01/2028-12-31 plan-period unfinished"],
    # compared times and references
    "300 cas en 2024, contre 250 en 2023": [
        "2024 = 2024-01-01/2024-12-31", "2023 = 2023-01-01/2023-12-31 comparison",
    ],
    "12 cas, contre 30 à la même période de l’année dernière": [
        "l’année dernière = 2024-01-01/2024-12-31 comparison"
    ],
    "en hausse par rapport à 2022": ["2022 = 2022-01-01/2022-12-31 comparison"],
    "la lutte contre la traite en 2023": ["2023 = 2023-01-01/2023-12-31"],
    "chaque 30 juillet": ["30 juillet = ? recurring"],
    "selon le rapport annuel 2022": ["2022 = 2022-01-01/2022-12-31 cited reports"],
    "la loi n°2012-023 du 12 juillet 2012": ["12 juillet 2012 = 2012-07-12 reference"],
    "le décret n° 2011-036/PM-RM du 3 février 2011": ["3 février 2011 = 2011-02-03 reference"],
    "pendant six mois": ["pendant six mois = ?"],
    # English
    "on October 24, 2023": ["October 24, 2023 = 2023-10-24"],
    "the 24th of October 2023": ["the 24th of October 2023 = 2023-10-24"],
    "last Thursday": ["Thursday = 2025-07-24"],
    "last month": ["last month = 2025-06-01/2025-06-30"],
    "over the past three years": ["the past three years = 2022-01-01/2024-12-31 approximate"],
    "in the first half of 2025": ["the first half of 2025 = 2025-01-01/2025-06-30"],
    "since January": ["since January = 2025-01-01/2025-07-30 since"],
    "between January and June 2024": ["between January and June 2024 = 2024-01-01/2024-06-30"],
    "three years ago": ["three years ago = 2022-01-01/2022-12-31 approximate"],
}  # fmt: skip


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_resolved_relative_to_the_publication(text: str) -> None:
    assert read(text) == TIMES[text]


@pytest.mark.parametrize(
    "text",
    [
        "la loi de 2012", "la Constitution de 1992", "l’Agenda 2030", "la Vision 2040",
        "l’article 24 du Code pénal", "la résolution 1325", "le décret n°2019-0027/P-RM",
        "une peine de cinq à dix ans", "des enfants de 6 à 12 ans", "entre 1990 et 2000 personnes",
        "au Stade du 26 mars", "Avenue du 22 septembre", "le numéro 80 00 11 15", "à 07h30",
        "57 camions", "13.813 personnes", "la planète Mars", "you may go", "met fin à la session",
        "le dernier jour de formation", "trois mois passés à l’étranger",
        "il a passé trois mois là", "2012-023", "n° 2023-24", "la CAN 2025",
        "les années de plomb", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert read(text) == []


# --- publication ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "hier", "jeudi dernier", "le mois dernier", "l’an dernier", "depuis janvier", "depuis 2020",
        "lundi 9 février", "au cours du deuxième trimestre", "les trois dernières années",
        "le 28 novembre dernier", "fin mars", "cette année", "du 25 au 26 janvier", "last week",
    ],
)  # fmt: skip
def test_without_a_publication_day_a_relative_time_is_unresolved_and_flagged(text: str) -> None:
    (mention,) = read_periods(text, None)
    assert mention.period is None
    assert "unresolved" in mention.flags


@pytest.mark.parametrize("text", ["en 2023", "le 3 mars 2024", "fin 2024", "d’ici 2030", "T2 2024"])
def test_without_a_publication_day_a_full_time_is_still_resolved(text: str) -> None:
    (mention,) = read_periods(text, None)
    assert mention.period is not None
    assert not mention.flags & {"unresolved", "future", "unfinished"}


def test_a_publication_known_to_its_month_resolves_what_is_the_same_on_all_its_days() -> None:
    july = Period(date(2025, 7, 1), date(2025, 7, 31))
    assert read("le mois dernier", july) == ["le mois dernier = 2025-06-01/2025-06-30"]
    assert read("en 2023", july) == ["2023 = 2023-01-01/2023-12-31"]


def test_a_publication_known_to_its_month_makes_times_that_differ_approximate() -> None:
    july = Period(date(2025, 7, 1), date(2025, 7, 31))
    assert read("hier", july) == ["hier = 2025-06-30/2025-07-30 approximate"]


def test_a_publication_known_only_to_be_before_a_day_resolves_nothing_relative() -> None:
    (mention,) = read_periods("hier", Period(None, WEDNESDAY))
    assert mention.period is None


def test_the_printed_days_of_the_page_are_distinguished() -> None:
    line = "Publié mardi 24 octobre 2023 à 07:28 , mis à jour mercredi 21 février 2024 à 22:41"
    assert read(line, None) == [
        "mardi 24 octobre 2023 = 2023-10-24 publication",
        "mercredi 21 février 2024 = 2024-02-21 update",
    ]
    for line, flag in {
        "Mis à jour le 3 mars 2025": "update",
        "Dernière mise à jour : 3 mars 2025": "update",
        "Mis en ligne le 3 mars 2025": "publication",
        "Publié le : 3 mars 2025 à 10h12": "publication",
        "Updated on 3 March 2025": "update",
    }.items():
        assert [m.flags for m in read_periods(f"Un titre\n{line}\n", None)] == [{flag}]


def test_a_report_published_on_a_day_does_not_date_the_page() -> None:
    found = read("Un rapport de l’ONG, publié le 3 mars 2025, fait état de 40 cas.")
    assert found == ["le 3 mars 2025 = 2025-03-03"]


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 6))
def test_the_last_such_weekday_is_within_the_week_before_and_not_the_day_itself(
    published: date, weekday: int
) -> None:
    (mention,) = read_periods(f"{WEEKDAYS[weekday]} dernier", on(published))
    assert mention.period is not None
    day = mention.period.end
    assert day.weekday() == weekday
    assert timedelta(1) <= published - day <= timedelta(7)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_stated_as_past_is_the_nearest_before_publication(
    published: date, month: int, day: int
) -> None:
    (mention,) = read_periods(f"le {day} {MONTHS[month - 1]} dernier", on(published))
    assert mention.period is not None
    found = mention.period.end
    assert (found.month, found.day) == (month, day)
    assert timedelta(1) <= published - found <= timedelta(366)


# --- the years of reports ---------------------------------------------------------------------


def test_years_in_a_row_are_fixed_by_the_reports_that_a_later_sentence_names() -> None:
    text = (
        "Ces deux dernières années, 80 victimes ont été prises en charge. "
        "Source : rapports annuels 2021 et 2022 de la cellule."
    )
    fixed = period_of((0, text.index("Source")), text, on(WEDNESDAY))
    assert brief(fixed) == "2021-01-01/2022-12-31 fixed-by-reports"
    assert brief(period_of((0, 60), text, None)) == "2021-01-01/2022-12-31 fixed-by-reports"


@pytest.mark.parametrize(
    "text",
    [
        "Ces trois dernières années, 80 victimes. Source : rapports annuels 2021 et 2022.",
        "Rapports annuels 2020, 2021 et 2022. Ces trois dernières années, 80 victimes.",
        "Ces trois dernières années, 80 victimes. " + "Le reste. " * 200
        + "Source : rapports annuels 2020, 2021 et 2022.",
    ],
)  # fmt: skip
def test_reports_of_other_years_or_elsewhere_fix_nothing(text: str) -> None:
    assert not any("fixed-by-reports" in m.flags for m in read_periods(text, on(WEDNESDAY)))


# --- the period of a sentence -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("En 2024, 300 victimes ont été assistées.", "2024-01-01/2024-12-31"),
        ("Le plan 2018-2022 a permis de former 300 agents.", "none"),
        ("La rencontre était couplée à la remise du rapport annuel 2022.", "none"),
        ("Selon le rapport annuel 2022, 300 victimes.", "2022-01-01/2022-12-31 cited reports"),
        ("Dans le cadre du plan 2023-2027, 40 agents ont été formés hier.", "2025-07-29"),
        ("La loi du 12 juillet 2012 a été révisée en mai 2025.", "2025-05-01/2025-05-31"),
        ("Cette journée est célébrée chaque année le 30 juillet.", "none"),
        ("Publié lundi 28 juillet 2025", "none"),
        ("Une session de trois jours.", "none"),
        ("D’ici 2030, 40 centres ; déjà 12 ouverts en 2024.", "2024-01-01/2024-12-31"),
        (
            "Selon le rapport annuel 2022, ces dernières années",
            "2022-01-01/2022-12-31 cited reports",
        ),
        ("Ces dernières années, beaucoup ont été libérées.", "? vague"),
    ],
)
def test_the_period_of_a_sentence_is_that_of_its_fact(sentence: str, expected: str) -> None:
    text = f"Avant en 2019.\n{sentence}\nPuis en 2020."
    start = text.index(sentence)
    assert brief(period_of((start, start + len(sentence)), text, on(WEDNESDAY))) == expected


def test_with_several_times_the_one_nearest_to_the_figure_is_its_period() -> None:
    text = "On comptait 120 cas en 2022 et 300 cas en 2024."
    for figure, year in ("120", "2022"), ("300", "2024"):
        mention = period_of((0, len(text)), text, None, at=text.index(figure))
        assert mention is not None
        assert mention.text == year


# --- any text ---------------------------------------------------------------------------------

NUMBERS = (
    "premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq "
    "vingt-six vingt-sept vingt-huit vingt-neuf trente trente-et-un"
).split()


@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["digits", "weekday", "words", "capitals", "slashes"]),
)
def test_any_date_written_out_reads_back(day: date, manner: str) -> None:
    month, first = MONTHS[day.month - 1], "1er" if day.day == 1 else str(day.day)
    written = {
        "digits": f"le {first} {month} {day.year}",
        "weekday": f"{WEEKDAYS[day.weekday()]} {first} {month} {day.year}",
        "words": f"le {NUMBERS[day.day - 1]} {month} {day.year}",
        "capitals": f"LE {first} {month} {day.year}".upper(),
        "slashes": f"{day:%d/%m/%Y}",
    }[manner]
    (mention,) = read_periods(f"Fait à Lomé, {written}.", None)
    assert mention.period == (day, day)
    assert mention.kind == "day"
    assert not mention.flags


WORDS = st.sampled_from(
    (
        "depuis le la les l’ d’ de du au à en et entre jusqu’ ici fin début mi - – / , . \n ( ) "
        "janvier mars mai 2022 2023 2024 12 31 0 1er 2e premier trois dernières dernier année mois "
        "semaine trimestre semestre lundi hier avant chaque rapport annuel plan exercice publié "
        "mis jour T1 mi-2024 2023/24 31/02/2024 il y a ans last since May ago ce jour 9999 10000 "
        "contre"
    ).split(" ")
)


@given(
    st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)),
    st.sampled_from([None, on(WEDNESDAY), on(date.min), on(date.max - timedelta(1)),
                     Period(None, WEDNESDAY), on(date(2024, 2, 29), date(2024, 3, 31))]),
)  # fmt: skip
def test_any_text_is_read_in_order_without_overlap(text: str, published: Period | None) -> None:
    end = 0
    for mention in read_periods(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert (mention.period is None) == ("unresolved" in mention.flags)
        if mention.period and mention.period.start:
            assert mention.period.start <= mention.period.end
        end = mention.end
