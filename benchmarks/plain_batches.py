"""The peer of the part `ftm-neo4j`: FollowTheMoney entities into Neo4j by plain UNWIND batches of 2,000.

As one would write it by hand with the official driver: a uniqueness constraint, things as nodes with all their
properties, ownerships and directorships as relationships with theirs, a sanction as a node with its relationship. It
keeps no history, no sources, no search names. Runs in the environment of our wheel, with the same driver.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j

BATCH = 2_000
EDGES = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization")}
Rows = dict[str, list[dict[str, Any]]]


def main() -> None:
    """Load the file that is named first."""
    nodes, links = read(Path(sys.argv[1]))
    login = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=login) as driver, driver.session() as session:
        session.run("CREATE CONSTRAINT plain_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE").consume()
        session.run("CALL db.awaitIndexes(60)").consume()
        for schema, rows in nodes.items():
            merge = f"UNWIND $rows AS row MERGE (n:Thing {{id: row.id}}) SET n:{schema} SET n += row"
            for batch in batches(rows):
                session.run(merge, rows=batch).consume()
        for schema, rows in links.items():
            merge = (
                "UNWIND $rows AS row MATCH (a:Thing {id: row.a}) MATCH (b:Thing {id: row.b}) "
                f"MERGE (a)-[r:{schema} {{id: row.id}}]->(b) SET r += row.properties"
            )
            for batch in batches(rows):
                session.run(merge, rows=batch).consume()


def read(path: Path) -> tuple[Rows, Rows]:
    """Nodes and relationships by schema."""
    nodes: Rows = defaultdict(list)
    links: Rows = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for line in file:
            entity = json.loads(line)
            said = {name: values[0] if len(values) == 1 else values for name, values in entity["properties"].items()}
            said |= {name: entity[name] for name in ("datasets", "first_seen", "last_seen")}
            schema, id_ = entity["schema"], entity["id"]
            if ends := EDGES.get(schema):
                a, b = (said.pop(end) for end in ends)
                links[schema].append({"id": id_, "a": a, "b": b, "properties": said})
                continue
            if schema == "Sanction":
                links["OF"].append({"id": id_, "a": id_, "b": said.pop("entity"), "properties": {}})
            nodes[schema].append({"id": id_, **said})
    return nodes, links


def batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Pieces of at most BATCH rows."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


if __name__ == "__main__":
    main()
