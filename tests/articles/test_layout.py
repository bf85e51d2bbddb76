"""Lines are classified as article or boilerplate with reasons; title, author and dates are read."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.articles.boilerplate import author_in, cue, is_name, is_truncated
from plan.articles.extraction import extract
from plan.articles.layout import LINE_REASONS, Layout, read_layout
from plan.articles.metadata import day_in_address
from plan.model.quantities import Period
from plan.suggestions.evaluation import Score, measure
from plan.suggestions.labelled_pages import LabelledPage, read_labelled

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "labelled" / "lines"
SEEDS = {path.name[:3]: path for path in sorted((ROOT / "seeds").glob("*.txt"))}
LAUNCH = SEEDS["001"].read_text(encoding="utf-8")


def labelled(folder: str) -> list[LabelledPage]:
    """The pages of a folder that have labels."""
    found = []
    beside = PAGES.parent if folder == "seeds" else PAGES
    for labels in sorted((beside / folder).glob("*.labels")):
        texts = ROOT / "seeds" if folder == "seeds" else labels.parent
        found.append(read_labelled(next(texts.glob(f"{labels.stem}.[th]*")), labels))
    return found


READ = {folder: labelled(folder) for folder in ("seeds", "build", "held")}
EVERY = [page for pages in READ.values() for page in pages]


def kinds(text: str, **more: object) -> dict[str, tuple[str, str]]:
    """Kind and reason of each line of a text."""
    layout = read_layout(text, **more)  # type: ignore[arg-type]
    return {text[line.start : line.end]: (line.kind, line.reason) for line in layout.lines}


# --- Agreement with a person ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["seeds", "build"])
def test_development_pages_are_classified_as_a_person_labelled_them(folder: str) -> None:
    score = measure(READ[folder])["lines"]
    assert score.wanted > 20
    assert score.precision >= 0.99
    assert score.recall >= 0.99


def test_held_out_pages_are_classified_nearly_as_a_person_labelled_them() -> None:
    score = measure(READ["held"])["lines"]
    assert score.wanted > 20
    assert score.precision >= 0.97
    assert score.recall >= 0.9


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.path.stem)
def test_no_teaser_is_classified_as_body(page: LabelledPage) -> None:
    assert not [
        page.text[line.start : line.end]
        for label, line in zip(page.labels, page.layout.lines, strict=True)
        if (label, line.kind) == ("rest", "body")
    ]


def test_there_are_enough_development_and_held_out_pages() -> None:
    assert len(READ["seeds"]) == 3
    assert len(READ["build"]) + len(READ["held"]) >= 14
    assert len(READ["held"]) >= 6
    assert {page.path.suffix for page in EVERY} == {".txt", ".html"}


def test_a_text_of_two_sentences_under_a_date_is_an_article() -> None:
    text = (
        "Publié le 14 février 2025\n\nEn 2024, 300 puits ont été forés.\n\n"
        "Le maire de la ville a présenté ce bilan aux habitants du quartier."
    )
    layout = read_layout(text)
    assert [line.kind for line in layout.lines] == ["rest", "body", "body"]
    assert layout.published is not None
    assert layout.published.period.end == date(2025, 2, 14)


def test_an_article_continues_below_a_box_inside_it() -> None:
    prose = [
        "Le comité de la ville a ouvert douze puits dans les villages du fleuve en 2024, a dit "
        "le maire aux agents venus l’écouter ; les puits sont gardés par les habitants.",
        "Le comité a formé aussi quarante agents des villages à l’entretien des puits, et les "
        "habitants du fleuve ont reçu des outils pour les réparer eux-mêmes.",
        "Dans les villages du fleuve, six puits sont gardés jour et nuit par les agents du "
        "comité, qui en tiennent le registre pour la ville.",
        "Le maire a promis aux habitants du fleuve que le comité ouvrira d’autres puits dans "
        "les villages de la ville, et que les agents y seront formés.",
    ]
    paragraphs = "".join(f"<p>{each}</p>" for each in prose[:2])
    box = (
        '<div class="related"><h3>À lire également</h3><a href="/1">La finale de la coupe</a></div>'
    )
    article = f"<article>{paragraphs}{box}<p>{prose[2]}</p><p>{prose[3]}</p></article>"
    page = f"<html><body>{article}</body></html>"
    read = extract("page.html", page.encode())
    layout = read_layout(read.text, marks=read.marks, data=read.meta)
    body = [read.text[line.start : line.end] for line in layout.lines if line.kind == "body"]
    assert body == prose


def test_a_score_has_precision_and_recall() -> None:
    score = Score(right=3, offered=4, wanted=6)
    assert (score.precision, score.recall) == (0.75, 0.5)
    nothing = measure([])["lines"]
    assert (nothing.offered, nothing.wanted) == (0, 0)
    assert (nothing.precision, nothing.recall) == (1.0, 1.0)


def test_labels_that_do_not_match_the_lines_are_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Une ligne.\nUne autre.\n", encoding="utf-8")
    for wrong in ("B Une ligne\n", "B Une ligne\nB Une ligne\n", "B Une\nX Une\n", "B Une\nB\nB\n"):
        page.with_suffix(".labels").write_text(wrong, encoding="utf-8")
        with pytest.raises(ValueError, match=r"page\.labels:[123]"):
            read_labelled(page)


# --- Every text ----------------------------------------------------------------------------------


@given(st.text(alphabet="aé B.…«»:-#\n\r\t\f  12/Par", max_size=300))
def test_every_line_that_is_not_blank_is_classified_once_with_a_reason(text: str) -> None:
    layout = read_layout(text)
    covered = "".join(text[line.start : line.end] for line in layout.lines)
    assert covered.split() == text.split() or "".join(covered.split()) == "".join(text.split())
    for before, line in zip(layout.lines, layout.lines[1:], strict=False):
        assert before.end <= line.start
    for line in layout.lines:
        assert line.reason in LINE_REASONS
        assert "\n" not in text[line.start : line.end]


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.path.stem)
def test_the_body_covers_its_lines_and_no_others(page: LabelledPage) -> None:
    for line in page.layout.lines:
        assert page.layout.holds(line.start, line.end) == (line.kind == "body")
    assert len(page.layout.body) <= sum(line.kind == "body" for line in page.layout.lines)


@pytest.mark.parametrize("path", SEEDS.values(), ids=lambda path: path.stem)
def test_line_ends_and_byte_order_marks_change_nothing(path: Path) -> None:
    text = path.read_bytes().decode()
    plain = [(line.kind, line.reason) for line in read_layout(text).lines]
    other = "\ufeff" + text.replace("\n", "\r\n")
    assert [(line.kind, line.reason) for line in read_layout(other).lines] == plain


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_a_text_without_lines_has_no_article(text: str) -> None:
    assert read_layout(text) == Layout(())
    assert read_layout(text).body == ()


def test_an_article_alone_is_all_body() -> None:
    text = "\n\n".join(LAUNCH[start:end] for start, end in read_layout(LAUNCH).body[-1:])
    assert {kind for kind, _ in kinds(text).values()} == {"body"}


# --- Reasons -------------------------------------------------------------------------------------


def test_boilerplate_around_the_launch_has_its_reasons() -> None:
    read = kinds(LAUNCH)
    reasons = {line[:24]: reason for line, (kind, reason) in read.items() if kind == "rest"}
    assert reasons["Lutte contre la traite d"] == "title"
    assert reasons["Publié mardi 24 octobre "] == "date"
    assert reasons["Jessica Khadidia DEMBELE"] == "byline"
    assert reasons["Lire aussi : #Mali : Cen"] == "read-also"
    assert reasons["Le carême des chrétiens "] == "cut"
    assert reasons["S’abonner"] == "box"
    assert reasons["Remise du rapport annuel"] == "caption"


def test_a_teaser_of_a_later_day_is_not_the_article() -> None:
    body = "".join(
        f"Le comité a formé {n} agents aux droits des enfants du fleuve.\n" for n in range(4)
    )
    teaser = (
        "Le comité des agents du fleuve a fêté ce jeudi 27 novembre 2025 les droits des enfants."
    )
    known = kinds(body + teaser, published=date(2024, 5, 2))
    assert known[teaser][0] != "body"
    assert known[teaser] != kinds(body + teaser, published=date(2025, 12, 1))[teaser]


@pytest.mark.parametrize("seed", ["000", "003"])
def test_teasers_below_an_unsigned_article_are_not_body(seed: str) -> None:
    (page,) = (page for page in READ["seeds"] if page.path.name.startswith(seed))
    lines = [page.text[line.start : line.end] for line in page.layout.lines]
    whole = {"rest": lambda line: line.rstrip(" .") + ".", "body": str}
    unsigned = [
        (label, whole[label](line))
        for label, line in zip(page.labels, lines, strict=True)
        if label == "body" or len(line) > 100  # neither names nor functions
    ]
    layout = read_layout("\n".join(line for _, line in unsigned))
    assert len(layout.lines) == len(unsigned)
    for (label, line), read in zip(unsigned, layout.lines, strict=True):
        assert (read.kind == "body") == (label == "body"), line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Par", "byline"), ("Par Prénom NOM", "byline"), ("La Rédaction", "byline"),
        ("Prénom NOM", "name"), ("P. N.", "name"), ("PN/PN (AGP)", "name"),
        ("De nos envoyés spéciaux", "byline"),
        ("Propos recueillis par Prénom Nom", "byline"), ("Publié le 3 mars 2024 à 10:02", "date"),
        ("mis à jour : 03/03/2024", "date"), ("Lire aussi : Une nouvelle", "read-also"),
        ("Les articles de l'auteur", "end"), ("Commentaires (3)", "end"), ("À lire aussi", "end"),
        ("S’abonner", "box"), ("Partager sur Facebook", "box"), ("Facebook Twitter", "menu"),
        ("Accueil", "menu"), ("Photo : DR", "caption"),
        ("Le maire (au centre) au marché", "caption"), ("Un cadre juridique", None),
        ("L’APPEL DU MAIRE", None), ("Par décret du 3 mars, il signe", None),
        ("Il s’est abonné à la lecture du soir.", None), ("Sources : les rapports de 2022.", None),
    ],
)  # fmt: skip
def test_a_line_has_the_cue_of_its_words(line: str, expected: str | None) -> None:
    assert cue(line) == expected


@pytest.mark.parametrize(
    "line", ["La fin..", "La fin…", "sous le thème .", "à la fin d.", "au cours du.", "[…]", "et."]
)
def test_a_line_that_breaks_off_is_truncated(line: str) -> None:
    assert is_truncated(f"Le ministre a parlé {line}")


@pytest.mark.parametrize("line", ["Il l’a dit.", "précise-t-il.", "l’un d’eux.", "il y en a plus."])
def test_a_line_that_ends_a_sentence_is_not_truncated(line: str) -> None:
    assert not is_truncated(line)


@pytest.mark.parametrize("line", ["Prénom NOM", "M. D.", "Prénom Ag Nom", "Prénom XX et Prénom YY"])
def test_names_of_persons_are_recognised(line: str) -> None:
    assert is_name(line)


def test_the_author_is_the_person_named_in_a_byline() -> None:
    assert author_in("Par Prénom NOM, envoyée spéciale") == "Prénom NOM"
    assert author_in("Propos recueillis par Prénom NOM") == "Prénom NOM"
    assert author_in("Prénom NOM/AMAP") == "Prénom NOM"
    assert author_in("Par") is None


# --- Title, author, days -------------------------------------------------------------------------


def test_the_launch_is_dated_by_its_own_line_and_by_no_teaser() -> None:
    layout = read_layout(LAUNCH)
    assert layout.published is not None
    assert layout.updated is not None
    assert layout.published.period == Period(date(2023, 10, 24), date(2023, 10, 24))
    assert layout.updated.period == Period(date(2024, 2, 21), date(2024, 2, 21))
    assert layout.published.provenance == layout.updated.provenance == "printed"
    start, end = layout.published.where or (0, 0)
    assert LAUNCH[start:end].startswith("Publié mardi 24 octobre 2023")


def test_without_its_own_line_the_launch_has_no_day_though_its_teasers_have() -> None:
    text = "\n".join(line for line in LAUNCH.split("\n") if not line.startswith("Publié mardi 24"))
    layout = read_layout(text)
    assert "Publié lundi 19 février 2024" in text
    assert layout.published is layout.updated is None


@pytest.mark.parametrize("seed", ["000", "003"])
def test_a_page_that_prints_no_day_has_none(seed: str) -> None:
    layout = read_layout(SEEDS[seed].read_text(encoding="utf-8"))
    assert layout.published is layout.updated is None


def test_title_and_author_are_those_of_the_article() -> None:
    layout = read_layout(LAUNCH)
    assert layout.title is not None
    assert layout.title.text.endswith("Lancement du plan d’actions national 2023-2027")
    assert layout.title.where == (0, len(layout.title.text))
    authors = {
        seed: read_layout(path.read_text(encoding="utf-8")).author for seed, path in SEEDS.items()
    }
    assert {seed: author and author.text for seed, author in authors.items()} == {
        "000": "Mariétou KOITE",
        "001": "Jessica Khadidia DEMBELE",
        "003": "Moussa BAGAYOKO",
    }


BODY = "\n".join(
    f"Le comité a formé {n} agents aux droits des enfants dans les villages du fleuve."
    for n in (3, 5)
)


def test_a_date_is_preferred_from_a_person_then_page_metadata_and_address() -> None:
    data = {"address": "https://journal.example/une-6538e2c1", "published": "2023-10-26T08:00:00Z"}
    page = f"Un titre de quatre mots\nPublié le 27 octobre 2023\n{BODY}"

    def day(text: str, **more: object) -> tuple[str, str]:
        dated = read_layout(text, **more).published  # type: ignore[arg-type]
        assert dated is not None
        return dated.period.iso(), dated.provenance

    assert day(page, published=date(2023, 10, 28), data=data) == ("2023-10-28", "given")
    assert day(page, data=data) == ("2023-10-27", "printed")
    assert day(BODY, data=data) == ("2023-10-26", "page-data")
    assert day(BODY, data={"address": data["address"]}) == ("2023-10-25", "address")


def test_the_day_at_the_top_of_a_page_is_that_of_the_copy() -> None:
    assert (
        read_layout(f"samedi 21 novembre 2026\nUn titre de quatre mots\n{BODY}").published is None
    )
    below = read_layout(f"Un titre de quatre mots\nsamedi 21 novembre 2026\n{BODY}").published
    assert below is not None
    assert below.period.iso() == "2026-11-21"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/une-nouvelle-6538e2c1", date(2023, 10, 25)),
        ("https://a.example/6538e2c1.html?x=1", date(2023, 10, 25)),
        ("https://a.example/2023/10/24/une-nouvelle/", date(2023, 10, 24)),
        ("https://a.example/2023-10-24-une-nouvelle", date(2023, 10, 24)),
        ("https://a.example/une-nouvelle", None),
        ("https://a.example/article-20231024", None),
        ("https://a.example/e715472801c2af51", None),
        ("https://a.example/2023/13/24/une", None),
        ("https://[a.example", None),
        ("", None),
    ],
)
def test_an_address_gives_a_day_only_where_it_has_one(address: str, day: date | None) -> None:
    assert day_in_address(address) == day


def test_marks_and_metadata_of_a_page_are_used() -> None:
    page = (PAGES / "build" / "orpaillage.html").read_bytes()
    read = extract("orpaillage.html", page)
    layout = read_layout(read.text, marks=read.marks, data=read.meta)
    assert layout.updated is not None
    assert (layout.updated.period.iso(), layout.updated.provenance) == ("2024-11-06", "page-data")
    assert layout.author is not None
    assert layout.author.text == "Prénom Nom"
    reasons = {line.reason for line in layout.lines}
    assert {"page", "caption", "title", "heading"} <= reasons
