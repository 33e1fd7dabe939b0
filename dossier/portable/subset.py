"""The part of a graph from which one case can be worked out again."""

from __future__ import annotations

from collections.abc import Iterable

from ...exporters.snapshot import Nodes, Snapshot, dump_lines_of
from ...graph.node_row import NodeRow
from ...graph.store import Graph, open_graph
from ...graph.transfer.lines import rows_of
from ...graph.writing import write_links, write_nodes

#: Records that say what goods and measures mean, and what a thing is called: every case needs them.
_SHARED = frozenset(("Classification", "Identity", "RailLink", "Location"))
#: Links to the State or the wider place of a thing.
_STATES = frozenset(("COUNTRY", "NATIONAL_OF", "FLAG_STATE", "WITHIN"))


def subset(whole: Snapshot, subjects: Iterable[str]) -> dict[str, Nodes]:
    """Return what a case needs: the law, claims, and the records of its subjects and of whoever bears their names.

    `subjects` are the ids of the entities that the case names. Publishers and editions stay whole: which list was
    loaded decides whether an absence from it is known.
    """
    named = set(subjects) & whole.entities.keys()
    keys = {key for id_ in named for key in whole.entities[id_].texts("nameKeys")}
    named |= {id_ for id_, row in whole.entities.items() if keys.intersection(row.texts("nameKeys"))}
    statements = {id_: row for id_, row in whole.statements.items() if _needed(row, named)}
    parts = {end for row in statements.values() for type_, _, end in row.links if type_ == "PART"}
    statements |= {id_: whole.statements[id_] for id_ in parts}
    ends = {
        end for row in (*statements.values(), *whole.law.values()) for _, family, end in row.links if family == "Entity"
    }
    entities = {id_: row for id_, row in whole.entities.items() if id_ in ends or id_ in named}
    kept = {"Entity": entities, "Statement": statements, "Source": whole.sources, "Law": whole.law}
    return {family: {id_: _within(row, kept) for id_, row in rows.items()} for family, rows in kept.items()}


def alone(whole: Snapshot, subjects: Iterable[str], claims: Iterable[str]) -> dict[str, Nodes]:
    """Return the case by itself: these claims, and the records of its subjects other than States, without law.

    Of a State a graph has whatever lies in it or belongs to it, which is no part of the case.
    """
    named = {id_ for id_ in set(subjects) & whole.entities.keys() if "Country" not in whole.entities[id_].labels}
    chosen = set(claims)
    statements = {
        id_: row
        for id_, row in whole.statements.items()
        if id_ in chosen
        or (
            "Claim" not in row.labels
            and any(family == "Entity" and end in named for type_, family, end in row.links if type_ not in _STATES)
        )
    }
    parts = {end for row in statements.values() for type_, _, end in row.links if type_ == "PART"}
    statements |= {id_: whole.statements[id_] for id_ in parts}
    ends = {end for row in statements.values() for _, family, end in row.links if family == "Entity"}
    entities = {id_: row for id_, row in whole.entities.items() if id_ in ends or id_ in named}
    sources_of_it = {end for row in statements.values() for _, family, end in row.links if family == "Source"}
    sources_of_it |= {end for id_ in sources_of_it for _, _, end in whole.sources[id_].links}
    sources = {id_: whole.sources[id_] for id_ in sources_of_it}
    kept = {"Entity": entities, "Statement": statements, "Source": sources, "Law": {}}
    return {family: {id_: _within(row, kept) for id_, row in rows.items()} for family, rows in kept.items()}


def _needed(row: NodeRow, named: set[str]) -> bool:
    if "Claim" in row.labels or _SHARED.intersection(row.labels):
        return True
    return any(family == "Entity" and end in named for _, family, end in row.links)


def _within(row: NodeRow, kept: dict[str, Nodes]) -> NodeRow:
    """Return a row whose links end at nodes that are kept."""
    return NodeRow(row.labels, row.properties, [link for link in row.links if link[2] in kept[link[1]]])


def lines_of(nodes: dict[str, Nodes]) -> bytes:
    """Return nodes as the lines of a dump, sorted."""
    lines = sorted(
        line for family, rows in nodes.items() for row in rows.values() for line in dump_lines_of(family, row)
    )
    return "".join(f"{line}\n" for line in lines).encode()


def graph_of(place: str, content: bytes, target: Graph | None = None) -> Graph:
    """Return a graph with the nodes of a dump: in memory, or in `target`, which must be empty.

    Raises InputError, with `place` and the line, for what is no line of a dump of the model.
    """
    rows = list(rows_of(place, content))
    graph = target or open_graph(":memory:")
    with graph.writing() as tx:
        write_nodes(tx, rows)
        write_links(tx, rows)
    return graph
