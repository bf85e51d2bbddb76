"""What the commands share: misuse, JSON on standard output, input by name, harmless text."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO, cast

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


#: What would change a terminal, or the order of what it shows: control characters other than the
#: tab and the end of a line, and marks of direction that are not closed with the text around them.
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066\u2067]")


class Printed:
    """A stream for people and programs, which shows what a terminal would obey.

    It is written as ``\\u001b``, which JSON reads as the same text.
    """

    def __init__(self, stream: TextIO) -> None:
        """Print to a stream."""
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        return self.stream.write(_UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))

    def __getattr__(self, name: str) -> Any:
        """All else is that of the stream."""
        return getattr(self.stream, name)


@contextmanager
def printed() -> Iterator[None]:
    """In this context what is printed cannot change the terminal."""
    with (
        redirect_stdout(cast(TextIO, Printed(sys.stdout))),
        redirect_stderr(cast(TextIO, Printed(sys.stderr))),
    ):
        yield


def one_line(text: str) -> str:
    """A text without line breaks and tabs."""
    return re.sub(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+", " ", text)


def day_argument(text: str) -> date:
    """Read the argument of an option such as ``--on``."""
    try:
        return read_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from None
