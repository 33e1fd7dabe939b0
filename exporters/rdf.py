"""RDF of a graph: Turtle, TriG and N-Quads (a named graph for each source), JSON-LD.

Written by this module and not through rdflib or pyoxigraph, which take longer and write worse Turtle (docs/rdf.md has
the measurement); a test has rdflib read each form and find the same graph. The terms are in schema/rdf.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Protocol, TypeAlias

from ..graph.node_row import NodeRow
from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.family import Value
from ..schema.rdf import DAY, DAYS, ORDERED, PREFIXES, link_term, node_iri, property_term, types, whole
from .row_stream import OrderedRows, ordered_rows
from .snapshot import sorted_links

#: Predicates of a node, each with its objects in the syntax.
Predicates: TypeAlias = list[tuple[str, list[str]]]


class Syntax(Protocol):
    """The form of terms and nodes. `graphs`: whether the statements of a source are in a named graph."""

    graphs: bool

    def head(self) -> str:
        """Return the text before the first node."""
        ...

    def text(self, value: str) -> str:
        """Return a text literal."""
        ...

    def typed(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype, which is a prefixed term."""
        ...

    def iri(self, value: str) -> str:
        """Return the IRI of a node as an object."""
        ...

    def node(self, iri: str, classes: list[str], predicates: Predicates, source: str | None) -> str:
        """Return a node with its predicates, in the graph of a source if the syntax has graphs."""
        ...

    def foot(self) -> str:
        """Return the text after the last node."""
        ...


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write a graph to a file, and count its nodes and named graphs. Equal graphs give equal files."""
    syntax, nodes = _SYNTAXES[form](), ordered_rows(graph, as_of)
    counts = {"nodes": len(nodes)}
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(syntax.head())
        for text in _nodes(nodes, syntax, counts):
            file.write(text)
            count += 1
            if progress and count % 5000 == 0:
                progress(count)
        file.write(syntax.foot())
    return counts


def _nodes(nodes: OrderedRows, syntax: Syntax, counts: dict[str, int]) -> Iterator[str]:
    """Yield each node: entities, sources and law first, then the statements, source by source; count the graphs."""
    encoder = _Encoder(syntax)
    for family in ("Entity", "Source", "Law"):
        for row in nodes.rows(family):
            yield encoder.node(family, row, None)
    if not syntax.graphs:
        for row in nodes.rows("Statement"):
            yield encoder.node("Statement", row, None)
        return
    by_source = nodes.by_source()
    counts["graphs"] = len(by_source.keys() - {""})
    for source, ids in sorted(by_source.items()):
        iri = encoder.iri("Source", source) if source else None
        for row in nodes.rows("Statement", ids):
            yield encoder.node("Statement", row, iri)


#: IRIs that are kept: those that many nodes lead to come soon again.
_KEPT = 50_000


class _Encoder:
    """Rows as nodes of a syntax. Texts that are repeated are made once."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._iris: dict[tuple[str, str], str] = {}
        self._classes: dict[tuple[str, ...], list[str]] = {}
        self._texts: dict[str, str] = {}

    def iri(self, family: str, id: str) -> str:
        """Return the IRI of a node in the syntax."""
        iri = self._iris.get((family, id))
        if iri is None:
            if len(self._iris) == _KEPT:
                self._iris.clear()
            iri = self._iris[family, id] = self._syntax.iri(node_iri(family, id))
        return iri

    def node(self, family: str, row: NodeRow, source: str | None) -> str:
        """Return a node with its classes, properties and links. Name keys are left out: they follow from the names."""
        classes = self._classes.get(row.labels)
        if classes is None:
            classes = self._classes[row.labels] = types(row.labels)
        predicates: Predicates = []
        ordered: dict[str, Value] = {}
        for name, value in row.properties.items():
            if name in ("id", "nameKeys"):
                continue
            if isinstance(value, list):
                if any(later <= item for item, later in pairwise(value)):  # type: ignore[operator]
                    ordered[name] = value
                if value:
                    predicates.append(
                        (property_term(family, name), [self._value(name, v) for v in dict.fromkeys(value)])
                    )
            else:
                predicates.append((property_term(family, name), [self._value(name, value)]))
        if ordered:
            text = json.dumps(ordered, ensure_ascii=False, sort_keys=True)
            predicates.append((ORDERED, [self._syntax.typed(text, "rdf:JSON")]))
        for type_, links in sorted_links(row).items():
            predicates.append((link_term(type_), [self.iri(end, id_) for _, end, id_ in links]))
        return self._syntax.node(self.iri(family, row.id), classes, predicates, source)

    def _value(self, name: str, value: object) -> str:
        if isinstance(value, str):
            if name in DAYS:
                day = self._texts.get(value)
                if day is None:
                    day = self._syntax.typed(value, "xsd:date") if DAY.match(value) else self._syntax.text(value)
                    self._texts[value] = day
                return day
            return self._syntax.text(value)
        if isinstance(value, bool):
            return self._syntax.typed("true" if value else "false", "xsd:boolean")
        if isinstance(value, int):
            return self._syntax.typed(str(value), "xsd:integer")
        return self._syntax.typed(repr(value), "xsd:double")


#: Characters that a literal must escape.
_ESCAPED = {n: f"\\u{n:04X}" for n in [*range(32), 127]} | {9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 92: "\\\\"}
_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')


def _literal(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"' if _SPECIAL.search(text) else f'"{text}"'


class Turtle:
    """Turtle; with `graphs`, TriG."""

    def __init__(self, graphs: bool = False) -> None:
        self.graphs = graphs
        self._source: str | None = None

    def head(self) -> str:
        """Return the prefixes."""
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

    def text(self, value: str) -> str:
        """Return a text literal."""
        return _literal(value)

    def typed(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype."""
        return f"{_literal(value)}^^{datatype}"

    def iri(self, value: str) -> str:
        """Return a full IRI: ids hold characters that a prefixed name would have to escape."""
        return f"<{value}>"

    def node(self, iri: str, classes: list[str], predicates: Predicates, source: str | None) -> str:
        """Return one block; switch the named graph if needed."""
        lines = " ;\n  ".join([f"{term} {', '.join(objects)}" for term, objects in predicates])
        block = f"\n{iri} a {', '.join(classes)} ;\n  {lines} .\n"
        if self.graphs and source != self._source:
            turn = self.foot() + (f"\n{source} {{\n" if source else "")
            self._source = source
            return turn + block
        return block

    def foot(self) -> str:
        """Return the end of the last graph."""
        return "}\n" if self._source else ""


class NQuads:
    """N-Quads: one line for each statement, with its graph at the end."""

    graphs = True

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}

    def head(self) -> str:
        """Return nothing."""
        return ""

    def text(self, value: str) -> str:
        """Return a text literal."""
        return _literal(value)

    def typed(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype."""
        return f"{_literal(value)}^^{self._term(datatype)}"

    def iri(self, value: str) -> str:
        """Return an IRI."""
        return f"<{value}>"

    def node(self, iri: str, classes: list[str], predicates: Predicates, source: str | None) -> str:
        """Return all lines of a node."""
        end = f" {source} .\n" if source else " .\n"
        pairs: Iterable[tuple[str, list[str]]] = [("rdf:type", list(map(self._term, classes))), *predicates]
        return "".join([f"{iri} {self._term(term)} {object_}{end}" for term, objects in pairs for object_ in objects])

    def foot(self) -> str:
        """Return nothing."""
        return ""

    def _term(self, term: str) -> str:
        iri = self._whole.get(term)
        if iri is None:
            iri = self._whole[term] = f"<{whole(term)}>"
        return iri


class JsonLd:
    """JSON-LD: one object for each node, one node a line, all in one array, with its own context."""

    graphs = False

    def __init__(self) -> None:
        self._first = True

    def head(self) -> str:
        """Return the prefixes."""
        return f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": ['

    def text(self, value: str) -> str:
        """Return a text literal."""
        return json.dumps(value, ensure_ascii=False)

    def typed(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype as text: JSON's own numbers would change."""
        return f'{{"@value": {self.text(value)}, "@type": "{datatype}"}}'

    def iri(self, value: str) -> str:
        """Return an IRI."""
        return f'{{"@id": {self.text(value)}}}'

    def node(self, iri: str, classes: list[str], predicates: Predicates, source: str | None) -> str:
        """Return an object on a line of its own."""
        between = "\n" if self._first else ",\n"
        self._first = False
        types = f'"@type": {json.dumps(classes)}'
        members = [iri[1:-1], types, *(self._member(term, values) for term, values in predicates)]
        return f"{between}{{{', '.join(members)}}}"

    def foot(self) -> str:
        """Return the end of the array."""
        return "\n]}\n"

    def _member(self, term: str, values: list[str]) -> str:
        return f'"{term}": {values[0] if len(values) == 1 else "[" + ", ".join(values) + "]"}'


_SYNTAXES: Mapping[str, Callable[[], Syntax]] = {
    "turtle": Turtle,
    "trig": lambda: Turtle(graphs=True),
    "nquads": NQuads,
    "jsonld": JsonLd,
}
