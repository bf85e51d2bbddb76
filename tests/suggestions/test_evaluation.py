"""Labels beside a page are read, faults are reported by line, precision and recall measured."""

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.edition.edition import load
from plan.file.reading import read_text
from plan.locale.translation import LANGUAGES, Say
from plan.model.quantities import read_period
from plan.suggestions.evaluation import METRICS, Score, measure
from plan.suggestions.labelled_pages import LabelledPage, labelled_pages, read_labelled
from plan.suggestions.reader import Reader

FILE = """\
plan:
  title: {fr: Plan de lecture publique 2024–2028}
  country: BJ
  period: 2024/2028
  currency: XOF
  units:
    - {id: library, name: {fr: bibliothèque}, plural: {fr: bibliothèques}}
axes:
  - id: reading
    name: {fr: Lire}
    indicators:
      - id: "B1"
        name: {fr: Bibliothèques ouvertes}
        nature: flow
        unit: library
        terms: [bibliothèque* ouverte*]
      - id: "B5"
        name: {fr: Loi sur la lecture publique}
        nature: steps
        terms: [loi sur la lecture publique]
        steps:
          - {id: cabinet, name: {fr: Adoptée en Conseil des ministres}}
          - {id: voted, name: {fr: Votée par l’Assemblée nationale}}
"""
PLAN = read_text(FILE).plan
assert PLAN is not None
READER = Reader(PLAN)

#: A line of the article, and one that is none.
BODY = (
    "La lecture publique avance au Bénin. En 2024, plus de 12 bibliothèques ont été ouvertes, et "
    "la loi sur la lecture publique a été votée par l’Assemblée nationale le 3 juin 2025. Vingt "
    "bibliothèques seront ouvertes en 2026."
)
REST = "S’abonner"
PAGE = f"{BODY}\n\n{REST}\n"
HEADER = "published: 2025-06-12\nlabelled: figures, periods, evidence\n"
FACTS = """\
  figure at_least 12 bibliothèques : plus de 12 bibliothèques
  figure exactly 20 bibliothèques : Vingt bibliothèques
  period 2024 : En 2024
  period 2025-06-03 : le 3 juin 2025
  period 2026 : en 2026
  evidence B1 at_least 12 2024 : plus de 12 bibliothèques ont été ouvertes
  evidence B5 step voted 2025-06-03 : votée par l’Assemblée nationale le 3 juin 2025
  announced B1 exactly 20 2026 : Vingt bibliothèques seront ouvertes en 2026
"""
LABELS = f"{HEADER}B La lecture publique\n{FACTS}R S’abonner\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a page with its labels beside it; gives the page's path."""

    def written(labels: str, page: str = PAGE, name: str = "page.txt") -> Path:
        path = tmp_path / name
        path.write_text(page, encoding="utf-8")
        path.with_suffix(".labels").write_text(labels, encoding="utf-8")
        return path

    return written


def facts(page: LabelledPage) -> list[tuple[str, str]]:
    return [(fact.what, page.text[fact.start : fact.end]) for fact in page.facts]


# --- The format ----------------------------------------------------------------------------------


def test_lines_have_the_kinds_of_their_letters(write: Write) -> None:
    page = read_labelled(write("B La lecture\nR S’abonner\n"))
    assert page.labels == ("body", "rest")
    assert page.facts == ()
    assert page.text == PAGE
    assert page.label_at(PAGE.index("En 2024")) == "body"
    assert page.label_at(PAGE.index(REST)) == "rest"
    assert read_labelled(write("D La lecture\nR\n")).labels == ("doubtful", "rest")


def test_labels_may_have_blank_lines_and_another_folder(write: Write, tmp_path: Path) -> None:
    path = write("")
    elsewhere = tmp_path / "autre.labels"
    elsewhere.write_text("\nB La lecture publique avance\n\n\nR S’abonner\n\n", encoding="utf-8")
    assert read_labelled(path, elsewhere).labels == ("body", "rest")


def test_the_header_gives_the_day_and_what_is_labelled(write: Write) -> None:
    assert read_labelled(write("B La\nR S’\n")).published is None
    assert read_labelled(write("B La\nR S’\n")).labelled == {"lines"}
    page = read_labelled(write(LABELS))
    assert page.published == read_period("2025-06-12")
    assert page.labelled == {"lines", "figures", "periods", "evidence"}
    turned = "labelled: figures\npublished: 2025-06\nB La\nR S’\n"
    assert read_labelled(write(turned)).published == read_period("2025-06")
    assert read_labelled(write(turned)).labelled == {"lines", "figures"}


def test_a_fact_is_found_at_the_words_of_its_line(write: Write) -> None:
    page = read_labelled(write(LABELS))
    assert facts(page) == [
        ("figure", "plus de 12 bibliothèques"),
        ("figure", "Vingt bibliothèques"),
        ("period", "En 2024"),
        ("period", "le 3 juin 2025"),
        ("period", "en 2026"),
        ("evidence", "plus de 12 bibliothèques ont été ouvertes"),
        ("evidence", "votée par l’Assemblée nationale le 3 juin 2025"),
        ("announced", "Vingt bibliothèques seront ouvertes en 2026"),
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("figure exactly 12 bibliothèques de rue", {
            "what": "figure", "value": ("exactly", 12), "unit": "bibliothèques de rue"}),
        ("figure exactly 12", {"what": "figure", "value": ("exactly", 12), "unit": ""}),
        ("figure about 2.5 %", {
            "what": "figure", "value": ("about", Fraction(5, 2)), "unit": "%"}),
        ("figure between 40..50 bibliothèques", {
            "what": "figure", "value": ("between", (40, 50)), "unit": "bibliothèques"}),
        ("period 2024", {"what": "period", "period": read_period("2024")}),
        ("period ../2024-06-30", {"what": "period", "period": read_period("../2024-06-30")}),
        ("period ?", {"what": "period", "period": None}),
        ("evidence B1 at_most 12 2024", {
            "what": "evidence", "indicator": "B1", "value": ("at_most", 12),
            "period": read_period("2024")}),
        ("evidence B1 between 1..2 ?", {
            "what": "evidence", "indicator": "B1", "value": ("between", (1, 2)), "period": None}),
        ("evidence B5 step voted 2024-05", {
            "what": "evidence", "indicator": "B5", "step": "voted", "value": None,
            "period": read_period("2024-05")}),
        ("evidence B1 - ?", {
            "what": "evidence", "indicator": "B1", "step": None, "value": None, "period": None}),
        ("announced B1 exactly 12 ../2027", {
            "what": "announced", "indicator": "B1", "value": ("exactly", 12),
            "period": read_period("../2027")}),
        ("not other-country", {"what": "not", "reason": "other-country"}),
        ("not vague", {"what": "not", "reason": "vague"}),
    ],
)  # fmt: skip
def test_each_kind_of_fact_is_read(write: Write, label: str, expected: dict[str, object]) -> None:
    page = read_labelled(write(f"B La lecture\n  {label} : plus de 12\nR S’abonner\n"))
    (fact,) = page.facts
    assert {name: getattr(fact, name) for name in expected} == expected
    assert page.text[fact.start : fact.end] == "plus de 12"


def test_white_space_between_the_words_of_a_fact_is_ignored(write: Write) -> None:
    page = PAGE.replace("plus de 12", "plus\u00a0de  12")
    labelled = read_labelled(write("B La lecture\n    not vague : plus de 12\nR\n", page))
    assert facts(labelled) == [("not", "plus\u00a0de  12")]


# --- Faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "at"),
    [
        ("B La lecture\n", 2),  # a line without a label
        ("", 1),
        ("B La lecture\nR S’abonner\nR S’abonner\n", 3),  # a label too many
        ("B S’abonner\nR La lecture\n", 1),  # of another line
        ("B La lecture\nX S’abonner\n", 2),  # no such letter
        ("b La lecture\nR S’abonner\n", 1),
        ("  not vague : plus de 12\nB La lecture\nR S’abonner\n", 1),  # a fact before any line
        ("B La lecture\n  not vague : S’abonner\nR S’abonner\n", 2),  # words of another line
        ("B La lecture\n  not vague : mots absents\nR S’abonner\n", 2),
        ("B La lecture\n  not vague\nR S’abonner\n", 2),
        ("B La lecture\n  not vague : \nR S’abonner\n", 2),
        ("B La lecture\n  not because : plus de 12\nR S’abonner\n", 2),
        ("B La lecture\n  other B1 : plus de 12\nR S’abonner\n", 2),
        ("B La lecture\n  figure some 12 : plus de 12\nR S’abonner\n", 2),
        ("B La lecture\n  figure at_least douze : plus de 12\nR S’abonner\n", 2),
        ("B La lecture\n  figure at_least : plus de 12\nR S’abonner\n", 2),
        ("B La lecture\n  period hier : En 2024\nR S’abonner\n", 2),
        ("B La lecture\n  period 2024-13 : En 2024\nR S’abonner\n", 2),
        ("B La lecture\n  evidence B1 : plus de 12\nR S’abonner\n", 2),
        ("B La lecture\n  evidence B1 at_least 12 : plus de 12\nR S’abonner\n", 2),
        (f"{HEADER}B La lecture\n  not because : plus de 12\nR S’abonner\n", 4),
        ("\n\nB La lecture\n\nX S’abonner\n", 5),
        ("published: 2025\n", 2),
        ("published: 2025\npublished: 2025\nB La lecture\nR S’abonner\n", 2),
        ("labelled: lines\npublished: hier\nB La lecture\nR S’abonner\n", 2),
    ],
)
def test_a_fault_is_reported_with_its_file_and_line(write: Write, labels: str, at: int) -> None:
    with pytest.raises(ValueError, match=rf"^page\.labels:{at}: "):
        read_labelled(write(labels))


ROWS = [
    "B La lecture", "R S’abonner", "X", "", " ", "  not vague : plus de 12", "  not : x",
    "D\u00a0S",
    "  period : En 2024", "  period 2024 : En 2024", "  evidence B1 at_least x ? : 12",
    "  figure between 1..x a : 12", "  figure exactly 12 : 12", "Autre", "B", "R",
]  # fmt: skip


@given(st.lists(st.sampled_from(ROWS), max_size=6))
def test_labels_are_read_completely_or_rejected_with_a_line_number(rows: list[str]) -> None:
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.txt")
        page.write_text(PAGE, encoding="utf-8")
        page.with_suffix(".labels").write_text("\n".join(rows), encoding="utf-8")
        try:
            read = read_labelled(page)
        except ValueError as error:
            refused = str(error)
        else:
            refused = ""
            assert len(read.labels) == len(read.layout.lines)
            assert len(read.facts) == sum(row.startswith("  ") for row in rows)
        assert not refused or re.match(r"page\.labels:\d+: ", refused)


# --- Folders -------------------------------------------------------------------------------------


def test_the_labelled_pages_of_a_folder_are_sorted_by_name(write: Write, tmp_path: Path) -> None:
    write("B La lecture\nR S’abonner\n", name="b.txt")
    write("B La lecture\n", f"<p>{BODY}</p>", name="a.html")
    (tmp_path / "c.txt").write_text("Sans étiquettes.", encoding="utf-8")
    pages = list(labelled_pages(tmp_path))
    assert [page.path.name for page in pages] == ["a.html", "b.txt"]
    assert pages[0].text.strip() == BODY


def test_labels_without_their_page_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "seul.labels").write_text("B La\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"seul\.labels"):
        list(labelled_pages(tmp_path))


# --- Measures ------------------------------------------------------------------------------------


def shares(score: Score) -> tuple[float, float]:
    return score.precision, score.recall


def test_full_agreement_has_precision_and_recall_of_one(write: Write) -> None:
    scores = measure([read_labelled(write(LABELS))], READER)
    assert scores.keys() == METRICS.keys()
    assert {code: shares(score) for code, score in scores.items()} == dict.fromkeys(
        METRICS, (1.0, 1.0)
    )
    wanted = {code: score.wanted for code, score in scores.items()}
    assert wanted == {
        "lines": 1, "figures": 2, "periods": 3, "suggestions": 3, "values": 3, "times": 3,
        "announced": 3, "strays": 0,
    }  # fmt: skip
    assert scores["strays"].offered == 3


@pytest.mark.parametrize(
    ("measured", "old", "new", "expected"),
    [
        # The software reads what the person does not, or otherwise, or not at all.
        ("figures", "  figure exactly 20 bibliothèques : Vingt bibliothèques\n", "", (0.5, 1)),
        ("figures", "figure at_least 12", "figure at_least 13", (0.5, 0.5)),
        ("figures", "figure at_least 12", "figure exactly 12", (0.5, 0.5)),
        ("figures", "at_least 12 bibliothèques", "at_least 12 écoles", (0.5, 0.5)),
        ("figures", "at_least 12 bibliothèques", "at_least 12", (1, 1)),
        (
            "figures",
            "  period 2024",
            "  figure exactly 1 mot : La lecture publique\n  period 2024",
            (1, 2 / 3),
        ),
        ("periods", "  period 2026 : en 2026\n", "", (2 / 3, 1)),
        ("periods", "period 2024 :", "period 2023 :", (2 / 3, 2 / 3)),
        ("periods", "period 2024 :", "period ? :", (2 / 3, 2 / 3)),
        ("periods", "period 2024 :", "period 2024-06/2024-12 :", (2 / 3, 2 / 3)),
        ("periods", "period 2024 :", "period ../2024 :", (1, 1)),
        ("suggestions", "  evidence B5 step voted", "  evidence B6 step voted", (2 / 3, 2 / 3)),
        ("values", "evidence B1 at_least 12", "evidence B1 at_least 13", (2 / 3, 2 / 3)),
        ("values", "evidence B1 at_least 12", "evidence B1 exactly 12", (2 / 3, 2 / 3)),
        ("values", "step voted", "step cabinet", (2 / 3, 2 / 3)),
        ("values", "evidence B1 at_least 12", "evidence B1 -", (1, 1)),
        ("times", "at_least 12 2024", "at_least 12 2025", (2 / 3, 2 / 3)),
        ("times", "at_least 12 2024", "at_least 12 ?", (2 / 3, 2 / 3)),
        ("announced", "announced B1 exactly 20", "evidence B1 exactly 20", (2 / 3, 2 / 3)),
        (
            "strays",
            "  announced",
            "  not other-country : plus de 12 bibliothèques ont été ouvertes\n  announced",
            (2 / 3, 1),
        ),
    ],
)
def test_each_metric_measures_its_own_difference(
    write: Write, measured: str, old: str, new: str, expected: tuple[float, float]
) -> None:
    assert LABELS.count(old) >= 1
    scores = measure([read_labelled(write(LABELS.replace(old, new, 1)))], READER)
    assert shares(scores[measured]) == pytest.approx(expected)
    assert shares(scores["lines"]) == (1, 1)


def test_wrong_and_missed_facts_are_described(write: Write) -> None:
    labels = LABELS.replace("evidence B5 step voted", "evidence B6 step voted")
    score = measure([read_labelled(write(labels))], READER)["suggestions"]
    (wrong,), (missed,) = score.wrong, score.missed
    assert wrong.startswith("page: B5 voted")
    assert "votée par l’Assemblée nationale" in wrong
    assert missed.startswith("page: evidence B6 voted")
    assert (score.right, score.offered, score.wanted) == (2, 3, 3)


def test_doubtful_lines_are_not_measured(write: Write) -> None:
    def lines(labels: str) -> Score:
        return measure([read_labelled(write(labels))])["lines"]

    right = lines("B La lecture\nR S’abonner\n")
    assert (right.right, right.offered, right.wanted) == (1, 1, 1)
    doubted = lines("D La lecture\nD S’abonner\n")
    assert (doubted.offered, doubted.wanted) == (0, 0)
    taken = lines("R La lecture\nR S’abonner\n")
    assert (taken.right, taken.offered, taken.wanted) == (0, 1, 0)
    assert taken.wrong[0].startswith("page: La lecture publique")
    missed = lines("B La lecture\nB S’abonner\n")
    assert shares(missed) == (1.0, 0.5)
    assert missed.missed == ("page: S’abonner",)


def test_a_suggestion_from_a_teaser_is_a_stray(write: Write) -> None:
    score = measure([read_labelled(write(LABELS.replace("B La", "R La")))], READER)["strays"]
    assert (score.right, score.offered) == (0, 3)
    assert len(score.wrong) == 3


def test_only_labelled_metrics_are_measured(write: Write) -> None:
    page = read_labelled(write(LABELS.replace("labelled: figures, periods, evidence\n", "")))
    scores = measure([page], READER)
    assert scores["lines"].wanted == 1
    assert {score.wanted for code, score in scores.items() if code != "lines"} == {0}
    assert {score.offered for code, score in scores.items() if code != "lines"} == {0}


def test_without_a_reader_suggestions_are_not_measured(write: Write) -> None:
    scores = measure([read_labelled(write(LABELS))])
    assert scores["figures"].wanted == 2
    assert scores["suggestions"] == scores["strays"] == Score(0, 0, 0, 0)


def test_one_suggestion_may_cover_two_wanted_facts(write: Write) -> None:
    twice = FACTS.replace("  evidence B5", "  evidence B1 at_least 12 2024 : 12 bibliothèques\n  "
                          "evidence B5")  # fmt: skip
    score = measure([read_labelled(write(LABELS.replace(FACTS, twice)))], READER)["suggestions"]
    assert (score.right, score.offered, score.wanted, score.found) == (3, 3, 4, 4)
    assert shares(score) == (1.0, 1.0)


def test_counts_of_pages_add_up(write: Write) -> None:
    page = read_labelled(write(LABELS))
    one, two = measure([page], READER), measure([page, page], READER)
    for code in METRICS:
        assert (two[code].right, two[code].offered, two[code].wanted) == (
            2 * one[code].right,
            2 * one[code].offered,
            2 * one[code].wanted,
        )


def test_precision_and_recall_of_nothing_are_one() -> None:
    for score in measure([], READER).values():
        assert (score.offered, score.wanted, *shares(score)) == (0, 0, 1.0, 1.0)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_precision_and_recall_are_shares(right: int, wrong: int, missed: int) -> None:
    score = Score(right, right + wrong, right + missed)
    for share, of in ((score.precision, wrong), (score.recall, missed)):
        assert 0 <= share <= 1
        assert (share == 1) == (of == 0)


def test_every_metric_has_a_label_in_both_languages() -> None:
    words = {Say(language)(sentence) for language in LANGUAGES for sentence in METRICS.values()}
    assert len(words) == 2 * len(METRICS)


# --- The pages that are not measured yet ---------------------------------------------------------

BLIND = Path(__file__).parents[1] / "labelled" / "blind"


@pytest.mark.parametrize("folder", sorted(each.name for each in BLIND.iterdir()))
def test_the_labels_of_blind_pages_fit_their_pages_and_name_indicators_of_their_plan(
    folder: str,
) -> None:
    own = BLIND / folder / "indicators.yaml"
    plan = load(own if own.is_file() else BLIND.parents[2] / "indicators.yaml").plan
    assert plan is not None
    for page in labelled_pages(BLIND / folder):
        facts = [each for each in page.facts if each.indicator]
        assert facts
        assert {each.indicator for each in facts} <= set(plan.indicator)
        assert page.path.with_suffix(".meta").is_file()
