"""``python -m benchmarks``: measure every ratio of docs/performance.md in one run.

Plans of 50, 500 and 5,000 indicators are made once, in a temporary folder. Each work alternates
with its floor; results are compared before times are, and the first round is dropped as warm-up.
"""

from __future__ import annotations

import argparse
import math
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import attack
from benchmarks.generate import TODAY, make_plan
from benchmarks.rounds import Result, Samples, in_a_process, processor_time, rounds

REAL = Path(__file__).parents[1] / "indicators.yaml"
SIZES = (50, 500, 5_000)
_LIBRARIES = ("PyYAML", "streamlit", "pandas", "altair")
_SAFE_LOAD = "import sys, yaml; yaml.load(open(sys.argv[1]), Loader=yaml.CSafeLoader)"
#: Libraries that a command may not import.
_HEAVY = ("pandas", "streamlit", "altair")
#: The floor of a command: Python with the libraries that read the file.
_BARE = "import yaml, re, json, datetime"
_ARTICLE = "seeds/001_e715472801c2af51.txt"
#: Commands on our own plan, each with its aim.
_STARTS: dict[str, tuple[tuple[str, ...], float | None]] = {
    "check": (("check",), 4),
    "anchor": (("anchor", _ARTICLE, "--quote", "quatre axes stratégiques"), 3),
    "anchor, not verbatim": (("anchor", _ARTICLE, "--quote", "QUATRE AXES STRATEGIQUES"), 3),
    "status": (("status",), None),
    "suggest": (("suggest", _ARTICLE), None),
    "bounds": (("bounds", "{questions}"), None),
}

Plans = dict[int, Path]


def checks(plans: Plans, turns: int) -> Iterator[Result | str]:
    """``check`` over PyYAML's C loader on the same file, in one process and as a command."""
    for size, plan in plans.items():
        parts: dict[str, list[float]] = {"load": [], "rules": [], "peak_mib": []}

        def once(what: str, plan: Path = plan, parts: dict[str, list[float]] = parts) -> float:
            found = in_a_process("once", what, plan)
            for name in parts:
                if name in found:
                    parts[name].append(found[name])
            return float(found["seconds"])

        works = ("check", "safe-load", "safe-load-without-collector")
        samples = rounds(turns, {name: lambda name=name: once(name) for name in works})
        aim = 1.0 if size == SIZES[-1] else None
        yield Result.of(f"check of {size} / safe_load", samples, "check", "safe-load", aim)
        floor = "safe-load-without-collector"
        yield Result.of(
            f"check of {size} / safe_load, collector off", samples, "check", floor, None
        )
        load, rules, peak = (statistics.median(parts[name]) for name in parts)
        yield (
            f"check of {size}: reading and passages {load:.2f} s, rules {rules:.2f} s, "
            f"at most {peak:.0f} MiB"
        )
        command = [sys.executable, "-m", "plan", "check", str(plan), "--on", str(TODAY)]
        floor_command = [sys.executable, "-c", _SAFE_LOAD, str(plan)]
        whole = {
            "command": lambda command=command: processor_time(command),
            "floor": lambda command=floor_command: processor_time(command),
        }
        samples = rounds(turns, whole)
        yield Result.of(f"command check of {size} / process with safe_load", samples, *whole, None)


def growth(plans: Plans, turns: int) -> Iterator[Result | str]:
    """The exponent of ``check``'s growth between the two largest plans: 1 is linear."""
    small, large = list(plans)[-2:]
    works: dict[str, Callable[[], float]] = {
        str(size): lambda plan=plans[size]: float(in_a_process("once", "check", plan)["seconds"])
        for size in (small, large)
    }
    samples = rounds(turns, works)
    exponents = [
        math.log(b / a, large / small)
        for a, b in zip(samples[str(small)], samples[str(large)], strict=True)
    ]
    middle = statistics.median(exponents)
    name = f"growth of check from {small} to {large}, exponent"
    yield Result(name, middle, min(exponents), max(exponents), 1.1)


def progress(plans: Plans, turns: int) -> Iterator[Result | str]:
    """``assess`` over the same arithmetic on bare numbers."""
    found = in_a_process("once", "progress", plans[_middle(plans)])
    yield Result.of(
        "progress of an indicator / bare loop", found["samples"], "assessed", "floor", 5
    )
    yield f"progress: {found['compared']} indicators, with the same results"


def anchoring(plans: Plans, turns: int) -> Iterator[Result | str]:
    """Finding and judging a quotation over ``str.find``."""
    found = in_a_process("once", "anchoring", plans[_middle(plans)])
    samples, name = found["samples"], "anchoring of a quotation / str.find"
    yield Result.of(name, samples, "found", "floor", 5)
    yield Result.of(f"{name}, verbatim ones", samples, "verbatim", "floor", None)
    yield f"anchoring: {found['refused']} of {found['quotations']} altered or absent, none green"


def suggestions(plans: Plans, turns: int) -> Iterator[Result | str]:
    """Reading articles for our plan over tokenising them, and for ten times the indicators."""
    found = in_a_process("once", "suggestions", REAL)
    name, samples = "suggestions of an article", found["samples"]
    yield Result.of(f"{name} / its words", samples, "offered", "floor", None)
    yield Result.of(f"{name}, for ten times the indicators", samples, "tenfold", "offered", None)
    yield f"suggestions: {found['offered']}, each quotation at its place"


def hostile(plans: Plans, turns: int) -> Iterator[Result | str]:
    """The worst exponent of growth of reading and finding in texts made to be slow."""
    found = in_a_process("once", "hostile", REAL)
    times = found.pop("microseconds")
    worst = max(times)
    yield Result("a hostile article, microseconds a character", worst, min(times), worst, 40)
    for what, exponents in found.items():
        worst = max(exponents)
        yield Result(
            f"growth of {what} in hostile texts, exponent", worst, min(exponents), worst, 1.3
        )


def rechecks(plans: Plans, turns: int) -> Iterator[Result | str]:
    """A check after one edit over a first check."""
    for size, plan in plans.items():
        samples: Samples = {"again": [], "first": []}
        for _ in range(turns):
            found = in_a_process("once", "recheck", plan)
            samples["again"].append(found["seconds"])
            samples["first"].append(found["first"])
        aim = 0.35 if size == SIZES[-1] else None
        yield Result.of(f"check again of {size} / first check", samples, "again", "first", aim)


def edits(plans: Plans, turns: int) -> Iterator[Result | str]:
    """Reviewing and saving a change of one indicator over a first check of the file."""
    for size, plan in plans.items():
        samples: Samples = {"reviewed": [], "saved": [], "first": []}
        for _ in range(turns):
            found = in_a_process("once", "edit", plan)
            for name, several in samples.items():
                several.append(found[name])
        aim = 0.35 if size == SIZES[-1] else None
        yield Result.of(f"review of a change in {size} / first check", samples, "reviewed",
                        "first", aim)  # fmt: skip
        yield Result.of(f"saving a change in {size} / first check", samples, "saved", "first", aim)


def journals(plans: Plans, turns: int) -> Iterator[Result | str]:
    """Saving a change after 10,000 entries of the journal over saving it after 10."""
    for size in (min(plans), 500) if 500 in plans else (min(plans),):
        samples = in_a_process("once", "journal", plans[size])["samples"]
        name = f"saving in {size} after 10,000 entries / after 10"
        yield Result.of(name, samples, "10000", "10", 1.3)


def pages(plans: Plans, turns: int) -> Iterator[Result | str]:
    """A rerun of a page over that of an empty page, and how it grows with the plan."""
    ends = {size: plans[size] for size in (min(plans), max(plans))}
    ratios: dict[int, dict[str, Result]] = {}
    for size, plan in ends.items():
        found = in_a_process("pages", plan)
        samples = found["samples"]
        ratios[size] = {
            page: Result.of(f"rerun of {page} at {size} / empty", samples, page, "empty", None)
            for page in samples
            if page != "empty"
        }
        yield from ratios[size].values()
    small, large = (ratios[size] for size in ends)
    for page in small:
        by = [large[page].ratio / small[page].ratio]
        name = f"rerun of {page}, {max(ends)} / {min(ends)}"
        yield Result(name, by[0], by[0], by[0], 1.5)


def sessions(plans: Plans, turns: int) -> Iterator[Result | str]:
    """A new session with its first run over a rerun of the overview, on the smallest plan."""
    size = min(plans)
    samples = in_a_process("sessions", plans[size])["samples"]
    yield Result.of(f"first run of a session at {size} / rerun", samples, "first", "rerun", 1.5)


def reading(plans: Plans, turns: int) -> Iterator[Result | str]:
    """A rerun of the overview while a long article is read over one with nothing else going on."""
    size = min(plans)
    samples = in_a_process("reading", plans[size])["samples"]
    name = f"rerun at {size} while an article is read / quiet"
    yield Result.of(name, samples, "busy", "quiet", None)


def views(plans: Plans, turns: int) -> Iterator[Result | str]:
    """The first view of the overview in Chromium over that of an empty page."""
    from benchmarks.browser import first_views

    ends = {str(size): plans[size] for size in (min(plans), max(plans))}
    samples = first_views(ends, turns)
    for size in ends:
        yield Result.of(f"first view at {size} / empty page", samples, size, "empty", 1.5)
        yield Result.of(f"first view at {size} / empty site", samples, size, "site", None)


def cold(plans: Plans, turns: int) -> Iterator[Result | str]:
    """Bytes and requests of a first visit over those of an empty page of plain Streamlit."""
    from benchmarks.cold import LINE, visits

    found = visits(REAL)
    empty = found.pop("empty")
    for page, visit in found.items():
        aims = round(900_000 / empty.size, 2), round(60 / len(empty.sizes), 2)
        measured = visit.size / empty.size, len(visit.sizes) / len(empty.sizes)
        for what, ratio, aim in zip(("bytes", "requests"), measured, aims, strict=True):
            yield Result(f"{what} of a first {page} / empty Streamlit", ratio, ratio, ratio, aim)
        times = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in visit.seconds.items())
        yield (
            f"first {page} at {LINE[0] // 1000} kbit/s and {LINE[1]} ms: "
            f"{visit.size / 1000:.0f} kB, {len(visit.sizes)} requests; {times}"
        )
    yield f"empty page of Streamlit: {empty.size / 1000:.0f} kB, {len(empty.sizes)} requests"


def starts(plans: Plans, turns: int) -> Iterator[Result | str]:
    """Whole commands over Python with the libraries; none may import a heavy library."""
    questions = plans[min(plans)].with_name("questions.json")
    questions.write_text("[]")
    works = {"python": lambda: processor_time([sys.executable, "-c", _BARE])}
    for name, (given, _) in _STARTS.items():
        arguments = [each.format(questions=questions) for each in given]
        _assert_light(arguments)
        command = [sys.executable, "-m", "plan", *arguments]
        works[name] = lambda command=command: processor_time(command)
    samples = rounds(4 * turns, works)  # short commands vary most
    for name, (_, aim) in _STARTS.items():
        yield Result.of(f"command {name} / python with yaml", samples, name, "python", aim)


def _assert_light(arguments: list[str]) -> None:
    code = (
        f"import sys; from plan.cli.main import main; main({arguments!r}); "
        f"assert not [name for name in {_HEAVY!r} if name in sys.modules]"
    )
    processor_time([sys.executable, "-c", code])


def _middle(plans: Plans) -> int:
    return sorted(plans)[len(plans) // 2]


MEASURED = {
    work.__name__: work
    for work in (
        checks,
        growth,
        progress,
        anchoring,
        suggestions,
        hostile,
        rechecks,
        edits,
        journals,
        pages,
        sessions,
        reading,
        views,
        cold,
        starts,
    )
}


def main(argv: list[str] | None = None) -> None:
    """Make the plans, measure what was asked for, and print a table."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["attack"]:
        attack.main(argv[1:])
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="WHAT", help=", ".join(MEASURED))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="indicators of a plan")
    parser.add_argument("--rounds", type=int, default=5, help="turns after the one dropped")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    if unknown := set(options.what) - set(MEASURED):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(MEASURED)}")
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    print(f"Python {platform.python_version()}, {libraries}, {platform.system()}\n")
    with tempfile.TemporaryDirectory(prefix="plans-") as folder:
        plans = {
            size: make_plan(Path(folder) / str(size), size, options.seed).path
            for size in sorted(options.sizes)
        }
        print("| What / floor | Ratio | Rounds | Aim | Kept |\n|---|---|---|---|---|")
        notes = []
        for name in options.what or MEASURED:
            for found in MEASURED[name](plans, options.rounds):
                if isinstance(found, Result):
                    print(found, flush=True)
                else:
                    notes.append(found)
        print("", *notes, sep="\n")


if __name__ == "__main__":
    main()
