"""The part `again`: each real file loaded a second time, which changes nothing and takes at most half as long.

What is timed is the load alone, as a notebook calls it, from opening the graph to closing it: of the smallest files a
whole process would be all start. Both in one process, so that nothing but the graph tells the second from the first.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from environments import Environment
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

#: Runs a script on one engine and gives what it prints; None where it is skipped.
Run = Callable[[list[str | Path]], dict[str, Any] | None]


def measure(mine: Environment, data: Path, runs: int, engines: dict[str, Run]) -> tuple[list[Note], dict[str, str]]:
    """Every file that is there, on each engine; what could not be loaded is said with its error."""
    files = [
        f"{source}={path}"
        for source, patterns in FILES.items()
        for pattern in patterns.split(",")
        for path in sorted(data.glob(pattern))
    ]
    if not files:
        return [], {"second loads": "the real files are not here (../shared/data)"}
    notes, skipped = [], {}
    for engine, run in engines.items():
        found = run([mine.python, JOB, *files, "--runs", str(runs)])
        if found is None:
            continue
        told = {file.replace(f"={data}/", " "): times for file, times in found.items()}
        skipped |= {f"second load, {engine}, {name}": t["error"] for name, t in told.items() if "error" in t}
        notes.append(_note(engine, {name: times for name, times in told.items() if "error" not in times}))
    return notes, skipped


def _note(engine: str, told: dict[str, dict[str, Any]]) -> Note:
    lines: list[str] = []
    ok = True
    for name, times in told.items():
        first, again = min(times["first"]), min(times["again"])
        kept = again <= BOUND * first and not times["written"]
        ok = ok and kept
        lines.append(
            f"{name}: {times['read']:,} records, {first:.3f} s, again {again:.3f} s, ratio {again / first:.2f}"
            f"{'' if kept else ' OVER'}{' WROTE' if times['written'] else ''}"
        )
    return Note(f"second loads of the same file, {engine}: at most {BOUND} of the first", lines, told, ok)
