"""One measurement in a process of its own: ``python -m benchmarks.once WHAT FILE``.

In: the name of a work and the file of a plan. Out: JSON, times in seconds of processor time, which
other load on the machine disturbs less than wall-clock time.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from math import log
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.generate import TODAY
from benchmarks.rounds import Samples, rounds


def safe_load(path: Path) -> dict[str, Any]:
    """The floor of ``check``: PyYAML's C loader."""
    import yaml

    begun = process_time()
    yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {"seconds": process_time() - begun}


def safe_load_without_collector(path: Path) -> dict[str, Any]:
    """The same without the garbage collector, which ``check`` switches off while it loads."""
    gc.disable()
    return safe_load(path)


def check(path: Path) -> dict[str, Any]:
    """A first check: read, open the articles, find the passages, apply the rules."""
    from plan.edition.edition import check, load

    begun = process_time()
    edition = load(path)
    loaded = process_time()
    problems = check(edition, TODAY)
    done = process_time()
    if edition.plan is None:
        raise AssertionError(f"the plan has errors, the first: {problems[0]}")
    return {
        "seconds": done - begun,
        "load": loaded - begun,
        "rules": done - loaded,
        "problems": len(problems),
        "peak_mib": _peak_mib(),
    }


def _peak_mib() -> float:
    """The peak memory of this process in MiB; outside Linux it may be that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def recheck(path: Path) -> dict[str, Any]:
    """A check after one edit in the middle of the file, with a first check.

    Raises ``AssertionError`` unless reading again gives the same as reading anew. The file is
    restored.
    """
    from plan.edition.edition import check, load

    begun = process_time()
    first = load(path)
    check(first, TODAY)
    whole = process_time() - begun
    text = path.read_text(encoding="utf-8")
    at = text.index("exactly: ", len(text) // 2) + len("exactly: ")
    try:
        path.write_text(f"{text[:at]}9{text[at:]}", encoding="utf-8")
        begun = process_time()
        again = load(path, first)
        problems = check(again, TODAY)
        seconds = process_time() - begun
        fresh = load(path)
        if again.plan != fresh.plan or problems != check(fresh, TODAY):
            raise AssertionError("reading again differs from reading anew")
    finally:
        path.write_text(text, encoding="utf-8")
    return {"seconds": seconds, "first": whole}


def journal(path: Path) -> dict[str, Any]:
    """Saving a change with 10 entries in the journal and with 10,000, in turns.

    The samples are seconds of processor time. The file is restored, without a journal.
    """
    from plan.desk.change import Change, ChangeSet
    from plan.desk.journal import as_line, entry_between, journal_of, read_journal
    from plan.desk.saving import lock_of, record_outside_changes, save

    when = datetime(2026, 6, 30, tzinfo=UTC)
    change = Change(when, "awa", "Mise à jour de la valeur", change_set=ChangeSet((), ()))
    data = path.read_bytes()
    texts = data.decode(), data.decode().replace("nature: flow", "nature: stock", 1)
    pair = [entry_between(*turn, change) for turn in (texts, texts[::-1])]
    samples: dict[str, list[float]] = {"10": [], "10000": []}
    try:
        for entries in map(int, list(samples) * 6):
            journal_of(path).unlink(missing_ok=True)
            save(path, *texts, change)
            save(path, *texts[::-1], change)
            with journal_of(path).open("ab") as file:
                for number in range(4, entries):
                    entry = replace(pair[number % 2], number=number)
                    if number % 1000 == 999 or number == entries - 100:  # whole texts now and then
                        entry = replace(entry, text=texts[1 - number % 2])
                    file.write(as_line(entry))
                file.flush()
                os.fsync(file)  # not at the expense of the save
            begun = process_time()
            save(path, *texts, change)
            samples[str(entries)].append(process_time() - begun)
            if read_journal(path).text_after(entries) != texts[1]:
                raise AssertionError("the journal does not hold the change")
            save(path, *texts[::-1], change)
    finally:
        path.write_bytes(data)
        record_outside_changes(path, datetime.now(UTC).replace(year=2020))
        for left in (journal_of(path), lock_of(path)):
            left.unlink(missing_ok=True)
    return {"samples": samples}


def edit(path: Path) -> dict[str, Any]:
    """A change of one entry reviewed and saved, with a first check of the file.

    The file is restored, without a journal.
    """
    from plan.desk.change import Change
    from plan.desk.journal import journal_of
    from plan.desk.records import indicator_address, put_record, record_at
    from plan.desk.saving import lock_of, save
    from plan.edition.edition import check, load

    begun = process_time()
    first = load(path)
    check(first, TODAY)
    whole = process_time() - begun
    plan = first.plan
    assert plan is not None
    name = list(plan.indicator)[len(plan.indicator) // 2]
    data = path.read_bytes()
    begun = process_time()
    at = indicator_address(first, name)
    entry = record_at(first, at)
    assert isinstance(entry, dict)
    revision = put_record(first, at, {**entry, "responsible": "Le Comité"})
    revision.new_problems(TODAY)
    reviewed = process_time() - begun
    begun = process_time()
    try:
        when = datetime(2026, 6, 30, tzinfo=UTC)
        save(
            path,
            revision.opened,
            revision.text,
            Change(when, "awa", change_set=revision.change_set),
        )
        saved = process_time() - begun
        changed = load(path).plan
        if changed is None or changed.indicator[name].responsible is None:
            raise AssertionError("the file does not have the change")
    finally:
        path.write_bytes(data)
        for left in (journal_of(path), lock_of(path)):
            left.unlink(missing_ok=True)
    return {"reviewed": reviewed, "saved": saved, "first": whole}


def progress(path: Path) -> dict[str, Any]:
    """Every indicator without conflicts assessed, with the same arithmetic on bare numbers."""
    from benchmarks.floors import bare, numbers_of
    from plan.edition.edition import load
    from plan.method.assessment import assess

    edition = load(path)
    plan = edition.plan
    assert plan is not None
    frame = plan.head.period
    chosen = []
    for _, _, indicator in plan.indicators():
        dossier = edition.dossiers[indicator.id]
        each = assess(indicator, dossier, frame, TODAY, TODAY)
        if each.conflicts:
            continue
        numbers = numbers_of(indicator, dossier, plan, TODAY)
        expected = (each.value, each.even, each.at_horizon, each.progress, each.expected,
                each.status and tuple(each.status), each.reason)  # fmt: skip
        if bare(numbers) != expected:
            raise AssertionError(f"{indicator.id}: {bare(numbers)} is not {expected}")
        chosen.append((indicator, dossier, numbers))

    def assessed() -> None:
        for indicator, dossier, _ in chosen:
            assess(indicator, dossier, frame, TODAY, TODAY)

    def floor() -> None:
        for _, _, numbers in chosen:
            bare(numbers)

    return {"samples": _in_turns(assessed, floor), "compared": len(chosen)}


def anchoring(path: Path) -> dict[str, Any]:
    """Every quotation found, with ``str.find``; verbatim ones must be green, and no others."""
    from plan.edition.edition import load
    from plan.evidence.anchoring import find
    from plan.evidence.match import GREEN

    edition = load(path)
    plan = edition.plan
    assert plan is not None
    asked = [
        (edition.library.articles[each.evidence.source], each.evidence.quote)
        for _, _, indicator in plan.indicators()
        for passages in edition.dossiers[indicator.id].observations
        for each in passages
    ]
    refused = 0
    for article, quote in asked:
        state = find(article.folded, quote).state
        if (quote in article.text) > (state in GREEN):
            raise AssertionError(f"{state}, but it is in the article: {quote}")
        refused += state not in GREEN

    def found() -> None:
        for article, quote in asked:
            find(article.folded, quote)

    def verbatim() -> None:
        for article, quote in asked:
            if quote in article.text:
                find(article.folded, quote)

    def floor() -> None:
        for article, quote in asked:
            article.text.find(quote)

    samples = _in_turns(found, floor, verbatim)
    return {"samples": samples, "quotations": len(asked), "refused": refused}


def suggestions(path: Path) -> dict[str, Any]:
    """Articles read for a plan and for one of ten times its indicators, with tokenising them.

    A line that differs from turn to turn at the end of every article defeats the caches of texts.
    """
    from plan.articles.extraction import extract
    from plan.articles.layout import read_layout
    from plan.edition.edition import load
    from plan.language.numbers.numerals import tokenise
    from plan.suggestions.reader import Reader

    edition = load(path)
    plan = edition.plan
    assert plan is not None
    texts = [article.text for article in edition.library.articles.values()]
    reader = Reader(plan)
    copies = [
        axis.replace(
            id=f"{axis.id}-{n}",
            indicators=tuple(each.replace(id=f"{each.id}-{n}") for each in axis.indicators),
        )
        for n in range(10)
        for axis in plan.axes
    ]
    tenfold_reader = Reader(plan.replace(axes=tuple(copies)))
    counted = {"articles": 0, "offered": 0}

    def fresh_texts() -> list[str]:
        counted["articles"] += len(texts)
        return [f"{text}\nLecture {counted['articles']}.\n" for text in texts]

    def read_by(reader: Reader) -> int:
        offered = 0
        for text in fresh_texts():
            read = extract("article.txt", text.encode())
            layout = read_layout(read.text, None, marks=read.marks, data=read.meta)
            found = reader.read(read.text, layout, layout.published_period).suggestions
            offered += len(found)
            if any(each.quote != read.text[each.start : each.end] for each in found):
                raise AssertionError("a quotation is not at its place")
        return offered

    def offered() -> None:
        counted["offered"] += read_by(reader)

    def tenfold() -> None:
        read_by(tenfold_reader)

    def floor() -> None:
        for text in fresh_texts():
            tokenise(text)

    return {"samples": _in_turns(offered, tenfold, floor), **counted}


#: Pieces whose repetition makes a careless pattern backtrack.
HOSTILE = (
    "20, ", "1 000 ", "1.", "20 à ", "20 (", "20-", "1\n", "F CFA ", "vingt ", "30 personnes de ",
    "entre 20 et ", "20 dont ", "30 sur ", "un ", "cent ", "12. 345. ", "tel. ", " ", "1", "a-",
    "e\u0301", "\u0301", "2000 ", "1 million 1 ", "20 victimes sur 10 ",
)  # fmt: skip
#: Such pieces of articles, each with the quotation to look for.
HOSTILE_QUOTES = {
    "a": "a" * 5_000 + "b",
    "a ": "a " * 2_500 + "b",
    "1 ": "1 " * 2_500 + "2",
    " 111": "111 " * 1_000 + "112",
    "a-\n": "aa a",
    "Ã©": "été été",
    "\u0301": "e\u0301 x",
    "la lutte contre la traite ": "la lutte contre la traite de personne et la lutte " * 9,
}


def hostile(path: Path, size: int = 200_000) -> dict[str, Any]:
    """The exponents of growth of reading and finding from an eighth of a hostile text to all.

    ``articles`` are whole articles read for the plan at ``path``, from a sixteenth, of which
    ``microseconds`` has the time for a character. ``size`` is in characters.
    """
    from benchmarks.attack.articles import make_reader
    from benchmarks.attack.hostile_texts import PIECES, long_text
    from plan.evidence.anchoring import find
    from plan.language.folding import fold
    from plan.language.numbers.figures import read_figures

    def grown(piece: str, work: Callable[[str], object]) -> float:
        part = piece * (size // len(piece) // 8)
        small, large = (_least(work, text) for text in (part, part * 8))
        return log(large / small, 8)

    read = make_reader(path)
    articles, microseconds = [], []
    for piece in PIECES.values():
        small, large = (
            min(read("article.txt", f"{long_text(piece, n)}{word}".encode()) for word in "ab")
            for n in (size // 16, size)
        )
        articles.append(log(large / small, 16))
        microseconds.append(large / size * 1e6)
    return {
        "articles": articles,
        "microseconds": microseconds,
        "figures": [grown(piece, read_figures) for piece in HOSTILE],
        "anchoring": [
            grown(piece, lambda text, quote=quote: find(fold(text), quote))
            for piece, quote in HOSTILE_QUOTES.items()
        ],
    }


def _least(work: Callable[[str], object], text: str) -> float:
    """The least processor time of three runs, each with another word to defeat caches."""
    return min(_timed(partial(work, f"{text} {word}")) for word in "abc")


def _in_turns(*works: Callable[[], None]) -> Samples:
    """The processor time of each work in five rounds, without the garbage collector."""
    gc.collect()
    gc.disable()
    return rounds(5, {work.__name__: partial(_timed, work) for work in works})


def _timed(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


WHAT = {
    work.__name__.replace("_", "-"): work
    for work in (safe_load, safe_load_without_collector, check, recheck, edit, journal, progress,
                 anchoring, suggestions, hostile)
}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(WHAT[sys.argv[1]](Path(sys.argv[2]))))
