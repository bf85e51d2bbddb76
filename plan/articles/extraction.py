"""Text extraction: the bytes of a plain text, saved HTML page or PDF in, its visible text out.

HTML goes through lxml's event-driven parser, so that the cost is linear however deep its nesting;
nothing in it runs, nothing is fetched, and an entity expands to one character. What a page marks as
boilerplate is kept, with a mark.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from plan.articles.limits import LIMITS, Progress, Unread, run_to_end
from plan.articles.pdf import UnreadablePdf, read_pdf

#: Most bytes of a file, and most tags of a page.
LARGEST: Final = LIMITS.file
MOST_TAGS: Final = LIMITS.tags
_CHUNK: Final = 2**16

#: Why a file is refused: a sentence of the catalogue for each code.
REFUSALS: Final[dict[str, str]] = {
    "size": "The file is larger than {limit} megabytes.",
    "empty": "The file contains no text.",
    "binary": "The file is neither a text, nor a web page, nor a PDF.",
    "disguised": "The file name ends in {read}, but its content is of the type {expected}: "
    "rename the file, or save it again.",
    "tangled": "The page has too many tags to be an article.",
    "pdf-encrypted": "The PDF is encrypted: save a copy without a password.",
    "pdf-broken": "The PDF cannot be read: copy its text into a .txt file.",
    "pdf-long": "The PDF has more than {limit} pages.",
    "pdf-no-text": "The PDF contains only images of pages: convert it to text first (OCR).",
}
#: Warnings about how a file was read: a sentence of the catalogue for each code.
NOTES: Final[dict[str, str]] = {
    "cp1252": "The file is not UTF-8: it was read as Windows-1252.",
    "undecoded": "Some characters could not be read and are shown as �.",
    "pages-without-text": "Some pages of the PDF have no text that can be read.",
}


FileKind = Literal["text", "html", "pdf"]


class Refused(Exception):
    """A file was refused: the code of the reason, its sentence and the sentence's arguments."""

    def __init__(self, code: str, **args: object) -> None:
        """Take a code of ``REFUSALS`` and the arguments of its sentence."""
        super().__init__(code)
        self.code, self.sentence, self.arguments = code, REFUSALS[code], args


@dataclass(frozen=True)
class Extracted:
    """The text of a file, with the marks and the metadata found in it.

    ``marks`` are spans of the text: ``boilerplate``, ``caption``, ``title``, ``heading``,
    ``article`` (where the page says that its article is), ``main`` (which may hold other news
    too), ``page``. ``meta`` is the metadata of a page: ``title``, ``author``, ``published``,
    ``updated``, ``address``. ``notes`` are codes of ``NOTES``; ``unread`` is what was left out.
    """

    text: str
    kind: FileKind
    meta: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def extract(name: str, data: bytes) -> Extracted:
    """Extract the text of a file by its bytes, and by its name where these do not decide.

    Raises ``Refused`` when the file is too large, has no text or cannot be read.
    """
    return run_to_end(extracting(name, data))


def extracting(name: str, data: bytes) -> Generator[Progress, None, Extracted]:
    """``extract`` in steps: the progress after each page of a PDF, at last the text.

    Whoever closes the generator between two steps stops the reading.
    """
    kind = kind_of(name, data)
    if kind == "pdf":
        return (yield from _from_pdf(data))
    return _from_page(data) if kind == "html" else extract_plain(data)


def kind_of(name: str, data: bytes) -> FileKind:
    """The kind of a file by its first bytes, and by its name where these do not decide.

    Raises ``Refused`` when the file is too large.
    """
    if len(data) > LARGEST:
        raise Refused("size", limit=LARGEST // 2**20)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "html" if _is_page(name, data) else "text"


def extract_plain(data: bytes) -> Extracted:
    """The text of a plain text, which costs little. Raises ``Refused`` if it is none or empty."""
    text, notes = _decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise Refused("empty")
    return Extracted(text, "text", notes=notes)


# --- Characters ----------------------------------------------------------------------------------

_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_LATIN: Final = ("iso8859-1", "latin-1", "ascii", "iso-8859-1")


def _decoded(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Decode a file, keeping its byte order mark; returns the text and codes of ``NOTES``."""
    if data.startswith(_WIDE):
        return data.decode("utf-16", errors="replace"), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" in text:
            raise Refused("binary")
        return text, ()
    if b"\0" in data:
        raise Refused("binary")
    if declared and (encoding := _codec(declared)) not in ("", "cp1252", "utf-8"):
        text = data.decode(encoding, errors="replace")
        return text, ("undecoded",) if "\ufffd" in text else ()
    text = data.decode("cp1252", errors="replace")
    if not declared and text.count("\ufffd") * _TOLERATED > len(text):
        raise Refused("binary")
    notes = () if declared and _codec(declared) == "cp1252" else ("cp1252",)
    return text, (*notes, "undecoded") if "\ufffd" in text else notes


#: More than one undecodable character in so many: the file is no text.
_TOLERATED: Final = 50


def _codec(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        return ""
    return "cp1252" if name in _LATIN else name


# --- Saved pages ---------------------------------------------------------------------------------

_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?>(?:<!--.{0,2000}?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HIDDEN_TAGS: Final = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select "
    "datalist head textarea applet frameset noframes".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu "
    "nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID: Final = frozenset("area base br col hr img input link meta param source track wbr".split())
_BOILERPLATE_TAGS: Final = frozenset("nav aside footer form button menu dialog".split())
_BOILERPLATE_ROLES: Final = frozenset(
    "navigation complementary contentinfo banner search menu menubar dialog alert".split()
)
_BOILERPLATE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|partage|comments?|commentaires?|respond|related|similar"
    r"|similaires?|newsletter|breadcrumbs?|menu|navbar|sidebar|widgets?|cookies?|popular|trending"
    r"|recommend(?:ed|ations)?|subscri(?:be|ption)|abonnement|footer|advert(?:isement)?|ads?|pub"
    r"|publicite|toolbar|pagination|lire-aussi|read-also|author-(?:box|bio|posts))(?=$|[\s_-])",
    re.I,
)
_NEVER_BOILERPLATE: Final = frozenset(("html", "body"))
_BODY: Final = re.compile(
    r"(?:^|\s)(?:(?:entry|post|article|node|story|field)[-_]?(?:content|body|text|texte|contenu)"
    r"|post|article|story|articlebody|contenu[-_]article|texte[-_]article)(?=$|\s)", re.I,
)  # fmt: skip
_CAPTIONS: Final = re.compile(r"caption|legende", re.I)
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_META: Final = {
    "article:published_time": "published", "og:published_time": "published",
    "datepublished": "published", "date": "published", "dc.date": "published",
    "dc.date.issued": "published", "parsely-pub-date": "published", "pubdate": "published",
    "article:modified_time": "updated", "og:updated_time": "updated", "datemodified": "updated",
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "author": "author",
    "article:author": "author", "dc.creator": "author", "og:url": "address",
}  # fmt: skip
#: Metadata is cut to this many characters: a title of a megabyte is none.
_LONGEST_VALUE: Final = 1_000
_LONGEST_ADDRESS: Final = 2_000
_ARTICLE_TYPE: Final = re.compile("(?:Article|BlogPosting|Report)$")
#: A mark on a larger share of the text than this frames the page and marks no boilerplate.
_LARGEST_MARK: Final = 0.6


def _is_page(name: str, data: bytes) -> bool:
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    if head.startswith(_WIDE):
        head = head.decode("utf-16", errors="replace").encode()
    return bool(_PAGE.match(head)) or name.lower().endswith((".html", ".htm", ".xhtml"))


class _Page:
    """Target of the parser: collects the visible text, its marks and the metadata."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.marks: list[tuple[int, int, str]] = []
        self.meta: dict[str, str] = {}
        self.open: list[tuple[str, str, int]] = []  # tag, mark, start
        self.in_hidden = 0
        self.in_boilerplate = 0
        self.in_pre = 0
        self.in_article = 0
        self.articles = 0
        self.frames: dict[str, list[tuple[int, int]]] = {"article": [], "main": [], "named": []}
        self.tags = 0
        self.captured: tuple[str, list[str]] | None = None  # the text of title or JSON-LD

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tags += 1
        if self.tags > MOST_TAGS:
            raise Refused("tangled")
        if tag == "meta":
            self._declare(attributes)
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.meta["address"] = attributes.get("href", "")[:_LONGEST_ADDRESS]
        elif tag == "title" or (tag == "script" and "ld+json" in attributes.get("type", "")):
            self.captured = tag, []
        if tag in _VOID:
            if tag in ("br", "hr"):
                self._write("\n")
            return
        hidden = tag in _HIDDEN_TAGS or "hidden" in attributes or bool(
            _HIDDEN.search(attributes.get("style", ""))
        )  # fmt: skip
        if tag in _BLOCKS:
            self._break()
        if tag == "time" and self.articles == 1 and attributes.get("datetime"):
            self.meta.setdefault("time", attributes["datetime"])
        if tag == "pre":
            self.in_pre += 1
        if tag == "article":
            self.articles += 1
        mark = "hidden" if hidden else self._mark(tag, attributes)
        self.open.append((tag, mark, self.size))
        self.in_article += tag == "article"
        self.in_hidden += hidden
        self.in_boilerplate += mark == "boilerplate"

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.captured and self.captured[0] == tag:
            self._read_captured()
        if tag in _BLOCKS:
            self._break()
        while self.open:
            opened, mark, began = self.open.pop()
            if mark == "hidden":
                self.in_hidden -= 1
            elif mark == "boilerplate":
                self.in_boilerplate -= 1
                if not self.in_boilerplate and self.size > began:
                    self.marks.append((began, self.size, mark))
            elif mark in self.frames:
                self.frames[mark].append((began, self.size))
            elif mark and self.size > began:
                self.marks.append((began, self.size, mark))
            self.in_pre -= opened == "pre"
            self.in_article -= opened == "article"
            if opened == tag:
                break

    def data(self, text: str) -> None:
        if self.captured is not None:
            self.captured[1].append(text)
        elif not self.in_hidden:
            self._write(text if self.in_pre else re.sub(r"[ \t\r\n\f]+", " ", text))

    def close(self) -> None:
        while self.open:
            self.end(self.open[-1][0])

    def article_mark(self) -> list[tuple[int, int, str]]:
        """The one part that the page marks as its article; none where it marks several."""
        for name in ("named", "article", "main"):
            spans = [span for span in self.frames[name] if span[1] > span[0]]
            if len(spans) == 1:
                return [(*spans[0], "main" if name == "main" else "article")]
        return []

    def _write(self, text: str) -> None:
        if self.in_hidden:
            return
        if not self.in_pre and (not self.pieces or self.pieces[-1].endswith(("\n", " "))):
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.size += len(text)

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self._write("\n")

    def _mark(self, tag: str, attributes: Mapping[str, str]) -> str:
        if tag == "h1":
            return "title"
        if tag in ("h2", "h3", "h4", "h5", "h6"):
            return "heading"
        if tag == "figcaption":
            return "caption"
        if tag in ("article", "main"):
            return tag
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if _BODY.search(names):
            return "named"
        if _CAPTIONS.search(names):
            return "caption"
        boilerplate = (
            tag in _BOILERPLATE_TAGS
            or (tag == "header" and not self.in_article)
            or attributes.get("role", "").lower() in _BOILERPLATE_ROLES
            or bool(_BOILERPLATE_NAMES.search(names))
        )
        return "boilerplate" if boilerplate and tag not in _NEVER_BOILERPLATE else ""

    def _declare(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        key = _META.get((name or "").lower())
        if key and (value := attributes.get("content", "")[:_LONGEST_VALUE].strip()):
            self.meta.setdefault(key, value)

    def _read_captured(self) -> None:
        assert self.captured is not None
        tag, pieces = self.captured
        self.captured = None
        if tag == "title":
            self.meta.setdefault("page-title", " ".join("".join(pieces).split())[:_LONGEST_VALUE])
            return
        try:
            found = json.loads("".join(pieces), strict=False)
        except (ValueError, RecursionError):
            return
        for each in _articles_in(found):
            for name, key in (("datePublished", "published"), ("dateModified", "updated"),
                              ("headline", "title")):  # fmt: skip
                if isinstance(value := each.get(name), str) and value.strip():
                    self.meta.setdefault(key, value[:_LONGEST_VALUE].strip())
            if author := _author_of(each.get("author")):
                self.meta.setdefault("author", author[:_LONGEST_VALUE])


def _articles_in(found: Any) -> Iterator[Mapping[str, Any]]:
    """The articles among the JSON-LD objects of a page."""
    for each in found if isinstance(found, list) else [found]:
        if not isinstance(each, dict):
            continue
        types = each.get("@type")
        if any(_ARTICLE_TYPE.search(str(kind)) for kind in
               (types if isinstance(types, list) else [types])):  # fmt: skip
            yield each
        if isinstance(graph := each.get("@graph"), list):
            yield from _articles_in([one for one in graph if isinstance(one, dict)
                                   and "@graph" not in one])  # fmt: skip


def _author_of(author: Any) -> str:
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, dict):
        author = author.get("name")
    return author.strip() if isinstance(author, str) else ""


def decode_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The source of a page, and codes of ``NOTES``. Raises ``Refused`` if it is no text."""
    declared = _DECLARED.search(data[:4096])
    return _decoded(data, declared[1].decode("ascii") if declared else "")


def _from_page(data: bytes) -> Extracted:
    from lxml import etree

    text, notes = decode_page(data)
    page = _Page()
    # The input is UTF-8 whatever the page declares; without huge_tree libxml2 truncates pages.
    parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8", huge_tree=True)
    fed = text.removeprefix("\ufeff").encode("utf-8", errors="replace")
    try:
        for at in range(0, len(fed), _CHUNK):
            parser.feed(fed[at : at + _CHUNK])
        parser.close()
    except etree.LxmlError:
        raise Refused("empty") from None
    page.close()
    shown = "".join(page.pieces)
    if not shown.strip():
        raise Refused("empty")
    meta = page.meta
    if "time" in meta:
        meta.setdefault("published", meta.pop("time"))
    meta.pop("time", None)
    if page_title := meta.pop("page-title", ""):
        meta.setdefault("title", page_title)
    if meta.get("author", "").startswith("http"):
        del meta["author"]
    marks = tuple(
        (start, end, mark) for start, end, mark in sorted(page.marks)
        if mark != "boilerplate" or end - start < _LARGEST_MARK * len(shown)
    )  # fmt: skip
    return Extracted(shown, "html", meta, tuple(sorted((*marks, *page.article_mark()))), notes)


# --- PDF -----------------------------------------------------------------------------------------


def _from_pdf(data: bytes) -> Generator[Progress, None, Extracted]:
    try:
        pages, unread, blank = yield from read_pdf(data)
    except UnreadablePdf as fault:
        raise Refused(fault.code, **fault.arguments) from None
    if not any(page.strip() for page in pages):
        raise Refused("pdf-no-text")
    marks, at = [], 0
    for page_text in pages:
        marks.append((at, at + len(page_text), "page"))
        at += len(page_text) + 2
    notes = ("pages-without-text",) if blank else ()
    return Extracted("\n\n".join(pages), "pdf", marks=tuple(marks), notes=notes, unread=unread)
