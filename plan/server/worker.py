"""Work in a process of its own, which neither takes time from the server nor can harm it.

In: steps, a generator function without arguments that can be pickled. Out: messages, from a thread
of their own: a ``Progress`` now and then, at last ``Finished`` or ``Failed``. Both ends are here:
``start_worker`` for the server, ``run_worker`` for the process that it starts.

``multiprocessing`` would import the main module of its parent, in whose place Streamlit puts the
page that runs just then.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol, TypeAlias

from plan.articles.extraction import Refused
from plan.articles.limits import Progress


@dataclass(frozen=True)
class Finished:
    """The steps have ended: with a result, or because the file is refused."""

    result: object


@dataclass(frozen=True)
class Failed:
    """The process has ended without a result; ``reason`` is for the log."""

    reason: str


Message: TypeAlias = Progress | Finished | Failed
Steps: TypeAlias = Callable[[], Generator[Progress, None, object]]


class Worker(Protocol):
    """Work that goes on elsewhere."""

    def kill(self) -> None:
        """End it at once, whatever it is doing; ``Failed`` follows unless it has just ended."""


#: Most bytes of memory, and most seconds of processor time, where the system can bound them.
_MOST_MEMORY: Final = 1_500 * 2**20
_MOST_SECONDS: Final = 20 * 60
#: Messages are pickled by the name of this module, which the main module of a process has lost.
_COMMAND: Final = "from plan.server.worker import run_worker; run_worker()"
_REPORT_EVERY: Final = 0.2  # seconds
_NICENESS: Final = 10
_ROOT: Final = Path(__file__).parents[2]


# --- The server's end ----------------------------------------------------------------------------


def start_worker(steps: Steps, report: Callable[[Message], None]) -> Worker:
    """Start a process that takes the steps, and report its messages until the last."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        # Without the current folder among the paths, where any file could pose as a module.
        [sys.executable, "-P", "-c", _COMMAND],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        creationflags=_windows_flags(),
    )  # fmt: skip
    threading.Thread(target=_follow, args=(process, steps, report), daemon=True).start()
    return process


def _windows_flags() -> int:
    if sys.platform == "win32":
        return subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    return 0


def _follow(
    process: subprocess.Popen[bytes], steps: Steps, report: Callable[[Message], None]
) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    message: Message
    try:
        pickle.dump(steps, process.stdin)
        process.stdin.flush()
        while isinstance(message := pickle.load(process.stdout), Progress):
            report(message)
    except Exception as fault:  # what cannot be pickled raises exceptions of any class
        message = Failed(f"the process has ended: {type(fault).__name__}: {fault}")
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # the rest of the steps, which nobody reads
            pipe.close()
    report(message)


# --- The process ---------------------------------------------------------------------------------


def run_worker() -> None:
    """Take the steps that the standard input brings, and write messages to the standard output."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints writes into no message
    _bound_resources()
    last: Message
    try:
        steps: Steps = pickle.load(source)
        _end_with_server(source)
        last = _take(steps, sink)
    except Refused as refused:
        last = Finished(refused)
    except Exception:  # the server logs it
        last = Failed(traceback.format_exc())
    _write(last, sink)
    os._exit(0)  # the other thread waits for the server


def _take(steps: Steps, sink: IO[bytes]) -> Finished:
    work, next_report = steps(), 0.0
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            return Finished(end.value)
        if (now := time.monotonic()) >= next_report:
            _write(progress, sink)
            next_report = now + _REPORT_EVERY


def _write(message: Message, sink: IO[bytes]) -> None:
    pickle.dump(message, sink)
    sink.flush()


def _bound_resources() -> None:
    """Let the server go first, and end here what would take all memory or never end."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(_NICENESS)
    bounds: dict[int, Any] = {
        resource.RLIMIT_DATA: _MOST_MEMORY, resource.RLIMIT_CPU: _MOST_SECONDS,
        resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    for what, most in bounds.items():
        with contextlib.suppress(OSError, ValueError):  # the account may be bounded more narrowly
            resource.setrlimit(what, (most, most))


def _end_with_server(source: IO[bytes]) -> None:
    """End this process when the server ends, however it ends: the standard input closes then."""

    def wait() -> None:
        source.read()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
    if sys.platform == "linux":
        # A search for a pattern lets no thread run. The system then ends the process by a signal.
        import fcntl

        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
