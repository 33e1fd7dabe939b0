"""The part `again`: each real file loaded a second time, which changes nothing and takes at most half as long.

What is timed is the load alone, as a notebook calls it, from opening the graph to closing it: of the smallest files a
whole process would be all start. Both in one process, so that nothing but the graph tells the second from the first.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from environments import Environment, clean
from usage import Note

BOUND = 0.5
JOB = Path(__file__).with_name("again_times.py")
FILES = {
    "un-list": "un_list/*.xml",
    "un-vessels": "vessels/*",
    "ofac": "ofac/sdn.csv",
    "eu": "eu/*.csv",
    "ftm": "ftm/**/entities.ftm.json,ftm/*.ftm.json",
    "leaders": "leaders/*",
    "events": "summits/*.json",
    "stations": "places/*.json,places/*.csv,places/unlocode",
}


def measure(mine: Environment, data: Path, folder: Path, runs: int) -> tuple[list[Note], dict[str, str]]:
    """Every file that is there, on the embedded engine; what could not be loaded is said with its error."""
    jobs = [
        (source, path)
        for source, patterns in FILES.items()
        for pattern in patterns.split(",")
        for path in sorted(data.glob(pattern))
    ]
    if not jobs:
        return [], {"second loads": "the real files are not here (../shared/data)"}
    lines, numbers, skipped, ok = [], {}, {}, True
    for source, path in jobs:
        call: Sequence[str | Path] = [mine.python, JOB, folder, source, path, str(runs)]
        done = subprocess.run(call, check=True, capture_output=True, text=True, env=clean(), cwd=folder)
        told = json.loads(done.stdout)
        name = f"{source} {path.relative_to(data)}"
        if "error" in told:
            skipped[f"second load, {name}"] = told["error"]
            continue
        first, again = min(told["first"]), min(told["again"])
        kept = again <= BOUND * first and not told["written"]
        ok = ok and kept
        numbers[name] = told
        lines.append(
            f"{name}: {told['read']:,} records, {first:.3f} s, again {again:.3f} s, ratio {again / first:.2f}"
            f"{'' if kept else ' OVER'}{' WROTE' if told['written'] else ''}"
        )
    return [Note(f"second loads of the same file: at most {BOUND} of the first", lines, numbers, ok)], skipped
