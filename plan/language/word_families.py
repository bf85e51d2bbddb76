"""Word families by stemming: *sensibilisées* and *sensibilisation*, *créée* and *création*.

A word has several candidate stems, one for each suffix that it may bear; two words are of one
family when they share one. Suffixes are those of French and English inflection and of nouns of
action; agent nouns keep theirs, since an *enquêteur* is no *enquête*. There is no list of words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

#: Suffixes, and what replaces each in the stem.
_SUFFIXES: Final[tuple[tuple[str, str], ...]] = tuple(
    (suffix + plural, replacement)
    for suffix, replacement in (
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
    last: tuple(each for each in _SUFFIXES if each[0][-1] == last)
    for last in {suffix[-1] for suffix, _ in _SUFFIXES}
}
_SHORTEST: Final = 4
_SHORT_WORD: Final = 5


@lru_cache(maxsize=16384)
def stems(word: str) -> frozenset[str]:
    """The candidate stems of a folded word, itself among them."""
    found = {word}
    if len(word) > 2 and word[-1] in "sx":
        found.add(word[:-1])
    least = 3 if len(word) <= _SHORT_WORD + 3 and word.startswith(("cre", "sai")) else _SHORTEST
    for suffix, replacement in _BY_LAST.get(word[-1:], ()):
        if word.endswith(suffix):
            stem = word[: len(word) - len(suffix)] + replacement
            if len(stem) >= least:
                found.add(stem)
    return frozenset(found)


@lru_cache(maxsize=65536)
def same_family(one: str, other: str) -> bool:
    """Whether two folded words are of one family."""
    return one == other or (one[:3] == other[:3] and not stems(one).isdisjoint(stems(other)))


_INFLECTED: Final = frozenset(
    ("", "s", "e", "es", "x", "ee", "ees", "er", "ne", "nes", "le", "les")
)


@lru_cache(maxsize=65536)
def begins(word: str, entry: str) -> bool:
    """Whether a folded word begins as an entry of the lexicon does.

    After a slash at the end of an entry only endings of number, gender and participle may follow.
    """
    beginning, whole, _ = entry.partition("/")
    return word.startswith(beginning) and (not whole or word[len(beginning) :] in _INFLECTED)


@lru_cache(maxsize=16384)
def begins_any(word: str, entries: tuple[str, ...]) -> bool:
    """Whether a folded word begins as one of the entries of the lexicon does."""
    return any(begins(word, each) for each in entries)
