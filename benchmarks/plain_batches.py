"""The peers of the part `ftm-neo4j`: into Neo4j by plain UNWIND batches of 2,000, as one would write it by hand.

With the official driver and uniqueness constraints. `plain_batches.py FILE`: FollowTheMoney entities, things as nodes
with all their properties, ownerships and directorships as relationships with theirs, a sanction as a node with its
relationship; it keeps no history, no sources, no search names. `plain_batches.py --dump FILE`: all nodes and
relationships of our graph, as `sanctionsgraph dump` gives them. Runs in the environment of our wheel, with its driver.
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
from sanctionsgraph.schema.family import FAMILIES

BATCH = 2_000
EDGES = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization")}
Rows = list[dict[str, Any]]


def main() -> None:
    """Load the file that is named last."""
    read = dumped if "--dump" in sys.argv else entities
    families, statements = read(Path(sys.argv[-1]))
    login = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=login) as driver, driver.session() as session:
        for family in families:
            name = f"plain_{family.lower()}_id"
            session.run(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{family}) REQUIRE n.id IS UNIQUE").consume()
        session.run("CALL db.awaitIndexes(60)").consume()
        for statement, rows in statements.items():
            for batch in batches(rows):
                session.run(statement, rows=batch).consume()


def entities(path: Path) -> tuple[list[str], dict[str, Rows]]:
    """FollowTheMoney entities: the label that is constrained, and rows by the statement that writes them."""
    nodes: dict[str, Rows] = defaultdict(list)
    links: dict[str, Rows] = defaultdict(list)
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
    found = {
        f"UNWIND $rows AS row MERGE (n:Thing {{id: row.id}}) SET n:{schema} SET n += row": rows
        for schema, rows in nodes.items()
    }
    found |= {
        "UNWIND $rows AS row MATCH (a:Thing {id: row.a}) MATCH (b:Thing {id: row.b}) "
        f"MERGE (a)-[r:{schema} {{id: row.id}}]->(b) SET r += row.properties": rows
        for schema, rows in links.items()
    }
    return ["Thing"], found


def dumped(path: Path) -> tuple[list[str], dict[str, Rows]]:
    """A dump of our graph: the families, which are constrained, and rows by the statement that writes them."""
    nodes: dict[tuple[str, ...], Rows] = defaultdict(list)
    links: dict[tuple[str, str, str], Rows] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            if isinstance(told, dict):
                labels = told.pop("labels")
                nodes[tuple(sorted(labels, key=lambda label: label not in FAMILIES))].append(told)
            else:
                start, a, type_, end, b = told
                links[start, type_, end].append({"a": a, "b": b})
    found = {
        f"UNWIND $rows AS row MERGE (n:{labels[0]} {{id: row.id}}) SET n:{':'.join(labels)} SET n += row": rows
        for labels, rows in nodes.items()
    }
    found |= {
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
        f"MERGE (a)-[:{type_}]->(b)": rows
        for (start, type_, end), rows in links.items()
    }
    return sorted({labels[0] for labels in nodes}), found


def batches(rows: Rows) -> Iterator[Rows]:
    """Pieces of at most BATCH rows."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


if __name__ == "__main__":
    main()
