"""Everything that a graph holds, as rows; whole, or as it was known on a day."""

from __future__ import annotations

from json.encoder import encode_basestring as quoted
from typing import TypeAlias

from ..graph.dump import as_json
from ..graph.node_row import Link, NodeRow
from ..graph.store import Graph
from ..graph.writing import PROJECTED
from ..schema.dates import FOREVER, day
from ..schema.family import FAMILIES
from ..schema.names import name_keys

#: Family to id to row, with the links out of it.
Contents: TypeAlias = dict[str, dict[str, NodeRow]]


def contents(graph: Graph, as_of: str | None = None) -> Contents:
    """The nodes of the graph with their links, by family and id; the log of loads is none of them.

    With `as_of` (ISO day): the statements that stood then, as far as they were known. None of them bears an end that
    came later; a thing bears no name but the one that it has now. Law is whole: the day of an event chooses from it.
    """
    found: Contents = {}
    ordered: dict[tuple[str, ...], tuple[str, ...]] = {}
    for family in FAMILIES:
        rows = {}
        for row in graph.read(f"MATCH (n:{family}) RETURN n").rows:
            node = row["n"]
            told = tuple(node["labels"])
            if (labels := ordered.get(told)) is None:
                labels = ordered[told] = (family, *(label for label in told if label != family))
            rows[node["properties"]["id"]] = NodeRow(labels, node["properties"])
        found[family] = rows
        for end in FAMILIES:
            query = (
                f"MATCH (a:{family})-[r]->(b:{end}) WHERE type(r) <> '{PROJECTED}' "
                "RETURN a.id AS a, type(r) AS type, b.id AS b"
            )
            for link in graph.read(query).rows:
                rows[link["a"]].links.append((link["type"], end, link["b"]))
    return known(found, day(as_of)) if as_of else found


def known(found: Contents, as_of: str) -> Contents:
    """What was known on a day, and what that leads to."""
    standing = {id_: row for id_, row in found["Statement"].items() if _stood(row, as_of)}
    parts = {end for row in standing.values() for type_, _, end in row.links if type_ == "PART"}
    standing |= {id_: found["Statement"][id_] for id_ in parts}
    for row in standing.values():
        if str(row.properties.get("until", "")) > as_of:
            row.properties["until"] = FOREVER
        row.links = [link for link in row.links if link[1] != "Statement" or link[2] in standing]
    told = {link[1:] for row in [*standing.values(), *found["Law"].values()] for link in row.links}
    sources = {id_: row for id_, row in found["Source"].items() if ("Source", id_) in told}
    publishers = {end for row in sources.values() for _, _, end in row.links}
    sources |= {id_: found["Source"][id_] for id_ in publishers}
    things = {id_: row for id_, row in found["Entity"].items() if ("Entity", id_) in told}
    for row in things.values():
        names = [str(row.properties["name"])]
        row.properties |= {"names": names, "nameKeys": name_keys(names)}
    return {"Entity": things, "Statement": standing, "Source": sources, "Law": found["Law"]}


def _stood(row: NodeRow, as_of: str) -> bool:
    since = row.properties.get("since")
    return since is not None and str(since) <= as_of < str(row.properties["until"])


def sources_of(statements: dict[str, NodeRow]) -> dict[str, list[str]]:
    """In which sources each statement is; a part is where the records are that have it."""
    found = {id_: [end for type_, _, end in row.links if type_ == "IN"] for id_, row in statements.items()}
    for id_, row in statements.items():
        for type_, _, end in row.links:
            if type_ == "PART":
                found[end] += [source for source in found[id_] if source not in found[end]]
    return found


def lines(family: str, row: NodeRow) -> list[str]:
    """A node and its links as the dump writes them."""
    found = [as_json({"labels": sorted(row.labels), **row.properties})]
    start = f'["{family}",{quoted(row.id)},"'
    return found + [f'{start}{type_}","{end}",{quoted(id_)}]' for type_, end, id_ in sorted(row.links)]


def sorted_links(row: NodeRow) -> dict[str, list[Link]]:
    """The links of a row by type, all in order."""
    found: dict[str, list[Link]] = {}
    for link in sorted(row.links) if len(row.links) > 1 else row.links:
        found.setdefault(link[0], []).append(link)
    return found
