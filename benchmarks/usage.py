"""One process as a user starts it: how long it took, how much of a processor, and how much memory at its peak."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from environments import clean

MB = 2**20


@dataclass(frozen=True)
class Usage:
    """Seconds by the clock and of the processor, and the largest resident memory in bytes."""

    seconds: float
    cpu: float
    peak: int

    def told(self) -> str:
        """For a line of the table's foot."""
        return f"{self.seconds:.2f} s, of the processor {self.cpu:.2f} s, peak {self.peak / MB:.0f} MB"


@dataclass(frozen=True)
class Note:
    """What is stated beside the bounds: a name, a line for each thing, and all numbers for --json."""

    name: str
    lines: Sequence[str]
    numbers: dict[str, Any]
    ok: bool = True

    def told(self) -> list[str]:
        """For the table's foot."""
        return [self.name, *(f"  {line}" for line in self.lines)]

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)


def used(command: Sequence[str | Path], folder: Path, env: dict[str, str] | None = None) -> Usage:
    """Run a process to its end. Raises CalledProcessError with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=folder, env={**clean(), **(env or {})}, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(child.returncode, list(map(str, command)), stderr=said.read())
    return Usage(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
