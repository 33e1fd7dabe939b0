"""The law of a graph is read once, again after each write, and keeps no graph alive."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import sanctionsgraph as sg
from sanctionsgraph.graph.withdrawal.purge import purge
from sanctionsgraph.queries.assessment.graph_law import law_of
from sanctionsgraph.queries.assessment.regime import Regimes
from sanctionsgraph.schema.dates import LATEST

from helpers.made_world import BAN, GRAIN, World, deal, step


def reads(graph: sg.Graph) -> list[str]:
    """The statements that reading all law of a graph runs."""
    run: list[str] = []
    read = graph.read
    graph.read = lambda cypher, /, **more: run.append(cypher) or read(cypher, **more)  # type: ignore[method-assign]
    try:
        regimes = Regimes(graph, LATEST)
        assert regimes.measures
        assert regimes.exemptions
    finally:
        del graph.read  # type: ignore[attr-defined]
    return run


def test_the_law_is_read_once_and_again_after_a_load_or_forget(graph: sg.Graph, tmp_path: Path) -> None:
    world = World(tmp_path, graph).law(step(until="2022-01-01")).told(*deal())
    assert len(reads(graph)) > 1
    assert len(reads(graph)) == 1, "the mark of the graph, and nothing else"
    assert world.one().outcome == "met"

    world.law(step(until="2020-01-01"), step("2020-01-01", goods=[GRAIN]))
    assert [each.since for each in Regimes(graph, LATEST).measures[BAN]] == ["2010-01-01", "2020-01-01"]
    assert world.one().outcome == "not met"

    kept = law_of(graph)
    purge(graph, "report:made-2020-06-01-1")
    assert law_of(graph) is not kept


def test_the_law_of_one_graph_is_not_that_of_another(tmp_path: Path) -> None:
    first, second = World(tmp_path).law(step()), World(tmp_path).law(step(goods=[GRAIN]))
    assert law_of(first.graph).measures[BAN][0].goods != law_of(second.graph).measures[BAN][0].goods


def test_the_kept_law_keeps_no_graph_alive(tmp_path: Path) -> None:
    world = World(tmp_path).law(step())
    assert law_of(world.graph).exemptions
    graph = weakref.ref(world.graph)
    del world
    gc.collect()
    assert graph() is None
