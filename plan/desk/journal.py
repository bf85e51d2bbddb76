"""The journal beside ``indicators.yaml``: who changed what, when and why, one JSON line a change.

It is append-only. Its first line holds the text of the file, every further line a patch of the
previous state, so that any state can be restored; now and then a line holds the whole text again,
so that a state is near one. What was changed in a text editor is entered as such when it is
noticed. The journal also holds which proposals were rejected, and why.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from plan.desk.change import Change, EntryKind, ValueChange, changes_between
from plan.desk.disk import real_path
from plan.file.merging import Hunk, hunks_between, patched, reversed_hunks

#: The kinds of entries, in words; each a sentence of the catalogue.
ENTRY_WORDS: Final[dict[EntryKind, str]] = {
    "start": "start of the history",
    "edit": "change",
    "article": "article added",
    "undo": "change undone",
    "outside": "changed outside the dashboard",
    "reject": "proposal rejected",
    "restore": "proposal restored",
    "commit": "recorded in git",
}


#: In how many of the last entries, at most, damage is looked for before another one is added.
LOOKED_AT: Final = 10
_READ_AT_ONCE: Final = 1 << 15  # bytes
#: A whole text is entered where there was none in as many bytes, or in as many as it is long.
_NEAR: Final = 1 << 17
#: How a line begins that holds its number.
_NUMBER: Final = re.compile(rb'\{"number":(\d{1,9}),')
#: How a whole text begins in a line: inside a string the quotation marks would be escaped.
_TEXT: Final = b',"text":"'


@dataclass(frozen=True)
class Entry:
    """One line of the journal.

    ``patch`` turns the text before the change into the text after it, positions in characters;
    ``before`` and ``after`` are the SHA-256 of the file's bytes in hexadecimal. ``about`` holds
    what a kind needs: the entry undone, the proposal rejected. ``text`` is the whole text after the
    change, in the first line and now and then in another. ``number`` counts lines from 1; 0 is an
    entry that is not in the journal yet.
    """

    kind: EntryKind
    when: datetime
    who: str
    before: str
    after: str
    why: str = ""
    changes: tuple[ValueChange, ...] = ()
    indicators: tuple[str, ...] = ()
    patch: tuple[Hunk, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    number: int = 0


def digest(data: bytes) -> str:
    """What identifies a state of the file: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def journal_of(plan: Path) -> Path:
    """The path of the journal of an indicators file."""
    plan = real_path(plan)  # beside the file itself where its name is a link
    return plan.with_name(f"{plan.stem}.journal.jsonl")


def pending_of(plan: Path) -> Path:
    """The path of the pending line: that of a change while the file is being replaced."""
    plan = real_path(plan)
    return plan.with_name(f"{plan.stem}.journal.pending")


# --- An entry and its line -----------------------------------------------------------------------


def entry_between(before: str, after: str, change: Change) -> Entry:
    """The entry of a change that turns one text of the file into another; without a number.

    The texts of a decision, such as a rejection, are the same.
    """
    changes, indicators = change.change_set or changes_between(before, after)
    return Entry(
        change.kind, change.when, change.who, digest(before.encode()), digest(after.encode()),
        change.why, changes, indicators, hunks_between(before, after), dict(change.about),
    )  # fmt: skip


def as_line(entry: Entry) -> bytes:
    """An entry as its line, with the line break."""
    values: dict[str, Any] = {
        **({"number": entry.number} if entry.number else {}),
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
    line = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        return line.encode() + b"\n"
    except UnicodeEncodeError:  # half of a pair of surrogates, which JSON can only escape
        return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes, number: int) -> Entry | None:
    """The entry of a line; None for one that is incomplete or of another form."""
    try:
        values = json.loads(line)
        text, about = values.get("text"), values.get("about", {})
        entry = Entry(
            values["kind"], datetime.fromisoformat(values["when"]), str(values["who"]),
            str(values["digest"]["before"]), str(values["digest"]["after"]), str(values["why"]),
            tuple(
                ValueChange(tuple(each["address"]), each["before"], each["after"])
                for each in values["changes"]
            ),
            tuple(map(str, values["indicators"])),
            tuple(Hunk(int(at), str(gone), str(put)) for at, gone, put in values["patch"]),
            {str(key): str(each) for key, each in about.items()},
            None if text is None else str(text), number,
        )  # fmt: skip
        return entry if entry.kind in ENTRY_WORDS else None
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


# --- The journal ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Journal:
    """The entries of a journal in their order; ``damaged`` counts lines that cannot be read.

    ``lines`` is the number of its last line.
    """

    entries: tuple[Entry, ...] = ()
    damaged: int = 0
    lines: int = 0

    def followed_by(self, entry: Entry) -> Journal:
        """The journal with one more line, of an entry."""
        number = self.lines + 1
        return Journal((*self.entries, replace(entry, number=number)), self.damaged, number)

    @property
    def last(self) -> str | None:
        """The digest of the last state in the journal."""
        return self.entries[-1].after if self.entries else None

    def text_after(self, number: int) -> str:
        """The text of the file after an entry. Raises ``LookupError`` where it is lost."""
        chain: list[Entry] = []
        for entry in reversed(self.entries):
            if entry.number == number or chain:
                chain.append(entry)
            if chain and entry.text is not None:
                break
        if not chain or (text := chain[-1].text) is None:
            raise LookupError(number)
        try:
            for entry in reversed(chain[:-1]):
                text = patched(text, entry.patch)
        except ValueError:
            raise LookupError(number) from None
        # A damaged line may hold half a surrogate pair, which no file can.
        if digest(text.encode(errors="replace")) != chain[0].after:
            raise LookupError(number)
        return text

    def texts(self, entry: Entry) -> tuple[str, str]:
        """The text before and after an entry. Raises ``LookupError`` as ``text_after`` does."""
        after = self.text_after(entry.number)
        return patched(after, reversed_hunks(entry.patch)), after

    def rejected(self) -> dict[tuple[str, str, str], Entry]:
        """The proposals that are rejected, by article, indicator and quotation."""
        rejected: dict[tuple[str, str, str], Entry] = {}
        for entry in self.entries:
            article, indicator, quote = map(entry.about.get, ("article", "indicator", "quote"))
            key = article or "", indicator or "", quote or ""
            if entry.kind == "reject":
                rejected[key] = entry
            elif entry.kind == "restore":
                rejected.pop(key, None)
        return rejected


def read_journal(plan: Path) -> Journal:
    """The journal of an indicators file; empty where there is none. Raises ``OSError``."""
    try:
        with _opened(plan) as file:
            lines = file.read().split(b"\n")
    except FileNotFoundError:
        return Journal()
    return _journal_of(lines, 1)


def _opened(plan: Path) -> BinaryIO:
    """The journal, opened. Raises ``OSError``."""
    path = journal_of(plan)
    if path.exists() and not path.is_file():  # opening a pipe would wait for somebody to write
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.open("rb")


def _journal_of(lines: Sequence[bytes], first: int) -> Journal:
    """The journal of some lines; ``first`` is the number of the first one."""
    found = [read_line(line, n) for n, line in enumerate(lines, first) if line.strip()]
    entries = tuple(each for each in found if each is not None)
    last = first + len(lines) - (1 if lines[-1] else 2)
    return Journal(entries, len(found) - len(entries), last)


def read_end(plan: Path, restorable: bool = False) -> Journal:
    """The last entries of a journal, at the same cost whatever its length.

    With ``restorable``, all from the last whole text on. Raises ``OSError``.
    """
    try:
        file = _opened(plan)
    except FileNotFoundError:
        return Journal()
    with file:
        size, read = file.seek(0, os.SEEK_END), _READ_AT_ONCE
        while True:
            start = max(0, size - read)
            file.seek(start)
            data = file.read(size - start)
            # The line in which the piece begins is not whole.
            first = data.find(b"\n") + 1 if start else 0
            if not start or (first and (
                data.find(_TEXT, first) >= 0 if restorable
                else data.count(b"\n", first)
            )):  # fmt: skip
                break
            read *= 4
        lines = data[first:].split(b"\n")
        known = ((n, _NUMBER.match(line)) for n, line in reversed([*enumerate(lines)]))
        number = next((int(found[1]) - n for n, found in known if found), 0)
        if number < 1:  # a journal of lines without numbers, as they were once
            file.seek(0)
            number = file.read(start).count(b"\n") + data.count(b"\n", 0, first) + 1
    skipped = 0 if restorable else max(0, len(lines) - LOOKED_AT - 1)
    return _journal_of(lines[skipped:], number + skipped)


def to_enter(plan: Path, entry: Entry, text: str) -> Entry:
    """An entry as it is to be entered: with the whole text after it where none is near.

    Whole texts take as much of the journal as all else. Raises ``OSError``.
    """
    near = max(len(text), _NEAR)
    try:
        with _opened(plan) as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - near))
            if _TEXT in file.read():
                return entry
    except FileNotFoundError:
        pass
    return replace(entry, text=text)


def with_outside(journal: Journal, text: str, when: datetime) -> Journal:
    """The journal with what was changed outside since its last entry, as of a text."""
    entry = outside_entry(journal, text, when)
    if entry is None:
        return journal
    return journal.followed_by(entry)


def outside_entry(journal: Journal, text: str, when: datetime) -> Entry | None:
    """The entry of what was changed outside since the last one, or of the start of a journal.

    None where nothing was changed.
    """
    now = digest(text.encode())
    number = journal.lines + 1
    start = Entry("start", when, "", now, now, text=text, number=number)
    if not journal.entries:
        return start
    recent = journal.entries[-LOOKED_AT:]
    if journal.last == now and all(each.text is None for each in recent):
        return None  # to restore the state would cost the more, the longer the journal is
    try:
        before = journal.text_after(journal.entries[-1].number)
    except LookupError:
        return start  # the states before are lost: the journal starts again from here
    if journal.last == now:
        return None
    entry = entry_between(before, text, Change(when, "", kind="outside"))
    return replace(entry, number=number)
