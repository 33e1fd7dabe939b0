"""A result as RDF: one node a row, its columns as properties, the ids in it as the IRIs that an export gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.node import FAMILIES
from ...schema.rdf import PREFIXES, node_iri

if TYPE_CHECKING:
    import rdflib

    from .result import Result


def to_rdf(result: Result, graph: Graph) -> rdflib.Graph:
    """The rows of a result as RDF that goes with an export of the graph; see `Result.to_rdf`."""
    import rdflib
    from rdflib.namespace import RDF, RDFS

    from ..catalogue.registry import catalogue
    from .result import looks_like_id

    ours = rdflib.Namespace(PREFIXES["sg"])
    columns = rdflib.Namespace(f"urn:sanctionsgraph:result:{result.name}#")
    made = rdflib.Graph()
    made.bind("sg", ours)
    made.bind("col", columns)
    cells = [item for row in result.rows for column in result.columns for item in _items(row, column)]
    known = _families(graph, {item for item in cells if isinstance(item, str) and looks_like_id(item)})
    question = catalogue().get(result.name)
    for column in result.columns:
        made.add((columns[column], RDF.type, RDF.Property))
        made.add((columns[column], RDFS.label, rdflib.Literal(column)))
        if question:
            made.add((columns[column], RDFS.comment, rdflib.Literal(question.columns[column])))
    for number, row in enumerate(result.rows, 1):
        node = columns[f"row-{number}"]
        made.add((node, RDF.type, ours.Row))
        for column in result.columns:
            for item in _items(row, column):
                # What the graph does not have under such an id is a text that looks like one.
                is_node = isinstance(item, str) and item in known
                end = rdflib.URIRef(node_iri(known[item], item)) if is_node else rdflib.Literal(_plain(item))
                made.add((node, columns[column], end))
    return made


def _items(row: Row, column: str) -> list[Any]:
    value = row.get(column)
    return [item for item in (value if isinstance(value, list) else [value]) if item is not None]


def _plain(item: Any) -> Any:
    from .result import show

    return item if isinstance(item, bool | int | float | str) else show(item)


def _families(graph: Graph, ids: set[str]) -> dict[str, str]:
    """The family of each id that the graph has; the first, where two have it."""
    found: dict[str, str] = {}
    for family in FAMILIES:
        for batch in batches(sorted(ids)):
            for row in graph.read(f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) RETURN n.id AS id", ids=batch).rows:
                found.setdefault(row["id"], family)
    return found
