"""Articles labelled by hand, to compare what the software reads with what a person reads.

Beside a page ``name.txt``, ``.html`` or ``.pdf`` is ``name.labels``. For each line of the text that
is not blank it has a letter, ``B`` body, ``D`` doubtful, ``R`` rest, then the line's first words,
so that a label on the wrong line is found. Indented below it are the facts of the line::

    published: 2024-06-18
    labelled: figures, periods, evidence
    B Plus de 230 personnes ont répondu
      figure at_least 230 personnes : Plus de 230 personnes
      period 2024-06-15 : samedi dernier
      evidence 1.1 at_least 230 2024-06-15 : Plus de 230 personnes ont répondu samedi dernier
      not attendance : à la cérémonie

The first line is needed where the page does not print its day, the second where more than lines is
labelled. What follows `` : `` are words of the line. ``docs/evidence.md`` has the whole format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from plan.articles.extraction import extract
from plan.articles.layout import Kind, Layout, read_layout
from plan.model.quantities import QUALIFIER_KEYS, Period, Stated, read_amount, read_period

LETTERS: Final[dict[str, Kind]] = {"B": "body", "D": "doubtful", "R": "rest"}
#: Why a passage that mentions an indicator is no evidence.
NO_EVIDENCE: Final = (
    "other-country", "other-plan", "before-plan", "intention", "negated", "vague", "context",
    "attendance", "legal", "other-subject",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A label of a person at ``text[start:end]``.

    ``what`` is *figure*, *period*, *evidence*, *announced* or *not*; ``unit`` the noun of a figure;
    ``value`` its number or that of evidence; ``step`` the id of a step; ``period`` the days, None
    where the article does not say them; ``reason`` a code of ``NO_EVIDENCE``.
    """

    what: str
    start: int
    end: int
    value: Stated | None = None
    unit: str = ""
    step: str | None = None
    period: Period | None = None
    indicator: str = ""
    reason: str = ""


@dataclass(frozen=True)
class LabelledPage:
    """A page with the labels and facts of a person, and the layout that the software read.

    ``labels`` has one label for each of ``layout.lines``, in their order. ``labelled`` names what
    the person looked for: *lines*, *figures*, *periods*, *evidence*.
    """

    path: Path
    text: str
    layout: Layout
    labels: tuple[Kind, ...]
    facts: tuple[LabelledFact, ...] = ()
    labelled: frozenset[str] = frozenset()

    @property
    def published(self) -> Period | None:
        """The publication, as the page prints it or as the labels give it."""
        return self.layout.published_period

    def label_at(self, place: int) -> Kind:
        """The person's label of the line that holds a character of the text."""
        at = bisect_right(self._starts, place) - 1
        return self.labels[at] if at >= 0 else "rest"

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.layout.lines]


_HEADER: Final = re.compile(r"(published|labelled): *(.*)")
_FACT: Final = re.compile(r"\s+(figure|period|evidence|announced|not) +(.*?) ?: (.*)")


def read_labelled(page: Path, labels: Path | None = None) -> LabelledPage:
    """Read a page and its labels, by default those of the same name beside it.

    Raises ``ValueError`` with the first line whose label is missing, unknown or of another line.
    """
    labels = labels or page.with_suffix(".labels")
    rows = labels.read_text(encoding="utf-8").splitlines()
    header: dict[str, str] = {}
    for row in rows:
        field = _HEADER.fullmatch(row)
        if field is None:
            break
        if field[1] in header:
            raise ValueError(f"{labels.name}:{len(header) + 1}: {row}")
        header[field[1]] = field[2]
    try:
        day = read_period(header["published"]) if "published" in header else None
    except ValueError:
        at = list(header).index("published")
        raise ValueError(f"{labels.name}:{at + 1}: {rows[at]}") from None
    read = extract(page.name, page.read_bytes())
    layout = read_layout(read.text, day, marks=read.marks, data=read.meta)
    kinds: list[Kind] = []
    facts: list[LabelledFact] = []
    for number, row in enumerate(rows[len(header) :], len(header) + 1):
        where = f"{labels.name}:{number}: {row.strip()[:60]}"
        if row.startswith(" "):
            if not kinds:
                raise ValueError(where)
            line = layout.lines[len(kinds) - 1]
            facts.append(_fact(row, read.text, (line.start, line.end), where))
        elif row.strip():
            letter, _, begins = row.partition(" ")
            words = _words_of(layout, read.text, len(kinds))
            if letter not in LETTERS or words is None or not words.startswith(begins.strip()):
                raise ValueError(where)
            kinds.append(LETTERS[letter])
    if len(kinds) < len(layout.lines):
        line = layout.lines[len(kinds)]
        raise ValueError(f"{labels.name}:{len(rows) + 1}: {read.text[line.start : line.end][:60]}")
    parts = [each.strip() for each in header.get("labelled", "").split(",")]
    labelled = frozenset(filter(None, parts)) | {"lines"}
    return LabelledPage(page, read.text, layout, tuple(kinds), tuple(facts), labelled)


def _words_of(layout: Layout, text: str, at: int) -> str | None:
    """The words of a line, single spaces between them; None beyond the last."""
    if at >= len(layout.lines):
        return None
    line = layout.lines[at]
    return " ".join(text[line.start : line.end].split())


def _fact(row: str, text: str, line: tuple[int, int], where: str) -> LabelledFact:
    if not (match := _FACT.fullmatch(row)):
        raise ValueError(where)
    what, fields, words = match[1], match[2].split(), match[3].split()
    found = re.compile(r"\s+".join(map(re.escape, words))).search(text, *line)
    if not words or found is None:
        raise ValueError(where)
    span = found.span()
    try:
        if what == "figure":
            return LabelledFact(what, *span, _value(fields[:2]), " ".join(fields[2:]))
        if what == "period":
            return LabelledFact(what, *span, period=_days(fields[0]))
        if what == "not" and fields[0] in NO_EVIDENCE:
            return LabelledFact(what, *span, reason=fields[0])
        indicator, *value, period = fields
        step = value[1] if value[0] == "step" else None
        stated = None if step or value == ["-"] else _value(value)
        return LabelledFact(what, *span, stated, "", step, _days(period), indicator)
    except (ValueError, IndexError):
        raise ValueError(where) from None


def _value(fields: list[str]) -> Stated:
    qualifier, number = fields
    if qualifier not in QUALIFIER_KEYS:
        raise ValueError(qualifier)
    if qualifier == "between":
        low, _, high = number.partition("..")
        return Stated(qualifier, (read_amount(low), read_amount(high)))
    return Stated(qualifier, read_amount(number))


def _days(text: str) -> Period | None:
    return None if text == "?" else read_period(text)


def labelled_pages(folder: Path) -> Iterator[LabelledPage]:
    """The pages of a folder that have labels, in the order of their names.

    Raises ``ValueError`` for labels without a page, and as ``read_labelled`` does.
    """
    for labels in sorted(folder.glob("*.labels")):
        page = next(
            (each for ending in (".txt", ".html", ".htm", ".pdf")
             if (each := labels.with_suffix(ending)).is_file()), None,
        )  # fmt: skip
        if page is None:
            raise ValueError(f"{labels.name}: {labels.stem}.txt")
        yield read_labelled(page, labels)
