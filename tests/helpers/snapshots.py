"""A graph as it would be, had it been loaded on an earlier day."""

from __future__ import annotations

from collections.abc import Iterable

from sanctionsgraph.exporters.snapshot import Nodes, snapshot
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.graph.writing import write_links, write_nodes
from sanctionsgraph.schema.dates import ALWAYS, FOREVER
from sanctionsgraph.schema.names import name_keys


def filled(graph: Graph, rows: Iterable[NodeRow]) -> Graph:
    """Write rows with their links into an empty graph."""
    rows = list(rows)
    with graph.writing() as tx:
        write_nodes(tx, rows)
        write_links(tx, rows)
    return graph


def exported(graph: Graph, day: str, subjects: Iterable[str]) -> Graph:
    """A graph in memory of what an export as of a day holds: what stood then.

    Things without a statement are left out of an export; `subjects` are kept, because they are asked about.
    """
    return filled(open_graph(":memory:"), _rows(snapshot(graph, day).nodes, snapshot(graph).nodes, subjects))


def exported_with_names(graph: Graph, day: str, subjects: Iterable[str]) -> Graph:
    """The same, with what curators call things, which is of no day, and the names that an export leaves out."""
    kept, whole = snapshot(graph, day).nodes, snapshot(graph).nodes
    named = {key: row for key, row in whole["Statement"].items() if "Identity" in row.labels}
    parts = {end for row in named.values() for type_, _, end in row.links if type_ == "PART"}
    kept["Statement"] |= {**named, **{key: whole["Statement"][key] for key in parts}, **kept["Statement"]}
    for row in named.values():
        row.links = [link for link in row.links if link[2] in kept[link[1]]]
    for key, row in kept["Entity"].items():
        row.properties |= {name: whole["Entity"][key].properties[name] for name in ("names", "nameKeys")}
    return filled(open_graph(":memory:"), _rows(kept, whole, subjects))


def loaded_until(graph: Graph, day: str, subjects: Iterable[str]) -> Graph:
    """A graph in memory of what had been said until a day, also what no longer stood then."""
    whole = snapshot(graph).nodes
    before = {key: row for key, row in whole["Statement"].items() if str(row.properties.get("since", day)) <= day}
    for row in before.values():
        if str(row.properties.get("until", "")) > day:
            row.properties["until"] = FOREVER
        row.links = [link for link in row.links if link[1] != "Statement" or link[2] in before]
    # The text that is cited for what a word means may be later: it means that on any day.
    of_words = {link[2] for row in before.values() if row.properties.get("since") == ALWAYS for link in row.links}
    sources = {
        key: row
        for key, row in whole["Source"].items()
        if str(row.properties.get(_day_of(row), "")) <= day or key in of_words
    }
    for row in (*before.values(), *sources.values()):
        if row.text("withdrawn") > day:
            del row.properties["withdrawn"]
        row.links = [link for link in row.links if link[1] != "Source" or link[2] in sources]
    linked = {
        link[2] for row in (*before.values(), *whole["Law"].values()) for link in row.links if link[1] == "Entity"
    }
    things = {key: row for key, row in whole["Entity"].items() if key in linked}
    kept = {"Entity": things, "Statement": before, "Source": sources, "Law": whole["Law"]}
    return filled(open_graph(":memory:"), _rows(kept, whole, subjects))


def _day_of(row: NodeRow) -> str:
    return "date" if "Edition" in row.labels else "published"


def _rows(kept: dict[str, Nodes], whole: dict[str, Nodes], subjects: Iterable[str]) -> list[NodeRow]:
    rows = [row for family in kept.values() for row in family.values()]
    for subject in sorted(set(subjects) - kept["Entity"].keys()):
        row = whole["Entity"][subject]
        names = [str(row.properties["name"])]
        rows.append(NodeRow(row.labels, row.properties | {"names": names, "nameKeys": name_keys(names)}))
    return rows
