"""A notebook that holds a py2neo.Graph, or a neo4j.Driver, uses the same functions."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.errors import QueryError

from helpers import un_file
from helpers.engines import empty_neo4j

pytestmark = pytest.mark.neo4j


def auth() -> tuple[str, str]:
    return os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")


def test_py2neo_writes_and_reads(neo4j_uri: str, tmp_path: Path) -> None:
    import py2neo

    empty_neo4j(neo4j_uri).close()
    address = urlsplit(neo4j_uri)
    theirs = py2neo.Graph(f"bolt://{address.hostname}:{address.port}", auth=auth())
    graph = open_graph(theirs)
    editions = [
        un_file.write(tmp_path / f"{day}.xml", un_file.entry(f"<COMMENTS1>{day}</COMMENTS1>"), day=day)
        for day in ("2020-01-01", "2021-01-01")
    ]
    with open_graph(":memory:") as embedded:
        for each in (graph, embedded):
            assert [load(each, "un-list", file).rejected for file in editions] == [0, 0]
        assert graph.digest() == embedded.digest()
        asked = {"list": "UN", "as_of": "2020-06-01"}
        rows = query(embedded, "listed", **asked).rows
        assert rows
        assert query(graph, "listed", **asked).rows == rows
    with pytest.raises(QueryError, match="read-only"):
        graph.read("CREATE (:Entity {id: 'x:y', name: 'y'})")
    theirs.service.connector.close()


def test_a_given_driver_stays_open(neo4j_uri: str) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(neo4j_uri, auth=auth()) as driver:
        with open_graph(driver) as graph:
            assert graph.read("RETURN 1 AS one").rows == [{"one": 1}]
        driver.verify_connectivity()
