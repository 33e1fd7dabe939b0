"""The part `ftm`: made-up FollowTheMoney entities into a new embedded graph, beside the peer's export to CSV.

Ours is the ordinary `load ftm`, with history, and ends with a graph that answers; the peer's ends with files for
`neo4j-admin`. Both are whole processes on the same file.
"""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from pathlib import Path

from environments import Environment
from timing import Comparison
from usage import MB, Note, Usage, used

BOUND = 0.4
COMPARED, SIZES, QUICK = 100_000, (10_000, 100_000, 500_000), (10_000, 100_000)


def made(maker: Path, folder: Path, size: int) -> Path:
    """The file of so many entities; a data set's name is that of its file."""
    path = folder / f"synth-{size}.json"
    if not path.exists():
        subprocess.run([sys.executable, maker, path, str(size)], check=True, capture_output=True)
    return path


def measure(
    mine: Environment, theirs: Environment, maker: Path, folder: Path, runs: int, quick: bool
) -> tuple[Comparison, list[Note]]:
    """By turns, after one run of each that is thrown away; then how it grows."""
    file = made(maker, folder, COMPARED)
    ours: list[Usage] = []
    peer: list[Usage] = []
    for run in range(runs + 1):
        found = _load(mine, file, folder), _export(theirs, file, folder)
        if run:
            ours.append(found[0])
            peer.append(found[1])
    comparison = Comparison(
        f"load ftm, {COMPARED:,} entities, new graph",
        "ftm export-neo4j-bulk",
        [use.seconds for use in ours],
        [use.seconds for use in peer],
        BOUND,
    )
    cpu = min(use.cpu for use in ours), min(use.cpu for use in peer)
    beside = Note(
        f"the same, of the processor: ours {cpu[0]:.2f} s, the peer {cpu[1]:.2f} s, ratio {cpu[0] / cpu[1]:.3f}",
        [],
        {"ours": [use.cpu for use in ours], "peer": [use.cpu for use in peer]},
    )
    return comparison, [beside, _growth(mine, maker, folder, ours, quick)]


def _growth(mine: Environment, maker: Path, folder: Path, known: list[Usage], quick: bool) -> Note:
    """What the ordinary load takes of more and more entities. Growth is of the processor's seconds."""
    least = min(known, key=lambda use: use.cpu)
    sizes = QUICK if quick else SIZES
    uses = {n: least if n == COMPARED else _load(mine, made(maker, folder, n), folder) for n in sizes}
    lines = [
        f"{n:,}: {use.told()} ({use.cpu / n * 1e6:.0f} µs and {use.peak / n / 1024:.1f} kB an entity)"
        for n, use in uses.items()
    ]
    for small, large in itertools.pairwise(sizes):
        exponent = math.log(uses[large].cpu / uses[small].cpu) / math.log(large / small)
        lines.append(f"from {small:,} to {large:,}: exponent {exponent:.2f} (1 is in proportion)")
    numbers = {str(n): {"seconds": use.seconds, "cpu": use.cpu, "peak_mb": use.peak / MB} for n, use in uses.items()}
    return Note("load ftm, new embedded graph, by number of entities", lines, numbers)


def _load(mine: Environment, file: Path, folder: Path) -> Usage:
    for left in folder.glob("ftm.kgl*"):
        left.unlink()
    return used([mine.script("sanctionsgraph"), "--graph", "ftm.kgl", "load", "ftm", file], folder)


def _export(theirs: Environment, file: Path, folder: Path) -> Usage:
    return used([theirs.script("ftm"), "export-neo4j-bulk", "-i", file, "-o", folder / "bulk"], folder)
