"""Temporal expressions in a French or English text (TimeML timexes), resolved to periods.

`ranges` reads the ranges and points, `context` flags them by the words around them, `mentions`
resolves them. What is not stated comes from the day of publication: *jeudi dernier* is the last
Thursday before it, *l'année écoulée* the calendar year before its own. Without that day such a time
is ``unresolved``; `references` resolves some by another time of the text.
Every function accepts any text, never raises on it, and takes time linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.time.context import DETERMINERS, context_of, flags_of, is_plan, names_place
from plan.language.time.grammar import words_before
from plan.language.time.mentions import Mention, mention_of
from plan.language.time.ranges import TimeRange, read_range
from plan.language.time.references import add_references, fix_by_reports
from plan.model.quantities import Period


def _ranges(t: Tokens, published: Period | None) -> Iterator[tuple[TimeRange, frozenset[str]]]:
    """The ranges of a text in order, with the flags of their context."""
    i, used = 0, 0
    while i < len(t):
        if (found := read_range(t, i)) is None:
            i += 1
            continue
        context = context_of(t, found)
        if not names_place(context):
            flags = flags_of(context)
            if is_plan(context, flags, published):
                found, flags = found._replace(plan=True), flags | {"plan-period"}
            if not (found.since or found.until or found.joined) and found.right.shift is None:
                words = list(words_before(t, found.first, min(6, found.first - used)))
                found = found._replace(since="depuis" in words and "," not in words)
            if found.first > used and t.words[found.first - 1] in DETERMINERS:
                found = found._replace(first=found.first - 1)
            yield found, flags
        i = used = found.stop


@lru_cache(maxsize=16)
def read_periods(text: str, published: Period | None) -> tuple[Mention, ...]:
    """The times that a text mentions, in order, relative to its publication (never its update).

    Where the publication is an interval, a relative time covers all the days that it may mean, and
    is ``approximate`` where they differ.
    """
    t = tokenise(text)
    found = ((e, mention_of(t, e, flags, published)) for e, flags in _ranges(t, published))
    return tuple(add_references(text, fix_by_reports(found)))


# --- The time of a statement ---------------------------------------------------------------------


@lru_cache(maxsize=16)
def _clause_ends(sentence: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the ends of clauses in a sentence start, and where they end."""
    found = [match.span() for match in _CLAUSE_END.finditer(sentence)]
    return tuple(start for start, _ in found), tuple(end for _, end in found)


_CLAUSE_END: Final = re.compile(r"[,;:(]|\b(?:et|contre|mais|and)\b")
_CLAUSE: Final = 20  # characters that a clause boundary adds to the distance from a figure
#: Flags of times that are less likely to date a statement, the least likely last.
_LAST: Final = ("cited", "unresolved", "vague", "deadline", "future", "reference")
#: Flags of times that never date a statement.
_NEVER: Final = frozenset({"plan-period", "publication", "update", "recurring", "comparison"})


def period_of(
    span: tuple[int, int], text: str, published: Period | None, at: int | None = None
) -> Mention | None:
    """The time of what is stated at ``text[span[0]:span[1]]``; None when none is mentioned.

    Of several, the first; with ``at``, the offset of a figure, the nearest to it.
    """
    mentions = read_periods(text, published)
    first = bisect_left(mentions, span[0], key=lambda m: m.start)
    last = bisect_left(mentions, span[1], key=lambda m: m.start)

    starts, ends = ((), ()) if at is None else _clause_ends(text[slice(*span)])

    def weight(m: Mention) -> tuple[int, int]:
        rank = max((n for n, flag in enumerate(_LAST, 1) if flag in m.flags), default=0)
        if at is None:
            return rank, 0
        start, end = min(m.end, at), max(m.start, at)
        within = bisect_right(ends, end - span[0]) - bisect_left(starts, start - span[0])
        return rank, max(end - start, 0) + _CLAUSE * max(within, 0)

    return min(
        (
            m
            for m in mentions[first:last]
            if not m.flags & _NEVER
            and m.kind != "duration"
            and ("reports" not in m.flags or "cited" in m.flags)
        ),
        key=weight,
        default=None,
    )
