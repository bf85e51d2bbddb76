"""Factuality (event modality) of a French or English statement: done, announced, hoped, negated.

In: a sentence, and the place of a figure or verb in it. Out: the factuality of that. Cues are
tenses (*ont été assistées*, *sera adoptée*), verbs of intention (*vise à*) and negations; the
nearest cue governs, and words and punctuation that separate clauses add to the distance. Every
function accepts any text and never raises on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from plan.language.lexicon.acts import (
    CONDITIONALS,
    INFINITIVES,
    MODAL_CUES,
    NO_FUTURES,
    NO_INFINITIVES,
    SPEECH_STEMS,
    STRONG_PARTICIPLES,
)
from plan.language.numbers.numerals import Tokens, tokenise


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality of a statement, and the cue at ``text[start:end]`` that expresses it.

    Codes: *done*; *ongoing*; *announced* (a future, a plan, a promise); *hoped* (an aim, a wish, a
    duty); *alleged* (the conditional of hearsay); *negated*. Without a cue the span is empty and
    the code is *done*.
    """

    code: str
    start: int
    end: int


class PhraseIndex(dict[str, tuple[tuple[str, ...], ...]]):
    """Phrases by their first words, the longest first; a space separates their tokens."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Index phrases."""
        super().__init__()
        for words in sorted((tuple(p.split()) for p in phrases), key=len, reverse=True):
            self[words[0]] = (*self.get(words[0], ()), words)

    def at(self, t: Tokens, i: int) -> tuple[str, ...]:
        """The longest phrase at token i, or nothing."""
        for words in self.get(t.words[i], ()):
            if tuple(t.words[i : i + len(words)]) == words:
                return words
        return ()


class _FactualityCue(NamedTuple):
    """A cue at the tokens ``first`` to before ``stop``; ``forward``: governs only what follows."""

    first: int
    stop: int
    code: str
    forward: bool = False


_CUES: Final = PhraseIndex(MODAL_CUES)
_FUTURE: Final = re.compile(
    r"\w*(?:e|[bdfhlnrstv]i|ai|oi|d|v|ett|att|ait|oit|au|clu|r)r(?:a|ont)|ira|iront"
)
_HOPED_TENSE: Final = re.compile(r"\w{2,}(?:er|dr)ai(?:en)?t")
_INFINITIVE: Final = re.compile(r"\w{2,}(?:er|ir)")
_PARTICIPLE: Final = re.compile(r"\w{2,}ée?s?")
_PARTICIPLE_ENDS: Final = ("é", "ée", "és", "ées")
_QUALITY_ENDS: Final = ("té", "tés", "tié", "tiés", "née", "nées")  # santé, liberté, année
_HAVE: Final = frozenset(
    "a ont avait avaient est sont etait etaient fut furent eu has have had was were is are".split()
)
_ENGLISH_PAST: Final = re.compile(r"\w{3,}ed|been|made|held|given|taken|found|built|trained")
_ADVERBS: Final = frozenset(
    (
        "ete deja aussi egalement ainsi tous toutes tout bien depuis enfin notamment encore pu "
        "recemment officiellement largement ensuite donc been also already since"
    ).split()
)
_NOT: Final = frozenset("pas jamais plus point aucun aucune guere rien nullement".split())
_NONE: Final = frozenset("aucun aucune personne rien nul nulle".split())
_ONLY: Final = frozenset("seulement uniquement moins que only".split())
_MEANT: Final = ("prevu", "promis", "annonc", "programm", "planifi", "envisag", "attendu", "engag")
_WANTED: Final = ("souhait", "esper", "demand", "appel", "exhort", "invit", "plaid", "recommand")
_NEED_INFINITIVE: Final = frozenset("compte comptent entend entendent".split())
#: Verbs of change of state: a duty to do them means that they have not happened yet.
_CHANGE_OF_STATE: Final = frozenset(
    "etre ouvrir voir demarrer commencer entrer naitre debuter".split()
)
_ALLOWING: Final = frozenset("permis profite saisi".split())
_ALLOWED: Final = 22  # tokens before *pour* in which such a participle makes the aim a fact
_ARTICLES: Final = frozenset("l' la une cette le un ce sa son d' de leur sans sous par a".split())
#: Distance that a separator of clauses adds.
_SEPARATION: Final = {
    ",": 4, ";": 14, ":": 12, "(": 3, ")": 3, "«": 3, "»": 3, "qui": 6, "dont": 6, "que": 3,
    "qu'": 3, "mais": 8, "et": 3, "and": 3, "but": 8, "tandis": 8, "alors": 6, "which": 6,
}  # fmt: skip
_LONGEST_NEGATION: Final = 6  # tokens from *ne* to *pas*
_FARTHEST: Final = 50  # tokens from a cue to what it may govern
_DENIED: Final = 15  # the greatest distance at which a negation governs
_AFTER: Final = 2  # distance added when a cue follows what it governs


def _infinitive(t: Tokens, i: int) -> bool:
    word = t.words[i]
    ends = _INFINITIVE.fullmatch(word) and word not in NO_INFINITIVES
    return bool(ends) or word in INFINITIVES


def _raw(t: Tokens, i: int) -> str:
    return t.text[t.starts[i] : t.ends[i]]


def _negation(t: Tokens, i: int) -> _FactualityCue | None:
    """*Ne … pas*, *aucune … n'*, *not*."""
    w = t.words
    if w[i] in ("not", "never") and w[i + 1] not in _ONLY:
        return _FactualityCue(i, i + 1, "negated")
    if w[i] in ("jamais", "non") and i + 1 < len(t) and _PARTICIPLE.fullmatch(_raw(t, i + 1)):
        return _FactualityCue(i, i + 2, "negated")  # jamais formés
    if w[i] not in ("ne", "n'"):
        return None
    for at in range(i + 1, min(i + 1 + _LONGEST_NEGATION, len(t))):
        if w[at] in _NOT:
            return None if w[at + 1] in _ONLY else _FactualityCue(i, at + 1, "negated")
        if w[at] in ("que", "qu'", ".", ";"):
            break
    for at in range(i - 1, max(i - 9, -1), -1):
        if w[at] in _NONE:
            return _FactualityCue(at, _verb_end(t, i + 1), "negated")
        if w[at] in (".", ";", "que", "qui"):
            break
    return None


def _verb_end(t: Tokens, i: int) -> int:
    """The token after the verb at token i, its auxiliaries and adverbs included."""
    while i < len(t) and (t.words[i] in _HAVE or t.words[i] in _ADVERBS):
        i += 1
    return min(i + 1, len(t))


def _phrase(t: Tokens, i: int) -> _FactualityCue | None:
    """A verb of intention, of wish or of progress."""
    if not (words := _CUES.at(t, i)):
        return None
    stop, alone = i + len(words), len(words) == 1
    following = t.words[stop]
    if alone and words[0] in _NEED_INFINITIVE and not _infinitive(t, stop):
        return None
    if alone and t.words[i - 1] in _ARTICLES and words[0] not in ("apres", "will"):
        return None  # l'annonce, la demande
    if words[0].startswith("prevu") and following in ("par", "a", "au", "aux", "dans"):
        return None  # prévu par la loi
    code = MODAL_CUES[" ".join(words)]
    if words[0] in ("doit", "doivent") and following in _CHANGE_OF_STATE:
        return _FactualityCue(i, stop + 1, code)  # dix écoles doivent être ouvertes
    return _FactualityCue(i, stop, code, forward=code == "hoped" or words[0] == "apres")


def _tense(t: Tokens, i: int) -> _FactualityCue | None:
    """A future, a conditional, *va* with an infinitive, *pour* with one, a past."""
    w, word = t.words, t.words[i]
    if code := CONDITIONALS.get(word):
        return _FactualityCue(i, i + 1, code)
    if word in ("va", "vont", "pour"):
        at = next((at for at in (i + 1, i + 2) if _infinitive(t, at)), 0)
        if at and word in ("va", "vont"):
            return _FactualityCue(i, at + 1, "announced")
        if at and not _ALLOWING.isdisjoint(w[max(i - _ALLOWED, 0) : i]):
            return _FactualityCue(
                i, at + 1, "done"
            )  # ont permis de sortir de la liste pour être classé
        return _FactualityCue(i, at + 1, "hoped", forward=True) if at else None
    raw = _raw(t, i)
    if i == 0 and raw.endswith(_PARTICIPLE_ENDS) and not raw.endswith(_QUALITY_ENDS):
        return _FactualityCue(i, i + 1, "done")  # Financé par la Suisse, l'outil permettra …
    if raw[:1].islower() and word not in NO_FUTURES:
        reflexive = w[i - 1] in ("se", "s'")  # la session se poursuivra
        speech = word.startswith(SPEECH_STEMS) and not reflexive
        accented = raw.lower().endswith(("éra", "èra", "érait", "éraient"))
        if _FUTURE.fullmatch(word) and not speech and not accented:
            return _FactualityCue(i, i + 1, "announced")
        if _HOPED_TENSE.fullmatch(word) and not speech and not accented:
            return _FactualityCue(i, i + 1, "hoped")
    if word not in _HAVE or raw.lower() in ("à", "á"):
        return None
    at = i + 1
    while at < i + 5 and (w[at] in _ADVERBS or w[at].endswith("ement")):
        at += 1
    participle = _raw(t, at).lower() if at < len(t) else ""
    strong = w[at].startswith(STRONG_PARTICIPLES) and len(w[at]) > 1
    if not (strong or _PARTICIPLE.fullmatch(participle) or _ENGLISH_PAST.fullmatch(participle)):
        return None
    meant = w[at].startswith(_MEANT)
    code = "announced" if meant else "hoped" if w[at].startswith(_WANTED) else "done"
    return _FactualityCue(i, at + 1, code)


def _cues(t: Tokens) -> Iterator[_FactualityCue]:
    i = 0
    while i < len(t):
        if cue := _negation(t, i) or _phrase(t, i) or _tense(t, i):
            yield cue
            i = max(cue.stop, i + 1)
        else:
            i += 1


@lru_cache(maxsize=32)
def _read(sentence: str) -> tuple[Tokens, tuple[_FactualityCue, ...], tuple[int, ...]]:
    """The tokens and cues of a sentence, and the distance of each token from its beginning."""
    t = tokenise(sentence)
    return t, tuple(_cues(t)), clauses(t)


def clauses(t: Tokens) -> tuple[int, ...]:
    """The distance of each token from the first, separators of clauses included."""
    steps = (1 + _SEPARATION.get(word, 0) for word in t.words[: len(t)])
    return tuple(accumulate(steps, initial=0))


def read_modality(
    text: str, start: int = 0, end: int | None = None, at: int | None = None
) -> Modality:
    """Factuality of the sentence at ``text[start:end]``.

    With ``at``, the offset of a figure or a verb in it, the factuality of that; else that of the
    first main verb.
    """
    t, cues, apart = _read(text[start:end])
    if at is None:
        cue = _main(t, cues)
    else:
        cue = _governing(t, cues, apart, bisect_left(t.ends, at - start + 1, 0, len(t)))
    if cue is None:
        return Modality("done", start, start)
    return Modality(cue.code, start + t.starts[cue.first], start + t.ends[cue.stop - 1])


def _main(t: Tokens, cues: tuple[_FactualityCue, ...]) -> _FactualityCue | None:
    """The first cue outside relative clauses and purpose clauses, else the first."""
    for cue in cues:
        relative = {"qui", "dont", "which", "who"} & set(t.words[max(cue.first - 3, 0) : cue.first])
        if not cue.forward and not relative:
            return cue
    return cues[0] if cues else None


def _between(t: Tokens, one: int, other: int) -> list[str]:
    """The words from one token to before the other, whichever comes first."""
    return t.words[min(one, other) : max(one, other)]


def _governing(
    t: Tokens, cues: tuple[_FactualityCue, ...], apart: tuple[int, ...], place: int
) -> _FactualityCue | None:
    """The cue that governs a token, the nearest to it; None when all are far."""

    def distance(cue: _FactualityCue) -> int:
        if cue.first <= place < cue.stop:
            return -1
        if cue.stop <= place:
            return apart[place] - apart[cue.stop]
        return apart[cue.first] - apart[min(place + 1, len(apart) - 1)] + _AFTER

    low = bisect_left(cues, place - _FARTHEST, key=lambda cue: cue.first)
    high = bisect_left(cues, place + _FARTHEST, key=lambda cue: cue.first)
    near = [cue for cue in cues[low:high] if not (cue.forward and cue.first > place)]
    # A cue beyond a semicolon governs only where there is none on this side.
    here = [cue for cue in near if ";" not in _between(t, cue.first, place)]
    found = min(here or near, key=distance, default=None)
    # A negation in one part does not govern the next: *n'y perd pas : il demeure …*
    beyond = found is not None and found.code == "negated" and distance(found) > _DENIED
    return None if beyond else found
