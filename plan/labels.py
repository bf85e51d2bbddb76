"""Pages read by hand, and how far the software reads them alike.

Beside a page ``name.txt``, ``.html`` or ``.pdf`` stands ``name.labels``. For each line of the text
that is not blank it has a letter, ``B`` body, ``D`` doubtful, ``R`` rest, then the line's first
words, so that a label that has slipped is found. Indented below it stands what the line says::

    published: 2024-06-18
    labelled: figures, periods, evidence
    B Plus de 230 personnes ont répondu
      figure at_least 230 personnes : Plus de 230 personnes
      period 2024-06-15 : samedi dernier
      evidence 1.1 at_least 230 2024-06-15 : Plus de 230 personnes ont répondu samedi dernier
      not attendance : à la cérémonie

The two first lines are needed where the page does not print its day, and where more than lines is
labelled. What follows `` : `` are words of the line. ``docs/evidence.md`` has the whole format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from plan.extraction import extract
from plan.figures import read_figures
from plan.layout import Kind, Layout, read_layout
from plan.numerals import tokenise
from plan.periods import read_periods
from plan.quantities import QUALIFIER_KEYS, Amount, Period, Stated, read_amount, read_period
from plan.stems import are_kin
from plan.suggestions import Proposals, Reader, Suggestion

__all__ = ["MEASURES", "Fact", "Labelled", "Score", "labelled_pages", "measure", "read_labelled"]

LETTERS: Final[dict[str, Kind]] = {"B": "body", "D": "doubtful", "R": "rest"}
#: What is measured, in words; a sentence of the catalogue each.
MEASURES: Final[dict[str, str]] = {
    "lines": "lines of the article",
    "figures": "figures with qualifier and unit",
    "periods": "times",
    "suggestions": "sentences offered to the right indicator",
    "values": "values of what was rightly offered",
    "times": "times of what was rightly offered",
    "announced": "announced or done, of what was rightly offered",
    "strays": "offered from a teaser or for another country",
}
NO_EVIDENCE: Final = (
    "other-country", "other-plan", "before-plan", "intention", "negated", "vague", "context",
    "attendance", "legal", "other-subject",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """What a person says of ``text[start:end]``.

    ``what`` is *figure*, *period*, *evidence*, *announced* or *not*; ``unit`` the noun of a figure,
    ``value`` its number or that of evidence, ``step`` a step, ``period`` the days, None where they
    cannot be told; ``reason`` why it is no evidence.
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
class Labelled:
    """A page with what a person says of it, and what the software says."""

    path: Path
    text: str
    layout: Layout
    labels: tuple[Kind, ...]
    facts: tuple[Fact, ...] = ()
    labelled: frozenset[str] = frozenset()

    @property
    def published(self) -> Period | None:
        """The publication, as the page prints it or as it is given."""
        return self.layout.published.period if self.layout.published else None

    def misread(self) -> Iterator[tuple[Kind, Kind, str]]:
        """The lines where they differ: the person's word, the software's, and the line."""
        for label, line in zip(self.labels, self.layout.lines, strict=True):
            if label != line.kind:
                yield label, line.kind, self.text[line.start : line.end]

    def label_at(self, place: int) -> Kind:
        """What a person says of the line in which a place is."""
        at = bisect_right(self._starts, place) - 1
        return self.labels[at] if at >= 0 else "rest"

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.layout.lines]


@dataclass(frozen=True, slots=True)
class Score:
    """Of what was offered and of what should have been, how much is right.

    ``wrong`` are the words of what was offered wrongly, ``missed`` of what was not offered.
    """

    right: int
    offered: int
    wanted: int
    found: int | None = None  # of what is wanted, where one offered may stand for several
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of what was offered that is right."""
        return self.right / self.offered if self.offered else 1.0

    @property
    def recall(self) -> float:
        """The share of what should have been offered that was."""
        found = self.right if self.found is None else self.found
        return found / self.wanted if self.wanted else 1.0


# --- Reading labels ------------------------------------------------------------------------------

_HEADER: Final = re.compile(r"(published|labelled): *(.*)")
_FACT: Final = re.compile(r"\s+(figure|period|evidence|announced|not) +(.*?) ?: (.*)")


def read_labelled(page: Path, labels: Path | None = None) -> Labelled:
    """Read a page and its labels.

    Raises ``ValueError`` with the first line whose label is missing, unknown or of another line.
    """
    labels = labels or page.with_suffix(".labels")
    rows = labels.read_text(encoding="utf-8").splitlines()
    header: dict[str, str] = {}
    for row in rows:
        said = _HEADER.fullmatch(row)
        if said is None:
            break
        if said[1] in header:
            raise ValueError(f"{labels.name}:{len(header) + 1}: {row}")
        header[said[1]] = said[2]
    try:
        day = read_period(header["published"]) if "published" in header else None
    except ValueError:
        at = list(header).index("published")
        raise ValueError(f"{labels.name}:{at + 1}: {rows[at]}") from None
    read = extract(page.name, page.read_bytes())
    layout = read_layout(read.text, day, marks=read.marks, data=read.meta)
    kinds: list[Kind] = []
    facts: list[Fact] = []
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
    told = frozenset(each.strip() for each in header.get("labelled", "").split(",") if each.strip())
    return Labelled(page, read.text, layout, tuple(kinds), tuple(facts), told | {"lines"})


def _words_of(layout: Layout, text: str, at: int) -> str | None:
    """The words of a line, single spaces between them; None beyond the last."""
    if at >= len(layout.lines):
        return None
    line = layout.lines[at]
    return " ".join(text[line.start : line.end].split())


def _fact(row: str, text: str, line: tuple[int, int], where: str) -> Fact:
    if not (said := _FACT.fullmatch(row)):
        raise ValueError(where)
    what, fields, words = said[1], said[2].split(), said[3].split()
    found = re.compile(r"\s+".join(map(re.escape, words))).search(text, *line)
    if not words or found is None:
        raise ValueError(where)
    span = found.span()
    try:
        if what == "figure":
            return Fact(what, *span, _value(fields[:2]), " ".join(fields[2:]))
        if what == "period":
            return Fact(what, *span, period=_days(fields[0]))
        if what == "not" and fields[0] in NO_EVIDENCE:
            return Fact(what, *span, reason=fields[0])
        indicator, *value, period = fields
        step = value[1] if value[0] == "step" else None
        stated = None if step or value == ["-"] else _value(value)
        return Fact(what, *span, stated, "", step, _days(period), indicator)
    except (ValueError, IndexError):
        raise ValueError(where) from None


def _value(fields: list[str]) -> Stated:
    kind, number = fields
    if kind not in QUALIFIER_KEYS:
        raise ValueError(kind)
    if kind == "between":
        low, _, high = number.partition("..")
        return Stated(kind, (_amount(low), _amount(high)))
    return Stated(kind, _amount(number))


def _amount(text: str) -> Amount:
    return read_amount(text)


def _days(text: str) -> Period | None:
    return None if text == "?" else read_period(text)


def labelled_pages(folder: Path) -> Iterator[Labelled]:
    """The pages of a folder that have labels, in the order of their names."""
    for labels in sorted(folder.glob("*.labels")):
        page = next(
            (each for ending in (".txt", ".html", ".htm", ".pdf")
             if (each := labels.with_suffix(ending)).is_file()), None,
        )  # fmt: skip
        if page is None:
            raise ValueError(f"{labels.name}: {labels.stem}.txt")
        yield read_labelled(page, labels)


# --- Measuring -----------------------------------------------------------------------------------


def measure(pages: Iterable[Labelled], reader: Reader | None = None) -> dict[str, Score]:
    """How far pages are read as a person reads them, by the codes of ``MEASURES``.

    Without a ``reader``, of a plan, nothing is suggested and only what pages say is measured. What
    a person doubts is not counted.
    """
    tallies = {code: _Tally() for code in MEASURES}
    for page in pages:
        _measure_lines(page, tallies["lines"])
        if "figures" in page.labelled:
            _measure_figures(page, tallies["figures"])
        if "periods" in page.labelled:
            _measure_periods(page, tallies["periods"])
        if "evidence" in page.labelled and reader is not None:
            proposals = reader.read(page.text, page.layout, page.published)
            _measure_suggestions(page, proposals, tallies)
    return {code: tally.score() for code, tally in tallies.items()}


@dataclass
class _Tally:
    right: int = 0
    wanted: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def score(self) -> Score:
        return Score(self.right, self.right + len(self.wrong), self.wanted, self.found,
                     tuple(self.wrong), tuple(self.missed))  # fmt: skip

    def offer(self, right: bool, words: str) -> None:
        if right:
            self.right += 1
        else:
            self.wrong.append(words)

    def want(self, found: bool, words: str) -> None:
        self.wanted += 1
        if found:
            self.found += 1
        else:
            self.missed.append(words)


def _measure_lines(page: Labelled, tally: _Tally) -> None:
    for label, line in zip(page.labels, page.layout.lines, strict=True):
        words = f"{page.path.stem}: {page.text[line.start : line.end][:80]}"
        if label == "doubtful":
            continue
        if line.kind == "body":
            tally.offer(label == "body", words)
        if label == "body":
            tally.want(line.kind == "body", words)


def _body_lines(page: Labelled) -> Iterator[tuple[int, int]]:
    for label, line in zip(page.labels, page.layout.lines, strict=True):
        if label == "body":
            yield line.start, line.end


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _measure_figures(page: Labelled, tally: _Tally) -> None:
    wanted = [fact for fact in page.facts if fact.what == "figure"]
    read = []
    for start, end in _body_lines(page):
        for figure in read_figures(page.text[start:end]):
            number = (figure.low, figure.high) if figure.kind == "between" else figure.low
            unit = {"percent": "%", "money": figure.currency or figure.unit}.get(
                figure.measure, figure.unit
            )
            span = start + figure.start, start + figure.end
            read.append((span, Stated(figure.kind, number), unit))

    def agree(fact: Fact, one: tuple[tuple[int, int], Stated, str]) -> bool:
        span, stated, unit = one
        return (
            _overlap(span, (fact.start, fact.end))
            and stated == fact.value
            and _same_unit(fact.unit, unit)
        )

    for one in read:
        words = f"{page.path.stem}: {page.text[slice(*one[0])]} = {one[1]} {one[2]}"
        tally.offer(any(agree(fact, one) for fact in wanted), words)
    for fact in wanted:
        words = f"{page.path.stem}: {page.text[fact.start : fact.end]} = {fact.value} {fact.unit}"
        tally.want(any(agree(fact, one) for one in read), words)


def _same_unit(ours: str, theirs: str) -> bool:
    """Whether two nouns as written are the same: their first words are kin, or both are missing."""
    mine, other = ([t.word for t in tokenise(unit)] for unit in (ours, theirs))
    if not mine or not other:
        return not mine or not other
    return any(are_kin(a, b) for a in mine for b in other)


def _measure_periods(page: Labelled, tally: _Tally) -> None:
    wanted = [fact for fact in page.facts if fact.what == "period"]
    lines = list(_body_lines(page))
    read = [
        mention
        for mention in read_periods(page.text, page.published)
        if mention.kind != "duration"
        and not mention.flags & {"publication", "update", "vague", "recurring"}
        and any(start <= mention.start < end for start, end in lines)
    ]

    def agree(fact: Fact, span: tuple[int, int], period: Period | None) -> bool:
        return _overlap(span, (fact.start, fact.end)) and _same_days(fact.period, period)

    for mention in read:
        words = f"{page.path.stem}: {mention.text} = {mention.period and mention.period.iso()}"
        span = mention.start, mention.end
        tally.offer(any(agree(fact, span, mention.period) for fact in wanted), words)
    for fact in wanted:
        told = fact.period.iso() if fact.period else "?"
        words = f"{page.path.stem}: {page.text[fact.start : fact.end]} = {told}"
        tally.want(any(agree(fact, (m.start, m.end), m.period) for m in read), words)


def _same_days(one: Period | None, other: Period | None) -> bool:
    """Whether two readings are the same days; of a deadline only the end is compared."""
    if one is None or other is None:
        return one is other
    return one.end == other.end and (one.start == other.start or None in (one.start, other.start))


def _measure_suggestions(page: Labelled, read: Proposals, tallies: dict[str, _Tally]) -> None:
    wanted = [fact for fact in page.facts if fact.what in ("evidence", "announced")]
    foreign = [fact for fact in page.facts if fact.reason == "other-country"]
    pairs: dict[tuple[tuple[int, int], str], list[Suggestion]] = {}
    for each in read.suggestions:
        pairs.setdefault((each.sentence, each.indicator), []).append(each)

    def of(fact: Fact) -> list[Suggestion]:
        return [
            each for (sentence, indicator), several in pairs.items()
            if indicator == fact.indicator and _overlap(sentence, (fact.start, fact.end))
            for each in several
        ]  # fmt: skip

    for (sentence, indicator), several in pairs.items():
        words = f"{page.path.stem}: {indicator} {told(several[0])} | {several[0].quote}"
        right = any(
            fact.indicator == indicator and _overlap(sentence, (fact.start, fact.end))
            for fact in wanted
        )
        tallies["suggestions"].offer(right, words)
        stray = page.label_at(several[0].start) == "rest" or any(
            _overlap((several[0].start, several[0].end), (fact.start, fact.end)) for fact in foreign
        )
        tallies["strays"].offer(not stray, words)
    for fact in wanted:
        offered = of(fact)
        value = fact.step or (fact.value and " ".join(map(str, fact.value))) or "-"
        days = fact.period.iso() if fact.period else "?"
        words = (f"{page.path.stem}: {fact.what} {fact.indicator} {value} {days} | "
                 f"{page.text[fact.start : fact.end]}")  # fmt: skip
        tallies["suggestions"].want(bool(offered), words)
        if not offered:
            continue
        also = words + " || " + "; ".join(map(told, offered))
        if fact.value or fact.step:
            right = any(each.value == fact.value and each.step == fact.step for each in offered)
            tallies["values"].offer(right, also)
            tallies["values"].want(right, also)
        times = any(_same_days(each.period, fact.period) for each in offered)
        tallies["times"].offer(times, also)
        tallies["times"].want(times, also)
        announced = any(each.announced == (fact.what == "announced") for each in offered)
        tallies["announced"].offer(announced, also)
        tallies["announced"].want(announced, also)


def told(each: Suggestion) -> str:
    """A suggestion in a few words: its value and its days."""
    value = each.step or (each.value and " ".join(map(str, each.value))) or "-"
    return f"{value} {each.period.iso() if each.period else '?'}{' announced' * each.announced}"
