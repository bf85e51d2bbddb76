"""Ratios in one run: what is measured and its floor take turns, and the first turn is dropped."""

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
    """What each measurement gave, in ``count`` turns after one that is dropped."""
    samples: Samples = {name: [] for name in measured}
    for turn in range(count + 1):
        for name, measure in measured.items():
            found = measure()
            if turn:
                samples[name].append(found)
    return samples


@dataclass(frozen=True)
class Result:
    """A ratio of two medians, with the ratios of the single rounds about it, and its aim."""

    name: str
    ratio: float
    low: float
    high: float
    aim: float | None = None

    @classmethod
    def of(cls, name: str, samples: Samples, what: str, floor: str, aim: float | None) -> Result:
        pairs = [a / b for a, b in zip(samples[what], samples[floor], strict=True)]
        ratio = statistics.median(samples[what]) / statistics.median(samples[floor])
        return cls(name, ratio, min(pairs), max(pairs), aim)

    @property
    def kept(self) -> str:
        if self.aim is None:
            return ""
        return "yes" if self.ratio <= self.aim else "no"

    def __str__(self) -> str:
        aim = "" if self.aim is None else f"{self.aim:g}"
        spread = f"{self.low:.2f}–{self.high:.2f}"
        return f"| {self.name} | {self.ratio:.2f} | {spread} | {aim} | {self.kept} |"


def in_a_process(module: str, *args: object) -> Any:
    """What a module prints as JSON in a process of its own, where nothing is warm."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout)


def processor_time(command: list[str], allowed: tuple[int, ...] = (0,)) -> float:
    """The processor time of a whole command, in seconds, as the system counts it for a child.

    Modules are compiled once, as they are where people run it, however this process was started.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=silent, stderr=silent, env=env) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime
