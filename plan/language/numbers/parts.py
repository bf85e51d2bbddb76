"""Relate parts to totals among figures: *900 élèves, dont 400 filles*, *12 sur 30*.

In: tokens and figures in order. Out: the figures with the index of their total, without ratios. The
words between two figures decide (*dont*, *sur*, *soit*), if measure and size allow it.
"""

from __future__ import annotations

from typing import Final

from plan.language.lexicon.acts import AUXILIARIES
from plan.language.lexicon.numbers import CHANGE_STEMS, PART_MARKS
from plan.language.numbers.numerals import Tokens, phrase_table
from plan.language.numbers.numeric_expressions import Figure, LocatedFigure
from plan.model.quantities import Amount

_PARTS: Final = phrase_table(PART_MARKS)
_BASES: Final = (*range(2, 11), 100, 1000)
#: How the text before a total ends: *12 sur 30*, *12 sur un total de 30*.
_ON: Final = (
    " sur", " sur les", " sur ces", " sur leurs",
    *(f" sur {article}{noun} {of}" for article in ("", "un ", "une ")
      for noun in ("total", "effectif", "ensemble") for of in ("de", "d'")),
)  # fmt: skip
_SENTENCE_ENDS: Final = frozenset(".!?;…")
_OF_THE: Final = ("des", "of the", "out of", "out of the", "de ces")
_LONGEST_GAP: Final = 60  # tokens
_LOOK_BACK: Final = 8  # figures


class _Parts:
    """Parts and their totals, by index, while the figures are read in order.

    ``total_of`` maps a part to its total, ``tentative`` does so if a percentage confirms it;
    ``ratios`` are no figures (*8 femmes sur 10*); ``opened`` is the first figure of the sentence;
    ``total`` is the figure whose parts are being listed, -1 for none, and ``rest`` what they leave.
    """

    def __init__(self, figures: list[Figure]) -> None:
        self.figures = figures
        self.total_of: dict[int, int] = {}
        self.tentative: dict[int, int] = {}
        self.ratios: set[int] = set()
        self.opened = 0
        self.total = -1
        self.rest: Amount = 0

    def start_list(self, k: int) -> None:
        """*dont* before figure k: the nearest figure it can be a part of is the total."""
        near = range(k - 1, max(self.opened, k - _LOOK_BACK) - 1, -1)
        f = self.figures[k]
        self.total = next((n for n in near if _fits(f, self.figures[n])), -1)
        if self.total < 0:
            return
        whole = self.figures[self.total]
        self.rest = whole.high
        if f.measure == "count":
            self.figures[k] = f._replace(measure=whole.measure, currency=whole.currency)

    def list_part(self, k: int) -> None:
        """Add figure k to the list of parts, or end the list."""
        f = self.figures[k]
        if self.total < 0:
            return
        if f.measure == "percent":
            self.total_of[k] = self.total
        elif _fits(f, self.figures[self.total]) and f.low <= self.rest:
            self.total_of[k] = self.total
            self.rest -= f.low
        else:
            self.total = -1

    def divide(self, k: int, lead: list[str]) -> None:
        """*sur* before figure k: it is the total of the one before, or the base of a ratio."""
        f, previous = self.figures[k], self.figures[k - 1] if k > self.opened else None
        self.total = -1
        one = any(word in ("un", "une", "one") for word in lead[-4:-1])
        if f.unit == "" and f.low in _BASES and (one or (previous and previous.unit)):
            self.ratios |= {k} if one else {k - 1, k}
        elif previous and _fits(previous, f):
            same = not previous.unit or f.unit in ("", previous.unit)
            links = self.total_of if same or "total" in lead[-2:] else self.tentative
            links[k - 1] = k

    def share(self, k: int) -> None:
        """The percentage k belongs to the total of the figure before it, or to that figure."""
        if self.tentative.get(k - 2) == k - 1:
            self.total_of[k - 2] = k - 1
        if k - 1 in self.total_of:
            self.total_of[k] = self.total_of[k - 1]
        elif self.is_total_of_previous(k - 1):
            self.total_of[k] = k - 1

    def is_total_of_previous(self, k: int) -> bool:
        """Whether the figure before k is a part of it."""
        return self.total_of.get(k - 1) == k

    def related(self) -> tuple[Figure, ...]:
        """The figures without the ratios, each part with the index of its total."""
        if not self.total_of and not self.ratios:
            return tuple(self.figures)
        kept = [k for k in range(len(self.figures)) if k not in self.ratios]
        place = {old: new for new, old in enumerate(kept)}
        for k, total in self.total_of.items():
            self.figures[k] = self.figures[k]._replace(part_of=place.get(total))
        return tuple(self.figures[k] for k in kept)


def relate(t: Tokens, located: list[LocatedFigure]) -> tuple[Figure, ...]:
    """The figures of a text in order, parts with their totals, without ratios (*8 sur 10*)."""
    if not located:
        return ()
    parts = _Parts([each.figure for each in located])
    for k, here in enumerate(located):
        begin = located[k - 1].stop if k else 0
        gap = t.words[max(begin, here.first - _LONGEST_GAP) : here.first]
        if not k or not _SENTENCE_ENDS.isdisjoint(gap):
            parts.total, parts.opened = -1, k
        _relate_one(t, located, parts, k, gap)
    return parts.related()


def _relate_one(
    t: Tokens, located: list[LocatedFigure], parts: _Parts, k: int, gap: list[str]
) -> None:
    """Relate figure k to those before it by ``gap``, the words between them."""
    f, previous = parts.figures[k], parts.figures[k - 1] if k > parts.opened else None
    phrase, lead = " ".join(gap[-8:]), gap.copy()
    while lead and lead[-1] in ("les", "des", "the"):
        lead.pop()
    if previous and (tuple(lead[-1:]) in _PARTS or tuple(lead[-2:]) in _PARTS):
        parts.start_list(k)
        parts.list_part(k)
    elif f.measure == "count" and f" {phrase}".endswith(_ON):
        parts.divide(k, lead)
    elif (previous and not parts.is_total_of_previous(k - 1)
          and _follows_total(t, located[k - 1], located[k]) and _fits(f, previous)):  # fmt: skip
        if f.unit in ("", previous.unit):
            parts.total_of[k] = k - 1
    elif previous and phrase in _OF_THE:
        if _fits(previous, f) and not previous.unit:
            parts.total_of[k - 1] = k
    elif previous and f.measure == "percent" and _leads_share(lead):
        parts.share(k)
    else:
        if not _continues_list(lead):
            parts.total = -1
        parts.list_part(k)


def _follows_total(t: Tokens, total: LocatedFigure, part: LocatedFigure) -> bool:
    """Whether a figure follows its total: *sur les 300 dossiers, 120 sont clos*."""
    before = " ".join(["", *t.words[max(0, total.first - 5) : total.first]])
    led = before.endswith((*_ON, "of", "of the"))
    listed = "," in t.words[total.stop : part.first]
    return led and part.figure.measure == "count" and listed


def _leads_share(lead: list[str]) -> bool:
    """Whether the words before a percentage make it a share: *soit 40 %*, *(40 %)*."""
    near = lead[-4:]
    return lead == ["("] or (
        "soit" in near and not any(word.startswith(CHANGE_STEMS) for word in near)
    )


def _continues_list(lead: list[str]) -> bool:
    """Whether the words before a figure continue a list of parts."""
    joined = lead[-1:] in ([","], ["et"], ["ou"], ["and"]) and lead[-2:] != [",", "et"]
    return joined and AUXILIARIES.isdisjoint(lead)


def _fits(part: Figure, total: Figure) -> bool:
    """Whether a figure can be a part of another: by measure, and no larger."""
    if part.measure == "percent":
        return total.measure != "percent"
    bare = part.measure == "count" and not part.unit and total.measure == "money"
    return (bare or part.measure == total.measure) and part.low <= total.high
