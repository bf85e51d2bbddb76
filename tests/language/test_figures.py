"""What `figures` reads in sentences: quantities, their qualifiers, units, parts and shares."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.once import HOSTILE
from plan.evidence.figure_checks import check_value, read_shares
from plan.language.numbers.figures import counts_other, read_figures
from plan.language.numbers.numeric_expressions import Figure

SEEDS = Path(__file__).parents[2] / "seeds"


def brief(figure: Figure) -> str:
    """``kind number unit``, with % or the currency after the number, in one comparable line."""
    number = str(figure.low) if figure.low == figure.high else f"{figure.low}..{figure.high}"
    sign = {"percent": "%", "money": figure.currency or "money", "count": ""}[figure.measure]
    unit = "" if figure.measure == "money" else figure.unit
    return " ".join(part for part in (figure.kind, number, sign, unit) if part)


def briefs(text: str) -> list[str]:
    return [brief(figure) for figure in read_figures(text)]


def seed(prefix: str) -> str:
    (path,) = SEEDS.glob(f"{prefix}_*.txt")
    return path.read_text(encoding="utf-8")


# --- the three articles -----------------------------------------------------------------------


def test_the_first_article_holds_one_figure_and_it_is_in_a_teaser() -> None:
    assert briefs(seed("000")) == ["between 16..58 % femmes"]


def test_the_second_article_counts_money_axes_and_domains_then_its_teasers() -> None:
    assert briefs(seed("001")) == [
        "exactly 2900000000 XOF",
        "exactly 4 axes stratégiques",
        "exactly 4 domaines prioritaires",
        *["exactly 20 jeunes", "exactly 20 jeunes", "exactly 33 ambulances mises",
          "exactly 33 ambulances"] * 2,
    ]  # fmt: skip


def test_the_third_article_counts_persons_and_victims_at_least() -> None:
    text = seed("003")
    assert briefs(text) == [
        "exactly 2 actions majeures",
        "at_least 100000 personnes",
        "at_least 20000 victimes de traite",
        "exactly 57 camions de transport de troupes",
    ]
    spans = [text[f.start : f.end] for f in read_figures(text)]
    assert spans[1] == "plus de cent milles (100.000) personnes"


# --- what is a quantity -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # separators of thousands and decimals
        ("La cellule a reçu 14.627 appels.", "exactly 14627 appels"),
        ("On a planté 250. 300 arbres dans le cercle.", "exactly 250300 arbres"),
        ("Le stade a vibré avec 42\u00a0000 spectateurs", "exactly 42000 spectateurs"),
        ("une récolte de 1\u202f250\u202f000 sacs", "exactly 1250000 sacs"),
        ("On a distribué 1'500 moustiquaires", "exactly 1500 moustiquaires"),
        ("They trained 3,450 officers in Dakar.", "exactly 3450 officers"),
        ("Il est tombé 12,5 mm de pluie", "exactly 25/2 mm de pluie"),
        ("une production de 0,125 tonne", "exactly 1/8 tonne"),
        # words
        ("quatre-vingt-dix-sept bornes-fontaines réhabilitées", "exactly 97 bornes-fontaines"),
        ("soixante et onze enseignants", "exactly 71 enseignants"),
        ("mille deux cents plants", "exactly 1200 plants"),
        ("deux cent cinquante mille doses", "exactly 250000 doses"),
        ("two hundred and fifty teachers", "exactly 250 teachers"),
        ("1 million 200 mille doses de vaccin", "exactly 1200000 doses de vaccin"),
        ("un million et demi d'électeurs", "exactly 1500000 électeurs"),
        # words and digits together
        ("trente-deux (32) pirogues", "exactly 32 pirogues"),
        ("45 (quarante-cinq) forages", "exactly 45 forages"),
        ("cent milles (100.000) plants", "exactly 100000 plants"),
        ("vingt pour cent (20 %) des ménages", "exactly 20 % ménages"),
        # collectives
        ("une trentaine de pêcheurs", "about 30 pêcheurs"),
        ("plus d'une centaine de cases brûlées", "at_least 100 cases"),
        ("la vingtaine de blessés", "about 20 blessés"),
        ("une dizaine de milliers de sacs", "about 10000 sacs"),
        # ranges
        ("entre 20 et 30 pirogues", "between 20..30 pirogues"),
        ("de 20 à 30 pirogues", "between 20..30 pirogues"),
        ("20-30 pirogues", "between 20..30 pirogues"),
        ("deux ou trois pirogues", "between 2..3 pirogues"),
        ("entre 12% et 18 % des filles", "between 12..18 % filles"),
        ("2 à 3 millions de plants", "between 2000000..3000000 plants"),
        ("between 40 and 50 schools", "between 40..50 schools"),
        # qualifiers before and after
        ("près de 60 villages inondés", "about 60 villages"),
        ("pas moins de huit marchés", "at_least 8 marchés"),
        ("moins de 15 juges", "at_most 15 juges"),
        ("jusqu’à 400 litres", "at_most 400 litres"),
        ("60 villages au moins", "at_least 60 villages"),
        ("60 au moins", "at_least 60"),
        ("9 000 têtes de bétail environ", "about 9000 têtes de bétail"),
        ("12 juges au plus", "at_most 12 juges"),
        ("30 tablettes et plus", "at_least 30 tablettes"),
        ("no fewer than 90 boats", "at_least 90 boats"),
        ("Le bilan dépasse les 700 blessés", "at_least 700 blessés"),
        # percent and money
        ("42 pour cent des ménages", "exactly 42 % ménages"),
        ("12,5 % de la population", "exactly 25/2 % population"),
        ("75 percent of the schools", "exactly 75 % schools"),
        ("7,25 milliards de Fcfa", "exactly 7250000000 XOF"),
        ("2 milliards 992 millions de francs CFA", "exactly 2992000000 XOF"),
        ("3.070 milliards de FCFA", "exactly 3070000000000 XOF"),
        ("cinq cent millions (500.000.000) F CFA", "exactly 500000000 XOF"),
        ("1,5 million d'euros", "exactly 1500000 EUR"),
        ("une aide de $2.925 million", "exactly 2925000 USD"),
        ("250 F le kilo", "exactly 250 money"),
        # nouns, years' look-alikes and the article
        ("quatre axes stratégiques", "exactly 4 axes stratégiques"),
        ("La réforme s’articule autour de cinq volets.", "exactly 5 volets"),
        ("autour de 300 volontaires", "about 300 volontaires"),
        ("La mutuelle a soutenu 2014 pêcheurs.", "exactly 2014 pêcheurs"),
        ("La gendarmerie a arrêté 30 coupeurs de route.", "exactly 30 coupeurs de route"),
        ("un seul avocat", "exactly 1 avocat"),
        ("un (1) avocat", "exactly 1 avocat"),
        ("zéro cas", "exactly 0 cas"),
        ("deux (02) avocats", "exactly 2 avocats"),
        ("07 avocats", "exactly 7 avocats"),
        ("Le juge en a classé 4", "exactly 4"),
        ("près de 60 îles", "about 60 îles"),
        ("PLUS DE CENT ÉLÈVES PRIMÉS", "at_least 100 ÉLÈVES"),
        ("20 ONG", "exactly 20 ONG"),
        ("À Koro 30 ont été relâchés", "exactly 30"),
    ],
)
def test_a_quantity_is_read_with_its_qualifier_number_and_unit(text: str, expected: str) -> None:
    assert briefs(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "l'article 24 du Code, l’art. 3, les articles 3, 4 et 7, aux articles 12 à 15",
        "la loi n°2009-015, la loi 98-036, le décret n° 2019-587/PT-RM, arrêté 2020-045",
        "la résolution 2100 du Conseil de sécurité",
        "la 7è rencontre, la 24è session, la 2ème fois, le 1er mai, 3e, the 21st, vingt-quatrième",
        "en 2012, le 5 mai 2021, 2018-2022, 2021/2022, fin 2020, mi-2024",
        "les rapports annuels 2019, 2020 et 2021 du bureau",
        "du 25 au 26 janvier, les 3 et 4 mars, le 30 juillet, ce lundi 9 février, le 12",
        "à 07:28, à 8h30, vers 18 heures, de 8h à 12h, 14 h 05",
        "une fillette de 12 ans, âgés de 12, 13 et 15 ans, les moins de 5 ans, de 15 à 24 ans",
        "les trois dernières années, cinq prochaines années, trois jours, six (6) mois",
        "16 jours de mobilisation, 48 heures, 24 heures sur 24, 7 jours sur 7",
        "Sida-2000, District 11, G5 Sahel, Rue 310, porte 45, Covid-19, Phase III, le Boeing 737",
        "Agenda 2063, ODD 5, page 12, BP 120, RN 6, 5G, 4x4, M5-RFP, 35 °C, v1.2.3, 24/7",
        "Tél. : 76 12 34 56 / 20 22 35 67 ou +223 66 77 88 99",
        "une femme sur trois, 8 foyers sur 10, les deux tiers, la moitié, trois quarts",
        "un atelier s'est ouvert dans une école, l'un des deux, tous deux",
        "des milliers de gens, plusieurs dizaines de blessés, des centaines",
        "un camion neuf, le mil et le sorgho, Trois-Rivières, des deux-roues, tolérance zéro",
        "trois fois plus, deux reprises",
        "13 H 30, 18 heures 30, à 8 h 05, 10h00-12h00, une victoire 3-1, Web 2.0",
        "July 22, 2023, on 22 July, 5 May 2023",
        "D'ici à 2027, à l'horizon 2030, jusqu'à 2025, l'an 2000, né en 1967",
        "https://site.org/2023/10/24/45 et contact@site12.org",
        "1" * 10_000 + " personnes",
        "",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert briefs(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le taux est passé de 20 à 30 cas.",
            ["exactly 20", "exactly 30 cas"],
        ),
        (
            "On est passé de 12 000 en 2022 à 13 813 en 2023, de 3,5 % en 2022 à 4 % en 2023.",
            ["exactly 12000", "exactly 13813", "exactly 7/2 %", "exactly 4 %"],
        ),
        ("Le 12, 30 familles ont fui.", ["exactly 30 familles"]),
        ("En 2023 : 13 813 ; en 2024 : 36 000.", ["exactly 13813", "exactly 36000"]),
        (
            "un homme et deux femmes, puis trois hommes et une femme",
            ["exactly 1 homme", "exactly 2 femmes", "exactly 3 hommes", "exactly 1 femme"],
        ),
        (
            "30 femmes et plus de 40 hommes",
            ["exactly 30 femmes", "at_least 40 hommes"],
        ),
        (
            "une amende de 500 à 1 000 euros et un emprisonnement de 5 à 10 ans",
            ["between 500..1000 EUR"],
        ),
        (
            "655 millions de FCFA (environ 1 million d'euros)",
            ["exactly 655000000 XOF", "about 1000000 EUR"],
        ),
        (
            "300 ménages (1 800 âmes) dans 12 villages",
            ["exactly 300 ménages", "exactly 1800 âmes", "exactly 12 villages"],
        ),
        (
            "10, 20 et 30 cartons",
            ["exactly 10 cartons", "exactly 20 cartons", "exactly 30 cartons"],
        ),
        ("Au point :\n1. 45 cartons\n2) 12 sacs", ["exactly 45 cartons", "exactly 12 sacs"]),
    ],
)
def test_neighbouring_figures_are_read_separately(text: str, expected: list[str]) -> None:
    assert briefs(text) == expected


def test_words_and_digits_that_disagree_are_flagged_and_the_words_prevail() -> None:
    (figure,) = read_figures("plus de deux mille (20.000) sacs")
    assert (figure.low, figure.flags) == (2000, {"word-digit-mismatch"})


# --- parts and shares -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("900 élèves dont 400 filles", {1: 0}),
        ("900 élèves inscrits cette année, dont 400 filles, 20 orphelins et 3 réfugiés",
         {1: 0, 2: 0, 3: 0}),
        ("900 élèves, dont 400 filles, et 35 maîtres", {1: 0}),
        ("90 élèves dont 40 filles et 700 livres", {1: 0}),
        ("90 élèves dont 40 filles ont été récompensés et 12 livres offerts", {1: 0}),
        ("90 élèves en 3 salles, dont 40 filles", {2: 0}),
        ("90 élèves. Dont 40 filles", {}),
        ("12 sur 30 élèves", {0: 1}),
        ("12 élèves sur un total de 30", {0: 1}),
        ("12 des 30 élèves", {0: 1}),
        ("Sur les 30 élèves, 12 ont réussi", {1: 0}),
        ("30 élèves formés sur 2 sites", {}),
        ("30 formés sur la lecture, 90 élèves suivis", {}),
        ("un budget de 2 milliards de F CFA, dont 500 millions de l'État", {1: 0}),
        ("More than 1,200 boats were seized, including 300 canoes", {1: 0}),
        ("20 millions d'habitants dont 49,5 % de femmes", {1: 0}),
    ],
)  # fmt: skip
def test_a_part_points_at_its_total_and_nothing_else_does(text: str, parts: dict[int, int]) -> None:
    figures = read_figures(text)
    assert {k: f.part_of for k, f in enumerate(figures) if f.part_of is not None} == parts


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("12 élèves sur 30, soit 40 %", True),
        ("12 sur 30 élèves, soit 41 %", False),
        ("100 bacheliers sur 250 candidats, soit un taux de 40%", True),
        ("13 813 élèves, dont 4 000 filles, soit 29 %", True),
        ("13 813 élèves, dont 4 000 filles, soit 28,96 %", True),
        ("13 813 élèves, dont 4 000 filles, soit 28,9 %", False),
        ("13 813 élèves dont 4 000 filles et 200 garçons, soit 29 %", True),
        ("Sur les 300 dossiers ouverts, 120 ont été jugés, soit 40 %.", True),
        ("Sur un total de 300 dossiers, 120 ont été jugés, soit 40 %.", True),
        ("900 élèves dont 400 filles (44,4 %)", True),
        ("900 élèves dont 400 filles, soit près de 45 %", True),
        ("900 élèves dont 400 filles, soit plus de 50 %", False),
        ("900 élèves dont plus de 400 filles, soit 44 %", None),
    ],
)
def test_a_share_is_recomputed_within_the_digits_printed(text: str, holds: bool | None) -> None:
    assert [share.holds for share in read_shares(text)] == [holds]


def test_a_percentage_of_nothing_counted_is_no_share() -> None:
    assert read_shares("Les prix ont monté, soit 12 % de plus ; 30 élèves, soit beaucoup") == ()


# --- comparison with the file -----------------------------------------------------------------

QUOTE = "plus de cent milles (100.000) personnes ont été sensibilisées"


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "verdict"),
    [
        (QUOTE, "at_least", 100_000, None, "same"),
        (QUOTE, "at_least", 100_000.0, 100_000, "same"),
        (QUOTE, "exactly", 100_000, None, "other-qualifier"),
        (QUOTE, "at_least", 10_000, None, "other-figure"),
        ("100 000 personnes au moins", "at_least", 100_000, None, "same"),
        ("100 000 personnes", "at_least", 100_000, None, "other-qualifier"),
        ("100 000 personnes", "exactly", 100_000, None, "same"),
        ("des personnes ont été aidées en 2023", "exactly", 2023, None, "no-figure"),
        ("42 % des cas", "exactly", 42, None, "same"),
        ("12,1 % des cas", "exactly", Decimal("12.1"), None, "same"),
        ("12,1 % des cas", "exactly", 12.1, None, "same"),
        ("2,9 milliards de Fcfa", "exactly", 2.9e9, None, "same"),
        ("entre 20 et 30 cas", "between", 20, 30, "same"),
        ("entre 20 et 30 cas", "exactly", 20, None, "other-qualifier"),
        ("15 procès et 36 condamnations", "exactly", 36, None, "same"),
        ("15 procès", "exactly", float("inf"), None, "other-figure"),
    ],
)
def test_a_quotation_states_the_value_of_the_file_or_differs_in_a_named_way(
    text: str, kind: str, low: float, high: float | None, verdict: str
) -> None:
    found, figure = check_value(text, kind, low, high)
    assert found == verdict
    assert (figure is None) == (verdict == "no-figure")


OTHERS = {"case": ["cas", "case"], "amount": ["franc"], "report": ["rapport annuel", "report"]}


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("personnes", None),
        ("personnes déplacées", None),
        ("people", None),
        ("cas", "case"),
        ("nouveaux cas", "case"),
        ("cas de personnes", "case"),
        ("rapports annuels", "report"),
        ("rapports", None),
        ("brouettes", None),
        ("", None),
    ],
)
def test_the_noun_of_another_unit_is_reported_and_an_unknown_noun_is_not(
    unit: str, other: str | None
) -> None:
    assert counts_other(unit, ["personne", "person"], OTHERS) == other


def test_plurals_in_aux_and_irregular_english_ones_are_the_same_noun() -> None:
    others = {"paper": ["journal"], "country": ["country"]}
    assert counts_other("journaux", ["woman"], others) == "paper"
    assert counts_other("countries", ["woman"], others) == "country"
    assert counts_other("women", ["woman"], others) is None


# --- properties -------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(1, 2), st.sampled_from(["%", " %", "\u00a0%"]))
def test_a_decimal_comma_is_read_back(n: int, places: int, sign: str) -> None:
    value = Fraction(n, 10**places)
    (figure,) = read_figures(f"soit {n // 10**places},{n % 10**places:0{places}d}{sign} des foyers")
    assert (figure.low, figure.measure) == (value, "percent")


PIECES = st.sampled_from(
    "20 300 2023 12,5 13.813 1. ( ) - – , ; . % F FCFA $ et ou à de d' des un une deux cent mille "
    "million milliards trentaine quatre-vingt mil entre plus moins environ dont sur soit pour le "
    "les article n° ° Rue personnes cas ans mai 8h 7è € demi seul au\n\n +".split(" ")
)


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
def test_no_mixture_raises_and_figures_come_in_order_without_overlap(text: str) -> None:
    figures = read_figures(text)
    last = 0
    for k, figure in enumerate(figures):
        assert last <= figure.start < figure.end <= len(text)
        assert 0 <= figure.low <= figure.high
        assert (figure.low < figure.high) == (figure.kind == "between")
        assert figure.part_of is None or (figure.part_of != k and figure.part_of < len(figures))
        assert figure.unit in text
        last = figure.end
    read_shares(text)


CLAUSES = {
    "plus de 40 000 élèves ont composé": "at_least 40000 élèves",
    "le ministère a reçu 2,5 milliards de F CFA": "exactly 2500000000 XOF",
    "vingt-cinq (25) motos ont été saisies": "exactly 25 motos",
    "entre 12 et 15 % des foyers ont répondu": "between 12..15 % foyers",
    "une quarantaine de forages sont en panne": "about 40 forages",
    "le lundi 12 mai 2025 à 8h30": None,
    "l'article 24 de la loi n°2012-023 du 12 juillet 2012": None,
    "la période 2023-2027 du plan": None,
    "deux fillettes de 12 et 14 ans": "exactly 2 fillettes",
    "le District 909 a fêté sa 24è session": None,
    "la formation a duré trois jours": None,
    "une femme sur trois": None,
}


@given(st.lists(st.sampled_from(sorted(CLAUSES)), max_size=8),
       st.sampled_from([". ", " ; ", ", ", "\n", " – ", " ("]))  # fmt: skip
def test_clauses_do_not_change_what_their_neighbours_count(clauses: list[str], link: str) -> None:
    expected = [figure for clause in clauses if (figure := CLAUSES[clause])]
    assert briefs(link.join(clauses)) == expected


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_shares(text)
    check_value(text, "exactly", 1)
    counts_other(text, [text], {text: [text]})


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_repetitive_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    for each in read_figures(text):
        assert 0 <= each.start < each.end <= len(text)
