"""Measure the server: how long a search and a thing's page take, with one reader and with fifty, and what it holds.

    python benchmarks/serving.py --graph case.kgl           (a file, or the address of a Neo4j server)

Nothing is asked twice in the parts on latency, so that no kept answer counts. Times are those of this machine while it
did whatever else it did: they are for orientation, and no test holds them to a bound.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psutil
import sanctionsgraph as sg
import urllib3

READERS = 50


@contextmanager
def serving(graph: str) -> Iterator[tuple[str, psutil.Process]]:
    """A server in a process of its own, as users start it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "sanctionsgraph.cli", "--graph", graph, "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/openapi.json", process)
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str, process: subprocess.Popen[str], seconds: float = 600) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the server ended: {process.stderr.read() if process.stderr else ''}")
        try:
            urllib3.request("GET", url, retries=False, timeout=30)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not answer in time")


def subjects(graph: str, number: int) -> tuple[list[str], list[str]]:
    """Ids and names of things, drawn with a seed from those that have a statement."""
    with sg.open(graph) as g:
        rows = g.graph.read(
            "MATCH (e:Entity)<--(:Statement) RETURN DISTINCT e.id AS id, e.name AS name ORDER BY id"
        ).rows
    chosen = random.Random(7).sample(rows, min(number, len(rows)))
    return [row["id"] for row in chosen], [row["name"] for row in chosen]


def timed(ask: Callable[[str], None], urls: list[str]) -> list[float]:
    """The milliseconds of each request, one after another."""
    times = []
    for url in urls:
        begin = time.perf_counter()
        ask(url)
        times.append((time.perf_counter() - begin) * 1000)
    return times


def figures(graph: str, requests: int, samples: int) -> dict[str, float]:
    ids, names = subjects(graph, 3 * samples)
    if len(ids) < 2 * samples:
        raise SystemExit(f"{graph}: has {len(ids)} things of which something is stated; give --samples {len(ids) // 3}")
    with serving(graph) as (address, process):
        pool = urllib3.PoolManager(maxsize=READERS, block=True, retries=False)

        def ask(url: str) -> None:
            answer = pool.request("GET", address + url)
            # A thing that nothing is claimed of, or a name of several, is an answer as well.
            if answer.status >= 500:
                raise SystemExit(f"{url}: {answer.status}")

        ask(f"/search?q={quote(names[0])}")
        searches = timed(ask, [f"/search?q={quote(name[:60])}" for name in names[1 : samples + 1]])
        pages = timed(ask, [f"/thing/{quote(id_, safe=':')}" for id_ in ids[:samples]])
        urls = [f"/thing/{quote(id_, safe=':')}" for id_ in ids[samples : 2 * samples]]
        begin = time.perf_counter()
        with ThreadPoolExecutor(READERS) as readers:
            list(readers.map(ask, urls))
        together = (time.perf_counter() - begin) / len(urls) * 1000
        mixed = [f"/search?q={quote(name[:60])}" for name in names] + [f"/thing/{quote(id_, safe=':')}" for id_ in ids]
        for n in range(requests // 10):
            ask(mixed[n % len(mixed)])
        early = process.memory_info().rss / 1e6
        for n in range(requests - requests // 10):
            ask(mixed[n % len(mixed)])
        late = process.memory_info().rss / 1e6
    return {
        "search, median ms": median(searches),
        "search, 95 % within ms": quantiles(searches, n=20)[18],
        "thing page, median ms": median(pages),
        "thing page, 95 % within ms": quantiles(pages, n=20)[18],
        f"thing page, {READERS} readers at once, ms a page": together,
        f"memory after {requests // 10:,} requests, MB": early,
        f"memory after {requests:,} requests, MB": late,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", help="graph file or address; the shipped case without it")
    parser.add_argument("--requests", type=int, default=10_000, help="requests over which memory is watched")
    parser.add_argument("--samples", type=int, default=100, help="searches and pages that are timed")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    given = parser.parse_args()
    with TemporaryDirectory() as scratch:
        graph = given.graph or str(Path(scratch) / "case.kgl")
        if not given.graph:
            sg.demo(graph).close()
        taken = figures(graph, given.requests, given.samples)
    for name, value in taken.items():
        print(f"{value:10,.1f}  {name}")
    if given.json:
        given.json.write_text(json.dumps(taken, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
