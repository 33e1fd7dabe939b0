"""Loads and reads by turns, for as long as there is time: the graph is what was loaded, and memory stays flat."""

from __future__ import annotations

import gc
import random
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.loaders.registry import load

from helpers import ftm_file
from helpers.effort import Effort
from helpers.engines import ENGINES, empty_neo4j

PEOPLE, FIRMS = 300, 200
#: Rounds until every part of the program has been run, and memory is what the work takes. `make test` makes three,
#: which show that the graph is what was loaded; `make hard` makes enough to see that memory stays flat.
WARM = 10
READS: tuple[Callable[[sg.Workspace, str], object], ...] = (
    lambda g, thing: g.trace(thing).to_dict(),
    lambda g, thing: g.listed(thing, on="2024-06-01").to_dict(),
    lambda g, thing: g.history(thing).to_dict(),
    lambda g, thing: g.find("name 12").to_dict(),
    lambda g, thing: g.screen(["Name 12", "Firm 7"]).to_dict(),
    lambda g, thing: g.cypher("MATCH (s:Statement)-[:ABOUT]->(e:Entity) RETURN e.id, count(s) LIMIT 50").rows,
    lambda g, thing: g.graph.info(),
)


def edition(folder: Path, day: str) -> Path:
    """A set of persons, firms and owners; a third of it reads otherwise each day."""
    chance = random.Random(day)
    rows = [
        *(ftm_file.entity(f"p{n}", name=f"Name {n}", birthDate=chance.choice(("1960", "1961"))) for n in range(PEOPLE)),
        *(ftm_file.entity(f"c{n}", "Company", name=f"Firm {n}", jurisdiction="ru") for n in range(FIRMS)),
        *(
            ftm_file.entity(f"o{n}", "Ownership", owner=f"p{n}", asset=f"c{n}", percentage=chance.choice(("30", "60")))
            for n in range(FIRMS)
        ),
    ]
    return ftm_file.write(folder / f"made-{day}.json", rows)


def peak() -> int:
    """The most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("engine", ENGINES)
def test_soak(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    effort = Effort(f"soak-{engine}", few=3, share=0.1)
    first, second = (edition(tmp_path, day) for day in ("2024-01-01", "2024-06-01"))
    with open_graph(tmp_path / "start.kgl") as start:
        load(start, "ftm", first)
        with start.trial() as tried:
            load(tried, "ftm", second)
            digest = tried.digest()
        before = start.digest()
        at = tmp_path / "soak.kgl"
        graph = open_graph(at) if engine == "embedded" else empty_neo4j(request.getfixturevalue("neo4j_uri"))
        peaks = []
        with graph, sg.Workspace(graph) as g:
            for chance in effort.cases():
                copied = copy_graph(start, graph, replace=True).digest
                for read in chance.sample(READS, 3):
                    read(g, f"ftm:p{chance.randrange(PEOPLE)}")
                load(graph, "ftm", second, allow_shrink=True)
                for read in chance.sample(READS, 3):
                    read(g, f"ftm:p{chance.randrange(PEOPLE)}")
                if (copied, graph.digest()) != (before, digest):
                    effort.lose("the graph is not what was loaded into it")
                gc.collect()
                peaks.append(peak())
    middle = peaks[max(min(WARM, len(peaks)), len(peaks) // 2) - 1]
    print(f"\nsoak-{engine}: memory at the start {peaks[0]:,}, in the middle {middle:,}, at the end {peaks[-1]:,} kB")
    if peaks[-1] > 1.1 * middle:
        effort.lose(f"memory grew from {middle:,} to {peaks[-1]:,} kB")
    effort.close()
