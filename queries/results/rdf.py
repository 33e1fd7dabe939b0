"""Rows as RDF: one node a row, its columns as properties, the ids in it as the IRIs that an export gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.node import FAMILIES
from ...schema.rdf import PREFIXES, node_iri
from .tables import looks_like_id, show

if TYPE_CHECKING:
    import rdflib


def rows_as_rdf(name: str, columns: Mapping[str, str | None], rows: Sequence[Row], graph: Graph) -> rdflib.Graph:
    """Return the rows of a question as RDF that goes with an export of the graph; see `Result.to_rdf`.

    `columns` maps each column to what it means, if that is known.
    """
    import rdflib
    from rdflib.namespace import RDF, RDFS

    row_type = rdflib.URIRef(f"{PREFIXES['sg']}Row")
    terms = rdflib.Namespace(f"urn:sanctionsgraph:result:{name}#")
    triples = rdflib.Graph()
    triples.bind("sg", rdflib.Namespace(PREFIXES["sg"]))
    triples.bind("col", terms)
    for column, text in columns.items():
        triples.add((terms[column], RDF.type, RDF.Property))
        triples.add((terms[column], RDFS.label, rdflib.Literal(column)))
        if text:
            triples.add((terms[column], RDFS.comment, rdflib.Literal(text)))
    cells = [item for row in rows for column in columns for item in _items(row, column)]
    families = _families(graph, {item for item in cells if isinstance(item, str) and looks_like_id(item)})
    for number, row in enumerate(rows, 1):
        node = terms[f"row-{number}"]
        triples.add((node, RDF.type, row_type))
        for column in columns:
            for item in _items(row, column):
                # An id that the graph does not have is a text that looks like one.
                family = families.get(item) if isinstance(item, str) else None
                end = rdflib.URIRef(node_iri(family, item)) if family else rdflib.Literal(_literal(item))
                triples.add((node, terms[column], end))
    return triples


def _items(row: Row, column: str) -> list[Any]:
    value = row.get(column)
    return [item for item in (value if isinstance(value, list) else [value]) if item is not None]


def _literal(item: Any) -> bool | int | float | str:
    return item if isinstance(item, bool | int | float | str) else show(item)


@dataclass(frozen=True, slots=True)
class _Id:
    id: str


def _families(graph: Graph, ids: set[str]) -> dict[str, str]:
    """Return the family of each id that the graph has; the first, where two have it."""
    families: dict[str, str] = {}
    for family in FAMILIES:
        statement = f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) RETURN n.id AS id"
        for batch in batches(sorted(ids)):
            for node in graph.read_as(_Id, statement, ids=batch):
                families.setdefault(node.id, family)
    return families
