"""Text, saved pages and PDFs are read as they are; what is hostile is refused or harmless."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from plan.articles.extraction import (
    LARGEST,
    MOST_TAGS,
    NOTES,
    REFUSALS,
    Extracted,
    Refused,
    extract,
)

ROOT = Path(__file__).parents[2]
TEXT = "L’élève a reçu 2.500 francs à l’école : « Merci ! »"


def page(body: str, head: str = "") -> Extracted:
    return extract("page.html", f"<!DOCTYPE html><html><head>{head}</head>{body}</html>".encode())


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page, written by hand."""
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"]
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    for n, text in enumerate(pages):
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 72 700 Td {lines}ET" if text else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Contents {4 + 2 * n} 0 R/Resources<</Font<</F1 {font}>>>>"
            "/MediaBox[0 0 595 842]>>"
        )
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>stream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def refusal(data: bytes, name: str = "file") -> str:
    with pytest.raises(Refused) as caught:
        extract(name, data)
    assert caught.value.sentence == REFUSALS[caught.value.code]
    assert caught.value.sentence.format(**caught.value.arguments)
    return caught.value.code


# --- Text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_is_kept_character_by_character(path: Path) -> None:
    data = path.read_bytes()
    read = extract(path.name, data)
    assert (read.kind, read.text.encode(), read.marks, read.notes) == ("text", data, (), ())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0<%"), min_size=1))
def test_any_text_in_utf8_is_read_as_it_is(text: str) -> None:
    assert extract("note.txt", f"mot{text}".encode()).text == f"mot{text}"


def test_other_encodings_are_read_and_noted() -> None:
    assert extract("a.txt", TEXT.encode("utf-8-sig")).text == "\ufeff" + TEXT
    assert extract("a.txt", TEXT.encode("utf-16")).text == TEXT
    read = extract("a.txt", TEXT.encode("cp1252"))
    assert (read.text, read.notes) == (TEXT, ("cp1252",))
    assert set(read.notes) <= NOTES.keys()


def test_what_is_no_text_is_refused() -> None:
    assert refusal(b"") == refusal(b" \n ") == refusal(b"\xef\xbb\xbf") == "empty"
    assert refusal(b"abc\0def") == refusal(bytes(range(256)) * 9) == "binary"
    assert refusal(b" " * (LARGEST + 1)) == "size"


# --- Saved pages ---------------------------------------------------------------------------------


def test_each_block_element_of_a_page_is_a_line() -> None:
    read = page("<h1>Un\n titre</h1><p>Une <b>phr</b>ase&nbsp;:<br>deux</p><ul><li>a<li>b</ul>fin")
    assert read.kind == "html"
    assert read.text.split("\n") == ["Un titre", "Une phrase\xa0:", "deux", "a", "b", "fin", ""]


def test_invisible_elements_are_left_out() -> None:
    hidden = (
        "<script>un</script><style>deux</style><noscript>trois</noscript><!-- quatre -->"
        "<p hidden>cinq</p><p style='display: none'>six <b>sept</b></p><svg><text>huit</text></svg>"
        "<template>neuf</template><iframe>dix</iframe><img alt='onze'><textarea>douze</textarea>"
    )
    assert page(f"<p>avant</p>{hidden}<p>après</p>").text == "avant\naprès\n"


def test_boilerplate_is_kept_with_a_mark() -> None:
    read = page(
        "<nav>menu</nav><main><h1>titre</h1><figure><figcaption>photo</figcaption></figure>"
        "<p>texte</p><h2>partie</h2><p>encore du texte</p><div class='post-share big'>partage</div>"
        "</main><aside>autre</aside><footer>fin</footer>"
    )
    marked = {mark: read.text[start:end].strip() for start, end, mark in read.marks}
    assert marked["caption"] == "photo"
    assert marked["title"] == "titre"
    assert marked["heading"] == "partie"
    assert marked["main"].split("\n")[0] == "titre"
    boilerplate = [
        read.text[start:end].strip() for start, end, mark in read.marks if mark == "boilerplate"
    ]
    assert boilerplate == ["menu", "partage", "autre", "fin"]


def test_an_element_around_the_whole_page_is_not_boilerplate() -> None:
    read = page("<div class='has-sidebar widget'><p>Tout l’article est là.</p></div><p>fin</p>")
    assert read.marks == ()


def test_metadata_of_a_page_are_read() -> None:
    head = (
        "<title>Titre | Journal</title><link rel='canonical' href='https://a.example/x-6538e2c1'>"
        "<meta property='article:published_time' content='2023-10-24T07:28:00Z'>"
        "<meta property='og:title' content='Titre'><meta name='author' content='Prénom Nom'>"
    )
    assert page("<p>texte</p>", head).meta == {
        "title": "Titre",
        "author": "Prénom Nom",
        "published": "2023-10-24T07:28:00Z",
        "address": "https://a.example/x-6538e2c1",
    }


def test_json_ld_is_read_where_it_describes_an_article() -> None:
    article = (
        '{"@type": "NewsArticle", "headline": "Titre", "datePublished": "2023-10-24",'
        ' "dateModified": "2024-02-21", "author": [{"name": "Prénom Nom"}]}'
    )
    script = '<script type="application/ld+json">{}</script><p>texte</p>'
    found = {
        "title": "Titre", "published": "2023-10-24", "updated": "2024-02-21",
        "author": "Prénom Nom",
    }  # fmt: skip
    assert page(script.format(article)).meta == found
    assert page(script.format(f'{{"@graph": [{{"@type": "Person"}}, {article}]}}')).meta == found
    assert page(script.format('{"@type": "WebSite", "datePublished": "2001-01-01"}')).meta == {}
    assert page(script.format('{"@type": ')).meta == {}


def test_the_time_element_of_the_only_article_is_its_publication() -> None:
    assert page("<article><time datetime='2023-10-24'>a</time> b</article>").meta["published"]
    assert "published" not in page("<time datetime='2023-10-24'>a</time><p>b</p>").meta


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_a_page_is_decoded_as_it_declares(declared: str) -> None:
    text = "élève à l'école, où çà"
    read = extract("a.html", f"<html><meta charset='{declared}'><p>{text}".encode(declared))
    assert (read.text.strip(), read.notes) == (text, ())


def test_a_page_that_declares_a_wrong_encoding_is_still_read() -> None:
    assert "élève" in extract("a.html", "<html><meta charset='latin-1'><p>élève".encode()).text
    assert "élève" in extract("a.html", b"<html><meta charset='x-none'><p>\xe9l\xe8ve").text


def test_a_deeply_nested_page_is_read() -> None:
    for tag in ("div", "b", "nav", "article"):
        read = page(f"<{tag}>" * 50_000 + "fond" + f"</{tag}>" * 50_000 + "<p>après</p>")
        assert read.text.split() == ["fond", "après"]
        assert len(read.marks) < 5


def test_entities_are_those_of_html_and_expand_to_a_character() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    read = extract("a.html", f"{bomb}<p>&b;&b; &eacute;&#233;&amp;</p>".encode())
    assert "aaaaaaaaaa" not in read.text
    assert "éé&" in read.text


def test_no_file_is_opened_for_a_page(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe")
    outer = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    read = extract("a.html", f"{outer}<p>&x; texte</p><iframe src='file://{secret}'>".encode())
    assert "mot de passe" not in read.text


def test_a_page_of_tags_alone_is_refused() -> None:
    assert refusal(b"<p>" + b"<a>" * (MOST_TAGS + 1), "a.html") == "tangled"
    assert refusal(b"<html><body><script>x</script></body></html>") == "empty"


def test_deeply_nested_json_ld_is_ignored() -> None:
    read = page(f"<script type='application/ld+json'>{'[' * 100_000}</script><p>texte</p>")
    assert (read.text, read.meta) == ("texte\n", {})


# --- PDF -----------------------------------------------------------------------------------------


def test_a_pdf_is_read_page_by_page_with_its_line_ends() -> None:
    read = extract("a.pdf", pdf("Une phrase cou-\npée en deux", "La page deux"))
    assert read.kind == "pdf"
    assert read.text.split() == ["Une", "phrase", "cou-", "pée", "en", "deux", "La", "page", "deux"]
    assert "cou-\npée" in read.text
    pages = [read.text[start:end] for start, end, mark in read.marks if mark == "page"]
    assert [text.split()[0] for text in pages] == ["Une", "La"]


def test_a_pdf_without_text_or_with_a_password_is_refused() -> None:
    assert refusal(pdf("")) == "pdf-no-text"
    assert extract("a.pdf", pdf("Texte", "")).notes == ("pages-without-text",)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Texte"))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue()) == "pdf-encrypted"


def test_a_broken_pdf_is_refused() -> None:
    whole = pdf("Texte")
    assert refusal(b"%PDF-1.4 rien") == "pdf-broken"
    assert refusal(whole[:60]) == "pdf-broken"


def test_the_bytes_of_a_file_decide_its_kind() -> None:
    assert extract("a.txt", pdf("Texte")).kind == "pdf"
    assert extract("a.txt", b"<!doctype html><p>a").kind == "html"
    assert extract("a.html", b"a").kind == "html"
    assert extract("a.txt", b"a < b").kind == "text"
