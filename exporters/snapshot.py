"""All nodes of a graph as rows; whole, or as it was known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted

from ..graph.dump import as_json
from ..graph.node_row import Link, NodeRow
from ..graph.protocols import StoredLink, nodes_in, typed
from ..graph.store import Graph
from ..schema.dates import FOREVER, DayLike, day, stood
from ..schema.direct import not_laid
from ..schema.family import FAMILIES
from ..schema.names import name_keys

#: Nodes by id, with the links out of them.
Nodes = dict[str, NodeRow]


@dataclass(frozen=True)
class Snapshot:
    """The nodes of a graph by family and id, with their links; without the log of loads."""

    nodes: dict[str, Nodes]

    @property
    def entities(self) -> Nodes:
        """Entities by id."""
        return self.nodes["Entity"]

    @property
    def statements(self) -> Nodes:
        """Records with their parts, and claims, by id."""
        return self.nodes["Statement"]

    @property
    def sources(self) -> Nodes:
        """Publishers, reports and editions by id."""
        return self.nodes["Source"]

    @property
    def law(self) -> Nodes:
        """Measures, provisions and the like by id."""
        return self.nodes["Law"]

    def __len__(self) -> int:
        return sum(map(len, self.nodes.values()))

    def rows(self, family: str, ids: list[str] | None = None) -> Iterator[NodeRow]:
        """Yield the nodes of a family in the order of their ids, or those of the ids."""
        nodes = self.nodes[family]
        return (nodes[id_] for id_ in (sorted(nodes) if ids is None else ids))

    def by_source(self) -> Mapping[str, list[str]]:
        """Return the ids of statements by their source, the empty text for those that have none."""
        by_source: dict[str, list[str]] = defaultdict(list)
        for id_, sources in sorted(sources_of(self.statements).items()):
            for source in sources or [""]:
                by_source[source].append(id_)
        return by_source


def snapshot(graph: Graph, as_of: DayLike | None = None) -> Snapshot:
    """Return the nodes of a graph, as it is or as it was known on a day.

    With `as_of`: the statements that stood then, without ends that came later; an entity bears no name but the one
    that it has now. Law is whole: the day of an event chooses from it.
    """
    labels_of: dict[tuple[str, ...], tuple[str, ...]] = {}
    nodes: dict[str, Nodes] = {}
    for family in FAMILIES:
        rows = nodes[family] = {}
        for node in nodes_in(graph.read(f"MATCH (n:{family}) RETURN n").rows):
            stored = tuple(node.labels)
            if (labels := labels_of.get(stored)) is None:
                labels = labels_of[stored] = (family, *(label for label in stored if label != family))
            row = NodeRow(labels, node.properties)
            rows[row.id] = row
        query = (
            f"MATCH (a:{family})-[r]->(b){not_laid(family)} "
            "RETURN a.id AS start, type(r) AS type, b.id AS end, labels(b) AS labels"
        )
        for link in typed(StoredLink, graph.read(query).rows):
            if (end_family := link.family) is not None:
                rows[link.start].links.append((link.type, end_family, link.end))
    return known_on(Snapshot(nodes), day(as_of)) if as_of else Snapshot(nodes)


def known_on(whole: Snapshot, as_of: str) -> Snapshot:
    """Return the statements that stood on an ISO day, and the nodes that they lead to. Changes the rows of `whole`."""
    statements = {id_: row for id_, row in whole.statements.items() if _stood(row, as_of)}
    parts = {end for row in statements.values() for type_, _, end in row.links if type_ == "PART"}
    statements |= {id_: whole.statements[id_] for id_ in parts}
    for row in statements.values():
        if row.text("until") > as_of:
            row.properties["until"] = FOREVER
            row.properties.pop("withdrawn", None)
        row.links = [link for link in row.links if link[1] != "Statement" or link[2] in statements]
    ends = {link[1:] for row in [*statements.values(), *whole.law.values()] for link in row.links}
    sources = {id_: row for id_, row in whole.sources.items() if ("Source", id_) in ends}
    for row in sources.values():
        if row.text("withdrawn") > as_of:
            del row.properties["withdrawn"]
    publishers = {end for row in sources.values() for _, _, end in row.links}
    sources |= {id_: whole.sources[id_] for id_ in publishers}
    entities = {id_: row for id_, row in whole.entities.items() if ("Entity", id_) in ends}
    for row in entities.values():
        names = [row.text("name")]
        row.properties |= {"names": names, "nameKeys": name_keys(names)}
    return Snapshot({"Entity": entities, "Statement": statements, "Source": sources, "Law": whole.law})


def _stood(row: NodeRow, as_of: str) -> bool:
    since = row.text("since")
    return bool(since) and stood(since, row.text("until"), as_of)


def sources_of(statements: Nodes) -> dict[str, list[str]]:
    """Return the ids of the sources of each statement; those of a part are the sources of its records."""
    sources = {id_: [end for type_, _, end in row.links if type_ == "IN"] for id_, row in statements.items()}
    for id_, row in statements.items():
        for type_, _, end in row.links:
            if type_ == "PART":
                sources[end] += [source for source in sources[id_] if source not in sources[end]]
    return sources


def dump_lines_of(family: str, row: NodeRow) -> list[str]:
    """Return a node and its links as lines of the dump."""
    start = f'["{family}",{quoted(row.id)},"'
    links = [f'{start}{type_}","{end}",{quoted(id_)}]' for type_, end, id_ in sorted(row.links)]
    return [as_json({"labels": sorted(row.labels), **row.properties}), *links]


def sorted_links(row: NodeRow) -> dict[str, list[Link]]:
    """Return the links of a row by type, all in order."""
    by_type: dict[str, list[Link]] = {}
    for link in sorted(row.links) if len(row.links) > 1 else row.links:
        by_type.setdefault(link[0], []).append(link)
    return by_type
