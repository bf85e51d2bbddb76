"""Precision and recall of the software against the labels of a person.

In: labelled pages and, for suggestions, the reader of a plan. Out: a ``Score`` for each of
``METRICS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from plan.language.numbers.figures import read_figures
from plan.language.numbers.numerals import tokenise
from plan.language.time.periods import read_periods
from plan.language.word_families import same_family
from plan.model.quantities import Period, Stated
from plan.suggestions.labelled_pages import LabelledFact, LabelledPage
from plan.suggestions.reader import Reader
from plan.suggestions.suggestion import ReaderResult, Suggestion

#: The label of each metric, a message of the catalogue.
METRICS: Final[dict[str, str]] = {
    "lines": "lines of the article",
    "figures": "figures with qualifier and unit",
    "periods": "dates and periods",
    "suggestions": "sentences proposed for the right indicator",
    "values": "values in correct proposals",
    "times": "dates in correct proposals",
    "announced": "announced or done, in correct proposals",
    "strays": "proposals that are neither from a teaser nor about another country",
}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what the software offered and what the person wanted.

    ``right`` counts the offered that are wanted, ``found`` the wanted that are offered; it differs
    from ``right`` where one offer covers several facts, and None means ``right``. ``wrong`` and
    ``missed`` describe the other offered and the other wanted.
    """

    right: int
    offered: int
    wanted: int
    found: int | None = None
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of the offered that is right; 1 if nothing was offered."""
        return self.right / self.offered if self.offered else 1.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was offered; 1 if nothing was wanted."""
        found = self.right if self.found is None else self.found
        return found / self.wanted if self.wanted else 1.0


class _Outcome(NamedTuple):
    """One thing that the software offered, or the person wanted, and whether the other agrees."""

    metric: str
    side: Literal["offered", "wanted"]
    agrees: bool
    words: str


def measure(pages: Iterable[LabelledPage], reader: Reader | None = None) -> dict[str, Score]:
    """Compare the software with the labels of pages: a score for each code of ``METRICS``.

    Without the ``reader`` of a plan no suggestions are measured. Lines that the person marked as
    doubtful do not count.
    """
    outcomes = [each for page in pages for each in _compared(page, reader)]
    return {code: _score([each for each in outcomes if each.metric == code]) for code in METRICS}


def _score(outcomes: list[_Outcome]) -> Score:
    offered = [each for each in outcomes if each.side == "offered"]
    wanted = [each for each in outcomes if each.side == "wanted"]
    wrong = tuple(each.words for each in offered if not each.agrees)
    missed = tuple(each.words for each in wanted if not each.agrees)
    return Score(len(offered) - len(wrong), len(offered), len(wanted), len(wanted) - len(missed),
                 wrong, missed)  # fmt: skip


def _compared(page: LabelledPage, reader: Reader | None) -> Iterator[_Outcome]:
    yield from _lines(page)
    if "figures" in page.labelled:
        yield from _figures(page)
    if "periods" in page.labelled:
        yield from _periods(page)
    if "evidence" in page.labelled and reader is not None:
        yield from _suggestions(page, reader.read(page.text, page.layout, page.published))


def _lines(page: LabelledPage) -> Iterator[_Outcome]:
    for label, line in zip(page.labels, page.layout.lines, strict=True):
        words = f"{page.path.stem}: {page.text[line.start : line.end][:80]}"
        if label != "doubtful" and line.kind == "body":
            yield _Outcome("lines", "offered", label == "body", words)
        if label == "body":
            yield _Outcome("lines", "wanted", line.kind == "body", words)


def _figures(page: LabelledPage) -> Iterator[_Outcome]:
    wanted = [fact for fact in page.facts if fact.what == "figure"]
    read = []
    for start, end in _body_lines(page):
        for figure in read_figures(page.text[start:end]):
            unit = {"percent": "%", "money": figure.currency or figure.unit}.get(
                figure.measure, figure.unit
            )
            span = start + figure.start, start + figure.end
            read.append((span, figure.stated, unit))

    def agree(fact: LabelledFact, one: tuple[tuple[int, int], Stated, str]) -> bool:
        span, stated, unit = one
        return (
            _overlap(span, (fact.start, fact.end))
            and stated == fact.value
            and _same_unit(fact.unit, unit)
        )

    for one in read:
        words = f"{page.path.stem}: {page.text[slice(*one[0])]} = {one[1]} {one[2]}"
        yield _Outcome("figures", "offered", any(agree(fact, one) for fact in wanted), words)
    for fact in wanted:
        words = f"{page.path.stem}: {page.text[fact.start : fact.end]} = {fact.value} {fact.unit}"
        yield _Outcome("figures", "wanted", any(agree(fact, one) for one in read), words)


def _periods(page: LabelledPage) -> Iterator[_Outcome]:
    wanted = [fact for fact in page.facts if fact.what == "period"]
    lines = list(_body_lines(page))
    read = [
        mention
        for mention in read_periods(page.text, page.published)
        if mention.kind != "duration"
        and not mention.flags & {"publication", "update", "vague", "recurring"}
        and any(start <= mention.start < end for start, end in lines)
    ]

    def agree(fact: LabelledFact, span: tuple[int, int], period: Period | None) -> bool:
        return _overlap(span, (fact.start, fact.end)) and _same_days(fact.period, period)

    for mention in read:
        words = f"{page.path.stem}: {mention.text} = {mention.period and mention.period.iso()}"
        right = any(agree(fact, (mention.start, mention.end), mention.period) for fact in wanted)
        yield _Outcome("periods", "offered", right, words)
    for fact in wanted:
        words = f"{page.path.stem}: {page.text[fact.start : fact.end]} = {_days(fact.period)}"
        right = any(agree(fact, (m.start, m.end), m.period) for m in read)
        yield _Outcome("periods", "wanted", right, words)


def _suggestions(page: LabelledPage, read: ReaderResult) -> Iterator[_Outcome]:
    """The outcomes of suggestions, and of the values and times of those that are right.

    Several suggestions of one sentence for one indicator count once.
    """
    wanted = [fact for fact in page.facts if fact.what in ("evidence", "announced")]
    foreign = [fact for fact in page.facts if fact.reason == "other-country"]
    pairs: dict[tuple[tuple[int, int], str], list[Suggestion]] = {}
    for each in read.suggestions:
        pairs.setdefault((each.sentence, each.indicator), []).append(each)

    def agree(fact: LabelledFact, sentence: tuple[int, int], indicator: str) -> bool:
        return fact.indicator == indicator and _overlap(sentence, (fact.start, fact.end))

    for (sentence, indicator), (first, *_) in pairs.items():
        words = f"{page.path.stem}: {indicator} {_summary(first)} | {first.quote}"
        right = any(agree(fact, sentence, indicator) for fact in wanted)
        yield _Outcome("suggestions", "offered", right, words)
        stray = page.label_at(first.start) == "rest" or any(
            _overlap((first.start, first.end), (fact.start, fact.end)) for fact in foreign
        )
        yield _Outcome("strays", "offered", not stray, words)
    for fact in wanted:
        offered = [each for pair, several in pairs.items() if agree(fact, *pair)
                   for each in several]  # fmt: skip
        words = (f"{page.path.stem}: {fact.what} {fact.indicator} "
                 f"{_value(fact.step, fact.value)} {_days(fact.period)} | "
                 f"{page.text[fact.start : fact.end]}")  # fmt: skip
        yield _Outcome("suggestions", "wanted", bool(offered), words)
        if offered:
            yield from _details(fact, offered, words)


def _details(fact: LabelledFact, offered: list[Suggestion], words: str) -> Iterator[_Outcome]:
    """Whether any suggestion for a fact has its value, its time, and its flag ``announced``."""
    words += " || " + "; ".join(map(_summary, offered))
    announced = fact.what == "announced"
    agreement = {
        "times": any(_same_days(each.period, fact.period) for each in offered),
        "announced": any(each.announced == announced for each in offered),
    }
    if fact.value or fact.step:
        agreement["values"] = any((each.value, each.step) == (fact.value, fact.step)
                                  for each in offered)  # fmt: skip
    for metric, agrees in agreement.items():
        yield _Outcome(metric, "offered", agrees, words)
        yield _Outcome(metric, "wanted", agrees, words)


def _body_lines(page: LabelledPage) -> Iterator[tuple[int, int]]:
    for label, line in zip(page.labels, page.layout.lines, strict=True):
        if label == "body":
            yield line.start, line.end


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _same_unit(ours: str, theirs: str) -> bool:
    """Whether two nouns as written are of one family; a noun that is missing agrees with any."""
    mine, other = ([t.word for t in tokenise(unit)] for unit in (ours, theirs))
    if not mine or not other:
        return True
    return any(same_family(a, b) for a in mine for b in other)


def _same_days(one: Period | None, other: Period | None) -> bool:
    """Whether two readings are the same days; of a deadline only the end is compared."""
    if one is None or other is None:
        return one is other
    return one.end == other.end and (one.start == other.start or None in (one.start, other.start))


def _summary(each: Suggestion) -> str:
    """The value and the days of a suggestion."""
    return f"{_value(each.step, each.value)} {_days(each.period)}{' announced' * each.announced}"


def _value(step: str | None, value: Stated | None) -> str:
    return step or (" ".join(map(str, value)) if value else "-")


def _days(period: Period | None) -> str:
    return period.iso() if period else "?"
