"""Measure ours against peers: ratios of times taken by turns in one run, on one machine. `make bench`.

Absolute times are printed for the reader's orientation; what is claimed are the ratios. Only assessing has no
peer: there the bounds are on seconds and on growth. Exit codes: 0 every bound measured was kept (skipped ones are
said), 1 a bound was exceeded, 2 something could not be set up.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import platform
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import again
import assessing
import exchanging
import ftm_entities
import ftm_loading
import names
import places_loading
from assessing import Figure, Growth
from environments import Environment, SetupError, clean, matcher, ours, peer
from names import Bounded
from timing import Comparison, in_turns
from usage import Note

PROJECT = Path(__file__).resolve().parent.parent
CACHE = PROJECT / ".benchmarks"
#: The table of the last run of all parts.
RESULTS = PROJECT / "benchmarks" / "results.txt"
SHARED = PROJECT.parent / "shared"
DATA, MAKER = SHARED / "data", SHARED / "bench" / "make_ftm.py"
LISTS = DATA / "un_list"
EDITIONS = [LISTS / f"un_{day}.xml" for day in ("2018-10-29", "2021-01-18", "2026-02-27")]
SERVER = PROJECT / "tools" / "neo4j_server.py"
#: The exit codes of `neo4j_server.py` without Java or Maven, and of `neo4j_rounds.py` on a database in use.
NO_SERVER, OCCUPIED = 3, 4
PARTS = ("start", "neo4j", "assess", "names", "rdf", "ftm-export", "ftm", "ftm-neo4j", "places", "again")
#: They have no peer, or one of their own.
NO_PEER = {"assess", "names", "places", "again", "ftm-neo4j"}
HELP, LOAD, NEO4J = "sanctionsgraph --help", "load one UN edition, new graph", "load three UN editions, Neo4j"
FTM_NEO4J = f"load ftm, {ftm_loading.COMPARED:,} entities, Neo4j"
BOUNDS = {HELP: 0.1, LOAD: 0.75, NEO4J: 1 / 5, FTM_NEO4J: 1.5}


@dataclass
class Report:
    """What was measured, what was not and why, and under which circumstances."""

    comparisons: list[Comparison] = field(default_factory=list)
    figures: list[Figure | Growth | Bounded | Note] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def main() -> int:
    """Measure, print the table, say by the exit code whether all bounds were kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, and fewer made-up events")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--clear", action="store_true", help="empty the database at NEO4J_URI, whatever is in it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    args = parser.parse_args()
    report = Report()
    CACHE.mkdir(exist_ok=True)
    lock = (CACHE / "lock").open("w")
    # Two runs at once would spoil each other's times, and one could rebuild what the other measures.
    fcntl.flock(lock, fcntl.LOCK_EX)
    parts = (args.only,) if args.only else PARTS
    try:
        mine = ours(CACHE, PROJECT)
        theirs = None if NO_PEER.issuperset(parts) else peer(CACHE)
        before = os.getloadavg()[0]
        if theirs and "start" in parts:
            measure_start(report, mine, theirs, 3 if args.quick else 9)
        if theirs and "neo4j" in parts:
            measure_neo4j(report, mine, theirs, 1 if args.quick else 3, args.clear)
        if "assess" in parts:
            assessed = assessing.measure(mine, PROJECT, 3 if args.quick else 9, args.quick)
            report.figures += assessed.figures
            report.skipped |= assessed.skipped
        if "names" in parts:
            named = names.measure(mine, lambda: matcher(CACHE), 3 if args.quick else 9, args.quick)
            report.comparisons += named.comparisons
            report.figures += named.figures
            report.skipped |= named.skipped
        if theirs and "rdf" in parts:
            add(report, exchanging.measure_rdf(mine, theirs, 1 if args.quick else 3))
        if theirs and "ftm-export" in parts:
            add(report, exchanging.measure_ftm(mine, theirs, 3 if args.quick else 9, EDITIONS[-1]))
        with TemporaryDirectory(prefix="bench-") as name:
            for part in parts:
                if part in LOADS:
                    LOADS[part](report, mine, theirs, Path(name), args)
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        said = error.stderr or ""
        said = said.decode(errors="replace") if isinstance(said, bytes) else said
        print(f"error: {error}\n{said}", file=sys.stderr)
        return 2
    versions = f"Python {platform.python_version()}"
    if theirs:
        versions = f"followthemoney {theirs.version('followthemoney')}, {versions}"
    load = f"load average {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    report.notes.insert(0, f"{versions}, {os.cpu_count()} cores; {load}")
    show(report)
    if not args.only:
        keep(report)
    if args.json:
        text = json.dumps(
            {
                "comparisons": [comparison.as_dict() for comparison in report.comparisons],
                "figures": [figure.as_dict() for figure in report.figures],
                "skipped": report.skipped,
                "notes": report.notes,
            },
            indent=2,
        )
        args.json.write_text(text + "\n", encoding="utf-8")
    return 0 if all(one.ok for one in (*report.comparisons, *report.figures)) else 1


def add(report: Report, found: exchanging.Exchanged) -> None:
    """Put what was measured of exports into the report."""
    report.comparisons += found.comparisons
    report.skipped |= found.skipped
    report.notes += found.notes


def measure_start(report: Report, mine: Environment, theirs: Environment, runs: int) -> None:
    """Whole processes: our help and our load into a new file, each beside the help of `ftm`."""
    command, edition = str(mine.script("sanctionsgraph")), EDITIONS[-1]
    commands = {
        HELP: lambda _: [command, "--help"],
        LOAD: lambda run: [command, "--graph", f"run-{run}.kgl", "load", "un-list", str(edition)],
        "ftm": lambda _: [str(theirs.script("ftm")), "--help"],
    }
    if not edition.is_file():
        report.skipped[LOAD] = f"the UN list is not here (../shared/data/un_list/{edition.name})"
        del commands[LOAD]
    times = in_turns(commands, runs)
    for name in times:
        if name != "ftm":
            report.comparisons.append(Comparison(name, "ftm --help", times[name], times["ftm"], BOUNDS[name]))
    report.notes.append(f"processes by turns, {runs} runs each after one discarded")


def measure_neo4j(report: Report, mine: Environment, theirs: Environment, rounds: int, clear: bool) -> None:
    """Three editions into Neo4j, beside the peer's script for as many entities."""
    if not all(edition.is_file() for edition in EDITIONS):
        report.skipped[NEO4J] = "the UN lists are not here (../shared/data/un_list)"
        return
    total = sum(path.read_bytes().count(tag) for path in EDITIONS for tag in (b"<INDIVIDUAL>", b"<ENTITY>"))
    with TemporaryDirectory(prefix="bench-") as folder:
        entities, script = Path(folder) / "entities.ftm.json", Path(folder) / "script.cypher"
        ftm_entities.write(entities, total)
        export: list[str | Path] = [theirs.script("ftm"), "export-cypher", "-i", entities, "-o", script]
        subprocess.run(export, check=True, capture_output=True)
        rounds_of = Path(__file__).with_name("neo4j_rounds.py")
        call: list[str | Path] = [
            mine.python,
            rounds_of,
            mine.script("sanctionsgraph"),
            script,
            *EDITIONS,
            "--rounds",
            str(rounds),
        ]
        found = on_server(report, NEO4J, call, clear)
    if found is None:
        return
    if found["read"] != total:
        raise SetupError(f"the editions hold {total} records by count, {found['read']} by account")
    statements = f"ftm export-cypher, {found['statements']:,} statements"
    report.comparisons.append(Comparison(NEO4J, statements, found["ours"][1:], found["peer"][1:], BOUNDS[NEO4J]))
    report.notes += [
        f"{found['server']}, driver {found['driver']}: {rounds} rounds after one discarded, in which "
        f"ours took {found['ours'][0]:.1f} s and the script {found['peer'][0]:.1f} s on the cold server",
        f"{total:,} records give {found['nodes']:,} nodes, as many entities {found['peer_nodes']:,} of the peer's",
        f"three editions are {1 / report.comparisons[-1].of_minima:.1f} times faster by minima, "
        f"{1 / report.comparisons[-1].of_medians:.1f} by medians",
    ]


def measure_ftm(
    report: Report, mine: Environment, theirs: Environment | None, folder: Path, args: argparse.Namespace
) -> None:
    """FollowTheMoney entities into an embedded graph, beside the peer's export."""
    if not MAKER.is_file() or theirs is None:
        report.skipped["load ftm"] = "the maker of entities is not here (../shared/bench/make_ftm.py)"
        return
    runs = 1 if args.quick else 5
    comparison, notes = ftm_loading.measure(mine, theirs, MAKER, folder, runs, args.quick)
    report.comparisons.append(comparison)
    report.figures += notes


def measure_ftm_neo4j(
    report: Report, mine: Environment, _: Environment | None, folder: Path, args: argparse.Namespace
) -> None:
    """The same entities into Neo4j, beside plain batches. A server of ours has a heap of 1 GB."""
    if not MAKER.is_file():
        report.skipped[FTM_NEO4J] = "the maker of entities is not here (../shared/bench/make_ftm.py)"
        return
    file = ftm_loading.made(MAKER, folder, ftm_loading.COMPARED)
    rounds = 1 if args.quick else 3
    script = Path(__file__).with_name("ftm_server.py")
    call: list[str | Path] = [mine.python, script, mine.script("sanctionsgraph"), file, "--rounds", str(rounds)]
    found = on_server(report, FTM_NEO4J, call, args.clear, "--heap", "1g")
    if found is None:
        return
    plain = "UNWIND batches of 2,000, official driver"
    report.comparisons.append(Comparison(FTM_NEO4J, plain, found["ours"][1:], found["peer"][1:], BOUNDS[FTM_NEO4J]))
    same = "the same nodes and relationships, such batches"
    report.comparisons.append(Comparison(FTM_NEO4J, same, found["ours"][1:], found["same"][1:], BOUNDS[FTM_NEO4J]))
    nodes, cpu = found["nodes"], {side: min(times[1:]) for side, times in found["cpu"].items()}
    report.notes.append(
        f"{found['server']}, driver {found['driver']}: {rounds} rounds after one discarded; ours makes "
        f"{nodes['ours']:,} nodes, plain batches {nodes['peer']:,} and {nodes['same']:,}; of the client's processor "
        f"{cpu['ours']:.1f} s, {cpu['peer']:.1f} s and {cpu['same']:.1f} s"
    )


def measure_places(
    report: Report, mine: Environment, _: Environment | None, folder: Path, args: argparse.Namespace
) -> None:
    """Whole gazetteers: time beside the bare parse, memory beyond the graph."""
    notes, skipped = places_loading.measure(mine, DATA / "places", folder, 1 if args.quick else 3)
    report.figures += notes
    report.skipped |= skipped


def measure_again(
    report: Report, mine: Environment, _: Environment | None, folder: Path, args: argparse.Namespace
) -> None:
    """Second loads of all real files, on both engines."""

    def embedded(call: list[str | Path]) -> dict[str, Any]:
        done = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True, env=clean(), cwd=folder)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def server(call: list[str | Path]) -> dict[str, Any] | None:
        return on_server(report, "second loads, Neo4j", [*call, "--server"], args.clear, "--heap", "1g")

    engines: dict[str, again.Run] = {"embedded": embedded, "Neo4j": server}
    notes, skipped = again.measure(mine, DATA, 1 if args.quick else 3, engines)
    report.figures += notes
    report.skipped |= skipped


LOADS = {"ftm": measure_ftm, "ftm-neo4j": measure_ftm_neo4j, "places": measure_places, "again": measure_again}


def on_server(report: Report, what: str, call: list[str | Path], clear: bool, *options: str) -> dict[str, Any] | None:
    """What a script on a Neo4j server prints; None where it is skipped, which the report then says."""
    if not os.environ.get("NEO4J_URI"):
        call = [sys.executable, SERVER, "run", *options, "--", *call]
    elif clear:
        call.append("--clear")
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True)
    if done.returncode == NO_SERVER:
        report.skipped[what] = "no server: set NEO4J_URI, or install Java and Maven (what is missing is said above)"
        return None
    if done.returncode == OCCUPIED:
        report.skipped[what] = "the database at NEO4J_URI is not empty; --clear would empty it"
        return None
    done.check_returncode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def keep(report: Report) -> None:
    """Keep the table of a run of all parts, with its day and the machine."""
    with RESULTS.open("w", encoding="utf-8") as file, redirect_stdout(file):
        print(f"{date.today()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, {_memory()}\n")
        show(report)


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"


def show(report: Report) -> None:
    """A plain table: seconds as minimum/median, then the two ratios, ours to the peer's; below, what has no peer."""
    head: tuple[str, ...] = ("ours", "peer", "seconds ours", "seconds peer", "ratio", "bound", "")
    rows = [head]
    for c in report.comparisons:
        seconds = [f"{min(times):.3f}/{median(times):.3f}" for times in (c.ours, c.peer)]
        ratio = f"{c.of_minima:.3f}/{c.of_medians:.3f}"
        rows.append((c.name, c.against, *seconds, ratio, f"{c.bound:.2f}", "ok" if c.ok else "over"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows if report.comparisons else []:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for name, why in report.skipped.items():
        print(f"SKIPPED  {name}: {why}")
    if report.comparisons:
        print("Seconds and ratios as minimum/median; both ratios, ours to the peer's, must keep the bound.")
    for figure in report.figures:
        print("\n".join(figure.told()))
    for note in report.notes:
        print(note)


if __name__ == "__main__":
    sys.exit(main())
