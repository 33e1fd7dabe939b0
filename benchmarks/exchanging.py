"""Exports beside those of FollowTheMoney: whole processes, by turns, on graphs that were loaded beforehand."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import ftm_entities
from environments import Environment, clean
from timing import Comparison, in_turns

RDF, ENTITIES, STATEMENTS = "100,000 FtM entities as TriG", "UN list as FtM entities", "UN list as FtM statements"
BOUNDS = {RDF: 0.6, ENTITIES: 0.5, STATEMENTS: 0.5}
MANY, EDITION = 100_000, "made-up@2024-06-01"


@dataclass
class Exchanged:
    """What was measured, what was not and why, and what was written."""

    comparisons: list[Comparison] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def measure_rdf(mine: Environment, theirs: Environment, runs: int, total: int = MANY) -> Exchanged:
    """TriG of a data set, with its source and dates, beside `ftm export-rdf`, which writes neither."""
    with TemporaryDirectory(prefix="bench-") as folder:
        entities, graph, out = (Path(folder) / name for name in ("made-up.ftm.json", "made-up.kgl", "out.trig"))
        ftm_entities.write(entities, total)
        _loaded(mine, graph, total, "ftm", entities, "--edition", EDITION)
        script = str(mine.script("sanctionsgraph"))
        times = in_turns(
            {
                RDF: lambda _: [script, "-g", str(graph), "export", "--for", "trig", "-o", str(out)],
                "ftm": lambda _: [str(theirs.script("ftm")), "export-rdf", "-i", str(entities), "-o", "peer.nt"],
            },
            runs,
        )
        return Exchanged(
            [Comparison(RDF, "ftm export-rdf", times[RDF], times["ftm"], BOUNDS[RDF])],
            notes=[f"TriG of {total:,} entities: {out.stat().st_size / 1e6:.0f} MB, {runs} runs after one discarded"],
        )


def measure_ftm(mine: Environment, theirs: Environment, runs: int, edition: Path) -> Exchanged:
    """An edition of the UN list, as entities and as statements, beside `ftm statements` for as many entities."""
    if not edition.is_file():
        reason = f"the UN list is not here (../shared/data/un_list/{edition.name})"
        return Exchanged(skipped=dict.fromkeys((ENTITIES, STATEMENTS), reason))
    total = sum(edition.read_bytes().count(tag) for tag in (b"<INDIVIDUAL>", b"<ENTITY>"))
    with TemporaryDirectory(prefix="bench-") as folder:
        entities, graph = Path(folder) / "made-up.ftm.json", Path(folder) / "list.kgl"
        ftm_entities.write(entities, total)
        _loaded(mine, graph, total, "un-list", edition)
        export = [str(mine.script("sanctionsgraph")), "-g", str(graph), "export"]
        peer = [str(theirs.script("ftm")), "statements", str(entities), "-d", "made-up", "-f", "csv", "-o", "peer.csv"]
        times = in_turns(
            {
                ENTITIES: lambda _: [*export, "--for", "ftm", "-o", "ours.json"],
                STATEMENTS: lambda _: [*export, "--for", "ftm-statements", "-o", "ours.csv"],
                "ftm": lambda _: peer,
            },
            runs,
        )
    found = Exchanged(notes=[f"{total:,} records of the list, {runs} runs after one discarded"])
    for name in (ENTITIES, STATEMENTS):
        found.comparisons.append(Comparison(name, "ftm statements", times[name], times["ftm"], BOUNDS[name]))
    return found


def _loaded(mine: Environment, graph: Path, total: int, *what: str | Path) -> None:
    """A graph with a file loaded into it, all of it."""
    command = [mine.script("sanctionsgraph"), "-g", graph, "load", "--format", "json", *what]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=clean())
    written = json.loads(done.stdout)["written"]
    if written != total:
        raise AssertionError(f"{what[1]} holds {total} records by count, {written} by account")
