"""How much of the server its visitors may take, in one place: ``Bounds``.

In: ``NAME=NUMBER`` as given to ``serve --bound``, the open files that the system allows. Out: the
bounds to serve with. ``Rate`` says how long to wait so that no more than so many come a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Final

#: Open files that each session takes: its WebSocket, and three of its event loop.
FILES_OF_SESSION: Final = 4
#: Open files that the server needs besides those of its connections.
_OWN_FILES: Final = 64


@dataclass(frozen=True)
class Bounds:
    """What the server takes at most; everything beyond is refused in words, or made to wait.

    ``sessions``: pages open at a time. ``connections``: open sockets, and ``address_connections``
    those of one address. ``header_seconds``: until all headers of a request have come.
    ``body_rate``: bytes a second at which a body has to come. ``message_rate``: messages a second
    of one page, and ``message_kilobytes`` the size of one, both of readers who may not edit.
    ``session_megabytes`` and ``megabytes``: uploaded files held for one page and in all.
    ``ended_seconds``: how long a page that lost its line can come back to its session.
    """

    sessions: int = 300
    connections: int = 1000
    address_connections: int = 250
    header_seconds: int = 10
    body_rate: int = 1000
    message_rate: int = 3
    message_kilobytes: int = 256
    session_megabytes: int = 64
    megabytes: int = 256
    ended_seconds: int = 90

    def within(self, files: int | None) -> Bounds:
        """The bounds that so many open files allow; None means any number.

        Half of the files are for sessions, those that have just ended among them, and a quarter
        for other connections.
        """
        if files is None:
            return self
        free = max(files - _OWN_FILES, 8)
        sessions = min(self.sessions, free // 2 // FILES_OF_SESSION)
        return replace(
            self, sessions=sessions, connections=min(self.connections, sessions + free // 4)
        )


DEFAULT_BOUNDS: Final = Bounds()
#: The names that ``read_bounds`` knows.
BOUND_NAMES: Final = tuple(each.name for each in fields(Bounds))


def read_bounds(given: Iterable[str]) -> Bounds:
    """The bounds with those given as ``NAME=NUMBER``; raise ``ValueError`` with one that is not."""
    read: dict[str, int] = {}
    for each in given:
        name, _, number = each.partition("=")
        if name not in BOUND_NAMES or not (number.isascii() and number.isdigit() and int(number)):
            raise ValueError(each)
        read[name] = int(number)
    return replace(DEFAULT_BOUNDS, **read)


class Rate:
    """Spreads what comes in bursts: after ``burst`` at once, no more than ``each_second``."""

    def __init__(
        self, each_second: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with a whole burst to spare; ``clock`` in seconds."""
        self._pause, self._burst, self._clock = 1 / each_second, burst, clock
        self._next = float("-inf")

    def wait(self) -> float:
        """Take a turn: the seconds to wait for it."""
        now = self._clock()
        self._next = max(self._next, now - (self._burst - 1) * self._pause)
        waiting = max(0.0, self._next - now)
        self._next += self._pause
        return waiting


def raise_file_limit() -> int | None:
    """Raise this process's limit of open files to what the system allows; None where unknown."""
    try:
        import resource
    except ImportError:
        return None  # Windows has no such limit for sockets
    most = resource.RLIM_INFINITY
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    except (ValueError, OSError):
        pass  # macOS allows less than it names
    return None if soft == most else soft
