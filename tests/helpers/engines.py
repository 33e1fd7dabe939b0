"""The engines that the tests run on, and the real input files of a development tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph

import neo4j_server

from .case_server import marks

ROOT = Path(sg.__file__).parent
SHARED = ROOT.parent / "shared" / "data"
UN_EDITIONS = {day: SHARED / "un_list" / f"un_{day}.xml" for day in ("2018-10-29", "2021-01-18", "2026-02-27")}
#: The engine matrix: `-m neo4j` runs what needs a server, `-m embedded` all else.
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
#: The same for a fixture that puts whole files or the shipped case into the server that tests write to: it takes
#: seconds, and has the server forget its plans. What it tries on Neo4j, `make test` leaves out.
WHOLE_ON_ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j, id="neo4j-whole")]
#: Why there is no server to test on; None where NEO4J_URI names one, or Java (and Maven, once) are there.
NO_SERVER = None if os.environ.get("NEO4J_URI") else neo4j_server.missing()
MUST = os.environ.get("CI") == "true"


def empty_neo4j(uri: str) -> sg.Graph:
    """The server's database, emptied."""
    import neo4j

    auth = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    return open_graph(uri)


def case_on_neo4j(uri: str, case: sg.Graph) -> sg.Graph:
    """The server's database with a graph, which is copied unless the last test module left the same there."""
    opened = open_graph(uri)
    if marks(opened) != _LEFT.get(uri):
        opened.close()
        opened = empty_neo4j(uri)
        copy_graph(case, opened)
        _LEFT[uri] = marks(opened)
    return opened


#: What the last module that read the case left on each server.
_LEFT: dict[str, object] = {}


def empty_on(request: pytest.FixtureRequest) -> sg.Graph:
    """An empty graph, in memory or on the server, as the engine of a fixture's parameter says."""
    if request.param == "embedded":
        return open_graph(":memory:")
    return empty_neo4j(request.getfixturevalue("neo4j_uri"))
