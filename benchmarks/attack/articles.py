"""Articles against the reader: mutated ones, hostile texts up to the largest file, bombs.

None may raise anything but a refusal, and none may take longer than a time in proportion to what
is read of it. Times are those of the processor.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.attack.finding import Finding, Terms
from benchmarks.attack.hostile_texts import PIECES, TAGS, long_page, long_text, pdf_bombs

#: The longest that an article may take in seconds, and what each character or byte may add.
ROOT = Path(__file__).parents[2]
SECONDS = 5.0
PER_CHARACTER = 40e-6
LONGEST = 60.0
LARGEST = 19 * 2**20


def articles(terms: Terms) -> Iterator[Finding]:
    """Read mutated articles, hostile texts and bombs for the plan of the repository."""
    read = _reader()
    rng = terms.random()
    pages = _pages()
    cases = (_mutated(rng, pages) for _ in range(terms.count(5_000)))
    yield _tried("mutated articles", read, cases)
    for size in (10_000, 100_000, 1_000_000, LARGEST):
        texts = [(f"{name}.txt", long_text(piece, size).encode()) for name, piece in PIECES.items()]
        saved = [(f"{name}.html", long_page(piece, size)) for name, piece in TAGS.items()]
        some = [*texts, *saved]
        yield _tried(f"hostile texts of {size:,}", read, some[: terms.count(len(some))])
    bombs = [(f"{name}.pdf", data) for name, data in pdf_bombs().items()]
    yield _tried("PDF bombs", read, bombs[: terms.count(len(bombs))])


Read = Callable[[str, bytes], float]


def _reader() -> Read:
    """A function that reads an article and returns how long it took, refused or not."""
    from plan.articles.extraction import Refused
    from plan.edition.edition import load
    from plan.suggestions.proposals import examine, index_articles
    from plan.suggestions.reader import Reader

    edition = load(ROOT / "indicators.yaml")
    assert edition.sound is not None
    reader, index = Reader(edition.sound), index_articles(edition.library)

    def read(name: str, data: bytes) -> float:
        begun = process_time()
        try:
            found = examine(edition, name, data, reader=reader, index=index)
        except Refused:
            return process_time() - begun
        text = found.text
        if any(each.suggestion.quote not in text for each in found.proposals):
            raise AssertionError("a quotation is not in the text")
        return process_time() - begun

    return read


def _tried(what: str, read: Read, cases: Iterable[tuple[str, bytes]]) -> Finding:
    """Read articles; a failure is one that raises, or that takes too long for its length."""
    tried = failed = 0
    slowest, longest = "", 0.0
    for name, data in cases:
        tried += 1
        try:
            seconds = read(name, data)
        except Exception as fault:
            failed += 1
            print(f"{name}: {fault!r}", file=sys.stderr)
            continue
        if seconds > longest:
            slowest, longest = name, seconds
        if seconds > min(LONGEST, SECONDS + PER_CHARACTER * len(data)):
            failed += 1
            print(f"{name}: {seconds:.1f} s for {len(data):,} bytes", file=sys.stderr)
    return Finding(what, tried, failed, f"slowest {longest:.2f} s: {slowest}")


def _pages() -> list[tuple[str, bytes]]:
    """The articles of the repository and the pages of the tests."""
    labelled = ROOT / "tests" / "labelled"
    found = [*sorted((ROOT / "seeds").iterdir()), *sorted(labelled.rglob("*"))]
    return [(each.name, each.read_bytes()) for each in found if each.suffix in (".txt", ".html")]


def _mutated(rng: Random, pages: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """A page after one to four changes."""
    name, data = rng.choice(pages)
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(_CHANGES)(rng, data, rng.choice(pages)[1])
    return name, data


def _span(rng: Random, data: bytes, most: int) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(1, most))


def _changed_bytes(rng: Random, data: bytes, _: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), rng.randint(1, 50))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _truncated(rng: Random, data: bytes, _: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _without(rng: Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data, 2_000)
    return data[:start] + data[end:]


def _spliced(rng: Random, data: bytes, other: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    start, end = _span(rng, other, 5_000)
    return data[:at] + other[start:end] + data[at:]


def _repeated(rng: Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data, rng.choice((1, 10, 100)))
    return data[:start] + data[start:end] * rng.choice((10, 100, 1_000)) + data[end:]


def _tagged(rng: Random, data: bytes, _: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    tag = rng.choice((*TAGS.values(), *(piece for piece in PIECES.values()))).encode()
    return data[:at] + tag * rng.choice((1, 10, 1_000)) + data[at:]


def _joined(rng: Random, data: bytes, _: bytes) -> bytes:
    """Without its line ends, so that it is one sentence or few."""
    mark = rng.choice((b" ", b", ", b"; ", b""))
    return data.replace(b"\n", mark).replace(b". ", rng.choice((b". ", b", ", b" ")))


_CHANGES = (_changed_bytes, _truncated, _without, _spliced, _repeated, _tagged, _joined)
