"""From the bytes of a file to proposals: suggestions beside what is on record."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_plans.libraries import FILE, GAZETTE, NEW

from plan.articles.extraction import Refused
from plan.cli.suggest import proposals_json
from plan.edition.edition import Edition, load
from plan.file.reading import read_text
from plan.model.quantities import read_period
from plan.suggestions.matching import RELATIONS
from plan.suggestions.proposals import Examined, articles_to_read, examine, index_articles
from plan.suggestions.reader import Reader
from plan.suggestions.snippets import observation_snippet, source_snippet


@pytest.fixture
def edition(plan_file: Callable[..., Path]) -> Edition:
    made = load(plan_file(FILE, {"gazette.txt": GAZETTE}))
    assert made.plan is not None, made.problems
    return made


def pdf(text: str) -> bytes:
    """A PDF of one page with a text on it, in lines of some words."""
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 80:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 12 Tf 40 700 Td {shown}ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]"
        f"/Resources<</Font<</F1 {font}>>>>>>",
        f"<</Length {len(stream.encode('cp1252'))}>>stream\n{stream}\nendstream",
    )
    out, places = b"%PDF-1.4\n", b""
    for number, body in enumerate(objects, 1):
        places += f"{len(out):010} 00000 n \n".encode()
        out += f"{number} 0 obj{body}endobj\n".encode("cp1252")
    trailer = f"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + b"xref\n0 5\n0000000000 65535 f \n" + places + trailer.encode()


def values_of(examined: Examined) -> set[tuple[str, object, str | None]]:
    return {
        (each.suggestion.indicator, each.suggestion.value, each.suggestion.step)
        for each in examined.proposals
    }


WANTED = {
    ("B3", ("at_least", 340), None),
    ("B5", None, "voted"),
    ("B1", ("between", (40, 50)), None),
    ("B1", ("exactly", 20), None),
    ("B6", None, None),
}

# --- Every kind of file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("neuf.txt", NEW.encode(), "text"),
        ("neuf.txt", NEW.encode("cp1252"), "text"),
        ("neuf.html", f"<html><nav>menu</nav><article><p>{NEW}</p></article>".encode(), "html"),
        ("neuf.pdf", pdf(NEW), "pdf"),
    ],
)
def test_text_html_and_pdf_have_the_same_proposals(
    edition: Edition, name: str, data: bytes, kind: str
) -> None:
    examined = examine(edition, name, data, read_period("2025-12-20"))
    assert examined.extracted.kind == kind
    assert values_of(examined) == WANTED
    for each in examined.proposals:
        start, end = each.suggestion.start, each.suggestion.end
        assert examined.text[start:end] == each.suggestion.quote


def test_a_new_article_has_an_unused_id_and_a_valid_entry(edition: Edition) -> None:
    examined = examine(edition, "une nouvelle.txt", NEW.encode(), read_period("2025-12-20"))
    plan = edition.sound
    assert plan is not None
    assert not examined.known
    assert examined.near_duplicates == {}
    assert edition.sound
    assert examined.source not in edition.sound.source
    assert examined.source not in plan.source
    text = FILE.replace("axes:\n", source_snippet(examined.source_record) + "axes:\n")
    reading = read_text(text)
    assert reading.plan is not None, reading.problems
    added = reading.plan.source[examined.source]
    assert added.file == "une nouvelle.txt"
    assert added.published == read_period("2025-12-20")


def test_the_snippets_add_an_observation_with_an_exact_quotation(
    edition: Edition, plan_file: Callable[..., Path]
) -> None:
    examined = examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20"))
    (step,) = (each for each in examined.proposals if each.suggestion.step)
    text = FILE.replace("axes:\n", source_snippet(examined.source_record) + "axes:\n").replace(
        "nationale}}\n", "nationale}}\n        observations:\n" + step.snippet
    )
    again = load(plan_file(text, {"gazette.txt": GAZETTE, "neuf.txt": NEW}))
    assert again.plan is not None, again.problems
    (observation,) = again.plan.indicator["B5"].observations
    assert (observation.step, observation.period) == ("voted", read_period("2025-06-03"))
    assert again.dossiers["B5"].observations[0][0].match.state == "exact"


def test_without_a_publication_day_relative_times_are_unresolved(edition: Edition) -> None:
    said = NEW.replace("le 3 juin 2025", "mardi dernier")
    dated = examine(edition, "neuf.txt", said.encode(), read_period("2025-12-20"))
    undated = examine(edition, "neuf.txt", said.encode())

    def day(examined: Examined) -> object:
        (step,) = (each.suggestion for each in examined.proposals if each.suggestion.step)
        return step.period

    assert dated.published == read_period("2025-12-20")
    assert undated.published is None
    assert day(dated) == read_period("2025-12-16")
    assert day(undated) is None
    assert "# published: …" in source_snippet(undated.source_record)


def test_reader_and_index_can_be_reused(edition: Edition) -> None:
    plan = edition.sound
    assert plan is not None
    once = {"reader": Reader(plan), "index": index_articles(edition.library)}
    for name, text in (("neuf.txt", NEW), ("autre.txt", GAZETTE)):
        alone = examine(edition, name, text.encode())
        shared = examine(edition, name, text.encode(), **once)  # type: ignore[arg-type]
        assert shared.proposals == alone.proposals
        assert shared.near_duplicates == alone.near_duplicates


# --- Articles that the plan has ------------------------------------------------------------------


def test_the_unchanged_article_of_a_source_is_known(edition: Edition) -> None:
    examined = examine(edition, "gazette.txt", GAZETTE.encode())
    assert (examined.known, examined.source, examined.near_duplicates) == (True, "gazette", {})
    assert examined.published == read_period("2025-01-15")
    (proposal,) = examined.proposals
    assert proposal.match.relation == "cited"
    assert proposal.match.observations == (0,)


def test_a_file_with_the_same_name_and_another_text_is_unknown(edition: Edition) -> None:
    examined = examine(edition, "gazette.txt", NEW.encode())
    assert not examined.known
    assert examined.near_duplicates == {}


@pytest.mark.parametrize(
    ("change", "likeness"),
    [
        (lambda text: text, "same"),
        (str.upper, "same"),
        (lambda text: text.replace("une salle toute neuve", "une grande salle"), "copy"),
        (lambda text: text[: text.index(" La rencontre a pris fin")], "copy"),
    ],
)
def test_a_near_duplicate_is_no_second_source(
    edition: Edition, change: Callable[[str], str], likeness: str
) -> None:
    examined = examine(edition, "copie.txt", change(GAZETTE).encode())
    assert not examined.known
    assert examined.source == "gazette"
    assert [each.likeness for each in examined.near_duplicates.values()] == [likeness]
    for proposal in examined.proposals:
        assert proposal.match.relation in ("cited", "same-origin")
        assert "source: gazette\n" in proposal.snippet


def test_another_article_with_the_same_fact_is_independent(edition: Edition) -> None:
    said = "Cotonou relit ses comptes de lecture publique, au Bénin. Douze bibliothèques ont été "
    examined = examine(edition, "autre.txt", f"{said}inaugurées en 2024.".encode())
    assert examined.near_duplicates == {}
    assert [each.match.relation for each in examined.proposals] == ["independent"]


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("vide.txt", b"", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" * 40, "binary"),
        ("vide.html", b"<html><body><script>x</script></body></html>", "empty"),
    ],
)
def test_a_file_that_is_no_article_is_rejected(
    edition: Edition, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        examine(edition, name, data)
    assert caught.value.code == code


def test_an_edition_without_a_plan_raises_lookup_error(plan_file: Callable[..., Path]) -> None:
    with pytest.raises(LookupError, match=r"indicators\.yaml"):
        examine(load(plan_file("plan: [")), "neuf.txt", NEW.encode())


def test_sound_entries_are_used_beside_entries_with_errors(plan_file: Callable[..., Path]) -> None:
    text = FILE.replace("nature: flow\n        unit: person", "nature: flow\n        unit: people")
    broken = load(plan_file(text, {"gazette.txt": GAZETTE}))
    assert broken.plan is None
    assert values_of(examine(broken, "neuf.txt", NEW.encode(), read_period("2025-12-20"))) == {
        each for each in WANTED if each[0] != "B3"
    }


# --- For machines --------------------------------------------------------------------------------


def rows(edition: Edition) -> list[dict[str, object]]:
    return proposals_json(examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20")))


def test_json_has_the_documented_keys_and_types(edition: Edition) -> None:
    found = rows(edition)
    assert json.loads(json.dumps(found)) == found
    assert len(found) == len(WANTED)
    for each in found:
        assert list(each) == [
            "quote", "start", "end", "indicator", "value", "unit", "period", "announced", "flags",
            "score",
        ]  # fmt: skip
        assert NEW[each["start"] : each["end"]] == each["quote"]  # type: ignore[misc]
        assert type(each["announced"]) is bool
        assert isinstance(each["flags"], list)
        assert all(isinstance(flag, str) for flag in each["flags"])
        assert isinstance(each["score"], float)
        assert 0 < each["score"] <= 1
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)  # type: ignore[type-var]


def test_json_values_have_the_keys_of_the_file(edition: Edition) -> None:
    found = [(each["indicator"], each["value"], each["unit"]) for each in rows(edition)]
    for wanted in (
        ("B3", {"at_least": 340}, "person"),
        ("B5", {"step": "voted"}, None),
        ("B1", {"between": [40, 50]}, "library"),
        ("B1", {"exactly": 20}, "library"),
        ("B6", None, "amount"),
    ):
        assert wanted in found
    assert len(found) == len(WANTED)


def test_json_decimals_are_numbers(edition: Edition) -> None:
    said = "Le financement mobilisé pour la lecture publique au Bénin est de {} FCFA en 2025."
    for number, wanted in (("2,5 milliards de", 2_500_000_000), ("1.500.000,5", 1_500_000.5)):
        (row,) = proposals_json(examine(edition, "neuf.txt", said.format(number).encode()))
        assert row["value"] == {"exactly": wanted}
        assert type(row["value"]["exactly"]) is type(wanted)


def test_json_periods_have_both_ends_or_are_null(edition: Edition) -> None:
    found = {str(each["value"]): each for each in rows(edition)}
    assert found["{'step': 'voted'}"]["period"] == "2025-06-03/2025-06-03"
    assert found["{'at_least': 340}"]["period"] == "2025-01-01/2025-12-20"
    # Done by the day of the article; what is announced, from its announcement on.
    assert found["{'exactly': 20}"]["announced"] is True
    assert found["{'exactly': 20}"]["period"] == "2025-12-20/2027-12-31"
    undated = proposals_json(examine(edition, "neuf.txt", NEW.encode()))
    (deadline,) = (each for each in undated if each["announced"])
    assert deadline["period"] is None


def test_the_relation_to_the_record_is_among_the_flags(edition: Edition) -> None:
    examined = examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20"))
    for proposal, row in zip(examined.proposals, proposals_json(examined), strict=True):
        assert row["flags"] == list(proposal.flags)
        assert [flag for flag in proposal.flags if flag in RELATIONS] == sorted(
            {proposal.match.relation, *({"part", "other-unit"} & set(proposal.flags))}
        )
    assert any("other-unit" in proposal.flags for proposal in examined.proposals)


def test_each_proposal_has_the_snippet_of_its_suggestion(edition: Edition) -> None:
    plan = edition.sound
    assert plan is not None
    examined = examine(edition, "neuf.txt", NEW.encode(), read_period("2025-12-20"))
    for each in examined.proposals:
        assert each.snippet == observation_snippet(
            plan, each.suggestion, examined.source, examined.published
        )


# --- Which files ---------------------------------------------------------------------------------


def test_articles_that_no_source_names_come_first(
    plan_file: Callable[..., Path], tmp_path: Path
) -> None:
    text = FILE.replace(
        "axes:\n",
        "  - {id: perdu, file: perdu.txt, kind: press, published: 2025}\naxes:\n",
    )
    files = ["b.txt", "a.html", "c.PDF", "gazette.txt", ".cache.txt", "notes.md", "d.htm"]
    path = plan_file(text, dict.fromkeys(files, GAZETTE))
    (path.parent / "seeds" / "dossier.txt").mkdir()
    assert articles_to_read(load(path)) == ("a.html", "b.txt", "c.PDF", "d.htm", "gazette.txt")


def test_without_a_folder_there_are_no_articles_to_read(tmp_path: Path) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(FILE, encoding="utf-8")
    assert articles_to_read(load(path)) == ()


def test_without_a_plan_all_articles_are_listed(plan_file: Callable[..., Path]) -> None:
    broken = load(plan_file("plan: [", {"gazette.txt": GAZETTE}))
    assert articles_to_read(broken) == ("gazette.txt",)
