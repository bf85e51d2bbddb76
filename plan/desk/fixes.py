"""Fixes for problems of the file, where the problem itself says what to change.

A fix is only offered, with the edits that it consists of: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from plan.articles.library import Article
from plan.edition.edition import Edition
from plan.evidence.anchoring import find
from plan.evidence.match import Match
from plan.file.edits import Arrange, Edit, Remove, Rename, Set
from plan.file.nodes import look_up
from plan.file.tree import InvalidYaml, Tree, compose
from plan.language.numbers.figures import read_figures
from plan.language.numbers.numeric_expressions import Figure
from plan.model.quantities import QUALIFIER_KEYS
from plan.model.tree_address import Address
from plan.problems import Problem
from plan.suggestions.snippets import number

_CONTEXT: Final = 40  # characters before and after a passage, to whole words
_MOST: Final = 5


#: What a fix does, by its code; each a sentence of the catalogue.
FIX_WORDS: Final[dict[str, str]] = {
    "rename-key": "Rename the key “{read}” to “{write}”",
    "write": "Write {write}",
    "remove": "Remove “{read}”",
    "order-targets": "Put the targets in order of date",
    "store-context": "Save the words that surround the passage now",
    "choose-passage": "It is the passage between these words: “{read}”",
    "quote-article": "Quote the article word for word: “{read}”",
    "quote-figure": "Quote the whole figure: “{read}”",
    "take-figure": "Use what the passage says: {read}",
}


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that fix a problem; ``args`` are the arguments of the sentence of its code."""

    code: str
    edits: tuple[Edit, ...]
    args: dict[str, Any] = field(default_factory=dict)


def fixes_of(edition: Edition, problem: Problem) -> tuple[Fix, ...]:
    """The fixes for a problem of an edition; often there are none."""
    make = _MAKERS.get(problem.code)
    try:
        tree, _, _ = compose(edition.reading.text)
        if make is not None:
            return tuple(make(_Case(edition, tree, problem)))
        if isinstance(write := problem.args.get("write"), str) and write:
            return tuple(_rewritten(_Case(edition, tree, problem), write))
    except (LookupError, InvalidYaml):
        pass
    return ()


@dataclass(frozen=True)
class _Case:
    """A problem with the tree of the file that has it."""

    edition: Edition
    tree: Tree
    problem: Problem

    @property
    def address(self) -> Address:
        return self.problem.address

    def at(self, address: Address) -> Any:
        return look_up(self.tree, address)

    def passage(self) -> tuple[Article, Match, dict[str, Any]]:
        """The article, where the quotation is in it, and its record. Raises ``LookupError``."""
        record = self.at(self.address[:-1])
        article = self.edition.library.articles[record["source"]]
        context = record.get("prefix"), record.get("suffix")
        return article, find(article.folded, record["quote"], *context), record


def _rewritten(case: _Case, write: str) -> Iterator[Fix]:
    """Write what the problem says should be written."""
    if case.problem.code == "key-unknown":
        *way, key = case.address
        if write in case.at(tuple(way)):
            return
        edits: tuple[Edit, ...] = (Rename(case.address, write),)
        yield Fix("rename-key", edits, {"read": key, "write": write})
    elif isinstance(case.at(case.address), str):
        yield Fix("write", (Set(case.address, write),), {"write": write})


def _range_reversed(case: _Case) -> Iterator[Fix]:
    address = case.address if case.address[-1:] == ("between",) else (*case.address, "between")
    low, high = case.at(address)
    args = {"write": f"[{high}, {low}]"}
    yield Fix("write", (Set(address, [high, low]),), args)


def _remove(case: _Case) -> Iterator[Fix]:
    case.at(case.address)
    yield Fix("remove", (Remove(case.address),), {"read": case.address[-1]})


def _target_order(case: _Case) -> Iterator[Fix]:
    at = next(n for n, step in enumerate(case.address) if step == "targets") + 1
    targets = case.at(case.address[:at])
    order = sorted(range(len(targets)), key=lambda n: str(targets[n].get("by")))
    yield Fix("order-targets", (Arrange(case.address[:at], tuple(order)),))


# --- Passages ------------------------------------------------------------------------------------


def _quote_moved(case: _Case) -> Iterator[Fix]:
    article, match, record = case.passage()
    if match.start is None or match.end is None:
        return
    before, after = _around(article.text, match.start, match.end)
    edits: list[Edit] = []
    for key, words in (("prefix", before), ("suffix", after)):
        if record.get(key) is not None:
            edits.append(Set((*case.address[:-1], key), words or None))
    yield Fix("store-context", tuple(edits))


def _quote_ambiguous(case: _Case) -> Iterator[Fix]:
    article, _, record = case.passage()
    wanted = r"\s+".join(map(re.escape, record["quote"].split()))
    for n, found in enumerate(re.finditer(wanted, article.text, re.IGNORECASE)):
        if n == _MOST:
            return
        before, after = _around(article.text, *found.span())
        context = {"prefix": before, "suffix": after}
        edits = tuple(
            Set((*case.address[:-1], key), words) for key, words in context.items() if words
        )
        args = {"read": f"{before} […] {after}".strip()}
        yield Fix("choose-passage", edits, args)


def _quote_differs(case: _Case) -> Iterator[Fix]:
    _, match, _ = case.passage()
    if match.found.strip():
        words = " ".join(match.found.split())
        yield Fix("quote-article", (Set(case.address, words),),
                   {"read": words})  # fmt: skip


def _quote_cut(case: _Case) -> Iterator[Fix]:
    article, match, _ = case.passage()
    if match.start is None or match.end is None:
        return
    figure = str(case.problem.args["read"])
    first, last = article.around(match.start, match.end)
    at = article.text.find(figure, first, last)
    if at < 0:
        return
    whole = article.text[min(at, match.start) : max(at + len(figure), match.end)]
    words = " ".join(whole.split())
    yield Fix("quote-figure", (Set(case.address, words),), {"read": words})


def _figure_differs(case: _Case) -> Iterator[Fix]:
    record, address = case.at(case.address[:-3]), case.address[:-3]
    figure = _figure_of(case, str(case.problem.args["read"]))
    held = next((kind for kind in QUALIFIER_KEYS if kind in record), None)
    if figure is None or held is None:
        return
    value: Tree = number(figure.low)
    if figure.kind == "between":
        value = [number(figure.low), number(figure.high)]
    edits: list[Edit] = [Set((*address, figure.kind), value)]
    if held != figure.kind:
        edits = [*edits, Remove((*address, held))]
    args = {"read": case.problem.args["read"]}
    yield Fix("take-figure", tuple(edits), args)


def _figure_of(case: _Case, read: str) -> Figure | None:
    quote = case.at(case.address)
    return next(
        (each for each in read_figures(quote) if quote[each.start : each.end] == read), None
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words just before a passage and just after it."""
    before = text[max(0, start - _CONTEXT) : start]
    after = text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = before.partition(" ")[2] or before
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] or after
    return " ".join(before.split()), " ".join(after.split())


_MAKERS: Final[dict[str, Callable[[_Case], Iterator[Fix]]]] = {
    "range-reversed": _range_reversed,
    "flow-baseline": _remove,
    "target-order": _target_order,
    "quote-moved": _quote_moved,
    "quote-ambiguous": _quote_ambiguous,
    "quote-variant": _quote_differs,
    "quote-changed": _quote_differs,
    "qualifier-cut": _quote_cut,
    "qualifier-differs": _figure_differs,
    "figure-differs": _figure_differs,
}
