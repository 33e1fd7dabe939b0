"""Seconds that `assess` takes, one job a process, as JSON on standard output. Runs in the environment of our wheel.

`cases GRAPH ID...` assesses one event after the other, and reads the same claims by one query. `make GRAPH EVENTS
FILE` puts made-up events into a graph. `all GRAPH [MEASURE]` assesses all events of a graph in one call.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import made_events
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.evidence import statements as facts
from sanctionsgraph.schema.dates import LATEST


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=("cases", "make", "all"))
    parser.add_argument("graph", type=Path)
    parser.add_argument("rest", nargs="*")
    parser.add_argument("--runs", type=int, default=1)
    args = parser.parse_args()
    with open_graph(args.graph) as graph:
        match args.job:
            case "cases":
                found = cases(graph, args.rest, args.runs)
            case "make":
                found = make(graph, int(args.rest[0]), Path(args.rest[1]))
            case _:
                found = every(graph, *args.rest)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(json.dumps(found))
    return 0


def cases(graph: sg.Graph, events: list[str], runs: int) -> dict[str, Any]:
    """By turns: the events one by one against all measures, and their claims by one query. Run 0 is discarded."""
    found: dict[str, Any] = {"assess": [], "read": [], "cpu": []}
    for run in range(runs + 1):
        began, worked = time.perf_counter(), time.process_time()
        made = [len(assess(graph, event).assessments) for event in events]
        assessed, cpu = time.perf_counter(), time.process_time() - worked
        rows = graph.read(facts.CLAIMS, ids=events, as_of=LATEST).rows
        read = time.perf_counter()
        if run:
            found["assess"].append(assessed - began)
            found["read"].append(read - assessed)
            found["cpu"].append(cpu)
    return found | {"events": len(events), "assessments": sum(made), "claims": len(rows)}


def make(graph: sg.Graph, events: int, path: Path) -> dict[str, Any]:
    """Write a claims file of so many events that speak of what the graph holds, and load it."""
    countries, goods, vessels = (
        [row["id"] for row in graph.read(f"MATCH (e:Entity:{kind}) RETURN e.id AS id ORDER BY id").rows]
        for kind in ("Country", "Goods", "Vessel")
    )
    claims = made_events.write(path, events, made_events.Known(countries, goods, vessels))
    account = load(graph, "reports", path)
    if account.rejected:
        first = account.rejections[0]
        raise SystemExit(f"{account.rejected} made-up records were rejected; of the first: {first.reason}")
    return {"events": events, "claims": claims}


def every(graph: sg.Graph, measure: str | None = None) -> dict[str, Any]:
    """All events in one call; a first call on one event has read the file and imported what is needed."""
    first = graph.read(f"{facts.EVENTS} LIMIT 1", as_of=LATEST).rows[0]["id"]
    assess(graph, first, measure=measure)
    began, worked = time.perf_counter(), time.process_time()
    answer = assess(graph, measure=measure)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    return {"seconds": seconds, "cpu": cpu, "events": answer.events, "assessments": len(answer.assessments)}


if __name__ == "__main__":
    sys.exit(main())
