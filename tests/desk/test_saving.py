"""The file is saved whole or not at all, whatever happens meanwhile, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from plan.desk import replacing, saving
from plan.desk.change import Change
from plan.desk.journal import (
    LOOKED_AT,
    Entry,
    digest,
    journal_of,
    pending_of,
    read_end,
    read_journal,
)
from plan.desk.replacing import replaced_files, replaced_label
from plan.desk.saving import (
    UNSAVED_WORDS,
    Stale,
    Unsaved,
    lock_of,
    log_decision,
    record_outside_changes,
    save,
    settle,
)

WHEN = datetime(2025, 6, 30, 12, 0, 0, tzinfo=UTC)
OLD = """\
plan:
  title: {fr: Plan des écoles}  # à revoir
  period: 2024/2026
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
      - {id: "1", name: {fr: Écoles ouvertes}, nature: flow, unit: site}
"""
NEW = OLD.replace("ouvertes", "rouvertes")
NEXT = NEW.replace("rouvertes", "fermées")
ARTICLE = "Dix écoles ont été ouvertes.\n".encode() * 400


def refused(code: str, act: Callable[[], object]) -> Unsaved:
    with pytest.raises(Unsaved) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.sentence == UNSAVED_WORDS[code]
    assert caught.value.sentence.format(**caught.value.arguments)
    return caught.value


def assert_chained(plan: Path) -> tuple[Entry, ...]:
    """Every entry begins where the one before ended; the last is the file; all can be rebuilt."""
    entries = read_journal(plan).entries
    for one, other in pairwise(entries):
        assert one.after == other.before
    for entry in entries:
        assert digest(read_journal(plan).text_after(entry.number).encode()) == entry.after
    assert entries[-1].after == digest(plan.read_bytes())
    return entries


def leftovers(plan: Path) -> list[str]:
    """What is in the folder beside the file, its journal, its lock and its articles.

    The file that was replaced last is kept for a moment, unchanged.
    """
    known = {plan.name, journal_of(plan).name, lock_of(plan).name, "seeds"}
    for kept in replaced_files(plan):
        assert kept.name.startswith(f".{plan.name}.")
        assert kept.name.endswith(f".{replaced_label(kept.read_bytes())}.old")
        known.add(kept.name)
    seeds = plan.parent / "seeds"
    hidden = (
        [each.name for each in seeds.iterdir() if each.name[0] == "."] if seeds.is_dir() else []
    )
    return [each.name for each in plan.parent.iterdir() if each.name not in known] + hidden


# --- Without failures ----------------------------------------------------------------------------


def test_a_change_is_saved_and_recorded_with_author_time_and_reason(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    entry = save(plan, OLD, NEW, Change(WHEN, "awa@example.org", "selon le rapport"))
    assert plan.read_text("utf-8") == NEW
    begin, change = assert_chained(plan)
    assert (begin.kind, begin.text) == ("start", OLD)
    assert change == entry
    assert (change.kind, change.when, change.who) == ("edit", WHEN, "awa@example.org")
    assert (change.why, change.indicators, change.number) == ("selon le rapport", ("1",), 2)
    (made,) = change.changes
    assert made.address == ("axes", 0, "indicators", 0, "name", "fr")
    assert (made.before, made.after) == ("Écoles ouvertes", "Écoles rouvertes")
    assert (change.before, change.after) == (digest(OLD.encode()), digest(NEW.encode()))
    assert leftovers(plan) == []


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(
    plan_file: Callable[..., Path], mark: str, end: str
) -> None:
    old, new = OLD.replace("\n", end), NEW.replace("\n", end)
    plan = plan_file(mark + old)
    save(plan, old, new, Change(WHEN, "awa"))
    assert plan.read_bytes() == (mark + new).encode()
    save(plan, mark + new, mark + old, Change(WHEN, "awa"))
    assert plan.read_bytes() == (mark + old).encode()
    assert_chained(plan)


def test_the_mode_of_the_file_is_kept(plan_file: Callable[..., Path]) -> None:
    plan = plan_file(OLD)
    plan.chmod(0o640)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640


def test_saving_through_a_link_keeps_the_link_and_puts_articles_beside_it(
    plan_file: Callable[..., Path], tmp_path: Path
) -> None:
    real = plan_file(OLD)
    link = tmp_path / "here" / "indicators.yaml"
    link.parent.mkdir()
    link.symlink_to(real)
    save(link, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
    assert link.is_symlink()
    assert real.read_text("utf-8") == NEW
    assert (link.parent / "seeds" / "a.txt").read_bytes() == ARTICLE
    assert [each.kind for each in read_journal(link).entries] == ["start", "edit"]
    real.write_text(NEXT, "utf-8")
    record_outside_changes(link, WHEN)
    assert [each.kind for each in assert_chained(link)] == ["start", "edit", "outside"]


def test_a_file_changed_since_it_was_opened_is_not_overwritten(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(NEXT)
    with pytest.raises(Stale) as caught:
        save(plan, OLD, NEW, Change(WHEN, "awa"))
    assert caught.value.text == NEXT
    assert plan.read_text("utf-8") == NEXT
    assert leftovers(plan) == []
    assert not journal_of(plan).exists()


def test_a_change_of_one_space_makes_the_opened_text_stale(plan_file: Callable[..., Path]) -> None:
    plan = plan_file(OLD + " ")
    with pytest.raises(Stale):
        save(plan, OLD, NEW, Change(WHEN, "awa"))


def test_the_folder_is_flushed_between_replacing_the_file_and_journaling(
    plan_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_file(OLD)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    done: list[str] = []
    names: dict[int, str] = {}
    opened, synced, replaced = os.open, os.fsync, os.replace

    def open_(path: Any, *args: Any, **kwargs: Any) -> int:
        handle = opened(path, *args, **kwargs)
        names[handle] = Path(path).name
        return handle

    def fsync(handle: int) -> None:
        done.append(f"flush {names.get(handle, '?')}")
        synced(handle)

    def replace(one: Any, other: Any) -> None:
        done.append(f"replace {Path(other).name}")
        replaced(one, other)

    def exchange(one: Path, other: Path) -> bool:
        done.append(f"exchange {Path(other).name}")
        return exchanged(one, other)

    exchanged = replacing.exchange
    monkeypatch.setattr(replacing, "exchange", exchange)
    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    save(plan, NEW, NEXT, Change(WHEN, "awa"))
    done = ["flush new" if each.endswith(".new") else each for each in done]
    assert done == [
        f"flush {pending_of(plan).name}", "flush new",
        f"replace {_kept_name(plan, NEW)}", f"exchange {plan.name}",
        f"flush {plan.parent.name}", f"flush {journal_of(plan).name}",
    ]  # fmt: skip


def _kept_name(plan: Path, text: str) -> str:
    """The name of the only file kept that held a text when it was replaced."""
    (name,) = {
        each.name for each in replaced_files(plan)
        if each.name.endswith(f".{replaced_label(text.encode())}.old")
    }  # fmt: skip
    return name


def test_a_file_replaced_twice_with_the_same_text_keeps_both_for_whoever_had_it_open(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "indicators.yaml"
    plan.write_text(OLD, encoding="utf-8")
    now = datetime.now(UTC)
    written = OLD.replace("ouvertes", "peintes")
    with plan.open("r+b") as editor:
        for before, after in ((OLD, NEW), (NEW, OLD), (OLD, NEW)):
            save(plan, before, after, Change(now, "awa"))
        editor.truncate()
        editor.write(written.encode())
    record_outside_changes(plan, now)
    texts = [read_journal(plan).text_after(each.number) for each in read_journal(plan).entries]
    assert written in (*texts, plan.read_text(encoding="utf-8"))


def test_put_back_in_steps_what_is_written_twice_meanwhile_is_all_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "indicators.yaml"
    monkeypatch.setattr(replacing, "exchange", lambda one, other: False)
    plan.write_bytes(b"first")  # an editor, after the saving began
    put_new, rename = replacing.put_new, Path.rename

    def renamed(one: Path, other: Path) -> Path:
        if one == plan and "put back" in done:
            plan.write_bytes(b"second")
        return rename(one, other)

    def put(beside: Path, path: Path) -> None:
        if path == plan and "put back" in done:
            plan.write_bytes(b"third")
        done.append("put back")
        put_new(beside, path)

    done: list[str] = []
    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(replacing, "put_new", put)
    beside = plan.with_name(f".{plan.name}.x.new")
    beside.write_bytes(b"mine")
    with pytest.raises(replacing.Overtaken) as caught:
        replacing.replace(plan, beside, OLD.encode())
    assert plan.read_bytes() == b"third"
    assert caught.value.passing == (b"first", b"second")


# --- Killed at any moment ------------------------------------------------------------------------

KILLER = """\
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from plan.desk import replacing, saving
from plan.desk.change import Change

OLD, NEW, article, kind, folder = sys.argv[1:]
WHEN = datetime(2025, 6, 30, 12, tzinfo=UTC)
CALLS = "open write fsync close replace rename link unlink chmod mkdir ftruncate".split()


def deadly(moment):
    left = moment

    def step():
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrapped(call):
        def counted(*args, **kwargs):
            step()
            return call(*args, **kwargs)
        return counted

    write = os.write

    def torn(handle, data):
        step()
        half = len(data) // 2
        return write(handle, data[:half] if half else data)

    for name in CALLS:
        setattr(os, name, wrapped(getattr(os, name)))
    os.write = torn


def act(plan):
    if kind == "note":
        saving.log_decision(plan, Change(WHEN, "awa", kind="reject", about={"quote": "x"}))
        return
    saving.save(plan, OLD, NEW, Change(WHEN, "awa", "pourquoi"),
                article=("a.txt", article.encode() * 400) if article else None)


for moment in range(1, 1000):
    plan = Path(folder) / str(moment) / "indicators.yaml"
    plan.parent.mkdir()
    plan.write_bytes(OLD.encode())
    if kind != "first":
        saving.record_outside_changes(plan, WHEN)
        plan_journal = plan.with_name("indicators.journal.jsonl")
        with saving._locked(plan):
            saving.settle(plan, OLD, WHEN)
    child = os.fork()
    if child == 0:
        try:
            if kind == "in steps":
                replacing.exchange = lambda one, other: False
            deadly(moment)
            act(plan)
        except BaseException:
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        sys.exit(os.WEXITSTATUS(status))
"""


def killed(folder: Path, old: str, new: str, article: str = "", kind: str = "") -> list[Path]:
    """The plans of as many processes, each killed a step later while it saved; the last was not."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", KILLER, old, new, article, kind, folder],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    plans = [folder / str(n + 1) / "indicators.yaml" for n in range(len(list(folder.iterdir())))]
    assert len(plans) > 12
    return plans


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize("kind", ["first", "further"])
def test_killed_at_any_moment_the_file_is_old_or_new_and_saving_works_again(
    tmp_path: Path, kind: str
) -> None:
    texts = {OLD: 0, NEW: 0}
    plans = killed(tmp_path, OLD, NEW, kind=kind)
    for plan in plans:
        text = plan.read_bytes().decode()
        texts[text] += 1
        assert read_journal(plan).damaged <= 1
        save(plan, text, NEXT, Change(WHEN + timedelta(hours=1), "bakary"))
        entries = assert_chained(plan)
        outcome = [(each.kind, each.who) for each in entries]
        # Who made a change is known once if it was saved, and not named if it was not.
        made = [("edit", "awa")] if text == NEW else []
        assert outcome == [("start", ""), *made, ("edit", "bakary")]
        assert leftovers(plan) == []
    assert min(texts.values()) > 5
    assert plans[-1].read_bytes().decode() == NEXT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_killed_where_names_cannot_be_exchanged_the_file_is_put_back(tmp_path: Path) -> None:
    gone = 0
    for plan in killed(tmp_path, OLD, NEW, kind="in steps"):
        gone += not plan.exists()
        record_outside_changes(plan, WHEN)
        text = plan.read_bytes().decode()
        assert text in (OLD, NEW)
        save(plan, text, NEXT, Change(WHEN + timedelta(hours=1), "bakary"))
        assert [each.who for each in assert_chained(plan)][1:] in (["awa", "bakary"], ["bakary"])
        assert leftovers(plan) == []
    assert gone > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_killed_at_any_moment_an_article_is_whole_or_not_there_at_all(tmp_path: Path) -> None:
    words = ARTICLE[: len(ARTICLE) // 400].decode()
    alone = 0
    for plan in killed(tmp_path, OLD, NEW, words):
        article = plan.parent / "seeds" / "a.txt"
        assert not article.exists() or article.read_bytes() == ARTICLE
        text = plan.read_bytes().decode()
        if text == NEW:
            assert article.exists()
        alone += text == OLD and article.exists()
        save(plan, text, NEXT, Change(WHEN, "bakary"), article=("a.txt", ARTICLE))
        assert article.read_bytes() == ARTICLE
        assert leftovers(plan) == []
        assert_chained(plan)
    assert alone > 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_killed_at_any_moment_an_empty_change_is_recorded_once_at_most(tmp_path: Path) -> None:
    for plan in killed(tmp_path, OLD, OLD):
        save(plan, OLD, NEXT, Change(WHEN, "bakary"))
        assert [each.who for each in assert_chained(plan)].count("awa") <= 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_killed_at_any_moment_a_rejection_is_whole_or_not_there_at_all(tmp_path: Path) -> None:
    entered = 0
    for plan in killed(tmp_path, OLD, OLD, kind="note"):
        assert plan.read_bytes().decode() == OLD
        kinds = [each.kind for each in read_journal(plan).entries]
        assert kinds in (["start"], ["start", "reject"])
        entered += "reject" in kinds
        save(plan, OLD, NEXT, Change(WHEN, "bakary"))
        assert [each.kind for each in assert_chained(plan)] == [*kinds, "edit"]
    assert entered > 2


# --- A full disk, and other refusals at any moment -----------------------------------------------


class Trouble:
    """Makes the nth of the system calls that change a disk fail; half done where it writes."""

    def __init__(self, moment: int, error: int, stays: bool) -> None:
        self.moment, self.error, self.stays, self.count = moment, error, stays, 0

    def __enter__(self) -> Trouble:
        self.patch = pytest.MonkeyPatch()
        for name in ("open", "write", "fsync", "mkdir", "link", "rename", "replace", "chmod"):
            self.patch.setattr(os, name, self.wrapped(name, getattr(os, name)))
        return self

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            folder = getattr(os, "O_DIRECTORY", 0)
            if name == "open" and not (args[1] & os.O_CREAT or args[1] & folder):
                return call(*args, **kwargs)
            self.count += 1
            if self.count == self.moment or (self.stays and self.count > self.moment):
                if name == "write":
                    call(args[0], args[1][: len(args[1]) // 2])
                raise OSError(self.error, os.strerror(self.error))
            return call(*args, **kwargs)

        return counted


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize(
    ("error", "codes"),
    [
        (errno.ENOSPC, {"full"}),
        (errno.EROFS, {"folder"}),
        (errno.EIO, {"failed", "folder"}),
    ],
)
def test_after_any_failure_all_is_saved_or_nothing_and_it_is_reported(
    tmp_path: Path, error: int, codes: set[str], kept: bool, stays: bool
) -> None:
    seen = set()
    for moment in range(1, 1000):
        plan = tmp_path / str(moment) / "indicators.yaml"
        plan.parent.mkdir()
        plan.write_bytes(OLD.encode())
        if kept:
            save(plan, OLD, OLD, Change(WHEN, "hier"))
        with Trouble(moment, error, stays) as trouble:
            try:
                entry: Entry | None = save(
                    plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE)
                )
                seen.add("")
            except Unsaved as outcome:
                entry = None
                seen.add(outcome.code)
        text = plan.read_bytes().decode()
        article = plan.parent / "seeds" / "a.txt"
        assert text == (OLD if entry is None else NEW)
        assert article.exists() == (entry is not None)
        assert read_journal(plan).damaged <= 1
        save(plan, text, NEXT, Change(WHEN, "bakary"), article=("b.txt", ARTICLE))
        made = [each for each in assert_chained(plan) if each.who == "awa"]
        assert len(made) == (entry is not None)
        # An entry without a number is added to the journal by the next save.
        assert all(entry is not None and entry.number in (0, each.number) for each in made)
        assert leftovers(plan) == []
        if trouble.count < moment:
            break
    assert moment > 12
    assert "" in seen
    assert seen - {""} == codes & seen != set()


@pytest.mark.parametrize("stays", [False, True])
def test_a_rejection_on_a_full_disk_is_reported_and_recorded_once_on_retry(
    tmp_path: Path, stays: bool
) -> None:
    rejection = Change(WHEN, "awa", kind="reject", about={"quote": "x"})
    for moment in range(1, 1000):
        plan = tmp_path / str(moment) / "indicators.yaml"
        plan.parent.mkdir()
        plan.write_bytes(OLD.encode())
        with Trouble(moment, errno.ENOSPC, stays) as trouble:
            try:
                log_decision(plan, rejection)
                outcome = False
            except Unsaved as unsaved:
                outcome = True
                code = unsaved.code
        if outcome:
            assert code == "full"
            log_decision(plan, rejection)
        kinds = [each.kind for each in assert_chained(plan)]
        assert kinds.count("reject") == 1
        if trouble.count < moment:
            break
    assert moment > 4


DISK = """\
import sys
from datetime import UTC, datetime
from pathlib import Path
from plan.desk.change import Change
from plan.desk.journal import read_journal
from plan.desk.saving import Unsaved, record_outside_changes, save

WHEN = datetime(2025, 6, 30, 12, tzinfo=UTC)
plan, limit = Path(sys.argv[1]), int(sys.argv[2])
if limit:
    import resource
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
text, outcome = plan.read_bytes().decode(), ""
for n in range(400):
    new = text + f"# ligne {n} de remplissage, jusqu’à ce que rien ne tienne plus\\n"
    try:
        save(plan, text, new, Change(WHEN, "awa"), article=(f"{n}.txt", b"mot " * 500))
    except Unsaved as unsaved:
        outcome = unsaved.code
        break
    text = new
assert plan.read_bytes().decode() == text, "another file"
seeds = sorted((plan.parent / "seeds").iterdir())
assert sorted(int(each.stem) for each in seeds) == list(range(n)), seeds
left = [each.name for each in plan.parent.iterdir() if each.suffix == ".new"]
assert left == [], left
# With room again, what waits to be entered is.
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
for each in seeds:
    each.unlink()
record_outside_changes(plan, WHEN)
journal = read_journal(plan)
assert journal.text_after(journal.entries[-1].number) == text, "another state"
assert [each.who for each in journal.entries] == ["", *["awa"] * n], journal.entries
print(outcome)
"""


def small_disk() -> list[str] | None:
    """A command that runs another with a disk of 96 kB mounted; None where that is not allowed."""
    for ahead in (["unshare", "-rm"], ["unshare", "-m"]):
        mount = "mount -t tmpfs -o size=96k none"
        command = [*ahead, "sh", "-c", f'{mount} "$0" && exec "$@"']
        try:
            done = subprocess.run(
                [*command, "/mnt", "true"], capture_output=True, check=False, timeout=20
            )
        except OSError:
            return None
        if done.returncode == 0:
            return command
    return None


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such limits")
@pytest.mark.parametrize("disk", ["small", "limited"])
def test_a_full_disk_is_reported_and_earlier_saves_are_kept(tmp_path: Path, disk: str) -> None:
    command = small_disk() if disk == "small" else None
    # Where nothing may be mounted, no file may grow longer than that.
    limit = "0" if command else "40000"
    plan = tmp_path / "indicators.yaml"
    begin = (
        f"from pathlib import Path; Path({str(plan)!r}).write_bytes({OLD.encode()!r})\n"
        f"import sys; sys.argv = ['', {str(plan)!r}, {limit!r}]\n"
    )
    done = subprocess.run(
        [*([*command, str(tmp_path)] if command else []), sys.executable, "-c", begin + DISK],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == (["full"] if command else ["failed"])


def test_a_write_protected_file_is_not_changed(plan_file: Callable[..., Path]) -> None:
    plan = plan_file(OLD)
    plan.chmod(0o444)
    refused("read-only", lambda: save(plan, OLD, NEW, Change(WHEN, "awa")))
    assert plan.read_text("utf-8") == OLD
    assert leftovers(plan) == []
    assert not journal_of(plan).exists()


def test_a_missing_or_undecodable_file_is_reported(plan_file: Callable[..., Path]) -> None:
    plan = plan_file("é".encode("latin-1"))
    refused("encoding", lambda: save(plan, OLD, NEW, Change(WHEN, "awa")))
    plan.unlink()
    refused("gone", lambda: save(plan, OLD, NEW, Change(WHEN, "awa")))
    assert not plan.exists()


@pytest.mark.parametrize("again", [False, True])
def test_a_lock_removed_during_a_save_is_reported(
    plan_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    plan = plan_file(OLD)
    flush, done = os.fsync, False

    def taken(handle: int) -> None:
        nonlocal done
        flush(handle)
        if not done:
            lock_of(plan).unlink()
            if again:
                lock_of(plan).touch()
            done = True

    monkeypatch.setattr(os, "fsync", taken)
    refused(
        "lost-lock", lambda: save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", b"mot"))
    )
    monkeypatch.undo()
    assert plan.read_text("utf-8") == OLD
    assert leftovers(plan) == []
    assert not (plan.parent / "seeds" / "a.txt").exists()
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    assert len(assert_chained(plan)) == 2


def test_a_lock_held_by_another_process_times_out_and_is_reported(
    plan_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_file(OLD)
    monkeypatch.setattr(saving._locked.__wrapped__, "__defaults__", (0.05,))  # type: ignore[attr-defined]
    with saving.FileLock(lock_of(plan)):
        refused("busy", lambda: save(plan, OLD, NEW, Change(WHEN, "awa")))
    assert plan.read_text("utf-8") == OLD
    save(plan, OLD, NEW, Change(WHEN, "awa"))


def test_a_change_is_saved_even_if_the_folder_cannot_be_flushed(
    plan_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_file(OLD)
    opened = os.open

    def no_folders(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "no")
        return opened(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", no_folders)
    save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
    assert plan.read_text("utf-8") == NEW
    assert (plan.parent / "seeds" / "a.txt").read_bytes() == ARTICLE
    assert assert_chained(plan)[-1].who == "awa"


# --- Several at once -----------------------------------------------------------------------------

WRITER = """\
import sys
from datetime import UTC, datetime
from pathlib import Path
from plan.desk.change import Change
from plan.desk.saving import Stale, save

plan, who = Path(sys.argv[1]), sys.argv[2]
WHEN = datetime(2025, 6, 30, 12, tzinfo=UTC)
done, stale = 0, 0
text = plan.read_bytes().decode()
print("ready", flush=True)
sys.stdin.readline()
while done < 25 and stale < 10_000:
    try:
        new = text + f"# {who} {done}\\n"
        save(plan, text, new, Change(WHEN, who))
        text, done = new, done + 1
    except Stale as found:
        text, stale = found.text, stale + 1
print(stale)
"""


def test_processes_that_save_at_once_never_write_over_each_other(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    names = ["awa", "bakary", "coumba"]
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, plan, name], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        for name in names
    ]  # fmt: skip
    # All have read the file before the first one saves, so that all but one are refused once.
    for each in running:
        assert each.stdout
        assert each.stdout.readline() == b"ready\n"
    for each in running:
        assert each.stdin
        each.stdin.write(b"\n")
        each.stdin.flush()
    refusals = [int(each.communicate()[0]) for each in running]
    assert [each.returncode for each in running] == [0, 0, 0]
    text = plan.read_text("utf-8")
    assert text.startswith(OLD)
    for name in names:
        made = [line for line in text.splitlines() if line.startswith(f"# {name} ")]
        assert made == [f"# {name} {n}" for n in range(25)]
    entries = assert_chained(plan)
    assert [each.who for each in entries[1:]].count("awa") == 25
    assert len(entries) == 76
    assert sum(refusals) >= 2
    assert read_journal(plan).damaged == 0


def test_threads_that_save_at_once_never_write_over_each_other(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    accepted: list[str] = []

    def work(who: str) -> None:
        text = OLD
        for n in range(8):
            for _ in range(10_000):
                try:
                    new = f"{text}# {who} {n}\n"
                    save(plan, text, new, Change(WHEN, who))
                except Stale as stale:
                    text = stale.text
                else:
                    accepted.append(f"# {who} {n}")
                    text = new
                    break

    threads = [threading.Thread(target=work, args=(who,)) for who in ("awa", "bakary")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(accepted) == 16
    assert plan.read_text("utf-8") == OLD + "".join(f"{line}\n" for line in accepted)
    assert len(assert_chained(plan)) == 17


# --- Articles ------------------------------------------------------------------------------------


def test_an_article_is_written_only_if_its_change_is_saved(plan_file: Callable[..., Path]) -> None:
    plan = plan_file(OLD)
    shutil.rmtree(plan.parent / "seeds")
    save(plan, OLD, NEW, Change(WHEN, "awa", kind="article"), article=("a.txt", ARTICLE))
    assert (plan.parent / "seeds" / "a.txt").read_bytes() == ARTICLE
    assert stat.S_IMODE((plan.parent / "seeds" / "a.txt").stat().st_mode) == 0o644
    with pytest.raises(Stale):
        save(plan, OLD, NEXT, Change(WHEN, "awa"), article=("b.txt", ARTICLE))
    assert [each.name for each in (plan.parent / "seeds").iterdir()] == ["a.txt"]


def test_an_article_is_never_written_over(plan_file: Callable[..., Path]) -> None:
    plan = plan_file(OLD, {"a.txt": "la première"})
    error = refused(
        "exists", lambda: save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", b"x"))
    )
    assert error.arguments == {"path": "a.txt"}
    assert (plan.parent / "seeds" / "a.txt").read_text("utf-8") == "la première"
    assert plan.read_text("utf-8") == OLD
    assert leftovers(plan) == []


def test_an_article_that_is_there_already_stays_when_the_change_fails(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD, {"a.txt": ARTICLE})
    with Trouble(1, errno.ENOSPC, True):
        refused(
            "full", lambda: save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
        )
    assert (plan.parent / "seeds" / "a.txt").read_bytes() == ARTICLE
    save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
    assert plan.read_text("utf-8") == NEW


@pytest.mark.parametrize("trap", ["link", "broken link", "link to the same", "folder", "pipe"])
def test_links_folders_and_pipes_in_place_of_an_article_are_refused(
    plan_file: Callable[..., Path], tmp_path: Path, trap: str
) -> None:
    plan = plan_file(OLD)
    place, outside = plan.parent / "seeds" / "a.txt", tmp_path / "secret"
    outside.write_bytes(ARTICLE if trap == "link to the same" else b"secret")
    before = outside.read_bytes()
    if trap == "folder":
        place.mkdir()
    elif trap == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(outside if trap != "broken link" else tmp_path / "nowhere")
    refused("exists", lambda: save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE)))
    assert outside.read_bytes() == before
    assert not (tmp_path / "nowhere").exists()
    assert plan.read_text("utf-8") == OLD


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/tmp/a.txt", "b/a.txt", "..", ".", "", " ", "a\\b.txt", "a\0.txt", "c:a.txt"],
)
def test_an_article_cannot_leave_the_folder_whatever_its_name(
    plan_file: Callable[..., Path], name: str
) -> None:
    plan = plan_file(OLD)
    refused("failed", lambda: save(plan, OLD, NEW, Change(WHEN, "awa"), article=(name, ARTICLE)))
    assert list((plan.parent / "seeds").iterdir()) == []
    assert not (plan.parent / "a.txt").exists()
    assert plan.read_text("utf-8") == OLD


def test_without_hard_links_an_article_is_written_all_the_same(
    plan_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_file(OLD, {"b.txt": "la première"})

    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", no_links)
    save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
    assert (plan.parent / "seeds" / "a.txt").read_bytes() == ARTICLE
    refused(
        "exists", lambda: save(plan, NEW, NEXT, Change(WHEN, "awa"), article=("b.txt", ARTICLE))
    )
    assert (plan.parent / "seeds" / "b.txt").read_text("utf-8") == "la première"
    assert leftovers(plan) == []


# --- Pending lines and outside changes -----------------------------------------------------------


def test_a_pending_line_of_another_state_is_dropped(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    save(plan, OLD, OLD, Change(WHEN, "hier"))
    entry = saving.entry_between(OLD, NEW, Change(WHEN, "awa"))
    pending_of(plan).write_bytes(saving.as_line(entry))
    plan.write_text(NEXT, "utf-8")
    settle(plan, NEXT, WHEN)
    assert [(e.kind, e.who) for e in assert_chained(plan)][2:] == [("outside", "")]
    assert not pending_of(plan).exists()


@pytest.mark.parametrize("waiting", [b"", b"{", b"\xff\xfe", b"[]", b"{}", b"null"])
def test_an_unreadable_pending_line_is_dropped(
    plan_file: Callable[..., Path], waiting: bytes
) -> None:
    plan = plan_file(OLD)
    pending_of(plan).write_bytes(waiting)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    assert [each.kind for each in assert_chained(plan)] == ["start", "edit"]
    assert leftovers(plan) == []


def test_outside_changes_are_recorded_once_and_only_in_an_existing_journal(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    record_outside_changes(plan, WHEN)
    assert not journal_of(plan).exists()
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    plan.write_text(NEXT, "utf-8")
    os.utime(plan, (0, 86_400))
    record_outside_changes(plan, WHEN)
    record_outside_changes(plan, WHEN)
    *_, outside = assert_chained(plan)
    assert (outside.kind, outside.who, outside.number) == ("outside", "", 3)
    assert outside.when == datetime(1970, 1, 2, tzinfo=UTC)
    assert outside.indicators == ("1",)


def test_recording_outside_changes_ignores_failures(plan_file: Callable[..., Path]) -> None:
    plan = plan_file(OLD)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    plan.unlink()
    record_outside_changes(plan, WHEN)
    plan.write_bytes(b"\xff")
    record_outside_changes(plan, WHEN)
    assert len(read_journal(plan).entries) == 2


def test_after_a_truncated_line_the_next_entry_is_numbered_by_its_line(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    with journal_of(plan).open("ab") as file:
        file.write(b'{"kind":"reje')
    entry = save(plan, NEW, NEXT, Change(WHEN, "bakary"))
    assert entry.number == 4
    assert entry == assert_chained(plan)[-1]
    assert read_journal(plan).damaged == 1
    assert json.loads(journal_of(plan).read_text("utf-8").splitlines()[3])["who"] == "bakary"


def test_a_decision_leaves_the_file_unchanged_and_records_its_digest(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    log_decision(plan, Change(WHEN, "awa", "hors sujet", kind="reject", about={"quote": "x"}))
    assert plan.read_text("utf-8") == OLD
    *_, entry = assert_chained(plan)
    assert (entry.kind, entry.why, entry.before) == ("reject", "hors sujet", entry.after)
    plan.unlink()
    refused("gone", lambda: log_decision(plan, Change(WHEN, "awa", kind="reject")))


# --- Text editors at any moment of a save --------------------------------------------------------

THEIRS = OLD.replace("Plan des écoles", "Plan des collèges")


def by_renaming(plan: Path) -> Iterator[None]:
    """A new file, moved over the old one."""
    beside = plan.with_name("theirs.tmp")
    beside.write_text(THEIRS, "utf-8")
    os.replace(beside, plan)
    yield


def by_moving_away(plan: Path) -> Iterator[None]:
    """The old file moved to another name, and some time later a new one written."""
    os.replace(plan, plan.with_name("theirs.backup"))
    yield
    plan.write_text(THEIRS, "utf-8")
    yield


def in_place(plan: Path) -> Iterator[None]:
    """The file emptied, and some time later filled again."""
    with plan.open("wb", buffering=0) as file:
        yield
        file.write(THEIRS.encode())
    yield


def in_place_late(plan: Path) -> Iterator[None]:
    """The file opened, and some time later written over."""
    with plan.open("r+b", buffering=0) as file:
        yield
        file.write(THEIRS.encode())
        file.truncate()
    yield


class Outsider:
    """Lets a text editor take a step at each given system call of a save."""

    def __init__(self, editor: Iterator[None], moments: Collection[int]) -> None:
        self.editor, self.moments, self.count, self.busy = editor, moments, 0, False
        self.refused = False  # the editor found no file: its user knows that nothing was written

    def __enter__(self) -> Outsider:
        self.patch = pytest.MonkeyPatch()
        for name in "open write fsync close link rename replace chmod unlink stat".split():
            self.patch.setattr(os, name, self.wrapped(getattr(os, name)))
        self.patch.setattr(replacing, "exchange", self.wrapped(replacing.exchange))
        return self

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            if not self.busy:
                self.count += 1
                if self.count in self.moments:
                    self.busy = True
                    try:
                        next(self.editor, None)
                    except FileNotFoundError:
                        self.refused = True
                    self.busy = False
            return call(*args, **kwargs)

        return counted


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "in steps"])
@pytest.mark.parametrize("editor", [by_renaming, by_moving_away, in_place, in_place_late])
def test_what_an_editor_writes_at_any_moment_of_a_save_is_in_the_file_or_a_state(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    editor: Callable[[Path], Iterator[None]],
    exchanging: bool,
) -> None:
    monkeypatch.setattr(saving, "_AWAY_FOR", 0.01)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    if not exchanging:
        monkeypatch.setattr(replacing, "exchange", lambda one, other: False)
    outcomes = {"saved": 0, "stale": 0}
    for begun in range(1, 1000):
        for later in (0, 4):
            plan = tmp_path / f"{begun}-{later}" / "indicators.yaml"
            plan.parent.mkdir()
            plan.write_bytes(OLD.encode())
            steps = editor(plan)
            with Outsider(steps, (begun, begun + later + 1)) as outsider:
                try:
                    save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
                    outcome = "saved"
                except (Stale, Unsaved):
                    outcome = "stale"
            outcomes[outcome] += 1
            for _ in steps:  # the editor ends, whether or not the save was long enough
                pass
            for _ in range(2):
                record_outside_changes(plan, WHEN)
            text = plan.read_bytes().decode()
            journal = read_journal(plan)
            states = [journal.text_after(each.number) for each in journal.entries]
            assert outsider.refused or THEIRS in (text, *states), (begun, later, outcome)
            if outcome == "saved":
                assert NEW in (text, *states)
                assert (plan.parent / "seeds" / "a.txt").exists()
            elif text != NEW:
                assert not (plan.parent / "seeds" / "a.txt").exists()
            if journal.entries:
                assert_chained(plan)
            left = {"theirs.backup", "theirs.tmp"}
            assert set(leftovers(plan)) <= left, (begun, later)
        if outsider.count < begun:
            break
    assert min(outcomes.values()) > 5, outcomes


# --- What is in the way --------------------------------------------------------------------------

TRAPS: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "link": lambda path: path.symlink_to(path.parent / "elsewhere"),
    "loop": lambda path: path.symlink_to(path.name),
    "pipe": os.mkfifo,
    "read-only": lambda path: (path.touch(), path.chmod(0o444)),
}
OURS = {"folder": "is-folder", "link": "link", "loop": "link", "pipe": "no-file",
        "read-only": "read-only"}  # fmt: skip
IN_THE_WAY: dict[str, dict[str, str]] = {
    ".indicators.yaml.lock": OURS,
    "indicators.journal.pending": OURS,
    "indicators.journal.jsonl": {
        "folder": "is-folder", "loop": "loop", "pipe": "no-file", "read-only": "read-only",
    },
    "indicators.yaml": {"folder": "is-folder", "loop": "loop", "pipe": "no-file"},
    "seeds": dict.fromkeys(("link", "loop", "pipe", "read-only"), "no-folder"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "trap", "code"),
    [(name, trap, code) for name, traps in IN_THE_WAY.items() for trap, code in traps.items()],
)
def test_what_is_in_the_way_of_a_save_is_named_and_nothing_is_written(
    tmp_path: Path, name: str, trap: str, code: str
) -> None:
    plan = tmp_path / "indicators.yaml"
    plan.write_bytes(OLD.encode())
    path = tmp_path / name
    path.unlink(missing_ok=True)
    TRAPS[trap](path)
    error = refused(
        code, lambda: save(plan, OLD, NEW, Change(WHEN, "awa"), article=("a.txt", ARTICLE))
    )
    assert error.arguments == {"path": str(path)}
    # The history may have begun, with the file as it is.
    assert {each.name for each in tmp_path.iterdir()} <= {
        plan.name, name, lock_of(plan).name, journal_of(plan).name
    }  # fmt: skip
    assert path == plan or plan.read_bytes() == OLD.encode()
    record_outside_changes(plan, WHEN)


def test_half_of_a_character_is_refused_in_the_text_and_kept_in_a_reason(
    plan_file: Callable[..., Path],
) -> None:
    plan, half = plan_file(OLD), "\ud800"
    refused("half", lambda: save(plan, OLD, NEW + half, Change(WHEN, "awa")))
    refused("half", lambda: save(plan, OLD + half, NEW, Change(WHEN, "awa")))
    assert plan.read_text("utf-8") == OLD
    save(plan, OLD, NEW, Change(WHEN, "awa", f"selon{half}", about={"quote": half}))
    assert assert_chained(plan)[-1].why == f"selon{half}"


# --- Whatever the length of the journal ----------------------------------------------------------


def lengthen(plan: Path, times: int) -> None:
    """Enter changes of the file from NEW to NEXT and back, that many times."""
    away, back = (
        saving.as_line(saving.entry_between(one, other, Change(WHEN, "awa", "x" * 200)))
        for one, other in ((NEW, NEXT), (NEXT, NEW))
    )
    with journal_of(plan).open("ab") as file:
        file.write((away + back) * times)


def test_a_save_reads_the_same_of_a_journal_whatever_its_length(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    lengthen(plan, 400)
    entry = save(plan, NEW, NEXT, Change(WHEN, "bakary"))
    assert (entry.number, entry.text) == (803, NEXT)  # the last whole text is far away
    assert read_end(plan).entries == read_journal(plan).entries[-LOOKED_AT:]
    nearest = read_end(plan, restorable=True)
    assert nearest.text_after(803) == NEXT == read_journal(plan).text_after(803)
    assert read_journal(plan).text_after(802) == NEW
    plan.write_text(OLD, "utf-8")
    record_outside_changes(plan, WHEN)
    last = read_journal(plan).entries[-1]
    assert (last.kind, last.number, last.text) == ("outside", 804, None)
    assert read_journal(plan).texts(last) == (NEXT, OLD)


def test_after_damage_far_back_in_a_journal_states_are_kept_from_the_next_whole_text_on(
    plan_file: Callable[..., Path],
) -> None:
    plan = plan_file(OLD)
    save(plan, OLD, NEW, Change(WHEN, "awa"))
    with journal_of(plan).open("ab") as file:
        file.write(b"{\n")
    lengthen(plan, 200)
    save(plan, NEW, NEXT, Change(WHEN, "bakary"))
    save(plan, NEXT, OLD, Change(WHEN, "bakary"))
    journal = read_journal(plan)
    assert journal.damaged == 1
    assert journal.texts(journal.entries[-1]) == (NEXT, OLD)
