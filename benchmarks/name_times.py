"""Seconds and scores of comparing names, one job a process, as JSON on standard output.

`ours PAIRS` and `logic-v2 PAIRS` score each pair of a csv, round after round, each in the environment that has it;
`scale GRAPH NAMES` screens so many names, half of them misspelt, against a graph.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEED = 1718


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=("ours", "logic-v2", "scale"))
    parser.add_argument("path", type=Path)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    if args.job == "scale":
        print(json.dumps(scale(args.path, args.number)))
        return 0
    with args.path.open(encoding="utf-8", newline="") as file:
        pairs = [(row["name1"], row["name2"], row["schema"]) for row in csv.DictReader(file)]
    print(json.dumps((ours if args.job == "ours" else logic_v2)(pairs, args.rounds)))
    return 0


def ours(pairs: list[tuple[str, str, str]], rounds: int) -> dict[str, Any]:
    """Ours on names made ready once; making them ready is timed apart, from nothing."""
    from sanctionsgraph.queries.screening.compare import compare_names, score_names
    from sanctionsgraph.queries.screening.names import normalize_name

    began = time.process_time()
    ready = [(normalize_name(a, schema), normalize_name(b, schema)) for a, b, schema in pairs]
    cold = time.process_time() - began
    found = _rounds(lambda: [score_names(a, b) for a, b in ready], rounds)
    return found | {"cold": cold / (2 * len(pairs)), "threshold": compare_names.threshold}


def logic_v2(pairs: list[tuple[str, str, str]], rounds: int) -> dict[str, Any]:
    """nomenklatura's on entities that have a name only, made once; the first round, which reads data, is not timed."""
    from followthemoney import ValueEntity, model
    from nomenklatura.matching.logic_v2.model import LogicV2

    config = LogicV2.default_config()

    def entity(name: str, schema: str) -> Any:
        made = ValueEntity(model.get(schema), {"id": name})
        made.add("name", name)
        return made

    ready = [(entity(a, schema), entity(b, schema)) for a, b, schema in pairs]
    found = _rounds(lambda: [LogicV2.compare(a, b, config).score for a, b in ready], rounds)
    return found | {"threshold": 0.7}


def _rounds(score: Callable[[], list[float]], rounds: int) -> dict[str, Any]:
    """Scores, and seconds of the processor for all pairs in each round but the first."""
    scores = score()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        score()
        times.append(time.process_time() - began)
    return {"scores": scores, "times": times}


def scale(path: Path, number: int) -> dict[str, Any]:
    """Names of the graph, every other with two letters swapped: seconds to make the index, and to screen them."""
    from sanctionsgraph.graph.store import open_graph
    from sanctionsgraph.queries.screening.bearers import Bearers
    from sanctionsgraph.queries.screening.screen import screen

    rnd = random.Random(SEED)
    with open_graph(path) as graph:
        entities = graph.read("MATCH (e:Entity) RETURN count(*) AS n").rows[0]["n"]
        began = time.process_time()
        index = Bearers.of(graph).index()
        indexed = time.process_time() - began
        asked = [name if n % 2 else _misspelt(name, rnd) for n, name in enumerate(rnd.choices(index.names, k=number))]
        began = time.process_time()
        rows = screen(graph, asked)
        seconds = time.process_time() - began
    first = {hit.asked for hit in rows if hit.alert}
    return {
        "entities": entities,
        "names": len(index.names),
        "index": indexed,
        "asked": number,
        "seconds": seconds,
        "alerted": sum(name in first for name in asked),
    }


def _misspelt(name: str, rnd: random.Random) -> str:
    place = rnd.randrange(max(1, len(name) - 1))
    return name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :]


if __name__ == "__main__":
    sys.exit(main())
