"""Timing in turns, and what may be said of the times: ratios."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from tempfile import TemporaryDirectory

from environments import clean


@dataclass(frozen=True)
class Comparison:
    """Our times and a peer's for one thing, in seconds, and how large a part of the peer's ours may be."""

    name: str
    against: str
    ours: Sequence[float]
    peer: Sequence[float]
    bound: float

    @property
    def of_minima(self) -> float:
        """Noise only adds time, so this is nearest to what the programs themselves need."""
        return min(self.ours) / min(self.peer)

    @property
    def of_medians(self) -> float:
        """What a user meets."""
        return median(self.ours) / median(self.peer)

    @property
    def ok(self) -> bool:
        """Both ratios keep the bound."""
        return max(self.of_minima, self.of_medians) <= self.bound

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return {
            "name": self.name,
            "against": self.against,
            "ours": list(self.ours),
            "peer": list(self.peer),
            "ratio_of_minima": self.of_minima,
            "ratio_of_medians": self.of_medians,
            "bound": self.bound,
            "ok": self.ok,
        }


def in_turns(commands: Mapping[str, Callable[[int], Sequence[str]]], runs: int) -> dict[str, list[float]]:
    """Seconds of whole processes, A B C A B C …, so that a busy moment falls on all alike.

    Each command is made from the number of its run. Run 0 of each is thrown away: it warms the disk cache.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    with TemporaryDirectory(prefix="bench-") as folder:
        for run in range(runs + 1):
            for name, command in commands.items():
                seconds = process(command(run), folder)
                if run:
                    times[name].append(seconds)
    return times


def process(command: Sequence[str], folder: str | None = None) -> float:
    """Seconds of one process from start to end. Raises CalledProcessError where it fails."""
    env = clean()
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - began
    done.check_returncode()
    return seconds
