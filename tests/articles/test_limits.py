"""What is read of a file is bounded by counted work, and what is left out is data."""

from collections.abc import Generator
from itertools import islice

import pytest

from benchmarks.attack.hostile_texts import pdf_bombs, pdf_of, pdf_page, stream, text_content
from plan.articles.extraction import Refused, extract, extracting
from plan.articles.limits import UNREAD, Limits, Progress, Unread, readable_part
from plan.articles.pdf import PdfText, read_pdf

BOMBS = pdf_bombs()


def pages_of(*contents: bytes) -> bytes:
    """A PDF with a page for each content, which is a stream."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]>>" % kids]
    for n, content in enumerate(contents):
        objects += [pdf_page(4 + 2 * n), content]
    return pdf_of(objects)


def shown(text: str) -> bytes:
    return stream(text_content(text))


def read(reading: Generator[Progress, None, PdfText]) -> PdfText:
    while True:
        try:
            next(reading)
        except StopIteration as end:
            return PdfText(*end.value)


# --- Texts ---------------------------------------------------------------------------------------


def test_a_text_within_the_limit_is_read_whole() -> None:
    assert readable_part("a" * 50, Limits(article=50)) == ("a" * 50, ())


def test_a_longer_text_is_read_to_the_end_of_a_line_and_says_so() -> None:
    text = "Une ligne de mots.\n" * 10
    part, (unread,) = readable_part(text, Limits(article=100))
    assert text.startswith(part)
    assert part.endswith("mots.")
    assert unread.arguments["read"] == len(part) == 94
    assert unread.arguments["total"] == len(text)
    assert part.endswith(str(unread.arguments["words"])[-10:])
    assert unread.sentence.format(**unread.arguments)


def test_a_longer_text_without_lines_is_cut_at_the_limit() -> None:
    assert readable_part("a" * 101, Limits(article=100))[0] == "a" * 100


# --- PDFs ----------------------------------------------------------------------------------------


def test_a_damaged_page_is_listed_and_the_others_are_read() -> None:
    damaged = shown("b").replace(b"/FlateDecode", b"/JBIGFoo")
    found = extract("a.pdf", pages_of(shown("Une page."), damaged, damaged, shown("La fin.")))
    assert found.text.split() == ["Une", "page.", "La", "fin."]
    assert found.notes == ()  # they are listed
    assert found.unread == (Unread("pages", {"pages": "2–3"}),)
    assert len(found.marks) == 4


def test_a_pdf_of_damaged_pages_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        extract("a.pdf", pages_of(shown("b").replace(b"/FlateDecode", b"/JBIGFoo")))
    assert caught.value.code == "pdf-broken"


def test_pages_beyond_the_work_of_a_file_are_not_read() -> None:
    data = pages_of(*(shown(f"Page {n}.") for n in range(5)))
    pages, (unread,), _ = read(read_pdf(data, Limits(work=130)))
    assert [page.strip() for page in pages] == ["Page 0.", "Page 1."]
    assert unread == Unread("last-page", {"read": 2, "total": 5, "pages": "3–5"})


def test_a_page_of_too_much_work_is_not_read() -> None:
    data = pages_of(shown("Une page."), shown("mot " * 300))
    pages, (unread,), _ = read(read_pdf(data, Limits(page_work=1_000)))
    assert [page.strip() for page in pages] == ["Une page.", ""]
    assert unread == Unread("pages", {"pages": "2"})


def test_a_pdf_is_read_in_steps_and_can_be_stopped() -> None:
    data = pages_of(*(shown(f"Page {n}.") for n in range(3)))
    reading = extracting("a.pdf", data)
    assert list(islice(reading, 2)) == [Progress("pages", 0, 3), Progress("pages", 1, 3)]
    reading.close()
    assert list(reading) == []


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_costs_no_other_page(name: str) -> None:
    try:
        found = extract("a.pdf", BOMBS[name])
    except Refused as refused:
        assert refused.code in ("pdf-broken", "pdf-long")  # noqa: PT017
    else:
        assert "12 victimes ont été formées" in found.text
        assert {each.code for each in found.unread} <= UNREAD.keys()
