"""Run the command line in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(*arguments: str, graph: Path | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sanctionsgraph.cli"]
    if graph:
        command += ["--graph", str(graph)]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
