"""The journal beside ``indicators.yaml``: who changed what, when and why, one JSON line a change.

It is only ever added to. Its first line holds the file as it was, every further one what makes the
next state of the last, so that any state can be made again. What was changed in a text editor is
entered as such when it is noticed. It also remembers which proposals were rejected, and why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from plan.edits import Insert, Remove, differences
from plan.merging import Hunk, compare, patched, reversed_hunks
from plan.model import Address
from plan.nodes import look_up
from plan.tree import Refused, Tree, compose

__all__ = [
    "ENTRY_WORDS",
    "Changed",
    "Entry",
    "Journal",
    "Made",
    "as_line",
    "changes_between",
    "digest",
    "entry_between",
    "journal_of",
    "outside_entry",
    "pending_of",
    "read_journal",
    "read_line",
    "with_outside",
]

Kind = Literal["start", "edit", "article", "undo", "outside", "reject", "restore", "commit"]
#: What an entry is, in words; a sentence of the catalogue each.
ENTRY_WORDS: Final[dict[Kind, str]] = {
    "start": "the journal begins",
    "edit": "change",
    "article": "article added",
    "undo": "change undone",
    "outside": "changed outside the dashboard",
    "reject": "proposal rejected",
    "restore": "rejection taken back",
    "commit": "recorded in git",
}


class Made(NamedTuple):
    """What one change did at an address; None where nothing stood, or nothing stands."""

    address: Address
    before: Tree
    after: Tree


class Changed(NamedTuple):
    """What a change did, address by address, and the ids of the indicators that it touched."""

    changes: tuple[Made, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One line of the journal.

    ``patch`` makes the text after the change of the one before it, in characters of the file;
    ``before`` and ``after`` are the SHA-256 of the file's bytes. ``number`` counts lines from 1.
    ``about`` holds what a kind needs: the entry undone, the proposal rejected.
    """

    kind: Kind
    when: datetime
    who: str
    before: str
    after: str
    why: str = ""
    changes: tuple[Made, ...] = ()
    indicators: tuple[str, ...] = ()
    patch: tuple[Hunk, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    number: int = 0


def digest(data: bytes) -> str:
    """By what a state of the file is known: the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def journal_of(plan: Path) -> Path:
    """Where the journal of an indicators file stands."""
    plan = plan.resolve()  # beside the file itself where its name is a link
    return plan.with_name(f"{plan.stem}.journal.jsonl")


def pending_of(plan: Path) -> Path:
    """Where the line of a change waits while the file is being replaced."""
    plan = plan.resolve()
    return plan.with_name(f"{plan.stem}.journal.pending")


# --- An entry and its line -----------------------------------------------------------------------


def entry_between(
    kind: Kind, before: str, after: str, when: datetime, who: str, why: str = "",
    about: Mapping[str, str] | None = None, changed: Changed | None = None,
) -> Entry:  # fmt: skip
    """The entry of a change of the file's text, from what differs, or is known to differ."""
    changes, indicators = changed or changes_between(before, after)
    return Entry(
        kind, when, who, digest(before.encode()), digest(after.encode()), why, changes, indicators,
        compare(before, after), dict(about or {}),
    )  # fmt: skip


def changes_between(before: str, after: str, home: Address = ()) -> Changed:
    """What differs between two texts, address by address, and the ids of the indicators in it.

    With ``home``, the texts are the lines of the one entry at that address. Nothing can be told of
    a text that is no YAML.
    """
    try:
        old, new = compose(before.lstrip("\ufeff"))[0], compose(after.lstrip("\ufeff"))[0]
    except Refused:
        return Changed((), ())
    made: list[Made] = []
    for edit in differences(old, new):
        if isinstance(edit, Insert):
            each = Made(edit.address, None, edit.value)
        elif isinstance(edit, Remove):
            each = Made(edit.address, _at(old, edit.address), None)
        else:
            each = Made(edit.address, _at(old, edit.address), edit.value)
        made.append(each._replace(address=(*home, *each.address[1:])) if home else each)
    whole: list[Tree] = [old, new]
    if home:
        whole = [{"axes": [{"indicators": tree}]} for tree in whole]
    one, other = map(_indicators, whole)
    touched = (name for name in {**one, **other} if one.get(name) != other.get(name))
    return Changed(tuple(made), tuple(touched))


def _at(tree: Tree, address: Address) -> Tree:
    try:
        return look_up(tree, address)
    except LookupError:
        return None


def _indicators(tree: Tree) -> dict[str, list[Tree]]:
    """The entries of each indicator by its id, each with the axis that it stands in."""
    found: dict[str, list[Tree]] = {}
    for axis in _records(tree, "axes"):
        for entry in _records(axis, "indicators"):
            if isinstance(name := entry.get("id"), str):
                found.setdefault(name, []).append([axis.get("id"), entry])
    return found


def _records(tree: Tree, key: str) -> Iterator[dict[str, Tree]]:
    held = tree.get(key) if isinstance(tree, dict) else None
    yield from (each for each in (held if isinstance(held, list) else ()) if isinstance(each, dict))


def as_line(entry: Entry) -> bytes:
    """An entry as its line, with the line break."""
    told: dict[str, Any] = {
        "kind": entry.kind,
        "when": entry.when.isoformat(timespec="seconds"),
        "who": entry.who,
        "why": entry.why,
        "changes": [
            {"address": list(each.address), "before": each.before, "after": each.after}
            for each in entry.changes
        ],
        "indicators": list(entry.indicators),
        "digest": {"before": entry.before, "after": entry.after},
        "patch": [list(hunk) for hunk in entry.patch],
        **({"about": dict(entry.about)} if entry.about else {}),
        **({} if entry.text is None else {"text": entry.text}),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes, number: int) -> Entry | None:
    """The entry of a line; None for one that was not written to its end."""
    try:
        told = json.loads(line)
        text, about = told.get("text"), told.get("about", {})
        entry = Entry(
            told["kind"], datetime.fromisoformat(told["when"]), str(told["who"]),
            str(told["digest"]["before"]), str(told["digest"]["after"]), str(told["why"]),
            tuple(Made(tuple(e["address"]), e["before"], e["after"]) for e in told["changes"]),
            tuple(map(str, told["indicators"])),
            tuple(Hunk(int(at), str(gone), str(put)) for at, gone, put in told["patch"]),
            {str(key): str(each) for key, each in about.items()},
            None if text is None else str(text), number,
        )  # fmt: skip
        return entry if entry.kind in ENTRY_WORDS else None
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


# --- The journal ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Journal:
    """The entries of a journal in their order; ``damaged`` counts lines that cannot be read."""

    entries: tuple[Entry, ...] = ()
    damaged: int = 0

    @property
    def last(self) -> str | None:
        """The digest of the last state that is entered."""
        return self.entries[-1].after if self.entries else None

    def text_after(self, number: int) -> str:
        """The text of the file after an entry. Raises ``LookupError`` where it cannot be made."""
        text: str | None = None
        for entry in self.entries:
            if entry.number > number:
                break
            if entry.text is not None:
                text = entry.text
            elif text is not None:
                try:
                    text = patched(text, entry.patch)
                except ValueError:
                    text = None
        wanted = next((each.after for each in self.entries if each.number == number), None)
        # Half of a pair of surrogates, as a damaged line may hold, is no text of a file.
        if text is None or digest(text.encode(errors="replace")) != wanted:
            raise LookupError(number)
        return text

    def texts(self, entry: Entry) -> tuple[str, str]:
        """The text before and after an entry. Raises ``LookupError`` as ``text_after`` does."""
        after = self.text_after(entry.number)
        return patched(after, reversed_hunks(entry.patch)), after

    def rejected(self) -> dict[tuple[str, str, str], Entry]:
        """The proposals that stand rejected: by article, indicator and quotation."""
        standing: dict[tuple[str, str, str], Entry] = {}
        for entry in self.entries:
            article, indicator, quote = map(entry.about.get, ("article", "indicator", "quote"))
            key = article or "", indicator or "", quote or ""
            if entry.kind == "reject":
                standing[key] = entry
            elif entry.kind == "restore":
                standing.pop(key, None)
        return standing


def read_journal(plan: Path) -> Journal:
    """The journal of an indicators file; an empty one where there is none.

    Raises ``OSError`` for one that cannot be read.
    """
    try:
        lines = journal_of(plan).read_bytes().split(b"\n")
    except FileNotFoundError:
        return Journal()
    found = [read_line(line, n) for n, line in enumerate(lines, 1) if line.strip()]
    entries = tuple(each for each in found if each is not None)
    return Journal(entries, len(found) - len(entries))


def with_outside(journal: Journal, text: str, when: datetime) -> Journal:
    """The journal with what was changed outside since its last entry, as of a text."""
    entry = outside_entry(journal, text, when)
    if entry is None:
        return journal
    return Journal((*journal.entries, entry), journal.damaged)


def outside_entry(journal: Journal, text: str, when: datetime) -> Entry | None:
    """The entry of what was changed outside since the last one; of a new journal its beginning."""
    now = digest(text.encode())
    number = max((each.number for each in journal.entries), default=0) + 1
    begins = Entry("start", when, "", now, now, text=text, number=number)
    if not journal.entries:
        return begins
    try:
        before = journal.text_after(journal.entries[-1].number)
    except LookupError:
        return begins  # the way is lost: it begins anew from here
    if journal.last == now:
        return None
    changed = entry_between("outside", before, text, when, "")
    return Entry(**{**vars(changed), "number": number})
