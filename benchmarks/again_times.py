"""Load a file into a new graph and once more, so many times; seconds of both as JSON. For again.py."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import sanctionsgraph as sg


def main() -> None:
    """FOLDER SOURCE FILE RUNS."""
    folder, source, file, runs = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    times: dict[str, list[float]] = {"first": [], "again": []}
    # The first round imports what is needed, and is thrown away.
    for run in range(runs + 1):
        for left in folder.glob("again.kgl*"):
            left.unlink()
        for _which, found in times.items():
            began = time.perf_counter()
            try:
                with sg.open_graph(folder / "again.kgl") as graph:
                    account = sg.load(graph, source, file)
            except sg.SanctionsGraphError as error:
                print(json.dumps({"error": str(error)[:200]}))
                return
            if run:
                found.append(time.perf_counter() - began)
    # Rejected records are read again and rejected again.
    print(json.dumps({**times, "read": account.read, "written": account.written, "rejected": account.rejected}))


if __name__ == "__main__":
    main()
