"""An admitted article has the type of its bytes and a safe, unused name; all else is refused."""

from __future__ import annotations

import gzip
import re
import string
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plan.articles.extraction import LARGEST, REFUSALS, Extracted, Refused, extract
from plan.articles.library import read_article
from plan.desk.change import Change
from plan.desk.intake import admit_file, admit_text
from plan.desk.saving import save
from plan.edition.edition import load

TEXT = "Dix écoles ont été ouvertes à l’est du pays.".encode()
PAGE = "<!DOCTYPE html><html><body><p>Dix écoles ont été ouvertes.</p></body></html>".encode()
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(txt|html|htm|pdf)")
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{each}{n}" for each in ("com", "lpt") for n in range(10)),
}


def admit_and_read(name: str, data: bytes) -> Extracted:
    """Both steps before an article can be saved."""
    came = admit_file(name, data, ())
    return extract(came.name, came.data)


def refused(code: str, name: str, data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        admit_and_read(name, data)
    assert caught.value.code == code
    assert REFUSALS[code].format(**caught.value.arguments)


def assert_safe(name: str, folder: Path = Path("/seeds")) -> None:
    assert SAFE.fullmatch(name)
    assert len(name) <= 100
    assert (folder / name).resolve().parent == folder.resolve()
    assert name.split(".")[0].lower() not in RESERVED
    assert Path(name).suffix in (".txt", ".html", ".htm", ".pdf")


# --- Names ---------------------------------------------------------------------------------------

NAMES = [
    "../../etc/passwd.txt", "/etc/passwd.txt", "..\\..\\windows\\system.txt", "C:\\a\\b.txt",
    "C:b.txt", "\\\\server\\share\\b.txt", "file:///etc/passwd.txt", "a/../../b.txt", "..txt",
    ".htaccess.txt", ".bashrc.txt", ". .txt", "...txt", "-rf.txt", "--help.txt", "a\x00.txt",
    "a\nb.txt", "a\rb.txt", "CON.txt", "con.txt", "aux.tar.txt", "NUL .txt", "LPT1.txt",
    "com¹.txt", "Com0.txt", "a" * 5000 + ".txt", "é" * 300 + ".txt", "статья.txt", "条約.txt",
    "a\u202etxt.exe.txt", "\u202e\u2066.txt", "ａ．txt.txt", "‥／b.txt", "%2e%2e%2fb.txt",
    "~/b.txt", "$(reboot).txt", "`id`.txt", "a;b|c&d.txt", "<script>.txt", "a\u200b.txt", "   .txt",
    "a.exe.txt", "b.php.txt", "b.txt/", "a:b.txt", "b?.txt", "b*.txt", '"b".txt', "\ud800.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_becomes_a_safe_one(name: str) -> None:
    try:
        came = admit_file(name, TEXT, ())
    except Refused as refusal:
        assert refusal.code == "disguised"  # noqa: PT017
        return
    assert_safe(came.name)
    assert came.data == TEXT


@example("0\u20240", "")  # a dot only after normalisation
@given(st.text(st.characters()), st.sampled_from(["", ".txt", ".TXT", ".html", "."]))
def test_any_file_name_becomes_a_safe_one_or_is_refused(name: str, ending: str) -> None:
    try:
        came = admit_file(name + ending, TEXT, ())
    except Refused:
        return
    assert_safe(came.name)
    assert_safe(admit_text(TEXT.decode(), name + ending, ()).name)


def test_an_ordinary_file_name_stays_readable() -> None:
    names = {
        "L’Essor du 24 octobre 2023.txt": "LEssor-du-24-octobre-2023.txt",
        "001_e715472801c2af51.txt": "001_e715472801c2af51.txt",
        "Déclaration (v2).TXT": "Declaration-v2.txt",
        "dossier/article.txt": "article.txt",
        "v1.2 final.txt": "v1.2-final.txt",
    }
    assert {name: admit_file(name, TEXT, ()).name for name in names} == names


@pytest.mark.parametrize("taken", ["article.txt", "ARTICLE.TXT", "Article.txt", "article.Txt"])
def test_a_used_file_name_is_not_reused_in_any_case(taken: str) -> None:
    came = admit_file("article.txt", TEXT, [taken])
    assert came.name == "article-2.txt"
    assert admit_file("article.txt", TEXT, [taken, "ARTICLE-2.txt"]).name == "article-3.txt"


@given(st.lists(st.sampled_from(["a.txt", "A.txt", "a-2.txt", "a.html"]), max_size=4))
def test_no_used_file_name_is_ever_given(taken: list[str]) -> None:
    names = list(taken)
    for _ in range(4):
        names.append(admit_file("a.txt", TEXT, names).name)
    given_ones = names[len(taken) :]
    assert len({each.casefold() for each in given_ones}) == 4
    assert not {each.casefold() for each in given_ones} & {each.casefold() for each in taken}


# --- Types ---------------------------------------------------------------------------------------


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("bomb.txt", "0" * 100_000)
    return out.getvalue()


HOSTILE: dict[str, bytes] = {
    "zip": zipped(),
    "gzip": gzip.compress(TEXT * 1000),
    "exe": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(range(256)) * 8,
    "elf": b"\x7fELF\x02\x01\x01\x00" + bytes(64),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)),
    "class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + bytes(64),
    "nul in text": b"Dix \x00 mots",
    "utf-32": "Dix écoles".encode("utf-32-be"),
    "utf-16 without a mark": "Dix écoles".encode("utf-16-le"),
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", ["article.txt", "article"])
def test_only_texts_pages_and_pdfs_are_admitted(kind: str, name: str) -> None:
    refused("binary", name, HOSTILE[kind])


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("ending", [".html", ".pdf", ".exe", ".zip", ".py", ".yaml", ".svg"])
def test_a_file_ending_admits_no_other_type(kind: str, ending: str) -> None:
    with pytest.raises(Refused):
        admit_and_read(f"article{ending}", HOSTILE[kind])


@pytest.mark.parametrize(
    "ending", [".exe", ".py", ".yaml", ".svg", ".js", ".sh", ".pdf", ".md", ".t"]
)
def test_a_text_under_another_ending_is_refused(ending: str) -> None:
    refused("disguised", f"article{ending}", TEXT)
    refused("disguised", f"article.txt{ending}", TEXT)


def test_a_page_or_a_pdf_named_as_another_type_is_refused() -> None:
    refused("disguised", "article.txt", PAGE)
    refused("disguised", "article.pdf", PAGE)
    refused("disguised", "article.txt", b"%PDF-1.7 rien")
    assert admit_and_read("article.html", PAGE).kind == "html"
    assert admit_file("article.HTM", PAGE, ()).name == "article.htm"
    assert admit_file("article", PAGE, ()).name == "article.html"
    assert admit_file("article", TEXT, ()).name == "article.txt"


def test_polyglot_files_are_refused() -> None:
    # A page with the signature of a PDF within its first bytes, and a PDF that is an archive.
    refused("disguised", "article.html", b"<html><!-- %PDF-1.4 --><script>x</script></html>")
    refused("pdf-broken", "article.pdf", b"%PDF-1.4\n" + zipped())


def test_scripts_of_a_page_are_not_extracted_and_its_bytes_are_kept() -> None:
    page = PAGE.replace(b"<p>", b"<script>alert(1)</script><p onclick=x()>")
    came = admit_file("article.html", page, ())
    assert came.data == page
    assert "alert" not in extract(came.name, page).text
    assert not came.recoded


@pytest.mark.parametrize("extra", [0, 1])
def test_the_size_limit_is_exact(extra: int) -> None:
    data = b"mot " * (LARGEST // 4) + b"x" * extra
    if extra:
        refused("size", "article.txt", data)
    else:
        assert len(admit_file("article.txt", data, ()).data) == LARGEST


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \r\n"])
def test_an_article_without_words_is_refused(data: bytes) -> None:
    refused("empty", "article.txt", data)


# --- Characters ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_text_in_another_encoding_is_written_so_that_the_plan_can_quote_it(
    encoding: str, tmp_path: Path
) -> None:
    words = "Dix écoles ont été ouvertes « hier »."
    came = admit_file("article.txt", words.encode(encoding), ())
    assert came.recoded
    (tmp_path / came.name).write_bytes(came.data)
    read = read_article(tmp_path, came.name).text
    assert read.removeprefix("\ufeff") == words
    assert read == extract(came.name, came.data).text


def test_a_text_that_is_utf_8_keeps_its_bytes() -> None:
    for data in (TEXT, b"\xef\xbb\xbf" + TEXT, TEXT + b"\r\n"):
        came = admit_file("article.txt", data, ())
        assert (came.data, came.recoded) == (data, False)


@given(st.text(min_size=1))
def test_an_admitted_text_is_stored_as_shown(text: str) -> None:
    try:
        came = admit_file("article.txt", text.encode(errors="replace"), ())
    except Refused:
        return
    assert came.data.decode() == extract(came.name, came.data).text


# --- Pasted --------------------------------------------------------------------------------------


def test_the_type_of_a_pasted_text_is_detected() -> None:
    came = admit_text("Dix écoles.", "L’Essor, 24.10.2023", ["LEssor-24-10-2023.txt"])
    assert (came.name, came.data) == ("LEssor-24-10-2023-2.txt", "Dix écoles.".encode())
    assert admit_text(PAGE.decode(), "page", ()).name == "page.html"
    assert admit_text("x", "evil.exe", ()).name == "evil-exe.txt"
    assert admit_text("a\ud800b", "x", ()).data == b"a?b"


@pytest.mark.parametrize("name", ["", ".", "..", "/", "\x00", "con", "NUL.txt", "a" * 999])
def test_a_pasted_text_gets_a_safe_file_name(name: str) -> None:
    assert_safe(admit_text("Dix écoles.", name, ()).name)


def test_file_names_are_ascii() -> None:
    every = "".join(map(chr, range(0x250)))
    name = admit_text("x", every, ()).name
    assert set(name) <= set(string.ascii_letters + string.digits + "._-")


def test_an_admitted_article_can_be_saved_and_read(
    plan_file: Callable[..., Path],
) -> None:
    text = "plan:\n  title: {fr: x}\n  period: 2024/2026\n"
    plan = plan_file(text)
    came = admit_file("../É:\\con.txt", TEXT, ())
    new = text + (
        f"sources:\n  - {{id: a, file: {came.name}, kind: press, published: 2025-01-15}}\n"
    )
    save(
        plan,
        text,
        new,
        Change(datetime(2025, 6, 30, tzinfo=UTC), "awa"),
        article=(came.name, came.data),
    )
    edition = load(plan)
    assert edition.problems == ()
    assert edition.library.articles["a"].text == TEXT.decode()
