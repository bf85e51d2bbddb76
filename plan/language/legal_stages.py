"""Legislative stage stated by a text: a legal act drafted, adopted, promulgated, in force.

A trigger (*adopté*, *vote*, *promulgation*) takes its organ from the same sentence, and the organ
decides the stage: adopted by the council of ministers is not passed by parliament. Each stage has
its factuality, so that what will be adopted does not count as adopted. Every function accepts any
text and never raises on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from plan.language.lexicon.acts import (
    ACT_ENDINGS,
    ACT_NOUNS,
    ACT_STEMS,
    ORGANS,
    POLICY_NOUNS,
    STILL_TO_COME,
)
from plan.language.modality import Modality, PhraseIndex, read_modality
from plan.language.numbers.numerals import Tokens, tokenise
from plan.language.time.mentions import Mention
from plan.language.time.periods import read_periods
from plan.model.quantities import Period


@dataclass(frozen=True, slots=True)
class Stage:
    """A legislative stage stated by the trigger at ``text[start:end]``.

    Codes: *drafted*; *validated* (by a workshop, or with no organ); *cabinet*; *tabled* (sent to
    an organ, without a decision); *passed* (by parliament or the people); *reviewed* (by a
    constitutional court); *promulgated* (also by publication in the official gazette, which
    proves no more); *in-force*; *rejected*; *withdrawn*; *repealed*; and *adopted*, which lies
    between *cabinet* and *passed*, flagged ``organ-missing``. A vote without its organ is
    *passed* with that flag. Other flags: ``policy`` (a plan or strategy, and no act of law),
    ``subject-missing``, ``gazette``.
    """

    code: str
    organ: str
    start: int
    end: int
    date: Mention | None
    modality: Modality
    flags: frozenset[str] = frozenset()


_ORGANS: Final = PhraseIndex(ORGANS)
#: The stage by kind of trigger and organ, "" without one; a pair without an entry is no stage.
_CODES: Final[dict[str, dict[str, str]]] = {
    "adopt": {
        "": "adopted", "cabinet": "cabinet", "parliament": "passed", "people": "passed",
        "head": "adopted", "workshop": "validated", "court": "reviewed",
    },
    "vote": {"": "passed", "parliament": "passed", "people": "passed"},
    "validate": {
        "": "validated", "workshop": "validated", "cabinet": "cabinet", "parliament": "passed",
        "court": "reviewed", "people": "passed",
    },
    "promulgate": dict.fromkeys(("", "head", "gazette"), "promulgated"),
    "sign": {"head": "promulgated"},
    "draft": dict.fromkeys(("", "cabinet", "workshop", "parliament", "head"), "drafted"),
    "table": {"parliament": "tabled", "cabinet": "tabled"},
    "publish": {"gazette": "promulgated"},
    "force": {"": "in-force"},
    "reject": dict.fromkeys(("", "parliament", "cabinet", "court", "people"), "rejected"),
    "withdraw": dict.fromkeys(("", "cabinet", "parliament"), "withdrawn"),
    "repeal": dict.fromkeys(("", "parliament", "cabinet", "court", "head"), "repealed"),
}  # fmt: skip
_WEAK: Final = frozenset("gouvernement cabinet atelier deputes legislateur parlementaires".split())
_BY: Final = frozenset("par en lors by in at devant au a aux".split())
_NOUN_ENDINGS: Final = ("ion", "ature", "depot", "retrait", "vote", "rejet")
_NO_DATES: Final = frozenset(
    "plan-period reference publication update reports recurring comparison".split()
)
_REACH: Final = 30  # tokens on each side of a trigger in which its subject and organ may be
_CLOSE: Final = 8  # tokens between a bare participle, or a draft, and its noun
_NEAR: Final = 5  # tokens in which a cue governs a participle or a present


class _Trigger(NamedTuple):
    first: int
    stop: int
    kind: str


class _Organ(NamedTuple):
    first: int
    stop: int
    kind: str
    word: str


def _triggers(t: Tokens) -> Iterator[_Trigger]:
    for i, word in enumerate(t.words[: len(t)]):
        kind = next(
            (
                ACT_STEMS[word[:cut]]
                for cut in range(len(word), 2, -1)
                if word[:cut] in ACT_STEMS and word[cut:] in ACT_ENDINGS
            ),
            "",
        )
        if kind == "force":
            lead = t.words[i - 1]
            if lead not in (("en",) if word == "vigueur" else ("in", "into")):
                continue
            first = i - 1
            first -= t.words[i - 2].startswith(("entr", "enter"))
            yield _Trigger(first, i + 1, kind)
        elif kind:
            yield _Trigger(i, i + 1, kind)


def _organs(t: Tokens) -> Iterator[_Organ]:
    i = 0
    while i < len(t):
        if not (words := _ORGANS.at(t, i)):
            i += 1
            continue
        stop, w = i + len(words), t.words
        if w[stop] == "(" and w[stop + 2] == ")":
            stop += 3
        yield _Organ(i, stop, ORGANS[" ".join(words)], words[-1])
        i = stop


def _sentences(t: Tokens) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(len(t)):
        ends = t.words[i] in (".", "!", "?", ";") and t.gap(i + 1)
        if ends or (i and "\n" in t.gap(i) and i > first):
            stop = i + bool(ends)
            yield first, stop
            first = stop
    yield first, len(t)


def _organ(
    t: Tokens, trigger: _Trigger, organs: list[_Organ], before: int, after: int
) -> _Organ | None:
    """The organ of a trigger: the nearest after it, else before it, between its neighbours."""
    codes = _CODES[trigger.kind]
    low, high = (
        bisect_left(organs, at, key=lambda o: o.first)
        for at in (trigger.first - _REACH, trigger.stop + _REACH)
    )
    fitting = [o for o in organs[low:high] if o.kind in codes]
    for organ in fitting:
        led = not _BY.isdisjoint(t.words[max(organ.first - 3, 0) : organ.first])
        strong = led or (organ.word not in _WEAK and organ.kind != "cabinet")
        if trigger.stop <= organ.first < after and strong:
            return organ
    for organ in reversed(fitting):
        near = organ.word not in _WEAK or organ.first > trigger.first - 6
        if before <= organ.first and organ.stop <= trigger.first and near:
            return organ
    return None


def _subject(t: Tokens, trigger: _Trigger) -> tuple[frozenset[str], int] | None:
    """The flags given by the subject of a trigger, and its distance in tokens; None without one."""
    after = _CLOSE if trigger.kind == "draft" else _REACH
    laws, policies = [], []
    for i in range(max(trigger.first - _REACH, 0), min(trigger.stop + after, len(t))):
        word = t.words[i]
        bill = word in ("projet", "proposition")
        if word in ACT_NOUNS and (not bill or t.words[i + 2] in ACT_NOUNS):
            laws.append(abs(i - trigger.first))
        elif word in POLICY_NOUNS or word == "projet":
            policies.append(abs(i - trigger.first))
    if laws:
        return frozenset(), min(laws)
    return (frozenset({"policy"}), min(policies)) if policies else None


def _modality(t: Tokens, trigger: _Trigger) -> Modality:
    """The modality of a trigger, by its own form or by the cue that governs it."""
    place, raw = t.starts[trigger.first], t.said(trigger.first, trigger.first + 1).lower()
    stated = read_modality(t.text, at=place)
    word = t.words[trigger.first]
    cue = bisect_left(t.ends, stated.end, 0, len(t))
    touching = stated.start <= place < stated.end
    near = stated.start < stated.end and 0 <= trigger.first - cue - 1 < _NEAR
    if word.endswith(_NOUN_ENDINGS) and not raw.endswith(("é", "ée", "és", "ées")):
        around = (*t.words[max(trigger.first - 3, 0) : trigger.first], t.words[trigger.stop])
        late = next((w for w in around if w in STILL_TO_COME), None)
        if late and not touching:
            return Modality("hoped", place, t.ends[trigger.first])
        return stated
    if touching or near:
        return stated
    if word.endswith("er") and stated.start == stated.end:
        return Modality("hoped", place, t.ends[trigger.first])
    return stated if word.endswith("er") else Modality("done", place, t.ends[trigger.stop - 1])


def read_stages(text: str, published: Period | None) -> tuple[Stage, ...]:
    """The legislative stages stated in a text, in order.

    ``published`` resolves dates relative to the publication.
    """
    mentions = [m for m in read_periods(text, published) if not m.flags & _NO_DATES]
    t = tokenise(text)
    return tuple(
        stage
        for first, stop in _sentences(t)
        if first < stop
        for stage in _stages(t, first, stop, mentions)
    )


def _stages(t: Tokens, first: int, stop: int, mentions: list[Mention]) -> Iterator[Stage]:
    start, end = t.starts[first], t.ends[stop - 1]
    sentence = tokenise(t.text[start:end])
    triggers = list(_triggers(sentence))
    if not triggers:
        return
    organs = list(_organs(sentence))
    low, high = (bisect_left(mentions, at, key=lambda m: m.start) for at in (start, end))
    used = 0  # the token after the organs and dates of earlier triggers
    for n, trigger in enumerate(triggers):
        before = max(triggers[n - 1].stop, used) if n else 0
        after = triggers[n + 1].first if n + 1 < len(triggers) else len(sentence)
        organ = _organ(sentence, trigger, organs, before, after)
        if organ and organ.first >= trigger.stop:
            used = organ.stop
        code = _CODES[trigger.kind].get(organ.kind if organ else "")
        subject = _subject(sentence, trigger)
        if code is None or (subject is None and (organ is None or organ.kind == "workshop")):
            continue
        stated = _modality(sentence, trigger)
        bare = stated.start == sentence.starts[trigger.first]
        if bare and organ is None and subject and subject[1] > _CLOSE:
            continue  # un plan pour quatre domaines approuvés
        marks = set(subject[0] if subject else {"subject-missing"})
        if code == "adopted" or (trigger.kind == "vote" and organ is None):
            marks.add("organ-missing")
        if organ and organ.kind == "gazette":
            marks.add("gazette")
        spans = (
            start + (sentence.ends[before - 1] if before else 0),
            start + sentence.starts[trigger.first],
            start + sentence.ends[trigger.stop - 1],
            start + (sentence.starts[after] if after < len(sentence) else end - start),
        )
        dated = _date(mentions[low:high], *spans)
        modality = Modality(stated.code, start + stated.start, start + stated.end)
        if dated and dated.start >= spans[2]:
            used = max(used, bisect_left(sentence.ends, dated.end - start) + 1)
        written = sentence.said(organ.first, organ.stop) if organ else ""
        yield Stage(code, written, spans[1], spans[2], dated, modality, frozenset(marks))


def _date(mentions: list[Mention], before: int, start: int, end: int, after: int) -> Mention | None:
    """The date of a trigger: first after it, else last before it, between its neighbours."""
    later = [m for m in mentions if end <= m.start < after]
    earlier = [m for m in mentions if before <= m.start and m.end <= start]
    return later[0] if later else earlier[-1] if earlier else None
