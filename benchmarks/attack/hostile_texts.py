"""Texts, pages and PDFs that are made to be slow or large, as small recipes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

#: Begins every text, so that the article is about the plan and what follows is in its body.
HEAD = (
    "Le comité de lutte contre la traite des personnes a formé 12 magistrats et adopté le projet "
    "de loi en 2024, "
)

#: Pieces whose repetition is one long sentence of an article, or very many short ones.
PIECES: Mapping[str, str] = {
    "figures": "12 victimes, ", "figures in brackets": "(12 victimes ", "hundreds": "cent ",
    "ranges": "entre 2 et ", "parts": "20 victimes sur 10 ", "dates": "12 janvier 2024, ",
    "months": "janvier ", "years": "2024, 2025 ", "stages": "le décret a été adopté, ",
    "votes": "a adopté le projet de loi ", "places": "au Mali ", "names": "Traite Personnes ",
    "words": "traite ", "prepositions": "de ", "semicolons": "12 victimes; ",
    "quotations": "« 12 victimes », dit-il, ", "letters": "a", "digits": "1", "dots": ".",
    "spaced dots": ". ", "spaces": " ", "commas": ",", "brackets": "(", "quotes": "« ",
    "dashes": "– ", "hyphens": "a-", "accents": "e\u0301", "exclamations": "! ",
    "photos": "(photo", "links": "a lire aussi : ", "published": "publie par ",
    "sentences": "12 victimes ont été formées. ", "lines": "12 victimes ont été formées.\n",
    "items": "- 12 victimes\n", "headings": "Traite\n", "date lines": "12 janvier 2024\n",
    "bylines": "Par Awa Traoré\n", "menus": "Accueil\n", "newlines": "\n",
    "prose": "Le ministère de la Justice a formé 120 magistrats à Bamako du 3 au 5 mars 2024, dans "
    "le cadre de la lutte contre la traite des personnes. ",
}  # fmt: skip

#: Such pieces of a saved page.
TAGS: Mapping[str, str] = {
    "nesting": "<div>", "headers": "<header>", "captions": "<div class=caption>a ",
    "attributes": "<p a=b c=d e=f>", "tables": "<tr><td>12<td>victimes", "entities": "&eacute;",
    "comments": "<!-- a -->", "open comments": "<!-- ", "open tags": "<p ", "scripts": "<script>",
    "list items": "<li>12 victimes", "headings in headings": "<h2>a", "quotes": '"<a href="',
    "ends": "</div>", "asides": "<aside>a</aside>",
}  # fmt: skip


def long_text(piece: str, size: int) -> str:
    """A text of about ``size`` characters that repeats a piece."""
    return f"{HEAD}{piece * max(1, (size - len(HEAD)) // len(piece))}.\n"


def long_page(piece: str, size: int) -> bytes:
    """A saved page of about ``size`` bytes whose article repeats a piece."""
    return (
        f"<!doctype html><title>a</title><article><p>{HEAD}ont agi.</p>"
        f"{piece * (size // len(piece))}"
    ).encode()


def pdf_of(objects: Iterable[bytes]) -> bytes:
    """A PDF of objects, numbered from 1, the first of which is its catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    count = len(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)


def stream(piece: bytes, more: bytes = b"", times: int = 1) -> bytes:
    """A compressed stream of a PDF that repeats a piece, with further keys."""
    packer = zlib.compressobj(9)
    held = b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()
    keys = b"/Filter/FlateDecode" + more
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(held), keys, held)


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf_page(content: int, resources: bytes = b"/Font<</F1 %b>>" % _FONT) -> bytes:
    """A page whose content is the object of a number."""
    return b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<<%b>>>>" % (content, resources)


def text_content(text: str) -> bytes:
    """The content of a page that shows lines of text."""
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
    return f"BT /F1 12 Tf 72 700 Td {lines}ET".encode("cp1252", errors="replace")


def pdf_bombs() -> Mapping[str, bytes]:
    """PDFs whose second page, structure or font is a bomb; most have a sound first page."""
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    both = b"<</Type/Pages/Count 2/Kids[3 0 R 5 0 R]>>"
    sound = (pdf_page(4), stream(text_content("12 victimes ont été formées en 2024.")))

    def second(*objects: bytes) -> bytes:
        return pdf_of((catalogue, both, *sound, *objects))

    form = b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 7 0 R>>>>"
    drawn = b"/XObject<</X 7 0 R>>"
    cmap = b"beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 1_000 + b"endbfrange"
    fonts = b"".join(b"/F%d 7 0 R" % n for n in range(5_000))
    return {
        "a gigabyte unfolded": second(pdf_page(6), stream(b" " * 2**20, times=1024)),
        "text unfolded": second(pdf_page(6), stream(b"(a) Tj " * 3_000_000)),
        "forms drawn by forms": second(
            pdf_page(6, drawn), stream(b"/X Do " * 10_000), stream(b"/X Do " * 10_000, form)
        ),
        "a form drawn often": second(
            pdf_page(6, drawn), stream(b"/X Do " * 4_000), stream(b"1 0 0 rg " * 100_000, form)
        ),
        "wide ranges of a font": second(
            pdf_page(6, b"/Font<<%b>>" % fonts), stream(text_content("a")),
            _FONT.replace(b">>", b"/ToUnicode 8 0 R>>"), stream(cmap),
        ),
        "content used often": second(
            pdf_page(6).replace(b"6 0 R", b"[" + b"6 0 R " * 50_000 + b"]"),
            stream(b"1 0 0 rg " * 1_000),
        ),
        "deep arrays": second(pdf_page(6), stream(b"[" * 1_000_000)),
        "filters of filters": second(
            pdf_page(6), stream(b"a").replace(b"/FlateDecode", b"[%b]" % (b"/FlateDecode" * 1_000))
        ),
        "unknown filter": second(pdf_page(6), stream(b"a").replace(b"/FlateDecode", b"/No")),
        "missing content": second(pdf_page(99)),
        "an image inside": second(pdf_page(6), stream(b"BI /W 9 ID " + b"a" * 1_000_000)),
        "a tree of pages in a circle": pdf_of(
            (catalogue, b"<</Type/Pages/Kids[3 0 R]>>", b"<</Type/Pages/Kids[2 0 R]>>")
        ),
        "a page listed often": pdf_of(
            (catalogue, b"<</Type/Pages/Kids[" + b"3 0 R " * 90_000 + b"]>>", *sound)
        ),
        "a count that lies": pdf_of(
            (catalogue, b"<</Type/Pages/Count 1000000000/Kids[3 0 R]>>", *sound)
        ),
        "deep objects": pdf_of((catalogue, b"<</Kids" + b"[" * 1_000_000)),
        "tables in a circle": pdf_of((catalogue, both, *sound)).replace(
            b"/Root", b"/Prev 9 /Root"
        ),
        "nothing after its beginning": b"%PDF-1.5\n" + b"1 0 obj" * 1_000_000,
    }  # fmt: skip
