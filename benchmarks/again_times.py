"""Load each file into an empty graph and once more, so many times; seconds of both as JSON. For again.py.

With --server into the Neo4j at NEO4J_URI, whose constraints stand from the first load on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import sanctionsgraph as sg
from neo4j_rounds import OCCUPIED, clear, connect, count, empty
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load


def main() -> int:
    """Exit code 4: the database holds something and --clear was not given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", metavar="SOURCE=FILE")
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--server", action="store_true")
    parser.add_argument("--clear", action="store_true")
    args = parser.parse_args()
    with ExitStack() as stack:
        # Beside the graph in a file, and the working folder of a graph on a server: rejected records are kept there.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.chdir(folder)
        where, emptied = str(folder / "again.kgl"), partial(_unlink, folder)
        if args.server:
            where, driver = os.environ["NEO4J_URI"], stack.enter_context(connect())
            if not args.clear and count(driver):
                return OCCUPIED
            stack.callback(empty, driver)
            emptied = partial(clear, driver)
        found = {}
        for file in args.files:
            source, _, path = file.partition("=")
            found[file] = _times(where, emptied, source, path, args.runs)
            print(f"{file} {found[file]}", file=sys.stderr, flush=True)
    print(json.dumps(found))
    return 0


def _unlink(folder: Path) -> None:
    for left in folder.glob("again.kgl*"):
        left.unlink()


def _times(where: str, emptied: Callable[[], object], source: str, path: str, runs: int) -> dict[str, Any]:
    times: dict[str, list[float]] = {"first": [], "again": []}
    # The first round imports what is needed, and is thrown away.
    for run in range(runs + 1):
        emptied()
        for found in times.values():
            began = time.perf_counter()
            try:
                with open_graph(where) as graph:
                    account = load(graph, source, path)
            except sg.SanctionsGraphError as error:
                return {"error": str(error)[:200]}
            if run:
                found.append(time.perf_counter() - began)
    # Rejected records are read again and rejected again.
    return {**times, "read": account.read, "written": account.written, "rejected": account.rejected}


if __name__ == "__main__":
    sys.exit(main())
