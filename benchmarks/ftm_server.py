"""The part `ftm-neo4j`: the same entities into a live Neo4j, by our load and by plain batches, by turns.

Runs in the environment of our wheel, on the server at NEO4J_URI; times as JSON on standard output. Each side starts
with an empty database, makes its own constraints, and is a whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import neo4j
from neo4j_rounds import OCCUPIED, connect, count, empty
from usage import used

PLAIN = Path(__file__).with_name("plain_batches.py")


def main() -> int:
    """Exit code 4: the database holds something and --clear was not given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", type=Path, help="our command")
    parser.add_argument("file", type=Path, help="entities as JSON lines")
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--clear", action="store_true")
    args = parser.parse_args()
    uri, folder = os.environ["NEO4J_URI"], args.file.parent
    dump = _dump(args.command, args.file)
    sides: dict[str, list[str | Path]] = {
        "ours": [args.command, "--graph", uri, "load", "ftm", args.file],
        "peer": [sys.executable, PLAIN, args.file],
        "same": [sys.executable, PLAIN, "--dump", dump],
    }
    found: dict[str, list[float]] = {side: [] for side in sides}
    cpu: dict[str, list[float]] = {side: [] for side in sides}
    nodes: dict[str, int] = {}
    with connect() as driver:
        if not args.clear and count(driver):
            return OCCUPIED
        try:
            for _ in range(args.rounds + 1):
                for side, command in sides.items():
                    empty(driver)
                    use = used(command, folder, {"NEO4J_URI": uri})
                    found[side].append(use.seconds)
                    cpu[side].append(use.cpu)
                    nodes[side] = count(driver)
                    print(f"{side} {use.told()}", file=sys.stderr, flush=True)
        finally:
            empty(driver)
        server = driver.get_server_info().agent
    print(json.dumps({**found, "cpu": cpu, "nodes": nodes, "server": server, "driver": neo4j.__version__}))
    return 0


def _dump(command: Path, file: Path) -> Path:
    """All nodes and relationships that our load makes."""
    graph, dump = file.with_name("dumped.kgl"), file.with_name("dump.jsonl")
    subprocess.run([command, "--graph", graph, "load", "ftm", file], check=True, stdout=subprocess.DEVNULL)
    with dump.open("w", encoding="utf-8") as out:
        subprocess.run([command, "--graph", graph, "dump"], check=True, stdout=out)
    return dump


if __name__ == "__main__":
    sys.exit(main())
