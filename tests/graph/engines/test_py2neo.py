"""A notebook that holds a py2neo.Graph, or a neo4j.Driver, uses the same functions."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.curated.shipped import load_shipped
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.errors import QueryError

from helpers.engines import empty_neo4j

pytestmark = pytest.mark.neo4j


def auth() -> tuple[str, str]:
    return os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")


def test_py2neo_writes_and_reads(neo4j_uri: str, embedded_case: sg.Graph) -> None:
    import py2neo

    empty_neo4j(neo4j_uri).close()
    address = urlsplit(neo4j_uri)
    theirs = py2neo.Graph(f"bolt://{address.hostname}:{address.port}", auth=auth())
    graph = open_graph(theirs)
    assert all(account.rejected == 0 for account in load_shipped(graph))
    assert graph.digest() == embedded_case.digest()
    assert query(graph, "traffic", place="Tumangang").rows == query(embedded_case, "traffic", place="Tumangang").rows
    with pytest.raises(QueryError, match="read-only"):
        graph.read("CREATE (:Entity {id: 'x:y', name: 'y'})")
    theirs.service.connector.close()


def test_a_given_driver_stays_open(neo4j_uri: str) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(neo4j_uri, auth=auth()) as driver:
        with open_graph(driver) as graph:
            assert graph.read("RETURN 1 AS one").rows == [{"one": 1}]
        driver.verify_connectivity()
