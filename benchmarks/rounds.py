"""Alternating measurements and their ratios.

In: works and floors as functions that return seconds. Out: samples by name, and a ``Result`` for
each ratio. Alternating makes other load on the machine affect both sides of a ratio.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

Samples = dict[str, list[float]]


def rounds(count: int, measured: Mapping[str, Callable[[], float]]) -> Samples:
    """The values of each measurement in ``count`` rounds, after a first that is dropped."""
    samples: Samples = {name: [] for name in measured}
    for turn in range(count + 1):
        for name, measure in measured.items():
            found = measure()
            if turn:
                samples[name].append(found)
    return samples


@dataclass(frozen=True)
class Result:
    """A ratio of medians, the lowest and highest ratio of a single round, and its upper limit."""

    name: str
    ratio: float
    low: float
    high: float
    aim: float | None = None

    @classmethod
    def of(cls, name: str, samples: Samples, what: str, floor: str, aim: float | None) -> Result:
        """The ratio of the samples named ``what`` to those named ``floor``."""
        pairs = [a / b for a, b in zip(samples[what], samples[floor], strict=True)]
        ratio = statistics.median(samples[what]) / statistics.median(samples[floor])
        return cls(name, ratio, min(pairs), max(pairs), aim)

    @property
    def kept(self) -> str:
        """Whether the aim is kept, as text; empty without an aim."""
        if self.aim is None:
            return ""
        return "yes" if self.ratio <= self.aim else "no"

    def __str__(self) -> str:
        aim = "" if self.aim is None else f"{self.aim:g}"
        spread = f"{self.low:.2f}–{self.high:.2f}"
        return f"| {self.name} | {self.ratio:.2f} | {spread} | {aim} | {self.kept} |"


def in_a_process(module: str, *args: object) -> Any:
    """The JSON that a module of this package prints, run in a process without warm caches.

    Raises ``RuntimeError`` with its standard error if it fails.
    """
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout)


def processor_time(command: list[str]) -> float:
    """The processor time of a whole command in seconds, by ``wait4``.

    Compiled modules are kept, as in everyday use, even if this process does not write them.
    Raises ``RuntimeError`` if it fails.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=silent, stderr=silent, env=env) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime
