"""``check``: the indicators file and its passages, with line and column of each problem."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from plan.cli.streams import Misuse, day_argument, one_line, print_json, printing
from plan.edition.edition import check, load
from plan.locale.translation import Say
from plan.problems import Problem

#: A problem with its line, its column and its message.
_Row: TypeAlias = tuple[int, int, Problem, str]


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``check``."""
    command.add_argument("file", nargs="?", type=Path, metavar="FILE")
    command.add_argument("--format", choices=("text", "json", "github"), default="text")
    command.add_argument("--strict", action="store_true", help=say("warnings count as errors"))
    command.add_argument("--on", type=day_argument, default=None, metavar="DAY")


def run(options: argparse.Namespace, say: Say) -> int:
    """Check the file; return 0 when it is sound, 1 with errors, 2 where it is missing."""
    path = options.file or options.plan
    if path.is_dir():
        raise Misuse(say("“{read}” is a folder: name a file in it.", read=str(path)))
    edition = load(path)
    problems = check(edition, options.on or date.today())
    counts = dict.fromkeys(("error", "warning", "notice"), 0)
    for problem in problems:
        counts[problem.severity] += 1
    status = 1 if counts["error"] or (options.strict and counts["warning"]) else 0
    if any(problem.code == "file-missing" for problem in problems):
        status = 2
    rows = [(*edition.reading.place_of(each), each, each.message(say)) for each in problems]
    with printing(status):
        _print(rows, path, options.format, say)
    if options.format == "text":
        print(_summary(counts, say), file=sys.stderr)
    return status


def _print(rows: Iterable[_Row], path: Path, how: str, say: Say) -> None:
    if how == "json":
        print_json([
            {
                "file": str(path),
                "line": line,
                "column": column,
                "severity": problem.severity,
                "code": problem.code,
                "message": message,
                "remedy": problem.remedy(say),
                "address": list(problem.address),
            }
            for line, column, problem, message in rows
        ])  # fmt: skip
        return
    for line, column, problem, message in rows:
        if how == "github":
            place = f"file={_property(str(path))},line={line},col={column},title={problem.code}"
            print(f"::{problem.severity} {place}::{_escaped(message)}")
        else:
            print(one_line(f"{path}:{line}:{column}: {message} [{problem.code}]"))


def _summary(counts: dict[str, int], say: Say) -> str:
    return say.join([
        say.plural("{n} error", "{n} errors", counts["error"]),
        say.plural("{n} warning", "{n} warnings", counts["warning"]),
        say.plural("{n} notice", "{n} notices", counts["notice"]),
    ])  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
