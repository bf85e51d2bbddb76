"""Every kind of problem has an example that yields it, at its place, in both languages."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.attack.hostile_texts import pdf_bombs
from plan.articles.library import LARGEST_ARTICLE
from plan.edition.edition import check, load
from plan.file.reading import LARGEST_FILE
from plan.locale.translation import say_in
from plan.problems import PROBLEM_KINDS, Problem

BROKEN = Path(__file__).parent / "broken"
ON = date(2025, 6, 30)

EXAMPLES = {
    **{path.stem: path for path in sorted(BROKEN.glob("*.yaml"))},
    **{path.parent.name: path for path in sorted(BROKEN.glob("*/indicators.yaml"))},
}
#: What only the file system can yield; the tests below make the files.
MADE = {
    "file-missing", "file-encoding", "file-size",
    "article-missing", "article-encoding", "article-size", "article-empty",
    "article-unreadable", "article-incomplete",
}  # fmt: skip

ONE_SOURCE = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
sources:
  - {id: gazette, file: article.txt, kind: press, published: 2025-01-15}
"""


def header_value(text: str, name: str) -> str:
    found = re.search(rf"^# {name}: (.+)$", text, re.MULTILINE)
    return found[1] if found else ""


def test_every_code_has_an_example() -> None:
    assert set(EXAMPLES) | MADE == set(PROBLEM_KINDS)
    assert not set(EXAMPLES) & MADE


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_the_example_yields_its_code_and_no_other_at_the_stated_place(code: str) -> None:
    text = EXAMPLES[code].read_text("utf-8")
    line, column = map(int, header_value(text, "ici").split(":"))
    also = set(filter(None, header_value(text, "aussi").split(", ")))
    edition = load(EXAMPLES[code])
    problems = check(edition, ON)
    found = {
        (problem.severity, *edition.reading.place_of(problem))
        for problem in problems
        if problem.code == code
    }
    assert found == {(header_value(text, "gravité"), line, column)}
    assert {problem.code for problem in problems} == {code, *also}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_messages_in_both_languages_have_no_placeholders_left(code: str, language: str) -> None:
    say = say_in("fr" if language == "fr" else "en")
    found = [problem for problem in check(load(EXAMPLES[code]), ON) if problem.code == code]
    for problem in found:
        for sentence in (problem.message(say), problem.remedy(say)):
            assert sentence.strip()
            assert not re.search(r"\{[a-z_]+\}", sentence)
            assert not re.search(r"\bNone\b|Fraction\(|Interval\(|Stated\(|datetime", sentence)


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_only_errors_stop_the_load(code: str) -> None:
    stops = header_value(EXAMPLES[code].read_text("utf-8"), "gravité") == "error"
    assert (load(EXAMPLES[code]).plan is None) is stops


def test_messages_of_all_kinds_name_only_arguments_that_they_are_given() -> None:
    known = {
        "read", "write", "expected", "line", "source", "difference", "start", "part", "total",
        "dimension",
    }  # fmt: skip
    for kind in PROBLEM_KINDS.values():
        named = set(re.findall(r"\{(\w+)\}", kind.message + kind.write + kind.remedy))
        assert named <= known
        assert kind.severity in ("error", "warning", "notice")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_something_to_write_errors_and_warnings_end_with_their_remedy(
    language: str,
) -> None:
    say = say_in("fr" if language == "fr" else "en")
    seen = set()
    for code, kind in PROBLEM_KINDS.items():
        args = dict.fromkeys(re.findall(r"\{(\w+)\}", kind.message + kind.write), "x")
        problem = Problem(code, (), {**args, "write": ""})
        sentence = say(kind.message, **problem.args)
        if kind.severity == "notice":
            assert problem.message(say) == sentence
        else:
            assert problem.message(say) == f"{sentence} {problem.remedy(say)}"
        concrete = Problem(code, (), {**args, "write": "y"})
        assert concrete.message(say) == f"{say(kind.message, **concrete.args)} " + say(
            kind.write, **concrete.args
        )
        seen.add(kind.severity)
    assert seen == {"error", "warning", "notice"}


def test_a_very_long_value_is_shortened_in_its_message() -> None:
    problem = Problem("number-invalid", (), {"read": "x" * 10**6})
    assert len(problem.message(say_in("en"))) < 1200


# --- What only the file system yields ------------------------------------------------------------


def only(path: Path) -> tuple[str, str]:
    (problem,) = check(load(path), ON)
    for language in ("fr", "en"):
        assert "{" not in problem.message(say_in("fr" if language == "fr" else "en"))
    return problem.code, problem.severity


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    assert only(tmp_path / "absent.yaml") == ("file-missing", "error")


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    assert only(tmp_path) == ("file-missing", "error")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_that_is_not_utf8_is_reported(plan_file: Callable[..., Path], encoding: str) -> None:
    assert only(plan_file(ONE_SOURCE.encode(encoding))) == ("file-encoding", "error")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "indicators.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert only(path) == ("file-size", "error")


def test_a_missing_article_is_reported(plan_file: Callable[..., Path]) -> None:
    assert only(plan_file(ONE_SOURCE)) == ("article-missing", "warning")


@pytest.mark.parametrize("content", ["", " \n\t\u00a0\n"])
def test_an_empty_article_is_reported(plan_file: Callable[..., Path], content: str) -> None:
    path = plan_file(ONE_SOURCE, {"article.txt": content})
    assert only(path) == ("article-empty", "warning")


def test_an_article_that_is_not_utf8_is_reported(plan_file: Callable[..., Path]) -> None:
    path = plan_file(ONE_SOURCE, {"article.txt": "Écoles".encode("latin-1")})
    assert only(path) == ("article-encoding", "warning")


def test_a_page_or_a_pdf_without_text_is_reported(plan_file: Callable[..., Path]) -> None:
    text = ONE_SOURCE.replace("article.txt", "article.pdf")
    assert only(plan_file(text, {"article.pdf": b"%PDF-1.4 broken"})) == (
        "article-unreadable", "warning",
    )  # fmt: skip


def test_a_pdf_of_which_a_page_cannot_be_read_is_reported(plan_file: Callable[..., Path]) -> None:
    damaged = pdf_bombs()["unknown filter"]
    text = ONE_SOURCE.replace("article.txt", "article.pdf")
    path = plan_file(text, {"article.pdf": damaged})
    assert only(path) == ("article-incomplete", "warning")
    assert "2" in load(path).problems[0].message(say_in("en"))


def test_a_passage_of_a_saved_page_is_found_in_its_text(plan_file: Callable[..., Path]) -> None:
    text = ONE_SOURCE.replace("article.txt", "page.html")
    page = "<html><body><nav>Menu</nav><p>En 2024, <b>120</b> écoles ont ouvert.</p></body></html>"
    article = load(plan_file(text, {"page.html": page})).library.articles["gazette"]
    assert "En 2024, 120 écoles ont ouvert." in article.text
    assert "<" not in article.text


def test_an_article_beyond_the_limit_is_refused_unread(plan_file: Callable[..., Path]) -> None:
    path = plan_file(ONE_SOURCE, {"article.txt": "é"})
    with (path.parent / "seeds" / "article.txt").open("wb") as file:
        file.truncate(LARGEST_ARTICLE + 1)
    assert only(path) == ("article-size", "warning")


def test_an_article_of_the_largest_size_is_read(plan_file: Callable[..., Path]) -> None:
    path = plan_file(ONE_SOURCE, {"article.txt": "a" * LARGEST_ARTICLE})
    assert check(load(path), ON) == ()
