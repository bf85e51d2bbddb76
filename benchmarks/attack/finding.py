"""What an attack is given and what it gives: ``Terms`` and ``Finding``."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """How many attempts of a kind were made, and how many did what they must not do.

    ``measured`` is a sentence with what else was measured, such as the slowest or the memory, each
    with its unit.
    """

    what: str
    tried: int
    failed: int
    measured: str = ""

    def __str__(self) -> str:
        return f"| {self.what} | {self.tried:,} | {self.failed:,} | {self.measured} |"


@dataclass(frozen=True)
class Terms:
    """What an attack is given: an empty folder, a share of the full number of attempts, a seed."""

    folder: Path
    share: float
    seed: int

    def count(self, full: int) -> int:
        """How many attempts to make where the full number is ``full``; at least one."""
        return max(1, round(full * self.share))

    def random(self) -> random.Random:
        """A generator of random numbers that begins anew from the seed."""
        return random.Random(self.seed)


Attack = Callable[[Terms], Iterator[Finding]]
