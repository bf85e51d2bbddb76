"""What the commands share: misuse, JSON on standard output, input by name, text on one line."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from plan.locale.translation import Say
from plan.model.quantities import read_day


class Misuse(Exception):
    """The command was called with something it cannot use; the message is for people."""


class OutputClosed(Exception):
    """The reader closed the output early, as ``| head`` does; ``status`` is the exit code."""

    def __init__(self, status: int) -> None:
        """Hold the exit code."""
        super().__init__(status)
        self.status = status


class OutputLost(Exception):
    """The output could not be written, as on a full disk; holds the reason and its number."""

    def __init__(self, error: OSError) -> None:
        """Hold the error of the operating system."""
        super().__init__(error.strerror)
        self.errno, self.why = error.errno, error.strerror or str(error)


@contextmanager
def printing(status: int) -> Iterator[None]:
    """Print in this context once the exit code is known.

    Raises ``OutputClosed`` with that code, and ``OutputLost``.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise OutputClosed(status) from None
    except OSError as error:
        if error.filename is not None:  # a file that was opened, not the output
            raise
        raise OutputLost(error) from None


def print_json(value: object) -> None:
    """Print a value as JSON for people and programs: indented, letters as they are."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def opened(name: str, say: Say) -> TextIO:
    """Standard input for ``-``, else the file of that name, as UTF-8 text.

    Raises ``Misuse`` for a file that cannot be opened.
    """
    if name == "-":
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="strict")
        return sys.stdin
    try:
        return Path(name).open(encoding="utf-8")
    except OSError:
        raise Misuse(say("The file “{read}” does not exist.", read=name)) from None


def decoded(lines: Iterable[str], name: str, say: Say) -> Iterator[str]:
    """The lines of an input. Raises ``Misuse`` where they are not UTF-8."""
    try:
        yield from lines
    except UnicodeDecodeError:
        raise Misuse(say("“{read}” is not UTF-8 text.", read=name)) from None


def one_line(text: str) -> str:
    """A text without line breaks and control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)


def day_argument(text: str) -> date:
    """Read the argument of an option such as ``--on``."""
    try:
        return read_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from None
