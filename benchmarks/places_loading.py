"""The part `places`: Trainline's stations and UN/LOCODE whole, beside the bare parse of the same files.

The bare parse is a process that goes through every row with the `csv` module and keeps nothing. Memory is the largest
resident memory of a process, as the kernel counts it: the load's, less that of a process which only opens the graph
that the load made and asks it one thing. That is what loading needs beyond the graph itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

from environments import Environment
from usage import MB, Note, Usage, used

#: Bytes that a load may need beyond the graph's own.
MEMORY = 500 * MB
BARE = (
    "import csv, sys\n"
    "for path in sys.argv[2:]:\n"
    "    with open(path, encoding='utf-8', errors='replace', newline='') as file:\n"
    "        for row in csv.reader(file, delimiter=sys.argv[1]): pass\n"
)
OPEN = "import sys, kglite; kglite.load(sys.argv[1]).cypher('MATCH (n:Entity) RETURN count(n) AS n')"


def measure(mine: Environment, data: Path, folder: Path, runs: int) -> tuple[list[Note], dict[str, str]]:
    """What each of the two takes, and what is skipped and why."""
    found, skipped = [], {}
    release = data / "unlocode"
    for name, path, files, delimiter in (
        ("Trainline", data / "trainline_stations_2016-11-29.csv", [data / "trainline_stations_2016-11-29.csv"], ";"),
        ("UN/LOCODE", release, sorted(release.glob("*CodeListPart*.csv")), ","),
    ):
        if files and all(file.is_file() for file in files):
            found.append(_one(mine, name, path, files, delimiter, folder, runs))
        else:
            skipped[f"load stations, {name}"] = f"not here: {path.name} (../shared/data/places)"
    return found, skipped


def _one(mine: Environment, name: str, path: Path, files: list[Path], delimiter: str, folder: Path, runs: int) -> Note:
    bare: list[Usage] = []
    ours: list[Usage] = []
    for run in range(runs + 1):
        for left in folder.glob("places.kgl*"):
            left.unlink()
        parse = used([sys.executable, "-c", BARE, delimiter, *files], folder)
        load = used([mine.script("sanctionsgraph"), "--graph", "places.kgl", "load", "stations", path], folder)
        if run:
            bare.append(parse)
            ours.append(load)
    own = used([mine.python, "-c", OPEN, "places.kgl"], folder)
    least, parse = min(ours, key=lambda use: use.cpu), min(bare, key=lambda use: use.cpu)
    beyond = max(use.peak for use in ours) - own.peak
    return Note(
        f"load stations, {name} whole, new embedded graph",
        [
            f"{least.told()}; the bare parse {parse.told()}: {least.cpu / parse.cpu:.0f} times as much processor",
            f"beyond the graph's own {own.peak / MB:.0f} MB: {beyond / MB:.0f} MB of at most {MEMORY / MB:.0f} MB: "
            f"{'ok' if beyond <= MEMORY else 'over'}",
        ],
        {
            "seconds": [use.seconds for use in ours],
            "cpu": [use.cpu for use in ours],
            "bare_seconds": [use.seconds for use in bare],
            "bare_cpu": [use.cpu for use in bare],
            "peak_mb": [use.peak / MB for use in ours],
            "own_mb": own.peak / MB,
        },
        beyond <= MEMORY,
    )
