"""The long readings of a server: under way in processes of their own, shared, stopped, kept.

In: what is to be read, under a key by which all pages that show it share one reading. Out: its
state at each look. A reading goes on while nobody looks, for a while; its result is kept.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

from plan.articles.limits import Progress
from plan.server.worker import Failed, Finished, Message, Steps, Worker, start_worker

#: *waiting* for other readings to end, *underway*, or ended in one of three ways.
Phase = Literal["waiting", "underway", "finished", "stopped", "failed"]


@dataclass(frozen=True)
class ReadingState:
    """How far a reading is; ``result`` is that of its steps, or ``Refused``, once it is finished.

    ``progress`` is the last one reported, None before the first.
    """

    phase: Phase
    progress: Progress | None = None
    result: object = None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens unless it is begun again."""
        return self.phase not in ("waiting", "underway")


@dataclass
class _Entry:
    """A reading; ``steps`` are kept until it is begun.

    When a page last ``looked`` at it, and when its process was last ``heard``, both in seconds of
    the clock.
    """

    state: ReadingState
    size: int
    looked: float
    steps: Steps | None
    heard: float = 0.0
    worker: Worker | None = None


#: A reading ends when no page has looked at it, or its process has said nothing, for so long. A
#: browser lets a page that is out of sight ask once a minute.
_UNWANTED_AFTER: Final = 10 * 60  # seconds
_SILENT_FOR: Final = 5 * 60  # seconds
_AT_ONCE: Final = 2
#: The ended readings that are kept: the number, and the sum of what they read in bytes.
_KEPT: Final = 24
_KEPT_BYTES: Final = 40 * 2**20
_LOG: Final = logging.getLogger(__name__)


def _every_second(act: Callable[[], bool]) -> None:
    """Call ``act`` every second, in a thread of its own, as long as it returns true."""

    def repeat() -> None:
        while act():
            time.sleep(1)

    threading.Thread(target=repeat, daemon=True).start()


class Readings:
    """The readings by their keys. Safe to share between threads."""

    def __init__(
        self,
        start: Callable[[Steps, Callable[[Message], None]], Worker] = start_worker,
        clock: Callable[[], float] = time.monotonic,
        repeat: Callable[[Callable[[], bool]], None] = _every_second,
    ) -> None:
        """Take what starts a worker, a clock in seconds, and what repeats an act every second."""
        self._start, self._clock, self._repeat = start, clock, repeat
        self._lock = threading.RLock()
        self._entries: dict[str, _Entry] = {}
        self._watched = False

    def look(self, key: str, steps: Steps, size: int) -> ReadingState:
        """The state of a reading, which begins if there is none under this key.

        ``size``: the bytes that it reads.
        """
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                waiting = ReadingState("waiting")
                entry = self._entries[key] = _Entry(waiting, size, self._clock(), steps)
                self._begin_next()
            return self._looked(entry)

    def state(self, key: str) -> ReadingState | None:
        """The state of a reading; None if there is none under this key."""
        with self._lock:
            entry = self._entries.get(key)
            return None if entry is None else self._looked(entry)

    def stop(self, key: str) -> None:
        """End a reading that has not ended yet; nothing of it is kept."""
        with self._lock:
            self._end(key, "stopped")

    def forget(self, key: str) -> None:
        """Forget a reading that has ended: the next look begins it again."""
        with self._lock:
            if key in self._entries and self._entries[key].state.ended:
                del self._entries[key]

    def end_unwanted(self) -> bool:
        """End what no page wants any more and what says nothing; whether anything goes on."""
        with self._lock:
            now = self._clock()
            for key, entry in list(self._entries.items()):
                if entry.state.ended:
                    continue
                if now - entry.looked > _UNWANTED_AFTER:
                    self._end(key, "stopped")
                    self._entries.pop(key, None)
                elif entry.state.phase == "underway" and now - entry.heard > _SILENT_FOR:
                    _LOG.warning("A reading was ended, since it had made no progress for long.")
                    self._end(key, "failed")
            self._watched = any(not each.state.ended for each in self._entries.values())
            return self._watched

    def _looked(self, entry: _Entry) -> ReadingState:
        entry.looked = self._clock()
        return entry.state

    def _begin_next(self) -> None:
        """Begin readings that wait, as many as may go on at once; the first that came first."""
        going = sum(each.state.phase == "underway" for each in self._entries.values())
        for entry in list(self._entries.values()):
            if going < _AT_ONCE and entry.state.phase == "waiting" and entry.steps is not None:
                going += 1
                steps, entry.steps = entry.steps, None  # they hold the file
                entry.state, entry.heard = ReadingState("underway"), self._clock()
                try:
                    entry.worker = self._start(steps, partial(self._hear, entry))
                except OSError as fault:  # such as too many processes
                    self._hear(entry, Failed(str(fault)))
        if going and not self._watched:
            self._watched = True
            self._repeat(self.end_unwanted)

    def _hear(self, entry: _Entry, message: Message) -> None:
        with self._lock:
            if entry.state.ended:
                return
            entry.heard = self._clock()
            if isinstance(message, Progress):
                entry.state = replace(entry.state, progress=message)
                return
            if isinstance(message, Finished):
                entry.state = ReadingState("finished", result=message.result)
            else:
                _LOG.warning("A reading has failed: %s", message.reason)
                entry.state = replace(entry.state, phase="failed")
            entry.worker = None
            self._drop_oldest()
            self._begin_next()

    def _end(self, key: str, phase: Literal["stopped", "failed"]) -> None:
        entry = self._entries.get(key)
        if entry is None or entry.state.ended:
            return
        worker, entry.worker, entry.steps, entry.size = entry.worker, None, None, 0
        entry.state = replace(entry.state, phase=phase)
        if worker is not None:
            worker.kill()
        self._drop_oldest()
        self._begin_next()

    def _drop_oldest(self) -> None:
        """Drop the ended readings that were looked at longest ago, if there are too many."""
        ended = {key: each for key, each in self._entries.items() if each.state.ended}
        in_order = sorted(ended, key=lambda key: ended[key].looked)
        size = sum(each.size for each in ended.values())
        while len(in_order) > 1 and (len(in_order) > _KEPT or size > _KEPT_BYTES):
            oldest = in_order.pop(0)
            size -= self._entries.pop(oldest).size
