"""Flags of a time range from the words around it: it recurs, dates a law, is a plan's period.

Every row of `CONTEXT_RULES` that holds adds its flag; in `PLAN_RULES` the first that holds decides
whether two years are those of a plan. `tests/language/test_grammar.py` reads the examples of both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from plan.language.lexicon.numbers import CARDINALS
from plan.language.lexicon.time import (
    CITATIONS,
    COMPARED_FIGURES,
    COMPARED_TIMES,
    DATED_PLACES,
    DATED_TEXTS,
    FISCAL_NOUNS,
    PLAN_NOUNS,
    PUBLISHED,
    REPORTS,
    UPDATED,
)
from plan.language.numbers.numerals import OF, Tokens
from plan.language.time.grammar import STOPS, words_before
from plan.language.time.ranges import FRAMES, TimeRange
from plan.model.quantities import Period

DETERMINERS: Final = frozenset("le la l' les ce cet cette ces the this these".split())


class Context(NamedTuple):
    """A range in its sentence.

    ``at``: its first token, or its determiner's; ``before``: the ten words before that, backwards.
    """

    tokens: Tokens
    range: TimeRange
    at: int
    before: list[str]

    def word(self, back: int) -> str:
        """The word ``back`` tokens before the range."""
        return self.tokens.words[self.at - back]

    @property
    def years(self) -> bool:
        """Whether it is a range of years that are stated in digits or words."""
        return self.range.left.unit == "year" and self.range.left.year is not None

    @property
    def absolute(self) -> bool:
        """Whether it states a day or a year."""
        return self.range.right.day is not None or self.years

    @property
    def annual(self) -> bool:
        """Whether it may be a day of every year: *le 30 juillet*."""
        right = self.range.right
        return right.relative and right.shift is None and self.absolute

    @property
    def names_years(self) -> bool:
        """Whether it may be the years of something: *rapports 2022*, but not *en 2022*."""
        alone = not self.range.since and not self.range.until
        return self.years and alone and self.word(1) not in ("en", "in")


def context_of(t: Tokens, e: TimeRange) -> Context:
    """The context of a range."""
    at = e.first - (t.words[e.first - 1] in DETERMINERS)
    return Context(t, e, at, list(words_before(t, at, 10)))


def names_place(c: Context) -> bool:
    """Whether the date is part of a place name: *le stade du 26 mars*."""
    return c.annual and c.word(1) in ("du", "de") and c.word(2) in DATED_PLACES


def _recurring(c: Context) -> bool:
    return c.annual and not _EVERY.isdisjoint(c.before[:6])


def _dates_law(c: Context) -> bool:
    of = c.word(1) in OF and c.absolute and not c.range.joined
    return of and _names_text(c.tokens, c.at - 2)


def _beside_figure(c: Context) -> bool:
    """*contre 250 en 2023*."""
    t = c.tokens
    return any(
        word in COMPARED_FIGURES
        and (t.kinds[c.at - back + 1] == "number" or c.word(back - 1) in CARDINALS)
        for back, word in enumerate(c.before, 1)
    )


def _beside_time(c: Context) -> bool:
    """*par rapport à 2022*."""
    return any(
        word in COMPARED_TIMES and c.word(back - 1) in ("a", "au", "aux", "to", "with")
        for back, word in enumerate(c.before, 1)
    )


def _same_period(c: Context) -> bool:
    return "meme" in c.before[:5] and "periode" in c.before[:4]


def _of_report(c: Context) -> bool:
    named = c.names_years and not REPORTS.isdisjoint(c.before[:5])
    return named and not (_beside_figure(c) or _beside_time(c) or _same_period(c))


def _cited(c: Context) -> bool:
    return _of_report(c) and not CITATIONS.isdisjoint(words_before(c.tokens, c.at, 12))


def _fiscal(c: Context) -> bool:
    return c.names_years and not FISCAL_NOUNS.isdisjoint(c.before[:3])


class ContextRule(NamedTuple):
    """A row of flags from the words before a range; every row that holds adds its flag.

    ``example``: a sentence whose only time has the flag by this row.
    """

    flag: str
    example: str
    holds: Callable[[Context], bool]


_EVERY: Final = frozenset("chaque tous toutes every each".split())
CONTEXT_RULES: Final = (
    ContextRule("recurring", "Chaque 30 juillet.", _recurring),
    ContextRule("reference", "La loi n°2012-023 du 12 juillet 2012.", _dates_law),
    ContextRule("comparison", "Contre 250 en 2023.", _beside_figure),
    ContextRule("comparison", "En hausse par rapport à 2022.", _beside_time),
    ContextRule("comparison", "La même période en 2022.", _same_period),
    ContextRule("reports", "Le rapport annuel 2022.", _of_report),
    ContextRule("cited", "Selon le rapport annuel 2022.", _cited),
    ContextRule("fiscal-year", "L’exercice budgétaire 2024.", _fiscal),
    ContextRule("approximate", "La campagne 2023-2024.", lambda c: _fiscal(c) and c.range.joined),
    ContextRule("publication", "Publié le 3 mars 2025", lambda c: _dates_page(c) == "publication"),
    ContextRule("update", "Mis à jour le 3 mars 2025", lambda c: _dates_page(c) == "update"),
)


def _names_text(t: Tokens, i: int) -> bool:
    """Whether a text of law is named just before: *loi n° 2012-023*, *Constitution*."""
    words = 0
    for at in range(i, max(i - 10, -1), -1):
        if t.words[at] in DATED_TEXTS:
            return True
        words += t.kinds[at] == "word" and len(t.words[at]) > 3
        if words > 2 or t.words[at] in STOPS or "\n" in t.gap(at + 1):
            return False
    return False


_PAGE_WORDS: Final = PUBLISHED | UPDATED


def _dates_page(c: Context) -> str:
    """Which date of the page its line gives: *publication*, *update*, or nothing."""
    t, i = c.tokens, c.at
    if {c.word(1), c.word(2)}.isdisjoint(_PAGE_WORDS | {"jour", "ligne", "on", ":"}):
        return ""
    first = i
    while first > max(i - 30, 0) and "\n" not in t.gap(first):
        first -= 1
    if _PAGE_WORDS.isdisjoint(t.words[first : first + 2]):
        return ""
    near = {t.words[at] for at in range(max(first, i - 5), i)}
    updated = "jour" in near or near & (UPDATED - {"mis", "mise"})
    return "update" if updated else "publication"


# --- The years of plans -------------------------------------------------------------------------


class PlanRule(NamedTuple):
    """A row of the table of years that may be those of a plan; the first that holds decides.

    ``example``: a sentence with two years; ``plan``: the decision. ``holds`` takes the range in its
    sentence, its flags, and the publication.
    """

    name: str
    example: str
    plan: bool
    holds: Callable[[Context, frozenset[str], Period | None], bool]


def _not_two_years(c: Context, _: frozenset[str], __: Period | None) -> bool:
    e = c.range
    return not c.years or not e.joined or e.items > 1 or e.since


def _near_plan(c: Context, _: frozenset[str], __: Period | None) -> bool:
    most = 8 if _is_framed(c) else 40
    return not PLAN_NOUNS.isdisjoint(words_before(c.tokens, c.range.first, most))


def _is_framed(c: Context) -> bool:
    return c.tokens.words[c.range.first] in FRAMES


def _to_come(c: Context, _: frozenset[str], published: Period | None) -> bool:
    return published is not None and (c.range.right.year or 0) > published.end.year


def _measured_period(c: Context, _: frozenset[str], __: Period | None) -> bool:
    return _is_framed(c) or "periode" in words_before(c.tokens, c.range.first, 4)


_OF_OTHERS: Final = frozenset(("fiscal-year", "reports", "comparison"))
PLAN_RULES: Final = (
    PlanRule("no range of years", "Le plan depuis 2020.", False, _not_two_years),
    PlanRule("of a report or an exercise", "L’exercice du plan 2023-2024.", False,
             lambda c, flags, _: bool(flags & _OF_OTHERS)),
    PlanRule("near a plan", "Un plan de 2022 à 2024.", True, _near_plan),
    PlanRule("after the publication", "De 2024 à 2028.", True, _to_come),
    PlanRule("measured period", "De 2022 à 2024.", False, _measured_period),
    PlanRule("years with a hyphen", "L’appui (2022-2024).", True, lambda c, flags, _: True),
)  # fmt: skip


def flags_of(c: Context) -> frozenset[str]:
    """The flags that the context gives."""
    return frozenset(rule.flag for rule in CONTEXT_RULES if rule.holds(c))


def is_plan(c: Context, flags: frozenset[str], published: Period | None) -> bool:
    """Whether the range is the period of a plan, and not when something happened."""
    return next(rule.plan for rule in PLAN_RULES if rule.holds(c, flags, published))
