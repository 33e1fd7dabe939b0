"""How often the page of a thing reads the graph: on a server each read is a message and its answer."""

from __future__ import annotations

from collections import Counter

import pytest
import sanctionsgraph as sg
from sanctionsgraph.serve.pages import search, thing_page

from helpers.counting import counting


@pytest.mark.parametrize(
    ("id_", "most"),
    # A station has what was seen there and what it may have been; an event is assessed.
    [("sg:rajin-port", 27), ("sg:kp-petroleum-2020", 12), ("wd:Q56226", 17), ("sg:angara", 18), ("iso:IR", 16)],
)
def test_the_page_of_a_thing_reads_the_graph_in_batches(case: sg.Graph, id_: str, most: int) -> None:
    graph, engine = counting(case)
    workspace = sg.Workspace(graph)
    thing_page(workspace, id_, None)  # the law is read once for all pages
    engine.reads.clear()
    assert thing_page(workspace, id_, None).what.id == id_
    assert [read for read, times in Counter(engine.reads).items() if times > 1] == []
    assert len(engine.reads) <= most


@pytest.mark.parametrize(
    ("words", "most"),
    # A whole name, a part of one, a name that no entity bears.
    [("Rajin Port", 4), ("Tumangang Sta", 10), ("Kim Jong Uhn", 12), ("Zebedee", 9)],
)
def test_a_search_asks_only_what_can_bring_something(case: sg.Graph, words: str, most: int) -> None:
    graph, engine = counting(case)
    search(sg.Workspace(graph), words)
    engine.reads.clear()
    search(sg.Workspace(graph), words)
    assert [read for read, times in Counter(engine.reads).items() if times > 1] == []
    assert len(engine.reads) <= most
