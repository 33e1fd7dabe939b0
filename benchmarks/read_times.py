"""How long the reader by rules takes for a report of a size, in seconds of the processor, and how its memory grows.

    python benchmarks/read_times.py [GRAPH]

The texts are the project's own labelled ones (`reading/own.jsonl`), one after another, with a note of its own behind
each sentence, until a size is reached: a line or sentence that stands twice is read once. `one sentence` is one line in
which one sentence stands over and over. Start-up and the graph are not counted: GRAPH is one that has the shipped case,
made in memory where none is given. Each size is read in a process of its own.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import sys
import time
from itertools import count
from pathlib import Path

from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.curated.shipped import demo
from sanctionsgraph.reading.page import page_of
from sanctionsgraph.reading.source_file import source_bytes
from sanctionsgraph.reading.suggest import claims_of_page

OWN = Path(__file__).parent / "reading" / "own.jsonl"
SIZES = (60_000, 125_000, 250_000, 500_000)
REPEATED = (1_000_000, 10_000_000)
ONE = (
    "The vessel left the port of Nampo for Russia with 20 containers of artillery shells on 5 October, the Harbour "
    "Survey Institute said. "
)


def report(size: int) -> str:
    """A report of so many characters in paragraphs, no two sentences of them the same."""
    texts = [json.loads(line)["text"] for line in OWN.read_text(encoding="utf-8").splitlines() if line.strip()]
    paragraphs: list[str] = []
    for number in count(1):
        text = texts[number % len(texts)]
        paragraphs.append(re.sub(r"(?<=[a-z])\.(?=\s|\Z)", f" (note {number}).", text))
        if sum(map(len, paragraphs)) >= size:
            break
    return "\n\n".join(paragraphs)[:size].rsplit(".", 1)[0] + "."


def measured(graph: str | None, text: str) -> tuple[float, int, float]:
    """Seconds of the processor, suggested claims, and megabytes that the peak of memory grew by."""
    with open_graph(graph) if graph else demo() as opened:
        claims_of_page(opened, page_of(source_bytes(report(2_000).encode(), "warm.txt")), published="2024-03-01")
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        page = page_of(source_bytes(text.encode(), "report.txt"))
        claims = claims_of_page(opened, page, published="2024-03-01", publisher="Made Press")
        seconds = time.process_time() - began
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return seconds, len(claims.suggestions), grown


def main() -> None:
    """Print a line for each size, and what 500 kB take in proportion to 60 kB."""
    graph = sys.argv[1] if len(sys.argv) > 1 else None
    texts = [(f"{size // 1000} kB", report(size)) for size in SIZES]
    texts += [(f"one sentence, {size // 1_000_000} MB", ONE * (size // len(ONE))) for size in REPEATED]
    taken: dict[str, float] = {}
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for name, text in texts:
            seconds, claims, grown = pool.apply(measured, (graph, text))
            taken[name] = seconds
            print(f"{name:20} {seconds:7.2f} s  {claims:6} claims  {grown:6.0f} MB more at the peak")
    print(f"500 kB take {taken['500 kB'] / taken['60 kB']:.1f} times what 60 kB take; in proportion it would be 8.3")


if __name__ == "__main__":
    main()
