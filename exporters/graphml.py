"""GraphML of a graph, which Gephi, yEd and Cytoscape open, and networkx reads.

Written by this module and not through networkx, which takes seven times the memory of the graph.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..schema.family import FAMILIES, Value
from ..schema.xml_text import xml_text
from .row_stream import OrderedRows, ordered_rows

if TYPE_CHECKING:
    from ..graph.progress import Progress
    from ..graph.store import Graph

_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_HEAD = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write a whole graph, with labels as `:Entity:Person` and the type of a relationship as its `label`.

    A node is `Family id`; a list is JSON text, because GraphML has none.
    """
    nodes, keys = ordered_rows(graph, as_of), _Attributes()
    counts = {"nodes": len(nodes), "relationships": 0}
    # The keys come first in the file, and are known when all else is written.
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=out.parent) as body:
        for count, node in enumerate(_nodes(nodes, keys)):
            body.write(node)
            if progress and count % 5000 == 0:
                progress(count)
        for edge in _edges(nodes, keys):
            body.write(edge)
            counts["relationships"] += 1
        body.seek(0)
        with out.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_HEAD)
            file.writelines(keys.lines())
            file.write('<graph edgedefault="directed">\n')
            shutil.copyfileobj(body, file)
            file.write("</graph>\n</graphml>\n")
    return counts


def _nodes(nodes: OrderedRows, keys: _Attributes) -> Iterator[str]:
    for family in FAMILIES:
        for row in nodes.rows(family):
            values = {name: _plain(value) for name, value in sorted(row.properties.items()) if name != "nameKeys"}
            data = keys.data("node", {"labels": f":{':'.join(row.labels)}", **values})
            yield f"<node id={_quoted(f'{family} {row.id}')}>{data}</node>\n"


def _edges(nodes: OrderedRows, keys: _Attributes) -> Iterator[str]:
    number = 0
    for family in FAMILIES:
        for row in nodes.rows(family):
            start = _quoted(f"{family} {row.id}")
            for type_, end, id_ in sorted(row.links):
                data = keys.data("edge", {"label": type_})
                yield f'<edge source={start} target={_quoted(f"{end} {id_}")} id="e{number}">{data}</edge>\n'
                number += 1


def _quoted(text: str) -> str:
    return quoteattr(xml_text(text))


def _plain(value: Value) -> str | int | float | bool:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


class _Attributes:
    """The attributes of nodes and edges, each with a key of its own for every type that its values have."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, str], str] = {}

    def data(self, element: str, values: Mapping[str, str | int | float | bool]) -> str:
        """Return the values of a node or an edge."""
        return "".join(
            f'<data key="{self._id(element, name, _TYPES[type(value)])}">{_text(value)}</data>'
            for name, value in values.items()
        )

    def lines(self) -> Iterator[str]:
        """Yield the declaration of each key."""
        for (element, name, type_), id_ in self._ids.items():
            yield f'<key id="{id_}" for="{element}" attr.name="{name}" attr.type="{type_}"/>\n'

    def _id(self, element: str, name: str, type_: str) -> str:
        id_ = self._ids.get((element, name, type_))
        if id_ is None:
            taken = {*self._ids.values()}
            id_ = self._ids[element, name, type_] = next(
                i for i in (name, f"{name}-{type_}", f"{element}-{name}-{type_}") if i not in taken
            )
        return id_


def _text(value: str | int | float | bool) -> str:
    return escape(xml_text(value)) if isinstance(value, str) else str(value)
