"""Whether a passage counts, what it relays, and how it ranks."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from plan.articles.library import Library, open_library
from plan.evidence.dossier import Dossier, Passage, verify
from plan.model.records import Indicator, Source

TEXT = "À lire.\nEn 2024, 120 écoles ont été ouvertes dans le pays.\nAilleurs : 7 puits creusés."
QUOTE = "120 écoles ont été ouvertes"


def source(name: str = "gazette", **more: object) -> Source:
    given = {"id": name, "file": "a.txt", "kind": "press", "published": "2025-01", **more}
    return Source.read(given)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "a.txt").write_text(TEXT)
    return open_library([source()], tmp_path)


def dossier(library: Library, of: Source, **evidence: str) -> Dossier:
    given = {"source": of.id, "quote": QUOTE, **evidence}
    indicator = Indicator.read(
        {
            "id": "1", "name": {"fr": "Écoles"}, "nature": "stock", "unit": "site",
            "baseline": {"exactly": "3", "evidence": [given]},
            "targets": [
                {"by": "2026-12-31", "value": "9", "basis": "official", "evidence": [given]}
            ],
            "observations": [
                {"period": "2024", "exactly": "120", "evidence": [given]},
                {"period": "2025", "exactly": "130"},
            ],
        }
    )  # fmt: skip
    return verify(indicator, {of.id: of}, library)


def passage(library: Library, of: Source | None = None, **evidence: str) -> Passage:
    return dossier(library, of or source(), **evidence).observations[0][0]


def test_every_passage_is_placed_in_the_order_of_the_file(library: Library) -> None:
    made = dossier(library, source())
    assert [len(each) for each in made.observations] == [1, 0]
    assert [len(each) for each in made.targets] == [1]
    for each in (made.baseline[0], made.targets[0][0], made.observations[0][0]):
        start, end = each.match.start, each.match.end
        assert TEXT[start:end] == QUOTE
        assert each.green


def test_only_a_known_green_supporting_passage_counts(library: Library) -> None:
    assert passage(library).counts(date(2025, 1, 31))
    assert not passage(library).counts(date(2025, 1, 30))
    assert not passage(library, quote="121 écoles ont été ouvertes").counts(date.max)
    assert not passage(library, stance="refutes").counts(date.max)


def test_a_passage_without_its_article_is_an_orphan(library: Library) -> None:
    lost = passage(Library({}, {}))
    assert lost.match.state == "orphan"
    assert not lost.counts(date.max)


@pytest.mark.parametrize(
    ("body", "quote", "inside"),
    [
        ({"from": "En 2024", "to": "pays."}, QUOTE, True),
        ({"from": "120 écoles", "to": "ouvertes"}, QUOTE, True),
        ({"from": "20 écoles", "to": "ouvertes"}, QUOTE, False),
        ({"from": "120 écoles", "to": "ouverte"}, QUOTE, False),
        ({"from": "En 2024", "to": "pays."}, "7 puits creusés", False),
        (None, "7 puits creusés", True),
        ({"from": "En 2024", "to": "pays."}, "la pluie tombe sur le fleuve", True),
    ],
)
def test_a_passage_lies_inside_the_body_or_not(
    tmp_path: Path, body: dict[str, str] | None, quote: str, inside: bool
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    bounded = source(body=body)
    placed = passage(open_library([bounded], tmp_path), bounded, quote=quote)
    assert placed.inside is inside


def test_origin_is_the_passages_own_else_its_sources_else_the_source(library: Library) -> None:
    assert passage(library).origin == "gazette"
    assert passage(library, source(origin="rapport")).origin == "rapport"
    assert passage(library, source(origin="rapport"), origin="enquete").origin == "enquete"
    assert passage(library, source(origin="rapport"), origin="gazette").origin == "gazette"


def test_ranks_follow_the_order_of_the_method(library: Library) -> None:
    best_first = [
        source(kind="law", reliability="F"),
        source(kind="report", reliability="A"),
        source(kind="report", reliability="B"),
        source(kind="communique"),
        source(kind="law", origin="enquete"),  # whatever relays a report ranks as relaying it
        source(kind="opinion", origin="rapport"),
        source(kind="press", reliability="A", published="2025-02"),
        source(kind="press", reliability="A", published="2025-01"),
        source(kind="press", reliability="C", published="2025-02"),
        source(kind="opinion", reliability="A"),
    ]
    ranks = [passage(library, each).rank for each in best_first]
    assert ranks == sorted(ranks)
    assert all(one < other for one, other in pairwise(ranks))


def test_a_relaying_passage_ranks_by_what_it_relays(library: Library) -> None:
    press = passage(library, source(kind="press"), origin="rapport")
    report = passage(library, source(kind="report"), origin="rapport")
    assert press.rank == report.rank
    assert press.rank < passage(library, source(kind="opinion"), origin="rapport").rank
