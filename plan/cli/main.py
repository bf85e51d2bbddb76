"""The command line: thin wrappers around the library's functions.

Exit codes: 0 sound (warnings allowed unless ``--strict``), 1 errors, 2 misuse.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from plan.cli.streams import Misuse, OutputClosed, OutputLost, printed, printing
from plan.locale.translation import LANGUAGES, Say, pick_language, say_in
from plan.model.quantities import Language

#: What each command does, in the order of the help; the module of its name is loaded when called.
COMMANDS: Final[dict[str, str]] = {
    "check": "Check the indicators file and its passages.",
    "status": "Report the situation of the plan on a given date.",
    "suggest": "Propose the passages of an article that could be evidence.",
    "measure": "Measure how well labelled pages are read: precision and recall.",
    "anchor": "Find a quotation in an article and verify it.",
    "bounds": "Compute what several bounded figures imply together.",
    "schema": "Write the JSON Schema of the indicators file.",
    "new": "Create a new plan in a folder.",
    "serve": "Start the dashboard.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    say = say_in(_language(arguments))
    parser = _parser(arguments, say)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A lone surrogate, which UTF-8 cannot encode, is written as an escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser.parse_args(arguments)
    with printed():
        return _run(options, parser.prog, say)


def _run(options: argparse.Namespace, prog: str, say: Say) -> int:
    try:
        with printing(0):
            return int(options.run(options, say))
    except OutputClosed as closed:  # the reader's choice, not a fault
        _drop_output()
        return closed.status
    except OutputLost as lost:
        _drop_output()
        why = say("the disk is full") if lost.errno == errno.ENOSPC else lost.why
        with contextlib.suppress(OSError):
            print(f"{prog}: {say('The output cannot be written: {why}.', why=why)}",
                  file=sys.stderr)  # fmt: skip
        return 2
    except Misuse as fault:
        print(f"{prog}: {fault}", file=sys.stderr)
        return 2


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, so that the end of the process is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(argv: Sequence[str]) -> Language:
    # Known before the options are parsed, since their help is in that language.
    for at, option in enumerate(argv):
        if option == "--lang" and argv[at + 1 : at + 2]:
            return pick_language(argv[at + 1])
        if option.startswith("--lang="):
            return pick_language(option.removeprefix("--lang="))
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return pick_language(system)


def _parser(argv: Sequence[str], say: Say) -> argparse.ArgumentParser:
    """The parser of a command line, in which only the command that is called has its options."""
    parser = argparse.ArgumentParser(
        prog="python -m plan", description=say("Follow a public action plan.")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    called = argv[0] if argv else ""
    # Without a valid one, the help and the errors list them all.
    for name in [called] if called in COMMANDS else COMMANDS:
        about = say(COMMANDS[name])
        command = commands.add_parser(name, help=about, description=about)
        if name != called:
            continue
        module = import_module(f"plan.cli.{name}")
        command.set_defaults(run=module.run)
        command.add_argument("--lang", choices=LANGUAGES, help=say("language of the messages"))
        command.add_argument(
            "--plan",
            type=Path,
            default=Path("indicators.yaml"),
            metavar="FILE",
            help=say("the indicators file, with the folder seeds/ beside it"),
        )
        module.add_options(command, say)
    return parser
