"""Which words are of one family: *sensibilisées* and *sensibilisation*, *créée* and *création*.

A word has several roots, one for each ending that it may bear. Two words are kin when they share
one. Endings are those of French and English inflection and of the nouns of action; nouns of agents
keep theirs, since an *enquêteur* is no *enquête*. No list of words, nothing learned.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["are_kin", "begins", "begins_any", "roots"]

#: An ending, and what stands in its place in the root; the longest that fit are tried too.
_ENDINGS: Final[tuple[tuple[str, str], ...]] = tuple(
    (ending + plural, root)
    for ending, root in (
        *((e, "") for e in (
            "e ee i ie u ue er ir re ir ant ante ent ation ition ion tion ement issement "
            "ance ence age ure ature a ont ait aient era eront erait eraient ing ed ment t te"
        ).split()),
        ("ification", "ifi"), ("ication", "i"), ("ication", "iqu"), ("ction", ""), ("it", ""),
        ("ite", ""), ("ption", ""), ("ission", "et"), ("ission", ""), ("is", ""), ("ise", ""),
        ("ivi", "i"), ("ivie", "i"), ("ivre", "i"), ("uite", "ui"), ("uivi", "ui"),
        ("uivie", "ui"), ("aux", "al"), ("ale", "al"), ("oiement", "oy"), ("aiement", "ay"),
        ("ement", "er"), ("cement", "c"), ("ussion", "ut"), ("vision", "v"), ("vise", "v"),
        ("lle", "l"), ("nne", "n"), ("ive", "if"), ("nel", ""), ("nelle", ""), ("nalisation", ""),
        ("euse", "eux"), ("y", "ie"), ("ies", "y"),
    )
    for plural in ("", "s")
)  # fmt: skip
_BY_LAST: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    last: tuple(each for each in _ENDINGS if each[0][-1] == last)
    for last in {ending[-1] for ending, _ in _ENDINGS}
}
_SHORTEST: Final = 4
_SHORT_WORD: Final = 5


@lru_cache(maxsize=16384)
def roots(word: str) -> frozenset[str]:
    """The roots that a folded word may have, itself among them."""
    found = {word}
    if len(word) > 2 and word[-1] in "sx":
        found.add(word[:-1])
    least = 3 if len(word) <= _SHORT_WORD + 3 and word.startswith(("cre", "sai")) else _SHORTEST
    for ending, root in _BY_LAST.get(word[-1:], ()):
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)] + root
            if len(stem) >= least:
                found.add(stem)
    return frozenset(found)


@lru_cache(maxsize=65536)
def are_kin(one: str, other: str) -> bool:
    """Whether two folded words are of one family."""
    return one == other or (one[:3] == other[:3] and not roots(one).isdisjoint(roots(other)))


_INFLECTED: Final = frozenset(
    ("", "s", "e", "es", "x", "ee", "ees", "er", "ne", "nes", "le", "les")
)


@lru_cache(maxsize=65536)
def begins(word: str, entry: str) -> bool:
    """Whether a folded word begins as an entry of the lexicon does.

    A stroke at the end of the entry allows only the endings of number, gender and participle.
    """
    beginning, whole, _ = entry.partition("/")
    return word.startswith(beginning) and (not whole or word[len(beginning) :] in _INFLECTED)


@lru_cache(maxsize=16384)
def begins_any(word: str, entries: tuple[str, ...]) -> bool:
    """Whether a folded word begins as any of some entries of the lexicon does."""
    return any(begins(word, each) for each in entries)
