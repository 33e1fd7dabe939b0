"""Find the plain names of trade_names.csv in a graph, and print which are not found as meant.

The file gives each name with the id that is meant, written down before any of its set was tried; the rules were mended
after a set was tried, and the next one shows what that was worth. `trade_names.py GRAPH`; exit
code 1 where fewer than 95 of 100 are found as meant, of those whose thing the graph has.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.schema.errors import Ambiguous, NotFound

NAMES = Path(__file__).with_name("trade_names.csv")
LEAST = 0.95


@dataclass(frozen=True)
class TradeName:
    """A plain name of one of the sets, and what was found by it: the id, or why none was."""

    set: str
    name: str
    meant: str
    found: str


def main() -> int:
    with open_graph(sys.argv[1]) as graph:
        looked_up = list(look_up(graph))
    missed = [name for name in looked_up if name.found != name.meant]
    for name in missed:
        print(f"{name.name}: meant {name.meant}, not {name.found[:200]}")
    for set_, names in groupby(looked_up, key=lambda name: name.set):
        found = [name.found == name.meant for name in names]
        print(f"set {set_}: {sum(found)} of {len(found)} found as meant")
    print(f"{len(looked_up) - len(missed)} of {len(looked_up)} found as meant")
    return int(len(missed) > (1 - LEAST) * len(looked_up))


def look_up(graph: Graph) -> Iterator[TradeName]:
    """Yield each name whose thing the graph has."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if things := graph.find(row["id"]):
                yield TradeName(row["set"], row["name"], things[0].id, _found(graph, row["name"]))


def _found(graph: Graph, name: str) -> str:
    try:
        return graph.entity(name).id
    except (Ambiguous, NotFound) as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main())
