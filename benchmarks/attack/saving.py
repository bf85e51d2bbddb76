"""Attacks on saving: processes killed, text editors that write meanwhile, files damaged anyhow.

Each runs in processes of its own, so that a kill and a hang are what they are elsewhere.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import re
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.attack.finding import Finding, Terms
from benchmarks.generate import make_plan
from plan.desk.change import Change, ChangeSet
from plan.desk.journal import read_journal
from plan.desk.saving import Stale, Unsaved, record_outside_changes, save
from plan.edition.edition import check, load

_ROOT: Final = Path(__file__).parents[2]
_PLANS: Final = (
    _ROOT / "indicators.yaml",
    _ROOT / "tests" / "plans" / "senegal" / "indicators.yaml",
)
_LARGE: Final = 3_000  # indicators
_DAY: Final = date(2026, 6, 30)
_CHANGE: Final = Change(datetime(2026, 6, 30, tzinfo=UTC), "awa", change_set=ChangeSet((), ()))
#: The longest a check of a damaged file may take, in seconds.
_LONGEST_CHECK: Final = 5.0


def attack(terms: Terms) -> Iterator[Finding]:
    """Kill, race and damage; see the functions of each."""
    large = make_plan(terms.folder / "large", _LARGE, terms.seed).path
    for name, plan, full in (
        ("our plan", _PLANS[0], 950),
        (f"{_LARGE:,} indicators", large, 50),  # each takes seconds
    ):
        text = plan.read_text("utf-8")
        yield kills(terms, name, text, terms.count(full))
        for editor in EDITORS:
            yield races(terms, name, text, editor, terms.count(full))
    yield damages(terms, terms.count(10_000))


# --- Kills ---------------------------------------------------------------------------------------


def kills(terms: Terms, name: str, text: str, tried: int) -> Finding:
    """A process that saves is killed at a random moment: the file is whole, saving goes on."""
    dice, failed, saved = terms.random(), 0, 0
    plan = _fresh(terms.folder / "kills", text)
    longest = _time_of_a_save(plan)
    for n in range(tried):
        now = plan.read_bytes().decode()
        new = f"{now}# {n}\n"
        child = _fork(partial(save, plan, now, new, _CHANGE))
        time.sleep(dice.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = plan.read_bytes().decode()
        saved += found == new
        failed += not (found in (now, new) and _goes_on(plan, found))
    measured = f"{saved} saved before they were killed"
    return Finding(f"a save killed, {name}", tried, failed, measured)


def _goes_on(plan: Path, text: str) -> bool:
    """Whether another change can be saved, and the state before it restored."""
    try:
        entry = save(plan, text, text.removesuffix("\n") + " \n", _CHANGE)
        return read_journal(plan).texts(entry)[0] == text
    except (Stale, Unsaved, LookupError):
        return False


# --- Races ---------------------------------------------------------------------------------------


def _by_renaming(plan: Path, text: bytes) -> None:
    beside = plan.with_name("theirs.tmp")
    beside.write_bytes(text)
    os.replace(beside, plan)


def _by_moving_away(plan: Path, text: bytes) -> None:
    os.replace(plan, plan.with_name("theirs.backup"))
    plan.write_bytes(text)


def _in_place(plan: Path, text: bytes) -> None:
    plan.write_bytes(text)


#: How text editors write a file.
EDITORS: Final[dict[str, Callable[[Path, bytes], None]]] = {
    "renaming": _by_renaming,
    "moving the old file away": _by_moving_away,
    "writing in place": _in_place,
}


def races(terms: Terms, name: str, text: str, editor: str, tried: int) -> Finding:
    """An editor writes at a random moment of a save: both texts are the file's or a state of it."""
    dice, lost, stale = terms.random(), 0, 0
    plan = _fresh(terms.folder / "races", text)
    longest = _time_of_a_save(plan)
    for n in range(tried):
        for left in plan.parent.iterdir():  # a short journal, so that reading it costs no time
            if left.is_file():
                left.unlink()
        plan.write_text(text, "utf-8")
        theirs, mine = f"# {n}\n{text}", f"{text}# {n}\n"
        wait = dice.random() * longest
        begun = time.perf_counter() + 0.01
        child = _fork(partial(_write_at, begun + wait, EDITORS[editor], plan, theirs.encode()))
        _wait_until(begun)
        try:
            save(plan, text, mine, _CHANGE)
            outcome = True
        except (Stale, Unsaved):
            outcome = False
        os.waitpid(child, 0)
        later = replace(_CHANGE, when=datetime.now(UTC))
        record_outside_changes(plan, later.when)
        stale += not outcome
        states = {plan.read_bytes().decode(), *_states(plan)}
        lost += theirs not in states or (outcome and mine not in states)
    return Finding(f"an editor {editor} during a save, {name}", tried, lost, f"{stale} refused")


def _write_at(moment: float, write: Callable[[Path, bytes], None], plan: Path, text: bytes) -> None:
    _wait_until(moment)
    write(plan, text)


def _wait_until(moment: float) -> None:
    while time.perf_counter() < moment:
        pass


def _states(plan: Path) -> Iterator[str]:
    journal = read_journal(plan)
    for entry in journal.entries:
        with contextlib.suppress(LookupError):
            yield journal.text_after(entry.number)


# --- Damage --------------------------------------------------------------------------------------


def damages(terms: Terms, tried: int) -> Finding:
    """A plan damaged in bytes, lines or values is checked without a failure, in a short time."""
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        works = ((terms.seed + n, n % len(_PLANS)) for n in range(tried))
        outcomes = pool.imap_unordered(check_damaged, works, chunksize=20)
        found = [(seconds, fault) for seconds, fault in outcomes]
    failed = [fault for seconds, fault in found if fault or seconds > _LONGEST_CHECK]
    slowest = max(seconds for seconds, _ in found)
    measured = f"slowest {slowest:.2f} s{''.join(f'; {each}' for each in failed[:3])}"
    return Finding("a damaged plan checked", tried, len(failed), measured)


def check_damaged(work: tuple[int, int]) -> tuple[float, str]:
    """Check a plan damaged at random; the seconds, and what went wrong: empty for nothing.

    ``work`` is a seed and which of the plans.
    """
    seed, which = work
    path = _PLANS[which]
    data = damaged(path.read_bytes(), random.Random(seed))
    place = path.with_name("indicators.yaml")
    begun = time.perf_counter()
    fault = ""
    try:
        _check(place, data)
    except Exception as error:
        fault = f"seed {seed} of {path.parent.name}: {error!r}"[:200]
    return time.perf_counter() - begun, fault


def _check(path: Path, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / path.name
        plan.write_bytes(data)
        (plan.parent / "seeds").symlink_to(path.parent / "seeds")
        edition = load(plan)
        for problem in check(edition, _DAY):
            edition.reading.place_of(problem)


_VALUES: Final = (
    b"", b"null", b"[]", b"{}", b"-1", b"1e999", b"0", b"../..", b"2026-02-30", b"9999-12-31/..",
    b"&a", b"*a", b"!!python/object", b"'", b'"\\ud800"', b"? ", b"<<: {}", b"\xf0\x9f\x98\x80",
    b"9" * 400, b"[" * 40, b"1_000", b"\xe2\x80\xae", b"|", b"%YAML 1.1", b"---", b"\t", b"\0",
)  # fmt: skip


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Bytes with one to three of them, of their lines or of their values changed."""
    for _ in range(dice.choice((1, 1, 2, 3))):
        lines = data.split(b"\n")
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        how = dice.randrange(8)
        if how == 0:
            place = dice.randrange(len(data) + 1)
            data = data[:place] + bytes([dice.randrange(256)]) + data[place + dice.randrange(2) :]
            continue
        if how == 1:
            data = data[: dice.randrange(len(data) + 1)]
            continue
        if how == 2:
            del lines[at]
        elif how == 3:
            lines.insert(other, lines[at])
        elif how == 4:
            lines[at], lines[other] = lines[other], lines[at]
        elif how == 5:
            lines[at] = b" " * dice.randrange(12) + lines[at].lstrip()
        elif found := re.search(rb"[:-] ", lines[at]):
            lines[at] = lines[at][: found.end()] + dice.choice(_VALUES)
        data = b"\n".join(lines)
    return data


# --- Processes -----------------------------------------------------------------------------------


def _fresh(folder: Path, text: str) -> Path:
    """A plan in a new folder."""
    folder = folder / os.urandom(4).hex()
    (folder / "seeds").mkdir(parents=True)
    plan = folder / "indicators.yaml"
    plan.write_text(text, "utf-8")
    return plan


def _time_of_a_save(plan: Path) -> float:
    """How long a save of a plan takes, in seconds; the file is restored, without a journal."""
    text = plan.read_text("utf-8")
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        save(plan, text, text + "#\n", _CHANGE)
        times.append(time.perf_counter() - begun)
        save(plan, text + "#\n", text, _CHANGE)
    return max(times)


def _fork(act: Callable[[], object]) -> int:
    """A process that does one thing; its id."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return child
